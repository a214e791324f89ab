//! What the desk's first page says.

use domain::today::Fill;

use crate::text::texts;

fn few(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

texts! {
    /// Words of the desk's first page.
    pub TodayText {
        greeting(name: &str) => format!("{name}さんの机"), format!("{name}’s desk");
        to_do() => "いま対応が要ること", "What needs you now";
        nothing_to_do() => "いますぐ対応が要ることはありません。", "Nothing needs you right now.";
        overdue(count: u64) => format!("回答の期限を過ぎた問い合わせが{count}件あります"),
            format!("{} past the day by which we answer", few(count, "inquiry is", "inquiries are"));
        due_today(count: u64) => format!("今日が回答の期限の問い合わせが{count}件あります"),
            format!("{} to be answered today", few(count, "inquiry is", "inquiries are"));
        new_inquiries(count: u64) => format!("まだだれも手を付けていない問い合わせが{count}件あります"),
            format!("{} for somebody to take up", few(count, "inquiry waits", "inquiries wait"));
        dead_mails(count: u64) => format!("送れなかったメールが{count}通あります"),
            format!("{} not be sent", few(count, "mail could", "mails could"));
        too_few(when: &str, title: &str, taken: u32) => format!("{when}の「{title}」は、申込が{taken}名です"),
            format!("“{title}” on {when} has {}", if taken == 0 { "nobody yet".to_owned() } else { few(u64::from(taken), "participant", "participants") });
        coming() => "これから7日間のイベント", "Events of the next 7 days";
        nothing_coming() => "これから7日間にイベントはありません。", "There are no events in the next 7 days.";
        full_ones(count: u64) => format!("うち満席は{count}件です。"), format!("{} full.", few(count, "of them is", "of them are"));
        drafts() => "開催日の近い下書き", "Drafts whose day comes near";
        no_drafts() => "開催日の近い下書きはありません。", "No draft’s day is near.";
        draft(days: i32) =>
            if days == 0 { "今日です。まだ公開されていません".to_owned() } else { format!("あと{days}日。まだ公開されていません") },
            match days {
                0 => "today, and not published".to_owned(),
                1 => "tomorrow, and not published".to_owned(),
                _ => format!("in {days} days, and not published"),
            };
        /// How full an event is.
        fill(fill: Fill, taken: u32, capacity: Option<u32>) =>
            match (fill, capacity) {
                (Fill::Empty, _) => "まだ申込がありません".to_owned(),
                (Fill::Few, Some(capacity)) => format!("申込が少なめです（{taken}／{capacity}）"),
                (Fill::Room, Some(capacity)) => format!("席に余裕があります（{taken}／{capacity}）"),
                (Fill::NearlyFull, Some(capacity)) => format!("まもなく満席です（{taken}／{capacity}）"),
                (Fill::Full, Some(capacity)) => format!("満席です（{taken}／{capacity}）"),
                _ => format!("{taken}名の申込があります"),
            },
            match (fill, capacity) {
                (Fill::Empty, _) => "nobody has registered yet".to_owned(),
                (Fill::Few, Some(capacity)) => format!("few have registered ({taken} of {capacity})"),
                (Fill::Room, Some(capacity)) => format!("there is room ({taken} of {capacity})"),
                (Fill::NearlyFull, Some(capacity)) => format!("nearly full ({taken} of {capacity})"),
                (Fill::Full, Some(capacity)) => format!("full ({taken} of {capacity})"),
                _ => format!("{taken} have registered"),
            };
        waiting(parties: u32) => format!("、{parties}組がキャンセル待ち"),
            format!(", {} waiting", if parties == 1 { "1 party".to_owned() } else { format!("{parties} parties") });
        /// For whoever is not of the secretariat.
        welcome() => "上のメニューから、自分の業務を開いてください。", "Open your work from the menu.";
    }
}
