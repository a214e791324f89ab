//! What mails about inquiries say.
//!
//! They never repeat what a citizen wrote: whoever types somebody else's address would have the service
//! send them anything.

use domain::inquiry::{Author, Inquiry, InquiryState, REPLY_BUSINESS_DAYS, Respondent};

use crate::text::{Text, texts};

texts! {
    /// Mails about inquiries.
    pub InquiryMailText {
        /// The subject; `what` says what happened.
        subject(what: &str, topic: &str) => format!("{what}（{topic}）"), format!("{what} ({topic})");
        /// To whom, where only an organisation is known.
        greeting_organisation(name: &str) => format!("{name} ご担当者 様"), format!("To {name},");
        /// To whom, where nobody has given a name.
        greeting() => "お問い合わせをくださった方へ", "Hello,";
        /// Label: 受付番号.
        reference_label() => "受付番号", "Reference number";
        /// Label: the topic.
        topic_label() => "分野", "Topic";
        /// Label: when it was received.
        received_label() => "受付日時", "Received";
        /// Label: the day by which it is answered.
        due_label() => "回答の予定", "We reply by";
        /// Label: how it stands by now.
        state_label() => "現在の状態", "State";
        /// Label: who answers.
        respondent_label() => "回答者", "Answered by";
        /// Label: the files of an answer.
        files_label() => "添付ファイル", "Files";
        /// The day by which it is answered, and how it is counted.
        due(day: &str) =>
            format!("{day}まで（受付から{REPLY_BUSINESS_DAYS}開庁日以内）"),
            format!("{day} (within {REPLY_BUSINESS_DAYS} business days)");
        /// How an inquiry stands.
        state(state: InquiryState) => match state {
            InquiryState::Received => "受付済み",
            InquiryState::InHand => "対応中",
            InquiryState::Answered => "回答済み",
            InquiryState::Closed => "終了",
        }, match state {
            InquiryState::Received => "Received",
            InquiryState::InHand => "In progress",
            InquiryState::Answered => "Answered",
            InquiryState::Closed => "Closed",
        };
        /// Who answered.
        respondent(author: &Author) => match author {
            Author::Citizen => String::new(),
            Author::Respondent(Respondent::Secretariat) => "事務局".to_owned(),
            Author::Respondent(Respondent::Expert { name, title }) => format!("{name}（{title}）"),
        }, match author {
            Author::Citizen => String::new(),
            Author::Respondent(Respondent::Secretariat) => "The secretariat".to_owned(),
            Author::Respondent(Respondent::Expert { name, title }) => format!("{name} ({title})"),
        };
        /// Heading: the answer.
        answer_heading() => "回答", "Our answer";
        /// What comes next after asking.
        next_received() =>
            "回答をご用意できましたら、メールでお知らせします。それまでお手続きは要りません。",
            "We write to you as soon as we have an answer. You need not do anything until then.";
        /// What comes next after a further message.
        next_added() =>
            "メッセージの内容は、下のページでご確認いただけます。回答をご用意できましたら、メールでお知らせします。",
            "You can read your message on the page below. We write to you as soon as we have an answer.";
        /// What comes next after the answer.
        next_answered() =>
            "解決したかどうかを、下のページでお知らせください。続けて質問することもできます。",
            "Please tell us on the page below whether this solves it. You can also ask further questions there.";
        /// Where the files of an answer are.
        files_on_page() =>
            "添付ファイルは、下のページから受け取れます。",
            "You can download the files on the page below.";
        /// What can be done after the end.
        next_closed(until: &str) =>
            format!("同じことで続きがあるときは、{until}まで、下のページから再開できます。"),
            format!("If something is still open, you can reopen it on the page below until {until}.");
        /// What somebody is told who did not ask.
        not_me() =>
            "お心当たりがないときは、このメールを破棄してください。ほかの方がアドレスを書きまちがえた可能性があります。",
            "If you did not send this inquiry, please ignore this mail: somebody may have mistyped their address.";
        /// What somebody is told who did not do this.
        not_done_by_me() =>
            "お心当たりがないときは、事務局までお電話ください。",
            "If this was not you, please call us.";
        /// Heading: the inquiry's own page.
        own_heading() => "お問い合わせのページ", "The page of your inquiry";
        /// The link's name.
        own_link() => "お問い合わせのページを開く", "Open your inquiry";
        /// What can be done there.
        own_text() =>
            "状況の確認、メッセージの追加、終了の手続きができます。電話でも承ります。",
            "There you can see how it stands, add a message or close it. You can also call us.";
    }
}

impl InquiryMailText {
    /// Whom a mail greets: the person, else the organisation, else whoever asked.
    pub fn greeting_of(self, inquiry: &Inquiry) -> String {
        let inquirer = &inquiry.inquirer;
        match (&inquirer.name, &inquirer.organisation) {
            (Some(name), _) => Text(self.0).mail().greeting(name.as_str()).into_owned(),
            (None, Some(organisation)) => self.greeting_organisation(organisation.as_str()).into_owned(),
            (None, None) => self.greeting().into_owned(),
        }
    }

    /// The topic in a word.
    pub fn topic(self, inquiry: &Inquiry) -> String {
        Text(self.0).event().topic(inquiry.topic).to_owned()
    }

    /// Label and content of what a mail tells about an inquiry, one after the other.
    pub fn facts(self, inquiry: &Inquiry) -> Vec<(String, String)> {
        let date = Text(self.0).date();
        let mut facts = vec![
            (self.reference_label().into_owned(), inquiry.reference.to_string()),
            (self.topic_label().into_owned(), self.topic(inquiry)),
            (self.received_label().into_owned(), date.instant(inquiry.created_at)),
        ];
        if let Some(due) = inquiry.reply_due {
            facts.push((self.due_label().into_owned(), self.due(&date.day_of_year(due)).into_owned()));
        }
        facts
    }
}
