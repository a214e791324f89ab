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
        cancelled_text() => "空いた席は、お待ちの方へお回しします。もう一度参加したいときは、イベントのページから申し込んでください。",
            "Your seat is free for others now. If you want to attend after all, register again on the event’s page.";
        changed_banner() => "申込の内容を変えました", "Your registration has been changed";
        changed_text() => "リンクが新しくなりました。前のメールのリンクは、もう使えません。", "Your link is new. Links in earlier mails no longer work.";
        event_cancelled() => "このイベントは中止になりました", "This event has been cancelled";
        event_past() => "このイベントは終わりました", "This event is over";
        next_heading() => "これからのこと", "What happens next";
        step_registered() => "申込を受け付け、席を確保しました。", "We received your registration and reserved your seat.";
        step_waiting() => "キャンセル待ちに登録しました。席が空いたら、順にメールでお知らせします。", "You joined the waiting list. We mail you when a seat is yours.";
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
        keep_link() => "このページのアドレスは、あなただけのものです。ほかの人に送らないでください。", "The address of this page is yours alone. Please do not pass it on.";

        cancel_title() => "申込を取り消しますか", "Cancel your registration?";
        cancel_text() => "取り消すと、席はキャンセル待ちの方へ回り、もとには戻せません。", "Your seat goes to the next in line. This cannot be undone.";
        cancel_confirm() => "申込を取り消す", "Cancel my registration";
        cancel_back() => "取り消さずに戻る", "Keep my registration";

        find_title() => "申込のリンクを受け取る", "Get your links by mail";
        find_lead() => "申込に使ったメールアドレスを入力してください。これからのイベントの、確認・変更・取り消しのリンクを送ります。",
            "Enter the email address you registered with. We send links to view, change or cancel your coming events.";
        find_description() => "申込の確認・変更・取り消しのリンクを、メールで受け取れます。", "Get the links to your registrations by mail.";
        find_button() => "リンクを送る", "Send my links";
        find_done() => "受け付けました", "Thank you";
        find_done_text(email: &str) => format!("{email} でこれからのイベントの申込があれば、数分のうちにメールが届きます。届かないときは、迷惑メールの箱と、アドレスの書きまちがいをご確認ください。"),
            format!("If there are registrations for coming events under {email}, a mail arrives within a few minutes. If not, check your spam folder and the spelling of the address.");
        find_again() => "別のアドレスで探す", "Try another address";
    }
}
