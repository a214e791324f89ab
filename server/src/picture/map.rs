//! Japan as a map of tiles, one for each prefecture: the same as on the pages (`style/tile-map.css`).

use domain::place::Prefecture;

use super::canvas::{Box, Canvas, Colour};

/// How many half tiles the map is wide.
const COLUMNS: f32 = 23.0;
/// How many half tiles the map is high.
const ROWS: f32 = 25.0;
/// The space around a tile, in half tiles.
const MARGIN: f32 = 0.11;
/// How round the corners of a tile are, in half tiles.
const ROUND: f32 = 0.2;

/// Where a tile is, in half tiles, counted from 1 as CSS counts the lines of its grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tile {
    row: u8,
    column: u8,
    width: u8,
    height: u8,
}

const fn tile(row: u8, column: u8, width: u8, height: u8) -> Tile {
    Tile { row, column, width, height }
}

/// In the order of the prefectures' codes.
#[rustfmt::skip]
const TILES: [Tile; Prefecture::ALL.len()] = [
    tile(1, 20, 4, 3), tile(5, 20, 4, 2), tile(7, 22, 2, 2), tile(9, 22, 2, 2), tile(7, 20, 2, 2), tile(9, 20, 2, 2),
    tile(11, 20, 4, 2), tile(13, 22, 2, 2), tile(13, 20, 2, 2), tile(13, 18, 2, 2), tile(15, 18, 2, 2),
    tile(15, 22, 2, 2), tile(15, 20, 2, 2), tile(17, 18, 4, 2), tile(11, 18, 2, 2), tile(11, 16, 2, 2),
    tile(11, 14, 2, 2), tile(13, 12, 2, 2), tile(15, 16, 2, 2), tile(13, 16, 2, 2), tile(13, 14, 2, 2),
    tile(17, 16, 2, 2), tile(15, 14, 2, 2), tile(17, 14, 2, 2), tile(15, 12, 2, 2), tile(13, 10, 2, 2),
    tile(15, 10, 2, 2), tile(13, 8, 2, 4), tile(17, 12, 2, 2), tile(19, 12, 4, 2), tile(13, 6, 2, 2),
    tile(13, 4, 2, 2), tile(15, 6, 2, 2), tile(15, 4, 2, 2), tile(15, 2, 2, 2), tile(20, 8, 2, 2), tile(18, 8, 2, 2),
    tile(18, 6, 2, 2), tile(20, 6, 2, 2), tile(18, 3, 2, 2), tile(18, 1, 2, 2), tile(20, 1, 2, 2), tile(22, 1, 2, 2),
    tile(20, 3, 2, 2), tile(22, 3, 2, 2), tile(24, 1, 4, 2), tile(24, 7, 2, 2),
];

/// The map, so many pixels high, with its upper left corner at a place.
pub(super) struct TileMap {
    /// From the left edge of the picture.
    pub(super) x: f32,
    /// From its upper edge.
    pub(super) y: f32,
    /// Pixels from the north of the map to its south.
    pub(super) height: f32,
}

impl TileMap {
    /// How many pixels a map of this height is wide.
    pub(super) fn width_for(height: f32) -> f32 {
        height / ROWS * COLUMNS
    }

    /// Where the tile of `prefecture` stands in the picture.
    pub(super) fn tile(&self, prefecture: Prefecture) -> Box {
        let half = self.height / ROWS;
        let tile = TILES.get(usize::from(prefecture.code()) - 1).copied().unwrap_or(tile(1, 1, 2, 2));
        let after = |line: u8| f32::from(line) - 1.0 + MARGIN;
        let inner = |span: u8| f32::from(span) - 2.0 * MARGIN;
        Box {
            x: self.x + after(tile.column) * half,
            y: self.y + after(tile.row) * half,
            width: inner(tile.width) * half,
            height: inner(tile.height) * half,
            round: ROUND * half,
        }
    }

    /// Draws every tile in the colour that it is given.
    pub(super) fn draw(&self, canvas: &mut Canvas, colour_of: impl Fn(Prefecture) -> Colour) {
        for prefecture in Prefecture::ALL {
            canvas.fill_box(self.tile(prefecture), colour_of(prefecture));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tiles_stand_where_the_pages_have_them() {
        let style = include_str!("../../../style/tile-map.css");
        for (prefecture, tile) in Prefecture::ALL.into_iter().zip(TILES) {
            let span = |name, span| if span == 2 { String::new() } else { format!("; --{name}: {span}") };
            let (height, width) = (span('h', tile.height), span('w', tile.width));
            let rule = format!(".p{prefecture} {{ --at: {} / {}{height}{width} }}", tile.row, tile.column);
            assert!(style.contains(&rule), "{rule}");
        }
    }
}
