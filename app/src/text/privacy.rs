//! Words of the page that says what is done with personal data.

use super::texts;

texts! {
    /// What is done with personal data.
    pub PrivacyText {
        title() => "個人情報とCookie", "Privacy and cookies";
        description() => "申込と問い合わせでお預かりする個人情報、その使いみちと消す時期、Cookieについてご説明します。",
            "Which personal data we take, what for, when we delete it, and which cookies we set.";
        lead() => "要るものだけをお預かりし、使いみちを決め、期限が来たら消します。ほかのサイトへは何も送りません。",
            "We take only what is needed, for a stated purpose, and delete it in time. Nothing goes to other sites.";

        purpose_heading() => "使いみち", "What we use it for";
        purpose_text() => "お預かりした個人情報は、次のことに使います。", "We use personal data for these purposes:";
        purpose_registration() => "イベントの申込を受け付け、席を用意し、ご連絡するため", "to take your registration for an event, keep your seat and contact you about it";
        purpose_inquiry() => "問い合わせに回答するため", "to answer your inquiry";
        purpose_figures() => "だれのものかわからない件数にまとめ、事業に生かすため", "to count, without names, how the service is used";
        purpose_only() => "宣伝には使いません。目的を変えるときは、先にお知らせして同意をいただきます。",
            "We send no advertising. Should a purpose ever change, we ask for your consent first.";

        stored_heading() => "お預かりするもの", "What we store";
        stored_registration() => "申込（必須）", "Registration, required";
        stored_registration_text() => "氏名、フリガナ、メールアドレス、会社・団体の名称と区分、都道府県。イベントによって、参加のしかたと人数。",
            "Name, name in kana, email address, name and kind of your organisation, prefecture; for some events how you attend and how many people.";
        stored_registration_more() => "申込（任意）", "Registration, optional";
        stored_registration_more_text() => "電話番号、関心のある内容、登壇者に聞きたいこと、手伝いの要ること（字幕や車いすの席など）。手伝いの要ることは、当日の準備にだけ使います。",
            "Phone number, topics, a question to the speakers, what we can do for you (such as subtitles or a wheelchair seat). The last is used for preparing that day only.";
        stored_door() => "当日の受付", "At the door";
        stored_door_text() => "来場と人数、受け付けた時刻。申込なしで来たかたは、氏名と会社・団体の名称。",
            "That you came, with how many people and when; of those who had not registered, name and organisation.";
        stored_inquiry() => "問い合わせ（必須）", "Inquiry, required";
        stored_inquiry_text() => "メールアドレス、内容の分野、聞きたいこと。そのあとのやりとり。", "Email address, topic, your question, and the messages that follow.";
        stored_inquiry_more() => "問い合わせ（任意）", "Inquiry, optional";
        stored_inquiry_more_text() => "お名前、会社・団体の名称、電話番号、都道府県、添えられたファイル（3つまで）。",
            "Name, organisation, phone number, prefecture, and up to three files.";
        stored_consultation() => "相談の予約（必須）", "Consultation, required";
        stored_consultation_text() => "氏名、フリガナ、メールアドレス、会社・団体の名称と区分、都道府県、相談したいこと。訪問のときは、住所と電話番号。",
            "Name, name in kana, email address, name and kind of your organisation, prefecture, your question; for a visit the address and phone number.";
        stored_waiting() => "相談のキャンセル待ち", "Waiting for a consultation";
        stored_waiting_text() => "氏名、メールアドレス、希望の日、分野、場所、専門家。空きをご案内するためにだけ使います。",
            "Name, email address, the days, topic, place and expert you want. Used only to offer you a time that comes free.";
        stored_sheet() => "事前相談シート", "Written to an expert beforehand";
        stored_sheet_text() => "いまの状況、相談で決めたいこと、使っている機器、添えられたファイル（3つまで）。担当の専門家と事務局が見て、相談とともに消します。",
            "How things are, what you want to decide, your equipment, and up to three files. Seen by your expert and the secretariat, and deleted with the consultation.";
        stored_survey() => "相談のアンケート（任意）", "Survey after a consultation, if you answer";
        stored_survey_text() => "役に立ったか、次にすることがはっきりしたか、感想。担当の専門家と事務局が見て、相談とともに消します。",
            "Whether it helped, whether you know what to do next, and your comment. Seen by your expert and the secretariat, and deleted with the consultation.";
        stored_find() => "リンクの請求", "Asking for links";
        stored_find_text() => "メールアドレス。リンクを送るためにだけ使い、送り終えたら消します。くり返しの請求を見分けるための控えも、1日を過ぎたら消します。",
            "Email address. We use it only to send the links and then erase it; the note that tells repeated requests apart is erased after a day.";
        stored_with_all() => "どれにも共通", "With all of them";
        stored_with_all_text() => "受付番号、受け付けた日時、画面の言語、同意した日時、お送りしたメールの宛先と種類。専用ページのリンクは、元に戻せない形に変えて保存します。",
            "Reference number, time, language of the page, time of your consent, and to which address we sent which kind of mail. Links to your own page are stored only in a form that cannot be turned back.";

        kept_heading() => "消す時期", "How long we keep it";
        kept_registration() => "申込", "Registrations";
        kept_registration_text() => "イベントの開催から12か月で消します。取り消した申込、当日の受付の記録も同じです。", "Deleted 12 months after the event, cancelled ones and what was noted at the door too.";
        kept_inquiry() => "問い合わせ", "Inquiries";
        kept_inquiry_text() => "最後のやりとりか終了の操作から12か月で、添えられたファイルとともに消します。回答をお待ちのあいだは消しません。",
            "Deleted, files included, 12 months after the last message, or after you closed it if that was later; never while you wait for our answer.";
        kept_consultation() => "相談の予約とキャンセル待ち", "Consultations and waiting for them";
        kept_consultation_text() => "相談の日、または待っていた最後の日から12か月で消します。", "Deleted 12 months after the day of the consultation, or after the last day you waited for.";
        kept_mail() => "お送りしたメールの控え", "Our note of the mails we sent";
        kept_mail_text() => "もとの申込や問い合わせと同時に消します。", "Deleted together with the registration or inquiry.";
        kept_draft() => "送られなかったフォームのファイル", "Files of a form that was never sent";
        kept_draft_text() => "2日以内に消します。", "Deleted within two days.";
        kept_when() => "期限の来たものは、毎日、自動で消します。消したものは、データベースのファイルの中でも上書きします。",
            "What is due is deleted automatically every day, and overwritten inside the database file.";
        kept_after() => "消したあとに残るのは、だれのものかわからない件数と、受付番号だけの操作の記録です。消したことも記録します。",
            "What stays are figures that belong to nobody, and a record of what was done under which reference number, without names. The deletion is recorded there, too.";

        seen_heading() => "見る人", "Who sees it";
        seen_secretariat() => "事務局の担当者。仕事に要るときだけ見ます。", "The secretariat’s staff, where their work needs it.";
        seen_expert() => "問い合わせに答える専門家（テレワークマネージャー）。担当する分野の問い合わせだけを見ます。",
            "Experts (telework managers) who answer inquiries: those of their own discipline only.";
        seen_helper() => "当日の受付をする人。そのイベントの名簿だけを、受付のあいだだけ見ます。", "Whoever is at the door of an event: the list of that event only, while the door is open.";
        seen_speaker() => "イベントの登壇者。「登壇者に聞きたいこと」に書かれた質問を見ます。", "The speakers of an event: what you wrote as a question to them.";
        seen_nobody_else() => "ほかの人や会社には渡しません。法律に定めがあるときだけは例外です。", "We hand it to nobody else, except where a law obliges us to.";

        rights_heading() => "見る・直す・消す", "Seeing, correcting and deleting";
        rights_self() => "申込の内容は、メールのリンクから、ご自分で見て、直して、取り消せます。リンクをなくしたら、送り直します。",
            "Through the link in our mail you can see, change and cancel your registration yourself. If you have lost the link, we send it again.";
        rights_request() => "それ以外のもの、使うのをやめてほしいとき、期限より前に消してほしいときは、事務局へお申し出ください。2開庁日以内にお返事します。",
            "For anything else, or if you want us to stop using your data or to delete it earlier, tell the secretariat. We reply within two business days.";
        rights_proof() => "お申し出のときは、お預かりしているメールアドレスに確認のメールを送り、ご本人かどうかを確かめます。",
            "To be sure that it is you, we send a mail to the address that we have.";

        device_heading() => "Cookieと、端末に残るもの", "Cookies, and what stays on your device";
        device_text() => "動かすために要るものだけを使います。広告や、行動を調べるためのものはありません。だから、同意を求める画面も出しません。",
            "We use only what the site needs to work: nothing for advertising, nothing that follows what you do. That is why no banner asks for your consent.";
        device_language() => "言語の案内（Cookie）", "Language (cookie)";
        device_language_text() => "名前は「visited」。ブラウザーの設定が英語のとき、最初の1回だけ英語のページへご案内した、という印です。ブラウザーを閉じると消えます。",
            "Named “visited”. It notes that a browser set to English has been sent to the English pages once. It goes when you close the browser.";
        device_draft() => "入力の下書き（端末の中）", "Draft of a form (on your device)";
        device_draft_text() => "申込や問い合わせの途中で書いた文字を、お使いのブラウザーの中にだけ残します。送ると消え、7日を過ぎたものは使わずに、次にその画面を開いたときに消します。同意の印と、添えたファイルは残しません。",
            "What you have typed into a form is kept inside your own browser only. It goes when you send the form; one older than seven days is not used, and erased when you next open that form. Your consent and files are never kept.";
        device_staff() => "職員のログイン（Cookie）", "Staff sign-in (cookie)";
        device_staff_text() => "職員がログインしているあいだだけ使います。ご利用のかたには出しません。", "Only for staff, while they are signed in. Visitors never get it.";
        device_shared() => "ほかの人も使う端末では、入力画面の「戻した内容を消す」を押すか、ブラウザーのデータを消してください。",
            "On a device that others use as well, press “Clear it” in the form, or clear your browser’s data.";

        others_heading() => "ほかのサイトとの通信", "Other sites";
        others_text() => "このサイトのページは、文字も絵もすべてこのサイトから届きます。ほかのサイトの部品、解析、広告は使っていません。ページを見ても、そのことがほかの会社に伝わることはありません。",
            "Everything on our pages comes from this site. There are no parts, statistics or advertisements of others, so no other company learns that you were here.";
        others_law() => "そのため、電気通信事業法の「外部送信」にあたるものはありません。", "So there is nothing to declare under the external transmission rules of Japan’s Telecommunications Business Act.";

        logs_heading() => "動作の記録", "Logs";
        logs_text() => "不具合を調べるため、日時、ページの種類、結果、かかった時間を記録します。お名前、メールアドレス、書かれた内容、専用ページのリンク、接続元のIPアドレスは記録しません。",
            "To find faults we log the time, the kind of page, the result and how long it took. Never names, email addresses, what you wrote, the links to your pages, or your IP address.";
        logs_network() => "短いあいだに大量に送られるのを防ぐため、フォームを送った接続元のIPアドレスごとに回数を数えます。数はメモリーの中だけにあり、保存しません。",
            "To stop floods, we count how often forms come from an IP address. The count is in memory only and never stored.";

        responsible_heading() => "責任をもつところ", "Who is responsible";
        responsible_text() => "総務省の事業として、テレワーク・サポートネットワーク事務局が、個人情報の保護に関する法律にしたがって取り扱います。",
            "The secretariat of the Telework Support Network, on behalf of the Ministry of Internal Affairs and Communications (MIC), under Japan’s Act on the Protection of Personal Information.";
        since(day: &str) => format!("この方針は{day}からのものです。変えるときは、このページでお知らせします。"),
            format!("This statement is of {day}. Changes are announced on this page.");
    }
}
