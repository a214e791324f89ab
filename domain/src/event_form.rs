//! The form of an event, as it was typed: every field, both languages.
//!
//! Programme and speakers are lists of lines, so that a form without script holds as many as there are. What the form
//! does not ask stays what it was. To add a field, name it in the macro, fill it in [`EventForm::filled_from`], and
//! read it in [`EventForm::parse`]; the property in `tests/event_form.rs` finds what was forgotten.

mod line;
mod publication;

use jiff::civil::{Date, Time};

use crate::contact::PostalCode;
use crate::event::{
    Audience, Bilingual, EventContact, EventDraft, EventKind, EventState, Format, Particulars, Place, Questions,
    RegistrationWindow, Topic, Venue, When,
};
use crate::event_operation::CAPACITY_MAX;
use crate::input::{FieldError, choice, clock, day, keep, multi_line, optional, single_line, whole_number};
use crate::place::Prefecture;
use crate::reference::EventCode;
use crate::time::{Timestamp, end_of_day};

pub use line::{LINES_MAX, sessions_from, sessions_to, speakers_from, speakers_to};
pub use publication::PublicationForm;

/// The longest line, in characters.
pub const LINE_MAX: u32 = 200;
/// The longest text, in characters.
pub const TEXT_MAX: u32 = 10_000;
/// The most seats that one registration may take.
pub const PARTY_MAX: u32 = 100;
/// The highest fee, in yen.
pub const FEE_MAX: u32 = 1_000_000;

/// Names each field once: what the form holds, what it sends and what it reads cannot drift apart.
macro_rules! event_form {
    ($($field:ident)*) => {
        /// What was typed, kept as it is so that nothing is lost when the page has to come back.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is named like the part of the event that it is about")]
        pub struct EventForm {
            $(pub $field: String,)*
            /// 内容の分野: the slugs.
            pub topics: Vec<String>,
            /// 申込で聞くこと: the names.
            pub questions: Vec<String>,
        }

        impl EventForm {
            /// Reads the form from what a browser sends; what is unknown is passed over.
            pub fn from_fields<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
                let mut form = Self::default();
                for (name, value) in fields {
                    match name {
                        $(stringify!($field) => form.$field = value.to_owned(),)*
                        "topics" => form.topics.push(value.to_owned()),
                        "questions" => form.questions.push(value.to_owned()),
                        _ => {}
                    }
                }
                form
            }

            /// Everything that was typed, by name.
            pub fn carried(&self) -> Vec<(&'static str, String)> {
                let mut fields = vec![$((stringify!($field), self.$field.clone()),)*];
                fields.extend(self.topics.iter().map(|topic| ("topics", topic.clone())));
                fields.extend(self.questions.iter().map(|question| ("questions", question.clone())));
                fields
            }
        }
    };
}

event_form! {
    revision kind title_ja title_en title_kana short_title subtitle_ja subtitle_en summary_ja summary_en
    description_ja description_en audience audience_note_ja audience_note_en
    starts_on ends_on start_time end_time doors_open when_note_ja when_note_en
    format prefecture venue_name_ja venue_name_en postal_code city_ja city_en town block building latitude longitude
    access_ja access_en accessibility_ja accessibility_en parking bicycle_parking joining_ja joining_en
    capacity reserved seats_per_registration opens_on opens_time closes_on closes_time sessions speakers
    organiser_ja organiser_en co_hosts_ja co_hosts_en other_organisations fee fee_note foreign_languages
    how_to_apply_ja how_to_apply_en contact_name contact_phone contact_extension contact_email
    remarks_ja remarks_en url image_url industry stage sub_events catalogue_kind place_name
}

/// A field, and what is wrong with it.
pub type EventFormProblem = (&'static str, FieldError);

/// A time as a time field shows it.
fn shown_time(time: Option<Time>) -> String {
    time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())).unwrap_or_default()
}

fn japanese(text: Option<&Bilingual>) -> String {
    text.map(|text| text.ja.clone()).unwrap_or_default()
}

fn english(text: Option<&Bilingual>) -> String {
    text.and_then(|text| text.en.clone()).unwrap_or_default()
}

/// The last day of registration, and the time; a day that is taken to its end has none.
fn shown_deadline(at: Timestamp) -> (String, String) {
    let wall = at.in_tokyo();
    match wall.date().yesterday() {
        Ok(day) if wall.time() == Time::midnight() => (day.to_string(), String::new()),
        _ => (wall.date().to_string(), shown_time(Some(wall.time()))),
    }
}

/// An event of which nothing is written yet, on `today`.
pub fn blank(today: Date) -> EventDraft {
    EventDraft {
        code: EventCode::from_random([0; 16]),
        kind: EventKind::Seminar,
        title: Bilingual::default(),
        state: EventState::Draft,
        when: When { starts_on: today, ends_on: today, start_time: None, end_time: None, doors_open: None, note: None },
        place: Place { format: Format::Venue, prefecture: None, government_code: None, venue: None, joining: None },
        topics: Vec::new(),
        audience: Audience::Both,
        capacity: None,
        reserved: 0,
        seats_per_registration: 1,
        window: RegistrationWindow { opens_at: None, closes_at: end_of_day(today) },
        particulars: Particulars::default(),
    }
}

impl EventForm {
    /// The form of a new event.
    pub fn empty() -> Self {
        Self {
            audience: Audience::Both.slug().to_owned(),
            seats_per_registration: "1".to_owned(),
            questions: ["topics", "question", "access_needs"].map(str::to_owned).to_vec(),
            ..Self::default()
        }
    }

    /// The form filled with what an event says.
    pub fn filled_from(draft: &EventDraft, revision: u32) -> Self {
        let (when, place, parts) = (&draft.when, &draft.place, &draft.particulars);
        let venue = place.venue.clone().unwrap_or_default();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let opens = draft.window.opens_at.map(Timestamp::in_tokyo);
        let (closes_on, closes_time) = shown_deadline(draft.window.closes_at);
        let asked = [
            (parts.questions.topics, "topics"),
            (parts.questions.question, "question"),
            (parts.questions.access_needs, "access_needs"),
        ];
        Self {
            revision: revision.to_string(),
            kind: draft.kind.slug().to_owned(),
            title_ja: draft.title.ja.clone(),
            title_en: text(&draft.title.en),
            title_kana: text(&parts.title_kana),
            short_title: text(&parts.short_title),
            subtitle_ja: japanese(parts.subtitle.as_ref()),
            subtitle_en: english(parts.subtitle.as_ref()),
            summary_ja: japanese(parts.summary.as_ref()),
            summary_en: english(parts.summary.as_ref()),
            description_ja: japanese(parts.description.as_ref()),
            description_en: english(parts.description.as_ref()),
            audience: draft.audience.slug().to_owned(),
            audience_note_ja: japanese(parts.audience_note.as_ref()),
            audience_note_en: english(parts.audience_note.as_ref()),
            starts_on: when.starts_on.to_string(),
            ends_on: when.ends_on.to_string(),
            start_time: shown_time(when.start_time),
            end_time: shown_time(when.end_time),
            doors_open: shown_time(when.doors_open),
            when_note_ja: japanese(when.note.as_ref()),
            when_note_en: english(when.note.as_ref()),
            format: place.format.slug().to_owned(),
            prefecture: place.prefecture.map(|held| held.code_text().to_owned()).unwrap_or_default(),
            venue_name_ja: venue.name.ja.clone(),
            venue_name_en: text(&venue.name.en),
            postal_code: venue.postal_code.as_ref().map(ToString::to_string).unwrap_or_default(),
            city_ja: japanese(venue.city.as_ref()),
            city_en: english(venue.city.as_ref()),
            town: text(&venue.town),
            block: text(&venue.block),
            building: text(&venue.building),
            latitude: text(&venue.latitude),
            longitude: text(&venue.longitude),
            access_ja: japanese(venue.access.as_ref()),
            access_en: english(venue.access.as_ref()),
            accessibility_ja: japanese(venue.accessibility.as_ref()),
            accessibility_en: english(venue.accessibility.as_ref()),
            parking: text(&venue.parking),
            bicycle_parking: text(&venue.bicycle_parking),
            joining_ja: japanese(place.joining.as_ref()),
            joining_en: english(place.joining.as_ref()),
            capacity: draft.capacity.map(|capacity| capacity.to_string()).unwrap_or_default(),
            reserved: if draft.reserved == 0 { String::new() } else { draft.reserved.to_string() },
            seats_per_registration: draft.seats_per_registration.to_string(),
            opens_on: opens.map(|opens| opens.date().to_string()).unwrap_or_default(),
            opens_time: shown_time(opens.map(jiff::civil::DateTime::time)),
            closes_on,
            closes_time,
            sessions: sessions_to(&parts.sessions),
            speakers: speakers_to(&parts.speakers),
            organiser_ja: japanese(parts.organiser.as_ref()),
            organiser_en: english(parts.organiser.as_ref()),
            co_hosts_ja: japanese(parts.co_hosts.as_ref()),
            co_hosts_en: english(parts.co_hosts.as_ref()),
            other_organisations: text(&parts.other_organisations),
            fee: parts.fee.map(|fee| fee.to_string()).unwrap_or_default(),
            fee_note: text(&parts.fee_note),
            foreign_languages: text(&parts.foreign_languages),
            how_to_apply_ja: japanese(parts.how_to_apply.as_ref()),
            how_to_apply_en: english(parts.how_to_apply.as_ref()),
            contact_name: text(&parts.contact.name),
            contact_phone: text(&parts.contact.phone),
            contact_extension: text(&parts.contact.extension),
            contact_email: text(&parts.contact.email),
            remarks_ja: japanese(parts.remarks.as_ref()),
            remarks_en: english(parts.remarks.as_ref()),
            url: text(&parts.url),
            image_url: text(&parts.image_url),
            industry: text(&parts.industry),
            stage: text(&parts.stage),
            sub_events: text(&parts.sub_events),
            catalogue_kind: text(&parts.catalogue_kind),
            place_name: text(&parts.place_name),
            topics: draft.topics.iter().map(|topic| topic.slug().to_owned()).collect(),
            questions: asked.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned()).collect(),
        }
    }

    /// The event that `before` becomes by what was typed. Whether it is complete is asked when it is published.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self, before: &EventDraft) -> Result<EventDraft, Vec<EventFormProblem>> {
        let mut reader = Reader { problems: Vec::new() };
        let mut draft = before.clone();
        draft.title = Bilingual {
            ja: reader.keep("title_ja", single_line(&self.title_ja, LINE_MAX)).unwrap_or_default(),
            en: reader.line("title_en", &self.title_en),
        };
        draft.kind = reader.choice("kind", &self.kind, EventKind::from_slug, before.kind);
        draft.audience = reader.choice("audience", &self.audience, Audience::from_slug, before.audience);
        let topics = self.topics.iter().map(|slug| Topic::from_slug(slug).ok_or(FieldError::UnknownChoice));
        draft.topics = reader.keep("topics", topics.collect::<Result<Vec<_>, _>>()).unwrap_or_default();
        draft.topics.sort_unstable();
        draft.topics.dedup();
        draft.when = self.when(&mut reader, before);
        draft.place = self.place(&mut reader, before);
        draft.capacity =
            reader.keep("capacity", optional(&self.capacity, |typed| whole_number(typed, 0, CAPACITY_MAX))).flatten();
        draft.reserved = reader
            .keep("reserved", optional(&self.reserved, |typed| whole_number(typed, 0, CAPACITY_MAX)))
            .flatten()
            .unwrap_or_default();
        draft.seats_per_registration = reader
            .keep("seats_per_registration", whole_number(&self.seats_per_registration, 1, PARTY_MAX))
            .unwrap_or(before.seats_per_registration);
        draft.window = self.window(&mut reader, before);
        draft.particulars = self.particulars(&mut reader, before);
        if reader.problems.is_empty() { Ok(draft) } else { Err(reader.problems) }
    }

    fn when(&self, reader: &mut Reader, before: &EventDraft) -> When {
        let starts_on = reader.keep("starts_on", day(&self.starts_on)).unwrap_or(before.when.starts_on);
        When {
            starts_on,
            ends_on: reader.keep("ends_on", optional(&self.ends_on, day)).flatten().unwrap_or(starts_on),
            start_time: reader.keep("start_time", optional(&self.start_time, clock)).flatten(),
            end_time: reader.keep("end_time", optional(&self.end_time, clock)).flatten(),
            doors_open: reader.keep("doors_open", optional(&self.doors_open, clock)).flatten(),
            note: reader.text(["when_note_ja", "when_note_en"], &self.when_note_ja, &self.when_note_en),
        }
    }

    fn place(&self, reader: &mut Reader, before: &EventDraft) -> Place {
        let prefecture =
            optional(&self.prefecture, |typed| choice(typed, |code| code.parse().ok().and_then(Prefecture::from_code)));
        let prefecture = reader.keep("prefecture", prefecture).flatten();
        let name = Bilingual {
            ja: reader.line("venue_name_ja", &self.venue_name_ja).unwrap_or_default(),
            en: reader.line("venue_name_en", &self.venue_name_en),
        };
        let venue = Venue {
            name,
            postal_code: reader.keep("postal_code", optional(&self.postal_code, PostalCode::parse)).flatten(),
            city: reader.lines(["city_ja", "city_en"], &self.city_ja, &self.city_en),
            town: reader.line("town", &self.town),
            block: reader.line("block", &self.block),
            building: reader.line("building", &self.building),
            latitude: reader.line("latitude", &self.latitude),
            longitude: reader.line("longitude", &self.longitude),
            access: reader.text(["access_ja", "access_en"], &self.access_ja, &self.access_en),
            accessibility: reader.text(
                ["accessibility_ja", "accessibility_en"],
                &self.accessibility_ja,
                &self.accessibility_en,
            ),
            parking: reader.line("parking", &self.parking),
            bicycle_parking: reader.line("bicycle_parking", &self.bicycle_parking),
        };
        // The code of a municipality holds as long as the event stays in its prefecture.
        let government_code = before.place.government_code.clone().filter(|_| prefecture == before.place.prefecture);
        Place {
            format: reader.choice("format", &self.format, Format::from_slug, before.place.format),
            prefecture,
            government_code,
            venue: (venue != Venue::default()).then_some(venue),
            joining: reader.text(["joining_ja", "joining_en"], &self.joining_ja, &self.joining_en),
        }
    }

    fn window(&self, reader: &mut Reader, before: &EventDraft) -> RegistrationWindow {
        let opens_on = reader.keep("opens_on", optional(&self.opens_on, day)).flatten();
        let opens_time = reader.keep("opens_time", optional(&self.opens_time, clock)).flatten();
        let closes_on = reader.keep("closes_on", day(&self.closes_on));
        let closes_time = reader.keep("closes_time", optional(&self.closes_time, clock)).flatten();
        let opens_at =
            opens_on.map(|day| Timestamp::from_tokyo(day.to_datetime(opens_time.unwrap_or(Time::midnight()))));
        let closes_at = match (closes_on, closes_time) {
            (Some(day), Some(time)) => Timestamp::from_tokyo(day.to_datetime(time)),
            (Some(day), None) => end_of_day(day),
            (None, _) => before.window.closes_at,
        };
        RegistrationWindow { opens_at, closes_at }
    }

    fn particulars(&self, reader: &mut Reader, before: &EventDraft) -> Particulars {
        let before = &before.particulars;
        let asks = |name: &str| self.questions.iter().any(|asked| asked == name);
        Particulars {
            title_kana: reader.line("title_kana", &self.title_kana),
            short_title: reader.line("short_title", &self.short_title),
            subtitle: reader.lines(["subtitle_ja", "subtitle_en"], &self.subtitle_ja, &self.subtitle_en),
            summary: reader.text(["summary_ja", "summary_en"], &self.summary_ja, &self.summary_en),
            description: reader.text(["description_ja", "description_en"], &self.description_ja, &self.description_en),
            sub_events: reader.long("sub_events", &self.sub_events),
            catalogue_kind: reader.line("catalogue_kind", &self.catalogue_kind),
            url: reader.line("url", &self.url),
            image_url: reader.line("image_url", &self.image_url),
            industry: reader.line("industry", &self.industry),
            stage: reader.line("stage", &self.stage),
            audience_note: reader.text(
                ["audience_note_ja", "audience_note_en"],
                &self.audience_note_ja,
                &self.audience_note_en,
            ),
            sessions: reader.keep("sessions", sessions_from(&self.sessions, &before.sessions)).unwrap_or_default(),
            speakers: reader.keep("speakers", speakers_from(&self.speakers, &before.speakers)).unwrap_or_default(),
            // Tables have a form of their own.
            tables: before.tables.clone(),
            organiser: reader.lines(["organiser_ja", "organiser_en"], &self.organiser_ja, &self.organiser_en),
            co_hosts: reader.lines(["co_hosts_ja", "co_hosts_en"], &self.co_hosts_ja, &self.co_hosts_en),
            other_organisations: reader.line("other_organisations", &self.other_organisations),
            fee: reader.keep("fee", optional(&self.fee, |typed| whole_number(typed, 0, FEE_MAX))).flatten(),
            fee_note: reader.line("fee_note", &self.fee_note),
            foreign_languages: reader.long("foreign_languages", &self.foreign_languages),
            place_name: reader.line("place_name", &self.place_name),
            how_to_apply: reader.text(
                ["how_to_apply_ja", "how_to_apply_en"],
                &self.how_to_apply_ja,
                &self.how_to_apply_en,
            ),
            contact: EventContact {
                name: reader.line("contact_name", &self.contact_name),
                phone: reader.line("contact_phone", &self.contact_phone),
                extension: reader.line("contact_extension", &self.contact_extension),
                email: reader.line("contact_email", &self.contact_email),
            },
            remarks: reader.text(["remarks_ja", "remarks_en"], &self.remarks_ja, &self.remarks_en),
            questions: Questions {
                topics: asks("topics"),
                question: asks("question"),
                access_needs: asks("access_needs"),
            },
            rescheduled: before.rescheduled.clone(),
            series: before.series.clone(),
            source: before.source.clone(),
        }
    }
}

/// Reads fields one after the other and keeps what is wrong.
struct Reader {
    problems: Vec<EventFormProblem>,
}

impl Reader {
    fn keep<T>(&mut self, field: &'static str, parsed: Result<T, FieldError>) -> Option<T> {
        keep(&mut self.problems, field, parsed)
    }

    fn choice<T>(&mut self, field: &'static str, typed: &str, find: impl FnOnce(&str) -> Option<T>, before: T) -> T {
        self.keep(field, choice(typed, find)).unwrap_or(before)
    }

    fn line(&mut self, field: &'static str, typed: &str) -> Option<String> {
        self.keep(field, optional(typed, |typed| single_line(typed, LINE_MAX))).flatten()
    }

    fn long(&mut self, field: &'static str, typed: &str) -> Option<String> {
        self.keep(field, multi_line(typed, TEXT_MAX)).flatten()
    }

    fn lines(&mut self, [field, field_en]: [&'static str; 2], ja: &str, en: &str) -> Option<Bilingual> {
        let (ja, en) = (self.line(field, ja), self.line(field_en, en));
        self.both(field, ja, en)
    }

    fn text(&mut self, [field, field_en]: [&'static str; 2], ja: &str, en: &str) -> Option<Bilingual> {
        let (ja, en) = (self.long(field, ja), self.long(field_en, en));
        self.both(field, ja, en)
    }

    /// The Japanese text is the one that is always there.
    fn both(&mut self, field: &'static str, ja: Option<String>, en: Option<String>) -> Option<Bilingual> {
        match (ja, en) {
            (None, None) => None,
            (None, Some(_)) => {
                self.problems.push((field, FieldError::Required));
                None
            }
            (Some(ja), en) => Some(Bilingual { ja, en }),
        }
    }
}
