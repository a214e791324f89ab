//! `/faq`: every question with its answer, to be searched, and whether it helped.

use domain::event::Topic;
use domain::reference::IdempotencyKey;
use leptos::prelude::*;

pub use super::query::FaqQuery;
use super::search::find;
use crate::address::localized;
use crate::component::contact::use_contact_details;
use crate::component::{Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, Page, Section, home_crumb};
use crate::text::faq::{Part, Question, of_topic};
use crate::text::{Text, use_text};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct FaqView {
    /// What the address asks for.
    pub query: FaqQuery,
    /// Which showing of the page it is: whoever presses twice on it is counted once.
    pub key: IdempotencyKey,
}

/// `/faq`
#[component]
pub fn FaqPage(
    /// Everything the page shows.
    view: FaqView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.faq(), text.language());
    let FaqView { query, key } = view;
    let found = find(&query.words, query.topic, language);
    let is_search = !query.words.is_empty();
    let (banner, results) = match (found.is_empty(), is_search) {
        (true, _) => (Some(nothing(&query, text)), None),
        (false, true) => (None, Some(ranked(&found, &query, &key, text))),
        (false, false) => (None, Some(by_topic(&found, &query, &key, text))),
    };
    let has_banner = banner.is_some();
    let trail = vec![home_crumb(text)];
    let ask = (!has_banner).then(|| {
        view! {
            <section class="section after" aria-labelledby="faq-ask">
                <h2 id="faq-ask">{words.ask_heading()}</h2>
                <p>{words.ask_text()}</p>
                <Ask/>
            </section>
        }
    });
    view! {
        <Page title=title(&query, text) description=words.description().into_owned() section=Section::Questions>
            <Breadcrumb trail here=words.title().into_owned()/>
            <div class="page-head">
                <h1>{words.title()}</h1>
                <p class="lead">{words.lead()}</p>
            </div>
            <div class="columns columns-rail">
                <div class="stack screen-only">
                    <SearchForm query=query.clone()/>
                    <Topics query=query.clone()/>
                </div>
                <div class="stack faq-results">
                    {banner}
                    {results}
                    {ask}
                </div>
            </div>
        </Page>
    }
}

fn title(query: &FaqQuery, text: Text) -> String {
    let words = text.faq();
    let wishes: Vec<&str> = query
        .topic
        .map(|topic| words.topic(topic))
        .into_iter()
        .chain((!query.words.is_empty()).then_some(&*query.words))
        .collect();
    match (wishes.is_empty(), text.language()) {
        (true, _) => words.title().into_owned(),
        (false, domain::language::Language::Japanese) => format!("{}（{}）", words.title(), wishes.join("・")),
        (false, domain::language::Language::English) => format!("{} ({})", words.title(), wishes.join(", ")),
    }
}

/// A plain GET form, so that every answer has an address. A topic that is chosen stays.
#[component]
fn SearchForm(query: FaqQuery) -> impl IntoView {
    let text = use_text();
    let words = text.faq();
    let topic = query.topic.map(|topic| view! { <input type="hidden" name="topic" value=topic.slug()/> });
    view! {
        <form class="faq-search" action=localized(text.language(), "/faq") method="get" role="search">
            <div class="field">
                <label for="faq-words">{words.search_label()}</label>
                <input class="input" id="faq-words" name="q" type="search" value=query.words maxlength="100" aria-describedby="faq-words-hint"/>
                <p class="quiet" id="faq-words-hint">{words.search_hint()}</p>
            </div>
            {topic}
            <button type="submit" class="button">{words.search_button()}</button>
        </form>
    }
    .into_any()
}

/// The topics, each with how many questions the words find in it.
#[component]
fn Topics(query: FaqQuery) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.faq(), text.language());
    let links = std::iter::once(None)
        .chain(Topic::ALL.into_iter().map(Some))
        .map(|topic| {
            let wishes = FaqQuery { words: query.words.clone(), topic, ..FaqQuery::default() };
            let count = find(&query.words, topic, language).len();
            let name = topic.map_or_else(|| words.every_topic(), |topic| words.topic(topic).into());
            let is_here = (topic == query.topic).then_some("page");
            let href = localized(language, &wishes.address());
            view! { <li><a href=href aria-current=is_here>{name}" "<span class="whole">{format!("({count})")}</span></a></li> }
        })
        .collect_view();
    view! { <nav class="faq-topics" aria-label=words.topics_label()><ul>{links}</ul></nav> }.into_any()
}

/// What the words find, the best first.
fn ranked(found: &[&'static Question], query: &FaqQuery, key: &IdempotencyKey, text: Text) -> AnyView {
    let words = text.faq();
    let count = match query.topic {
        Some(topic) => words.found_in_topic(&query.words, words.topic(topic), found.len()),
        None => words.found(&query.words, found.len()),
    };
    let all = localized(text.language(), &FaqQuery { topic: query.topic, ..FaqQuery::default() }.address());
    view! {
        <section class="stack" aria-labelledby="faq-found">
            <h2 class="faq-heading" id="faq-found">{count}</h2>
            {questions(found, query, key, text)}
            <p class="screen-only"><a href=all>{words.see_all()}</a></p>
        </section>
    }
    .into_any()
}

/// Everything, or everything of a topic, under the topics' names.
fn by_topic(found: &[&'static Question], query: &FaqQuery, key: &IdempotencyKey, text: Text) -> AnyView {
    let words = text.faq();
    let sections = Topic::ALL
        .into_iter()
        .filter(|topic| query.topic.is_none_or(|chosen| chosen == *topic))
        .map(|topic| {
            let id = format!("faq-{}", topic.slug());
            let labelled_by = id.clone();
            let own: Vec<_> = of_topic(topic).iter().collect();
            view! {
                <section class="stack" aria-labelledby=labelled_by>
                    <h2 class="faq-heading" id=id>{words.topic(topic)}</h2>
                    {questions(&own, query, key, text)}
                </section>
            }
        })
        .collect_view();
    view! { <p>{words.count(found.len())}</p> {sections} }.into_any()
}

fn questions(found: &[&'static Question], query: &FaqQuery, key: &IdempotencyKey, text: Text) -> AnyView {
    let items = found.iter().map(|question| item(question, query, key, text)).collect::<Vec<_>>();
    view! { <div class="questions">{items}</div> }.into_any()
}

/// One question. The answer carries the id: a browser that comes by `#id` unfolds what is around it.
fn item(question: &'static Question, query: &FaqQuery, key: &IdempotencyKey, text: Text) -> AnyView {
    let (words, language) = (text.faq(), text.language());
    let is_open = query.open.is_some_and(|open| open.id == question.id);
    let own = FaqQuery { open: Some(question), ..FaqQuery::default() }.address();
    let helped = query.helped.filter(|_| is_open);
    let rating = match helped {
        Some(helped) => thanks(helped, text),
        None => view! {
            <form class="helped" action=localized(language, &query.helped_address(question)) method="post">
                <input type="hidden" name="key" value=key.as_str().to_owned()/>
                <fieldset>
                    <legend>{words.helped_question()}</legend>
                    <button type="submit" class="button button-outline" name="helped" value="yes">{words.yes()}</button>
                    <button type="submit" class="button button-outline" name="helped" value="no">{words.no()}</button>
                </fieldset>
            </form>
        }
        .into_any(),
    };
    view! {
        <details class="question" open=is_open>
            <summary><h3>{question.question.text(language)}</h3></summary>
            <div class="answer" id=question.id>
                {answer(question, text)}
                <div class="answer-foot screen-only">
                    {rating}
                    <p><a class="quiet" href=localized(language, &own)>{words.link()}</a></p>
                </div>
            </div>
        </details>
    }
    .into_any()
}

/// What is said to whoever has pressed, at the place of the buttons.
fn thanks(helped: bool, text: Text) -> AnyView {
    let words = text.faq();
    let (said, ask) = if helped {
        (words.helped_yes_thanks(), None)
    } else {
        let href = localized(text.language(), "/inquiries/new");
        (words.helped_no_thanks(), Some(view! { " "<a href=href>{words.ask()}</a> }))
    };
    view! { <p class="helped-thanks">{said}{ask}</p> }.into_any()
}

/// The answer to `question`: paragraphs, lists and the way on.
pub(super) fn answer(question: &Question, text: Text) -> AnyView {
    let language = text.language();
    let parts = question
        .answer
        .iter()
        .map(|part| match part {
            Part::Say(said) => view! { <p>{said.text(language)}</p> }.into_any(),
            Part::List(points) => {
                let points = points.iter().map(|point| view! { <li>{point.text(language)}</li> }).collect_view();
                view! { <ul>{points}</ul> }.into_any()
            }
            Part::Link(path, said) => {
                view! { <p><a href=localized(language, path)>{said.text(language)}</a></p> }.into_any()
            }
        })
        .collect::<Vec<_>>();
    view! { <div class="prose">{parts}</div> }.into_any()
}

/// No question fits: other topics where they would, and whom to ask.
fn nothing(query: &FaqQuery, text: Text) -> AnyView {
    let (words, language) = (text.faq(), text.language());
    let elsewhere = query.topic.map(|_| find(&query.words, None, language).len()).filter(|count| *count > 0);
    let other = match elsewhere {
        Some(count) => {
            let wishes = FaqQuery { words: query.words.clone(), ..FaqQuery::default() };
            (localized(language, &wishes.address()), words.in_every_topic(count))
        }
        None => (localized(language, "/faq"), words.see_all()),
    };
    let title = words.nothing(&query.words).into_owned();
    view! {
        <Banner kind=BannerKind::Information title>
            <p>{words.nothing_hint()}</p>
            <p><a href=other.0>{other.1}</a></p>
            <Ask/>
        </Banner>
    }
    .into_any()
}

/// The inquiry form, and the phone.
#[component]
fn Ask() -> impl IntoView {
    let text = use_text();
    let words = text.faq();
    let details = use_contact_details();
    view! {
        <div class="faq-ask">
            <ButtonLink href=localized(text.language(), "/inquiries/new") label=words.ask().into_owned() kind=ButtonKind::Outline/>
            <p>{words.phone()}<a class="whole" href=details.phone_link()>{details.phone.clone()}</a></p>
        </div>
    }
    .into_any()
}
