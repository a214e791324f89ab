//! The agenda: the days of a month under one another, in words.

use leptos::prelude::*;

use super::query::{CalendarQuery, CalendarView};
use super::sheet::Day;
use super::week::{class_of, day_head, item};
use crate::address::localized;
use crate::text::Text;

pub(super) fn agenda(query: &CalendarQuery, days: &[Day], text: Text) -> AnyView {
    let rows = days
        .iter()
        .map(|day| {
            let week = query.on(day.date).shown_as(CalendarView::Week);
            let href = localized(text.language(), &week.address());
            let locked = day.blocks.iter().filter(|block| block.kind.is_locked());
            let locked: Vec<_> = locked.map(|block| item(block, text)).collect();
            let locked = (!locked.is_empty()).then(|| view! { <ul>{locked}</ul> });
            view! {
                <li class=class_of(day)>
                    {day_head(day, text)}
                    <div>
                        <p><a href=href>{text.availability().hours_of(&day.hours)}</a></p>
                        {locked}
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="cal-agenda">{rows}</ol> }.into_any()
}
