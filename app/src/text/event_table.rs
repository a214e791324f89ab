//! Words of the tables of a consultation meeting, for those who book there.

use domain::event_table::{MeetingTable, TableSlotState};
use domain::place::Prefecture;

use super::{Text, texts};

texts! {
    /// The tables of a consultation meeting.
    pub EventTableText {
        title() => "相談会の時間を予約する", "Book a time at the consultation meeting";
        crumb() => "相談の予約", "Book a consultation";
        description(event: &str) => format!("{event}で専門家に相談できる時間を、テーブルごとに選んで予約できます。"),
            format!("{event}: choose a time with an expert, table by table.");
        lead() => "空いている時間を選ぶと、10分のあいだ取っておき、申込みの画面へ進みます。相談は無料で、会員登録はいりません。",
            "When you choose an open time we keep it for ten minutes and take you to the form. It is free, and you need no account.";
        /// Booking a table is not registering.
        apart() => "相談の予約は、セミナーの参加申込とは別です。", "This is apart from registering for the seminar.";
        deadline(at: &str) => format!("予約の締切：{at}"), format!("Book by {at}");
        topic() => "相談したい分野", "What is it about?";
        /// Number and expert of a table.
        table_heading(number: u8, expert: &str) => format!("テーブル{number}　{expert}"), format!("Table {number}: {expert}");
        table(number: u8) => format!("テーブル{number}"), format!("Table {number}");
        state(state: TableSlotState) =>
            match state {
                TableSlotState::Open => "空き",
                TableSlotState::Taken => "予約済み",
                TableSlotState::Past => "終了",
                TableSlotState::Closed => "受付していません",
            },
            match state {
                TableSlotState::Open => "open",
                TableSlotState::Taken => "taken",
                TableSlotState::Past => "over",
                TableSlotState::Closed => "not open for booking",
            };
        /// What a button does, after its time, for those who only hear it.
        book_at(table: &str) => format!("（{table}）を予約する"), format!(", book it at {table}");
        none() => "この相談会の時間は、まだ決まっていません", "The times of this meeting are not known yet";
        none_text() => "決まりしだい、このページに載せます。お急ぎのときは、別の日に専門家へ個別に相談できます。",
            "They will stand here as soon as they are. If it is urgent, you can consult an expert on another day.";
        full() => "空いている時間は、もうありません", "All times are taken";
        full_text() => "取り消しがあると、このページに空きが出ます。別の日の個別相談も、無料で予約できます。",
            "When somebody cancels, their time is open here again. You can also book a free consultation on another day.";
        not_yet(at: &str) => format!("予約の受付は、{at}に始まります"), format!("Booking opens on {at}");
        closed(at: &str) => format!("予約の受付は、{at}に締め切りました"), format!("Booking closed on {at}");
        past() => "この相談会は終わりました", "This meeting is over";
        cancelled() => "この相談会は中止になりました", "This meeting has been cancelled";
        closed_text() => "別の日の個別相談は、いつでも無料で予約できます。", "You can book a free consultation on another day at any time.";
        to_event() => "イベントのページへ戻る", "Back to the event";
        elsewhere() => "別の日に専門家へ相談する", "Consult an expert on another day";
        gone() => "この時間は、予約できなくなりました", "This time cannot be booked any more";
        /// On the page of the event.
        section() => "専門家に個別に相談する", "Talk to an expert one to one";
        section_text() => "この会では、テーブルごとに専門家が相談を受けます。時間を選んで予約してください。",
            "At this meeting experts sit at tables. Choose a time and book it.";
        open_times(count: usize) => format!("相談の時間を選ぶ（全{count}枠）"), if count == 1 { "Choose a time (1 in all)".to_owned() } else { format!("Choose a time ({count} in all)") };

        row_meeting() => "相談会", "Meeting";
        row_venue() => "会場", "Where";
        row_table() => "テーブル", "Table";
        online() => "オンライン", "Online";
        at_venue_in(prefecture: &str) => format!("相談会の会場（{prefecture}）"), format!("At the meeting’s venue ({prefecture})");
        at_online_meeting() => "オンラインの相談会", "At an online meeting";
        step_venue(hours: &str, venue: &str, table: &str) => format!("{hours} {venue}の{table}で相談。始まる5分前までに、会場の受付で受付番号をお知らせください。"),
            format!("{hours}: you meet at {table}, {venue}. Please tell the reception your number five minutes before.");
        step_online(hours: &str) => format!("{hours} オンラインで相談。接続先は、前日までに専門家からメールでお知らせします。"),
            format!("{hours}: you meet online. The expert mails you the link by the day before.");
        step_changes(time: &str) => format!("{time}まで、回数に数えない取り消しができます。"), format!("Until {time} you can cancel it without its counting.");
        note_cancel() => "来られなくなったときは、予約のページに書いてある期限までに取り消してください。期限を過ぎた取り消しは1回に数えます。日時を変えるときは、取り消してから予約し直してください。",
            "If you cannot come, cancel it by the time on your page. A later cancellation counts as one of them. To change the time, cancel it and book another.";
        not_moved() => "相談会での相談は、日時を変えられません", "A consultation at a meeting is not moved";
        not_moved_text() => "取り消してから、相談会のページで空いている時間を予約し直してください。", "Please cancel it and book another open time on the meeting’s page.";
        /// In mails: where to go.
        mail_venue(table: &str) => format!("当日は、始まる5分前までに会場の受付で受付番号をお知らせください。相談は{table}で行います。"),
            format!("On the day, please tell the reception your number five minutes before. You meet at {table}.");
        mail_free_until(until: &str) => format!("取り消しは、{until}までにお願いします。それを過ぎた取り消しは、無料相談の1回に数えます。"),
            format!("Please cancel it by {until} if you cannot come. A later cancellation counts as one of your free consultations.");
        mail_own_heading() => "確認・取り消し", "View or cancel";
        mail_own_link() => "ご相談の確認・取り消し", "View or cancel your consultation";
    }
}

impl EventTableText {
    /// How one meets at a table of some meeting.
    pub fn meeting(self, prefecture: Option<Prefecture>) -> String {
        match prefecture {
            Some(prefecture) => self.at_venue_in(prefecture.name(self.0)).into_owned(),
            None => self.at_online_meeting().into_owned(),
        }
    }

    /// Where a table is: the venue with its address, or online.
    pub fn place(self, table: &MeetingTable) -> String {
        let place = &table.place;
        if !place.format.has_venue() {
            return self.online().into_owned();
        }
        let address = place.venue.as_ref().and_then(|venue| Text(self.0).mail().calendar().venue(venue, place));
        address.unwrap_or_else(|| self.meeting(place.prefecture))
    }

    /// Label and content of what has to be known of a table: the meeting, where it is, and which table.
    pub fn facts(self, table: &MeetingTable) -> [(String, String); 3] {
        [
            (self.row_meeting().into_owned(), table.title.text(self.0).to_owned()),
            (self.row_venue().into_owned(), self.place(table)),
            (self.row_table().into_owned(), self.table(table.number).into_owned()),
        ]
    }

    /// What happens at the time of a consultation.
    pub fn step(self, table: &MeetingTable, hours: &str) -> String {
        let place = &table.place;
        if !place.format.has_venue() {
            return self.step_online(hours).into_owned();
        }
        // The whole address stands in the record; here the name is enough.
        let name = place.venue.as_ref().map(|venue| venue.name.text(self.0)).filter(|name| !name.is_empty());
        let venue = name.map_or_else(|| self.meeting(place.prefecture), str::to_owned);
        self.step_venue(hours, &venue, &self.table(table.number)).into_owned()
    }
}
