//! A document as it is sent: bytes that everybody shares, and what tells whether somebody has them.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use domain::time::Timestamp;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

/// Shorter documents are not worth compressing.
const WORTH_COMPRESSING: usize = 1_000;

/// A document that has just been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// What it says.
    pub body: Vec<u8>,
    /// When what it says changed last; none where nothing tells.
    pub changed_at: Option<Timestamp>,
    /// From when on it is good.
    pub since: Timestamp,
    /// The first instant at which it is good no longer; none: until an event changes.
    pub until: Option<Timestamp>,
}

impl Making {
    /// A document that no clock makes old.
    pub fn timeless(body: impl Into<Vec<u8>>, changed_at: Option<Timestamp>) -> Self {
        Self { body: body.into(), changed_at, since: Timestamp::from_microseconds(i64::MIN), until: None }
    }
}

/// A document that is kept and sent.
#[derive(Debug)]
pub struct Document {
    body: Bytes,
    gzip: OnceLock<Bytes>,
    is_being_compressed: AtomicBool,
    hash: String,
    changed_at: Option<Timestamp>,
    since: Timestamp,
    until: Option<Timestamp>,
}

impl From<Making> for Document {
    fn from(Making { body, changed_at, since, until }: Making) -> Self {
        let digest = Sha256::digest(&body);
        let mut hash = String::with_capacity(32);
        for byte in digest.iter().take(16) {
            // Writing to a string fails never.
            let _ = write!(hash, "{byte:02x}");
        }
        Self {
            body: body.into(),
            gzip: OnceLock::new(),
            is_being_compressed: AtomicBool::new(false),
            hash,
            changed_at,
            since,
            until,
        }
    }
}

impl Document {
    /// As it is.
    pub fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// With gzip, once that is made. The first one who asks sets it going and does not wait for it:
    /// compressing megabytes takes longer than sending them.
    pub fn gzip(self: &Arc<Self>) -> Option<Bytes> {
        if self.body.len() < WORTH_COMPRESSING {
            return None;
        }
        if let Some(made) = self.gzip.get() {
            return Some(made.clone());
        }
        if !self.is_being_compressed.swap(true, Ordering::AcqRel) {
            let document = Arc::clone(self);
            tokio::task::spawn_blocking(move || {
                // Writing to memory fails never; and without a compressed form the plain one is sent.
                if let Ok(compressed) = compressed(&document.body) {
                    document.gzip.get_or_init(|| compressed);
                }
            });
        }
        None
    }

    /// The strong tag of the plain form.
    pub fn etag(&self) -> String {
        format!("\"{}\"", self.hash)
    }

    /// The strong tag of the compressed form.
    pub fn gzip_etag(&self) -> String {
        format!("\"{}-gz\"", self.hash)
    }

    /// When what it says changed last.
    pub const fn changed_at(&self) -> Option<Timestamp> {
        self.changed_at
    }

    /// Whether it says at `now` what it said when it was made.
    pub fn is_good_at(&self, now: Timestamp) -> bool {
        self.since <= now && self.until.is_none_or(|until| now < until)
    }

    /// How many bytes of memory it takes.
    pub fn weight(&self) -> usize {
        self.body.len() + self.gzip.get().map_or(0, Bytes::len)
    }
}

fn compressed(body: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(body.len() / 4), Compression::new(5));
    encoder.write_all(body)?;
    Ok(encoder.finish()?.into())
}
