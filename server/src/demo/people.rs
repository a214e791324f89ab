//! Who comes to the demo's events: people and organisations that do not exist.

use domain::availability::{Meeting, Wish};
use domain::consultation::{Client, ClientOrganisation};
use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::{EventDraft, Format, Topic};
use domain::input::FieldError;
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::registration::{Applicant, Attendance};

use super::seed::Seed;

const FAMILY: [(&str, &str, &str); 30] = [
    ("佐藤", "サトウ", "sato"),
    ("鈴木", "スズキ", "suzuki"),
    ("高橋", "タカハシ", "takahashi"),
    ("田中", "タナカ", "tanaka"),
    ("伊藤", "イトウ", "ito"),
    ("渡邉", "ワタナベ", "watanabe"),
    ("山本", "ヤマモト", "yamamoto"),
    ("中村", "ナカムラ", "nakamura"),
    ("小林", "コバヤシ", "kobayashi"),
    ("加藤", "カトウ", "kato"),
    ("吉田", "ヨシダ", "yoshida"),
    ("山田", "ヤマダ", "yamada"),
    ("佐々木", "ササキ", "sasaki"),
    ("山口", "ヤマグチ", "yamaguchi"),
    ("松本", "マツモト", "matsumoto"),
    ("井上", "イノウエ", "inoue"),
    ("木村", "キムラ", "kimura"),
    ("林", "ハヤシ", "hayashi"),
    ("斎藤", "サイトウ", "saito"),
    ("清水", "シミズ", "shimizu"),
    ("森", "モリ", "mori"),
    ("池田", "イケダ", "ikeda"),
    ("橋本", "ハシモト", "hashimoto"),
    ("石川", "イシカワ", "ishikawa"),
    ("前田", "マエダ", "maeda"),
    ("藤田", "フジタ", "fujita"),
    ("後藤", "ゴトウ", "goto"),
    ("岡田", "オカダ", "okada"),
    ("比嘉", "ヒガ", "higa"),
    ("髙木", "タカギ", "takagi"),
];
const GIVEN: [(&str, &str, &str); 24] = [
    ("陽子", "ヨウコ", "yoko"),
    ("健一", "ケンイチ", "kenichi"),
    ("美咲", "ミサキ", "misaki"),
    ("大輔", "ダイスケ", "daisuke"),
    ("由美", "ユミ", "yumi"),
    ("拓也", "タクヤ", "takuya"),
    ("恵", "メグミ", "megumi"),
    ("誠", "マコト", "makoto"),
    ("直樹", "ナオキ", "naoki"),
    ("さくら", "サクラ", "sakura"),
    ("裕子", "ユウコ", "yuko"),
    ("翔太", "ショウタ", "shota"),
    ("智子", "トモコ", "tomoko"),
    ("浩", "ヒロシ", "hiroshi"),
    ("香織", "カオリ", "kaori"),
    ("隆", "タカシ", "takashi"),
    ("真由美", "マユミ", "mayumi"),
    ("亮", "リョウ", "ryo"),
    ("優", "ユウ", "yu"),
    ("和彦", "カズヒコ", "kazuhiko"),
    ("明美", "アケミ", "akemi"),
    ("剛", "ツヨシ", "tsuyoshi"),
    ("千尋", "チヒロ", "chihiro"),
    ("修", "オサム", "osamu"),
];
const COMPANIES: [&str; 24] = [
    "株式会社やまびこ製作所",
    "みどり会計事務所",
    "有限会社うみかぜ水産",
    "株式会社ひかり印刷",
    "あさひ建設株式会社",
    "合同会社こもれび",
    "株式会社ゆうなぎ運輸",
    "たんぽぽ保育サービス株式会社",
    "株式会社つむぎ繊維",
    "かえで不動産株式会社",
    "株式会社ほしぞら情報",
    "まつかぜ食品株式会社",
    "株式会社いずみ設計",
    "有限会社さざなみ旅館",
    "株式会社くるみ木工",
    "すみれ介護サービス株式会社",
    "株式会社あけぼの電機",
    "なぎさ観光株式会社",
    "株式会社みちくさデザイン",
    "ふたば社会保険労務士法人",
    "株式会社おおぞら通信",
    "りんどう農産合同会社",
    "株式会社こだま金属",
    "しおさい法律事務所",
];
const SUPPORTERS: [&str; 5] =
    ["まちづくり商工会", "地域ICT推進協議会", "中小企業振興センター", "情報産業協会", "若手経営者の会"];
const SECTIONS: [&str; 6] = ["総務課", "人事課", "情報政策課", "企画課", "商工観光課", "デジタル推進室"];
const QUESTIONS: [&str; 12] = [
    "従業員が12名です。何から始めればよいでしょうか。",
    "紙の書類と押印が多く、どこから減らせるか知りたいです。",
    "自宅のネットワークを使うときの注意点を教えてください。",
    "勤怠の管理は、どのような方法が続けやすいですか。",
    "窓口のある職場でも進められますか。",
    "パソコンを持ち帰らずに済む方法はありますか。",
    "就業規則の直しかたの例を見たいです。",
    "費用の目安と、使える補助制度を知りたいです。",
    "電話の取り次ぎをどうしているか、他社の例を聞きたいです。",
    "評価のしかたで気をつけることは何ですか。",
    "セキュリティの研修は、どれくらいの間隔で行うべきでしょうか。",
    "Could the slides be shared in English afterwards?",
];
const NEEDS: [&str; 5] = [
    "車いすで参加します。",
    "字幕または要約筆記をお願いします。",
    "右耳が聞こえにくいので、前の左側の席を希望します。",
    "資料を事前に電子データでいただけると助かります。",
    "盲導犬と一緒に参加します。",
];

/// Somebody who does not exist.
pub(super) struct Person {
    /// Family name and given name.
    pub(super) name: String,
    /// The same in Latin letters, for an address.
    pub(super) latin: String,
    /// Where they work.
    pub(super) company: &'static str,
}

/// Somebody who does not exist.
pub(super) fn person(seed: &mut Seed) -> Person {
    let (family, _, family_latin) = seed.one(&FAMILY);
    let (given, _, given_latin) = seed.one(&GIVEN);
    Person {
        name: format!("{family} {given}"),
        latin: format!("{given_latin}.{family_latin}"),
        company: seed.one::<&str>(&COMPANIES),
    }
}

/// Somebody who wants `seats` seats at `event`. `number` makes the address another one for each.
///
/// # Errors
/// None, as long as the lists above hold what the domain takes.
pub(super) fn applicant(event: &EventDraft, number: u32, seats: u32, seed: &mut Seed) -> Result<Applicant, FieldError> {
    let (family, family_kana, family_latin) = seed.one(&FAMILY);
    let (given, given_kana, given_latin) = seed.one(&GIVEN);
    let near = event.place.prefecture.unwrap_or(Prefecture::Tokyo);
    let neighbour = near.neighbours().first().copied().unwrap_or(near);
    let prefecture = if seed.chance(85) { near } else { neighbour };
    let (organisation, kind) = organisation(event, prefecture, seed);
    let attendance = match event.place.format {
        Format::Venue => Attendance::Venue,
        Format::Hybrid if seed.chance(55) => Attendance::Venue,
        Format::Online | Format::Hybrid => Attendance::Online,
    };
    let topics: Vec<Topic> = event.topics.iter().copied().filter(|_| seed.chance(70)).collect();
    // Numbers that nobody has: 090-0000-….
    let phone = if seed.chance(80) { Some(PhoneNumber::parse(&format!("0900000{number:04}"))?) } else { None };
    Ok(Applicant {
        name: PersonName::parse(&format!("{family} {given}"))?,
        kana: Kana::parse(&format!("{family_kana} {given_kana}"))?,
        email: Some(EmailAddress::parse(&format!("{given_latin}.{family_latin}{number}@example.jp"))?),
        phone,
        organisation: OrganisationName::parse(&organisation)?,
        organisation_kind: kind,
        prefecture,
        attendance,
        seats,
        topics,
        question: seed.chance(25).then(|| (*seed.one(&QUESTIONS)).to_owned()),
        access_needs: (attendance == Attendance::Venue && seed.chance(6)).then(|| (*seed.one(&NEEDS)).to_owned()),
    })
}

/// Somebody who books a consultation for what they wish. `number` makes the address, and the organisation, another one
/// for each.
///
/// # Errors
/// None, as long as the lists above hold what the domain takes.
pub(super) fn client(number: usize, wish: Wish, seed: &mut Seed) -> Result<Client, FieldError> {
    let (family, family_kana, family_latin) = seed.one(&FAMILY);
    let (given, given_kana, given_latin) = seed.one(&GIVEN);
    let prefecture = wish.meeting.prefecture().unwrap_or_else(|| *seed.one(&Prefecture::ALL));
    let town = &super::place::area(prefecture).towns[0];
    Ok(Client {
        name: PersonName::parse(&format!("{family} {given}"))?,
        kana: Kana::parse(&format!("{family_kana} {given_kana}"))?,
        email: Some(EmailAddress::parse(&format!("{given_latin}.{family_latin}.c{number}@example.jp"))?),
        // Numbers that nobody has: 090-0000-….
        phone: Some(PhoneNumber::parse(&format!("0900000{number:04}"))?),
        organisation: ClientOrganisation {
            name: OrganisationName::parse(COMPANIES[number % COMPANIES.len()])?,
            kana: None,
            kind: OrganisationKind::SmallCompany,
            corporate_number: None,
            prefecture,
            employees: Some(seed.between(5, 120)),
        },
        address: matches!(wish.meeting, Meeting::OnSite(_)).then(|| format!("{}1-2-3", town.ja)),
        question: (*seed.one(&QUESTIONS)).to_owned(),
        access_needs: None,
        people: Vec::new(),
    })
}

fn organisation(event: &EventDraft, prefecture: Prefecture, seed: &mut Seed) -> (String, OrganisationKind) {
    use domain::event::Audience;
    use domain::language::Language;

    let governments = match event.audience {
        Audience::Companies => 3,
        Audience::LocalGovernments => 92,
        Audience::Both => 30,
    };
    if seed.chance(governments) {
        let towns = &super::place::area(prefecture).towns;
        let town = seed.one(towns);
        let office = if seed.chance(40) { prefecture.name(Language::Japanese) } else { town.ja };
        (format!("{office} {}", seed.one(&SECTIONS)), OrganisationKind::LocalGovernment)
    } else if seed.chance(12) {
        let name = format!("{}{}", prefecture.short_name(Language::Japanese), seed.one(&SUPPORTERS));
        (name, OrganisationKind::SupportOrganisation)
    } else {
        ((*seed.one(&COMPANIES)).to_owned(), OrganisationKind::SmallCompany)
    }
}
