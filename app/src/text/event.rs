//! Words of the event pages.

use domain::event::{Audience, EventKind, Format, Topic};

use super::texts;

texts! {
    /// Events and their list.
    pub EventText {
        /// The heading of the list.
        list_title() => "イベントを探す", "Find an event";
        list_lead() => "セミナーと相談会は、どれも無料です。会員登録はいりません。",
            "All seminars and consultation meetings are free. You do not need an account.";
        list_description() => "テレワークのセミナーと相談会を、地域・日にち・内容から探せます。どれも無料です。",
            "Find free telework seminars and consultation meetings by region, day and topic.";
        list_description_of(wishes: &[String]) => format!("「{}」のテレワークのセミナーと相談会です。どれも無料で、会員登録はいりません。", wishes.join("・")),
            format!("Free telework seminars and consultation meetings: {}. No account needed.", wishes.join(", "));
        title_of_wishes(title: &str, wishes: &[String]) => format!("{title}（{}）", wishes.join("・")),
            format!("{title} ({})", wishes.join(", "));
        month_description(month: &str) => format!("{month}に開く、テレワークのセミナーと相談会のカレンダーです。どれも無料です。"),
            format!("Calendar of the free telework seminars and consultation meetings in {month}.");
        title_of_page(title: &str, page: u32) => format!("{title}（{page}ページ目）"), format!("{title} (page {page})");
        /// What search engines show of an event: when, where, and what about.
        page_description(when: &str, place: &str, about: &str) =>
            if place.is_empty() { format!("{when}。{about}") } else { format!("{when}、{place}。{about}") },
            if place.is_empty() { format!("{when}. {about}") } else { format!("{when}, {place}. {about}") };
        page_description_cancelled(description: &str) => format!("【開催中止】{description}"), format!("Cancelled. {description}");
        month_title(month: &str) => format!("{month}のイベント"), format!("Events in {month}");
        results(count: usize) => format!("{count} 件"), if count == 1 { "1 event".to_owned() } else { format!("{count} events") };
        count_unit() => "件", "events";
        filters_summary(count: usize) => if count == 0 { "条件で絞る".to_owned() } else { format!("条件を変える（{count}つ選択中）") },
            if count == 0 { "Filter the list".to_owned() } else { format!("Change filters ({count} chosen)") };
        words_label() => "ことばで探す", "Search words";
        words_hint() => "例：就業規則、VPN", "For example: VPN, work rules";
        region_label() => "地域", "Region";
        prefecture_label() => "都道府県", "Prefecture";
        all_regions() => "全国", "All of Japan";
        all_prefectures() => "すべての都道府県", "All prefectures";
        kind_label() => "種類", "Kind";
        audience_label() => "対象", "For whom";
        topic_label() => "内容", "Topic";
        format_label() => "開きかた", "How to attend";
        days_label() => "日にち", "Days";
        from_label() => "この日から", "From";
        to_label() => "この日まで", "Until";
        any() => "すべて", "All";
        apply() => "この条件で探す", "Show events";
        clear_all() => "すべて外す", "Remove all filters";
        view_label() => "見かた", "View";
        view_list() => "一覧", "List";
        view_month() => "月", "Month";
        previous_month(month: &str) => format!("前の月、{month}"), format!("Previous month, {month}");
        next_month(month: &str) => format!("次の月、{month}"), format!("Next month, {month}");
        events_in_month(count: usize) => format!("{count}件"), if count == 1 { "1 event".to_owned() } else { format!("{count} events") };
        month_note(era: &str, count: usize) => if era.is_empty() { format!("{count}件") } else { format!("{era}・{count}件") },
            if count == 1 { "1 event".to_owned() } else { format!("{count} events") };
        more_events(count: usize) => format!("ほか{count}件を見る"), format!("{count} more");
        nothing_found() => "この条件に合うイベントは、いまのところありません。", "No events match these filters at the moment.";
        nothing_alternatives() => "近い条件なら、次のイベントがあります。", "These come close:";
        nothing_at_all() => "いま申し込めるイベントがありません。新しいイベントが決まりしだい、ここでお知らせします。",
            "There are no events to come at the moment. New ones appear here as soon as they are fixed.";
        no_such_page() => "このページはありません。最初のページからご覧ください。", "There is no such page of the list. Please start from the first page.";
        bad_date(typed: &str) => format!("日にち「{typed}」が読めません。例のように入力してください：2026-12-01"),
            format!("The date “{typed}” cannot be read. Write it like 2026-12-01.");
        days_in_disorder() => "「この日まで」が「この日から」より前です。入れ替えて探しました。", "The last day was before the first. We searched with the two swapped.";
        alternative_region(region: &str, count: usize) => format!("{region}全体で探す（{count}件）"), format!("All of {region} ({count})");
        alternative_online(count: usize) => format!("オンラインで参加できるイベント（{count}件）"), format!("Events to join online, wherever you are ({count})");
        alternative_place(count: usize) => format!("全国で探す（{count}件）"), format!("All of Japan ({count})");
        alternative_days(count: usize) => format!("日にちを限らずに探す（{count}件）"), format!("Any day to come ({count})");
        alternative_words(count: usize) => format!("ことばを外して探す（{count}件）"), format!("Without the search words ({count})");
        alternative_kind(count: usize) => format!("種類・内容・対象を限らずに探す（{count}件）"), format!("Any kind, topic and audience ({count})");
        alternative_everything(count: usize) => format!("これからのイベントをすべて見る（{count}件）"), format!("All events to come ({count})");
        regions_heading() => "都道府県から選ぶ", "Choose by prefecture";
        regions_lead(total: usize) => format!("これからのイベントは全国で{total}件です。地図と一覧は同じ内容です。"),
            format!("There are {total} events to come in all of Japan. The map and the list say the same.");

        seats_open() => "空席あり", "Seats free";
        seats_left(left: u32) => format!("残り{left}席"), if left == 1 { "1 seat left".to_owned() } else { format!("{left} seats left") };
        seats_few(left: u32) => format!("残りわずか・{left}席"), if left == 1 { "Last seat".to_owned() } else { format!("Only {left} seats left") };
        seats_full() => "満席・キャンセル待ち可", "Full, waiting list open";
        seats_full_waiting(waiting: u32) => format!("満席・キャンセル待ち{waiting}組"), if waiting == 1 { "Full, 1 party waiting".to_owned() } else { format!("Full, {waiting} parties waiting") };
        seats_closed() => "受付終了", "Registration closed";
        seats_cancelled() => "開催中止", "Cancelled";
        seats_past() => "終了しました", "Over";
        seats_not_yet() => "受付開始前", "Registration not open yet";
        opens(when: &str) => format!("受付開始 {when}"), format!("Opens {when}");
        deadline(when: &str) => format!("締切 {when}"), format!("Register by {when}");
        capacity(people: u32) => format!("定員{people}名"), format!("of {people}");
        no_capacity() => "定員なし", "no limit";

        state_open() => "受付中", "Open for registration";
        state_waiting() => "キャンセル待ち受付中", "Waiting list open";
        state_closed() => "受付終了", "Registration closed";
        state_not_yet() => "受付開始前", "Not open yet";
        state_cancelled() => "開催中止", "Cancelled";
        state_past() => "終了", "Over";
        cancelled_banner() => "このイベントは中止になりました", "This event has been cancelled";
        moved_banner() => "日時が変わりました", "This event has a new time";
        moved_banner_text(from: &str, to: &str) => format!("もとの日時：{from}。新しい日時：{to}。"),
            format!("It was to be on {from}. It is now on {to}.");
        past_banner() => "このイベントは終了しました", "This event is over";
        past_banner_text() => "これから開くイベントは、一覧からお探しください。", "Please look for coming events in the list.";

        facts_heading() => "開催のあらまし", "At a glance";
        when_label() => "日時", "When";
        where_label() => "場所", "Where";
        doors(time: &str) => format!("受付 {time}から"), format!("doors open {time}");
        or_online() => "またはオンライン", "or online";
        online() => "オンライン", "Online";
        place_unknown() => "場所は主催者にお問い合わせください", "Please ask the organiser for the place";
        seminar_seats() => "座席", "Seats";
        deadline_label() => "申込締切", "Register by";
        days_left(days: i32) => format!("あと{days}日"), if days == 1 { "1 day left".to_owned() } else { format!("{days} days left") };
        today_last() => "今日まで", "today is the last day";
        fee_label() => "費用", "Fee";
        free() => "無料", "Free";
        fee_unknown() => "主催者にお問い合わせください", "Please ask the organiser";
        yen(amount: &str) => format!("{amount}円"), format!("{amount} yen");
        audience_heading() => "対象", "For";
        register() => "申し込む", "Register";
        register_waiting() => "キャンセル待ちに申し込む", "Join the waiting list";
        register_bar(seats: &str) => format!("申し込む（{seats}）"), format!("Register ({seats})");
        add_to_calendar() => "カレンダーに入れる", "Add to your calendar";
        print_hint() => "このページは、ブラウザの印刷（Ctrl＋P／⌘＋P）でA4に収まります。", "This page prints neatly with your browser’s print command (Ctrl+P or ⌘P).";
        about_heading() => "内容", "About this event";
        programme() => "プログラム", "Programme";
        speakers() => "話す人", "Speakers";
        access_heading() => "会場とオンライン", "Getting there and joining online";
        venue() => "会場", "Venue";
        map() => "地図で見る（国土地理院）", "Show on a map (GSI Japan)";
        map_new_site() => "別のサイトが開きます", "opens another site";
        parking(text: &str) => format!("駐車場：{text}"), format!("Car park: {text}");
        bicycle_parking(text: &str) => format!("駐輪場：{text}"), format!("Bicycle parking: {text}");
        organiser_heading() => "主催・共催", "Organiser and co-hosts";
        organiser(name: &str) => format!("主催：{name}"), format!("Organiser: {name}");
        co_hosts(names: &str) => format!("共催：{names}"), format!("Co-hosts: {names}");
        others(names: &str) => format!("協力：{names}"), format!("With: {names}");
        contact() => "このイベントの連絡先：", "Contact for this event: ";
        contact_phone(phone: &str) => format!("電話：{phone}"), format!("Phone: {phone}");
        extension(number: &str) => format!("内線{number}"), format!("ext. {number}");
        own_page() => "主催者のページ", "The organiser’s page";
        how_to_apply() => "このサイト以外の申込方法", "Other ways to apply";
        remarks() => "備考", "Remarks";
        near_heading() => "都合が合わないとき", "If this one does not suit you";
        in_japanese() => "このイベントの説明は日本語です。", "This event is described in Japanese.";
        organisations(count: u32) => format!("定員{count}組"), format!("room for {count} organisations");
    }
}

impl EventText {
    /// セミナー / Seminar
    pub const fn kind(self, kind: EventKind) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, kind) {
            (Japanese, EventKind::Seminar) => "セミナー",
            (Japanese, EventKind::ConsultationMeeting) => "相談会",
            (Japanese, EventKind::Combined) => "セミナー&相談会",
            (English, EventKind::Seminar) => "Seminar",
            (English, EventKind::ConsultationMeeting) => "Consultation meeting",
            (English, EventKind::Combined) => "Seminar & consultations",
        }
    }

    /// One sign for the month calendar.
    pub const fn kind_letter(self, kind: EventKind) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, kind) {
            (Japanese, EventKind::Seminar) => "セ",
            (Japanese, EventKind::ConsultationMeeting) => "相",
            (Japanese, EventKind::Combined) => "両",
            (English, EventKind::Seminar) => "S",
            (English, EventKind::ConsultationMeeting) => "C",
            (English, EventKind::Combined) => "B",
        }
    }

    /// ICT環境 / ICT environment
    pub const fn topic(self, topic: Topic) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, topic) {
            (Japanese, Topic::Ict) => "ICT環境",
            (Japanese, Topic::Security) => "セキュリティ",
            (Japanese, Topic::Personnel) => "労務管理",
            (Japanese, Topic::Other) => "その他",
            (English, Topic::Ict) => "ICT environment",
            (English, Topic::Security) => "Security",
            (English, Topic::Personnel) => "Personnel management",
            (English, Topic::Other) => "Other",
        }
    }

    /// 企業 / Companies
    pub const fn audience(self, audience: Audience) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, audience) {
            (Japanese, Audience::Companies) => "企業",
            (Japanese, Audience::LocalGovernments) => "地方公共団体",
            (Japanese, Audience::Both) => "企業・地方公共団体",
            (English, Audience::Companies) => "Companies",
            (English, Audience::LocalGovernments) => "Local governments",
            (English, Audience::Both) => "Companies and local governments",
        }
    }

    /// 企業むけ / for companies
    pub const fn audience_for(self, audience: Audience) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, audience) {
            (Japanese, Audience::Companies) => "企業むけ",
            (Japanese, Audience::LocalGovernments) => "地方公共団体むけ",
            (Japanese, Audience::Both) => "企業・地方公共団体むけ",
            (English, Audience::Companies) => "for companies",
            (English, Audience::LocalGovernments) => "for local governments",
            (English, Audience::Both) => "for companies and local governments",
        }
    }

    /// 会場 / In person
    pub const fn format(self, format: Format) -> &'static str {
        use domain::language::Language::{English, Japanese};
        match (self.0, format) {
            (Japanese, Format::Venue) => "会場",
            (Japanese, Format::Online) => "オンライン",
            (Japanese, Format::Hybrid) => "会場とオンライン",
            (English, Format::Venue) => "In person",
            (English, Format::Online) => "Online",
            (English, Format::Hybrid) => "In person and online",
        }
    }
}
