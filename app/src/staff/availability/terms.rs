//! `/staff/availability/terms`: on which terms an expert takes consultations.

use domain::availability::{AvailabilityForm, Length, Meeting, Terms};
use domain::event::Topic;
use leptos::prelude::*;

use super::AvailabilityView;
use super::address::TERMS;
use super::query::CalendarQuery;
use crate::address::localized;
use crate::component::{
    Banner, BannerKind, Checkbox, Choice, ChoiceCards, ErrorSummary, FormPart, HiddenField, SubmitButton, TextField,
    prefecture_groups,
};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// Terms in lines: two versions are compared by them.
pub(super) fn lines(terms: &Terms, text: Text) -> Vec<String> {
    let words = text.availability();
    let joined = |parts: Vec<String>| parts.join(text.between());
    let mut places: Vec<String> = terms.online.then(|| words.meeting(Meeting::Online)).into_iter().collect();
    places.extend(terms.prefectures.iter().map(|prefecture| prefecture.name(text.language()).to_owned()));
    let limit = |limit: Option<u16>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    let said = |label: std::borrow::Cow<'static, str>, value: String| format!("{label}: {value}");
    let yes = |holds: bool, label: std::borrow::Cow<'static, str>| holds.then(|| label.into_owned());
    let mut lines = vec![
        said(words.topics(), joined(terms.topics.iter().map(|topic| text.event().topic(*topic).to_owned()).collect())),
        said(
            words.lengths(),
            joined(terms.lengths.iter().map(|one| words.minutes(one.minutes()).into_owned()).collect()),
        ),
        joined(places),
        said(words.notice(), terms.notice.to_string()),
        said(words.horizon(), terms.horizon.to_string()),
        said(words.per_day(), limit(terms.per_day)),
        said(words.per_week(), limit(terms.per_week)),
        said(words.buffer_before(), terms.buffer_before.to_string()),
        said(words.buffer_after(), terms.buffer_after.to_string()),
    ];
    lines.extend(yes(terms.rests.on_holidays, words.rests_on_holidays()));
    lines.extend(yes(terms.rests.at_year_end, words.rests_at_year_end()));
    lines.extend(yes(terms.confirms, words.confirms()));
    lines
}

/// What stands in the form: what was typed, or the terms there are.
fn fields_of(terms: &Terms) -> AvailabilityForm {
    let mut fields = vec![("operation".to_owned(), "terms".to_owned())];
    let mut put = |name: &str, value: String| fields.push((name.to_owned(), value));
    terms.topics.iter().for_each(|topic| put("terms_topics", topic.slug().to_owned()));
    terms.lengths.iter().for_each(|length| put("terms_lengths", length.minutes().to_string()));
    terms.prefectures.iter().for_each(|prefecture| put("terms_prefectures", prefecture.code_text().to_owned()));
    let limit = |limit: Option<u16>| limit.map(|limit| limit.to_string()).unwrap_or_default();
    put("terms_notice", terms.notice.to_string());
    put("terms_horizon", terms.horizon.to_string());
    put("terms_per_day", limit(terms.per_day));
    put("terms_per_week", limit(terms.per_week));
    put("terms_buffer_before", terms.buffer_before.to_string());
    put("terms_buffer_after", terms.buffer_after.to_string());
    for (name, holds) in [
        ("terms_online", terms.online),
        ("terms_holidays", terms.rests.on_holidays),
        ("terms_year_end", terms.rests.at_year_end),
        ("terms_confirms", terms.confirms),
    ] {
        if holds {
            put(name, "yes".to_owned());
        }
    }
    AvailabilityForm::from_fields(fields)
}

#[component]
pub fn TermsPage(view: AvailabilityView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.availability(), text.language());
    let title = words.terms_title().into_owned();
    let Some(sheet) = &view.sheet else {
        let none = if view.is_secretariat { words.none_yet() } else { words.none_of_yours() };
        return view! { <DeskFrame title place=DeskPlace::Availability><p>{none}</p></DeskFrame> }.into_any();
    };
    let query = CalendarQuery { expert: Some(sheet.expert.code.clone()), ..view.query.clone() };
    let form =
        if view.form.operation() == "terms" { view.form.clone() } else { fields_of(sheet.kept.calendar.terms()) };
    let done = view.query.done.as_ref().map(|_| {
        view! { <Banner kind=BannerKind::Success title=words.done()>""</Banner> }
    });
    let back = localized(language, &query.address());
    let name = sheet.expert.profile.name.text(language).to_owned();
    let head = view! {
        <p class="quiet"><a href=back>{words.title()}</a>" › "{name}</p>
        <h1>{title.clone()}</h1>
    }
    .into_any();
    let fields = fields(&form, &view.problems, text);
    let action = localized(language, &query.address_under(TERMS));
    let revision = sheet.kept.revision.to_string();
    view! {
        <DeskFrame title place=DeskPlace::Availability has_errors=!view.problems.is_empty() head>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors=view.problems.clone()/>
                <form class="form" method="post" action=action novalidate=true>
                    <HiddenField name="operation" value="terms"/>
                    <HiddenField name="revision" value=revision/>
                    <div id="terms">{fields}</div>
                    <SubmitButton label=words.save().into_owned()/>
                </form>
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn fields(form: &AvailabilityForm, problems: &[(String, String)], text: Text) -> AnyView {
    let (words, language) = (text.availability(), text.language());
    let error = |name: &str| problems.iter().find(|(field, _)| field == name).map(|(_, said)| said.clone());
    let chosen = |name: &str| form.all(name).map(str::to_owned).collect::<Vec<_>>();
    let is = |name: &str| form.get(name) == "yes";
    let topics = Topic::ALL.map(|topic| Choice {
        value: topic.slug().to_owned(),
        label: text.event().topic(topic).to_owned(),
        detail: None,
    });
    let lengths = Length::ALL.map(|length| Choice {
        value: length.minutes().to_string(),
        label: words.minutes(length.minutes()).into_owned(),
        detail: None,
    });
    let visited = chosen("terms_prefectures");
    let prefectures = prefecture_groups(language)
        .into_iter()
        .map(|(region, prefectures)| {
            let boxes = prefectures
                .into_iter()
                .map(|(code, name)| {
                    let checked = visited.contains(&code);
                    view! { <label><input type="checkbox" name="terms_prefectures" value=code checked=checked/>{name}</label> }
                })
                .collect_view();
            view! { <div class="cal-region" role="group" aria-label=region.clone()><b>{region.clone()}</b>{boxes}</div> }
        })
        .collect_view();
    let number = |name: &'static str, label: String, required: bool| {
        let (value, error) = (form.get(name).to_owned(), error(name));
        view! { <TextField name label value error required inputmode="numeric" autocomplete="off" size="input-short"/> }
            .into_any()
    };
    let check = |name: &'static str, label: String| view! { <Checkbox name label checked={is(name)}/> }.into_any();
    let ahead = [
        number("terms_notice", words.notice().into_owned(), true),
        number("terms_horizon", words.horizon().into_owned(), true),
        check("terms_confirms", words.confirms().into_owned()),
    ];
    let limits = [
        number("terms_per_day", words.per_day().into_owned(), false),
        number("terms_per_week", words.per_week().into_owned(), false),
        number("terms_buffer_before", words.buffer_before().into_owned(), true),
        number("terms_buffer_after", words.buffer_after().into_owned(), true),
    ];
    let rests = [
        check("terms_holidays", words.rests_on_holidays().into_owned()),
        check("terms_year_end", words.rests_at_year_end().into_owned()),
    ];
    let many = |name: &'static str, legend: String, choices: Vec<Choice>| {
        view! { <ChoiceCards name legend choices chosen=chosen(name) many=true error=error(name)/> }.into_any()
    };
    view! {
        {many("terms_topics", words.topics().into_owned(), topics.to_vec())}
        {many("terms_lengths", words.lengths().into_owned(), lengths.to_vec())}
        {check("terms_online", words.online_label().into_owned())}
        <fieldset class="field cal-prefectures" id="terms_prefectures">
            <legend>{words.prefectures()}</legend>
            {prefectures}
        </fieldset>
        <FormPart legend=words.ahead().into_owned()>{ahead.into_iter().collect_view()}</FormPart>
        <FormPart legend=words.limits().into_owned()>{limits.into_iter().collect_view()}</FormPart>
        <FormPart legend=words.rests().into_owned()>{rests.into_iter().collect_view()}</FormPart>
    }
    .into_any()
}
