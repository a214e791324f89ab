//! What mails about staff accounts say.

use domain::notice::NoticeKind;

use crate::text::texts;

texts! {
    /// Mails about staff accounts.
    pub AccountMailText {
        /// The link's name.
        link(kind: NoticeKind) =>
            match kind {
                NoticeKind::StaffInvited => "アカウントを登録する",
                NoticeKind::StaffReset => "新しいパスワードを決める",
                _ => "ご本人の操作でないとき：すぐに新しいパスワードを決める",
            },
            match kind {
                NoticeKind::StaffInvited => "Set up your account",
                NoticeKind::StaffReset => "Choose a new password",
                _ => "If it was not you: set a new password at once",
            };
        /// Until when it works.
        until(until: &str) =>
            format!("このリンクは{until}まで、一度だけ使えます。"),
            format!("This link works once, until {until}.");
        /// What somebody is told who did not ask, or did not do this.
        not_me(kind: NoticeKind) =>
            match kind {
                NoticeKind::StaffInvited | NoticeKind::StaffReset =>
                    "お心当たりがないときは、このメールを破棄してください。何も変わりません。",
                _ => "お心当たりがないときは、上のリンクからパスワードを変え、事務局にもお知らせください。",
            },
            match kind {
                NoticeKind::StaffInvited | NoticeKind::StaffReset =>
                    "If you did not expect this, ignore this mail; nothing has changed.",
                _ => "If it was not you, set a new password with this link and tell the secretariat.",
            };
    }
}
