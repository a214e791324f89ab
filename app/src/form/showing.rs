//! Which showing of a form a sending comes from: the key that makes a repeated sending the same, and
//! tells how long the form was before somebody's eyes.

use domain::reference::IdempotencyKey;
use domain::time::Timestamp;

use crate::services::Services;

/// As many seconds as filling a form takes at least, for a page whose own beginning was lost.
const A_FILLING: i64 = 60;

impl Services {
    /// A key for one showing of a form.
    pub fn draw_key(&self, now: Timestamp) -> IdempotencyKey {
        let mut bytes = [0; 16];
        self.chance.fill(&mut bytes);
        IdempotencyKey::from_random(bytes, now.as_milliseconds())
    }

    /// The key that a form brought back, or a new one where it brought none that can be read; the
    /// second value says whether it had to be renewed.
    pub fn key_of(&self, brought: &str, now: Timestamp) -> (IdempotencyKey, bool) {
        match IdempotencyKey::parse(brought) {
            Ok(key) => (key, false),
            // Whoever presses the button of a renewed page at once is no machine: the form was filled before.
            Err(_) => (self.draw_key(now.plus_seconds(-A_FILLING)), true),
        }
    }

    /// Whether a form looks like a machine's: the hidden field is filled, or nobody types so fast.
    pub fn looks_like_a_machine(&self, hidden: &str, key: &IdempotencyKey, now: Timestamp) -> bool {
        let typed_in = now.as_milliseconds() - key.drawn_at_millis();
        // A clock that was set back makes nobody a machine.
        !hidden.is_empty() || (0..self.site.minimum_fill).contains(&typed_in)
    }
}
