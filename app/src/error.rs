//! What leaves the server when something fails: a kind, and a number to ask about.

use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a request was not answered. The cause stays in the log, under the same reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nothing there, or nothing that the asker may know of.
    NotFound,
    /// The request cannot be understood.
    BadRequest,
    /// The service cannot answer now; trying again may help.
    Unavailable {
        /// The number under which the log tells more.
        reference: String,
    },
    /// A defect of ours.
    Internal {
        /// The number under which the log tells more.
        reference: String,
    },
    /// The connection broke before an answer came.
    Connection,
}

impl std::fmt::Display for AppError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::NotFound => "not found",
            Self::BadRequest => "bad request",
            Self::Unavailable { .. } => "unavailable",
            Self::Internal { .. } => "internal error",
            Self::Connection => "connection lost",
        })
    }
}

impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Connection
            }
            _ => Self::BadRequest,
        }
    }
}
