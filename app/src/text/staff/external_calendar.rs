//! Words of calendars that experts keep elsewhere.

use domain::external_calendar::{
    CALENDARS_MAX, ExternalCalendarField, FILE_BYTES_MAX, FileProblem, ReadProblem, Unread,
};
use domain::input::FieldError;
use domain::language::Language;

use crate::staff::external_calendar::ExternalCalendarDone as Done;
use crate::text::texts;

/// A million bytes, as people count them.
const MEGABYTE: usize = 1024 * 1024;

texts! {
    /// External calendars.
    pub ExternalCalendarText {
        title() => "外部カレンダー", "External calendars";
        lead() => "ほかのカレンダーで埋まっている時間には、相談の予約が入らなくなります。読むのは時間だけで、予定の内容は保存しません。相談する人には何も見えません。",
            "No consultation can be booked when another calendar of yours is busy. Only the times are read: what you do is not kept, and citizens see nothing of it.";
        none() => "まだありません。", "There is none yet.";
        add_title() => "カレンダーを追加する", "Add a calendar";
        add() => "追加して読む", "Add and read it";
        address() => "カレンダーのアドレス（iCal形式）", "Address of the calendar (iCal)";
        address_hint() => "https:// または webcal:// で始まるアドレスです。入れたあとは、ここには表示しません。",
            "It begins with https:// or webcal://. It is not shown here again.";
        name() => "呼び名", "Name";
        name_hint() => "空欄なら、サーバーの名前で呼びます。", "Left empty, it is called by its server.";
        where_title() => "アドレスの見つけ方", "Where to find the address";
        where_google() => "Google カレンダー：設定 → カレンダーの設定 → カレンダーの統合 → iCal形式の非公開URL",
            "Google Calendar: Settings, the calendar’s own settings, Integrate calendar, Secret address in iCal format";
        where_outlook() => "Outlook：設定 → 予定表 → 共有予定表 → 予定表の公開 → ICS のリンク",
            "Outlook: Settings, Calendar, Shared calendars, Publish a calendar, the ICS link";
        where_apple() => "iCloud カレンダー：共有 → 公開カレンダー → リンクをコピー",
            "iCloud Calendar: Share, Public calendar, Copy link";
        read_now() => "今すぐ読む", "Read now";
        change(name: &str) => format!("「{name}」の名前を変える・外す"), format!("Rename or remove “{name}”");
        rename() => "名前を変える", "Rename";
        remove() => "外す", "Remove";
        remove_text() => "外すと、このカレンダーで埋まっていた時間が空きます。元に戻すには、アドレスをもう一度入れてください。",
            "Once removed, it takes no time any more. To bring it back, enter its address again.";
        read(at: &str, to_come: u32) => format!("{at}に読みました。これから埋まっている時間：{to_come}件"),
            format!("Read on {at}. Busy times to come: {to_come}");
        not_yet() => "まだ読んでいません。まもなく読みます。", "It has not been read yet, and will be soon.";
        never_read() => "まだ一度も読めていません。", "It could not be read yet.";
        failed(at: &str) => format!("{at}に読めませんでした。"), format!("It could not be read on {at}.");
        next(at: &str) => format!("次は{at}ごろに読みます。それまでは、前に読んだ時間を使います。"),
            format!("It is tried again about {at}. Until then the times that were read before count.");
        done(done: Done) =>
            match done {
                Done::Added => "追加しました",
                Done::Renamed => "名前を変えました",
                Done::Removed => "外しました",
                Done::Read => "読み直しました。結果は下のとおりです",
            },
            match done {
                Done::Added => "Added",
                Done::Renamed => "Renamed",
                Done::Removed => "Removed",
                Done::Read => "Tried again: see below",
            };
        plain() => "暗号化されていないアドレス（http://）は読みません。https:// で始まるアドレスを入れてください",
            "An address without encryption (http://) is not read. Enter one that begins with https://";
        too_many() => format!("追加できるのは{CALENDARS_MAX}つまでです。先に1つ外してください"),
            format!("There can be {CALENDARS_MAX} at most. Remove one first");
        known() => "このカレンダーは、すでに追加してあります", "This calendar has been added already";
        unread(unread: Unread, count: u32) =>
            match unread {
                Unread::Repetition => format!("くり返し方を読めない予定が{count}件あります。最初の1回だけを埋まっている時間にしています。"),
                Unread::Time => format!("日時を読めない予定が{count}件あります。読めないところは埋まっている時間に入っていません。"),
                Unread::Zone => format!("どの地域の時刻かわからない予定が{count}件あります。埋まっている時間に入っていません。"),
            },
            match unread {
                Unread::Repetition => format!("How an entry repeats cannot be read in {count} cases: only its first time counts as busy."),
                Unread::Time => format!("The time of an entry cannot be read in {count} cases: it does not count as busy."),
                Unread::Zone => format!("The time zone of an entry is not known in {count} cases: it does not count as busy."),
            };
        problem(problem: ReadProblem) =>
            match problem {
                ReadProblem::NotEncrypted => "暗号化されていないアドレス（http://）へ案内されたので、読みませんでした。".to_owned(),
                ReadProblem::NoAddress => "読めるアドレスではありません。アドレスを確かめて、入れ直してください。".to_owned(),
                ReadProblem::UnknownHost => "サーバーが見つかりません。アドレスに間違いがないか確かめてください。".to_owned(),
                ReadProblem::NotPublic => "インターネットに公開されていないサーバーなので、読みませんでした。公開用のアドレスを入れてください。".to_owned(),
                ReadProblem::Unreachable => "サーバーにつながりません。".to_owned(),
                ReadProblem::Certificate => "サーバーが本物かどうかを確かめられません（証明書の誤り）。カレンダーの提供元にお問い合わせください。".to_owned(),
                ReadProblem::TooSlow => "時間内に答えがありませんでした。".to_owned(),
                ReadProblem::TooManyRedirects => "別のアドレスへ何度も案内されるため、読めません。最後に開くアドレスを入れてください。".to_owned(),
                ReadProblem::Status(status @ (401 | 403)) => format!("読むことを許されていません（{status}）。サインインのいらない公開用のアドレスを入れてください。"),
                ReadProblem::Status(status @ (404 | 410)) => format!("そこにカレンダーがありません（{status}）。公開をやめたか、アドレスが変わっています。"),
                ReadProblem::Status(status) => format!("サーバーがエラーを返しました（{status}）。"),
                ReadProblem::TooLarge => format!("{}MBより大きいので、読みませんでした。期間の短いカレンダーを公開してください。", FILE_BYTES_MAX / MEGABYTE),
                ReadProblem::Garbled => "サーバーの答えを読み取れません。アドレスを確かめてください。".to_owned(),
                ReadProblem::File(FileProblem::Empty) => "中身がありません。アドレスを確かめてください。".to_owned(),
                ReadProblem::File(FileProblem::WebPage) => "カレンダーではなく、ウェブページが返ってきました。iCal形式のアドレスか、サインインがいらないかを確かめてください。".to_owned(),
                ReadProblem::File(FileProblem::NotACalendar) => "カレンダー（iCal形式）ではありません。アドレスを確かめてください。".to_owned(),
                ReadProblem::File(FileProblem::CutOff) => "途中で切れています。".to_owned(),
                ReadProblem::File(FileProblem::TooMuch) => "予定が多すぎて読みきれません。期間の短いカレンダーを公開してください。".to_owned(),
            },
            match problem {
                ReadProblem::NotEncrypted => "It led to an address without encryption (http://), which is not read.".to_owned(),
                ReadProblem::NoAddress => "This is no address that can be read. Please check it and enter it again.".to_owned(),
                ReadProblem::UnknownHost => "There is no such server. Please check the address for slips.".to_owned(),
                ReadProblem::NotPublic => "The server is not on the public internet, so it is not read. Enter an address that is published.".to_owned(),
                ReadProblem::Unreachable => "The server cannot be reached.".to_owned(),
                ReadProblem::Certificate => "The server cannot prove who it is (its certificate is wrong). Please ask whoever runs the calendar.".to_owned(),
                ReadProblem::TooSlow => "There was no answer in time.".to_owned(),
                ReadProblem::TooManyRedirects => "It leads on from address to address. Enter the one that it ends at.".to_owned(),
                ReadProblem::Status(status @ (401 | 403)) => format!("Reading it is not allowed ({status}). Enter a published address, for which nobody signs in."),
                ReadProblem::Status(status @ (404 | 410)) => format!("There is no calendar there ({status}): it is not published any more, or has moved."),
                ReadProblem::Status(status) => format!("The server answered with an error ({status})."),
                ReadProblem::TooLarge => format!("It is larger than {} MB and was not read. Publish a calendar of a shorter time.", FILE_BYTES_MAX / MEGABYTE),
                ReadProblem::Garbled => "The server’s answer cannot be read. Please check the address.".to_owned(),
                ReadProblem::File(FileProblem::Empty) => "There is nothing in it. Please check the address.".to_owned(),
                ReadProblem::File(FileProblem::WebPage) => "A web page came, and no calendar. Check that the address is the iCal one, and that nobody has to sign in for it.".to_owned(),
                ReadProblem::File(FileProblem::NotACalendar) => "It is no calendar (iCal). Please check the address.".to_owned(),
                ReadProblem::File(FileProblem::CutOff) => "It is cut off in the middle.".to_owned(),
                ReadProblem::File(FileProblem::TooMuch) => "There are too many entries in it to read them all. Publish a calendar of a shorter time.".to_owned(),
            };
    }
}

impl ExternalCalendarText {
    /// What is wrong with a field, as a sentence that says how to mend it.
    pub fn field(self, field: ExternalCalendarField, error: FieldError) -> String {
        let what = match field {
            ExternalCalendarField::Name => self.name(),
            ExternalCalendarField::Address => self.address(),
        };
        match (self.0, error) {
            (Language::Japanese, FieldError::Required) => format!("{what}を入れてください"),
            (Language::English, FieldError::Required) => format!("Please fill in: {what}"),
            (Language::Japanese, FieldError::TooLong { max }) => format!("{what}は{max}文字以内にしてください"),
            (Language::English, FieldError::TooLong { max }) => format!("At most {max} characters: {what}"),
            (Language::Japanese, _) if field == ExternalCalendarField::Address => {
                "アドレスとして読み取れません。https://calendar.example.com/name.ics のように、カレンダーからコピーしたまま貼り付けてください".to_owned()
            }
            (Language::English, _) if field == ExternalCalendarField::Address => {
                "We cannot read this address. Paste it as you copied it from the calendar, like https://calendar.example.com/name.ics".to_owned()
            }
            (Language::Japanese, _) => format!("{what}に使えない文字があります。消してください"),
            (Language::English, _) => format!("There are characters that cannot be used: {what}"),
        }
    }
}
