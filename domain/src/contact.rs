//! How somebody is reached: mail address, phone number, postal code, web address.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::input::{self, FieldError, text_value, tolerant};

mod typing_error;

/// A mail address that can be written to.
///
/// The part before the `@` is kept as typed, since its case belongs to the receiving server; the domain is lower case.
/// Two addresses of one person are compared by [`identity`](Self::identity). Refused: quoted local parts, domains with
/// other than ASCII characters (the `xn--` form is taken), addresses without a dot in the domain. Taken, against
/// RFC 5321: several dots in a row and a dot before the `@`, because mobile carriers handed out such addresses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The greatest number of characters (RFC 5321 with its errata).
    pub const MAX_CHARS: u32 = 254;

    /// The greatest number of characters before the `@`.
    const MAX_LOCAL_CHARS: usize = 64;

    /// Reads an address in any width, also one copied as `Taro Yamada <taro@example.jp>` or as a `mailto:` link.
    ///
    /// # Errors
    /// [`FieldError::Required`], [`FieldError::TooLong`], [`FieldError::ControlCharacter`],
    /// [`FieldError::MissingAtSign`], and [`FieldError::Malformed`] for all else.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let tidied = input::tidy(text);
        if tidied.is_empty() {
            return Err(FieldError::Required);
        }
        if tidied.chars().any(char::is_control) {
            return Err(FieldError::ControlCharacter);
        }
        let address = tolerant(bracketed(&tidied)).replace(['。', '．'], ".");
        let address = address.strip_prefix("mailto:").unwrap_or(&address);
        if address.is_empty() {
            return Err(FieldError::Required);
        }
        let (local, domain) = address.rsplit_once('@').ok_or(FieldError::MissingAtSign)?;
        if address.chars().count() > Self::MAX_CHARS as usize {
            return Err(FieldError::TooLong { max: Self::MAX_CHARS });
        }
        if is_local_part(local) && is_domain(domain) {
            Ok(Self(format!("{local}@{}", domain.to_ascii_lowercase())))
        } else {
            Err(FieldError::Malformed)
        }
    }

    /// The address to show and to send to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes two addresses the same one: all lower case. No server in use tells `Taro@` from `taro@`.
    pub fn identity(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The part before the `@`.
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address as SMTP wants it: the carriers' `a..b@docomo.ne.jp` is only lawful as `"a..b"@docomo.ne.jp`, which
    /// means the same mailbox (RFC 5321, 4.1.2).
    pub fn smtp_form(&self) -> String {
        let (local, domain) = (self.local_part(), self.domain());
        if local.contains("..") || local.ends_with('.') { format!("\"{local}\"@{domain}") } else { self.0.clone() }
    }

    /// The address that was probably meant, when this one looks like a slip of the finger (`gmial.com`, `.con`).
    /// A reason to ask, never to refuse.
    pub fn likely_typo(&self) -> Option<String> {
        typing_error::meant_domain(self.domain()).map(|domain| format!("{}@{domain}", self.local_part()))
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(EmailAddress);

/// What stands in the last angle brackets, of either width, when the text ends with them; else the text.
fn bracketed(text: &str) -> &str {
    text.strip_suffix(['>', '＞']).and_then(|opened| opened.rsplit_once(['<', '＜'])).map_or(text, |(_, inside)| inside)
}

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= EmailAddress::MAX_LOCAL_CHARS
        && !local.starts_with('.')
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte))
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(is_label)
        // An address by numbers (`taro@192.0.2.1`) names a machine, not somebody's mail domain.
        && top.len() >= 2
        && top.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// A Japanese phone number: a zero and nine or ten more digits. Stored as digits; no list of prefixes, since the numbering plan
/// changes faster than this program.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number in any width, with any dashes, dots and brackets, also with `+81`.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything but `^0\d{9,10}$`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let typed = tolerant(text);
        if typed.is_empty() {
            return Err(FieldError::Required);
        }
        let bare = typed.replace(['-', '.'], "");
        let digits = match bare.strip_prefix("+81") {
            // `+81 (0)3 …` is written often: the zero in brackets is the one that is added here.
            Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
            None => bare,
        };
        let well_formed = matches!(digits.len(), 10 | 11)
            && digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed { Ok(Self(digits)) } else { Err(FieldError::Malformed) }
    }

    /// The number in digits only: `0354221517`.
    pub fn as_digits(&self) -> &str {
        &self.0
    }

    /// The same as [`as_digits`](Self::as_digits).
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for `tel:` links and machines abroad: `+81354221517`.
    pub fn international(&self) -> String {
        format!("+81{}", self.0.strip_prefix('0').unwrap_or(&self.0))
    }
}

/// Hyphens only where the grouping is certain without a list of area codes: `090-1234-5678`, `03-5422-1517`.
impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.as_str();
        let first = match digits.len() {
            11 if digits.as_bytes().get(2) == Some(&b'0') => 3,
            10 if digits.starts_with("03") || digits.starts_with("06") => 2,
            _ => return f.write_str(digits),
        };
        let (area, rest) = digits.split_at(first);
        let (exchange, line) = rest.split_at(4);
        write!(f, "{area}-{exchange}-{line}")
    }
}

text_value!(PhoneNumber);

/// A postal code: seven digits, shown as `123-4567`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);

impl PostalCode {
    /// Reads a code in any width, with or without hyphen and `〒`.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything but seven digits.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let typed = tolerant(text);
        let digits = typed.trim_start_matches(['〒', '〶']).replace('-', "");
        if digits.is_empty() {
            return Err(FieldError::Required);
        }
        let well_formed = digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if well_formed { Ok(Self(digits)) } else { Err(FieldError::Malformed) }
    }

    /// The seven digits without hyphen.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (district, town) = self.0.split_at(3.min(self.0.len()));
        write!(f, "{district}-{town}")
    }
}

text_value!(PostalCode);

/// A complete web address, `https://…` or `http://…`. Files of others carry them, and nothing else may become a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

impl WebAddress {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 2000;

    /// Reads an address as it stands in a browser's line.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] where [`is_web_address`] says no.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let typed = input::tidy(text);
        if typed.is_empty() {
            return Err(FieldError::Required);
        }
        if is_web_address(&typed) { Ok(Self(typed)) } else { Err(FieldError::Malformed) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(WebAddress);

/// Whether a browser opens `text` as a page of the web: with http or https, with a host, without a sign that could end
/// an attribute or hide where it leads.
pub fn is_web_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let is_harmless = |sign: char| !sign.is_whitespace() && !input::is_forbidden(sign) && !"<>\"'`\\".contains(sign);
    rest.starts_with(char::is_alphanumeric)
        && text.chars().all(is_harmless)
        && text.chars().count() <= WebAddress::MAX_CHARS as usize
}
