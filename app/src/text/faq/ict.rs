//! Questions on the ICT environment (ICT環境).

use domain::event::Topic;

use super::Part::{Link, List, Say};
use super::{Both, Question};

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "vpn",
        topic: Topic::Ict,
        also: "リモートデスクトップ 仮想デスクトップ VDI セキュアブラウザ クラウド 社内サーバー 持ち出し remote desktop secure browser cloud",
        question: Both(
            "社外から社内のデータを使うには、VPN、リモートデスクトップ、セキュアブラウザのどれがよいですか。",
            "How should we reach our data from outside: VPN, remote desktop or secure browser?",
        ),
        answer: &[
            Say(Both(
                "「データを手元の端末に置いてよいか」で決まります。",
                "It depends on whether data may be stored on the device at home.",
            )),
            List(&[
                Both(
                    "VPN：社内のネットワークに安全につなぎます。データは手元の端末にも保存できるので、会社が管理する端末で使います。",
                    "VPN: a protected line into the office network. Data can end up on the device, so use devices that the company manages.",
                ),
                Both(
                    "リモートデスクトップ：会社のパソコンの画面だけを映します。データは社内に残ります。会社のパソコンを起動しておく必要があります。",
                    "Remote desktop: shows only the screen of a computer in the office. Data stays there. That computer must be switched on.",
                ),
                Both(
                    "セキュアブラウザ：専用のブラウザで社内のシステムやクラウドを見ます。端末にデータを残しません。ブラウザで動く業務に向きます。",
                    "Secure browser: opens company systems and cloud services without leaving data on the device. Suits work done in a browser.",
                ),
                Both(
                    "クラウドサービス：はじめからデータを社外のサービスに置きます。社内のサーバーを持たない会社なら、これだけで始められます。",
                    "Cloud service: the data lives with the provider from the start. A company without a server of its own can begin with this alone.",
                ),
            ]),
            Say(Both(
                "二つを組み合わせる会社もあります。方式ごとの長所と注意点は、総務省の「テレワークセキュリティガイドライン」にまとまっています。迷うときは、相談会で専門家にお尋ねください。",
                "Some companies combine two. The Telework Security Guidelines of the Ministry of Internal Affairs and Communications (MIC) compare them. If in doubt, ask an expert at a consultation meeting.",
            )),
        ],
    },
    Question {
        id: "equipment",
        topic: Topic::Ict,
        also: "パソコン 機器 道具 準備 予算 ノートPC laptop computer hardware budget",
        question: Both("はじめに、どんな機器がいりますか。", "What equipment do we need to start?"),
        answer: &[
            Say(Both(
                "まず、いまあるものを書き出してください。足りないものだけを用意すれば、少ない費用で試せます。",
                "First list what you already have, and add only what is missing. A trial need not cost much.",
            )),
            List(&[
                Both(
                    "会社のノートパソコン（サポートの続いているOS、ディスクの暗号化、ウイルス対策ソフト）",
                    "A company laptop: an operating system that still gets updates, an encrypted disk, anti-virus software",
                ),
                Both(
                    "自宅のインターネット回線、またはモバイルルーター",
                    "An internet connection at home, or a mobile router",
                ),
                Both(
                    "Web会議のためのマイクつきイヤホンとカメラ（ノートパソコンの内蔵でも始められます）",
                    "A headset and a camera for web meetings; those built into a laptop will do at first",
                ),
                Both(
                    "連絡の手段（チャット、Web会議、電話の転送）",
                    "Ways to talk: chat, web meetings, forwarded phone calls",
                ),
                Both("勤怠を記録する方法", "A way to record working hours"),
            ]),
            Say(Both(
                "全員分を一度に買わず、2〜3人で1か月ほど試してから、機種と数を決めることをおすすめします。",
                "Do not buy for everybody at once. Let two or three people try it for about a month, then choose models and numbers.",
            )),
        ],
    },
    Question {
        id: "files",
        topic: Topic::Ict,
        also: "クラウドストレージ ファイル共有 共有フォルダ NAS バックアップ オンラインストレージ cloud storage share backup",
        question: Both(
            "ファイルをクラウドで共有したいのですが、何を見て選べばよいですか。",
            "We want to share files in the cloud. What should we look for?",
        ),
        answer: &[
            Say(Both(
                "法人向けのサービスから、次の点で比べてください。",
                "Compare services made for businesses on these points.",
            )),
            List(&[
                Both(
                    "多要素認証を全員に必須にできること",
                    "Multi-factor authentication can be made compulsory for everybody",
                ),
                Both(
                    "人や部署ごとに、見る・直す・社外に共有する権限を分けられること",
                    "Rights to view, edit and share outside can be set by person and team",
                ),
                Both("だれがいつ何を開いたか、記録が残ること", "It records who opened what, and when"),
                Both("消したファイルや前の版を戻せること", "Deleted files and earlier versions can be restored"),
                Both(
                    "退職者のアカウントをすぐ止められ、解約のときにデータを取り出せること",
                    "Accounts of people who leave can be closed at once, and you can take your data with you",
                ),
            ]),
            Say(Both(
                "個人向けの無料サービスや私用のアカウントを仕事に使うと、会社が管理できません。移す前に、フォルダの整理と、社外に出してはいけない情報の区分を済ませてください。",
                "Free personal services and private accounts are out of the company’s control. Before you move, tidy the folders and decide which information must not leave the company.",
            )),
        ],
    },
    Question {
        id: "web-meeting",
        topic: Topic::Ict,
        also: "音声 途切れる 遅い 回線 速度 カメラ オンライン会議 slow connection sound video call lag",
        question: Both(
            "Web会議の音や映像が途切れます。どうすればよいですか。",
            "Sound and video break up in web meetings. What can we do?",
        ),
        answer: &[
            Say(Both(
                "原因は回線、機器、設定のどれかです。上から順にお試しください。",
                "The cause is the line, the device or the settings. Try these in order.",
            )),
            List(&[
                Both(
                    "Wi-Fiルーターの近くに移るか、LANケーブルでつなぐ",
                    "Move closer to the Wi-Fi router, or use a network cable",
                ),
                Both("カメラを切り、音声だけにする", "Switch the camera off and keep the sound"),
                Both(
                    "ほかのアプリ、大きなダウンロード、家族の動画視聴を止める",
                    "Stop other programs, large downloads and other people’s video",
                ),
                Both("マイクつきイヤホンを使う（反響と雑音が減ります）", "Use a headset: less echo and noise"),
                Both(
                    "VPNを通しているときは、Web会議だけVPNを通さない設定にできるか、管理者に確かめる",
                    "If you use a VPN, ask your administrator whether web meetings may go around it",
                ),
                Both("ルーターとパソコンを再起動し、更新する", "Restart and update router and computer"),
            ]),
            Say(Both(
                "決まった時間帯だけ遅いときは、集合住宅の回線の混雑も考えられます。回線の契約先にお問い合わせください。",
                "If it is slow only at certain hours, the line of the building may be crowded. Ask your internet provider.",
            )),
        ],
    },
    Question {
        id: "phone-calls",
        topic: Topic::Ict,
        also: "電話番 代表番号 転送 クラウドPBX IP電話 スマートフォン 取り次ぎ call forwarding",
        question: Both(
            "会社にかかってくる電話は、どうすればよいですか。",
            "How do we answer calls to the office number?",
        ),
        answer: &[
            List(&[
                Both(
                    "電話の転送：いまの番号のまま、当番の携帯電話へ送ります。すぐ始められます。転送の通話料がかかります。",
                    "Call forwarding: calls go on to a mobile phone. Quick to set up; you pay for the forwarded calls.",
                ),
                Both(
                    "クラウドPBX・IP電話：スマートフォンやパソコンで会社の番号を受け、かけ、取り次げます。いまの番号を使えるかは契約先に確かめてください。",
                    "Cloud PBX or IP telephony: take, make and pass on calls under the office number by smartphone or computer. Ask the provider whether you can keep your number.",
                ),
                Both(
                    "電話代行：決まった時間だけ、受付を外に頼みます。",
                    "An answering service: somebody outside takes calls at set hours.",
                ),
            ]),
            Say(Both(
                "あわせて、取引先にメールやチャットでの連絡をお願いし、留守番電話の案内を見直すと、電話そのものが減ります。",
                "Ask customers to use mail or chat as well, and review your recorded message: there will be fewer calls.",
            )),
        ],
    },
    Question {
        id: "paper",
        topic: Topic::Ict,
        also: "紙 書類 はんこ 押印 印鑑 電子契約 電子帳簿保存法 ペーパーレス スキャン 請求書 seal stamp paperless contract invoice",
        question: Both(
            "紙の書類と押印のために出社しています。減らせますか。",
            "People come in only for paper and seals. Can we change that?",
        ),
        answer: &[
            Say(Both(
                "多い順に一つずつ、次のように見直します。",
                "Take the most frequent papers first, one at a time.",
            )),
            List(&[
                Both(
                    "社内の申請：ワークフローのサービスや、メール・チャットでの承認に替える",
                    "Requests inside the company: approve them in a workflow service, by mail or by chat",
                ),
                Both(
                    "契約：相手の同意を得て、電子契約に替える",
                    "Contracts: sign electronically, if the other side agrees",
                ),
                Both("請求書：PDFなどの電子データで送り、受け取る", "Invoices: send and receive them as files"),
                Both(
                    "届く郵便：開ける当番と日を決め、必要なものだけ読み取って共有する",
                    "Incoming post: set days and a person to open it, and scan what is needed",
                ),
            ]),
            Say(Both(
                "電子で受け取った請求書や契約書は、電子帳簿保存法の決まりに沿って保存します。保存のしかたは、税務署か税理士にお尋ねください。法令で紙や押印が必要な書類が残ることもあります。",
                "Invoices and contracts received as files must be kept as the Electronic Books Preservation Act says: ask your tax office or tax accountant how. Some papers still need a seal by law.",
            )),
        ],
    },
    Question {
        id: "field-work",
        topic: Topic::Ict,
        also: "製造業 建設 現場 介護 飲食 小売 業務の切り出し できる仕事 factory construction shop which work",
        question: Both(
            "製造、建設、介護など、現場の仕事が中心です。テレワークはできますか。",
            "Most of our work is on site: manufacturing, building, care. Can we telework at all?",
        ),
        answer: &[
            Say(Both(
                "会社全体では難しくても、仕事を細かく分けると、離れてできる部分が見つかります。",
                "Perhaps not as a whole. But when you break jobs into tasks, some can be done elsewhere.",
            )),
            List(&[
                Both(
                    "日報、見積もり、発注、請求、シフト作り、採用の面接",
                    "Daily reports, estimates, orders, invoices, shift plans, job interviews",
                ),
                Both(
                    "現場からの直行直帰（スマートフォンで報告と勤怠の記録を済ませる）",
                    "Going straight to the site and home again, with reports and hours entered on a smartphone",
                ),
                Both(
                    "図面や写真の確認、遠隔での打ち合わせや検査の立ち会い",
                    "Checking drawings and photos, remote meetings and inspections",
                ),
            ]),
            Say(Both(
                "1週間、だれが何にどれだけ時間を使ったかを書き出し、「書類」「相手」「場所」が要るかで分けてみてください。週に半日からでも始められます。",
                "For one week, write down who spends how long on what, and whether it needs papers, people or the place. Half a day a week is a good start.",
            )),
            Link("/events?topic=ict", Both("ICT環境のイベントを探す", "Find events on the ICT environment")),
        ],
    },
];
