//! `/.well-known/security.txt` (RFC 9116): whom to tell of a weakness.

use app::services::ContactDetails;
use domain::time::Timestamp;

/// For how many days what the file says may be relied on.
const DAYS_GOOD: i64 = 180;

/// The file as it is on the day of `now`.
pub fn write(contact: &ContactDetails, public_url: &str, now: Timestamp) -> String {
    let today = domain::time::start_of_day(now.tokyo_date());
    let expires = super::instant(today.plus_seconds(DAYS_GOOD * 24 * 60 * 60));
    format!(
        "Contact: {}\nContact: {}\nExpires: {expires}\nPreferred-Languages: ja, en\n\
         Canonical: {public_url}/.well-known/security.txt\n",
        crate::ics::mailto(&contact.mail),
        contact.phone_link(),
    )
}
