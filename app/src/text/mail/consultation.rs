//! What mails about consultations say, to those who booked them and to their experts.
//!
//! They never repeat the question: whoever types somebody else's address would have the service send them anything.

use domain::availability::{Meeting, Slot};
use domain::consultation::{Consultation, ConsultationState, Proposal};
use domain::event::Bilingual;
use domain::expert::ExpertProfile;
use domain::language::Language;

use crate::text::{Text, texts};

texts! {
    /// Mails about consultations.
    pub ConsultationMailText {
        /// The subject; `what` says what happened.
        subject(what: &str, when: &str) => format!("{what}（{when}）"), format!("{what} ({when})");
        /// Label: the topic.
        topic_label() => "相談の分野", "Topic";
        /// Label: how they meet.
        meeting_label() => "相談のしかた", "How you meet";
        /// Label: the expert.
        expert_label() => "担当の専門家", "Expert";
        /// Label: the time that is proposed.
        proposed_label() => "ご提案する日時", "Proposed date and time";
        /// Label: who comes.
        client_label() => "相談する団体", "Organisation";
        online() => "オンライン", "Online";
        /// The expert comes.
        on_site(prefecture: &str) => format!("訪問（{prefecture}）"), format!("The expert comes to you ({prefecture})");
        /// How a consultation stands.
        state(state: ConsultationState) => match state {
            ConsultationState::Requested => "専門家の確認待ち",
            ConsultationState::Confirmed => "確定",
            ConsultationState::Attended => "実施済み",
            ConsultationState::NoShow => "欠席",
            ConsultationState::Cancelled | ConsultationState::CancelledLate => "取り消し済み",
            ConsultationState::Ended => "中止",
        }, match state {
            ConsultationState::Requested => "Waiting for the expert",
            ConsultationState::Confirmed => "Confirmed",
            ConsultationState::Attended => "Held",
            ConsultationState::NoShow => "Missed",
            ConsultationState::Cancelled | ConsultationState::CancelledLate => "Cancelled",
            ConsultationState::Ended => "Called off",
        };
        /// How one joins.
        next_online() =>
            "オンラインの接続先は、前日までに担当の専門家からメールでお知らせします。",
            "Your expert mails you the link to join by the day before.";
        /// What happens on the day.
        next_on_site() =>
            "当日は、担当の専門家がお知らせいただいた住所へうかがいます。",
            "On the day, the expert comes to the address you gave us.";
        /// Until when it can be moved or given up.
        free_until(until: &str) =>
            format!("日時の変更と取り消しは、{until}までにお願いします。それを過ぎた取り消しは、無料相談の1回に数えます。"),
            format!("Please move or cancel it by {until}. A later cancellation counts as one of your free consultations.");
        /// After the end of that time.
        late() =>
            "変更の期限を過ぎています。ご都合が悪くなったときは、お早めに取り消してください。無料相談の1回に数えます。",
            "The time for changes is over. If you cannot come, please cancel soon; it counts as one of your free consultations.";
        /// It was given up in time.
        given_back() => "無料相談の回数には数えません。", "It does not count towards your free consultations.";
        /// It was given up late.
        counted() => "変更の期限を過ぎていたため、無料相談の1回に数えます。", "As the time for changes was over, it counts as one of your free consultations.";
        /// How one comes back.
        book_again() => "別の日時は、下のページからお選びいただけます。", "You can choose another time on the page below.";
        /// The link to the search.
        search_link() => "専門家に相談する", "Consult an expert";
        /// What becomes of a proposal without an answer.
        proposal_silence() =>
            "期限までにお返事がないときは、もとの日時のままになります。",
            "Without an answer by then, the consultation stays at its time.";
        /// Heading: answering a proposal.
        answer_heading() => "お返事", "Your answer";
        /// The link to answer a proposal by.
        answer_link() => "新しい日時にするか、もとのままにするかを選ぶ", "Choose the new time or keep the old one";
        /// Heading: the page of the consultation.
        own_heading() => "確認・変更・取り消し", "View, move or cancel";
        /// The link's name.
        own_link() => "ご相談の確認・変更・取り消し", "View, move or cancel your consultation";
        /// Heading: what the expert wrote.
        report_heading() => "相談の記録", "What your expert wrote";
        /// The link to it.
        report_link() => "記録を見る・次の相談を予約する", "Read it, or book the next consultation";
        /// What somebody is told who did not ask for this.
        not_me() =>
            "お心当たりがないときは、事務局までお電話ください。",
            "If this was not you, please call us.";
        /// The expert's link that confirms.
        confirm_link() => "相談を確かめて確定する", "Look at it and confirm";
        /// What confirming needs.
        confirm_note() =>
            "開いたページのボタンを押すと確定します。ほかの日時を提案するときや、お引き受けできないときは、サインインして相談のページをお使いください。",
            "The button on that page confirms it. To propose another time, or if you cannot take it, sign in and use the page of the consultation.";
        /// The expert's link to the consultation.
        desk_link() => "相談のページ（サインインが必要です）", "The page of the consultation (you need to sign in)";
        /// Why an expert gets it.
        why_expert() => "このメールは、担当の専門家の方に自動で送信しています。", "This mail goes by itself to the expert concerned.";
    }
}

impl ConsultationMailText {
    /// How they meet.
    pub fn meeting(self, meeting: Meeting) -> String {
        match meeting {
            Meeting::Online => self.online().into_owned(),
            Meeting::OnSite(prefecture) => self.on_site(prefecture.name(self.0)).into_owned(),
            Meeting::AtTable(place) => Text(self.0).event_table().meeting(place),
        }
    }

    /// 12月8日（火） 10:00〜11:00
    pub fn when(self, slot: Slot) -> String {
        Text(self.0).date().slot(slot)
    }

    /// An expert's name with their title.
    pub fn expert(self, profile: &ExpertProfile) -> String {
        let said = |words: &Bilingual| words.text(self.0).to_owned();
        let (name, title) = (said(&profile.name), said(&profile.title));
        match self.0 {
            _ if title.is_empty() => name,
            Language::Japanese => format!("{name}（{title}）"),
            Language::English => format!("{name} ({title})"),
        }
    }

    /// Label and content of what a mail tells about a consultation.
    pub fn facts(self, consultation: &Consultation, profile: &ExpertProfile) -> Vec<(String, String)> {
        let (mail, text) = (Text(self.0).mail(), Text(self.0));
        let mut facts = vec![
            (mail.reference_label().into_owned(), consultation.reference.to_string()),
            (mail.when_label().into_owned(), self.when(consultation.slot)),
            (self.topic_label().into_owned(), text.event().topic(consultation.wish.topic).to_owned()),
        ];
        match &consultation.table {
            Some(table) => facts.extend(text.event_table().facts(table)),
            None => facts.push((self.meeting_label().into_owned(), self.meeting(consultation.wish.meeting))),
        }
        facts.push((self.expert_label().into_owned(), self.expert(profile)));
        facts
    }

    /// What is proposed, and until when it can be answered.
    pub fn proposed(self, proposal: &Proposal) -> [(String, String); 2] {
        let until = Text(self.0).date().instant(proposal.until);
        [
            (self.proposed_label().into_owned(), self.when(proposal.slot)),
            (Text(self.0).mail().offer_until_label().into_owned(), until),
        ]
    }
}
