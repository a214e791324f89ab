//! Where in Japan: the eleven regions, the 47 prefectures, and the codes of local governments.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::input::{self, FieldError, text_value, tolerant};
use crate::language::Language;

/// A region (地域): the area of one of the ministry's eleven bureaus of telecommunications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is a name of geography")]
pub enum Region {
    Hokkaido,
    Tohoku,
    Kanto,
    Shinetsu,
    Hokuriku,
    Tokai,
    Kinki,
    Chugoku,
    Shikoku,
    Kyushu,
    Okinawa,
}

impl Region {
    /// All regions, from north to south as the ministry lists them.
    pub const ALL: [Self; 11] = [
        Self::Hokkaido,
        Self::Tohoku,
        Self::Kanto,
        Self::Shinetsu,
        Self::Hokuriku,
        Self::Tokai,
        Self::Kinki,
        Self::Chugoku,
        Self::Shikoku,
        Self::Kyushu,
        Self::Okinawa,
    ];

    /// The word that addresses carry: `hokkaido`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Hokkaido => "hokkaido",
            Self::Tohoku => "tohoku",
            Self::Kanto => "kanto",
            Self::Shinetsu => "shinetsu",
            Self::Hokuriku => "hokuriku",
            Self::Tokai => "tokai",
            Self::Kinki => "kinki",
            Self::Chugoku => "chugoku",
            Self::Shikoku => "shikoku",
            Self::Kyushu => "kyushu",
            Self::Okinawa => "okinawa",
        }
    }

    /// The region with this exact slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.slug() == slug)
    }

    /// The same as [`slug`](Self::slug).
    pub const fn as_str(self) -> &'static str {
        self.slug()
    }

    /// The name that people know.
    pub const fn name(self, language: Language) -> &'static str {
        let (japanese, english) = match self {
            Self::Hokkaido => ("北海道", "Hokkaido"),
            Self::Tohoku => ("東北", "Tohoku"),
            Self::Kanto => ("関東", "Kanto"),
            Self::Shinetsu => ("信越", "Shinetsu"),
            Self::Hokuriku => ("北陸", "Hokuriku"),
            Self::Tokai => ("東海", "Tokai"),
            Self::Kinki => ("近畿", "Kinki"),
            Self::Chugoku => ("中国", "Chugoku"),
            Self::Shikoku => ("四国", "Shikoku"),
            Self::Kyushu => ("九州", "Kyushu"),
            Self::Okinawa => ("沖縄", "Okinawa"),
        };
        match language {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }

    /// The prefectures of the region, in the order of their codes.
    pub fn prefectures(self) -> impl Iterator<Item = Prefecture> {
        Prefecture::ALL.into_iter().filter(move |prefecture| prefecture.region() == self)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Region {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::from_slug(text).ok_or(FieldError::UnknownChoice)
    }
}

/// One row for each prefecture, in the order of their codes (JIS X 0401): code, variant, region, Japanese name, its
/// short form, and the prefectures that a land border, a bridge or a tunnel joins to it (for
/// Okinawa, the nearest one across the sea).
macro_rules! prefectures {
    ($($code:literal $variant:ident $region:ident $name:literal $short:literal [$($neighbour:ident)*])*) => {
        /// A prefecture (都道府県). Its number is the code of JIS X 0401; serde and the store carry it in two digits.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[expect(missing_docs, reason = "each is a name of geography")]
        pub enum Prefecture {
            $($variant = $code,)*
        }

        impl Prefecture {
            /// All 47, in the order of their codes.
            pub const ALL: [Self; 47] = [$(Self::$variant,)*];

            /// The region it belongs to.
            pub const fn region(self) -> Region {
                match self {
                    $(Self::$variant => Region::$region,)*
                }
            }

            /// The full name: 北海道, 東京都; in English without 'Prefecture' and without macrons.
            pub const fn name(self, language: Language) -> &'static str {
                match (language, self) {
                    $((Language::Japanese, Self::$variant) => $name,)*
                    $((Language::English, Self::$variant) => stringify!($variant),)*
                }
            }

            /// The name as people say it: 北海道, 東京; in English the same as [`name`](Self::name).
            pub const fn short_name(self, language: Language) -> &'static str {
                match (language, self) {
                    $((Language::Japanese, Self::$variant) => $short,)*
                    (Language::English, _) => self.name(Language::English),
                }
            }

            /// The prefectures one could as well go to, nearest by land, bridge or tunnel; never empty.
            pub const fn neighbours(self) -> &'static [Self] {
                match self {
                    $(Self::$variant => &[$(Self::$neighbour,)*],)*
                }
            }
        }
    };
}

prefectures! {
    1 Hokkaido Hokkaido "北海道" "北海道" [Aomori]
    2 Aomori Tohoku "青森県" "青森" [Hokkaido Iwate Akita]
    3 Iwate Tohoku "岩手県" "岩手" [Aomori Miyagi Akita]
    4 Miyagi Tohoku "宮城県" "宮城" [Iwate Akita Yamagata Fukushima]
    5 Akita Tohoku "秋田県" "秋田" [Aomori Iwate Miyagi Yamagata]
    6 Yamagata Tohoku "山形県" "山形" [Miyagi Akita Fukushima Niigata]
    7 Fukushima Tohoku "福島県" "福島" [Miyagi Yamagata Ibaraki Tochigi Gunma Niigata]
    8 Ibaraki Kanto "茨城県" "茨城" [Fukushima Tochigi Saitama Chiba]
    9 Tochigi Kanto "栃木県" "栃木" [Fukushima Ibaraki Gunma Saitama]
    10 Gunma Kanto "群馬県" "群馬" [Fukushima Tochigi Saitama Niigata Nagano]
    11 Saitama Kanto "埼玉県" "埼玉" [Ibaraki Tochigi Gunma Chiba Tokyo Yamanashi Nagano]
    12 Chiba Kanto "千葉県" "千葉" [Ibaraki Saitama Tokyo Kanagawa]
    13 Tokyo Kanto "東京都" "東京" [Saitama Chiba Kanagawa Yamanashi]
    14 Kanagawa Kanto "神奈川県" "神奈川" [Chiba Tokyo Yamanashi Shizuoka]
    15 Niigata Shinetsu "新潟県" "新潟" [Yamagata Fukushima Gunma Toyama Nagano]
    16 Toyama Hokuriku "富山県" "富山" [Niigata Ishikawa Nagano Gifu]
    17 Ishikawa Hokuriku "石川県" "石川" [Toyama Fukui Gifu]
    18 Fukui Hokuriku "福井県" "福井" [Ishikawa Gifu Shiga Kyoto]
    19 Yamanashi Kanto "山梨県" "山梨" [Saitama Tokyo Kanagawa Nagano Shizuoka]
    20 Nagano Shinetsu "長野県" "長野" [Gunma Saitama Niigata Toyama Yamanashi Gifu Shizuoka Aichi]
    21 Gifu Tokai "岐阜県" "岐阜" [Toyama Ishikawa Fukui Nagano Aichi Mie Shiga]
    22 Shizuoka Tokai "静岡県" "静岡" [Kanagawa Yamanashi Nagano Aichi]
    23 Aichi Tokai "愛知県" "愛知" [Nagano Gifu Shizuoka Mie]
    24 Mie Tokai "三重県" "三重" [Gifu Aichi Shiga Kyoto Nara Wakayama]
    25 Shiga Kinki "滋賀県" "滋賀" [Fukui Gifu Mie Kyoto]
    26 Kyoto Kinki "京都府" "京都" [Fukui Mie Shiga Osaka Hyogo Nara]
    27 Osaka Kinki "大阪府" "大阪" [Kyoto Hyogo Nara Wakayama]
    28 Hyogo Kinki "兵庫県" "兵庫" [Kyoto Osaka Tottori Okayama Tokushima]
    29 Nara Kinki "奈良県" "奈良" [Mie Kyoto Osaka Wakayama]
    30 Wakayama Kinki "和歌山県" "和歌山" [Mie Osaka Nara]
    31 Tottori Chugoku "鳥取県" "鳥取" [Hyogo Shimane Okayama Hiroshima]
    32 Shimane Chugoku "島根県" "島根" [Tottori Hiroshima Yamaguchi]
    33 Okayama Chugoku "岡山県" "岡山" [Hyogo Tottori Hiroshima Kagawa]
    34 Hiroshima Chugoku "広島県" "広島" [Tottori Shimane Okayama Yamaguchi Ehime]
    35 Yamaguchi Chugoku "山口県" "山口" [Shimane Hiroshima Fukuoka]
    36 Tokushima Shikoku "徳島県" "徳島" [Hyogo Kagawa Ehime Kochi]
    37 Kagawa Shikoku "香川県" "香川" [Okayama Tokushima Ehime]
    38 Ehime Shikoku "愛媛県" "愛媛" [Hiroshima Tokushima Kagawa Kochi]
    39 Kochi Shikoku "高知県" "高知" [Tokushima Ehime]
    40 Fukuoka Kyushu "福岡県" "福岡" [Yamaguchi Saga Kumamoto Oita]
    41 Saga Kyushu "佐賀県" "佐賀" [Fukuoka Nagasaki]
    42 Nagasaki Kyushu "長崎県" "長崎" [Saga]
    43 Kumamoto Kyushu "熊本県" "熊本" [Fukuoka Oita Miyazaki Kagoshima]
    44 Oita Kyushu "大分県" "大分" [Fukuoka Kumamoto Miyazaki]
    45 Miyazaki Kyushu "宮崎県" "宮崎" [Kumamoto Oita Kagoshima]
    46 Kagoshima Kyushu "鹿児島県" "鹿児島" [Kumamoto Miyazaki Okinawa]
    47 Okinawa Okinawa "沖縄県" "沖縄" [Kagoshima]
}

impl Prefecture {
    /// The code of JIS X 0401: 1 to 47.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The code in two digits, as addresses and the store carry it: `01`.
    pub const fn code_text(self) -> &'static str {
        const CODES: &str =
            "0102030405060708091011121314151617181920212223242526272829303132333435363738394041424344454647";
        let place = (self.code() as usize - 1) * 2;
        CODES.split_at(place).1.split_at(2).0
    }

    /// The same as [`code_text`](Self::code_text).
    pub const fn as_str(self) -> &'static str {
        self.code_text()
    }

    /// The prefecture with this code, 1 to 47.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|prefecture| prefecture.code() == code)
    }

    /// The prefecture that a name means: the full or the short one in Japanese, or the English one in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = input::tidy(name);
        Self::ALL.into_iter().find(|prefecture| {
            prefecture.name(Language::Japanese) == name
                || prefecture.short_name(Language::Japanese) == name
                || prefecture.name(Language::English).eq_ignore_ascii_case(&name)
        })
    }

    /// Reads the code, of one or two digits in any width.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::UnknownChoice`] for anything but 1 to 47.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let code = tolerant(text);
        if code.is_empty() {
            return Err(FieldError::Required);
        }
        let well_formed = code.len() <= 2 && code.bytes().all(|byte| byte.is_ascii_digit());
        let known = if well_formed { code.parse().ok().and_then(Self::from_code) } else { None };
        known.ok_or(FieldError::UnknownChoice)
    }
}

/// The two digits of the code; names are asked for by language.
impl fmt::Display for Prefecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code_text())
    }
}

text_value!(Prefecture);

/// The code of a local government (全国地方公共団体コード): six digits, the first two those of the prefecture, the last a
/// check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalGovernmentCode {
    digits: String,
    prefecture: Prefecture,
}

impl LocalGovernmentCode {
    /// Reads a code in any width.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::Malformed`] for anything but six digits with a prefecture in
    /// front and the right check digit at the end.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let digits = tolerant(text).replace('-', "");
        if digits.is_empty() {
            return Err(FieldError::Required);
        }
        let well_formed = digits.len() == 6
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.bytes().last() == Some(check_digit(&digits[..5]));
        if !well_formed {
            return Err(FieldError::Malformed);
        }
        let prefecture = Prefecture::parse(&digits[..2]).map_err(|_| FieldError::Malformed)?;
        Ok(Self { digits, prefecture })
    }

    /// The code of a prefecture's own government: 東京都 is `130001`.
    pub fn of_prefecture(prefecture: Prefecture) -> Self {
        let five = format!("{}000", prefecture.code_text());
        let check = char::from(check_digit(&five));
        Self { digits: format!("{five}{check}"), prefecture }
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// The prefecture it is, or lies in.
    pub fn prefecture(&self) -> Prefecture {
        self.prefecture
    }

    /// Whether it names the prefecture itself and not a municipality.
    pub fn is_prefecture(&self) -> bool {
        &self.digits[2..5] == "000"
    }
}

impl fmt::Display for LocalGovernmentCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)
    }
}

text_value!(LocalGovernmentCode);

/// The last digit of 11 − (sum mod 11), weights 6, 5, 4, 3, 2 over the five digits. As an ASCII digit.
fn check_digit(five: &str) -> u8 {
    let sum: u32 = five.bytes().zip([6, 5, 4, 3, 2]).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    b'0' + u8::try_from((11 - sum % 11) % 10).unwrap_or_default()
}
