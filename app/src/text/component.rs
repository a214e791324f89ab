//! What the parts say that every page uses: forms, steps, paging, the map, the month.

use super::texts;

texts! {
    /// Words of the components.
    pub ComponentText {
        honeypot() => "この欄には何も書かないでください", "Leave this field empty";
        /// At the label of a field that must be filled.
        required() => "※必須", "required";
        /// At the label of a field that may stay empty.
        optional() => "※任意", "optional";
        /// The heading of the error summary.
        errors(count: usize) => format!("{count}か所を直してください"),
            if count == 1 { String::from("There is 1 problem") } else { format!("There are {count} problems") };
        /// Before an error at its field, for those who hear the page.
        error() => "エラー：", "Error: ";
        /// The three steps of a form.
        step_name(number: usize) =>
            match number { 1 => "入力", 2 => "確認", _ => "完了" },
            match number { 1 => "Details", 2 => "Check", _ => "Done" };
        /// Where a step stands, spoken before its name.
        step_place(number: usize, is_done: bool) =>
            format!("全3ステップ中、{number}ステップ目、{}", if is_done { "済み、" } else { "" }),
            format!("Step {number} of 3{}: ", if is_done { ", done" } else { "" });
        /// To an answer's field.
        change() => "変更", "Change";
        /// The same with the field's name, for those who hear links out of their place.
        change_of(label: &str) => format!("：{label}"), format!(" {}", label.to_lowercase());
        /// After the name of a filter that a link takes away.
        remove() => "を外す", ": remove this filter";
        /// The name of the paging.
        pages() => "ページ", "Pages";
        /// Before a page's number.
        page() => "ページ ", "Page ";
        /// To the page before.
        previous() => "前へ", "Previous";
        /// To the page after.
        next() => "次へ", "Next";
        /// Above a reference number.
        reference() => "受付番号", "Reference number";
        /// How the number sounds.
        spoken(spoken: &str) => format!("電話では「{spoken}」"), format!("On the phone: “{spoken}”");
        /// A step that has been taken, spoken before it.
        done() => "済み：", "Done: ";
        /// A number of events.
        events(count: usize) => format!("{count}件"),
            if count == 1 { String::from("1 event") } else { format!("{count} events") };
        /// What follows a tile's number, for those who hear it.
        tile_unit(count: usize) => "件", if count == 1 { " event" } else { " events" };
        /// The steps of the map's colours, from none to many.
        tile_none() => "0件", "0";
        /// See [`tile_none`](Self::tile_none).
        tile_few() => "1〜2件", "1–2";
        /// See [`tile_none`](Self::tile_none).
        tile_some() => "3〜5件", "3–5";
        /// See [`tile_none`](Self::tile_none).
        tile_many() => "6件以上", "6 or more";
        /// What the map is for.
        tile_hint() => "数字を選ぶと、その都道府県の一覧へ。", "Choose a prefecture to see its events.";
        /// To the list that says the same as the map.
        tile_list() => "文字の一覧で選ぶ", "See them as a list";
        /// Above a picker of prefectures: nothing chosen yet.
        prefecture_prompt() => "選んでください", "Choose one";
        /// The month's legend: seminars.
        kind_seminar() => "セミナー", "Seminar";
        /// The month's legend: consultation meetings.
        kind_consultation() => "相談会", "Consultation meeting";
        /// The month's legend: both in one.
        kind_combined() => "セミナー&相談会", "Seminar and consultations";
        /// The letter of seminars.
        letter_seminar() => "セ", "S";
        /// The letter of consultation meetings.
        letter_consultation() => "相", "C";
        /// The letter of both in one.
        letter_combined() => "両", "B";
        /// The month's legend: closed days.
        closed() => "事務局の休み", "Secretariat closed";
        /// An event that was called off.
        cancelled() => "中止", "Cancelled";
        /// The head of a month: the days of the week from Sunday on.
        weekday(from_sunday: usize) =>
            ["日", "月", "火", "水", "木", "金", "土"].get(from_sunday).copied().unwrap_or_default(),
            ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].get(from_sunday).copied().unwrap_or_default();
        /// Under a month without any event.
        month_empty() => "この月のイベントはありません。", "No events in this month.";
        /// The heading of an event's facts.
        facts() => "開催のあらまし", "At a glance";
    }
}
