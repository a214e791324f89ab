//! What is said where registrants are written to.

use domain::announcement::{AnnouncementField, AnnouncementRefusal};
use domain::input::FieldError;

use crate::text::{Text, texts};

texts! {
    /// Words of mails to registrants.
    pub AnnouncementText {
        title() => "申込者へメールを送る", "Mail registrants";
        check_title() => "このメールを送りますか", "Send this mail?";
        back() => "申込の一覧へ戻る", "Back to the registrations";
        subject_ja() => "件名（日本語）", "Subject in Japanese";
        text_ja() => "本文（日本語）", "Text in Japanese";
        subject_en() => "件名（英語）", "Subject in English";
        text_en() => "本文（英語）", "Text in English";
        text_hint() => "宛名、申込の内容、お問い合わせ先は、自動で入ります。文字だけのメールです。",
            "The greeting, the registration and how to reach us are added. The mail is plain text.";
        english_hint() => "英語で申し込んだ方に届きます。書かないときは、日本語の文面が届きます。",
            "For those who registered in English. Without it they get the Japanese words.";
        preview() => "確認へ進む", "Check the mail";
        people(people: u64) => format!("{people}人に届きます。"), if people == 1 { "1 person gets it.".to_owned() } else { format!("{people} people get it.") };
        without_mail(count: u64) => format!("メールアドレスのない申込が{count}件あります。電話でお知らせください。"),
            format!("{count} registrations have no mail address. Please call them.");
        confirm(people: u64) => format!("{people}人に送る"), if people == 1 { "Send it to 1 person".to_owned() } else { format!("Send it to {people} people") };
        trial() => "自分にテストメールを送る", "Send a test to myself";
        edit() => "書き直す", "Change the words";
        tried() => "テストメールを自分宛てに送りました", "A test mail is on its way to you";
        sent() => "メールを送信箱に入れました。順に送られます", "The mail is in the outbox and goes out now";
        refusal(refusal: AnnouncementRefusal) =>
            match refusal {
                AnnouncementRefusal::UnknownEvent => "イベントが見つかりません".to_owned(),
                AnnouncementRefusal::Nobody => "メールの届く申込がありません。対象の申込を選び直してください".to_owned(),
                AnnouncementRefusal::AudienceChanged { people } =>
                    format!("確認しているあいだに、対象が{people}人に変わりました。もう一度確かめてください"),
            },
            match refusal {
                AnnouncementRefusal::UnknownEvent => "There is no such event".to_owned(),
                AnnouncementRefusal::Nobody => "No mail would reach anybody: choose other registrations".to_owned(),
                AnnouncementRefusal::AudienceChanged { people } =>
                    format!("Meanwhile it would go to {people} people: please check again"),
            };
        history() => "これまでに送ったメール", "Mails sent so far";
        history_empty() => "まだありません。", "None yet.";
        /// One of them.
        entry(people: u64, by: &str) => format!("{people}人宛て、{by}"), format!("to {people}, by {by}");
        due(count: u64) => format!("送信待ち {count}通"), format!("{count} waiting");
        dead(count: u64) => format!("送れなかったもの {count}通"), format!("{count} given up");
    }
}

impl AnnouncementText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, field: AnnouncementField, error: FieldError) -> String {
        let label = match field {
            AnnouncementField::SubjectJa => self.subject_ja(),
            AnnouncementField::TextJa => self.text_ja(),
            AnnouncementField::SubjectEn => self.subject_en(),
            AnnouncementField::TextEn => self.text_en(),
        };
        Text(self.0).event_desk().sentence(&label, None, error)
    }
}
