//! Mail over encrypted connections: a real conversation with a server whose certificate is vouched for by an
//! authority of our own, for the name `localhost` only.
//!
//! `authority.pem`, `server.pem` and `server.key.pem` were made with `openssl` for these tests and are good for a
//! hundred years; the authority's key was thrown away. The other one opens nothing but this.

use std::sync::Arc;

use domain::language::Language;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use server::mail::{NoCertificate, SmtpLimits, SmtpRelay};

use crate::mail_server::{Encryption, Scripted};
use crate::post_office::PostOffice;

const AUTHORITY: &[u8] = include_bytes!("authority.pem");

fn certified() -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("server.key.pem")).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.expect("a version").with_no_client_auth().with_single_cert(vec![certificate], key);
    Arc::new(config.expect("they belong together"))
}

fn relay(url: &str) -> SmtpRelay {
    SmtpRelay::new(url, "telework.example.jp", SmtpLimits::default()).expect("an address")
}

fn trusting(url: &str) -> SmtpRelay {
    relay(url).trusting(AUTHORITY).expect("a certificate")
}

async fn an_office_that_owes_a_mail() -> PostOffice {
    let office = PostOffice::open().await;
    office.register("taro@example.jp", Language::Japanese).await;
    office
}

#[tokio::test]
async fn a_mail_goes_over_a_connection_that_is_encrypted_from_the_start() {
    let server = Scripted::encrypting(Encryption::FromTheStart(certified()));
    let office = an_office_that_owes_a_mail().await;
    let url = format!("smtps://desk:geheim@localhost:{}", server.port());
    office.by_relay(trusting(&url)).work_off().await.expect("the outbox is read");
    assert_eq!((server.taken().len(), office.counts().await), (1, (0, 1, 0)));
    assert!(server.lines().iter().any(|line| line.starts_with("AUTH PLAIN ")), "{:?}", server.lines());
    assert_eq!(server.lines_in_the_clear(), [""; 0]);
}

#[tokio::test]
async fn a_mail_goes_after_encryption_was_asked_for_and_nothing_but_that_is_said_before() {
    let server = Scripted::encrypting(Encryption::OnRequest(certified()));
    let office = an_office_that_owes_a_mail().await;
    let url = format!("smtp+starttls://desk:geheim@localhost:{}", server.port());
    office.by_relay(trusting(&url)).work_off().await.expect("the outbox is read");
    assert_eq!((server.taken().len(), office.counts().await), (1, (0, 1, 0)));
    assert!(server.lines().iter().any(|line| line.starts_with("AUTH PLAIN ")), "{:?}", server.lines());
    assert_eq!(server.lines_in_the_clear(), ["EHLO telework.example.jp", "STARTTLS"]);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused_and_the_mail_waits_for_a_better_one() {
    for (scheme, encryption) in
        [("smtps", Encryption::FromTheStart(certified())), ("smtp+starttls", Encryption::OnRequest(certified()))]
    {
        let server = Scripted::encrypting(encryption);
        let office = an_office_that_owes_a_mail().await;
        let url = format!("{scheme}://desk:geheim@localhost:{}", server.port());
        office.by_relay(relay(&url)).work_off().await.expect("the outbox is read");
        assert_eq!((server.taken().len(), office.counts().await), (0, (1, 0, 0)), "{scheme}");
        let errors = office.errors().await;
        assert!(errors[0].contains("certificate") || errors[0].contains("UnknownIssuer"), "{errors:?}");
        assert!(!server.lines().iter().any(|line| line.starts_with("AUTH") || line.starts_with("MAIL")));

        office.clock.advance(120);
        office.by_relay(trusting(&url)).work_off().await.expect("the outbox is read");
        assert_eq!((server.taken().len(), office.counts().await), (1, (0, 1, 0)), "{scheme}");
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused_whoever_vouches_for_it() {
    let server = Scripted::encrypting(Encryption::FromTheStart(certified()));
    let office = an_office_that_owes_a_mail().await;
    let url = format!("smtps://127.0.0.1:{}", server.port());
    office.by_relay(trusting(&url)).work_off().await.expect("the outbox is read");
    assert_eq!((server.taken().len(), office.counts().await), (0, (1, 0, 0)));
}

#[test]
fn a_file_without_a_certificate_vouches_for_nothing() {
    let broken = b"-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n";
    for pem in [&b""[..], b"none", broken, include_bytes!("server.key.pem")] {
        assert_eq!(relay("smtps://localhost").trusting(pem).err(), Some(NoCertificate));
    }
    let url = "smtps://localhost";
    assert!(relay(url).trusting(AUTHORITY).is_ok());
}
