//! `/staff/accounts` and what is under it: who works here, and inviting, changing, disabling.

use domain::account::{AccountField, AccountId, AccountRefusal, DutyForm, InviteForm, Role};
use domain::input::FieldError;
use domain::time::Timestamp;
use leptos::prelude::*;
use storage::AccountListed;

use super::own_account::language_choices;
use super::{DeskFrame, DeskPlace};
use crate::address::localized;
use crate::component::{
    Banner, BannerKind, ButtonLink, Chip, Choice, ChoiceCards, ErrorSummary, SubmitButton, TextField,
};
use crate::services::use_now;
use crate::text::{Text, use_text};

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountsMoment {
    /// Somebody was invited.
    Invited,
    /// An account was changed.
    Changed,
}

impl AccountsMoment {
    /// The word in the address of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Changed => "changed",
        }
    }

    /// The moment that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Invited, Self::Changed].into_iter().find(|moment| moment.word() == word)
    }
}

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// The invitation is not taken up yet.
    Invited,
    /// Its owner may sign in.
    Active,
    /// A helper's time is over.
    Over,
    /// Its owner may not sign in.
    Disabled,
}

impl AccountState {
    /// How `listed` stands at `now`.
    pub fn of(listed: &AccountListed, now: Timestamp) -> Self {
        if listed.account.disabled_at.is_some() {
            Self::Disabled
        } else if listed.door.as_ref().is_some_and(|(_, until)| *until <= now) {
            Self::Over
        } else if listed.has_password {
            Self::Active
        } else {
            Self::Invited
        }
    }
}

/// What the list shows.
#[derive(Debug, Clone)]
pub struct AccountsView {
    /// All accounts.
    pub accounts: Vec<AccountListed>,
    /// Whose desk it is.
    pub own: AccountId,
    /// What was just done.
    pub moment: Option<AccountsMoment>,
}

/// What the page shows where somebody is invited.
#[derive(Debug, Clone, Default)]
pub struct InviteView {
    /// What was typed.
    pub form: InviteForm,
    /// What is wrong with it.
    pub problems: Vec<(AccountField, FieldError)>,
    /// Why it was refused although it could be read.
    pub refusal: Option<AccountRefusal>,
}

/// What the page of one account shows.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// The account.
    pub listed: AccountListed,
    /// What it is to do, as typed.
    pub form: DutyForm,
    /// What is wrong with it.
    pub problems: Vec<(AccountField, FieldError)>,
    /// Why it was refused although it could be read.
    pub refusal: Option<AccountRefusal>,
}

/// `/staff/accounts`
#[component]
pub fn AccountsPage(view: AccountsView) -> impl IntoView {
    let text = use_text();
    let words = text.accounts();
    let (own, now) = (view.own, use_now());
    let banner = view.moment.map(|moment| {
        view! { <Banner kind=BannerKind::Success title=words.done(moment)>""</Banner> }
    });
    let rows = view.accounts.into_iter().map(|listed| row(text, &listed, own, now)).collect_view();
    let invite = localized(text.language(), "/staff/accounts/new");
    let head = [
        words.column_name(),
        words.column_email(),
        words.column_role(),
        words.column_state(),
        words.column_second(),
        words.column_seen(),
    ]
    .map(|name| view! { <th scope="col">{name}</th> });
    let title = words.title();
    let heading = view! {
        <h1>{title.clone()}</h1>
        <a class="button button-small" href=invite>{words.invite()}</a>
    }
    .into_any();
    view! {
        <DeskFrame title place=DeskPlace::Accounts head=heading>
            {banner}
            <table class="table">
                <caption class="visually-hidden">{words.table()}</caption>
                <thead><tr>{head.into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </DeskFrame>
    }
    .into_any()
}

fn row(text: Text, listed: &AccountListed, own: AccountId, now: Timestamp) -> AnyView {
    let words = text.accounts();
    let account = &listed.account;
    let href = localized(text.language(), &format!("/staff/accounts/{}", account.id.0));
    let yourself = (account.id == own).then(|| words.yourself());
    let door = listed.door.as_ref().map(|(event, until)| {
        view! { <br/><span class="quiet">{words.door(event.as_str(), &text.date().instant(*until))}</span> }
    });
    let seen = listed.seen_at.map_or_else(|| words.never().into_owned(), |at| text.date().instant(at));
    view! {
        <tr>
            <th scope="row"><a href=href>{account.name.as_str().to_owned()}</a>{yourself}</th>
            <td>{account.email.as_str().to_owned()}</td>
            <td>{text.desk().role(account.role)}{door}</td>
            <td><Chip label=words.state(AccountState::of(listed, now)).into_owned()/></td>
            <td>{words.second(listed.has_second_factor)}</td>
            <td>{seen}</td>
        </tr>
    }
    .into_any()
}

/// The errors of a form: each field's, and what was refused as a whole at the field that can mend it.
struct Wrong {
    fields: Vec<(AccountField, String)>,
}

impl Wrong {
    fn of(text: Text, problems: &[(AccountField, FieldError)], refusal: Option<AccountRefusal>) -> Self {
        let words = text.accounts();
        let mut fields: Vec<_> =
            problems.iter().map(|(field, error)| (*field, words.of_field(*field, *error))).collect();
        fields.extend(refusal.map(|refusal| {
            let field = match refusal {
                AccountRefusal::AddressTaken => AccountField::Email,
                AccountRefusal::UnknownEvent => AccountField::Event,
                _ => AccountField::Role,
            };
            (field, words.refusal(refusal).into_owned())
        }));
        Self { fields }
    }

    fn at(&self, field: AccountField) -> Option<String> {
        self.fields.iter().find(|(wrong, _)| *wrong == field).map(|(_, said)| said.clone())
    }

    fn summary(&self) -> Vec<(String, String)> {
        self.fields.iter().map(|(field, said)| (field.name().to_owned(), said.clone())).collect()
    }
}

fn duty_fields(text: Text, form: DutyForm, wrong: &Wrong) -> AnyView {
    let words = text.accounts();
    let choices = Role::ALL
        .into_iter()
        .map(|role| Choice { value: role.slug().to_owned(), label: text.desk().role(role).into_owned(), detail: None })
        .collect();
    view! {
        <ChoiceCards name="role" legend=words.role() choices chosen=vec![form.role] error=wrong.at(AccountField::Role)/>
        <TextField name="event" label=words.event() value=form.event error=wrong.at(AccountField::Event)
            hint=words.event_hint().into_owned() required=false size="input-medium"/>
        <TextField name="until" label=words.until() value=form.until error=wrong.at(AccountField::Until)
            hint=words.until_hint().into_owned() required=false size="input-medium"/>
    }
    .into_any()
}

/// `/staff/accounts/new`
#[component]
pub fn InvitePage(view: InviteView) -> impl IntoView {
    let text = use_text();
    let words = text.accounts();
    let wrong = Wrong::of(text, &view.problems, view.refusal);
    let errors = wrong.summary();
    let has_errors = !errors.is_empty();
    let InviteForm { email, name, duty, language } = view.form;
    view! {
        <DeskFrame title=words.invite() place=DeskPlace::Accounts has_errors>
            <div class="account stack">
                <ErrorSummary errors/>
                <form class="form" action=localized(text.language(), "/staff/accounts/new") method="post" novalidate=true>
                    <TextField name="email" label=words.email() value=email error=wrong.at(AccountField::Email)
                        kind="email" autocomplete="off" size="input-long"/>
                    <TextField name="name" label=words.name() value=name error=wrong.at(AccountField::Name)
                        autocomplete="off" size="input-long"/>
                    {duty_fields(text, duty, &wrong)}
                    <ChoiceCards name="language" legend=words.language() choices=language_choices(text)
                        chosen=vec![language] error=wrong.at(AccountField::Language)/>
                    <p class="hint">{words.invite_note()}</p>
                    <div class="button-row"><SubmitButton label=words.invite_button()/></div>
                </form>
                <p><a href=localized(text.language(), "/staff/accounts")>{words.back()}</a></p>
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// `/staff/accounts/{id}`
#[component]
pub fn AccountPage(view: AccountView) -> impl IntoView {
    let text = use_text();
    let words = text.accounts();
    let wrong = Wrong::of(text, &view.problems, view.refusal);
    let errors = wrong.summary();
    let has_errors = !errors.is_empty();
    let account = view.listed.account.clone();
    let email = account.email.as_str().to_owned();
    let state = AccountState::of(&view.listed, use_now());
    let action = localized(text.language(), &format!("/staff/accounts/{}", account.id.0));
    let act = |heading: String, note: Option<String>, label: String, value: &'static str| {
        view! {
            <section>
                <h2>{heading}</h2>
                {note.map(|note| view! { <p>{note}</p> })}
                <form action=action.clone() method="post">
                    <button type="submit" class="button button-outline" name="act" value=value>{label}</button>
                </form>
            </section>
        }
    };
    let ends = || Some(words.ends_sessions().into_owned());
    let again = (!view.listed.has_password && account.disabled_at.is_none()).then(|| {
        let note = Some(words.again_note().into_owned());
        act(words.again_heading().into_owned(), note, words.again_button().into_owned(), "invite")
    });
    let standing = if account.disabled_at.is_some() {
        act(words.enable_heading().into_owned(), None, words.enable_button().into_owned(), "enable")
    } else {
        act(words.disable_heading().into_owned(), ends(), words.disable_button().into_owned(), "disable")
    };
    view! {
        <DeskFrame title=account.name.as_str() place=DeskPlace::Accounts has_errors>
            <div class="account stack">
                <ErrorSummary errors/>
                <p>
                    {email}" "
                    <Chip label=words.state(state).into_owned()/>
                </p>
                <section>
                    <h2>{words.assign_heading()}</h2>
                    <form class="form" action=action.clone() method="post" novalidate=true>
                        {duty_fields(text, view.form, &wrong)}
                        <p class="hint">{words.ends_sessions()}</p>
                        <button type="submit" class="button" name="act" value="assign">{words.assign_button()}</button>
                    </form>
                </section>
                {again}
                {standing}
                <ButtonLink href=localized(text.language(), "/staff/accounts") label=words.back()
                    kind=crate::component::ButtonKind::Text/>
            </div>
        </DeskFrame>
    }
    .into_any()
}
