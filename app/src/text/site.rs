//! What stands around every page: the header, the contact box, the foot.

use super::texts;

texts! {
    /// Words of the header and the foot.
    pub SiteText {
        /// The service's name; the end of every title.
        name() => "テレワーク・サポートネットワーク", "Telework Support Network";
        /// Who stands behind it, under the name.
        body() => "総務省と全国の支援機関", "Ministry of Internal Affairs and Communications";
        /// What the page is about, where a page says nothing of its own.
        description() =>
            "中小企業と地方公共団体のテレワークを支える、無料のセミナーと相談会の案内です。",
            "Free seminars and consultations on telework for small companies and local governments in Japan.";
        /// The title of a page whose form was refused.
        title_with_errors(title: &str) => format!("エラー：{title}"), format!("Error: {title}");
        /// The first link of a page.
        skip() => "本文へ移動", "Skip to content";
        /// The folded navigation on a phone.
        menu() => "メニュー", "Menu";
        /// The name of the navigation.
        navigation() => "主なページ", "Main";
        /// To the list of events.
        events() => "イベントを探す", "Find events";
        /// To the search for a consultation.
        consult() => "専門家に相談する", "Consult an expert";
        /// To the form of an inquiry.
        ask() => "問い合わせる", "Ask a question";
        /// To the questions that are often asked.
        questions() => "よくある質問", "Questions and answers";
        /// The other language, in that language.
        other_language() => "English", "日本語";
        /// The first step of a breadcrumb.
        home() => "ホーム", "Home";
        /// The name of the breadcrumb.
        breadcrumb() => "現在の位置", "You are here";
        /// Above the contact box.
        contact() => "迷ったら、事務局へ", "Not sure? Ask the secretariat";
        /// When the phone is answered.
        hours() => "平日 9:00〜17:00", "Weekdays 9:00–17:00 (Japan time)";
        /// When it is not.
        closed() => "土日・祝日・年末年始は休み", "Closed on weekends, national holidays and over the New Year";
        /// The button that leads to an inquiry.
        write_inquiry() => "問い合わせを書く", "Send an inquiry";
        /// When an inquiry is answered.
        answered_within() => "2開庁日以内に回答します", "Answered within two business days";
        /// Before the next closed days.
        closed_next() => "次の休み", "Next closed";
        /// Between the first and the last of several days.
        until() => "〜", "to ";
        /// The button that copies the mail address.
        copy_address() => "正しいアドレスをコピーする", "Copy the real address";
        /// It has been copied; the address follows.
        copied_address() => "コピーしました：", "Copied:";
        /// Before the mail address.
        mail() => "メール", "Email";
        /// How to read the mail address.
        atmark_note() => "「_atmark_」を「@」に置き換えて送ってください。",
            "When you send an email, please change “_atmark_” to “@”.";
        /// The name of the links at the foot.
        more() => "このサイトについて", "About this site";
        /// The name of the list of a page's parts.
        contents() => "このページの内容", "On this page";
        /// To what the network is.
        about() => "このネットワークについて", "About the network";
        /// To the support organisations.
        organisations() => "支援機関", "Support organisations";
        /// To the ways to reach us.
        contact_page() => "お問い合わせ先", "Contact";
        /// To what is done with personal data.
        privacy() => "個人情報とCookie", "Privacy and cookies";
        /// To the accessibility statement.
        accessibility() => "アクセシビリティ", "Accessibility";
        /// To the events as a file.
        open_data() => "オープンデータ（CSV）", "Open data (CSV)";
        /// To the same in easy words.
        easy() => "やさしい日本語", "Plain English";
        /// To an applicant's own page.
        my_find() => "申込の確認・変更", "Find your registration";
        /// Who is responsible.
        operated_by() => "運営：総務省　テレワーク・サポートネットワーク事務局",
            "Run by the secretariat of the Telework Support Network for the Ministry of Internal Affairs and Communications, Japan";
    }
}
