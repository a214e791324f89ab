//! What people ask in the demo, and what they are answered: invented people, true to what small companies
//! and local governments want to know.

use domain::account::{AccountId, Secretariat};
use domain::attachment::{AttachmentProblem, Attachments};
use domain::calendar::add_business_days;
use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::Topic;
use domain::input::FieldError;
use domain::inquiry::desk::{AfterAnswer, Call, DeskRevision, Responder};
use domain::inquiry::{FollowUp, Inquirer, InquiryDraft, MessageText, Reach, Refusal};
use domain::language::Language;
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::place::Prefecture;
use domain::reference::{IdempotencyKey, ReferenceNumber};
use domain::time::Timestamp;
use jiff::civil::time;
use storage::{InquiryClosing, NewAnswer, NewCall, NewInquiry, NewMessage, NewNote, Storage, StorageError};

use super::DAY;
use super::people;
use super::seed::Seed;
use super::staff::Staff;

/// How far an inquiry of the demo has come.
#[derive(Clone, Copy)]
enum Course {
    /// Nobody has taken it up yet.
    Received,
    /// Somebody works on it.
    InHand,
    /// The secretariat has answered it.
    Answered(&'static str),
    /// An expert has answered it.
    AnsweredByExpert(&'static str),
    /// An expert has answered it, and its sender asks on.
    AskedOn(&'static str, &'static str),
    /// It was answered and has ended, perhaps with a last word.
    Solved(&'static str, Option<&'static str>),
    /// It had ended, and its sender has taken it up again.
    Reopened(&'static str, &'static str),
}

// Made, taken and answered: the page shows the third revision after the first.
const ANSWERED: u32 = 2;

#[derive(Clone, Copy)]
struct Planned {
    topic: Topic,
    /// How many days ago, about.
    days: i64,
    message: &'static str,
    course: Course,
    language: Language,
    /// A file that came with it: its name and what it says.
    file: Option<(&'static str, &'static str)>,
}

const fn asked(topic: Topic, days: i64, message: &'static str, course: Course) -> Planned {
    Planned { topic, days, message, course, language: Language::Japanese, file: None }
}

const fn with_file(planned: Planned, name: &'static str, content: &'static str) -> Planned {
    Planned { file: Some((name, content)), ..planned }
}

const fn in_english(planned: Planned) -> Planned {
    Planned { language: Language::English, ..planned }
}

/// What colleagues tell each other about what they have in hand, one after the other.
const NOTES: [&str; 4] = [
    "昨年のセミナーにも参加された会社です。前回の資料は送付済みです。",
    "電話では、年内に始めたいとのことでした。個別相談もご案内してください。",
    "専門家に一度見てもらってから回答します。",
    "支援機関の名簿に近い窓口があります。回答に入れてください。",
];

const PLANNED: [Planned; 30] = [
    asked(
        Topic::Ict,
        0,
        "従業員12名の会計事務所です。決算の時期だけ、3人が自宅で働けるようにしたいと考えています。\n\
         パソコンを新しく買わずに始める方法はありますか。",
        Course::Received,
    ),
    asked(
        Topic::Security,
        0,
        "自宅の無線LANを使うときに、会社として決めておくべきことを教えてください。",
        Course::Received,
    ),
    asked(
        Topic::Personnel,
        1,
        "在宅勤務の日の通勤手当は、どのように決めている会社が多いでしょうか。就業規則の直しかたも知りたいです。",
        Course::Received,
    ),
    asked(Topic::Other, 1, "12月のセミナーの資料は、参加できなかった者も見られますか。", Course::Received),
    with_file(
        asked(
            Topic::Ict,
            2,
            "社内のサーバーにある図面を、自宅から見る方法を検討しています。今の構成を添付します。\n\
             費用を抑えて始めるには、どれがよいでしょうか。",
            Course::InHand,
        ),
        "現在の構成.txt",
        "サーバー：1台（社内、図面を保存）\nパソコン：14台\nルーター：2019年に購入\n回線：光回線\n",
    ),
    asked(
        Topic::Security,
        2,
        "取引先から、テレワークのときの情報の扱いについて文書を求められました。参考になるひな形はありますか。",
        Course::InHand,
    ),
    in_english(asked(
        Topic::Personnel,
        3,
        "We are a small software company in Fukuoka with eight employees, three of them from abroad.\n\
         Which rules do we have to write down before they work from home, and may one of them work from \
         outside Japan for a month?",
        Course::InHand,
    )),
    asked(
        Topic::Ict,
        4,
        "役場の窓口の担当者も、週に一度の在宅勤務ができるようにしたいです。LGWANにつながる仕事は、\
         どこまで自宅でできますか。",
        Course::AnsweredByExpert(
            "ご質問ありがとうございます。\n\nLGWAN接続系の仕事は、画面だけを転送する方式と専用の回線を組み合わせれば、\
             自宅でもできます。次の順でご検討ください。\n\n\
             1. 在宅で行う仕事を、個人情報を扱うものと扱わないものに分ける\n\
             2. 扱わないものから、貸し出しのパソコンで始める\n\
             3. 扱うものは、情報セキュリティポリシーの改定と合わせて進める\n\n\
             県の担当課にも早めにご相談ください。",
        ),
    ),
    asked(
        Topic::Security,
        5,
        "社員のスマートフォンで会社のメールを見せてもよいか迷っています。紛失したときが心配です。",
        Course::AnsweredByExpert(
            "私物の端末を使う場合は、次の三つを決めておくと安心です。\n\n\
             ・画面のロックを必ずかけること\n\
             ・なくしたときに、すぐ連絡する先\n\
             ・離れた場所から会社の情報だけを消せる設定\n\n\
             三つめは、多くのメールのサービスに備わっています。お使いのサービス名をお知らせいただければ、手順をご案内します。",
        ),
    ),
    asked(
        Topic::Other,
        6,
        "相談会は、何人で参加してもよいですか。経営者と総務の二人で伺いたいです。",
        Course::Answered(
            "はい、お二人でご参加いただけます。相談会は1組として受け付けますので、お申し込みは1件で結構です。",
        ),
    ),
    asked(
        Topic::Personnel,
        7,
        "在宅勤務の日の休憩と残業を、どう管理すればよいか悩んでいます。今は紙の出勤簿です。",
        Course::AskedOn(
            "紙の出勤簿のままでも、始業と終業をメールで知らせる方法で始められます。\n\n\
             残業は、前もって上司に申し出る決まりにしておくと、働きすぎを防げます。休憩は一斉に取る必要がないよう、\
             労使協定を結んでおくことをお勧めします。",
            "ありがとうございます。労使協定のひな形は、どこで手に入りますか。",
        ),
    ),
    with_file(
        asked(
            Topic::Ict,
            8,
            "ウェブ会議で、音が途切れることがよくあります。回線の測定の結果を添付します。何を直せばよいでしょうか。",
            Course::AskedOn(
                "測定の結果を拝見しました。上りの速さが夕方に大きく落ちています。\n\n\
                 まず、無線ではなくケーブルでつないで、同じ時間にもう一度お試しください。",
                "ケーブルでつないだところ、昼は途切れなくなりました。夕方はまだ途切れることがあります。",
            ),
        ),
        "回線の測定.csv",
        "時刻,下り(Mbps),上り(Mbps)\n9:00,88,40\n13:00,75,35\n18:00,21,2\n",
    ),
    asked(
        Topic::Security,
        10,
        "VPNの機器が古くなっています。買い替えずに使い続けても大丈夫でしょうか。",
        Course::Solved(
            "メーカーの更新が終わっている機器は、弱点が直されないため、使い続けることはお勧めできません。\n\n\
             型番を調べて、更新の期限をご確認ください。期限が過ぎていれば、買い替えまでの間は外からの接続を止めてください。",
            Some("期限が切れていたので、入れ替えることにしました。助かりました。"),
        ),
    ),
    asked(
        Topic::Ict,
        12,
        "電話の取り次ぎのために、毎日一人が出社しています。減らす方法はありますか。",
        Course::Solved(
            "かかってきた電話を、スマートフォンの内線で受ける方法があります。今の電話番号のまま使えるサービスもあります。\n\
             まず、代表番号にかかる件数を1週間数えてみてください。少なければ、時間を決めて転送するだけでも足ります。",
            None,
        ),
    ),
    asked(
        Topic::Other,
        14,
        "テレワークの導入に使える補助制度を教えてください。従業員20名の製造業です。",
        Course::Solved(
            "国と都道府県に、機器や相談の費用を助ける制度があります。年度や地域で内容が変わりますので、\
             お近くの商工会議所と県の産業振興の窓口にご確認ください。",
            Some("商工会議所に相談できました。ありがとうございました。"),
        ),
    ),
    asked(
        Topic::Personnel,
        16,
        "テレワークをする人としない人の間で、評価の不公平が出ないか心配です。",
        Course::AnsweredByExpert(
            "仕事の目標を、期の初めに本人と文書で決めておくと、働く場所による差が出にくくなります。\n\n\
             途中の様子は、短い面談を月に一度行って確かめてください。出社の日数を評価に入れないことも、\
             はっきり書いておくとよいでしょう。",
        ),
    ),
    asked(
        Topic::Ict,
        18,
        "印鑑のために出社しています。社内の書類だけでも、なくせますか。",
        Course::Solved(
            "社内の書類の多くは、法律で押印が求められていません。稟議書や届け出など、件数の多いものから、\
             メールでの承認に変えてみてください。取引先との契約書は、電子署名のサービスを使えます。",
            None,
        ),
    ),
    asked(
        Topic::Security,
        21,
        "社員向けの研修を行いたいです。小さな会社でも使える教材はありますか。",
        Course::Reopened(
            "総務省の「テレワークセキュリティガイドライン」に、経営者、管理者、働く人それぞれの要点がまとまっています。\n\
             最初は、30分で「メールの添付ファイル」と「パスワード」の二つを取り上げるのがお勧めです。",
            "研修を行いました。次は、うっかりメールを送りまちがえたときの手順を決めたいです。例はありますか。",
        ),
    ),
    asked(
        Topic::Personnel,
        25,
        "育児中の社員から、午前だけ在宅で働きたいと希望がありました。就業規則に書いていなくても認められますか。",
        Course::Solved(
            "働く場所や時間が変わる場合は、就業規則に定めておく必要があります。急ぐときは、試行の期間を決めて、\
             本人と書面で約束する方法もあります。",
            None,
        ),
    ),
    asked(
        Topic::Ict,
        30,
        "町の小学校の事務職員です。校務のシステムを自宅から使うことはできますか。",
        Course::Answered(
            "校務のシステムは、教育委員会の情報セキュリティポリシーに従う必要があります。まず教育委員会にご確認ください。\n\
             ご確認のあと、技術的なことは専門家がお答えします。",
        ),
    ),
    asked(
        Topic::Security,
        35,
        "在宅勤務の社員に、会社のパソコンを持ち帰らせています。盗難に備えて何をすればよいですか。",
        Course::Solved(
            "ディスクの暗号化を有効にしてください。多くのパソコンは、設定だけで使えます。\n\
             あわせて、持ち出しの記録と、なくしたときの連絡先を決めておいてください。",
            Some("全台で設定しました。"),
        ),
    ),
    asked(
        Topic::Other,
        42,
        "オンラインの相談会に、スマートフォンだけで参加できますか。",
        Course::Answered(
            "はい、ご参加いただけます。資料を画面に映すことがありますので、できればパソコンかタブレットをお使いください。",
        ),
    ),
    asked(
        Topic::Ict,
        50,
        "クラウドの勤怠管理と給与の計算をつなげたいです。小さい会社でも導入できる製品の選びかたを知りたいです。",
        Course::Solved(
            "製品名を挙げることはできませんが、選ぶときは次の三つを確かめてください。\n\n\
             ・今の給与の計算に、ファイルで取り込めるか\n\
             ・打刻をまちがえたときに、本人が直しを申し出られるか\n\
             ・やめるときに、記録をすべて取り出せるか",
            None,
        ),
    ),
    asked(
        Topic::Personnel,
        60,
        "自宅で転んでけがをした場合、労災になりますか。",
        Course::Solved(
            "仕事が原因のけがであれば、自宅でも労災の対象になります。仕事をした時間と場所がわかるように、\
             記録を残しておくことが大切です。個別の判断は、労働基準監督署にお尋ねください。",
            None,
        ),
    ),
    asked(
        Topic::Security,
        75,
        "喫茶店や駅で働くことを認めてよいか、社内で意見が分かれています。",
        Course::AnsweredByExpert(
            "認める場合は、のぞき見を防ぐフィルターを使うこと、公衆の無線LANにつながないこと、\
             電話の会話に気をつけることを決めておいてください。扱う情報で場所を分けている会社も多くあります。",
        ),
    ),
    asked(
        Topic::Ict,
        90,
        "旅館です。予約の管理だけでも、自宅でできるようにしたいです。",
        Course::Solved(
            "予約の管理をインターネットで行っている場合は、利用者ごとの番号と二段階の確認を設定すれば、自宅でも使えます。\n\
             共通の番号を皆で使っている場合は、分けることから始めてください。",
            Some("分けて使い始めました。"),
        ),
    ),
    asked(
        Topic::Other,
        105,
        "支援機関として、会員企業に案内を配りたいです。チラシの見本はありますか。",
        Course::Answered(
            "ご協力ありがとうございます。見本を準備していますので、必要な部数と送り先を、事務局までお電話でお知らせください。",
        ),
    ),
    asked(
        Topic::Personnel,
        120,
        "新入社員を、最初から在宅で働かせてもよいでしょうか。",
        Course::Solved(
            "最初の1か月は出社の日を多くして、相談する相手を決めておくと、その後の在宅勤務がうまくいくことが多いです。\n\
             毎朝10分の打ち合わせも役に立ちます。",
            None,
        ),
    ),
    asked(
        Topic::Security,
        140,
        "身に覚えのない請求のメールを、社員が開いてしまいました。今からできることを教えてください。",
        Course::Solved(
            "すぐに、そのパソコンをネットワークから外してください。電源は切らずに、画面の様子を書き留めてください。\n\
             そのうえで、契約している保守の会社か、IPAの情報セキュリティ安心相談窓口にご連絡ください。",
            Some("すぐに対応できました。被害はありませんでした。"),
        ),
    ),
    asked(
        Topic::Ict,
        160,
        "テレワークを始めて半年になります。うまくいっているかを、どう確かめればよいですか。",
        Course::Solved(
            "社員への短いアンケートと、残業の時間、紙の量の三つを、始める前と比べてみてください。\n\
             よい点と困った点を一つずつ挙げてもらうだけでも、次にすることが見えてきます。",
            None,
        ),
    ),
];

/// Why the demo's inquiries could not be put in.
#[derive(Debug, thiserror::Error)]
pub enum DemoInquiryError {
    /// An inquiry was refused, or the database cannot be used.
    #[error("an inquiry of the demo was refused: {0}")]
    Storage(#[from] StorageError<Refusal>),
    /// What somebody of the demo wrote is not what the domain takes.
    #[error("an inquiry of the demo is none: {0}")]
    Field(#[from] FieldError),
    /// A file of the demo is not what the domain takes.
    #[error("a file of the demo is not taken")]
    File(Vec<AttachmentProblem>),
}

/// Puts the demo's inquiries in, each step through the use case of a visitor or the desk. Returns how
/// many there are.
///
/// # Errors
/// [`DemoInquiryError`]; some may have been written then.
pub(super) async fn fill(storage: &Storage, staff: &Staff, now: Timestamp) -> Result<usize, DemoInquiryError> {
    let mut oldest_first: Vec<(u64, &Planned)> = (1..).zip(&PLANNED).collect();
    oldest_first.sort_by_key(|(_, planned)| std::cmp::Reverse(planned.days));
    for (number, planned) in oldest_first {
        Asking { storage, staff, planned, seed: Seed::new(2_000_000 + number), number, now }.run().await?;
    }
    called(storage, staff, now).await?;
    Ok(PLANNED.len() + 1)
}

/// Somebody has called this morning, who has no mail address.
async fn called(storage: &Storage, staff: &Staff, now: Timestamp) -> Result<(), DemoInquiryError> {
    let at = now.plus_seconds(-40 * 60);
    let inquirer = Inquirer {
        reach: Reach::Phone(PhoneNumber::parse("09000005999")?),
        name: Some(PersonName::parse("髙木 浩")?),
        organisation: Some(OrganisationName::parse("株式会社やまびこ製作所")?),
        prefecture: Some(Prefecture::Shizuoka),
    };
    let message = MessageText::parse("先日のセミナーの資料を、もう一度送ってほしい。ファクスでもよい。")?;
    let draft = InquiryDraft { inquirer, topic: Topic::Other, message };
    let key = IdempotencyKey::from_random(Seed::new(2_999_999).bytes(), at.as_milliseconds());
    let new = NewCall { call: Call { draft, language: Language::Japanese }, key };
    storage.inquiry_take_down(staff.desk[1], new, at).await?;
    Ok(())
}

/// One inquiry on its way.
struct Asking<'a> {
    storage: &'a Storage,
    staff: &'a Staff,
    planned: &'a Planned,
    seed: Seed,
    number: u64,
    now: Timestamp,
}

impl Asking<'_> {
    async fn run(mut self) -> Result<(), DemoInquiryError> {
        let planned = self.planned;
        let minutes = i64::from(self.seed.between(30, 20 * 60));
        let asked_at = self.now.plus_seconds(-planned.days * DAY - minutes * 60);
        let files = planned.file.map(|(name, content)| (name.to_owned(), content.as_bytes().to_vec()));
        let new = NewInquiry {
            draft: InquiryDraft {
                inquirer: self.inquirer()?,
                topic: planned.topic,
                message: MessageText::parse(planned.message)?,
            },
            attachments: Attachments::accept(files).map_err(DemoInquiryError::File)?,
            language: planned.language,
            key: self.key(asked_at),
            suspected: false,
        };
        let receipt = self.storage.inquiry_create(new, asked_at).await?;
        let (reference, link) = (receipt.reference, receipt.link.hash());
        // The desk works in the mornings of business days, but never after now.
        let desk = |days: i32| {
            let day = add_business_days(asked_at.tokyo_date(), days);
            let at = Timestamp::from_tokyo(day.to_datetime(time(10, 20, 0, 0)));
            at.max(asked_at.plus_seconds(600)).min(self.now)
        };
        let (taken_at, answered_at) = (desk(0), desk(1));
        let desk = self.staff.desk[usize::from(self.seed.chance(50))];
        let (answer, by, then) = match planned.course {
            Course::Received => return Ok(()),
            Course::InHand => {
                self.assign(desk, &reference, desk.account(), taken_at).await?;
                let note =
                    NewNote { text: MessageText::parse(self.seed.one::<&str>(&NOTES))?, key: self.key(taken_at) };
                let colleague = Responder::Secretariat(self.staff.desk[0]);
                return Ok(self.storage.inquiry_note(colleague, &reference, &note, taken_at).await?);
            }
            Course::Answered(answer) => (answer, Responder::Secretariat(desk), None),
            Course::AnsweredByExpert(answer) => (answer, self.expert(), None),
            Course::AskedOn(answer, more) => (answer, self.expert(), Some(FollowUp::More(MessageText::parse(more)?))),
            Course::Solved(answer, word) => {
                let word = word.map(MessageText::parse).transpose()?;
                (answer, self.expert(), Some(FollowUp::Solved(word)))
            }
            Course::Reopened(answer, more) => {
                (answer, self.expert(), Some(FollowUp::Reopen(MessageText::parse(more)?)))
            }
        };
        self.assign(desk, &reference, by.account(), taken_at).await?;
        let revision = self.seen(by, &reference).await?;
        let answer = NewAnswer {
            text: MessageText::parse(answer)?,
            attachments: Attachments::NONE,
            then: AfterAnswer::Wait,
            key: self.key(answered_at),
            revision,
        };
        self.storage.inquiry_answer(by, reference, answer, answered_at).await?;
        let now = self.now;
        let later = |days: i64| answered_at.plus_seconds(days * DAY / 2).min(now);
        match then {
            None => {}
            Some(FollowUp::More(text)) => {
                let message = NewMessage { text, attachments: Attachments::NONE, key: self.key(later(1)) };
                self.storage.inquiry_write(link, message, later(1)).await?;
            }
            Some(FollowUp::Solved(text)) => {
                let closing = InquiryClosing { text, key: self.key(later(2)), revision: ANSWERED };
                self.storage.inquiry_close(link, closing, later(2)).await?;
            }
            Some(FollowUp::Reopen(text)) => {
                let closing = InquiryClosing { text: None, key: self.key(later(2)), revision: ANSWERED };
                self.storage.inquiry_close(link, closing, later(2)).await?;
                let message = NewMessage { text, attachments: Attachments::NONE, key: self.key(later(30)) };
                self.storage.inquiry_reopen(link, message, later(30)).await?;
            }
        }
        Ok(())
    }

    fn key(&mut self, at: Timestamp) -> IdempotencyKey {
        IdempotencyKey::from_random(self.seed.bytes(), at.as_milliseconds())
    }

    async fn assign(
        &self,
        by: Secretariat,
        reference: &ReferenceNumber,
        to: AccountId,
        at: Timestamp,
    ) -> Result<(), DemoInquiryError> {
        let seen = self.seen(Responder::Secretariat(by), reference).await?;
        Ok(self.storage.inquiry_assign(&by, reference, Some(to), seen, at).await?)
    }

    /// What somebody at the desk sees now.
    async fn seen(&self, by: Responder, reference: &ReferenceNumber) -> Result<DeskRevision, DemoInquiryError> {
        let found = self.storage.inquiry_at_desk(by, reference).await.map_err(StorageError::widen)?;
        Ok(found.ok_or(StorageError::Refused(Refusal::UnknownInquiry))?.revision())
    }

    /// Who answers as an expert, by the topic.
    const fn expert(&self) -> Responder {
        Responder::Expert(match self.planned.topic {
            Topic::Ict | Topic::Other => self.staff.experts[0],
            Topic::Security => self.staff.experts[1],
            Topic::Personnel => self.staff.experts[2],
        })
    }

    /// Somebody who does not exist; some give only what has to be given.
    fn inquirer(&mut self) -> Result<Inquirer, FieldError> {
        let person = people::person(&mut self.seed);
        let email = EmailAddress::parse(&format!("{}.q{}@example.jp", person.latin, self.number))?;
        if self.planned.language == Language::English {
            let name = Some(PersonName::parse("Alex Morgan")?);
            let organisation = Some(OrganisationName::parse("Hakata Softworks")?);
            let reach = Reach::Mail { email, phone: None };
            return Ok(Inquirer { reach, name, organisation, prefecture: Some(Prefecture::Fukuoka) });
        }
        let name = if self.seed.chance(75) { Some(PersonName::parse(&person.name)?) } else { None };
        let organisation = if self.seed.chance(60) { Some(OrganisationName::parse(person.company)?) } else { None };
        // Numbers that nobody has: 090-0000-….
        let number = 5_000 + self.number;
        let phone = if self.seed.chance(40) { Some(PhoneNumber::parse(&format!("0900000{number:04}"))?) } else { None };
        let prefecture = self.seed.chance(70).then(|| *self.seed.one(&Prefecture::ALL));
        Ok(Inquirer { reach: Reach::Mail { email, phone }, name, organisation, prefecture })
    }
}
