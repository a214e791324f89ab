//! The pages of a long list.

use leptos::either::Either;
use leptos::prelude::*;

use crate::text::use_text;

/// Page numbers between the ways back and on. Numbers that are left out are shown as a gap.
#[component]
pub fn Pagination(
    /// Numbers and addresses; the page one is on has none.
    pages: Vec<(u32, Option<String>)>,
    /// The page before.
    #[prop(optional_no_strip, into)]
    previous: Option<String>,
    /// The page after.
    #[prop(optional_no_strip, into)]
    next: Option<String>,
) -> impl IntoView {
    let text = use_text();
    let component = text.component();
    let mut last = None::<u32>;
    let pages: Vec<_> = pages
        .into_iter()
        .map(|(number, href)| {
            let has_gap = last.is_some_and(|last| number > last + 1);
            last = Some(number);
            let gap = has_gap.then(|| view! { <li><span aria-hidden="true">"…"</span></li> });
            let label = view! { <span class="visually-hidden">{component.page()}</span> };
            let link = match href {
                Some(href) => Either::Left(view! { <a href=href>{label}{number.to_string()}</a> }),
                None => {
                    Either::Right(view! { <span class="here" aria-current="page">{label}{number.to_string()}</span> })
                }
            };
            view! {
                {gap}
                <li>{link}</li>
            }
        })
        .collect();
    let previous = previous.map(|href| view! { <li><a href=href rel="prev">{component.previous()}</a></li> });
    let next = next.map(|href| view! { <li><a href=href rel="next">{component.next()}</a></li> });
    view! {
        <nav class="pagination" aria-label=component.pages()>
            <ol>
                {previous}
                {pages}
                {next}
            </ol>
        </nav>
    }
    .into_any()
}

/// The ways from `page` to all the `pages` of a list, both counted from 1, of which `link` tells the addresses; nothing
/// where there is only one page.
pub fn all_pages(page: usize, pages: usize, link: impl Fn(usize) -> String) -> Option<AnyView> {
    (pages > 1).then(|| {
        let numbers = (1..=pages)
            .map(|number| (u32::try_from(number).unwrap_or(u32::MAX), (number != page).then(|| link(number))))
            .collect::<Vec<_>>();
        let previous = (page > 1).then(|| link(page - 1));
        let next = (page < pages).then(|| link(page + 1));
        view! { <Pagination pages=numbers previous next/> }.into_any()
    })
}

/// The paging of `count` rows, so many to a page, on page `page`; none where one page holds all. Of many pages only the
/// first, the last and those around are shown.
pub fn paging(page: u32, count: u64, rows: u32, link: impl Fn(u32) -> String) -> Option<AnyView> {
    let pages = u32::try_from(count.div_ceil(u64::from(rows.max(1)))).unwrap_or(u32::MAX);
    if pages < 2 {
        return None;
    }
    let around = page.saturating_sub(2).max(1)..=page.saturating_add(2).min(pages);
    let shown: std::collections::BTreeSet<u32> = around.chain([1, pages]).collect();
    let numbers = shown.into_iter().map(|number| (number, (number != page).then(|| link(number)))).collect();
    let previous = (page > 1).then(|| link((page - 1).min(pages)));
    let next = (page < pages).then(|| link(page + 1));
    Some(view! { <Pagination pages=numbers previous next/> }.into_any())
}
