//! Words of the desk's schedule.

use domain::event_operation::ClashKind;
use domain::timetable::ScheduledState;

use crate::staff::schedule::query::SheetKind;
use crate::text::texts;
use crate::timetable::EditorWords;

texts! {
    /// The desk's schedule.
    pub TimetableText {
        month_title(month: &str) => format!("{month}の日程"), format!("Schedule, {month}");
        week_title(first: &str, last: &str) => format!("{first}〜{last}の日程"), format!("Schedule, {first} to {last}");
        month_caption(month: &str) => format!("{month}の予定、日曜始まり"), format!("Events of {month}, weeks from Sunday on");
        week_caption(first: &str, last: &str) => format!("{first}〜{last}の予定、時刻ごと"), format!("Events from {first} to {last}, hour by hour");
        /// The link from an event to its month.
        in_schedule() => "日程で見る", "See it in the schedule";
        before() => "前へ", "Back";
        after() => "次へ", "On";
        today() => "今日", "Today";
        views() => "表示の切り替え", "View";
        view(kind: SheetKind) =>
            match kind { SheetKind::Month => "月", SheetKind::Week => "週", SheetKind::List => "一覧" },
            match kind { SheetKind::Month => "Month", SheetKind::Week => "Week", SheetKind::List => "List" };
        add() => "イベントを追加", "Add an event";
        region() => "地域", "Region";
        kind() => "種類", "Kind";
        expert() => "専門家・登壇者", "Expert or speaker";
        all() => "すべて", "All";
        apply() => "絞り込む", "Filter";
        when() => "日時", "When";
        title() => "名称", "Title";
        place() => "場所", "Where";
        seats() => "席", "Seats";
        state_head() => "状態", "State";
        actions() => "操作", "What you can do";
        nothing() => "この条件に合う予定はありません。", "Nothing matches these filters.";
        state(state: ScheduledState) =>
            match state {
                ScheduledState::Draft => "下書き",
                ScheduledState::Open => "公開中",
                ScheduledState::Full => "公開中・満席",
                ScheduledState::Cancelled => "中止",
                ScheduledState::Past => "終了",
            },
            match state {
                ScheduledState::Draft => "Draft",
                ScheduledState::Open => "Published",
                ScheduledState::Full => "Published, full",
                ScheduledState::Cancelled => "Cancelled",
                ScheduledState::Past => "Over",
            };
        /// A state with how many there are of it.
        state_count(state: ScheduledState, count: usize) => format!("{} {count}", TimetableText(domain::language::Language::Japanese).state(state)),
            format!("{} {count}", TimetableText(domain::language::Language::English).state(state));
        waiting(parties: u32) => format!("キャンセル待ち{parties}組"), if parties == 1 { "1 party waiting".to_owned() } else { format!("{parties} parties waiting") };
        clash(over: ClashKind) =>
            match over { ClashKind::Speaker => "専門家・登壇者の重なりあり", ClashKind::Room => "会場の重なりあり" },
            match over { ClashKind::Speaker => "clash: same expert or speaker", ClashKind::Room => "clash: same room" };
        clash_count(count: usize) => format!("重なり {count}"), format!("Clashes {count}");
        /// The sign of an event that is full.
        full_mark() => "満", "full";
        /// The sign of an event that clashes with another.
        clash_mark() => "重", "!!";
        /// What stands between parts that are read out.
        between() => "、", ", ";
        nth_day(day: i32) => format!("{day}日目"), format!("day {day}");
        short_day(month: i8, day: i8) => format!("{month}/{day}"), format!("{day}/{month}");
        no_hour() => "時刻なし", "No hour";
        closed() => "、閉庁日", ", offices closed";
        day_closed(reason: &str) => format!("閉庁日です（{reason}）"), format!("offices are closed ({reason})");
        day_past() => "過ぎた日です", "this day is over";

        pick_up() => "移す", "Move";
        duplicate() => "複製", "Duplicate";
        /// What is moved; spoken after the word.
        pick_up_what(what: &str) => format!("：{what}"), format!(": {what}");
        moving(title: &str) => format!("「{title}」を移します"), format!("Moving “{title}”");
        copying(title: &str) => format!("「{title}」を複製します"), format!("Duplicating “{title}”");
        picked_up_hint() => "移す先のボタンを押してください。メールが届く変更は、次の画面で確かめます。",
            "Press the button where it is to go. What sends mail is shown on the next page first.";
        to_day() => "日を入力する", "Or type a day";
        to_day_button() => "この日に移す", "Put it on this day";
        rather_copy() => "移さずに複製する", "Duplicate it instead";
        rather_move() => "複製せずに移す", "Move it instead";
        put_down() => "やめる", "Give up";
        move_here() => "ここへ移す", "Move here";
        copy_here() => "ここへ複製する", "Copy here";
        here_what(day: &str) => format!("：{day}"), format!(": {day}");
        refused() => "移せませんでした", "This cannot be done";
        unreadable_day() => "日と時刻を読めません。例：2026-12-01", "The day cannot be read. For example: 2026-12-01";

        undo() => "元に戻す", "Undo";
        redo() => "やり直す", "Redo";
        keys_heading() => "キーボードの操作", "Keys";
        /// Keys with what they do, between bars.
        keys() => "← ↑ ↓ → 日と予定を選ぶ|Enter 開く・置く|M 移す|D 複製|Shift+↑↓ 終わりを変える（週）|Esc やめる|Ctrl+Z 元に戻す|Ctrl+Shift+Z やり直す|Alt を押しながら動かすと複製",
            "← ↑ ↓ → choose a day or event|Enter open, drop|M move|D duplicate|Shift+↑↓ change the end (week)|Esc give up|Ctrl+Z undo|Ctrl+Shift+Z redo|drag with Alt: duplicate";
    }
}

impl TimetableText {
    /// What the island announces, with `{event}`, `{place}` and `{warning}` in the place of what it knows.
    pub fn editor(self) -> EditorWords {
        let words = |ja: &str, en: &str| match self.0 {
            domain::language::Language::Japanese => ja.to_owned(),
            domain::language::Language::English => en.to_owned(),
        };
        EditorWords {
            taken: words(
                "{event}を移します。矢印キーで選び、Enterで置き、Escでやめます。",
                "Moving {event}. Choose with the arrows, drop with Enter, give up with Escape.",
            ),
            copied: words(
                "{event}を複製します。矢印キーで選び、Enterで置き、Escでやめます。",
                "Duplicating {event}. Choose with the arrows, drop with Enter, give up with Escape.",
            ),
            over: words("{place}{warning}", "{place}{warning}"),
            sent: words("{place}へ送っています。", "Sending: {place}."),
            given_up: words("やめました。元のままです。", "Given up. Everything is as it was."),
            fixed: words("中止したイベントは移せません。", "What was cancelled cannot be moved."),
            busy: words("前の操作の答えを待っています。", "Still waiting for the answer before."),
            nothing: words("ほかに戻すものはありません。", "There is nothing more."),
            undoing: words("元に戻しています：{place}", "Undoing: {place}"),
            redoing: words("やり直しています：{place}", "Doing again: {place}"),
            asked: words("確かめることがあります。", "There is something to look at first."),
            lost: words(
                "サーバーにつながりません。元に戻しました。もう一度お試しください。",
                "No connection to the server. Everything is as it was; please try again.",
            ),
            dialog: words("確認", "Please check"),
        }
    }
}
