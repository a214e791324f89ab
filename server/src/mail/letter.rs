//! What a mail tells, block by block, before it is text or HTML.

use app::text::Text;
use app::text::mail::MailText;
use domain::event::{Event, EventState};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::registration::{Attendance, Registration, RegistrationState};
use storage::{DueMail, MailSubject};

use super::MailSettings;

/// The longest title that a subject repeats, in characters.
const TITLE_IN_SUBJECT: usize = 50;

/// One part of a mail. Its texts are data: nothing in them is ever looked into again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// One or more lines.
    Paragraph(String),
    /// Label and content.
    Facts(Vec<(String, String)>),
    /// What the following blocks are about.
    Heading(String),
    /// What the mail is for.
    Action { name: String, address: String },
    /// Where more stands.
    Link { name: String, address: String },
}

/// A mail before it is put into a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

impl Letter {
    /// Writes the letter for `mail`; none where what it was about is gone.
    pub(super) fn write(mail: &DueMail, settings: &MailSettings) -> Option<Self> {
        let first = mail.subjects.first()?;
        let writer = Writer { text: Text(mail.language).mail(), language: mail.language, mail, settings };
        let happened = writer.text.happened(mail.kind);
        let subject = if mail.kind == NoticeKind::Links {
            writer.text.links_subject().into_owned()
        } else {
            let title = shortened(&one_line(first.event.title.text(mail.language)));
            writer
                .text
                .subject(&happened, &title, &writer.text.date().day_of_year(first.event.when.starts_on))
                .into_owned()
        };
        let name = &first.registration.applicant.name;
        let mut blocks = vec![
            Block::Paragraph(writer.text.greeting(name.as_str()).into_owned()),
            Block::Paragraph(writer.text.opening(mail.kind).into_owned()),
        ];
        if mail.kind == NoticeKind::Links {
            for subject in &mail.subjects {
                writer.one_of_several(&mut blocks, subject);
            }
            blocks.push(Block::Paragraph(writer.text.keep_secret().into_owned()));
        } else {
            writer.only_one(&mut blocks, first);
        }
        writer.contact(&mut blocks);
        Some(Self { language: mail.language, subject, heading: happened.into_owned(), blocks })
    }
}

struct Writer<'a> {
    text: MailText,
    language: Language,
    mail: &'a DueMail,
    settings: &'a MailSettings,
}

impl Writer<'_> {
    fn only_one(&self, blocks: &mut Vec<Block>, subject: &MailSubject) {
        let (registration, event) = (&subject.registration, &*subject.event);
        blocks.push(Block::Facts(self.facts(registration, event)));
        blocks.extend(self.called_off(event));
        let next = self.next(registration, event);
        if !next.is_empty() {
            blocks.push(Block::Heading(self.text.next_heading().into_owned()));
            blocks.extend(next.into_iter().map(Block::Paragraph));
        }
        if let Some(deadlines) = self.deadlines(registration, event) {
            blocks.push(Block::Heading(self.text.own_heading().into_owned()));
            blocks.push(Block::Action { name: self.text.own_link().into_owned(), address: self.own_address(subject) });
            let mut own = vec![deadlines, self.text.keep_secret().into_owned()];
            if self.mail.kind == NoticeKind::Changed {
                own.push(self.text.old_links().into_owned());
            }
            blocks.push(Block::Paragraph(own.join("\n")));
        }
        blocks.push(Block::Link { name: self.text.event_link().into_owned(), address: self.event_address(event) });
    }

    fn one_of_several(&self, blocks: &mut Vec<Block>, subject: &MailSubject) {
        let (registration, event) = (&subject.registration, &*subject.event);
        blocks.push(Block::Heading(one_line(event.title.text(self.language))));
        let mut facts = self.text.facts(registration, event);
        facts.push((self.text.state_label().into_owned(), self.text.state(registration.face()).into_owned()));
        blocks.push(Block::Facts(facts));
        blocks.extend(self.called_off(event));
        blocks.push(Block::Action { name: self.text.own_link().into_owned(), address: self.own_address(subject) });
        blocks.extend(self.deadlines(registration, event).map(Block::Paragraph));
    }

    /// The facts, and how it stands where that is no longer what the mail is about: it may have
    /// waited for the mail server while its registration went on.
    fn facts(&self, registration: &Registration, event: &Event) -> Vec<(String, String)> {
        let mut facts = self.text.facts(registration, event);
        let told = match self.mail.kind {
            NoticeKind::Registered | NoticeKind::SeatGiven => Some(RegistrationState::Seated),
            NoticeKind::WaitingListed => Some(RegistrationState::Waiting),
            NoticeKind::Cancelled => Some(RegistrationState::Cancelled),
            NoticeKind::Changed | NoticeKind::AlreadyRegistered | NoticeKind::Links => None,
        };
        if told != Some(registration.face()) {
            facts.push((self.text.state_label().into_owned(), self.text.state(registration.face()).into_owned()));
        }
        facts
    }

    fn called_off(&self, event: &Event) -> Option<Block> {
        match &event.state {
            EventState::Cancelled { reason, .. } => {
                Some(Block::Paragraph(self.text.event_cancelled(reason.text(self.language)).into_owned()))
            }
            EventState::Draft | EventState::Published => None,
        }
    }

    fn next(&self, registration: &Registration, event: &Event) -> Vec<String> {
        let text = self.text;
        let mut next = Vec::new();
        match registration.face() {
            _ if matches!(event.state, EventState::Cancelled { .. }) => {}
            RegistrationState::Cancelled => {
                next.push(text.register_again().into_owned());
                next.push(text.not_cancelled_by_me().into_owned());
                next.push(text.invitation_removal().into_owned());
            }
            RegistrationState::Waiting => {
                next.push(text.in_line().into_owned());
                next.push(text.in_line_give_up().into_owned());
            }
            RegistrationState::Seated | RegistrationState::SetAside => {
                next.extend(self.taking_part(registration, event));
                if self.mail.kind == NoticeKind::SeatGiven {
                    next.push(text.seat_give_up().into_owned());
                }
                next.push(text.invitation().into_owned());
            }
        }
        if self.mail.kind == NoticeKind::AlreadyRegistered {
            next.push(text.again_change().into_owned());
            next.push(text.not_me().into_owned());
        }
        next
    }

    fn taking_part(&self, registration: &Registration, event: &Event) -> Vec<String> {
        let (text, place) = (self.text, &event.place);
        match registration.applicant.attendance {
            Attendance::Venue => {
                let mut door = text.at_the_door().into_owned();
                if let Some(open) = event.when.doors_open {
                    // Japanese sentences follow each other without a space.
                    let space = if self.language == Language::English { " " } else { "" };
                    door = format!("{door}{space}{}", text.doors_open(&text.date().time(open)));
                }
                let access = place.venue.as_ref().and_then(|venue| venue.access.as_ref());
                let access = access.map(|how| text.access(how.text(self.language)).into_owned());
                [Some(door), access].into_iter().flatten().collect()
            }
            Attendance::Online => vec![match &place.joining {
                Some(how) => text.joining(how.text(self.language)).into_owned(),
                None => text.joining_later().into_owned(),
            }],
        }
    }

    fn deadlines(&self, registration: &Registration, event: &Event) -> Option<String> {
        if registration.face() == RegistrationState::Cancelled {
            return None;
        }
        self.text.deadlines(event, self.mail.created_at)
    }

    fn contact(&self, blocks: &mut Vec<Block>) {
        let text = self.text;
        blocks.push(Block::Heading(text.contact_heading().into_owned()));
        let phone = text.phone(&self.settings.site.phone).into_owned();
        let mut lines = vec![text.sender().into_owned(), phone, text.have_the_number().into_owned()];
        if self.mail.kind == NoticeKind::Links {
            lines.push(text.not_me().into_owned());
        }
        blocks.push(Block::Paragraph(lines.join("\n")));
        blocks.push(Block::Paragraph(text.automatic().into_owned()));
    }

    fn own_address(&self, subject: &MailSubject) -> String {
        format!("{}{}", self.settings.site.public_url, app::address::my(self.language, &subject.link))
    }

    fn event_address(&self, event: &Event) -> String {
        format!("{}{}", self.settings.site.public_url, app::address::event(self.language, &event.code))
    }
}

/// The text on one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let signs = text.chars().map(|sign| match sign {
        sign if sign.is_control() => ' ',
        '\u{2028}' | '\u{2029}' => ' ',
        other => other,
    });
    signs.collect::<String>().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(title: &str) -> String {
    match title.char_indices().nth(TITLE_IN_SUBJECT) {
        Some((end, _)) => format!("{}…", &title[..end]),
        None => title.to_owned(),
    }
}
