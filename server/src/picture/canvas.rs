//! What is drawn on, and the shapes that it understands.

use tiny_skia::{Color, FillRule, LineCap, LineJoin, Mask, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

use super::Undrawable;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

// As in `style/tokens.css`.
pub(super) const BLUE: Colour = [0x00, 0x17, 0xc1];
pub(super) const BLUE_100: Colour = [0xd9, 0xe6, 0xff];
pub(super) const BLUE_200: Colour = [0xc5, 0xd7, 0xfb];
/// Between the tints of the pages, where a tint has to be told from another at a thumb's size.
pub(super) const BLUE_300: Colour = [0x9d, 0xb7, 0xf9];
pub(super) const GREEN: Colour = [0x19, 0x7a, 0x4b];
pub(super) const BLACK: Colour = [0x1a, 0x1a, 0x1a];
pub(super) const EDGE: Colour = [0x66, 0x66, 0x66];
pub(super) const GREY: Colour = [0xb3, 0xb3, 0xb3];
pub(super) const MIST: Colour = [0xe6, 0xe6, 0xe6];
pub(super) const RED: Colour = [0xce, 0x00, 0x00];
pub(super) const WHITE: Colour = [0xff, 0xff, 0xff];

/// How far the two handles of a quarter circle reach, as a part of its radius.
const QUARTER: f32 = 0.552_285;

/// A rectangle in pixels; its corners may be round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Box {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) round: f32,
}

impl Box {
    /// The same, larger by so many pixels on each side.
    pub(super) fn grown(self, by: f32) -> Self {
        Self {
            x: self.x - by,
            y: self.y - by,
            width: self.width + 2.0 * by,
            height: self.height + 2.0 * by,
            round: self.round + by,
        }
    }
}

/// Where a shape goes: its own origin comes to stand here, and one of its units is so many pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) scale: f32,
}

/// A picture that is being drawn.
pub(super) struct Canvas(Pixmap);

impl Canvas {
    /// An empty picture; without a ground it is transparent.
    pub(super) fn new(width: u16, height: u16, ground: Option<Colour>) -> Result<Self, Undrawable> {
        let mut pixels = Pixmap::new(u32::from(width), u32::from(height)).ok_or(Undrawable)?;
        if let Some([red, green, blue]) = ground {
            pixels.fill(Color::from_rgba8(red, green, blue, u8::MAX));
        }
        Ok(Self(pixels))
    }

    /// Fills the shape that `data` outlines, SVG's path data.
    pub(super) fn fill(&mut self, data: &str, place: Place, colour: Colour) {
        if let Some(path) = outline(data) {
            self.fill_path(&path, place, colour);
        }
    }

    /// Draws the line that `data` describes, so many of its own units wide.
    pub(super) fn line(&mut self, data: &str, place: Place, width: f32, colour: Colour) {
        self.stroke(data, place, width, colour, None);
    }

    /// The same, of which only what lies between two heights of the picture is seen.
    pub(super) fn cut_line(&mut self, data: &str, place: Place, width: f32, colour: Colour, (top, bottom): (f32, f32)) {
        let (across, down) = (self.0.width(), self.0.height());
        let seen = Rect::from_ltrb(0.0, top, f32::from(u16::MAX), bottom).map(PathBuilder::from_rect);
        let mask = Mask::new(across, down).zip(seen).map(|(mut mask, seen)| {
            mask.fill_path(&seen, FillRule::Winding, false, Transform::identity());
            mask
        });
        self.stroke(data, place, width, colour, mask.as_ref());
    }

    fn stroke(&mut self, data: &str, place: Place, width: f32, colour: Colour, mask: Option<&Mask>) {
        let Some(path) = outline(data) else { return };
        let stroke = Stroke {
            width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Miter,
            miter_limit: 3.0,
            ..Stroke::default()
        };
        self.0.stroke_path(&path, &paint(colour), &stroke, transform(place), mask);
    }

    /// Fills a rectangle.
    pub(super) fn fill_box(&mut self, Box { x, y, width, height, round }: Box, colour: Colour) {
        let (right, bottom, handle) = (x + width, y + height, round * (1.0 - QUARTER));
        let mut path = PathBuilder::new();
        path.move_to(x + round, y);
        path.line_to(right - round, y);
        path.cubic_to(right - handle, y, right, y + handle, right, y + round);
        path.line_to(right, bottom - round);
        path.cubic_to(right, bottom - handle, right - handle, bottom, right - round, bottom);
        path.line_to(x + round, bottom);
        path.cubic_to(x + handle, bottom, x, bottom - handle, x, bottom - round);
        path.line_to(x, y + round);
        path.cubic_to(x, y + handle, x + handle, y, x + round, y);
        path.close();
        if let Some(path) = path.finish() {
            self.fill_path(&path, Place { x: 0.0, y: 0.0, scale: 1.0 }, colour);
        }
    }

    fn fill_path(&mut self, path: &Path, place: Place, colour: Colour) {
        self.0.fill_path(path, &paint(colour), FillRule::Winding, transform(place), None);
    }

    /// The picture as a PNG file.
    pub(super) fn png(&self) -> Result<Vec<u8>, Undrawable> {
        self.0.encode_png().map_err(|_| Undrawable)
    }
}

fn paint([red, green, blue]: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(red, green, blue, u8::MAX);
    paint
}

fn transform(place: Place) -> Transform {
    Transform::from_row(place.scale, 0.0, 0.0, place.scale, place.x, place.y)
}

/// Reads SVG's path data, as far as our shapes use it: `M L H V C S Z`, each also in small letters. None for anything
/// else.
pub(super) fn outline(data: &str) -> Option<Path> {
    let mut path = PathBuilder::new();
    let mut rest = data;
    let (mut x, mut y) = (0.0_f32, 0.0_f32);
    let mut start = (x, y);
    // The second handle of the curve before, which `S` reflects.
    let mut handle = None;
    while let Some(command) = rest.chars().next() {
        rest = &rest[command.len_utf8()..];
        let is_relative = command.is_ascii_lowercase();
        let numbers = numbers(&mut rest)?;
        let step = match command.to_ascii_uppercase() {
            'M' | 'L' => 2,
            'H' | 'V' => 1,
            'C' => 6,
            'S' => 4,
            'Z' => 0,
            _ => return None,
        };
        if step == 0 {
            if !numbers.is_empty() {
                return None;
            }
            path.close();
            (x, y) = start;
            handle = None;
            continue;
        }
        if numbers.is_empty() || !numbers.len().is_multiple_of(step) {
            return None;
        }
        for (at, part) in numbers.chunks_exact(step).enumerate() {
            let (from_x, from_y) = if is_relative { (x, y) } else { (0.0, 0.0) };
            let mut last_handle = None;
            match (command.to_ascii_uppercase(), part) {
                ('M', [to_x, to_y]) if at == 0 => {
                    (x, y) = (from_x + to_x, from_y + to_y);
                    start = (x, y);
                    path.move_to(x, y);
                }
                ('M' | 'L', [to_x, to_y]) => {
                    (x, y) = (from_x + to_x, from_y + to_y);
                    path.line_to(x, y);
                }
                ('H', [to]) => {
                    x = from_x + to;
                    path.line_to(x, y);
                }
                ('V', [to]) => {
                    y = from_y + to;
                    path.line_to(x, y);
                }
                ('C' | 'S', [first @ .., second_x, second_y, to_x, to_y]) => {
                    let first = match (first, handle) {
                        ([first_x, first_y], _) => (from_x + first_x, from_y + first_y),
                        (_, Some((last_x, last_y))) => (2.0 * x - last_x, 2.0 * y - last_y),
                        _ => (x, y),
                    };
                    let second = (from_x + second_x, from_y + second_y);
                    (x, y) = (from_x + to_x, from_y + to_y);
                    path.cubic_to(first.0, first.1, second.0, second.1, x, y);
                    last_handle = Some(second);
                }
                _ => return None,
            }
            handle = last_handle;
        }
    }
    path.finish()
}

/// The numbers up to the next command; a sign parts them as a space does.
fn numbers(rest: &mut &str) -> Option<Vec<f32>> {
    let end = rest.find(|sign: char| sign.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (mine, after) = rest.split_at(end);
    *rest = after;
    mine.replace('-', " -").split([' ', ',']).filter(|word| !word.is_empty()).map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_data_is_read_in_both_its_spellings() {
        let absolute = outline("M1 2L4 2L4 6C4 8 2 8 1 6Z").unwrap();
        assert_eq!(outline("M1 2h3v4c0 2-2 2-3 0z").unwrap(), absolute);
        assert_eq!(outline("M1,2 4,2V6C4 8 2 8 1 6z").unwrap(), absolute);
        let smooth = outline("M0 0C0 1 1 2 2 2S4 1 4 0").unwrap();
        assert_eq!(outline("M0 0C0 1 1 2 2 2C3 2 4 1 4 0").unwrap(), smooth);
    }

    #[test]
    fn what_is_no_path_data_outlines_nothing() {
        for data in ["", "M", "M1", "M1 2A3 3 0 0 1 4 4", "M1 2L3 x", "1 2", "M0 0Z1"] {
            assert!(outline(data).is_none(), "{data}");
        }
    }
}
