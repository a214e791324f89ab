//! Words of the accessibility statement.

use super::texts;

texts! {
    /// The accessibility statement.
    pub AccessibilityText {
        title() => "アクセシビリティ", "Accessibility";
        description() => "このサイトのアクセシビリティ方針、試験のしかたと結果、わかっている限界、連絡先です。",
            "What we aim at, how this site is tried, what was found, its known limits, and whom to tell.";
        lead() => "どなたにも、どんな使いかたでも、知りたいことがわかり、手続きが終えられるサイトを目指しています。",
            "Everybody should be able to find what they need here and finish what they came for, in whatever way they use the web.";

        aim_heading() => "方針", "What we aim at";
        aim_text() => "次の2つの基準を満たすことを目標にしています。", "We aim to meet these two standards:";
        aim_jis() => "JIS X 8341-3:2016 適合レベルAA", "JIS X 8341-3:2016, level AA (the Japanese standard)";
        aim_wcag() => "WCAG 2.2 レベルAA", "WCAG 2.2, level AA";
        aim_scope() => "対象は、このサイトのすべてのページです。日本語も英語も同じ扱いです。", "This holds for every page of this site, in Japanese and in English alike.";

        tests_heading() => "試験のしかた", "How we test";
        tests_text() => "変更のたびに、すべての種類のページを両方の言語で、ブラウザーで開いて自動で試しています。",
            "With each change, every kind of page is opened in a browser and tried automatically in both languages.";
        test_axe() => "axe", "axe";
        test_axe_text() => "検査の道具axeで、WCAG 2.2 AAまでの項目を調べます。配色を変えた状態でも調べます。",
            "The checker axe looks for faults against WCAG up to 2.2 AA, also with the reader’s own colours.";
        test_html() => "HTML検証", "HTML validator";
        test_html_text() => "届いたままのHTMLを、検証の道具で調べます。", "The HTML is validated as it was sent.";
        test_keyboard() => "キーボード", "Keyboard";
        test_keyboard_text() => "キーボードだけで、イベントの申込を初めから終わりまで行います。", "A registration is made from beginning to end with the keyboard alone.";
        test_script() => "スクリプトなし", "Without script";
        test_script_text() => "JavaScriptを切った状態で、すべてのページを開き、手続きを終えます。", "With JavaScript switched off, every page is opened and everything can be finished.";
        test_narrow() => "幅320ピクセル", "320 pixels";
        test_narrow_text() => "狭い画面でも、横にスクロールせずに読めることを確かめます。", "On a narrow screen nothing needs scrolling sideways.";
        test_letters() => "文字の拡大", "Large letters";
        test_letters_text() => "文字を200%にしても、画面からはみ出さないことを確かめます。", "With text at 200 % nothing sticks out of the page.";
        test_colours() => "配色の変更", "Forced colours";
        test_colours_text() => "ハイコントラストなど、ご自分で選んだ配色でも、ボタンや選択肢の形がわかることを確かめます。動きを減らす設定にもしたがいます。",
            "With a reader’s own colours, buttons and choices keep their edges. The wish for less motion is followed.";
        test_print() => "印刷", "Print";
        test_print_text() => "紙に要らないものを除いて印刷されることを確かめます。申込の控えは1枚に収まります。", "What is of no use on paper is left out. The record of a registration fits on one sheet.";

        result_heading() => "結果", "The result";
        result_sound() => "自動の検査では、問題は見つかりませんでした。", "The automatic checks found nothing wrong.";
        result_faults() => "自動の検査で、問題が見つかっています。直しているところです。", "The automatic checks found faults. We are mending them.";
        result_none() => "試験の結果を読み取れません。お手数ですが、事務局へお尋ねください。", "The test result cannot be read at the moment. Please ask the secretariat.";
        result_day() => "試験した日", "Day of the test";
        result_pages() => "試験した画面", "Screens tried";
        result_pages_count(pages: u32) => format!("{pages}画面（ページと、その状態ごとに。日本語と英語）"),
            format!("{pages} (each page and each of its states, in Japanese and English)");
        result_axe() => "axeが見つけた問題", "Faults found by axe";
        result_html() => "HTMLの誤り", "HTML errors";
        result_count(count: u32) => format!("{count}件"), format!("{count}");
        tools_caption() => "試験に使った道具", "What it was tried with";
        tool_name() => "名前", "Name";
        tool_version() => "版", "Version";
        result_source() => "この欄の数字は、試験のプログラムが書き出したものです。人の手で書き換えてはいません。",
            "These figures are written by the test program, not by hand.";

        limits_heading() => "わかっている限界", "Known limits";
        limits_text() => "次のことは、まだできていないか、私たちだけではできません。", "These things are not done yet, or are not in our hands alone:";
        limit_people() => "読み上げソフトや拡大ソフトを日ごろ使うかたに、通して試していただくことは、まだしていません。",
            "People who use screen readers or magnifiers every day have not yet tried the whole site.";
        limit_automatic() => "自動の検査で見つかるのは、問題の一部です。文章のわかりやすさなどは、機械では調べきれません。",
            "Automatic checks find only some of all faults. Whether a text is easy to understand, for instance, no machine can tell.";
        limit_organisers() => "イベントの名前や説明には、主催者が書いたままのものがあります。英語のページに日本語のまま出るときは、日本語だと読み上げソフトに伝えます。",
            "Names and descriptions of events come from their organisers. Where one stands in Japanese on an English page, it is marked as Japanese for screen readers.";
        limit_events() => "会場の設備、字幕、手話、オンラインの会議の道具は、イベントごとに違います。申込のときに「手伝いの要ること」へお書きください。",
            "Venues, subtitles, sign language and meeting tools differ from event to event. Please tell us what you need when you register.";
        limit_map() => "都道府県の地図は、英語の狭い画面では出しません。同じ内容の一覧をお使いください。",
            "The map of prefectures is not shown in English on narrow screens; the list beside it says the same.";
        limit_files() => "問い合わせに添えられたファイルの中身は、調べていません。", "The content of files attached to inquiries is not checked.";

        tell_heading() => "お困りのときは", "Tell us";
        tell_text() => "使いにくいところ、読めないところがあれば、お知らせください。どのページで、何をしようとして、何をお使いか（読み上げソフトやブラウザーの名前）がわかると、早く直せます。",
            "If something is hard to use or to read, please tell us. It helps to know on which page, what you wanted to do, and what you use (browser, screen reader).";
        tell_when() => "2開庁日以内に回答します。すぐに直せないときは、いつごろになるかをお伝えします。",
            "We answer within two business days. If it cannot be mended at once, we say when it will be.";
        tell_instead() => "このサイトで手続きができないときは、お電話で事務局がお手伝いします。", "If you cannot finish something on this site, call the secretariat, and we help you by phone.";
    }
}
