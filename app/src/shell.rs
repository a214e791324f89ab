//! The document around every page.
//!
//! A page is rendered when everything it shows is known: the router loads, decides the status, and
//! hands a [`Page`] here. So the whole page leaves in one piece, with the right status, and needs no
//! script to be complete. The body comes first, since only then is it known what stands in the head
//! and whether there is an island that needs the client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::language::Language;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;

use crate::about::{AboutPage, AccessibilityPage, ContactPage, EasyPage, PrivacyPage};
use crate::address::{CurrentAddress, localized, split_language};
use crate::appearance::{AppearanceSlot, tags, theme};
use crate::consultation::flow::BookingView;
use crate::consultation::moving::MoveView;
use crate::consultation::own::{ConfirmView, OwnView};
use crate::consultation::search::SearchView;
use crate::consultation::sheet::{SheetPage, SheetView};
use crate::consultation::survey::{SurveyPage, SurveyView};
use crate::consultation::waiting::flow::{OwnWaitingView, WaitView};
use crate::consultation::{
    BookingPage, ConfirmPage, ConsultationCancelPage, ExpertPage, LeavePage, MovePage, OwnConsultationPage,
    OwnWaitingPage, SearchPage, WaitPage,
};
use crate::event::list::EventListPage;
use crate::event::page::EventPage;
use crate::event::query::EventListQuery;
use crate::event_table::flow::TablesView;
use crate::event_table::page::EventTablesPage;
use crate::faq::page::{FaqPage, FaqView};
use crate::gallery::page::GalleryPage;
use crate::home::view::Home;
use crate::inquiry::page::{InquiryPage, InquiryView};
use crate::inquiry::thread::{ThreadPage, ThreadView};
use crate::marks::without_idle_marks;
use crate::my::mailbox::{MailboxPage, MailboxView};
use crate::my::page::{CancelPage, FindPage, FindView, MyPage, MyView};
use crate::notfound::{Failure, FailurePage};
use crate::registration::page::{RegistrationPage, RegistrationView};
use crate::services::{Assets, Services};
use crate::staff::door::{DoorPage, DoorPageView};
use crate::staff::entrance::{EntrancePage, EntranceView};
use crate::staff::{Desk, StaffPage, StaffView};
use crate::support_organisation::page::{SupportOrganisationsPage, SupportOrganisationsView};
use crate::text::Text;

/// A page with everything it shows.
#[derive(Debug, Clone)]
pub enum Page {
    /// `/`
    Home {
        /// The prefecture that was picked, two digits.
        prefecture: Option<String>,
    },
    /// `/events`
    EventList(Box<EventListQuery>),
    /// `/events/{code}`
    Event(domain::schedule::Listed),
    /// `/events/{code}/tables`: the times of a consultation meeting.
    EventTables(Box<TablesView>),
    /// `/events/{code}/register` and `/my/{token}/change`: form and check.
    Registration(Box<RegistrationView>),
    /// `/my/{token}`, also right after registering.
    My(Box<MyView>),
    /// `/my/{token}/cancel`
    Cancel(Box<MyView>),
    /// `/my/find`
    Find(FindView),
    /// `/my/all/{token}`
    Mailbox(Box<MailboxView>),
    /// `/consultations`: finding a time.
    ConsultationSearch(Box<SearchView>),
    /// `/consultations/experts/{code}`
    Expert(Box<(domain::expert::ExpertEntry, storage::ExpertDiary)>),
    /// `/consultations/{token}`: form and check.
    Booking(Box<BookingView>),
    /// `/consultations/confirm/{token}`, from an expert's mail.
    ConsultationConfirm(Box<ConfirmView>),
    /// `/my/{token}` of a consultation, also right after booking.
    OwnConsultation(Box<OwnView>),
    /// `/my/{token}/move`
    ConsultationMove(Box<MoveView>),
    /// `/my/{token}/sheet`: what its expert reads beforehand.
    ConsultationSheet(Box<SheetView>),
    /// `/my/{token}/survey`: what its client says of it afterwards.
    ConsultationSurvey(Box<SurveyView>),
    /// `/my/{token}/cancel` of a consultation.
    ConsultationCancel(Box<OwnView>),
    /// `/consultations/wait`: the form of whoever wants to wait.
    Wait(Box<WaitView>),
    /// `/my/{token}` of whoever waits, also right after joining the line.
    OwnWaiting(Box<OwnWaitingView>),
    /// `/my/{token}/cancel` of whoever waits.
    LeaveWaiting(Box<OwnWaitingView>),
    /// `/inquiries/new`: topic, form and check.
    Inquiry(Box<InquiryView>),
    /// `/inquiries/{token}`
    Thread(Box<ThreadView>),
    /// `/faq`
    Faq(Box<FaqView>),
    /// `/about`
    About,
    /// `/contact`
    Contact,
    /// `/privacy`
    Privacy,
    /// `/accessibility`
    Accessibility,
    /// `/easy`
    Easy,
    /// `/organizations`
    SupportOrganisations(Box<SupportOrganisationsView>),
    /// `/gallery`, in the demo.
    Gallery,
    /// `/staff/sign-in` and the other ways to the desk.
    Entrance(Box<EntrancePage>),
    /// `/staff/check-in/{code}`, and the ways to it.
    Door(Box<DoorPage>),
    /// `/staff` and what is under it, on somebody's desk.
    Staff(Box<Desk>, Box<StaffPage>),
    /// What cannot be shown, and why.
    Failure(Failure),
}

/// What a page says about itself in the head of its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The whole title.
    pub title: String,
    /// What search engines show.
    pub description: Option<String>,
    /// Whether search engines may know of it.
    pub private: bool,
}

#[derive(Clone, Default)]
struct HeadSlot(Arc<Mutex<Head>>);

/// A feed that says what the page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Its media type.
    pub media_type: &'static str,
    /// Where it is.
    pub href: String,
    /// What programs call it.
    pub title: String,
}

#[derive(Clone, Default)]
struct FeedSlot(Arc<Mutex<Vec<FeedLink>>>);

/// Says which feeds tell the same as the page that is being rendered, for programs to find.
pub fn offer_feeds(feeds: Vec<FeedLink>) {
    if let Some(FeedSlot(slot)) = use_context() {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = feeds;
    }
}

#[derive(Clone, Default)]
struct ClientSlot(Arc<AtomicBool>);

/// Says what stands in the head of the page that is being rendered.
pub fn set_head(head: Head) {
    if let Some(HeadSlot(slot)) = use_context() {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = head;
    }
}

/// The title of a page with the name of the site behind it.
pub fn full_title(text: Text, title: &str) -> String {
    format!("{title} | {}", text.site().name())
}

/// Says that the page has an island, so that the client is loaded.
pub fn needs_client() {
    if let Some(ClientSlot(slot)) = use_context() {
        slot.store(true, Ordering::Relaxed);
    }
}

/// Runs `view` as a page sees the world: in the language of `address`, at one moment, with the
/// services it may ask.
pub fn with_page_context<T>(services: &Services, address: &str, view: impl FnOnce(Language) -> T) -> T {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let rendered = owner.with(|| {
        let path = address.split_once('?').map_or(address, |(path, _)| path);
        let (language, _) = split_language(path);
        provide_context(Text(language));
        provide_context(CurrentAddress(address.to_owned()));
        services.provide();
        view(language)
    });
    drop(owner);
    rendered
}

/// The whole document of `page` at `address`. A page with an island starts its client with a script
/// that carries `nonce`; the second value says whether it does.
pub fn document(services: &Services, address: &str, page: Page, nonce: &str) -> (String, bool) {
    with_page_context(services, address, |language| {
        let (head, client) = (HeadSlot::default(), ClientSlot::default());
        let appearance = AppearanceSlot::default();
        provide_context(appearance.clone());
        provide_context(head.clone());
        provide_context(client.clone());
        let feeds = FeedSlot::default();
        provide_context(feeds.clone());
        let body = without_idle_marks(&body(page).to_html());
        let has_island = client.0.load(Ordering::Relaxed);
        let head = head.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let assets = &services.site.assets;
        let plain = split_language(address.split_once('?').map_or(address, |(path, _)| path)).1;
        let start = start_of(plain, assets);
        let start = has_island.then(|| {
            view! { <script r#type="module" src=start.to_owned() nonce=nonce.to_owned()></script> }
        });
        let feeds = std::mem::take(&mut *feeds.0.lock().unwrap_or_else(PoisonError::into_inner));
        let feeds = feeds
            .into_iter()
            .map(|FeedLink { media_type, href, title }| {
                view! { <link rel="alternate" r#type=media_type href=href title=title/> }
            })
            .collect_view();
        let tags = (!head.private).then(|| tags(&appearance, &head, plain));
        let manifest = localized(language, "/site.webmanifest");
        let robots = head.private.then(|| view! { <meta name="robots" content="noindex, nofollow"/> });
        let description = head.description.map(|text| view! { <meta name="description" content=text/> });
        let head = view! {
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{head.title}</title>
            {description}
            {robots}
            {theme()}
            <link rel="icon" href="/favicon.ico" sizes="32x32"/>
            <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
            <link rel="manifest" href=manifest/>
            <link rel="stylesheet" href=assets.css.clone()/>
            {feeds}
            {tags}
            {start}
        };
        let head = without_idle_marks(&head.to_html());
        // Named again where the body begins, the style sheet keeps the parser from going on before it is there, and
        // with it a browser from laying the page out twice (docs/decisions/0026).
        let styles_first = view! { <link rel="stylesheet" href=assets.css.clone()/> }.to_html();
        let code = language.code();
        let html =
            format!("<!DOCTYPE html><html lang=\"{code}\"><head>{head}</head><body>{styles_first}{body}</body></html>");
        (html, has_island)
    })
}

/// The module that starts the islands of the page at this address, without its language: citizens load nothing of what
/// only the desk needs, and an expert's week nothing of the rest of it.
fn start_of<'a>(plain: &str, assets: &'a Assets) -> &'a str {
    let is_under = |place: &str| plain.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_under("/staff/availability") {
        &assets.calendar_start
    } else if is_under("/staff") {
        &assets.desk_start
    } else {
        &assets.start
    }
}

fn body(page: Page) -> AnyView {
    match page {
        Page::Home { prefecture } => view! { <Home prefecture/> }.into_any(),
        Page::EventList(query) => view! { <EventListPage query=*query/> }.into_any(),
        Page::Event(listed) => view! { <EventPage listed/> }.into_any(),
        Page::EventTables(view) => view! { <EventTablesPage view=*view/> }.into_any(),
        Page::Registration(view) => view! { <RegistrationPage view=*view/> }.into_any(),
        Page::My(view) => view! { <MyPage view=*view/> }.into_any(),
        Page::Cancel(view) => view! { <CancelPage view=*view/> }.into_any(),
        Page::Find(view) => view! { <FindPage view/> }.into_any(),
        Page::Mailbox(view) => view! { <MailboxPage view=*view/> }.into_any(),
        Page::ConsultationSearch(view) => view! { <SearchPage view=*view/> }.into_any(),
        Page::Expert(shown) => {
            let (entry, diary) = *shown;
            view! { <ExpertPage entry diary/> }.into_any()
        }
        Page::Booking(view) => view! { <BookingPage view=*view/> }.into_any(),
        Page::ConsultationConfirm(view) => view! { <ConfirmPage view=*view/> }.into_any(),
        Page::OwnConsultation(view) => view! { <OwnConsultationPage view=*view/> }.into_any(),
        Page::ConsultationSheet(view) => view! { <SheetPage view=*view/> }.into_any(),
        Page::ConsultationSurvey(view) => view! { <SurveyPage view=*view/> }.into_any(),
        Page::ConsultationMove(view) => view! { <MovePage view=*view/> }.into_any(),
        Page::ConsultationCancel(view) => view! { <ConsultationCancelPage view=*view/> }.into_any(),
        Page::Wait(view) => view! { <WaitPage view=*view/> }.into_any(),
        Page::OwnWaiting(view) => view! { <OwnWaitingPage view=*view/> }.into_any(),
        Page::LeaveWaiting(view) => view! { <LeavePage view=*view/> }.into_any(),
        Page::Inquiry(view) => view! { <InquiryPage view=*view/> }.into_any(),
        Page::Thread(view) => view! { <ThreadPage view=*view/> }.into_any(),
        Page::Faq(view) => view! { <FaqPage view=*view/> }.into_any(),
        Page::About => view! { <AboutPage/> }.into_any(),
        Page::Contact => view! { <ContactPage/> }.into_any(),
        Page::Privacy => view! { <PrivacyPage/> }.into_any(),
        Page::Accessibility => view! { <AccessibilityPage/> }.into_any(),
        Page::Easy => view! { <EasyPage/> }.into_any(),
        Page::SupportOrganisations(view) => view! { <SupportOrganisationsPage view=*view/> }.into_any(),
        Page::Gallery => view! { <GalleryPage/> }.into_any(),
        Page::Entrance(page) => view! { <EntranceView page=*page/> }.into_any(),
        Page::Door(page) => view! { <DoorPageView page=*page/> }.into_any(),
        Page::Staff(desk, page) => view! { <StaffView desk=*desk page=*page/> }.into_any(),
        Page::Failure(failure) => view! { <FailurePage failure/> }.into_any(),
    }
}
