//! The tokens of the links by which offices come without an account.

use crate::{
    hashing::Pepper,
    types::{BodyId, RoundId, SecretToken},
};

/// The token of a body's link: 256 bits that only the holder of the pepper can compute, and nobody who has the database.
pub fn link_token(pepper: &Pepper, round: RoundId, body: BodyId, generation: i64) -> SecretToken {
    SecretToken::derived(pepper.keyed(&[
        b"mandat office link v1",
        &round.0.to_be_bytes(),
        &body.0.to_be_bytes(),
        &generation.to_be_bytes(),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Random;

    #[test]
    fn a_token_belongs_to_pepper_round_body_and_generation() {
        let folder = tempfile::tempdir().expect("a folder");
        let pepper = |name: &str| {
            Pepper::create_new(&folder.path().join(name), &mut Random::from_os().rng())
                .expect("a pepper")
        };
        let (ours, other) = (pepper("a"), pepper("b"));
        let token = |pepper, round, body, generation| {
            link_token(pepper, RoundId(round), BodyId(body), generation)
                .expose()
                .to_string()
        };
        let base = token(&ours, 1, 2, 3);
        assert_eq!(base, token(&ours, 1, 2, 3));
        assert_eq!(base.len(), 52, "256 bits");
        for changed in [
            token(&other, 1, 2, 3),
            token(&ours, 2, 2, 3),
            token(&ours, 1, 1, 3),
            token(&ours, 1, 2, 4),
            token(&ours, 2, 1, 3),
        ] {
            assert_ne!(base, changed);
        }
    }
}
