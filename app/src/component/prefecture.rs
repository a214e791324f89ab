//! The prefectures as a list to choose from.

use domain::language::Language;
use domain::place::Region;

/// All 47 in the groups of their regions, as [`SelectField`](super::SelectField) takes them: codes and full names.
pub fn prefecture_groups(language: Language) -> Vec<(String, Vec<(String, String)>)> {
    Region::ALL
        .into_iter()
        .map(|region| {
            let prefectures = region
                .prefectures()
                .map(|prefecture| (prefecture.code_text().to_owned(), prefecture.name(language).to_owned()))
                .collect();
            (region.name(language).to_owned(), prefectures)
        })
        .collect()
}
