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
        assert!(same(
            &Code::parse(&printed.replacen('1', one, 2)).unwrap(),
            &code
        ));
    }
}

#[test]
fn every_dash_and_every_invisible_mark_is_passed_over() {
    let code = code(1);
    let marks =
        "\u{61C}\u{180E}\u{200B}\u{200F}\u{202A}\u{202E}\u{2060}\u{2069}\u{FEFF}\t\n\u{A0}\u{3000}";
    for mark in DASHES.chars().chain(marks.chars()) {
        let typed = code.expose().replace('-', &mark.to_string());
        assert!(same(&Code::parse(&typed).unwrap(), &code), "{mark:?}");
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
    assert_eq!(
        debug,
        "Code { selector: Selector(..), verifier: Verifier(..) }"
    );
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
    assert_ne!(verifier_digest(&self::pepper(2), 7, &code.verifier), digest);
    assert_ne!(verifier_digest(&pepper, 7, &self::code(2).verifier), digest);
}

#[test]
fn row_41_ten_failures_are_free_then_the_wait_doubles_and_a_hundred_end_it() {
    let seconds = |s: i64| {
        Some(TryAgain::After {
            milliseconds: s * 1_000,
        })
    };
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

#[test]
fn the_first_group_is_read_as_it_is_typed_and_nothing_else_is() {
    let code = Code::generate(&mut StdRng::seed_from_u64(5));
    let first: String = code.expose().chars().take(6).collect();
    for typed in [
        first.clone(),
        first.to_lowercase(),
        format!(" {first}-"),
        first.replace('0', "o"),
    ] {
        assert_eq!(
            Selector::parse(&typed).map(|s| s.to_string()),
            Some(first.clone()),
            "{typed}"
        );
    }
    for other in ["", "ABCDE", "ABCDEFG", "Müller", &code.expose()] {
        assert!(Selector::parse(other).is_none(), "{other}");
    }
}
