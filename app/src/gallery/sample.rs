//! What the gallery shows in its components: the usual, the long, the odd.

use domain::language::Language;
use domain::place::{Prefecture, Region};

use crate::component::{
    ActionItem, AnswerRow, ChangeLink, Choice, DateBlockView, DatedStep, EventRowView, Fact, MonthDayView,
    MonthEventView, SeatsView, TileView,
};

/// How many events each prefecture has, in the order of their codes.
const COUNTS: [usize; 47] = [
    6, 2, 3, 4, 1, 2, 3, 3, 2, 2, 5, 4, 12, 7, 3, 2, 3, 1, 2, 4, 2, 4, 6, 2, 2, 4, 8, 5, 1, 1, 1, 1, 3, 4, 2, 1, 3, 2,
    0, 7, 1, 2, 3, 2, 2, 2, 3,
];

fn choice(value: &str, label: &str, detail: Option<&str>) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), detail: detail.map(str::to_owned) }
}

pub(super) fn formats() -> Vec<Choice> {
    vec![
        choice("venue", "会場", Some("千代田産業会館 5階")),
        choice("online", "オンライン", Some("接続先は前日の正午に届きます")),
    ]
}

pub(super) fn sectors() -> Vec<Choice> {
    vec![
        choice("sme", "中小企業", None),
        choice("government", "地方公共団体", None),
        choice("support", "支援機関", None),
        choice("other", "その他", None),
    ]
}

pub(super) fn topics() -> Vec<Choice> {
    vec![
        choice("ict", "ICT環境", Some("機器、通信、会議")),
        choice("security", "セキュリティ", Some("端末と情報の守りかた")),
        choice("personnel", "労務管理", Some("労働時間、規則、評価")),
    ]
}

pub(super) fn seat_counts() -> Vec<(String, String)> {
    (1..=3).map(|count| (count.to_string(), format!("{count}人"))).collect()
}

pub(super) fn seats(class: &'static str, text: &str, note: Option<&str>) -> SeatsView {
    SeatsView { class, text: text.to_owned(), note: note.map(str::to_owned) }
}

fn row(day: u8, weekday: (&str, &'static str), chips: &[&str], title: (&str, Option<&'static str>)) -> EventRowView {
    EventRowView {
        href: "#rows".to_owned(),
        date: DateBlockView {
            iso: format!("2026-12-{day:02}"),
            month: "12月".to_owned(),
            day: day.to_string(),
            weekday: weekday.0.to_owned(),
            weekday_class: weekday.1,
        },
        chips: chips.iter().map(|&chip| chip.to_owned()).collect(),
        title: title.0.to_owned(),
        title_lang: title.1,
        meta: ["14:00〜17:30", "千代田区・オンライン", "企業むけ"].map(str::to_owned).to_vec(),
        seats: seats("seats-open", "残り38席", None),
        deadline: Some("締切 12月4日（金）17:00".to_owned()),
    }
}

pub(super) fn rows() -> Vec<EventRowView> {
    let usual = row(8, ("火曜日", ""), &["セミナー&相談会"], ("はじめてのテレワーク：小さな会社の3か月計画", None));
    let mut long = row(
        12,
        ("土曜日", "is-saturday"),
        &["セミナー", "字幕あり"],
        (
            "在宅勤務の労働時間と就業規則、ここだけは知っておきたいことを、実際に起きた三つの場面から一日で学ぶ、\
             総務の担当者と経営者のための講座（質問の時間があります）",
            None,
        ),
    );
    long.seats = seats("seats-few", "残り3席", None);
    let mut foreign =
        row(23, ("水曜日", ""), &["Seminar"], ("Telework for international teams: an introduction", Some("en")));
    foreign.seats = seats("seats-full", "満席・キャンセル待ち可", None);
    let mut cancelled = row(27, ("日曜日", "is-holiday"), &["中止", "相談会"], ("つくばICT・セキュリティ相談会", None));
    cancelled.seats = seats("seats-closed", "受付終了", None);
    cancelled.deadline = None;
    vec![usual, long, foreign, cancelled]
}

fn fact(label: &str, lines: &[&str], strong: bool) -> Fact {
    Fact { label: label.to_owned(), lines: lines.iter().map(|&line| line.to_owned()).collect(), strong }
}

pub(super) fn facts() -> Vec<Fact> {
    vec![
        fact("日時", &["2026年12月8日（火）", "14:00〜17:30（受付 13:30から）"], true),
        fact("場所", &["千代田産業会館 5階 大会議室", "またはオンライン"], false),
        fact("申込締切", &["12月4日（金）17:00", "あと10日"], false),
        fact("費用", &["無料"], true),
    ]
}

pub(super) fn parts() -> Vec<(String, SeatsView)> {
    vec![
        ("セミナー".to_owned(), seats("seats-open", "残り38席", Some("定員80名"))),
        ("個別相談".to_owned(), seats("seats-few", "残り2組", Some("定員6組"))),
    ]
}

/// December 2026 with the days around it.
pub(super) fn month() -> Vec<MonthDayView> {
    (-1..=33).map(month_day).collect()
}

fn month_day(number: i16) -> MonthDayView {
    const WEEKDAYS: [&str; 7] = ["日", "月", "火", "水", "木", "金", "土"];
    let (year, month, day) = match number {
        ..1 => (2026, 11, number + 30),
        1..=31 => (2026, 12, number),
        _ => (2027, 1, number - 31),
    };
    let weekday = usize::try_from((number + 1).rem_euclid(7)).unwrap_or_default();
    let outside = month != 12;
    MonthDayView {
        iso: format!("{year}-{month:02}-{day:02}"),
        label_before: format!("{month}月"),
        label_day: day.to_string(),
        label_after: format!("日（{}）", WEEKDAYS.get(weekday).copied().unwrap_or_default()),
        class: match weekday {
            0 => "is-holiday",
            6 => "is-saturday",
            _ => "",
        },
        outside,
        closed: matches!(weekday, 0 | 6) || number >= 29,
        note: match number {
            29 => Some("年末年始".to_owned()),
            32 => Some("元日".to_owned()),
            _ => None,
        },
        events: if outside { Vec::new() } else { month_events(number) },
    }
}

fn month_events(day: i16) -> Vec<MonthEventView> {
    let event = |kind: (&'static str, &str, &str), time_place: &str, title: &str, cancelled| MonthEventView {
        href: "#month".to_owned(),
        kind_class: kind.0,
        kind_letter: kind.1.to_owned(),
        kind_name: kind.2.to_owned(),
        time_place: time_place.to_owned(),
        title: title.to_owned(),
        cancelled,
    };
    let seminar = ("kind-seminar", "セ", "セミナー");
    let consultation = ("", "相", "相談会");
    let combined = ("kind-both", "両", "セミナー&相談会");
    match day {
        1 => vec![event(seminar, "13:30 さいたま", "Wi-Fi、VPN、クラウド：選ぶ前に知る10のこと", false)],
        8 => vec![
            event(combined, "14:00 千代田", "はじめてのテレワーク", false),
            event(seminar, "13:00 松山", "就業規則の直しかた", false),
        ],
        12 => vec![event(seminar, "10:00 立川", "在宅勤務の労働時間", true)],
        16 => vec![event(consultation, "13:00 オンライン", "自治体の窓口職員のための個別相談会", false)],
        _ => Vec::new(),
    }
}

pub(super) fn tiles() -> Vec<TileView> {
    Prefecture::ALL
        .into_iter()
        .zip(COUNTS)
        .map(|(prefecture, count)| TileView {
            code: prefecture.code_text(),
            name: prefecture.short_name(Language::Japanese).to_owned(),
            count,
            href: format!("/events?prefecture={}", prefecture.code_text()),
            chosen: prefecture == Prefecture::Tokyo,
        })
        .collect()
}

pub(super) fn regions() -> Vec<(String, Vec<TileView>)> {
    let tiles = tiles();
    Region::ALL
        .into_iter()
        .map(|region| {
            let of_region = region
                .prefectures()
                .filter_map(|prefecture| tiles.iter().find(|tile| tile.code == prefecture.code_text()).cloned())
                .collect();
            (region.name(Language::Japanese).to_owned(), of_region)
        })
        .collect()
}

pub(super) fn answers() -> Vec<AnswerRow> {
    let row = |label: &str, value: &[&str], change| AnswerRow {
        label: label.to_owned(),
        value: value.iter().map(|&line| line.to_owned()).collect(),
        change,
    };
    let button =
        |value: &str| ChangeLink::Button { name: "change", value: value.to_owned(), action: "#answers".to_owned() };
    vec![
        row("氏名", &["高橋 由紀"], Some(button("name"))),
        row(
            "メールアドレス",
            &["a-very-long-address-that-does-not-break@subdomain.example.co.jp"],
            Some(ChangeLink::Link { href: "#email".to_owned() }),
        ),
        row("個別相談", &["16:30〜17:00　ICT環境・セキュリティ", "久保田 美咲さん"], None),
        row("聞きたいこと", &["（なし）"], Some(button("question"))),
    ]
}

pub(super) fn steps() -> Vec<DatedStep> {
    let step = |iso: &str, when: &str, text: &str, done| DatedStep {
        iso: iso.to_owned(),
        when: when.to_owned(),
        text: text.to_owned(),
        done,
    };
    vec![
        step("2026-11-24T10:42+09:00", "11月24日（火）10:42", "申込を受け付け、席を確保しました。", true),
        step("2026-12-04", "12月4日（金）", "17:00まで、内容の変更と取り消しができます。", false),
        step("2026-12-08", "12月8日（火）", "13:30から接続できます。14:00からセミナーです。", false),
    ]
}

pub(super) fn actions() -> Vec<ActionItem> {
    let item = |label: &str, note: &str| ActionItem {
        href: "#dated".to_owned(),
        label: label.to_owned(),
        note: note.to_owned(),
    };
    vec![
        item("カレンダーに入れる", ".ics形式。日時が変わると自動で直ります"),
        item("この控えを印刷する", ""),
        item("申込を取り消す", "席はキャンセル待ちの方へ回ります"),
    ]
}
