//! The report of a consultation.

use domain::consultation::ReportField as Field;
use leptos::prelude::*;

use super::one::{action, carried, lines};
use super::{ConsultationAct, ConsultationView};
use crate::component::HiddenField;
use crate::services::use_now;
use crate::text::Text;

pub(super) fn report(view: &ConsultationView, text: Text) -> Option<AnyView> {
    let words = text.desk_consultation();
    view.desk.consultation.may_report(use_now()).ok()?;
    let form = view.sent.report.clone();
    let part = |field: Field, value: String| {
        let error = view.problems.iter().find(|(name, _)| name == field.name()).map(|(_, said)| said.clone());
        lines(field.name(), words.report_field(field), value, error, field == Field::Findings)
    };
    // Having been told of another's report, one may save on top of it.
    let revision = view.desk.report.as_ref().map_or(0, |kept| kept.revision).to_string();
    let written = view.desk.report.as_ref().map(|kept| {
        view! { <p class="quiet">{words.report_written(&text.date().instant(kept.written_at))}</p> }
    });
    let theirs =
        view.refusal.as_ref().and(view.desk.report.as_ref()).filter(|_| view.sent.act == "report").map(|kept| {
            let report = &kept.report;
            let parts = [
                (words.findings(), report.findings.clone()),
                (words.advice(), report.advice.clone()),
                (words.next_step(), report.next_step.clone()),
                (words.internal(), report.internal.clone()),
            ];
            let parts = parts.map(|(label, said)| view! { <div><dt>{label}</dt><dd>{said}</dd></div> });
            view! { <dl class="desk-facts desk-note">{parts.into_iter().collect_view()}</dl> }
        });
    Some(
        view! {
            <section aria-labelledby="report">
                <h2 id="report">{words.report_title()}</h2>
                <p>{words.report_text()}</p>
                {written}
                {theirs}
                <form class="form" method="post" action=action(view, text) novalidate=true>
                    {carried(view)}
                    <HiddenField name="report_revision" value=revision/>
                    {part(Field::Findings, form.findings.clone())}
                    {part(Field::Advice, form.advice.clone())}
                    {part(Field::NextStep, form.next_step.clone())}
                    {part(Field::Internal, form.internal)}
                    <button type="submit" class="button" name="act" value=ConsultationAct::Report.slug()>
                        {words.act(ConsultationAct::Report)}
                    </button>
                </form>
            </section>
        }
        .into_any(),
    )
}
