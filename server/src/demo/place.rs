//! Where the demo's events are held: two towns of each prefecture, and halls that do not exist.

use domain::contact::PostalCode;
use domain::event::{Bilingual, Venue};
use domain::place::{LocalGovernmentCode, Prefecture};

use super::seed::Seed;

/// A town, with the code of its government and the first digits of its postal codes.
pub(super) struct Town {
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
    code: &'static str,
    postal: &'static str,
}

/// A prefecture's share of the demo.
pub(super) struct Area {
    /// How many events it has in the two months to come.
    pub(super) ahead: u32,
    /// Its towns.
    pub(super) towns: [Town; 2],
}

/// Halls: the name in both languages.
const HALLS: [(&str, &str); 8] = [
    ("けやき産業プラザ", "Keyaki Industry Plaza"),
    ("みなと交流センター", "Minato Community Centre"),
    ("あおば会議センター", "Aoba Conference Centre"),
    ("まちなか情報館", "Machinaka Information Hall"),
    ("しらかば会館", "Shirakaba Hall"),
    ("わかば商工会館", "Wakaba Commerce Hall"),
    ("さくら生涯学習館", "Sakura Learning Centre"),
    ("つばめ産業支援館", "Tsubame Enterprise Hall"),
];
const ROOMS: [(&str, &str); 5] = [
    ("2階 大会議室", "2F, large conference room"),
    ("3階 研修室A", "3F, training room A"),
    ("4階 多目的ホール", "4F, multi-purpose hall"),
    ("5階 会議室501", "5F, room 501"),
    ("1階 セミナールーム", "1F, seminar room"),
];
const QUARTERS: [&str; 8] = ["本町", "中央", "栄町", "緑町", "大手町", "泉町", "東町", "桜木町"];
const ACCESS: [(&str, &str); 5] = [
    (
        "{}の中心駅 中央口から歩いて6分\n駅前から循環バス「会館前」下車すぐ",
        "6 minutes on foot from the central exit of the main station of {}\nLoop bus from the station: get off at “Kaikan-mae”",
    ),
    (
        "{}の中心駅 東口から歩いて10分\n路線バス「市役所前」から歩いて2分",
        "10 minutes on foot from the east exit of the main station of {}\n2 minutes on foot from the bus stop “Shiyakusho-mae”",
    ),
    (
        "{}の中心駅から路線バスで12分、「産業会館前」下車\n高速道路の出口から車で10分",
        "12 minutes by bus from the main station of {}, get off at “Sangyo-kaikan-mae”\n10 minutes by car from the expressway",
    ),
    (
        "{}の中心駅 北口と屋根のある通路でつながっています（歩いて3分）",
        "Joined to the north exit of the main station of {} by a covered walkway (3 minutes)",
    ),
    (
        "{}の中心駅 西口から歩いて8分（エレベーターは南側）\n路線バス「図書館入口」下車すぐ",
        "8 minutes on foot from the west exit of the main station of {} (lift on the south side)\nBus stop “Toshokan-iriguchi”",
    ),
];
const ACCESSIBILITY: [(&str, &str); 4] = [
    (
        "入口から会場まで段差がありません。車いす用の席、多目的トイレ、補聴の設備があります。",
        "Step-free from the entrance to the room. Wheelchair places, an accessible toilet and a hearing loop.",
    ),
    (
        "エレベーター、車いす用の席、多目的トイレがあります。要約筆記は申込のときにお知らせください。",
        "Lift, wheelchair places and an accessible toilet. For written captions, tell us when you register.",
    ),
    (
        "正面に4段の階段があります。東側の入口にはスロープがあります。多目的トイレは1階です。",
        "Four steps at the front; a ramp at the east entrance. Accessible toilet on the ground floor.",
    ),
    (
        "車いす用の席と多目的トイレがあります。盲導犬、介助犬と一緒に入れます。",
        "Wheelchair places and an accessible toilet. Guide dogs and assistance dogs are welcome.",
    ),
];
const PARKING: [Option<&str>; 4] =
    [None, Some("駐車場はありません"), Some("有料駐車場 80台（1時間200円）"), Some("無料駐車場 40台")];

impl Town {
    /// The code of its government.
    pub(super) fn government(&self) -> Option<LocalGovernmentCode> {
        LocalGovernmentCode::parse(self.code).ok()
    }

    /// A hall of this town, another one each time.
    pub(super) fn venue(&self, seed: &mut Seed) -> Venue {
        let (hall, hall_en) = seed.one(&HALLS);
        let (room, room_en) = seed.one(&ROOMS);
        let (access, access_en) = seed.one(&ACCESS);
        let (accessibility, accessibility_en) = seed.one(&ACCESSIBILITY);
        let parking = seed.one(&PARKING).map(str::to_owned);
        let postal = format!("{}-00{:02}", self.postal, seed.between(1, 89));
        let block = format!("{}丁目{}番{}号", seed.between(1, 5), seed.between(1, 18), seed.between(1, 20));
        Venue {
            name: Bilingual::both(format!("{hall} {room}"), format!("{hall_en}, {room_en}")),
            postal_code: PostalCode::parse(&postal).ok(),
            city: Some(Bilingual::both(self.ja, self.en)),
            town: Some((*seed.one(&QUARTERS)).to_owned()),
            block: Some(block),
            building: None,
            latitude: None,
            longitude: None,
            access: Some(Bilingual::both(access.replace("{}", self.ja), access_en.replace("{}", self.en))),
            accessibility: Some(Bilingual::both(*accessibility, *accessibility_en)),
            parking: parking.clone(),
            bicycle_parking: parking.is_some().then(|| "駐輪場 60台（無料）".to_owned()),
        }
    }
}

/// The area of a prefecture.
pub(super) fn area(prefecture: Prefecture) -> &'static Area {
    &AREAS[usize::from(prefecture.code() - 1)]
}

/// One for each prefecture, in the order of their codes.
const AREAS: [Area; 47] = [
    Area {
        ahead: 6,
        towns: [
            Town { ja: "札幌市", en: "Sapporo", code: "011002", postal: "060" },
            Town { ja: "旭川市", en: "Asahikawa", code: "012041", postal: "070" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "青森市", en: "Aomori", code: "022012", postal: "030" },
            Town { ja: "八戸市", en: "Hachinohe", code: "022039", postal: "031" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "盛岡市", en: "Morioka", code: "032018", postal: "020" },
            Town { ja: "奥州市", en: "Oshu", code: "032158", postal: "023" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "仙台市", en: "Sendai", code: "041009", postal: "980" },
            Town { ja: "石巻市", en: "Ishinomaki", code: "042021", postal: "986" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "秋田市", en: "Akita", code: "052019", postal: "010" },
            Town { ja: "横手市", en: "Yokote", code: "052035", postal: "013" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "山形市", en: "Yamagata", code: "062014", postal: "990" },
            Town { ja: "鶴岡市", en: "Tsuruoka", code: "062031", postal: "997" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "福島市", en: "Fukushima", code: "072010", postal: "960" },
            Town { ja: "郡山市", en: "Koriyama", code: "072036", postal: "963" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "水戸市", en: "Mito", code: "082015", postal: "310" },
            Town { ja: "つくば市", en: "Tsukuba", code: "082201", postal: "305" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "宇都宮市", en: "Utsunomiya", code: "092011", postal: "320" },
            Town { ja: "足利市", en: "Ashikaga", code: "092029", postal: "326" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "前橋市", en: "Maebashi", code: "102016", postal: "371" },
            Town { ja: "高崎市", en: "Takasaki", code: "102024", postal: "370" },
        ],
    },
    Area {
        ahead: 5,
        towns: [
            Town { ja: "さいたま市", en: "Saitama", code: "111007", postal: "330" },
            Town { ja: "川越市", en: "Kawagoe", code: "112011", postal: "350" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "千葉市", en: "Chiba", code: "121002", postal: "260" },
            Town { ja: "船橋市", en: "Funabashi", code: "122041", postal: "273" },
        ],
    },
    Area {
        ahead: 12,
        towns: [
            Town { ja: "新宿区", en: "Shinjuku", code: "131041", postal: "160" },
            Town { ja: "八王子市", en: "Hachioji", code: "132012", postal: "192" },
        ],
    },
    Area {
        ahead: 7,
        towns: [
            Town { ja: "横浜市", en: "Yokohama", code: "141003", postal: "231" },
            Town { ja: "川崎市", en: "Kawasaki", code: "141305", postal: "210" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "新潟市", en: "Niigata", code: "151009", postal: "950" },
            Town { ja: "長岡市", en: "Nagaoka", code: "152021", postal: "940" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "富山市", en: "Toyama", code: "162019", postal: "930" },
            Town { ja: "高岡市", en: "Takaoka", code: "162027", postal: "933" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "金沢市", en: "Kanazawa", code: "172014", postal: "920" },
            Town { ja: "小松市", en: "Komatsu", code: "172031", postal: "923" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "福井市", en: "Fukui", code: "182010", postal: "910" },
            Town { ja: "敦賀市", en: "Tsuruga", code: "182028", postal: "914" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "甲府市", en: "Kofu", code: "192015", postal: "400" },
            Town { ja: "富士吉田市", en: "Fujiyoshida", code: "192023", postal: "403" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "長野市", en: "Nagano", code: "202011", postal: "380" },
            Town { ja: "松本市", en: "Matsumoto", code: "202029", postal: "390" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "岐阜市", en: "Gifu", code: "212016", postal: "500" },
            Town { ja: "大垣市", en: "Ogaki", code: "212024", postal: "503" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "静岡市", en: "Shizuoka", code: "221007", postal: "420" },
            Town { ja: "浜松市", en: "Hamamatsu", code: "221309", postal: "430" },
        ],
    },
    Area {
        ahead: 6,
        towns: [
            Town { ja: "名古屋市", en: "Nagoya", code: "231002", postal: "460" },
            Town { ja: "豊田市", en: "Toyota", code: "232114", postal: "471" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "津市", en: "Tsu", code: "242012", postal: "514" },
            Town { ja: "四日市市", en: "Yokkaichi", code: "242021", postal: "510" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "大津市", en: "Otsu", code: "252018", postal: "520" },
            Town { ja: "草津市", en: "Kusatsu", code: "252069", postal: "525" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "京都市", en: "Kyoto", code: "261009", postal: "604" },
            Town { ja: "宇治市", en: "Uji", code: "262048", postal: "611" },
        ],
    },
    Area {
        ahead: 8,
        towns: [
            Town { ja: "大阪市", en: "Osaka", code: "271004", postal: "530" },
            Town { ja: "堺市", en: "Sakai", code: "271403", postal: "590" },
        ],
    },
    Area {
        ahead: 5,
        towns: [
            Town { ja: "神戸市", en: "Kobe", code: "281000", postal: "650" },
            Town { ja: "姫路市", en: "Himeji", code: "282014", postal: "670" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "奈良市", en: "Nara", code: "292010", postal: "630" },
            Town { ja: "橿原市", en: "Kashihara", code: "292052", postal: "634" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "和歌山市", en: "Wakayama", code: "302015", postal: "640" },
            Town { ja: "田辺市", en: "Tanabe", code: "302066", postal: "646" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "鳥取市", en: "Tottori", code: "312011", postal: "680" },
            Town { ja: "米子市", en: "Yonago", code: "312029", postal: "683" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "松江市", en: "Matsue", code: "322016", postal: "690" },
            Town { ja: "浜田市", en: "Hamada", code: "322024", postal: "697" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "岡山市", en: "Okayama", code: "331007", postal: "700" },
            Town { ja: "倉敷市", en: "Kurashiki", code: "332020", postal: "710" },
        ],
    },
    Area {
        ahead: 4,
        towns: [
            Town { ja: "広島市", en: "Hiroshima", code: "341002", postal: "730" },
            Town { ja: "福山市", en: "Fukuyama", code: "342076", postal: "720" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "山口市", en: "Yamaguchi", code: "352039", postal: "753" },
            Town { ja: "下関市", en: "Shimonoseki", code: "352012", postal: "750" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "徳島市", en: "Tokushima", code: "362018", postal: "770" },
            Town { ja: "鳴門市", en: "Naruto", code: "362026", postal: "772" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "高松市", en: "Takamatsu", code: "372013", postal: "760" },
            Town { ja: "丸亀市", en: "Marugame", code: "372021", postal: "763" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "松山市", en: "Matsuyama", code: "382019", postal: "790" },
            Town { ja: "今治市", en: "Imabari", code: "382027", postal: "794" },
        ],
    },
    Area {
        ahead: 0,
        towns: [
            Town { ja: "高知市", en: "Kochi", code: "392014", postal: "780" },
            Town { ja: "南国市", en: "Nankoku", code: "392049", postal: "783" },
        ],
    },
    Area {
        ahead: 7,
        towns: [
            Town { ja: "福岡市", en: "Fukuoka", code: "401307", postal: "810" },
            Town { ja: "北九州市", en: "Kitakyushu", code: "401005", postal: "802" },
        ],
    },
    Area {
        ahead: 1,
        towns: [
            Town { ja: "佐賀市", en: "Saga", code: "412015", postal: "840" },
            Town { ja: "唐津市", en: "Karatsu", code: "412023", postal: "847" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "長崎市", en: "Nagasaki", code: "422011", postal: "850" },
            Town { ja: "佐世保市", en: "Sasebo", code: "422029", postal: "857" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "熊本市", en: "Kumamoto", code: "431001", postal: "860" },
            Town { ja: "八代市", en: "Yatsushiro", code: "432024", postal: "866" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "大分市", en: "Oita", code: "442011", postal: "870" },
            Town { ja: "別府市", en: "Beppu", code: "442020", postal: "874" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "宮崎市", en: "Miyazaki", code: "452017", postal: "880" },
            Town { ja: "都城市", en: "Miyakonojo", code: "452025", postal: "885" },
        ],
    },
    Area {
        ahead: 2,
        towns: [
            Town { ja: "鹿児島市", en: "Kagoshima", code: "462012", postal: "890" },
            Town { ja: "霧島市", en: "Kirishima", code: "462187", postal: "899" },
        ],
    },
    Area {
        ahead: 3,
        towns: [
            Town { ja: "那覇市", en: "Naha", code: "472018", postal: "900" },
            Town { ja: "沖縄市", en: "Okinawa", code: "472115", postal: "904" },
        ],
    },
];
