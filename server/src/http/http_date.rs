//! Dates as HTTP writes them (RFC 9110, 5.6.7).

use domain::time::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

const USUAL: &str = "%a, %d %b %Y %H:%M:%S GMT";
/// The two older forms, which are still to be read.
const OLDER: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// The second that `at` falls in.
pub(super) fn write(at: Timestamp) -> String {
    at.in_utc().strftime(USUAL).to_string()
}

/// The instant that a header names.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let wall = std::iter::once(USUAL).chain(OLDER).find_map(|form| DateTime::strptime(form, text).ok())?;
    let instant = Offset::UTC.to_timestamp(wall).ok()?;
    Some(Timestamp::from_microseconds(instant.as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_each_of_its_three_forms_and_written_in_the_usual_one() {
        let at = read("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(at.as_microseconds(), 784_111_777_000_000);
        for older in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read(older), Some(at), "{older}");
        }
        assert_eq!(write(at.plus_seconds(0)), "Sun, 06 Nov 1994 08:49:37 GMT");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "0", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT", "\u{0}"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
