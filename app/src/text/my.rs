//! Words of an applicant's own page.

use super::texts;

texts! {
    /// An applicant's own page.
    pub MyText {
        title() => "申込の内容", "Your registration";
        description() => "申込の確認、変更、取り消し", "View, change or cancel your registration";
        state_seated() => "席を確保しています", "Your seat is reserved";
        state_waiting(position: u32) => format!("キャンセル待ち・{position}番目"), format!("Waiting list, number {position}");
        state_cancelled() => "取り消しました", "Cancelled";
        cancelled_banner() => "この申込は取り消しました", "This registration has been cancelled";
        cancelled_text() => "空いた席は、お待ちの方へご案内します。もう一度参加したいときは、イベントのページから申し込んでください。",
            "Your seat is free for others now. If you want to attend after all, register again on the event’s page.";
        changed_banner() => "申込の内容を変えました", "Your registration has been changed";
        changed_text() => "リンクが新しくなりました。前のメールのリンクは、もう使えません。", "Your link is new. Links in earlier mails no longer work.";
        event_cancelled() => "このイベントは中止になりました", "This event has been cancelled";
        event_moved() => "イベントの日時が変わりました", "The event has a new time";
        event_moved_text(from: &str, to: &str) => format!("もとの日時：{from}。新しい日時：{to}。申込はそのまま有効です。参加できないときは、このページから取り消してください。"),
            format!("It was to be on {from}. It is now on {to}. Your registration holds. If you cannot come, please cancel it on this page.");
        event_past() => "このイベントは終わりました", "This event is over";
        next_heading() => "これからのこと", "What happens next";
        step_registered() => "申込を受け付け、席を確保しました。", "We received your registration and reserved your seat.";
        step_waiting() => "キャンセル待ちに登録しました。席が空いたら、順にメールでご案内します。", "You joined the waiting list. We mail you when a seat is on offer for you.";
        step_changes(time: &str) => format!("{time}まで、内容を変えられます。"), format!("Until {time} you can change your registration.");
        step_changes_on() => "この日まで、内容を変えられます。", "Until then you can change your registration.";
        step_online() => "接続先をメールでお知らせします。", "We mail you the link to join.";
        step_event(hours: &str) => format!("{hours} 開催"), format!("The event: {hours}");
        step_event_day() => "開催の日", "The event";
        record_heading() => "申込の控え", "Your record";
        row_event() => "イベント", "Event";
        row_when() => "日時", "When";
        row_place() => "場所", "Where";
        row_person() => "申し込んだ人", "Registered by";
        row_reference() => "受付番号", "Reference number";
        row_state() => "状態", "State";
        actions_heading() => "できること", "What you can do";
        calendar() => "カレンダーに入れる", "Add to your calendar";
        calendar_note() => ".ics形式。Outlook、Google、iPhoneで使えます", "An .ics file for Outlook, Google and Apple";
        change() => "内容を変える", "Change it";
        change_note() => "人数、参加のしかた、連絡先など", "People, way to attend, contact and so on";
        cancel() => "申込を取り消す", "Cancel it";
        cancel_note() => "席はキャンセル待ちの方へ回ります", "Your seat goes to the next in line";
        event_page() => "イベントのページを見る", "See the event’s page";
        print_note() => "この控えは、ブラウザの印刷（Ctrl＋P／⌘＋P）でA4で1枚になります。", "This record prints on one sheet with your browser’s print command (Ctrl+P or ⌘P).";
        /// What the code says, for those who do not scan it.
        check_in_label(number: &str) => format!("受付番号 {number} のQRコード"), format!("QR code of the number {number}");
        check_in_note() => "当日、会場の受付でこのQRコードか受付番号をお見せください。", "Show this code or the number at the door.";
        keep_link() => "このページのアドレスは、あなただけのものです。ほかの人に送らないでください。", "The address of this page is yours alone. Please do not pass it on.";

        cancel_title() => "申込を取り消しますか", "Cancel your registration?";
        cancel_text() => "取り消すと、席はキャンセル待ちの方へ回り、もとには戻せません。", "Your seat goes to the next in line. This cannot be undone.";
        cancel_confirm() => "申込を取り消す", "Cancel my registration";
        cancel_back() => "取り消さずに戻る", "Keep my registration";

        all_title() => "あなたの申込・相談・問い合わせ", "Your registrations, consultations and questions";
        all_lead(email: &str, until: &str) => format!("{email} の申込・相談・問い合わせです。このページは{until}まで開けます。"),
            format!("Everything under {email}. This page opens until {until}.");
        all_nothing() => "いまは何もありません。", "There is nothing at present.";
        all_registrations() => "イベントの申込", "Registrations";
        all_inquiries() => "問い合わせ", "Questions";
        all_open_short() => "開く", "Open";
        all_open(number: &str) => format!("：{number}"), format!(": {number}");
        find_title() => "申込と問い合わせのリンクを受け取る", "Get your link by mail";
        find_lead() => "申込や問い合わせに使ったメールアドレスを入力してください。すべての申込と問い合わせを見られるリンクを送ります。",
            "Enter the email address you used. We send a link to all your registrations and questions.";
        find_description() => "申込の確認・変更・取り消しや、問い合わせの続きのためのリンクを、メールで受け取れます。", "Get the link to your registrations and questions by mail.";
        find_button() => "リンクを送る", "Send my link";
        find_done() => "受け付けました", "Thank you";
        find_done_text(email: &str) => format!("{email} で申込か問い合わせがあれば、数分のうちにメールが届きます。届かないときは、迷惑メールの箱と、アドレスの書きまちがいをご確認ください。"),
            format!("If there are registrations or questions under {email}, a mail arrives within a few minutes. If not, check your spam folder and the spelling of the address.");
        find_again() => "別のアドレスで探す", "Try another address";
    }
}
