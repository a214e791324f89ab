//! Questions on the service itself and on how to begin (その他).

use domain::event::Topic;

use super::Part::{Link, List, Say};
use super::{Both, Question};

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "cost",
        topic: Topic::Other,
        also: "費用 料金 無料 お金 会員登録 free price fee charge",
        question: Both("費用はかかりますか。", "Does it cost anything?"),
        answer: &[Say(Both(
            "セミナー、相談会、問い合わせは、どれも無料です。会員登録もいりません。会場までの交通費、電話の通話料、インターネットの通信料は、ご自分でご負担ください。",
            "Seminars, consultation meetings and inquiries are free, and you need no account. You pay for your own travel, phone calls and internet.",
        ))],
    },
    Question {
        id: "who-may-use",
        topic: Topic::Other,
        also: "対象 個人事業主 大企業 フリーランス NPO 個人 company individual eligible sole proprietor",
        question: Both("だれが利用できますか。", "Who may use the service?"),
        answer: &[
            Say(Both(
                "全国の中小企業と地方公共団体のための事業です。経営者、総務や人事、情報システムの担当者のほか、これから担当する方も利用できます。テレワークを始めていなくてもかまいません。",
                "It is for small and medium companies and local governments all over Japan: owners, staff in general affairs, personnel or IT, and those about to take it on. You need not have started telework.",
            )),
            Say(Both(
                "イベントごとの対象は、イベントのページの「対象」にあります。当てはまるかどうか迷うときは、事務局にお尋ねください。",
                "Each event’s page says whom it is for. If you are not sure that this is you, ask the secretariat.",
            )),
        ],
    },
    Question {
        id: "where-to-start",
        topic: Topic::Other,
        also: "始め方 進め方 手順 はじめて 導入 何から step begin introduction first",
        question: Both(
            "テレワークを始めたいのですが、何からすればよいですか。",
            "We want to start telework. What comes first?",
        ),
        answer: &[
            List(&[
                Both(
                    "目的を一つ決める（採用、育児や介護との両立、災害への備え、通勤の負担を減らす）",
                    "Choose one aim: hiring, family care, disasters, less commuting",
                ),
                Both(
                    "仕事を書き出し、離れてできるものに印をつける",
                    "List the work and mark what can be done elsewhere",
                ),
                Both("2〜3人で、週に1日から試す", "Let two or three people try it, one day a week"),
                Both(
                    "1か月後に、困ったことを集め、機器・ルール・進めかたを直す",
                    "After a month, collect problems and adjust tools, rules and habits",
                ),
                Both("規程にして、人と日数を広げる", "Write it into rules, and widen it"),
            ]),
            Say(Both(
                "どの段階でも、セミナーで他社の例を聞き、相談会で専門家に相談できます。",
                "At every step you can hear others’ experience in a seminar and ask an expert at a consultation meeting.",
            )),
            Link("/events", Both("イベントを探す", "Find an event")),
        ],
    },
    Question {
        id: "register",
        topic: Topic::Other,
        also: "申し込み 申込方法 予約 参加 電話で申し込む apply sign up book",
        question: Both("イベントには、どう申し込みますか。", "How do I register for an event?"),
        answer: &[
            List(&[
                Both(
                    "「イベントを探す」で、日にちや地域から選ぶ",
                    "Choose an event by day or region in “Find an event”",
                ),
                Both(
                    "イベントのページで「申し込む」を押し、氏名、メールアドレスなどを入力する",
                    "Press “Register” on its page and fill in your name, mail address and so on",
                ),
                Both("確認の画面で、内容を確かめて送る", "Check your answers and send them"),
            ]),
            Say(Both(
                "受付番号が画面に出て、同じものがメールで届きます。インターネットで申し込めないときは、お電話でご相談ください。",
                "Your reference number appears on the screen and comes by mail as well. If you cannot register online, please call the secretariat.",
            )),
            Link("/events", Both("イベントを探す", "Find an event")),
        ],
    },
    Question {
        id: "change",
        topic: Topic::Other,
        also: "キャンセル 取り消し 変更 人数 日程 取消 欠席 cancel edit absence",
        question: Both("申し込んだ内容を変えたい、取り消したいときは。", "How do I change or cancel my registration?"),
        answer: &[
            Say(Both(
                "受付のメールにあるリンクを開くと、内容の確認、変更、取り消しができます。変更は申込の締め切りまで、取り消しはイベントが終わるまでできます。来られなくなったら、早めに取り消していただくと、待っている方に席が回ります。",
                "Open the link in our mail to view, change or cancel it: change it until registration closes, cancel it until the event ends. Please cancel early if you cannot come, so that your seat goes to somebody who waits.",
            )),
            Say(Both(
                "メールが見つからないときは、リンクをもう一度お送りします。メールアドレスは変えられません。取り消してから、申し込み直してください。",
                "If you cannot find the mail, we send the link again. The mail address itself cannot be changed: cancel, then register anew.",
            )),
            Link("/my/find", Both("申込のリンクを受け取る", "Get your links by mail")),
        ],
    },
    Question {
        id: "waiting-list",
        topic: Topic::Other,
        also: "満席 キャンセル待ち 順番 繰り上げ 空席 full queue",
        question: Both("満席のイベントには、もう参加できませんか。", "The event is full. Can I still attend?"),
        answer: &[
            Say(Both(
                "「キャンセル待ち」に登録できます。席が空くと、登録の早い順にメールでご案内します。席は期限まで取っておきますので、メールのリンクから、参加するかどうかをお選びください。",
                "You can join the waiting list. When a seat becomes free, we offer it to the first in line by mail and hold it until the time that the mail names. Its link lets you take the seat or decline.",
            )),
            Say(Both(
                "いまの順番は、受付のメールのリンクから見られます。待つのをやめるときも、そのページで取り消せます。オンラインで参加できる、似たイベントも探してみてください。",
                "The link in our mail shows your place in line; you can also leave the list there. Or look for a similar event online.",
            )),
            Link("/events?format=online", Both("オンラインのイベントを探す", "Find online events")),
        ],
    },
    Question {
        id: "no-mail",
        topic: Topic::Other,
        also: "メールが届かない 来ない 迷惑メール 受信拒否 受付番号 確認メール spam not received confirmation",
        question: Both("申し込んだのに、メールが届きません。", "I registered, but no mail has come."),
        answer: &[
            List(&[
                Both("迷惑メールの箱を見る", "Look into your spam folder"),
                Both(
                    "会社のメールなら、受信の制限を情報システムの担当者に確かめる",
                    "At work, ask your IT staff whether incoming mail is restricted",
                ),
                Both("申込のリンクをもう一度受け取る", "Have your links sent once more"),
            ]),
            Say(Both(
                "30分たっても届かないときは、アドレスの書きまちがいかもしれません。画面に出た受付番号を手元に置いて、事務局へお電話ください。番号がわからなくても、お名前とイベントで探せます。",
                "If nothing comes within 30 minutes, the address may have been mistyped. Call the secretariat with the reference number from your screen. Without the number, your name and the event will do.",
            )),
            Link("/my/find", Both("申込のリンクを受け取る", "Get your links by mail")),
        ],
    },
    Question {
        id: "online",
        topic: Topic::Other,
        also: "オンライン参加 Web会議 接続先 URL スマートフォン カメラ 録画 join link smartphone recording",
        question: Both("オンラインで参加するには、何がいりますか。", "What do I need to attend online?"),
        answer: &[
            Say(Both(
                "インターネットにつながるパソコン、スマートフォン、タブレットのどれかがあれば参加できます。接続先は、申し込んだ方にメールでお知らせします。",
                "A computer, smartphone or tablet with internet. We mail the link to those who have registered.",
            )),
            List(&[
                Both(
                    "会社の端末では、Web会議の利用が制限されていないか、前もって確かめる",
                    "On a company device, check beforehand that web meetings are not blocked",
                ),
                Both("10分ほど前につなぎ、音が聞こえるか確かめる", "Join about ten minutes early and test the sound"),
                Both(
                    "資料や録画があるかどうかは、イベントのページで確かめるか、主催者に尋ねる",
                    "See the event’s page, or ask the organiser, whether there are slides or a recording",
                ),
            ]),
            Say(Both("接続先は、ほかの人に送らないでください。", "Please do not pass the link on.")),
        ],
    },
    Question {
        id: "office-hours",
        topic: Topic::Other,
        also: "事務局 電話 受付時間 営業時間 休み 祝日 年末年始 連絡先 secretariat phone opening hours holiday",
        question: Both("事務局には、いつ連絡できますか。", "When can I reach the secretariat?"),
        answer: &[
            Say(Both(
                "電話は平日の9:00〜17:00です。土曜・日曜・祝日と年末年始（12月29日〜1月3日）は休みます。次の休みの日は、どのページでも下の欄でお知らせしています。",
                "By phone on weekdays, 9:00–17:00 Japan time; not on weekends, national holidays and from 29 December to 3 January. The next closed days stand at the foot of every page.",
            )),
            Say(Both(
                "メールと問い合わせのフォームは、いつでも送れます。お返事は、休みの日を除いて順にいたします。",
                "Mail and the inquiry form are open at any time. We answer in order, on working days.",
            )),
            Link("/inquiries/new", Both("問い合わせる", "Send an inquiry")),
        ],
    },
    Question {
        id: "local-governments",
        topic: Topic::Other,
        also: "地方公共団体 自治体 市役所 町村 LGWAN 三層 公務員 職員 municipality city hall local government",
        question: Both("地方公共団体でも利用できますか。", "Can local governments use it?"),
        answer: &[
            Say(Both(
                "利用できます。庁内のテレワークについても、地域の企業への後押しについても、ご相談ください。地方公共団体向けのイベントは、対象で絞って探せます。",
                "Yes: for telework in your own offices, and for helping companies in your area. You can filter events by audience.",
            )),
            List(&[
                Both(
                    "LGWANと住民の情報は、総務省の「地方公共団体における情報セキュリティポリシーに関するガイドライン」と、団体の情報セキュリティポリシーに沿って扱います。",
                    "For LGWAN and residents’ data, follow MIC’s guidelines on information security policy for local governments and your own policy.",
                ),
                Both(
                    "職員の服務や勤務時間は、団体の条例・規則によります。人事担当課にご確認ください。",
                    "Conduct and hours of officials are set by your ordinances and rules: ask your personnel division.",
                ),
                Both(
                    "地域でセミナーや相談会をともに開くことについては、事務局にお問い合わせください。",
                    "To hold a seminar or consultation meeting together with us, contact the secretariat.",
                ),
            ]),
            Link(
                "/events?audience=governments",
                Both("地方公共団体向けのイベントを探す", "Find events for local governments"),
            ),
        ],
    },
    Question {
        id: "prepare",
        topic: Topic::Other,
        also: "相談会 個別相談 専門家 テレワークマネージャー 準備 持ち物 秘密 consultation expert bring confidential",
        question: Both("相談会の前に、何を用意すればよいですか。", "What should I prepare for a consultation?"),
        answer: &[
            Say(Both(
                "用意がなくても相談できます。次のことがわかると、話が早く進みます。",
                "You can come without anything. It goes faster if you know these.",
            )),
            List(&[
                Both(
                    "業種、社員の人数、テレワークをさせたい仕事",
                    "Your trade, the number of staff, the work you want to move",
                ),
                Both(
                    "いま使っているパソコン、ネットワーク、業務のソフト",
                    "Computers, network and software you use now",
                ),
                Both("就業規則と、勤怠の記録方法", "Your work rules, and how hours are recorded"),
                Both("いちばん困っていること一つ", "The one thing that troubles you most"),
            ]),
            Say(Both(
                "パスワードや、お客様の個人情報は、お持ちにならないでください。",
                "Please do not bring passwords or customers’ personal data.",
            )),
            Link("/events?kind=consultation", Both("相談会を探す", "Find consultation meetings")),
        ],
    },
    Question {
        id: "subsidy",
        topic: Topic::Other,
        also: "補助金 助成金 支援制度 お金 IT導入 労働局 商工会議所 grant subsidy funding money",
        question: Both(
            "テレワークの導入に使える補助金や助成金はありますか。",
            "Are there grants for introducing telework?",
        ),
        answer: &[
            Say(Both(
                "国、都道府県、市区町村に制度があることがありますが、内容と期間は年度ごとに変わります。最新の募集要項を、それぞれの窓口で確かめてください。",
                "The state, prefectures and municipalities may offer some, but they change from year to year. Check the current terms with each office.",
            )),
            List(&[
                Both(
                    "働きかたや労務の助成金：都道府県労働局",
                    "Grants for ways of working: the prefectural labour bureau",
                ),
                Both(
                    "ITの導入の補助金、経営全般：商工会議所・商工会、よろず支援拠点",
                    "Grants for IT, and management in general: chambers or societies of commerce and industry, Yorozu support centres",
                ),
                Both(
                    "地域独自の制度：都道府県と市区町村の産業担当課",
                    "Local schemes: the industry division of your prefecture or municipality",
                ),
            ]),
            Say(Both(
                "交付の決定より前に買ったものは対象にならない制度が多いので、契約の前に確かめてください。",
                "Many schemes do not cover what was bought before approval: check before you sign a contract.",
            )),
        ],
    },
    Question {
        id: "access-needs",
        topic: Topic::Other,
        also: "障害 車いす 字幕 手話 要約筆記 配慮 バリアフリー wheelchair subtitles sign language disability",
        question: Both(
            "車いすの席や字幕など、手伝いをお願いできますか。",
            "Can I ask for a wheelchair seat, subtitles or other help?",
        ),
        answer: &[Say(Both(
            "申込のフォームの「手伝いの要ること」にお書きください。主催者と相談して、できることをお知らせします。手話や字幕の手配には日にちがかかるので、早めにお申し込みください。",
            "Write it under “What we can do for you” in the registration form. We ask the organiser and tell you what can be done. Sign language and subtitles take time to arrange, so please register early.",
        ))],
    },
    Question {
        id: "languages",
        topic: Topic::Other,
        also: "英語 外国語 通訳 日本語 English interpreter foreign language",
        question: Both("日本語以外の言葉でも利用できますか。", "Can I use the service in English?"),
        answer: &[
            Say(Both(
                "このサイトは、日本語と英語で使えます。イベントはほとんどが日本語です。ほかの言葉で受けられるイベントには、イベントのページにその案内があります。",
                "This site is in Japanese and English. Most events are in Japanese; an event in another language says so on its page.",
            )),
            Say(Both(
                "問い合わせは英語でもお送りいただけます。通訳が必要なときは、申し込む前に事務局にご相談ください。",
                "You may write your inquiry in English. If you need an interpreter, ask the secretariat before you register.",
            )),
        ],
    },
];
