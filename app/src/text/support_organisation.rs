//! Words of the page of support organisations.

use domain::support_organisation::SupportOrganisationKind;

use super::texts;

texts! {
    /// The support organisations and how to find one.
    pub SupportOrganisationText {
        /// The heading of the page.
        title() => "支援機関を探す", "Find a support organisation";
        /// What they are, and what they cost.
        lead() => "商工会議所や業界団体、情報産業協会などが、地域でテレワークの相談を受けています。直接お問い合わせください。",
            "Chambers of commerce, federations, IT associations and others help with telework in your area. Please contact them directly.";
        /// What search engines show.
        description() => "テレワークの相談ができる支援機関を、地域と内容から探せます。連絡先と受付時間も載せています。",
            "Find an organisation near you that helps with telework, by prefecture and topic, with its contact and hours.";
        /// How many there are under no wish for a place.
        count_anywhere(count: usize) => format!("支援機関は{count}機関です"),
            if count == 1 { "1 support organisation".to_owned() } else { format!("{count} support organisations") };
        /// How many there are for a prefecture or a region.
        count_in(place: &str, count: usize) => format!("{place}で相談できる支援機関は{count}機関です"),
            if count == 1 { format!("1 support organisation helps in {place}") }
            else { format!("{count} support organisations help in {place}") };
        /// There is none.
        count_none() => "条件に合う支援機関は、いまのところ載っていません", "No support organisation in the list matches these filters";
        /// The button of the filters.
        apply() => "この条件で探す", "Show organisations";
        /// The name of the links to the regions of the page.
        regions() => "地域ごとの見出し", "Regions on this page";
        /// The heading of those that help everywhere.
        nationwide() => "全国", "All of Japan";
        /// A number of organisations.
        number(count: usize) => format!("{count}機関"), if count == 1 { "1 organisation".to_owned() } else { format!("{count} organisations") };
        /// Before the prefectures that it helps.
        area_label() => "対象地域", "Area";
        /// Before what it knows about.
        topics_label() => "分野", "Topics";
        /// Before where its office is.
        office_label() => "所在地", "Office";
        /// Before its phone number.
        phone_label() => "電話", "Phone";
        /// Before its mail address.
        mail_label() => "メール", "Email";
        /// Before its page.
        page_label() => "ウェブ", "Web";
        /// Before when it can be reached.
        hours_label() => "受付時間", "Hours";
        /// Between the names of a list.
        between() => "、", ", ";
        /// To the events of its prefecture.
        events_in(prefecture: &str) => format!("{prefecture}のイベントを見る"), format!("See events in {prefecture}");
        /// To all events.
        events_anywhere() => "全国のイベントを見る", "See events in all of Japan";
        /// Marks an organisation that is invented.
        demo() => "デモ", "Demo";
        /// Above what is said of invented organisations.
        demo_title() => "「デモ」の支援機関は、実在しない見本です", "Organisations marked “Demo” are examples and do not exist";
        /// That nobody answers there.
        demo_text() => "電話もメールもつながりません。", "Nobody answers their phones or mails.";
        /// What an operator types to add real ones, before and after the command.
        demo_import_before() => "実際の支援機関は、運用担当者が", "An operator adds real ones with ";
        /// See [`demo_import_before`](Self::demo_import_before).
        demo_import_after() => "で取り込みます。", ".";
        /// Before the alternatives to an empty answer.
        nothing_alternatives() => "近い条件なら、次の支援機関があります。", "These come close:";
        /// The prefecture next door.
        alternative_neighbour(prefecture: &str, count: usize) => format!("となりの{prefecture}（{count}機関）"), format!("{prefecture}, next door ({count})");
        /// The whole region.
        alternative_region(region: &str, count: usize) => format!("{region}全体（{count}機関）"), format!("All of {region} ({count})");
        /// Any topic, at the same place.
        alternative_topics(count: usize) => format!("分野を限らずに探す（{count}機関）"), format!("Any topic ({count})");
        /// All of them.
        alternative_everything(count: usize) => format!("すべての支援機関を見る（{count}機関）"), format!("All support organisations ({count})");
        /// That the secretariat helps where nobody else is found.
        ask_secretariat() => "見つからないときは、事務局にお尋ねください。近くで相談できるところをご案内します。",
            "If you find none, ask the secretariat: it tells you who can help near you.";
        /// To the contact box.
        to_secretariat() => "事務局の電話とメール", "The secretariat’s phone and email";
        /// Above what is said while there is no list.
        preparing_title() => "支援機関の一覧は、準備中です", "The list of support organisations is being prepared";
        /// What helps meanwhile.
        preparing_text() => "載せる機関と連絡先を、確かめているところです。それまでは、事務局が電話とメールでお話をうかがい、近くで相談できるところをご案内します。",
            "We are checking which organisations to list and how to reach them. Until then the secretariat answers by phone and email, and tells you who can help near you.";
        /// To the events, which are there already.
        preparing_events() => "セミナーと相談会には、いまも参加できます。", "Seminars and consultation meetings are open to you now.";
        /// To the list of events.
        to_events() => "イベントを探す", "Find an event";
        /// A page of the list that is none.
        no_such_page() => "このページはありません。最初のページからご覧ください。", "There is no such page of the list. Please start from the first page.";
    }
}

impl SupportOrganisationText {
    /// 商工会議所・商工会 / Chamber of commerce
    pub const fn kind(self, kind: SupportOrganisationKind) -> &'static str {
        use SupportOrganisationKind as Kind;
        use domain::language::Language::{English, Japanese};
        match (self.0, kind) {
            (Japanese, Kind::ChamberOfCommerce) => "商工会議所・商工会",
            (Japanese, Kind::IndustryFederation) => "中央会・業界団体",
            (Japanese, Kind::ItAssociation) => "情報産業協会",
            (Japanese, Kind::LabourAssociation) => "社会保険労務士会など",
            (Japanese, Kind::LocalGovernment) => "地方公共団体",
            (Japanese, Kind::Other) => "その他の機関",
            (English, Kind::ChamberOfCommerce) => "Chamber of commerce",
            (English, Kind::IndustryFederation) => "Industry federation",
            (English, Kind::ItAssociation) => "IT association",
            (English, Kind::LabourAssociation) => "Labour and social security",
            (English, Kind::LocalGovernment) => "Local government",
            (English, Kind::Other) => "Other body",
        }
    }
}
