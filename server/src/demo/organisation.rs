//! Support organisations that do not exist: one or two for each prefecture, and one for the whole country.
//!
//! Whoever reads one of them must not be able to take it for real: the names begin with デモ, the phone numbers with
//! 000, which nobody can dial, and the mail addresses end in example.jp, which nobody can own.

use domain::event::{Bilingual, Topic};
use domain::input::FieldError;
use domain::language::Language;
use domain::place::Prefecture;
use domain::support_organisation::{
    AreaServed, Office, OfficePhone, SupportOrganisation, SupportOrganisationCode, SupportOrganisationKind as Kind,
};

use super::place::area;
use super::seed::Seed;

/// A kind of organisation as the demo knows it.
struct Sketch {
    kind: Kind,
    /// What stands in its code, and before the `@`.
    slug: &'static str,
    /// Its name, with `{}` for the prefecture.
    name: (&'static str, &'static str),
    topics: &'static [Topic],
    help: [(&'static str, &'static str); 2],
}

const CHAMBER: Sketch = Sketch {
    kind: Kind::ChamberOfCommerce,
    slug: "CHAMBER",
    name: ("デモ商工会議所（{}）", "Demo Chamber of Commerce ({})"),
    topics: &[Topic::Ict, Topic::Personnel],
    help: [
        (
            "経営指導員が、テレワークの始めかたと補助金の使いかたを、会社に出向いて説明します。",
            "Advisers visit your company and explain how to start with telework and which subsidies there are.",
        ),
        (
            "小さな会社の経営相談の一つとして、在宅勤務の準備をいっしょに進めます。予約は電話でどうぞ。",
            "As part of its advice for small companies it prepares working from home with you. Call for an appointment.",
        ),
    ],
};

/// Beside the chamber, one of these in turn; every fifth prefecture has none.
const OTHERS: [Sketch; 4] = [
    Sketch {
        kind: Kind::IndustryFederation,
        slug: "FEDERATION",
        name: ("デモ中小企業団体中央会（{}）", "Demo Federation of Small Business Associations ({})"),
        topics: &[Topic::Personnel, Topic::Other],
        help: [
            (
                "同じ業種の会社どうしで、テレワークの実例を聞く会を開きます。",
                "Brings companies of one trade together to hear how others work remotely.",
            ),
            (
                "組合の事務を在宅でもできるように、手順書づくりを手伝います。",
                "Helps associations to run their office from home.",
            ),
        ],
    },
    Sketch {
        kind: Kind::ItAssociation,
        slug: "IT",
        name: ("デモ情報産業協会（{}）", "Demo IT Industry Association ({})"),
        topics: &[Topic::Ict, Topic::Security],
        help: [
            (
                "会員の技術者が、機器と回線の選びかた、情報の守りかたの相談を受けます。",
                "Engineers of its members advise on equipment, lines and keeping information safe.",
            ),
            (
                "今ある機器のままで始められる範囲を、点検表を使って調べます。",
                "Checks with a list how far you can go with the equipment that you have.",
            ),
        ],
    },
    Sketch {
        kind: Kind::LabourAssociation,
        slug: "LABOUR",
        name: ("デモ社会保険労務士会（{}）", "Demo Association of Labour and Social Security Attorneys ({})"),
        topics: &[Topic::Personnel],
        help: [
            (
                "就業規則の直しかた、労働時間の数えかた、手当の決めかたの相談を受けます。",
                "Advises on work rules, on counting working hours and on allowances.",
            ),
            (
                "在宅勤務の規程のひな形を、会社に合わせて直します。",
                "Fits a model of rules for working from home to your company.",
            ),
        ],
    },
    Sketch {
        kind: Kind::LocalGovernment,
        slug: "GOVERNMENT",
        name: ("デモ産業振興課（{}）", "Demo Industry Promotion Office ({})"),
        topics: &[Topic::Ict, Topic::Other],
        help: [
            (
                "お試しサテライトオフィスの貸し出しと、地域の支援制度の案内をします。",
                "Lends satellite offices for a trial and tells you what help there is in the area.",
            ),
            (
                "企業と市町村のテレワークの窓口です。どこに聞けばよいか迷ったときにどうぞ。",
                "The first desk for companies and municipalities that do not know whom to ask.",
            ),
        ],
    },
];

const NATIONWIDE: Sketch = Sketch {
    kind: Kind::Other,
    slug: "NATIONWIDE",
    name: ("デモ全国テレワーク支援センター", "Demo National Telework Centre"),
    topics: &[Topic::Ict, Topic::Security],
    help: [(
        "近くに窓口がない会社からの相談を、オンラインで受けます。",
        "Advises companies online that have no desk nearby.",
    ); 2],
};

const HOURS: [(&str, &str); 3] = [
    ("平日 9:00〜17:00", "Weekdays 9:00–17:00"),
    ("平日 8:30〜17:15", "Weekdays 8:30–17:15"),
    ("平日 10:00〜16:00（12:00〜13:00は休み）", "Weekdays 10:00–16:00 (closed 12:00–13:00)"),
];

/// All support organisations of the demo.
pub(super) fn all() -> Result<Vec<SupportOrganisation>, FieldError> {
    let mut organisations = Vec::with_capacity(96);
    for prefecture in Prefecture::ALL {
        organisations.push(organisation(&CHAMBER, Some(prefecture), 1)?);
        if let Some(sketch) = OTHERS.get(usize::from(prefecture.code() % 5)) {
            organisations.push(organisation(sketch, Some(prefecture), 2)?);
        }
    }
    organisations.push(organisation(&NATIONWIDE, None, 0)?);
    Ok(organisations)
}

/// `number` tells those of one prefecture apart.
fn organisation(
    sketch: &Sketch,
    prefecture: Option<Prefecture>,
    number: u8,
) -> Result<SupportOrganisation, FieldError> {
    let mut seed = Seed::new(2_000_000 + u64::from(prefecture.map_or(0, Prefecture::code)) * 10 + u64::from(number));
    let place = prefecture.map_or("00", Prefecture::code_text);
    let name = |pattern: &str, language| {
        pattern.replace("{}", prefecture.map_or("", |prefecture| prefecture.short_name(language)))
    };
    let (ja, en) = sketch.name;
    let (help, help_en) = *seed.one(&sketch.help);
    let (hours, hours_en) = *seed.one(&HOURS);
    let mail = format!("demo-{}-{place}@example.jp", sketch.slug.to_ascii_lowercase());
    let office = match prefecture {
        Some(prefecture) => Office {
            postal_code: None,
            prefecture: Some(prefecture),
            city: Some(seed.one(&area(prefecture).towns).ja.to_owned()),
            street: Some(format!("デモ町{}-{}", seed.between(1, 9), seed.between(1, 20))),
        },
        None => Office::default(),
    };
    Ok(SupportOrganisation {
        code: SupportOrganisationCode::parse(&format!("DEMO-{}-{place}", sketch.slug))?,
        name: Bilingual::both(name(ja, Language::Japanese), name(en, Language::English)),
        kind: sketch.kind,
        area: prefecture.map_or(AreaServed::AllOfJapan, |prefecture| AreaServed::Prefectures(vec![prefecture])),
        office,
        topics: sketch.topics.to_vec(),
        help: Bilingual::both(help, help_en),
        phone: Some(OfficePhone::parse(&format!("000-0000-{place}{number:02}"))?),
        email: Some(mail.parse()?),
        page: None,
        hours: Some(Bilingual::both(hours, hours_en)),
        is_listed: true,
        is_demo: true,
    })
}
