//! What mails to those who wait for a consultation say.

use domain::consultation::{TimeOffer, Waiting, WaitingState};
use domain::expert::ExpertProfile;

use crate::consultation::waiting::days_waited;
use crate::text::{Text, texts};

texts! {
    /// Mails to those who wait for a consultation.
    pub WaitingMailText {
        /// The subject; `what` says what happened. It has no number: subjects stand on locked screens.
        subject(what: &str, topic: &str) => format!("{what}（{topic}）"), format!("{what} ({topic})");
        /// Label: on which days.
        days_label() => "ご希望の日", "Days";
        /// How it goes on.
        in_order() => "空きが出たら、お申し込みの順にメールでご案内し、お返事まで時間を取っておきます。", "When a time comes free, we offer it by mail, in the order in which people asked, and keep it until you answer.";
        /// How it goes on after an offer that nobody has answered.
        once_more() => "順番は列の最後から数え直しています。次に空きが出たら、もう一度だけご案内します。", "You have kept a place at the end of the line. When the next time comes free, we write to you once more.";
        /// What somebody is told who did not ask for this.
        not_me() => "お心当たりがないときは、下のページからやめられます。", "If this was not you, you can stop it on the page below.";
        /// How one comes back.
        join_again() => "またご希望のときは、もう一度登録できます。いまの空きは、下のページからご覧いただけます。", "You are welcome to join again. The page below shows what is open now.";
        /// What becomes of an offer without an answer.
        silence() => "期限までに予約がないときは、この時間は次の方へ回ります。", "Without a booking by then, the time goes to the next in line.";
        /// Heading: answering an offer.
        answer_heading() => "お返事", "Your answer";
        /// The link to answer an offer by.
        answer_link() => "この時間を予約する、または見送る", "Book this time, or decline it";
        /// Heading: the page of whoever waits.
        own_heading() => "確認・取りやめ", "View, or stop waiting";
        /// The link's name.
        own_link() => "キャンセル待ちの確認・取りやめ", "View your waiting, or stop it";
    }
}

impl WaitingMailText {
    /// How it stands.
    pub const fn state(self, state: WaitingState) -> &'static str {
        Text(self.0).waiting().state(state)
    }

    /// On what they want to talk.
    pub fn topic(self, waiting: &Waiting) -> &'static str {
        Text(self.0).event().topic(waiting.wanted.wish.topic)
    }

    /// Label and content of what somebody waits for.
    pub fn facts(self, waiting: &Waiting, expert: Option<&ExpertProfile>) -> Vec<(String, String)> {
        let (mail, text) = (Text(self.0).mail(), Text(self.0));
        let shared = mail.consultation();
        let wish = waiting.wanted.wish;
        let expert = expert.map(|profile| (shared.expert_label().into_owned(), shared.expert(profile)));
        let facts = [
            (mail.reference_label().into_owned(), waiting.reference.to_string()),
            (self.days_label().into_owned(), days_waited(&waiting.wanted, text)),
            (shared.topic_label().into_owned(), self.topic(waiting).to_owned()),
            (shared.meeting_label().into_owned(), shared.meeting(wish.meeting)),
        ];
        facts.into_iter().chain(expert).collect()
    }

    /// What is offered, and until when it can be answered.
    pub fn offered(self, offer: &TimeOffer, profile: &ExpertProfile) -> [(String, String); 3] {
        let mail = Text(self.0).mail();
        let shared = mail.consultation();
        [
            (mail.when_label().into_owned(), shared.when(offer.slot)),
            (shared.expert_label().into_owned(), shared.expert(profile)),
            (mail.offer_until_label().into_owned(), Text(self.0).date().instant(offer.until)),
        ]
    }
}
