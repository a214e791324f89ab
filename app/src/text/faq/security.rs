//! Questions on security (セキュリティ).

use domain::event::Topic;

use super::Part::{List, Say};
use super::{Both, Question};

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "security-first",
        topic: Topic::Security,
        also: "何から 対策 チェックリスト ガイドライン 手引き 優先 checklist guideline first steps",
        question: Both(
            "セキュリティの専任者がいません。何から手をつければよいですか。",
            "Nobody here is in charge of security. Where do we begin?",
        ),
        answer: &[
            Say(Both(
                "お金をかけずにできる、効き目の大きいものから始めます。",
                "Begin with what costs little and helps most.",
            )),
            List(&[
                Both(
                    "OS、アプリ、ルーター、VPN装置を自動で更新する",
                    "Update systems, programs, routers and VPN devices automatically",
                ),
                Both(
                    "メール、クラウド、VPNに多要素認証をつける",
                    "Add multi-factor authentication to mail, cloud services and VPN",
                ),
                Both(
                    "端末のディスクを暗号化し、画面を自動でロックする",
                    "Encrypt disks and lock screens automatically",
                ),
                Both(
                    "大事なデータのバックアップを、ふだんはネットワークから切り離して持つ",
                    "Keep a backup of important data that is normally disconnected from the network",
                ),
                Both("困ったときの連絡先を1枚の紙にして配る", "Give everybody one sheet with whom to call in trouble"),
            ]),
            Say(Both(
                "総務省の「中小企業等担当者向けテレワークセキュリティの手引き（チェックリスト）」は、専任者のいない会社のためのものです。順に印をつけると、足りない対策がわかります。",
                "MIC publishes a telework security handbook with a checklist for small companies without specialists (in Japanese). Tick it off to see what is missing.",
            )),
        ],
    },
    Question {
        id: "byod",
        topic: Topic::Security,
        also: "私物 BYOD 個人のパソコン スマホ 私用端末 MDM own device private computer",
        question: Both(
            "社員の私物のパソコンやスマートフォン（BYOD）を使ってもよいですか。",
            "May staff use their own computers and smartphones (BYOD)?",
        ),
        answer: &[
            Say(Both(
                "会社の端末を使うのが基本です。私物を使うなら、データを残さない方式を選び、ルールと本人の同意を先に決めます。",
                "Company devices come first. If private ones are used, choose a way that leaves no data on them, and agree on rules beforehand.",
            )),
            List(&[
                Both(
                    "リモートデスクトップやセキュアブラウザなど、手元に保存しない方式にする",
                    "Use remote desktop or a secure browser, so that nothing is stored on the device",
                ),
                Both(
                    "使える条件を決める（更新の続くOS、画面ロック、ウイルス対策、家族と共用しない）",
                    "Set conditions: a supported system, screen lock, anti-virus software, not shared with the family",
                ),
                Both(
                    "許可した端末だけをつなげるようにし、台帳に書く",
                    "Admit only registered devices, and keep a list of them",
                ),
                Both(
                    "紛失したときに会社が消せる範囲と、退職するときの消しかたを、書面で同意を得ておく",
                    "Agree in writing what the company may erase when a device is lost, and what is erased when somebody leaves",
                ),
                Both("通信費や修理代をだれが払うか決める", "Decide who pays for data and repairs"),
            ]),
            Say(Both(
                "私物の使用は強制できません。使いたくない人には、会社の端末を用意してください。",
                "Do not force anybody to use a private device: have company ones for those who do not wish to.",
            )),
        ],
    },
    Question {
        id: "mfa",
        topic: Topic::Security,
        also: "MFA 二段階認証 2要素 ワンタイムパスワード 認証アプリ パスキー two-factor 2FA passkey authenticator",
        question: Both(
            "多要素認証（MFA）とは何ですか。入れたほうがよいですか。",
            "What is multi-factor authentication (MFA), and do we need it?",
        ),
        answer: &[
            Say(Both(
                "パスワードのほかに、スマートフォンのアプリや指紋など、もう一つで本人を確かめるしくみです。パスワードが盗まれても、それだけでは入れません。社外から使うものには、すべて入れてください。",
                "A second proof besides the password, such as an app on a phone or a fingerprint. A stolen password alone no longer opens anything. Use it wherever people sign in from outside.",
            )),
            List(&[
                Both(
                    "順番：メール、VPN・リモート接続、クラウド、管理者のアカウント",
                    "In this order: mail, VPN and remote access, cloud services, administrators’ accounts",
                ),
                Both(
                    "方法：認証アプリ、パスキー、セキュリティキーを優先する。SMSは、ほかに方法がないときに使う",
                    "Prefer an authenticator app, passkeys or security keys. Use text messages only where nothing else works",
                ),
                Both(
                    "機種変更や紛失に備え、予備の方法と、本人を確かめて解除する手順を決める",
                    "Plan for new and lost phones: a second method, and how to verify a person before a reset",
                ),
                Both(
                    "身に覚えのない承認の求めには応じず、すぐ知らせる",
                    "Never approve a request you did not start; report it at once",
                ),
            ]),
            Say(Both(
                "多くのクラウドサービスでは、追加の費用なしで設定できます。契約先の説明をご覧ください。",
                "Many cloud services include it at no extra cost. See your provider’s instructions.",
            )),
        ],
    },
    Question {
        id: "home-wifi",
        topic: Topic::Security,
        also: "自宅 家庭 無線LAN ワイファイ Wi-Fi ルーター WPA2 WPA3 暗号化 home wireless router",
        question: Both("自宅のWi-Fiを仕事に使っても安全ですか。", "Is it safe to work over Wi-Fi at home?"),
        answer: &[
            Say(Both(
                "次の5つが済んでいれば、使えます。社員に確かめてもらってください。",
                "Yes, once these five things are done. Ask your staff to check them.",
            )),
            List(&[
                Both("暗号化はWPA2かWPA3にする（WEPは使わない）", "Encryption is WPA2 or WPA3, never WEP"),
                Both(
                    "Wi-Fiのパスワードを、長く、ほかで使っていないものにする",
                    "The Wi-Fi password is long and used nowhere else",
                ),
                Both(
                    "ルーターの管理画面のパスワードを、買ったときのままにしない",
                    "The password of the router’s own settings is not the one it came with",
                ),
                Both(
                    "ルーターを自動で更新する。メーカーの更新が終わった機種は替える",
                    "The router updates itself; replace models that get no more updates",
                ),
                Both(
                    "来客やゲーム機などは、ゲスト用のWi-Fiに分ける",
                    "Guests and other devices use a separate guest network",
                ),
            ]),
            Say(Both(
                "そのうえで、社内へはVPNなどの暗号化された方法でつなぎます。設定がわからないときは、スマートフォンのテザリングや会社のモバイルルーターも使えます。",
                "On top of that, reach the office through a VPN or another encrypted way. If the settings are too hard, use a phone’s hotspot or a mobile router from the company.",
            )),
        ],
    },
    Question {
        id: "lost-device",
        topic: Topic::Security,
        also: "紛失 盗難 置き忘れ なくした パソコン スマートフォン 個人情報 漏えい 報告 stolen lost laptop data breach",
        question: Both(
            "パソコンやスマートフォンをなくしたら、どうすればよいですか。",
            "A laptop or phone has been lost. What do we do?",
        ),
        answer: &[
            Say(Both(
                "とがめるより、すぐ知らせてもらうことが大切です。順番を決めておきます。",
                "Prompt word matters more than blame. Fix the order beforehand.",
            )),
            List(&[
                Both(
                    "本人：気づいたらすぐ、夜でも休日でも、決められた連絡先に電話する",
                    "The person: call the named contact at once, even at night or on a holiday",
                ),
                Both(
                    "会社：端末を遠隔でロック・消去し、アカウントを止め、パスワードを変える",
                    "The company: lock or erase the device remotely, close sessions, change passwords",
                ),
                Both(
                    "携帯電話会社に回線の停止を頼み、警察に遺失届か盗難届を出す",
                    "Have the line suspended and report it to the police as lost or stolen",
                ),
                Both(
                    "何が入っていたか、暗号化されていたかを書き出す",
                    "Write down what was on it and whether it was encrypted",
                ),
            ]),
            Say(Both(
                "個人データの漏えいのおそれがあるときは、個人情報保護委員会への報告と、本人への通知が必要になる場合があります。期限があるので、すぐに委員会のサイトを見るか、専門家に相談してください。",
                "If personal data may have leaked, the law can require a report to the Personal Information Protection Commission and notice to the people concerned. There are deadlines: see the Commission’s site or ask an expert at once.",
            )),
        ],
    },
    Question {
        id: "ransomware",
        topic: Topic::Security,
        also: "ウイルス 感染 ランサムウェア 不審なメール フィッシング 添付ファイル IPA 警察 virus malware phishing attack",
        question: Both(
            "不審なメールを開いてしまいました。ウイルスに感染したかもしれません。",
            "Somebody opened a suspicious mail. We may have a virus.",
        ),
        answer: &[
            List(&[
                Both(
                    "LANケーブルを抜き、Wi-Fiを切る。電源は切らない（記録が消えることがあります）",
                    "Pull the network cable and switch Wi-Fi off. Leave the power on: traces can be lost",
                ),
                Both(
                    "触らずに、決められた連絡先へ電話する。メールやチャットは、別の端末から使う",
                    "Touch nothing else and call the named contact. Use another device for mail and chat",
                ),
                Both(
                    "別の端末から、入力してしまったパスワードを変える",
                    "Change any password that was typed, from another device",
                ),
                Both(
                    "ほかの端末とバックアップを、ネットワークから切り離す",
                    "Disconnect other devices and backups from the network",
                ),
            ]),
            Say(Both(
                "次に、保守を頼んでいる会社に連絡し、情報処理推進機構（IPA）の「情報セキュリティ安心相談窓口」や、都道府県警察のサイバー犯罪相談窓口に相談してください。身代金は、払ってもデータが戻るとは限りません。",
                "Then call your maintenance company, and ask the advice desk of the Information-technology Promotion Agency (IPA) or the cybercrime desk of your prefectural police. Paying a ransom does not guarantee that data come back.",
            )),
        ],
    },
    Question {
        id: "passwords",
        topic: Topic::Security,
        also: "パスワード 定期変更 使い回し パスワード管理 password manager reuse",
        question: Both("パスワードは、定期的に変えるべきですか。", "Should passwords be changed regularly?"),
        answer: &[
            Say(Both(
                "漏れていなければ、定期的に変える必要はありません。それより、長くして、使い回さないことが大切です。",
                "Not unless they may have leaked. It matters more that they are long and never reused.",
            )),
            List(&[
                Both("サービスごとに別のものにする", "A different one for each service"),
                Both(
                    "覚えられない分は、会社で決めたパスワード管理ソフトに任せる",
                    "Leave those nobody can remember to a password manager that the company has chosen",
                ),
                Both("一つのアカウントを、何人もで使わない", "No account shared by several people"),
                Both(
                    "漏れたおそれがあるとき、退職者が出たときは、すぐ変える",
                    "Change them at once when they may have leaked or somebody leaves",
                ),
                Both("多要素認証を必ず組み合わせる", "Always add multi-factor authentication"),
            ]),
        ],
    },
    Question {
        id: "vpn-update",
        topic: Topic::Security,
        also: "VPN装置 ルーター 脆弱性 更新 ファームウェア リモートデスクトップ 保守 firmware vulnerability patch",
        question: Both(
            "VPN装置を入れました。あとは何に気をつければよいですか。",
            "We have installed a VPN device. What else should we watch?",
        ),
        answer: &[
            Say(Both(
                "更新されていないVPN装置は、攻撃の入り口としてよく狙われます。入れたあとの手入れを決めてください。",
                "VPN devices without updates are a favourite way in for attackers. Decide who looks after yours.",
            )),
            List(&[
                Both(
                    "メーカーの修正が出たら、だれがいつまでに当てるかを決める。保守の契約に含まれるか確かめる",
                    "Who installs the maker’s fixes, and by when? Check whether your maintenance contract covers it",
                ),
                Both("多要素認証を必ず使う", "Always use multi-factor authentication"),
                Both(
                    "使わなくなったアカウントと、管理画面への社外からの接続を止める",
                    "Close unused accounts, and access to its settings from outside",
                ),
                Both(
                    "サポートの終わる日を書き留め、それまでに替える",
                    "Note the day support ends, and replace it before",
                ),
                Both(
                    "リモートデスクトップをインターネットに直接公開しない",
                    "Never expose remote desktop directly to the internet",
                ),
            ]),
        ],
    },
    Question {
        id: "outside-home",
        topic: Topic::Security,
        also: "カフェ 喫茶店 公衆Wi-Fi フリーWi-Fi のぞき見 移動中 新幹線 サテライトオフィス コワーキング cafe public wifi train coworking",
        question: Both("カフェや移動中に仕事をしてもよいですか。", "May staff work in cafés or on the train?"),
        answer: &[
            Say(Both(
                "会社が場所を決めます。許す場合も、扱う情報で分けてください。",
                "The company decides where. If you allow it, let it depend on the information.",
            )),
            List(&[
                Both(
                    "席を離れるときは、端末を持っていく。画面はロックする",
                    "Take the device along when you leave your seat, and lock the screen",
                ),
                Both(
                    "のぞき見を防ぐフィルターを貼り、壁を背にして座る",
                    "Use a privacy filter and sit with your back to a wall",
                ),
                Both(
                    "電話やWeb会議で、顧客の名前や機密の話をしない",
                    "No customers’ names and nothing confidential on calls",
                ),
                Both(
                    "だれでも使える公衆Wi-Fiは避け、テザリングや会社の回線を使う。やむを得ないときはVPNを通す",
                    "Avoid public Wi-Fi; use a phone’s hotspot or the company’s line, or a VPN if there is no other way",
                ),
                Both(
                    "個人情報や機密の書類は、家か会社だけで扱う",
                    "Handle personal data and confidential papers only at home or in the office",
                ),
            ]),
            Say(Both(
                "個室のあるサテライトオフィスやコワーキングスペースを契約する方法もあります。",
                "A satellite office or coworking space with closed rooms is another way.",
            )),
        ],
    },
];
