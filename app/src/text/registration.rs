//! Words of the registration form, its check and its confirmation.

use domain::language::Language;
use domain::organisation::OrganisationKind;
use domain::registration::Attendance;

use super::texts;

texts! {
    /// Registering for an event.
    pub RegistrationText {
        form_title() => "イベントに申し込む", "Register for an event";
        waiting_title() => "キャンセル待ちに申し込む", "Join the waiting list";
        check_title() => "この内容でよろしいですか", "Check your answers";
        change_title() => "申込内容を変える", "Change your registration";
        title_for(title: &str, event: &str) => format!("{title}：{event}"), format!("{title}: {event}");
        description_for(when: &str, event: &str) => format!("「{event}」（{when}）の申込フォームです。会員登録はいりません。"),
            format!("Registration form for “{event}” ({when}). You do not need an account.");
        crumb() => "申し込む", "Register";
        brief_label() => "申し込むイベント", "You are registering for";
        part_attendance() => "参加のしかた", "How you will attend";
        part_person() => "参加する人", "Who attends";
        part_organisation() => "会社・団体", "Your organisation";
        part_interest() => "知りたいこと", "What you want to know";
        attendance() => "どこで参加しますか", "Where will you attend?";
        attendance_row() => "参加のしかた", "How you will attend";
        online_detail() => "接続先をメールでお知らせします", "We send you the link by mail";
        seats() => "参加する人数", "How many people attend";
        seats_hint(max: u32) => format!("ひとつの申込で{max}名まで。全角の数字でもかまいません。"), format!("Up to {max} people with one registration.");
        seats_value(seats: u32) => format!("{seats}名"), if seats == 1 { "1 person".to_owned() } else { format!("{seats} people") };
        name() => "氏名", "Name";
        name_hint() => "例：山田 太郎", "For example: Taro Yamada";
        kana() => "フリガナ", "Name in kana";
        kana_hint() => "例：ヤマダ タロウ", "Latin letters will do";
        email() => "メールアドレス", "Email";
        email_hint() => "受付番号と当日のご案内を送ります。例：info@example.jp", "We send your number and the details there. For example: info@example.jp";
        email_fixed() => "メールアドレスは、ここでは変えられません。別のアドレスにするときは、取り消してから申し込み直してください。",
            "The address cannot be changed here. To use another one, cancel and register again.";
        phone() => "電話番号", "Phone";
        phone_hint() => "当日の連絡にだけ使います。全角でも、ハイフンがなくてもかまいません。", "Only for urgent news on the day. With or without hyphens, +81 is fine.";
        organisation() => "会社・団体の名称", "Name of the company or body";
        organisation_kind() => "区分", "Kind";
        prefecture() => "都道府県", "Prefecture";
        prefecture_prompt() => "選んでください", "Please choose";
        topics() => "関心のある内容", "Topics you are interested in";
        question() => "登壇者に聞きたいこと", "A question to the speakers";
        question_hint() => "400字まで。当日のお話に生かします。", "Up to 400 characters. The speakers see it beforehand.";
        access_needs() => "手伝いの要ること", "What we can do for you";
        access_needs_hint() => "字幕、手話、車いすの席などをお知らせください。400字まで。", "Subtitles, sign language, a wheelchair seat and so on. Up to 400 characters.";
        privacy(email: &str) => format!("いただいた個人情報は、このイベントの受付と連絡にだけ使い、開催から1年で消します。ご質問は {email} へ。"),
            format!("We use your details only to run this event and to contact you about it, and delete them one year after it. Questions: {email}");
        consent() => "個人情報の扱いに同意します", "I agree to this use of my details";
        consent_row() => "個人情報の扱い", "Use of your details";
        agreed() => "同意しました", "Agreed";
        to_check() => "確認へ進む", "Check your answers";
        give_up() => "やめて戻る", "Leave without registering";
        not_done_yet() => "まだ申込は終わっていません。ボタンを押すと席を確保し、受付番号をメールで送ります。",
            "You are not registered yet. When you press the button we reserve your seat and mail you your number.";
        not_done_yet_waiting(position: u32) => format!("いま満席です。ボタンを押すと、キャンセル待ちの{position}番目に登録します。席が空いたら、順にご案内します。"),
            format!("The event is full. When you press the button you join the waiting list as number {position}. We mail you when a seat is on offer for you.");
        not_done_yet_change() => "まだ変更は終わっていません。ボタンを押すと変わります。", "Nothing is changed yet. Press the button to change it.";
        confirm() => "この内容で申し込む", "Register for this event";
        confirm_waiting() => "キャンセル待ちに登録する", "Join the waiting list";
        confirm_change() => "この内容に変える", "Save the changes";
        back_to_form() => "入力に戻る", "Back to the form";
        none() => "なし", "None";
        typo(suggestion: &str) => format!("メールアドレスは {suggestion} の書きまちがいではありませんか。正しければ、そのまま進んでください。"),
            format!("Did you mean {suggestion}? If your address is right as it is, just go on.");
        typo_title() => "メールアドレスをもう一度ご覧ください", "Please look at your email address again";
        key_renewed() => "ページが古くなっていたので、作り直しました。もう一度ボタンを押してください。", "The page had become too old and was renewed. Please press the button again.";
        draft_restored() => "前に入力した内容を、この端末から戻しました。", "We restored what you had typed on this device.";
        draft_discard() => "戻した内容を消す", "Clear it";
        connection_lost() => "通信できませんでした。入力した内容は残っています。つながってから、もう一度ボタンを押してください。",
            "The connection failed. What you typed is still here. Please press the button again when you are online.";

        done_seated() => "申し込みました", "You are registered";
        done_waiting() => "キャンセル待ちに登録しました", "You are on the waiting list";
        done_position(position: u32) => format!("いまの順番は{position}番目です。席が空いたら、先の方から順にメールでご案内します。期限までに、参加するかどうかをお返事ください。"),
            format!("You are number {position} in line. When a seat becomes free we offer it to the first in line by mail; please answer by the time that the mail names.");
        done_mail(email: &str) => format!("確認のメールを {email} に送りました。30分たっても届かないときは、迷惑メールの箱を見てから、事務局へお電話ください。"),
            format!("We have sent a confirmation to {email}. If it has not come within 30 minutes, look into your spam folder, then call the secretariat.");

        refused_not_open(when: &str) => format!("受付は{when}に始まります"), format!("Registration opens {when}");
        refused_closed() => "申込の受付は終わりました", "Registration is closed";
        refused_cancelled() => "このイベントは中止になりました", "This event has been cancelled";
        refused_only_waiting() => "入力のあいだに満席になりました", "The last seats have just been taken";
        refused_only_waiting_text() => "キャンセル待ちに登録できます。下のボタンで登録するか、ほかのイベントをご覧ください。",
            "You can join the waiting list with the button below, or look at other events.";
        refused_too_many(max: u32) => format!("ひとつの申込で{max}名までです"), format!("One registration can have up to {max} people");
        refused_not_enough(free: u32) => if free == 0 { "人数は増やせません。空席がありません".to_owned() } else { format!("空席はあと{free}です") },
            if free == 0 { "There are no free seats for more people".to_owned() } else { format!("Only {free} more seats are free") };
        refused_attendance() => "この参加のしかたは、いまは選べません", "This way to attend is not offered any more";
        refused_changed() => "この申込は、ほかの画面で変更されています", "This registration has been changed elsewhere";
        refused_changed_text() => "新しい内容を開いて、もう一度変更してください。", "Please open the current version and change it again.";
        refused_already_cancelled() => "この申込は取り消してあります", "This registration has been cancelled";
        refused_text() => "入力した内容は、送っていません。ほかのイベントをご覧ください。", "Nothing was sent. Please look at other events.";
        other_events() => "ほかのイベントを探す", "Find another event";
    }
}

impl RegistrationText {
    /// 会場 / In person
    pub const fn attendance_value(self, attendance: Attendance) -> &'static str {
        match (self.0, attendance) {
            (Language::Japanese, Attendance::Venue) => "会場",
            (Language::Japanese, Attendance::Online) => "オンライン",
            (Language::English, Attendance::Venue) => "In person",
            (Language::English, Attendance::Online) => "Online",
        }
    }

    /// 中小企業 / Small or medium company
    pub const fn organisation_kind_value(self, kind: OrganisationKind) -> &'static str {
        match (self.0, kind) {
            (Language::Japanese, OrganisationKind::SmallCompany) => "中小企業",
            (Language::Japanese, OrganisationKind::LocalGovernment) => "地方公共団体",
            (Language::Japanese, OrganisationKind::SupportOrganisation) => "支援機関",
            (Language::Japanese, OrganisationKind::Other) => "その他",
            (Language::English, OrganisationKind::SmallCompany) => "Small or medium company",
            (Language::English, OrganisationKind::LocalGovernment) => "Local government",
            (Language::English, OrganisationKind::SupportOrganisation) => "Support organisation",
            (Language::English, OrganisationKind::Other) => "Other",
        }
    }
}
