//! Calendars that experts keep elsewhere, read from a server of the test's own: what they take, what becomes of servers
//! that answer badly, and where nobody is led.
//!
//! The site reads from 127.0.0.1 here, without encryption, and from nowhere else: 127.0.0.2 is another machine to it.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::account::Role;
use domain::external_calendar::{CalendarAddress, CalendarName, FILE_BYTES_MAX, ReadProblem};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{RootCertStore, ServerConfig};
use server::external_calendar::{CalendarNetwork, CalendarReader};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::availability::{Practitioner, december, usual};
use crate::site::{Site, log};
use crate::visit::{Answer, Form, Visitor};

const PAGE: &str = "/staff/availability/calendars";
const GOOGLE: &str = include_str!("../../../domain/tests/external_calendar/google.ics");
/// Half an hour.
const PAUSE: i64 = 1_800;

/// Only this address, with or without encryption.
pub(crate) fn only_here(address: IpAddr) -> bool {
    address == IpAddr::V4(Ipv4Addr::LOCALHOST)
}

/// How a server answers a path.
#[derive(Clone)]
enum Reply {
    /// These bytes, head and all.
    Bytes(Vec<u8>),
    /// Zeros without an end, and without saying how many.
    Endless,
    /// Nothing at all.
    Silence,
}

/// A web server with a few paths, which remembers what it was asked.
struct Elsewhere {
    address: SocketAddr,
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    async fn open() -> Self {
        Self::serving(None).await
    }

    /// The same over encrypted connections, for the name `localhost`.
    async fn encrypted() -> Self {
        let certificate = CertificateDer::from_pem_slice(include_bytes!("../encryption/server.pem")).expect("one");
        let key = PrivateKeyDer::from_pem_slice(include_bytes!("../encryption/server.key.pem")).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.expect("a version").with_no_client_auth().with_single_cert(vec![certificate], key);
        Self::serving(Some(TlsAcceptor::from(Arc::new(config.expect("they belong together"))))).await
    }

    async fn serving(encryption: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let elsewhere = Self { address, replies: Arc::default(), asked: Arc::default() };
        let (replies, asked) = (Arc::clone(&elsewhere.replies), Arc::clone(&elsewhere.asked));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (replies, asked, encryption) = (Arc::clone(&replies), Arc::clone(&asked), encryption.clone());
                tokio::spawn(async move {
                    match encryption {
                        None => answer(stream, &replies, &asked).await,
                        Some(encryption) => {
                            if let Ok(stream) = encryption.accept(stream).await {
                                answer(stream, &replies, &asked).await;
                            }
                        }
                    }
                });
            }
        });
        elsewhere
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn replies(&self, path: &str, reply: Reply) {
        self.replies.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), reply);
    }

    /// Has `path` answer with a calendar.
    fn shows(&self, path: &str, content: &str, more: &str) {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: {}\r\n{more}\r\n",
            content.len()
        );
        self.replies(path, Reply::Bytes([head.as_bytes(), content.as_bytes()].concat()));
    }

    fn leads(&self, path: &str, to: &str) {
        let head = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
        self.replies(path, Reply::Bytes(head.into_bytes()));
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn answer<S>(mut stream: S, replies: &Mutex<HashMap<String, Reply>>, asked: &Mutex<Vec<String>>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().unwrap_or_else(PoisonError::into_inner).push(head);
    let reply = replies.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
    match reply {
        None => drop(stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await),
        Some(Reply::Bytes(bytes)) => {
            drop(stream.write_all(&bytes).await);
            drop(stream.shutdown().await);
        }
        Some(Reply::Endless) => {
            let mut sent = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n").await;
            while sent.is_ok() {
                sent = stream.write_all(&[0; 4 * 1024]).await;
            }
        }
        // Until the other side has enough.
        Some(Reply::Silence) => drop(stream.read_u8().await),
    }
}

/// A calendar with one entry on a day of December.
fn calendar(day: i8) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:内緒の予定\r\nDTSTART:202612{day:02}T100000\r\nDTEND:202612{day:02}T110000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

async fn saeki(site: &Site) -> (Practitioner, Visitor<'_>) {
    let expert = site.employs_an_expert("saeki@example.jp", "佐伯 真由美", usual()).await;
    let visitor = site.opens_a_session(&expert.email).await;
    (expert, visitor)
}

/// The form of one step.
fn form_of(page: &Answer, step: &str) -> Form {
    let document = page.document();
    let selector = scraper::Selector::parse("main form[method=post]").expect("a selector");
    let mut forms = document.select(&selector).filter(|form| form.html().contains(&format!("value=\"{step}\"")));
    let form = Form::of(forms.next().unwrap_or_else(|| panic!("no form of {step}: {}", page.said())));
    if form.value("step") == Some(step) { form } else { form.with("step", step) }
}

async fn adds(expert: &Visitor<'_>, name: &str, url: &str) -> Answer {
    let page = expert.opens(PAGE).await;
    expert.submits(&form_of(&page, "add").with("name", name).with("address", url)).await
}

impl Site {
    /// What comes of reading what lies at `url`, by a reader of `network`.
    async fn reads(&self, expert: &Practitioner, network: CalendarNetwork, url: &str) -> Result<u32, ReadProblem> {
        let (storage, now) = (&self.storage, self.now());
        let name = CalendarName::parse("私用").expect("a name");
        let address = CalendarAddress::parse(url).expect("an address");
        let added = storage.external_calendar_add(&expert.keeper, expert.account, (&name, &address), now).await;
        let id = added.expect("it is added");
        let clock = Arc::clone(&self.services.clock);
        let reader = CalendarReader::new(storage.clone(), clock, network, "telework.example.jp".to_owned(), PAUSE);
        reader.read_due().await.expect("the database is there");
        let kept = storage.external_calendars(&expert.keeper, expert.account, now).await.expect("they are read");
        let kept = kept.into_iter().find(|kept| kept.id == id).expect("it is kept");
        storage.external_calendar_remove(&expert.keeper, (expert.account, id), now).await.expect("it is removed");
        kept.failed.map_or(Ok(kept.to_come), |(_, problem)| Err(problem))
    }
}

fn here() -> CalendarNetwork {
    CalendarNetwork::of(only_here, true, Duration::from_secs(30))
}

#[tokio::test]
async fn an_expert_adds_a_calendar_and_its_times_are_taken_without_saying_by_what() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (practitioner, expert) = saeki(&site).await;
    elsewhere.shows("/basic.ics", GOOGLE, "");
    let empty = expert.opens(PAGE).await;
    empty.assert_status(200).assert_heading("外部カレンダー").assert_text("まだありません");
    assert_eq!(empty.header("cache-control").as_deref(), Some("no-store"));

    let page = adds(&expert, "私用", &elsewhere.url("/basic.ics?secret=geheim")).await;
    page.assert_status(200).assert_text("追加しました").assert_text("読めませんでした").assert_text("404");
    let page = adds(&expert, "家", &elsewhere.url("/basic.ics")).await;
    page.assert_text("追加しました").assert_text("これから埋まっている時間：5件");
    assert!(!page.text().contains("geheim") && !page.text().contains("basic.ics"), "an address is shown once");

    let week = expert.opens("/staff/availability?day=2026-12-08").await;
    week.assert_text("外部カレンダーの予定");
    assert!(!week.text().contains("歯医者"));
    let why = expert.opens("/staff/availability?day=2026-12-08&at=2026-12-08&time=10:00").await;
    why.assert_text("外部カレンダーの予定");
    let slots = |day| {
        let wish = domain::availability::Wish {
            topic: domain::event::Topic::Security,
            meeting: domain::availability::Meeting::Online,
            length: domain::availability::Length::Sixty,
        };
        site.storage.open_slots(wish, Some(&practitioner.code), jiff::civil::date(2026, 12, day), site.now())
    };
    let open = slots(8).await.expect("they are read");
    assert!(open.iter().all(|slot| slot.starts_at >= december(8, 14)), "the morning is taken: {open:?}");
    let public =
        site.guest("taro@example.jp").follows("/en/consultations?topic=security&where=online&day=2026-12-08").await;
    public.assert_status(200);
    assert!(!public.text().to_lowercase().contains("external"), "{}", public.said());
}

#[tokio::test]
async fn a_calendar_is_renamed_read_again_and_removed_by_its_forms() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (_, expert) = saeki(&site).await;
    elsewhere.shows("/a.ics", &calendar(8), "");
    let page = adds(&expert, "", &elsewhere.url("/a.ics")).await;
    page.assert_text(&elsewhere.address.to_string());

    let refused = expert.sends(&form_of(&page, "rename").with("name", &"長".repeat(41))).await;
    refused.assert_status(422).assert_text("40文字以内");
    assert_eq!(refused.problems()[0].0, "name-1");
    let page = expert.submits(&form_of(&page, "rename").with("name", "仕事 <b>")).await;
    page.assert_text("名前を変えました").assert_text("仕事 <b>");

    elsewhere.shows("/a.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "");
    let page = expert.submits(&form_of(&page, "read")).await;
    page.assert_text("読み直しました").assert_text("これから埋まっている時間：0件");
    assert_eq!(elsewhere.asked().len(), 2);

    let page = expert.submits(&form_of(&page, "remove")).await;
    page.assert_text("外しました").assert_text("まだありません");
}

#[tokio::test]
async fn what_cannot_be_an_address_is_said_and_stays_typed() {
    let site = Site::open().await;
    let (_, expert) = saeki(&site).await;
    let page = expert.opens(PAGE).await;
    for (typed, said) in [
        ("", "を入れてください"),
        ("ftp://example.com/a.ics", "アドレスとして読み取れません"),
        ("https://me:geheim@example.com/a.ics", "アドレスとして読み取れません"),
    ] {
        let form = form_of(&page, "add").with("address", typed).with("name", "私用\"><b>");
        let refused = expert.sends(&form).await;
        refused.assert_status(422).assert_text(said);
        assert_eq!(refused.problems()[0].0, "address");
        assert_eq!(form_of(&refused, "add").value("name"), Some("私用\"><b>"));
        assert_eq!(form_of(&refused, "add").value("address"), Some(typed));
    }
    let unknown = form_of(&page, "add").with("step", "steal");
    expert.sends(&unknown).await.assert_status(400);
    let foreign = form_of(&page, "add").with("step", "read").with("calendar", "77");
    expert.sends(&foreign).await.assert_status(404);
}

#[tokio::test]
async fn every_bad_answer_is_a_clear_sentence_and_the_times_from_before_stay() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (_, expert) = saeki(&site).await;
    elsewhere.shows("/a.ics", &calendar(8), "");
    let mut page = adds(&expert, "私用", &elsewhere.url("/a.ics")).await;
    let bytes = |text: &str| Reply::Bytes(text.as_bytes().to_vec());
    let ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    for (reply, said) in [
        (bytes(&format!("{ok}<!doctype html><title>Sign in</title>")), "ウェブページが返ってきました"),
        (bytes(ok), "中身がありません"),
        (bytes(&format!("{ok}BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")), "途中で切れています"),
        (bytes(&format!("{ok}\u{7f}ELF")), "カレンダー（iCal形式）ではありません"),
        (Reply::Endless, "5MBより大きい"),
        (bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nBEGIN"), "途中で切れています"),
        (bytes("220 mail.example.com ESMTP\r\n"), "サーバーの答えを読み取れません"),
        (bytes("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), "読むことを許されていません（403）"),
        (bytes("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"), "そこにカレンダーがありません（410）"),
        (bytes("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"), "サーバーがエラーを返しました（503）"),
        (bytes("HTTP/1.1 304 Not Modified\r\n\r\n"), "サーバーがエラーを返しました（304）"),
    ] {
        elsewhere.replies("/a.ics", reply);
        page = expert.submits(&form_of(&page, "read")).await;
        page.assert_status(200).assert_text("読めませんでした").assert_text(said);
        page.assert_text("これから埋まっている時間：1件");
    }
    let english = expert.follows(&format!("/en{PAGE}")).await;
    english.assert_text("It could not be read on").assert_text("answered with an error (304)");
}

#[tokio::test]
async fn redirects_are_followed_three_times_and_each_is_looked_at_anew() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (expert, _) = saeki(&site).await;
    elsewhere.shows("/a.ics", &calendar(8), "");
    elsewhere.leads("/1", "/a.ics");
    elsewhere.leads("/2", "1");
    elsewhere.leads("/3", &elsewhere.url("/2"));
    elsewhere.leads("/4", "/3");
    elsewhere.leads("/round", "/round");
    assert_eq!(site.reads(&expert, here(), &elsewhere.url("/3")).await, Ok(1));
    for path in ["/4", "/round"] {
        assert_eq!(site.reads(&expert, here(), &elsewhere.url(path)).await, Err(ReadProblem::TooManyRedirects));
    }
    let port = elsewhere.address.port();
    let before = elsewhere.asked().len();
    for (to, problem) in [
        (format!("http://127.0.0.2:{port}/a.ics"), ReadProblem::NotPublic),
        (format!("http://[::1]:{port}/a.ics"), ReadProblem::NotPublic),
        (format!("http://[::ffff:7f00:2]:{port}/a.ics"), ReadProblem::NotPublic),
        ("http://169.254.169.254/latest/meta-data/".to_owned(), ReadProblem::NotPublic),
        ("http://2130706434/a.ics".to_owned(), ReadProblem::NotPublic),
        ("http://10.0.0.1/".to_owned(), ReadProblem::NotPublic),
        ("file:///etc/passwd".to_owned(), ReadProblem::NoAddress),
        ("gopher://127.0.0.1/".to_owned(), ReadProblem::NoAddress),
        (format!("http://me:geheim@127.0.0.1:{port}/a.ics"), ReadProblem::NoAddress),
        ("http://".to_owned(), ReadProblem::NoAddress),
    ] {
        elsewhere.leads("/away", &to);
        assert_eq!(site.reads(&expert, here(), &elsewhere.url("/away")).await, Err(problem), "{to}");
    }
    let asked = &elsewhere.asked()[before..];
    assert!(asked.iter().all(|head| head.starts_with("GET /away ")), "nobody was led to: {asked:?}");
}

#[tokio::test]
async fn the_service_as_it_runs_reads_encrypted_and_public_addresses_only() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::encrypted().await);
    let (expert, _) = saeki(&site).await;
    let port = elsewhere.address.port();
    let public = CalendarNetwork::public;
    for (url, problem) in [
        (format!("http://127.0.0.1:{port}/a.ics"), ReadProblem::NotEncrypted),
        (format!("https://127.0.0.1:{port}/a.ics"), ReadProblem::NotPublic),
        // A name is looked at by what it stands for.
        (format!("https://localhost:{port}/a.ics"), ReadProblem::NotPublic),
        ("https://169.254.169.254/latest/meta-data/".to_owned(), ReadProblem::NotPublic),
        ("https://[fd00:ec2::254]/latest/meta-data/".to_owned(), ReadProblem::NotPublic),
        ("https://nowhere.invalid/a.ics".to_owned(), ReadProblem::UnknownHost),
    ] {
        assert_eq!(site.reads(&expert, public(), &url).await, Err(problem), "{url}");
    }
    assert!(elsewhere.asked().is_empty(), "nobody was asked");
}

#[tokio::test]
async fn whoever_cannot_prove_who_they_are_is_not_read() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::encrypted().await);
    let (expert, _) = saeki(&site).await;
    elsewhere.shows("/a.ics", &calendar(8), "");
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(include_bytes!("../encryption/authority.pem")).expect("one");
    roots.add(authority).expect("an authority");
    let by_name = format!("https://localhost:{}/a.ics", elsewhere.address.port());
    let by_number = format!("https://{}/a.ics", elsewhere.address);
    assert_eq!(site.reads(&expert, here(), &by_name).await, Err(ReadProblem::Certificate));
    assert_eq!(site.reads(&expert, here().trusting(roots.clone()), &by_number).await, Err(ReadProblem::Certificate));
    assert!(elsewhere.asked().is_empty(), "nobody was asked");
    assert_eq!(site.reads(&expert, here().trusting(roots), &by_name).await, Ok(1));
}

#[tokio::test]
async fn whoever_says_nothing_is_given_up() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (expert, _) = saeki(&site).await;
    elsewhere.replies("/a.ics", Reply::Silence);
    let hasty = CalendarNetwork::of(only_here, true, Duration::from_millis(50));
    assert_eq!(site.reads(&expert, hasty, &elsewhere.url("/a.ics")).await, Err(ReadProblem::TooSlow));
    let address = elsewhere.address;
    drop(elsewhere);
    let gone = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    assert_ne!(gone, address);
    assert_eq!(site.reads(&expert, here(), &format!("http://{gone}/a.ics")).await, Err(ReadProblem::Unreachable));
}

#[tokio::test]
async fn a_file_at_its_largest_is_read_and_one_byte_more_is_not() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (expert, _) = saeki(&site).await;
    let content = calendar(8);
    let padding = "X-PAD:1\r\n".len();
    for (bytes, outcome) in [(FILE_BYTES_MAX, Ok(1)), (FILE_BYTES_MAX + 1, Err(ReadProblem::TooLarge))] {
        let more = bytes - content.len();
        let pad = format!("X-PAD:{}\r\n", "1".repeat(more - padding + 1));
        let padded = content.replacen("BEGIN:VEVENT", &format!("{pad}BEGIN:VEVENT"), 1);
        assert_eq!(padded.len(), bytes);
        elsewhere.shows("/a.ics", &padded, "");
        assert_eq!(site.reads(&expert, here(), &elsewhere.url("/a.ics")).await, outcome);
    }
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (_, expert) = saeki(&site).await;
    elsewhere.shows("/a.ics", &calendar(8), "ETag: \"v1\"\r\nLast-Modified: Mon, 23 Nov 2026 07:00:00 GMT\r\n");
    let page = adds(&expert, "私用", &elsewhere.url("/a.ics")).await;
    elsewhere.replies("/a.ics", Reply::Bytes(b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()));
    let page = expert.submits(&form_of(&page, "read")).await;
    page.assert_text("これから埋まっている時間：1件");
    assert!(!page.said().contains("読めませんでした"));
    let asked = elsewhere.asked();
    assert!(!asked[0].contains("if-none-match"), "{}", asked[0]);
    assert!(asked[1].contains("if-none-match: \"v1\"\r\n"), "{}", asked[1]);
    assert!(asked[1].contains("if-modified-since: Mon, 23 Nov 2026 07:00:00 GMT\r\n"), "{}", asked[1]);
    assert!(asked.iter().all(|head| head.contains(&format!("host: {}\r\n", elsewhere.address))), "{asked:?}");
}

#[tokio::test]
async fn the_job_reads_what_is_due_and_no_address_stands_in_the_log() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (practitioner, expert) = saeki(&site).await;
    elsewhere.shows("/canary-of-an-address.ics", &calendar(8), "");
    adds(&expert, "私用", &elsewhere.url("/canary-of-an-address.ics")).await.assert_text("1件");
    let reader = CalendarReader::new(
        site.storage.clone(),
        Arc::clone(&site.services.clock),
        here(),
        "telework.example.jp".to_owned(),
        PAUSE,
    );
    reader.read_due().await.expect("the database is there");
    assert_eq!(elsewhere.asked().len(), 1, "it was read already");
    elsewhere.shows("/canary-of-an-address.ics", &calendar(9), "");
    site.moves_the_clock(PAUSE);
    reader.read_due().await.expect("the database is there");
    assert_eq!(elsewhere.asked().len(), 2);
    let sheet = site.storage.expert_sheet(
        &practitioner.keeper,
        practitioner.account,
        jiff::civil::date(2026, 12, 6),
        site.now(),
    );
    let sheet = sheet.await.expect("it is read").expect("there is one");
    let taken: Vec<_> = sheet.engagements.all().iter().map(|one| (one.starts_at, one.ends_at)).collect();
    assert_eq!(taken, [(december(9, 10), december(9, 11))]);
    assert!(!log().contains("canary-of-an-address"), "an address is a secret");
}

#[tokio::test]
async fn the_secretariat_keeps_everybodys_calendars_and_an_expert_their_own() {
    let (site, elsewhere) = (Site::open().await, Elsewhere::open().await);
    let (practitioner, expert) = saeki(&site).await;
    let other = site.employs_an_expert("ono@example.jp", "小野 健", usual()).await;
    elsewhere.shows("/a.ics", &calendar(8), "");
    adds(&expert, "私用", &elsewhere.url("/a.ics")).await.assert_text("1件");

    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens(&format!("{PAGE}?expert={}", practitioner.code)).await;
    page.assert_status(200).assert_text("私用");
    let stranger = site.opens_a_session(&other.email).await;
    stranger.opens(PAGE).await.assert_status(200).assert_text("まだありません");
    stranger.opens(&format!("{PAGE}?expert={}", practitioner.code)).await.assert_status(404);
    for step in ["read", "remove", "rename"] {
        let form = form_of(&page, step).with("name", "盗");
        stranger.sends(&form).await.assert_status(404);
        let own = Form { action: PAGE.to_owned(), fields: form.fields.clone() };
        stranger.sends(&own).await.assert_status(404);
    }
    desk.submits(&form_of(&page, "remove")).await.assert_text("外しました");
    let audit = desk.opens("/staff/audit").await;
    audit.assert_text("外部カレンダーを追加しました").assert_text("外部カレンダーを外しました");
}
