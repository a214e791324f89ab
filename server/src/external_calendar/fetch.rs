//! Fetching a file from an address that somebody has typed: over an encrypted connection, from a public machine, in
//! bounded time and size.
//!
//! A name is resolved here, what it stands for is looked at, and the connection goes to that very address: a name that
//! means something else a moment later leads nowhere else. Each redirect is a new address and looked at in the same way.

use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::{
    ACCEPT, CONNECTION, ETAG, HOST, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION, USER_AGENT,
};
use axum::http::{HeaderMap, HeaderName, Request, StatusCode};
use domain::external_calendar::{CalendarAddress, FILE_BYTES_MAX, FileProblem, ReadProblem};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use storage::ExternalCalendarTag;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use super::network::is_public;

/// How often an address may lead on to another.
const REDIRECTS_MAX: usize = 3;
/// The most that the head of an answer may take, in bytes.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// From where files are fetched, and how long that may take.
#[derive(Clone)]
pub struct CalendarNetwork {
    /// To which addresses there may be a connection.
    may_connect: fn(IpAddr) -> bool,
    /// Whether addresses without encryption are read.
    pub(super) admits_plain: bool,
    /// For all of it, redirects too.
    limit: Duration,
    tls: TlsConnector,
}

/// Without what it trusts, which is long.
impl fmt::Debug for CalendarNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { admits_plain, limit, .. } = self;
        f.debug_struct("CalendarNetwork")
            .field("admits_plain", admits_plain)
            .field("limit", limit)
            .finish_non_exhaustive()
    }
}

/// What came.
#[derive(Debug)]
pub(super) enum Fetched {
    /// It is as it was.
    Unchanged,
    /// All of it, and what the other side calls it.
    Whole(Vec<u8>, ExternalCalendarTag),
}

impl CalendarNetwork {
    /// The public internet, encrypted.
    pub fn public() -> Self {
        Self::of(is_public, false, Duration::from_secs(15))
    }

    /// Everything that this machine reaches, without encryption too: for trying out on the machine itself.
    pub fn anywhere() -> Self {
        Self::of(|_| true, true, Duration::from_secs(15))
    }

    /// What `may_connect` lets through, for tests.
    pub fn of(may_connect: fn(IpAddr) -> bool, admits_plain: bool, limit: Duration) -> Self {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        Self { may_connect, admits_plain, limit, tls: connector(roots) }
    }

    /// The same, believing whom `roots` vouch for.
    #[must_use]
    pub fn trusting(self, roots: RootCertStore) -> Self {
        Self { tls: connector(roots), ..self }
    }

    /// Fetches what lies at an address, unless it is as it was.
    pub(super) async fn fetch(
        &self,
        address: &CalendarAddress,
        known: &ExternalCalendarTag,
    ) -> Result<Fetched, ReadProblem> {
        timeout(self.limit, self.follow(address, known)).await.unwrap_or(Err(ReadProblem::TooSlow))
    }

    async fn follow(&self, address: &CalendarAddress, known: &ExternalCalendarTag) -> Result<Fetched, ReadProblem> {
        let mut url = Url::parse(address.as_str()).map_err(|_| ReadProblem::NoAddress)?;
        for _ in 0..=REDIRECTS_MAX {
            match self.ask(&url, known).await? {
                Answer::Fetched(fetched) => return Ok(fetched),
                Answer::Elsewhere(next) => url = next,
            }
        }
        Err(ReadProblem::TooManyRedirects)
    }

    /// Asks one address, which may name another.
    async fn ask(&self, url: &Url, known: &ExternalCalendarTag) -> Result<Answer, ReadProblem> {
        let is_encrypted = match url.scheme() {
            "https" => true,
            "http" if self.admits_plain => false,
            "http" => return Err(ReadProblem::NotEncrypted),
            _ => return Err(ReadProblem::NoAddress),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ReadProblem::NoAddress);
        }
        let stream = self.connect(url).await?;
        if is_encrypted {
            let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']').to_owned();
            let name = ServerName::try_from(host).map_err(|_| ReadProblem::NoAddress)?;
            let stream = self.tls.connect(name, stream).await.map_err(|error| not_encrypted(&error))?;
            exchange(stream, url, known).await
        } else {
            exchange(stream, url, known).await
        }
    }

    /// Connects to a machine that a name stands for, if it may be.
    async fn connect(&self, url: &Url) -> Result<TcpStream, ReadProblem> {
        let port = url.port_or_known_default().ok_or(ReadProblem::NoAddress)?;
        let addresses: Vec<SocketAddr> = match url.host().ok_or(ReadProblem::NoAddress)? {
            Host::Ipv4(address) => vec![(address, port).into()],
            Host::Ipv6(address) => vec![(address, port).into()],
            Host::Domain(name) => lookup_host((name, port)).await.map_err(|_| ReadProblem::UnknownHost)?.collect(),
        };
        if addresses.is_empty() {
            return Err(ReadProblem::UnknownHost);
        }
        let mut problem = ReadProblem::NotPublic;
        for address in addresses.into_iter().filter(|address| (self.may_connect)(address.ip())) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(_) => problem = ReadProblem::Unreachable,
            }
        }
        Err(problem)
    }
}

fn connector(roots: RootCertStore) -> TlsConnector {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::DEFAULT_VERSIONS;
    let builder = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions);
    #[expect(clippy::expect_used, reason = "the provider has the versions that rustls speaks; a test connects")]
    let builder = builder.expect("ring speaks TLS 1.2 and 1.3");
    TlsConnector::from(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
}

/// What one address says.
enum Answer {
    Fetched(Fetched),
    Elsewhere(Url),
}

/// One question and its answer over a connection.
async fn exchange<S>(stream: S, url: &Url, known: &ExternalCalendarTag) -> Result<Answer, ReadProblem>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut client = http1::Builder::new();
    client.max_buf_size(HEAD_BYTES_MAX);
    let (mut sender, connection) = client.handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
    // It ends with this function, however that ends.
    let mut conversation = JoinSet::new();
    conversation.spawn(connection);
    let request = request(url, known).ok_or(ReadProblem::NoAddress)?;
    let answer = sender.send_request(request).await.map_err(|error| broken(&error))?;
    let status = answer.status();
    if status == StatusCode::NOT_MODIFIED && *known != ExternalCalendarTag::default() {
        return Ok(Answer::Fetched(Fetched::Unchanged));
    }
    if let Some(next) = status.is_redirection().then(|| said(answer.headers(), &LOCATION)).flatten() {
        return url.join(&next).map(Answer::Elsewhere).map_err(|_| ReadProblem::NoAddress);
    }
    if status != StatusCode::OK {
        return Err(ReadProblem::Status(status.as_u16()));
    }
    let tag = ExternalCalendarTag {
        entity_tag: said(answer.headers(), &ETAG),
        modified: said(answer.headers(), &LAST_MODIFIED),
    };
    let content = within_limit(answer.into_body()).await?;
    Ok(Answer::Fetched(Fetched::Whole(content, tag)))
}

fn request(url: &Url, known: &ExternalCalendarTag) -> Option<Request<Empty<Bytes>>> {
    let host = match (url.host_str()?, url.port()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let mut request = Request::get(target)
        .header(HOST, host)
        .header(USER_AGENT, concat!("telework-network/", env!("CARGO_PKG_VERSION")))
        .header(ACCEPT, "text/calendar, text/plain;q=0.5")
        .header(CONNECTION, "close");
    for (name, value) in [(IF_NONE_MATCH, &known.entity_tag), (IF_MODIFIED_SINCE, &known.modified)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.body(Empty::new()).ok()
}

/// What a line of the head says, if it is one that can be kept.
fn said(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (!value.is_empty() && value.len() <= 1_000).then(|| value.to_owned())
}

/// The whole content, as long as it is none too large: what a server says of its length is not believed.
async fn within_limit(mut body: Incoming) -> Result<Vec<u8>, ReadProblem> {
    let mut content = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ReadProblem::File(FileProblem::CutOff))?;
        let Ok(data) = frame.into_data() else { continue };
        if content.len() + data.len() > FILE_BYTES_MAX {
            return Err(ReadProblem::TooLarge);
        }
        content.extend_from_slice(&data);
    }
    Ok(content)
}

/// Why there is no encrypted connection.
fn not_encrypted(error: &io::Error) -> ReadProblem {
    let is_tls = error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>);
    if is_tls { ReadProblem::Certificate } else { ReadProblem::Unreachable }
}

/// Why there is no answer.
fn broken(error: &hyper::Error) -> ReadProblem {
    if error.is_parse() || error.is_incomplete_message() { ReadProblem::Garbled } else { ReadProblem::Unreachable }
}
