//! What a password must be, and the type that carries one.
//!
//! Length counts, composition does not (NIST SP 800-63B-4; ASVS 5.0, 6.2): any sign is welcome, and
//! only what an attacker tries first is refused. Deliberately not here: hashing (`crate::hashing`).

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use PasswordError::{ContainsContext, ForeignSign, Repetitive, TooCommon, TooLong, TooShort};

/// Fewest signs (Unicode scalar values in NFC) of a password that is the only factor.
pub const SHORTEST: usize = 15;
/// Most bytes (UTF-8 in NFC); leaves room for 64 signs of any script.
pub const LONGEST: usize = 256;

/// One a line, lower case, umlauts written out, at least eight signs.
const COMMON: &str = include_str!("common_passwords.txt");
/// Keys that lie side by side, and what people count up.
const ROWS: [&str; 11] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertzuiop",
    "qwertyuiop",
    "azertyuiop",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
    "1q2w3e4r5t6z7u8i9o0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
];
const PROJECT: &str = "mandat";
/// Shorter pieces say nothing: "der" and "123" occur in good passwords too.
const SHORTEST_PIECE: usize = 4;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    #[error("the password has fewer than {least} signs")]
    TooShort { least: usize },
    #[error("the password has more than {most} bytes")]
    TooLong { most: usize },
    #[error("the password is little more than a common password or a row of keys")]
    TooCommon,
    #[error("the password is little more than one piece repeated")]
    Repetitive,
    #[error("the password is little more than a name from the account or of this service")]
    ContainsContext,
    #[error("the password has a control sign, which not every keyboard can type")]
    ForeignSign,
}

/// A password as it is hashed: in NFC, so that it does not matter which keyboard it came from.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Accepts a new password. `context` is what an attacker would guess for this account: its
    /// e-mail address, the person's name, the federation's name.
    ///
    /// # Errors
    /// Too short, too long, with a control sign, or too easy to guess.
    pub fn parse(raw: &str, context: &[&str]) -> Result<Self, PasswordError> {
        // Composing makes a text at most three times shorter, so that this one stays too long.
        if raw.len() > 3 * LONGEST {
            return Err(TooLong { most: LONGEST });
        }
        let password = Self::unchecked(raw);
        if password.0.len() > LONGEST {
            return Err(TooLong { most: LONGEST });
        }
        if password.0.chars().any(char::is_control) {
            return Err(ForeignSign);
        }
        if password.0.chars().count() < SHORTEST {
            return Err(TooShort { least: SHORTEST });
        }
        let names = context.iter().flat_map(|text| words(text));
        let names: Vec<_> = names.chain(words(PROJECT)).collect();
        let signs = folded(&password.0);
        match too_easy(&signs, 8, &names).or_else(|| too_easy(core(&signs), 4, &names)) {
            Some(refusal) => Err(refusal),
            None => Ok(password),
        }
    }

    /// Takes what was typed at sign-in, which only has to match.
    pub fn unchecked(raw: &str) -> Self {
        // Room for the longest composed form, so that no copy is left behind by growing.
        let mut password = Zeroizing::new(String::with_capacity(3 * raw.len()));
        password.extend(raw.nfc());
        Self(password)
    }

    /// What is hashed.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// Lower case, width folded, umlauts written out, as the list of common passwords is.
fn folded(text: &str) -> Zeroizing<Vec<char>> {
    let mut signs = Zeroizing::new(Vec::with_capacity(6 * text.len()));
    for sign in text.nfkc().flat_map(char::to_lowercase) {
        match sign {
            'ä' => signs.extend(['a', 'e']),
            'ö' => signs.extend(['o', 'e']),
            'ü' => signs.extend(['u', 'e']),
            'ß' => signs.extend(['s', 's']),
            other => signs.push(other),
        }
    }
    signs
}

fn words(text: &str) -> Vec<Zeroizing<Vec<char>>> {
    text.split(|sign: char| !sign.is_alphanumeric())
        .map(folded)
        .filter(|word| word.len() >= SHORTEST_PIECE)
        .collect()
}

/// From the first letter to the last: digits and punctuation round a word are the commonest way of
/// making it longer.
fn core(signs: &[char]) -> &[char] {
    let first = signs.iter().position(|sign| sign.is_alphabetic());
    let last = signs.iter().rposition(|sign| sign.is_alphabetic());
    let ends = first.zip(last);
    ends.and_then(|(first, last)| signs.get(first..=last))
        .unwrap_or_default()
}

/// Whether fewer signs than needed are left once everything guessable is taken out; if so, the kind
/// of the longest piece taken out. Nothing taken out is never too easy.
fn too_easy(
    signs: &[char],
    needed: usize,
    names: &[Zeroizing<Vec<char>>],
) -> Option<PasswordError> {
    let mut own_signs = 0;
    let mut longest = (0, None);
    let mut at = 0;
    while at < signs.len() {
        let (_, rest) = signs.split_at(at);
        // Where two are equally long, the later kind says more.
        let piece = [
            (repeat(signs, at), Repetitive),
            (run(rest).max(common(rest)), TooCommon),
            (name(rest, names), ContainsContext),
        ]
        .into_iter()
        .filter(|(len, _)| *len >= SHORTEST_PIECE)
        .max_by_key(|(len, _)| *len);
        if let Some((len, kind)) = piece {
            at += len;
            if len > longest.0 {
                longest = (len, Some(kind));
            }
        } else {
            at += 1;
            own_signs += 1;
        }
    }
    longest.1.filter(|_| own_signs < needed)
}

/// How many signs from `at` on stood there before.
fn repeat(signs: &[char], at: usize) -> usize {
    let earlier = (0..at).map(|start| {
        let from_start = signs.iter().skip(start).copied();
        shared(signs.iter().skip(at).copied(), from_start)
    });
    earlier.max().unwrap_or(0)
}

/// How many signs lie in one row, forwards or backwards.
fn run(rest: &[char]) -> usize {
    let runs = ROWS.iter().flat_map(|row| {
        (0..row.len()).map(|start| {
            let signs = || rest.iter().copied();
            let forwards = shared(signs(), row.chars().skip(start));
            forwards.max(shared(signs(), row.chars().rev().skip(start)))
        })
    });
    runs.max().unwrap_or(0)
}

/// How many signs the longest common password takes that stands here.
fn common(rest: &[char]) -> usize {
    let entries = COMMON.lines().filter(|entry| {
        let mut signs = rest.iter();
        entry
            .chars()
            .all(|letter| signs.next().is_some_and(|sign| reads_as(*sign, letter)))
    });
    entries.map(str::len).max().unwrap_or(0)
}

fn name(rest: &[char], names: &[Zeroizing<Vec<char>>]) -> usize {
    let here = names.iter().filter(|name| rest.starts_with(name));
    here.map(|name| name.len()).max().unwrap_or(0)
}

fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other)
        .take_while(|(one, other)| one == other)
        .count()
}

/// Whether a sign is a letter or usually stands for it, as in "p@ssw0rd".
fn reads_as(sign: char, letter: char) -> bool {
    sign == letter
        || matches!(
            (sign, letter),
            ('0', 'o')
                | ('1' | '!' | '|', 'i' | 'l')
                | ('3' | '€', 'e')
                | ('4' | '@', 'a')
                | ('5' | '$', 's')
                | ('7', 't')
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CONTEXT: [&str; 3] = [
        "hannah.okafor@example.org",
        "Hannah Okafor",
        "Landesverband der Beiräte",
    ];

    fn parse(raw: &str) -> Result<Password, PasswordError> {
        Password::parse(raw, &CONTEXT)
    }

    const SHORT: PasswordError = TooShort { least: 15 };
    const LONG: PasswordError = TooLong { most: 256 };

    #[test]
    fn row_52_long_passwords_of_any_signs_are_accepted() {
        for good in [
            "sieben nasse Dackel",
            "kq7#mVx!2pL9wZ$e",
            "                nur Luft",
            "!§$%&/()=?`*'_:;",
            "483920175562908",
            "der Hund und der Mund",
            "Mandat ohne Bohnensuppe",
            "my password is not this one",
            "okafor isst gern Mangold",
            "سبعة جمال تعبر الجسر",
            "七只湿漉漉的腊肠犬走过了那一座桥",
            "🐫🐫🦒🐘🦏🐊🐢🦎🐍🦀🐙🦑🐡🐬🐳",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn row_52_what_attackers_try_first_is_refused_with_the_reason() {
        let cases = [
            ("", SHORT),
            ("kq7#mVx!2pL9wZ", SHORT),
            ("Passwort", SHORT),
            ("sieben nasse\tDackel", ForeignSign),
            ("sieben nasse Dackel\0", ForeignSign),
            // A common password, padded or dressed up.
            ("Passwort12345678", TooCommon),
            ("password19840312", TooCommon),
            ("!!!2026Passw0rd???!!", TooCommon),
            ("P@$$w0rdP@$$w0rd", TooCommon),
            ("correcthorsebatterystaple", TooCommon),
            ("ｐａｓｓｗｏｒｄ２０２６！！！", TooCommon),
            ("BayernMünchen1900", TooCommon),
            ("Fußball2026!!!!!", TooCommon),
            ("password-sunshine", TooCommon),
            // Rows, forwards, backwards and joined.
            ("123456789012345", TooCommon),
            ("qwertzuiopasdfghjkl", TooCommon),
            ("lkjhgfdsamnbvcxy", TooCommon),
            ("abcdefghijklmno", TooCommon),
            ("a123456789012345", TooCommon),
            ("1q2w3e4r5t6z7u8i", TooCommon),
            // Little, often.
            ("aaaaaaaaaaaaaaa", Repetitive),
            ("               ", Repetitive),
            ("xoxoxoxoxoxoxoxo", Repetitive),
            ("banane-banane-banane", Repetitive),
            ("Grüß!Grüß!Grüß!", Repetitive),
            ("mandatmandatmandat", Repetitive),
            // Names from the account and of the service.
            ("Mandat2026!!!!!!", ContainsContext),
            ("hannah.okafor.1990", ContainsContext),
            ("OkaforHannah2026", ContainsContext),
            ("Landesverband!2026", ContainsContext),
            ("beiraete-Beiräte", ContainsContext),
        ];
        for (raw, refused) in cases {
            assert_eq!(parse(raw).err(), Some(refused), "{raw}");
        }
    }

    #[test]
    fn length_counts_signs_upwards_and_bytes_downwards() {
        // Fifteen signs, thirty when decomposed; sixty-four signs of four bytes.
        let umlauts = "äöüxäqöwüväzöjü";
        assert_eq!(umlauts.chars().count(), SHORTEST);
        assert!(parse(umlauts).is_ok());
        let decomposed: String = umlauts.nfd().skip(3).collect();
        assert_eq!(parse(&decomposed).err(), Some(SHORT));
        let camels: String = (0..64)
            .filter_map(|n| char::from_u32(0x1F400 + n))
            .collect();
        assert_eq!(camels.len(), LONGEST);
        assert!(parse(&camels).is_ok());
        assert_eq!(parse(&format!("{camels}x")).err(), Some(LONG));
        assert_eq!(parse(&"kq7#mVx!".repeat(1 << 17)).err(), Some(LONG));
    }

    #[test]
    fn composed_and_decomposed_typing_give_the_same_secret() {
        let composed = "sieben grüne Dächer";
        let decomposed: String = composed.nfd().collect();
        assert_ne!(composed, decomposed);
        for password in [
            parse(composed).unwrap(),
            parse(&decomposed).unwrap(),
            Password::unchecked(&decomposed),
        ] {
            assert_eq!(password.as_bytes(), composed.as_bytes());
        }
        assert_eq!(Password::unchecked("1").as_bytes(), b"1");
    }

    #[test]
    fn the_list_is_sorted_lower_case_and_of_entries_that_matter() {
        let entries: Vec<_> = COMMON.lines().collect();
        assert!(entries.len() > 300);
        assert!(entries.is_sorted_by(|one, other| one < other));
        for entry in entries {
            assert!(entry.is_ascii() && entry.len() >= 8, "{entry}");
            assert_eq!(*folded(entry), entry.chars().collect::<Vec<_>>());
            assert!(parse(&format!("{entry}2026!!!")).is_err(), "{entry}");
        }
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = parse("sieben nasse Dackel").unwrap();
        assert_eq!(format!("{password:?}"), "Password(..)");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn whatever_is_typed_is_either_accepted_unchanged_in_nfc_or_refused(raw in any::<String>()) {
            if let Ok(password) = parse(&raw) {
                let nfc: String = raw.nfc().collect();
                prop_assert!(password.as_bytes() == nfc.as_bytes());
                prop_assert!(nfc.chars().count() >= SHORTEST && nfc.len() <= LONGEST);
            }
        }

        #[test]
        fn random_passwords_are_accepted(raw in "[!-~]{18,60}") {
            prop_assert!(parse(&raw).is_ok(), "{}", raw);
        }
    }
}
