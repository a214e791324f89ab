//! What is wrong, said so that it can be mended.

use domain::account::AccountField;
use domain::attachment::{AttachmentError, AttachmentProblem};
use domain::consultation::{ConsultationField, WaitingField};
use domain::input::FieldError;
use domain::inquiry::desk::DeskField;
use domain::inquiry::{FollowUpField, InquiryField};
use domain::language::Language;
use domain::registration::RegistrationField;
use domain::registration::desk::DeskActField;

use super::texts;

texts! {
    /// What is wrong.
    pub ErrorText {
        not_found_title() => "ページが見つかりません", "Page not found";
        not_found_text() => "アドレスが変わったか、まちがっているようです。次のところから、お探しのものへ進めます。",
            "The address has changed, or there is a mistake in it. From here you can go on to what you are looking for.";
        not_found_find_note() => "メールのリンクは、申込を変更するたびに新しくなり、前のリンクは使えなくなります",
            "Links in our mails are renewed with each change; earlier ones no longer work";
        not_found_ask_note() => "探しているものを書いていただければ、ご案内します", "Tell us what you are looking for";
        not_found_find() => "申込のリンクをメールで受け取る", "Get your links by mail";
        link_used_title() => "このリンクは使い終わりました", "This link has been used";
        link_used_text() => "席のご案内のリンクは、お返事をいただくか期限が過ぎると、使えなくなります。申込の今の様子は、次のところから新しいリンクを受け取ってご覧ください。",
            "The link of an offer stops working once you have answered, or when its time is over. To see how your registration stands, get a new link here.";
        internal_title() => "申し訳ありません。うまく動きませんでした", "Sorry, something went wrong";
        internal_text() => "こちらの不具合で、あなたのせいではありません。少し待って、もう一度お試しください。続くときは、次の番号を事務局へお知らせください。電話とメールは、このページの下にあります。",
            "This is our fault, not yours. Please try again in a moment. If it happens again, tell the secretariat this number; phone and email are at the foot of this page.";
        unavailable_title() => "いま、お答えできません", "We cannot answer right now";
        unavailable_text() => "少し待ってから、もう一度お試しください。お急ぎのときは、このページの下の電話へどうぞ。",
            "Please try again in a moment. If it is urgent, call us: the number is at the foot of this page.";
        sent_again() => "送信の途中だったときは、ブラウザの「戻る」で、入力した内容に戻れます。同じものを送り直して大丈夫です。二重には登録されません。",
            "If you were sending a form, your browser’s Back brings you to what you typed. You can safely send it again: it counts only once.";
        busy_title() => "短いあいだに送られた回数が多すぎます", "Too many requests";
        busy_text(seconds: u64) => format!("{seconds}秒ほど待ってから、もう一度送ってください。ブラウザの「戻る」で、入力した内容に戻れます。"),
            format!("Please wait about {seconds} seconds and send again. Your browser’s Back brings you to what you typed.");
        bad_request_title() => "送られた内容を読めませんでした", "We could not read what was sent";
        bad_request_text() => "ページを開き直して、もう一度お試しください。", "Please open the page again and retry.";
        too_large_title() => "送られた内容が大きすぎます", "What was sent is too large";
        too_large_text() => "文章を短くして、もう一度お試しください。ブラウザの「戻る」で、入力した内容に戻れます。",
            "Please shorten your text and try again. Your browser’s Back brings you to what you typed.";
        cross_site_title() => "ほかのサイトから送られた申込は受け付けません", "This request came from another site";
        cross_site_text() => "このサイトのページから、もう一度お試しください。", "Please start from a page of this site.";
        method_title() => "この操作はできません", "This cannot be done here";
        reference(number: &str) => format!("エラーの番号：{number}"), format!("Error number: {number}");
        again() => "このページを開き直す", "Open this page again";
        to_events() => "イベントを探す", "Find an event";
        to_home() => "最初のページへ", "To the first page";
    }
}

/// What a form asks for, as its errors name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
    /// A number of people.
    Seats,
    /// One of several answers.
    Choice(&'static str, &'static str),
    /// Something typed.
    Typed(&'static str, &'static str),
}

impl ErrorText {
    /// What is wrong with `field` of a registration, as a sentence that says how to mend it.
    pub fn of_field(self, field: RegistrationField, error: FieldError) -> String {
        use RegistrationField as Field;
        self.sentence(
            match field {
                Field::Attendance => Asked::Choice("参加のしかた", "how you will attend"),
                Field::Seats => Asked::Seats,
                Field::Name => NAME,
                Field::Kana => Asked::Typed("フリガナ", "your name in kana or Latin letters"),
                Field::Email => Asked::Email,
                Field::Phone => Asked::Phone,
                Field::Organisation => ORGANISATION,
                Field::OrganisationKind => Asked::Choice("区分", "the kind of your organisation"),
                Field::Prefecture => PREFECTURE,
                Field::Topics => Asked::Choice("関心のある内容", "the topics"),
                Field::Question => Asked::Typed("登壇者に聞きたいこと", "your question"),
                Field::AccessNeeds => Asked::Typed("手伝いの要ること", "what we can do for you"),
                Field::Consent => CONSENT,
            },
            error,
        )
    }

    /// What is wrong with `field` of the form of a consultation, as a sentence that says how to mend it.
    pub fn of_consultation_field(self, field: ConsultationField, error: FieldError) -> String {
        use ConsultationField as Field;
        self.sentence(
            match field {
                Field::Question => Asked::Typed("相談したいこと", "what you want to talk about"),
                Field::Organisation => ORGANISATION,
                Field::OrganisationKana => Asked::Typed("会社・団体のフリガナ", "the organisation’s name in kana"),
                Field::OrganisationKind => Asked::Choice("区分", "the kind of your organisation"),
                Field::CorporateNumber => Asked::Typed("法人番号（13桁）", "the corporate number of 13 digits"),
                Field::Prefecture => PREFECTURE,
                Field::Employees => Asked::Typed("従業員数", "the number of employees"),
                Field::Address => Asked::Typed("訪問先の住所", "the address to visit"),
                Field::Name => NAME,
                Field::Kana => Asked::Typed("フリガナ", "your name in kana or Latin letters"),
                Field::Email => Asked::Email,
                Field::Phone => Asked::Phone,
                Field::People => Asked::Typed("ほかの参加者の氏名", "the names of those who take part"),
                Field::AccessNeeds => Asked::Typed("手伝いの要ること", "what we can do for you"),
                Field::Consent => CONSENT,
            },
            error,
        )
    }

    /// What is wrong with `field` of the form of whoever wants to wait for a consultation, as a sentence that says how to
    /// mend it.
    pub fn of_waiting_field(self, field: WaitingField, error: FieldError) -> String {
        use WaitingField as Field;
        match (self.0, field, error) {
            (Language::Japanese, Field::From | Field::Until, FieldError::OutOfRange { max, .. }) => {
                format!("あすから{max}日先までの日を入力してください")
            }
            (Language::English, Field::From | Field::Until, FieldError::OutOfRange { max, .. }) => {
                format!("Enter a day from tomorrow on, up to {max} days ahead")
            }
            (Language::Japanese, Field::Until, FieldError::Malformed) => {
                "最後の日は、最初の日と同じか、それより後の日を、例のように入力してください：2026-12-08".to_owned()
            }
            (Language::English, Field::Until, FieldError::Malformed) => {
                "Enter a last day that is not before the first, like 2026-12-08".to_owned()
            }
            _ => self.sentence(
                match field {
                    Field::From => Asked::Typed("ご希望の最初の日", "the first day"),
                    Field::Until => Asked::Typed("ご希望の最後の日", "the last day"),
                    Field::Name => NAME,
                    Field::Email => Asked::Email,
                    Field::Consent => CONSENT,
                },
                error,
            ),
        }
    }

    /// What is wrong with `field` of an inquiry, as a sentence that says how to mend it.
    pub fn of_inquiry_field(self, field: InquiryField, error: FieldError) -> String {
        use InquiryField as Field;
        self.sentence(
            match field {
                Field::Topic => Asked::Choice("内容の分野", "what it is about"),
                Field::Message => Asked::Typed("問い合わせの内容", "your question"),
                Field::Attachments => Asked::Typed("添付ファイル", "the files"),
                Field::Email => Asked::Email,
                Field::Name => NAME,
                Field::Organisation => ORGANISATION,
                Field::Phone => Asked::Phone,
                Field::Prefecture => PREFECTURE,
                Field::Consent => CONSENT,
            },
            error,
        )
    }

    /// What is wrong with `field` of the form under a thread, as a sentence that says how to mend it.
    pub fn of_follow_up_field(self, field: FollowUpField, error: FieldError) -> String {
        use FollowUpField as Field;
        self.sentence(
            match field {
                Field::Outcome => Asked::Choice("解決したかどうか", "whether it is solved"),
                Field::Text => Asked::Typed("メッセージ", "your message"),
                Field::Attachments => Asked::Typed("添付ファイル", "the files"),
            },
            error,
        )
    }

    /// What is wrong with `field` of a form about staff accounts, as a sentence that says how to mend it.
    pub fn of_account_field(self, field: AccountField, error: FieldError) -> String {
        use AccountField as Field;
        self.sentence(
            match field {
                Field::Email => Asked::Email,
                Field::Name => Asked::Typed("氏名", "the name"),
                Field::Role => Asked::Choice("役割", "the role"),
                Field::Event => Asked::Typed("イベントのコード", "the code of the event"),
                Field::Until => Asked::Typed("受付をする最後の日", "the last day at the door"),
                Field::Language => Asked::Choice("メールの言語", "the language of mails"),
            },
            error,
        )
    }

    /// What is wrong with the name of a passkey, as a sentence that says how to mend it.
    pub fn of_passkey_name(self, error: FieldError) -> String {
        self.sentence(Asked::Typed("パスキーの名前", "the name of the passkey"), error)
    }

    /// What is wrong with `field` of the forms under a thread at the desk, as a sentence that says how to mend it.
    pub fn of_desk_field(self, field: DeskField, error: FieldError) -> String {
        use DeskField as Field;
        self.sentence(
            match field {
                Field::Act => Asked::Choice("すること", "what to do"),
                Field::Answer => Asked::Typed("回答", "the answer"),
                Field::Attachments => Asked::Typed("添付ファイル", "the files"),
                Field::Note => Asked::Typed("内部メモ", "the note"),
                Field::Assignee => Asked::Choice("担当", "who looks after it"),
            },
            error,
        )
    }

    /// What is wrong with `field` of an act on registrations, as a sentence that says how to mend it.
    pub fn of_desk_act_field(self, field: DeskActField, error: FieldError) -> String {
        self.sentence(
            match field {
                DeskActField::Reason => Asked::Typed("理由", "the reason"),
                DeskActField::To => Asked::Choice("移す先", "where to move them"),
            },
            error,
        )
    }

    /// What is wrong with a file, as a sentence that says how to mend it.
    pub fn of_attachment(self, problem: &AttachmentProblem) -> String {
        let name = &problem.name;
        match (problem.error, self.0) {
            (AttachmentError::TooMany { max }, Language::Japanese) => {
                format!("ファイルは{max}つまでです。選び直してください")
            }
            (AttachmentError::TooMany { max }, Language::English) => format!("Choose at most {max} files"),
            (AttachmentError::TooLarge { max }, Language::Japanese) => {
                format!("「{name}」が大きすぎます。ひとつ{}MBまでのファイルを選んでください", megabytes(max))
            }
            (AttachmentError::TooLarge { max }, Language::English) => {
                format!("“{name}” is too large. Choose files of up to {} MB each", megabytes(max))
            }
            (AttachmentError::Empty, Language::Japanese) => {
                format!("「{name}」は空のファイルです。中身のあるファイルを選んでください")
            }
            (AttachmentError::Empty, Language::English) => {
                format!("“{name}” is empty. Choose a file with something in it")
            }
            (AttachmentError::KindNotAllowed, Language::Japanese) => format!(
                "「{name}」は受け取れない種類のファイルです。PDF、画像、テキスト、Word・Excel・PowerPointのどれかにしてください"
            ),
            (AttachmentError::KindNotAllowed, Language::English) => format!(
                "We cannot take “{name}”. Choose a PDF, a picture, plain text, or a Word, Excel or PowerPoint file"
            ),
        }
    }

    fn sentence(self, asked: Asked, error: FieldError) -> String {
        match self.0 {
            Language::Japanese => japanese(asked, error),
            Language::English => english(asked, error),
        }
    }
}

const NAME: Asked = Asked::Typed("氏名", "your name");
const ORGANISATION: Asked = Asked::Typed("会社・団体の名称", "the name of your organisation");
const PREFECTURE: Asked = Asked::Choice("都道府県", "your prefecture");
const CONSENT: Asked = Asked::Choice("個人情報の扱い", "the use of your details");

const fn megabytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}

fn japanese(asked: Asked, error: FieldError) -> String {
    let what = match asked {
        Asked::Email => "メールアドレス",
        Asked::Phone => "電話番号",
        Asked::Seats => "参加する人数",
        Asked::Choice(what, _) | Asked::Typed(what, _) => what,
    };
    match error {
        FieldError::Required if matches!(asked, Asked::Choice(..)) => format!("{what}を選んでください"),
        FieldError::Required => format!("{what}を入力してください"),
        FieldError::TooLong { max } => format!("{what}は{max}文字以内で入力してください"),
        FieldError::TooShort { min } => format!("{what}は{min}文字以上で入力してください"),
        FieldError::MissingAtSign => "メールアドレスに「@」がありません。例のように入力してください".to_owned(),
        FieldError::ControlCharacter => format!("{what}に、使えない文字（改行や制御文字）があります。消してください"),
        FieldError::LinkNotAllowed => format!("{what}には、アドレス（://）を書けません"),
        FieldError::NotKana => "フリガナは、カタカナ、ひらがな、またはローマ字で入力してください".to_owned(),
        FieldError::OutOfRange { min, max } if min == max => format!("{what}は{max}にしてください"),
        FieldError::OutOfRange { min, max } => format!("{what}は{min}から{max}までの数で入力してください"),
        FieldError::UnknownChoice => format!("{what}を選び直してください"),
        FieldError::MustAgree => "個人情報の扱いをお読みになり、同意するにチェックを入れてください".to_owned(),
        FieldError::Malformed => match asked {
            Asked::Email => {
                "メールアドレスの形が正しくありません。例のように入力してください：info@example.jp".to_owned()
            }
            Asked::Phone => "電話番号は、0から始まる10桁か11桁の数字で入力してください。例：03-5422-1517".to_owned(),
            Asked::Seats => "参加する人数は、数字で入力してください".to_owned(),
            Asked::Choice(..) | Asked::Typed(..) => format!("{what}を読み取れません。入力し直してください"),
        },
    }
}

fn english(asked: Asked, error: FieldError) -> String {
    let what = match asked {
        Asked::Email => "your email address",
        Asked::Phone => "your phone number",
        Asked::Seats => "how many people attend",
        Asked::Choice(_, what) | Asked::Typed(_, what) => what,
    };
    match error {
        FieldError::Required if matches!(asked, Asked::Choice(..)) => format!("Choose {what}"),
        FieldError::Required => format!("Enter {what}"),
        FieldError::TooLong { max } => format!("Shorten {what} to {max} characters or fewer"),
        FieldError::TooShort { min } => format!("Enter at least {min} characters for {what}"),
        FieldError::MissingAtSign => "Your email address needs an “@”, like info@example.jp".to_owned(),
        FieldError::ControlCharacter => format!("Remove line breaks and invisible characters from {what}"),
        FieldError::LinkNotAllowed => format!("Remove the web address (://) from {what}"),
        FieldError::NotKana => "Write your name in katakana, hiragana or Latin letters".to_owned(),
        FieldError::OutOfRange { min, max } if min == max => format!("Enter {max} for {what}"),
        FieldError::OutOfRange { min, max } => format!("Enter a number from {min} to {max} for {what}"),
        FieldError::UnknownChoice => format!("Choose {what} again"),
        FieldError::MustAgree => "Read how we use your details, then tick the box to agree".to_owned(),
        FieldError::Malformed => match asked {
            Asked::Email => "Enter an email address like info@example.jp".to_owned(),
            Asked::Phone => "Enter a phone number of 10 or 11 digits that starts with 0, like 03-5422-1517".to_owned(),
            Asked::Seats => "Enter how many people attend as a number".to_owned(),
            Asked::Choice(..) | Asked::Typed(..) => format!("We cannot read {what}. Please enter it again"),
        },
    }
}
