//! From whom mails come, and the addresses they lead to.

use lettre::Address;
use lettre::message::Mailbox;

use crate::ics::IcsSite;

/// What every mail has in common.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// From whom. Without a name of its own it gets the secretariat's, in the mail's language.
    pub from: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<Mailbox>,
    /// The site that links lead to and that calendar entries come from.
    pub site: IcsSite,
}

/// A text that names no mailbox.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no mailbox; write an address, or a name and an address: Secretariat <desk@example.jp>")]
pub struct NoMailbox(String);

impl MailSettings {
    /// Reads the sender and the address for answers, each as `desk@example.jp` or as
    /// `Name <desk@example.jp>`. The organizer of calendar entries, where `site` names none, is
    /// where answers go: programs distrust an invitation from somebody else than its sender.
    ///
    /// # Errors
    /// [`NoMailbox`] where one of them cannot be read.
    pub fn new(from: &str, reply_to: Option<&str>, mut site: IcsSite) -> Result<Self, NoMailbox> {
        let from = mailbox(from)?;
        let reply_to = reply_to.map(mailbox).transpose()?;
        site.organizer.get_or_insert_with(|| reply_to.as_ref().unwrap_or(&from).email.to_string());
        Ok(Self { from, reply_to, site })
    }
}

fn mailbox(text: &str) -> Result<Mailbox, NoMailbox> {
    let broken = || NoMailbox(text.to_owned());
    if text.chars().any(char::is_control) {
        return Err(broken());
    }
    let (name, address) = match text.trim().strip_suffix('>').and_then(|opened| opened.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"'), address),
        None => ("", text),
    };
    let address: Address = address.trim().parse().map_err(|_| broken())?;
    Ok(Mailbox::new((!name.is_empty()).then(|| name.to_owned()), address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_may_have_a_japanese_name() {
        let read = mailbox("テレワーク事務局 <no-reply@localhost>").unwrap();
        assert_eq!(
            (read.name.as_deref(), read.email.to_string().as_str()),
            (Some("テレワーク事務局"), "no-reply@localhost")
        );
        assert_eq!(mailbox("desk@example.jp").unwrap().name, None);
        assert_eq!(mailbox("\"Desk, East\" <desk@example.jp>").unwrap().name.as_deref(), Some("Desk, East"));
    }

    #[test]
    fn a_sender_that_cannot_be_one_is_refused() {
        for text in ["", "desk", "desk@", "Desk <desk>", "a@b.c\r\nBcc: d@e.f", "a@b.c, d@e.f"] {
            assert!(mailbox(text).is_err(), "{text:?}");
        }
    }
}
