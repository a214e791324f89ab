//! What stands in calendar entries: in files to take home and in the ones that mails carry.

use domain::event::{Event, EventDraft, Place, Standing, Venue};
use domain::language::Language;
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::registration::Attendance;

use crate::text::date::DateText;
use crate::text::texts;

texts! {
    /// Calendar entries.
    pub CalendarText {
        /// Who sends and organises, by name.
        secretariat() => "テレワーク・サポートネットワーク事務局", "Telework Support Network Secretariat";
        /// The title of an event that was called off.
        cancelled_title(title: &str) => format!("【中止】{title}"), format!("Cancelled: {title}");
        /// The title while one is in line for it.
        waiting_title(title: &str) => format!("【キャンセル待ち】{title}"), format!("Waiting list: {title}");
        /// Why it was called off.
        cancelled_because(reason: &str) => format!("中止の理由：{reason}"), format!("Reason: {reason}");
        /// When it was to be, before it was moved.
        moved_from(when: &str) => format!("日時が変わりました（もとの日時：{when}）"), format!("Rescheduled from {when}");
        /// The place of an event on the net.
        online() => "オンライン", "Online";
        /// The number that the secretariat finds a registration by.
        reference(number: &ReferenceNumber) => format!("受付番号：{number}"), format!("Reference number: {number}");
        /// How many come.
        seats(seats: u32) => format!("人数：{seats}名"), format!("People: {seats}");
        /// How one joins.
        joining(how: &str) => format!("参加のしかた：{how}"), format!("How to join: {how}");
        /// How one gets there.
        access(how: &str) => format!("アクセス：{how}"), format!("Getting there: {how}");
        /// Where everything about the event stands.
        details(url: &str) => format!("詳しくは：{url}"), format!("Details: {url}");
        /// Whom to ask.
        contact(phone: &str) =>
            format!("問い合わせ：テレワーク・サポートネットワーク事務局 電話 {phone}（平日9:00〜17:00）"),
            format!("Questions: Telework Support Network Secretariat, phone {phone} (weekdays 9:00–17:00)");
        /// What one may not rely on while in line.
        waiting_note() =>
            "席が確定したときは、メールでお知らせします。それまでは参加いただけません。",
            "We will write to you when the seat is yours. Until then, you cannot take part.";
        /// The title of a consultation.
        consultation_title(topic: &str) => format!("テレワークの個別相談（{topic}）"), format!("Telework consultation ({topic})");
        /// With whom.
        consultation_expert(name: &str) => format!("担当の専門家：{name}"), format!("Expert: {name}");
        /// The link to join by.
        conference() => "オンライン参加", "Join online";
        /// The link to the page that tells how to join.
        conference_page() => "オンライン参加のしかた", "How to join online";
    }
}

impl CalendarText {
    /// That it was moved, and from where; none where it was not, or is not held.
    pub fn moved(self, event: &EventDraft) -> Option<String> {
        let from = event.particulars.rescheduled.last().filter(|_| event.standing() == Standing::Published)?;
        Some(self.moved_from(&DateText(self.0).when(&from.from)).into_owned())
    }

    /// Where it is, in one line: the venue with its address, オンライン, or both; for somebody who
    /// has chosen, only the way they have chosen. None where nothing is known.
    pub fn location(self, event: &Event, attendance: Option<Attendance>) -> Option<String> {
        let place = &event.place;
        let in_person = attendance.is_none_or(|chosen| chosen == Attendance::Venue) && place.format.has_venue();
        let from_afar = attendance.is_none_or(|chosen| chosen == Attendance::Online) && place.format.has_online();
        let venue = place.venue.as_ref().filter(|_| in_person).and_then(|venue| self.venue(venue, place));
        match (venue, from_afar) {
            (Some(venue), true) => Some(match self.0 {
                Language::Japanese => format!("{venue}／{}", self.online()),
                Language::English => format!("{venue} / {}", self.online()),
            }),
            (Some(venue), false) => Some(venue),
            (None, true) => Some(self.online().into_owned()),
            (None, false) => None,
        }
    }

    /// Where an expert comes to: 東京都千代田区霞が関2-1-2.
    pub fn visited(self, prefecture: Prefecture, street: &str) -> String {
        let name = prefecture.name(self.0);
        match self.0 {
            // Many write their prefecture into the address.
            _ if street.starts_with(name) => street.to_owned(),
            Language::Japanese => format!("{name}{street}"),
            Language::English => format!("{street}, {name}"),
        }
    }

    /// The venue's name and address. In English the Japanese address follows: it is what a map or
    /// a taxi needs.
    pub(in crate::text) fn venue(self, venue: &Venue, place: &Place) -> Option<String> {
        let name = venue.name.text(self.0).trim();
        let japanese = japanese_address(venue, place);
        let whole = match self.0 {
            Language::Japanese => {
                [name, &japanese].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            }
            Language::English => {
                let city = venue.city.as_ref().and_then(|city| city.en.as_deref()).unwrap_or_default();
                let prefecture = place.prefecture.map(|prefecture| prefecture.name(self.0)).unwrap_or_default();
                let english =
                    [name, city, prefecture].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
                match (english.is_empty(), venue.town.is_some() || venue.block.is_some()) {
                    (false, true) => format!("{english} ({japanese})"),
                    (true, true) => japanese,
                    (_, false) => english,
                }
            }
        };
        Some(whole).filter(|whole| !whole.is_empty())
    }
}

/// 〒100-8926 東京都千代田区霞が関2-1-2 合同庁舎
fn japanese_address(venue: &Venue, place: &Place) -> String {
    let postal_code = venue.postal_code.as_ref().map(|code| format!("〒{code}")).unwrap_or_default();
    let street = [
        place.prefecture.map(|prefecture| prefecture.name(Language::Japanese)),
        venue.city.as_ref().map(|city| city.ja.as_str()),
        venue.town.as_deref(),
        venue.block.as_deref(),
    ]
    .into_iter()
    .flatten()
    .collect::<String>();
    let parts = [postal_code.as_str(), &street, venue.building.as_deref().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
