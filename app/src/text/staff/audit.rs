//! What the audit says: each act as a sentence.

use domain::account::Role;
use domain::audit::{Act, Field, Noun};
use domain::event::Standing;
use domain::reference::ReferenceNumber;
use jiff::civil::DateTime;
use storage::{AuditActor, AuditEntry, Difference};

use crate::text::{Text, texts};

texts! {
    /// Words of the audit.
    pub AuditText {
        title() => "操作の記録", "Audit";
        /// How many entries were found.
        count(count: u64) => format!("{count}件"), if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") };
        /// What the record is.
        explanation() => "だれが、いつ、どこから、何をしたかの記録です。書きかえることも消すこともできません。12か月で古いものから外れます。",
            "Who did what, when, and from where. Nobody can change or remove an entry. After 12 months the oldest ones leave.";
        /// The name of the search.
        search() => "記録をさがす", "Search the audit";
        who() => "だれが", "Who";
        what() => "何を", "What";
        subject() => "番号", "Number";
        subject_hint() => "受付番号、イベントのコードなど", "A reference number or the code of an event";
        from() => "いつから", "From";
        to() => "いつまで", "To";
        day_hint() => "例：2026-12-01", "For example 2026-12-01";
        anybody() => "すべての人", "Everybody";
        anything() => "すべての操作", "Everything";
        /// All acts on one kind of thing.
        all_of(noun: &str) => format!("{noun}のすべて"), format!("Everything about {noun}");
        find() => "さがす", "Search";
        clear() => "条件を外す", "Clear the search";
        /// The download.
        export() => "この一覧をCSVで保存", "Save this list as CSV";
        nothing() => "条件に合う記録はありません。", "There is no entry like that.";
        no_such_page() => "この番号のページはありません。最初のページへ", "There is no such page. To the first page";
        caption() => "新しい順", "Newest first";
        head_at() => "日時", "When";
        head_sentence() => "できごと", "What happened";
        head_subject() => "対象", "About";
        head_network() => "どこから", "From where";
        head_id() => "番号", "No.";
        head_who() => "だれが", "Who";
        head_act() => "操作", "Act";
        head_changes() => "変わったこと", "What changed";
        head_hash() => "ハッシュ", "Hash";
        /// A value that became another.
        became(before: &str, after: &str) => format!("{before} → {after}"), format!("{before} → {after}");
        /// Where nothing is set.
        unset() => "なし", "none";
        /// An account whose name is not known any more.
        account(id: i64) => format!("職員 #{id}"), format!("Staff #{id}");
        citizen() => "利用者", "A citizen";
        service() => "システム", "The service";
        operator() => "システム管理者", "The operator";
        /// Somebody who is signed in, in a sentence.
        person(name: &str) => format!("{name}さん"), name.to_owned();
        /// What acts are done to.
        noun(noun: Noun) =>
            match noun {
                Noun::Registration => "申込",
                Noun::Inquiry => "問い合わせ",
                Noun::Event => "イベント",
                Noun::SupportOrganisation => "支援機関",
                Noun::Mailbox => "申込・問い合わせの一覧",
                Noun::Mail => "メール",
                Noun::Account => "職員",
                Noun::Retention => "保存期間",
                Noun::Audit => "操作の記録",
            },
            match noun {
                Noun::Registration => "registrations",
                Noun::Inquiry => "inquiries",
                Noun::Event => "events",
                Noun::SupportOrganisation => "support organisations",
                Noun::Mailbox => "lists of what stands under an address",
                Noun::Mail => "mails",
                Noun::Account => "staff",
                Noun::Retention => "retention",
                Noun::Audit => "the audit",
            };
        /// An act in one or two words, for the search.
        act(act: Act) =>
            match act {
                Act::RegistrationCreated => "申込の受付",
                Act::RegistrationChanged => "申込の変更",
                Act::RegistrationCancelled => "申込の取消",
                Act::RegistrationSeatGiven => "空席の割当",
                Act::RegistrationSeatOffered => "空席の案内",
                Act::RegistrationOfferAccepted => "案内の受諾",
                Act::RegistrationOfferDeclined => "案内の辞退",
                Act::RegistrationOfferLapsed => "案内の期限切れ",
                Act::InquiryCreated => "問い合わせの受付",
                Act::InquiryWritten => "続きの質問",
                Act::InquiryTaken => "対応の開始",
                Act::InquiryAssigned => "担当の決定",
                Act::InquiryNoted => "内部メモ",
                Act::InquiryAnswered => "回答",
                Act::InquiryClosed => "終了",
                Act::InquiryReopened => "再開",
                Act::EventAdded => "イベントの作成",
                Act::EventChanged => "イベントの変更",
                Act::EventImported => "イベントの取り込み",
                Act::EventEdited => "内容の編集",
                Act::EventMoved => "日時の変更",
                Act::EventCapacityChanged => "定員の変更",
                Act::EventPublished => "公開",
                Act::EventPublicationPlanned => "公開の予約",
                Act::EventPublicationWithdrawn => "公開予約の取りやめ",
                Act::EventPublishedOnTime => "予約した公開",
                Act::EventPublicationFailed => "公開できず",
                Act::EventCancelled => "開催中止",
                Act::SupportOrganisationImported => "支援機関の取り込み",
                Act::LinksSent => "リンクの送信",
                Act::MailboxOpened => "一覧から開く",
                Act::MailRetried => "メールの再送",
                Act::MailsRetried => "メールの一括再送",
                Act::AccountAdded => "職員の追加",
                Act::AccountInvitedAgain => "招待の再送",
                Act::AccountTakenUp => "招待の受諾",
                Act::AccountAssigned => "役割の変更",
                Act::AccountDisabled => "利用停止",
                Act::AccountEnabled => "利用再開",
                Act::AccountSignedIn => "サインイン",
                Act::AccountSignedOut => "サインアウト",
                Act::AccountSessionsEnded => "ほかの端末のサインアウト",
                Act::AccountResetSent => "再設定の案内",
                Act::AccountPasswordReset => "パスワードの再設定",
                Act::AccountPasswordChanged => "パスワードの変更",
                Act::AccountSecondFactorSet => "二段階認証の設定",
                Act::AccountSecondFactorRemoved => "二段階認証の解除",
                Act::AccountRecoveryCodesRenewed => "予備コードの更新",
                Act::AccountLanguageSet => "メールの言語",
                Act::RegistrationsDeleted => "申込の削除",
                Act::InquiriesDeleted => "問い合わせの削除",
                Act::RestDeleted => "メール・ファイルの削除",
                Act::AuditExported => "記録の書き出し",
                Act::AuditPruned => "古い記録の整理",
            },
            match act {
                Act::RegistrationCreated => "Registration made",
                Act::RegistrationChanged => "Registration changed",
                Act::RegistrationCancelled => "Registration cancelled",
                Act::RegistrationSeatGiven => "Seat given",
                Act::RegistrationSeatOffered => "Seat offered",
                Act::RegistrationOfferAccepted => "Offer accepted",
                Act::RegistrationOfferDeclined => "Offer declined",
                Act::RegistrationOfferLapsed => "Offer lapsed",
                Act::InquiryCreated => "Inquiry received",
                Act::InquiryWritten => "Further message",
                Act::InquiryTaken => "Taken in hand",
                Act::InquiryAssigned => "Assigned",
                Act::InquiryNoted => "Internal note",
                Act::InquiryAnswered => "Answered",
                Act::InquiryClosed => "Closed",
                Act::InquiryReopened => "Reopened",
                Act::EventAdded => "Event added",
                Act::EventChanged => "Event changed",
                Act::EventImported => "Event imported",
                Act::EventEdited => "Event edited",
                Act::EventMoved => "Moved",
                Act::EventCapacityChanged => "Capacity changed",
                Act::EventPublished => "Published",
                Act::EventPublicationPlanned => "Publication planned",
                Act::EventPublicationWithdrawn => "Planned publication withdrawn",
                Act::EventPublishedOnTime => "Published on time",
                Act::EventPublicationFailed => "Could not be published",
                Act::EventCancelled => "Event cancelled",
                Act::SupportOrganisationImported => "Support organisation imported",
                Act::LinksSent => "Links sent",
                Act::MailboxOpened => "Opened from a list",
                Act::MailRetried => "Mail sent again",
                Act::MailsRetried => "Mails sent again",
                Act::AccountAdded => "Staff added",
                Act::AccountInvitedAgain => "Invited again",
                Act::AccountTakenUp => "Invitation accepted",
                Act::AccountAssigned => "Role changed",
                Act::AccountDisabled => "Disabled",
                Act::AccountEnabled => "Enabled",
                Act::AccountSignedIn => "Signed in",
                Act::AccountSignedOut => "Signed out",
                Act::AccountSessionsEnded => "Other sessions ended",
                Act::AccountResetSent => "Reset sent",
                Act::AccountPasswordReset => "Password reset",
                Act::AccountPasswordChanged => "Password changed",
                Act::AccountSecondFactorSet => "Second factor set",
                Act::AccountSecondFactorRemoved => "Second factor removed",
                Act::AccountRecoveryCodesRenewed => "Recovery codes renewed",
                Act::AccountLanguageSet => "Language of mails",
                Act::RegistrationsDeleted => "Registrations deleted",
                Act::InquiriesDeleted => "Inquiries deleted",
                Act::RestDeleted => "Mails and files deleted",
                Act::AuditExported => "Audit saved",
                Act::AuditPruned => "Old entries removed",
            };
        /// An act as a sentence.
        sentence(act: Act, who: &str, subject: &str) =>
            match act {
                Act::RegistrationCreated => format!("{who}が申し込みました（{subject}）。"),
                Act::RegistrationChanged => format!("{who}が申込 {subject} を変えました。"),
                Act::RegistrationCancelled => format!("{who}が申込 {subject} を取り消しました。"),
                Act::RegistrationSeatGiven => format!("{who}が空いた席を申込 {subject} に割り当てました。"),
                Act::RegistrationSeatOffered => format!("{who}が空いた席を申込 {subject} に案内しました。"),
                Act::RegistrationOfferAccepted => format!("{who}が案内された席を受けました（{subject}）。"),
                Act::RegistrationOfferDeclined => format!("{who}が案内された席を辞退しました（{subject}）。"),
                Act::RegistrationOfferLapsed => format!("{who}が期限の切れた案内を次の人へ回しました（{subject}）。"),
                Act::InquiryCreated => format!("{who}が問い合わせ {subject} を出しました。"),
                Act::InquiryWritten => format!("{who}が問い合わせ {subject} に書き足しました。"),
                Act::InquiryTaken => format!("{who}が問い合わせ {subject} の対応を始めました。"),
                Act::InquiryAssigned => format!("{who}が問い合わせ {subject} の担当を決めました。"),
                Act::InquiryNoted => format!("{who}が問い合わせ {subject} に内部メモを書きました。"),
                Act::InquiryAnswered => format!("{who}が問い合わせ {subject} に回答しました。"),
                Act::InquiryClosed => format!("{who}が問い合わせ {subject} を終了しました。"),
                Act::InquiryReopened => format!("{who}が問い合わせ {subject} を再開しました。"),
                Act::EventAdded => format!("{who}がイベント {subject} を作りました。"),
                Act::EventChanged => format!("{who}がイベント {subject} を変えました。"),
                Act::EventImported => format!("{who}がイベント {subject} をファイルから取り込みました。"),
                Act::EventEdited => format!("{who}がイベント {subject} の内容を編集しました。"),
                Act::EventMoved => format!("{who}がイベント {subject} の日時を変えました。"),
                Act::EventCapacityChanged => format!("{who}がイベント {subject} の定員を変えました。"),
                Act::EventPublished => format!("{who}がイベント {subject} を公開しました。"),
                Act::EventPublicationPlanned => format!("{who}がイベント {subject} の公開を予約しました。"),
                Act::EventPublicationWithdrawn => format!("{who}がイベント {subject} の公開予約を取りやめました。"),
                Act::EventPublishedOnTime => format!("{who}がイベント {subject} を予約の時刻に公開しました。"),
                Act::EventPublicationFailed => format!("{who}は、足りない項目があるため、イベント {subject} を予約の時刻に公開できませんでした。"),
                Act::EventCancelled => format!("{who}がイベント {subject} を中止しました。"),
                Act::SupportOrganisationImported => format!("{who}が支援機関 {subject} をファイルから取り込みました。"),
                Act::LinksSent => format!("{who}が申込・問い合わせの一覧へのリンクをメールで送りました。"),
                Act::MailboxOpened => format!("{who}が一覧から {subject} を開きました。"),
                Act::MailRetried => format!("{who}が送れなかったメール #{subject} をもう一度送るようにしました。"),
                Act::MailsRetried => format!("{who}が送れなかったメールをすべて、もう一度送るようにしました。"),
                Act::AccountAdded => format!("{who}が職員 #{subject} を加えました。"),
                Act::AccountInvitedAgain => format!("{who}が職員 #{subject} に招待をもう一度送りました。"),
                Act::AccountTakenUp => format!("{who}が招待を受けました（職員 #{subject}）。"),
                Act::AccountAssigned => format!("{who}が職員 #{subject} の役割を変えました。"),
                Act::AccountDisabled => format!("{who}が職員 #{subject} の利用を止めました。"),
                Act::AccountEnabled => format!("{who}が職員 #{subject} の利用を再開しました。"),
                Act::AccountSignedIn => format!("{who}がサインインしました（職員 #{subject}）。"),
                Act::AccountSignedOut => format!("{who}がサインアウトしました（職員 #{subject}）。"),
                Act::AccountSessionsEnded => format!("{who}がほかの端末のサインインを終わらせました（職員 #{subject}）。"),
                Act::AccountResetSent => format!("{who}がパスワード再設定の案内を職員 #{subject} に送りました。"),
                Act::AccountPasswordReset => format!("{who}がパスワードを再設定しました（職員 #{subject}）。"),
                Act::AccountPasswordChanged => format!("{who}がパスワードを変えました（職員 #{subject}）。"),
                Act::AccountSecondFactorSet => format!("{who}が二段階認証を設定しました（職員 #{subject}）。"),
                Act::AccountSecondFactorRemoved => format!("{who}が二段階認証を外しました（職員 #{subject}）。"),
                Act::AccountRecoveryCodesRenewed => format!("{who}が予備コードを作り直しました（職員 #{subject}）。"),
                Act::AccountLanguageSet => format!("{who}がメールの言語を変えました（職員 #{subject}）。"),
                Act::RegistrationsDeleted => format!("{who}が保存期間を過ぎた申込を削除しました（イベント {subject}）。"),
                Act::InquiriesDeleted => format!("{who}が保存期間を過ぎた問い合わせを削除しました。"),
                Act::RestDeleted => format!("{who}が保存期間を過ぎたメールとファイルを削除しました。"),
                Act::AuditExported => format!("{who}が操作の記録をファイルに書き出しました。"),
                Act::AuditPruned => format!("{who}が保存期間を過ぎた操作の記録を外しました。"),
            },
            match act {
                Act::RegistrationCreated => format!("{who} registered ({subject})."),
                Act::RegistrationChanged => format!("{who} changed registration {subject}."),
                Act::RegistrationCancelled => format!("{who} cancelled registration {subject}."),
                Act::RegistrationSeatGiven => format!("{who} gave a freed seat to registration {subject}."),
                Act::RegistrationSeatOffered => format!("{who} offered a freed seat to registration {subject}."),
                Act::RegistrationOfferAccepted => format!("{who} accepted the seat that was offered ({subject})."),
                Act::RegistrationOfferDeclined => format!("{who} declined the seat that was offered ({subject})."),
                Act::RegistrationOfferLapsed => format!("{who} passed an offer on that had lapsed ({subject})."),
                Act::InquiryCreated => format!("{who} sent inquiry {subject}."),
                Act::InquiryWritten => format!("{who} added to inquiry {subject}."),
                Act::InquiryTaken => format!("{who} took inquiry {subject} in hand."),
                Act::InquiryAssigned => format!("{who} assigned inquiry {subject}."),
                Act::InquiryNoted => format!("{who} left an internal note on inquiry {subject}."),
                Act::InquiryAnswered => format!("{who} answered inquiry {subject}."),
                Act::InquiryClosed => format!("{who} closed inquiry {subject}."),
                Act::InquiryReopened => format!("{who} reopened inquiry {subject}."),
                Act::EventAdded => format!("{who} added event {subject}."),
                Act::EventChanged => format!("{who} changed event {subject}."),
                Act::EventImported => format!("{who} took event {subject} from a file."),
                Act::EventEdited => format!("{who} edited event {subject}."),
                Act::EventMoved => format!("{who} moved event {subject} to another time."),
                Act::EventCapacityChanged => format!("{who} changed the capacity of event {subject}."),
                Act::EventPublished => format!("{who} published event {subject}."),
                Act::EventPublicationPlanned => format!("{who} planned when to publish event {subject}."),
                Act::EventPublicationWithdrawn => format!("{who} withdrew the planned publication of event {subject}."),
                Act::EventPublishedOnTime => format!("{who} published event {subject} at the planned time."),
                Act::EventPublicationFailed => format!("{who} could not publish event {subject} at the planned time: something was missing."),
                Act::EventCancelled => format!("{who} cancelled event {subject}."),
                Act::SupportOrganisationImported => format!("{who} took support organisation {subject} from a file."),
                Act::LinksSent => format!("{who} mailed the link to a list of registrations and inquiries."),
                Act::MailboxOpened => format!("{who} opened {subject} from a list."),
                Act::MailRetried => format!("{who} had mail #{subject}, which was given up, sent again."),
                Act::MailsRetried => format!("{who} had all mails that were given up sent again."),
                Act::AccountAdded => format!("{who} added staff #{subject}."),
                Act::AccountInvitedAgain => format!("{who} invited staff #{subject} again."),
                Act::AccountTakenUp => format!("{who} accepted the invitation (staff #{subject})."),
                Act::AccountAssigned => format!("{who} changed the role of staff #{subject}."),
                Act::AccountDisabled => format!("{who} disabled staff #{subject}."),
                Act::AccountEnabled => format!("{who} enabled staff #{subject} again."),
                Act::AccountSignedIn => format!("{who} signed in (staff #{subject})."),
                Act::AccountSignedOut => format!("{who} signed out (staff #{subject})."),
                Act::AccountSessionsEnded => format!("{who} ended other sessions (staff #{subject})."),
                Act::AccountResetSent => format!("{who} mailed staff #{subject} the way to a new password."),
                Act::AccountPasswordReset => format!("{who} replaced a forgotten password (staff #{subject})."),
                Act::AccountPasswordChanged => format!("{who} changed the password (staff #{subject})."),
                Act::AccountSecondFactorSet => format!("{who} set a second factor (staff #{subject})."),
                Act::AccountSecondFactorRemoved => format!("{who} removed the second factor (staff #{subject})."),
                Act::AccountRecoveryCodesRenewed => format!("{who} renewed the recovery codes (staff #{subject})."),
                Act::AccountLanguageSet => format!("{who} set the language of mails (staff #{subject})."),
                Act::RegistrationsDeleted => format!("{who} deleted registrations that had served their time (event {subject})."),
                Act::InquiriesDeleted => format!("{who} deleted inquiries that had served their time."),
                Act::RestDeleted => format!("{who} deleted mails and files that had served their time."),
                Act::AuditExported => format!("{who} saved the audit to a file."),
                Act::AuditPruned => format!("{who} removed entries of the audit that had served their time."),
            };
        /// An act whose word this program does not know.
        unknown(act: &str, who: &str, subject: &str) => format!("{who}が「{act}」を行いました（{subject}）。"),
            format!("{who} did “{act}” ({subject}).");
        /// What of a subject has changed.
        field(field: Field) =>
            match field {
                Field::Title => "名称",
                Field::StartsAt => "開始",
                Field::EndsAt => "終了",
                Field::Place => "会場",
                Field::Format => "開催方法",
                Field::Kind => "種類",
                Field::Audience => "対象",
                Field::Capacity => "定員",
                Field::Seats => "席数",
                Field::OpensAt => "受付開始",
                Field::ClosesAt => "受付締切",
                Field::State => "状態",
                Field::Reason => "理由",
                Field::Role => "役割",
                Field::Language => "言語",
                Field::Method => "方法",
                Field::PublishAt => "公開日時",
                Field::Assignee => "担当",
                Field::Event => "イベント",
                Field::Count => "件数",
                Field::Told => "知らせた人数",
                Field::Registrations => "申込",
                Field::Inquiries => "問い合わせ",
                Field::Messages => "やりとり",
                Field::Attachments => "ファイル",
                Field::Mails => "メール",
                Field::HeldAttachments => "送られなかったファイル",
                Field::Revision => "版",
                Field::LastRemoved => "外した最後の番号",
                Field::LastHash => "外した最後のハッシュ",
            },
            match field {
                Field::Title => "Title",
                Field::StartsAt => "Begins",
                Field::EndsAt => "Ends",
                Field::Place => "Place",
                Field::Format => "Format",
                Field::Kind => "Kind",
                Field::Audience => "Audience",
                Field::Capacity => "Capacity",
                Field::Seats => "Seats",
                Field::OpensAt => "Registration opens",
                Field::ClosesAt => "Registration closes",
                Field::State => "State",
                Field::Reason => "Reason",
                Field::Role => "Role",
                Field::Language => "Language",
                Field::Method => "Method",
                Field::PublishAt => "Publication",
                Field::Assignee => "Assigned to",
                Field::Event => "Event",
                Field::Count => "Count",
                Field::Told => "People told",
                Field::Registrations => "Registrations",
                Field::Inquiries => "Inquiries",
                Field::Messages => "Messages",
                Field::Attachments => "Files",
                Field::Mails => "Mails",
                Field::HeldAttachments => "Files never sent",
                Field::Revision => "Version",
                Field::LastRemoved => "Last entry removed",
                Field::LastHash => "Hash of the last entry removed",
            };
        /// Where an event stands.
        standing(standing: Standing) =>
            match standing { Standing::Draft => "下書き", Standing::Published => "公開", Standing::Cancelled => "中止" },
            match standing { Standing::Draft => "draft", Standing::Published => "published", Standing::Cancelled => "cancelled" };
    }
}

impl AuditText {
    /// Who acted, as a sentence begins.
    pub fn actor(self, actor: &AuditActor, name: Option<&str>) -> String {
        let desk = Text(self.0).desk();
        match (actor, name) {
            (AuditActor::Account(_), Some(name)) => self.person(name).into_owned(),
            (AuditActor::Account(id), None) => self.account(id.0).into_owned(),
            (AuditActor::Applicant, _) => self.citizen().into_owned(),
            (AuditActor::Secretariat, _) => desk.role(Role::Secretariat).into_owned(),
            (AuditActor::Expert, _) => desk.role(Role::Expert).into_owned(),
            (AuditActor::Service, _) => self.service().into_owned(),
            (AuditActor::Operator, _) => self.operator().into_owned(),
            (AuditActor::Unknown(word), _) => word.clone(),
        }
    }

    /// An entry as a sentence.
    pub fn told(self, entry: &AuditEntry) -> String {
        let who = self.actor(&entry.actor, entry.name.as_ref().map(|name| name.as_str()));
        let subject = shown_subject(entry);
        match entry.known_act() {
            Some(act) => self.sentence(act, &who, &subject),
            None => self.unknown(&entry.act, &who, &subject),
        }
        .into_owned()
    }

    /// The name of a difference, and what is told of it.
    pub fn difference(self, difference: &Difference) -> (String, String) {
        let field = Field::from_slug(&difference.field);
        let label = field.map_or_else(|| difference.field.clone(), |field| self.field(field).into_owned());
        let value = |value: &str| {
            if value.is_empty() { self.unset().into_owned() } else { self.value(field, value) }
        };
        let after = value(&difference.after);
        let told = match &difference.before {
            Some(before) => self.became(&value(before), &after).into_owned(),
            None => after,
        };
        (label, told)
    }

    fn value(self, field: Option<Field>, value: &str) -> String {
        let (text, same) = (Text(self.0), || value.to_owned());
        match field {
            Some(Field::StartsAt | Field::EndsAt | Field::OpensAt | Field::ClosesAt | Field::PublishAt) => {
                value.parse::<DateTime>().map_or_else(
                    |_| same(),
                    |at| format!("{} {}", text.date().day(at.date()), text.date().time(at.time())),
                )
            }
            Some(Field::Role) => Role::from_slug(value).map_or_else(same, |role| text.desk().role(role).into_owned()),
            Some(Field::State) => {
                Standing::from_slug(value).map_or_else(same, |standing| self.standing(standing).into_owned())
            }
            _ => same(),
        }
    }
}

/// The number or code as people write it: a reference number in two groups.
pub fn shown_subject(entry: &AuditEntry) -> String {
    let is_reference =
        matches!(entry.known_act().map(Act::noun), Some(Noun::Registration | Noun::Inquiry | Noun::Mailbox));
    let reference = is_reference.then(|| ReferenceNumber::parse(&entry.subject).ok()).flatten();
    reference.map_or_else(|| entry.subject.clone(), |reference| reference.to_string())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::language::Language;

    use super::*;

    #[test]
    fn every_act_has_words_and_a_sentence_of_its_own_in_each_language() {
        for language in [Language::Japanese, Language::English] {
            let words = AuditText(language);
            let sentences: BTreeSet<String> =
                Act::ALL.iter().map(|act| words.sentence(*act, "田中 恵", "KX7M P4RT").into_owned()).collect();
            assert_eq!(sentences.len(), Act::ALL.len());
            assert!(sentences.iter().all(|sentence| sentence.starts_with("田中 恵")));
            let acts: BTreeSet<String> = Act::ALL.iter().map(|act| words.act(*act).into_owned()).collect();
            assert_eq!(acts.len(), Act::ALL.len());
            let fields: BTreeSet<String> = Field::ALL.iter().map(|field| words.field(*field).into_owned()).collect();
            assert_eq!(fields.len(), Field::ALL.len());
        }
    }

    #[test]
    fn a_difference_is_told_in_words() {
        let told = |field: &str, before: Option<&str>, after: &str| {
            let difference =
                Difference { field: field.to_owned(), before: before.map(str::to_owned), after: after.to_owned() };
            AuditText(Language::Japanese).difference(&difference)
        };
        let both = |label: &str, value: &str| (label.to_owned(), value.to_owned());
        assert_eq!(told("capacity", Some("40"), ""), both("定員", "40 → なし"));
        assert_eq!(told("role", Some("expert"), "secretariat"), both("役割", "専門家 → 事務局"));
        assert_eq!(told("starts_at", None, "2026-12-01T14:00:00"), both("開始", "2026年12月1日（火） 14:00"));
        assert_eq!(told("from_the_future", None, "1"), both("from_the_future", "1"));
    }
}
