//! Randomness as an argument: from the operating system, or from a seed in tests.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{Rng, SeedableRng, rngs::StdRng};

/// A source of cryptographic randomness; cheap to clone.
#[derive(Clone)]
pub struct Random(Source);

#[derive(Clone)]
enum Source {
    OperatingSystem,
    Seeded(Arc<Mutex<StdRng>>),
}

impl Random {
    /// Seeds every generator from the operating system.
    pub fn from_os() -> Self {
        Self(Source::OperatingSystem)
    }

    /// Gives the same numbers for the same seed; for tests.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(StdRng::seed_from_u64(
            seed,
        )))))
    }

    /// A fresh generator (ChaCha), suitable for secrets.
    pub fn rng(&self) -> StdRng {
        match &self.0 {
            Source::OperatingSystem => rand::make_rng(),
            Source::Seeded(parent) => {
                let mut seed = [0u8; 32];
                parent
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .fill_bytes(&mut seed);
                StdRng::from_seed(seed)
            }
        }
    }

    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0u8; N];
        self.rng().fill_bytes(&mut bytes);
        bytes
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers_and_two_draws_differ() {
        let (a, b) = (Random::seeded(7), Random::seeded(7));
        assert_eq!(a.bytes::<16>(), b.bytes::<16>());
        assert_ne!(a.bytes::<16>(), a.bytes::<16>());
        assert_ne!(
            Random::from_os().bytes::<16>(),
            Random::from_os().bytes::<16>()
        );
    }
}
