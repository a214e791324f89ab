//! Mails to those who wait for a consultation.

use domain::consultation::{Waiting, WaitingState};
use domain::expert::ExpertProfile;
use domain::notice::NoticeKind;

use super::{Block, Writer};

impl Writer<'_> {
    /// The subject and what the mail tells; `expert` is the one of the offer, or else the one they want.
    pub(super) fn waiting(
        &self,
        happened: &str,
        waiting: &Waiting,
        expert: Option<&ExpertProfile>,
    ) -> (String, Vec<Block>) {
        let words = self.text.waiting();
        let subject = words.subject(happened, words.topic(waiting)).into_owned();
        let is_offer = self.mail.kind == NoticeKind::WaitingOffered;
        // Whoever gets a mail about an offer late is told what has become of it.
        let offer = waiting.offer.filter(|_| is_offer && waiting.state == WaitingState::Offered);
        let mut facts = words.facts(waiting, expert.filter(|_| offer.is_none()));
        if let (Some(offer), Some(expert)) = (&offer, expert) {
            facts.extend(words.offered(offer, expert));
        } else {
            facts.push((self.text.state_label().into_owned(), words.state(waiting.state).to_owned()));
        }
        let mut blocks = vec![
            Block::Paragraph(self.text.greeting(waiting.name.as_str()).into_owned()),
            Block::Paragraph(self.text.opening(self.mail.kind).into_owned()),
            Block::Facts(facts),
        ];
        let next = match waiting.state {
            WaitingState::Waiting if waiting.offer.is_some() => vec![words.once_more()],
            WaitingState::Waiting => vec![words.in_order(), words.not_me()],
            WaitingState::Offered | WaitingState::Booked => Vec::new(),
            WaitingState::Left | WaitingState::Lapsed | WaitingState::Ended => vec![words.join_again()],
        };
        self.next_steps(&mut blocks, next.into_iter().map(std::borrow::Cow::into_owned).collect());
        if !waiting.state.is_in_line() {
            let address = self.address(&app::address::localized(self.language, "/consultations"));
            blocks.push(Block::Link { name: self.text.consultation().search_link().into_owned(), address });
            return (subject, blocks);
        }
        let (heading, name) = if offer.is_some() {
            (words.answer_heading(), words.answer_link())
        } else {
            (words.own_heading(), words.own_link())
        };
        blocks.push(Block::Heading(heading.into_owned()));
        let address = self.address(&app::address::my(self.language, &self.mail.link));
        blocks.push(Block::Action { name: name.into_owned(), address });
        let silence = offer.map(|_| words.silence());
        let own = silence.into_iter().chain([self.text.keep_secret()]).collect::<Vec<_>>();
        blocks.push(Block::Paragraph(own.join("\n")));
        (subject, blocks)
    }
}
