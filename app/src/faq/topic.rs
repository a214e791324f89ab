//! The questions of one topic, for other pages: whoever is about to ask may find the answer.

use domain::event::Topic;
use leptos::prelude::*;

use super::page::answer;
use super::query::FaqQuery;
use crate::address::localized;
use crate::text::faq::of_topic;
use crate::text::use_text;

/// So many questions stand beside a form.
const MOST_ASKED: usize = 5;

/// The questions of a topic that are asked most, folded, and the way to all of them. The page
/// around them gives the heading.
#[component]
pub fn FaqOfTopic(
    /// What the questions are about.
    topic: Topic,
) -> impl IntoView {
    let text = use_text();
    let language = text.language();
    let questions = of_topic(topic);
    let shown = questions
        .iter()
        .take(MOST_ASKED)
        .map(|question| {
            view! {
                <details class="question">
                    <summary>{question.question.text(language)}</summary>
                    <div class="answer">{answer(question, text)}</div>
                </details>
            }
        })
        .collect_view();
    let all = localized(language, &FaqQuery { topic: Some(topic), ..FaqQuery::default() }.address());
    view! {
        <div class="questions">{shown}</div>
        <p><a href=all>{text.faq().see_all_of(questions.len())}</a></p>
    }
    .into_any()
}
