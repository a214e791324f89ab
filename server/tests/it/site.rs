//! The site that is visited: a database in a folder of its own, the router in front of it.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use app::services::{Assets, ContactDetails, Services, Site as SiteSettings};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use domain::account::{Door, OneTimeSecret, OneTimeStep, Role, SessionRule};
use domain::contact::EmailAddress;
use domain::event::EventDraft;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::{EventCode, SecretToken};
use domain::time::{Clock as _, Timestamp};
use http_body_util::BodyExt as _;
use rehearsal::{CountedChance, HeldClock};
use server::external_calendar::{CalendarNetwork, CalendarReader};
use server::http::staff::DeskOptions;
use server::http::{WebOptions, router};
use server::ics::IcsSite;
use storage::{DueMail, MailFailure, NewAccount, NewSession, Storage};
use tower::ServiceExt as _;

use crate::database::database;
use crate::external_calendar::only_here;
use crate::sample;
use crate::visit::{Answer, Visitor};

/// Where the site says that it is.
pub(crate) const HOST: &str = "telework.example.jp";

/// How a site is set.
pub(crate) struct Settings {
    pub(crate) minimum_fill: i64,
    pub(crate) limits: bool,
    pub(crate) trusted_proxy: Option<std::net::IpAddr>,
    pub(crate) demo: bool,
    pub(crate) public_url: &'static str,
    pub(crate) demo_accounts: bool,
}

impl Default for Settings {
    fn default() -> Self {
        // The clock stands still: nobody would ever fill a form slowly enough.
        Self {
            minimum_fill: 0,
            limits: false,
            trusted_proxy: None,
            demo: false,
            public_url: "https://telework.example.jp",
            demo_accounts: false,
        }
    }
}

pub(crate) struct Site {
    pub(crate) storage: Storage,
    pub(crate) services: Services,
    clock: Arc<HeldClock>,
    router: Router,
    _folder: tempfile::TempDir,
}

impl Site {
    /// With the sample seminar: hybrid, 100 seats, up to three for one registration.
    pub(crate) async fn open() -> Self {
        Self::with(sample::draft()).await
    }

    pub(crate) async fn with(event: EventDraft) -> Self {
        Self::set(Settings::default(), &[event]).await
    }

    pub(crate) async fn set(settings: Settings, events: &[EventDraft]) -> Self {
        listen_to_the_log();
        let folder = tempfile::tempdir().expect("a folder");
        let chance = CountedChance::from_seed(7);
        let storage = database(folder.path(), &chance).await;
        let clock = HeldClock::at(sample::now());
        storage.event_add_all(events, clock.now()).await.expect("they are added");
        let asset = |name: &str| format!("/pkg/{name}");
        let site = SiteSettings {
            public_url: settings.public_url.to_owned(),
            contact: ContactDetails::default(),
            demo: settings.demo,
            minimum_fill: settings.minimum_fill,
            assets: Assets {
                css: asset("telework.css"),
                start: asset("start.js"),
                calendar_start: asset("calendar-start.js"),
                desk_start: asset("desk-start.js"),
            },
        };
        let services =
            Services { storage: storage.clone(), clock: Arc::clone(&clock) as _, chance, site: Arc::new(site) };
        let calendar = IcsSite {
            host: HOST.to_owned(),
            public_url: settings.public_url.to_owned(),
            organizer: None,
            phone: "03-5422-1517".to_owned(),
        };
        let network = CalendarNetwork::of(only_here, true, Duration::from_secs(30));
        let calendars = CalendarReader::new(storage.clone(), Arc::clone(&clock) as _, network, HOST.to_owned(), 1_800);
        let web = WebOptions {
            services: services.clone(),
            calendar,
            limits: settings.limits,
            trusted_proxy: settings.trusted_proxy,
            calendars,
            desk: DeskOptions { sessions: SessionRule::DEFAULT, demo_accounts: settings.demo_accounts },
        };
        Self { storage, services, clock, router: router(web), _folder: folder }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn moves_the_clock(&self, seconds: i64) {
        self.clock.advance(seconds);
    }

    pub(crate) fn sets_the_clock(&self, at: Timestamp) {
        self.clock.set(at);
    }

    /// Somebody with a browser, in Japanese.
    pub(crate) fn visitor(&self, email: &str) -> Visitor<'_> {
        Visitor::new(self, Language::Japanese, email)
    }

    /// Somebody with a browser, in English.
    pub(crate) fn guest(&self, email: &str) -> Visitor<'_> {
        Visitor::new(self, Language::English, email)
    }

    /// Somebody who works here and is signed in, in Japanese.
    pub(crate) async fn signed_in(&self, role: Role) -> Visitor<'_> {
        let email = format!("{}@example.jp", role.slug());
        let event = || self.storage.schedule().by_code(&code()).expect("it is listed").event.id;
        let account = NewAccount {
            email: EmailAddress::parse(&email).expect("an address"),
            name: PersonName::parse("田中 恵").expect("a name"),
            role,
            door: (role == Role::CheckInHelper)
                .then(|| Door { event: event(), until: self.now().plus_seconds(365 * 86_400) }),
            language: Language::Japanese,
        };
        self.storage.account_add(&account, self.now()).await.expect("it is added");
        self.opens_a_session(&email).await
    }

    /// Whoever has the account with this address, signed in with whatever is demanded of them, in Japanese.
    pub(crate) async fn opens_a_session(&self, email: &str) -> Visitor<'_> {
        let (now, storage) = (self.now(), &self.storage);
        let address = EmailAddress::parse(email).expect("an address");
        let credentials = storage.credentials(&address, now).await.expect("it is read").expect("there is one");
        let browser = NewSession { browser: "Firefox, Windows".to_owned(), former: None, network: None };
        let mut session = storage.session_start(&credentials, &browser, now).await.expect("it is opened");
        if credentials.account.role == Role::Secretariat && !credentials.has_second_factor {
            let opened = storage.session_open(&session.hash(), SessionRule::DEFAULT, now).await.expect("it is read");
            let (secret, signed_in) = (one_time_secret(), opened.expect("it is open"));
            let code = secret.code(OneTimeStep::at(now));
            let set = storage.second_factor_set(&signed_in, &secret, code, now).await.expect("it is set");
            session = set.0;
            self.loses_the_warning().await;
        }
        self.visitor(email).with_session(&session)
    }

    /// Counts the mail that tells of a second factor as sent, and leaves all others owed: it is no part of what is tried.
    async fn loses_the_warning(&self) {
        let now = self.now();
        let owed = |mail: DueMail| {
            let later = MailFailure::Later { at: now, error: String::new() };
            (mail.id, if mail.kind == NoticeKind::StaffSecondFactorChanged { Ok(()) } else { Err(later) })
        };
        let outcomes: Vec<_> = self.mailbox().await.into_iter().map(owed).collect();
        self.storage.outbox_settle(&outcomes, now).await.expect("they are settled");
    }

    /// The answer to any request at all.
    pub(crate) async fn answers(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer { path, status: head.status.as_u16(), headers: head.headers, bytes: body.to_vec() }
    }

    /// What nobody in particular gets at `path`.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.answers(request("GET", path, Body::empty())).await
    }

    /// What nobody in particular gets who comes from `peer`.
    pub(crate) async fn answers_to(&self, peer: &str, mut request: Request<Body>) -> Answer {
        let peer = SocketAddr::new(peer.parse().expect("an address"), 50_000);
        request.extensions_mut().insert(ConnectInfo(peer));
        self.answers(request).await
    }

    /// Takes the mails that are owed, in the order in which they were written.
    pub(crate) async fn mailbox(&self) -> Vec<DueMail> {
        let now = self.now();
        self.storage.outbox_take(10_000, now.plus_seconds(60), now).await.expect("they are taken")
    }

    /// The address of every public page, with the event of the site and an expert who is hired for it.
    pub(crate) async fn public_pages(&self) -> Vec<String> {
        let expert = crate::consultation::expert(self).await.code.to_string();
        let address = |pattern: &&str| {
            let named = if pattern.starts_with("/consultations/") { expert.clone() } else { code().to_string() };
            pattern.replace("{code}", &named)
        };
        server::http::PUBLIC.iter().map(address).collect()
    }

    /// Answers who has asked for links, as the mail worker does.
    pub(crate) async fn sends_links(&self) {
        self.storage.link_request_answer_all(self.now()).await.expect("they are answered");
    }

    /// Asks something with a file: the secret of the inquiry's link, and the file's number.
    pub(crate) async fn asks_with_a_file(&self, email: &str) -> (String, i64) {
        let visitor = self.visitor(email);
        let form = visitor.writes("端末を紛失したときの手順を知りたいです。").await;
        let check = visitor.sends_files(&form.press("check"), &[("手順.txt", "いまの手順".as_bytes())]).await;
        let done = visitor.submits(&check.form().press("confirm")).await;
        let link = done.path.trim_start_matches("/inquiries/").trim_end_matches("?received").to_owned();
        let files = done.links(".message a");
        let file = files.first().and_then(|href| href.rsplit('/').next()).and_then(|id| id.parse().ok());
        (link, file.expect("it is listed"))
    }

    /// Has the list of everything under an address mailed: the secret of its link.
    pub(crate) async fn mails_a_list(&self, email: &str) -> String {
        let visitor = self.visitor(email);
        let page = visitor.opens("/my/find").await;
        visitor.sends(&page.form().with("email", email)).await.assert_status(200);
        self.sends_links().await;
        let mails = self.mailbox().await;
        let mail = mails.iter().find(|mail| mail.kind == domain::notice::NoticeKind::Links).expect("it is mailed");
        mail.link.as_str().to_owned()
    }

    /// Seats taken and parties waiting of the sample event.
    pub(crate) fn counted(&self) -> (u32, u32) {
        self.storage.schedule().by_code(&code()).expect("it is listed").count.get()
    }

    pub(crate) fn draws_a_link(&self) -> SecretToken {
        let mut bytes = [0; 32];
        self.services.chance.fill(&mut bytes);
        SecretToken::from_random(bytes)
    }
}

/// What everybody's authenticator app shares with the site.
pub(crate) fn one_time_secret() -> OneTimeSecret {
    OneTimeSecret::from_random([42; 20])
}

/// The code of the sample event.
pub(crate) fn code() -> EventCode {
    sample::draft().code
}

/// A request as a program without habits would make it.
pub(crate) fn request(method: &str, path: &str, body: Body) -> Request<Body> {
    Request::builder().method(method).uri(path).header("host", HOST).body(body).expect("a request")
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct IntoLog;

impl Write for IntoLog {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that every test of this run has made the program say, at its most talkative.
fn listen_to_the_log() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = tracing_subscriber::EnvFilter::new("trace");
        tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(|| IntoLog).init();
    });
}

/// The log of the whole run, up to now.
pub(crate) fn log() -> String {
    String::from_utf8_lossy(&LOG.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}
