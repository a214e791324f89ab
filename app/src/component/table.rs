//! A table whose first column names its rows.

use leptos::either::Either;
use leptos::prelude::*;

/// Caption, heads and rows.
#[component]
pub fn Table(#[prop(into)] caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> impl IntoView {
    let head: Vec<_> = head.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let cells: Vec<_> = row
                .into_iter()
                .enumerate()
                .map(|(place, cell)| {
                    if place == 0 {
                        Either::Left(view! { <th scope="row">{cell}</th> })
                    } else {
                        Either::Right(view! { <td>{cell}</td> })
                    }
                })
                .collect();
            view! { <tr>{cells}</tr> }
        })
        .collect();
    view! {
        <table class="table">
            <caption>{caption}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
