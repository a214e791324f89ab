//! Every page in both languages, rendered from a sample: complete, in one language, with one heading.

use std::sync::Arc;

use app::event::query::EventListQuery;
use app::faq::page::{FaqQuery, FaqView};
use app::my::page::{FindView, Moment, MyView};
use app::notfound::Failure;
use app::registration::flow::{Purpose, RegistrationView, Step};
use app::shell::{Page, document};
use app::support_organisation::page::{SupportOrganisationQuery, SupportOrganisationsView};
use domain::event::{Bilingual, EventDraft, EventState};
use domain::input::FieldError;
use domain::language::Language;
use domain::reference::SecretToken;
use domain::registration::{Placement, Refusal, RegistrationField as Field, RegistrationForm, RegistrationState};
use domain::schedule::Listed;
use domain::support_organisation::{Directory, SupportOrganisation};
use scraper::{Html, Selector};

use crate::sample;
use crate::site::{Settings, Site};

fn listed() -> Listed {
    Listed::new(sample::event(), 3, 0)
}

fn link() -> SecretToken {
    SecretToken::from_random([3; 32])
}

fn my(state: RegistrationState, moment: Moment) -> MyView {
    let key = domain::reference::IdempotencyKey::from_random([7; 16], 0);
    MyView { link: link(), registration: sample::registration(state), listed: listed(), moment, key, check_in: None }
}

fn organisations(query: &str, all: Vec<SupportOrganisation>) -> Page {
    let directory = Arc::new(Directory::new(all));
    Page::SupportOrganisations(Box::new(SupportOrganisationsView {
        query: SupportOrganisationQuery::parse(query),
        directory,
    }))
}

fn form_page(purpose: Purpose, step: Step, refusal: Option<Refusal>) -> Page {
    let form = RegistrationForm::filled_from(&sample::registration(RegistrationState::Seated));
    let renewed = refusal.is_none();
    Page::Registration(Box::new(RegistrationView { listed: listed(), purpose, form, step, refusal, renewed }))
}

/// Every page with a name to tell it by.
fn every_page() -> Vec<(String, Page)> {
    let mut pages = vec![
        ("home".to_owned(), Page::Home { prefecture: None }),
        ("home of Tokyo".to_owned(), Page::Home { prefecture: Some("13".to_owned()) }),
        ("list".to_owned(), Page::EventList(Box::new(EventListQuery::parse("")))),
        ("empty list".to_owned(), Page::EventList(Box::new(EventListQuery::parse("q=nothing")))),
        ("month".to_owned(), Page::EventList(Box::new(EventListQuery::parse("view=month&month=2026-12")))),
        ("event".to_owned(), Page::Event(listed())),
        ("about".to_owned(), Page::About),
        ("contact".to_owned(), Page::Contact),
        ("privacy".to_owned(), Page::Privacy),
        ("accessibility".to_owned(), Page::Accessibility),
        ("easy".to_owned(), Page::Easy),
        ("gallery".to_owned(), Page::Gallery),
        ("support organisations, none".to_owned(), organisations("", Vec::new())),
        ("support organisations".to_owned(), organisations("", vec![crate::support_organisation::row(&[])])),
        (
            "support organisations, empty".to_owned(),
            organisations("prefecture=47", vec![crate::support_organisation::row(&[])]),
        ),
        ("find".to_owned(), Page::Find(FindView::default())),
        (
            "find, refused".to_owned(),
            Page::Find(FindView { email: "x".to_owned(), error: Some(FieldError::MissingAtSign), is_done: false }),
        ),
        (
            "find, done".to_owned(),
            Page::Find(FindView { email: "taro@example.jp".to_owned(), error: None, is_done: true }),
        ),
    ];
    for query in ["", "topic=security", "q=VPN", "q=nothing-at-all", "open=vpn&helped=yes", "open=vpn&helped=no"] {
        let key = domain::reference::IdempotencyKey::from_random([7; 16], 0);
        let view = FaqView { query: FaqQuery::parse(query), key };
        pages.push((format!("faq, {query}"), Page::Faq(Box::new(view))));
    }
    let fields =
        || Step::Fields { problems: vec![(Field::Name, FieldError::Required)], focus: Some("name".to_owned()) };
    let change =
        || Purpose::Change { link: link(), registration: Box::new(sample::registration(RegistrationState::Seated)) };
    for (name, purpose) in [("register", Purpose::Register), ("change", change())] {
        for placement in [Placement::Seated, Placement::Waiting { position: 4 }] {
            let step = Step::Check { applicant: Box::new(sample::applicant()), placement };
            pages.push((format!("{name}, check {placement:?}"), form_page(purpose.clone(), step, None)));
        }
        pages.push((format!("{name}, fields"), form_page(purpose.clone(), fields(), None)));
        for refusal in [
            Refusal::UnknownEvent,
            Refusal::EventCancelled,
            Refusal::NotOpenYet,
            Refusal::Closed,
            Refusal::OnlyWaiting,
            Refusal::TooManySeats { max: 3 },
            Refusal::NotEnoughSeats { free: 0 },
            Refusal::AttendanceNotOffered,
            Refusal::AlreadyCancelled,
            Refusal::NoOffer,
            Refusal::OfferEnded,
            Refusal::ChangedMeanwhile,
            Refusal::UnknownRegistration,
        ] {
            pages.push((format!("{name}, {refusal}"), form_page(purpose.clone(), Step::Refused, Some(refusal))));
        }
    }
    for state in [
        RegistrationState::Seated,
        RegistrationState::Waiting,
        RegistrationState::Offered,
        RegistrationState::Cancelled,
        RegistrationState::SetAside,
    ] {
        for moment in [
            Moment::Later,
            Moment::Registered,
            Moment::Changed,
            Moment::OfferAccepted,
            Moment::OfferRefused(Refusal::NoOffer),
            Moment::OfferRefused(Refusal::OfferEnded),
        ] {
            pages.push((format!("my, {state:?} {moment:?}"), Page::My(Box::new(my(state, moment)))));
        }
    }
    pages.push(("cancel".to_owned(), Page::Cancel(Box::new(my(RegistrationState::Seated, Moment::Later)))));
    let reference = || "KX7M P4RT".to_owned();
    for failure in [
        Failure::NotFound,
        Failure::LinkUsed,
        Failure::BadRequest,
        Failure::TooLarge,
        Failure::CrossSite,
        Failure::WrongMethod,
        Failure::TooMany { seconds: 7 },
        Failure::Unavailable { reference: reference() },
        Failure::Internal { reference: reference() },
    ] {
        pages.push((format!("{failure:?}"), Page::Failure(failure)));
    }
    pages
}

#[tokio::test]
async fn every_page_is_whole_in_both_languages() {
    let site = Site::set(Settings { demo: true, ..Settings::default() }, &[sample::draft()]).await;
    let select = |selector: &str| Selector::parse(selector).unwrap();
    for language in Language::ALL {
        for (name, page) in every_page() {
            let address = app::address::localized(language, "/events");
            let (html, _) = document(&site.services, &address, page, "nonce");
            let parsed = Html::parse_document(&html);
            let what = format!("{name} in {language}");
            for place in ["head > link[rel=stylesheet]", "body > link[rel=stylesheet]:first-child"] {
                assert_eq!(parsed.select(&select(place)).count(), 1, "{what}: its styles are awaited at {place}");
            }
            assert!(html.starts_with("<!DOCTYPE html>"), "{what}");
            let root = parsed.root_element();
            assert_eq!(root.attr("lang"), Some(language.code()), "{what}");
            assert_eq!(parsed.select(&select("h1")).count(), 1, "{what}");
            assert_eq!(parsed.select(&select("main")).count(), 1, "{what}");
            let title: String = parsed.select(&select("title")).flat_map(|title| title.text()).collect();
            assert!(title.len() > 10 && !title.contains('{'), "{what}: {title}");
            let other = match language {
                Language::Japanese => "/en/events",
                Language::English => "/events",
            };
            let links: Vec<_> = parsed.select(&select(".language a")).filter_map(|link| link.attr("href")).collect();
            assert_eq!(links, [other], "{what}: the same page in the other language");
            let mut ids: Vec<_> = parsed.select(&select("[id]")).filter_map(|element| element.attr("id")).collect();
            ids.sort_unstable();
            let count = ids.len();
            ids.dedup();
            assert_eq!(ids.len(), count, "{what}: an id that stands twice");
            for field in parsed.select(&select("input:not([type=hidden]), select, textarea")) {
                let id = field.attr("id");
                let has_label =
                    id.is_some_and(|id| parsed.select(&select(&format!("label[for='{id}']"))).next().is_some());
                let is_inside = field
                    .ancestors()
                    .any(|above| above.value().as_element().is_some_and(|element| element.name() == "label"));
                assert!(has_label || is_inside, "{what}: {} has no label", field.html());
            }
        }
    }
}

#[tokio::test]
async fn an_event_without_a_word_more_than_it_needs_is_a_whole_page() {
    let mut bare = sample::draft();
    bare.title = Bilingual::japanese("無題");
    bare.place.venue = None;
    bare.place.joining = None;
    bare.place.prefecture = None;
    bare.capacity = None;
    bare.seats_per_registration = 1;
    bare.particulars = domain::event::Particulars::default();
    bare.when.start_time = None;
    bare.when.end_time = None;
    let called_off = EventDraft {
        state: EventState::Cancelled { reason: Bilingual::default(), at: sample::now() },
        code: domain::reference::EventCode::from_random([3; 16]),
        ..bare.clone()
    };
    let paths = [bare.code.clone(), called_off.code.clone()];
    let site = Site::set(Settings::default(), &[bare, called_off]).await;
    for code in paths {
        for path in [format!("/events/{code}"), format!("/en/events/{code}"), format!("/events/{code}.ics")] {
            site.get(&path).await.assert_status(200);
        }
        for path in [format!("/events/{code}/register"), format!("/en/events/{code}/register")] {
            site.get(&path).await.assert_status(200);
        }
    }
    let english = site.get("/en/events").await;
    let japanese: Vec<_> = english.all("[lang=ja]");
    assert!(japanese.iter().any(|text| text.contains("無題")), "what is not in English is marked: {japanese:?}");
}
