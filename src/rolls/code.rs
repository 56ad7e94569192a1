//! The code a delegate votes with: how it is drawn, written, read and prepared for storing.
//!
//! `SSSSSS-VVVVV-VVVVV-VVVC`: a selector by which the entry of the roll is found (30 bits), a
//! verifier that is stored only as a slow hash of a keyed hash (65 bits), and a check sign that
//! catches a slip of the pen before a hash is spent on it. 32 signs without I, L, O and U.

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
    sign.is_whitespace() || is_dash(sign) || is_invisible_mark(sign)
}

/// Unicode's dashes (category Pd), the minus sign, the soft hyphen and the hyphen bullet.
fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{AD}' | '\u{58A}' | '\u{5BE}' | '\u{1400}' | '\u{1806}'
            | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{2E17}' | '\u{2E1A}'
            | '\u{2E3A}' | '\u{2E3B}' | '\u{2E40}' | '\u{2E5D}' | '\u{301C}' | '\u{3030}'
            | '\u{30A0}' | '\u{FE31}' | '\u{FE32}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
            | '\u{10D6E}' | '\u{10EAD}'
    )
}

/// Marks of direction and of zero width, which copying from a document brings along.
fn is_invisible_mark(sign: char) -> bool {
    matches!(
        sign,
        '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
    )
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|value| f.write_char(sign(*value)))
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

/// What of a verifier goes into the slow hash: useless to whoever has the database without the
/// pepper, and of no use for another roll.
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
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn code(seed: u64) -> Code {
        Code::generate(&mut StdRng::seed_from_u64(seed))
    }

    fn signs(code: &Code) -> Vec<char> {
        code.expose().chars().filter(|sign| *sign != '-').collect()
    }

    fn parse(signs: &[char]) -> Result<Code, CodeError> {
        Code::parse(&signs.iter().collect::<String>())
    }

    fn same(one: &Code, other: &Code) -> bool {
        one.expose() == other.expose()
    }

    fn pepper(seed: u64) -> Pepper {
        let folder = tempfile::tempdir().unwrap();
        let mut rng = StdRng::seed_from_u64(seed);
        Pepper::create_new(&folder.path().join("pepper"), &mut rng).unwrap()
    }

    #[test]
    fn row_37_a_million_codes_are_uniform_in_every_place_and_none_repeats() {
        const CODES: usize = 1_000_000;
        let mut rng = StdRng::seed_from_u64(2_026);
        let mut counts = [[0_i64; 32]; CODE_LEN];
        let mut drawn = Vec::with_capacity(CODES);
        for _ in 0..CODES {
            let code = Code::generate(&mut rng);
            let check = times_alpha(weighted_sum(code.values()));
            let mut packed = 0_u128;
            for (value, count) in code.values().chain(iter::once(check)).zip(&mut counts) {
                count[usize::from(value)] += 1;
                packed = packed << 5 | u128::from(value);
            }
            drawn.push(packed);
        }
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), CODES);
        // Chi-square = sum of (count - n/32)^2 / (n/32), in whole numbers; with 31 degrees of
        // freedom it exceeds 61.098 once in a thousand.
        let n = i64::try_from(CODES).unwrap();
        for (place, count) in counts.iter().enumerate() {
            let squares: i64 = count.iter().map(|c| (32 * c - n).pow(2)).sum();
            assert!(squares / 32 * 1_000 < 61_098 * n, "place {place}");
        }
    }

    #[test]
    fn every_wrong_sign_and_every_exchange_of_two_signs_is_caught() {
        // The sum is linear, so what a mistake adds to it does not depend on the rest of the code:
        // a wrong sign adds its difference d in one place, an exchange the same d in two places.
        let sum_of = |changes: &[(usize, u8)]| {
            let mut word = [0; CODE_LEN];
            for (place, difference) in changes {
                word[*place] ^= difference;
            }
            weighted_sum(word.into_iter())
        };
        for d in 1..32 {
            for i in 0..CODE_LEN {
                assert_ne!(sum_of(&[(i, d)]), 0);
                for j in 0..i {
                    assert_ne!(sum_of(&[(i, d), (j, d)]), 0);
                }
            }
        }
        // And once through the front door, for every place of some codes.
        for seed in 0..10 {
            let right = signs(&code(seed));
            for i in 0..CODE_LEN {
                for wrong in ALPHABET.map(char::from) {
                    let mut typed = right.clone();
                    typed[i] = wrong;
                    assert_eq!(parse(&typed).is_ok(), wrong == right[i]);
                }
                for j in 0..i {
                    let mut typed = right.clone();
                    typed.swap(i, j);
                    assert_eq!(parse(&typed).is_ok(), right[i] == right[j]);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_code_is_read_back_from_what_is_printed(seed: u64) {
            let code = code(seed);
            let printed = code.expose();
            prop_assert_eq!(printed.len(), 23);
            prop_assert!(printed.starts_with(&code.selector.to_string()));
            prop_assert!(same(&Code::parse(&printed).unwrap(), &code));
            let selector = code.selector.to_string().parse::<Selector>().unwrap();
            prop_assert_eq!(selector, code.selector);
        }

        #[test]
        fn any_usual_way_of_typing_a_code_is_understood(
            seed: u64,
            styles in prop::collection::vec((0..6_usize, 0..9_usize), CODE_LEN),
        ) {
            const BETWEEN: [&str; 9] =
                ["", "", "", " ", "-", "\u{2013}", "\u{A0}", "\u{200F}", "\u{2212}"];
            let code = code(seed);
            let mut typed = String::new();
            for (sign, (style, between)) in signs(&code).into_iter().zip(styles) {
                typed.push(match (style, sign) {
                    (0, '0') => 'O',
                    (1, '0') => 'o',
                    (0, '1') => 'I',
                    (1, '1') => 'l',
                    (0 | 1, sign) => sign.to_ascii_lowercase(),
                    (2, sign) => char::from_u32(u32::from(sign) + 0xFEE0).unwrap(),
                    (_, sign) => sign,
                });
                typed.push_str(BETWEEN[between]);
            }
            prop_assert!(same(&Code::parse(&typed).unwrap(), &code), "{}", typed);
        }

        #[test]
        fn nothing_that_can_be_typed_breaks_the_reading(typed in any::<String>()) {
            if let Ok(code) = Code::parse(&typed) {
                prop_assert!(same(&Code::parse(&code.expose()).unwrap(), &code));
            }
        }
    }

    #[test]
    fn inputs_that_are_no_code_are_refused_with_the_reason() {
        let whole = "000000-00000-00000-0000";
        assert!(Code::parse(whole).is_ok());
        let cases = [
            ("", CodeError::TooShort),
            (" - \u{200B}\u{FEFF}", CodeError::TooShort),
            ("000000-00000-00000-000", CodeError::TooShort),
            ("000000-00000-00000-0000-0", CodeError::TooLong),
            ("000000-00000-00000-0001", CodeError::CheckSignWrong),
            ("U00000-00000-00000-0000", CodeError::ForeignSign),
            ("000000-00000-00000-000ß", CodeError::ForeignSign),
            ("000000/00000/00000/0000", CodeError::ForeignSign),
            ("000000-00000-00000-000\0", CodeError::ForeignSign),
            ("000000-00000-00000-000\u{430}", CodeError::ForeignSign),
        ];
        for (typed, refused) in cases {
            assert_eq!(Code::parse(typed).err(), Some(refused), "{typed:?}");
        }
        for long in ["x".repeat(201), "0".repeat(1 << 20), "\u{200B}".repeat(67)] {
            assert_eq!(Code::parse(&long).err(), Some(CodeError::TooLong));
        }
        assert!(Code::parse(&format!("{whole}{}", " ".repeat(177))).is_ok());
    }

    #[test]
    fn digits_of_other_scripts_and_turkish_letters_are_read() {
        let code = Code::of((0..19).map(|place| place % 10));
        let printed = code.expose();
        let (digits, check) = printed.split_at(22);
        for zero in ['\u{660}', '\u{6F0}', '\u{FF10}'] {
            let shifted: String = digits
                .chars()
                .map(|sign| match sign.to_digit(10) {
                    Some(digit) => char::from_u32(u32::from(zero) + digit).unwrap(),
                    None => sign,
                })
                .collect();
            assert!(same(&Code::parse(&(shifted + check)).unwrap(), &code));
        }
        for one in ["ı", "İ", "i", "L"] {
            assert!(same(&Code::parse(&printed.replacen('1', one, 2)).unwrap(), &code));
        }
    }

    #[test]
    fn a_selector_is_read_only_as_it_was_stored() {
        let cases = [
            ("ABC12", CodeError::TooShort),
            ("ABC1234", CodeError::TooLong),
            ("abc123", CodeError::ForeignSign),
            ("ABC12O", CodeError::ForeignSign),
            ("ABC 12", CodeError::ForeignSign),
        ];
        for (stored, refused) in cases {
            assert_eq!(stored.parse::<Selector>(), Err(refused), "{stored}");
        }
        assert_eq!("ABC123".parse::<Selector>().unwrap().to_string(), "ABC123");
    }

    #[test]
    fn row_45_neither_code_nor_input_shows_in_debug_or_errors() {
        let debug = format!("{:?}", code(1));
        assert_eq!(debug, "Code { selector: Selector(..), verifier: Verifier(..) }");
        let typed = "SECRET-SECRET-SECRET";
        let error = Code::parse(typed).unwrap_err();
        assert!(!format!("{error:?} {error}").contains("SECRET"));
    }

    #[test]
    fn row_38_the_digest_depends_on_pepper_roll_and_verifier() {
        let (code, pepper) = (code(1), pepper(1));
        let digest = verifier_digest(&pepper, 7, &code.verifier);
        let again = Code::parse(&code.expose().to_lowercase()).unwrap();
        assert_eq!(verifier_digest(&pepper, 7, &again.verifier), digest);
        assert_ne!(verifier_digest(&pepper, 8, &code.verifier), digest);
        assert_ne!(verifier_digest(&super::tests::pepper(2), 7, &code.verifier), digest);
        assert_ne!(verifier_digest(&pepper, 7, &super::tests::code(2).verifier), digest);
    }

    #[test]
    fn row_41_ten_failures_are_free_then_the_wait_doubles_and_a_hundred_end_it() {
        let seconds = |s: i64| Some(TryAgain::After { milliseconds: s * 1_000 });
        let cases = [
            (i64::MIN, None),
            (-1, None),
            (0, None),
            (9, None),
            (10, seconds(30)),
            (11, seconds(60)),
            (12, seconds(120)),
            (13, seconds(240)),
            (14, seconds(480)),
            (15, seconds(960)),
            (16, seconds(1_920)),
            (17, seconds(3_600)),
            (99, seconds(3_600)),
            (100, Some(TryAgain::AskElectionBoard)),
            (i64::MAX, Some(TryAgain::AskElectionBoard)),
        ];
        for (failures, expected) in cases {
            assert_eq!(wait_after_failures(failures), expected, "{failures}");
        }
    }
}
