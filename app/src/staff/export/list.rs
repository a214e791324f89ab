//! 受付簿: a list on paper to tick and to sign, by kana.

use domain::registration::Registration;
use domain::registration::sheet::SheetForm;
use leptos::prelude::*;

use super::{PaperView, paper_head};
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

#[component]
pub fn ListPage(view: PaperView) -> impl IntoView {
    let text = use_text();
    let words = text.export();
    let PaperView { event, registrations } = view;
    let head = paper_head(SheetForm::List, &event, registrations.len(), text);
    let heads = columns([
        words.present(),
        text.registration().name(),
        text.registration().organisation(),
        text.mail().seats_label(),
        text.registration().attendance_row(),
        text.registration().access_needs(),
        text.mail().reference_label(),
        words.signature(),
    ]);
    let rows = registrations.iter().map(|registration| row(registration, text)).collect_view();
    view! {
        <DeskFrame title=words.paper_title(SheetForm::List).into_owned() place=DeskPlace::Registrations head>
            <DeskTable class="table door-list" caption=words.by_kana() heads rows/>
        </DeskFrame>
    }
    .into_any()
}

fn row(registration: &Registration, text: Text) -> AnyView {
    let applicant = &registration.applicant;
    view! {
        <tr>
            <td><span class="tick-box" aria-hidden="true"></span></td>
            <th scope="row">
                <span class="line quiet">{applicant.kana.as_str().to_owned()}</span>
                <span class="line">{applicant.name.as_str().to_owned()}</span>
            </th>
            <td>{applicant.organisation.as_str().to_owned()}</td>
            <td>{applicant.seats}</td>
            <td>{text.registration().attendance_value(applicant.attendance)}</td>
            <td>{applicant.access_needs.clone()}</td>
            <td class="whole">{registration.reference.to_string()}</td>
            <td class="signature"></td>
        </tr>
    }
    .into_any()
}
