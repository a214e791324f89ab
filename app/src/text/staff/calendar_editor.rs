//! Words of the editor of an expert's calendar.

use domain::availability::editor::Announcement;
use domain::language::Language;

use crate::text::texts;

texts! {
    /// The editor of an expert's calendar.
    pub CalendarEditorText {
        tools() => "編集の道具", "Tools";
        undo() => "元に戻す", "Undo";
        redo() => "やり直す", "Redo";
        paint() => "塗る", "Paint";
        remove() => "消す", "Remove";
        take() => "移す", "Move";
        plan() => "この日を…", "This day…";
        as_each_week() => "毎週のとおりに戻す", "As each week again";
        copy() => "日を写す", "Copy day";
        paste() => "この日に写す", "Paste day";
        copy_week() => "次の週へ写す", "Copy to next week";
        help() => "使い方", "Help";
        close() => "閉じる", "Close";
        /// What the place is where keys choose times.
        sheet() => "時間を選ぶ表", "Times of the week";
        /// The same for whole days.
        days() => "日を選ぶ表", "Days of the month";
        chosen_hours() => "選んだ日の時間", "Hours of the chosen days";
        set_hours() => "入れる", "Set";
        /// How they are written.
        format() => "例：10:00-12:00, 13:00-17:00", "For example 10:00-12:00, 13:00-17:00";
        save() => "保存する", "Save";
        discard() => "変更をやめる", "Discard changes";
        /// `{count}` stands for the number.
        unsaved() => "未保存の変更 {count}件", "Unsaved changes: {count}";
        unsaved_day() => "未保存の変更", "not saved";
        /// `{day}` stands for the day that is asked about.
        scope_of() => "{day}の変更をいつに使うか", "For which days the change of {day} is meant";
        /// `{what}` and `{time}` stand for the booking.
        clash() => "{time} {what}が対応可能時間の外になります。予約は自動では取り消しません。",
            "{time} {what} would lie outside the hours. No booking is cancelled by itself.";
        /// Before the phone number.
        keep_or_ask() => "このまま行うなら、保存のときに確かめます。事務局に頼むときは", "To keep them as they are, confirm when you save. To ask the secretariat:";
        propose() => "別の時間を提案する", "Propose another time";
        /// What is said of typed hours that cannot be read.
        unreadable() => "時間を読み取れません。15分刻みで、10:00-12:00のように書いてください。",
            "We cannot read these hours. Write them in steps of 15 minutes, like 10:00-12:00.";
        dialog() => "確認", "Please check";
        /// What stands between the two times of a window.
        dash() => "〜", "–";
        help_title() => "カレンダーの使い方", "How the calendar is edited";
        help_text() => "時間はなぞって塗り、つかんで移し、上下の端を引いて伸ばせます。指では長く押してから動かします。日付の見出しをなぞると、続く日をまとめて休みにできます。右の欄に言葉で書いても同じです。予約と登壇はここでは動きません。",
            "Paint hours by dragging, take them to move them, draw their ends to make them longer. With a finger, hold first. Drag over the heads of days to choose several and take them off. Writing them at the side is the same. Bookings and events stay where they are.";
        month_help_text() => "日をなぞると、続く日をまとめて選べます。指では長く押してから動かします。選んだ日は、上の欄に時間を書くか、一覧から休みを選んで変えます。毎週の時間は、週の表か右の欄で変えます。予約と登壇はここでは動きません。",
            "Drag over days to choose several in a row. With a finger, hold first. Write hours for them in the field above, or take them off with the list. What repeats each week is changed in the week, or at the side. Bookings and events stay where they are.";
        month_keys() => "← → ↑ ↓ 日を選ぶ|Home・End 週の最初と最後の日|Shift＋矢印 続く日をまとめて選ぶ|Enter 時間を書く|X・Delete 休みにする|C 日を写す|V 選んだ日に写す|Ctrl＋Z 元に戻す|Ctrl＋Shift＋Z やり直す|? この説明",
            "← → ↑ ↓ choose a day|Home, End the first and last day of the week|Shift+arrows choose several days|Enter write hours|X, Delete off|C copy the day|V paste it to the chosen days|Ctrl+Z undo|Ctrl+Shift+Z redo|? this help";
        /// Keys with what they do, between bars.
        keys() => "← ↑ ↓ → 選ぶ|Page Up・Page Down 1時間動く|Home・End 週の最初と最後の日|Shift＋↑↓ 選ぶ時間を変える|Shift＋←→ 選ぶ日を増やす|Enter 塗る・置く|Delete 消す|M 移す（矢印で動かし、Shift＋↑↓で終わり、Alt＋↑↓で始まりを変える）|Esc やめる|C 日を写す|V この日に写す|X 休みにする|Ctrl＋Z 元に戻す|Ctrl＋Shift＋Z やり直す|? この説明",
            "← ↑ ↓ → choose|Page Up, Page Down an hour on|Home, End the first and last day|Shift+↑↓ choose more time|Shift+←→ choose more days|Enter paint, put down|Delete remove|M move (arrows move, Shift+↑↓ change the end, Alt+↑↓ the beginning)|Esc give up|C copy the day|V paste it|X off|Ctrl+Z undo|Ctrl+Shift+Z redo|? this help";
    }
}

impl CalendarEditorText {
    /// What is announced, in the order of [`Announcement::ALL`].
    pub fn announcements(self) -> Vec<&'static str> {
        Announcement::ALL.into_iter().map(|what| self.announcement(what)).collect()
    }

    /// What is announced; `{day}`, `{days}`, `{until}`, `{time}`, `{hours}` and `{count}` stand for what the sheet knows.
    fn announcement(self, what: Announcement) -> &'static str {
        use Announcement as Told;
        let (ja, en) = match what {
            Told::AtOpen => ("{day} {time} 対応可能", "{day}, {time}, open"),
            Told::AtClosed | Told::Over => ("{day} {time}", "{day}, {time}"),
            Told::AtBooked => ("{day} {time} 予約あり", "{day}, {time}, booked"),
            Told::AtDay => ("{day} {hours}", "{day}: {hours}"),
            Told::AtBookedDay => ("{day} {hours} 予約あり", "{day}: {hours}, booked"),
            Told::Chosen => ("{day} {time}を選んでいます", "{day}, {time}, chosen"),
            Told::DaysChosen => ("{day}から{until}までを選んでいます", "{day} to {until}, chosen"),
            Told::Taken => (
                "{day} {time}をつかみました。矢印で動かし、Enterで置き、Escでやめます。",
                "Taken: {day}, {time}. Move with the arrows, put down with Enter, give up with Escape.",
            ),
            Told::Painted => ("{day} {time}を塗りました。", "Painted: {day}, {time}."),
            Told::Merged => {
                ("重なった時間をひとつにまとめました：{hours}。", "Times that overlapped are one now: {hours}.")
            }
            Told::Removed => ("{day} {time}を消しました。", "Removed: {day}, {time}."),
            Told::Moved => ("{day} {time}にしました。", "Now {day}, {time}."),
            Told::Typed => ("{days}を{hours}にしました。", "{days}: now {hours}."),
            Told::Off => ("{days}は対応しない日になりました。", "{days}: off now."),
            Told::Weekly => ("{days}を毎週のとおりに戻しました。", "{days}: as each week again."),
            Told::Copied => {
                ("{day}を写します。写す先の日で「この日に写す」を押してください。", "{day} is ready to be pasted.")
            }
            Told::Pasted => ("{days}に写しました：{hours}。", "Pasted to {days}: {hours}."),
            Told::WeekCopied => {
                ("保存すると、次の週がこの週と同じになります。", "When saved, the next week will be like this one.")
            }
            Told::Meant => ("いつに使うかを変えました。", "What it is meant for was changed."),
            Told::Undone => ("元に戻しました。", "Undone."),
            Told::Redone => ("やり直しました。", "Done again."),
            Told::Nothing => ("ありません。", "There is nothing."),
            Told::GivenUp => ("やめました。元のままです。", "Given up. Everything is as it was."),
            Told::Already => ("もうそのとおりです。", "It is like this already."),
            Told::NoHours => ("ここには対応可能時間がありません。", "There are no hours here."),
            Told::OfItsOwn => (
                "この日は毎週のとおりではないので、この日だけ変えられます。",
                "This day is not as its week has it: only the day itself can be changed.",
            ),
            Told::Clash => (
                "予約{count}件が対応可能時間の外になります。予約は取り消しません。",
                "Bookings that would lie outside the hours: {count}. None is cancelled.",
            ),
            Told::Busy => ("前の操作の答えを待っています。", "Still waiting for the answer before."),
            Told::Saving => ("保存しています。", "Saving."),
            Told::Saved => ("保存しました。", "Saved."),
            Told::Kept => {
                ("まだ保存していません。変更はここに残っています。", "Not saved yet. Your changes are still here.")
            }
            Told::Lost => (
                "サーバーにつながりません。変更はここに残っています。「保存する」でもう一度送れます。",
                "No connection to the server. Your changes are still here; send them again with “Save”.",
            ),
            Told::Discarded => {
                ("変更をやめました。「元に戻す」で取り戻せます。", "Changes discarded. Undo brings them back.")
            }
            Told::Came => {
                ("ほかの人の変更を表示しました。", "Somebody else has changed the calendar: it is shown now.")
            }
            Told::Behind => (
                "ほかの人が同じ日を変えました。保存するときに、両方を見くらべて選べます。",
                "Somebody else has changed the same day. When you save, you will see both and choose.",
            ),
        };
        match self.0 {
            Language::Japanese => ja,
            Language::English => en,
        }
    }
}
