//! The accounts of all who work here.

use domain::account::{AccountField, AccountRefusal};
use domain::input::FieldError;

use crate::staff::accounts::{AccountState, AccountsMoment};
use crate::text::{Text, texts};

texts! {
    /// The accounts of all.
    pub AccountsText {
        title() => "職員", "Staff";
        done(moment: AccountsMoment) =>
            match moment {
                AccountsMoment::Invited => "招待のメールを送りました",
                AccountsMoment::Changed => "変更しました",
            },
            match moment {
                AccountsMoment::Invited => "The invitation is on its way",
                AccountsMoment::Changed => "The change is made",
            };
        invite() => "職員を招待する", "Invite somebody";
        table() => "職員の一覧", "All accounts";
        column_name() => "氏名", "Name";
        column_email() => "メールアドレス", "Email address";
        column_role() => "役割", "Role";
        column_state() => "状態", "State";
        column_second() => "二段階認証", "Second factor";
        column_seen() => "最後の操作", "Last seen";
        state(state: AccountState) =>
            match state {
                AccountState::Invited => "招待中",
                AccountState::Active => "利用中",
                AccountState::Over => "期間終了",
                AccountState::Disabled => "停止中",
            },
            match state {
                AccountState::Invited => "Invited",
                AccountState::Active => "Active",
                AccountState::Over => "Time is over",
                AccountState::Disabled => "Disabled",
            };
        second(is_set: bool) => if is_set { "設定済み" } else { "未設定" }, if is_set { "Set up" } else { "Not set up" };
        never() => "なし", "Never";
        /// The door of a helper, under the role.
        door(event: &str, until: &str) => format!("{event}・{until}まで"), format!("{event}, until {until}");
        yourself() => "（あなた）", "(you)";
        email() => "メールアドレス", "Email address";
        name() => "氏名", "Name";
        role() => "役割", "Role";
        event() => "受付をするイベントのコード（受付担当のとき）", "Code of the event at whose door they check in (helpers only)";
        event_hint() => "例：KT4-XW2M", "For example KT4-XW2M";
        until() => "受付をする最後の日（受付担当のとき）", "Last day at the door (helpers only)";
        until_hint() => "例：2026-12-01", "For example 2026-12-01";
        language() => "メールの言語", "Language of mails";
        invite_button() => "招待のメールを送る", "Send the invitation";
        invite_note() => "招待のリンクは7日間使えます。", "The invitation works for seven days.";
        assign_heading() => "役割を変える", "Change the role";
        assign_button() => "役割を変える", "Change the role";
        /// What a change of role or a stop does to sessions.
        ends_sessions() => "この人のサインインは、すべて終わります。", "All sessions of this person end.";
        disable_heading() => "利用を止める", "Disable the account";
        disable_button() => "利用を止める", "Disable";
        enable_heading() => "利用を再開する", "Enable the account";
        enable_button() => "利用を再開する", "Enable";
        again_heading() => "もう一度招待する", "Invite again";
        again_note() => "前の招待のリンクは使えなくなります。", "The earlier invitation ceases to work.";
        again_button() => "招待を送り直す", "Send a new invitation";
        back() => "職員の一覧へ戻る", "Back to all accounts";
        /// Why something was not done.
        refusal(refusal: AccountRefusal) =>
            match refusal {
                AccountRefusal::LastSecretariat =>
                    "事務局の最後のひとりのため、変えられません。先に、ほかの人を事務局にしてください",
                AccountRefusal::AddressTaken => "このメールアドレスの職員は、すでに登録されています",
                AccountRefusal::UnknownEvent => "このコードのイベントはありません。コードを確かめてください",
                AccountRefusal::UnknownAccount | AccountRefusal::LinkGone | AccountRefusal::WrongCode
                | AccountRefusal::SecondFactorNeeded
                | AccountRefusal::PasskeyTaken => "いまは、この変更はできません。ページを開き直してください",
            },
            match refusal {
                AccountRefusal::LastSecretariat =>
                    "This is the last account of the secretariat. Make somebody else a member of the secretariat first",
                AccountRefusal::AddressTaken => "There is an account with this address already",
                AccountRefusal::UnknownEvent => "There is no event with this code. Please check it",
                AccountRefusal::UnknownAccount | AccountRefusal::LinkGone | AccountRefusal::WrongCode
                | AccountRefusal::SecondFactorNeeded
                | AccountRefusal::PasskeyTaken => "This cannot be done now. Please open the page again",
            };
        until_malformed() => "日付は、2026-12-01のように入力してください", "Enter a date like 2026-12-01";
        until_over() => "今日か、それよりあとの日付を入力してください", "Enter today or a later day";
        event_malformed() => "イベントのコードは、KT4-XW2Mのように入力してください", "Enter a code like KT4-XW2M";
    }
}

impl AccountsText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn of_field(self, field: AccountField, error: FieldError) -> String {
        match (field, error) {
            (AccountField::Until, FieldError::UnknownChoice) => self.until_over().into_owned(),
            (AccountField::Until, FieldError::Malformed) => self.until_malformed().into_owned(),
            (AccountField::Event, FieldError::Malformed) => self.event_malformed().into_owned(),
            _ => Text(self.0).error().of_account_field(field, error),
        }
    }
}
