//! Chance that is the same every time: what the demo shows depends on the time it is and on nothing else.

/// `SplitMix64` (Steele, Lea and Flood, 2014): short, and even enough for a demo. Never for secrets.
pub(super) struct Seed(u64);

impl Seed {
    /// A chain of its own for each `number`.
    pub(super) fn new(number: u64) -> Self {
        let mut seed = Self(0x7465_6c65_776f_726b_u64.wrapping_add(number.wrapping_mul(0xd134_2543_de82_ef95)));
        seed.next();
        seed
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        let choices = u64::from(most.saturating_sub(least)) + 1;
        least + u32::try_from(self.next() % choices).unwrap_or_default()
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.between(1, 100) <= percent
    }

    /// One of `choices`, which must not be empty.
    pub(super) fn one<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let last = u32::try_from(choices.len().saturating_sub(1)).unwrap_or_default();
        &choices[self.between(0, last) as usize]
    }

    /// Sixteen bytes.
    pub(super) fn bytes(&mut self) -> [u8; 16] {
        (u128::from(self.next()) << 64 | u128::from(self.next())).to_le_bytes()
    }
}
