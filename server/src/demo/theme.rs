//! What the demo's events are about, and who speaks at them.

use domain::event::{Audience, Bilingual, EventKind, Speaker, Topic};

/// One subject, in both languages. `{}` in a title stands for the prefecture's name.
pub(super) struct Theme {
    pub(super) kind: EventKind,
    pub(super) title: (&'static str, &'static str),
    pub(super) kana: &'static str,
    pub(super) summary: (&'static str, &'static str),
    pub(super) description: (&'static str, &'static str),
    pub(super) topics: &'static [Topic],
    pub(super) audience: Audience,
    pub(super) audience_note: (&'static str, &'static str),
    /// The talks, in their order.
    pub(super) talks: [(&'static str, &'static str); 2],
}

use Audience::{Both, Companies, LocalGovernments};
use EventKind::{Combined, ConsultationMeeting, Seminar};
use Topic::{Ict, Other, Personnel, Security};

const SMALL: (&str, &str) =
    ("中小企業の経営者、人事・総務・情報システムの担当者", "Owners and staff of small and medium enterprises");
const OFFICIALS: (&str, &str) = ("市町村・都道府県の職員", "Officials of municipalities and prefectures");
const ANYBODY: (&str, &str) =
    ("テレワークを考えている企業・団体の方ならどなたでも", "Anybody from a company or body that thinks of telework");

pub(super) const THEMES: [Theme; 18] = [
    Theme {
        kind: Combined,
        title: (
            "はじめてのテレワーク：小さな会社の3か月計画",
            "Telework for the first time: three months for a small company",
        ),
        kana: "ハジメテノテレワーク：チイサナカイシャノサンカゲツケイカク",
        summary: (
            "どの仕事から、どの順に、いくらで。従業員50人以下の会社で実際に進めた3か月を、順を追って話します。",
            "Which work first, in which order, at what cost: three months in companies of fifty people or fewer, step by step.",
        ),
        description: (
            "現状把握から試行までの3か月を、2社の担当者と専門家がたどります。つまずきやすい順番、要る機器と費用、国と県の支援策もお伝えします。セミナーのあと、希望する会社は専門家に30分ずつ相談できます。",
            "Two companies and an expert walk through three months, from taking stock to a trial: where people stumble, what equipment costs, what support there is. Afterwards, companies that wish to can talk to an expert for 30 minutes each.",
        ),
        topics: &[Ict, Personnel],
        audience: Companies,
        audience_note: SMALL,
        talks: [
            ("3か月の地図：現状把握から試行まで", "A map of three months: from taking stock to a trial"),
            (
                "2社の実例：製造業28名、会計事務所12名",
                "Two companies: a manufacturer of 28, an accounting office of 12",
            ),
        ],
    },
    Theme {
        kind: Combined,
        title: ("{}テレワークセミナー&相談会", "Telework seminar and consultations in {}"),
        kana: "テレワークセミナーアンドソウダンカイ",
        summary: (
            "テレワークの始めかたと続けかたを半日で。後半は専門家による個別相談会です。",
            "Half a day on how to begin with telework and how to keep it going, with individual consultations in the second half.",
        ),
        description: (
            "前半は導入の進めかた、労務とセキュリティの要点を講師がお話しします。後半は、申込の順に1団体30分の個別相談を行います。",
            "First, talks on how to introduce telework and on the essentials of labour rules and security. Then consultations of 30 minutes for each organisation, in the order of registration.",
        ),
        topics: &[Ict, Personnel, Security],
        audience: Both,
        audience_note: ANYBODY,
        talks: [
            ("テレワーク導入の進めかた", "How to introduce telework"),
            ("労務とセキュリティ、つまずきやすい10の点", "Labour and security: ten points where people stumble"),
        ],
    },
    Theme {
        kind: Combined,
        title: ("自治体テレワーク推進セミナー&相談会", "Telework in local government: seminar and consultations"),
        kana: "ジチタイテレワークスイシンセミナーアンドソウダンカイ",
        summary: (
            "窓口のある職場で、どこから始めるか。先に進めた市町村の職員が数字とともに話します。",
            "Where to begin in an office with a public counter: officials of towns that went ahead tell of it, with figures.",
        ),
        description: (
            "庁内ネットワークとテレワークの両立、規程の整えかた、職員の研修を取り上げます。個別相談では、貴団体の状況に合わせて専門家がお答えします。",
            "How telework and the internal network go together, how to write the rules, how to train staff. In the consultations experts answer for your own situation.",
        ),
        topics: &[Ict, Security],
        audience: LocalGovernments,
        audience_note: OFFICIALS,
        talks: [
            ("三層の対策とテレワークの両立", "Telework and the three-layer network model"),
            ("人口5万人の市の2年間", "Two years in a city of fifty thousand"),
        ],
    },
    Theme {
        kind: Seminar,
        title: (
            "情報を持ち出さない働きかた：端末と書類の守りかた",
            "Working without taking data home: devices and papers",
        ),
        kana: "ジョウホウヲモチダサナイハタラキカタ：タンマツトショルイノマモリカタ",
        summary: (
            "仮想デスクトップから紙の持ち出しの決まりまで、会社の大きさに合う守りかたを選びます。",
            "From virtual desktops to rules for paper: choosing the protection that fits the size of the company.",
        ),
        description: (
            "端末の紛失、家族との共用、画面ののぞき見。実際に起きた事例から、費用の順に対策を並べます。",
            "Lost devices, shared computers, eyes on the screen: measures against what has really happened, in the order of their cost.",
        ),
        topics: &[Security],
        audience: Both,
        audience_note: ANYBODY,
        talks: [
            ("実際に起きた5つの事例", "Five things that really happened"),
            ("費用の順に並べる対策", "Measures in the order of their cost"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("テレワークのセキュリティ入門", "Security basics for telework"),
        kana: "テレワークノセキュリティニュウモン",
        summary: (
            "パスワード、更新、バックアップ。専任の担当者がいない会社でも今日からできることを学びます。",
            "Passwords, updates, backups: what a company without a specialist can begin with today.",
        ),
        description: (
            "テレワークで増える危険を、攻撃する側の手順から見ます。二要素認証の始めかたを、その場で試します。",
            "The risks that telework adds, seen from the attacker's side. Setting up two-factor sign-in is tried on the spot.",
        ),
        topics: &[Security],
        audience: Companies,
        audience_note: SMALL,
        talks: [
            ("狙われるのはどこか", "Where attacks begin"),
            ("二要素認証をその場で始める", "Setting up two-factor sign-in, live"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("在宅勤務の労働時間と就業規則、ここだけは", "Working hours and work rules at home: the essentials"),
        kana: "ザイタクキンムノロウドウジカントシュウギョウキソク、ココダケハ",
        summary: (
            "始業と終業、中抜け、残業。就業規則のどこを直せばよいか、条文の例で見ます。",
            "Start, end, breaks, overtime: which clauses of the work rules need a change, with examples.",
        ),
        description: (
            "社会保険労務士が、相談の多い順に解説します。就業規則の見本をお配りします。",
            "A labour and social security attorney explains what is asked most. You get a model of the rules.",
        ),
        topics: &[Personnel],
        audience: Companies,
        audience_note: SMALL,
        talks: [
            ("労働時間を見えるようにする", "Making working hours visible"),
            ("就業規則、直すのはこの7か所", "Work rules: the seven places to change"),
        ],
    },
    Theme {
        kind: Seminar,
        title: (
            "Wi-Fi、VPN、クラウド：選ぶ前に知る10のこと",
            "Wi-Fi, VPN, cloud: ten things to know before you choose",
        ),
        kana: "ワイファイ、ブイピーエヌ、クラウド：エラブマエニシルジュウノコト",
        summary: (
            "見積もりを取る前に知っておきたい用語と、比べかたの順番を整理します。",
            "The words to know before asking for an offer, and in which order to compare.",
        ),
        description: (
            "社外から社内の情報を使う方法を4つに分け、費用、手間、安全の面から比べます。",
            "Four ways of reaching the company's data from outside, compared by cost, effort and safety.",
        ),
        topics: &[Ict, Security],
        audience: Companies,
        audience_note: SMALL,
        talks: [
            ("社外から使う4つの方法", "Four ways to work from outside"),
            ("見積もりの読みかた", "How to read an offer"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("経営者のための、テレワークと人材確保", "Telework and finding staff, for owners"),
        kana: "ケイエイシャノタメノ、テレワークトジンザイカクホ",
        summary: (
            "採用と定着に効いた会社は何をしたか。経営の数字から見たテレワークです。",
            "What companies did that found and kept people: telework seen through the figures of the business.",
        ),
        description: (
            "県内の3社が、求人の反応、離職、事務所の費用がどう変わったかをお話しします。",
            "Three companies from the prefecture on how applications, departures and office costs have changed.",
        ),
        topics: &[Personnel, Other],
        audience: Companies,
        audience_note: ("経営者、役員、人事の責任者", "Owners, directors, heads of personnel"),
        talks: [
            ("県内3社の数字", "Three companies in figures"),
            ("続いた会社、やめた会社", "Those who went on and those who stopped"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("遠隔会議の作法と道具選び", "Remote meetings: manners and tools"),
        kana: "エンカクカイギノサホウトドウグエラビ",
        summary: (
            "聞こえる、見える、決まる会議のために。会議室と自宅をつなぐ道具を実物で比べます。",
            "For meetings where one hears, sees and decides: tools that join a meeting room and homes, compared live.",
        ),
        description: (
            "マイク、カメラ、照明。3万円までの道具でどこまで変わるかを、その場でつないで確かめます。",
            "Microphone, camera, light: what changes for up to 30,000 yen, tried on the spot.",
        ),
        topics: &[Ict],
        audience: Both,
        audience_note: ANYBODY,
        talks: [
            ("会議室と自宅をつなぐ", "Joining a meeting room and homes"),
            ("決まる会議の進めかた", "How to run a meeting that decides"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("子育てと介護をしながら働く人の労務管理", "Managing work for those who care for children or parents"),
        kana: "コソダテトカイゴヲシナガラハタラクヒトノロウムカンリ",
        summary: (
            "短時間勤務、中抜け、急な休み。制度とテレワークを組み合わせる考えかたを学びます。",
            "Short hours, breaks, sudden days off: combining the law's schemes with telework.",
        ),
        description: (
            "育児・介護休業の制度の変更点と、テレワークの組み合わせかたを、社会保険労務士が事例で解説します。",
            "What has changed in the law on leave for care, and how telework goes with it, explained with cases.",
        ),
        topics: &[Personnel],
        audience: Companies,
        audience_note: SMALL,
        talks: [("制度の変更点", "What has changed in the law"), ("組み合わせかたの事例", "Cases of combining")],
    },
    Theme {
        kind: Seminar,
        title: (
            "製造業のテレワーク：設計、受発注、現場のあいだ",
            "Telework in manufacturing: design, orders and the shop floor",
        ),
        kana: "セイゾウギョウノテレワーク：セッケイ、ジュハッチュウ、ゲンバノアイダ",
        summary: (
            "現場は動かせない。それでも動かせた仕事と、その順番を紹介します。",
            "The shop floor cannot move. Which work moved all the same, and in which order.",
        ),
        description: (
            "図面の扱い、注文書の電子化、現場との連絡。従業員20〜80名の会社の進めかたを比べます。",
            "Drawings, orders without paper, keeping in touch with the floor: companies of 20 to 80 people compared.",
        ),
        topics: &[Ict, Other],
        audience: Companies,
        audience_note: ("製造業の中小企業の方", "People from small manufacturers"),
        talks: [
            ("図面と注文書を外から扱う", "Drawings and orders from outside"),
            ("現場と自宅の連絡", "Keeping floor and home in touch"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("自治体職員のための情報セキュリティ研修", "Information security for local officials"),
        kana: "ジチタイショクインノタメノジョウホウセキュリティケンシュウ",
        summary: (
            "ガイドラインの改定点と、自宅で庁内の仕事をするときの決まりを確かめます。",
            "What has changed in the guideline, and the rules for doing the office's work at home.",
        ),
        description: (
            "事例をもとに、班に分かれて対応を話し合います。受講証を発行します。",
            "Groups discuss what to do in real cases. A certificate of attendance is issued.",
        ),
        topics: &[Security],
        audience: LocalGovernments,
        audience_note: OFFICIALS,
        talks: [("ガイドラインの改定点", "What has changed in the guideline"), ("事例を話し合う", "Discussing cases")],
    },
    Theme {
        kind: Seminar,
        title: ("書類と押印を減らす：電子契約と電子帳簿", "Fewer papers and seals: electronic contracts and books"),
        kana: "ショルイトオウインヲヘラス：デンシケイヤクトデンシチョウボ",
        summary: (
            "出社の理由になりやすい紙と印を、どこから減らすか。法の決まりと実務の順番を見ます。",
            "Paper and seals bring people to the office. Where to begin with less of them, by law and in practice.",
        ),
        description: (
            "請求書、契約書、社内の承認。電子にする順番と、取引先への頼みかたをお話しします。",
            "Invoices, contracts, approvals: the order of going electronic, and how to ask your partners.",
        ),
        topics: &[Ict, Other],
        audience: Companies,
        audience_note: ("経理・総務の担当者", "Staff in accounting and general affairs"),
        talks: [
            ("法の決まりと期限", "What the law asks, and by when"),
            ("取引先と一緒に進める", "Going ahead together with partners"),
        ],
    },
    Theme {
        kind: Seminar,
        title: ("離れて働く仲間の育てかたと評価", "Training and judging people who work elsewhere"),
        kana: "ハナレテハタラクナカマノソダテカタトヒョウカ",
        summary: (
            "新人の教育、日々の声かけ、成果の見かた。管理職の悩みに実例で答えます。",
            "Training newcomers, daily contact, seeing results: cases for what worries managers.",
        ),
        description: (
            "1対1の面談の進めかたと、目標の決めかたを練習します。",
            "One-to-one talks and the setting of goals are practised.",
        ),
        topics: &[Personnel],
        audience: Both,
        audience_note: ("管理職、リーダーの方", "Managers and team leaders"),
        talks: [("1対1の面談を練習する", "Practising one-to-one talks"), ("成果の見かた", "How to see results")],
    },
    Theme {
        kind: ConsultationMeeting,
        title: ("{}テレワーク個別相談会", "Individual telework consultations in {}"),
        kana: "テレワークコベツソウダンカイ",
        summary: (
            "テレワークマネージャーと社会保険労務士が、1団体60分、貴社の状況に合わせてお答えします。",
            "Telework managers and labour attorneys answer for your own situation, 60 minutes for each organisation.",
        ),
        description: (
            "機器とネットワーク、セキュリティ、労務管理のどれでも相談できます。何から相談すればよいか分からない方もどうぞ。",
            "About equipment and networks, security or labour rules; also if you do not know where to begin.",
        ),
        topics: &[Ict, Security, Personnel],
        audience: Both,
        audience_note: ANYBODY,
        talks: [("個別相談（前半）", "Consultations, first half"), ("個別相談（後半）", "Consultations, second half")],
    },
    Theme {
        kind: ConsultationMeeting,
        title: ("ICT・セキュリティ相談会（{}）", "ICT and security consultations ({})"),
        kana: "アイシーティー・セキュリティソウダンカイ",
        summary: (
            "機器、回線、クラウド、セキュリティを専門家に一対一で相談できます。",
            "One to one with an expert on equipment, lines, cloud services and security.",
        ),
        description: (
            "見積書やネットワークの図をお持ちいただくと、その場で一緒に見ながらお答えします。",
            "Bring an offer or a drawing of your network and we look at it together.",
        ),
        topics: &[Ict, Security],
        audience: Companies,
        audience_note: SMALL,
        talks: [("個別相談（前半）", "Consultations, first half"), ("個別相談（後半）", "Consultations, second half")],
    },
    Theme {
        kind: ConsultationMeeting,
        title: ("就業規則・労務の個別相談会（{}）", "Consultations on work rules and labour ({})"),
        kana: "シュウギョウキソク・ロウムノコベツソウダンカイ",
        summary: (
            "在宅勤務の規程、労働時間、手当。社会保険労務士が条文を見ながらお答えします。",
            "Rules for working at home, hours, allowances: a labour attorney answers with the text before you.",
        ),
        description: (
            "いまの就業規則をお持ちください。直すところと、届け出の手順を一緒に確かめます。",
            "Bring your present work rules. We look at what to change and how to file it.",
        ),
        topics: &[Personnel],
        audience: Companies,
        audience_note: SMALL,
        talks: [("個別相談（前半）", "Consultations, first half"), ("個別相談（後半）", "Consultations, second half")],
    },
    Theme {
        kind: ConsultationMeeting,
        title: ("自治体の窓口職員のための個別相談会", "Consultations for officials at public counters"),
        kana: "ジチタイノマドグチショクインノタメノコベツソウダンカイ",
        summary: (
            "窓口、電話、紙の台帳。テレワークに向かないと言われる職場の進めかたを一緒に考えます。",
            "Counters, telephones, paper registers: how to go ahead where telework is said not to work.",
        ),
        description: (
            "ほかの市町村の進めかたを知る専門家が、貴団体の業務の一覧をもとにお答えします。",
            "Experts who know how other towns went ahead answer on the basis of your own list of tasks.",
        ),
        topics: &[Ict, Other],
        audience: LocalGovernments,
        audience_note: OFFICIALS,
        talks: [("個別相談（前半）", "Consultations, first half"), ("個別相談（後半）", "Consultations, second half")],
    },
];

/// A speaker: the discipline, the name and who it is.
type Person = (Topic, (&'static str, &'static str), (&'static str, &'static str), (&'static str, &'static str));

const SPEAKERS: [Person; 14] = [
    (
        Ict,
        ("久保田 美咲", "Misaki Kubota"),
        ("テレワークマネージャー（ICT・セキュリティ）", "Telework manager (ICT, security)"),
        (
            "中小企業の情報システムを20年担当。これまでに130社の導入を支えました。",
            "Twenty years with the systems of small companies; has supported 130 of them.",
        ),
    ),
    (
        Ict,
        ("野々村 隼人", "Hayato Nonomura"),
        ("ITコーディネータ", "IT coordinator"),
        (
            "製造業の現場から転じ、工場と事務所をつなぐ仕組みづくりが専門です。",
            "Came from manufacturing; joins factories and offices.",
        ),
    ),
    (
        Ict,
        ("三枝 弥生", "Yayoi Saegusa"),
        ("中小企業診断士", "Management consultant for small companies"),
        (
            "商店街と小さな会社のデジタル化を15年支えています。",
            "Fifteen years of helping shops and small companies go digital.",
        ),
    ),
    (
        Ict,
        ("相良 俊介", "Shunsuke Sagara"),
        ("テレワークマネージャー（ICT）", "Telework manager (ICT)"),
        ("自治体の情報部門に12年勤めました。", "Twelve years in a city's information department."),
    ),
    (
        Security,
        ("鳥越 千秋", "Chiaki Torigoe"),
        ("情報処理安全確保支援士", "Registered information security specialist"),
        (
            "事故対応の現場経験から、小さな会社に合う守りかたを伝えています。",
            "Teaches protection that fits small companies, from years of handling incidents.",
        ),
    ),
    (
        Security,
        ("結城 亮平", "Ryohei Yuki"),
        ("テレワークマネージャー（セキュリティ）", "Telework manager (security)"),
        ("二要素認証とバックアップの普及に取り組んでいます。", "Works for two-factor sign-in and backups everywhere."),
    ),
    (
        Security,
        ("羽田 由紀子", "Yukiko Haneda"),
        ("情報セキュリティ監査人", "Information security auditor"),
        ("市町村の監査を数多く担当。", "Has audited many municipalities."),
    ),
    (
        Personnel,
        ("大西 健一", "Kenichi Onishi"),
        ("社会保険労務士（労務管理）", "Labour and social security attorney"),
        ("在宅勤務の就業規則と労働時間の管理が専門です。", "Specialist in work rules and hours for working at home."),
    ),
    (
        Personnel,
        ("浅野 文恵", "Fumie Asano"),
        ("特定社会保険労務士", "Specified labour and social security attorney"),
        ("育児・介護と仕事の両立の相談を年200件受けています。", "Two hundred consultations a year on work and care."),
    ),
    (
        Personnel,
        ("桐山 徹", "Toru Kiriyama"),
        ("人事コンサルタント", "Personnel consultant"),
        ("離れて働く組織の評価制度づくりを支えています。", "Helps organisations that work apart to judge fairly."),
    ),
    (
        Personnel,
        ("真鍋 さつき", "Satsuki Manabe"),
        ("社会保険労務士", "Labour and social security attorney"),
        ("小さな会社の規程づくりが専門です。", "Specialist in rules for small companies."),
    ),
    (
        Other,
        ("榎本 和也", "Kazuya Enomoto"),
        ("株式会社やまびこ製作所 取締役", "Director, Yamabiko Works"),
        (
            "従業員28名の金属加工の会社で、設計と受発注を在宅にしました。",
            "Moved design and orders home in a metal-working company of 28.",
        ),
    ),
    (
        Other,
        ("瀬川 泰子", "Yasuko Segawa"),
        ("みどり会計事務所 所長", "Head of the Midori Accounting Office"),
        ("12名の事務所で、全員の週2日から始めました。", "Began with two days a week for all twelve people."),
    ),
    (
        Other,
        ("五十嵐 勉", "Tsutomu Igarashi"),
        ("地域ICT推進協議会 会長", "Chair of a regional ICT council"),
        (
            "地域の会社どうしで学び合う場をつくっています。",
            "Brings companies of the region together to learn from each other.",
        ),
    ),
];

/// A speaker on `topic`, not the one called `other`.
pub(super) fn speaker(topic: Topic, other: Option<&str>, seed: &mut super::seed::Seed) -> Speaker {
    let fitting: Vec<&Person> =
        SPEAKERS.iter().filter(|(held, name, _, _)| *held == topic && Some(name.0) != other).collect();
    let (_, name, role, profile) = seed.one(&fitting);
    Speaker {
        name: Bilingual::both(name.0, name.1),
        role: Bilingual::both(role.0, role.1),
        profile: Some(Bilingual::both(profile.0, profile.1)),
    }
}
