//! The chain: each entry carries the hash of the one before it and of its own content.
//!
//! An entry's hash is SHA-256 over, in this order: the words `telework-network audit 1` and a line feed; the 32 bytes of
//! the hash of the entry before (zeros for the first); its number and its instant in microseconds, each as eight bytes,
//! the highest first; then actor, act, subject, network and detail as they are stored, each as the number of its bytes
//! in eight bytes and its UTF-8 bytes. So no byte can move from one field to the next, and whoever reads this paragraph
//! can check a chain with any program.
//!
//! Numbers go up by one. What was kept long enough is removed from the beginning only, and an entry tells of it: the
//! number and the hash of the last one that was removed, from which the chain goes on.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::time::Timestamp;

const FORM: &[u8] = b"telework-network audit 1\n";

/// The hash of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AuditHash([u8; 32]);

impl AuditHash {
    /// What the first entry of all is chained to.
    pub const BEGINNING: Self = Self([0; 32]);

    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 hexadecimal digits; none where `text` is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

/// 64 hexadecimal digits in small letters.
impl fmt::Display for AuditHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for AuditHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The content of an entry, word for word as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// Which act.
    pub act: String,
    /// What it was done to.
    pub subject: String,
    /// From where; empty where that is not kept.
    pub network: String,
    /// What changed, as JSON.
    pub detail: String,
}

impl AuditRecord {
    /// The hash of this content after an entry whose hash is `previous`.
    pub fn hash(&self, previous: &AuditHash) -> AuditHash {
        let mut digest = Sha256::new();
        digest.update(FORM);
        digest.update(previous.as_bytes());
        digest.update(self.id.to_be_bytes());
        digest.update(self.at.as_microseconds().to_be_bytes());
        for text in [&self.actor, &self.act, &self.subject, &self.network, &self.detail] {
            digest.update((text.len() as u64).to_be_bytes());
            digest.update(text.as_bytes());
        }
        AuditHash(digest.finalize().into())
    }
}

/// An entry with its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainedRecord {
    /// What it says.
    pub record: AuditRecord,
    /// The hash of the entry before it.
    pub previous: AuditHash,
    /// Its own.
    pub hash: AuditHash,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// It is not there.
    #[error("it is missing")]
    Missing,
    /// It stands where another should, or twice.
    #[error("it is not the one that was written there")]
    NotInPlace,
    /// What it says is not what was written.
    #[error("it has been changed")]
    Changed,
    /// It is not chained to the one before: that one, or this, is not the one that was written.
    #[error("it does not follow the entry before it")]
    DoesNotFollow,
}

/// The first entry at which a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("entry {entry}: {kind}")]
pub struct ChainFault {
    /// The number of the entry.
    pub entry: i64,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// A walk along a chain, from its beginning to its head.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    last: i64,
    hash: AuditHash,
}

impl Chain {
    /// A walk that begins after entry `last`, whose hash is `hash`: 0 and [`AuditHash::BEGINNING`] where nothing was
    /// removed.
    pub const fn after(last: i64, hash: AuditHash) -> Self {
        Self { last, hash }
    }

    /// One entry further.
    ///
    /// # Errors
    /// [`ChainFault`] where the entry is not the one that was written after the one before.
    pub fn follow(&mut self, next: &ChainedRecord) -> Result<(), ChainFault> {
        let expected = self.last + 1;
        let id = next.record.id;
        let fault = |entry, kind| Err(ChainFault { entry, kind });
        if id > expected {
            return fault(expected, FaultKind::Missing);
        }
        if id < expected {
            return fault(id, FaultKind::NotInPlace);
        }
        if next.record.hash(&next.previous) != next.hash {
            return fault(id, FaultKind::Changed);
        }
        if next.previous != self.hash {
            return fault(id, FaultKind::DoesNotFollow);
        }
        *self = Self { last: id, hash: next.hash };
        Ok(())
    }

    /// The end of the walk: the head, kept apart from the entries, is entry `last` with this `hash`.
    ///
    /// # Errors
    /// [`ChainFault`] where entries are missing at the end, or the last one is not the one that was written.
    pub fn end(self, last: i64, hash: AuditHash) -> Result<(), ChainFault> {
        if self.last < last {
            return Err(ChainFault { entry: self.last + 1, kind: FaultKind::Missing });
        }
        if self.last > last {
            return Err(ChainFault { entry: last + 1, kind: FaultKind::NotInPlace });
        }
        if self.hash == hash { Ok(()) } else { Err(ChainFault { entry: last, kind: FaultKind::Changed }) }
    }
}
