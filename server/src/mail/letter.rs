//! What a mail tells, block by block, before it is text or HTML.

mod consultation;
mod waiting;

use std::borrow::Cow;

use app::text::Text;
use app::text::mail::MailText;
use domain::account::{Account, AccountLink};
use domain::announcement::Announcement;
use domain::desk_notice::ImportedFile;
use domain::door::Thanks;
use domain::event::{Event, EventState};
use domain::inquiry::{Author, Inquiry, InquiryState, Message};
use domain::language::Language;
use domain::mailbox::mailbox_closes_at;
use domain::notice::NoticeKind;
use domain::registration::{Attendance, Registration, RegistrationState};
use storage::{DueMail, MailSubject};

use super::sample::somebody;
use crate::ics::IcsSite;

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
    pub(super) fn write(mail: &DueMail, site: &IcsSite) -> Option<Self> {
        let writer = Writer { text: Text(mail.language).mail(), language: mail.language, mail, site };
        let happened = writer.text.happened(mail.kind);
        let (subject, mut blocks) = match mail.subject.as_ref()? {
            MailSubject::Registration { registration, event, .. } => {
                let title = shortened(&one_line(event.title.text(mail.language)));
                let day = writer.text.date().day_of_year(event.when.starts_on);
                (writer.text.subject(&happened, &title, &day).into_owned(), writer.registration(registration, event))
            }
            MailSubject::Thanks { registration, event, thanks } => {
                let title = shortened(&one_line(event.title.text(mail.language)));
                let day = writer.text.date().day_of_year(event.when.starts_on);
                let blocks = writer.thanks(registration, event, thanks);
                (writer.text.subject(&happened, &title, &day).into_owned(), blocks)
            }
            MailSubject::Inquiry { inquiry, message } => {
                let words = writer.text.inquiry();
                let told = message.and_then(|message| inquiry.message(message));
                (words.subject(&happened, &words.topic(inquiry)).into_owned(), writer.inquiry(inquiry, told))
            }
            MailSubject::Account(account) => (happened.clone().into_owned(), writer.account(account)),
            MailSubject::Mailbox => (writer.text.links_subject().into_owned(), writer.mailbox()),
            MailSubject::Announcement { announcement, event, registration } => {
                let unnamed = match registration {
                    Some(_) => None,
                    None => Some(somebody(event, mail.language, mail.created_at)?),
                };
                let registration = registration.as_deref().or(unnamed.as_ref())?;
                writer.announcement(announcement, registration, event)
            }
            MailSubject::Consultation { consultation, expert, moved_from } => {
                writer.consultation(&happened, consultation, expert, *moved_from)
            }
            MailSubject::Waiting { waiting, expert } => writer.waiting(&happened, waiting, expert.as_deref()),
            MailSubject::Event { event, taken, waiting } => {
                let title = shortened(&one_line(event.title.text(mail.language)));
                let day = writer.text.date().day_of_year(event.when.starts_on);
                let subject = writer.text.subject(&happened, &title, &day).into_owned();
                (subject, writer.event_for_desk(event, *taken, *waiting))
            }
            MailSubject::Import { file, refused_rows } => {
                (happened.clone().into_owned(), writer.import(*file, *refused_rows))
            }
        };
        writer.ending(&mut blocks);
        Some(Self { language: mail.language, subject, heading: happened.into_owned(), blocks })
    }
}

struct Writer<'a> {
    text: MailText,
    language: Language,
    mail: &'a DueMail,
    site: &'a IcsSite,
}

impl Writer<'_> {
    fn registration(&self, registration: &Registration, event: &Event) -> Vec<Block> {
        let mut blocks = vec![
            Block::Paragraph(self.text.greeting(registration.applicant.name.as_str()).into_owned()),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(self.facts(registration, event)),
        ];
        if self.mail.kind == NoticeKind::CancelledByDesk {
            let reason = registration.cancel_reason.as_deref();
            blocks.extend(reason.map(|reason| Block::Paragraph(self.text.cancel_reason(reason).into_owned())));
        }
        blocks.extend(self.called_off(event));
        self.next_steps(&mut blocks, self.next(registration, event));
        if let Some(deadlines) = self.deadlines(registration, event) {
            let is_offered = registration.face() == RegistrationState::Offered;
            let (heading, name) = if is_offered {
                (self.text.offer_heading(), self.text.offer_link())
            } else {
                (self.text.own_heading(), self.text.own_link())
            };
            blocks.push(Block::Heading(heading.into_owned()));
            let address = self.address(&app::address::my(self.language, &self.mail.link));
            blocks.push(Block::Action { name: name.into_owned(), address });
            let mut own = vec![deadlines, self.text.keep_secret().into_owned()];
            let replaces = [NoticeKind::Changed, NoticeKind::Resent, NoticeKind::RegistrationMoved];
            if replaces.contains(&self.mail.kind) {
                own.push(self.text.old_links().into_owned());
            }
            blocks.push(Block::Paragraph(own.join("\n")));
        }
        let address = self.address(&app::address::event(self.language, &event.code));
        blocks.push(Block::Link { name: self.text.event_link().into_owned(), address });
        blocks
    }

    /// To somebody who came, once it is over.
    fn thanks(&self, registration: &Registration, event: &Event, thanks: &Thanks) -> Vec<Block> {
        let mut blocks = vec![
            Block::Paragraph(self.text.greeting(registration.applicant.name.as_str()).into_owned()),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(vec![
                (self.text.event_label().into_owned(), one_line(event.title.text(self.language))),
                (self.text.when_label().into_owned(), self.text.date().when(&event.when)),
            ]),
        ];
        if let Some(survey) = &thanks.survey {
            blocks.push(Block::Paragraph(self.text.survey_text().into_owned()));
            blocks.push(Block::Action { name: self.text.survey_link().into_owned(), address: survey.clone() });
        }
        if let Some(materials) = &thanks.materials {
            blocks.push(Block::Link { name: self.text.materials_link().into_owned(), address: materials.clone() });
        }
        blocks
    }

    /// What a citizen wrote is not repeated: it may be somebody else who typed the address. An answer
    /// is: it is ours.
    fn inquiry(&self, inquiry: &Inquiry, told: Option<&Message>) -> Vec<Block> {
        let words = self.text.inquiry();
        let mut facts = words.facts(inquiry);
        if self.inquiry_state_told() != Some(inquiry.state) {
            facts.push((words.state_label().into_owned(), words.state(inquiry.state).into_owned()));
        }
        let mut blocks = vec![
            Block::Paragraph(words.greeting_of(inquiry)),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
        ];
        let answer = told.filter(|message| message.author != Author::Citizen);
        if let Some(answer) = answer {
            blocks.push(Block::Heading(words.answer_heading().into_owned()));
            let mut by = vec![(words.respondent_label().into_owned(), words.respondent(&answer.author).into_owned())];
            let files: Vec<&str> = answer.attachments.iter().map(|file| file.name.as_str()).collect();
            if !files.is_empty() {
                by.push((words.files_label().into_owned(), files.join(Text(self.language).between())));
            }
            blocks.push(Block::Facts(by));
            blocks.push(Block::Paragraph(answer.text.as_str().to_owned()));
        }
        let mut next = self.inquiry_next(inquiry);
        if answer.is_some_and(|answer| !answer.attachments.is_empty()) {
            next.push(words.files_on_page().into_owned());
        }
        self.next_steps(&mut blocks, next);
        blocks.push(Block::Heading(words.own_heading().into_owned()));
        let address = self.address(&app::address::inquiry(self.language, &self.mail.link));
        blocks.push(Block::Action { name: words.own_link().into_owned(), address });
        let own = [words.own_text(), self.text.keep_secret()];
        blocks.push(Block::Paragraph(own.join("\n")));
        blocks
    }

    /// The state that the mail tells of by itself.
    fn inquiry_state_told(&self) -> Option<InquiryState> {
        match self.mail.kind {
            NoticeKind::InquiryReceived => Some(InquiryState::Received),
            NoticeKind::InquiryAnswered => Some(InquiryState::Answered),
            NoticeKind::InquiryClosed | NoticeKind::InquiryEnded => Some(InquiryState::Closed),
            _ => None,
        }
    }

    fn inquiry_next(&self, inquiry: &Inquiry) -> Vec<String> {
        let words = self.text.inquiry();
        let until = inquiry.reopen_until().map(|until| self.text.date().instant(until));
        let reopening = until.map(|until| words.next_closed(&until));
        let next = match self.mail.kind {
            // Answered and ended in one, or ended since.
            NoticeKind::InquiryAnswered | NoticeKind::InquiryEnded if reopening.is_some() => {
                reopening.into_iter().collect()
            }
            NoticeKind::InquiryAnswered => vec![words.next_answered()],
            NoticeKind::InquiryClosed => reopening.into_iter().chain([words.not_done_by_me()]).collect(),
            // Taken up again since.
            NoticeKind::InquiryEnded => Vec::new(),
            NoticeKind::InquiryReceived => vec![words.next_received(), words.not_me()],
            _ => vec![words.next_added(), words.not_done_by_me()],
        };
        next.into_iter().map(Cow::into_owned).collect()
    }

    fn account(&self, account: &Account) -> Vec<Block> {
        let (words, kind) = (self.text.account(), self.mail.kind);
        let purpose = if kind == NoticeKind::StaffInvited { AccountLink::Invitation } else { AccountLink::Reset };
        let until = self.text.date().instant(purpose.closes_at(self.mail.created_at));
        let address = self.address(&app::address::account_link(self.language, purpose, &self.mail.link));
        let own = [words.until(&until), self.text.keep_secret(), words.not_me(kind)];
        vec![
            Block::Paragraph(self.text.greeting(account.name.as_str()).into_owned()),
            Block::Paragraph(self.text.opening(kind).into_owned()),
            Block::Action { name: words.link(kind).into_owned(), address },
            Block::Paragraph(own.join("\n")),
        ]
    }

    /// What the secretariat has written, between the greeting and what it is about. Its words are data as all others.
    fn announcement(
        &self,
        announcement: &Announcement,
        registration: &Registration,
        event: &Event,
    ) -> (String, Vec<Block>) {
        let (words, _) = announcement.read(self.language);
        let said = one_line(words.subject.as_str());
        let subject = match self.mail.kind {
            NoticeKind::AnnouncementTrial => self.text.trial_subject(&said).into_owned(),
            _ => said,
        };
        let address = self.address(&app::address::my(self.language, &self.mail.link));
        let blocks = vec![
            Block::Paragraph(self.text.greeting(registration.applicant.name.as_str()).into_owned()),
            Block::Paragraph(words.text.as_str().to_owned()),
            Block::Heading(self.text.your_registration().into_owned()),
            Block::Facts(self.facts(registration, event)),
            Block::Action { name: self.text.own_link().into_owned(), address },
            Block::Paragraph(self.text.keep_secret().into_owned()),
        ];
        (subject, blocks)
    }

    fn event_for_desk(&self, event: &Event, taken: u32, waiting: u32) -> Vec<Block> {
        let words = self.text.desk();
        let facts = vec![
            (self.text.event_label().into_owned(), event.title.text(self.language).to_owned()),
            (self.text.when_label().into_owned(), self.text.date().when(&event.when)),
            (words.taken_label().into_owned(), words.taken(taken, event.capacity).into_owned()),
            (words.waiting_label().into_owned(), words.waiting(waiting).into_owned()),
        ];
        let at_desk = app::staff::event::address(self.language, &event.code);
        let registrations = self.address(&format!("{at_desk}/registrations"));
        vec![
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
            Block::Action { name: words.registrations_link().into_owned(), address: registrations },
            Block::Link { name: words.event_link().into_owned(), address: self.address(&at_desk) },
        ]
    }

    fn import(&self, file: ImportedFile, refused_rows: Option<u64>) -> Vec<Block> {
        let words = self.text.desk();
        let facts = vec![
            (words.file_label().into_owned(), words.file(file).into_owned()),
            (words.refused_label().into_owned(), words.refused(refused_rows).into_owned()),
        ];
        vec![
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
            Block::Paragraph(words.refused_next().into_owned()),
        ]
    }

    fn mailbox(&self) -> Vec<Block> {
        let until = self.text.date().instant(mailbox_closes_at(self.mail.created_at));
        let address = self.address(&app::address::mailbox(self.language, &self.mail.link));
        let own = [self.text.mailbox_until(&until), self.text.keep_secret(), self.text.mailbox_not_me()];
        vec![
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Action { name: self.text.mailbox_link().into_owned(), address },
            Block::Paragraph(own.join("\n")),
        ]
    }

    fn next_steps(&self, blocks: &mut Vec<Block>, next: Vec<String>) {
        if !next.is_empty() {
            blocks.push(Block::Heading(self.text.next_heading().into_owned()));
            blocks.extend(next.into_iter().map(Block::Paragraph));
        }
    }

    /// The facts, and how it stands where that is no longer what the mail is about: it may have
    /// waited for the mail server while its registration went on.
    fn facts(&self, registration: &Registration, event: &Event) -> Vec<(String, String)> {
        let mut facts = self.text.facts(registration, event);
        if self.mail.kind == NoticeKind::EventMoved {
            self.both_times(&mut facts, event);
        }
        if let Some(MailSubject::Registration { moved_from: Some(earlier), .. }) = &self.mail.subject
            && self.mail.kind == NoticeKind::RegistrationMoved
        {
            self.both_events(&mut facts, earlier);
        }
        let told = match self.mail.kind {
            NoticeKind::Registered | NoticeKind::SeatGiven | NoticeKind::OfferAccepted => {
                Some(RegistrationState::Seated)
            }
            NoticeKind::WaitingListed => Some(RegistrationState::Waiting),
            NoticeKind::SeatOffered => Some(RegistrationState::Offered),
            NoticeKind::Cancelled | NoticeKind::CancelledByDesk | NoticeKind::OfferDeclined => {
                Some(RegistrationState::Cancelled)
            }
            // A registration that was not given up ends with its event.
            NoticeKind::EventCancelled => Some(registration.face()),
            _ => None,
        };
        if told != Some(registration.face()) {
            facts.push((self.text.state_label().into_owned(), self.text.state(registration.face()).into_owned()));
        }
        facts
    }

    /// The time that was told before stands beside the new one. What was moved back meanwhile has no other time.
    fn both_times(&self, facts: &mut Vec<(String, String)>, event: &Event) {
        let mut moves = event.particulars.rescheduled.iter();
        let Some(earlier) = moves.find(|earlier| earlier.at == self.mail.created_at) else { return };
        let label = self.text.when_label();
        if let Some(place) = facts.iter().position(|(held, _)| *held == label) {
            facts[place].0 = self.text.new_when_label().into_owned();
            let when = self.text.date().when(&earlier.from);
            facts.insert(place, (self.text.earlier_when_label().into_owned(), when));
        }
    }

    /// What somebody was registered for before stands in front of the new time.
    fn both_events(&self, facts: &mut Vec<(String, String)>, earlier: &Event) {
        let label = self.text.when_label();
        if let Some(place) = facts.iter().position(|(held, _)| *held == label) {
            facts[place].0 = self.text.new_when_label().into_owned();
            let title = one_line(earlier.title.text(self.language));
            let when = self.text.date().when(&earlier.when);
            facts.insert(place, (self.text.earlier_event_label().into_owned(), title));
            facts.insert(place + 1, (self.text.earlier_when_label().into_owned(), when));
        }
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
            _ if matches!(event.state, EventState::Cancelled { .. }) => {
                if self.mail.kind == NoticeKind::EventCancelled {
                    next.push(text.cancelled_nothing_to_do().into_owned());
                    next.push(text.invitation_removal().into_owned());
                }
            }
            RegistrationState::Cancelled => {
                next.push(text.register_again().into_owned());
                if !matches!(self.mail.kind, NoticeKind::OfferLapsed | NoticeKind::CancelledByDesk) {
                    next.push(text.not_cancelled_by_me().into_owned());
                }
                next.push(text.invitation_removal().into_owned());
            }
            RegistrationState::Waiting => {
                next.push(text.in_line().into_owned());
                next.push(text.in_line_give_up().into_owned());
            }
            RegistrationState::Offered => {
                next.push(text.offer_silence().into_owned());
                next.push(text.in_line_give_up().into_owned());
            }
            RegistrationState::Seated | RegistrationState::SetAside => {
                next.extend(self.taking_part(registration, event));
                match self.mail.kind {
                    NoticeKind::SeatGiven => next.push(text.seat_give_up().into_owned()),
                    NoticeKind::EventMoved => next.push(text.moved_give_up().into_owned()),
                    _ => {}
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

    /// How to reach the secretariat, but for the secretariat itself, which is told why it gets the mail.
    fn ending(&self, blocks: &mut Vec<Block>) {
        let text = self.text;
        if matches!(self.mail.subject, Some(MailSubject::Event { .. } | MailSubject::Import { .. })) {
            blocks.push(Block::Paragraph(text.desk().why().into_owned()));
            return;
        }
        blocks.push(Block::Heading(text.contact_heading().into_owned()));
        let phone = text.phone(&self.site.phone).into_owned();
        let mut lines = vec![text.sender().into_owned(), phone];
        if !matches!(self.mail.subject, Some(MailSubject::Account(_))) {
            lines.push(text.have_the_number().into_owned());
        }
        blocks.push(Block::Paragraph(lines.join("\n")));
        blocks.push(Block::Paragraph(text.automatic().into_owned()));
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.site.public_url)
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
