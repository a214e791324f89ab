//! Words of the survey after a consultation.

use domain::consultation::{NextStepClarity as Clarity, SurveyField as Field, Usefulness};
use domain::input::FieldError;
use domain::language::Language;

use crate::text::texts;

texts! {
    /// The survey after a consultation.
    pub ConsultationSurveyText {
        title() => "相談のアンケート", "How was your consultation?";
        lead() => "ご相談はいかがでしたか。1分ほどで答えられます。回答は事務局と担当の専門家が読み、次の相談をよくするために使います。",
            "It takes about a minute. The secretariat and your expert read what you say, to make consultations better.";
        /// Above the form, where it was answered before.
        answered() => "回答をいただいています。答え直すと、前の回答と入れ替わります。",
            "You have answered already. If you answer again, the new answer takes the place of the old one.";
        not_yet() => "アンケートは、相談が終わってからお答えください。", "Please come back when the consultation is over.";
        never_was() => "この相談は行われなかったため、アンケートはありません。", "This consultation was not held, so there is nothing to answer.";
        late() => "アンケートの受付は終わりました。", "The time to answer is over.";
        saved() => "回答を受け取りました", "Thank you for your answer";
        saved_text() => "ありがとうございました。", "It will make our consultations better.";
        save() => "回答を送る", "Send your answer";
        back() => "相談のページへ戻る", "Back to the consultation";
        /// The action of the page of a consultation, and the link in the mail.
        action() => "アンケートに答える", "Say how it was";
        action_note() => "1分ほど", "It takes about a minute";
        /// What a field is called.
        field(field: Field) =>
            match field {
                Field::Usefulness => "相談は役に立ちましたか",
                Field::Clarity => "次にすることは、はっきりしましたか",
                Field::Comment => "感想・よくしてほしいところ",
            },
            match field {
                Field::Usefulness => "Did the consultation help?",
                Field::Clarity => "Do you know what to do next?",
                Field::Comment => "What was good, and what should be better",
            };
        comment_hint() => "2,000字まで。", "Up to 2,000 characters.";
        usefulness(grade: Usefulness) =>
            match grade {
                Usefulness::Very => "とても役に立った",
                Usefulness::Rather => "役に立った",
                Usefulness::Little => "あまり役に立たなかった",
                Usefulness::Not => "役に立たなかった",
            },
            match grade {
                Usefulness::Very => "It helped a lot",
                Usefulness::Rather => "It helped",
                Usefulness::Little => "It helped little",
                Usefulness::Not => "It did not help",
            };
        clarity(clarity: Clarity) =>
            match clarity {
                Clarity::Clear => "はっきりした",
                Clarity::Partly => "一部はっきりした",
                Clarity::Unclear => "まだはっきりしない",
            },
            match clarity {
                Clarity::Clear => "Yes",
                Clarity::Partly => "In part",
                Clarity::Unclear => "Not yet",
            };
        desk_title() => "アンケート", "Survey";
        desk_none() => "回答はまだありません。", "No answer yet.";
        desk_answers(count: u32) => format!("回答 {count}件"), format!("{count} {}", if count == 1 { "answer" } else { "answers" });
        /// One line of what was counted.
        desk_count(said: &str, count: u32) => format!("{said}：{count}件"), format!("{said}: {count}");
    }
}

impl ConsultationSurveyText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn problem(self, field: Field, error: FieldError) -> String {
        match (self.0, field, error) {
            (Language::Japanese, Field::Usefulness, _) => "相談が役に立ったかどうかを選んでください".to_owned(),
            (Language::English, Field::Usefulness, _) => "Choose whether the consultation helped".to_owned(),
            (Language::Japanese, Field::Clarity, _) => "次にすることがはっきりしたかどうかを選んでください".to_owned(),
            (Language::English, Field::Clarity, _) => "Choose whether you know what to do next".to_owned(),
            (Language::Japanese, Field::Comment, FieldError::TooLong { max }) => {
                format!("感想は{max}文字以内で入力してください")
            }
            (Language::English, Field::Comment, FieldError::TooLong { max }) => {
                format!("Please write at most {max} characters")
            }
            (Language::Japanese, Field::Comment, _) => "感想に、使えない文字があります。消してください".to_owned(),
            (Language::English, Field::Comment, _) => {
                "There are characters in your comment that cannot be used: please remove them".to_owned()
            }
        }
    }
}
