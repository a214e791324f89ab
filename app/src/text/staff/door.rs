//! What the door says, to whoever keeps it.

use domain::door::{AttendanceReport, DoorRefusal, TapField};
use domain::input::FieldError;

use crate::text::{Text, texts};

fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

texts! {
    /// Words of the list at the door, and of a helper's link to it.
    pub DoorText {
        /// The heading.
        title(event: &str) => format!("受付：{event}"), format!("Check-in: {event}");
        menu() => "メニュー", "Menu";
        menu_label() => "受付メニュー", "Check-in menu";
        event_page() => "イベントの管理画面へ", "The event at the desk";
        leave() => "この端末での受付を終える", "Stop keeping the door on this device";
        /// After the number of those who came.
        tally_of(expected: u32) => format!("／ {expected}人 受付済み"), format!("of {expected} checked in");
        tally_walk_ins(count: u32) => format!("ほかに当日参加 {count}人"), format!("and {} without registration", people(count));
        tally_label(came: u32, expected: u32) => format!("{expected}人のうち{came}人が受付済み"), format!("{came} of {expected} are checked in");
        search_label() => "氏名・カナ・受付番号", "Name, reading or number";
        search_button() => "探す", "Search";
        filters() => "状態で絞る", "Filter by state";
        filter_all(count: u32) => format!("全員 {count}"), format!("All {count}");
        filter_open(count: u32) => format!("未受付 {count}"), format!("Expected {count}");
        filter_in(count: u32) => format!("受付済み {count}"), format!("Checked in {count}");
        list_heading() => "名簿", "The list";
        list_label() => "参加者", "Participants";
        /// How many the search finds; the browser puts the number in the place of the braces.
        found(count: &str) => format!("{count}組が見つかりました"), format!("Found: {count}");
        nobody() => "該当する人はいません。", "Nobody is found.";
        until(until: &str) => format!("この画面は{until}まで使えます。"), format!("You can use this page until {until}.");
        party(seats: u32) => format!("{seats}名"), people(seats);
        online() => "オンライン", "Online";
        needs() => "配慮", "Needs";
        arrive() => "受付する", "Check in";
        arrive_rest() => "人数を増やす", "Add people";
        how_many() => "人数", "How many";
        count_of(count: u32) => format!("{count}名"), people(count);
        arrived_at(time: &str) => format!("{time} 受付済み"), format!("Checked in at {time}");
        came_of(came: u32, seats: u32) => format!("{seats}名中{came}名"), format!("{came} of {seats}");
        undo() => "取り消す", "Undo";
        take_back() => "元に戻す", "Undo";
        /// After a button, for whoever hears it.
        of(name: &str) => format!("：{name}"), format!(": {name}");
        kept_arrival() => "受付しました（送信待ち）", "Checked in (not yet sent)";
        kept_undo() => "取り消しました（送信待ち）", "Undone (not yet sent)";
        /// What is kept on the device; the browser puts the number in the place of the braces.
        unsent(count: &str) => format!("{count}件を保存中です。つながると送ります。"), format!("{count} not yet sent. They go when there is a connection.");
        offline() => "接続がありません。", "There is no connection.";
        signed_out() => "受付の有効時間が切れました。もう一度入り直すと、保存した分を送ります。", "Your time here has ended. Come in again, and what is kept is sent.";
        scan() => "QRコードを読み取る", "Scan a QR code";
        stop_scan() => "読み取りをやめる", "Stop scanning";
        camera_denied() => "カメラを使えません。受付番号の8文字を入力してください。", "The camera cannot be used. Type the eight characters of the number.";
        camera_label() => "QRコードを写してください", "Show the QR code to the camera";
        not_a_number() => "受付番号のQRコードではありません。", "This is not the QR code of a registration.";
        last_act() => "直前の操作", "What was just done";
        told_arrived(name: &str, count: u32) => format!("{name}さんを受付しました（{count}名）"), format!("{name} is checked in ({})", people(count));
        told_already(name: &str, time: &str) => format!("{name}さんは{time}に受付済みです"), format!("{name} was checked in at {time} already");
        told_walk_in(name: &str, count: u32) => format!("当日参加の{name}さんを受付しました（{count}名）"), format!("{name} is checked in without registration ({})", people(count));
        told_undone() => "受付を取り消しました", "The check-in was undone";
        refused_title() => "受付できませんでした", "Not checked in";
        refused(refusal: DoorRefusal) => match refusal {
            DoorRefusal::Unknown => "この受付番号の申込はありません。番号をもう一度確かめてください。".to_owned(),
            DoorRefusal::OtherEvent => "別のイベントの申込です。日時と会場を確かめてください。".to_owned(),
            DoorRefusal::Cancelled => "取り消された申込です。席があれば、当日参加として受付できます。".to_owned(),
            DoorRefusal::Waiting => "キャンセル待ちの申込で、席が決まっていません。席があれば、当日参加として受付できます。".to_owned(),
            DoorRefusal::SetAside => "確認が必要な申込です。事務局に知らせてください。".to_owned(),
            DoorRefusal::TooMany { max } => format!("この申込の席は{max}名分です。増えた人は当日参加として受付してください。"),
            DoorRefusal::NotYet => "受付は開催日になると始まります。".to_owned(),
            DoorRefusal::NoEvent => "このイベントは開催されません。".to_owned(),
        }, match refusal {
            DoorRefusal::Unknown => "There is no registration with this number. Please look at it again.".to_owned(),
            DoorRefusal::OtherEvent => "This registration is for another event. Look at its day and place.".to_owned(),
            DoorRefusal::Cancelled => "This registration was cancelled. Where a seat is free, check them in without registration.".to_owned(),
            DoorRefusal::Waiting => "This registration is on the waiting list. Where a seat is free, check them in without registration.".to_owned(),
            DoorRefusal::SetAside => "This registration has to be looked at. Tell the secretariat.".to_owned(),
            DoorRefusal::TooMany { max } => format!("This registration has seats for {}. Check the others in without registration.", people(max)),
            DoorRefusal::NotYet => "Check-in begins on the day of the event.".to_owned(),
            DoorRefusal::NoEvent => "This event does not take place.".to_owned(),
        };
        unreadable() => "送られた受付を読み取れませんでした。", "A check-in that was sent could not be read.";
        walk_in_heading() => "当日参加を追加", "Somebody without registration";
        walk_in_note() => "申込のない人を受付します。", "Checks in somebody who has not registered.";
        walk_in_name() => "氏名", "Name";
        walk_in_organisation() => "会社・団体", "Organisation";
        walk_in_button() => "当日参加を受付する", "Check in without registration";
        walk_ins_heading() => "当日参加の人", "Without registration";
        pass_title() => "受付のお手伝い", "Helping at the door";
        pass_text(event: &str, until: &str) => format!("「{event}」の受付を、この端末で{until}まで行えます。"),
            format!("You can keep the door of “{event}” on this device until {until}.");
        pass_once() => "このリンクは一度だけ使えます。受付をする端末で開いてから、ボタンを押してください。",
            "This link works once. Open it on the device that you will use, then press the button.";
        pass_name(helper: &str) => format!("{helper}さん、よろしくお願いします。"), format!("Thank you for helping, {helper}.");
        pass_button() => "受付を始める", "Begin";
        pass_gone_title() => "このリンクは使えません", "This link does not work";
        pass_gone_text() => "使用済みか、期限が過ぎたか、取り消されたリンクです。事務局に新しいリンクを頼んでください。",
            "It was used, has run out, or was withdrawn. Ask the secretariat for a new one.";
        left_title() => "受付を終えました", "You have left the door";
        left_text() => "この端末では、名簿はもう開けません。お手伝いありがとうございました。",
            "This device does not open the list any more. Thank you for helping.";
        field_tap() => "操作", "what to do";
        /// The report in one line.
        report(report: AttendanceReport) =>
            format!("申込{}名・来場{}名・当日参加{}名・欠席{}名", report.registered, report.came, report.walk_ins, report.no_shows),
            format!("{} registered, {} came, {} without registration, {} did not come", report.registered, report.came, report.walk_ins, report.no_shows);
    }
}

impl DoorText {
    /// What is wrong with a field of a tap, as a sentence that says how to mend it.
    pub fn problem(self, field: TapField, error: FieldError) -> String {
        let label = match field {
            TapField::Tap => self.field_tap(),
            TapField::Reference => self.search_label(),
            TapField::People => self.how_many(),
            TapField::Name => self.walk_in_name(),
            TapField::Organisation => self.walk_in_organisation(),
        };
        Text(self.0).event_desk().sentence(&label, None, error)
    }
}
