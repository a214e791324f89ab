//! Words of the easy page: やさしい日本語 with a reading for every kanji (see [`ruby`](super::ruby)); in
//! English, plain words. Short sentences, one thing each, no polite forms beyond です and ます. The tests
//! in this file hold the rules.

use super::texts;

texts! {
    /// The core of the site in easy words.
    pub EasyText {
        title() => "やさしい日本語《にほんご》", "Plain English";
        description() => "テレワーク・サポートネットワークを、みじかい文と、ふりがなで説明します。",
            "The Telework Support Network in short and plain sentences.";
        lead() => "このサイトの 大切《たいせつ》な ことを やさしく 書《か》きました。", "The most important things on this site, in short sentences.";
        contents() => "この ページに ある こと", "On this page";

        work_heading() => "わたしたちが する こと", "What we do";
        work_telework() => "テレワークは 会社《かいしゃ》の 外《そと》で 働《はたら》く ことです。", "Telework means working away from the office.";
        work_help() => "家《いえ》で 働《はたら》く ことも テレワークです。", "Working at home is telework, too.";
        work_who() => "小《ちい》さい 会社《かいしゃ》と 役所《やくしょ》を 手伝《てつだ》います。", "We help small companies and local governments.";
        work_where() => "日本《にほん》の どこでも 使《つか》えます。", "You can use our help anywhere in Japan.";
        work_state() => "総務省《そうむしょう》という 国《くに》の 役所《やくしょ》の 仕事《しごと》です。", "A ministry of Japan (MIC) runs this service.";
        work_seminar() => "セミナー：テレワークの 話《はなし》を 聞《き》きます。", "Seminars: you listen to talks about telework.";
        work_consultation() => "相談会《そうだんかい》：よく 知《し》っている 人《ひと》と 話《はな》します。", "Consultation meetings: you talk with an expert.";
        work_inquiry() => "問《と》い合《あ》わせ：質問《しつもん》を 書《か》いて 送《おく》ります。", "Inquiries: you send us your question.";

        cost_heading() => "お金《かね》", "Cost";
        cost_free() => "お金《かね》は いりません。0円《えん》です。", "It is free. You pay nothing.";
        cost_account() => "会員《かいいん》に ならなくても 使《つか》えます。", "You do not need an account.";
        cost_call() => "電話《でんわ》の お金《かね》だけ かかります。", "You pay only for your phone call.";

        find_heading() => "イベントを さがす", "Find an event";
        find_open() => "「イベントを 探《さが》す」を 押《お》します。", "Open “Find events”.";
        find_place() => "住《す》んでいる 都道府県《とどうふけん》を えらびます。", "Choose your prefecture.";
        find_choose() => "行《い》きたい イベントを えらびます。", "Choose the event that you like.";
        find_online() => "オンラインの イベントは 家《いえ》でも 見《み》られます。", "You can join online events from home.";
        find_link() => "イベントを 探《さが》す", "Find events";

        register_heading() => "イベントに 申《もう》し込《こ》む", "Register for an event";
        register_open() => "イベントの ページで 「申《もう》し込《こ》む」を 押《お》します。", "On the page of the event, press “Register”.";
        register_write() => "名前《なまえ》や メールアドレスを 書《か》きます。", "Write your name, email address and so on.";
        register_check() => "書《か》いた ことを もう｜1回《いっかい》 見《み》ます。", "Check what you wrote.";
        register_send() => "「この 内容《ないよう》で 申《もう》し込《こ》む」を 押《お》します。", "Press “Register for this event”.";
        register_number() => "番号《ばんごう》が 出《で》ます。これで 終《お》わりです。", "You see a number. Now you are registered.";
        register_mail() => "メールも 届《とど》きます。メールを 消《け》さないで ください。", "We also send you an email. Please keep it.";
        register_change() => "メールの リンクで 変《か》えたり やめたり できます。", "With the link in the email you can change or cancel.";
        register_lost() => "メールを なくした 人《ひと》は 下《した》の リンクを 押《お》します。", "Have you lost the email? Use the link below.";
        register_link() => "もう｜1回《いっかい》 メールを もらう", "Get the email again";

        ask_heading() => "質問《しつもん》する", "Ask a question";
        ask_anything() => "わからない ことは 何《なん》でも 聞《き》いて ください。", "Ask us anything about telework.";
        ask_topic() => "何《なに》の 質問《しつもん》か えらびます。", "Choose what your question is about.";
        ask_write() => "メールアドレスと 質問《しつもん》を 書《か》きます。", "Write your email address and your question.";
        ask_send() => "もう｜1回《いっかい》 見《み》てから 送《おく》ります。", "Check it, then send it.";
        ask_answer() => "答《こた》えは メールで 知《し》らせます。", "We tell you by email when the answer is there.";
        ask_days() => "事務局《じむきょく》が 休《やす》みの 日《ひ》を 入《い》れないで ｜2日《ふつか》で 答《こた》えます。", "We answer within two days. Days when we are closed do not count.";
        ask_link() => "質問《しつもん》を 書《か》く", "Write a question";

        phone_heading() => "電話《でんわ》で 聞《き》く", "Call us";
        phone_hours() => "月曜日《げつようび》から 金曜日《きんようび》の 9時《じ》から 17時《じ》まで。", "Monday to Friday, 9:00 to 17:00.";
        phone_closed() => "土曜日《どようび》、日曜日《にちようび》、祝日《しゅくじつ》は 休《やす》みです。", "We are closed on Saturdays, Sundays and national holidays.";
        phone_year_end() => "12月《がつ》29日《にち》から 1月《がつ》｜3日《みっか》まで 休《やす》みです。", "We are also closed from 29 December to 3 January.";
        phone_language() => "電話《でんわ》は 日本語《にほんご》で 話《はな》します。", "On the phone we speak Japanese. You can write to us in English.";
    }
}

#[cfg(test)]
mod tests {
    use domain::language::Language;

    use super::super::ruby::{is_kanji, stretches, without_readings};

    /// The Japanese sentences of the page, as this file holds them.
    fn japanese() -> Vec<String> {
        let source = include_str!("easy.rs");
        let source = source.split("#[cfg(test)]").next().expect("the texts come first");
        let sentences = source.split("() => \"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
        sentences.filter(|sentence| !sentence.starts_with("テレワーク・サポートネットワークを")).collect()
    }

    #[test]
    fn the_sentences_are_found() {
        assert!(japanese().len() > 40, "{}", japanese().len());
        assert!(japanese().contains(&super::EasyText(Language::Japanese).work_help().into_owned()));
    }

    #[test]
    fn every_kanji_has_a_reading_of_hiragana() {
        for sentence in japanese() {
            for stretch in stretches(&sentence) {
                match stretch.reading {
                    None => assert!(!stretch.base.contains(is_kanji), "{} in {sentence}", stretch.base),
                    Some(reading) => {
                        assert!(reading.chars().all(|sign| ('ぁ'..='ん').contains(&sign)), "{reading} in {sentence}");
                    }
                }
            }
            assert!(!without_readings(&sentence).contains(['《', '》', '｜']), "{sentence}");
        }
    }

    #[test]
    fn sentences_are_short_and_plain() {
        for sentence in japanese() {
            for said in without_readings(&sentence).split_inclusive('。') {
                let signs = said.chars().filter(|sign| !sign.is_whitespace()).count();
                assert!(signs <= 30, "{signs} signs: {said}");
            }
            for polite in ["いただ", "ください ませ", "ござい", "おります", "いたし", "ご覧", "お問い"]
            {
                assert!(!sentence.contains(polite), "{polite} in {sentence}");
            }
        }
    }
}
