//! What every page has: title, skip link, header, the main part, the contact box, the foot.

use leptos::prelude::*;

use super::contact::ContactBox;
use super::icon::Wordmark;
use crate::address::{localized, use_current_href, use_other_language_href};
use crate::shell::{Head, full_title, set_head};
use crate::text::use_text;

/// Which of the verbs in the header a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Events and registrations.
    Events,
    /// One's own registrations: no verb in the header, a link at the foot.
    Mine,
    /// Consultations.
    Consult,
    /// Inquiries.
    Ask,
    /// Questions that are often asked.
    Questions,
    /// None of them.
    None,
}

/// A whole page around its own matter.
#[component]
pub fn Page(
    /// The page's own part of the title; the service's name follows, unless it is the title itself.
    #[prop(into)]
    title: String,
    /// What search engines show under the title.
    #[prop(optional, into)]
    description: Option<String>,
    #[prop(default = Section::None)] section: Section,
    /// Whether a form on the page was refused: the title says so first.
    #[prop(default = false)]
    has_errors: bool,
    /// Whether the main part keeps the page's width; a page that draws its own bands says no.
    #[prop(default = true)]
    framed: bool,
    /// Whether search engines stay out.
    #[prop(default = false)]
    private: bool,
    /// What can be done with the mail address in the contact box.
    #[prop(optional_no_strip)]
    mail_action: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let text = use_text();
    let site = text.site();
    let title = if title == site.name() { title } else { full_title(text, &title) };
    let title = if has_errors { site.title_with_errors(&title).into_owned() } else { title };
    set_head(Head { title, description, private });
    view! {
        <a class="skip-link" href="#main">{site.skip()}</a>
        <SiteHeader section/>
        <main id="main" tabindex="-1" class=framed.then_some("frame")>{children()}</main>
        <SiteFooter mail_action/>
    }
    .into_any()
}

#[component]
fn SiteHeader(section: Section) -> impl IntoView {
    let text = use_text();
    let site = text.site();
    let other = text.language().other().code();
    let verbs: Vec<_> = [
        (Section::Events, "/events", site.events()),
        (Section::Consult, "/consultations", site.consult()),
        (Section::Ask, "/inquiries/new", site.ask()),
        (Section::Questions, "/faq", site.questions()),
    ]
    .into_iter()
    .map(|(verb, path, name)| {
        let is_here = (verb == section).then_some("true");
        view! { <li><a href=localized(text.language(), path) aria-current=is_here>{name}</a></li> }
    })
    .collect();
    view! {
        <header class="site-header">
            <div class="frame">
                <a class="wordmark" href=localized(text.language(), "/")>
                    <Wordmark/>
                    <span>
                        <span class="wordmark-name">{site.name()}</span>
                        " "
                        <span class="wordmark-body">{site.body()}</span>
                    </span>
                </a>
                <p class="language">
                    <a href=use_other_language_href() lang=other hreflang=other>{site.other_language()}</a>
                </p>
                <details class="menu">
                    <summary>{site.menu()}</summary>
                    <nav aria-label=site.navigation()>
                        <ul>{verbs}</ul>
                    </nav>
                </details>
            </div>
        </header>
    }
    .into_any()
}

#[component]
fn SiteFooter(#[prop(optional_no_strip)] mail_action: Option<AnyView>) -> impl IntoView {
    let text = use_text();
    let site = text.site();
    let here = use_current_href();
    let own = |path: &str| localized(text.language(), path);
    let links: Vec<_> = [
        (own("/my/find"), site.my_find()),
        (own("/about"), site.about()),
        (own("/organizations"), site.organisations()),
        (own("/contact"), site.contact_page()),
        (own("/privacy"), site.privacy()),
        (own("/accessibility"), site.accessibility()),
        // One file for both languages.
        ("/open-data/events.csv".to_owned(), site.open_data()),
        (own("/easy"), site.easy()),
    ]
    .into_iter()
    .map(|(href, name)| {
        let is_here = (here.split('?').next() == Some(&*href)).then_some("page");
        view! { <li><a href=href aria-current=is_here>{name}</a></li> }
    })
    .collect();
    view! {
        <footer>
            <ContactBox mail_action/>
            <div class="site-footer">
                <div class="frame">
                    <nav aria-label=site.more()>
                        <ul>{links}</ul>
                    </nav>
                    <p class="quiet">{site.operated_by()}</p>
                </div>
            </div>
        </footer>
    }
    .into_any()
}
