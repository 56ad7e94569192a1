//! Keys of the election board, and ballots sealed to them (X25519 and XSalsa20-Poly1305, the sealed box of NaCl).
//!
//! A holder's key is a code on paper, of which the server keeps the public half alone. A sealed poll has a key of its own; its secret
//! half is kept for each two holders, sealed to the second and that to the first, and is nowhere else: so any two of them open the box
//! together, and none does alone.

use std::sync::LazyLock;

use crypto_box::{PublicKey, SecretKey, aead::OsRng};
use data_encoding::{BASE64, Encoding, HEXLOWER, Specification};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::model::{Poll, Secrecy};
use crate::types::{ExplainField, FieldProblem, Random};

/// Holders that a sealed poll needs: where one key is lost, two are left.
pub const FEWEST_HOLDERS: usize = 3;
/// What a sealed ballot begins with.
const SEALED: &str = "s1.";
/// Bytes that are drawn for a key (136 bits: more than a slow hash is needed for), and of its check.
const SECRET: usize = 17;
const CHECK: usize = 3;
/// Bytes of input that are looked at.
const LONGEST_INPUT: usize = 200;

/// Crockford's signs; what looks alike is read as what is meant.
static SIGNS: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut signs = Specification::new();
    signs.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    signs
        .translate
        .from
        .push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    signs.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    signs.encoding().ok()
});

/// Why an input is no key of the board. Never carries the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key of the election board")]
pub struct NoBoardKey;

impl ExplainField for NoBoardKey {
    fn field_problem(&self, field: &str) -> FieldProblem {
        FieldProblem::new(field, crate::key!("field-no-board-key"))
    }
}

/// What only its holder has.
pub struct BoardKey(Zeroizing<[u8; SECRET]>);

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealTo(PublicKey);

/// The secret half of a poll's key.
pub struct PollKey(SecretKey);

fn check(secret: &[u8; SECRET]) -> [u8; CHECK] {
    let hash = Sha256::new()
        .chain_update(b"mandat board key check 1\n")
        .chain_update(secret)
        .finalize();
    let mut check = [0; CHECK];
    check.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    check
}

impl BoardKey {
    /// Draws a key.
    pub fn generate(random: &Random) -> Self {
        Self(Zeroizing::new(random.bytes()))
    }

    /// Reads a key as a person types it: small or large, with or without spaces and dashes.
    ///
    /// # Errors
    /// Not a key, or one with a slip of the pen.
    pub fn parse(input: &str) -> Result<Self, NoBoardKey> {
        if input.len() > LONGEST_INPUT {
            return Err(NoBoardKey);
        }
        let signs: Zeroizing<String> = Zeroizing::new(
            input
                .nfkc()
                .filter(|c| !c.is_whitespace() && *c != '-' && *c != '\u{2010}')
                .collect(),
        );
        let encoding = SIGNS.as_ref().ok_or(NoBoardKey)?;
        let bytes = Zeroizing::new(encoding.decode(signs.as_bytes()).map_err(|_| NoBoardKey)?);
        let (secret, checked) = bytes.split_at_checked(SECRET).ok_or(NoBoardKey)?;
        let secret: Zeroizing<[u8; SECRET]> =
            Zeroizing::new(secret.try_into().map_err(|_| NoBoardKey)?);
        if checked == check(&secret) {
            Ok(Self(secret))
        } else {
            Err(NoBoardKey)
        }
    }

    /// The grouped clear text, for the holder's sheet only.
    pub fn expose(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.0.to_vec());
        bytes.extend_from_slice(&check(&self.0));
        let signs = Zeroizing::new(
            SIGNS
                .as_ref()
                .map(|encoding| encoding.encode(&bytes))
                .unwrap_or_default(),
        );
        let mut text = Zeroizing::new(String::with_capacity(signs.len() * 5 / 4));
        for (place, sign) in signs.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
            text.push(sign);
        }
        text
    }

    fn secret(&self) -> SecretKey {
        let hash = Sha256::new()
            .chain_update(b"mandat board key 1\n")
            .chain_update(self.0.as_slice())
            .finalize();
        SecretKey::from(<[u8; 32]>::from(hash))
    }

    /// The half that is stored.
    pub fn seal_to(&self) -> SealTo {
        SealTo(self.secret().public_key())
    }

    /// Opens what was sealed to this key; `None` where it was not, or was changed.
    pub fn open(&self, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
        open(&self.secret(), sealed)
    }
}

impl SealTo {
    /// To which key the ballots of a poll are sealed; a vote by name has nothing to seal.
    pub fn of(poll: &Poll) -> Option<Self> {
        Self::parse(&poll.sealed_to).filter(|_| poll.secrecy == Secrecy::Secret)
    }

    /// Reads a key as it is stored.
    pub fn parse(stored: &str) -> Option<Self> {
        let bytes: [u8; 32] = HEXLOWER.decode(stored.as_bytes()).ok()?.try_into().ok()?;
        Some(Self(PublicKey::from(bytes)))
    }

    /// As it is stored.
    pub fn to_text(&self) -> String {
        HEXLOWER.encode(self.0.as_bytes())
    }

    /// Seals a text; two of the same text differ, and are equally long.
    ///
    /// `None` where the operating system gives no randomness.
    pub fn seal(&self, content: &[u8]) -> Option<String> {
        let sealed = self.0.seal(&mut OsRng, content).ok()?;
        Some(format!("{SEALED}{}", BASE64.encode(&sealed)))
    }
}

impl PollKey {
    /// Draws the key of a poll.
    pub fn generate(random: &Random) -> Self {
        Self(SecretKey::from(random.bytes::<32>()))
    }

    /// The half that ballots are sealed to.
    pub fn seal_to(&self) -> SealTo {
        SealTo(self.0.public_key())
    }

    /// The secret half for two holders, who open it one after the other.
    pub fn share(&self, first: &SealTo, second: &SealTo) -> Option<String> {
        let secret = Zeroizing::new(self.0.to_bytes());
        first.seal(second.seal(secret.as_slice())?.as_bytes())
    }

    /// The share after the first of its two holders opened it; `None` where the key is not theirs.
    pub fn half_open(first: &BoardKey, share: &str) -> Option<String> {
        String::from_utf8(first.open(share)?.to_vec()).ok()
    }

    /// The key from a share that the first holder opened; `None` where the key is not the second one's.
    pub fn from_share(second: &BoardKey, half_open: &str) -> Option<Self> {
        let secret: [u8; 32] = second.open(half_open)?.as_slice().try_into().ok()?;
        Some(Self(SecretKey::from(secret)))
    }

    /// Opens a ballot; `None` where it was not sealed to this key, or was changed.
    pub fn open(&self, sealed: &str) -> Option<String> {
        String::from_utf8(open(&self.0, sealed)?.to_vec()).ok()
    }
}

fn open(secret: &SecretKey, sealed: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = BASE64
        .decode(sealed.strip_prefix(SEALED)?.as_bytes())
        .ok()?;
    secret.unseal(&bytes).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> (Random, BoardKey, BoardKey, BoardKey) {
        let random = Random::seeded(1);
        let draw = || BoardKey::generate(&random);
        let (a, b, c) = (draw(), draw(), draw());
        (random, a, b, c)
    }

    #[test]
    fn a_key_is_read_as_it_was_printed_and_as_people_type_it() {
        let (_, key, ..) = keys();
        let text = key.expose();
        assert_eq!(text.len(), 32 + 7);
        let typed = [
            text.to_string(),
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('0', "O").replace('1', "l"),
            text.chars()
                .map(|c| match c {
                    '0'..='9' => char::from_u32(u32::from(c) - 0x30 + 0xFF10).unwrap(),
                    other => other,
                })
                .collect(),
        ];
        for typed in typed {
            let read = BoardKey::parse(&typed).unwrap();
            assert_eq!(read.seal_to(), key.seal_to(), "{typed}");
        }
    }

    #[test]
    fn every_wrong_sign_is_noticed_before_the_key_is_tried() {
        let (_, key, ..) = keys();
        let text = key.expose();
        for (place, sign) in text.char_indices().filter(|(_, sign)| *sign != '-') {
            let other = if sign == 'A' { "B" } else { "A" };
            let mut wrong = text.to_string();
            wrong.replace_range(place..=place, other);
            assert!(BoardKey::parse(&wrong).is_err(), "{place}");
        }
        for wrong in ["", "A", "U", "ÄÖÜ", &"A".repeat(32), &"0".repeat(1_000_000)] {
            assert!(BoardKey::parse(wrong).is_err());
        }
    }

    /// Rows 11 and fault 20 of the checklist.
    #[test]
    fn row_11_fault_20_any_two_holders_open_a_ballot_and_no_one_alone() {
        let (random, a, b, c) = keys();
        let poll = PollKey::generate(&random);
        let sealed = poll.seal_to().seal(b"1.100").unwrap();
        let holders = [&a, &b, &c];
        for (i, first) in holders.iter().enumerate() {
            for (j, second) in holders.iter().enumerate().filter(|(j, _)| *j != i) {
                let share = poll.share(&first.seal_to(), &second.seal_to()).unwrap();
                let half = PollKey::half_open(first, &share).unwrap();
                let opened = PollKey::from_share(second, &half).unwrap();
                assert_eq!(opened.open(&sealed).as_deref(), Some("1.100"));
                // In the wrong order, with one key twice, or with a third one's: nothing.
                assert!(PollKey::half_open(second, &share).is_none(), "{i} {j}");
                assert!(PollKey::from_share(first, &half).is_none());
                assert!(PollKey::from_share(first, &share).is_none());
                let third = holders[3 - i - j];
                assert!(PollKey::half_open(third, &share).is_none());
                assert!(PollKey::from_share(third, &half).is_none());
            }
        }
    }

    #[test]
    fn row_11_sealed_ballots_are_equally_long_never_equal_and_cannot_be_changed() {
        let (random, a, ..) = keys();
        let poll = PollKey::generate(&random);
        let seal = |ballot: &str| poll.seal_to().seal(ballot.as_bytes()).unwrap();
        let (yes, no, again) = (seal("1.100"), seal("1.010"), seal("1.100"));
        assert_eq!(yes.len(), no.len());
        assert_ne!(yes, again);
        let mut changed = yes.clone().into_bytes();
        changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
        assert_eq!(poll.open(&String::from_utf8(changed).unwrap()), None);
        assert_eq!(poll.open("1.100"), None);
        assert_eq!(PollKey::generate(&random).open(&yes), None);
        assert!(a.open(&yes).is_none());
    }

    #[test]
    fn the_public_half_is_read_as_it_was_stored() {
        let (_, key, ..) = keys();
        let stored = key.seal_to().to_text();
        assert_eq!(SealTo::parse(&stored), Some(key.seal_to()));
        for wrong in ["", "00", "zz", &stored[1..]] {
            assert_eq!(SealTo::parse(wrong), None);
        }
    }
}
