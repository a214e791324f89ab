//! `/my/{token}/move`: another time for a consultation.

use domain::consultation::ConsultationRefusal as Refusal;
use domain::language::Language;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use storage::{ConsultationMove, StorageError};

use super::own::{OwnMoment, OwnView, refused};
use super::query::{ConsultationQuery, month_word};
use super::search::{Found, status_of_choice};
use super::times::{Ways, times};
use crate::component::{Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, Page, Section, home_crumb};
use crate::form::Answer;
use crate::services::Services;
use crate::text::use_text;
use crate::{AppError, address};

/// The times to which a consultation can be moved.
#[derive(Debug, Clone)]
pub struct MoveView {
    /// The consultation.
    pub own: OwnView,
    /// What is open.
    pub found: Found,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
    /// Whether a form was sent that names no time.
    pub lacks_time: bool,
}

impl MoveView {
    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        status_of_choice(self.refusal.is_some(), self.lacks_time)
    }
}

impl Services {
    /// The times to which the consultation behind `link` can be moved.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn move_start(&self, link: &SecretToken, query: ConsultationQuery) -> Result<MoveView, AppError> {
        let own = self.consultation_of(link, OwnMoment::Later).await?;
        let found = self.times_to_move_to(&own.consultation, &own.expert.code, &query).await?;
        let refusal = own.consultation.may_move(self.clock.now()).err();
        Ok(MoveView { own, found, refusal, lacks_time: false })
    }

    /// Moves the consultation behind `link`, or says why not.
    ///
    /// # Errors
    /// As [`move_start`](Self::move_start).
    pub async fn move_answer(
        &self,
        language: Language,
        link: &SecretToken,
        starts_at: Option<Timestamp>,
        revision: Option<u32>,
    ) -> Result<Answer<MoveView>, AppError> {
        let query = ConsultationQuery { day: starts_at.map(Timestamp::tokyo_date), ..ConsultationQuery::default() };
        let view = self.move_start(link, query).await?;
        let (Some(starts_at), Some(revision)) = (starts_at, revision) else {
            return Ok(Answer::Page(Box::new(MoveView { lacks_time: true, ..view })));
        };
        let to = ConsultationMove { starts_at, revision };
        let moved = self.storage.consultation_move(link.hash(), to, self.clock.now()).await;
        match moved.map_err(StorageError::refusal) {
            Ok(()) => {
                tracing::info!("consultation.moved");
                Ok(Answer::Go(format!("{}?moved", address::my(language, link))))
            }
            Err(Ok(Refusal::UnknownConsultation)) => Err(AppError::NotFound),
            Err(Ok(refusal)) => Ok(Answer::Page(Box::new(MoveView { refusal: Some(refusal), ..view }))),
            Err(Err(cause)) => Err(self.failed("moving a consultation", &cause)),
        }
    }
}

/// How the times of a move lead on.
#[derive(Debug, Clone)]
struct Moving {
    page: String,
    revision: u32,
}

impl Ways for Moving {
    fn month(&self, month: Date) -> String {
        format!("{}?month={}", self.page, month_word(month))
    }

    fn day(&self, day: Date) -> String {
        format!("{}?day={day}", self.page)
    }

    fn action(&self) -> String {
        self.page.clone()
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("revision", self.revision.to_string())]
    }
}

/// The page.
#[component]
pub fn MovePage(
    /// Everything the page shows.
    view: MoveView,
) -> impl IntoView {
    let text = use_text();
    let words = text.consultation();
    let MoveView { own: OwnView { link, consultation, .. }, found, refusal, lacks_time } = view;
    let own = address::my(text.language(), &link);
    let trail = vec![home_crumb(text), (own.clone(), words.own_title().into_owned())];
    let has_errors = refusal.is_some() || lacks_time;
    let told = refusal.as_ref().map(|refusal| refused(refusal, text));
    let told = told.or_else(|| lacks_time.then(|| (words.choose_a_time(), "".into())));
    let banner = told.map(|(title, said)| {
        view! { <Banner kind=BannerKind::Warning title><p>{said}</p></Banner> }
    });
    let is_open = matches!(refusal, None | Some(Refusal::NotOpen { .. } | Refusal::ChangedMeanwhile));
    let ways = Moving { page: format!("{own}/move"), revision: consultation.revision };
    let content = is_open.then(|| {
        view! {
            <p class="lead">{words.move_lead(&text.date().slot(consultation.slot))}</p>
            {times(&found, &ways, text)}
        }
    });
    view! {
        <Page title=words.move_title().into_owned() section=Section::Mine has_errors private=true>
            <Breadcrumb trail here=words.move_crumb().into_owned()/>
            <div class="stack">
                {banner}
                <h1>{words.move_title()}</h1>
                {content}
                <div class="button-row"><ButtonLink href=own label=words.cancel_back().into_owned() kind=ButtonKind::Outline/></div>
            </div>
        </Page>
    }
}
