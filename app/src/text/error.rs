//! What is wrong, said so that it can be mended.

use domain::input::FieldError;
use domain::language::Language;
use domain::registration::RegistrationField;

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

impl ErrorText {
    /// What is wrong with `field`, as a sentence that says how to mend it.
    pub fn of_field(self, field: RegistrationField, error: FieldError) -> String {
        match self.0 {
            Language::Japanese => japanese(field, error),
            Language::English => english(field, error),
        }
    }
}

fn japanese(field: RegistrationField, error: FieldError) -> String {
    use RegistrationField as Field;
    let what = match field {
        Field::Attendance => "参加のしかた",
        Field::Seats => "参加する人数",
        Field::Name => "氏名",
        Field::Kana => "フリガナ",
        Field::Email => "メールアドレス",
        Field::Phone => "電話番号",
        Field::Organisation => "会社・団体の名称",
        Field::OrganisationKind => "区分",
        Field::Prefecture => "都道府県",
        Field::Topics => "関心のある内容",
        Field::Question => "登壇者に聞きたいこと",
        Field::AccessNeeds => "手伝いの要ること",
        Field::Consent => "個人情報の扱い",
    };
    let is_choice = matches!(field, Field::Attendance | Field::OrganisationKind | Field::Prefecture | Field::Topics);
    match error {
        FieldError::Required if is_choice => format!("{what}を選んでください"),
        FieldError::Required => format!("{what}を入力してください"),
        FieldError::TooLong { max } => format!("{what}は{max}文字以内で入力してください"),
        FieldError::TooShort { min } => format!("{what}は{min}文字以上で入力してください"),
        FieldError::MissingAtSign => "メールアドレスに「@」がありません。例のように入力してください".to_owned(),
        FieldError::ControlCharacter => format!("{what}に、使えない文字（改行や制御文字）があります。消してください"),
        FieldError::LinkNotAllowed => format!("{what}には、アドレス（://）を書けません"),
        FieldError::NotKana => "フリガナは、カタカナ、ひらがな、またはローマ字で入力してください".to_owned(),
        FieldError::OutOfRange { min, max } => format!("{what}は{min}から{max}までの数で入力してください"),
        FieldError::UnknownChoice => format!("{what}を選び直してください"),
        FieldError::MustAgree => "個人情報の扱いをお読みになり、同意するにチェックを入れてください".to_owned(),
        FieldError::Malformed => match field {
            Field::Email => "メールアドレスの形が正しくありません。例のように入力してください：info@example.jp".to_owned(),
            Field::Phone => "電話番号は、0から始まる10桁か11桁の数字で入力してください。例：03-5422-1517".to_owned(),
            Field::Seats => "参加する人数は、数字で入力してください".to_owned(),
            _ => format!("{what}を読み取れません。入力し直してください"),
        },
    }
}

fn english(field: RegistrationField, error: FieldError) -> String {
    use RegistrationField as Field;
    let what = match field {
        Field::Attendance => "how you will attend",
        Field::Seats => "how many people attend",
        Field::Name => "your name",
        Field::Kana => "your name in kana or Latin letters",
        Field::Email => "your email address",
        Field::Phone => "your phone number",
        Field::Organisation => "the name of your organisation",
        Field::OrganisationKind => "the kind of your organisation",
        Field::Prefecture => "your prefecture",
        Field::Topics => "the topics",
        Field::Question => "your question",
        Field::AccessNeeds => "what we can do for you",
        Field::Consent => "the use of your details",
    };
    let is_choice = matches!(field, Field::Attendance | Field::OrganisationKind | Field::Prefecture | Field::Topics);
    match error {
        FieldError::Required if is_choice => format!("Choose {what}"),
        FieldError::Required => format!("Enter {what}"),
        FieldError::TooLong { max } => format!("Shorten {what} to {max} characters or fewer"),
        FieldError::TooShort { min } => format!("Enter at least {min} characters for {what}"),
        FieldError::MissingAtSign => "Your email address needs an “@”, like info@example.jp".to_owned(),
        FieldError::ControlCharacter => format!("Remove line breaks and invisible characters from {what}"),
        FieldError::LinkNotAllowed => format!("Remove the web address (://) from {what}"),
        FieldError::NotKana => "Write your name in katakana, hiragana or Latin letters".to_owned(),
        FieldError::OutOfRange { min, max } => format!("Enter a number from {min} to {max} for {what}"),
        FieldError::UnknownChoice => format!("Choose {what} again"),
        FieldError::MustAgree => "Read how we use your details, then tick the box to agree".to_owned(),
        FieldError::Malformed => match field {
            Field::Email => "Enter an email address like info@example.jp".to_owned(),
            Field::Phone => "Enter a phone number of 10 or 11 digits that starts with 0, like 03-5422-1517".to_owned(),
            Field::Seats => "Enter how many people attend as a number".to_owned(),
            _ => format!("We cannot read {what}. Please enter it again"),
        },
    }
}
