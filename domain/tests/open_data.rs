//! The national catalogue's rows: what becomes of them, and what an event gives back.

#![expect(clippy::unwrap_used, reason = "what a test leans on either works or fails it")]

use domain::contact::PostalCode;
use domain::event::{
    Audience, Bilingual, EventContact, EventDraft, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Topic, Venue, When,
};
use domain::open_data::{
    Column, HEADER, Identities, Identity, Remark, RemarkKind, RowProblem, cells_from_event, content_identity,
    event_from_cells, is_another_event, merge, own_code,
};
use domain::place::{LocalGovernmentCode, Prefecture};
use domain::reference::EventCode;
use domain::spreadsheet::{guarded, unguarded};
use domain::time::{Timestamp, end_of_day};
use jiff::civil::{Date, Time, date, time};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_microseconds(1_633_046_400_000_000);

/// A row with a name and a first day, and what else is given.
fn row(cells: &[(Column, &str)]) -> Vec<String> {
    let mut row = vec![String::new(); HEADER.len()];
    row[Column::Title.index()] = "テレワーク講座".into();
    row[Column::StartDate.index()] = "2021-10-12".into();
    for (column, text) in cells {
        row[column.index()] = (*text).into();
    }
    row
}

fn read(cells: &[(Column, &str)]) -> (EventDraft, Vec<Remark>) {
    event_from_cells(&row(cells), NOW).unwrap()
}

fn refused(cells: &[(Column, &str)]) -> Vec<RowProblem> {
    event_from_cells(&row(cells), NOW).unwrap_err()
}

fn remark(column: Column, kind: RemarkKind) -> Vec<Remark> {
    vec![Remark { column, kind }]
}

#[test]
fn the_header_has_the_fifty_columns_in_their_order() {
    assert_eq!(HEADER.len(), 50);
    assert_eq!(HEADER[0], "NO");
    assert_eq!(HEADER[36], "料金(基本)");
    assert_eq!(HEADER[49], "備考");
    assert!(Column::ALL.iter().enumerate().all(|(place, column)| column.index() == place));
}

#[test]
fn a_row_without_name_or_first_day_makes_no_event_and_every_problem_is_told() {
    assert_eq!(
        refused(&[(Column::Title, " "), (Column::StartDate, "2021-02-30")]),
        [RowProblem::Required(Column::Title), RowProblem::ImpossibleDate(Column::StartDate)]
    );
    assert_eq!(refused(&[(Column::StartDate, "")]), [RowProblem::Required(Column::StartDate)]);
    for impossible in ["近日公開", "0021-10-12", "9999-01-01", "2021-13-01", "2021-10-12-1", "-"] {
        assert_eq!(refused(&[(Column::StartDate, impossible)]), [RowProblem::ImpossibleDate(Column::StartDate)]);
    }
}

#[test]
fn control_characters_and_absurd_lengths_are_refused() {
    assert_eq!(refused(&[(Column::Description, "a\0b")]), [RowProblem::ControlCharacter(Column::Description)]);
    assert_eq!(refused(&[(Column::Title, "\u{1b}[2J")]), [RowProblem::ControlCharacter(Column::Title)]);
    assert_eq!(refused(&[(Column::Remarks, "\u{202e}gnp")]), [RowProblem::ControlCharacter(Column::Remarks)]);
    let long = "長".repeat(10_001);
    let problem = RowProblem::TooLong { column: Column::Access, max: 10_000 };
    assert_eq!(refused(&[(Column::Access, &long)]), [problem]);
    let problem = RowProblem::TooLong { column: Column::Title, max: 300 };
    assert_eq!(refused(&[(Column::Title, &long[..903])]), [problem]);
}

#[test]
fn another_number_of_cells_makes_no_event() {
    for found in [0, 1, 49, 51] {
        let cells = vec![String::from("x"); found];
        assert_eq!(event_from_cells(&cells, NOW), Err(vec![RowProblem::WrongNumberOfCells { found }]));
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    for written in [
        "2021-10-12",
        "2021/10/12",
        "2021/10/12 10:00",
        "2021年10月12日（火）",
        "２０２１／１０／１２",
        "20211012",
        "令和3年10月12日",
        "R3.10.12",
    ] {
        assert_eq!(read(&[(Column::StartDate, written)]).0.when.starts_on, date(2021, 10, 12), "{written}");
    }
}

#[test]
fn times_are_read_as_people_write_them() {
    for written in ["9:30", "09:30", "09:30:00", "９：３０", "9時30分", "午前9時30分", "0930", "9:30~"] {
        let (event, remarks) = read(&[(Column::StartTime, written)]);
        assert_eq!((event.when.start_time, remarks), (Some(time(9, 30, 0, 0)), vec![]), "{written}");
    }
    assert_eq!(read(&[(Column::StartTime, "午後1時")]).0.when.start_time, Some(time(13, 0, 0, 0)));
    let (event, remarks) = read(&[(Column::StartTime, "詳細はホームページ")]);
    assert_eq!((event.when.start_time, remarks), (None, remark(Column::StartTime, RemarkKind::Unreadable)));
}

#[test]
fn an_end_before_the_beginning_is_dropped_with_a_remark() {
    let (event, remarks) = read(&[(Column::StartTime, "14:00"), (Column::EndTime, "12:00")]);
    assert_eq!((event.when.start_time, event.when.end_time), (Some(time(14, 0, 0, 0)), None));
    assert_eq!(remarks, remark(Column::EndTime, RemarkKind::EndNotAfterStart));
    assert!(event.when.is_in_order());

    let (event, remarks) = read(&[(Column::EndDate, "2021-09-12"), (Column::EndTime, "16:00")]);
    assert_eq!((event.when.ends_on, event.when.end_time), (date(2021, 10, 12), Some(time(16, 0, 0, 0))));
    assert_eq!(remarks, remark(Column::EndDate, RemarkKind::EndDayBeforeStart));
}

#[test]
fn an_end_at_24_o_clock_is_the_end_of_the_day() {
    let (event, remarks) = read(&[(Column::StartTime, "14:00"), (Column::EndTime, "24:00")]);
    assert_eq!((event.when.ends_at(), remarks), (end_of_day(date(2021, 10, 12)), vec![]));
}

#[test]
fn registration_closes_with_the_beginning_or_with_the_last_day_where_nobody_says() {
    let closes = |cells: &[(Column, &str)]| read(cells).0.window.closes_at;
    assert_eq!(closes(&[(Column::StartTime, "14:00")]), Timestamp::from_tokyo(date(2021, 10, 12).at(14, 0, 0, 0)));
    assert_eq!(closes(&[]), end_of_day(date(2021, 10, 12)));
    let course = [(Column::StartTime, "14:00"), (Column::EndDate, "2022-03-31")];
    assert_eq!(closes(&course), end_of_day(date(2022, 3, 31)));
    assert_eq!(closes(&[(Column::DeadlineDate, "2021-10-08")]), end_of_day(date(2021, 10, 8)));
    let exact = [(Column::DeadlineDate, "2021-10-08"), (Column::DeadlineTime, "17:00")];
    assert_eq!(closes(&exact), Timestamp::from_tokyo(date(2021, 10, 8).at(17, 0, 0, 0)));
}

#[test]
fn numbers_are_read_with_their_units_and_others_are_kept_as_notes() {
    let (event, remarks) = read(&[(Column::Capacity, "３０名"), (Column::Fee, "1,000円")]);
    assert_eq!((event.capacity, event.particulars.fee, remarks), (Some(30), Some(1000), vec![]));

    let (event, remarks) = read(&[(Column::Capacity, "各回20組40名"), (Column::Fee, "大人500円、子ども300円")]);
    assert_eq!((event.capacity, event.particulars.fee), (None, None));
    assert_eq!(event.particulars.remarks, Some(Bilingual::japanese("定員：各回20組40名")));
    assert_eq!(event.particulars.fee_note.as_deref(), Some("大人500円、子ども300円"));
    let kind = RemarkKind::KeptAsNote;
    assert_eq!(remarks, [Remark { column: Column::Capacity, kind }, Remark { column: Column::Fee, kind }]);
}

#[test]
fn the_place_says_how_one_takes_part() {
    let format = |cells: &[(Column, &str)]| read(cells).0.place.format;
    assert_eq!(format(&[(Column::MeetingPlace, "中央公民館")]), Format::Venue);
    assert_eq!(format(&[(Column::MeetingPlace, "オンライン（Zoom）")]), Format::Online);
    assert_eq!(format(&[(Column::MeetingPlace, "江東区文化センター/オンライン")]), Format::Hybrid);
    assert_eq!(format(&[(Column::Title, "経営講座【オンライン】")]), Format::Online);
    let about = [(Column::Title, "SNSやオンライン会議のいろは"), (Column::MeetingPlace, "花小金井南公民館")];
    assert_eq!(format(&about), Format::Venue);
    assert_eq!(format(&[(Column::Title, "ハイブリッドワーク入門")]), Format::Venue);
    let hybrid = read(&[(Column::MeetingPlace, "江東区文化センター/オンライン")]).0;
    assert_eq!(hybrid.place.venue.unwrap().name.ja, "江東区文化センター");
}

#[test]
fn the_prefecture_comes_from_the_address_or_from_the_code() {
    let (event, remarks) = read(&[(Column::GovernmentCode, "131083")]);
    assert_eq!((event.place.prefecture, remarks), (Some(Prefecture::Tokyo), vec![]));

    let (event, remarks) = read(&[(Column::GovernmentCode, "131084"), (Column::Prefecture, "千葉県")]);
    assert_eq!((event.place.prefecture, event.place.government_code), (Some(Prefecture::Chiba), None));
    assert_eq!(remarks, remark(Column::GovernmentCode, RemarkKind::WrongCheckDigit));
}

#[test]
fn a_position_outside_japan_is_left_out_and_an_exchanged_one_is_put_right() {
    let (event, remarks) = read(&[(Column::Longitude, "35.710639"), (Column::MeetingPlace, "墨田区役所前")]);
    assert_eq!(event.place.venue.unwrap().longitude, None);
    assert_eq!(remarks, remark(Column::Longitude, RemarkKind::Unreadable));
    let (event, _) = read(&[(Column::Latitude, "139.80"), (Column::Longitude, "35.71")]);
    let venue = event.place.venue.unwrap();
    assert_eq!((venue.latitude.as_deref(), venue.longitude.as_deref()), (Some("35.71"), Some("139.80")));
}

#[test]
fn addresses_that_are_incomplete_or_run_something_are_not_linked() {
    for address in ["/kosodate/1.html", "javascript:alert(1)", "https://", "https://a b", "https://x\"><script>"] {
        let (event, remarks) = read(&[(Column::Url, address)]);
        assert_eq!((event.particulars.url, remarks), (None, remark(Column::Url, RemarkKind::IncompleteAddress)));
    }
}

#[test]
fn what_was_called_off_is_told_from_what_may_be() {
    let cancelled = |cells: &[(Column, &str)]| matches!(read(cells).0.state, EventState::Cancelled { .. });
    assert!(cancelled(&[(Column::State, "中止")]));
    assert!(cancelled(&[(Column::Remarks, "新型コロナウイルス感染症拡大防止のため中止")]));
    assert!(cancelled(&[(Column::Title, "【中止】市民活動フォーラム")]));
    assert!(cancelled(&[(Column::TimeNote, "感染防止のため、「あそぼう会」は中止とさせて頂きました。")]));
    assert!(!cancelled(&[(Column::TimeNote, "雨天中止")]));
    assert!(!cancelled(&[(Column::Remarks, "最少人数に満たない場合は中止となる場合があります。")]));
    assert!(!cancelled(&[(Column::Remarks, "屋外でのイベントを中止し、公共施設を中心に展示会等を実施")]));
    let reason = "新型コロナウイルスの影響により中止";
    let EventState::Cancelled { reason: told, at } = read(&[(Column::Remarks, reason)]).0.state else { panic!() };
    assert_eq!((told.ja.as_str(), at), (reason, NOW));
}

#[test]
fn kind_topics_and_audience_follow_from_the_words() {
    let kind = |title: &str, named: &str| read(&[(Column::Title, title), (Column::Kind, named)]).0.kind;
    assert_eq!(kind("ことばの相談", "健康・福祉、スポーツ"), EventKind::ConsultationMeeting);
    assert_eq!(kind("テレワークセミナー&相談会 in 東京", "セミナー"), EventKind::Combined);
    assert_eq!(kind("個別相談会", "セミナー"), EventKind::ConsultationMeeting);
    assert_eq!(kind("仕事と介護の両立研修", "セミナー"), EventKind::Seminar);
    let topics = |title: &str| read(&[(Column::Title, title)]).0.topics;
    assert_eq!(topics("情報セキュリティと就業規則"), [Topic::Security, Topic::Personnel]);
    assert_eq!(topics("第27回国際交流のつどい"), [Topic::Other]);
    let audience = |text: &str| read(&[(Column::Audience, text)]).0.audience;
    assert_eq!(audience("市内の中小企業の経営者"), Audience::Companies);
    assert_eq!(audience("自治体の情報担当"), Audience::LocalGovernments);
    assert_eq!(audience("どなたでも"), Audience::Both);
}

#[test]
fn a_number_identifies_a_row_only_where_no_other_row_has_it() {
    let numbered = |number: &str, title: &str| {
        row(&[(Column::GovernmentCode, "131083"), (Column::Number, number), (Column::Title, title)])
    };
    let rows = [numbered("1", "甲"), numbered("2", "乙"), numbered("2", "丙"), numbered("", "丁"), numbered("", "丁")];
    let mut same_but_one = rows[4].clone();
    same_but_one[Column::Audience.index()] = "別の組".into();
    let mut identities = Identities::default();
    let all: Vec<_> = rows.iter().chain([&same_but_one]).collect();
    for cells in &all {
        identities.count(cells);
    }
    let given: Vec<_> = (2..).zip(&all).map(|(line, cells)| identities.assign(cells, line)).collect();
    let by_content = |cells: &[String], remark| Identity::Own(content_identity(cells), remark);
    assert_eq!(given[0], Identity::Own("131083/1".into(), None));
    assert_eq!(given[1], by_content(&rows[1], Some(RemarkKind::NumberNotUnique)));
    assert_eq!(given[2], by_content(&rows[2], Some(RemarkKind::NumberNotUnique)));
    assert_eq!(given[3], by_content(&rows[3], None));
    assert_eq!(given[4], Identity::Repeats { line: 5 });
    let counted = format!("{}#2", content_identity(&same_but_one));
    assert_eq!(given[5], Identity::Own(counted, Some(RemarkKind::SameAsAnother)));
}

#[test]
fn a_number_that_stands_for_something_else_now_is_noticed() {
    let event = |title: &str, day: &str| read(&[(Column::Title, title), (Column::StartDate, day)]).0;
    let known = event("ことばの相談", "2021-10-12");
    assert!(!is_another_event(&known, &event("ことばの相談", "2021-10-19")));
    assert!(!is_another_event(&known, &event("ことばと発達の相談", "2021-10-12")));
    assert!(is_another_event(&known, &event("健幸フライデー", "2021-11-05")));
}

#[test]
fn only_our_own_codes_are_taken_for_codes() {
    assert_eq!(own_code(&row(&[(Column::Number, "0000000001")])), None);
    assert_eq!(own_code(&row(&[(Column::Number, "kt4-xw2m")])), None);
    assert!(own_code(&row(&[(Column::Number, "KT4-XW2M")])).is_some());
}

#[test]
fn a_row_gives_back_its_cells_byte_for_byte_until_something_is_changed() {
    let cells = row(&[
        (Column::Number, "0000000001"),
        (Column::GovernmentCode, "131084"),
        (Column::Title, " テレワーク\n講座　"),
        (Column::StartDate, "2021/10/12"),
        (Column::StartTime, "9:00~"),
        (Column::EndTime, "8:00"),
        (Column::Capacity, "20組"),
        (Column::Fee, "大人500円"),
        (Column::Url, "/1.html"),
        (Column::Remarks, "都合により中止"),
        (Column::ContactPhone, "(03)3647-4963"),
    ]);
    let (mut event, _) = event_from_cells(&cells, NOW).unwrap();
    assert_eq!(cells_from_event(&event, Some("https://example.jp/events/X"))[..], cells[..]);

    event.capacity = Some(12);
    event.title.ja = "テレワーク入門".into();
    let written = cells_from_event(&event, None);
    let changed: Vec<_> =
        Column::ALL.into_iter().filter(|column| written[column.index()] != cells[column.index()]).collect();
    assert_eq!(changed, [Column::Title, Column::Capacity]);
    assert_eq!(written[Column::Capacity.index()], "12");
}

#[test]
fn a_newer_row_changes_what_it_says_anew_and_leaves_what_was_written_here() {
    let cells = row(&[(Column::Capacity, "30"), (Column::MeetingPlace, "中央公民館"), (Column::Number, "1")]);
    let (mut event, _) = event_from_cells(&cells, NOW).unwrap();
    event.title.en = Some("Telework course".into());
    event.topics = vec![Topic::Security];
    event.particulars.description = Some(Bilingual::japanese("事務局が書いた説明"));

    let later = NOW.plus_seconds(60);
    let again = event_from_cells(&cells, later).unwrap().0;
    assert_eq!(merge(&event, again, later), event);

    let mut newer = cells.clone();
    newer[Column::Capacity.index()] = "40".into();
    let merged = merge(&event, event_from_cells(&newer, later).unwrap().0, later);
    let mut expected = event.clone();
    expected.capacity = Some(40);
    expected.particulars.source.as_mut().unwrap().cells = newer;
    assert_eq!(merged, expected);
}

#[test]
fn formulas_are_guarded_and_telephone_numbers_are_not() {
    for formula in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1", "－A1", "＠x", "'=1", "''+a"]
    {
        assert_eq!(guarded(formula), format!("'{formula}"));
    }
    for plain in ["+81-3-5422-1517", "-3.5", "-", "'twas", "", "東京", "a=b", "(03)3647-4963", "+81 (0)3 5422 1517"] {
        assert_eq!(guarded(plain), plain);
    }
}

proptest! {
    #[test]
    fn guarding_is_undone_exactly(cell in "['=+\\-@＝＋a1\t\r\n ]{0,6}") {
        let written = guarded(&cell);
        prop_assert_eq!(unguarded(&written), &cell);
    }

    #[test]
    fn no_row_makes_the_reading_stumble_and_what_is_taken_gives_back_its_cells(
        cells in proptest::collection::vec(prop_oneof![3 => Just(String::new()), 1 => any::<String>(), 1 => "[0-9:/年月日時分名円 -]{0,10}"], 50),
        day in days(),
    ) {
        let mut cells = cells;
        cells[Column::Title.index()] = "講座".into();
        cells[Column::StartDate.index()] = day.to_string();
        if let Ok((event, _)) = event_from_cells(&cells, NOW) {
            prop_assert!(event.when.is_in_order());
            prop_assert_eq!(&cells_from_event(&event, None)[..], &cells[..]);
            prop_assert_eq!(merge(&event, event_from_cells(&cells, NOW.plus_seconds(1)).unwrap().0, NOW), event);
        }
    }

    #[test]
    fn an_event_written_here_comes_back_from_its_row(event in events()) {
        let cells = cells_from_event(&event, None);
        let (mut back, remarks) = event_from_cells(&cells, NOW).unwrap();
        prop_assert_eq!(remarks, vec![]);
        back.particulars.source = None;
        // Topics have no column; they follow from the words.
        back.topics.clone_from(&event.topics);
        back.seats_per_registration = event.seats_per_registration;
        prop_assert_eq!(back, event);
    }
}

fn days() -> impl Strategy<Value = Date> {
    (2020_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

fn times() -> impl Strategy<Value = Time> {
    (8_i8..20, 0_i8..60).prop_map(|(hour, minute)| time(hour, minute, 0, 0))
}

/// Words without the signs and words that mean something in their column.
fn words() -> impl Strategy<Value = String> {
    "[あ-んア-ン一-龠a-z]{1,12}".prop_filter("words that mean something", |words| {
        !["相談", "中止", "企業", "会社", "事業者", "経営者", "自治体", "開場", "配信", "自宅", "又は", "及び", "zoom"]
            .iter()
            .any(|word| words.contains(word))
    })
}

fn text() -> impl Strategy<Value = Option<Bilingual>> {
    proptest::option::of(words().prop_map(Bilingual::japanese))
}

fn venues() -> impl Strategy<Value = Venue> {
    let address = (
        words(),
        proptest::option::of("[0-9]{7}"),
        text(),
        proptest::option::of(words()),
        proptest::option::of("[0-9]-[0-9]-[0-9]"),
    );
    (address, text(), proptest::option::of(words())).prop_map(|((name, postal, city, town, block), access, parking)| {
        Venue {
            name: Bilingual::japanese(name),
            postal_code: postal.map(|code| PostalCode::parse(&code).unwrap()),
            city,
            town,
            block,
            access,
            parking,
            latitude: Some("35.6895".into()),
            longitude: Some("139.6917".into()),
            ..Venue::default()
        }
    })
}

fn places() -> impl Strategy<Value = Place> {
    let format = prop_oneof![Just(Format::Venue), Just(Format::Online), Just(Format::Hybrid)];
    (format, 1_u8..=47, venues(), text()).prop_map(|(format, prefecture, venue, joining)| {
        let prefecture = Prefecture::from_code(prefecture);
        Place {
            format,
            prefecture,
            government_code: prefecture.map(LocalGovernmentCode::of_prefecture),
            venue: format.has_venue().then_some(venue),
            joining: joining.filter(|_| format.has_online()),
        }
    })
}

fn whens() -> impl Strategy<Value = When> {
    (days(), 0_i64..40, times(), proptest::option::of(1_i64..180), proptest::option::of(times()), text()).prop_map(
        |(starts_on, more, start, length, doors_open, note)| When {
            starts_on,
            ends_on: starts_on.checked_add(jiff::Span::new().days(more)).unwrap(),
            start_time: Some(start),
            end_time: length.map(|minutes| start.checked_add(jiff::Span::new().minutes(minutes)).unwrap()),
            doors_open,
            note,
        },
    )
}

fn events() -> impl Strategy<Value = EventDraft> {
    let kind = prop_oneof![Just(EventKind::Seminar), Just(EventKind::ConsultationMeeting), Just(EventKind::Combined)];
    let audience = prop_oneof![Just(Audience::Companies), Just(Audience::LocalGovernments), Just(Audience::Both)];
    let head = (any::<[u8; 16]>(), kind, words(), proptest::option::of("[A-Za-z]{1,9}( [a-z]{1,9}){0,3}"), audience);
    let body = (
        whens(),
        places(),
        proptest::option::of(words()),
        proptest::option::of(1_u32..500),
        -20_i64..20,
        any::<bool>(),
    );
    let rest = (text(), text(), text(), text(), proptest::option::of(0_u32..9000), text(), any::<bool>(), 1_u32..6);
    (head, body, rest).prop_map(
        |(
            (code, kind, title, english, audience),
            (when, place, place_name, capacity, hours, whole_day),
            (summary, organiser, note, how, fee, remarks, cancelled, party),
        )| {
            let closes_at =
                if whole_day { end_of_day(when.starts_on) } else { when.starts_at().plus_seconds(hours * 3600) };
            let state = if cancelled {
                EventState::Cancelled { reason: Bilingual::japanese("講師の都合"), at: NOW }
            } else {
                EventState::Published
            };
            EventDraft {
                code: EventCode::from_random(code),
                kind,
                title: Bilingual { ja: title, en: english },
                state,
                when,
                place,
                topics: vec![Topic::Security],
                audience,
                capacity,
                reserved: 0,
                seats_per_registration: party,
                window: RegistrationWindow { opens_at: None, closes_at },
                particulars: Particulars {
                    summary,
                    organiser,
                    audience_note: note,
                    how_to_apply: how,
                    fee,
                    remarks,
                    place_name,
                    contact: EventContact { phone: Some("03-5422-1517".into()), ..EventContact::default() },
                    ..Particulars::default()
                },
            }
        },
    )
}
