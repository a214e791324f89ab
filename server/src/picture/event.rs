//! The link preview of an event: when, where, what kind, and whether it was called off.

use domain::event::{Event, EventKind, Format, Standing};
use domain::place::Prefecture;
use jiff::civil::Date;

use super::canvas::{BLACK, BLUE, BLUE_100, BLUE_300, Box, Canvas, Colour, EDGE, GREEN, GREY, MIST, Place, RED, WHITE};
use super::map::TileMap;
use super::{HEIGHT, Undrawable, WIDTH, figures, sign};

/// The band at the left, whose colour tells the kind; its signs tell it too.
const BAND: f32 = 120.0;
/// How wide a sign on the band is.
const BAND_SIGN: f32 = 64.0;
/// Where everything right of the band begins.
const LEFT: f32 = 172.0;
const DATE_TOP: f32 = 64.0;
const DATE_HEIGHT: f32 = 196.0;
const WEEK_TOP: f32 = 322.0;
const DAY: f32 = 46.0;
const DAY_GAP: f32 = 10.0;
const WAYS_TOP: f32 = 430.0;
const WAY_SIGN: f32 = 132.0;
const MAP_HEIGHT: f32 = 525.0;

/// Signs are drawn in a square of so many units, with strokes of one width.
const SIGN_UNITS: f32 = 48.0;
const SIGN_STROKE: f32 = 3.0;
/// A screen with a play sign, and somebody before it.
const SEMINAR: &str = "M6 8h36v22H6zM18 14v10l9-5zM24 30v6M14 40c0-3 4-4 10-4s10 1 10 4";
/// Two speech bubbles.
const CONSULTATION: &str = "M4 8h26v18H16l-6 6v-6H4zM34 18h10v18h-6v6l-6-6H20v-6M11 15h12M11 20h8";
/// A pin on a map.
const VENUE: &str = "M24 44C16 35 9 28 9 19C9 10.7 15.7 4 24 4C32.3 4 39 10.7 39 19C39 28 32 35 24 44zM24 13.5\
                     C21 13.5 18.5 16 18.5 19C18.5 22 21 24.5 24 24.5C27 24.5 29.5 22 29.5 19C29.5 16 27 13.5 24 13.5z";
/// A screen that is connected.
const ONLINE: &str = "M7 7.5h34v25H7zM2 40.5h44M24 25v4M18 21.5C21 18 27 18 30 21.5M13.5 17C19.5 11 28.5 11 34.5 17";

/// What the link preview of an event shows; what is equal looks the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPicture {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// What kind of meeting.
    pub kind: EventKind,
    /// Where on the map.
    pub prefecture: Option<Prefecture>,
    /// How one can take part.
    pub format: Format,
    /// Whether it was called off.
    pub is_cancelled: bool,
}

/// The colours of an event that is held; one that was called off has lost them.
struct Colours {
    band: [Colour; 2],
    key: Colour,
    near: Colour,
    far: Colour,
    ink: Colour,
    quiet: Colour,
}

impl EventPicture {
    /// What there is to show of `event`.
    pub fn of(event: &Event) -> Self {
        Self {
            first: event.when.starts_on,
            last: event.when.ends_on,
            kind: event.kind,
            prefecture: event.place.prefecture,
            format: event.place.format,
            is_cancelled: event.standing() == Standing::Cancelled,
        }
    }

    fn colours(&self) -> Colours {
        if self.is_cancelled {
            return Colours { band: [EDGE; 2], key: EDGE, near: MIST, far: MIST, ink: EDGE, quiet: GREY };
        }
        let band = match self.kind {
            EventKind::Seminar => [BLUE; 2],
            EventKind::ConsultationMeeting => [GREEN; 2],
            EventKind::Combined => [BLUE, GREEN],
        };
        Colours { band, key: BLUE, near: BLUE_300, far: BLUE_100, ink: BLACK, quiet: GREY }
    }

    /// The picture as a PNG file of [`WIDTH`] × [`HEIGHT`] pixels.
    ///
    /// # Errors
    /// [`Undrawable`] where there is no memory for it.
    pub fn draw(&self) -> Result<Vec<u8>, Undrawable> {
        let mut canvas = Canvas::new(WIDTH, HEIGHT, Some(WHITE))?;
        let colours = self.colours();
        self.draw_band(&mut canvas, &colours);
        self.draw_map(&mut canvas, &colours);
        let date = (self.first.month(), self.first.day());
        let width = figures::date(&mut canvas, date, LEFT, DATE_TOP, DATE_HEIGHT, [colours.ink, colours.quiet]);
        self.draw_week(&mut canvas, &colours);
        self.draw_ways(&mut canvas, &colours);
        if self.is_cancelled {
            strike(&mut canvas, width);
        }
        canvas.png()
    }

    /// The sign of the service above, the kind below.
    fn draw_band(&self, canvas: &mut Canvas, colours: &Colours) {
        let height = f32::from(HEIGHT);
        for (colour, y) in colours.band.into_iter().zip([0.0, height / 2.0]) {
            canvas.fill_box(Box { x: 0.0, y, width: BAND, height: height / 2.0, round: 0.0 }, colour);
        }
        let x = (BAND - BAND_SIGN) / 2.0;
        sign::draw(canvas, x, 48.0, BAND_SIGN, WHITE);
        let signs: &[(&str, f32)] = match self.kind {
            EventKind::Seminar => &[(SEMINAR, height)],
            EventKind::ConsultationMeeting => &[(CONSULTATION, height)],
            EventKind::Combined => &[(SEMINAR, height / 2.0), (CONSULTATION, height)],
        };
        for (sign, bottom) in signs {
            let y = bottom - 48.0 - BAND_SIGN;
            canvas.line(sign, Place { x, y, scale: BAND_SIGN / SIGN_UNITS }, SIGN_STROKE, WHITE);
        }
    }

    fn draw_map(&self, canvas: &mut Canvas, colours: &Colours) {
        let (width, height) = (f32::from(WIDTH), f32::from(HEIGHT));
        let x = width - 52.0 - TileMap::width_for(MAP_HEIGHT);
        let map = TileMap { x, y: (height - MAP_HEIGHT) / 2.0, height: MAP_HEIGHT };
        map.draw(canvas, |prefecture| match self.prefecture {
            Some(held) if held.region() != prefecture.region() => colours.far,
            // An event of the whole country belongs to no tile more than to another.
            _ => colours.near,
        });
        if let Some(held) = self.prefecture {
            let tile = map.tile(held);
            canvas.fill_box(tile.grown(9.0), colours.key);
            canvas.fill_box(tile.grown(5.0), WHITE);
            canvas.fill_box(tile, colours.key);
        }
    }

    /// The week of the first day from Sunday on, with the days of the event.
    fn draw_week(&self, canvas: &mut Canvas, colours: &Colours) {
        let weekday = self.first.weekday().to_sunday_zero_offset();
        let days = (self.last - self.first).get_days().max(0);
        for day in 0_i8..7 {
            let x = LEFT + f32::from(day) * (DAY + DAY_GAP);
            let square = Box { x, y: WEEK_TOP, width: DAY, height: DAY, round: 5.0 };
            let is_of_it = day >= weekday && i32::from(day - weekday) <= days;
            canvas.fill_box(square, if is_of_it { colours.key } else { colours.near });
            let is_weekend = matches!(day, 0 | 6);
            if is_weekend && !is_of_it {
                canvas.fill_box(square.grown(-4.0), WHITE);
            }
        }
    }

    /// A pin for a venue, a screen for what can be joined from afar.
    fn draw_ways(&self, canvas: &mut Canvas, colours: &Colours) {
        // Where in its square each sign begins and ends.
        let ways = [(self.format.has_venue(), VENUE, 7.5, 40.5), (self.format.has_online(), ONLINE, 2.0, 46.0)];
        let scale = WAY_SIGN / SIGN_UNITS;
        let mut x = LEFT;
        for (_, sign, left, right) in ways.into_iter().filter(|(is_offered, ..)| *is_offered) {
            canvas.line(sign, Place { x: x - left * scale, y: WAYS_TOP, scale }, SIGN_STROKE, colours.key);
            x += (right - left) * scale + 52.0;
        }
    }
}

/// Strikes out a date so many pixels wide.
fn strike(canvas: &mut Canvas, width: f32) {
    let (x, y) = (LEFT - 24.0, DATE_TOP + DATE_HEIGHT / 2.0);
    let line = format!("M0 30L{} -30", width + 48.0);
    for (stroke, colour) in [(44.0, WHITE), (24.0, RED)] {
        canvas.line(&line, Place { x, y, scale: 1.0 }, stroke, colour);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn picture() -> EventPicture {
        EventPicture {
            first: date(2026, 12, 1),
            last: date(2026, 12, 1),
            kind: EventKind::Seminar,
            prefecture: Some(Prefecture::Tokyo),
            format: Format::Hybrid,
            is_cancelled: false,
        }
    }

    #[test]
    fn every_sign_can_be_drawn() {
        for sign in [SEMINAR, CONSULTATION, VENUE, ONLINE] {
            assert!(super::super::canvas::outline(sign).is_some(), "{sign}");
        }
    }

    #[test]
    fn whatever_an_event_is_its_picture_is_light() {
        for kind in EventKind::ALL {
            for (prefecture, format) in [
                (Some(Prefecture::Hokkaido), Format::Venue),
                (None, Format::Online),
                (Some(Prefecture::Tokyo), Format::Hybrid),
            ] {
                for is_cancelled in [false, true] {
                    let first = date(2026, 12, 28);
                    let one = EventPicture { kind, prefecture, format, is_cancelled, first, last: first };
                    let png = one.draw().unwrap();
                    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
                    assert!(png.len() < 30_000, "{} bytes: {one:?}", png.len());
                }
            }
        }
    }

    #[test]
    fn what_tells_one_event_from_another_is_seen() {
        let shown = picture().draw().unwrap();
        for other in [
            EventPicture { first: date(2026, 12, 2), last: date(2026, 12, 2), ..picture() },
            EventPicture { first: date(2026, 11, 1), ..picture() },
            EventPicture { last: date(2026, 12, 3), ..picture() },
            EventPicture { kind: EventKind::Combined, ..picture() },
            EventPicture { prefecture: Some(Prefecture::Osaka), ..picture() },
            EventPicture { prefecture: None, ..picture() },
            EventPicture { format: Format::Online, ..picture() },
            EventPicture { is_cancelled: true, ..picture() },
        ] {
            assert_ne!(other.draw().unwrap(), shown, "{other:?}");
        }
        assert_eq!(picture().draw().unwrap(), shown);
    }
}
