//! The grammar of iCalendar files (RFC 5545, section 3.1): lines that may be folded, parameters, nested parts.

use super::FileProblem;

/// Parts lie in one another: a calendar, its time zones, their halves. Nothing is deeper than this.
const DEPTH_MAX: usize = 8;

/// One line: `DTSTART;TZID=Asia/Tokyo:20261208T100000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// In capitals.
    pub(super) name: String,
    /// Their names in capitals, what they say without quotes.
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

impl Line {
    /// What the parameter `name` says.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The parts of a value that is a list.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.value.split(',').map(str::trim).filter(|value| !value.is_empty())
    }
}

/// What stands between `BEGIN` and `END`.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// In capitals.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    pub(super) parts: Vec<Part>,
}

impl Part {
    /// The first line with this name.
    pub(super) fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// What the first line with this name says; nothing where there is none.
    pub(super) fn value(&self, name: &str) -> &str {
        self.line(name).map_or("", |line| line.value.trim())
    }

    /// The lines with this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }

    /// The parts with this name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.parts.iter().filter(move |part| part.name == name)
    }
}

/// Reads the calendars of a file.
pub(super) fn calendars(content: &[u8]) -> Result<Vec<Part>, FileProblem> {
    let text = String::from_utf8_lossy(content);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if text.is_empty() {
        return Err(FileProblem::Empty);
    }
    if text.starts_with('<') {
        return Err(FileProblem::WebPage);
    }
    let mut open: Vec<Part> = vec![Part::default()];
    for line in unfolded(text).iter().filter_map(|line| parse(line)) {
        match line.name.as_str() {
            "BEGIN" if open.len() > DEPTH_MAX => return Err(FileProblem::NotACalendar),
            "BEGIN" => open.push(Part { name: line.value.trim().to_ascii_uppercase(), ..Part::default() }),
            "END" => {
                let closed = open.pop().filter(|part| part.name.eq_ignore_ascii_case(line.value.trim()));
                match (closed, open.last_mut()) {
                    (Some(closed), Some(around)) => around.parts.push(closed),
                    _ => return Err(FileProblem::NotACalendar),
                }
            }
            _ => open.last_mut().ok_or(FileProblem::NotACalendar)?.lines.push(line),
        }
    }
    let is_cut_off = open.len() > 1;
    let mut parts = open.swap_remove(0).parts;
    parts.retain(|part| part.name == "VCALENDAR");
    match (is_cut_off, parts.is_empty()) {
        (true, _) if text.to_ascii_uppercase().starts_with("BEGIN:VCALENDAR") => Err(FileProblem::CutOff),
        (true, _) | (false, true) => Err(FileProblem::NotACalendar),
        (false, false) => Ok(parts),
    }
}

/// The lines, with those that were folded in one piece again.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(before)) => before.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// Reads one line. What is none, such as the rest of a text that somebody's program broke, is left out.
fn parse(line: &str) -> Option<Line> {
    let mut is_quoted = false;
    let mut ends = Vec::new();
    let mut colon = None;
    for (at, sign) in line.char_indices() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => ends.push(at),
            ':' if !is_quoted => {
                colon = Some(at);
                break;
            }
            _ => {}
        }
    }
    let colon = colon?;
    ends.push(colon);
    let mut pieces = ends.iter().scan(0, |from, end| {
        let piece = &line[*from..*end];
        *from = end + 1;
        Some(piece)
    });
    let name = pieces.next()?.trim().to_ascii_uppercase();
    let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    let parameters = pieces
        .filter_map(|piece| piece.split_once('='))
        .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()));
    is_name.then(|| Line { name, parameters: parameters.collect(), value: line[colon + 1..].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_parameters_and_quotes_keep_their_signs_together() {
        let line = parse("dtstart;TZID=\"A;B:C\";VALUE=DATE-TIME:20261208T100000").unwrap();
        assert_eq!((line.name.as_str(), line.value.as_str()), ("DTSTART", "20261208T100000"));
        assert_eq!((line.parameter("TZID"), line.parameter("VALUE")), (Some("A;B:C"), Some("DATE-TIME")));
        assert_eq!(parse("nothing of the kind"), None);
    }

    #[test]
    fn folded_lines_are_put_together() {
        let file = b"\xEF\xBB\xBFBEGIN:VCALENDAR\r\nDTST\r\n ART:2026\r\n\t1208\r\nEND:VCALENDAR\r\n";
        let read = calendars(file).unwrap();
        assert_eq!(read[0].value("DTSTART"), "20261208");
    }

    #[test]
    fn what_is_no_calendar_says_what_it_is() {
        let problem = |content: &[u8]| calendars(content).unwrap_err();
        assert_eq!(problem(b" \r\n "), FileProblem::Empty);
        assert_eq!(problem(b"<!doctype html><title>Sign in</title>"), FileProblem::WebPage);
        assert_eq!(problem(b"{\"error\": true}"), FileProblem::NotACalendar);
        assert_eq!(problem(b"BEGIN:VCARD\nEND:VCARD\n"), FileProblem::NotACalendar);
        assert_eq!(problem(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:2026"), FileProblem::CutOff);
        assert_eq!(problem(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"), FileProblem::NotACalendar);
        assert_eq!(problem("BEGIN:A\n".repeat(100_000).as_bytes()), FileProblem::NotACalendar);
    }
}
