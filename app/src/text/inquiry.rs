//! Words of asking: the form, its check, and the thread with its answers.

use domain::event::Topic;
use domain::inquiry::{InquiryState, REPLY_BUSINESS_DAYS};
use domain::language::Language;

use super::texts;

texts! {
    /// Asking a question and following its answer.
    pub InquiryText {
        title() => "問い合わせる", "Ask a question";
        crumb() => "問い合わせる", "Ask a question";
        description() => "テレワークの進めかたの質問を、無料で受け付けます。会員登録はいりません。", "Ask about telework, free of charge and without an account.";
        lead() => format!("ICT環境、セキュリティ、労務管理の質問を、どなたでも無料で送れます。{REPLY_BUSINESS_DAYS}開庁日以内に、専門家か事務局がメールとこのサイトでお答えします。"),
            format!("Anybody may ask about the ICT environment, security and personnel management, free of charge. An expert or the secretariat answers within {REPLY_BUSINESS_DAYS} business days, by mail and on this site.");
        topic() => "何についての質問ですか", "What is your question about?";
        topic_go() => "この分野で進む", "Go on";
        topic_change() => "分野を変える", "Choose another topic";
        topic_row() => "内容の分野", "Topic";
        by_phone() => "急ぎのときや、入力が難しいときは、事務局へお電話ください。", "If it is urgent, or writing is difficult, please call the secretariat.";
        faq_heading(topic: &str) => format!("{topic}のよくある質問"), format!("Frequently asked: {topic}");
        faq_lead() => "ここに答えがあれば、待たずに解決します。", "If the answer is here, you need not wait.";
        form_heading() => "質問を書く", "Write your question";
        message() => "問い合わせの内容", "Your question";
        message_hint() => "4,000字まで。いまの様子（人数、使っている機器やサービス、困っていること）があると、具体的にお答えできます。暗証番号などは書かないでください。",
            "Up to 4,000 characters. The more we know of your situation (people, devices, services), the more concrete the answer. Please do not write passwords.";
        email() => "メールアドレス", "Email";
        email_hint() => "回答を送ります。例：info@example.jp", "We send the answer there. For example: info@example.jp";
        part_optional() => "書いていただくと助かること", "What helps us to answer";
        name() => "氏名", "Name";
        organisation() => "会社・団体の名称", "Name of the company or body";
        phone() => "電話番号", "Phone";
        phone_hint() => "お話ししたほうが早いときに、こちらからかけます。", "We call where talking is quicker.";
        prefecture() => "都道府県", "Prefecture";
        prefecture_prompt() => "選んでください", "Please choose";
        prefecture_hint() => "お近くの支援機関をご案内できます。", "We can name support organisations near you.";
        privacy(mail: &str) => format!("いただいた個人情報は、この問い合わせにお答えするためにだけ使い、最後のやりとりか終了から1年で消します。ご質問は {mail} へ。"),
            format!("We use your details only to answer this question, and delete them one year after the last message or its end. Questions: {mail}");
        consent() => "個人情報の扱いに同意します", "I agree to this use of my details";
        to_check() => "確認へ進む", "Check your question";
        give_up() => "やめて戻る", "Leave without asking";
        check_title() => "この内容でよろしいですか", "Check your question";
        attachments() => "ファイルを添える", "Add files";
        attachments_hint() => "3つまで、ひとつ5MBまで。PDF、画像、テキスト、Word・Excel・PowerPoint。個人の情報や暗証番号の写っていないものにしてください。",
            "Up to 3 files of up to 5 MB each: PDF, pictures, plain text, Word, Excel or PowerPoint. Please send none that show personal details or passwords.";
        held() => "すでに受け取ったファイル", "Files we have already";
        held_note() => "選び直すと、入れ替わります。", "Choosing others replaces them.";
        drop_files() => "受け取ったファイルを外す", "Leave these files out";
        not_done_yet() => "まだ送っていません。ボタンを押すと送り、受付番号をメールでお知らせします。", "Nothing has been sent yet. When you press the button we receive your question and mail you its number.";
        confirm() => "この内容で問い合わせる", "Send this question";
        back_to_form() => "入力に戻る", "Back to the form";
        none() => "なし", "None";
        typo_title() => "メールアドレスをもう一度ご覧ください", "Please look at your email address again";
        typo(suggestion: &str) => format!("メールアドレスは {suggestion} の書きまちがいではありませんか。正しければ、そのまま進んでください。"),
            format!("Did you mean {suggestion}? If your address is right as it is, just go on.");
        key_renewed() => "ページが古くなっていたので、作り直しました。もう一度ボタンを押してください。", "The page had become too old and was renewed. Please press the button again.";

        received_title() => "問い合わせを受け付けました", "We have received your question";
        received_due(day: &str) => format!("{day}までにお答えします。"), format!("We answer by {day}.");
        received_mail(email: &str) => format!("控えのメールを {email} に送りました。30分たっても届かないときは、迷惑メールの箱を見てから、事務局へお電話ください。"),
            format!("We have sent a receipt to {email}. If it has not come within 30 minutes, look into your spam folder, then call the secretariat.");
        thread_title(subject: &str) => format!("{subject}（問い合わせ）"), format!("{subject} (question)");
        thread_description() => "問い合わせの状況とやりとりのページです。", "Where your question stands, and what was said.";
        facts_heading() => "この問い合わせ", "This question";
        number() => "受付番号", "Reference number";
        handled_by() => "担当", "Answered by";
        due() => "回答の期限", "Answer due";
        due_note() => format!("受付から{REPLY_BUSINESS_DAYS}開庁日。土日、祝日、年末年始は数えません。"),
            format!("{REPLY_BUSINESS_DAYS} business days: weekends, holidays and the New Year do not count.");
        steps_heading() => "これまでとこれから", "What has happened and what comes next";
        step_received() => "受け付けました", "We received your question";
        step_in_hand() => "担当が決まりました", "Somebody is working on the answer";
        step_answered() => "回答しました", "We answered";
        step_due() => "この日までにお答えします", "We answer by this day";
        step_closed() => "終了しました", "Closed";
        thread_heading() => "やりとり", "Messages";
        you() => "あなた", "You";
        secretariat() => "事務局", "Secretariat";
        files() => "添付ファイル", "Files";
        file(name: &str, kilobytes: u64) => format!("{name}（{kilobytes}KB）"), format!("{name} ({kilobytes} KB)");
        answered_banner() => "回答が届きました", "Your question has been answered";
        answered_banner_text() => "解決したかどうかを、下の欄でお知らせください。", "Please tell us below whether it is solved.";
        sent_banner() => "メッセージを送りました", "Your message has been sent";
        sent_banner_due(day: &str) => format!("{day}までにお答えします。"), format!("We answer by {day}.");
        closed_banner() => "この問い合わせは終了しました", "This question is closed";
        closed_banner_text() => "お役に立てていれば幸いです。続きがあるときは、下の欄からもう一度開けます。", "We hope it helped. If there is more to say, you can open it again below.";
        closed_for_good_text() => "終了から長くたっているため、新しい問い合わせとしてお送りください。", "It was closed long ago: please ask a new question.";
        reopened_banner() => "問い合わせをもう一度開きました", "Your question is open again";
        outcome_heading() => "解決しましたか", "Is it solved?";
        write_heading() => "メッセージを追加する", "Add a message";
        outcome() => "解決したかどうか", "Is it solved?";
        outcome_solved() => "解決した", "Solved";
        outcome_solved_detail() => "このやりとりを閉じます", "Closes this question";
        outcome_more() => "続けて聞く", "Ask more";
        outcome_more_detail() => "同じ担当に届きます", "Goes to the same person";
        reply() => "メッセージ", "Message";
        reply_hint() => "4,000字まで。「解決した」ときは、書かなくてもかまいません。", "Up to 4,000 characters. You may leave it empty when it is solved.";
        write_hint() => "4,000字まで。", "Up to 4,000 characters.";
        send() => "送る", "Send";
        reopen_heading() => "もう一度開く", "Open it again";
        reopen_hint() => "まだ解決していないことを書いてください。同じ担当に届きます。", "Write what is still unsolved. It goes to the same person.";
        reopen_button() => "もう一度開いて送る", "Open again and send";
        ask_anew() => "新しく問い合わせる", "Ask a new question";
        consult() => "話したほうが早いときは、事務局へお電話ください。", "Where talking is quicker, please call the secretariat.";
        keep_link() => "このページのアドレスは、あなただけのものです。ほかの人に送らないでください。", "The address of this page is yours alone. Please do not pass it on.";
        refused_closed() => "この問い合わせは、ほかのページで終了になりました。書いた内容は残っています", "This question was closed in another window. What you wrote is still here";
        refused_changed() => "書いているあいだに、やりとりが進みました。新しいメッセージを読んでから、もう一度送ってください。書いた内容は残っています",
            "Something was added while you were writing. Please read it, then send again. What you wrote is still here";
        refused_open() => "この問い合わせは、すでに開いています。書いた内容は残っています", "This question is open already. What you wrote is still here";
        refused_many(max: u32) => format!("1時間に送れるメッセージは{max}通までです。少し待ってから送ってください。書いた内容は残っています"),
            format!("You can send {max} messages an hour. Please wait a little. What you wrote is still here");
        refused_room() => "いま、ファイルをお預かりできません。ファイルを外して送るか、あとでもう一度お試しください。書いた内容は残っています",
            "We cannot take files just now. Leave them out or try again later. What you wrote is still here";
        refused_bytes() => "1日に送れるファイルの量をこえました。ファイルを外すか、明日送ってください。書いた内容は残っています",
            "You have sent more files today than we can take. Leave the files out or send them tomorrow. What you wrote is still here";
    }
}

impl InquiryText {
    /// Where an inquiry stands.
    pub const fn state(self, state: InquiryState) -> &'static str {
        match (self.0, state) {
            (Language::Japanese, InquiryState::Received) => "受付済み",
            (Language::Japanese, InquiryState::InHand) => "対応中",
            (Language::Japanese, InquiryState::Answered) => "回答済み",
            (Language::Japanese, InquiryState::Closed) => "終了",
            (Language::English, InquiryState::Received) => "Received",
            (Language::English, InquiryState::InHand) => "Being answered",
            (Language::English, InquiryState::Answered) => "Answered",
            (Language::English, InquiryState::Closed) => "Closed",
        }
    }

    /// What belongs to a topic, for whoever has to choose one.
    pub const fn topic_detail(self, topic: Topic) -> &'static str {
        match (self.0, topic) {
            (Language::Japanese, Topic::Ict) => "パソコン、通信、Web会議、クラウド、紙の電子化",
            (Language::Japanese, Topic::Security) => "VPN、認証、持ち出し、私物の端末、事故への備え",
            (Language::Japanese, Topic::Personnel) => "就業規則、勤怠、労働時間、費用の負担、評価",
            (Language::Japanese, Topic::Other) => "このサービス、申込、相談会、補助制度など",
            (Language::English, Topic::Ict) => "Computers, networks, web meetings, cloud services, less paper",
            (Language::English, Topic::Security) => "VPN, sign-in, taking data out, private devices, incidents",
            (Language::English, Topic::Personnel) => "Work rules, attendance, working hours, costs, appraisal",
            (Language::English, Topic::Other) => "This service, registrations, consultations, subsidies and so on",
        }
    }
}
