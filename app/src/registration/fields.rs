//! The questions of the form, as applicants and the desk are asked them.

use domain::event::{Event, Format, Topic};
use domain::organisation::OrganisationKind;
use domain::registration::{Attendance, FieldProblem, FormRules, RegistrationField as Field, RegistrationForm};
use leptos::prelude::*;

use crate::component::{Choice, ChoiceCards, FormPart, SelectField, TextArea, TextField, prefecture_groups};
use crate::text::Text;

/// The questions about one registration, with what was typed and what is wrong with it.
pub(crate) struct Questions<'a> {
    pub(crate) event: &'a Event,
    pub(crate) rules: FormRules,
    pub(crate) form: &'a RegistrationForm,
    pub(crate) problems: &'a [FieldProblem],
    pub(crate) text: Text,
}

impl Questions<'_> {
    /// What is wrong with a field.
    pub(crate) fn error(&self, field: Field) -> Option<String> {
        let problem = self.problems.iter().find(|(wrong, _)| *wrong == field);
        problem.map(|(_, error)| self.text.error().of_field(field, *error))
    }

    /// How they take part, and how many; nothing where neither is asked.
    pub(crate) fn attendance(&self) -> Option<AnyView> {
        let (place, seats) = (self.place(), self.seats());
        let legend = self.text.registration().part_attendance().into_owned();
        (place.is_some() || seats.is_some()).then(|| view! { <FormPart legend>{place}{seats}</FormPart> }.into_any())
    }

    fn place(&self) -> Option<AnyView> {
        let (words, language) = (self.text.registration(), self.text.language());
        (self.rules.format == Format::Hybrid).then(|| {
            let venue = self.event.place.venue.as_ref().map(|venue| venue.name.text(language).to_owned());
            let choice = |attendance: Attendance, detail: Option<String>| Choice {
                value: attendance.slug().to_owned(),
                label: words.attendance_value(attendance).to_owned(),
                detail,
            };
            let choices = vec![
                choice(Attendance::Venue, venue),
                choice(Attendance::Online, Some(words.online_detail().into_owned())),
            ];
            view! {
                <ChoiceCards name="attendance" legend=words.attendance() choices
                    chosen=vec![self.form.attendance.clone()] error=self.error(Field::Attendance)/>
            }
            .into_any()
        })
    }

    /// How many: also where somebody asked for several before the event allowed only one.
    fn seats(&self) -> Option<AnyView> {
        let words = self.text.registration();
        let is_asked = self.rules.seats_per_registration > 1 || !matches!(self.form.seats.as_str(), "" | "1");
        is_asked.then(|| {
            let value = if self.form.seats.is_empty() { "1".to_owned() } else { self.form.seats.clone() };
            let hint = words.seats_hint(self.rules.seats_per_registration).into_owned();
            view! {
                <TextField name="seats" label=words.seats() value error=self.error(Field::Seats) hint
                    inputmode="numeric" size="input-short"/>
            }
            .into_any()
        })
    }

    /// Who they are; `email` is the field of the mail address, or what stands in its place.
    pub(crate) fn person(&self, email: AnyView, phone_hint: String) -> AnyView {
        let (words, form) = (self.text.registration(), self.form);
        let name = view! {
            <TextField name="name" label=words.name() value=form.name.clone() error=self.error(Field::Name)
                hint=words.name_hint().into_owned() autocomplete="name"/>
        };
        let kana = view! {
            <TextField name="kana" label=words.kana() value=form.kana.clone() error=self.error(Field::Kana)
                hint=words.kana_hint().into_owned()/>
        };
        let phone = view! {
            <TextField name="phone" label=words.phone() value=form.phone.clone() error=self.error(Field::Phone)
                hint=phone_hint required=false kind="tel" autocomplete="tel" size="input-medium"/>
        };
        view! {
            <FormPart legend=words.part_person().into_owned()>
                <div class="pair">{name}{kana}</div>
                {email}
                {phone}
            </FormPart>
        }
        .into_any()
    }

    /// For whom they come.
    pub(crate) fn organisation(&self) -> AnyView {
        let (words, form) = (self.text.registration(), self.form);
        let organisation = view! {
            <TextField name="organisation" label=words.organisation() value=form.organisation.clone()
                error=self.error(Field::Organisation) autocomplete="organization" size="input-long"/>
        };
        let kinds = [
            OrganisationKind::SmallCompany,
            OrganisationKind::LocalGovernment,
            OrganisationKind::SupportOrganisation,
            OrganisationKind::Other,
        ]
        .into_iter()
        .map(|kind| Choice {
            value: kind.slug().to_owned(),
            label: words.organisation_kind_value(kind).to_owned(),
            detail: None,
        })
        .collect::<Vec<_>>();
        let organisation_kind = view! {
            <ChoiceCards name="organisation_kind" legend=words.organisation_kind() choices=kinds
                chosen=vec![form.organisation_kind.clone()] error=self.error(Field::OrganisationKind)/>
        };
        let prefecture = view! {
            <SelectField name="prefecture" label=words.prefecture() groups=prefecture_groups(self.text.language())
                chosen=form.prefecture.clone() prompt=words.prefecture_prompt() error=self.error(Field::Prefecture)/>
        };
        let legend = words.part_organisation().into_owned();
        view! { <FormPart legend>{organisation}{organisation_kind}{prefecture}</FormPart> }.into_any()
    }

    /// What the event asks besides; nothing where it asks nothing.
    pub(crate) fn interest(&self) -> Option<AnyView> {
        let (words, form) = (self.text.registration(), self.form);
        let questions = self.event.particulars.questions;
        let topics = questions.topics.then(|| {
            let choices = Topic::ALL
                .into_iter()
                .map(|topic| Choice {
                    value: topic.slug().to_owned(),
                    label: self.text.event().topic(topic).to_owned(),
                    detail: None,
                })
                .collect::<Vec<_>>();
            view! {
                <ChoiceCards name="topics" legend=words.topics() choices chosen=form.topics.clone() many=true
                    error=self.error(Field::Topics) required=false/>
            }
        });
        let question = questions.question.then(|| {
            view! {
                <TextArea name="question" label=words.question() value=form.question.clone()
                    error=self.error(Field::Question) hint=words.question_hint().into_owned() required=false/>
            }
        });
        let needs = questions.access_needs.then(|| {
            view! {
                <TextArea name="access_needs" label=words.access_needs() value=form.access_needs.clone()
                    error=self.error(Field::AccessNeeds) hint=words.access_needs_hint().into_owned() required=false/>
            }
        });
        (questions.topics || questions.question || questions.access_needs).then(|| {
            let legend = words.part_interest().into_owned();
            view! { <FormPart legend>{topics}{question}{needs}</FormPart> }.into_any()
        })
    }
}
