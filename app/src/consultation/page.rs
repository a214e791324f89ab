//! `/consultations`: on what, where, with whom, on which day, at which time.

use domain::availability::{Length, Meeting, PublicClosure};
use domain::consultation::ConsultationRefusal as Refusal;
use domain::event::Topic;
use domain::expert::ExpertEntry;
use jiff::civil::Date;
use leptos::prelude::*;

use super::expert::expert_line;
use super::island::TimesMover;
use super::query::ConsultationQuery;
use super::search::{Choosing, SearchView, Stage, Times};
use super::times::{Ways, times};
use crate::address::{expert, localized};
use crate::appearance::{Appearance, set_appearance};
use crate::component::{
    Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, HiddenField, Page, Section, SelectField, home_crumb,
    prefecture_groups,
};
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// How the search leads on.
#[derive(Debug, Clone)]
struct Search {
    query: ConsultationQuery,
    key: String,
    text: Text,
}

impl Search {
    fn address(&self, query: &ConsultationQuery) -> String {
        localized(self.text.language(), &query.address())
    }
}

impl Ways for Search {
    fn month(&self, month: Date) -> String {
        self.address(&self.query.in_month(month))
    }

    fn day(&self, day: Date) -> String {
        self.address(&self.query.on_day(day))
    }

    fn action(&self) -> String {
        localized(self.text.language(), "/consultations")
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        self.query.wish_fields().into_iter().chain([("key", self.key.clone())]).collect()
    }

    fn wait(&self, times: &Times) -> Option<String> {
        let shown = match times {
            Times::Month { month, .. } => self.query.in_month(*month),
            // Nobody waits for what is past, nor for what is beyond every calendar.
            Times::Day { why: Some(PublicClosure::Past | PublicClosure::TooFar { .. }), .. } => return None,
            Times::Day { day, .. } => self.query.on_day(*day),
        };
        Some(localized(self.text.language(), &shown.wait_address()))
    }
}

/// `/consultations`
#[component]
pub fn SearchPage(
    /// Everything the page shows.
    view: SearchView,
) -> impl IntoView {
    let text = use_text();
    let words = text.consultation();
    set_appearance(Appearance { canonical: Some("/consultations".to_owned()), ..Appearance::default() });
    let has_errors = view.refusal.is_some() || view.lacks_time;
    let banner = banner(&view, text);
    let content = match &view.stage {
        Stage::Topic => topics(&view.query, text),
        Stage::Meeting => meetings(&view.query, text),
        Stage::Time(choosing) => choose_time(&view.query, choosing, text),
    };
    view! {
        <Page title=words.title() description=words.description().into_owned() section=Section::Consult has_errors>
            <Breadcrumb trail=vec![home_crumb(text)] here=words.title().into_owned()/>
            <div class="stack">
                {banner}
                <h1>{words.title()}</h1>
                {content}
            </div>
        </Page>
    }
}

fn banner(view: &SearchView, text: Text) -> Option<AnyView> {
    let words = text.consultation();
    let (title, more) = match &view.refusal {
        Some(Refusal::NotOpen { why, .. }) => {
            (words.refused_taken(), why.map(|why| words.closure(why)).unwrap_or_default())
        }
        Some(_) => (words.refused_taken(), String::new()),
        None if view.lacks_time => (words.choose_a_time(), String::new()),
        None => return None,
    };
    Some(
        view! { <Banner kind=BannerKind::Warning title><p>{more} " " {words.refused_other_text()}</p></Banner> }
            .into_any(),
    )
}

fn topics(query: &ConsultationQuery, text: Text) -> AnyView {
    let words = text.consultation();
    let cards = Topic::ALL
        .into_iter()
        .map(|topic| {
            let chosen = ConsultationQuery { topic: Some(topic), ..query.clone() };
            card(
                localized(text.language(), &chosen.address()),
                text.event().topic(topic),
                text.inquiry().topic_detail(topic),
            )
        })
        .collect_view();
    view! {
        <p class="lead">{words.lead()}</p>
        <p>{words.free_note()}</p>
        <section class="stack" aria-labelledby="topics">
            <h2 id="topics">{words.topic()}</h2>
            <ul class="topic-cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn card(href: String, label: &str, detail: &str) -> AnyView {
    let (label, detail) = (label.to_owned(), detail.to_owned());
    view! {
        <li>
            <a class="topic-card" href=href>
                <b>{label}</b>
                <small>{detail}</small>
            </a>
        </li>
    }
    .into_any()
}

fn meetings(query: &ConsultationQuery, text: Text) -> AnyView {
    let (words, language) = (text.consultation(), text.language());
    let online = ConsultationQuery { meeting: Some(Meeting::Online), ..query.clone() };
    let online = card(localized(language, &online.address()), &words.online(), &words.online_detail());
    let fields =
        query.wish_fields().into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    view! {
        {chosen(query, None, text)}
        <h2>{words.meeting()}</h2>
        <ul class="topic-cards">{online}</ul>
        <section class="stack" aria-labelledby="visit">
            <h3 id="visit">{words.visit()}</h3>
            <p>{words.visit_detail()}</p>
            <form class="form" action=localized(language, "/consultations") method="get">
                {fields}
                <SelectField name="where" label=text.registration().prefecture() groups=prefecture_groups(language)
                    chosen="" prompt=text.registration().prefecture_prompt()/>
                <div class="button-row"><button type="submit" class="button button-large">{words.visit_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}

/// What was chosen so far, each with the way to choose again.
fn chosen(query: &ConsultationQuery, choosing: Option<&Choosing>, text: Text) -> AnyView {
    let (words, language) = (text.consultation(), text.language());
    let without = |label: std::borrow::Cow<'static, str>, value: String, query: ConsultationQuery| {
        let href = localized(language, &query.address());
        view! {
            <div>
                <dt>{label.clone()}</dt>
                <dd>
                    {value}
                    " "
                    <a href=href>{words.choose_again()}<span class="visually-hidden">{format!("：{label}")}</span></a>
                </dd>
            </div>
        }
    };
    let plain = ConsultationQuery { month: None, day: None, length: None, ..query.clone() };
    let topic = query.topic.map(|topic| {
        let again = ConsultationQuery { topic: None, ..plain.clone() };
        without(words.row_topic(), text.event().topic(topic).to_owned(), again)
    });
    let meeting = choosing.map(|choosing| {
        let again = ConsultationQuery { meeting: None, ..plain.clone() };
        without(words.row_meeting(), words.meeting_value(choosing.wish.meeting), again)
    });
    view! { <dl class="open-chosen">{topic}{meeting}</dl> }.into_any()
}

fn choose_time(query: &ConsultationQuery, choosing: &Choosing, text: Text) -> AnyView {
    let chosen = chosen(query, Some(choosing), text);
    if choosing.experts.is_empty() {
        return view! {
            {chosen}
            {no_expert(query, choosing, text)}
        }
        .into_any();
    }
    needs_client();
    let choices = choices(query, choosing, text);
    view! {
        {chosen}
        <TimesMover language=text.language().code().to_owned()>{choices}</TimesMover>
    }
    .into_any()
}

/// The open times, with what they are chosen by: what is exchanged when another month, day, length or expert is chosen.
pub(super) fn choices(query: &ConsultationQuery, choosing: &Choosing, text: Text) -> AnyView {
    let words = text.consultation();
    // Addresses and forms say the length that is shown.
    let asked = ConsultationQuery { length: Some(choosing.wish.length), ..query.clone() };
    let ways = Search { query: asked.clone(), key: choosing.key.as_str().to_owned(), text };
    let others = (query.expert.is_some() && choosing.found.times.are_none()).then(|| {
        let anybody = ConsultationQuery { expert: None, ..asked.clone() };
        view! { <p><a href=localized(text.language(), &anybody.address()) data-times="">{words.with_any_expert()}</a></p> }
    });
    view! {
        <div class="columns columns-aside">
            <aside class="aside stack open-choices">
                {lengths(&asked, choosing, text)}
                {experts(&asked, choosing, text)}
            </aside>
            <section class="stack" aria-labelledby="open-heading">
                <h2 class="visually-hidden" id="open-heading">{words.row_when()}</h2>
                {times(&choosing.found, &ways, text)}
                {others}
            </section>
        </div>
    }
    .into_any()
}

fn no_expert(query: &ConsultationQuery, choosing: &Choosing, text: Text) -> AnyView {
    let (words, language) = (text.consultation(), text.language());
    let online = (choosing.wish.meeting != Meeting::Online).then(|| {
        let online = ConsultationQuery { meeting: Some(Meeting::Online), ..query.clone() };
        view! { <ButtonLink href=localized(language, &online.address()) label=words.try_online().into_owned()/> }
    });
    view! {
        <h2>{words.no_expert()}</h2>
        <p>{words.nothing_at_all()}</p>
        <div class="button-row">
            {online}
            <ButtonLink href=localized(language, "/inquiries/new") label=text.site().ask().into_owned() kind=ButtonKind::Outline/>
        </div>
    }
    .into_any()
}

/// The lengths to choose from; nothing where there is no choice.
fn lengths(query: &ConsultationQuery, choosing: &Choosing, text: Text) -> Option<AnyView> {
    let words = text.consultation();
    let link = |length: &Length| {
        let chosen = ConsultationQuery { length: Some(*length), ..query.clone() };
        let is_here = (*length == choosing.wish.length).then_some("true");
        let href = localized(text.language(), &chosen.address());
        view! { <li><a href=href data-times="" aria-current=is_here>{words.minutes(*length)}</a></li> }
    };
    (choosing.lengths.len() > 1).then(|| {
        view! {
            <section aria-labelledby="length">
                <h2 id="length">{words.length()}</h2>
                <ul class="open-lengths">{choosing.lengths.iter().map(link).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

fn experts(query: &ConsultationQuery, choosing: &Choosing, text: Text) -> AnyView {
    let (words, language) = (text.consultation(), text.language());
    let choice = |code: Option<&ExpertEntry>| {
        let chosen = ConsultationQuery { expert: code.map(|entry| entry.code.clone()), ..query.clone() };
        let is_here = (chosen.expert == query.expert).then_some("true");
        (localized(language, &chosen.address()), is_here)
    };
    let (href, is_here) = choice(None);
    let anybody = view! {
        <li>
            <a href=href data-times="" aria-current=is_here>{words.any_expert()}</a>
            <small>{words.any_expert_note()}</small>
        </li>
    };
    let named = choosing.experts.iter().map(|entry| {
        let (href, is_here) = choice(Some(entry));
        let name = entry.profile.name.text(language).to_owned();
        view! {
            <li>
                <a href=href data-times="" aria-current=is_here>{name.clone()}</a>
                <small>{expert_line(&entry.profile, text)}</small>
                <a class="open-profile" href=expert(language, &entry.code)>
                    {words.profile()}
                    <span class="visually-hidden">{format!("：{name}")}</span>
                </a>
            </li>
        }
    });
    view! {
        <section aria-labelledby="expert">
            <h2 id="expert">{words.expert()}</h2>
            <ul class="open-experts">{anybody}{named.collect_view()}</ul>
        </section>
    }
    .into_any()
}
