//! One's own account: password, second factor, recovery codes, sessions, language.

use crate::staff::own_account::OwnAccountMoment;
use crate::text::texts;

texts! {
    /// One's own account.
    pub OwnAccountText {
        title() => "自分の設定", "My account";
        done(moment: OwnAccountMoment) =>
            match moment {
                OwnAccountMoment::Password => "パスワードを変えました",
                OwnAccountMoment::SecondFactorRemoved => "認証アプリをやめました",
                OwnAccountMoment::PasskeyAdded => "パスキーを追加しました",
                OwnAccountMoment::PasskeyRemoved => "パスキーを削除しました",
                OwnAccountMoment::Sessions => "ほかのサインインを終わらせました",
                OwnAccountMoment::Language => "メールの言語を変えました",
            },
            match moment {
                OwnAccountMoment::Password => "Your password is changed",
                OwnAccountMoment::SecondFactorRemoved => "The authenticator app is removed",
                OwnAccountMoment::PasskeyAdded => "The passkey is added",
                OwnAccountMoment::PasskeyRemoved => "The passkey is removed",
                OwnAccountMoment::Sessions => "The session is ended",
                OwnAccountMoment::Language => "The language of your mails is changed",
            };
        password_heading() => "パスワード", "Password";
        current_password() => "今のパスワード", "Current password";
        current_wrong() => "今のパスワードが違います", "This is not your current password";
        password_button() => "パスワードを変える", "Change the password";
        password_note() =>
            "変えると、ほかのブラウザでのサインインは終わります。",
            "Changing it ends your sessions in other browsers.";
        second_heading() => "二段階認証", "Second factor";
        second_on() => "認証アプリを使っています。", "You sign in with an authenticator app.";
        second_passkey() =>
            "パスキーを使っています。パスワードを入力したときは、パスキーか復旧コードも要ります。",
            "You sign in with a passkey. After your password, too, you are asked for a passkey or a recovery code.";
        second_off() =>
            "まだ設定していません。設定すると、パスワードが知られても、ほかの人はサインインできません。",
            "Not set up yet. With it, nobody can sign in with your password alone.";
        second_set() => "認証アプリを設定する", "Set up an authenticator app";
        second_replace() => "ほかの認証アプリに替える", "Use another authenticator app";
        second_remove() => "認証アプリをやめる", "Stop using the app";
        second_remove_note() =>
            "やめるには、15文字以上のパスワードが要ります。",
            "Without it your password needs at least 15 characters.";
        recovery_heading() => "復旧コード", "Recovery codes";
        recovery_left(count: u64) => format!("残り{count}個です。アプリやパスキーを使えないときに、1個につき一度サインインできます。"),
            format!("{count} left. Each lets you sign in once when you cannot use the app or a passkey.");
        recovery_button() => "復旧コードを作り直す", "Make new recovery codes";
        recovery_title() => "復旧コードを保管してください", "Keep your recovery codes";
        recovery_lead() =>
            "このページを閉じると、もう表示できません。印刷するか書き写して、スマートフォンとは別の場所に保管してください。\
             前の復旧コードは使えなくなりました。",
            "They are shown only this once. Print them or write them down, and keep them apart from your phone. \
             Earlier codes no longer work.";
        recovery_kept() => "保管しました。業務へ進む", "I have kept them: go on";
        setup_title() => "認証アプリの設定", "Set up an authenticator app";
        setup_demanded() =>
            "事務局のアカウントには、二段階認証が必要です。設定が済むと、業務のページに進めます。",
            "Accounts of the secretariat need a second factor. Once it is set up, you can go on.";
        setup_scan() =>
            "スマートフォンの認証アプリで、このQRコードを読み取ってください。",
            "Scan this QR code with the authenticator app on your phone.";
        setup_qr() => "認証アプリ用のQRコード", "QR code for the authenticator app";
        setup_type() => "読み取れないときは、このキーをアプリに入力してください。", "If you cannot scan it, type this key into the app.";
        setup_link() => "この端末の認証アプリで開く", "Open in an authenticator app on this device";
        setup_code() => "アプリに表示された6桁の数字", "Six digits that the app shows";
        setup_button() => "設定する", "Set up";
        sessions_heading() => "サインインしているブラウザ", "Where you are signed in";
        sessions_browser() => "ブラウザ", "Browser";
        sessions_since() => "サインイン", "Signed in";
        sessions_seen() => "最後の操作", "Last seen";
        sessions_act() => "操作", "Action";
        sessions_here() => "このブラウザ", "This browser";
        sessions_unknown() => "不明なブラウザ", "Unknown browser";
        sessions_end() => "終わらせる", "End";
        sessions_end_others() => "ほかのサインインをすべて終わらせる", "End all other sessions";
        language_heading() => "メールの言語", "Language of your mails";
        language_button() => "言語を変える", "Change the language";
        japanese() => "日本語", "日本語 (Japanese)";
        english() => "English（英語）", "English";
        /// What the app calls us: in Latin letters, which make a QR code half as dense.
        issuer() => "Telework Support Network", "Telework Support Network";
    }
}
