//! Calendar files, read back by a parser that is not ours: Python's `icalendar`.

#![expect(clippy::expect_used, reason = "what a test leans on either works or fails it")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod sample;

use std::io::Write as _;
use std::process::{Command, Stdio};

use domain::event::{Bilingual, EventState, Format, Rescheduled, When};
use domain::language::Language;
use domain::person::PersonName;
use domain::registration::{Attendance, RegistrationState};
use jiff::civil::{date, time};
use serde_json::Value;
use server::ics::{FeedIntroduction, IcsSite, Method, event_calendar, feed_calendar, registration_calendar};

/// Prints, for each file of the JSON list on standard input, its method and its entry's properties
/// with their parameters; fails on anything that the parser had to pass over.
const READER: &str = r"
import sys, json
import icalendar
def plain(value):
    parameters = {name: str(content) for name, content in getattr(value, 'params', {}).items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if hasattr(value, 'dt'):
        return {'value': value.dt.isoformat(), **parameters}
    if hasattr(value, 'cats'):
        return {'value': [str(one) for one in value.cats], **parameters}
    content = value.to_ical() if not isinstance(value, str) else value
    return {'value': content.decode() if isinstance(content, bytes) else str(content), **parameters}
answer = []
for text in json.load(sys.stdin):
    calendar = icalendar.Calendar.from_ical(text)
    entries = calendar.walk('VEVENT')
    assert len(entries) == 1 and not calendar.errors and not entries[0].errors, (calendar.errors, entries)
    names = [name for name, _ in entries[0].property_items(recursive=False)]
    assert len(names) == len(set(names)), names
    answer.append({'method': str(calendar['method']), 'version': str(calendar['version']),
                   **{name.lower(): plain(value) for name, value in entries[0].items()}})
print(json.dumps(answer))
";

fn site() -> IcsSite {
    IcsSite {
        host: "telework.example.jp".to_owned(),
        public_url: "https://telework.example.jp".to_owned(),
        organizer: Some("desk@telework.example.jp".to_owned()),
        phone: "03-5422-1517".to_owned(),
    }
}

/// What the other parser reads; none where it is not installed.
fn read_all(files: &[String]) -> Option<Vec<Value>> {
    let installed = Command::new("python3").args(["-c", "import icalendar"]).stderr(Stdio::null()).status();
    if !installed.is_ok_and(|status| status.success()) {
        println!("skipped: needs python3 with icalendar (pip install icalendar)");
        return None;
    }
    let mut reader = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut input = reader.stdin.take().expect("a pipe");
    let files = serde_json::to_vec(files).expect("JSON");
    let writing = std::thread::spawn(move || input.write_all(&files));
    let output = reader.wait_with_output().expect("python3 ends");
    writing.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "the other parser refused");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

fn read(file: String) -> Option<Value> {
    read_all(&[file]).and_then(|mut all| all.pop())
}

#[test]
fn an_event_is_read_with_its_hours_place_and_page() {
    let Some(entry) = read(event_calendar(&sample::event(), Language::Japanese, &site())) else { return };
    assert_eq!(entry["method"], "PUBLISH");
    assert_eq!(entry["version"], "2.0");
    assert_eq!(entry["uid"]["value"], "event-KT4-XW2M@telework.example.jp");
    assert_eq!(entry["sequence"]["value"], "2");
    assert_eq!(entry["status"]["value"], "CONFIRMED");
    assert_eq!(entry["dtstamp"]["value"], "2026-10-31T23:00:00+00:00");
    assert_eq!(entry["dtstart"]["value"], "2026-12-01T05:00:00+00:00");
    assert_eq!(entry["dtend"]["value"], "2026-12-01T07:00:00+00:00");
    assert_eq!(entry["summary"]["value"], "はじめてのテレワーク セキュリティ入門");
    assert_eq!(entry["summary"]["LANGUAGE"], "ja");
    assert_eq!(entry["location"]["value"], "産業会館 第1会議室 〒100-8926 東京都千代田区霞が関2-1-2／オンライン");
    assert_eq!(entry["geo"]["value"], "35.675;139.75");
    assert_eq!(entry["url"]["value"], "https://telework.example.jp/events/KT4-XW2M");
    assert_eq!(entry["categories"]["value"], serde_json::json!(["セミナー", "セキュリティ"]));
    assert_eq!(entry["organizer"]["value"], "mailto:desk@telework.example.jp");
    assert!(entry.get("conference").is_none(), "only participants are given the link as one");
    assert!(entry.get("attendee").is_none());
}

#[test]
fn in_english_the_entry_leads_to_the_english_page() {
    let Some(entry) = read(event_calendar(&sample::event(), Language::English, &site())) else { return };
    assert_eq!(entry["summary"]["value"], "Security basics for telework");
    assert_eq!(entry["url"]["value"], "https://telework.example.jp/en/events/KT4-XW2M");
    assert_eq!(
        entry["location"]["value"],
        "Industry Hall, Room 1, Chiyoda, Tokyo (〒100-8926 東京都千代田区霞が関2-1-2) / Online"
    );
}

#[test]
fn days_without_hours_end_on_the_day_that_is_free_again() {
    let mut event = sample::event();
    event.draft.when = When {
        start_time: None,
        end_time: None,
        ends_on: date(2026, 12, 31),
        ..When::on(date(2026, 12, 30), time(0, 0, 0, 0), time(0, 0, 0, 0))
    };
    let Some(entry) = read(event_calendar(&event, Language::Japanese, &site())) else { return };
    assert_eq!(entry["dtstart"]["value"], "2026-12-30");
    assert_eq!(entry["dtend"]["value"], "2027-01-01");
}

#[test]
fn a_beginning_without_an_end_is_given_none() {
    let mut event = sample::event();
    event.draft.when.end_time = None;
    let Some(entry) = read(event_calendar(&event, Language::Japanese, &site())) else { return };
    assert_eq!(entry["dtstart"]["value"], "2026-12-01T05:00:00+00:00");
    assert!(entry.get("dtend").is_none());
}

#[test]
fn an_event_that_was_called_off_says_so_and_why() {
    let mut event = sample::event();
    event.draft.state =
        EventState::Cancelled { reason: Bilingual::both("台風のため", "Typhoon"), at: sample::now() };
    let Some(entry) = read(event_calendar(&event, Language::English, &site())) else { return };
    assert_eq!(entry["status"]["value"], "CANCELLED");
    assert_eq!(entry["summary"]["value"], "Cancelled: Security basics for telework");
    assert!(entry["description"]["value"].as_str().is_some_and(|text| text.starts_with("Reason: Typhoon")));
}

#[test]
fn an_event_that_is_moved_and_then_called_off_stays_one_entry() {
    let first = sample::event();
    let mut moved = first.clone();
    moved.revision += 1;
    moved.draft.when = When::on(date(2026, 12, 8), time(10, 0, 0, 0), time(12, 0, 0, 0));
    moved.draft.particulars.rescheduled = vec![Rescheduled { from: first.when.clone(), at: sample::now() }];
    let mut off = moved.clone();
    off.revision += 1;
    off.draft.state = EventState::Cancelled { reason: Bilingual::japanese("台風のため"), at: sample::now() };
    let files = [&first, &moved, &off].map(|event| event_calendar(event, Language::Japanese, &site()));
    let Some(entries) = read_all(&files) else { return };
    let told: Vec<_> = entries
        .iter()
        .map(|entry| ["sequence", "status", "dtstart"].map(|name| entry[name]["value"].as_str().unwrap_or_default()))
        .collect();
    let expected = [
        ["2", "CONFIRMED", "2026-12-01T05:00:00+00:00"],
        ["3", "CONFIRMED", "2026-12-08T01:00:00+00:00"],
        ["4", "CANCELLED", "2026-12-08T01:00:00+00:00"],
    ];
    assert_eq!(told, expected);
    assert!(entries.iter().all(|entry| entry["uid"] == entries[0]["uid"]));
    let said = |entry: &Value| entry["description"]["value"].as_str().unwrap_or_default().to_owned();
    assert!(said(&entries[1]).starts_with("日時が変わりました（もとの日時：2026年12月1日（火） 14:00〜16:00）"));
    assert!(!said(&entries[2]).contains("もとの日時"), "what is not held was not moved either");
}

#[test]
fn an_invitation_names_its_one_guest_and_the_way_in() {
    let registration = sample::registration(RegistrationState::Seated);
    let file = registration_calendar(Method::Request, &registration, &sample::event(), Language::Japanese, &site());
    let Some(entry) = read(file) else { return };
    assert_eq!(entry["method"], "REQUEST");
    assert_eq!(entry["uid"]["value"], format!("registration-{}@telework.example.jp", registration.reference.as_str()));
    assert_eq!(entry["sequence"]["value"], "3", "the event's revision and the registration's");
    assert_eq!(entry["status"]["value"], "CONFIRMED");
    assert_eq!(entry["attendee"]["value"], "mailto:taro@example.jp");
    assert_eq!(entry["attendee"]["CN"], "山田 太郎");
    assert_eq!(entry["attendee"]["PARTSTAT"], "ACCEPTED");
    assert_eq!(entry["attendee"]["RSVP"], "FALSE");
    assert_eq!(entry["conference"]["value"], "https://meet.example.jp/kt4");
    assert_eq!(entry["location"]["value"], "オンライン");
    assert!(entry.get("geo").is_none(), "who comes online is not led to a building");
}

#[test]
fn who_waits_has_a_tentative_entry_without_the_way_in() {
    let registration = sample::registration(RegistrationState::Waiting);
    let file = registration_calendar(Method::Request, &registration, &sample::event(), Language::Japanese, &site());
    let Some(entry) = read(file) else { return };
    assert_eq!(entry["status"]["value"], "TENTATIVE");
    assert_eq!(entry["attendee"]["PARTSTAT"], "TENTATIVE");
    assert_eq!(entry["transp"]["value"], "TRANSPARENT");
    assert!(entry["summary"]["value"].as_str().is_some_and(|title| title.starts_with("【キャンセル待ち】")));
    assert!(entry.get("conference").is_none());
}

#[test]
fn a_cancellation_takes_back_the_same_entry() {
    let (event, seated) = (sample::event(), sample::registration(RegistrationState::Seated));
    let mut cancelled = sample::registration(RegistrationState::Cancelled);
    cancelled.revision += 1;
    let files = [
        registration_calendar(Method::Request, &seated, &event, Language::Japanese, &site()),
        registration_calendar(Method::Cancel, &cancelled, &event, Language::Japanese, &site()),
    ];
    let Some(entries) = read_all(&files) else { return };
    assert_eq!(entries[0]["uid"], entries[1]["uid"]);
    assert_eq!(entries[0]["organizer"], entries[1]["organizer"]);
    assert_eq!(entries[0]["attendee"]["value"], entries[1]["attendee"]["value"]);
    assert_eq!((&entries[0]["sequence"]["value"], &entries[1]["sequence"]["value"]), (&"3".into(), &"4".into()));
    assert_eq!(entries[1]["method"], "CANCEL");
    assert_eq!(entries[1]["status"]["value"], "CANCELLED");
}

#[test]
fn a_saved_entry_has_no_guests_and_no_secrets() {
    let mut registration = sample::registration(RegistrationState::Seated);
    registration.applicant.attendance = Attendance::Venue;
    let file = registration_calendar(Method::Publish, &registration, &sample::event(), Language::English, &site());
    assert!(!file.contains("/my/"));
    let Some(entry) = read(file) else { return };
    assert!(entry.get("attendee").is_none());
    assert_eq!(entry["geo"]["value"], "35.675;139.75");
    assert!(entry["description"]["value"].as_str().is_some_and(|text| text.contains("Getting there: Three minutes")));
}

#[test]
fn whatever_is_written_into_an_event_the_other_parser_reads_the_same() {
    let titles = [
        "a,b;c\\d\"e:f",
        "BEGIN:VEVENT\r\nSUMMARY:evil\nEND:VEVENT",
        "👩‍👩‍👧‍👦家族で働く".repeat(12).leak(),
        "長い題名がつづくと行は折り返されるが、文字は割れない。".repeat(9).leak(),
        "\u{7}\u{0}x\u{85}y\u{2028}z",
        "\\n is not a line break",
    ];
    let files: Vec<String> = titles
        .iter()
        .map(|title| {
            let mut event = sample::event();
            event.draft.title = Bilingual::japanese(*title);
            event.draft.place.format = Format::Venue;
            event.draft.place.venue.as_mut().expect("a venue").latitude = Some("35\r\nX:1".to_owned());
            event_calendar(&event, Language::English, &site())
        })
        .collect();
    let Some(entries) = read_all(&files) else { return };
    let expected = [titles[0], "BEGIN:VEVENT\nSUMMARY:evil\nEND:VEVENT", titles[2], titles[3], "x\ny\nz", titles[5]];
    for (entry, title) in entries.iter().zip(expected) {
        assert_eq!(entry["summary"]["value"], title);
        assert_eq!(entry["summary"]["LANGUAGE"], "ja", "no English was written");
        assert!(entry.get("geo").is_none());
    }
}

#[test]
fn a_guest_may_be_called_anything() {
    let names = ["{link}", "</p><script>alert(1)</script>", "O'Neil; \"Bob\", A:B", "a^nb"];
    let files: Vec<String> = names
        .iter()
        .map(|name| {
            let mut registration = sample::registration(RegistrationState::Seated);
            registration.applicant.name = PersonName::parse(name).expect("a name");
            registration_calendar(Method::Request, &registration, &sample::event(), Language::Japanese, &site())
        })
        .collect();
    let Some(entries) = read_all(&files) else { return };
    for (entry, name) in entries.iter().zip(["{link}", "</p><script>alert(1)</script>", "O'Neil; 'Bob', A:B"]) {
        assert_eq!(entry["attendee"]["CN"], name);
        assert_eq!(entry["attendee"]["value"], "mailto:taro@example.jp");
    }
}

/// Prints, for a calendar on standard input, what it says of itself and its entries' properties.
const FEED_READER: &str = r"
import sys, json
import icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
entries = calendar.walk('VEVENT')
assert not calendar.errors and not any(entry.errors for entry in entries), calendar.errors
def text(value):
    unknown = type(value).__name__ == 'vUnknown'
    # Of a property that it does not know the parser unescapes nothing.
    return str(value).replace('\\,', ',').replace('\\;', ';') if unknown else str(value)
plain = lambda part: {name.lower(): text(value) for name, value in part.items() if not hasattr(value, 'dt')}
print(json.dumps({'calendar': plain(calendar), 'entries': [plain(entry) for entry in entries],
                  'zones': len(calendar.walk('VTIMEZONE'))}))
";

fn introduction() -> FeedIntroduction {
    FeedIntroduction {
        name: "テレワークのイベント（東京都・セキュリティ）".to_owned(),
        description: "変更と中止も\n反映されます。".to_owned(),
        source: "https://telework.example.jp/feeds/13/security.ics".to_owned(),
        page: "https://telework.example.jp/events?prefecture=13&topic=security".to_owned(),
        changed_at: Some(sample::now()),
    }
}

fn read_feed(file: &str) -> Option<Value> {
    // The other reader's presence is asked for in one place.
    read_all(&[])?;
    let mut reader = Command::new("python3")
        .args(["-c", FEED_READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let mut input = reader.stdin.take().expect("a pipe");
    let bytes = file.as_bytes().to_vec();
    let writing = std::thread::spawn(move || input.write_all(&bytes));
    let output = reader.wait_with_output().expect("python3 ends");
    writing.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "the other parser refused");
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn a_feed_is_read_with_its_name_and_every_entry() {
    let mut called_off = sample::event();
    called_off.draft.state =
        EventState::Cancelled { reason: Bilingual::japanese("台風のため"), at: sample::now() };
    called_off.draft.code = domain::reference::EventCode::from_random([3; 16]);
    let events = [sample::event(), called_off];
    let file = feed_calendar(&events, &introduction(), Language::Japanese, &site());
    let Some(feed) = read_feed(&file) else { return };
    assert_eq!(feed["calendar"]["name"], introduction().name);
    assert_eq!(feed["calendar"]["x-wr-calname"], introduction().name);
    assert_eq!(feed["calendar"]["source"], introduction().source);
    assert_eq!(feed["entries"][0]["uid"], "event-KT4-XW2M@telework.example.jp");
    assert_eq!(feed["entries"][0]["sequence"], "2");
    assert_eq!(feed["entries"][0]["conference"], "https://telework.example.jp/events/KT4-XW2M");
    assert_eq!(feed["entries"][1]["status"], "CANCELLED");
    assert_eq!(feed["entries"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_feed_without_events_is_read_too() {
    let file = feed_calendar(&[], &introduction(), Language::English, &site());
    let Some(feed) = read_feed(&file) else { return };
    assert_eq!((&feed["zones"], feed["entries"].as_array().map(Vec::len)), (&1.into(), Some(0)));
}
