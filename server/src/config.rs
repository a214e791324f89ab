//! What the operator sets: environment variables `TELEWORK_*` or flags, checked before anything starts.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use app::services::ContactDetails;
use clap::Args;
use domain::account::SessionRule;
use domain::contact::EmailAddress;
use domain::offer::OfferHours;

use crate::external_calendar::CalendarNetwork;
use crate::ics::IcsSite;
use crate::mail::{MailSettings, SmtpLimits, SmtpRelay};

/// The settings as they are given; every one has a default.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Where the database is: sqlite:// and a path
    #[arg(
        long,
        env = "TELEWORK_DATABASE_URL",
        default_value = "sqlite://data/telework.db",
        global = true,
        hide_env_values = true
    )]
    pub database_url: String,
    /// Address and port to listen on
    #[arg(long, env = "TELEWORK_LISTEN", default_value = "127.0.0.1:3000", global = true)]
    pub listen: String,
    /// Where the service is reached from outside, as links in mails have it [default: http:// and the listening address]
    #[arg(long, env = "TELEWORK_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// The mail server: smtp://, smtps:// or smtp+starttls://; without it mails are kept as .eml files beside the database
    #[arg(long, env = "TELEWORK_SMTP_URL", global = true, hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// A PEM file with the authority that vouches for the mail server, where it is none that everybody knows
    #[arg(long, env = "TELEWORK_SMTP_CA", global = true)]
    pub smtp_ca: Option<PathBuf>,
    /// From whom mails come [default: no-reply@ and the public host]
    #[arg(long, env = "TELEWORK_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
    /// The address of the proxy in front, whose X-Forwarded-For is believed [default: none is]
    #[arg(long, env = "TELEWORK_TRUSTED_PROXY", global = true)]
    pub trusted_proxy: Option<String>,
    /// Limits on how often one network may send forms: on, or (only while listening on this machine) off
    #[arg(long, env = "TELEWORK_RATE_LIMITS", default_value = "on", global = true)]
    pub rate_limits: String,
    /// For how many business hours a freed seat is offered to the next in line: 1 to 240
    #[arg(long, env = "TELEWORK_OFFER_HOURS", default_value = "24", global = true)]
    pub offer_hours: String,
    /// Where notices to the secretariat go [default: to everybody who has an account of the secretariat]
    #[arg(long, env = "TELEWORK_NOTICE_TO", global = true)]
    pub notice_to: Option<String>,
    /// After how many minutes without a visit staff are signed out
    #[arg(long, env = "TELEWORK_SESSION_IDLE_MINUTES", default_value = "30", global = true)]
    pub session_idle_minutes: String,
    /// After how many hours staff sign in again in any case
    #[arg(long, env = "TELEWORK_SESSION_HOURS", default_value = "12", global = true)]
    pub session_hours: String,
    /// How often calendars that experts keep elsewhere are read, in minutes
    #[arg(long, env = "TELEWORK_CALENDAR_MINUTES", default_value = "30", global = true)]
    pub calendar_minutes: String,
    /// From where they are read: public, or (only while listening on this machine) anywhere, without encryption too
    #[arg(long, env = "TELEWORK_CALENDAR_NETWORK", default_value = "public", global = true)]
    pub calendar_network: String,
    /// The secretariat's phone number
    #[arg(long, env = "TELEWORK_CONTACT_PHONE", default_value = "03-5422-1517", global = true)]
    pub contact_phone: String,
    /// The secretariat's mail address
    #[arg(long, env = "TELEWORK_CONTACT_MAIL", default_value = "jimukyoku@teleworksupport.go.jp", global = true)]
    pub contact_mail: String,
}

/// A setting that cannot be used; one line that names the variable and the mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} is \"{value}\"; {mend}")]
pub struct WrongSetting {
    variable: &'static str,
    value: String,
    mend: &'static str,
}

fn wrong(variable: &'static str, value: &str, mend: &'static str) -> WrongSetting {
    WrongSetting { variable, value: value.chars().filter(|sign| !sign.is_control()).collect(), mend }
}

/// The settings, understood.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database file.
    pub database: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the service is reached from outside, without a slash at the end.
    pub public_url: String,
    /// How mail leaves; none: as files.
    pub smtp: Option<SmtpRelay>,
    /// From whom mails come.
    pub mail: MailSettings,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxy: Option<IpAddr>,
    /// Whether one network may send forms only so often.
    pub limits: bool,
    /// How many seconds pass between two readings of a calendar that an expert keeps elsewhere.
    pub calendar_pause: i64,
    /// From where such calendars are read.
    pub calendar_network: CalendarNetwork,
    /// How long staff stay signed in.
    pub sessions: SessionRule,
    /// How to reach the secretariat.
    pub contact: ContactDetails,
}

impl Settings {
    /// The database file that the settings name.
    ///
    /// # Errors
    /// [`WrongSetting`] where they name none.
    pub fn database(&self) -> Result<PathBuf, WrongSetting> {
        let path = self.database_url.strip_prefix("sqlite:").map(|rest| rest.strip_prefix("//").unwrap_or(rest));
        match path {
            Some(path) if !path.is_empty() && !path.contains('?') && !path.contains(":memory:") => {
                Ok(PathBuf::from(path))
            }
            _ => Err(wrong(
                "TELEWORK_DATABASE_URL",
                &self.database_url,
                "it needs sqlite:// and a path, for example sqlite://data/telework.db",
            )),
        }
    }

    /// For how long a freed seat is offered.
    ///
    /// # Errors
    /// [`WrongSetting`] where they say no such length.
    pub fn offer_hours(&self) -> Result<OfferHours, WrongSetting> {
        self.offer_hours.trim().parse().ok().and_then(OfferHours::new).ok_or_else(|| {
            wrong("TELEWORK_OFFER_HOURS", &self.offer_hours, "it needs a number of hours from 1 to 240, for example 24")
        })
    }

    /// Where notices to the secretariat go; none: to everybody of it.
    ///
    /// # Errors
    /// [`WrongSetting`] where they name no address.
    pub fn notice_to(&self) -> Result<Option<EmailAddress>, WrongSetting> {
        let Some(typed) = self.notice_to.as_deref().filter(|typed| !typed.is_empty()) else { return Ok(None) };
        let address = EmailAddress::parse(typed);
        address.map(Some).map_err(|_| {
            wrong("TELEWORK_NOTICE_TO", typed, "it needs a mail address, for example secretariat@example.jp")
        })
    }

    /// Understands the settings.
    ///
    /// # Errors
    /// [`WrongSetting`] names the first that cannot be used.
    pub fn understand(&self) -> Result<Config, WrongSetting> {
        let database = self.database()?;
        self.offer_hours()?;
        self.notice_to()?;
        let listen: SocketAddr = self.listen.parse().map_err(|_| {
            wrong("TELEWORK_LISTEN", &self.listen, "it needs an address and a port, for example 127.0.0.1:3000")
        })?;
        let public_url = self.public_url.clone().unwrap_or_else(|| format!("http://{listen}"));
        let host = host_of(&public_url).ok_or_else(|| {
            wrong(
                "TELEWORK_PUBLIC_URL",
                &public_url,
                "it needs https:// (or http://) and a host and nothing behind it, for example https://telework.example.jp",
            )
        })?;
        let public_url = public_url.trim_end_matches('/').to_owned();
        let limits = match self.rate_limits.as_str() {
            "on" => true,
            "off" if listen.ip().is_loopback() => false,
            "off" => {
                return Err(wrong(
                    "TELEWORK_RATE_LIMITS",
                    "off",
                    "that is taken only while listening on a loopback address such as 127.0.0.1:3000; leave it on",
                ));
            }
            other => return Err(wrong("TELEWORK_RATE_LIMITS", other, "it needs on or off")),
        };
        let calendar_network = match self.calendar_network.as_str() {
            "public" => CalendarNetwork::public(),
            "anywhere" if listen.ip().is_loopback() => CalendarNetwork::anywhere(),
            "anywhere" => {
                return Err(wrong(
                    "TELEWORK_CALENDAR_NETWORK",
                    "anywhere",
                    "that is taken only while listening on a loopback address such as 127.0.0.1:3000; leave it public",
                ));
            }
            other => return Err(wrong("TELEWORK_CALENDAR_NETWORK", other, "it needs public or anywhere")),
        };
        let trusted_proxy = match self.trusted_proxy.as_deref() {
            None | Some("") => None,
            Some(proxy) => Some(proxy.parse().map_err(|_| {
                wrong("TELEWORK_TRUSTED_PROXY", proxy, "it needs the proxy's IP address, for example 127.0.0.1")
            })?),
        };
        let smtp = self.relay(&host)?;
        if !self.contact_mail.contains('@') || self.contact_mail.chars().any(char::is_whitespace) {
            return Err(wrong("TELEWORK_CONTACT_MAIL", &self.contact_mail, "it needs a mail address"));
        }
        let sessions = SessionRule {
            idle_seconds: 60 * whole("TELEWORK_SESSION_IDLE_MINUTES", &self.session_idle_minutes)?,
            absolute_seconds: 3600 * whole("TELEWORK_SESSION_HOURS", &self.session_hours)?,
        };
        let calendar_pause = 60 * whole("TELEWORK_CALENDAR_MINUTES", &self.calendar_minutes)?;
        let contact = ContactDetails { phone: self.contact_phone.clone(), mail: self.contact_mail.clone() };
        let site = IcsSite {
            host: host.clone(),
            public_url: public_url.clone(),
            organizer: None,
            phone: contact.phone.clone(),
        };
        let from = self.mail_from.clone().unwrap_or_else(|| format!("no-reply@{}", mail_host(&host)));
        let mail = MailSettings::new(&from, Some(&contact.mail), site).map_err(|_| {
            wrong(
                "TELEWORK_MAIL_FROM",
                &from,
                "it needs an address, or a name and an address: Secretariat <desk@example.jp>",
            )
        })?;
        Ok(Config {
            database,
            listen,
            public_url,
            smtp,
            mail,
            trusted_proxy,
            limits,
            calendar_pause,
            calendar_network,
            sessions,
            contact,
        })
    }

    /// The mail server that the settings name, called by `host`.
    fn relay(&self, host: &str) -> Result<Option<SmtpRelay>, WrongSetting> {
        let Some(url) = self.smtp_url.as_deref().filter(|url| !url.is_empty()) else { return Ok(None) };
        let relay = SmtpRelay::new(url, host, SmtpLimits::default()).map_err(|_| {
            // Not repeated: it may hold a password.
            wrong(
                "TELEWORK_SMTP_URL",
                "…",
                "it needs smtp://, smtps:// or smtp+starttls://, a host and a port, for example smtps://user:password@mail.example.jp:465",
            )
        })?;
        let Some(file) = self.smtp_ca.as_deref().filter(|file| !file.as_os_str().is_empty()) else {
            return Ok(Some(relay));
        };
        let trusting = std::fs::read(file).ok().and_then(|pem| relay.trusting(&pem).ok());
        let mend = "it needs a file that can be read and holds a certificate in PEM form";
        trusting.map(Some).ok_or_else(|| wrong("TELEWORK_SMTP_CA", &file.to_string_lossy(), mend))
    }
}

/// A whole number of minutes or hours.
fn whole(variable: &'static str, value: &str) -> Result<i64, WrongSetting> {
    let number = value.parse().ok().filter(|number| (1..=10_000).contains(number));
    number.ok_or_else(|| wrong(variable, value, "it needs a whole number from 1 to 10000"))
}

/// The host of a URL that has nothing but scheme, host and port.
fn host_of(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.strip_suffix('/').unwrap_or(rest);
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | ':' | '[' | ']');
    if authority.is_empty() || !authority.chars().all(is_plain) {
        return None;
    }
    let host = match authority.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((address, _)) => address,
        None => authority.split(':').next().unwrap_or(authority),
    };
    (!host.is_empty()).then(|| host.to_owned())
}

/// A host that may stand behind the @ of an address: numbers may not.
fn mail_host(host: &str) -> &str {
    if host.parse::<IpAddr>().is_ok() { "localhost" } else { host }
}

/// The folder for mails that are kept as files: `mail` beside the database.
pub fn mail_folder(database: &Path) -> PathBuf {
    database.parent().unwrap_or_else(|| Path::new("")).join("mail")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            database_url: "sqlite://data/telework.db".to_owned(),
            listen: "127.0.0.1:3000".to_owned(),
            public_url: None,
            smtp_url: None,
            smtp_ca: None,
            mail_from: None,
            trusted_proxy: None,
            rate_limits: "on".to_owned(),
            offer_hours: "24".to_owned(),
            notice_to: None,
            session_idle_minutes: "30".to_owned(),
            session_hours: "12".to_owned(),
            calendar_minutes: "30".to_owned(),
            calendar_network: "public".to_owned(),
            contact_phone: "03-5422-1517".to_owned(),
            contact_mail: "desk@example.jp".to_owned(),
        }
    }

    #[test]
    fn the_defaults_are_understood() {
        let config = settings().understand().unwrap();
        assert_eq!(config.database, Path::new("data/telework.db"));
        assert_eq!(config.public_url, "http://127.0.0.1:3000");
        assert!(config.limits);
        assert_eq!(config.sessions, SessionRule::DEFAULT);
    }

    #[test]
    fn a_wrong_setting_is_one_line_with_the_variable_and_the_mend() {
        let listen = Settings { listen: "3000".to_owned(), ..settings() };
        assert_eq!(
            listen.understand().unwrap_err().to_string(),
            "TELEWORK_LISTEN is \"3000\"; it needs an address and a port, for example 127.0.0.1:3000"
        );
        for broken in [
            Settings { database_url: "postgres://x".to_owned(), ..settings() },
            Settings { public_url: Some("example.jp".to_owned()), ..settings() },
            Settings { public_url: Some("https://example.jp/path".to_owned()), ..settings() },
            Settings { public_url: Some("https://example.jp\r\nX: y".to_owned()), ..settings() },
            Settings { trusted_proxy: Some("proxy".to_owned()), ..settings() },
            Settings { rate_limits: "maybe".to_owned(), ..settings() },
            Settings { offer_hours: "0".to_owned(), ..settings() },
            Settings { offer_hours: "a day".to_owned(), ..settings() },
            Settings { notice_to: Some("the secretariat".to_owned()), ..settings() },
            Settings { session_idle_minutes: "half an hour".to_owned(), ..settings() },
            Settings { session_hours: "0".to_owned(), ..settings() },
            Settings { calendar_minutes: "half an hour".to_owned(), ..settings() },
            Settings { calendar_network: "home".to_owned(), ..settings() },
            Settings { smtp_url: Some("mail.example.jp".to_owned()), ..settings() },
            Settings {
                smtp_url: Some("smtps://mail.example.jp".to_owned()),
                smtp_ca: Some(PathBuf::from("Cargo.toml")),
                ..settings()
            },
            Settings { mail_from: Some("nobody".to_owned()), ..settings() },
            Settings { contact_mail: "nobody".to_owned(), ..settings() },
        ] {
            let line = broken.understand().unwrap_err().to_string();
            assert!(line.starts_with("TELEWORK_") && !line.contains('\n'), "{line}");
        }
    }

    #[test]
    fn limits_are_off_only_on_a_loopback_address() {
        let here = Settings { rate_limits: "off".to_owned(), ..settings() };
        assert!(!here.understand().unwrap().limits);
        let open = Settings { rate_limits: "off".to_owned(), listen: "0.0.0.0:3000".to_owned(), ..settings() };
        assert!(open.understand().is_err());
    }

    #[test]
    fn calendars_of_a_closed_network_are_read_only_on_a_loopback_address() {
        let here = Settings { calendar_network: "anywhere".to_owned(), ..settings() };
        assert!(here.understand().is_ok());
        let open =
            Settings { calendar_network: "anywhere".to_owned(), listen: "0.0.0.0:3000".to_owned(), ..settings() };
        assert!(open.understand().is_err());
    }

    #[test]
    fn a_mail_servers_password_is_never_repeated() {
        let broken = Settings { smtp_url: Some("ftp://user:geheim@host".to_owned()), ..settings() };
        assert!(!broken.understand().unwrap_err().to_string().contains("geheim"));
    }
}
