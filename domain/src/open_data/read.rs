//! From fifty cells to an event.

use jiff::civil::{Date, Time};

use super::cell::{self, Clock};
use super::{Column, HEADER, Remark, RemarkKind, RowProblem, identity, place};
use crate::contact::is_web_address;
use crate::event::{
    Audience, Bilingual, EventContact, EventDraft, EventKind, EventState, Particulars, RegistrationWindow, SourceRow,
    Topic, When,
};
use crate::input::{FieldError, multi_line};
use crate::reference::EventCode;
use crate::time::{Timestamp, end_of_day};

/// The greatest number of characters of a cell; the longest of five real files has 769.
const CELL_MAX: u32 = 10_000;
/// The greatest number of characters of a name.
const TITLE_MAX: u32 = 300;

/// The line of 日時備考 that tells when the doors open.
pub(super) const DOORS: &str = "開場 ";
/// The line of 備考 that tells why an event was called off.
pub(super) const CANCELLED: &str = "中止：";
/// The two audiences as 対象者 names them, alone or before a note.
pub(super) const COMPANIES: &str = "企業";
pub(super) const LOCAL_GOVERNMENTS: &str = "地方公共団体";
pub(super) const BOTH: &str = "企業・地方公共団体";

/// One row, every cell trimmed and free of control characters.
pub(super) struct Row<'a> {
    source: &'a [String],
    cells: Vec<Option<String>>,
    remarks: Vec<Remark>,
    problems: Vec<RowProblem>,
}

impl<'a> Row<'a> {
    fn read(source: &'a [String]) -> Self {
        let mut problems = Vec::new();
        let cells = Column::ALL
            .into_iter()
            .zip(source)
            .map(|(column, text)| {
                let max = if column == Column::Title { TITLE_MAX } else { CELL_MAX };
                multi_line(text, max).unwrap_or_else(|error| {
                    problems.push(match error {
                        FieldError::TooLong { max } => RowProblem::TooLong { column, max },
                        _ => RowProblem::ControlCharacter(column),
                    });
                    None
                })
            })
            .collect();
        Self { source, cells, remarks: Vec::new(), problems }
    }

    pub(super) fn remark(&mut self, column: Column, kind: RemarkKind) {
        self.remarks.push(Remark { column, kind });
    }

    /// The cell as free text.
    pub(super) fn text(&self, column: Column) -> Option<String> {
        self.cells.get(column.index()).cloned().flatten()
    }

    /// The cell on one line.
    pub(super) fn line(&self, column: Column) -> Option<String> {
        let text = self.cells.get(column.index())?.as_deref()?;
        Some(text.split(['\n', '\t']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
    }

    fn japanese(&self, column: Column) -> Option<Bilingual> {
        self.text(column).map(Bilingual::japanese)
    }

    /// Reads a cell; what cannot be read is remarked and left out.
    fn reads<T>(&mut self, column: Column, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = self.line(column)?;
        let value = read(&typed);
        if value.is_none() {
            self.remark(column, RemarkKind::Unreadable);
        }
        value
    }
}

/// Makes an event of a row: published, or cancelled where the row says so since `now`.
///
/// Its code is drawn from the row's identity, the same on every machine; the identity is the one by
/// number where there is a number, and whoever knows the whole file may put a better one
/// ([`Identities`](super::Identities)).
///
/// # Errors
/// Every [`RowProblem`] of the row, where no event can be made of it.
pub fn event_from_cells(cells: &[String], now: Timestamp) -> Result<(EventDraft, Vec<Remark>), Vec<RowProblem>> {
    if cells.len() != HEADER.len() {
        return Err(vec![RowProblem::WrongNumberOfCells { found: cells.len() }]);
    }
    let mut row = Row::read(cells);
    let title = row.line(Column::Title);
    if title.is_none() && row.problems.is_empty() {
        row.problems.push(RowProblem::Required(Column::Title));
    }
    let starts_on = first_day(&mut row);
    let (Some(title), Some(starts_on), true) = (title, starts_on, row.problems.is_empty()) else {
        return Err(row.problems);
    };
    let when = when(&mut row, starts_on);
    let place = place::place(&mut row);
    let (kind, catalogue_kind) = kind(&row, &title);
    let (audience, audience_note) = audience(&row);
    let (state, remarks) = state(&row, &title, now);
    let (capacity, capacity_note) = capacity(&mut row);
    let (fee, fee_note) = fee(&mut row);
    let window = window(&mut row, &when);
    let remarks = capacity_note.map_or(remarks.clone(), |note| Some(appended(remarks, &note)));
    let identity = identity::numbered_identity(row.source).unwrap_or_else(|| identity::content_identity(row.source));
    let particulars = Particulars {
        title_kana: row.line(Column::TitleKana),
        short_title: row.line(Column::ShortTitle),
        subtitle: row.line(Column::Subtitle).map(Bilingual::japanese),
        summary: row.japanese(Column::Summary),
        description: row.japanese(Column::Description),
        sub_events: row.text(Column::SubEvents),
        catalogue_kind,
        url: address(&mut row, Column::Url),
        image_url: address(&mut row, Column::ImageUrl),
        industry: row.line(Column::Industry),
        stage: row.line(Column::Stage),
        audience_note: audience_note.map(Bilingual::japanese),
        sessions: Vec::new(),
        speakers: Vec::new(),
        tables: Vec::new(),
        organiser: row.line(Column::Organiser).map(Bilingual::japanese),
        co_hosts: row.line(Column::CoHosts).map(Bilingual::japanese),
        other_organisations: row.line(Column::OtherOrganisations),
        fee,
        fee_note,
        foreign_languages: row.text(Column::ForeignLanguages),
        place_name: row.line(Column::PlaceName),
        how_to_apply: row.japanese(Column::HowToApply),
        contact: EventContact {
            name: row.line(Column::ContactName),
            phone: row.line(Column::ContactPhone),
            extension: row.line(Column::ContactExtension),
            email: row.line(Column::ContactEmail),
        },
        remarks: remarks.map(Bilingual::japanese),
        questions: crate::event::Questions::default(),
        rescheduled: Vec::new(),
        series: None,
        source: Some(SourceRow { identity: identity.clone(), cells: row.source.to_vec() }),
    };
    let draft = EventDraft {
        code: identity::own_code(row.source).unwrap_or_else(|| code_of(&identity)),
        kind,
        topics: topics(&row, &title),
        title: Bilingual { ja: title, en: row.line(Column::TitleEnglish) },
        state,
        when,
        place,
        audience,
        capacity,
        reserved: 0,
        seats_per_registration: 1,
        window,
        particulars,
    };
    Ok((draft, row.remarks))
}

/// The code that belongs to an identity.
fn code_of(identity: &str) -> EventCode {
    use sha2::{Digest, Sha256};
    let hash: [u8; 32] = Sha256::digest(identity.as_bytes()).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    EventCode::from_random(bytes)
}

fn first_day(row: &mut Row<'_>) -> Option<Date> {
    let day = match row.line(Column::StartDate) {
        None => Err(RowProblem::Required(Column::StartDate)),
        Some(typed) => cell::date(&typed).ok_or(RowProblem::ImpossibleDate(Column::StartDate)),
    };
    day.map_err(|problem| {
        // A cell with control characters was told of already.
        if row.problems.is_empty() || !matches!(problem, RowProblem::Required(_)) {
            row.problems.push(problem);
        }
    })
    .ok()
}

fn when(row: &mut Row<'_>, starts_on: Date) -> When {
    let mut ends_on = row.reads(Column::EndDate, cell::date).unwrap_or(starts_on);
    if ends_on < starts_on {
        row.remark(Column::EndDate, RemarkKind::EndDayBeforeStart);
        ends_on = starts_on;
    }
    let start_time = row.reads(Column::StartTime, |typed| match cell::time(typed) {
        Some(Clock::At(time)) => Some(time),
        Some(Clock::EndOfDay) | None => None,
    });
    let end_time = row.reads(Column::EndTime, cell::time).and_then(|clock| match clock {
        Clock::At(time) => Some(time),
        // An event without an end lasts to the end of its last day.
        Clock::EndOfDay => None,
    });
    let (doors_open, note) = doors(row.text(Column::TimeNote));
    let note = note.map(Bilingual::japanese);
    let mut when = When { starts_on, ends_on, start_time, end_time, doors_open, note };
    if !when.is_in_order() {
        row.remark(Column::EndTime, RemarkKind::EndNotAfterStart);
        when.end_time = None;
    }
    when
}

fn doors(note: Option<String>) -> (Option<Time>, Option<String>) {
    let Some(note) = note else { return (None, None) };
    let (first, rest) = note.split_once('\n').unwrap_or((&note, ""));
    let opens = first.strip_prefix(DOORS).and_then(|typed| match cell::time(typed) {
        Some(Clock::At(time)) if typed.len() == 5 => Some(time),
        _ => None,
    });
    match opens {
        Some(time) => (Some(time), Some(rest.to_owned()).filter(|rest| !rest.is_empty())),
        None => (None, Some(note)),
    }
}

fn kind(row: &Row<'_>, title: &str) -> (EventKind, Option<String>) {
    let named = row.line(Column::Kind);
    let own = named.as_deref().and_then(|word| match word {
        "セミナー&相談会" | "セミナー＆相談会" => Some(EventKind::Combined),
        "相談会" => Some(EventKind::ConsultationMeeting),
        _ => None,
    });
    if let Some(kind) = own {
        return (kind, None);
    }
    let words = format!("{title}\n{}", named.as_deref().unwrap_or_default());
    let talks = ["セミナー", "講座", "講演", "講習", "研修"].iter().any(|word| title.contains(word));
    let kind = match (talks, words.contains("相談会"), words.contains("相談")) {
        (true, true, _) => EventKind::Combined,
        (false, _, true) => EventKind::ConsultationMeeting,
        _ => EventKind::Seminar,
    };
    (kind, named.filter(|word| word != "セミナー"))
}

fn audience(row: &Row<'_>) -> (Audience, Option<String>) {
    let Some(text) = row.text(Column::Audience) else { return (Audience::Both, None) };
    let named =
        [(BOTH, Audience::Both), (COMPANIES, Audience::Companies), (LOCAL_GOVERNMENTS, Audience::LocalGovernments)];
    for (word, audience) in named {
        match text.strip_prefix(word) {
            Some("") => return (audience, None),
            Some(rest) => {
                if let Some(note) = rest.strip_prefix('：') {
                    return (audience, Some(note.to_owned()).filter(|note| !note.is_empty()));
                }
            }
            None => {}
        }
    }
    (audience_of(&text), Some(text))
}

/// Whom the words of a note mean.
pub(super) fn audience_of(note: &str) -> Audience {
    let says = |words: &[&str]| words.iter().any(|word| note.contains(word));
    let companies = says(&["企業", "事業者", "経営者", "会社"]);
    let governments = says(&["自治体", "地方公共団体", "市町村職員", "公務員"]);
    match (companies, governments) {
        (true, false) => Audience::Companies,
        (false, true) => Audience::LocalGovernments,
        _ => Audience::Both,
    }
}

/// Published or called off, and 備考 without the line that gives the reason.
fn state(row: &Row<'_>, title: &str, now: Timestamp) -> (EventState, Option<String>) {
    let remarks = row.text(Column::Remarks);
    let cancelled = |reason: String| EventState::Cancelled { reason: Bilingual::japanese(reason), at: now };
    let named = row.line(Column::State).filter(|state| state.contains("中止"));
    if let (Some(state), Some(text)) = (&named, &remarks)
        && let Some(told) = text.strip_prefix(CANCELLED)
    {
        let (reason, rest) = told.split_once('\n').unwrap_or((told, ""));
        let reason = if reason.is_empty() { state.clone() } else { reason.to_owned() };
        return (cancelled(reason), Some(rest.to_owned()).filter(|rest| !rest.is_empty()));
    }
    let notes = [remarks.clone(), row.text(Column::TimeNote), Some(title.to_owned())];
    let told = notes.iter().flatten().find_map(|note| called_off(note));
    match told.or(named) {
        Some(reason) => (cancelled(reason), remarks),
        None => (EventState::Published, remarks),
    }
}

/// The sentence that says that the event was called off. 雨天中止 and 中止となる場合があります say only
/// what may come.
fn called_off(note: &str) -> Option<String> {
    const SAYING: [&str; 13] = [
        "【中止】",
        "(中止)",
        "（中止）",
        "開催中止",
        "中止のお知らせ",
        "のため中止",
        "により中止",
        "中止とさせて",
        "中止といたしま",
        "中止しました",
        "中止いたしま",
        "中止になりました",
        "中止となりました",
    ];
    const PERHAPS: [&str; 7] = ["場合", "ことがあ", "こともあ", "おそれ", "恐れ", "可能性", "未定"];
    let says = |sentence: &str, words: &[&str]| words.iter().any(|word| sentence.contains(word));
    note.split(['。', '\n'])
        .map(str::trim)
        .find(|sentence| *sentence == "中止" || (says(sentence, &SAYING) && !says(sentence, &PERHAPS)))
        .map(str::to_owned)
}

fn capacity(row: &mut Row<'_>) -> (Option<u32>, Option<String>) {
    let Some(typed) = row.line(Column::Capacity) else { return (None, None) };
    let people = cell::people(&typed);
    if people.is_some() {
        return (people, None);
    }
    row.remark(Column::Capacity, RemarkKind::KeptAsNote);
    (None, Some(format!("{}：{typed}", Column::Capacity.header())))
}

fn fee(row: &mut Row<'_>) -> (Option<u32>, Option<String>) {
    let note = row.text(Column::FeeNote);
    let Some(typed) = row.line(Column::Fee) else { return (None, note) };
    let fee = cell::yen(&typed);
    if fee.is_some() {
        return (fee, note);
    }
    row.remark(Column::Fee, RemarkKind::KeptAsNote);
    (None, Some(appended(Some(typed), note.as_deref().unwrap_or_default()).trim_end().to_owned()))
}

fn appended(text: Option<String>, more: &str) -> String {
    match text {
        Some(text) => format!("{text}\n{more}"),
        None => more.to_owned(),
    }
}

fn window(row: &mut Row<'_>, when: &When) -> RegistrationWindow {
    let day = row.reads(Column::DeadlineDate, cell::date);
    let time = row.reads(Column::DeadlineTime, cell::time);
    let closes_at = match (day, time) {
        (Some(day), Some(Clock::At(time))) => Timestamp::from_tokyo(day.to_datetime(time)),
        (Some(day), Some(Clock::EndOfDay) | None) => end_of_day(day),
        (None, _) => usual_deadline(when),
    };
    RegistrationWindow { opens_at: None, closes_at }
}

/// When registration ends where nobody says: with the beginning; for several days, and for a day
/// without hours, with the last of them.
pub(super) fn usual_deadline(when: &When) -> Timestamp {
    if when.ends_on == when.starts_on && when.start_time.is_some() {
        when.starts_at()
    } else {
        end_of_day(when.ends_on)
    }
}

fn address(row: &mut Row<'_>, column: Column) -> Option<String> {
    let typed = row.line(column)?;
    let address = Some(typed).filter(|typed| is_web_address(typed));
    if address.is_none() {
        row.remark(column, RemarkKind::IncompleteAddress);
    }
    address
}

fn topics(row: &Row<'_>, title: &str) -> Vec<Topic> {
    const WORDS: [(Topic, &[&str]); 3] = [
        (
            Topic::Ict,
            &[
                "ICT",
                "ＩＣＴ",
                "ＩＴ",
                "ITツール",
                "IT活用",
                "IT導入",
                "情報システム",
                "クラウド",
                "Zoom",
                "パソコン",
                "デジタル",
                "ネットワーク環境",
                "オンライン会議",
                "Web会議",
                "DX",
            ],
        ),
        (Topic::Security, &["セキュリティ", "情報漏", "サイバー", "個人情報保護", "ウイルス対策"]),
        (
            Topic::Personnel,
            &[
                "労務",
                "人事",
                "就業規則",
                "働き方",
                "ハラスメント",
                "勤怠",
                "労働",
                "人材",
                "介護の両立",
                "介護と仕事",
                "育児休業",
            ],
        ),
    ];
    let mut text = title.to_owned();
    for column in [Column::Subtitle, Column::Summary, Column::Description] {
        text.push('\n');
        text.push_str(row.line(column).as_deref().unwrap_or_default());
    }
    let mut topics: Vec<Topic> = WORDS
        .into_iter()
        .filter(|(_, words)| words.iter().any(|word| text.contains(word)))
        .map(|(topic, _)| topic)
        .collect();
    if topics.is_empty() {
        topics.push(Topic::Other);
    }
    topics
}
