//! The ways to the desk: signing in, taking up an account, setting another password.
//!
//! Whoever is wrong is told the same for a wrong password, an unknown address and a disabled account.

use std::borrow::Cow;

use domain::account::{AccountField, AccountLink, PasswordProblem, Role, SecondFactors};
use domain::input::FieldError;
use domain::reference::SecretToken;
use leptos::prelude::*;

use super::passkey::sign_in_button;
use crate::address::{account_link, localized, use_other_language_href};
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, HiddenField, SubmitButton, TextField,
};
use crate::shell::{Head, full_title, set_head};
use crate::text::staff::EntranceText;
use crate::text::use_text;

/// A page before the desk.
#[derive(Debug, Clone)]
pub enum EntrancePage {
    /// `/staff/sign-in`
    SignIn(SignInView),
    /// `/staff/sign-in/code`
    Code(CodeView),
    /// `/staff/invitation/{token}`
    Invitation(InvitationView),
    /// `/staff/reset`
    ResetRequest(ResetRequestView),
    /// `/staff/reset/{token}`
    Reset(ResetView),
    /// A link that was used, has run out, or never was.
    LinkGone(AccountLink),
}

/// Why somebody is asked to sign in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SignInMoment {
    /// To come in.
    #[default]
    First,
    /// To go on to something sensitive.
    Again,
    /// After having gone out.
    SignedOut,
    /// After having set a password.
    PasswordSet,
}

impl SignInMoment {
    /// The word in the address of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::First => "",
            Self::Again => "again",
            Self::SignedOut => "signed-out",
            Self::PasswordSet => "password-set",
        }
    }

    /// The moment that a word names; the first for any other.
    pub fn from_word(word: &str) -> Self {
        let all = [Self::Again, Self::SignedOut, Self::PasswordSet];
        all.into_iter().find(|moment| moment.word() == word).unwrap_or_default()
    }
}

/// What was wrong with a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProblem {
    /// No mail address.
    Email(FieldError),
    /// No password.
    PasswordMissing,
    /// Not let in; never why.
    Wrong,
    /// Not let in with a passkey; never why.
    Passkey,
}

/// What the sign-in page shows.
#[derive(Debug, Clone, Default)]
pub struct SignInView {
    /// What was typed.
    pub email: String,
    /// Where it leads.
    pub next: Option<String>,
    /// Why it is asked for.
    pub moment: SignInMoment,
    /// Whether a passkey can be shown here: browsers bind them to a name, and to https.
    pub takes_passkeys: bool,
    /// What was wrong.
    pub problem: Option<SignInProblem>,
}

/// What was wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeProblem {
    /// None was typed.
    Required,
    /// Neither six digits nor a recovery code.
    Malformed,
    /// Not taken.
    Wrong,
}

/// What the page of the second factor shows.
#[derive(Debug, Clone, Default)]
pub struct CodeView {
    /// Where it leads.
    pub next: Option<String>,
    /// What can be shown.
    pub factors: SecondFactors,
    /// Whether a passkey can be shown here.
    pub takes_passkeys: bool,
    /// What was wrong.
    pub problem: Option<CodeProblem>,
}

/// What an invitation shows.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The link.
    pub link: SecretToken,
    /// What it invites to.
    pub role: Role,
    /// The address that signs in.
    pub email: String,
    /// The name, as it was given or typed.
    pub name: String,
    /// What is wrong with the name.
    pub name_problem: Option<FieldError>,
    /// What is wrong with the password.
    pub problem: Option<PasswordProblem>,
    /// The least number of characters.
    pub min_chars: u32,
}

/// What the page shows where a reset is asked for.
#[derive(Debug, Clone, Default)]
pub struct ResetRequestView {
    /// What was typed.
    pub email: String,
    /// What is wrong with it.
    pub problem: Option<FieldError>,
    /// Whether it was taken.
    pub is_done: bool,
}

/// What a link to set another password shows.
#[derive(Debug, Clone)]
pub struct ResetView {
    /// The link.
    pub link: SecretToken,
    /// The address that signs in.
    pub email: String,
    /// What is wrong with the password.
    pub problem: Option<PasswordProblem>,
    /// The least number of characters.
    pub min_chars: u32,
}

/// The page `page` before the desk.
#[component]
pub fn EntranceView(page: EntrancePage) -> impl IntoView {
    match page {
        EntrancePage::SignIn(view) => view! { <SignInPage view/> }.into_any(),
        EntrancePage::Code(view) => view! { <CodePage view/> }.into_any(),
        EntrancePage::Invitation(view) => view! { <InvitationPage view/> }.into_any(),
        EntrancePage::ResetRequest(view) => view! { <ResetRequestPage view/> }.into_any(),
        EntrancePage::Reset(view) => view! { <ResetPage view/> }.into_any(),
        EntrancePage::LinkGone(link) => view! { <LinkGonePage link/> }.into_any(),
    }
}

/// The errors of a form, field by field.
type Errors = Vec<(String, String)>;

/// A narrow page with one matter.
#[component]
fn EntranceFrame(#[prop(into)] title: String, #[prop(optional)] errors: Errors, children: Children) -> impl IntoView {
    let text = use_text();
    let site = text.site();
    let heading = title.clone();
    let title = full_title(text, &title);
    let title = if errors.is_empty() { title } else { site.title_with_errors(&title).into_owned() };
    set_head(Head { title, description: None, private: true });
    let other = text.language().other().code();
    view! {
        <a class="skip-link" href="#main">{site.skip()}</a>
        <header class="desk-bar">
            <a class="desk-wordmark" href=localized(text.language(), "/")>{site.name()}</a>
            <span class="desk-role">{text.entrance().for_staff()}</span>
            <a href=use_other_language_href() lang=other hreflang=other>{site.other_language()}</a>
        </header>
        <main id="main" tabindex="-1" class="entrance stack">
            <ErrorSummary errors/>
            <h1>{heading}</h1>
            {children()}
        </main>
    }
    .into_any()
}

fn errors_of(fields: &[(&str, &Option<String>)]) -> Errors {
    let wrong = fields.iter().filter_map(|(field, error)| Some(((*field).to_owned(), error.as_ref()?.clone())));
    wrong.collect()
}

#[component]
fn SignInPage(view: SignInView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let banner = match view.moment {
        SignInMoment::SignedOut => Some((words.signed_out(), words.signed_out_text())),
        SignInMoment::PasswordSet => Some((words.password_set(), words.password_set_text())),
        SignInMoment::First | SignInMoment::Again => None,
    };
    let banner = banner.map(|(title, said)| {
        view! { <Banner kind=BannerKind::Success title><p>{said}</p></Banner> }
    });
    let lead = (view.moment == SignInMoment::Again).then(|| view! { <p>{words.sign_in_again_lead()}</p> });
    let title = if lead.is_some() { words.sign_in_again() } else { words.sign_in() };
    let (mut email_error, mut password_error, mut passkey_error) = (None, None, None);
    match view.problem {
        None => {}
        Some(SignInProblem::Email(error)) => {
            email_error = Some(text.error().of_account_field(AccountField::Email, error));
        }
        Some(SignInProblem::PasswordMissing) => {
            password_error = Some(words.of_password(PasswordProblem::Required).into_owned());
        }
        Some(SignInProblem::Wrong) => email_error = Some(words.wrong().into_owned()),
        Some(SignInProblem::Passkey) => passkey_error = Some(text.passkey().refused().into_owned()),
    }
    let errors = errors_of(&[("email", &email_error), ("password", &password_error), ("passkey", &passkey_error)]);
    let is_again = view.moment == SignInMoment::Again;
    let passkey = view.takes_passkeys.then(|| {
        let moment = is_again.then(|| SignInMoment::Again.word());
        sign_in_button(text, view.next.clone(), moment, passkey_error)
    });
    let next = view.next.map(|next| view! { <HiddenField name="next" value=next/> });
    let again = is_again.then(|| view! { <HiddenField name="moment" value=SignInMoment::Again.word()/> });
    view! {
        <EntranceFrame title errors>
            {banner}
            {lead}
            <form class="form" action=localized(language, "/staff/sign-in") method="post" novalidate=true>
                {next}
                {again}
                <TextField name="email" label=words.email() value=view.email error=email_error kind="email"
                    autocomplete="username" size="input-long"/>
                <TextField name="password" label=words.password() value="" error=password_error kind="password"
                    autocomplete="current-password" size="input-long"/>
                <div class="button-row"><SubmitButton label=words.sign_in()/></div>
            </form>
            {passkey}
            <p><a href=localized(language, "/staff/reset")>{words.forgotten()}</a></p>
        </EntranceFrame>
    }
    .into_any()
}

#[component]
fn CodePage(view: CodeView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let has_app = view.factors.has_app;
    let error = view.problem.map(|problem| match problem {
        CodeProblem::Required => words.code_required().into_owned(),
        CodeProblem::Malformed => words.code_malformed().into_owned(),
        CodeProblem::Wrong if has_app => words.code_wrong().into_owned(),
        CodeProblem::Wrong => words.recovery_wrong().into_owned(),
    });
    let errors = errors_of(&[("code", &error)]);
    let (label, hint) =
        if has_app { (words.code_label(), words.code_hint()) } else { (words.recovery_label(), words.recovery_hint()) };
    let passkey =
        (view.takes_passkeys && view.factors.passkeys > 0).then(|| sign_in_button(text, view.next.clone(), None, None));
    let next = view.next.map(|next| view! { <HiddenField name="next" value=next/> });
    view! {
        <EntranceFrame title=words.code_title() errors>
            <form class="form" action=localized(language, "/staff/sign-in/code") method="post" novalidate=true>
                {next}
                <TextField name="code" label=label value="" error hint=hint.into_owned()
                    autocomplete="one-time-code" size="input-medium"/>
                <div class="button-row"><SubmitButton label=words.go_on()/></div>
            </form>
            {passkey}
            <p><a href=localized(language, "/staff/sign-in")>{words.begin_again()}</a></p>
        </EntranceFrame>
    }
    .into_any()
}

/// A new password, twice; what a browser holds for the account stands beside it.
#[component]
pub fn NewPasswordFields(
    /// The address that it belongs to.
    email: String,
    /// The least number of characters.
    min_chars: u32,
    /// What is wrong with it.
    problem: Option<PasswordProblem>,
) -> impl IntoView {
    let words = use_text().entrance();
    let (first, again) = password_errors(words, problem);
    view! {
        <input type="text" autocomplete="username" value=email readonly=true hidden=true/>
        <TextField name="password" label=words.new_password() value="" error=first hint=words.new_password_hint(min_chars).into_owned()
            kind="password" autocomplete="new-password" size="input-long"/>
        <TextField name="again" label=words.new_password_again() value="" error=again kind="password"
            autocomplete="new-password" size="input-long"/>
    }
    .into_any()
}

/// What stands at the password and at its repetition.
pub(super) fn password_errors(
    words: EntranceText,
    problem: Option<PasswordProblem>,
) -> (Option<String>, Option<String>) {
    let said = problem.map(|problem| words.of_password(problem).into_owned());
    if problem == Some(PasswordProblem::Different) { (None, said) } else { (said, None) }
}

#[component]
fn InvitationPage(view: InvitationView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let name_error = view.name_problem.map(|error| text.error().of_account_field(AccountField::Name, error));
    let (first, again) = password_errors(words, view.problem);
    let errors = errors_of(&[("name", &name_error), ("password", &first), ("again", &again)]);
    let action = account_link(language, AccountLink::Invitation, &view.link);
    view! {
        <EntranceFrame title=words.invitation_title() errors>
            <p>{words.invitation_lead(&text.desk().role(view.role))}</p>
            <form class="form" action=action method="post" novalidate=true>
                <TextField name="name" label=words.name() value=view.name error=name_error autocomplete="name" size="input-long"/>
                <NewPasswordFields email=view.email min_chars=view.min_chars problem=view.problem/>
                <div class="button-row"><SubmitButton label=words.invitation_button()/></div>
            </form>
        </EntranceFrame>
    }
    .into_any()
}

#[component]
fn ResetRequestPage(view: ResetRequestView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let to_sign_in = localized(language, "/staff/sign-in");
    if view.is_done {
        return view! {
            <EntranceFrame title=words.reset_done()>
                <p>{words.reset_done_text(&view.email)}</p>
                <p><a href=to_sign_in>{words.to_sign_in()}</a></p>
            </EntranceFrame>
        }
        .into_any();
    }
    let error = view.problem.map(|error| text.error().of_account_field(AccountField::Email, error));
    let errors = errors_of(&[("email", &error)]);
    view! {
        <EntranceFrame title=words.reset_title() errors>
            <p>{words.reset_lead()}</p>
            <form class="form" action=localized(language, "/staff/reset") method="post" novalidate=true>
                <TextField name="email" label=words.email() value=view.email error kind="email" autocomplete="username"
                    size="input-long"/>
                <div class="button-row"><SubmitButton label=words.reset_button()/></div>
            </form>
            <p><a href=to_sign_in>{words.to_sign_in()}</a></p>
        </EntranceFrame>
    }
    .into_any()
}

#[component]
fn ResetPage(view: ResetView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let (first, again) = password_errors(words, view.problem);
    let errors = errors_of(&[("password", &first), ("again", &again)]);
    let action = account_link(language, AccountLink::Reset, &view.link);
    view! {
        <EntranceFrame title=words.reset_title() errors>
            <p>{words.reset_choose(&view.email)}</p>
            <form class="form" action=action method="post" novalidate=true>
                <NewPasswordFields email=view.email min_chars=view.min_chars problem=view.problem/>
                <div class="button-row"><SubmitButton label=words.reset_set()/></div>
            </form>
        </EntranceFrame>
    }
    .into_any()
}

#[component]
fn LinkGonePage(link: AccountLink) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.entrance(), text.language());
    let own = move |path: &str| localized(language, path);
    let label = |words: Cow<'static, str>| words.into_owned();
    view! {
        <EntranceFrame title=words.link_gone_title()>
            <p>{words.link_gone_text(link)}</p>
            <div class="button-row">
                <ButtonLink href=own("/staff/reset") label=label(words.link_gone_new())/>
                <ButtonLink href=own("/staff/sign-in") label=label(words.to_sign_in()) kind=ButtonKind::Outline/>
            </div>
        </EntranceFrame>
    }
    .into_any()
}
