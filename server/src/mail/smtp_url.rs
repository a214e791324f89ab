//! `TELEWORK_SMTP_URL`: which mail server, how encrypted, and as whom.

use std::fmt;

use lettre::transport::smtp::authentication::Credentials;

/// How a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encryption {
    /// With STARTTLS where the server offers it; never on this machine itself.
    WhereOffered,
    /// With STARTTLS, or not at all.
    Required,
    /// From the first byte.
    FromTheStart,
}

/// What the address says.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SmtpUrl {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) credentials: Option<Credentials>,
}

/// Why the address of a mail server cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlProblem {
    /// Neither of the three beginnings.
    #[error(
        "it begins with smtp://, smtp+starttls:// or smtps://, for example smtp://user:password@mail.example.jp:587"
    )]
    Scheme,
    /// No host, or one with signs that no host has.
    #[error("it names no host; write for example smtp://mail.example.jp:25")]
    Host,
    /// A port that is none.
    #[error("its port is not a number from 1 to 65535")]
    Port,
    /// A user without a password, or signs that are not written in hex properly.
    #[error(
        "its user and password are not written as user:password; write other signs than letters and digits as % and two hex digits"
    )]
    Credentials,
    /// Something after the port.
    #[error("it goes on after the port; only ?tls=required may stand there")]
    Rest,
}

impl SmtpUrl {
    pub(super) fn parse(url: &str) -> Result<Self, SmtpUrlProblem> {
        let (scheme, rest) = url.trim().split_once("://").ok_or(SmtpUrlProblem::Scheme)?;
        let (mut encryption, usual_port) = match scheme {
            "smtp" => (Encryption::WhereOffered, 25),
            "smtp+starttls" => (Encryption::Required, 587),
            "smtps" => (Encryption::FromTheStart, 465),
            _ => return Err(SmtpUrlProblem::Scheme),
        };
        let (authority, rest) = rest.find(['/', '?']).map_or((rest, ""), |end| rest.split_at(end));
        match rest.trim_start_matches('/') {
            "" => {}
            "?tls=required" if encryption != Encryption::FromTheStart => encryption = Encryption::Required,
            _ => return Err(SmtpUrlProblem::Rest),
        }
        let (credentials, server) = match authority.rsplit_once('@') {
            Some((user, server)) => (Some(credentials(user)?), server),
            None => (None, authority),
        };
        let (host, port) = match server.strip_prefix('[').and_then(|opened| opened.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.strip_prefix(':').ok_or(SmtpUrlProblem::Port)?)),
            None => server.split_once(':').map_or((server, None), |(host, port)| (host, Some(port))),
        };
        let is_of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:_".contains(&byte);
        if host.is_empty() || !host.bytes().all(is_of_host) {
            return Err(SmtpUrlProblem::Host);
        }
        let port = match port {
            None => usual_port,
            Some(port) => port.parse().ok().filter(|&port| port != 0).ok_or(SmtpUrlProblem::Port)?,
        };
        Ok(Self { host: host.to_owned(), port, encryption, credentials })
    }

    /// Whether the server is on this machine, so that nobody listens between.
    pub(super) fn is_local(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost")
            || self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// Shows no password.
impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpUrl({}:{}, {:?})", self.host, self.port, self.encryption)
    }
}

fn credentials(written: &str) -> Result<Credentials, SmtpUrlProblem> {
    let (user, password) = written.split_once(':').ok_or(SmtpUrlProblem::Credentials)?;
    match (percent_decoded(user), percent_decoded(password)) {
        (Some(user), Some(password)) if !user.is_empty() => Ok(Credentials::new(user, password)),
        _ => Err(SmtpUrlProblem::Credentials),
    }
}

fn percent_decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit =
                    |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(rest.next())? * 16 + digit(rest.next())?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ways_to_write_a_server_are_read() {
        let read = |url| SmtpUrl::parse(url).map(|url| (url.host, url.port, url.encryption)).unwrap();
        assert_eq!(read("smtp://localhost"), ("localhost".to_owned(), 25, Encryption::WhereOffered));
        assert_eq!(read("smtp://127.0.0.1:1025/"), ("127.0.0.1".to_owned(), 1025, Encryption::WhereOffered));
        assert_eq!(
            read("smtp://mail.example.jp:587?tls=required"),
            ("mail.example.jp".to_owned(), 587, Encryption::Required)
        );
        assert_eq!(read("smtp+starttls://mail.example.jp"), ("mail.example.jp".to_owned(), 587, Encryption::Required));
        assert_eq!(read("smtps://u:p@mail.example.jp"), ("mail.example.jp".to_owned(), 465, Encryption::FromTheStart));
        assert_eq!(read("smtp://[::1]:2525"), ("::1".to_owned(), 2525, Encryption::WhereOffered));
    }

    #[test]
    fn a_password_may_hold_any_sign() {
        let url = SmtpUrl::parse("smtps://desk%40example.jp:p%3Aa%25@s@mail.example.jp").unwrap();
        assert_eq!(url.credentials, Some(Credentials::new("desk@example.jp".to_owned(), "p:a%@s".to_owned())));
        assert!(!format!("{url:?}").contains("p:a"), "and is never shown");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let problem = |url| SmtpUrl::parse(url).unwrap_err();
        assert_eq!(problem("mail.example.jp:25"), SmtpUrlProblem::Scheme);
        assert_eq!(problem("http://mail.example.jp"), SmtpUrlProblem::Scheme);
        assert_eq!(problem("smtp://"), SmtpUrlProblem::Host);
        assert_eq!(problem("smtp://a b"), SmtpUrlProblem::Host);
        assert_eq!(problem("smtp://a:99999"), SmtpUrlProblem::Port);
        assert_eq!(problem("smtp://[::1]25"), SmtpUrlProblem::Port);
        assert_eq!(problem("smtp://user@a"), SmtpUrlProblem::Credentials);
        assert_eq!(problem("smtp://u:%zz@a"), SmtpUrlProblem::Credentials);
        assert_eq!(problem("smtp://a?tls=maybe"), SmtpUrlProblem::Rest);
    }

    #[test]
    fn only_this_machine_is_local() {
        let local = |url| SmtpUrl::parse(url).unwrap().is_local();
        assert!(local("smtp://localhost") && local("smtp://127.0.0.1") && local("smtp://[::1]"));
        assert!(!local("smtp://mail.example.jp") && !local("smtp://192.0.2.1"));
    }
}
