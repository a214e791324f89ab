//! The desk's form about an expert: what citizens read about them.

use crate::account::AccountId;
use crate::event::Bilingual;
use crate::expert::ExpertProfile;
use crate::input::{FieldError, choice, keep, multi_line, optional, single_line};
use crate::language::Language;
use crate::place::Region;

/// The longest name, title or qualification, in characters.
const LINE_MAX: u32 = 80;
/// The longest introduction, in characters.
const INTRODUCTION_MAX: u32 = 1_000;
/// So many qualifications stand on a page.
const QUALIFICATIONS_MAX: usize = 12;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExpertField {
    /// 職員: whose account.
    Account,
    /// 氏名.
    Name,
    /// 氏名, English.
    NameEnglish,
    /// 肩書.
    Title,
    /// 肩書, English.
    TitleEnglish,
    /// 資格.
    Qualifications,
    /// 紹介.
    Introduction,
    /// 紹介, English.
    IntroductionEnglish,
    /// 話せる言語.
    Languages,
    /// 地域.
    Region,
}

impl ExpertField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Name => "name",
            Self::NameEnglish => "name_en",
            Self::Title => "title",
            Self::TitleEnglish => "title_en",
            Self::Qualifications => "qualifications",
            Self::Introduction => "introduction",
            Self::IntroductionEnglish => "introduction_en",
            Self::Languages => "languages",
            Self::Region => "region",
        }
    }
}

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpertForm {
    /// Whose account, as a number.
    pub account: String,
    /// 氏名.
    pub name: String,
    /// 氏名, English.
    pub name_en: String,
    /// 肩書.
    pub title: String,
    /// 肩書, English.
    pub title_en: String,
    /// 資格: one a line, Japanese, and after a bar English.
    pub qualifications: String,
    /// 紹介.
    pub introduction: String,
    /// 紹介, English.
    pub introduction_en: String,
    /// 話せる言語: their codes.
    pub languages: Vec<String>,
    /// 地域.
    pub region: String,
    /// 公開: `yes`.
    pub is_shown: String,
}

impl ExpertForm {
    /// The form filled with what stands on an expert's page.
    pub fn filled_from(account: AccountId, profile: &ExpertProfile, is_shown: bool) -> Self {
        let english = |text: &Bilingual| text.en.clone().unwrap_or_default();
        let qualification = |text: &Bilingual| match &text.en {
            Some(en) => format!("{} | {en}", text.ja),
            None => text.ja.clone(),
        };
        Self {
            account: account.0.to_string(),
            name: profile.name.ja.clone(),
            name_en: english(&profile.name),
            title: profile.title.ja.clone(),
            title_en: english(&profile.title),
            qualifications: profile.qualifications.iter().map(qualification).collect::<Vec<_>>().join("\n"),
            introduction: profile.introduction.ja.clone(),
            introduction_en: english(&profile.introduction),
            languages: profile.languages.iter().map(|language| language.code().to_owned()).collect(),
            region: profile.region.map(Region::slug).unwrap_or_default().to_owned(),
            is_shown: if is_shown { "yes".to_owned() } else { String::new() },
        }
    }

    /// Turns what was typed into what cannot be wrong: whose account, and what citizens read.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self) -> Result<(AccountId, ExpertProfile), Vec<(ExpertField, FieldError)>> {
        use ExpertField as Field;
        let mut problems = Vec::new();
        let account = choice(&self.account, |typed| typed.parse().ok().map(AccountId));
        let account = keep(&mut problems, Field::Account, account);
        let line = |typed: &str| single_line(typed, LINE_MAX);
        let name = keep(&mut problems, Field::Name, line(&self.name));
        let name_en = keep(&mut problems, Field::NameEnglish, optional(&self.name_en, line));
        let title = keep(&mut problems, Field::Title, line(&self.title));
        let title_en = keep(&mut problems, Field::TitleEnglish, optional(&self.title_en, line));
        let qualifications = keep(&mut problems, Field::Qualifications, qualifications(&self.qualifications));
        let introduction = keep(&mut problems, Field::Introduction, multi_line(&self.introduction, INTRODUCTION_MAX));
        let introduction_en = multi_line(&self.introduction_en, INTRODUCTION_MAX);
        let introduction_en = keep(&mut problems, Field::IntroductionEnglish, introduction_en);
        let languages = keep(&mut problems, Field::Languages, languages(&self.languages));
        let region = optional(&self.region, |typed| choice(typed, Region::from_slug));
        let region = keep(&mut problems, Field::Region, region);
        match (account, name, title, languages, region) {
            (Some(account), Some(name), Some(title), Some(languages), Some(region)) if problems.is_empty() => Ok((
                account,
                ExpertProfile {
                    name: Bilingual { ja: name, en: name_en.flatten() },
                    title: Bilingual { ja: title, en: title_en.flatten() },
                    qualifications: qualifications.unwrap_or_default(),
                    introduction: Bilingual {
                        ja: introduction.flatten().unwrap_or_default(),
                        en: introduction_en.flatten(),
                    },
                    languages,
                    region,
                },
            )),
            _ => Err(problems),
        }
    }
}

fn qualifications(typed: &str) -> Result<Vec<Bilingual>, FieldError> {
    let lines = typed.lines().filter(|line| !line.trim().is_empty());
    let read = |line: &str| {
        let (ja, en) = line.split_once(['|', '｜']).unwrap_or((line, ""));
        let en = optional(en, |en| single_line(en, LINE_MAX))?;
        Ok(Bilingual { ja: single_line(ja, LINE_MAX)?, en })
    };
    let read = lines.map(read).collect::<Result<Vec<_>, _>>()?;
    if read.len() > QUALIFICATIONS_MAX {
        return Err(FieldError::OutOfRange { min: 0, max: u32::try_from(QUALIFICATIONS_MAX).unwrap_or(u32::MAX) });
    }
    Ok(read)
}

fn languages(typed: &[String]) -> Result<Vec<Language>, FieldError> {
    let read = typed.iter().map(|code| Language::from_code(code).ok_or(FieldError::UnknownChoice));
    let read = read.collect::<Result<Vec<_>, _>>()?;
    let known = [Language::Japanese, Language::English].into_iter().filter(|language| read.contains(language));
    let known: Vec<Language> = known.collect();
    if known.is_empty() { Err(FieldError::Required) } else { Ok(known) }
}
