//! Passkeys at the desk and before it: one's own, adding one, and the button of the sign-in.

use domain::input::FieldError;
use leptos::prelude::*;
use storage::PasskeyListed;

use super::{DeskFrame, DeskPlace};
use crate::address::localized;
use crate::component::{ErrorSummary, HiddenField, SubmitButton, TextField};
use crate::passkey::PasskeyForm;
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// Why a passkey was not added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPasskeyProblem {
    /// Its name.
    Name(FieldError),
    /// What the browser sent is not taken.
    NotAdded,
    /// It is there already.
    Taken,
}

/// What the page shows where a passkey is added.
#[derive(Debug, Clone)]
pub struct NewPasskeyView {
    /// Its name, as it is proposed or was typed.
    pub name: String,
    /// What was wrong.
    pub problem: Option<NewPasskeyProblem>,
    /// Whether nothing else opens before a second factor is set up.
    pub is_demanded: bool,
}

/// One's own passkeys.
#[derive(Debug, Clone)]
pub struct OwnPasskeys {
    /// The passkeys.
    pub listed: Vec<PasskeyListed>,
    /// Whether one can be added: browsers bind them to a name, and to https.
    pub may_add: bool,
    /// Whether one can be given up.
    pub may_remove: bool,
    /// Whether the one that is left is the last second factor.
    pub is_last: bool,
}

/// The button that signs in with a passkey, and where it leads; in front of it what was wrong.
pub(super) fn sign_in_button(
    text: Text,
    next: Option<String>,
    moment: Option<&'static str>,
    error: Option<String>,
) -> AnyView {
    needs_client();
    let words = text.passkey();
    let ask = localized(text.language(), "/staff/sign-in/passkey/challenge");
    let action = localized(text.language(), "/staff/sign-in/passkey");
    let has_error = error.is_some();
    let error = error.map(|error| view! { <p class="error-text" id="passkey-error">{error}</p> });
    let next = next.map(|next| view! { <HiddenField name="next" value=next/> });
    let moment = moment.map(|moment| view! { <HiddenField name="moment" value=moment/> });
    view! {
        <PasskeyForm
            makes=false
            ask
            failed=words.failed().into_owned()
            without=String::new()
        >
            <p class="passkey-or">{words.or()}</p>
            <form action=action method="post">
                {next}
                {moment}
                <HiddenField name="credential" value=""/>
                {error}
                <button type="submit" class="button button-outline" id="passkey"
                    aria-describedby=has_error.then_some("passkey-error")>{words.sign_in()}</button>
            </form>
        </PasskeyForm>
    }
    .into_any()
}

/// One's own passkeys, as a part of one's own page. `removal` is what was wrong with the password that the last one
/// is given up with.
pub(super) fn own_passkeys(text: Text, own: OwnPasskeys, removal: Option<String>) -> AnyView {
    let words = text.passkey();
    let add = if own.may_add {
        let href = localized(text.language(), "/staff/account/passkeys/new");
        view! { <p><a class="button button-outline" href=href>{words.add()}</a></p> }.into_any()
    } else {
        view! { <p class="hint">{words.not_here()}</p> }.into_any()
    };
    let listed =
        if own.listed.is_empty() { view! { <p>{words.none()}</p> }.into_any() } else { table(text, &own, removal) };
    view! {
        <section aria-labelledby="passkeys-heading">
            <h2 id="passkeys-heading">{words.heading()}</h2>
            <p>{words.lead()}</p>
            {listed}
            {add}
        </section>
    }
    .into_any()
}

fn table(text: Text, own: &OwnPasskeys, removal: Option<String>) -> AnyView {
    let words = text.passkey();
    let action = localized(text.language(), "/staff/account/passkeys/remove");
    let needs_password = own.may_remove && own.is_last;
    let rows = own
        .listed
        .iter()
        .map(|passkey| {
            let name = passkey.name.as_str().to_owned();
            let used = passkey.used_at.map_or_else(|| words.never_used().into_owned(), |at| text.date().instant(at));
            let act = (own.may_remove && !needs_password).then(|| {
                view! {
                    <form action=action.clone() method="post">
                        <button type="submit" class="link-button" name="passkey" value=passkey.id.0.to_string()>
                            {words.remove()}
                            <span class="visually-hidden">" "{name.clone()}</span>
                        </button>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{text.date().instant(passkey.created_at)}</td>
                    <td>{used}</td>
                    <td>{act}</td>
                </tr>
            }
        })
        .collect_view();
    let last = own.listed.first().filter(|_| needs_password).map(|passkey| {
        view! {
            <form class="form" action=action.clone() method="post" novalidate=true>
                <TextField name="removal" label=text.own_account().current_password() value="" error=removal
                    hint=words.remove_last().into_owned() kind="password" autocomplete="current-password" size="input-long"/>
                <button type="submit" class="button button-outline" name="passkey" value=passkey.id.0.to_string()>
                    {words.remove()}
                    <span class="visually-hidden">" "{passkey.name.as_str().to_owned()}</span>
                </button>
            </form>
        }
    });
    let needed = (!own.may_remove).then(|| view! { <p class="hint">{words.needed()}</p> });
    view! {
        <table class="table" aria-labelledby="passkeys-heading">
            <thead>
                <tr>
                    <th scope="col">{words.head_name()}</th>
                    <th scope="col">{words.head_added()}</th>
                    <th scope="col">{words.head_used()}</th>
                    <th scope="col">{words.head_act()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {last}
        {needed}
    }
    .into_any()
}

/// `/staff/account/passkeys/new`
#[component]
pub fn NewPasskeyPage(view: NewPasskeyView) -> impl IntoView {
    needs_client();
    let text = use_text();
    let words = text.passkey();
    let ask = localized(text.language(), "/staff/account/passkeys/challenge");
    let action = localized(text.language(), "/staff/account/passkeys/new");
    let app = localized(text.language(), "/staff/account/second-factor");
    let (name_error, passkey_error) = match view.problem {
        None => (None, None),
        Some(NewPasskeyProblem::Name(error)) => (Some(text.error().of_passkey_name(error)), None),
        Some(NewPasskeyProblem::NotAdded) => (None, Some(words.not_added().into_owned())),
        Some(NewPasskeyProblem::Taken) => (None, Some(words.taken().into_owned())),
    };
    let errors: Vec<_> = [("name", &name_error), ("passkey", &passkey_error)]
        .into_iter()
        .filter_map(|(field, error)| Some((field.to_owned(), error.clone()?)))
        .collect();
    let has_errors = !errors.is_empty();
    let demanded = view.is_demanded.then(|| view! { <p>{text.own_account().setup_demanded()}</p> });
    let passkey_error = passkey_error.map(|error| view! { <p class="error-text" id="passkey">{error}</p> });
    view! {
        <DeskFrame title=words.add_title() place=DeskPlace::Own has_errors>
            <div class="account stack">
                <ErrorSummary errors/>
                {demanded}
                <p>{words.add_lead()}</p>
                {passkey_error}
                <PasskeyForm
                    makes=true
                    ask
                    failed=words.failed().into_owned()
                    without=words.without().into_owned()
                >
                    <form class="form" action=action method="post" novalidate=true>
                        <TextField name="name" label=words.name() value=view.name error=name_error
                            hint=words.name_hint().into_owned() size="input-long"/>
                        <HiddenField name="credential" value=""/>
                        <p class="hint">{words.add_note()}</p>
                        <div class="button-row"><SubmitButton label=words.add()/></div>
                    </form>
                </PasskeyForm>
                <p><a href=app>{words.set_up_app()}</a></p>
            </div>
        </DeskFrame>
    }
    .into_any()
}
