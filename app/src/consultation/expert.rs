//! `/consultations/experts/{code}`: who an expert is, and on what one can consult them.

use domain::availability::Meeting;
use domain::event::Bilingual;
use domain::expert::{ExpertEntry, ExpertProfile};
use domain::language::Language;
use leptos::prelude::*;
use storage::ExpertDiary;

use super::query::ConsultationQuery;
use crate::address::localized;
use crate::component::{AnswerRow, Answers, Breadcrumb, ButtonLink, Page, Section, home_crumb};
use crate::event::view::foreign;
use crate::text::{Text, use_text};

/// Title and region of an expert in one line.
pub(crate) fn expert_line(profile: &ExpertProfile, text: Text) -> String {
    let language = text.language();
    let title = profile.title.text(language).to_owned();
    let region = profile.region.map(|region| region.name(language).to_owned());
    std::iter::once(title).chain(region).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(text.between())
}

/// The page of one expert.
#[component]
pub fn ExpertPage(
    /// Who.
    entry: ExpertEntry,
    /// What they take.
    diary: ExpertDiary,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.consultation(), text.language());
    let ExpertEntry { code, profile, .. } = entry;
    let terms = diary.calendar.terms();
    let name = profile.name.text(language).to_owned();
    let row = |label: std::borrow::Cow<'static, str>, value: Vec<String>| {
        (!value.is_empty()).then(|| AnswerRow { label: label.into_owned(), value, change: None })
    };
    let said = |words: &Bilingual| words.text(language).to_owned();
    let spoken = |language: &Language| match language {
        Language::Japanese => words.japanese().into_owned(),
        Language::English => words.english().into_owned(),
    };
    let online = terms.online.then_some(Meeting::Online);
    let visits = terms.prefectures.iter().map(|prefecture| Meeting::OnSite(*prefecture));
    let ways = online.into_iter().chain(visits).map(|meeting| words.meeting_value(meeting));
    let region = profile.region.map(|region| region.name(language).to_owned());
    let rows = [
        row(words.region(), region.into_iter().collect()),
        row(words.qualifications(), profile.qualifications.iter().map(said).collect()),
        row(words.languages(), vec![profile.languages.iter().map(spoken).collect::<Vec<_>>().join(text.between())]),
        row(words.ways(), ways.collect()),
    ];
    let topics = terms.topics.iter().map(|topic| {
        let query =
            ConsultationQuery { topic: Some(*topic), expert: Some(code.clone()), ..ConsultationQuery::default() };
        let label = text.event().topic(*topic).to_owned();
        view! { <ButtonLink href=localized(language, &query.address()) label/> }
    });
    let topics = topics.collect_view();
    let (introduction, said_in) = profile.introduction.read(language);
    let (introduction, title) = (introduction.to_owned(), profile.title.text(language).to_owned());
    let rows: Vec<AnswerRow> = rows.into_iter().flatten().collect();
    let trail = vec![home_crumb(text), (localized(language, "/consultations"), words.title().into_owned())];
    let description = words.expert_description(&name).into_owned();
    view! {
        <Page title=words.profile_of(&name) description section=Section::Consult>
            <Breadcrumb trail here=name.clone()/>
            <div class="reading stack">
                <h1>{name.clone()}</h1>
                <p class="lead">{title}</p>
                <p lang=foreign(said_in, language)>{introduction}</p>
                <Answers rows/>
                <h2>{words.ask_expert(&name)}</h2>
                <div class="button-row">{topics}</div>
            </div>
        </Page>
    }
}
