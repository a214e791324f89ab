//! Words of the feeds and the open data: what they are called, how one follows them, what is wrong
//! with a request of a program, and the description that programmers read.

use domain::feed::{Area, FeedScope};
use domain::language::Language;

use super::{Text, texts};

texts! {
    /// Feeds, open data, and their description.
    pub FeedText {
        /// The name of the feed about everything.
        title_of_all() => "テレワークのイベント", "Telework events";
        /// The name of a feed; `what` is area and topic.
        title_of(what: &str) => format!("テレワークのイベント（{what}）"), format!("Telework events ({what})");
        /// The same feed as a calendar, beside the one for feed readers.
        calendar_title(title: &str) => format!("{title}：カレンダー"), format!("{title}: calendar");
        /// What is in a feed.
        description() =>
            "テレワーク・サポートネットワークのセミナーと相談会です。これから開くものと、終わって90日以内のものが入っています。変更と中止も反映されます。",
            "Seminars and consultation meetings of the Telework Support Network: those to come and those that ended within the last 90 days, with changes and cancellations.";
        /// All of Japan, in a sentence.
        everywhere() => "全国", "all of Japan";

        /// Above the links to feeds.
        follow_heading() => "新しいイベントを受け取る", "Follow new events";
        /// What following does; `what` is area and topic.
        follow_lead(what: &str) =>
            format!("{what}の新しいイベントと、変更・中止のお知らせが自動で届きます。登録はいりません。"),
            format!("New events, changes and cancellations for {what} reach you by themselves. You do not need an account.");
        /// The list is narrower than any feed.
        follow_wider() =>
            "届くのは、地域と内容（1つ）で絞ったイベントです。ほかの条件は反映されません。",
            "Feeds can be narrowed by area and by one topic. Your other filters do not apply to them.";
        /// To the calendar.
        follow_calendar() => "カレンダーで受け取る（iCalendar）", "In your calendar (iCalendar)";
        /// How one subscribes.
        follow_calendar_note() =>
            "このリンクのアドレスをコピーして、お使いのカレンダーの「URLで追加」に貼り付けてください。",
            "Copy the address of this link and paste it where your calendar says “add by URL”.";
        /// To the feed.
        follow_atom() => "フィードリーダーで受け取る（Atom）", "In your feed reader (Atom)";
        /// What is in it.
        follow_atom_note() => "新しく変わったものから順に並んでいます。", "The newest change comes first.";
        /// To the table of everything.
        follow_table() => "全国のイベントの表をダウンロードする（CSV）", "Download all events in Japan as a table (CSV)";
        /// What it is.
        follow_table_note() =>
            "推奨データセットの50項目です。CC BY 4.0の条件で、自由に使えます。",
            "The 50 columns of Japan’s recommended data set, in Japanese. Free to use under CC BY 4.0.";

        /// A problem: nothing there.
        not_found_title() => "見つかりません", "Not found";
        /// A feed that there is not.
        no_such_feed() =>
            "この地域または内容のフィードはありません。地域はall・地域名・都道府県コード（01〜47）、内容はall・ict・security・personnel・otherです。",
            "There is no such feed. The area is all, a region or a prefecture code (01 to 47); the topic is all, ict, security, personnel or other.";
        /// An address of no data.
        no_such_data() => "このアドレスにデータはありません。", "There is no data at this address.";
        /// A page beyond the last.
        no_such_page(last: u64) => format!("最後のページは{last}です。"), format!("The last page is {last}.");
        /// A problem: the request cannot be understood.
        bad_request_title() => "リクエストを読み取れません", "The request cannot be understood";
        /// A parameter that there is not.
        unknown_parameter() =>
            "使えるパラメーターはpage、per_page、updated_sinceです。",
            "The parameters are page, per_page and updated_since.";
        /// A parameter that stands twice.
        repeated_parameter(name: &str) =>
            format!("{name}は1つだけ指定してください。"), format!("Give {name} only once.");
        /// A number out of its range.
        number_from_to(name: &str, least: u32, most: u32) =>
            format!("{name}は{least}から{most}までの整数で指定してください。"),
            format!("{name} is a whole number from {least} to {most}.");
        /// An instant that cannot be read.
        instant_wanted(name: &str) =>
            format!("{name}は日時で指定してください。例：2026-12-01T00:00:00Z"),
            format!("{name} is a date and time, for example 2026-12-01T00:00:00Z.");
        /// A problem: a method that is not taken.
        method_title() => "このメソッドは使えません", "Method not allowed";
        /// Which ones are.
        method_text() => "使えるメソッドはGETとHEADです。", "The methods are GET and HEAD.";
        /// A problem: not now.
        unavailable_title() => "いまは応答できません", "Not available now";
        /// What to do.
        unavailable_text(reference: &str) =>
            format!("しばらくしてからもう一度お試しください。受付番号：{reference}"),
            format!("Please try again in a while. Reference: {reference}");

        /// The description's title.
        api_title() => "テレワーク・サポートネットワークのオープンデータ", "Open data of the Telework Support Network";
        /// What the description says first.
        api_description() =>
            "総務省テレワーク・サポートネットワークのイベントを、プログラムから読むためのAPIです。認証はいりません。どの応答にもETagが付き、多くはLast-Modifiedも付きます。If-None-MatchまたはIf-Modified-Sinceを付けると、変わっていないときは304が返ります。データの利用条件はCC BY 4.0です。",
            "Reads the events of the Telework Support Network of Japan’s Ministry of Internal Affairs and Communications. No key is needed. Every answer has an ETag and most have Last-Modified; with If-None-Match or If-Modified-Since, what has not changed is answered 304. The data is published under CC BY 4.0.";
        /// A feed for calendars.
        api_calendar() =>
            "地域と内容のイベントをiCalendarで返します。UIDは変わらず、変更のたびにSEQUENCEが増えます。中止はSTATUS:CANCELLEDで残ります。",
            "The events of an area and a topic as iCalendar. UIDs never change, SEQUENCE grows with each change, cancelled events stay with STATUS:CANCELLED.";
        /// A feed for readers.
        api_atom() =>
            "地域と内容のイベントをAtomで返します。新しく変わったものから順に並びます。",
            "The events of an area and a topic as Atom, the newest change first.";
        /// One event for calendars.
        api_event_calendar() => "1件のイベントをiCalendarで返します。", "One event as iCalendar.";
        /// All events as a table.
        api_table() =>
            "公開しているすべてのイベントを、推奨データセット「イベント一覧」の50項目のCSVで返します。UTF-8（BOM付き）、改行はCRLFです。",
            "All public events as CSV with the 50 columns of Japan’s recommended data set, in UTF-8 with a byte order mark and CRLF.";
        /// All events as JSON.
        api_events() =>
            "公開しているすべてのイベントを、登録された順にページに分けて返します。空席の数は含みません。",
            "All public events in pages, in the order in which they were entered. The number of free seats is not included.";
        /// The area in an address.
        api_area() =>
            "all（全国）、地域、または都道府県コード（JIS X 0401、01〜47）",
            "all (all of Japan), a region, or a prefecture code (JIS X 0401, 01 to 47)";
        /// The topic in an address.
        api_topic() => "all（すべて）、または内容", "all, or a topic";
        /// The code in an address.
        api_code() => "イベントのコード", "The event’s code";
        /// Which page.
        api_page() => "ページの番号。最後のページより後は404です。", "Which page. Beyond the last page the answer is 404.";
        /// How many on a page.
        api_per_page() => "1ページの件数", "How many events a page has";
        /// Since when.
        api_updated_since() =>
            "この日時以降に変わったイベントだけを返します。",
            "Only events that have changed at this instant or later.";
        /// 200.
        api_ok() => "成功", "The data";
        /// 304.
        api_not_modified() => "前回から変わっていません。本文はありません。", "Not changed since; no body.";
        /// 400.
        api_bad_request() => "パラメーターが正しくありません。", "A parameter is wrong.";
        /// 404.
        api_not_found() =>
            "ありません。Acceptにtext/htmlがあるときは、人が読むページを返します。",
            "Not there. Whoever accepts text/html is given a page for people.";
        /// 405.
        api_method() => "GETとHEAD以外は使えません。", "Only GET and HEAD are taken.";
        /// 503.
        api_unavailable() => "いまは応答できません。", "Not available now.";
        /// The next page's address.
        api_next() => "次のページ。最後のページではnull", "The next page; null on the last one";
        /// When anything changed last.
        api_updated_at() => "データが最後に変わった日時", "When any of the data changed last";
        /// The revision of an event.
        api_revision() => "変更のたびに増えます。", "Grows with each change.";
        /// Bilingual texts.
        api_bilingual() => "日本語と、あれば英語の文", "A text in Japanese, and in English where there is one";
        /// The fee.
        api_fee() => "参加費（円）。0は無料、nullは不明", "The fee in yen; 0 is free, null is not known";
        /// The capacity.
        api_capacity() => "定員（人）。nullは定員なし", "How many people have room; null is no limit";
    }
}

impl FeedText {
    /// The language.
    pub const fn language(self) -> Language {
        self.0
    }

    /// The name of the feed of `scope`.
    pub fn title(self, scope: FeedScope) -> String {
        if scope == FeedScope::ALL {
            return self.title_of_all().into_owned();
        }
        let topic = scope.topic.map(|topic| Text(self.0).event().topic(topic));
        let parts: Vec<&str> = self.area(scope.area).into_iter().chain(topic).collect();
        // No comma: some calendars show the backslash that goes with it.
        let between = match self.0 {
            Language::Japanese => "・",
            Language::English => ": ",
        };
        self.title_of(&parts.join(between)).into_owned()
    }

    /// The area and the topic of `scope` as a sentence names them: 東京都・セキュリティ.
    pub fn scope_in_sentence(self, scope: FeedScope) -> String {
        let area = self.area(scope.area).map_or_else(|| self.everywhere().into_owned(), str::to_owned);
        let topic = scope.topic.map(|topic| Text(self.0).event().topic(topic));
        match (topic, self.0) {
            (None, _) => area,
            (Some(topic), Language::Japanese) => format!("{area}・{topic}"),
            (Some(topic), Language::English) => format!("{area} ({topic})"),
        }
    }

    fn area(self, area: Area) -> Option<&'static str> {
        match area {
            Area::Everywhere => None,
            Area::Region(region) => Some(region.name(self.0)),
            Area::Prefecture(prefecture) => Some(prefecture.name(self.0)),
        }
    }
}
