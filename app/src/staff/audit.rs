//! `/staff/audit`: who did what, to look through and to take away.

pub mod difference;

use domain::audit::{Act, Noun};
use domain::reference::{EventCode, ReferenceNumber};
use domain::time::{end_of_day, start_of_day};
use jiff::civil::Date;
use leptos::prelude::*;
use storage::{AuditActor, AuditEntry, AuditFilter, AuditPage};

use super::desk::moment;
use super::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::address::localized;
use crate::component::form::options;
use crate::component::{Banner, BannerKind, paging};
use crate::event::query::read_date;
use crate::text::staff::audit::shown_subject;
use crate::text::{Text, use_text};

/// So many entries stand on one page.
pub const ROWS_A_PAGE: u32 = 50;
/// Longer numbers nobody has.
const LONGEST_SUBJECT: usize = 40;

/// What somebody looks for: an act, or everything about a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Act(Act),
    Noun(Noun),
}

impl What {
    const fn slug(self) -> &'static str {
        match self {
            Self::Act(act) => act.slug(),
            Self::Noun(noun) => noun.slug(),
        }
    }

    fn from_slug(slug: &str) -> Option<Self> {
        Act::from_slug(slug).map(Self::Act).or_else(|| Noun::from_slug(slug).map(Self::Noun))
    }
}

/// The query of `/staff/audit`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditQuery {
    who: Option<AuditActor>,
    what: Option<What>,
    /// As it was typed.
    subject: String,
    from: Option<Date>,
    to: Option<Date>,
    unreadable_dates: Vec<String>,
    /// The page of the list, 1 for the first.
    pub page: u32,
}

impl AuditQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match &*name {
                "who" => {
                    let actor = AuditActor::from_slug(value);
                    read.who = (!matches!(actor, AuditActor::Unknown(_))).then_some(actor);
                }
                "what" => read.what = What::from_slug(value),
                "subject" => {
                    read.subject = value.chars().filter(|sign| !sign.is_control()).take(LONGEST_SUBJECT).collect();
                }
                "from" => read.from = read_date(value, &mut read.unreadable_dates),
                "to" => read.to = read_date(value, &mut read.unreadable_dates),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        read
    }

    /// The address that asks for this, without language: `/staff/audit?…`.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(who) = &self.who {
            query.append_pair("who", &who.slug());
        }
        if let Some(what) = self.what {
            query.append_pair("what", what.slug());
        }
        if !self.subject.is_empty() {
            query.append_pair("subject", &self.subject);
        }
        for (name, day) in [("from", self.from), ("to", self.to)] {
            if let Some(day) = day {
                query.append_pair(name, &day.to_string());
            }
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { "/staff/audit".to_owned() } else { format!("/staff/audit?{query}") }
    }

    /// What is asked of the database. A number is found in any case and width, with or without its space.
    pub fn filter(&self) -> AuditFilter {
        let subject = (!self.subject.is_empty()).then(|| {
            let reference = ReferenceNumber::parse(&self.subject).map(|reference| reference.as_str().to_owned());
            let code = || EventCode::parse(&self.subject).map(|code| code.as_str().to_owned());
            reference.or_else(|_| code()).unwrap_or_else(|_| self.subject.clone())
        });
        AuditFilter {
            actor: self.who.clone(),
            noun: match self.what {
                Some(What::Noun(noun)) => Some(noun),
                _ => None,
            },
            act: match self.what {
                Some(What::Act(act)) => Some(act),
                _ => None,
            },
            subject,
            from: self.from.map(start_of_day),
            until: self.to.map(end_of_day),
        }
    }

    fn on_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct AuditView {
    /// What the address asks for.
    pub query: AuditQuery,
    /// What was found.
    pub found: AuditPage,
}

#[component]
pub fn AuditListPage(view: AuditView) -> impl IntoView {
    let text = use_text();
    let words = text.audit();
    let AuditView { query, found } = view;
    let link = |query: &AuditQuery| localized(text.language(), &query.address());
    let mut unreadable = query.unreadable_dates.iter().map(|typed| text.event().bad_date(typed).into_owned());
    let banner = unreadable.next().map(|title| {
        let rest = unreadable.map(|line| view! { <p>{line}</p> }).collect_view();
        view! { <Banner kind=BannerKind::Warning title>{rest}</Banner> }
    });
    let export = view! {
        <form method="post" action=link(&query.on_page(1))>
            <button class="button button-small button-outline">{words.export()}</button>
        </form>
    };
    let head = view! {
        {banner}
        <div class="desk-title">
            <h1>{words.title()}</h1>
            <p class="quiet" role="status">{words.count(found.count)}</p>
            {(found.count > 0).then_some(export)}
        </div>
        <p class="quiet">{words.explanation()}</p>
    }
    .into_any();
    let body = if found.entries.is_empty() && found.count > 0 {
        view! { <p><a href=link(&query.on_page(1))>{words.no_such_page()}</a></p> }.into_any()
    } else if found.entries.is_empty() {
        view! { <p>{words.nothing()}</p> }.into_any()
    } else {
        let heads = columns([
            words.head_at(),
            words.head_sentence(),
            words.head_subject(),
            words.head_network(),
            words.head_id(),
        ]);
        let rows = found.entries.iter().map(|entry| row(entry, text)).collect_view();
        view! {
            <DeskTable class="table audit-table" caption=words.caption() heads rows/>
            {paging(query.page, found.count, ROWS_A_PAGE, |page| link(&query.on_page(page)))}
        }
        .into_any()
    };
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Audit head>
            {search(&query, &found, text)}
            {body}
        </DeskFrame>
    }
    .into_any()
}

fn search(query: &AuditQuery, found: &AuditPage, text: Text) -> AnyView {
    let words = text.audit();
    let action = localized(text.language(), "/staff/audit");
    let plain = [AuditActor::Applicant, AuditActor::Service, AuditActor::Operator];
    let others = plain.into_iter().map(|actor| (actor.slug(), words.actor(&actor, None))).collect();
    let staff = found
        .accounts
        .iter()
        .map(|(id, name)| (AuditActor::Account(*id).slug(), name.as_str().to_owned()))
        .collect::<Vec<_>>();
    let people = vec![(String::new(), others), (text.desk().place(DeskPlace::Accounts).into_owned(), staff)];
    let acts = Noun::ALL
        .iter()
        .map(|noun| {
            let name = words.acts().noun(*noun).into_owned();
            let all = (noun.slug().to_owned(), words.all_of(&name).into_owned());
            let each = noun.acts().iter().map(|act| (act.slug().to_owned(), words.acts().act(*act).into_owned()));
            (name, std::iter::once(all).chain(each).collect())
        })
        .collect();
    let who = query.who.as_ref().map(AuditActor::slug).unwrap_or_default();
    let what = query.what.map_or("", What::slug);
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let is_asked = query.on_page(1) != AuditQuery::parse("");
    let clear = is_asked.then(|| view! { <a href=action.clone()>{words.clear()}</a> });
    view! {
        <form class="desk-search" action=action.clone() method="get" role="search" aria-label=words.search()>
            <div class="field">
                <label for="who">{words.who()}</label>
                <select class="input" id="who" name="who">{options(people, &who, words.anybody().into_owned())}</select>
            </div>
            <div class="field">
                <label for="what">{words.what()}</label>
                <select class="input" id="what" name="what">{options(acts, what, words.anything().into_owned())}</select>
            </div>
            <div class="field">
                <label for="subject">{words.subject()}</label>
                <input type="text" class="input" id="subject" name="subject" value=query.subject.clone() title=words.subject_hint()/>
            </div>
            <div class="field">
                <label for="from">{words.from()}</label>
                <input class="input" id="from" name="from" type="date" value=day(query.from)/>
            </div>
            <div class="field">
                <label for="to">{words.to()}</label>
                <input class="input" id="to" name="to" type="date" value=day(query.to)/>
            </div>
            <button class="button button-small">{words.find()}</button>
            {clear}
        </form>
    }
    .into_any()
}

fn row(entry: &AuditEntry, text: Text) -> AnyView {
    let words = text.audit();
    let shown = shown_subject(entry);
    let subject = match subject_address(entry) {
        Some(path) => view! { <a class="whole" href=localized(text.language(), &path)>{shown}</a> }.into_any(),
        None => ().into_any(),
    };
    let about = entry.known_act().map(Act::noun);
    let changes = entry
        .differences
        .iter()
        .map(|difference| {
            let (label, told) = difference::told(about, difference, text);
            view! { <div><dt>{label}</dt><dd>{told}</dd></div> }
        })
        .collect_view();
    let changes = (!entry.differences.is_empty()).then(|| view! { <dl class="audit-changes">{changes}</dl> });
    view! {
        <tr id=format!("entry-{}", entry.id)>
            <td>{moment(entry.at, text)}</td>
            <td>{words.told(entry)}{changes}</td>
            <td>{subject}</td>
            <td class="quiet">{entry.network.clone()}</td>
            <td class="quiet">{entry.id}</td>
        </tr>
    }
    .into_any()
}

/// Where the desk shows what an entry is about.
fn subject_address(entry: &AuditEntry) -> Option<String> {
    let subject = &entry.subject;
    let act = entry.known_act()?;
    match act.noun() {
        Noun::Registration => Some(format!("/staff/registrations?q={subject}")),
        Noun::Inquiry => Some(format!("/staff/inquiries/{subject}")),
        Noun::Event => Some(format!("/staff/events/{subject}")),
        Noun::EventTemplate => Some("/staff/schedule/templates".to_owned()),
        Noun::Schedule => Some("/staff/schedule/import".to_owned()),
        Noun::Account => Some("/staff/accounts".to_owned()),
        Noun::Mail if act == Act::MailRetried => Some(format!("/staff/outbox/{subject}")),
        Noun::Mail
        | Noun::Consultation
        | Noun::Waiting
        | Noun::Expert
        | Noun::ClientOrganisation
        | Noun::SupportOrganisation
        | Noun::Mailbox
        | Noun::Retention
        | Noun::Audit => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        for asked in [
            "",
            "who=account%3A3&what=event.moved&subject=KT4-XW2M&from=2026-11-01&to=2026-11-30&page=2",
            "who=applicant&what=registration",
        ] {
            let query = AuditQuery::parse(asked);
            let address = query.address();
            assert_eq!(address.trim_start_matches("/staff/audit").trim_start_matches('?'), asked);
        }
    }

    #[test]
    fn what_is_unknown_asks_for_nothing_and_a_bad_day_is_told() {
        let query = AuditQuery::parse("who=%00&what=atlantis&page=-3&x=y&subject=+");
        assert_eq!(query, AuditQuery::parse(""));
        assert_eq!(AuditQuery::parse("from=2026-02-30").unreadable_dates, ["2026-02-30"]);
    }

    #[test]
    fn a_number_is_found_however_it_is_typed() {
        let asked = |subject: &str| {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("subject", subject).finish();
            AuditQuery::parse(&query).filter().subject
        };
        assert_eq!(asked("kx7m p4rt"), asked("ＫＸ７ＭＰ４ＲＴ"));
        assert_eq!(asked("kt4xw2m").as_deref(), Some("KT4-XW2M"));
        assert_eq!(asked("CCI-13").as_deref(), Some("CCI-13"));
    }
}
