//! Programme and speakers as lines: `14:00-15:30 講演 題名 / Title` and `名前 / Name | 役職 / Role`.

use jiff::civil::Time;

use crate::event::{Bilingual, Session, SessionKind, Speaker};
use crate::input::{FieldError, clock, single_line};

/// The most lines of a programme, and the most speakers.
pub const LINES_MAX: usize = 40;
/// The longest line, in characters.
const LINE_MAX: u32 = 400;
/// Between the languages, and between name and role.
const LANGUAGES: &str = " / ";
const PARTS: &str = " | ";

const KINDS: [(SessionKind, &str); 3] =
    [(SessionKind::Seminar, "講演"), (SessionKind::Consultation, "相談"), (SessionKind::Break, "休憩")];

/// The programme as lines.
pub fn sessions_to(sessions: &[Session]) -> String {
    let lines = sessions.iter().map(|session| {
        let word = KINDS.iter().find(|(kind, _)| *kind == session.kind).map_or("", |(_, word)| word);
        let room = session.organisations.map(|count| format!("{count}組")).unwrap_or_default();
        format!("{}-{} {word}{room} {}", time(session.starts), time(session.ends), both_to(&session.title))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The programme that lines tell. What a line has no room for stays where part and title are the same in `before`.
///
/// # Errors
/// [`FieldError::Malformed`] for a line that does not begin with two times, [`FieldError::OutOfRange`] for more lines
/// than there may be, and those of [`single_line`].
pub fn sessions_from(typed: &str, before: &[Session]) -> Result<Vec<Session>, FieldError> {
    lines(typed)?
        .into_iter()
        .map(|line| {
            let (hours, rest) = line.split_once(char::is_whitespace).ok_or(FieldError::Malformed)?;
            let (starts, ends) = hours.split_once(['-', '–', '〜', '～', '－']).ok_or(FieldError::Malformed)?;
            let (starts, ends) = (clock(starts)?, clock(ends)?);
            let rest = rest.trim_start();
            let (first, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let (kind, organisations, title) = match part(first) {
                Some((kind, organisations)) if !after.trim().is_empty() => (kind, organisations, after),
                _ => (SessionKind::Seminar, None, rest),
            };
            let title = both_from(title)?;
            let known = before.iter().find(|session| session.kind == kind && session.title.ja == title.ja);
            let summary = known.and_then(|session| session.summary.clone());
            Ok(Session { kind, starts, ends, title, summary, organisations })
        })
        .collect()
}

/// The kind of a part and the organisations it has room for: `相談6組`.
fn part(word: &str) -> Option<(SessionKind, Option<u32>)> {
    let (kind, rest) = KINDS.iter().find_map(|(kind, name)| Some((*kind, word.strip_prefix(name)?)))?;
    match rest {
        "" => Some((kind, None)),
        room => {
            let count = crate::input::tolerant(room.strip_suffix('組')?).parse().ok()?;
            Some((kind, Some(count)))
        }
    }
}

/// The speakers as lines.
pub fn speakers_to(speakers: &[Speaker]) -> String {
    let lines = speakers.iter().map(|speaker| {
        let (name, role) = (both_to(&speaker.name), both_to(&speaker.role));
        if role.is_empty() { name } else { format!("{name}{PARTS}{role}") }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The speakers that lines tell. A profile stays where the name is the same in `before`.
///
/// # Errors
/// [`FieldError::OutOfRange`] for more lines than there may be, and those of [`single_line`].
pub fn speakers_from(typed: &str, before: &[Speaker]) -> Result<Vec<Speaker>, FieldError> {
    lines(typed)?
        .into_iter()
        .map(|line| {
            let (name, role) = line.split_once(PARTS).or_else(|| line.split_once('｜')).unwrap_or((&line, ""));
            let name = both_from(name)?;
            let role = if role.trim().is_empty() { Bilingual::default() } else { both_from(role)? };
            let known = before.iter().find(|speaker| speaker.name.ja == name.ja);
            let profile = known.and_then(|speaker| speaker.profile.clone());
            Ok(Speaker { name, role, profile })
        })
        .collect()
}

fn lines(typed: &str) -> Result<Vec<String>, FieldError> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| single_line(line, LINE_MAX)).collect::<Result<Vec<_>, _>>()?;
    if lines.len() <= LINES_MAX {
        Ok(lines)
    } else {
        Err(FieldError::OutOfRange { min: 0, max: u32::try_from(LINES_MAX).unwrap_or(u32::MAX) })
    }
}

fn both_to(text: &Bilingual) -> String {
    match &text.en {
        Some(en) => format!("{}{LANGUAGES}{en}", text.ja),
        None => text.ja.clone(),
    }
}

fn both_from(typed: &str) -> Result<Bilingual, FieldError> {
    let (ja, en) = typed.split_once(LANGUAGES).map_or((typed, ""), |(ja, en)| (ja, en));
    let (ja, en) = (ja.trim(), en.trim());
    if ja.is_empty() {
        return Err(FieldError::Malformed);
    }
    Ok(Bilingual { ja: ja.to_owned(), en: (!en.is_empty()).then(|| en.to_owned()) })
}

fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}
