//! Words of the inbox, of an inquiry at the desk, and of taking a call.

use domain::account::Role;
use domain::inquiry::InquiryState;
use domain::inquiry::desk::{Channel, Deed, Due, InboxView};

use crate::text::texts;

texts! {
    /// Inquiries at the desk.
    pub DeskInquiryText {
        title() => "問い合わせ", "Inquiries";
        /// A part of the inbox.
        part(part: InboxView) =>
            match part {
                InboxView::Open => "対応が要る",
                InboxView::New => "新着（担当なし）",
                InboxView::Mine => "自分の担当",
                InboxView::Waiting => "返事待ち",
                InboxView::Closed => "完了",
                InboxView::All => "すべて",
            },
            match part {
                InboxView::Open => "To answer",
                InboxView::New => "New, nobody’s",
                InboxView::Mine => "Mine",
                InboxView::Waiting => "Waiting for the citizen",
                InboxView::Closed => "Closed",
                InboxView::All => "All",
            };
        /// The title of a part.
        part_title(part: &str) => format!("問い合わせ：{part}"), format!("Inquiries: {part}");
        parts() => "受信箱の区分", "Parts of the inbox";
        count(count: u64) => format!("{count}件"), format!("{count}");
        overdue(count: u64) => format!("期限超過 {count}件"), format!("{count} overdue");
        search() => "番号・氏名・会社・本文で探す", "Search by number, name, company or words";
        search_button() => "探す", "Search";
        found_title(words: &str) => format!("「{words}」を含む問い合わせ"), format!("Inquiries with “{words}”");
        found(found: u64, shown: u64) =>
            if found > shown {
                format!("{found}件のうち、先の{shown}件です。ことばを足すと絞り込めます。")
            } else {
                format!("{found}件が見つかりました。")
            },
            if found > shown {
                format!("The first {shown} of {found}. Add words to find fewer.")
            } else {
                format!("{found} found.")
            };
        /// That a part holds nothing.
        nothing() => "ここに問い合わせはありません。", "There are no inquiries here.";
        list() => "問い合わせの一覧", "List of inquiries";
        back() => "一覧へ戻る", "Back to the list";
        take_call() => "電話で受ける", "Take a call";
        /// How far off a day is.
        due(due: Due, day: &str) =>
            match due {
                Due::Overdue { business_days: 0 } => format!("期限超過（{day}まで）"),
                Due::Overdue { business_days } => format!("期限超過 {business_days}開庁日（{day}まで）"),
                Due::Today => "今日まで".to_owned(),
                Due::Later { business_days } => format!("{day}まで（あと{business_days}開庁日）"),
            },
            match due {
                Due::Overdue { business_days: 0 } => format!("Overdue ({day})"),
                Due::Overdue { business_days: 1 } => format!("Overdue by 1 business day ({day})"),
                Due::Overdue { business_days } => format!("Overdue by {business_days} business days ({day})"),
                Due::Today => "Due today".to_owned(),
                Due::Later { business_days: 1 } => format!("By {day} (1 business day left)"),
                Due::Later { business_days } => format!("By {day} ({business_days} business days left)"),
            };
        /// Where an inquiry stands, as the desk calls it.
        state(state: InquiryState) =>
            match state {
                InquiryState::Received => "新着",
                InquiryState::InHand => "対応中",
                InquiryState::Answered => "返事待ち",
                InquiryState::Closed => "完了",
            },
            match state {
                InquiryState::Received => "New",
                InquiryState::InHand => "In hand",
                InquiryState::Answered => "Waiting for the citizen",
                InquiryState::Closed => "Closed",
            };
        by_phone() => "電話", "By phone";
        set_aside() => "取り置き", "Set aside";
        set_aside_note() => "機械からの送信か、短い間に多く送られたため、受信箱に入れていません。担当を決めるか回答すると、通常の問い合わせに戻ります。",
            "It looked like a machine’s, or too many came at once: it is not in the inbox. Assigning or answering it puts it right.";
        /// Who looks after it, for those who hear the page.
        looked_after_by(name: &str) => format!("担当 {name}"), format!("Assigned to {name}");
        looked_after_by_nobody() => "担当なし", "Assigned to nobody";
        nobody() => "担当なし", "Nobody";
        /// A colleague in a list to choose from.
        colleague(name: &str, role: Role) =>
            if role == Role::Expert { format!("{name}（専門家）") } else { name.to_owned() },
            if role == Role::Expert { format!("{name} (expert)") } else { name.to_owned() };
        assignee() => "担当", "Assigned to";
        assign() => "担当を決める", "Assign";
        take() => "自分が担当する", "Take it myself";
        close() => "完了にする", "Close";
        reopen() => "もう一度開く", "Open again";
        anonymous() => "氏名なし", "No name given";
        /// How an inquiry came, after its sender's name.
        channel(channel: Channel) =>
            match channel { Channel::Site => "相談者・ウェブから", Channel::Phone => "相談者・電話で" },
            match channel { Channel::Site => "Citizen, by the site", Channel::Phone => "Citizen, by phone" };
        thread() => "やりとり", "Messages";
        files() => "添付ファイル", "Files";
        new_since() => "書いているあいだに届きました", "Came while you were writing";
        note_mark() => "内部メモ・相談者には見えません", "Internal note: the citizen cannot see it";
        history() => "操作の記録", "What was done";
        /// One line of the history.
        deed(deed: &Deed) =>
            match deed {
                Deed::Received => "受け付けました".to_owned(),
                Deed::Written => "メッセージを追加しました".to_owned(),
                Deed::Assigned(Some(to)) => format!("{}を担当にしました", to.name),
                Deed::Assigned(None) => "担当なしにしました".to_owned(),
                Deed::Answered => "回答しました".to_owned(),
                Deed::Noted => "内部メモを書きました".to_owned(),
                Deed::Closed => "完了にしました".to_owned(),
                Deed::Reopened => "もう一度開きました".to_owned(),
            },
            match deed {
                Deed::Received => "Received".to_owned(),
                Deed::Written => "Added a message".to_owned(),
                Deed::Assigned(Some(to)) => format!("Assigned to {}", to.name),
                Deed::Assigned(None) => "Assigned to nobody".to_owned(),
                Deed::Answered => "Answered".to_owned(),
                Deed::Noted => "Wrote an internal note".to_owned(),
                Deed::Closed => "Closed".to_owned(),
                Deed::Reopened => "Opened again".to_owned(),
            };
        citizen() => "相談者", "Citizen";
        answer_heading() => "回答を書く", "Write an answer";
        answer() => "回答の本文", "Answer";
        answer_hint() => "相談者にメールと確認ページで届きます。4,000字まで。", "The citizen gets it by mail and on their page. Up to 4,000 characters.";
        answer_by_phone_hint() => "メールアドレスがないため、メールは送りません。電話で伝えてから、伝えたことを書いてください。4,000字まで。",
            "There is no mail address, so no mail is sent. Call first, then write down what you said. Up to 4,000 characters.";
        then() => "送ったあと", "Afterwards";
        then_wait() => "返事待ちにする", "Wait for the citizen";
        then_close() => "完了にする", "Close it";
        send_answer() => "回答を送る", "Send the answer";
        keep_answer() => "伝えたことを記録する", "Keep what was said";
        note_heading() => "内部メモを書く", "Write an internal note";
        note() => "内部メモ", "Internal note";
        note_hint() => "職員と担当の専門家だけが読めます。4,000字まで。", "Only staff and the expert in charge can read it. Up to 4,000 characters.";
        send_note() => "メモを残す", "Keep the note";
        done_answered() => "回答を送りました", "The answer was sent";
        done_noted() => "内部メモを残しました", "The note was kept";
        done_assigned() => "担当を変えました", "The assignment was changed";
        done_closed() => "完了にしました", "Closed";
        done_reopened() => "もう一度開きました", "Opened again";
        done_taken_down() => "電話の問い合わせを受け付けました", "The call was taken down";
        refused_changed() => "書いているあいだに、ほかの動きがありました。新しいところを確かめてから、もう一度送ってください。書いた内容は残っています",
            "Something happened while you were writing. Please look at what is new, then send again. What you wrote is still here";
        refused_closed() => "この問い合わせは、すでに完了しています。続けるには、もう一度開いてください。書いた内容は残っています",
            "This inquiry is closed already. Open it again to go on. What you wrote is still here";
        refused_colleague() => "その人は、いま問い合わせを担当できません。ほかの人を選んでください", "They cannot look after inquiries now. Choose somebody else";
        refused_room() => "いま、ファイルをお預かりできません。ファイルを外して送ってください。書いた内容は残っています",
            "We cannot take files just now. Leave them out. What you wrote is still here";
        call_title() => "電話の問い合わせを受ける", "Take down a call";
        call_asked() => "聞かれたこと", "What is asked";
        call_message_hint() => "相手のことばで書きます。メールアドレスがある人は、確認ページで読めます。4,000字まで。",
            "In the caller’s words. Callers with a mail address can read it on their page. Up to 4,000 characters.";
        call_who() => "どなたから", "Who calls";
        call_phone_hint() => "折り返す番号です。メールアドレスを聞いたときは、なくてもかまいません。", "The number to call back. Not needed where you have a mail address.";
        call_email_hint() => "あれば、受付と回答をメールでも知らせます。", "With an address they are told by mail too.";
        call_language() => "相手の言語", "The caller’s language";
        call_consent() => "個人情報の扱いを伝え、同意を得ました", "I told them how their details are used, and they agree";
        call_send() => "受け付ける", "Take it down";
    }
}

impl DeskInquiryText {
    /// The sign that stands for somebody in a list: the first of their name.
    pub fn initial(self, name: &str) -> String {
        name.chars().next().map(String::from).unwrap_or_default()
    }
}
