//! Words of the page that says how to reach us.

use super::texts;

texts! {
    /// How to reach us.
    pub ContactText {
        title() => "お問い合わせ先", "Contact";
        description() => "テレワーク・サポートネットワーク事務局の電話、受付時間、休みの日、問い合わせフォームのご案内です。",
            "Phone, hours, closed days and inquiry form of the secretariat of the Telework Support Network.";
        lead() => "電話でも文章でも、事務局がお受けします。何を聞けばよいかわからないときも、どうぞそのままお話しください。",
            "Call or write: the secretariat is there for you, even when you are not yet sure what to ask.";

        phone_heading() => "電話で聞く", "Call";
        hours() => "受付時間", "Hours";
        phone_note() => "相談も問い合わせも無料です。通話料だけかかります。", "Our help is free; your phone company may charge for the call. The phone is answered in Japanese; in English, please write.";

        write_heading() => "文章で聞く", "Write";
        write_needs() => "要るのは、メールアドレスと聞きたいことだけです。お名前、会社・団体の名称、電話番号、都道府県は、書いても書かなくてもかまいません。",
            "All we need is your email address and your question. Name, organisation, phone and prefecture are welcome, not required.";
        write_files() => "書類や画面の写真などを、3つまで添えられます。", "You can attach up to three files, such as a document or a picture of your screen.";
        write_follow() => "送ると、受付番号と専用のページができます。そこで回答を読み、書き足せます。",
            "You get a reference number and a page of your own, where you read the answer and can add to your question.";
        write_answer() => "2開庁日以内に回答します。開庁日は、土日、祝日、12月29日から1月3日までを除いた日です。",
            "We answer within two business days: days other than weekends, national holidays and 29 December to 3 January.";

        mail_heading() => "メールを送る", "Send an email";

        sooner_heading() => "すぐにわかるかもしれません", "Perhaps the answer is here";
        sooner_questions() => "多くいただく質問と答え", "What others have asked, with answers";
        sooner_find() => "申込のリンクを、もう一度メールで送ります", "We send you the links to your registrations again";
        sooner_organisations() => "地域ごとの支援機関と連絡先", "The organisations of your region and how to reach them";

        ministry_heading() => "総務省の担当", "The ministry";
        ministry_text() => "事業そのものについて総務省に直接お尋ねになるときは、こちらへ。", "For questions to the ministry itself about this programme:";
        ministry_division() => "担当", "Division";
        ministry_name() => "総務省 国際戦略局 国際政策課",
            "International Policy Division, Global Strategy Bureau, Ministry of Internal Affairs and Communications (MIC)";
        ministry_phone() => "電話", "Phone";
        ministry_fax() => "FAX", "Fax";
        from_japan(number: &str) => format!("国内から {number}"), format!("from within Japan {number}");
        ministry_form() => "総務省のウェブサイトにも、問い合わせのフォームがあります。", "The ministry’s own website has an inquiry form, too.";

        to_contact() => "お問い合わせ先を見る", "Ways to reach us";
    }
}
