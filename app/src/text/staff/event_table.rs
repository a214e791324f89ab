//! Words of the tables of a consultation meeting at the desk.

use domain::availability::Length;
use domain::event_table::{BREAK_MAX, TABLES_MAX, TableField, TableFieldProblem, TableProblem};

use crate::text::{Text, texts};

texts! {
    /// The tables of a consultation meeting at the desk.
    pub EventTableDeskText {
        title() => "相談会のテーブル", "Consultation tables";
        /// From the event's page.
        link(count: usize) => if count == 0 { "相談会のテーブルを決める".to_owned() } else { format!("相談会のテーブル（{count}卓）") },
            match count { 0 => "Set up consultation tables".to_owned(), 1 => "Consultation tables (1)".to_owned(), _ => format!("Consultation tables ({count})") };
        public_page() => "公開中の予約ページを見る", "See the public page for booking";
        lead(from: &str, until: &str) => format!("テーブルごとに、専門家ひとりがその時間を受け持ちます。時間は{from}から{until}のあいだで決めてください。終わりの行は、空欄のままでかまいません。"),
            format!("At each table one expert sits for some hours. Choose them between {from} and {until}. Lines at the end may stay empty.");
        no_hours() => "先に、イベントの始まりと終わりの時刻を決めてください。", "Please set when the event begins and ends first.";
        no_meeting() => "セミナーだけのイベントには、相談会のテーブルを置けません。種類を「相談会」か「セミナー&相談会」に変えると、ここで決められます。",
            "An event that is a seminar alone has no tables. Change its kind to consultation meeting, or seminar and meeting, to set them up here.";
        cancelled() => "中止したイベントのテーブルは、変えられません。", "The tables of a cancelled event cannot be changed.";
        form_heading() => "テーブルを決める", "Set up the tables";
        row(number: u8) => format!("テーブル{number}"), format!("Table {number}");
        new_row() => "新しいテーブル", "New table";
        expert() => "専門家", "Expert";
        no_expert() => "選んでください", "Please choose";
        from() => "始まり", "From";
        until() => "終わり", "Until";
        length() => "相談の長さ", "Length";
        minutes(length: Length) => format!("{}分", length.minutes()), format!("{} minutes", length.minutes());
        pause() => "休憩（分）", "Break (minutes)";
        remove() => "このテーブルをなくす", "Take this table away";
        save() => "テーブルを保存する", "Save the tables";
        back() => "イベントのページへ戻る", "Back to the event";
        done() => "テーブルを保存しました", "The tables are saved";
        nobody() => "先に、専門家のページで専門家を登録してください。", "Please enter experts on the page of experts first.";

        slots_heading() => "時間と予約", "Times and bookings";
        slots_none() => "まだテーブルがありません。", "There are no tables yet.";
        table_caption(number: u8, expert: &str) => format!("テーブル{number}：{expert}"), format!("Table {number}: {expert}");
        when() => "時間", "Time";
        state() => "状態", "State";
        who() => "予約した人", "Who has it";
        /// Somebody books another consultation with the expert at that time.
        elsewhere() => "相談会の外の予約", "booked outside the meeting";
        held() => "入力中または返事待ち", "kept while a form is filled in or answered";
        other_event() => "別のイベント", "another event";
        /// One table in the history: number, hours, length, break, code of the expert.
        line(number: u8, hours: &str, length: Length, pause: u16, expert: &str) => format!("テーブル{number} {hours} {}分・休憩{pause}分（専門家 {expert}）", length.minutes()),
            format!("Table {number}, {hours}, {} minutes, break of {pause} (expert {expert})", length.minutes());

        booked_heading() => "この変更では、次の予約の時間がなくなります。まだ何も変えていません。", "With this change these bookings would lose their time. Nothing was changed.";
        booked_text() => "それぞれの相談のページで、中止するか取り消してから、もう一度保存してください。予約した方には、そのときメールでお知らせします。",
            "Please end or cancel each on its own page, then save again. Those who booked are mailed then.";
        /// At a consultation's own page: why it has no form for another time.
        not_moved() => "相談会のテーブルでの相談です。日時は変えられません。取り消してから、相談会のページで予約し直してもらってください。",
            "It is held at a table of a consultation meeting, and is not moved. Cancel it, and have it booked again on the page of the meeting.";
        meeting() => "相談会", "Meeting";
        place() => "会場とテーブル", "Place and table";

        problem_no_meeting() => "セミナーだけのイベントには、テーブルを置けません。", "An event that is a seminar alone has no tables.";
        problem_too_many() => format!("テーブルは{TABLES_MAX}卓までです。"), format!("There are at most {TABLES_MAX} tables.");
        problem_number() => "同じ番号のテーブルがあります。", "There is another table with this number.";
        problem_order() => "終わりは、始まりより後にしてください。", "The end must be after the beginning.";
        problem_hours(from: &str, until: &str) => format!("時間は、相談会の時間（{from}〜{until}）のなかにしてください。"), format!("It must lie within the hours of the meeting ({from}–{until}).");
        problem_slot() => "この時間では、相談が1回も入りません。終わりを遅くするか、相談を短くしてください。", "Not one consultation fits. Please end later, or make them shorter.";
        problem_break() => format!("休憩は{BREAK_MAX}分までにしてください。"), format!("A break lasts {BREAK_MAX} minutes at most.");
        problem_twice(other: u8) => format!("この専門家は、同じ時間にテーブル{other}にいます。"), format!("This expert sits at table {other} at the same time.");
        problem_expert() => "専門家を選んでください。", "Please choose an expert.";
        problem_from() => "始まりの時刻を、13:00のように入力してください。", "Enter when it begins, such as 13:00.";
        problem_until() => "終わりの時刻を、16:00のように入力してください。", "Enter when it ends, such as 16:00.";
        problem_length() => "相談の長さを選んでください。", "Please choose a length.";
        problem_pause() => format!("休憩は、0から{BREAK_MAX}までの数字で入力してください。"), format!("Enter the break as a number from 0 to {BREAK_MAX}.");
    }
}

impl EventTableDeskText {
    /// What is wrong with tables, as a sentence.
    pub fn table_problem(self, problem: TableProblem) -> String {
        let time = |time| Text(self.0).date().time(time);
        match problem {
            TableProblem::NoMeeting => self.problem_no_meeting(),
            TableProblem::TooMany => self.problem_too_many(),
            TableProblem::NumberTwice => self.problem_number(),
            TableProblem::NoHours => self.no_hours(),
            TableProblem::EndBeforeStart => self.problem_order(),
            TableProblem::OutsideHours { from, until } => self.problem_hours(&time(from), &time(until)),
            TableProblem::NoSlot => self.problem_slot(),
            TableProblem::BreakTooLong => self.problem_break(),
            TableProblem::ExpertTwice { other } => self.problem_twice(other),
        }
        .into_owned()
    }

    /// What is wrong with a field of the form, as a sentence.
    pub fn problem(self, field: Option<TableField>, problem: TableFieldProblem) -> String {
        match (problem, field) {
            (TableFieldProblem::Table(problem), _) => self.table_problem(problem),
            (TableFieldProblem::Field(_), field) => match field {
                Some(TableField::Expert) | None => self.problem_expert(),
                Some(TableField::From) => self.problem_from(),
                Some(TableField::Until) => self.problem_until(),
                Some(TableField::Length) => self.problem_length(),
                Some(TableField::Pause) => self.problem_pause(),
            }
            .into_owned(),
        }
    }
}
