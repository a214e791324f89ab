//! Mails: what happened, the number, when and where, what comes next, how to change or give up.
//!
//! Every sentence is handed on as text; who puts a mail together escapes it for HTML. Subjects name
//! the event and never a person, a number or a link.

use domain::event::{Event, EventState};
use domain::notice::NoticeKind;
use domain::registration::{Attendance, Registration, RegistrationState};
use domain::time::Timestamp;

use crate::text::date::DateText;
use crate::text::texts;

pub mod account;
pub mod calendar;
pub mod consultation;
pub mod desk;
pub mod inquiry;
pub mod waiting;

texts! {
    /// Mails.
    pub MailText {
        /// Who writes.
        sender() => "テレワーク・サポートネットワーク事務局", "Telework Support Network Secretariat";
        /// The subject of a mail about one event; `what` is [`happened`](MailText::happened).
        subject(what: &str, event: &str, day: &str) =>
            format!("{what}：{event}（{day}）"),
            format!("{what}: {event} ({day})");
        /// The subject of the mail that brings the link to everything under an address.
        links_subject() => "お申し込みとお問い合わせの一覧", "Your registrations and inquiries";
        /// What happened, in a few words for subject and heading.
        happened(kind: NoticeKind) => match kind {
            NoticeKind::Registered => "申込を受け付けました",
            NoticeKind::WaitingListed => "キャンセル待ちを受け付けました",
            NoticeKind::Changed => "申込の内容を変更しました",
            NoticeKind::Cancelled => "申込を取り消しました",
            NoticeKind::SeatGiven => "席をご用意できました",
            NoticeKind::SeatOffered => "席が空きました（お返事をお願いします）",
            NoticeKind::OfferAccepted => "席が確定しました",
            NoticeKind::OfferDeclined => "席のご案内を見送りました",
            NoticeKind::OfferLapsed => "席のご案内の期限が過ぎました",
            NoticeKind::EventMoved => "イベントの日時が変わりました",
            NoticeKind::EventChanged => "イベントの内容が変わりました",
            NoticeKind::EventCancelled => "イベントが中止になりました",
            NoticeKind::CancelledByDesk => "事務局で申込を取り消しました",
            NoticeKind::RegistrationMoved => "申込を別の日に移しました",
            NoticeKind::Resent => "申込の内容をもう一度お送りします",
            NoticeKind::EventThanks => "ご参加ありがとうございました",
            NoticeKind::AlreadyRegistered => "すでに申し込まれています",
            NoticeKind::Links => "お申し込みとお問い合わせの一覧",
            NoticeKind::InquiryReceived => "お問い合わせを受け付けました",
            NoticeKind::InquiryMessageAdded => "追加のメッセージを受け付けました",
            NoticeKind::InquiryAnswered => "お問い合わせに回答しました",
            NoticeKind::InquiryClosed => "お問い合わせを終了しました",
            NoticeKind::InquiryReopened => "お問い合わせを再開しました",
            NoticeKind::InquiryEnded => "お問い合わせを完了しました",
            NoticeKind::StaffInvited => "職員アカウントへのご招待",
            NoticeKind::StaffReset => "パスワードの再設定",
            NoticeKind::StaffPasswordChanged => "パスワードが変更されました",
            NoticeKind::StaffSecondFactorChanged => "二段階認証の設定が変更されました",
            NoticeKind::Announcement => "お知らせ",
            NoticeKind::AnnouncementTrial => "【テスト】お知らせ",
            NoticeKind::ConsultationRequested => "ご相談のお申し込みを受け付けました",
            NoticeKind::ConsultationBooked => "ご相談の日時が決まりました",
            NoticeKind::ConsultationConfirmed => "ご相談が確定しました",
            NoticeKind::ConsultationMoved | NoticeKind::ExpertMoved => "ご相談の日時が変わりました",
            NoticeKind::ConsultationProposed => "別の日時をご提案します（お返事をお願いします）",
            NoticeKind::ConsultationProposalDeclined => "ご相談はもとの日時のままです",
            NoticeKind::ConsultationProposalLapsed => "ご提案の期限が過ぎました",
            NoticeKind::ConsultationCancelled => "ご相談を取り消しました",
            NoticeKind::ConsultationEnded => "ご相談を行えなくなりました",
            NoticeKind::ConsultationPlaceChanged | NoticeKind::ExpertPlaceChanged => {
                "ご相談の会場か参加のしかたが変わりました"
            }
            NoticeKind::WaitingJoined => "相談のキャンセル待ちに登録しました",
            NoticeKind::WaitingOffered => "相談の時間が空きました（お返事をお願いします）",
            NoticeKind::WaitingLapsed => "相談のご案内の期限が過ぎました",
            NoticeKind::WaitingLeft => "相談のキャンセル待ちをやめました",
            NoticeKind::WaitingEnded => "ご希望の日までに相談の空きがありませんでした",
            NoticeKind::ConsultationSheetDue => "事前相談シートをお書きください",
            NoticeKind::ConsultationReminder => "ご相談の日が近づきました",
            NoticeKind::ConsultationReported => "ご相談の記録ができました",
            NoticeKind::ExpertToConfirm => "確定をお待ちしているご相談があります",
            NoticeKind::ExpertBooked => "ご相談が入りました",
            NoticeKind::ExpertReleased => "ご相談がなくなりました",
            NoticeKind::ExpertProposalEnded => "ご提案した日時は選ばれませんでした",
            NoticeKind::DeskHalfFull => "席の半分が埋まりました",
            NoticeKind::DeskNearlyFull => "席の8割が埋まりました",
            NoticeKind::DeskFull => "満席になりました",
            NoticeKind::DeskTooFew => "申込が少ないまま、開催が近づいています",
            NoticeKind::DeskImportRefused => "ファイルの取り込みで、取り込めないものがありました",
            NoticeKind::StaffRecoveryCodeUsed => "復旧コードでサインインがありました",
        }, match kind {
            NoticeKind::Registered => "You are registered",
            NoticeKind::WaitingListed => "You are on the waiting list",
            NoticeKind::Changed => "Your registration was changed",
            NoticeKind::Cancelled => "Your registration was cancelled",
            NoticeKind::SeatGiven => "You have a seat",
            NoticeKind::SeatOffered => "A seat is free: please answer",
            NoticeKind::OfferAccepted => "Your seat is confirmed",
            NoticeKind::OfferDeclined => "You declined the seat",
            NoticeKind::OfferLapsed => "The offer of a seat has ended",
            NoticeKind::EventMoved => "Your event has a new time",
            NoticeKind::EventChanged => "Your event has changed",
            NoticeKind::EventCancelled => "Your event was cancelled",
            NoticeKind::CancelledByDesk => "We cancelled your registration",
            NoticeKind::RegistrationMoved => "Your registration has moved to another date",
            NoticeKind::Resent => "Your registration, once more",
            NoticeKind::EventThanks => "Thank you for coming",
            NoticeKind::AlreadyRegistered => "You had already registered",
            NoticeKind::Links => "Your registrations and inquiries",
            NoticeKind::InquiryReceived => "We received your inquiry",
            NoticeKind::InquiryMessageAdded => "We received your message",
            NoticeKind::InquiryAnswered => "We answered your inquiry",
            NoticeKind::InquiryClosed => "Your inquiry is closed",
            NoticeKind::InquiryReopened => "Your inquiry is open again",
            NoticeKind::InquiryEnded => "We have closed your inquiry",
            NoticeKind::StaffInvited => "Your staff account",
            NoticeKind::StaffReset => "Set a new password",
            NoticeKind::StaffPasswordChanged => "Your password was changed",
            NoticeKind::StaffSecondFactorChanged => "Your second factor was changed",
            NoticeKind::Announcement => "A message",
            NoticeKind::AnnouncementTrial => "[Test] A message",
            NoticeKind::ConsultationRequested => "We received your booking",
            NoticeKind::ConsultationBooked => "Your consultation is booked",
            NoticeKind::ConsultationConfirmed => "Your consultation is confirmed",
            NoticeKind::ConsultationMoved => "Your consultation was moved",
            NoticeKind::ConsultationProposed => "We propose another time (please answer)",
            NoticeKind::ConsultationProposalDeclined => "Your consultation stays as it was",
            NoticeKind::ConsultationProposalLapsed => "The proposal has ended",
            NoticeKind::ConsultationCancelled => "Your consultation is cancelled",
            NoticeKind::ConsultationEnded => "Your consultation cannot be held",
            NoticeKind::ConsultationPlaceChanged => "Where your consultation is has changed",
            NoticeKind::WaitingJoined => "You are waiting for a consultation",
            NoticeKind::WaitingOffered => "A consultation is free (please answer)",
            NoticeKind::WaitingLapsed => "Our offer of a consultation has ended",
            NoticeKind::WaitingLeft => "You are no longer waiting for a consultation",
            NoticeKind::WaitingEnded => "No consultation came free in time",
            NoticeKind::ConsultationSheetDue => "Please write to your expert beforehand",
            NoticeKind::ConsultationReminder => "Your consultation is coming up",
            NoticeKind::ConsultationReported => "What your expert wrote after your consultation",
            NoticeKind::ExpertToConfirm => "A consultation waits for you to confirm it",
            NoticeKind::ExpertBooked => "A consultation was booked with you",
            NoticeKind::ExpertMoved => "A consultation was moved",
            NoticeKind::ExpertPlaceChanged => "Where a consultation is has changed",
            NoticeKind::ExpertReleased => "A consultation was given up",
            NoticeKind::ExpertProposalEnded => "The time you proposed was not taken",
            NoticeKind::DeskHalfFull => "Half of the seats are taken",
            NoticeKind::DeskNearlyFull => "80% of the seats are taken",
            NoticeKind::DeskFull => "All seats are taken",
            NoticeKind::DeskTooFew => "It begins soon, and few have registered",
            NoticeKind::DeskImportRefused => "An import was refused",
            NoticeKind::StaffRecoveryCodeUsed => "A recovery code was used to sign in",
        };
        /// The subject of a mail that is only tried.
        trial_subject(subject: &str) => format!("【テスト】{subject}"), format!("[Test] {subject}");
        /// Heading: what a message to registrants is about.
        your_registration() => "お申し込みの内容", "Your registration";
        /// To whom.
        greeting(name: &str) => format!("{name} 様"), format!("Dear {name},");
        /// What happened, in sentences.
        opening(kind: NoticeKind) => match kind {
            NoticeKind::Registered => "お申し込みありがとうございます。次のイベントの席をご用意しました。",
            NoticeKind::WaitingListed =>
                "お申し込みありがとうございます。次のイベントは満席のため、キャンセル待ちに登録しました。\
                 まだ席はご用意できていません。",
            NoticeKind::Changed => "次のとおり、申込の内容を変更しました。",
            NoticeKind::Cancelled => "次のイベントへの申込を取り消しました。ご連絡ありがとうございました。",
            NoticeKind::SeatGiven => "お待たせしました。キャンセル待ちをされていた次のイベントの席をご用意できました。\
                 お手続きは要りません。このままご参加ください。",
            NoticeKind::SeatOffered => "お待たせしました。キャンセル待ちをされていた次のイベントの席が空きました。\
                 この席をあなたのために取ってあります。参加されるかどうかを、下のページからお返事ください。",
            NoticeKind::OfferAccepted => "お返事ありがとうございます。次のイベントの席が確定しました。",
            NoticeKind::OfferDeclined =>
                "お返事ありがとうございます。席のご案内を見送り、申込を取り消しました。席は次の方へ回します。",
            NoticeKind::OfferLapsed =>
                "ご案内した席に、期限までのお返事をいただけませんでした。席は次の方へ回しました。",
            NoticeKind::EventMoved =>
                "お申し込みいただいた次のイベントの日時が変わりました。申込はそのまま新しい日時に引き継がれます。\
                 ご予定の変更をお願いすることになり、申し訳ありません。",
            NoticeKind::EventChanged =>
                "お申し込みいただいた次のイベントの、場所または参加方法が変わりました。申込はそのまま有効です。",
            NoticeKind::EventCancelled =>
                "お申し込みいただいた次のイベントは、中止になりました。申し訳ありません。",
            NoticeKind::CancelledByDesk => "事務局で、次のイベントへの申込を取り消しました。",
            NoticeKind::RegistrationMoved =>
                "申込を、次のイベントに移しました。受付番号はそのままです。移す前のイベントへの申込はなくなりました。",
            NoticeKind::Resent =>
                "申込の内容と、ご本人のページへの新しいリンクをお送りします。前のリンクは、もう使えません。",
            NoticeKind::EventThanks => "先日は次のイベントにご参加いただき、ありがとうございました。",
            NoticeKind::AlreadyRegistered =>
                "このメールアドレスでもう一度お申し込みがありましたが、すでに次の申込を受け付けているため、\
                 新しい申込は行われていません。この申込がそのまま有効です。",
            NoticeKind::Links =>
                "このメールアドレスのお申し込みとお問い合わせを、下のページですべてご覧になれます。\
                 確認や変更、お問い合わせの続きも、そこから進めます。",
            NoticeKind::InquiryReceived => "お問い合わせありがとうございます。次のとおり受け付けました。",
            NoticeKind::InquiryMessageAdded => "次のお問い合わせに、追加のメッセージを受け付けました。",
            NoticeKind::InquiryAnswered => "お待たせしました。お問い合わせに回答しました。",
            NoticeKind::InquiryClosed => "次のお問い合わせを終了しました。ご利用ありがとうございました。",
            NoticeKind::InquiryReopened => "次のお問い合わせを再開しました。メッセージも受け付けています。",
            NoticeKind::InquiryEnded => "次のお問い合わせの対応を完了しました。ご利用ありがとうございました。",
            NoticeKind::StaffInvited =>
                "テレワーク・サポートネットワークの職員アカウントに招待されました。次のページで、お名前とパスワードを決めてください。",
            NoticeKind::StaffReset => "パスワードの再設定のお申し込みがありました。次のページで、新しいパスワードを決めてください。",
            NoticeKind::StaffPasswordChanged =>
                "職員アカウントのパスワードが変更されました。ご本人の操作であれば、お手続きは要りません。",
            NoticeKind::StaffSecondFactorChanged =>
                "職員アカウントの二段階認証の設定が変更されました。ご本人の操作であれば、お手続きは要りません。",
            NoticeKind::Announcement | NoticeKind::AnnouncementTrial =>
                "お申し込みいただいた次のイベントについて、お知らせします。",
            NoticeKind::ConsultationRequested =>
                "ご相談のお申し込みありがとうございます。次の時間を取ってあります。専門家が確定したら、メールでお知らせします。",
            NoticeKind::ConsultationBooked =>
                "ご相談のお申し込みありがとうございます。次のとおり決まりました。",
            NoticeKind::ConsultationConfirmed =>
                "お待たせしました。専門家が次のご相談を確定しました。",
            NoticeKind::ConsultationMoved =>
                "ご相談を、次の日時に変えました。",
            NoticeKind::ConsultationProposed =>
                "ご相談の日時について、別の日時をご提案します。どちらにされるかを、下のページからお返事ください。お返事まで、どちらの時間も取ってあります。",
            NoticeKind::ConsultationProposalDeclined =>
                "お返事ありがとうございます。ご相談は、次のもとの日時のままです。",
            NoticeKind::ConsultationProposalLapsed =>
                "ご提案した日時に、期限までのお返事をいただけませんでした。ご相談は、次のもとの日時のままです。",
            NoticeKind::ConsultationCancelled =>
                "次のご相談を取り消しました。ご連絡ありがとうございました。",
            NoticeKind::ConsultationPlaceChanged | NoticeKind::ExpertPlaceChanged =>
                "相談会の会場か、参加のしかたが変わりました。日時とテーブルはそのままです。",
            NoticeKind::ConsultationEnded =>
                "申し訳ありません。次のご相談を行えなくなりました。無料相談の残り回数は減りません。",
            NoticeKind::WaitingJoined =>
                "相談のキャンセル待ちを、次のとおり承りました。",
            NoticeKind::WaitingOffered =>
                "お待ちいただいていた相談の時間が空きました。お返事の期限まで取ってありますので、下のページから予約してください。",
            NoticeKind::WaitingLapsed =>
                "ご案内した相談の時間は、期限までに予約がなかったため、次の方へ回りました。",
            NoticeKind::WaitingLeft =>
                "相談のキャンセル待ちをやめました。ご連絡ありがとうございました。",
            NoticeKind::WaitingEnded =>
                "申し訳ありません。ご希望の日までに、相談の時間が空きませんでした。",
            NoticeKind::ConsultationSheetDue =>
                "次のご相談の事前相談シートを、まだいただいていません。",
            NoticeKind::ConsultationReminder =>
                "次のご相談の日が近づきましたので、お知らせします。",
            NoticeKind::ConsultationReported =>
                "ご相談ありがとうございました。担当の専門家が、わかったことと次の一歩を書きました。下のページでご覧ください。",
            NoticeKind::ExpertToConfirm =>
                "次のご相談のお申し込みがありました。下のページから確定してください。",
            NoticeKind::ExpertBooked =>
                "次のご相談が入りました。",
            NoticeKind::ExpertMoved =>
                "次のご相談の日時が変わりました。",
            NoticeKind::ExpertReleased =>
                "次のご相談は、取り消されたか、ほかの専門家が受け持つことになりました。",
            NoticeKind::ExpertProposalEnded =>
                "ご提案した日時は選ばれませんでした。ご相談は、次のもとの日時のままです。",
            NoticeKind::DeskHalfFull => "次のイベントの席の半分が埋まりました。",
            NoticeKind::DeskNearlyFull => "次のイベントの席の8割が埋まりました。",
            NoticeKind::DeskFull => "次のイベントが満席になりました。これからの申込は、キャンセル待ちになります。",
            NoticeKind::DeskTooFew =>
                "次のイベントは、まもなく開催ですが、申込が少ないままです。開催するかどうかをご検討ください。",
            NoticeKind::DeskImportRefused => "取り込もうとしたファイルに、取り込めないものがありました。",
            NoticeKind::StaffRecoveryCodeUsed =>
                "職員アカウントに、復旧コードを使ったサインインがありました。そのコードはもう使えません。\
                 ご本人の操作であれば、お手続きは要りません。",
        }, match kind {
            NoticeKind::Registered => "Thank you for registering. You have a seat at this event.",
            NoticeKind::WaitingListed =>
                "Thank you for registering. The event is full, so we have put you on its waiting list. \
                 You do not have a seat yet.",
            NoticeKind::Changed => "We have changed your registration as follows.",
            NoticeKind::Cancelled =>
                "We have cancelled your registration for this event. Thank you for telling us.",
            NoticeKind::SeatGiven =>
                "Thank you for waiting. A seat became free and it is yours. You need not do anything: just come.",
            NoticeKind::SeatOffered =>
                "Thank you for waiting. A seat became free, and we hold it for you. Please say on the page below whether \
                 you take it.",
            NoticeKind::OfferAccepted => "Thank you for your answer. Your seat at this event is confirmed.",
            NoticeKind::OfferDeclined =>
                "Thank you for your answer. You declined the seat and your registration is cancelled. The seat goes to \
                 the next in line.",
            NoticeKind::OfferLapsed =>
                "You did not answer our offer of a seat in time. The seat has gone to the next in line.",
            NoticeKind::EventMoved =>
                "The event you registered for is held at another time. Your registration holds for the new time. We \
                 are sorry for the trouble.",
            NoticeKind::EventChanged =>
                "The place of the event you registered for, or how to join it, has changed. Your registration stays \
                 valid.",
            NoticeKind::EventCancelled =>
                "We are sorry: the event you registered for has been cancelled.",
            NoticeKind::CancelledByDesk => "The secretariat has cancelled your registration for this event.",
            NoticeKind::RegistrationMoved =>
                "Your registration is for this event now. The number stays the same; for the earlier event you are no \
                 longer registered.",
            NoticeKind::Resent =>
                "Here is your registration again, with a new link to your own page. Earlier links no longer work.",
            NoticeKind::EventThanks => "Thank you for coming to this event.",
            NoticeKind::AlreadyRegistered =>
                "Somebody registered with this mail address again. It already holds the registration below, so no \
                 second one was made. This one stays valid.",
            NoticeKind::Links =>
                "The page below lists all registrations and inquiries under this mail address. From there you can \
                 view or change them and go on with your inquiries.",
            NoticeKind::InquiryReceived => "Thank you for your inquiry. We have received it.",
            NoticeKind::InquiryMessageAdded => "We have received your message and added it to this inquiry.",
            NoticeKind::InquiryAnswered => "Thank you for waiting. Here is our answer to your inquiry.",
            NoticeKind::InquiryClosed => "This inquiry is closed now. Thank you for using our service.",
            NoticeKind::InquiryReopened => "This inquiry is open again, and we have received your message.",
            NoticeKind::InquiryEnded => "We have closed this inquiry. Thank you for using our service.",
            NoticeKind::StaffInvited =>
                "You are invited to a staff account of the Telework Support Network. Please choose your name and a \
                 password on this page.",
            NoticeKind::StaffReset =>
                "Somebody asked to set a new password for your account. Please choose one on this page.",
            NoticeKind::StaffPasswordChanged =>
                "The password of your staff account was changed. If that was you, you need not do anything.",
            NoticeKind::StaffSecondFactorChanged =>
                "The second factor of your staff account was changed. If that was you, you need not do anything.",
            NoticeKind::Announcement | NoticeKind::AnnouncementTrial =>
                "We write to you about an event you registered for.",
            NoticeKind::ConsultationRequested =>
                "Thank you for booking a consultation. We keep this time for you, and write again when the expert has confirmed it.",
            NoticeKind::ConsultationBooked =>
                "Thank you for booking a consultation. It is booked as follows.",
            NoticeKind::ConsultationConfirmed =>
                "Thank you for waiting. The expert has confirmed this consultation.",
            NoticeKind::ConsultationMoved =>
                "Your consultation is at the following time now.",
            NoticeKind::ConsultationProposed =>
                "We propose another time for your consultation. Please say on the page below which one you take. Until then we keep both.",
            NoticeKind::ConsultationProposalDeclined =>
                "Thank you for your answer. Your consultation stays at the time there was.",
            NoticeKind::ConsultationProposalLapsed =>
                "You did not answer our proposal in time. Your consultation stays at the time there was.",
            NoticeKind::ConsultationCancelled =>
                "We have cancelled this consultation. Thank you for telling us.",
            NoticeKind::ConsultationPlaceChanged | NoticeKind::ExpertPlaceChanged =>
                "The consultation meeting has another venue, or is joined in another way. The time and the table stay.",
            NoticeKind::ConsultationEnded =>
                "We are sorry: this consultation cannot be held. It does not count as one of your free consultations.",
            NoticeKind::WaitingJoined =>
                "You are on the waiting list for a consultation.",
            NoticeKind::WaitingOffered =>
                "A time that you have waited for is free. We keep it for you until the time below; please book it on this page.",
            NoticeKind::WaitingLapsed =>
                "The time that we offered you was not booked by then and has gone to the next in line.",
            NoticeKind::WaitingLeft =>
                "You are no longer waiting for this consultation. Thank you for telling us.",
            NoticeKind::WaitingEnded =>
                "We are sorry: no consultation has come free on the days you wanted.",
            NoticeKind::ConsultationSheetDue =>
                "You have not written to your expert yet about this consultation.",
            NoticeKind::ConsultationReminder =>
                "Your consultation is coming up.",
            NoticeKind::ConsultationReported =>
                "Thank you for coming. Your expert has written down what came of it, and the next step: please see the page below.",
            NoticeKind::ExpertToConfirm =>
                "A consultation was booked with you. Please confirm it on the page below.",
            NoticeKind::ExpertBooked =>
                "This consultation was booked with you.",
            NoticeKind::ExpertMoved =>
                "This consultation was moved.",
            NoticeKind::ExpertReleased =>
                "This consultation was given up, or goes to a colleague.",
            NoticeKind::ExpertProposalEnded =>
                "The time that was proposed was not taken. The consultation stays at the time there was.",
            NoticeKind::DeskHalfFull => "Half of the seats of this event are taken.",
            NoticeKind::DeskNearlyFull => "80% of the seats of this event are taken.",
            NoticeKind::DeskFull => "All seats of this event are taken. Whoever registers now joins the waiting list.",
            NoticeKind::DeskTooFew =>
                "This event begins soon, and few have registered. Please decide whether it is held.",
            NoticeKind::DeskImportRefused => "A file that was brought in was refused, wholly or in part.",
            NoticeKind::StaffRecoveryCodeUsed =>
                "Somebody signed in to your staff account with a recovery code. That code is used up. If it was you, you \
                 need not do anything.",
        };
        /// Label: 受付番号.
        reference_label() => "受付番号", "Reference number";
        /// Label: the event.
        event_label() => "イベント", "Event";
        /// Label: days and hours.
        when_label() => "日時", "Date and time";
        /// Label: days and hours that hold no longer.
        earlier_when_label() => "これまでの日時", "Earlier date and time";
        /// Label: what somebody was registered for before.
        earlier_event_label() => "移す前のイベント", "Earlier event";
        /// Why the secretariat has cancelled a registration.
        cancel_reason(reason: &str) => format!("理由：{reason}"), format!("Reason: {reason}");
        /// Label: the days and hours that hold instead.
        new_when_label() => "新しい日時", "New date and time";
        /// Label: the place.
        place_label() => "場所", "Place";
        /// Label: venue or online.
        attendance_label() => "参加のしかた", "How you take part";
        /// Label: how many come.
        seats_label() => "人数", "People";
        /// Label: place in line.
        position_label() => "順番", "Place in line";
        /// Label: until when an offer can be answered.
        offer_until_label() => "お返事の期限", "Please answer by";
        /// Label: the fee.
        fee_label() => "参加費", "Fee";
        /// Label: how it stands by now.
        state_label() => "現在の状態", "State";
        /// How many come.
        seats(seats: u32) => format!("{seats}名"), format!("{seats}");
        /// Place in line.
        position(position: u32) => format!("{position}番目"), format!("{position}");
        /// Nothing to pay.
        free() => "無料", "Free";
        /// What is to pay, in yen.
        fee(yen: u32) => format!("{yen}円"), format!("{yen} yen");
        /// Venue or online.
        attendance(attendance: Attendance) => match attendance {
            Attendance::Venue => "会場で参加",
            Attendance::Online => "オンラインで参加",
        }, match attendance {
            Attendance::Venue => "At the venue",
            Attendance::Online => "Online",
        };
        /// How a registration stands.
        state(state: RegistrationState) => match state {
            RegistrationState::Seated | RegistrationState::SetAside => "申込済み",
            RegistrationState::Waiting => "キャンセル待ち",
            RegistrationState::Offered => "席をご案内中（お返事待ち）",
            RegistrationState::Cancelled => "取り消し済み",
        }, match state {
            RegistrationState::Seated | RegistrationState::SetAside => "Registered",
            RegistrationState::Waiting => "On the waiting list",
            RegistrationState::Offered => "A seat is on offer for you",
            RegistrationState::Cancelled => "Cancelled",
        };
        /// The name of the link to a survey.
        survey_link() => "アンケートに答える", "Answer the survey";
        /// What the survey is for.
        survey_text() => "今後の参考のため、アンケートにご協力ください。", "Please tell us how it was: it helps us to do better.";
        /// The name of the link to an event's materials.
        materials_link() => "当日の資料を開く", "Open the materials";
        /// The name of the link to everything under an address.
        mailbox_link() => "一覧のページを開く", "Open the list";
        /// Until when that link opens the list.
        mailbox_until(until: &str) =>
            format!("このリンクは{until}まで使えます。過ぎたときは、もう一度お申し込みください。"),
            format!("This link works until {until}. After that, please ask for a new one.");
        /// What somebody is told who did not ask for the list.
        mailbox_not_me() =>
            "お心当たりがないときは、このメールを破棄してください。何も変わりません。",
            "If you did not ask for this, ignore this mail; nothing has changed.";
        /// The event was called off.
        event_cancelled(reason: &str) =>
            format!("このイベントは中止になりました。{reason}"),
            format!("This event was called off. {reason}");
        /// Heading: what comes next.
        next_heading() => "このあとの流れ", "What happens next";
        /// What to do at the door.
        at_the_door() =>
            "当日は、会場の受付で受付番号をお伝えください。",
            "On the day, give your reference number at the door.";
        /// When the doors open.
        doors_open(time: &str) => format!("受付は{time}に始まります。"), format!("Doors open at {time}.");
        /// How one gets there.
        access(how: &str) => format!("アクセス：{how}"), format!("Getting there: {how}");
        /// How one joins.
        joining(how: &str) => format!("オンラインでの参加方法：{how}"), format!("How to join online: {how}");
        /// Where it says how one joins, as long as nothing is written.
        joining_later() =>
            "オンラインでの参加方法は、下のイベントのページでご確認ください。",
            "The event's page (see below) says how to join online.";
        /// That an invitation is attached.
        invitation() =>
            "添付のファイルから、予定表に登録できます。変更や取り消しがあると、同じ予定が更新されます。",
            "The attached file puts it into your calendar; changes update the same entry.";
        /// That the attached file takes the entry away.
        invitation_removal() =>
            "予定表に登録した場合は、添付のファイルでその予定を取り消せます。",
            "If you put it into your calendar, the attached file removes it.";
        /// What happens in line.
        in_line() =>
            "席が空くと、順番にメールでご案内します。席は期限まで取っておきますので、参加するかどうかをお返事ください。",
            "When a seat becomes free we offer it to the first in line by mail. We hold it until the time that the mail names; please answer by then.";
        /// What becomes of an offer without an answer.
        offer_silence() =>
            "期限までにお返事がないときは、席は次の方へ回ります。",
            "Without an answer by then, the seat goes to the next in line.";
        /// Heading: answering an offer.
        offer_heading() => "お返事", "Your answer";
        /// The link to answer an offer by.
        offer_link() => "席を受けるか見送るかを選ぶ", "Take the seat or decline";
        /// What to do when one cannot come after all.
        in_line_give_up() =>
            "参加できなくなったときは、下のリンクから取り消してください。",
            "If you can no longer come, please cancel by the link below.";
        /// What to do when one cannot use the seat.
        seat_give_up() =>
            "ご都合が悪くなったときは、お待ちの方のために、お早めに取り消してください。",
            "If you cannot come, please cancel soon: others are waiting.";
        /// What a second try is told.
        again_change() =>
            "内容を変えたいときは、下のリンクから変更してください。",
            "To change it, use the link below.";
        /// What somebody is told who did not ask for this.
        not_me() =>
            "お心当たりがないときは、このメールを破棄してください。申込は変わりません。",
            "If this was not you, ignore this mail; nothing has changed.";
        /// How one comes back.
        register_again() =>
            "もう一度申し込むときは、下のイベントのページからお願いします。",
            "To register again, use the event's page below.";
        /// What to do when one did not cancel.
        not_cancelled_by_me() =>
            "お心当たりがないときは、事務局までお電話ください。",
            "If you did not cancel, please call us.";
        /// What to do when the new time does not suit.
        moved_give_up() =>
            "新しい日時に参加できないときは、お手数ですが、下のリンクから取り消してください。",
            "If you cannot come at the new time, please cancel by the link below.";
        /// What somebody need not do whose event was called off.
        cancelled_nothing_to_do() =>
            "お手続きは要りません。ほかのイベントは、サイトの「イベントを探す」からお探しいただけます。",
            "You need not do anything. Other events are listed on our site.";
        /// Heading: changing and giving up.
        own_heading() => "確認・変更・取り消し", "View, change or cancel";
        /// The link's name.
        own_link() => "申込の確認・変更・取り消し", "View, change or cancel your registration";
        /// Until when one may do both.
        until_both(change: &str, cancel: &str) =>
            format!("変更は{change}まで、取り消しは{cancel}まで、このページからできます。電話でも承ります。"),
            format!("You can change it until {change} and cancel it until {cancel} on this page, or by phone.");
        /// Until when one may give up.
        until_cancel(cancel: &str) =>
            format!("取り消しは{cancel}まで、このページからできます。電話でも承ります。"),
            format!("You can cancel it until {cancel} on this page, or by phone.");
        /// That the link is a secret.
        keep_secret() =>
            "このリンクはあなた専用です。ほかの人に転送しないでください。",
            "This link is yours alone. Please do not forward it.";
        /// That links of earlier mails are dead.
        old_links() =>
            "これまでにお送りしたリンクは使えなくなりました。",
            "Links in earlier mails no longer work.";
        /// The link to the event.
        event_link() => "イベントのページ", "The event's page";
        /// Heading: whom to ask.
        contact_heading() => "お問い合わせ", "Questions";
        /// The phone and its hours.
        phone(phone: &str) =>
            format!("電話 {phone}（平日9:00〜17:00、祝日・年末年始を除く）"),
            format!("Phone {phone} (weekdays 9:00–17:00, closed on public holidays and at the turn of the year)");
        /// What to have ready when one calls.
        have_the_number() =>
            "お電話の際は、受付番号をお知らせください。",
            "Please have your reference number ready when you call.";
        /// Under every mail.
        automatic() =>
            "このメールは自動で送信しています。",
            "This mail was sent automatically.";
    }
}

impl MailText {
    /// What stands in calendar entries.
    pub const fn calendar(self) -> calendar::CalendarText {
        calendar::CalendarText(self.0)
    }

    /// What mails about staff accounts say.
    pub const fn account(self) -> account::AccountMailText {
        account::AccountMailText(self.0)
    }

    /// What mails to those who wait for a consultation say.
    pub const fn waiting(self) -> waiting::WaitingMailText {
        waiting::WaitingMailText(self.0)
    }

    /// What mails about consultations say.
    pub const fn consultation(self) -> consultation::ConsultationMailText {
        consultation::ConsultationMailText(self.0)
    }

    /// What mails to the secretariat say.
    pub const fn desk(self) -> desk::DeskMailText {
        desk::DeskMailText(self.0)
    }

    /// What mails about inquiries say.
    pub const fn inquiry(self) -> inquiry::InquiryMailText {
        inquiry::InquiryMailText(self.0)
    }

    /// Dates and times.
    pub const fn date(self) -> DateText {
        DateText(self.0)
    }

    /// Until when `registration` may be changed and given up, seen from `now`; none when both are
    /// over.
    pub fn deadlines(self, event: &Event, now: Timestamp) -> Option<String> {
        let until = |at: Timestamp| self.date().instant(at);
        let (change, cancel) = (event.window.closes_at, event.when.ends_at());
        if matches!(event.state, EventState::Cancelled { .. }) || now >= cancel {
            None
        } else if now < change {
            Some(self.until_both(&until(change.min(cancel)), &until(cancel)).into_owned())
        } else {
            Some(self.until_cancel(&until(cancel)).into_owned())
        }
    }

    /// Label and content of what a mail tells about one registration, one after the other.
    pub fn facts(self, registration: &Registration, event: &Event) -> Vec<(String, String)> {
        let applicant = &registration.applicant;
        let mut facts = vec![
            (self.reference_label().into_owned(), registration.reference.to_string()),
            (self.event_label().into_owned(), event.title.text(self.0).to_owned()),
            (self.when_label().into_owned(), self.date().when(&event.when)),
            (self.attendance_label().into_owned(), self.attendance(applicant.attendance).into_owned()),
        ];
        if applicant.attendance == Attendance::Venue
            && let Some(place) = self.calendar().location(event, Some(Attendance::Venue))
        {
            facts.push((self.place_label().into_owned(), place));
        }
        if event.seats_per_registration > 1 {
            facts.push((self.seats_label().into_owned(), self.seats(applicant.seats).into_owned()));
        }
        if let (RegistrationState::Waiting, Some(position)) = (registration.face(), registration.position) {
            facts.push((self.position_label().into_owned(), self.position(position).into_owned()));
        }
        if let (RegistrationState::Offered, Some(offer)) = (registration.face(), registration.offer) {
            facts.push((self.offer_until_label().into_owned(), self.date().instant(offer.until)));
        }
        let fee = match event.particulars.fee {
            None | Some(0) => self.free(),
            Some(yen) => self.fee(yen),
        };
        facts.push((self.fee_label().into_owned(), fee.into_owned()));
        facts
    }
}
