//! Mails about consultations.

use app::text::Text;
use domain::availability::Meeting;
use domain::consultation::{Consultation, ConsultationState};
use domain::expert::ExpertProfile;
use domain::notice::NoticeKind;
use domain::time::Timestamp;

use super::{Block, Writer};

impl Writer<'_> {
    /// The subject and what the mail tells.
    pub(super) fn consultation(
        &self,
        happened: &str,
        consultation: &Consultation,
        expert: &ExpertProfile,
        moved_from: Option<Timestamp>,
    ) -> (String, Vec<Block>) {
        let words = self.text.consultation();
        let day = self.text.date().day_of_year(consultation.slot.starts_at.tokyo_date());
        let subject = words.subject(happened, &day).into_owned();
        let mut facts = words.facts(consultation, expert);
        if let Some(earlier) = moved_from {
            self.both_slots(&mut facts, consultation, earlier);
        }
        if self.state_told() != Some(consultation.state) {
            facts.push((self.text.state_label().into_owned(), words.state(consultation.state).into_owned()));
        }
        let blocks = if self.mail.kind.is_for_expert() {
            self.to_expert(consultation, expert, facts)
        } else {
            self.to_client(consultation, facts)
        };
        (subject, blocks)
    }

    fn to_client(&self, consultation: &Consultation, mut facts: Vec<(String, String)>) -> Vec<Block> {
        let words = self.text.consultation();
        let sent_at = self.mail.created_at;
        let proposal = consultation
            .proposal
            .filter(|proposal| self.mail.kind == NoticeKind::ConsultationProposed && proposal.outcome.is_none());
        facts.extend(proposal.iter().flat_map(|proposal| words.proposed(proposal)));
        let mut blocks = vec![
            Block::Paragraph(self.text.greeting(consultation.client.name.as_str()).into_owned()),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
        ];
        if self.mail.kind == NoticeKind::ConsultationEnded {
            let reason = consultation.end_reason.as_deref();
            blocks.extend(reason.map(|reason| Block::Paragraph(self.text.cancel_reason(reason).into_owned())));
        }
        if self.mail.kind != NoticeKind::ConsultationReported {
            self.next_steps(&mut blocks, self.consultation_next(consultation));
        }
        if consultation.may_write_sheet(0, 0, sent_at).is_ok() && consultation.sheet.saved_at.is_none() {
            let words = Text(self.language).consultation_sheet();
            blocks.push(Block::Heading(words.mail_heading().into_owned()));
            let due = self.text.date().instant(consultation.sheet.due_at);
            blocks.push(Block::Paragraph(words.mail_due(&due).into_owned()));
            let address = format!("{}/sheet", self.address(&app::address::my(self.language, &self.mail.link)));
            blocks.push(Block::Link { name: words.mail_link().into_owned(), address });
        }
        if self.mail.kind == NoticeKind::ConsultationReported {
            let address = self.address(&app::address::my(self.language, &self.mail.link));
            blocks.push(Block::Heading(words.report_heading().into_owned()));
            blocks.push(Block::Action { name: words.report_link().into_owned(), address: address.clone() });
            if consultation.may_answer_survey(sent_at).is_ok() {
                let words = Text(self.language).consultation_survey();
                blocks.push(Block::Heading(words.desk_title().into_owned()));
                blocks.push(Block::Link { name: words.action().into_owned(), address: format!("{address}/survey") });
            }
            blocks.push(Block::Paragraph(self.text.keep_secret().into_owned()));
            return blocks;
        }
        if !consultation.state.is_to_come() {
            let address = self.address(&app::address::localized(self.language, "/consultations"));
            blocks.push(Block::Link { name: words.search_link().into_owned(), address });
            return blocks;
        }
        let at_table = consultation.table.as_ref().map(|_| Text(self.language).event_table());
        let (heading, name) = match (proposal, at_table) {
            (Some(_), _) => (words.answer_heading(), words.answer_link()),
            (None, Some(words)) => (words.mail_own_heading(), words.mail_own_link()),
            (None, None) => (words.own_heading(), words.own_link()),
        };
        blocks.push(Block::Heading(heading.into_owned()));
        let address = self.address(&app::address::my(self.language, &self.mail.link));
        blocks.push(Block::Action { name: name.into_owned(), address });
        let until = self.text.date().instant(consultation.free_until);
        let limit = match at_table {
            _ if sent_at >= consultation.free_until => words.late(),
            Some(words) => words.mail_free_until(&until),
            None => words.free_until(&until),
        };
        let silence = proposal.map(|_| words.proposal_silence());
        let own = silence.into_iter().chain([limit, self.text.keep_secret()]).collect::<Vec<_>>();
        blocks.push(Block::Paragraph(own.join("\n")));
        blocks
    }

    fn to_expert(
        &self,
        consultation: &Consultation,
        expert: &ExpertProfile,
        mut facts: Vec<(String, String)>,
    ) -> Vec<Block> {
        let words = self.text.consultation();
        let organisation = consultation.client.organisation.name.to_string();
        facts.push((words.client_label().into_owned(), organisation));
        let mut blocks = vec![
            Block::Paragraph(self.text.greeting(expert.name.text(self.language)).into_owned()),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
        ];
        if self.mail.kind == NoticeKind::ExpertToConfirm && consultation.state == ConsultationState::Requested {
            let address = self.address(&app::address::confirm_consultation(self.language, &self.mail.link));
            blocks.push(Block::Action { name: words.confirm_link().into_owned(), address });
            let note = [words.confirm_note(), self.text.keep_secret()];
            blocks.push(Block::Paragraph(note.join("\n")));
        }
        let address = self.address(&app::address::desk_consultation(self.language, &consultation.reference));
        blocks.push(Block::Link { name: words.desk_link().into_owned(), address });
        blocks.push(Block::Paragraph(words.why_expert().into_owned()));
        blocks
    }

    /// The state that the mail tells of by itself.
    const fn state_told(&self) -> Option<ConsultationState> {
        match self.mail.kind {
            NoticeKind::ConsultationRequested | NoticeKind::ExpertToConfirm => Some(ConsultationState::Requested),
            NoticeKind::ConsultationBooked
            | NoticeKind::ConsultationConfirmed
            | NoticeKind::ConsultationMoved
            | NoticeKind::ConsultationPlaceChanged
            | NoticeKind::ConsultationSheetDue
            | NoticeKind::ConsultationReminder
            | NoticeKind::ExpertBooked
            | NoticeKind::ExpertMoved
            | NoticeKind::ExpertPlaceChanged => Some(ConsultationState::Confirmed),
            NoticeKind::ConsultationEnded => Some(ConsultationState::Ended),
            _ => None,
        }
    }

    /// The time that was told before stands in front of the new one.
    fn both_slots(&self, facts: &mut Vec<(String, String)>, consultation: &Consultation, earlier: Timestamp) {
        let label = self.text.when_label();
        if let Some(place) = facts.iter().position(|(held, _)| *held == label) {
            facts[place].0 = self.text.new_when_label().into_owned();
            let slot = domain::availability::Slot { starts_at: earlier, ..consultation.slot };
            let when = self.text.consultation().when(slot);
            facts.insert(place, (self.text.earlier_when_label().into_owned(), when));
        }
    }

    fn consultation_next(&self, consultation: &Consultation) -> Vec<String> {
        let words = self.text.consultation();
        let next = match consultation.state {
            ConsultationState::Requested | ConsultationState::Confirmed => {
                let table = consultation.table.as_ref().filter(|table| table.place.format.has_venue());
                let meeting = match (table, consultation.wish.meeting) {
                    (Some(table), _) => {
                        let words = Text(self.language).event_table();
                        words.mail_venue(&words.table(table.number))
                    }
                    (None, Meeting::OnSite(_)) => words.next_on_site(),
                    (None, _) => words.next_online(),
                };
                vec![meeting, self.text.invitation()]
            }
            ConsultationState::Cancelled => {
                vec![words.given_back(), words.book_again(), words.not_me(), self.text.invitation_removal()]
            }
            ConsultationState::CancelledLate => {
                vec![words.counted(), words.book_again(), words.not_me(), self.text.invitation_removal()]
            }
            ConsultationState::Ended => vec![words.book_again(), self.text.invitation_removal()],
            ConsultationState::Attended | ConsultationState::NoShow => Vec::new(),
        };
        next.into_iter().map(std::borrow::Cow::into_owned).collect()
    }
}
