//! Questions and answers: the words of `/faq`, and what stands there.
//!
//! The questions of a topic stand in a file of their own, those that are asked most come first. To
//! add one, put it where it belongs by that; its id stays for good, since people keep links to it.

use domain::event::Topic;
use domain::language::Language;

use super::texts;

mod ict;
mod personnel;
mod security;
mod service;

/// The same in Japanese and in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both(pub &'static str, pub &'static str);

impl Both {
    /// The text in `language`.
    pub const fn text(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.0,
            Language::English => self.1,
        }
    }
}

/// A part of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Say(Both),
    /// Points, one under the other.
    List(&'static [Both]),
    /// The way on: a path of ours without the language, and what the link says.
    Link(&'static str, Both),
}

/// A question with its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// What stands in links: small letters and hyphens.
    pub id: &'static str,
    /// What it is about.
    pub topic: Topic,
    /// Other words under which people look for it, in any language; never shown.
    pub also: &'static str,
    /// The question.
    pub question: Both,
    /// The answer.
    pub answer: &'static [Part],
}

/// The questions of `topic`, those that are asked most first.
pub const fn of_topic(topic: Topic) -> &'static [Question] {
    match topic {
        Topic::Ict => ict::QUESTIONS,
        Topic::Security => security::QUESTIONS,
        Topic::Personnel => personnel::QUESTIONS,
        Topic::Other => service::QUESTIONS,
    }
}

/// All questions, topic by topic.
pub fn all() -> impl Iterator<Item = &'static Question> {
    Topic::ALL.into_iter().flat_map(of_topic)
}

/// The question with this id.
pub fn by_id(id: &str) -> Option<&'static Question> {
    all().find(|question| question.id == id)
}

texts! {
    /// The page of questions and answers.
    pub FaqText {
        title() => "よくある質問", "Questions and answers";
        description() => "テレワークの機器、セキュリティ、労務管理と、このサービスについての質問と答えです。ことばで探せます。",
            "Answers on equipment, security and personnel matters in telework, and on this service. You can search them.";
        lead() => "小さな会社と自治体から、よくいただく質問です。ことばで探すか、内容から選んでください。",
            "What small companies and local governments often ask. Search, or choose a topic.";
        search_label() => "ことばで探す", "Search words";
        search_hint() => "例：VPN、就業規則、キャンセル", "For example: VPN, overtime, cancel";
        search_button() => "探す", "Search";
        topics_label() => "内容で選ぶ", "Topics";
        every_topic() => "すべて", "All";
        count(count: usize) => format!("{count}件の質問があります。"),
            if count == 1 { "There is 1 question.".to_owned() } else { format!("There are {count} questions.") };
        found(words: &str, count: usize) => format!("「{words}」に合う質問が{count}件見つかりました"),
            if count == 1 { format!("1 question found for “{words}”") } else { format!("{count} questions found for “{words}”") };
        found_in_topic(words: &str, topic: &str, count: usize) => format!("「{topic}」で「{words}」に合う質問が{count}件見つかりました"),
            if count == 1 { format!("1 question on {topic} found for “{words}”") } else { format!("{count} questions on {topic} found for “{words}”") };
        nothing(words: &str) => format!("「{words}」に合う質問は見つかりませんでした"), format!("No questions found for “{words}”");
        nothing_hint() => "ことばを短くするか、別の言いかたでお試しください。事務局にそのままお尋ねいただくこともできます。",
            "Try shorter or other words, or simply ask the secretariat.";
        in_every_topic(count: usize) => format!("内容を限らずに探す（{count}件）"), format!("Search in all topics ({count})");
        see_all() => "すべての質問を見る", "See all questions";
        see_all_of(count: usize) => format!("この内容の質問をすべて見る（{count}件）"), format!("See all questions on this topic ({count})");
        link() => "この質問へのリンク", "Link to this question";
        helped_question() => "役に立ちましたか", "Did this help?";
        yes() => "はい", "Yes";
        no() => "いいえ", "No";
        helped_yes_thanks() => "お答えいただき、ありがとうございます。お役に立てて何よりです。", "Thank you. We are glad that it helped.";
        helped_no_thanks() => "お答えいただき、ありがとうございます。説明を直すときの参考にします。お困りのことは、事務局にお尋ねください。",
            "Thank you. We will use this to improve the answer. Please ask the secretariat about what is still open.";
        ask() => "問い合わせる", "Send an inquiry";
        ask_heading() => "答えが見つからないとき", "If your question is not here";
        ask_text() => "会社の事情に合わせて、事務局と専門家がお答えします。無料です。電話でもどうぞ。",
            "The secretariat and our experts answer for your own situation, free of charge. You can also call.";
        phone() => "電話：", "Phone: ";
    }
}

impl FaqText {
    /// ICT環境 / ICT environment; what is none of the three is the service itself.
    pub const fn topic(self, topic: Topic) -> &'static str {
        match (self.0, topic) {
            (Language::Japanese, Topic::Other) => "始めかたとこのサービス",
            (Language::English, Topic::Other) => "Getting started and this service",
            (language, topic) => super::event::EventText(language).topic(topic),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn texts(question: &Question) -> Vec<Both> {
        let mut texts = vec![question.question];
        for part in question.answer {
            match part {
                Part::Say(said) | Part::Link(_, said) => texts.push(*said),
                Part::List(points) => texts.extend(*points),
            }
        }
        texts
    }

    #[test]
    fn every_topic_has_questions_and_each_stands_under_its_own() {
        for topic in Topic::ALL {
            assert!(of_topic(topic).len() >= 6, "{topic:?}");
            assert!(of_topic(topic).iter().all(|question| question.topic == topic), "{topic:?}");
        }
        assert!(all().count() >= 24);
    }

    #[test]
    fn an_id_names_one_question_and_can_stand_in_any_address() {
        let ids: BTreeSet<_> = all().map(|question| question.id).collect();
        assert_eq!(ids.len(), all().count());
        for id in ids {
            assert!(id.len() <= 40 && id.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'-'), "{id}");
            assert_eq!(by_id(id).map(|question| question.id), Some(id));
        }
        assert_eq!(by_id("no-such-question"), None);
    }

    #[test]
    fn every_question_is_answered_in_both_languages_by_whole_sentences() {
        let is_japanese = |sign: char| matches!(sign, '\u{3041}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}');
        for question in all() {
            assert!(question.question.0.ends_with('。'), "{}", question.id);
            assert!(question.question.1.ends_with(['?', '.']), "{}", question.id);
            for part in question.answer {
                if let Part::Say(Both(ja, en)) = part {
                    assert!(ja.ends_with('。') && en.ends_with('.'), "{}: {ja} {en}", question.id);
                }
            }
            for Both(ja, en) in texts(question) {
                assert!(ja.chars().any(is_japanese), "{}: {ja}", question.id);
                // The Japanese name of an office or of rules may stand beside its English one.
                let foreign = en.chars().filter(|sign| is_japanese(*sign)).count();
                assert!(en.is_ascii() || foreign <= 10, "{}: {en}", question.id);
                assert!(ja.trim() == ja && en.trim() == en && !ja.contains("  ") && !en.contains("  "), "{ja} {en}");
            }
            let length: usize = texts(question).iter().map(|both| both.0.chars().count()).sum();
            assert!((80..=700).contains(&length), "{}: {length} signs", question.id);
        }
    }

    #[test]
    fn links_lead_to_paths_of_our_own() {
        for question in all() {
            for part in question.answer {
                if let Part::Link(path, _) = part {
                    assert!(path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/en"), "{path}");
                }
            }
        }
    }
}
