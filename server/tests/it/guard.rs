//! Every address × everybody: a new one that is not listed here fails, and what somebody may not know
//! of looks the same as what does not exist.

use std::collections::BTreeSet;

use axum::body::Body;
use domain::event::{EventDraft, EventState};
use domain::reference::EventCode;
use server::http::staff::STAFF;
use server::http::{DATA, FEEDS, PRIVATE, PUBLIC};

use crate::consultation::{booked, expert, holds, to_confirm};
use crate::sample;
use crate::site::{Settings, Site, code, request};
use crate::visit::Answer;

/// Addresses that are neither: each with the reason why it needs no permission.
const OTHERS: &[(&str, &str)] = &[
    ("/gallery", "the components with invented people, in the demo only"),
    ("/faq/{id}/helped", "counts anonymous answers on public questions; GET leads to the question"),
    ("/consultations/wait", "the form of whoever wants to wait; without what was looked for it leads to the search"),
    ("/do/{*function}", "the islands' doors: listed one by one below"),
    ("/og/{file}", "pictures of what the public schedule says; of anything else, none"),
    ("/favicon.ico", "the sign"),
    ("/apple-touch-icon.png", "the sign"),
    ("/icon-192.png", "the sign"),
    ("/icon-512.png", "the sign"),
    ("/site.webmanifest", "the site's name and icons"),
    ("/healthz", "says ok"),
    ("/readyz", "says ready"),
    ("/pkg/{*path}", "the client's files, which everybody gets"),
];

/// The islands' doors: method, path, and why nobody has to say who they are.
const DOORS: &[(&str, &str, &str)] = &[
    ("GET", "/do/seats_left", "reads the public schedule"),
    ("GET", "/do/month", "reads the public schedule"),
    ("GET", "/do/open_times", "reads what is open of experts' time, as the page does"),
    ("POST", "/do/hold", "extends a hold; needs its secret link"),
    ("POST", "/do/form", "the same as the form without script; a change needs the secret link"),
];

/// The routes that the router's own source names.
fn routes_in_the_source() -> BTreeSet<String> {
    let sources = concat!(include_str!("../../src/http/mod.rs"), include_str!("../../src/http/staff/mod.rs"));
    let mut routes = BTreeSet::new();
    for part in sources.split(".route(").skip(1) {
        let from = part.find('"').expect("a path");
        let path = &part[from + 1..];
        routes.insert(path[..path.find('"').expect("its end")].to_owned());
    }
    routes
}

#[test]
fn every_route_is_on_a_reviewed_list() {
    let listed: BTreeSet<String> = PUBLIC
        .iter()
        .chain(PRIVATE)
        .chain(FEEDS)
        .chain(DATA)
        .copied()
        .chain(STAFF.iter().map(|(path, _)| *path))
        .chain(OTHERS.iter().map(|(path, _)| *path))
        .map(str::to_owned)
        .collect();
    assert_eq!(routes_in_the_source(), listed);
}

#[test]
fn every_server_function_is_on_a_reviewed_list() {
    let found: BTreeSet<(String, String)> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, method)| (method.to_string(), path.to_owned()))
        .collect();
    let listed = DOORS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(found, listed);
}

/// Who asks, by what stands in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    /// Has the link, or asks for what is public.
    Own,
    /// Had a link once, which a change has replaced; or asks for a draft.
    Former,
    /// Has guessed a link, or a code, that could be.
    Missing,
    /// Sends what is no link and no code.
    Garbled,
    /// Is known for another registration and has its link only.
    Foreign,
}

struct Tokens {
    own: String,
    former: String,
    missing: String,
    draft: EventCode,
    inquiry: String,
    file: i64,
    mailbox: String,
    consultation: String,
    hold: String,
    confirmation: String,
    expert: String,
    bookings: String,
}

/// What the link of a consultation opens, and that of a registration does not.
const CONSULTATION: [&str; 4] =
    ["/my/{token}/move", "/my/{token}/sheet", "/my/{token}/survey", "/my/{token}/files/{id}"];

fn fill(pattern: &str, asker: Asker, tokens: &Tokens) -> String {
    let token = match asker {
        Asker::Own if pattern.starts_with("/inquiries/") => tokens.inquiry.as_str(),
        Asker::Own if pattern.starts_with("/my/all/") => tokens.mailbox.as_str(),
        Asker::Own if CONSULTATION.contains(&pattern) => tokens.consultation.as_str(),
        Asker::Own if pattern.starts_with("/consultations/confirm/") => tokens.confirmation.as_str(),
        Asker::Own if pattern.starts_with("/consultations/") => tokens.hold.as_str(),
        Asker::Own if pattern.starts_with("/calendars/") => tokens.bookings.as_str(),
        // A link to a registration opens no inquiry and no list.
        Asker::Own | Asker::Foreign => tokens.own.as_str(),
        Asker::Former => tokens.former.as_str(),
        Asker::Missing => tokens.missing.as_str(),
        Asker::Garbled => "../../etc/passwd%00",
    };
    let event = match asker {
        Asker::Own | Asker::Foreign => code(),
        Asker::Former => tokens.draft.clone(),
        Asker::Missing => EventCode::from_random([77; 16]),
        Asker::Garbled => {
            return pattern
                .replace("{token}", "..%2f..%2fetc%2fpasswd%00")
                .replace("{code}", "%00%ff")
                .replace("{id}", "-1%27");
        }
    };
    if asker == Asker::Own && pattern.starts_with("/consultations/experts/") {
        return pattern.replace("{code}", &tokens.expert);
    }
    pattern.replace("{token}", token).replace("{code}", event.as_str()).replace("{id}", &tokens.file.to_string())
}

async fn ask(site: &Site, method: &str, path: &str) -> Answer {
    let mut request = request(method, path, Body::empty());
    if method == "POST" {
        request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    }
    site.answers(request).await
}

async fn site_and_tokens() -> (Site, Tokens) {
    let hidden = EventCode::from_random([5; 16]);
    let draft = EventDraft { code: hidden.clone(), state: EventState::Draft, ..sample::draft() };
    let site = Site::set(Settings::default(), &[sample::draft(), draft]).await;
    let visitor = site.visitor("taro@example.jp");
    let former = visitor.own_page().await;
    let page = visitor.follows(&format!("{former}/change")).await;
    let changed = visitor.submits(&page.form().press("confirm")).await;
    let token = |path: &str| path.trim_start_matches("/my/").trim_end_matches("?changed").to_owned();
    let (inquiry, file) = site.asks_with_a_file("taro@example.jp").await;
    let hired = expert(&site).await;
    let consultation = booked(&visitor).await;
    let sheet = visitor.follows(&format!("/my/{consultation}/sheet")).await;
    let form = sheet.form().with("phase", "improving").with("situation", "いま").with("goal", "これから");
    visitor.sends_files(&form, &[("いま.txt", "いま".as_bytes())]).await.assert_status(303);
    let confirmation = to_confirm(&site, &visitor, &hired).await;
    let tokens = Tokens {
        own: token(&changed.path),
        former: token(&former),
        missing: site.draws_a_link().as_str().to_owned(),
        draft: hidden,
        inquiry,
        file,
        mailbox: site.mails_a_list("taro@example.jp").await,
        consultation,
        hold: holds(&visitor).await,
        confirmation,
        expert: hired.code.to_string(),
        bookings: crate::availability::feed_of_an_expert(&site).await,
    };
    assert_ne!(tokens.own, tokens.former);
    (site, tokens)
}

#[tokio::test]
async fn every_address_answers_everybody_as_it_must() {
    let (site, tokens) = site_and_tokens().await;
    let takes_posts = [
        "/events/{code}/register",
        "/events/{code}/tables",
        "/my/find",
        "/consultations",
        "/consultations/{token}",
        "/consultations/confirm/{token}",
        "/my/{token}",
        "/my/{token}/move",
        "/my/{token}/sheet",
        "/my/{token}/survey",
        "/my/{token}/change",
        "/my/{token}/cancel",
        "/inquiries/new",
        "/inquiries/{token}",
        "/my/all/{token}",
    ];
    for pattern in PUBLIC.iter().chain(PRIVATE) {
        for prefix in ["", "/en"] {
            for method in ["GET", "POST"] {
                for asker in [Asker::Former, Asker::Missing, Asker::Garbled, Asker::Own] {
                    let path = format!("{prefix}{}", fill(pattern, asker, &tokens));
                    let path = if path == "/en/" { "/en".to_owned() } else { path };
                    let is_secret = pattern.contains('{');
                    let expected: &[u16] = match (method, asker) {
                        ("POST", _) if !takes_posts.contains(pattern) => &[405],
                        (_, Asker::Own) if method == "GET" => &[200],
                        // Nothing says which record of the list to open.
                        ("POST", Asker::Own) if *pattern == "/my/all/{token}" => &[404],
                        // Who sends no version has not seen what is to be confirmed.
                        ("POST", Asker::Own) if *pattern == "/consultations/confirm/{token}" => &[409],
                        ("POST", Asker::Own) => &[200, 303, 422],
                        _ if is_secret => &[404],
                        ("POST", _) => &[422],
                        _ => &[200],
                    };
                    let answer = ask(&site, method, &path).await;
                    assert!(expected.contains(&answer.status), "{method} {pattern} {asker:?}: {}", answer.status);
                }
            }
        }
    }
}

/// What can be told from an answer, without what is drawn anew for each.
fn told(answer: &Answer) -> (u16, String, Vec<(String, String)>) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    (answer.status, answer.text(), headers)
}

#[tokio::test]
async fn what_was_replaced_what_is_a_draft_and_what_never_was_look_the_same() {
    let (site, tokens) = site_and_tokens().await;
    for pattern in PUBLIC.iter().chain(PRIVATE).filter(|pattern| pattern.contains('{')) {
        for endings in [&[""][..], &[".ics"]] {
            for method in ["GET", "POST"] {
                let path = |asker| format!("{}{}", fill(pattern, asker, &tokens), endings[0]);
                let missing = told(&ask(&site, method, &path(Asker::Missing)).await);
                for asker in [Asker::Former, Asker::Garbled] {
                    assert_eq!(told(&ask(&site, method, &path(asker)).await), missing, "{method} {pattern} {asker:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_link_opens_one_registration_and_nothing_of_another() {
    let (site, tokens) = site_and_tokens().await;
    let other = site.visitor("hanako@example.jp");
    let foreign = other.own_page().await;
    let page = other.follows(&foreign).await;
    assert!(!page.text().contains("taro@example.jp"));
    let own = site.get(&fill("/my/{token}", Asker::Foreign, &tokens)).await;
    assert_ne!(own.number(), page.number());
    // Another's form sent to one's own address changes one's own.
    let form = other.follows(&format!("{foreign}/change")).await.form();
    let stolen = crate::visit::Form { action: fill("/my/{token}/change", Asker::Missing, &tokens), ..form };
    other.sends(&stolen.press("confirm")).await.assert_status(404);
}

#[tokio::test]
async fn the_islands_door_asks_for_the_same_link_as_the_form() {
    let (site, tokens) = site_and_tokens().await;
    for (address, status) in [
        (fill("/my/{token}/change", Asker::Own, &tokens), 200),
        (fill("/my/{token}/change", Asker::Former, &tokens), 404),
        (fill("/my/{token}/change", Asker::Missing, &tokens), 404),
        (fill("/events/{code}/register", Asker::Own, &tokens), 200),
        (fill("/events/{code}/register", Asker::Former, &tokens), 404),
        (fill("/events/{code}/register", Asker::Missing, &tokens), 404),
        ("/staff/registrations".to_owned(), 404),
        ("https://evil.example/events".to_owned(), 404),
        (String::new(), 404),
    ] {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("address", &address)
            .append_pair("form", "step=check")
            .finish();
        let mut request = request("POST", "/do/form", Body::from(body));
        request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        let answer = site.answers(request).await;
        assert_eq!(answer.status, status, "{address}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_gallery_is_the_demos_only() {
    let (site, _) = site_and_tokens().await;
    site.get("/gallery").await.assert_status(404);
    let demo = Site::set(Settings { demo: true, ..Settings::default() }, &[sample::draft()]).await;
    demo.get("/gallery").await.assert_status(200);
}
