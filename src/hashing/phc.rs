//! The text form in which a hash is stored: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.

use std::fmt;
use std::ops::RangeInclusive;

use argon2::Params;
use data_encoding::BASE64_NOPAD;

/// Bytes of salt; OWASP asks for 16.
pub const SALT_LEN: usize = 16;
/// Bytes of the hash itself.
pub(super) const TAG_LEN: usize = 32;

// What a stored hash may ask for. From the weakest of OWASP's equally strong sets (7 MiB) to what
// one thread can still be allowed to take, so that a forged row cannot exhaust the machine.
const MEMORY_KIB: RangeInclusive<u32> = 7_168..=65_536;
const PASSES: RangeInclusive<u32> = 1..=8;
const LANES: RangeInclusive<u32> = 1..=4;

/// Why a stored hash is not understood. Never carries the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhcError {
    #[error("the stored hash is not of the form $argon2id$v=19$m=..,t=..,p=..$salt$hash")]
    Form,
    #[error("the stored hash asks for a cost outside the bounds")]
    Cost,
}

/// A stored hash, parsed.
pub(super) struct Phc {
    pub(super) params: Params,
    pub(super) salt: [u8; SALT_LEN],
    pub(super) tag: [u8; TAG_LEN],
}

impl Phc {
    /// Reads exactly what [`fmt::Display`] writes; other spellings of the same hash are refused.
    pub(super) fn parse(text: &str) -> Result<Self, PhcError> {
        let mut parts = text.split('$');
        let (Some(""), Some("argon2id"), Some("v=19"), Some(cost), Some(salt), Some(tag), None) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        ) else {
            return Err(PhcError::Form);
        };
        let phc = Self {
            params: parse_cost(cost)?,
            salt: bytes(salt)?,
            tag: bytes(tag)?,
        };
        // Writing it again catches "m=+19456" and "m=019456", which number parsing lets through.
        if phc.to_string() == text {
            Ok(phc)
        } else {
            Err(PhcError::Form)
        }
    }
}

impl fmt::Display for Phc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "$argon2id$v=19$m={},t={},p={}${}${}",
            self.params.m_cost(),
            self.params.t_cost(),
            self.params.p_cost(),
            BASE64_NOPAD.encode(&self.salt),
            BASE64_NOPAD.encode(&self.tag),
        )
    }
}

fn parse_cost(text: &str) -> Result<Params, PhcError> {
    let mut parts = text.split(',');
    let mut number = |name: &str| -> Result<u32, PhcError> {
        parts
            .next()
            .and_then(|part| part.strip_prefix(name))
            .and_then(|digits| digits.parse().ok())
            .ok_or(PhcError::Form)
    };
    let (memory, passes, lanes) = (number("m=")?, number("t=")?, number("p=")?);
    if !(MEMORY_KIB.contains(&memory) && PASSES.contains(&passes) && LANES.contains(&lanes)) {
        return Err(PhcError::Cost);
    }
    Params::new(memory, passes, lanes, None).map_err(|_| PhcError::Cost)
}

fn bytes<const N: usize>(base64: &str) -> Result<[u8; N], PhcError> {
    BASE64_NOPAD
        .decode(base64.as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(PhcError::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: &str = "AAECAwQFBgcICQoLDA0ODw";
    const TAG: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    #[test]
    fn a_stored_hash_is_read_and_written_unchanged() {
        for cost in ["m=19456,t=2,p=1", "m=47104,t=1,p=1", "m=65536,t=8,p=4"] {
            let text = format!("$argon2id$v=19${cost}${SALT}${TAG}");
            assert_eq!(Phc::parse(&text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn only_the_exact_form_within_the_bounds_is_read() {
        let cases = [
            (String::new(), PhcError::Form),
            ("$".repeat(5), PhcError::Form),
            (
                format!("$argon2i$v=19$m=19456,t=2,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=16$m=19456,t=2,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$m=19456,t=2,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=+19456,t=2,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=019456,t=2,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$t=2,m=19456,p=1${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1,keyid=AA${SALT}${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1$AAECAwQF${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}$AAECAwQF"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}==${TAG}"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}${TAG}$"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}${TAG}\n"),
                PhcError::Form,
            ),
            (
                format!("$argon2id$v=19$m=8,t=2,p=1${SALT}${TAG}"),
                PhcError::Cost,
            ),
            (
                format!("$argon2id$v=19$m=65537,t=2,p=1${SALT}${TAG}"),
                PhcError::Cost,
            ),
            (
                format!("$argon2id$v=19$m=4294967295,t=2,p=1${SALT}${TAG}"),
                PhcError::Cost,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=9,p=1${SALT}${TAG}"),
                PhcError::Cost,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=0,p=1${SALT}${TAG}"),
                PhcError::Cost,
            ),
            (
                format!("$argon2id$v=19$m=19456,t=2,p=5${SALT}${TAG}"),
                PhcError::Cost,
            ),
        ];
        for (text, refused) in cases {
            assert_eq!(Phc::parse(&text).err(), Some(refused), "{text}");
        }
    }
}
