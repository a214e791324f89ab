//! External calendars: files as others write them, rules of repetition as python-dateutil 2.9.0 expands them, what cannot
//! be read and is told, and files that want to cost us dearly.

#![expect(clippy::expect_used, reason = "what a test leans on either works or fails it")]

use domain::external_calendar::{
    BusyTime, CalendarAddress, ExternalCalendarField, ExternalCalendarForm, FileProblem, Unread, busy_times, next_read,
    reach,
};
use domain::input::FieldError;
use domain::time::Timestamp;
use jiff::civil::{DateTime, date};
use proptest::prelude::*;

const HOST: &str = "telework.example.jp";
const GOOGLE: &[u8] = include_bytes!("external_calendar/google.ics");
const OUTLOOK: &[u8] = include_bytes!("external_calendar/outlook.ics");
const APPLE: &[u8] = include_bytes!("external_calendar/apple.ics");
/// A rule, its first time, how often it falls from 10 November 2026 until before 30 November 2027, and on which days: all
/// of them, or the first ten and the last four.
const RULES: &str = include_str!("external_calendar/rules.tsv");

fn day(year: i16, month: i8, day: i8) -> Timestamp {
    Timestamp::from_tokyo(date(year, month, day).at(0, 0, 0, 0))
}

fn within(content: &[u8], from: Timestamp, until: Timestamp) -> Vec<String> {
    let told = |one: &BusyTime| format!("{} {}", wall(one.starts_at), wall(one.ends_at));
    busy_times(content, HOST, (from, until)).expect("a calendar").times.iter().map(told).collect()
}

/// As a clock in Japan shows it, without the year: `12-08T10:00`.
fn wall(at: Timestamp) -> String {
    at.in_tokyo().to_string()[5..16].to_owned()
}

/// A calendar with these lines as its only entry.
fn entry(lines: &str) -> Vec<u8> {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
        .into()
}

#[test]
fn a_calendar_as_google_writes_it_takes_what_is_busy_in_it() {
    let read = within(GOOGLE, day(2026, 12, 1), day(2027, 2, 1));
    let expected = [
        "12-03T13:00 12-03T14:00",
        "12-08T10:00 12-08T11:30",
        "12-11T15:00 12-11T16:00",
        "12-24T00:00 12-26T00:00",
        "12-31T13:00 12-31T14:00",
    ];
    assert_eq!(read, expected);
    assert!(busy_times(GOOGLE, HOST, (day(2026, 12, 1), day(2027, 2, 1))).expect("a calendar").unread.is_empty());
}

#[test]
fn a_calendar_as_outlook_writes_it_has_clocks_of_its_own() {
    let read = within(OUTLOOK, day(2026, 12, 1), day(2027, 3, 25));
    let expected = [
        "12-02T09:00 12-02T10:00",
        "12-07T00:00 12-08T00:00",
        "12-08T14:00 12-08T15:00",
        "01-12T14:00 01-12T15:00",
        "02-09T14:00 02-09T15:00",
        // Monday afternoon in California, an hour earlier here from 14 March on.
        "03-02T09:00 03-02T10:00",
        "03-09T09:00 03-09T10:00",
        "03-09T14:00 03-09T15:00",
        "03-16T08:00 03-16T09:00",
        "03-23T08:00 03-23T09:00",
    ];
    assert_eq!(read, expected);
    let unread = busy_times(OUTLOOK, HOST, (day(2026, 12, 1), day(2027, 3, 25))).expect("a calendar").unread;
    assert_eq!(unread.into_iter().collect::<Vec<_>>(), [(Unread::Zone, 1)]);
}

#[test]
fn a_calendar_as_apple_writes_it_is_read_and_what_it_repeats_by_the_hour_is_told() {
    let read = within(APPLE, day(2026, 11, 25), day(2027, 3, 1));
    let expected = [
        "11-30T00:00 12-01T00:00",
        "12-07T09:30 12-07T09:45",
        "12-10T09:30 12-10T09:45",
        "12-11T09:30 12-11T09:45",
        "12-14T18:00 12-14T19:30",
        "12-16T08:00 12-16T08:10",
        "12-17T22:00 12-18T02:00",
        "12-31T00:00 01-01T00:00",
        "01-31T00:00 02-01T00:00",
    ];
    assert_eq!(read, expected);
    let unread = busy_times(APPLE, HOST, (day(2026, 11, 25), day(2027, 3, 1))).expect("a calendar").unread;
    assert_eq!(unread.into_iter().collect::<Vec<_>>(), [(Unread::Repetition, 1)]);
}

#[test]
fn rules_fall_when_another_program_says_they_do() {
    for line in RULES.lines() {
        let [rule, start, count, days] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let file = entry(&format!("DTSTART:{start}\r\nDURATION:PT1H\r\nRRULE:{rule}"));
        let read = busy_times(&file, HOST, (day(2026, 11, 10), day(2027, 11, 30))).expect("a calendar");
        assert!(read.unread.is_empty(), "{line}");
        let found: Vec<String> =
            read.times.iter().map(|one| one.starts_at.tokyo_date().strftime("%Y%m%d").to_string()).collect();
        assert_eq!(found.len().to_string(), count, "{line}: {found:?}");
        let shown = if found.len() > 14 { [&found[..10], &found[found.len() - 4..]].concat() } else { found };
        assert_eq!(shown.join(" "), days, "{line}");
    }
}

#[test]
fn what_lasts_into_the_time_asked_for_counts_with_what_lies_in_it() {
    let file = entry("DTSTART:20261201T100000\r\nDTEND:20261220T100000");
    assert_eq!(within(&file, day(2026, 12, 8), day(2026, 12, 9)), ["12-08T00:00 12-09T00:00"]);
    let nightly = entry("DTSTART:20200101T230000\r\nDTEND:20200102T010000\r\nRRULE:FREQ=DAILY");
    let read = within(&nightly, day(2026, 12, 8), day(2026, 12, 9));
    assert_eq!(read, ["12-08T00:00 12-08T01:00", "12-08T23:00 12-09T00:00"]);
}

#[test]
fn times_that_touch_are_one() {
    let file = entry("DTSTART:20261208T100000\r\nDTEND:20261208T110000\r\nRDATE:20261208T110000,20261208T103000");
    assert_eq!(within(&file, day(2026, 12, 8), day(2026, 12, 9)), ["12-08T10:00 12-08T12:00"]);
}

#[test]
fn a_list_of_busy_times_is_a_calendar_too() {
    let file = b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20261208T010000Z/20261208T020000Z,20261208T\n \
        030000Z/PT30M\nFREEBUSY;FBTYPE=FREE:20261208T050000Z/PT1H\nFREEBUSY:soon\nEND:VFREEBUSY\nEND:VCALENDAR\n";
    let read = busy_times(file, HOST, (day(2026, 12, 8), day(2026, 12, 9))).expect("a calendar");
    assert_eq!(within(file, day(2026, 12, 8), day(2026, 12, 9)).len(), 2);
    assert_eq!(read.unread.into_iter().collect::<Vec<_>>(), [(Unread::Time, 1)]);
}

#[test]
fn what_cannot_be_read_is_told_and_never_passed_over() {
    for (lines, problem) in [
        ("SUMMARY:without a beginning", Unread::Time),
        ("DTSTART:20261308T100000\r\nDTEND:20261308T110000", Unread::Time),
        ("DTSTART:20261208T100000\r\nDTEND:20261207T100000", Unread::Time),
        ("DTSTART:20261208T100000\r\nDURATION:an hour", Unread::Time),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nEXDATE:tomorrow", Unread::Time),
        ("DTSTART;TZID=Mars/Olympus:20261208T100000\r\nDURATION:PT1H", Unread::Zone),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=MINUTELY", Unread::Repetition),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;BYWEEKNO=20", Unread::Repetition),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=2TU", Unread::Repetition),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:BYDAY=TU", Unread::Repetition),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;INTERVAL=0", Unread::Repetition),
        ("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nEXRULE:FREQ=DAILY", Unread::Repetition),
        (
            "DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261207T100000",
            Unread::Repetition,
        ),
    ] {
        let read = busy_times(&entry(lines), HOST, (day(2026, 12, 1), day(2027, 1, 1))).expect("a calendar");
        assert_eq!(read.unread.into_iter().collect::<Vec<_>>(), [(problem, 1)], "{lines}");
    }
}

#[test]
fn a_rule_that_cannot_be_read_leaves_its_first_time_taken() {
    let file = entry("DTSTART:20261208T100000\r\nDURATION:PT1H\r\nRRULE:FREQ=HOURLY");
    assert_eq!(within(&file, day(2026, 12, 1), day(2027, 1, 1)), ["12-08T10:00 12-08T11:00"]);
}

#[test]
fn a_file_that_would_take_hours_is_given_up() {
    let endless = "BEGIN:VEVENT\nDTSTART:00010101T000000\nDURATION:PT1M\nRRULE:FREQ=DAILY;COUNT=4000000\nEND:VEVENT\n";
    let file = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", endless.repeat(2_000));
    assert_eq!(busy_times(file.as_bytes(), HOST, (day(2026, 12, 1), day(2027, 12, 1))), Err(FileProblem::TooMuch));
    let many: Vec<String> = (0..12_000)
        .map(|minute| {
            let at = day(2026, 12, 1).plus_seconds(minute * 600).in_utc().strftime("%Y%m%dT%H%M%SZ").to_string();
            format!("BEGIN:VEVENT\nDTSTART:{at}\nDURATION:PT1M\nEND:VEVENT\n")
        })
        .collect();
    let file = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", many.concat());
    assert_eq!(busy_times(file.as_bytes(), HOST, (day(2026, 12, 1), day(2027, 12, 1))), Err(FileProblem::TooMuch));
}

#[test]
fn an_address_is_one_of_the_web_and_carries_no_password() {
    let address = |text: &str| CalendarAddress::parse(text);
    let google = address(" webcal://Calendar.Example.com/ical/x%40y/private-12/basic.ics ").expect("an address");
    assert_eq!(google.as_str(), "https://Calendar.Example.com/ical/x%40y/private-12/basic.ics");
    assert_eq!((google.host(), google.is_encrypted()), ("Calendar.Example.com", true));
    assert!(!format!("{google:?}").contains("private"));
    assert!(!address("http://127.0.0.1:8000/a.ics").expect("an address").is_encrypted());
    for none in [
        "calendar",
        "ftp://example.com/a.ics",
        "file:///etc/passwd",
        "https://",
        "https:///a.ics",
        "https://me:secret@example.com/a.ics",
        "https://example.com/a b.ics",
        "https://例え.jp/",
        "https://x/\\y",
    ] {
        assert_eq!(address(none), Err(FieldError::Malformed), "{none}");
    }
    assert_eq!(address("https://example.com/\r\nX: y"), Err(FieldError::ControlCharacter));
    assert_eq!(address(" "), Err(FieldError::Required));
}

#[test]
fn a_calendar_without_a_name_is_called_by_its_host() {
    let form = ExternalCalendarForm { name: " ".to_owned(), address: "https://example.com/a.ics".to_owned() };
    assert_eq!(form.parse().expect("all is well").0.as_str(), "example.com");
    let form = ExternalCalendarForm { name: "長".repeat(41), address: String::new() };
    let problems = form.parse().expect_err("both are wrong");
    assert_eq!(problems[0], (ExternalCalendarField::Address, FieldError::Required));
    assert_eq!(problems[1], (ExternalCalendarField::Name, FieldError::TooLong { max: 40 }));
}

#[test]
fn failures_are_tried_again_ever_later_but_each_day() {
    let now = day(2026, 12, 1);
    let minutes = |failures| next_read(now, 1_800, failures).microseconds_since(now) / 60_000_000;
    assert_eq!([0, 1, 2, 5, 6, 40].map(minutes), [30, 60, 120, 960, 1_440, 1_440]);
}

/// A rule as programs write it.
fn rules() -> impl Strategy<Value = String> {
    let frequency = prop_oneof![Just("DAILY"), Just("WEEKLY"), Just("MONTHLY"), Just("YEARLY")];
    (frequency, 1..5_u32, prop::option::of(1..40_u32)).prop_map(|(frequency, interval, count)| {
        let count = count.map(|count| format!(";COUNT={count}")).unwrap_or_default();
        format!("FREQ={frequency};INTERVAL={interval}{count}")
    })
}

#[test]
fn what_the_service_wrote_itself_does_not_come_back_as_taken() {
    let lines = "DTSTART:20261208T100000\r\nDURATION:PT1H";
    let own =
        String::from_utf8(entry(lines)).expect("text").replace("UID:1", "UID:booking-KX7MP4RT@telework.example.jp");
    let (from, until) = (day(2026, 12, 1), day(2027, 1, 1));
    assert!(busy_times(own.as_bytes(), HOST, (from, until)).expect("a calendar").times.is_empty());
    assert_eq!(busy_times(own.as_bytes(), "other.example.jp", (from, until)).expect("a calendar").times.len(), 1);
}

proptest! {
    #[test]
    fn whatever_comes_is_read_or_refused_and_never_breaks(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (from, until) = reach(day(2026, 12, 1));
        let _ = busy_times(&bytes, HOST, (from, until));
        let mut file = entry(&String::from_utf8_lossy(&bytes));
        let _ = busy_times(&file, HOST, (from, until));
        file.truncate(bytes.len());
        let _ = busy_times(&file, HOST, (from, until));
    }

    #[test]
    fn what_is_read_of_a_part_of_the_time_is_the_part_of_what_is_read_of_all(
        rule in rules(), start in 0..3_000_i64, hours in 1..60_i64, from in 0..300_i64, days in 1..40_i64,
    ) {
        let at: DateTime = day(2020, 1, 1).plus_seconds(start * 7_200).in_tokyo();
        let file = entry(&format!("DTSTART:{}\r\nDURATION:PT{hours}H\r\nRRULE:{rule}", at.strftime("%Y%m%dT%H%M%S")));
        let (begin, end) = (day(2020, 1, 1), day(2028, 1, 1));
        let (from, until) = (begin.plus_seconds(from * 86_400), begin.plus_seconds((from + days) * 86_400));
        let all = busy_times(&file, HOST, (begin, end)).expect("a calendar").times;
        let part: Vec<BusyTime> = all
            .iter()
            .map(|one| BusyTime { starts_at: one.starts_at.max(from), ends_at: one.ends_at.min(until) })
            .filter(|one| one.starts_at < one.ends_at)
            .collect();
        prop_assert_eq!(busy_times(&file, HOST, (from, until)).expect("a calendar").times, part);
    }

    #[test]
    fn times_lie_in_their_order_and_none_touches_another(
        entries in prop::collection::vec((0..2_000_i64, 1..300_i64), 1..40),
    ) {
        let stamp = |minutes: i64| day(2026, 12, 1).plus_seconds(minutes * 60).in_utc().strftime("%Y%m%dT%H%M%SZ").to_string();
        let lines: Vec<String> = entries
            .iter()
            .map(|(at, minutes)| format!("BEGIN:VEVENT\nDTSTART:{}\nDTEND:{}\nEND:VEVENT\n", stamp(*at), stamp(at + minutes)))
            .collect();
        let file = format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", lines.concat());
        let times = busy_times(file.as_bytes(), HOST, (day(2026, 11, 1), day(2027, 1, 1))).expect("a calendar").times;
        prop_assert!(times.windows(2).all(|pair| pair[0].ends_at < pair[1].starts_at));
        for minute in 0..2_400 {
            let at = day(2026, 12, 1).plus_seconds(minute * 60);
            let is_taken = entries.iter().any(|(from, minutes)| (*from..from + minutes).contains(&minute));
            prop_assert_eq!(times.iter().any(|one| one.starts_at <= at && at < one.ends_at), is_taken);
        }
    }
}
