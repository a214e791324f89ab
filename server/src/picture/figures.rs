//! Figures of our own: strokes of one width, as on the signs of a railway. Whatever is slanted goes on above and below,
//! and is cut off level with the others.

use super::canvas::{Canvas, Colour, Place};

/// How high a figure is, in its own units.
pub(super) const HEIGHT: f32 = 160.0;
/// How wide its stroke is.
const STROKE: f32 = 25.0;
/// What lies between two figures.
const GAP: f32 = 20.0;
/// Beyond the last figure.
const UNKNOWN: Figure = Figure { width: 0.0, stroke: "" };

/// A figure: how wide it is, and the middle of its stroke.
struct Figure {
    width: f32,
    stroke: &'static str,
}

#[rustfmt::skip]
const FIGURES: [Figure; 10] = [
    Figure { width: 100.0, stroke: "M50 12.5C28 12.5 12.5 28 12.5 50V110C12.5 132 28 147.5 50 147.5C72 147.5 87.5 132 87.5 110V50C87.5 28 72 12.5 50 12.5Z" },
    Figure { width: 66.0, stroke: "M4 44L49.5 18M53.5 0V160" },
    Figure { width: 98.0, stroke: "M13 54V50C13 28 28 12.5 50 12.5C71 12.5 85 27 85 47C85 62 78 72 66 88L21 147.5H96" },
    Figure { width: 98.0, stroke: "M14 48C15 27 29 12.5 50 12.5C70 12.5 83.5 25 83.5 43C83.5 61 70 73.5 52 73.5H38M52 73.5C71 73.5 85.5 87 85.5 109C85.5 132 70 147.5 48.5 147.5C27 147.5 13 133 12.5 111" },
    Figure { width: 106.0, stroke: "M71 -16L19 113.5H106M76 66V160" },
    Figure { width: 98.0, stroke: "M90 12.5H26L21.5 80C28 67 38 60.5 50 60.5C71 60.5 85.5 77 85.5 103C85.5 130 70 147.5 48 147.5C27 147.5 13 134 12 114" },
    Figure { width: 100.0, stroke: "M74 -14C50 22 12.5 64 12.5 105C12.5 130 28 147.5 50 147.5C72 147.5 87.5 130 87.5 105C87.5 80 72 63 50 63C28 63 12.5 80 12.5 105" },
    Figure { width: 96.0, stroke: "M2 12.5H80L27 178" },
    Figure { width: 100.0, stroke: "M50 12.5C30 12.5 17 25 17 43C17 61 30 73.5 50 73.5C70 73.5 83 61 83 43C83 25 70 12.5 50 12.5ZM50 73.5C28 73.5 12.5 88 12.5 110.5C12.5 132 28 147.5 50 147.5C72 147.5 87.5 132 87.5 110.5C87.5 88 72 73.5 50 73.5Z" },
    Figure { width: 100.0, stroke: "M26 174C50 138 87.5 96 87.5 55C87.5 30 72 12.5 50 12.5C28 12.5 12.5 30 12.5 55C12.5 80 28 97 50 97C72 97 87.5 80 87.5 55" },
];

/// Between month and day.
const SLASH: Figure = Figure { width: 82.0, stroke: "M76 -22L6 182" };

fn figures(number: i8) -> impl Iterator<Item = &'static Figure> {
    let (tens, ones) = (number / 10, number % 10);
    let figure = |digit: i8| usize::try_from(digit).ok().and_then(|digit| FIGURES.get(digit)).unwrap_or(&UNKNOWN);
    (tens > 0).then(|| figure(tens)).into_iter().chain([figure(ones)])
}

/// Draws `12/1`, so many pixels high, and says how many pixels wide it is.
pub(super) fn date(
    canvas: &mut Canvas,
    (month, day): (i8, i8),
    x: f32,
    y: f32,
    height: f32,
    [ink, quiet]: [Colour; 2],
) -> f32 {
    let scale = height / HEIGHT;
    let mut at = 0.0;
    let strokes = figures(month).map(|figure| (figure, ink)).chain([(&SLASH, quiet)]);
    for (figure, colour) in strokes.chain(figures(day).map(|figure| (figure, ink))) {
        let place = Place { x: x + at * scale, y, scale };
        canvas.cut_line(figure.stroke, place, STROKE, colour, (y, y + height));
        at += figure.width + GAP;
    }
    (at - GAP) * scale
}

#[cfg(test)]
mod tests {
    use super::super::canvas::outline;
    use super::*;

    #[test]
    fn every_figure_is_a_stroke_within_its_width() {
        for (digit, figure) in FIGURES.iter().enumerate() {
            let bounds = outline(figure.stroke).unwrap_or_else(|| panic!("{digit}")).bounds();
            assert!(bounds.left() >= 0.0 && bounds.right() <= figure.width, "{digit}: {bounds:?}");
            assert!(bounds.top() < HEIGHT / 2.0 && bounds.bottom() > HEIGHT / 2.0, "{digit}: {bounds:?}");
        }
        assert!(outline(SLASH.stroke).is_some());
    }

    #[test]
    fn a_date_is_as_wide_as_its_figures() {
        let mut canvas = Canvas::new(1200, 300, None).unwrap();
        let mut wide = |date_of| date(&mut canvas, date_of, 0.0, 0.0, HEIGHT, [[0; 3]; 2]);
        let (short, long) = (wide((1, 1)), wide((12, 28)));
        assert!(short < long && long < 600.0, "{short} {long}");
    }
}
