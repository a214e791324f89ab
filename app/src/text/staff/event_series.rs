//! Words of the edit of a whole series.

use domain::series::SeriesScope;

use crate::staff::event::series::Kept;
use crate::text::texts;

texts! {
    /// The edit of a series.
    pub EventSeriesText {
        legend() => "どのイベントを変えますか", "Which events are to change?";
        scope(scope: SeriesScope) =>
            match scope {
                SeriesScope::This => "このイベントだけ",
                SeriesScope::Following => "このイベントと、これより後",
                SeriesScope::All => "シリーズのすべて",
            },
            match scope {
                SeriesScope::This => "This event only",
                SeriesScope::Following => "This event and those after it",
                SeriesScope::All => "All of the series",
            };
        hint(count: usize) => format!("このイベントは、{count}件のシリーズの1つです。変えたところだけが、ほかのイベントにも移ります。日にちは、同じ日数だけ動きます。"),
            format!("It is one of a series of {count}. Only what you change goes to the others; days are moved by as many.");

        confirm_title() => "シリーズを変えますか", "Change the series?";
        confirm_lead(events: usize, people: u32) => if people == 0 {
                format!("{events}件のイベントを変えます。メールは送られません。")
            } else {
                format!("{events}件のイベントを変えます。申込済みとキャンセル待ちの、のべ{people}人にメールが届きます。")
            },
            match (events, people) {
                (1, 0) => "1 event changes. No mail is sent.".to_owned(),
                (_, 0) => format!("{events} events change. No mail is sent."),
                (1, _) => format!("1 event changes. {people} registrations get a mail."),
                (_, _) => format!("{events} events change. {people} registrations get a mail."),
            };
        confirm_button(events: usize, people: u32) => if people == 0 {
                format!("{events}件を変える")
            } else {
                format!("{events}件を変えて、のべ{people}人にメールを送る")
            },
            match people {
                0 => format!("Change {events}"),
                _ => format!("Change {events} and send {people} mails"),
            };
        events_heading() => "変わるイベント", "What changes";
        kept_heading() => "変えられないイベント", "What stays as it is";
        after(when: &str) => format!("→ {when}"), format!("→ {when}");
        mails(people: u32) => match people {
                0 => "メールなし".to_owned(),
                _ => format!("{people}人にメール"),
            },
            match people {
                0 => "no mail".to_owned(),
                1 => "1 mail".to_owned(),
                _ => format!("{people} mails"),
            };
        /// What became of it, after it was done.
        changed(events: usize) => format!("{events}件のイベントを変えました。"),
            if events == 1 { "1 event was changed.".to_owned() } else { format!("{events} events were changed.") };
        kept_after(events: usize) => format!("次の{events}件は、変えませんでした。"),
            if events == 1 { "This one was not changed:".to_owned() } else { format!("These {events} were not changed:") };
        /// Why an event of the series stays as it is.
        kept(why: Kept) => match why {
                Kept::Past => "終わったイベントです。".to_owned(),
                Kept::Cancelled => "中止したイベントです。".to_owned(),
                Kept::Changed => "開いてから送るまでのあいだに、変わりました。".to_owned(),
                Kept::Taken(taken) => format!("すでに{taken}席が申込済みです。"),
                Kept::Reserved(left) => format!("残りは{left}席で、取り置きに足りません。"),
                Kept::Same => "いまの内容と同じです。".to_owned(),
                Kept::Warned => "確かめることが新しくできました。ひとつずつ編集してください。".to_owned(),
                Kept::Incomplete => "公開するには、内容が足りません。".to_owned(),
                Kept::Otherwise => "この変更はできません。".to_owned(),
            },
            match why {
                Kept::Past => "It is over.".to_owned(),
                Kept::Cancelled => "It was cancelled.".to_owned(),
                Kept::Changed => "It was changed in the meantime.".to_owned(),
                Kept::Taken(taken) => format!("{taken} of its seats are taken."),
                Kept::Reserved(left) => format!("Only {left} seats are left to hold back."),
                Kept::Same => "It says the same already.".to_owned(),
                Kept::Warned => "There is something new to look at. Please edit it on its own.".to_owned(),
                Kept::Incomplete => "Something is missing before it can be published.".to_owned(),
                Kept::Otherwise => "This change is not possible.".to_owned(),
            };
        warned(warnings: usize) => format!("確かめること {warnings}件"), format!("{warnings} to look at");
    }
}
