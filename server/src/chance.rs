//! Chance: the system's.

use domain::time::Chance;

/// The random source of the machine.
#[derive(Debug, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that draws")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // Links and numbers that can be guessed would be worse than no service.
            panic!("the machine gives no random bits: {error}");
        }
    }
}
