//! Words of the sheet that an expert reads before a consultation.

use domain::consultation::{SheetField as Field, TeleworkPhase as Phase};
use domain::input::FieldError;
use domain::language::Language;

use crate::text::texts;

texts! {
    /// The pre-consultation sheet.
    pub ConsultationSheetText {
        title() => "事前相談シート", "Before you meet";
        lead(due: &str) => format!("担当の専門家が前もって読みます。{due}まで、何度でも書き直せます。5分ほどで書けます。"),
            format!("Your expert reads this beforehand. You can write and change it until {due}. It takes about five minutes.");
        late(due: &str, phone: &str) => format!("提出の期限（{due}）を過ぎました。伝えたいことがあるときは、当日お話しいただくか、{phone}へお電話ください。"),
            format!("The time to write it is over ({due}). Tell your expert when you meet, or call {phone}.");
        over() => "この相談は終わったか、取り消されています。", "This consultation is over or was called off.";
        empty() => "書かれていません。", "Nothing was written.";
        saved() => "保存しました", "Saved";
        saved_text(due: &str) => format!("{due}まで、書き直せます。"), format!("You can change it until {due}.");
        changed() => "ほかの画面で書き直されています", "It was changed in another window";
        changed_text() => "下には、いま書いた内容があります。このまま保存すると、ほかの画面で書いた内容と入れ替わります。",
            "Below is what you have just written. If you save it, it takes the place of what was written there.";
        save() => "保存する", "Save";
        back() => "相談のページへ戻る", "Back to the consultation";
        kept_files() => "添付したファイル", "Attached files";
        remove() => "外す", "Remove";
        /// What a field is called.
        field(field: Field) =>
            match field {
                Field::Phase => "テレワークは、いまどの段階ですか",
                Field::Situation => "いまの状況",
                Field::Goal => "相談で決めたいこと・知りたいこと",
                Field::Equipment => "使っている機器・サービス",
                Field::Files => "見てほしい資料",
            },
            match field {
                Field::Phase => "How far are you with telework?",
                Field::Situation => "How things are now",
                Field::Goal => "What you want to decide or know",
                Field::Equipment => "Devices and services in use",
                Field::Files => "Papers to look at",
            };
        hint(field: Field) =>
            match field {
                Field::Phase => "",
                Field::Situation => "仕事の内容、人数、困っていること。2,000字まで。",
                Field::Goal => "相談が終わったときに、何がわかっていればよいですか。2,000字まで。",
                Field::Equipment => "パソコン、回線、会議や勤怠のサービスなど、わかる範囲で。2,000字まで。",
                Field::Files => "3つまで、ひとつ5MBまで。PDF、画像、テキスト、Word・Excel・PowerPoint。個人情報は消してからお送りください。",
            },
            match field {
                Field::Phase => "",
                Field::Situation => "Your work, how many you are, what is difficult. Up to 2,000 characters.",
                Field::Goal => "What should be clear when the consultation ends? Up to 2,000 characters.",
                Field::Equipment => "Computers, lines, services for meetings or working hours, as far as you know. Up to 2,000 characters.",
                Field::Files => "Up to three, 5 MB each: PDF, pictures, plain text, Word, Excel, PowerPoint. Please remove personal data first.",
            };
        phase(phase: Phase) =>
            match phase {
                Phase::Considering => "現状把握",
                Phase::Preparing => "導入準備",
                Phase::Improving => "フォロー",
            },
            match phase {
                Phase::Considering => "Taking stock",
                Phase::Preparing => "Preparing",
                Phase::Improving => "Following up",
            };
        phase_detail(phase: Phase) =>
            match phase {
                Phase::Considering => "これから考えるところ",
                Phase::Preparing => "準備している、または一部で試している",
                Phase::Improving => "すでに行っていて、もっとよくしたい",
            },
            match phase {
                Phase::Considering => "We are thinking about it",
                Phase::Preparing => "We are preparing it, or some of us try it",
                Phase::Improving => "We do it, and want to do it better",
            };
        /// The step of the page of a consultation.
        step(due: &str) => format!("{due}までに、事前相談シートを書いてください。"), format!("Write to your expert beforehand by {due}.");
        step_done(due: &str) => format!("事前相談シートを受け取りました（{due}まで書き直せます）。"), format!("What you wrote beforehand has come (you can change it until {due}).");
        /// The action of the page of a consultation.
        action() => "事前相談シートを書く", "Write to your expert beforehand";
        action_done() => "事前相談シートを見る・書き直す", "See or change what you wrote beforehand";
        action_late() => "事前相談シートを見る", "See what you wrote beforehand";
        action_note(due: &str) => format!("{due}まで"), format!("Until {due}");
        desk_title() => "事前相談シート", "Written beforehand";
        desk_due(due: &str) => format!("まだ書かれていません。期限：{due}"), format!("Nothing yet. It is due {due}.");
        desk_saved(at: &str) => format!("{at}に保存"), format!("Saved on {at}");
        mail_heading() => "事前相談シート", "Before you meet";
        mail_link() => "事前相談シートを書く", "Write to your expert beforehand";
        mail_due(due: &str) => format!("担当の専門家が前もって読みます。{due}までにお書きください。5分ほどで書け、何度でも書き直せます。"),
            format!("Your expert reads it beforehand. Please write it by {due}; it takes about five minutes, and you can change it.");
    }
}

impl ConsultationSheetText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, field: Field, error: FieldError) -> String {
        let what = self.field(field);
        match (self.0, error) {
            (Language::Japanese, FieldError::Required | FieldError::UnknownChoice) if field == Field::Phase => {
                "テレワークの段階を選んでください".to_owned()
            }
            (Language::English, FieldError::Required | FieldError::UnknownChoice) if field == Field::Phase => {
                "Choose how far you are with telework".to_owned()
            }
            (Language::Japanese, FieldError::Required) => format!("{what}を入力してください"),
            (Language::English, FieldError::Required) => format!("Please fill in: {what}"),
            (Language::Japanese, FieldError::TooLong { max }) => format!("{what}は{max}文字以内で入力してください"),
            (Language::English, FieldError::TooLong { max }) => format!("At most {max} characters: {what}"),
            (Language::Japanese, _) => format!("{what}に、使えない文字があります。消してください"),
            (Language::English, _) => format!("There are characters that cannot be used: {what}"),
        }
    }
}
