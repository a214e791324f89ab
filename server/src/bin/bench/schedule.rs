//! The desk's schedule.

use domain::account::{OneTimeSecret, OneTimeStep, Role, SessionRule};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::person::PersonName;
use domain::time::Clock as _;
use server::clock::SystemClock;
use storage::{NewAccount, NewSession, Storage};

use crate::client::{first_byte, percentile};
use crate::service::{event, service};
use crate::{Outcome, Row};

/// A month of 500 events, as somebody of the secretariat opens it, among as many of other months.
pub(crate) async fn schedule(rows: &mut Vec<Row>) -> Outcome<()> {
    const TRIES: usize = 15;
    const SHOWN: usize = 500;
    let mut events = (0..2 * SHOWN).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let month = SystemClock.now().tokyo_date().first_of_month().checked_add(jiff::Span::new().months(6))?;
    for (number, draft) in events.iter_mut().enumerate().take(SHOWN) {
        let day = month.checked_add(jiff::Span::new().days(i64::try_from(number % 28)?))?;
        (draft.when.starts_on, draft.when.ends_on) = (day, day);
    }
    let service = service("schedule", events).await?;
    let session = signed_in(&service.storage).await?;
    let path = format!("/staff/schedule?view=month&month={:04}-{:02}", month.year(), month.month());
    let mut times = Vec::new();
    for _ in 0..TRIES {
        times.push(first_byte(service.address, &path, &format!("cookie: session={session}\r\n")).await?);
    }
    let median = percentile(&mut times, 0.5);
    rows.push(Row {
        what: "the desk's schedule of a month with 500 events, first byte",
        promise: "under 100 ms",
        found: format!("{median:.1} ms"),
        keeps: median < 100.0,
    });
    Ok(())
}

/// The session of somebody of the secretariat with a second factor.
async fn signed_in(storage: &Storage) -> Outcome<String> {
    let now = SystemClock.now();
    let wrong = |error: domain::input::FieldError| format!("{error:?}");
    let account = NewAccount {
        email: EmailAddress::parse("secretariat@example.jp").map_err(wrong)?,
        name: PersonName::parse("田中 恵").map_err(wrong)?,
        role: Role::Secretariat,
        door: None,
        language: Language::Japanese,
    };
    storage.account_add(&account, now).await?;
    let credentials = storage.credentials(&account.email, now).await?.ok_or("no account")?;
    let browser = NewSession { browser: "bench".to_owned(), former: None, network: None };
    let session = storage.session_start(&credentials, &browser, now).await?;
    let opened = storage.session_open(&session.hash(), SessionRule::DEFAULT, now).await?.ok_or("no session")?;
    let secret = OneTimeSecret::from_random([42; 20]);
    let code = secret.code(OneTimeStep::at(now));
    let (session, _) = storage.second_factor_set(&opened, &secret, code, now).await?;
    Ok(session.as_str().to_owned())
}
