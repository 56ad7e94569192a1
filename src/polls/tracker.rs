//! A tracker: a random word that a voter gets for each ballot, to be found again in the list of the closed box. It says nothing
//! of the ballot, the voter or the time: it is drawn, never derived.

use rand::Rng;

/// Signs without those that are mixed up, after Crockford; each stands for five bits.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Sixty bits.
const LENGTH: usize = 12;
const GROUP: usize = 4;

/// Draws a tracker: `7K2M-Q0RX-9VTD`.
pub fn draw(rng: &mut impl Rng) -> String {
    let mut bytes = [0_u8; LENGTH];
    rng.fill_bytes(&mut bytes);
    grouped(
        bytes
            .iter()
            .filter_map(|byte| SIGNS.get(usize::from(byte & 31)))
            .map(|sign| char::from(*sign)),
    )
}

/// Reads a tracker as somebody types it: small letters, other groups, and signs that look alike.
pub fn parse(typed: &str) -> Option<String> {
    let signs: Vec<char> = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let known = |c: &char| SIGNS.iter().any(|sign| char::from(*sign) == *c);
    (signs.len() == LENGTH && signs.iter().all(known)).then(|| grouped(signs.into_iter()))
}

fn grouped(signs: impl Iterator<Item = char>) -> String {
    let mut text = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (place, sign) in signs.enumerate() {
        if place > 0 && place % GROUP == 0 {
            text.push('-');
        }
        text.push(sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Random;

    #[test]
    fn a_tracker_is_twelve_grouped_signs_and_is_read_however_it_is_typed() {
        let mut rng = Random::seeded(1).rng();
        for _ in 0..1_000 {
            let tracker = draw(&mut rng);
            assert_eq!(tracker.len(), 14, "{tracker}");
            assert_eq!(parse(&tracker).as_deref(), Some(tracker.as_str()));
            let typed = format!(" {} ", tracker.to_lowercase().replace('-', " "));
            assert_eq!(parse(&typed).as_deref(), Some(tracker.as_str()));
        }
        assert_eq!(parse("oil0 oil0 oil0").as_deref(), Some("0110-0110-0110"));
        for wrong in [
            "",
            "0110-0110-011",
            "0110-0110-01100",
            "0110-0110-011U",
            "0110-0110-011é",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_sign_comes_up_about_equally_often() {
        let mut rng = Random::seeded(2).rng();
        let mut seen = std::collections::BTreeMap::<char, u32>::new();
        for _ in 0..8_000 {
            for sign in draw(&mut rng).chars().filter(|c| *c != '-') {
                *seen.entry(sign).or_default() += 1;
            }
        }
        assert_eq!(seen.len(), 32);
        assert!(
            seen.values().all(|n| (2_700..3_300).contains(n)),
            "{seen:?}"
        );
    }
}
