//! What stands around every page of the desk.

use domain::account::Role;

use crate::staff::DeskPlace;
use crate::text::texts;

texts! {
    /// Words of the desk's frame.
    pub DeskText {
        /// The name of the rail.
        places() => "業務メニュー", "Desk";
        /// A place of the rail.
        place(place: DeskPlace) =>
            match place {
                DeskPlace::Today => "今日の仕事",
                DeskPlace::Schedule => "日程",
                DeskPlace::Registrations => "申込",
                DeskPlace::Inquiries => "問い合わせ",
                DeskPlace::Availability => "対応可能時間",
                DeskPlace::Consultations => "個別相談",
                DeskPlace::Experts => "専門家",
                DeskPlace::Accounts => "職員",
                DeskPlace::Outbox => "送信箱",
                DeskPlace::Audit => "操作の記録",
                DeskPlace::Own => "自分の設定",
                DeskPlace::Door => "受付",
            },
            match place {
                DeskPlace::Today => "Today",
                DeskPlace::Schedule => "Schedule",
                DeskPlace::Registrations => "Registrations",
                DeskPlace::Inquiries => "Inquiries",
                DeskPlace::Availability => "Availability",
                DeskPlace::Consultations => "Consultations",
                DeskPlace::Experts => "Experts",
                DeskPlace::Accounts => "Staff",
                DeskPlace::Outbox => "Outbox",
                DeskPlace::Audit => "Audit",
                DeskPlace::Own => "My account",
                DeskPlace::Door => "Check-in",
            };
        /// How many wait, after the name of a place.
        waiting(count: u64) => format!("{count}件"), format!("{count} waiting");
        /// What somebody does here.
        role(role: Role) =>
            match role { Role::Secretariat => "事務局", Role::Expert => "専門家", Role::CheckInHelper => "受付担当" },
            match role {
                Role::Secretariat => "Secretariat",
                Role::Expert => "Expert",
                Role::CheckInHelper => "Check-in helper",
            };
        /// The button that ends the session.
        sign_out() => "サインアウト", "Sign out";
        /// The title of the first page.
        today() => "今日の仕事", "Today";
    }
}
