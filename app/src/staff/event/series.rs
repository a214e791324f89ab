//! The edit of a whole series before it is made: how many events, how many mails, and what stays as it is.

use domain::event::EventDraft;
use domain::event_operation::{EventRefusal, EventWarning};
use domain::reference::EventCode;
use leptos::prelude::*;
use storage::{EventConsidered, SeriesMember};

use super::difference::{Differences, differences};
use super::warned::Warnings;
use super::{MailSample, Others, address};
use crate::component::{ButtonKind, ButtonLink, SubmitButton};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// Why an event of a series stays as it is, as an address carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It is over.
    Past,
    /// It was called off.
    Cancelled,
    /// Somebody else was faster.
    Changed,
    /// So many of its seats are taken.
    Taken(u32),
    /// So many seats are left, too few to hold back.
    Reserved(u32),
    /// It says the same already.
    Same,
    /// There is something new to be warned of.
    Warned,
    /// It cannot be published as it is.
    Incomplete,
    /// Another rule.
    Otherwise,
}

impl Kept {
    /// What a rule says, in short.
    pub const fn of(refusal: &EventRefusal) -> Self {
        match refusal {
            EventRefusal::Over => Self::Past,
            EventRefusal::Cancelled => Self::Cancelled,
            EventRefusal::ChangedMeanwhile { .. } => Self::Changed,
            EventRefusal::CapacityBelowTaken { taken } => Self::Taken(*taken),
            EventRefusal::ReservedTooMany { left } => Self::Reserved(*left),
            EventRefusal::NothingChanges => Self::Same,
            EventRefusal::Unconfirmed { .. } => Self::Warned,
            EventRefusal::Incomplete { .. } => Self::Incomplete,
            _ => Self::Otherwise,
        }
    }

    /// The word in addresses.
    pub fn word(self) -> String {
        match self {
            Self::Past => "past".to_owned(),
            Self::Cancelled => "cancelled".to_owned(),
            Self::Changed => "changed".to_owned(),
            Self::Taken(taken) => format!("taken-{taken}"),
            Self::Reserved(left) => format!("reserved-{left}"),
            Self::Same => "same".to_owned(),
            Self::Warned => "warned".to_owned(),
            Self::Incomplete => "incomplete".to_owned(),
            Self::Otherwise => "otherwise".to_owned(),
        }
    }

    /// What a word in an address says.
    pub fn from_word(word: &str) -> Option<Self> {
        match word.split_once('-') {
            Some(("taken", taken)) => taken.parse().ok().map(Self::Taken),
            Some(("reserved", left)) => left.parse().ok().map(Self::Reserved),
            Some(_) => None,
            None => [
                Self::Past,
                Self::Cancelled,
                Self::Changed,
                Self::Same,
                Self::Warned,
                Self::Incomplete,
                Self::Otherwise,
            ]
            .into_iter()
            .find(|kept| kept.word() == word),
        }
    }
}

/// What has become of a series, for the page of the event that was edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeriesDone {
    /// How many events were changed.
    pub changed: usize,
    /// Those that were not, and why.
    pub kept: Vec<(EventCode, Kept)>,
}

/// The edit of a series before it is made.
#[derive(Debug, Clone)]
pub struct SeriesConfirmView {
    /// What it does with each event.
    pub members: Vec<SeriesMember>,
    /// The event that was edited, as it is and as it is to be.
    pub edited: Box<(EventDraft, EventDraft)>,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed, by name.
    pub carried: Vec<(String, String)>,
    /// The events that some would clash with.
    pub others: Others,
    /// The mail, in both languages; none where none is sent.
    pub mails: Vec<MailSample>,
}

/// The field that carries which event was shown at which revision: `KT4-XW2M 3`.
pub const MEMBER: &str = "member";
/// The field that carries a warning that was shown of an event: `KT4-XW2M past`.
pub const MEMBER_WARNING: &str = "member_warning";

#[component]
pub fn SeriesConfirmPage(view: SeriesConfirmView) -> impl IntoView {
    let text = use_text();
    let words = text.event_series();
    let SeriesConfirmView { members, edited, action, carried, others, mails } = view;
    let (changing, kept): (Vec<_>, Vec<_>) = members.iter().partition(|member| member.considered.is_ok());
    let changing: Vec<_> = changing
        .into_iter()
        .filter_map(|member| member.considered.as_ref().ok().map(|change| (member, change)))
        .collect();
    let people = changing.iter().map(|(_, change)| change.people).sum::<u32>();
    let events = changing.len();
    let carried = carried
        .into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "step" | MEMBER | MEMBER_WARNING))
        .chain(changing.iter().flat_map(|(member, change)| confirmed(member, change)))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let back = address(text.language(), &edited.0.code);
    let changes = differences(&edited.0, &edited.1, text);
    let items =
        changing.iter().map(|(member, change)| self::change(member, change, others.clone(), text)).collect_view();
    let kept = kept
        .into_iter()
        .filter_map(|member| {
            let refusal = member.considered.as_ref().err()?;
            Some((member.event.draft.code.clone(), text.date().when(&member.event.when), Kept::of(refusal)))
        })
        .collect::<Vec<_>>();
    let kept = (!kept.is_empty()).then(|| {
        view! {
            <section aria-labelledby="kept">
                <h2 id="kept">{words.kept_heading()}</h2>
                <KeptList kept/>
            </section>
        }
    });
    let mails = mails.into_iter().map(|mail| super::confirm::sample(mail, text)).collect_view();
    let title = edited.0.title.text(text.language()).to_owned();
    let head = view! {
        <h1>{words.confirm_title()}</h1>
        <p class="quiet">{title}</p>
    }
    .into_any();
    let desk = text.event_desk();
    view! {
        <DeskFrame title=words.confirm_title().into_owned() place=DeskPlace::Schedule head>
            <div class="desk-sheet stack">
                <p><strong>{words.confirm_lead(events, people)}</strong></p>
                <section aria-labelledby="changes">
                    <h2 id="changes">{desk.confirm_changes()}</h2>
                    <Differences differences=changes/>
                </section>
                <section aria-labelledby="events">
                    <h2 id="events">{words.events_heading()}</h2>
                    <ul class="series-events">{items}</ul>
                </section>
                {kept}
                {mails}
                <form method="post" action=action>
                    {carried}
                    <div class="button-row">
                        <SubmitButton name="step" value="confirm" label=words.confirm_button(events, people).into_owned()/>
                        <ButtonLink href=back label=desk.confirm_back().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// What the form carries of one event: the revision and the warnings that are shown.
fn confirmed(member: &SeriesMember, change: &EventConsidered) -> Vec<(String, String)> {
    let code = &member.event.draft.code;
    let mut fields = vec![(MEMBER.to_owned(), format!("{code} {}", member.event.revision))];
    let warning = |warning: &EventWarning| (MEMBER_WARNING.to_owned(), format!("{code} {}", warning.word()));
    fields.extend(change.warnings.iter().map(warning));
    fields
}

fn change(member: &SeriesMember, change: &EventConsidered, others: Others, text: Text) -> AnyView {
    let words = text.event_series();
    let event = &member.event;
    let after = &change.decision.draft;
    let moved = (!event.when.is_at_the_same_time_as(&after.when))
        .then(|| view! { " "<strong>{words.after(&text.date().when(&after.when))}</strong> });
    let published =
        (event.standing() != after.standing()).then(|| view! { " "{text.event_desk().standing(after.standing())} });
    view! {
        <li>
            <p>
                <a href=address(text.language(), &event.code)>{text.date().when(&event.when)}</a>
                {moved} {published} " " <span class="quiet">{words.mails(change.people)}</span>
            </p>
            <Warnings warnings=change.warnings.clone() others is_part=true/>
        </li>
    }
    .into_any()
}

/// Events that stay as they are, and why.
#[component]
pub fn KeptList(kept: Vec<(EventCode, String, Kept)>) -> impl IntoView {
    let text = use_text();
    let words = text.event_series();
    let items = kept
        .into_iter()
        .map(|(code, when, why)| {
            view! { <li><a href=address(text.language(), &code)>{when}</a>" "{words.kept(why)}</li> }
        })
        .collect_view();
    view! { <ul class="series-events">{items}</ul> }.into_any()
}
