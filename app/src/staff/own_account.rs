//! `/staff/account` and what is under it: one's own password, second factor, sessions and language.

use domain::account::{OneTimeSecret, PasswordProblem, RecoveryCode, SecondFactors};
use domain::language::Language;
use leptos::prelude::*;
use storage::{SessionId, SessionListed};

use super::entrance::{CodeProblem, NewPasswordFields, password_errors};
use super::passkey::{OwnPasskeys, own_passkeys};
use super::{Desk, DeskFrame, DeskPlace};
use crate::address::localized;
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, Choice, ChoiceCards, ErrorSummary, HiddenField, QrPicture, QrView,
    SubmitButton, TextField,
};
use crate::text::{Text, use_text};

/// What was just done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnAccountMoment {
    /// Another password.
    Password,
    /// No second factor any more.
    SecondFactorRemoved,
    /// A passkey more.
    PasskeyAdded,
    /// A passkey less.
    PasskeyRemoved,
    /// Sessions ended.
    Sessions,
    /// Another language of mails.
    Language,
}

impl OwnAccountMoment {
    const ALL: [Self; 6] = [
        Self::Password,
        Self::SecondFactorRemoved,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::Sessions,
        Self::Language,
    ];

    /// The word in the address of the page.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactorRemoved => "second-factor",
            Self::PasskeyAdded => "passkey-added",
            Self::PasskeyRemoved => "passkey-removed",
            Self::Sessions => "sessions",
            Self::Language => "language",
        }
    }

    /// The moment that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.word() == word)
    }
}

/// What was wrong with a form of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnAccountProblem {
    /// The password of now is another.
    CurrentPassword,
    /// The new password is not taken.
    NewPassword(PasswordProblem),
    /// To remove a second factor: the password of now is another.
    RemovalPassword,
    /// To remove the last second factor: the password of now cannot stand alone.
    RemovalTooShort,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct OwnAccountView {
    /// The second factors that are set up.
    pub factors: SecondFactors,
    /// One's passkeys.
    pub passkeys: OwnPasskeys,
    /// How many recovery codes are left.
    pub recovery_codes: u64,
    /// The least number of characters of a new password.
    pub min_chars: u32,
    /// The sessions that are open.
    pub sessions: Vec<SessionListed>,
    /// The session that looks.
    pub own: SessionId,
    /// What was just done.
    pub moment: Option<OwnAccountMoment>,
    /// What was wrong.
    pub problem: Option<OwnAccountProblem>,
}

/// What the page shows where an authenticator app is set up.
#[derive(Debug, Clone)]
pub struct SecondFactorView {
    /// What the app and the service are to share.
    pub secret: OneTimeSecret,
    /// What the app reads.
    pub uri: String,
    /// The same as a picture; none where it could not be drawn.
    pub picture: Option<QrPicture>,
    /// Whether nothing else opens before it is done.
    pub is_demanded: bool,
    /// Whether a passkey can be added instead.
    pub may_add_passkey: bool,
    /// What was wrong with the code.
    pub problem: Option<CodeProblem>,
}

/// `/staff/account`
#[component]
pub fn OwnAccountPage(view: OwnAccountView) -> impl IntoView {
    let text = use_text();
    let words = text.own_account();
    let banner = view.moment.map(|moment| {
        view! { <Banner kind=BannerKind::Success title=words.done(moment)>""</Banner> }
    });
    let (current, new, removal) = match view.problem {
        None => (None, None, None),
        Some(OwnAccountProblem::CurrentPassword) => (Some(words.current_wrong().into_owned()), None, None),
        Some(OwnAccountProblem::NewPassword(problem)) => (None, Some(problem), None),
        Some(OwnAccountProblem::RemovalPassword) => (None, None, Some(words.current_wrong().into_owned())),
        Some(OwnAccountProblem::RemovalTooShort) => (None, None, Some(words.second_remove_note().into_owned())),
    };
    let (first, again) = password_errors(text.entrance(), new);
    let (app_removal, passkey_removal) =
        if view.factors.has_app { (removal.clone(), None) } else { (None, removal.clone()) };
    let fields = [("current", &current), ("password", &first), ("again", &again), ("removal", &removal)];
    let errors: Vec<_> =
        fields.into_iter().filter_map(|(field, error)| Some((field.to_owned(), error.clone()?))).collect();
    let desk = use_context::<Desk>();
    let email = desk.as_ref().map(|desk| desk.account.email.as_str().to_owned()).unwrap_or_default();
    let language = desk.map(|desk| desk.account.language).unwrap_or_default();
    let has_errors = !errors.is_empty();
    let action = localized(text.language(), "/staff/account/password");
    view! {
        <DeskFrame title=words.title() place=DeskPlace::Own has_errors>
            <div class="account stack">
                {banner}
                <ErrorSummary errors/>
                <section aria-labelledby="password-heading">
                    <h2 id="password-heading">{words.password_heading()}</h2>
                    <form class="form" action=action method="post" novalidate=true>
                        <TextField name="current" label=words.current_password() value="" error=current kind="password"
                            autocomplete="current-password" size="input-long"/>
                        <NewPasswordFields email min_chars=view.min_chars problem=new/>
                        <p class="hint">{words.password_note()}</p>
                        <div class="button-row"><SubmitButton label=words.password_button()/></div>
                    </form>
                </section>
                {second_factor(text, view.factors, view.passkeys.may_remove, view.recovery_codes, app_removal)}
                {own_passkeys(text, view.passkeys, passkey_removal)}
                {sessions(text, view.sessions, view.own)}
                {mail_language(text, language)}
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn second_factor(text: Text, factors: SecondFactors, may_remove: bool, codes: u64, removal: Option<String>) -> AnyView {
    let (words, language) = (text.own_account(), text.language());
    let own = |path: &str| localized(language, path);
    let state = match factors {
        SecondFactors { has_app: true, .. } => words.second_on(),
        SecondFactors { passkeys: 0, .. } => words.second_off(),
        SecondFactors { .. } => words.second_passkey(),
    };
    let act = if factors.has_app { words.second_replace() } else { words.second_set() };
    let recovery = factors.any().then(|| {
        view! {
            <h3>{words.recovery_heading()}</h3>
            <p>{words.recovery_left(codes)}</p>
            <form action=own("/staff/account/recovery-codes") method="post">
                <button class="button button-outline">{words.recovery_button()}</button>
            </form>
        }
    });
    let note = factors.is_last().then(|| words.second_remove_note().into_owned());
    let remove = (factors.has_app && may_remove).then(|| {
        view! {
            <form class="form" action=own("/staff/account/second-factor/remove") method="post" novalidate=true>
                <TextField name="removal" label=words.current_password() value="" error=removal
                    hint=note kind="password" autocomplete="current-password" size="input-long"/>
                <button class="button button-outline">{words.second_remove()}</button>
            </form>
        }
    });
    view! {
        <section aria-labelledby="second-heading">
            <h2 id="second-heading">{words.second_heading()}</h2>
            <p>{state}</p>
            <p><a class="button button-outline" href=own("/staff/account/second-factor")>{act}</a></p>
            {recovery}
            {remove}
        </section>
    }
    .into_any()
}

fn sessions(text: Text, sessions: Vec<SessionListed>, own: SessionId) -> AnyView {
    let words = text.own_account();
    let action = localized(text.language(), "/staff/account/sessions");
    let others = (sessions.len() > 1).then(|| {
        view! {
            <form action=action.clone() method="post">
                <button type="submit" class="button button-outline" name="end" value="others">{words.sessions_end_others()}</button>
            </form>
        }
    });
    let rows = sessions
        .into_iter()
        .map(|session| {
            let browser =
                if session.browser.is_empty() { words.sessions_unknown().into_owned() } else { session.browser };
            let act = if session.id == own {
                words.sessions_here().into_any()
            } else {
                view! {
                    <form action=action.clone() method="post">
                        <button type="submit" class="link-button" name="end" value=session.id.0.to_string()>
                            {words.sessions_end()}
                            <span class="visually-hidden">" "{browser.clone()}</span>
                        </button>
                    </form>
                }
                .into_any()
            };
            view! {
                <tr>
                    <th scope="row">{browser}</th>
                    <td>{text.date().instant(session.signed_in_at)}</td>
                    <td>{text.date().instant(session.seen_at)}</td>
                    <td>{act}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="sessions-heading">
            <h2 id="sessions-heading">{words.sessions_heading()}</h2>
            <table class="table" aria-labelledby="sessions-heading">
                <thead>
                    <tr>
                        <th scope="col">{words.sessions_browser()}</th>
                        <th scope="col">{words.sessions_since()}</th>
                        <th scope="col">{words.sessions_seen()}</th>
                        <th scope="col">{words.sessions_act()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {others}
        </section>
    }
    .into_any()
}

/// The two languages to choose from.
pub(super) fn language_choices(text: Text) -> Vec<Choice> {
    let words = text.own_account();
    Language::ALL
        .into_iter()
        .map(|language| {
            let label = match language {
                Language::Japanese => words.japanese(),
                Language::English => words.english(),
            };
            Choice { value: language.code().to_owned(), label: label.into_owned(), detail: None }
        })
        .collect()
}

fn mail_language(text: Text, chosen: Language) -> AnyView {
    let words = text.own_account();
    view! {
        <section>
            <form class="form" action=localized(text.language(), "/staff/account/language") method="post">
                <ChoiceCards name="language" legend=words.language_heading() choices=language_choices(text)
                    chosen=vec![chosen.code().to_owned()]/>
                <button class="button button-outline">{words.language_button()}</button>
            </form>
        </section>
    }
    .into_any()
}

/// `/staff/account/second-factor`
#[component]
pub fn SecondFactorPage(view: SecondFactorView) -> impl IntoView {
    let text = use_text();
    let words = text.own_account();
    let entrance = text.entrance();
    let demanded = view.is_demanded.then(|| view! { <p>{words.setup_demanded()}</p> });
    let error = view.problem.map(|problem| match problem {
        CodeProblem::Required => entrance.code_required().into_owned(),
        CodeProblem::Malformed | CodeProblem::Wrong => entrance.code_wrong().into_owned(),
    });
    let errors: Vec<_> = error.iter().map(|error| ("code".to_owned(), error.clone())).collect();
    let has_errors = !errors.is_empty();
    let key = view.secret.to_base32();
    let groups: Vec<&str> = (0..key.len()).step_by(4).map(|from| &key[from..from + 4]).collect();
    let shown = groups.join(" ");
    let picture = view.picture.map(|picture| view! { <QrView picture label=words.setup_qr()/> });
    let action = localized(text.language(), "/staff/account/second-factor");
    let instead = view.may_add_passkey.then(|| {
        let href = localized(text.language(), "/staff/account/passkeys/new");
        view! { <p><a href=href>{text.passkey().instead()}</a></p> }
    });
    view! {
        <DeskFrame title=words.setup_title() place=DeskPlace::Own has_errors>
            <div class="account stack">
                <ErrorSummary errors/>
                {demanded}
                <p>{words.setup_scan()}</p>
                {picture}
                <p><a href=view.uri>{words.setup_link()}</a></p>
                <p>{words.setup_type()}<br/><code class="one-time-key">{shown}</code></p>
                <form class="form" action=action method="post" novalidate=true>
                    <HiddenField name="secret" value=key/>
                    <TextField name="code" label=words.setup_code() value="" error autocomplete="one-time-code"
                        inputmode="numeric" size="input-short"/>
                    <div class="button-row"><SubmitButton label=words.setup_button()/></div>
                </form>
                {instead}
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// New recovery codes, the one time that they are shown.
#[component]
pub fn RecoveryCodesPage(codes: Vec<RecoveryCode>) -> impl IntoView {
    let text = use_text();
    let words = text.own_account();
    let codes = codes.iter().map(|code| view! { <li><code>{code.to_string()}</code></li> }).collect_view();
    view! {
        <DeskFrame title=words.recovery_title() place=DeskPlace::Own>
            <div class="account stack">
                <p>{words.recovery_lead()}</p>
                <ol class="recovery-codes">{codes}</ol>
                <ButtonLink href=localized(text.language(), "/staff") label=words.recovery_kept() kind=ButtonKind::Solid/>
            </div>
        </DeskFrame>
    }
    .into_any()
}
