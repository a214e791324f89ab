//! The facts of an event, each in a line or two.

use std::borrow::Cow;

use domain::event::Event;
use domain::schedule::Listed;
use domain::time::Timestamp;

use super::view::seats;
use crate::component::{Fact, SeatsView};
use crate::text::Text;

/// The seats that are left, and of how many.
pub(super) fn seats_with_capacity(listed: &Listed, text: Text, now: Timestamp) -> SeatsView {
    let words = text.event();
    let note = listed.event.capacity.map_or_else(|| words.no_capacity(), |people| words.capacity(people));
    SeatsView { note: Some(note.into_owned()), ..seats(listed, text, now) }
}

/// When, where, for whom, until when, for how much.
pub(super) fn facts(event: &Event, text: Text, now: Timestamp) -> Vec<Fact> {
    let words = text.event();
    let language = text.language();
    let mut when = vec![text.date().days(&event.when)];
    when.extend(text.date().hours(&event.when));
    when.extend(event.when.doors_open.map(|doors| words.doors(&text.date().time(doors)).into_owned()));
    when.extend(event.when.note.as_ref().map(|note| note.text(language).to_owned()));
    let mut place = Vec::new();
    if let Some(venue) = event.place.venue.as_ref().filter(|_| event.place.format.has_venue()) {
        place.push(venue.name.text(language).to_owned());
    }
    if event.place.format.has_online() {
        place.push(if place.is_empty() { words.online() } else { words.or_online() }.into_owned());
    }
    if place.iter().all(String::is_empty) {
        place = vec![words.place_unknown().into_owned()];
    }
    let closes = event.window.closes_at;
    let mut deadline = vec![text.date().instant(closes)];
    if now < closes {
        let days = (closes.plus_seconds(-1).tokyo_date() - now.tokyo_date()).get_days();
        deadline.push(if days == 0 { words.today_last() } else { words.days_left(days) }.into_owned());
    }
    let particulars = &event.particulars;
    let mut fee: Vec<String> = match (particulars.fee, &particulars.source) {
        (Some(0), _) | (None, None) => vec![words.free().into_owned()],
        (Some(yen), _) => vec![words.yen(&grouped(yen)).into_owned()],
        // A file of others that says nothing of a fee has not said that there is none.
        (None, Some(_)) if particulars.fee_note.is_none() => vec![words.fee_unknown().into_owned()],
        (None, Some(_)) => Vec::new(),
    };
    fee.extend(particulars.fee_note.clone());
    let audience = event
        .particulars
        .audience_note
        .as_ref()
        .map_or_else(|| words.audience(event.audience).to_owned(), |note| note.text(language).to_owned());
    let fact = |label: Cow<'static, str>, lines, strong| Fact { label: label.into_owned(), lines, strong };
    vec![
        fact(words.when_label(), when, true),
        fact(words.where_label(), place, false),
        fact(words.audience_heading(), vec![audience], false),
        fact(words.deadline_label(), deadline, false),
        fact(words.fee_label(), fee, true),
    ]
}

/// 12,000
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
