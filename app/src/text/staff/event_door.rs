//! What the page of an event's door says: its helpers, who came, and the mail that thanks them.

use domain::door::{PassField, ThanksField, ThanksRefusal};
use domain::input::FieldError;

use crate::text::{Text, texts};

texts! {
    /// Words of the page of an event's door.
    pub EventDoorText {
        title() => "受付と出欠", "Check-in and attendance";
        of_event(event: &str) => format!("受付と出欠：{event}"), format!("Check-in and attendance: {event}");
        open_door() => "受付画面を開く", "Open check-in";
        back() => "イベントの管理画面へ", "Back to the event";
        report_heading() => "出欠", "Attendance";
        registered() => "申込（来場予定）", "Registered, and to come";
        came() => "来場（申込あり）", "Came, with a registration";
        walk_ins() => "当日参加", "Came without registration";
        present() => "来場の合計", "Came in all";
        no_shows() => "欠席", "Did not come";
        rate() => "出席率", "Attendance";
        count(count: u32) => format!("{count}名"), count.to_string();
        percent(percent: Option<u32>) => percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent}％")),
            percent.map_or_else(|| "—".to_owned(), |percent| format!("{percent} %"));
        not_over() => "イベントはまだ終わっていません。数は途中経過です。", "The event is not over: these numbers are of now.";
        absent_heading() => "来なかった人", "Who did not come";
        nobody_absent() => "全員来場しました。", "Everybody came.";
        export_button() => "出欠をCSVで保存", "Save attendance as CSV";
        export_note() => "保存は操作の記録に残ります。", "The audit tells who has saved it.";
        file_head_number() => "受付番号", "Number";
        file_head_name() => "氏名", "Name";
        file_head_kana() => "フリガナ", "Reading";
        file_head_organisation() => "会社・団体", "Organisation";
        file_head_seats() => "申込人数", "Seats";
        file_head_came() => "来場人数", "Came";
        file_head_at() => "受付時刻", "Checked in at";
        file_head_kind() => "区分", "Kind";
        file_registered() => "申込", "registered";
        file_walk_in() => "当日参加", "without registration";
        helpers_heading() => "受付の応援", "Helpers at the door";
        helpers_note() => "応援の人に渡すリンクです。このイベントの名簿だけを、決めた時刻まで開けます。一度使うと、その端末でだけ続けて使えます。",
            "A link for somebody who helps. It opens the list of this event only, until the time you set. Once used, it goes on working on that device only.";
        no_helpers() => "まだリンクはありません。", "There are no links yet.";
        helper() => "応援の人の氏名", "The helper’s name";
        until_on() => "使える日", "Last day";
        until_time() => "使える時刻", "Until";
        until_hint() => "イベント終了の24時間後まで決められます。例：2026-12-01", "At most 24 hours after the end. Example: 2026-12-01";
        time_hint() => "例：17:00", "Example: 17:00";
        add_button() => "リンクを作る", "Make a link";
        remove_button() => "取り消す", "Withdraw";
        /// After a button, for whoever hears it.
        remove_of(name: &str) => format!("：{name}"), format!(": {name}");
        state_unused() => "未使用", "Not used";
        state_used(at: &str) => format!("{at}から使用中"), format!("In use since {at}");
        state_over() => "期限切れ", "Run out";
        state_removed() => "取り消し済み", "Withdrawn";
        head_helper() => "氏名", "Name";
        head_until() => "期限", "Until";
        head_state() => "状態", "State";
        head_act() => "操作", "Act";
        link_heading(helper: &str) => format!("{helper}さんのリンクを作りました"), format!("The link for {helper}");
        link_note() => "このリンクは今だけ表示します。QRコードを応援の人の端末で読み取るか、アドレスを渡してください。",
            "This link is shown only now. Have the helper scan the code, or hand over the address.";
        link_label() => "リンクのQRコード", "QR code of the link";
        removed() => "リンクを取り消しました。", "The link was withdrawn.";
        thanks_heading() => "お礼のメール", "Thank-you mail";
        thanks_note(count: u32) => format!("申し込んで来場した{count}組に、一度だけ送れます。"),
            format!("Goes once to those who had registered and came: {count}.");
        survey() => "アンケートのアドレス", "Address of the survey";
        materials() => "資料のアドレス", "Address of the materials";
        address_hint() => "「https://」で始まるアドレス。空欄なら載せません。", "An address that begins with “https://”. Left empty, it is not mentioned.";
        preview_button() => "メールを確認する", "Look at the mail";
        preview_heading() => "このメールを送ります", "This mail goes out";
        send_button(count: u32) => format!("{count}組に送る"), format!("Send to {count}");
        sent(at: &str, count: u32) => format!("{at}に{count}組へ送りました。"), format!("Sent to {count} on {at}.");
        refused(refusal: ThanksRefusal) => match refusal {
            ThanksRefusal::UnknownEvent => "イベントがありません。",
            ThanksRefusal::NotOver => "イベントが終わってから送れます。",
            ThanksRefusal::AlreadySent => "お礼のメールはすでに送りました。",
            ThanksRefusal::NobodyCame => "申し込んで来場した人がいません。",
        }, match refusal {
            ThanksRefusal::UnknownEvent => "There is no such event.",
            ThanksRefusal::NotOver => "It can be sent when the event is over.",
            ThanksRefusal::AlreadySent => "The mail was sent already.",
            ThanksRefusal::NobodyCame => "Nobody who had registered came.",
        };
    }
}

impl EventDoorText {
    /// What is wrong with a field of a helper's link.
    pub fn pass_problem(self, field: PassField, error: FieldError) -> String {
        let (label, example) = match field {
            PassField::Helper => (self.helper(), None),
            PassField::UntilOn => (self.until_on(), Some(self.until_hint())),
            PassField::UntilTime => (self.until_time(), Some(self.time_hint())),
        };
        Text(self.0).event_desk().sentence(&label, example.as_deref(), error)
    }

    /// What is wrong with a field of the thank-you mail.
    pub fn thanks_problem(self, field: ThanksField, error: FieldError) -> String {
        let label = match field {
            ThanksField::Survey => self.survey(),
            ThanksField::Materials => self.materials(),
        };
        Text(self.0).event_desk().sentence(&label, Some(&self.address_hint()), error)
    }
}
