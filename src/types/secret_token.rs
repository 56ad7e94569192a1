//! Random tokens for sessions, links and the API: handed out once, kept only as a hash.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Random;

/// A token of 256 bits. Its text is shown once; only [`TokenHash`] is stored.
///
/// Above 112 bits a plain hash is enough (ASVS 6.5.2).
pub struct SecretToken(Zeroizing<[u8; 32]>);

/// SHA-256 of a token, as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl SecretToken {
    /// Draws a token.
    pub fn generate(random: &Random) -> Self {
        Self(Zeroizing::new(random.bytes()))
    }

    /// A token that is computed again whenever it is needed, from a keyed hash.
    pub fn derived(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads a token; `None` for anything that is not one.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 52 {
            return None;
        }
        let bytes = Zeroizing::new(
            BASE32_NOPAD
                .decode(text.to_ascii_uppercase().as_bytes())
                .ok()?,
        );
        Some(Self(Zeroizing::new(bytes.as_slice().try_into().ok()?)))
    }

    /// The text to hand out: 52 letters and digits.
    pub fn expose(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE32_NOPAD.encode(self.0.as_slice()).to_ascii_lowercase())
    }

    /// What is stored and looked up.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_slice()).into())
    }
}

impl TokenHash {
    /// The bytes as stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_shows_nothing_in_debug() {
        let token = SecretToken::generate(&Random::seeded(1));
        let text = token.expose();
        let again = SecretToken::parse(&text).expect("reads back");
        assert_eq!(again.hash(), token.hash());
        assert_eq!(format!("{token:?}"), "SecretToken(..)");
        assert!(SecretToken::parse(&text[1..]).is_none());
        assert!(SecretToken::parse(&"1".repeat(52)).is_none());
    }
}
