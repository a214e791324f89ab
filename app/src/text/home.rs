//! The home page.

use super::texts;

texts! {
    /// Words of the home page.
    pub HomeText {
        /// What one gets, and for whom.
        promise() => "小さな会社と自治体のテレワークを、近くの専門家が無料で支えます。",
            "Free telework help from experts near you";
        /// Where, and what it needs.
        lead() => "全国47都道府県で、セミナーと相談会を開いています。会員登録はいりません。",
            "For small companies and local governments: seminars and consultation meetings in all 47 prefectures. \
             No account needed. Most are held in Japanese.";
        /// The label of the picker.
        prefecture() => "あなたの地域", "Your prefecture";
        /// The picker's button.
        show() => "次のイベントを見る", "Show next events";
        /// Above the map.
        map() => "全国のこれからのイベント", "Coming events in Japan";
        /// Above the next events of a prefecture.
        next_in(prefecture: &str, count: usize) => format!("{prefecture}の次の{count}件"),
            match count {
                1 => format!("Next event in {prefecture}"),
                2 => format!("Next two in {prefecture}"),
                3 => format!("Next three in {prefecture}"),
                _ => format!("Next events in {prefecture}"),
            };
        /// Above the next events of a prefecture that has none.
        none_in(prefecture: &str) => format!("{prefecture}のイベント"), format!("Events in {prefecture}");
        /// Above the next events anywhere.
        next(count: usize) => format!("次の{count}件"), if count == 1 { "Next event" } else { "Next events" };
        /// To all events of a prefecture.
        all_in(prefecture: &str, total: usize) => format!("{prefecture}の{total}件をすべて見る"),
            if total == 1 { format!("See the event in {prefecture}") }
            else { format!("See all {total} events in {prefecture}") };
        /// To all events.
        all(total: usize) => format!("全国の{total}件をすべて見る"),
            if total == 1 { String::from("See the event") } else { format!("See all {total} events") };
        /// To the calendar that keeps itself up to date.
        follow() => "カレンダーで受け取る", "Follow in your calendar";
        /// Nothing to come in a prefecture.
        nothing_in(prefecture: &str) =>
            format!("{prefecture}では、いま受け付けているイベントがありません。オンラインのイベントには、どこからでも参加できます。"),
            format!("There are no events in {prefecture} at the moment. You can join online events from anywhere.");
        /// Nothing to come anywhere.
        nothing() => "いま予定されているイベントはありません。日程が決まりしだい、ここでお知らせします。",
            "No events are planned at the moment. New dates will be announced here.";
        /// To the events one can join from anywhere.
        online() => "オンラインのイベントを見る", "See online events";
        /// Above the three doors.
        ways() => "頼りかたは3つ", "Three ways to get help";
        /// Under it.
        ways_lead() => "どれも無料。1つだけでも、順に使ってもかまいません。", "All free. Use one, or one after another.";
        /// What a door costs.
        cost() => "費用", "Cost";
        /// What time it takes.
        time() => "時間", "Time";
        /// What one needs for it.
        needs() => "要るもの", "Needs";
        /// The first door.
        attend() => "イベントに出る", "Attend an event";
        /// What happens there.
        attend_lead() => "進めかたと実例を聞き、同じ立場の人に会えます。",
            "Hear how others did it, and meet people in your position.";
        /// Its cost.
        attend_cost() => "無料", "Free";
        /// Its time.
        attend_time() => "1時間半〜2時間半", "1.5 to 2.5 hours";
        /// What it needs.
        attend_needs() => "氏名とメールアドレス", "Your name and email";
        /// The second door.
        consult() => "専門家に相談する", "Consult an expert";
        /// What happens there.
        consult_lead() => "自社の事情に合わせて、機器・安全・労務を一対一で。オンラインでも、訪問でも。",
            "One to one, online or at your place: equipment, security, personnel matters.";
        /// Its cost.
        consult_cost() => "無料", "Free";
        /// Its time.
        consult_time() => "1回30分〜1時間", "30 to 60 minutes";
        /// What it needs.
        consult_needs() => "氏名とメールアドレス", "Your name and email";
        /// The third door.
        ask() => "事務局に聞く", "Ask the secretariat";
        /// What happens there.
        ask_lead() => "どこから始めるか迷ったら、質問を書くか、お電話ください。", "Not sure where to begin? Write your question, or call.";
        /// Its cost.
        ask_cost() => "無料（通話料はかかります）", "Free (your call rate applies)";
        /// Its time.
        ask_time() => "2開庁日以内にお答えします", "Answered within 2 business days";
        /// What it needs.
        ask_needs() => "メールアドレス", "Your email";
        /// Above what is new.
        notices() => "お知らせ", "News";
        /// To the feed of changes.
        notices_feed() => "更新を受け取る（Atom）", "Subscribe (Atom)";
        /// One event was added.
        added(title: &str) => format!("イベントを追加しました：{title}"), format!("New event: {title}");
        /// Several events were added.
        added_many(count: usize) => format!("イベントを{count}件追加しました"), format!("{count} new events");
        /// One event was changed.
        changed(title: &str) => format!("イベントの内容が変わりました：{title}"), format!("Changed: {title}");
        /// Several events were changed.
        changed_many(count: usize) => format!("イベント{count}件の内容が変わりました"), format!("{count} events have changed");
        /// One event was called off.
        called_off(title: &str) => format!("イベントが中止になりました：{title}"), format!("Called off: {title}");
        /// Several events were called off.
        called_off_many(count: usize) => format!("イベント{count}件が中止になりました"), format!("{count} events were called off");
        /// Above the four steps.
        road() => "思い立ってから動き出すまで", "From idea to running telework";
        /// How long they take.
        road_lead() => "早い会社で、およそ3か月です。", "About three months for a quick company.";
        /// The steps, 1 to 4.
        road_step(number: usize) =>
            match number { 1 => "知る", 2 => "今を測る", 3 => "整える", _ => "試して直す" },
            match number { 1 => "Learn", 2 => "Measure", 3 => "Prepare", _ => "Try and adjust" };
        /// What is done in each.
        road_matter(number: usize) =>
            match number {
                1 => "できる仕事と要る道具の見当をつけます。",
                2 => "業務・機器・規則を、専門家と書き出します。",
                3 => "機器と安全対策を選び、規則を直します。",
                _ => "小さく始め、1か月後に見直します。",
            },
            match number {
                1 => "See in a seminar which work can move and what it takes.",
                2 => "List tasks, equipment and rules with an expert.",
                3 => "Choose equipment and security, amend work rules.",
                _ => "Start small, then review with the expert after a month.",
            };
    }
}
