//! A QR code, drawn as one path.

use leptos::prelude::*;

/// The dark modules of a code, as a path over a square of so many modules, the quiet zone included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrPicture {
    /// How many modules wide and high it is.
    pub side: u32,
    /// `M4 4h7v1h-7z…`
    pub path: String,
}

/// A code, with what it says for those who do not scan it.
#[component]
pub fn QrView(picture: QrPicture, #[prop(into)] label: String) -> impl IntoView {
    let QrPicture { side, path } = picture;
    view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect class="qr-ground" width=side height=side/>
            <path d=path/>
        </svg>
    }
    .into_any()
}
