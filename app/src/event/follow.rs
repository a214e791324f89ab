//! Following events without looking for them: a calendar, a feed reader, a table.

use domain::feed::FeedScope;
use domain::schedule::Filter;
use leptos::prelude::*;

use crate::address;
use crate::component::{ActionItem, ActionList};
use crate::shell::{FeedLink, offer_feeds};
use crate::text::use_text;

/// The feeds of what `filter` looks for, as far as feeds go: by area and by topic.
#[component]
pub fn Follow(filter: Filter) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.feed(), text.language());
    let scope = FeedScope::around(&filter);
    let feed = |ending| address::feed(language, scope, ending);
    offer_feeds(vec![
        FeedLink {
            media_type: "text/calendar",
            href: feed("ics"),
            title: words.calendar_title(&words.title(scope)).into_owned(),
        },
        FeedLink { media_type: "application/atom+xml", href: feed("atom"), title: words.title(scope) },
    ]);
    let wider = (filter != scope.filter()).then(|| view! { <p class="quiet">{words.follow_wider()}</p> });
    let items = vec![
        ActionItem {
            href: feed("ics"),
            label: words.follow_calendar().into_owned(),
            note: words.follow_calendar_note().into_owned(),
        },
        ActionItem {
            href: feed("atom"),
            label: words.follow_atom().into_owned(),
            note: words.follow_atom_note().into_owned(),
        },
        ActionItem {
            href: "/open-data/events.csv".to_owned(),
            label: words.follow_table().into_owned(),
            note: words.follow_table_note().into_owned(),
        },
    ];
    view! {
        <section class="section after" id="follow" aria-labelledby="follow-heading">
            <header>
                <h2 id="follow-heading">{words.follow_heading()}</h2>
                <p>{words.follow_lead(&words.scope_in_sentence(scope))}</p>
                {wider}
            </header>
            <ActionList items/>
        </section>
    }
    .into_any()
}
