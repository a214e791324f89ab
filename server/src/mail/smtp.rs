//! SMTP: one mail after the other over one connection, and what each answer means for the mail.
//!
//! The steps are taken one by one, since the same number means different things in each: a 550 to
//! the recipient is the end of this mail, a 550 to ourselves is our own mistake and must not cost
//! anybody theirs.

use std::error::Error as _;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Severity;
use tokio::time::timeout;

use super::Undelivered;
use super::smtp_url::{Encryption, SmtpUrl, SmtpUrlProblem};

/// The most of an answer that is kept, in characters.
const ERROR_CHARS: usize = 300;

/// How long the mail server is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmtpLimits {
    /// For the connection and its encryption.
    pub connect: Duration,
    /// For the answer to one command.
    pub command: Duration,
    /// For one mail in all. Times the mails that are taken at once, less than their lease.
    pub mail: Duration,
}

impl Default for SmtpLimits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), command: Duration::from_secs(30), mail: Duration::from_mins(2) }
    }
}

/// The mail server that takes our mails.
#[derive(Debug, Clone)]
pub struct SmtpRelay {
    url: SmtpUrl,
    hello: ClientId,
    limits: SmtpLimits,
    authority: Option<Certificate>,
}

/// A text in which there is no certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it holds no certificate in PEM form")]
pub struct NoCertificate;

impl SmtpRelay {
    /// The server at `url`, which is told that `host` is calling.
    ///
    /// # Errors
    /// [`SmtpUrlProblem`] says in one line what is wrong with the address.
    pub fn new(url: &str, host: &str, limits: SmtpLimits) -> Result<Self, SmtpUrlProblem> {
        Ok(Self { url: SmtpUrl::parse(url)?, hello: ClientId::Domain(host.to_owned()), limits, authority: None })
    }

    /// The same server, believed too where the certificates in `pem` vouch for it: inside an organisation
    /// mail servers often have an authority of its own.
    ///
    /// # Errors
    /// [`NoCertificate`] where `pem` holds none that can be read.
    pub fn trusting(mut self, pem: &[u8]) -> Result<Self, NoCertificate> {
        if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
            return Err(NoCertificate);
        }
        self.authority = Some(Certificate::from_pem(pem).map_err(|_| NoCertificate)?);
        self.tls().map_err(|_| NoCertificate)?;
        Ok(self)
    }

    fn tls(&self) -> Result<TlsParameters, SmtpError> {
        let mut parameters = TlsParameters::builder(self.url.host.clone());
        if let Some(authority) = &self.authority {
            parameters = parameters.add_root_certificate(authority.clone());
        }
        parameters.build()
    }

    /// A conversation that opens its connection with the first mail.
    pub(super) fn conversation(&self) -> Conversation<'_> {
        Conversation { relay: self, connection: None }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Undelivered> {
        let away = |error: String| Undelivered::Away { error: without_addresses(&error) };
        let broken = |error: SmtpError| away(format!("connecting: {}", said(&error)));
        let tls = || self.tls().map_err(broken);
        let at_once = if self.url.encryption == Encryption::FromTheStart { Some(tls()?) } else { None };
        let server = (self.url.host.as_str(), self.url.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.limits.connect), &self.hello, at_once, None);
        // The greeting and the answer to ours belong to the connection; some servers hesitate.
        let mut connection = timeout(self.limits.connect + self.limits.command, connecting)
            .await
            .map_err(|_| away("connecting: no greeting in time".to_owned()))?
            .map_err(broken)?;
        let starts_tls = match self.url.encryption {
            Encryption::FromTheStart => false,
            Encryption::Required => true,
            Encryption::WhereOffered => connection.can_starttls() && !self.url.is_local(),
        };
        if starts_tls {
            let started = self.in_time(connection.starttls(tls()?, &self.hello)).await;
            started.map_err(|error| away(format!("encrypting: {}", error.said())))?;
        }
        if let Some(credentials) = &self.url.credentials {
            if !connection.is_encrypted() && !self.url.is_local() {
                return Err(away("signing in: the server offers no encryption for the password".to_owned()));
            }
            let signed_in = self.in_time(connection.auth(DEFAULT_MECHANISMS, credentials)).await;
            signed_in.map_err(|error| away(format!("signing in: {}", error.said())))?;
        }
        Ok(connection)
    }

    async fn in_time<T>(&self, step: impl Future<Output = Result<T, SmtpError>>) -> Result<T, Trouble> {
        match timeout(self.limits.command, step).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(Trouble::Said(error)),
            Err(_) => Err(Trouble::Silence),
        }
    }
}

/// What went wrong in one step.
enum Trouble {
    Said(SmtpError),
    Silence,
}

impl Trouble {
    fn said(&self) -> String {
        match self {
            Self::Said(error) => said(error),
            Self::Silence => "no answer in time".to_owned(),
        }
    }

    /// Whether the answer is that no try will ever succeed, for this mail and not for our server.
    fn is_final(&self) -> bool {
        let Self::Said(error) = self else { return false };
        let Some(code) = error.status() else { return false };
        if code.severity != Severity::PermanentNegativeCompletion {
            return false;
        }
        // 530, 535 and 538 ask us to sign in; x.7.x is a policy towards us (RFC 3463).
        let about_us = matches!(code.to_string().as_str(), "530" | "534" | "535" | "538");
        let policy = error.source().is_some_and(|text| {
            text.to_string().split_whitespace().next().is_some_and(|word| word.starts_with("5.7."))
        });
        !about_us && !policy
    }
}

/// Several mails over one connection.
pub(super) struct Conversation<'a> {
    relay: &'a SmtpRelay,
    connection: Option<AsyncSmtpConnection>,
}

impl Conversation<'_> {
    /// Hands one mail over. After any trouble the next mail begins with a new connection.
    pub(super) async fn send(&mut self, message: &Message) -> Result<(), Undelivered> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.relay.connect().await?,
        };
        match timeout(self.relay.limits.mail, hand_over(self.relay, &mut connection, message)).await {
            Ok(Ok(())) => {
                self.connection = Some(connection);
                Ok(())
            }
            Ok(Err(undelivered)) => Err(undelivered),
            Err(_) => Err(Undelivered::Delayed { error: "the whole mail took too long".to_owned() }),
        }
    }

    /// Says good-bye.
    pub(super) async fn end(self) {
        if let Some(mut connection) = self.connection {
            // Whatever it answers, the mails are handed over.
            let _ = timeout(self.relay.limits.connect, connection.quit()).await;
        }
    }
}

async fn hand_over(
    relay: &SmtpRelay,
    connection: &mut AsyncSmtpConnection,
    message: &Message,
) -> Result<(), Undelivered> {
    let delayed = |step: &str, trouble: &Trouble| Undelivered::Delayed {
        error: without_addresses(&format!("{step}: {}", trouble.said())),
    };
    let envelope = message.envelope();
    let sender = Mail::new(envelope.from().cloned(), Vec::new());
    relay.in_time(connection.command(sender)).await.map_err(|trouble| delayed("sender", &trouble))?;
    let judged = |step: &str, trouble: Trouble| {
        if trouble.is_final() {
            Undelivered::Refused { error: without_addresses(&format!("{step}: {}", trouble.said())) }
        } else {
            delayed(step, &trouble)
        }
    };
    for recipient in envelope.to() {
        let recipient = Rcpt::new(recipient.clone(), Vec::new());
        relay.in_time(connection.command(recipient)).await.map_err(|trouble| judged("recipient", trouble))?;
    }
    relay.in_time(connection.command(Data)).await.map_err(|trouble| delayed("content", &trouble))?;
    let content = message.formatted();
    relay.in_time(connection.message(&content)).await.map_err(|trouble| judged("content", trouble))?;
    Ok(())
}

fn said(error: &SmtpError) -> String {
    match (error.status(), error.source()) {
        (Some(code), Some(text)) => format!("{code} {text}"),
        (Some(code), None) => code.to_string(),
        (None, Some(text)) => text.to_string(),
        (None, None) => "the connection broke".to_owned(),
    }
}

/// What a server said, fit to be stored and shown: on one line, shortened, and without anything that
/// looks like an address.
fn without_addresses(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control()).filter(|word| !word.is_empty());
    let kept: Vec<&str> = words.map(|word| if word.contains(['@', '＠']) { "(address)" } else { word }).collect();
    kept.join(" ").chars().take(ERROR_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_says_is_kept_without_addresses() {
        assert_eq!(
            without_addresses("550 5.1.1 <taro@example.jp>:\r\n unknown; to=taro@example.jp"),
            "550 5.1.1 (address) unknown; (address)"
        );
        assert_eq!(without_addresses(&"x ".repeat(1_000)).chars().count(), ERROR_CHARS);
    }
}
