//! Finding a question by words, in any width, kana and case; the best first.

use std::sync::LazyLock;

use domain::event::Topic;
use domain::language::Language;
use domain::search::{Words, fold};

use crate::text::faq::{Both, Part, Question, all};

/// What a search looks through, folded: of each question what is asked, its other words, what is
/// answered; Japanese and English apart.
struct Haystack {
    question: &'static Question,
    asked: [String; 2],
    also: String,
    answered: [String; 2],
}

static HAYSTACKS: LazyLock<Vec<Haystack>> = LazyLock::new(|| all().map(Haystack::of).collect());

impl Haystack {
    fn of(question: &'static Question) -> Self {
        let texts: Vec<Both> = question
            .answer
            .iter()
            .flat_map(|part| match part {
                Part::Say(said) => std::slice::from_ref(said),
                Part::List(points) => points,
                // Where a link leads says nothing of what the question is about.
                Part::Link(..) => &[],
            })
            .copied()
            .collect();
        Self {
            question,
            asked: Language::ALL.map(|language| fold(question.question.text(language))),
            also: lines(question.also.split(' ')),
            answered: Language::ALL.map(|language| lines(texts.iter().map(|both| both.text(language)))),
        }
    }

    /// How well `term` is met for a reader of `language`; 0: not at all.
    fn weight(&self, term: &str, language: Language) -> u32 {
        let (own, other) = match language {
            Language::Japanese => (0, 1),
            Language::English => (1, 0),
        };
        if self.asked[own].contains(term) {
            8
        } else if self.also.contains(term) {
            4
        } else if self.answered[own].contains(term) {
            2
        } else {
            // Whoever reads English may look for 就業規則, and the other way round.
            u32::from(self.asked[other].contains(term) || self.answered[other].contains(term))
        }
    }
}

/// The parts folded; a sign that folding keeps apart parts them, so that their words do not join.
fn lines<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.map(fold).collect::<Vec<_>>().join("\n")
}

/// The questions in which every word of `words` stands, of `topic` or of all, the best first; among
/// equals those that are asked most. Without words: all of them in their order.
pub fn find(words: &str, topic: Option<Topic>, language: Language) -> Vec<&'static Question> {
    let words = Words::parse(words);
    let mut found: Vec<(u32, &'static Question)> = HAYSTACKS
        .iter()
        .filter(|haystack| topic.is_none_or(|topic| haystack.question.topic == topic))
        .filter_map(|haystack| {
            let weights = words.terms().iter().map(|term| haystack.weight(term, language));
            let sum = weights.map(|weight| (weight > 0).then_some(weight)).sum::<Option<u32>>()?;
            Some((sum, haystack.question))
        })
        .collect();
    // The sort is stable: equals keep the order of how often they are asked.
    found.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    found.into_iter().map(|(_, question)| question).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(words: &str, language: Language) -> Vec<&'static str> {
        find(words, None, language).into_iter().map(|question| question.id).collect()
    }

    #[test]
    fn width_kana_and_case_make_no_difference() {
        let telework = ids("テレワーク", Language::Japanese);
        assert!(telework.len() > 10);
        for spelling in ["ﾃﾚﾜｰｸ", "てれわーく", "「テレワーク」"] {
            assert_eq!(ids(spelling, Language::Japanese), telework, "{spelling}");
        }
        let vpn = ids("VPN", Language::Japanese);
        assert_eq!(vpn.first(), Some(&"vpn"));
        for spelling in ["vpn", "ｖｐｎ", "ＶＰＮ"] {
            assert_eq!(ids(spelling, Language::Japanese), vpn, "{spelling}");
        }
    }

    #[test]
    fn a_word_in_the_question_counts_more_than_one_in_the_answer() {
        for (words, language, best) in [
            ("就業規則", Language::Japanese, "work-rules"),
            ("36協定", Language::Japanese, "overtime"),
            ("私物", Language::Japanese, "byod"),
            ("残業", Language::Japanese, "overtime"),
            ("キャンセル待ち", Language::Japanese, "waiting-list"),
            ("overtime", Language::English, "overtime"),
            ("wi-fi", Language::English, "home-wifi"),
        ] {
            assert_eq!(ids(words, language).first(), Some(&best), "{words}: {:?}", ids(words, language));
        }
    }

    #[test]
    fn every_word_must_be_found_but_other_names_and_the_other_language_count() {
        assert!(ids("VPN 労災", Language::Japanese).is_empty());
        assert_eq!(ids("VPN 更新", Language::Japanese).first(), Some(&"vpn-update"));
        assert!(ids("リモハラ", Language::Japanese).contains(&"harassment"));
        assert!(ids("就業規則", Language::English).contains(&"work-rules"));
        assert!(ids("宇宙旅行", Language::Japanese).is_empty());
    }

    #[test]
    fn a_topic_keeps_the_others_out_and_no_words_find_all() {
        let found = find("", Some(Topic::Security), Language::Japanese);
        assert!(found.iter().all(|question| question.topic == Topic::Security) && found.len() > 5);
        assert_eq!(find(" ！", None, Language::English).len(), all().count());
        assert!(find("残業", Some(Topic::Security), Language::Japanese).is_empty());
    }
}
