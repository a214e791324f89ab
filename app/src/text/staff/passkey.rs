//! Passkeys: adding and removing one's own, and signing in with one.

use crate::text::texts;

texts! {
    /// Passkeys of staff.
    pub PasskeyText {
        heading() => "パスキー", "Passkeys";
        lead() =>
            "指紋や顔、端末のPINで、パスワードも確認コードも入力せずにサインインできます。",
            "Sign in with your fingerprint, your face or the PIN of your device, without password or code.";
        none() => "まだありません。", "You have none yet.";
        head_name() => "名前", "Name";
        head_added() => "追加", "Added";
        head_used() => "最後のサインイン", "Last used";
        head_act() => "操作", "Action";
        never_used() => "まだ使っていません", "Not used yet";
        add() => "パスキーを追加する", "Add a passkey";
        remove() => "削除する", "Remove";
        /// At the last second factor of whoever may give it up.
        remove_last() =>
            "最後の二段階認証です。削除するには、15文字以上のパスワードが要ります。",
            "It is your last second factor. Without it your password needs at least 15 characters.";
        /// At the last second factor of the secretariat.
        needed() =>
            "事務局のアカウントには、二段階認証が必要です。ほかのパスキーか認証アプリを設定すると、削除できます。",
            "Accounts of the secretariat need a second factor. Set up another one to remove this.";
        /// Where the service is reached by a number, or without https.
        not_here() =>
            "パスキーは、https で始まるアドレスか http://localhost でこのサービスを開いたときに使えます。",
            "Passkeys work where this service is opened at an address with https, or at http://localhost.";
        add_title() => "パスキーの追加", "Add a passkey";
        add_lead() =>
            "この端末やセキュリティキーに、サインインのための鍵を作ります。続けると、指紋や顔、PINを求められます。",
            "This makes a key for signing in, on this device or a security key. You will be asked for your fingerprint, your \
             face or a PIN.";
        add_note() =>
            "追加すると、ほかのブラウザでのサインインは終わります。",
            "Adding one ends your sessions in other browsers.";
        name() => "パスキーの名前", "Name of the passkey";
        name_hint() => "あとで見分けるための名前です。例：自分のノートパソコン", "To know it again later, for example: my notebook";
        /// Where there is no script, or a browser that is too old.
        without() =>
            "パスキーを追加するには、JavaScriptが使える新しいブラウザが要ります。認証アプリなら、どのブラウザでも設定できます。",
            "To add a passkey you need an up-to-date browser with JavaScript. An authenticator app can be set up in any browser.";
        set_up_app() => "認証アプリを設定する", "Set up an authenticator app";
        /// On the page of the authenticator app.
        instead() => "代わりにパスキーを追加する", "Add a passkey instead";
        not_added() =>
            "パスキーを追加できませんでした。もう一度お試しください",
            "The passkey could not be added. Please try again";
        taken() =>
            "このパスキーは、すでに追加されています。ほかのものをお使いください",
            "This passkey is known already. Please use another one";
        sign_in() => "パスキーでサインイン", "Sign in with a passkey";
        /// Between two ways to sign in.
        or() => "または", "or";
        /// One sentence for whatever was wrong with it.
        refused() =>
            "このパスキーではサインインできませんでした。もう一度試すか、メールアドレスとパスワードを入力してください",
            "This passkey did not sign you in. Try again, or enter your email address and password";
        /// When the browser gave no answer.
        failed() =>
            "パスキーを確認できませんでした。もう一度お試しください。",
            "Your passkey was not confirmed. Please try again.";
    }
}
