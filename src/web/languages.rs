//! Which language a request is answered in: address, then cookie, then `Accept-Language`, then default.

use crate::types::locale::Locale;

/// Name of the cookie that remembers the choice from the language switch.
pub const COOKIE: &str = "lang";

/// Ranges of an `Accept-Language` header that are read; browsers send fewer than ten.
const MOST_RANGES: usize = 32;

/// The languages that addresses may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// The offered ones.
    Offered,
    /// Also the pseudo locale, for layout checks in a browser.
    WithPseudo,
}

impl Languages {
    fn has(self, locale: Locale) -> bool {
        locale.is_offered() || self == Self::WithPseudo
    }

    /// Takes the language off `/{lang}/...`; the rest begins with `/`.
    ///
    /// Without a known language in front, the rest is the whole path.
    #[must_use]
    pub fn split_path(self, path: &str) -> (Option<Locale>, &str) {
        let Some(inside) = path.strip_prefix('/') else {
            return (None, path);
        };
        let (segment, rest) = match inside.find('/') {
            Some(end) => inside.split_at(end),
            None => (inside, "/"),
        };
        match segment.parse().ok().filter(|&locale| self.has(locale)) {
            Some(locale) => (Some(locale), rest),
            None => (None, path),
        }
    }

    /// The language to answer in; cookie and header can only ask for an offered one.
    #[must_use]
    pub fn negotiate(
        self,
        path: &str,
        cookie: Option<&str>,
        accept_language: Option<&str>,
    ) -> Locale {
        let (in_path, _) = self.split_path(path);
        in_path
            .or_else(|| offered(cookie?))
            .or_else(|| preferred(accept_language?))
            .unwrap_or(Locale::DEFAULT)
    }
}

fn offered(tag: &str) -> Option<Locale> {
    tag.parse()
        .ok()
        .filter(|locale: &Locale| locale.is_offered())
}

/// The best offered language for an `Accept-Language` header (RFC 9110 § 12.5.4, look-up of RFC 4647 § 3.4).
///
/// A longer range finds its shorter language (`ar-SY` finds `ar`); a weight of 0 rules its language
/// out; ranges that cannot be read are passed over.
#[must_use]
pub fn preferred(header: &str) -> Option<Locale> {
    let mut ranges: Vec<(&str, u16)> = header
        .split(',')
        .take(MOST_RANGES)
        .filter_map(weighted_range)
        .collect();
    // Stable: among equal weights the first one named wins.
    ranges.sort_by_key(|&(_, weight)| std::cmp::Reverse(weight));
    let refused = |locale: Locale| {
        ranges
            .iter()
            .any(|&(range, weight)| weight == 0 && range.eq_ignore_ascii_case(locale.tag()))
    };
    ranges
        .iter()
        .filter(|&&(_, weight)| weight > 0)
        .find_map(|&(range, _)| match range {
            "*" => std::iter::once(Locale::DEFAULT)
                .chain(Locale::offered())
                .find(|&locale| !refused(locale)),
            _ => look_up(range).filter(|&locale| !refused(locale)),
        })
}

/// A range and its weight in thousandths.
fn weighted_range(item: &str) -> Option<(&str, u16)> {
    let mut parts = item.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    match parts.next() {
        None => Some((range, 1000)),
        Some(weight) => {
            let (name, value) = weight.split_once('=')?;
            (name.trim_end().eq_ignore_ascii_case("q")).then_some(())?;
            Some((range, thousandths(value.trim_start())?))
        }
    }
}

/// Reads `0`, `0.5`, `0.125`, `1`, `1.000`.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, part) {
        ("0", _) => Some(part),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

fn look_up(mut range: &str) -> Option<Locale> {
    loop {
        let found = Locale::offered().find(|locale| locale.tag().eq_ignore_ascii_case(range));
        match (found, range.rfind('-')) {
            (Some(locale), _) => return Some(locale),
            (None, Some(end)) => (range, _) = range.split_at(end),
            (None, None) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{ArXb, De, En};

    #[test]
    fn the_first_segment_names_the_language_and_is_taken_off() {
        for (path, split) in [
            ("/de/polls/7", (Some(De), "/polls/7")),
            ("/en/", (Some(En), "/")),
            ("/en", (Some(En), "/")),
            ("/en//x", (Some(En), "//x")),
            ("/", (None, "/")),
            ("", (None, "")),
            ("de/polls", (None, "de/polls")),
            ("/polls/de", (None, "/polls/de")),
            ("/DE/polls", (None, "/DE/polls")),
            ("/deutsch", (None, "/deutsch")),
            ("/xx/polls", (None, "/xx/polls")),
            ("/ar-XB/polls", (None, "/ar-XB/polls")),
        ] {
            assert_eq!(Languages::Offered.split_path(path), split, "{path}");
        }
        let split = Languages::WithPseudo.split_path("/ar-XB/polls");
        assert_eq!(split, (Some(ArXb), "/polls"));
    }

    #[test]
    fn the_address_wins_over_the_cookie_over_the_header_over_the_default() {
        for (path, cookie, header, locale) in [
            ("/en/x", Some("de"), Some("de"), En),
            ("/x", Some("en"), Some("de"), En),
            ("/x", None, Some("en"), En),
            ("/x", Some("xx"), Some("en"), En),
            ("/x", Some("ar-XB"), Some("en"), En),
            ("/x", Some("../en"), Some("fr"), De),
            ("/x", None, Some(""), De),
            ("/x", None, None, De),
        ] {
            assert_eq!(Languages::Offered.negotiate(path, cookie, header), locale);
        }
        let locale = Languages::WithPseudo.negotiate("/x", Some("ar-XB"), Some("ar-XB"));
        assert_eq!(locale, De, "only an address names the pseudo locale");
    }

    #[test]
    fn the_header_is_read_by_weight_then_order() {
        for (header, locale) in [
            ("en", Some(En)),
            ("en-GB", Some(En)),
            ("EN-us", Some(En)),
            ("de-Latn-CH-1996", Some(De)),
            ("en-x-mine", Some(En)),
            ("de;q=0.5, en;q=0.8", Some(En)),
            ("de;q=0.8, en;q=0.8", Some(De)),
            ("en;q=0.8, de;q=0.8", Some(En)),
            ("fr, en ; q = 0.001", Some(En)),
            ("fr-FR,fr;q=0.9,en-US;q=0.8,de;q=0.7", Some(En)),
            ("en;q=0, *", Some(De)),
            ("de;q=0, *;q=0.1", Some(En)),
            ("*", Some(De)),
            ("*, de;q=0, en;q=0", None),
            ("en;q=0", None),
            ("de-CH, de;q=0, en;q=0.1", Some(En)),
            ("ar-XB, fr", None),
            ("fr", None),
            ("english", None),
            ("", None),
            (",;=,-,--,;q=1", None),
        ] {
            assert_eq!(preferred(header), locale, "{header}");
        }
    }

    #[test]
    fn a_range_with_a_broken_weight_is_passed_over() {
        for weight in [
            "2", "1.001", "0.1234", "-1", "+1", ".5", "0,5", "x", "", "NaN",
        ] {
            let header = format!("en;q={weight}, de;q=0.1");
            assert_eq!(preferred(&header), Some(De), "{header}");
        }
        assert_eq!(preferred("en;level=1, de;q=0.1"), Some(De));
    }

    #[test]
    fn an_endless_header_is_read_only_so_far() {
        let mut header = "fr,".repeat(1_000_000);
        header.push_str("en");
        assert_eq!(preferred(&header), None);
    }
}
