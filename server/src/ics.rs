//! iCalendar: an event as an entry to take home, a registration as an invitation that keeps itself
//! up to date (RFC 5545, 5546, 7986).
//!
//! Outlook, Google and Thunderbird update or remove an entry they know when a later one comes with
//! the same UID and a higher SEQUENCE: so both UIDs are made of what never changes, and SEQUENCE
//! only grows. No secret link stands in an entry: calendars are shared with colleagues.
//!
//! A feed holds the same entries as the files of its events, so that a calendar which knows an event
//! from the one updates it from the other.
//!
//! To add a property, add a call of [`Lines`]; it escapes, folds and keeps control characters out.

mod bookings;
mod consultation;

use std::borrow::Cow;
use std::fmt::Write as _;

use app::text::Text;
use app::text::mail::calendar::CalendarText;
use domain::event::{Bilingual, Event, EventState, Standing as EventStanding, When};
use domain::language::Language;
use domain::registration::{Attendance, Registration, RegistrationState};
use domain::time::Timestamp;

pub use bookings::bookings_calendar;
pub use consultation::consultation_calendar;

/// The longest line in octets, its line break not counted (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// About the size of an entry.
const ENTRY: usize = 1_200;

/// How often a calendar that follows a feed is asked to look again.
const REFRESH_INTERVAL: &str = "PT1H";

/// Which site writes the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IcsSite {
    /// The part of every UID after the `@`; must never change, or all calendars would show doubles.
    pub host: String,
    /// Where the site is found, without a slash at the end: `https://telework.example.jp`.
    pub public_url: String,
    /// The secretariat's mail address, where answers to invitations go.
    pub organizer: Option<String>,
    /// The secretariat's phone, as people write it.
    pub phone: String,
}

/// What a calendar is to do with the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A file that somebody saves: to add or update.
    Publish,
    /// A mail's invitation: to add or update, for one person.
    Request,
    /// A mail's withdrawal.
    Cancel,
}

impl Method {
    /// The word in the file, and in the `method` parameter of its MIME type.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// An event as its public entry: the same for everybody.
pub fn event_calendar(event: &Event, language: Language, site: &IcsSite) -> String {
    let mut lines = Lines::begin(Method::Publish, language);
    lines.open("VEVENT");
    event_entry(&mut lines, event, language, site, &event_address(event, language, site));
    lines.close("VEVENT");
    lines.finish()
}

/// What a feed says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedIntroduction {
    /// What calendars call it.
    pub name: String,
    /// What is in it.
    pub description: String,
    /// Its own address.
    pub source: String,
    /// The page that shows the same to people.
    pub page: String,
    /// When anything in it changed last.
    pub changed_at: Option<Timestamp>,
}

/// Events as one calendar to subscribe to.
pub fn feed_calendar<'a>(
    events: impl IntoIterator<Item = &'a Event>,
    introduction: &FeedIntroduction,
    language: Language,
    site: &IcsSite,
) -> String {
    let text = Text(language).mail().calendar();
    let events = events.into_iter();
    let mut lines = Lines::begin(Method::Publish, language);
    lines.written.reserve(ENTRY * events.size_hint().0);
    // The standard's names (RFC 7986) and those that programs knew before it.
    for name in ["NAME", "X-WR-CALNAME"] {
        lines.raw(name, &escaped(&introduction.name));
    }
    for name in ["DESCRIPTION", "X-WR-CALDESC"] {
        lines.raw(name, &escaped(&introduction.description));
    }
    lines.raw("X-WR-TIMEZONE", "Asia/Tokyo");
    lines.raw("URL", &introduction.page);
    lines.raw("SOURCE;VALUE=URI", &introduction.source);
    if let Some(changed_at) = introduction.changed_at {
        lines.raw("LAST-MODIFIED", &utc(changed_at));
    }
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", REFRESH_INTERVAL);
    lines.raw("X-PUBLISHED-TTL", REFRESH_INTERVAL);
    let mut is_empty = true;
    for event in events {
        is_empty = false;
        lines.open("VEVENT");
        let page = event_address(event, language, site);
        event_entry(&mut lines, event, language, site, &page);
        if event.place.format.has_online() && event.standing() != EventStanding::Cancelled {
            // The way in is for participants; everybody is led to where one becomes one.
            lines.conference(&text.conference_page(), &page);
        }
        lines.close("VEVENT");
    }
    if is_empty {
        // A calendar without any component is none (RFC 5545, 3.6).
        time_zone(&mut lines);
    }
    lines.finish()
}

/// Japan's time, as a component.
fn time_zone(lines: &mut Lines) {
    lines.open("VTIMEZONE");
    lines.raw("TZID", "Asia/Tokyo");
    lines.open("STANDARD");
    lines.raw("DTSTART", "19700101T000000");
    lines.raw("TZOFFSETFROM", "+0900");
    lines.raw("TZOFFSETTO", "+0900");
    lines.raw("TZNAME", "JST");
    lines.close("STANDARD");
    lines.close("VTIMEZONE");
}

/// The properties of an event's public entry; `page` is the address of the event's page.
fn event_entry(lines: &mut Lines, event: &Event, language: Language, site: &IcsSite, page: &str) {
    let text = Text(language).mail().calendar();
    lines.raw("UID", &format!("event-{}@{}", event.code, site.host));
    lines.raw("SEQUENCE", &event.revision.to_string());
    let changed = utc(event.changed_at);
    lines.raw("DTSTAMP", &changed);
    lines.raw("LAST-MODIFIED", &changed);
    let is_cancelled = event.standing() == EventStanding::Cancelled;
    lines.raw("STATUS", if is_cancelled { "CANCELLED" } else { "CONFIRMED" });
    span(lines, &event.when);
    let (title, title_language) = event.title.read(language);
    let summary = if is_cancelled { text.cancelled_title(title) } else { Cow::from(title) };
    lines.text("SUMMARY", title_language, &summary);
    lines.text("DESCRIPTION", language, &event_description(event, language, text, site, page));
    place(lines, event, language, text, None);
    categories(lines, event, language);
    lines.raw("URL", page);
    lines.raw("TRANSP", if is_cancelled { "TRANSPARENT" } else { "OPAQUE" });
    if let Some(organizer) = &site.organizer {
        lines.organizer(&text.secretariat(), organizer);
    }
}

/// A registration as its applicant's own entry: tentative while they wait for a seat, cancelled
/// once it was given up or the event was called off.
pub fn registration_calendar(
    method: Method,
    registration: &Registration,
    event: &Event,
    language: Language,
    site: &IcsSite,
) -> String {
    let text = Text(language).mail().calendar();
    let standing = Standing::of(method, registration, event);
    let mut lines = Lines::begin(method, language);
    lines.open("VEVENT");
    lines.raw("UID", &format!("registration-{}@{}", registration.reference.as_str(), site.host));
    // Each of the two only grows, so their sum grows whichever of them changes.
    lines.raw("SEQUENCE", &event.revision.saturating_add(registration.revision).to_string());
    let changed = utc(event.changed_at.max(registration.changed_at));
    lines.raw("DTSTAMP", &changed);
    lines.raw("CREATED", &utc(registration.created_at));
    lines.raw("LAST-MODIFIED", &changed);
    lines.raw("STATUS", standing.status());
    span(&mut lines, &event.when);
    let (title, title_language) = event.title.read(language);
    let summary = match standing {
        Standing::Tentative => text.waiting_title(title),
        Standing::Cancelled if event.standing() == EventStanding::Cancelled => text.cancelled_title(title),
        Standing::Confirmed | Standing::Cancelled => Cow::from(title),
    };
    lines.text("SUMMARY", title_language, &summary);
    let description = registration_description(registration, event, standing, language, text, site);
    lines.text("DESCRIPTION", language, &description);
    let attendance = registration.applicant.attendance;
    place(&mut lines, event, language, text, Some(attendance));
    categories(&mut lines, event, language);
    lines.raw("URL", &event_address(event, language, site));
    lines.raw("TRANSP", if standing == Standing::Confirmed { "OPAQUE" } else { "TRANSPARENT" });
    if standing == Standing::Confirmed
        && attendance == Attendance::Online
        && let Some(address) = event.place.joining.as_ref().and_then(|how| web_address(how.text(language)))
    {
        lines.conference(&text.conference(), address);
    }
    // An organizer is required here (RFC 5546, 3.2), also where no mailbox is told of.
    let organizer = site.organizer.clone().unwrap_or_else(|| format!("no-reply@{}", site.host));
    lines.organizer(&text.secretariat(), &organizer);
    let applicant = &registration.applicant;
    if let Some(recipient) = applicant.recipient()
        && method != Method::Publish
    {
        // A published entry has no attendees (RFC 5546, 3.2.1).
        lines.attendee(applicant.name.as_str(), recipient, standing.participation());
    }
    lines.close("VEVENT");
    lines.finish()
}

/// Where a registration stands, as calendars tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Confirmed,
    Tentative,
    Cancelled,
}

impl Standing {
    fn of(method: Method, registration: &Registration, event: &Event) -> Self {
        match registration.face() {
            _ if method == Method::Cancel || event.standing() == EventStanding::Cancelled => Self::Cancelled,
            RegistrationState::Seated | RegistrationState::SetAside => Self::Confirmed,
            RegistrationState::Waiting | RegistrationState::Offered => Self::Tentative,
            RegistrationState::Cancelled => Self::Cancelled,
        }
    }

    const fn status(self) -> &'static str {
        match self {
            Self::Confirmed => "CONFIRMED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "CANCELLED",
        }
    }

    const fn participation(self) -> &'static str {
        match self {
            Self::Confirmed => "ACCEPTED",
            Self::Tentative => "TENTATIVE",
            Self::Cancelled => "DECLINED",
        }
    }
}

fn event_description(event: &Event, language: Language, text: CalendarText, site: &IcsSite, page: &str) -> String {
    let particulars = &event.particulars;
    let mut paragraphs = Vec::new();
    if let EventState::Cancelled { reason, .. } = &event.state {
        paragraphs.push(text.cancelled_because(reason.text(language)).into_owned());
    }
    paragraphs.extend(text.moved(event));
    let about = particulars.summary.as_ref().or(particulars.description.as_ref());
    paragraphs.extend(about.map(|about| about.text(language).trim().to_owned()));
    paragraphs.push(practical(event, language, text, site, page, None));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

fn registration_description(
    registration: &Registration,
    event: &Event,
    standing: Standing,
    language: Language,
    text: CalendarText,
    site: &IcsSite,
) -> String {
    let mut paragraphs = Vec::new();
    if let EventState::Cancelled { reason, .. } = &event.state {
        paragraphs.push(text.cancelled_because(reason.text(language)).into_owned());
    }
    paragraphs.extend(text.moved(event));
    if standing == Standing::Tentative {
        paragraphs.push(text.waiting_note().into_owned());
    }
    let mut own = text.reference(&registration.reference).into_owned();
    if event.seats_per_registration > 1 {
        let _ = write!(own, "\n{}", text.seats(registration.applicant.seats));
    }
    paragraphs.push(own);
    let page = event_address(event, language, site);
    paragraphs.push(practical(event, language, text, site, &page, Some(registration.applicant.attendance)));
    paragraphs.join("\n\n")
}

/// How to get there or to join, whom to ask, where to read more.
fn practical(
    event: &Event,
    language: Language,
    text: CalendarText,
    site: &IcsSite,
    page: &str,
    attendance: Option<Attendance>,
) -> String {
    let (format, written) = (event.place.format, |text: &Option<Bilingual>| {
        text.as_ref().map(|text| text.text(language).trim().to_owned())
    });
    let mut practical = Vec::new();
    if format.has_online() && attendance != Some(Attendance::Venue) {
        practical.extend(written(&event.place.joining).map(|how| text.joining(&how).into_owned()));
    }
    if format.has_venue() && attendance != Some(Attendance::Online) {
        let access = event.place.venue.as_ref().and_then(|venue| written(&venue.access));
        practical.extend(access.map(|how| text.access(&how).into_owned()));
    }
    practical.push(text.details(page).into_owned());
    practical.push(text.contact(&site.phone).into_owned());
    practical.join("\n")
}

fn place(lines: &mut Lines, event: &Event, language: Language, text: CalendarText, attendance: Option<Attendance>) {
    if let Some(location) = text.location(event, attendance) {
        lines.text("LOCATION", language, &location);
    }
    if attendance == Some(Attendance::Online) || !event.place.format.has_venue() {
        return;
    }
    let degrees = |written: &Option<String>, most: f64| {
        written
            .as_deref()
            .and_then(|degrees| degrees.trim().parse::<f64>().ok())
            .filter(|degrees| degrees.abs() <= most)
    };
    if let Some(venue) = &event.place.venue
        && let (Some(latitude), Some(longitude)) = (degrees(&venue.latitude, 90.0), degrees(&venue.longitude, 180.0))
    {
        lines.raw("GEO", &format!("{latitude:.6};{longitude:.6}"));
    }
}

fn categories(lines: &mut Lines, event: &Event, language: Language) {
    let text = Text(language).event();
    let mut words = vec![escaped(text.kind(event.kind))];
    words.extend(event.topics.iter().map(|&topic| escaped(text.topic(topic))));
    lines.push(&["CATEGORIES;LANGUAGE=", language.code(), ":", &words.join(",")]);
}

/// DTSTART and DTEND. Where no hour is set, whole days, of which the last one named is the first
/// that is free again; where only the beginning is known on a single day, no end is made up.
fn span(lines: &mut Lines, when: &When) {
    if when.start_time.is_some() {
        lines.raw("DTSTART", &utc(when.starts_at()));
        let has_end = when.end_time.is_some() || when.ends_on > when.starts_on;
        if has_end && when.is_in_order() {
            lines.raw("DTEND", &utc(when.ends_at()));
        }
    } else {
        lines.raw("DTSTART;VALUE=DATE", &when.starts_on.strftime("%Y%m%d").to_string());
        let last = when.ends_on.max(when.starts_on);
        if let Ok(free_again) = last.tomorrow() {
            lines.raw("DTEND;VALUE=DATE", &free_again.strftime("%Y%m%d").to_string());
        }
    }
}

fn utc(at: Timestamp) -> String {
    let at = at.in_utc();
    let (year, month, day, hour, minute, second) =
        (at.year(), at.month(), at.day(), at.hour(), at.minute(), at.second());
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The event's page.
fn event_address(event: &Event, language: Language, site: &IcsSite) -> String {
    format!("{}{}", site.public_url, app::address::event(language, &event.code))
}

/// The first web address in a text; Japanese text runs on without a space, so it ends with the
/// first sign that cannot stand in one.
fn web_address(text: &str) -> Option<&str> {
    let start = text.find("https://")?;
    let rest = text.get(start..)?;
    let is_of_address =
        |sign: char| sign.is_ascii_graphic() && !matches!(sign, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    let end = rest.find(|sign| !is_of_address(sign)).unwrap_or(rest.len());
    rest.get(..end)
        .map(|address| address.trim_end_matches(['.', ',', ')', ';']))
        .filter(|address| address.len() > "https://".len())
}

/// A text value: `\`, `;`, `,` and line breaks escaped, other control characters left out.
fn escaped(text: &str) -> Cow<'_, str> {
    let has_meaning = |sign: char| matches!(sign, '\\' | ';' | ',' | '\u{2028}' | '\u{2029}') || sign.is_control();
    let Some(first) = text.find(has_meaning) else { return Cow::Borrowed(text) };
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut next = Some(first);
    let mut rest = text;
    while let Some(at) = next {
        let (plain, from_here) = rest.split_at(at);
        escaped.push_str(plain);
        let mut signs = from_here.chars();
        match signs.next() {
            Some(sign @ ('\\' | ';' | ',')) => escaped.extend(['\\', sign]),
            Some('\r') if signs.as_str().starts_with('\n') => {}
            // Some programs take the last three for line breaks too, and would begin a property after them.
            Some('\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}') => escaped.push_str("\\n"),
            Some('\t') => escaped.push(' '),
            _ => {}
        }
        rest = signs.as_str();
        next = rest.find(has_meaning);
    }
    escaped.push_str(rest);
    Cow::Owned(escaped)
}

/// A parameter in quotes. It can carry neither quotes nor line breaks in any notation that all
/// calendars read, so they are replaced.
fn quoted(text: &str) -> String {
    let inside = text.chars().filter_map(|sign| match sign {
        '"' => Some('\''),
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        control if control.is_control() => None,
        other => Some(other),
    });
    format!("\"{}\"", inside.collect::<String>())
}

/// A mail address as a `mailto:` address (RFC 6068): the signs that would end it are written in hex.
pub(crate) fn mailto(address: &str) -> String {
    let mut whole = String::from("mailto:");
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"@.-_+!$'*~".contains(&byte) {
            whole.push(char::from(byte));
        } else if !byte.is_ascii_control() {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    whole
}

/// The lines of one calendar.
struct Lines {
    written: String,
}

impl Lines {
    fn begin(method: Method, language: Language) -> Self {
        let mut lines = Self { written: String::with_capacity(1024) };
        lines.open("VCALENDAR");
        lines.raw("VERSION", "2.0");
        let language = language.code().to_ascii_uppercase();
        lines.push(&["PRODID:-//Telework Support Network//telework-network//", &language]);
        lines.raw("CALSCALE", "GREGORIAN");
        lines.raw("METHOD", method.word());
        lines
    }

    fn finish(mut self) -> String {
        self.close("VCALENDAR");
        self.written
    }

    fn open(&mut self, component: &str) {
        self.raw("BEGIN", component);
    }

    fn close(&mut self, component: &str) {
        self.raw("END", component);
    }

    /// A value that needs no escaping: a word, a number, an instant, an address of our own.
    fn raw(&mut self, name: &str, value: &str) {
        self.push(&[name, ":", value]);
    }

    fn text(&mut self, name: &str, language: Language, value: &str) {
        self.push(&[name, ";LANGUAGE=", language.code(), ":", &escaped(value.trim())]);
    }

    fn organizer(&mut self, name: &str, address: &str) {
        self.push(&["ORGANIZER;CN=", &quoted(name), ":", &mailto(address)]);
    }

    fn attendee(&mut self, name: &str, address: &str, participation: &str) {
        let before = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=";
        self.push(&[before, participation, ";RSVP=FALSE;CN=", &quoted(name), ":", &mailto(address)]);
    }

    fn conference(&mut self, label: &str, address: &str) {
        self.push(&["CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=", &quoted(label), ":", address]);
    }

    /// Writes the parts of one content line, folded. Whatever control character is still in them is
    /// dropped here: nothing can begin a line of its own.
    fn push(&mut self, parts: &[&str]) {
        let mut room = LINE_OCTETS;
        for part in parts {
            if may_hold_controls(part) {
                part.split(char::is_control).for_each(|piece| self.fold(piece, &mut room));
            } else {
                self.fold(part, &mut room);
            }
        }
        self.written.push_str("\r\n");
    }

    /// Writes a piece of a line that has `room` for so many octets more before it is folded.
    fn fold(&mut self, mut piece: &str, room: &mut usize) {
        while piece.len() > *room {
            let (fits, rest) = piece.split_at(piece.floor_char_boundary(*room));
            self.written.push_str(fits);
            self.written.push_str("\r\n ");
            // The space counts.
            *room = LINE_OCTETS - 1;
            piece = rest;
        }
        self.written.push_str(piece);
        *room -= piece.len();
    }
}

/// Whether there may be a control character in `text`. It looks at all octets without stopping, many
/// at a time, and takes every sign that begins like U+0080 to U+009F for one of them.
fn may_hold_controls(text: &str) -> bool {
    text.bytes().filter(|octet| matches!(octet, 0..=0x1f | 0x7f | 0xc2)).count() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signs that have broken calendar files before, and ordinary ones of one to four octets.
    const SIGNS: [char; 24] = [
        'a', 'Z', ' ', ',', ';', ':', '\\', '"', '\r', '\n', '\t', '\0', '\u{7}', '\u{b}', '\u{1b}', '\u{7f}',
        '\u{85}', '\u{2028}', 'é', '藍', 'が', '𠮟', '👩', '\u{200d}',
    ];

    /// Texts that differ from each other, the same in every run.
    fn texts() -> impl Iterator<Item = String> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut draw = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % 1009).unwrap()
        };
        (0..2_000).map(move |_| (0..draw() % 200).map(|_| SIGNS[draw() % SIGNS.len()]).collect())
    }

    fn unfolded(written: &str) -> Vec<String> {
        written.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn whatever_a_text_says_it_stays_one_line_of_at_most_75_octets_a_piece() {
        for text in texts() {
            let mut lines = Lines { written: String::new() };
            lines.text("SUMMARY", Language::Japanese, &text);
            lines.attendee(&text, "taro@example.jp", "ACCEPTED");
            for piece in lines.written.split_terminator("\r\n") {
                assert!(piece.len() <= LINE_OCTETS, "{piece:?}");
                assert!(!piece.contains(|sign: char| sign.is_control()), "{piece:?}");
            }
            let whole = unfolded(&lines.written);
            assert_eq!(whole.len(), 2, "{whole:?}");
            assert!(whole[0].starts_with("SUMMARY;LANGUAGE=ja:"));
            assert!(whole[1].ends_with("\":mailto:taro@example.jp"), "{whole:?}");
            assert_eq!(whole[1].matches('"').count(), 2, "{whole:?}");
        }
    }

    #[test]
    fn a_text_comes_back_as_it_was_but_for_control_characters() {
        for text in texts() {
            let written = escaped(&text);
            let mut read = String::new();
            let mut signs = written.chars();
            while let Some(sign) = signs.next() {
                match (sign, sign == '\\') {
                    (_, true) => match signs.next().unwrap() {
                        'n' => read.push('\n'),
                        other => read.push(other),
                    },
                    (',' | ';', _) => panic!("unescaped {sign} in {written:?}"),
                    _ => read.push(sign),
                }
            }
            let expected: String = text
                .replace("\r\n", "\n")
                .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n")
                .replace('\t', " ")
                .chars()
                .filter(|&sign| sign == '\n' || !sign.is_control())
                .collect();
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn folding_parts_no_character() {
        let mut lines = Lines { written: String::new() };
        lines.raw("X", &"👩藍a".repeat(60));
        assert_eq!(unfolded(&lines.written), [format!("X:{}", "👩藍a".repeat(60))]);
        assert!(lines.written.split("\r\n").all(|piece| piece.len() <= 75));
        assert!(lines.written.split("\r\n").count() > 6);
    }

    #[test]
    fn a_name_cannot_leave_its_parameter() {
        let mut lines = Lines { written: String::new() };
        lines.attendee("x\":mailto:a@b.c\r\nATTENDEE:mailto:evil@example.com", "taro@example.jp", "ACCEPTED");
        let whole = unfolded(&lines.written);
        assert_eq!(whole.len(), 1);
        assert!(whole[0].contains("CN=\"x':mailto:a@b.c ATTENDEE:mailto:evil@example.com\":mailto:taro@example.jp"));
    }

    #[test]
    fn an_address_with_signs_of_its_own_stays_one_address() {
        assert_eq!(mailto("a&b=c?d%e#f/g@example.jp"), "mailto:a%26b%3Dc%3Fd%25e%23f%2Fg@example.jp");
        assert_eq!(mailto("taro.yamada+x@example.jp"), "mailto:taro.yamada+x@example.jp");
        assert_eq!(mailto("a\r\nb@example.jp"), "mailto:ab@example.jp");
    }

    #[test]
    fn the_address_to_join_by_is_found_within_japanese() {
        assert_eq!(
            web_address("Zoom（https://zoom.example/j/1?pwd=a）でご参加ください。"),
            Some("https://zoom.example/j/1?pwd=a")
        );
        assert_eq!(web_address("See https://meet.example/a."), Some("https://meet.example/a"));
        assert_eq!(web_address("前日にメールでお送りします。 https://"), None);
        assert_eq!(web_address("http://plain.example/"), None);
    }
}
