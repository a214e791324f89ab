//! Words of waiting for a consultation: the form, and one's own page.

use domain::consultation::WaitingState;
use domain::language::Language;

use super::texts;

texts! {
    /// Waiting for a consultation.
    pub WaitingText {
        title() => "空いたら知らせてもらう", "Hear when a time comes free";
        crumb() => "キャンセル待ち", "Waiting list";
        lead() => "空きが出たら、申し込んだ順にメールでご案内し、お返事まで時間を取っておきます。",
            "When a time comes free we offer it by mail, in the order in which people asked, and keep it until you answer.";
        description() => "相談の空きが出たときに、メールでご案内します。", "We write to you when a consultation comes free.";
        /// To the form, where nothing is open.
        link() => "空いたらメールで知らせてもらう", "Let me know by mail when a time comes free";
        from() => "この日から", "From";
        until() => "この日まで", "Until";
        days_hint(days: u32) => format!("あすから{days}日先まで。ひとつの日だけなら、同じ日を入れてください。"), format!("From tomorrow, up to {days} days ahead. For a single day, enter it twice.");
        days_part() => "ご希望の日", "Which days suit you";
        person_part() => "ご案内の宛先", "Where we write to";
        email_hint() => "空きが出たときのご案内だけに使います。", "We use it only to tell you when a time comes free.";
        privacy(email: &str) => format!("いただいた個人情報は、空きのご案内にだけ使い、事務局とご希望の専門家だけが見ます。1年で消します。ご質問は {email} へ。"),
            format!("We use your details only to offer you a time; only the secretariat and the expert you want see them. We delete them after one year. Questions: {email}");
        consent() => "個人情報の扱いに同意します", "I agree to this use of my details";
        submit() => "キャンセル待ちに登録する", "Join the waiting list";
        renewed() => "もう一度、内容をお確かめになり、ボタンを押してください。", "Please look at your answers again and press the button.";

        joined_title() => "キャンセル待ちに登録しました", "You are on the waiting list";
        joined_mail(email: &str) => format!("確認のメールを {email} に送りました。このページのリンクも入っています。"), format!("We have sent a confirmation with the link to this page to {email}.");
        own_title() => "相談のキャンセル待ち", "Waiting for a consultation";
        own_description() => "キャンセル待ちの確認と、ご案内へのお返事", "See how your waiting stands, and answer an offer";
        mailbox_heading() => "相談のキャンセル待ち", "Waiting for consultations";
        row_days() => "ご希望の日", "Days";
        days(from: &str, until: &str) => format!("{from}から{until}まで"), format!("{from} to {until}");
        row_length() => "相談の長さ", "Length";
        row_email() => "ご案内の宛先", "We write to";
        next_waiting() => "空きが出たら、順にメールでご案内します。お返事までの時間は、開庁日で1日ほどです。", "When a time comes free, we offer it by mail, in order. You then have about one business day to answer.";
        next_until(day: &str) => format!("{day}になっても空きがなければ、その旨をお知らせして終わります。"), format!("If nothing has come free by {day}, we tell you so, and the waiting ends.");
        leave() => "キャンセル待ちをやめる", "Stop waiting";
        leave_note() => "やめると、順番は次の方へ移ります", "Your place goes to the next in line";
        search() => "いまの空きを見る", "See what is open now";
        search_note() => "ほかの日や専門家で、すぐに予約できるかもしれません", "Another day or expert may have time at once";

        offer_heading() => "時間が空きました。予約しますか", "A time is free. Do you take it?";
        offer_lead(when: &str, expert: &str) => format!("{when}（担当：{expert}）"), format!("{when} with {expert}");
        offer_until(until: &str) => format!("この時間を{until}まで取ってあります。それまでに予約を済ませてください。"), format!("We keep this time for you until {until}. Please book it by then.");
        offer_silence() => "期限までに予約がないときは、この時間は次の方へ回ります。", "Otherwise it goes to the next in line.";
        accept() => "この時間を予約する", "Book this time";
        decline() => "見送って、キャンセル待ちをやめる", "Decline, and stop waiting";
        offered_brief() => "キャンセル待ちのご案内", "Offered to you from the waiting list";

        lapsed_banner() => "ご案内の期限が過ぎました", "The offer has ended";
        lapsed_waiting() => "時間は次の方へ回りました。順番は列の最後から数え直しています。次に空きが出たら、もう一度だけご案内します。",
            "The time went to the next in line. You have kept a place at the end of it, and we will write to you once more.";
        lapsed_text() => "2回のご案内にお返事がなかったため、キャンセル待ちを終わりました。またご希望のときは、もう一度登録してください。",
            "Two offers have passed without an answer, so the waiting has ended. You are welcome to join again.";
        left_banner() => "キャンセル待ちをやめました", "You are no longer waiting";
        left_text() => "またご希望のときは、いつでも登録してください。", "You can join again at any time.";
        booked_banner() => "ご案内した時間で予約されました", "You have booked the time that we offered";
        booked_text() => "予約の内容は、確認のメールのリンクからご覧ください。", "The link in the confirmation opens your consultation.";
        ended_banner() => "ご希望の日までに空きがありませんでした", "Nothing came free on the days you wanted";
        ended_text() => "ほかの日や専門家、オンラインでお探しになるか、事務局へご相談ください。", "Please try other days, another expert or online, or talk to the secretariat.";
        none_banner() => "いま、ご案内している時間はありません", "No time is on offer for you now";
        none_text() => "空きが出たら、順にメールでご案内します。", "When a time comes free, we offer it by mail.";

        leave_title() => "キャンセル待ちをやめますか", "Stop waiting?";
        leave_text() => "順番は次の方へ移り、もとには戻せません。", "Your place goes to the next in line. This cannot be undone.";
        leave_back() => "やめずに戻る", "Keep waiting";
    }
}

impl WaitingText {
    /// How it stands.
    pub const fn state(self, state: WaitingState) -> &'static str {
        use Language::{English, Japanese};
        match (self.0, state) {
            (Japanese, WaitingState::Waiting) => "空きを待っています",
            (Japanese, WaitingState::Offered) => "時間をご案内しています・お返事待ち",
            (Japanese, WaitingState::Booked) => "予約されました",
            (Japanese, WaitingState::Left) => "やめました",
            (Japanese, WaitingState::Lapsed) => "お返事がなく、終わりました",
            (Japanese, WaitingState::Ended) => "空きがなく、終わりました",
            (English, WaitingState::Waiting) => "Waiting",
            (English, WaitingState::Offered) => "A time is on offer for you",
            (English, WaitingState::Booked) => "Booked",
            (English, WaitingState::Left) => "Given up",
            (English, WaitingState::Lapsed) => "Ended without an answer",
            (English, WaitingState::Ended) => "Ended: nothing came free",
        }
    }
}
