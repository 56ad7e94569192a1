//! The code a delegate votes with: how it is drawn, written, read and prepared for storing.
//!
//! `SSSSSS-VVVVV-VVVVV-VVVC`: a selector by which the entry of the roll is found (30 bits), a
//! verifier that is stored only as a slow hash of a keyed hash (65 bits), and a check sign that
//! catches a slip of the pen before a hash is spent on it. 32 signs without I, L, O and U.

pub mod link;

use std::fmt::{self, Write};
use std::iter;
use std::str::FromStr;

use rand::CryptoRng;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::hashing::Pepper;

/// Value to sign, after Crockford.
const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SELECTOR_LEN: usize = 6;
const VERIFIER_LEN: usize = 13;
const CODE_LEN: usize = SELECTOR_LEN + VERIFIER_LEN + 1;
/// Bytes of input that are looked at; a code with full-width signs and many marks stays below.
const LONGEST_INPUT: usize = 200;

/// Why an input is not a code. Never carries the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("the code is too short")]
    TooShort,
    #[error("the code is too long")]
    TooLong,
    #[error("the code has a sign that occurs in no code")]
    ForeignSign,
    #[error("the check sign does not fit: there is a typing mistake")]
    CheckSignWrong,
    #[error("a part of the link is missing")]
    LinkIncomplete,
}

/// The first six signs, by which an entry of the roll is found. Stored as it is displayed; with
/// 30 bits two may coincide, so the store asks for another where one is taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Selector([u8; SELECTOR_LEN]);

/// The secret thirteen signs. Shown only as part of [`Code::expose`].
pub struct Verifier([u8; VERIFIER_LEN]);

/// A voting code. Its clear text exists once, on the sheet printed for the delegate.
#[derive(Debug)]
pub struct Code {
    pub selector: Selector,
    pub verifier: Verifier,
}

impl Selector {
    /// Reads the first group of a code as a person types it; `None` where it is not one.
    pub fn parse(input: &str) -> Option<Self> {
        if input.len() > LONGEST_INPUT {
            return None;
        }
        let mut selector = Self([0; SELECTOR_LEN]);
        let mut places = selector.0.iter_mut();
        for sign in input.nfkc().filter(|sign| !is_ignored(*sign)) {
            *places.next()? = typed_value(sign)?;
        }
        places.next().is_none().then_some(selector)
    }
}

impl Code {
    /// Draws a code uniformly: five bits of each random byte, so that no sign is preferred.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut random = Zeroizing::new([0; CODE_LEN - 1]);
        rng.fill_bytes(random.as_mut_slice());
        Self::of(random.iter().map(|byte| byte & 31))
    }

    /// Reads what a person typed: upper or lower case, O for 0, I or L for 1, full-width or Arabic
    /// digits, with or without spaces, dashes and invisible marks.
    ///
    /// # Errors
    /// Not a code; says in which way, never what was typed.
    pub fn parse(input: &str) -> Result<Self, CodeError> {
        if input.len() > LONGEST_INPUT {
            return Err(CodeError::TooLong);
        }
        let mut values = Zeroizing::new([0; CODE_LEN]);
        let mut places = values.iter_mut();
        for sign in input.nfkc().filter(|sign| !is_ignored(*sign)) {
            let value = typed_value(sign).ok_or(CodeError::ForeignSign)?;
            *places.next().ok_or(CodeError::TooLong)? = value;
        }
        if places.next().is_some() {
            return Err(CodeError::TooShort);
        }
        if weighted_sum(values.iter().copied()) != 0 {
            return Err(CodeError::CheckSignWrong);
        }
        Ok(Self::of(values.iter().copied()))
    }

    /// The grouped clear text, for the printed sheet only.
    pub fn expose(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(CODE_LEN + 3));
        let check = times_alpha(weighted_sum(self.values()));
        for (place, value) in self.values().chain(iter::once(check)).enumerate() {
            if matches!(place, 6 | 11 | 16) {
                text.push('-');
            }
            text.push(sign(value));
        }
        text
    }

    fn of(values: impl Iterator<Item = u8>) -> Self {
        let mut code = Self {
            selector: Selector([0; SELECTOR_LEN]),
            verifier: Verifier([0; VERIFIER_LEN]),
        };
        let places = code.selector.0.iter_mut().chain(&mut code.verifier.0);
        for (place, value) in places.zip(values) {
            *place = value;
        }
        code
    }

    fn values(&self) -> impl Iterator<Item = u8> {
        self.selector.0.iter().chain(&self.verifier.0).copied()
    }
}

/// Sum of value times a power of alpha in GF(32), alpha = 2 modulo x^5 + x^2 + 1, the last place
/// having the power 0. A code is whole when its sum is 0. As alpha has order 31 and a code 20
/// places, all weights differ: no single wrong sign and no exchange of two signs leaves it at 0.
fn weighted_sum(values: impl Iterator<Item = u8>) -> u8 {
    values.fold(0, |sum, value| times_alpha(sum) ^ value)
}

fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

fn sign(value: u8) -> char {
    #[expect(clippy::indexing_slicing, reason = "five bits cannot exceed 31")]
    char::from(ALPHABET[usize::from(value & 31)])
}

fn value(sign: char) -> Option<u8> {
    let place = ALPHABET.iter().position(|s| char::from(*s) == sign)?;
    u8::try_from(place).ok()
}

fn typed_value(sign: char) -> Option<u8> {
    match sign.to_ascii_uppercase() {
        'O' => Some(0),
        // With a Turkish keyboard the small i is often the dotless one, the capital the dotted one.
        'I' | 'L' | 'ı' | 'İ' => Some(1),
        // Arabic and Persian digits, whose code points end in the digit.
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => u8::try_from(u32::from(sign) & 15).ok(),
        upper => value(upper),
    }
}

fn is_ignored(sign: char) -> bool {
    sign.is_whitespace() || DASHES.contains(sign) || is_invisible_mark(sign)
}

/// Unicode's dashes (category Pd), the soft hyphen, the hyphen bullet and the minus sign.
const DASHES: &str = "-\u{AD}\u{58A}\u{5BE}\u{1400}\u{1806}\u{2010}\u{2011}\u{2012}\u{2013}\
    \u{2014}\u{2015}\u{2043}\u{2212}\u{2E17}\u{2E1A}\u{2E3A}\u{2E3B}\u{2E40}\u{2E5D}\u{301C}\
    \u{3030}\u{30A0}\u{FE31}\u{FE32}\u{FE58}\u{FE63}\u{FF0D}\u{10D6E}\u{10EAD}";

/// Marks of direction and of zero width, which copying from a document brings along.
fn is_invisible_mark(sign: char) -> bool {
    matches!(sign, '\u{61C}' | '\u{180E}' | '\u{FEFF}')
        || ('\u{200B}'..='\u{200F}').contains(&sign)
        || ('\u{202A}'..='\u{202E}').contains(&sign)
        || ('\u{2060}'..='\u{206F}').contains(&sign)
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|value| f.write_char(sign(*value)))
    }
}

/// Reads a selector as it was stored, nothing else.
impl FromStr for Selector {
    type Err = CodeError;

    fn from_str(stored: &str) -> Result<Self, CodeError> {
        let mut selector = Self([0; SELECTOR_LEN]);
        let mut places = selector.0.iter_mut();
        for sign in stored.chars() {
            *places.next().ok_or(CodeError::TooLong)? =
                value(sign).ok_or(CodeError::ForeignSign)?;
        }
        if places.next().is_some() {
            return Err(CodeError::TooShort);
        }
        Ok(selector)
    }
}

// A selector in a log would tell which entry somebody voted for at what time.
impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Selector(..)")
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Verifier(..)")
    }
}

impl Drop for Verifier {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What of a verifier goes into the slow hash: the thirteen values (0 to 31) keyed with the pepper and
/// bound to the roll, so that a copy of the database alone serves nobody to try codes.
pub fn verifier_digest(pepper: &Pepper, roll_id: i64, verifier: &Verifier) -> [u8; 32] {
    pepper.keyed(&[b"mandat code v1", &roll_id.to_be_bytes(), &verifier.0])
}

/// When a code may be tried again after failures in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TryAgain {
    /// So many milliseconds after the latest failure.
    After { milliseconds: i64 },
    /// Not at all: the election board issues a new code.
    AskElectionBoard,
}

/// How long the code of one selector rests after so many failures in a row; `None`: not at all.
///
/// Ten are free, then 30 s doubling to an hour, and 100 are the end (NIST SP 800-63B-4, throttling).
/// Counted by selector, never by address: an office of sixty people has one address.
pub fn wait_after_failures(failures: i64) -> Option<TryAgain> {
    const FREE: i64 = 10;
    const END: i64 = 100;
    const FIRST_MS: i64 = 30_000;
    const LONGEST_MS: i64 = 3_600_000;
    match failures {
        ..FREE => None,
        FREE..END => {
            let doublings = (failures - FREE).min(7);
            let milliseconds = (FIRST_MS << doublings).min(LONGEST_MS);
            Some(TryAgain::After { milliseconds })
        }
        END.. => Some(TryAgain::AskElectionBoard),
    }
}

#[cfg(test)]
mod tests;
