//! Japan as a map of tiles, one for each prefecture, and the list that says the same.

use leptos::prelude::*;

use crate::text::use_text;

/// One prefecture and what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileView {
    /// The code of JIS X 0401 in two digits; the tile's place hangs on it.
    pub code: &'static str,
    /// The short name: `東京`.
    pub name: String,
    /// How many events are to come.
    pub count: usize,
    /// Its list.
    pub href: String,
    /// Whether it is the one that was picked.
    pub chosen: bool,
}

impl TileView {
    /// The tile's colour; the number on it says the same.
    const fn shade(&self) -> &'static str {
        match self.count {
            0 => "tile-none",
            1..=2 => "tile-few",
            3..=5 => "tile-some",
            _ => "tile-many",
        }
    }
}

/// The map. Each tile is a link; where the names would not fit, its list stands in its place.
#[component]
pub fn TileMap(
    /// Empty where the map stands under a heading of the page.
    #[prop(into)]
    heading: String,
    /// How many there are in all, `145件`: the number that it begins with is set large. Empty where the page says it.
    #[prop(into)]
    total_line: String,
    tiles: Vec<TileView>,
    /// Where the same stands as a list.
    #[prop(into)]
    list_href: String,
) -> impl IntoView {
    let text = use_text().component();
    let number_ends = total_line.find(|character: char| !character.is_ascii_digit()).unwrap_or(total_line.len());
    let (number, unit) = total_line.split_at(number_ends);
    let number = (!number.is_empty()).then(|| view! { <strong>{number.to_owned()}</strong>" " });
    let unit = unit.trim_start().to_owned();
    let total = (!total_line.is_empty()).then(|| view! { <p>{number}{unit}</p> });
    let labelled_by = (!heading.is_empty()).then_some("map-heading");
    let heading = (!heading.is_empty()).then(|| view! { <h2 id="map-heading">{heading}</h2> });
    let tiles: Vec<_> = tiles.into_iter().map(|tile| view! { <Tile tile/> }).collect();
    view! {
        <section class="tile-map" aria-labelledby=labelled_by>
            <div class="map-total">
                {heading}
                {total}
                <ul class="legend" aria-hidden="true">
                    <li class="tile-none"><i></i>{text.tile_none()}</li>
                    <li class="tile-few"><i></i>{text.tile_few()}</li>
                    <li class="tile-some"><i></i>{text.tile_some()}</li>
                    <li class="tile-many"><i></i>{text.tile_many()}</li>
                </ul>
                <p class="quiet">
                    <span class="whole map-hint">{text.tile_hint()}</span>
                    " "
                    <span class="whole"><a href=list_href>{text.tile_list()}</a></span>
                </p>
            </div>
            <ol>{tiles}</ol>
        </section>
    }
    .into_any()
}

#[component]
fn Tile(tile: TileView) -> impl IntoView {
    let text = use_text().component();
    let chosen_class = if tile.chosen { " tile-chosen" } else { "" };
    let class = format!("tile p{} {}{chosen_class}", tile.code, tile.shade());
    view! {
        <li class=class>
            <a href=tile.href aria-current=tile.chosen.then_some("true")>
                <span class="tile-name">{tile.name}</span>
                " "
                <span class="tile-count">
                    {tile.count.to_string()}
                    <span class="visually-hidden">{text.tile_unit(tile.count)}</span>
                </span>
            </a>
        </li>
    }
}

/// The same as the map, as a list by regions.
#[component]
pub fn RegionList(
    /// The regions' names and their prefectures.
    regions: Vec<(String, Vec<TileView>)>,
) -> impl IntoView {
    let text = use_text().component();
    let regions: Vec<_> = regions
        .into_iter()
        .map(|(name, tiles)| {
            let tiles: Vec<_> = tiles
                .into_iter()
                .map(|tile| {
                    view! {
                        <li>
                            <a href=tile.href aria-current=tile.chosen.then_some("true")>{tile.name}</a>
                            " "
                            {text.events(tile.count)}
                        </li>
                    }
                })
                .collect();
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd><ul>{tiles}</ul></dd>
                </div>
            }
        })
        .collect();
    view! { <dl class="region-list">{regions}</dl> }.into_any()
}
