//! Our own pictures, inline: one stroke, no meaning that the words beside them do not carry.

use leptos::prelude::*;

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// A screen with a play sign: an event.
    Event,
    /// Two speech bubbles: a consultation.
    Consultation,
    /// An envelope: an inquiry.
    Inquiry,
    /// A tick in a circle.
    Success,
    /// A cross in an octagon.
    Error,
    /// An exclamation mark in a triangle.
    Warning,
    /// An i in a circle.
    Information,
}

impl Picture {
    const fn class(self) -> &'static str {
        match self {
            Self::Event | Self::Consultation | Self::Inquiry => "icon icon-large",
            Self::Success | Self::Error | Self::Warning | Self::Information => "icon",
        }
    }

    /// The size of the drawing's square.
    const fn view_box(self) -> &'static str {
        match self {
            Self::Event | Self::Consultation | Self::Inquiry => "0 0 48 48",
            Self::Success | Self::Error | Self::Warning | Self::Information => "0 0 24 24",
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Event => "M6 8h36v22H6zM18 14v10l9-5zM24 30v6M14 40c0-3 4-4 10-4s10 1 10 4",
            Self::Consultation => "M4 8h26v18H16l-6 6v-6H4zM34 18h10v18h-6v6l-6-6H20v-6M11 15h12M11 20h8",
            Self::Inquiry => "M6 10h36v28H6zM6 12l18 15 18-15M6 38l13-15M42 38L29 23",
            Self::Success => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.5l3 3 5.5-6.5",
            Self::Error => "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM9 9l6 6M15 9l-6 6",
            Self::Warning => "M12 3.5L22 20.5H2zM12 10v4.5M12 17.4v.2",
            Self::Information => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.4v.2",
        }
    }
}

/// A picture that says nothing to those who hear the page.
#[component]
pub fn Icon(picture: Picture) -> impl IntoView {
    view! {
        <svg class=picture.class() viewBox=picture.view_box() aria-hidden="true" focusable="false">
            <path d=picture.path()></path>
        </svg>
    }
}

/// The service's sign: nine offices, some of them lit.
#[component]
pub fn Wordmark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path stroke="none" d="M2 2h8v8H2zM12 2h8v8h-8zM22 2h8v8h-8zM12 12h8v8h-8zM12 22h8v8h-8z"></path>
            <path
                fill="none"
                stroke-width="1.5"
                d="M2.75 12.75h6.5v6.5h-6.5zM22.75 12.75h6.5v6.5h-6.5zM2.75 22.75h6.5v6.5h-6.5zM22.75 22.75h6.5v6.5h-6.5z"
            ></path>
        </svg>
    }
}
