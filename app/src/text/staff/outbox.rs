//! What the outbox says.

use domain::notice::NoticeKind;
use storage::MailState;

use crate::text::texts;

texts! {
    /// Words of the outbox.
    pub OutboxText {
        title() => "送信箱", "Outbox";
        /// The name of the choice of states.
        states() => "状態", "State";
        all(count: u64) => format!("すべて（{count}）"), format!("All ({count})");
        /// Mails in a state, with their number.
        of_state(state: MailState, count: u64) =>
            match state {
                MailState::Due => format!("送信待ち（{count}）"),
                MailState::Sent => format!("送信済み（{count}）"),
                MailState::Dead => format!("送れなかった（{count}）"),
            },
            match state {
                MailState::Due => format!("Waiting ({count})"),
                MailState::Sent => format!("Sent ({count})"),
                MailState::Dead => format!("Given up ({count})"),
            };
        state(state: MailState) =>
            match state { MailState::Due => "送信待ち", MailState::Sent => "送信済み", MailState::Dead => "送れませんでした" },
            match state { MailState::Due => "Waiting", MailState::Sent => "Sent", MailState::Dead => "Given up" };
        kind_label() => "内容", "What it tells";
        any_kind() => "すべての内容", "Everything";
        apply() => "絞り込む", "Show";
        /// What a mail tells.
        kind(kind: NoticeKind) =>
            match kind {
                NoticeKind::Registered => "申込の受付",
                NoticeKind::WaitingListed => "キャンセル待ちの登録",
                NoticeKind::Changed => "申込の変更",
                NoticeKind::Cancelled => "申込の取消",
                NoticeKind::SeatGiven => "席の用意",
                NoticeKind::SeatOffered => "席のご案内",
                NoticeKind::OfferAccepted => "席の確定",
                NoticeKind::OfferDeclined => "席のご案内の見送り",
                NoticeKind::OfferLapsed => "席のご案内の期限切れ",
                NoticeKind::EventMoved => "イベントの日時の変更",
                NoticeKind::EventChanged => "イベントの内容の変更",
                NoticeKind::EventCancelled => "イベントの中止",
                NoticeKind::CancelledByDesk => "事務局による取消",
                NoticeKind::RegistrationMoved => "別の日への移動",
                NoticeKind::Resent => "申込の再送",
                NoticeKind::EventThanks => "参加のお礼",
                NoticeKind::AlreadyRegistered => "申込済みの案内",
                NoticeKind::Links => "一覧へのリンク",
                NoticeKind::InquiryReceived => "問い合わせの受付",
                NoticeKind::InquiryMessageAdded => "続きの質問の受付",
                NoticeKind::InquiryAnswered => "問い合わせへの回答",
                NoticeKind::InquiryClosed => "問い合わせの終了",
                NoticeKind::InquiryReopened => "問い合わせの再開",
                NoticeKind::InquiryEnded => "問い合わせの完了",
                NoticeKind::StaffInvited => "職員への招待",
                NoticeKind::StaffReset => "パスワードの再設定",
                NoticeKind::StaffPasswordChanged => "パスワードの変更",
                NoticeKind::StaffSecondFactorChanged => "二段階認証の変更",
                NoticeKind::Announcement => "申込者へのお知らせ",
                NoticeKind::AnnouncementTrial => "お知らせのテスト",
                NoticeKind::ConsultationRequested => "相談の申込の受付",
                NoticeKind::ConsultationBooked => "相談の予約",
                NoticeKind::ConsultationConfirmed => "相談の確定",
                NoticeKind::ConsultationMoved => "相談の日時の変更",
                NoticeKind::ConsultationProposed => "相談の別の日時の提案",
                NoticeKind::ConsultationProposalDeclined => "相談の提案の辞退",
                NoticeKind::ConsultationProposalLapsed => "相談の提案の期限切れ",
                NoticeKind::ConsultationCancelled => "相談の取消",
                NoticeKind::ConsultationEnded => "相談の中止",
                NoticeKind::ConsultationPlaceChanged => "相談会の会場の変更",
                NoticeKind::WaitingJoined => "相談のキャンセル待ちの受付",
                NoticeKind::WaitingOffered => "相談の時間のご案内",
                NoticeKind::WaitingLapsed => "相談の時間のご案内の期限切れ",
                NoticeKind::WaitingLeft => "相談のキャンセル待ちの取りやめ",
                NoticeKind::WaitingEnded => "相談のキャンセル待ちの終了",
                NoticeKind::ConsultationSheetDue => "事前相談シートの督促",
                NoticeKind::ConsultationReminder => "相談日のお知らせ",
                NoticeKind::ConsultationReported => "相談の記録",
                NoticeKind::ExpertToConfirm => "専門家へ：確定のお願い",
                NoticeKind::ExpertBooked => "専門家へ：相談の予約",
                NoticeKind::ExpertMoved => "専門家へ：日時の変更",
                NoticeKind::ExpertPlaceChanged => "専門家へ：会場の変更",
                NoticeKind::ExpertReleased => "専門家へ：相談の取消",
                NoticeKind::ExpertProposalEnded => "専門家へ：提案の終わり",
                NoticeKind::DeskHalfFull => "事務局へ：半分が埋まった",
                NoticeKind::DeskNearlyFull => "事務局へ：8割が埋まった",
                NoticeKind::DeskFull => "事務局へ：満席",
                NoticeKind::DeskTooFew => "事務局へ：申込が少ない",
                NoticeKind::DeskImportRefused => "事務局へ：取り込みの失敗",
                NoticeKind::StaffRecoveryCodeUsed => "復旧コードの使用",
            },
            match kind {
                NoticeKind::Registered => "Registration received",
                NoticeKind::WaitingListed => "On the waiting list",
                NoticeKind::Changed => "Registration changed",
                NoticeKind::Cancelled => "Registration cancelled",
                NoticeKind::SeatGiven => "A seat is there",
                NoticeKind::SeatOffered => "A seat is on offer",
                NoticeKind::OfferAccepted => "Offer accepted",
                NoticeKind::OfferDeclined => "Offer declined",
                NoticeKind::OfferLapsed => "Offer lapsed",
                NoticeKind::EventMoved => "Event moved",
                NoticeKind::EventChanged => "Event changed",
                NoticeKind::EventCancelled => "Event cancelled",
                NoticeKind::CancelledByDesk => "Cancelled by the desk",
                NoticeKind::RegistrationMoved => "Moved to another date",
                NoticeKind::Resent => "Registration sent again",
                NoticeKind::EventThanks => "Thanks for coming",
                NoticeKind::AlreadyRegistered => "Registered already",
                NoticeKind::Links => "Link to everything",
                NoticeKind::InquiryReceived => "Inquiry received",
                NoticeKind::InquiryMessageAdded => "Further message received",
                NoticeKind::InquiryAnswered => "Inquiry answered",
                NoticeKind::InquiryClosed => "Inquiry closed",
                NoticeKind::InquiryReopened => "Inquiry reopened",
                NoticeKind::InquiryEnded => "Inquiry ended by the desk",
                NoticeKind::StaffInvited => "Invitation of staff",
                NoticeKind::StaffReset => "New password",
                NoticeKind::StaffPasswordChanged => "Password changed",
                NoticeKind::StaffSecondFactorChanged => "Second factor changed",
                NoticeKind::Announcement => "Mail to registrants",
                NoticeKind::AnnouncementTrial => "Test of a mail to registrants",
                NoticeKind::ConsultationRequested => "Consultation requested",
                NoticeKind::ConsultationBooked => "Consultation booked",
                NoticeKind::ConsultationConfirmed => "Consultation confirmed",
                NoticeKind::ConsultationMoved => "Consultation moved",
                NoticeKind::ConsultationProposed => "Another time proposed",
                NoticeKind::ConsultationProposalDeclined => "Proposal declined",
                NoticeKind::ConsultationProposalLapsed => "Proposal lapsed",
                NoticeKind::ConsultationCancelled => "Consultation cancelled",
                NoticeKind::ConsultationEnded => "Consultation ended",
                NoticeKind::ConsultationPlaceChanged => "Venue of a consultation changed",
                NoticeKind::WaitingJoined => "Waiting for a consultation",
                NoticeKind::WaitingOffered => "Time of a consultation offered",
                NoticeKind::WaitingLapsed => "Offer of a time lapsed",
                NoticeKind::WaitingLeft => "Waiting given up",
                NoticeKind::WaitingEnded => "Waiting ended",
                NoticeKind::ConsultationSheetDue => "Sheet not written yet",
                NoticeKind::ConsultationReminder => "Consultation coming up",
                NoticeKind::ConsultationReported => "Report for the client",
                NoticeKind::ExpertToConfirm => "Expert: to confirm",
                NoticeKind::ExpertBooked => "Expert: booked",
                NoticeKind::ExpertMoved => "Expert: moved",
                NoticeKind::ExpertPlaceChanged => "Expert: venue changed",
                NoticeKind::ExpertReleased => "Expert: given up",
                NoticeKind::ExpertProposalEnded => "Expert: proposal ended",
                NoticeKind::DeskHalfFull => "Secretariat: half full",
                NoticeKind::DeskNearlyFull => "Secretariat: 80% full",
                NoticeKind::DeskFull => "Secretariat: full",
                NoticeKind::DeskTooFew => "Secretariat: too few",
                NoticeKind::DeskImportRefused => "Secretariat: import refused",
                NoticeKind::StaffRecoveryCodeUsed => "Recovery code used",
            };
        head_created() => "作成", "Written";
        head_recipient() => "宛先", "To";
        head_about() => "対象", "About";
        head_act() => "操作", "Action";
        head_attempts() => "送信の試み", "Attempts";
        head_subject() => "件名", "Subject";
        head_message_id() => "メッセージ番号", "Message number";
        caption() => "新しい順", "Newest first";
        /// When a mail is tried next.
        next_try(at: &str, attempts: u32) =>
            if attempts == 0 { format!("{at}に送ります") } else { format!("{attempts}回試しました。次は{at}") },
            if attempts == 0 { format!("goes out {at}") } else { format!("tried {attempts} times, next {at}") };
        /// When it was sent or given up.
        settled(at: &str) => at.to_owned(), at.to_owned();
        attempts(count: u32) => format!("{count}回"), if count == 1 { "1 time".to_owned() } else { format!("{count} times") };
        /// What the mail server said.
        error(error: &str) => format!("サーバーの応答：{error}"), format!("The server said: {error}");
        nothing() => "この条件のメールはありません。", "There is no such mail.";
        retry() => "もう一度送る", "Send again";
        /// The same with what it is about, for those who hear buttons out of their place.
        retry_of(id: i64) => format!("：メール #{id}"), format!(": mail #{id}");
        retry_all() => "送れなかったメールをすべてもう一度送る", "Send everything again that was given up";
        /// After a retry.
        retried() => "もう一度送るようにしました。", "It will be sent again.";
        /// After a retry that found nothing to do.
        not_retried() => "送れなかったメールではないため、何もしていません。", "That mail was not given up; nothing was done.";
        /// The page of one mail.
        mail(id: i64) => format!("メール #{id}"), format!("Mail #{id}");
        back() => "送信箱へ戻る", "Back to the outbox";
        kept() => "保存されている本文", "The text that is kept";
        masked() => "本人だけのリンクは伏せてあります。", "Links that belong to the recipient alone are hidden.";
        not_kept() => "本文は保存されていません。メールサーバーへ送ったメールの本文は残しません。",
            "No text is kept. Of mails that went to a mail server, the text does not stay here.";
        /// A mail that cannot be read.
        unreadable() => "保存されているファイルを読めません。", "The file that is kept cannot be read.";
    }
}
