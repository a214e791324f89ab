//! A seat on offer, on the applicant's own page: until when it is held, and two buttons.

use std::borrow::Cow;

use domain::offer::{Offer, OfferAnswer, OfferOutcome};
use domain::reference::IdempotencyKey;
use domain::registration::{Refusal, Registration, RegistrationState};
use leptos::prelude::*;

use crate::component::{BannerKind, ButtonKind, HiddenField, SubmitButton};
use crate::my::page::Moment;
use crate::text::{Text, use_text};

/// The offer with its answers. Opening the page decides nothing: scanners of mails open links.
#[component]
pub fn OfferBox(
    /// The offer, which lives.
    offer: Offer,
    /// Where the answer is sent.
    action: String,
    /// Which showing of the form this is.
    key: IdempotencyKey,
) -> impl IntoView {
    let text = use_text();
    let words = text.offer();
    view! {
        <section class="section" aria-labelledby="offer">
            <h2 id="offer">{words.heading()}</h2>
            <p><strong>{words.lead(&text.date().instant(offer.until))}</strong></p>
            <p>{words.silence()}</p>
            <form action=action method="post">
                <HiddenField name="key" value=key.as_str().to_owned()/>
                <div class="button-row">
                    <SubmitButton label=words.accept().into_owned() name="answer" value=OfferAnswer::Accept.slug()/>
                    <SubmitButton label=words.decline().into_owned() name="answer" value=OfferAnswer::Decline.slug() kind=ButtonKind::Outline/>
                </div>
            </form>
            <p class="quiet">{words.decline_note()}</p>
        </section>
    }
}

/// What the last offer of a registration has come to, if there is something to say of it.
pub fn offer_banner(
    registration: &Registration,
    moment: Moment,
    text: Text,
) -> Option<(BannerKind, Cow<'static, str>, Cow<'static, str>)> {
    let words = text.offer();
    let face = registration.face();
    let outcome = registration.offer.and_then(|offer| offer.outcome);
    let until = registration.offer.map(|offer| text.date().instant(offer.until)).unwrap_or_default();
    match (face, outcome, moment) {
        (RegistrationState::Seated, Some(OfferOutcome::Accepted), Moment::OfferAccepted) => {
            Some((BannerKind::Success, words.accepted_banner(), words.accepted_text()))
        }
        (RegistrationState::Cancelled, Some(OfferOutcome::Declined), _) => {
            Some((BannerKind::Information, words.declined_banner(), words.declined_text()))
        }
        (RegistrationState::Cancelled, Some(OfferOutcome::Lapsed), _) => {
            Some((BannerKind::Information, words.lapsed_banner(), words.lapsed_cancelled(&until)))
        }
        (RegistrationState::Waiting, Some(OfferOutcome::Lapsed), Moment::Later | Moment::OfferRefused(_)) => {
            Some((BannerKind::Warning, words.lapsed_banner(), words.lapsed_waiting(&until)))
        }
        (RegistrationState::Seated, Some(_), Moment::OfferRefused(Refusal::NoOffer)) => {
            Some((BannerKind::Information, words.answered_banner(), words.answered_text()))
        }
        (RegistrationState::Waiting, _, Moment::OfferRefused(_)) => {
            Some((BannerKind::Warning, words.none_banner(), words.none_text()))
        }
        (RegistrationState::Offered, _, Moment::OfferRefused(Refusal::OfferEnded)) => {
            Some((BannerKind::Warning, words.lapsed_banner(), Cow::Borrowed("")))
        }
        _ => None,
    }
}
