//! `/staff/outbox`: the mails that are owed, were sent, or were given up; `/staff/outbox/{id}`: one of them.

use domain::notice::NoticeKind;
use leptos::prelude::*;
use storage::{MailCounts, MailState, OutboxFilter, OutboxMail};

use super::desk::moment;
use super::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::address::localized;
use crate::component::form::options;
use crate::component::{Banner, BannerKind, Chip, paging};
use crate::text::{Text, use_text};

/// So many mails stand on one page.
pub const ROWS_A_PAGE: u32 = 50;

/// The query of `/staff/outbox`, read tolerantly: what is unknown asks for nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OutboxQuery {
    /// What is looked for.
    pub filter: OutboxFilter,
    /// The page of the list, 1 for the first.
    pub page: u32,
    /// Right after asking that something be sent again: whether there was something to send.
    pub retried: Option<bool>,
}

impl OutboxQuery {
    /// Reads `query`, the part of the address after the question mark.
    pub fn parse(query: &str) -> Self {
        let mut read = Self { page: 1, ..Self::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "state" => read.filter.state = MailState::from_slug(&value),
                "kind" => read.filter.kind = NoticeKind::from_slug(&value),
                "page" => read.page = value.parse().unwrap_or(1).max(1),
                "retried" => read.retried = Some(value == "yes"),
                _ => {}
            }
        }
        read
    }

    /// The address that asks for this, without language: `/staff/outbox?…`.
    pub fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(state) = self.filter.state {
            query.append_pair("state", state.slug());
        }
        if let Some(kind) = self.filter.kind {
            query.append_pair("kind", kind.slug());
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        if let Some(retried) = self.retried {
            query.append_pair("retried", if retried { "yes" } else { "no" });
        }
        let query = query.finish();
        if query.is_empty() { "/staff/outbox".to_owned() } else { format!("/staff/outbox?{query}") }
    }

    fn of(filter: OutboxFilter) -> Self {
        Self { filter, page: 1, retried: None }
    }
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct OutboxView {
    /// What the address asks for.
    pub query: OutboxQuery,
    /// The mails of this page.
    pub mails: Vec<OutboxMail>,
    /// How many the filter finds in all.
    pub count: u64,
    /// How many mails stand where, whatever is looked for.
    pub counts: MailCounts,
}

/// The words of a mail that is kept as a file; every secret in them is masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMail {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Whether the words of a mail are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// As a file.
    Kept(KeptMail),
    /// They are not: it went to a mail server, or has not gone out yet.
    NotKept,
    /// There is a file that cannot be read.
    Unreadable,
}

/// What the page of one mail shows.
#[derive(Debug, Clone)]
pub struct MailView {
    /// The mail.
    pub mail: OutboxMail,
    /// Its words.
    pub keeping: Keeping,
}

fn banner(retried: Option<bool>, text: Text) -> Option<AnyView> {
    let (kind, title) = if retried? {
        (BannerKind::Success, text.outbox().retried())
    } else {
        (BannerKind::Information, text.outbox().not_retried())
    };
    Some(view! { <Banner kind title>""</Banner> }.into_any())
}

#[component]
pub fn OutboxPage(view: OutboxView) -> impl IntoView {
    let text = use_text();
    let words = text.outbox();
    let OutboxView { query, mails, count, counts } = view;
    let link = |query: OutboxQuery| localized(text.language(), &query.address());
    let total = counts.due + counts.sent + counts.dead;
    let choice = |state: Option<MailState>| {
        let label = match state {
            None => words.all(total),
            Some(state @ MailState::Due) => words.of_state(state, counts.due),
            Some(state @ MailState::Sent) => words.of_state(state, counts.sent),
            Some(state @ MailState::Dead) => words.of_state(state, counts.dead),
        };
        let href = link(OutboxQuery::of(OutboxFilter { state, ..query.filter }));
        let is_here = (query.filter.state == state).then_some("true");
        view! { <li><a href=href aria-current=is_here>{label}</a></li> }
    };
    let states = std::iter::once(None).chain(MailState::ALL.map(Some)).map(choice).collect_view();
    let retry_all = (counts.dead > 0).then(|| {
        view! {
            <form method="post" action=localized(text.language(), "/staff/outbox")>
                <button class="button button-small button-outline">{words.retry_all()}</button>
            </form>
        }
    });
    let head = view! {
        {banner(query.retried, text)}
        <div class="desk-title"><h1>{words.title()}</h1>{retry_all}</div>
        <nav class="desk-choices" aria-label=words.states()><ul>{states}</ul></nav>
    }
    .into_any();
    let body = if mails.is_empty() {
        view! { <p>{words.nothing()}</p> }.into_any()
    } else {
        let heads = columns([
            words.head_created(),
            words.kind_label(),
            words.head_recipient(),
            words.states(),
            words.head_about(),
            words.head_act(),
        ]);
        let rows = mails.iter().map(|mail| row(mail, text)).collect_view();
        view! {
            <DeskTable caption=words.caption() heads rows/>
            {paging(query.page, count, ROWS_A_PAGE, |page| link(OutboxQuery { page, ..OutboxQuery::of(query.filter) }))}
        }
        .into_any()
    };
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Outbox head>
            {kinds(query, text)}
            {body}
        </DeskFrame>
    }
    .into_any()
}

fn kinds(query: OutboxQuery, text: Text) -> AnyView {
    let words = text.outbox();
    let kinds = NoticeKind::ALL.iter().map(|kind| (kind.slug().to_owned(), words.kind(*kind).into_owned())).collect();
    let chosen = query.filter.kind.map_or("", NoticeKind::slug);
    let state = query.filter.state.map(|state| view! { <input type="hidden" name="state" value=state.slug()/> });
    view! {
        <form class="desk-search" action=localized(text.language(), "/staff/outbox") method="get" role="search">
            {state}
            <div class="field">
                <label for="kind">{words.kind_label()}</label>
                <select class="input" id="kind" name="kind">
                    {options(vec![(String::new(), kinds)], chosen, words.any_kind().into_owned())}
                </select>
            </div>
            <button class="button button-small">{words.apply()}</button>
        </form>
    }
    .into_any()
}

fn mail_address(mail: &OutboxMail, text: Text) -> String {
    localized(text.language(), &format!("/staff/outbox/{}", mail.id))
}

fn row(mail: &OutboxMail, text: Text) -> AnyView {
    let words = text.outbox();
    view! {
        <tr>
            <td>{moment(mail.created_at, text)}</td>
            <th scope="row"><a href=mail_address(mail, text)>{words.kind(mail.kind)}</a></th>
            <td class="outbox-recipient">{mail.recipient.clone()}</td>
            <td>{standing(mail, text)}</td>
            <td>{about(mail, text)}</td>
            <td>{retry(mail, text)}</td>
        </tr>
    }
    .into_any()
}

/// Where a mail stands, since when or until when, and what the mail server said.
fn standing(mail: &OutboxMail, text: Text) -> AnyView {
    let words = text.outbox();
    let date = text.date();
    let when = match (mail.state, mail.settled_at) {
        (MailState::Due, _) => words.next_try(&date.instant(mail.next_attempt_at), mail.attempts).into_owned(),
        (_, Some(at)) => words.settled(&date.instant(at)).into_owned(),
        (_, None) => String::new(),
    };
    let error = mail.last_error.as_ref().map(|error| view! { <p class="quiet">{words.error(error)}</p> });
    view! { <Chip label=words.state(mail.state) strong=mail.state == MailState::Dead/> " " {when} {error} }.into_any()
}

fn about(mail: &OutboxMail, text: Text) -> AnyView {
    let link = |path: String, shown: String| {
        view! { <a class="whole" href=localized(text.language(), &path)>{shown}</a> }.into_any()
    };
    match (&mail.registration, &mail.inquiry) {
        (Some(reference), _) => link(format!("/staff/registrations?q={}", reference.as_str()), reference.to_string()),
        (None, Some(reference)) => link(format!("/staff/inquiries/{}", reference.as_str()), reference.to_string()),
        (None, None) => ().into_any(),
    }
}

fn retry(mail: &OutboxMail, text: Text) -> Option<AnyView> {
    let words = text.outbox();
    (mail.state == MailState::Dead).then(|| {
        view! {
            <form method="post" action=mail_address(mail, text)>
                <button class="button button-small button-outline">
                    {words.retry()}<span class="visually-hidden">{words.retry_of(mail.id)}</span>
                </button>
            </form>
        }
        .into_any()
    })
}

#[component]
pub fn MailPage(view: MailView) -> impl IntoView {
    let text = use_text();
    let words = text.outbox();
    let MailView { mail, keeping } = view;
    let fact = |label: std::borrow::Cow<'static, str>, matter: AnyView| {
        view! { <div><dt>{label}</dt><dd>{matter}</dd></div> }.into_any()
    };
    let mut facts = vec![
        fact(words.kind_label(), words.kind(mail.kind).into_owned().into_any()),
        fact(words.head_recipient(), mail.recipient.clone().into_any()),
        fact(words.head_created(), moment(mail.created_at, text)),
        fact(words.states(), standing(&mail, text)),
        fact(words.head_attempts(), words.attempts(mail.attempts).into_owned().into_any()),
        fact(words.head_message_id(), mail.message_key.clone().into_any()),
    ];
    if mail.registration.is_some() || mail.inquiry.is_some() {
        facts.push(fact(words.head_about(), about(&mail, text)));
    }
    let kept = match keeping {
        Keeping::Kept(KeptMail { subject, text }) => {
            facts.push(fact(words.head_subject(), subject.into_any()));
            view! {
                <section aria-labelledby="kept">
                    <h2 id="kept">{words.kept()}</h2>
                    <p class="quiet">{words.masked()}</p>
                    <pre class="outbox-text">{text}</pre>
                </section>
            }
            .into_any()
        }
        Keeping::NotKept => view! { <p class="quiet">{words.not_kept()}</p> }.into_any(),
        Keeping::Unreadable => view! { <p>{words.unreadable()}</p> }.into_any(),
    };
    let back = localized(text.language(), "/staff/outbox");
    view! {
        <DeskFrame title=words.mail(mail.id) place=DeskPlace::Outbox>
            <p><a href=back>{words.back()}</a></p>
            <dl class="outbox-facts">{facts}</dl>
            {retry(&mail, text)}
            {kept}
        </DeskFrame>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_written_is_read_back() {
        for asked in ["", "state=dead&kind=inquiry_answered&page=3", "retried=no"] {
            let address = OutboxQuery::parse(asked).address();
            assert_eq!(address.trim_start_matches("/staff/outbox").trim_start_matches('?'), asked);
        }
        assert_eq!(OutboxQuery::parse("state=lost&kind=%00&page=-1&x=y"), OutboxQuery::parse(""));
    }
}
