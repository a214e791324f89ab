//! Signing in, taking up an account, setting another password.

use domain::account::{AccountLink, PasswordProblem};

use crate::text::texts;

texts! {
    /// Signing in, invitations and resets.
    pub EntranceText {
        /// Whose entrance it is.
        for_staff() => "職員用", "For staff";
        sign_in() => "サインイン", "Sign in";
        sign_in_again() => "ご本人の確認", "Confirm it is you";
        sign_in_again_lead() =>
            "大切な設定に進むため、もう一度サインインしてください。",
            "This is a sensitive setting. Please sign in again to go on.";
        signed_out() => "サインアウトしました", "You are signed out";
        signed_out_text() => "共用のパソコンでは、ブラウザも閉じてください。", "On a shared computer, close the browser too.";
        password_set() => "パスワードを設定しました", "Your password is set";
        password_set_text() => "新しいパスワードでサインインしてください。", "Please sign in with your new password.";
        email() => "メールアドレス", "Email address";
        password() => "パスワード", "Password";
        /// One sentence for a wrong password, an unknown address, an account that is disabled.
        wrong() =>
            "メールアドレスかパスワードが違います。もう一度入力してください",
            "The email address or the password is wrong. Please enter both again";
        forgotten() => "パスワードを忘れたとき", "Forgotten your password?";
        code_title() => "確認コード", "Enter your code";
        code_label() => "認証アプリの6桁の数字", "Six digits from your authenticator app";
        code_hint() =>
            "アプリを使えないときは、保管しておいた復旧コードを入力してください。",
            "If you cannot use the app, enter one of your recovery codes instead.";
        /// For whoever has passkeys and no app.
        recovery_label() => "復旧コード", "Recovery code";
        recovery_hint() =>
            "パスキーを使えないときは、保管しておいた復旧コードを入力してください。",
            "If you cannot use your passkey, enter one of your recovery codes.";
        recovery_wrong() => "このコードは使えません。別の復旧コードを入力してください", "This code is not valid. Enter another recovery code";
        code_required() => "確認コードを入力してください", "Enter your code";
        code_malformed() =>
            "6桁の数字か、16文字の復旧コードを入力してください",
            "Enter six digits, or a recovery code of 16 characters";
        code_wrong() =>
            "このコードは使えません。アプリの新しい数字を入力してください",
            "This code is not valid. Enter the newest one from your app";
        go_on() => "次へ進む", "Continue";
        begin_again() => "サインインをやり直す", "Start signing in again";
        invitation_title() => "アカウントの登録", "Set up your account";
        invitation_lead(role: &str) =>
            format!("{role}として招待されています。お名前とパスワードを決めてください。"),
            format!("You are invited as: {role}. Please choose your name here and a password.");
        name() => "氏名", "Your name";
        new_password() => "新しいパスワード", "New password";
        new_password_again() => "新しいパスワード（もう一度）", "New password, once more";
        new_password_hint(min: u32) =>
            format!("{min}文字以上。つながりのない言葉をいくつか並べると、覚えやすく安全です。"),
            format!("At least {min} characters. A few unrelated words are easy to remember and hard to guess.");
        invitation_button() => "アカウントを登録する", "Set up the account";
        reset_title() => "パスワードの再設定", "Set a new password";
        reset_lead() =>
            "登録されているメールアドレスを入力してください。再設定のリンクをお送りします。",
            "Enter the email address of your account. We will send you a link to set a new password.";
        reset_button() => "リンクを受け取る", "Send me the link";
        reset_done() => "メールをご確認ください", "Check your mail";
        /// The same for every address.
        reset_done_text(email: &str) =>
            format!("{email} のアカウントがあるときは、リンクをお送りしました。リンクは1時間使えます。"),
            format!("If there is an account for {email}, we have sent a link to it. The link works for one hour.");
        reset_choose(email: &str) => format!("{email} の新しいパスワードを決めてください。"),
            format!("Choose a new password for {email}.");
        reset_set() => "パスワードを設定する", "Set the password";
        link_gone_title() => "このリンクは使えません", "This link does not work any more";
        link_gone_text(link: AccountLink) =>
            match link {
                AccountLink::Invitation =>
                    "招待のリンクは7日間、一度だけ使えます。次のところから、新しいリンクを受け取れます。",
                AccountLink::Reset => "再設定のリンクは1時間、一度だけ使えます。次のところから、新しいリンクを受け取れます。",
            },
            match link {
                AccountLink::Invitation =>
                    "An invitation works once, within seven days. You can have a new link sent to you here.",
                AccountLink::Reset => "A link to set a password works once, within one hour. You can have a new one sent to you here.",
            };
        link_gone_new() => "新しいリンクを受け取る", "Get a new link";
        to_sign_in() => "サインインへ", "Go to sign-in";
        /// What is wrong with a password, as a sentence that says how to mend it.
        of_password(problem: PasswordProblem) =>
            match problem {
                PasswordProblem::Required => "パスワードを入力してください".to_owned(),
                PasswordProblem::TooShort { min } => format!("パスワードは{min}文字以上にしてください"),
                PasswordProblem::TooLong { max } => format!("パスワードは{max}文字以内にしてください"),
                PasswordProblem::Common =>
                    "このパスワードは、推測されやすいため使えません。ほかの言葉の組み合わせにしてください".to_owned(),
                PasswordProblem::Personal =>
                    "お名前、メールアドレス、このサービスの名前でできたパスワードは使えません。ほかの言葉にしてください".to_owned(),
                PasswordProblem::Different => "2回の入力が違います。もう一度入力してください".to_owned(),
            },
            match problem {
                PasswordProblem::Required => "Enter a password".to_owned(),
                PasswordProblem::TooShort { min } => format!("Use at least {min} characters for your password"),
                PasswordProblem::TooLong { max } => format!("Use at most {max} characters for your password"),
                PasswordProblem::Common => "This password is easy to guess. Choose another combination of words".to_owned(),
                PasswordProblem::Personal =>
                    "Choose a password that is not made of your name, your address or the name of this service".to_owned(),
                PasswordProblem::Different => "The two passwords are not the same. Enter them again".to_owned(),
            };
    }
}
