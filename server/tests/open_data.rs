//! Open data in and out, and the demo's year, against a real database file.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "what a test leans on either works or fails it")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod database;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use database::database;
use domain::event::{Bilingual, Event, EventState, Standing};
use domain::language::Language;
use domain::open_data::{Column, HEADER};
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::IdempotencyKey;
use domain::registration::{Applicant, Attendance, Placement};
use domain::schedule::Filter;
use domain::time::Timestamp;
use jiff::civil::date;
use rehearsal::CountedChance;
use server::command::export::export_events;
use server::command::import::{ImportError, ImportReport, import_events};
use server::demo;
use storage::{MailCounts, NewRegistration, Storage};

struct Desk {
    storage: Storage,
    folder: tempfile::TempDir,
    now: Timestamp,
}

impl Desk {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = database(folder.path(), &CountedChance::from_seed(7)).await;
        Self { storage, folder, now: Timestamp::from_tokyo(date(2021, 10, 1).at(9, 0, 0, 0)) }
    }

    async fn import(&self, file: &Path) -> (Result<ImportReport, ImportError>, String) {
        let mut out = Vec::new();
        let report = import_events(&self.storage, file, self.now, &mut out, false).await;
        (report, String::from_utf8(out).unwrap())
    }

    async fn import_bytes(&self, bytes: impl AsRef<[u8]>) -> (Result<ImportReport, ImportError>, String) {
        let file = self.folder.path().join("events.csv");
        std::fs::write(&file, bytes).unwrap();
        self.import(&file).await
    }

    /// The line that refuses a file; nothing may have been imported.
    async fn refusal(&self, bytes: impl AsRef<[u8]>) -> String {
        let (report, out) = self.import_bytes(bytes).await;
        assert_eq!((self.storage.event_count().await.unwrap(), out.as_str()), (0, ""));
        let line = report.unwrap_err().to_string();
        assert!(!line.contains('\n'), "{line}");
        line
    }

    async fn export(&self) -> Vec<u8> {
        let mut out = Vec::new();
        export_events(&self.storage, &mut out, "https://example.jp").await.unwrap();
        out
    }

    async fn event(&self) -> Event {
        let mut events = self.storage.event_list().await.unwrap();
        assert_eq!(events.len(), 1);
        events.remove(0)
    }

    async fn assert_sound(&self) {
        assert_eq!(self.storage.invariants_broken(self.now).await.unwrap(), []);
    }

    async fn registers(&self, event: &Event, person: u32) -> Placement {
        let applicant = Applicant {
            name: PersonName::parse("山田 太郎").unwrap(),
            kana: Kana::parse("ヤマダ タロウ").unwrap(),
            email: Some(format!("person{person}@example.jp").parse().unwrap()),
            phone: None,
            organisation: OrganisationName::parse("株式会社やまびこ").unwrap(),
            organisation_kind: OrganisationKind::SmallCompany,
            prefecture: Prefecture::Tokyo,
            attendance: Attendance::Venue,
            seats: 1,
            topics: vec![],
            question: None,
            access_needs: None,
        };
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&person.to_le_bytes());
        let key = IdempotencyKey::from_random(bytes, 0);
        let new = NewRegistration { applicant, language: Language::Japanese, key, or_wait: true, suspected: false };
        self.storage.registration_create(event.code.clone(), new, self.now).await.unwrap().placement
    }
}

/// A file with the header and `rows`, each of which gives some cells.
fn file(rows: &[&[(Column, &str)]]) -> String {
    let mut text = line(&HEADER.map(str::to_owned));
    for row in rows {
        let mut cells = vec![String::new(); HEADER.len()];
        for (column, cell) in *row {
            cells[column.index()] = (*cell).into();
        }
        text.push_str(&line(&cells));
    }
    text
}

fn line(cells: &[String]) -> String {
    let quoted: Vec<String> = cells
        .iter()
        .map(|cell| {
            if cell.contains(['"', ',', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        })
        .collect();
    format!("{}\n", quoted.join(","))
}

const SEMINAR: [(Column, &str); 7] = [
    (Column::Number, "0000000001"),
    (Column::GovernmentCode, "131083"),
    (Column::Title, "テレワーク講座"),
    (Column::StartDate, "2021-10-12"),
    (Column::StartTime, "14:00"),
    (Column::Capacity, "2"),
    (Column::MeetingPlace, "中央公民館"),
];

fn with(base: &[(Column, &'static str)], change: (Column, &'static str)) -> Vec<(Column, &'static str)> {
    base.iter().copied().filter(|(column, _)| *column != change.0).chain([change]).collect()
}

/// The five real municipal files, with their numbers of rows; empty where they are not at hand.
fn real_files() -> Vec<(PathBuf, u64)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/open-data-events");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return Vec::new();
    }
    [("122106", 21), ("130001", 31), ("131083", 117), ("131199", 23), ("132110", 68)]
        .map(|(name, rows)| (folder.join(name).with_extension("csv"), rows))
        .into()
}

fn cells_of(bytes: &[u8]) -> Vec<csv::StringRecord> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    csv::Reader::from_reader(text).records().map(Result::unwrap).collect()
}

#[tokio::test]
async fn five_real_files_are_taken_whole_and_change_nothing_when_they_come_again() {
    let desk = Desk::open().await;
    for (file, rows) in real_files() {
        let (report, out) = desk.import(&file).await;
        let report = report.unwrap();
        assert_eq!((report.taken, report.refused, report.repeated), (rows, 0, 0), "{out}");
        assert_eq!(out.lines().count() as u64, rows + 1);
    }
    let before = desk.storage.event_list().await.unwrap();
    for (file, rows) in real_files() {
        let (report, out) = desk.import(&file).await;
        let report = report.unwrap();
        assert_eq!((report.taken, report.changed, report.unchanged), (0, 0, rows), "{out}");
    }
    assert_eq!(desk.storage.event_list().await.unwrap(), before);
    desk.assert_sound().await;
}

#[tokio::test]
async fn an_export_gives_back_every_cell_of_the_real_files() {
    let desk = Desk::open().await;
    let mut cells = Vec::new();
    for (file, _) in real_files() {
        cells.extend(cells_of(&std::fs::read(&file).unwrap()));
        desk.import(&file).await.0.unwrap();
    }
    assert_eq!(cells_of(&desk.export().await), cells);
}

#[tokio::test]
async fn real_seminars_can_be_found_on_the_day_that_the_clock_is_held_at() {
    let desk = Desk::open().await;
    let files = real_files();
    for (file, _) in &files {
        desk.import(file).await.0.unwrap();
    }
    let schedule = desk.storage.schedule();
    let filter = Filter { words: "ママと赤ちゃん".into(), ..Filter::default() };
    let open = schedule.find(&filter, desk.now).filter(|listed| listed.event.window.admits(desk.now).is_ok()).count();
    assert!(files.is_empty() || open > 0);
}

#[tokio::test]
async fn an_export_has_a_byte_order_mark_and_crlf_and_all_columns() {
    let desk = Desk::open().await;
    desk.import_bytes(file(&[&SEMINAR])).await.0.unwrap();
    let text = String::from_utf8(desk.export().await).unwrap();
    assert!(text.starts_with(&format!("\u{feff}{}\r\n0000000001,131083,テレワーク講座,", HEADER.join(","))));
    assert!(text.ends_with("\r\n"));
}

#[tokio::test]
async fn other_encodings_are_named_and_nothing_is_imported() {
    let desk = Desk::open().await;
    let shift_jis = [b"NO,x,".as_slice(), b"\x96\xbc\x8f\xcc,\r\n"].concat();
    assert!(desk.refusal(shift_jis).await.contains("looks like Shift_JIS, not UTF-8; save it as UTF-8"));
    let euc = [b"NO,x,".as_slice(), b"\xcc\xbe\xbe\xce,\r\n"].concat();
    assert!(desk.refusal(euc).await.contains("looks like EUC-JP"));
    let wide = |bytes: fn(u16) -> [u8; 2]| file(&[&SEMINAR]).encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert!(desk.refusal([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes)].concat()).await.contains("UTF-16"));
    assert!(desk.refusal(b"N\0O\0,\0x\0,\0\r\0\n\0").await.contains("UTF-16"));
    assert!(desk.refusal(b"NO,\x1b$BL>>N\x1b(B,").await.contains("ISO-2022-JP"));
    let broken = [file(&[&SEMINAR]).into_bytes(), b"\n\xff,".to_vec()].concat();
    assert!(desk.refusal(broken).await.contains("is not UTF-8 text (line 4)"));
}

#[tokio::test]
async fn a_file_without_the_header_says_which_column_differs() {
    let desk = Desk::open().await;
    assert!(desk.refusal("").await.contains("is empty"));
    assert!(desk.refusal("\u{feff}").await.contains("is empty"));
    assert!(desk.refusal("NO;名称;開始日\n1;a;b\n").await.contains("has 1 columns in its first line"));
    let renamed = file(&[&SEMINAR]).replacen("名称(英字)", "英語名", 1);
    let told = desk.refusal(renamed).await;
    assert!(told.contains("column 5 of ") && told.contains("\"英語名\"") && told.contains("\"名称(英字)\""), "{told}");
}

#[tokio::test]
async fn a_header_with_full_width_brackets_and_crlf_is_the_same_header() {
    let desk = Desk::open().await;
    let text = file(&[&SEMINAR]).replace('(', "（").replace(')', "）").replace('\n', "\r\n");
    assert_eq!(desk.import_bytes(format!("\u{feff}{text}")).await.0.unwrap().taken, 1);
}

#[tokio::test]
async fn a_row_with_missing_columns_refuses_the_whole_file_and_names_the_lines() {
    let desk = Desk::open().await;
    let mut text = file(&[&SEMINAR, &with(&SEMINAR, (Column::Description, "二行の\n説明"))]);
    text.push_str("a,b,c\n");
    text.push_str(&",".repeat(50));
    text.push_str("x\n");
    let told = desk.refusal(text).await;
    assert!(told.contains("(line 5 has 3, line 6 has 51)"), "{told}");
}

#[tokio::test]
async fn a_bad_value_refuses_its_row_and_the_report_names_line_and_column() {
    let desk = Desk::open().await;
    let other = with(&SEMINAR, (Column::Number, "2"));
    let text = file(&[
        &with(&SEMINAR, (Column::Description, "二行の\r\n説明")),
        &with(&with(&other, (Column::StartDate, "2021-02-30")), (Column::Title, "")),
        &with(&other, (Column::Description, "NUL\0")),
        &[],
        &with(&with(&other, (Column::Title, "午後の講座")), (Column::EndTime, "12:00")),
    ]);
    let (report, out) = desk.import_bytes(text).await;
    assert_eq!(report.unwrap(), ImportReport { taken: 2, refused: 2, remarked: 1, ..ImportReport::default() }, "{out}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("line 2: taken as ") && lines[0].ends_with(" テレワーク講座"), "{out}");
    assert_eq!(lines[1], "line 4: refused: 名称 is empty; 開始日 is no day of the calendar");
    assert_eq!(lines[2], "line 5: refused: 説明 has control characters");
    assert!(lines[3].starts_with("line 7: taken as ") && lines[3].contains("終了時刻 is not after 開始時刻"), "{out}");
    assert_eq!(lines[4], "4 rows: 2 taken, 0 changed, 0 unchanged, 0 repeated, 2 refused; 1 with a remark");
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_row_that_stands_twice_is_taken_once() {
    let desk = Desk::open().await;
    let (report, out) = desk.import_bytes(file(&[&SEMINAR, &SEMINAR])).await;
    assert_eq!(report.unwrap(), ImportReport { taken: 1, repeated: 1, remarked: 1, ..ImportReport::default() });
    assert!(out.contains("line 3: the same as line 2, taken once"), "{out}");
}

#[tokio::test]
async fn a_hundred_thousand_lines_are_read_and_one_broken_line_keeps_all_of_them_out() {
    let desk = Desk::open().await;
    let seminar = file(&[&SEMINAR]).lines().nth(1).unwrap().to_owned();
    let mut text = file(&[]);
    for number in 0..100_000 {
        let _ = writeln!(text, "{}", seminar.replacen("講座", &format!("講座{}", number % 50), 1));
    }
    let (report, out) = desk.import_bytes(&text).await;
    let report = report.unwrap();
    assert_eq!((report.taken, report.repeated), (50, 99_950));
    assert_eq!(out.lines().count(), 100_001);
    desk.assert_sound().await;

    let fresh = Desk::open().await;
    text.push_str("a,b\n");
    assert!(fresh.refusal(&text).await.contains("(line 100002 has 2)"));
}

#[tokio::test]
async fn a_number_that_is_used_again_for_something_else_makes_another_event() {
    let desk = Desk::open().await;
    desk.import_bytes(file(&[&SEMINAR])).await.0.unwrap();
    let first = desk.event().await;
    let next_month = with(&with(&SEMINAR, (Column::Title, "健幸フライデー")), (Column::StartDate, "2021-11-05"));
    for again in [false, true] {
        let report = desk.import_bytes(file(&[&next_month])).await.0.unwrap();
        assert_eq!((report.taken, report.unchanged), if again { (0, 1) } else { (1, 0) });
    }
    assert_eq!(desk.storage.event_by_code(&first.code).await.unwrap().unwrap(), first);
}

#[tokio::test]
async fn what_was_written_here_stays_when_the_file_comes_again() {
    let desk = Desk::open().await;
    desk.import_bytes(file(&[&SEMINAR])).await.0.unwrap();
    let event = desk.event().await;
    let mut draft = event.draft.clone();
    draft.title.en = Some("Telework course".into());
    draft.state = EventState::Cancelled { reason: Bilingual::japanese("講師の都合"), at: desk.now };
    desk.storage.event_replace(event.id, &draft, desk.now).await.unwrap();

    assert_eq!(desk.import_bytes(file(&[&SEMINAR])).await.0.unwrap().unchanged, 1);
    let moved = with(&SEMINAR, (Column::StartTime, "15:00"));
    assert_eq!(desk.import_bytes(file(&[&moved])).await.0.unwrap().changed, 1);
    let event = desk.event().await;
    assert_eq!(event.when.start_time, Some(jiff::civil::time(15, 0, 0, 0)));
    assert_eq!((event.title.en.as_deref(), event.standing()), (Some("Telework course"), Standing::Cancelled));
    assert_eq!((&event.code, event.revision), (&draft.code, 2));
}

#[tokio::test]
async fn a_larger_capacity_in_the_file_seats_those_who_wait_and_a_smaller_one_takes_nobody_s_seat() {
    let desk = Desk::open().await;
    desk.import_bytes(file(&[&SEMINAR])).await.0.unwrap();
    let event = desk.event().await;
    for person in 1..=4 {
        desk.registers(&event, person).await;
    }
    let smaller = with(&SEMINAR, (Column::Capacity, "1"));
    let (report, out) = desk.import_bytes(file(&[&smaller])).await;
    assert_eq!((report.unwrap().refused, desk.event().await.capacity), (1, Some(2)));
    assert!(out.contains("定員 is less than the 2 seats that people have or that are held back"), "{out}");

    let larger = with(&SEMINAR, (Column::Capacity, "3"));
    assert_eq!(desk.import_bytes(file(&[&larger])).await.0.unwrap().changed, 1);
    let schedule = desk.storage.schedule();
    assert_eq!(schedule.by_code(&event.code).unwrap().count.get(), (3, 1));
    desk.assert_sound().await;
}

#[tokio::test]
async fn a_formula_in_a_file_is_text_in_ours_and_telephone_numbers_stay_as_they_are() {
    let desk = Desk::open().await;
    let row = with(&with(&SEMINAR, (Column::Title, "=HYPERLINK(1)")), (Column::ContactPhone, "+81-3-5422-1517"));
    desk.import_bytes(file(&[&row])).await.0.unwrap();
    assert_eq!(desk.event().await.title.ja, "=HYPERLINK(1)");
    let exported = desk.export().await;
    let text = String::from_utf8(exported.clone()).unwrap();
    assert!(text.contains(",'=HYPERLINK(1),") && text.contains(",+81-3-5422-1517,"), "{text}");
    assert_eq!(desk.import_bytes(&exported).await.0.unwrap().unchanged, 1);
    assert_eq!(desk.export().await, exported);
}

#[tokio::test]
async fn the_demo_has_events_for_every_prefecture_and_breaks_no_rule() {
    let desk = Desk::open().await;
    let summary = demo::fill(&desk.storage, desk.now).await.unwrap();
    assert!(
        summary.events > 600 && summary.registrations > 1_300 && summary.waiting > 10 && summary.on_offer > 2,
        "{summary:?}"
    );
    desk.assert_sound().await;
    let MailCounts { due, dead, .. } = desk.storage.outbox_count().await.unwrap();
    assert_eq!((due, dead), (0, 0));

    let events = desk.storage.event_list().await.unwrap();
    for prefecture in Prefecture::ALL {
        assert!(events.iter().any(|event| event.place.prefecture == Some(prefecture)), "{prefecture}");
    }
    for standing in [Standing::Draft, Standing::Published, Standing::Cancelled] {
        assert!(events.iter().any(|event| event.standing() == standing), "{standing:?}");
    }
    for event in &events {
        let reason = domain::calendar::closed(event.when.starts_on);
        assert!(matches!(reason, None | Some(domain::calendar::ClosedReason::Saturday)), "{:?}", event.when);
        assert!(event.title.en.is_some() && event.particulars.summary.as_ref().is_some_and(|text| text.en.is_some()));
    }
    assert_eq!(demo::fill(&desk.storage, desk.now).await.unwrap(), demo::DemoSummary::default());
}

#[tokio::test]
async fn the_demo_is_the_same_from_run_to_run() {
    let (one, other) = (Desk::open().await, Desk::open().await);
    demo::fill(&one.storage, one.now).await.unwrap();
    demo::fill(&other.storage, other.now).await.unwrap();
    assert_eq!(one.export().await, other.export().await);
}

#[tokio::test]
async fn an_event_made_here_comes_back_from_an_export_unchanged_and_keeps_its_address_elsewhere() {
    let desk = Desk::open().await;
    demo::fill(&desk.storage, desk.now).await.unwrap();
    let before = desk.storage.event_list().await.unwrap();
    let exported = desk.export().await;
    let (report, out) = desk.import_bytes(&exported).await;
    let report = report.unwrap();
    assert_eq!((report.taken, report.changed, report.refused, report.remarked), (0, 0, 0, 0), "{out}");
    assert_eq!(desk.storage.event_list().await.unwrap(), before);

    let elsewhere = Desk::open().await;
    assert_eq!(elsewhere.import_bytes(&exported).await.0.unwrap().taken, report.unchanged);
    for event in before.iter().filter(|event| event.standing() != Standing::Draft) {
        let copy = elsewhere.storage.event_by_code(&event.code).await.unwrap().unwrap();
        assert_eq!((&copy.title, &copy.kind, &copy.audience), (&event.title, &event.kind, &event.audience));
        assert_eq!((&copy.when, copy.window.closes_at), (&event.when, event.window.closes_at));
        assert_eq!(copy.place.format, event.place.format);
    }
    assert_eq!(elsewhere.export().await, exported);
}
