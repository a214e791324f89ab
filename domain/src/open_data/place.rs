//! The place of a row: venue, net or both. The catalogue has no column for that; the words tell.

use unicode_normalization::UnicodeNormalization;

use super::read::Row;
use super::{Column, RemarkKind, cell};
use crate::contact::PostalCode;
use crate::event::{Bilingual, Format, Place, Venue};
use crate::place::{LocalGovernmentCode, Prefecture};

/// What stands behind the venue's name in 集合場所 where one can take part from afar as well.
pub(super) const ALSO_ONLINE: &str = "／オンライン";
/// What stands in 集合場所 of an event that is online only.
pub(super) const ONLINE: &str = "オンライン";
/// The line of アクセス方法 that tells how to join a hybrid event from afar.
pub(super) const JOINING: &str = "オンライン：";

/// Words of a place that is nowhere.
const ONLINE_WORDS: [&str; 8] = [ONLINE, "zoom", "webex", "teams", "ウェビナー", "youtube", "配信", "自宅"];
/// Words of a title that say where the event is held, and not what it is about: オンライン会議入門 may
/// well be held in a hall.
const ONLINE_TITLES: [&str; 7] = [
    "【オンライン】",
    "(オンライン)",
    "オンライン開催",
    "オンラインセミナー",
    "オンライン講座",
    "オンライン相談",
    "オンライン説明会",
];
/// The same for hybrid events; ハイブリッドワーク is a way of working.
const HYBRID_TITLES: [&str; 5] =
    ["【ハイブリッド】", "(ハイブリッド)", "ハイブリッド開催", "ハイブリッド形式", "ハイブリッド方式"];

pub(super) fn place(row: &mut Row<'_>) -> Place {
    let (prefecture, government_code) = government(row);
    let meeting_place = row.line(Column::MeetingPlace);
    let (format, venue_name) = format(row, meeting_place.as_deref());
    let access = row.text(Column::Access);
    let (access, joining) = match format {
        Format::Venue => (access, None),
        Format::Online => {
            // What the cell says beyond the bare word helps those who want to join.
            let more = meeting_place.filter(|text| text != ONLINE);
            (None, joined(more, access))
        }
        Format::Hybrid => part_access(access),
    };
    let venue = format.has_venue().then(|| venue(row, venue_name, access)).filter(|venue| *venue != Venue::default());
    Place { format, prefecture, government_code, venue, joining: joining.map(Bilingual::japanese) }
}

fn government(row: &mut Row<'_>) -> (Option<Prefecture>, Option<LocalGovernmentCode>) {
    let typed = row.line(Column::GovernmentCode);
    let code = typed.as_deref().and_then(|typed| LocalGovernmentCode::parse(typed).ok());
    let mut prefecture = match row.line(Column::Prefecture) {
        Some(name) => {
            let named = Prefecture::from_name(&name);
            if named.is_none() {
                row.remark(Column::Prefecture, RemarkKind::Unreadable);
            }
            named
        }
        None => None,
    };
    match (&typed, &code) {
        (_, Some(code)) => prefecture = prefecture.or(Some(code.prefecture())),
        (Some(typed), None) => {
            let digits = crate::input::tolerant(typed);
            let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if six {
                prefecture = prefecture.or_else(|| Prefecture::parse(&digits[..2]).ok());
            }
            let kind = if six { RemarkKind::WrongCheckDigit } else { RemarkKind::Unreadable };
            row.remark(Column::GovernmentCode, kind);
        }
        (None, None) => {}
    }
    (prefecture, code)
}

/// How one can take part, and the name of the venue without the words that say so.
fn format(row: &Row<'_>, meeting_place: Option<&str>) -> (Format, Option<String>) {
    if let Some(name) = meeting_place.and_then(|text| text.strip_suffix(ALSO_ONLINE)) {
        return (Format::Hybrid, Some(name.trim_end().to_owned()));
    }
    let place_name = row.line(Column::PlaceName);
    let title = plain(&row.line(Column::Title).unwrap_or_default());
    let places =
        plain(&format!("{}\n{}", meeting_place.unwrap_or_default(), place_name.as_deref().unwrap_or_default()));
    let has_address =
        [Column::Town, Column::Block, Column::Building].into_iter().any(|column| row.line(column).is_some());
    let rest = meeting_place.map(venue_parts).filter(|name| !name.is_empty());

    let says_hybrid = places.contains("ハイブリッド") || HYBRID_TITLES.iter().any(|word| title.contains(word));
    let says_online = ONLINE_WORDS.iter().take(6).any(|word| places.contains(word));
    let nowhere = meeting_place.is_none() && place_name.is_none() && !has_address;
    if says_hybrid || (says_online && (rest.is_some() || has_address)) {
        (Format::Hybrid, rest)
    } else if says_online || (nowhere && ONLINE_TITLES.iter().any(|word| title.contains(word))) {
        (Format::Online, None)
    } else {
        (Format::Venue, meeting_place.map(str::to_owned))
    }
}

/// The parts of a place's name that are somewhere.
fn venue_parts(text: &str) -> String {
    text.split(['/', '／', '、', '+', '＋', '&', '＆', '(', ')', '（', '）'])
        .flat_map(|part| part.split("又は"))
        .flat_map(|part| part.split("または"))
        .flat_map(|part| part.split("及び"))
        .map(str::trim)
        .filter(|part| {
            let plain = plain(part);
            !plain.is_empty()
                && !plain.contains("ハイブリッド")
                && !ONLINE_WORDS.iter().any(|word| plain.contains(word))
        })
        .collect::<Vec<_>>()
        .join("／")
}

fn part_access(access: Option<String>) -> (Option<String>, Option<String>) {
    let Some(access) = access else { return (None, None) };
    match access.find(JOINING) {
        Some(0) => (None, Some(access[JOINING.len()..].to_owned())),
        Some(at) if access[..at].ends_with('\n') => {
            (Some(access[..at - 1].to_owned()), Some(access[at + JOINING.len()..].to_owned()))
        }
        _ => (Some(access), None),
    }
}

fn venue(row: &mut Row<'_>, name: Option<String>, access: Option<String>) -> Venue {
    let postal_code = row.line(Column::PostalCode).and_then(|typed| {
        let code = PostalCode::parse(&typed).ok();
        if code.is_none() {
            row.remark(Column::PostalCode, RemarkKind::Unreadable);
        }
        code
    });
    let (latitude, longitude) = position(row);
    Venue {
        name: Bilingual::japanese(name.unwrap_or_default()),
        postal_code,
        city: row.line(Column::City).map(Bilingual::japanese),
        town: row.line(Column::Town),
        block: row.line(Column::Block),
        building: row.line(Column::Building),
        latitude,
        longitude,
        access: access.map(Bilingual::japanese),
        accessibility: None,
        parking: row.text(Column::Parking),
        bicycle_parking: row.text(Column::BicycleParking),
    }
}

/// Latitude and longitude within Japan: a point elsewhere would send people to the wrong place.
fn position(row: &mut Row<'_>) -> (Option<String>, Option<String>) {
    let (north, east) = (row.line(Column::Latitude), row.line(Column::Longitude));
    let latitude = |text: &String| cell::degrees(text, 20.0, 46.0);
    let longitude = |text: &String| cell::degrees(text, 122.0, 154.0);
    if let (Some(east), Some(north)) = (north.as_ref().and_then(longitude), east.as_ref().and_then(latitude)) {
        row.remark(Column::Latitude, RemarkKind::Exchanged);
        return (Some(north), Some(east));
    }
    let (read_north, read_east) = (north.as_ref().and_then(latitude), east.as_ref().and_then(longitude));
    if north.is_some() && read_north.is_none() {
        row.remark(Column::Latitude, RemarkKind::Unreadable);
    }
    if east.is_some() && read_east.is_none() {
        row.remark(Column::Longitude, RemarkKind::Unreadable);
    }
    (read_north, read_east)
}

fn joined(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) => Some(format!("{first}\n{second}")),
        (first, second) => first.or(second),
    }
}

/// Small letters, half-width signs: what the words are compared with.
fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}
