//! Taking a row again: what the file has changed changes the event, what was changed here stays.

use super::{cells_from_event, event_from_cells};
use crate::event::EventDraft;
use crate::time::Timestamp;

/// The event that `before` becomes by a newer version of its row, `row`.
///
/// Field by field: where the row says what it said last time, the event keeps what it has, whoever
/// wrote it; where the row says something new, the row holds. An event that was never in a file is
/// compared with the row that an export would have written.
#[must_use]
pub fn merge(before: &EventDraft, row: EventDraft, now: Timestamp) -> EventDraft {
    let cells = match &before.particulars.source {
        Some(source) => source.cells.clone(),
        None => cells_from_event(before, row.particulars.url.as_deref()).into(),
    };
    let Ok((then, _)) = event_from_cells(&cells, now) else { return row };
    let mut merged = before.clone();
    macro_rules! take {
        ($($field:ident).+) => {
            if then.$($field).+ != row.$($field).+ {
                merged.$($field).+ = row.$($field).+;
            }
        };
    }
    take!(kind);
    take!(title);
    take!(state);
    take!(when);
    take!(place);
    take!(topics);
    take!(audience);
    take!(capacity);
    take!(window);
    take!(particulars.title_kana);
    take!(particulars.short_title);
    take!(particulars.subtitle);
    take!(particulars.summary);
    take!(particulars.description);
    take!(particulars.sub_events);
    take!(particulars.catalogue_kind);
    take!(particulars.url);
    take!(particulars.image_url);
    take!(particulars.industry);
    take!(particulars.stage);
    take!(particulars.audience_note);
    take!(particulars.organiser);
    take!(particulars.co_hosts);
    take!(particulars.other_organisations);
    take!(particulars.fee);
    take!(particulars.fee_note);
    take!(particulars.foreign_languages);
    take!(particulars.place_name);
    take!(particulars.how_to_apply);
    take!(particulars.contact);
    take!(particulars.remarks);
    if merged.capacity.is_none() {
        // Nothing can be held back of seats that nobody counts.
        merged.reserved = 0;
    }
    if let (Some(held), Some(came)) = (&mut merged.particulars.source, row.particulars.source) {
        held.cells = came.cells;
    }
    merged
}
