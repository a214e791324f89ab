//! The service's sign, nine offices of which some are lit, and the pictures made of it alone: the site's own link
//! preview, and the icons.

use domain::place::Prefecture;

use super::canvas::{BLUE, BLUE_200, Canvas, Colour, Place, WHITE};
use super::map::TileMap;
use super::{HEIGHT, Undrawable, WIDTH};

/// The sign stands in a square of so many units.
pub(super) const UNITS: f32 = 32.0;
const LIT: &str = "M2 2h8v8H2zM12 2h8v8h-8zM22 2h8v8h-8zM12 12h8v8h-8zM12 22h8v8h-8z";
const UNLIT: &str =
    "M2.75 12.75h6.5v6.5h-6.5zM22.75 12.75h6.5v6.5h-6.5zM2.75 22.75h6.5v6.5h-6.5zM22.75 22.75h6.5v6.5h-6.5z";
const UNLIT_STROKE: f32 = 1.5;

/// Where the ministry's eleven bureaus have their seats.
const SEATS: [Prefecture; 11] = [
    Prefecture::Hokkaido,
    Prefecture::Miyagi,
    Prefecture::Tokyo,
    Prefecture::Nagano,
    Prefecture::Ishikawa,
    Prefecture::Aichi,
    Prefecture::Osaka,
    Prefecture::Hiroshima,
    Prefecture::Ehime,
    Prefecture::Kumamoto,
    Prefecture::Okinawa,
];

/// A quieter blue on the blue ground.
const DUSK: Colour = [0x2b, 0x44, 0xd6];

/// Draws the sign, so many pixels wide.
pub(super) fn draw(canvas: &mut Canvas, x: f32, y: f32, size: f32, colour: Colour) {
    let place = Place { x, y, scale: size / UNITS };
    canvas.fill(LIT, place, colour);
    canvas.line(UNLIT, place, UNLIT_STROKE, colour);
}

/// The link preview of pages that have none of their own: the sign, and the whole country.
///
/// # Errors
/// [`Undrawable`] where there is no memory for it.
pub fn site() -> Result<Vec<u8>, Undrawable> {
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Some(BLUE))?;
    draw(&mut canvas, 92.0, 139.0, 352.0, WHITE);
    let height = 525.0;
    let map = TileMap { x: f32::from(WIDTH) - 60.0 - TileMap::width_for(height), y: 52.5, height };
    map.draw(&mut canvas, |prefecture| if SEATS.contains(&prefecture) { BLUE_200 } else { DUSK });
    canvas.png()
}

/// The icon for a screen of apps: the sign on white, with room for a mask that cuts a circle of it.
///
/// # Errors
/// [`Undrawable`] where there is no memory for it.
pub fn icon(pixels: u16) -> Result<Vec<u8>, Undrawable> {
    let mut canvas = Canvas::new(pixels, pixels, Some(WHITE))?;
    // Four fifths across is what every mask leaves; the sign's corners have to lie within.
    let size = f32::from(pixels) * 0.56;
    let margin = (f32::from(pixels) - size) / 2.0;
    draw(&mut canvas, margin, margin, size, BLUE);
    canvas.png()
}

/// `favicon.ico` for what reads no SVG: one picture of 32 pixels, transparent around the sign.
///
/// # Errors
/// [`Undrawable`] where there is no memory for it.
pub fn small_icon() -> Result<Vec<u8>, Undrawable> {
    const PIXELS: u8 = 32;
    /// The file's header and the one entry of its directory.
    const BEFORE: u32 = 22;
    let mut canvas = Canvas::new(u16::from(PIXELS), u16::from(PIXELS), None)?;
    draw(&mut canvas, 0.0, 0.0, f32::from(PIXELS), BLUE);
    let png = canvas.png()?;
    let length = u32::try_from(png.len()).map_err(|_| Undrawable)?;
    // Reserved, kind 1 (icon), one picture; its width and height, no palette, reserved, one plane of 32 bits.
    let mut file = vec![0, 0, 1, 0, 1, 0, PIXELS, PIXELS, 0, 0, 1, 0, 32, 0];
    file.extend(length.to_le_bytes());
    file.extend(BEFORE.to_le_bytes());
    file.extend(png);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_is_the_one_of_the_icon_that_browsers_draw_themselves() {
        let icon = include_str!("../../../public/favicon.svg");
        assert!(icon.contains(&format!("viewBox=\"0 0 {UNITS} {UNITS}\"")));
        for shape in [LIT, UNLIT] {
            assert!(icon.contains(&format!("d=\"{shape}\"")), "{shape}");
            assert!(super::super::canvas::outline(shape).is_some(), "{shape}");
        }
        assert!(icon.contains(&format!("stroke-width=\"{UNLIT_STROKE}\"")));
    }
}
