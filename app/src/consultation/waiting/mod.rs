//! Waiting for a consultation where nothing is open: the form, and one's own page with what is offered.

pub mod flow;
pub mod own;
pub mod page;

use domain::consultation::WaitingFor;

use crate::component::AnswerRow;
use crate::text::Text;

pub use own::{LeavePage, OwnWaitingPage};
pub use page::WaitPage;

/// The days that somebody waits for.
pub fn days_waited(wanted: &WaitingFor, text: Text) -> String {
    let (from, until) = (text.date().day(wanted.from), text.date().day(wanted.until));
    if wanted.from == wanted.until { from } else { text.waiting().days(&from, &until).into_owned() }
}

/// What somebody waits for, line by line; `expert` is the name of whom they want.
fn wanted_rows(wanted: &WaitingFor, expert: Option<&str>, text: Text) -> Vec<AnswerRow> {
    let (words, shared) = (text.waiting(), text.consultation());
    let row = |label: std::borrow::Cow<'static, str>, value: String| AnswerRow {
        label: label.into_owned(),
        value: vec![value],
        change: None,
    };
    let anybody = || shared.any_expert().into_owned();
    vec![
        row(words.row_days(), days_waited(wanted, text)),
        row(shared.row_topic(), text.event().topic(wanted.wish.topic).to_owned()),
        row(shared.row_meeting(), shared.meeting_value(wanted.wish.meeting)),
        row(words.row_length(), shared.minutes(wanted.wish.length).into_owned()),
        row(shared.row_expert(), expert.map_or_else(anybody, str::to_owned)),
    ]
}
