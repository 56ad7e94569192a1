//! How a language writes numbers, shares, days and lists: Gregorian days and Latin digits throughout.

use fluent_bundle::FluentValue;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_provider::DataError;
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;

use super::Texts;
use crate::types::day::Day;
use crate::types::timestamp::{TIME_ZONE, Timestamp};

const MOST_DECIMALS: u8 = 6;

impl Texts {
    /// An integer with the language's grouping, in Latin digits.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        self.decimal(&Decimal::from(number))
    }

    /// The share `part` of `whole` in per cent with so many decimals (at most 6), halves rounded
    /// away from zero; a dash where there is no whole.
    #[must_use]
    pub fn percent(&self, part: i64, whole: i64, decimals: u8) -> String {
        let decimals = decimals.min(MOST_DECIMALS);
        let whole = i128::from(whole);
        if whole <= 0 {
            return "–".to_owned();
        }
        let scaled = i128::from(part) * 100 * 10_i128.pow(decimals.into());
        let rounded = (2 * scaled.abs() + whole) / (2 * whole) * scaled.signum();
        let mut share = Decimal::from(rounded);
        share.multiply_pow10(-i16::from(decimals));
        self.ta_plain("percent", &[("share", self.decimal(&share).into())])
    }

    /// A number given in units of its last decimal: `1234` with two decimals is `12.34`.
    #[must_use]
    pub fn fixed(&self, units: i64, decimals: u8) -> String {
        let mut number = Decimal::from(units);
        number.multiply_pow10(-i16::from(decimals.min(MOST_DECIMALS)));
        self.decimal(&number)
    }

    /// The same with its sign before it, also where it rose or stayed: `+12.34`, `−0.50`, `±0.00`.
    #[must_use]
    pub fn signed(&self, units: i64, decimals: u8) -> String {
        let sign = match units.signum() {
            1 => '+',
            0 => '±',
            _ => '−',
        };
        format!("{sign}{}", self.fixed(units.saturating_abs(), decimals))
    }

    /// An exact fraction with so many decimals (at most 6), halves rounded up; a dash where there is no denominator.
    ///
    /// The numerator must be below 2^107, so that it can be scaled.
    #[must_use]
    pub fn fraction(&self, numerator: u128, denominator: u128, decimals: u8) -> String {
        let decimals = decimals.min(MOST_DECIMALS);
        let scaled = numerator.checked_mul(10_u128.pow(decimals.into()));
        let Some(scaled) = scaled.filter(|_| denominator > 0) else {
            return "–".to_owned();
        };
        // The half is looked at in the remainder, where nothing can overflow.
        let (whole, rest) = (scaled / denominator, scaled % denominator);
        let mut number = Decimal::from(whole + u128::from(rest >= denominator - rest));
        number.multiply_pow10(-i16::from(decimals));
        self.decimal(&number)
    }

    pub(super) fn decimal(&self, number: &Decimal) -> String {
        self.language.numbers.format(number).to_string()
    }

    /// A day in words: `23. November 2026`.
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        let date = day.date();
        self.ta_plain(
            "day-in-words",
            &[
                ("day", date.day().to_string().into()),
                ("month", date.month().into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// A day in figures: `23.11.2026`.
    #[must_use]
    pub fn day_short(&self, day: Day) -> String {
        let date = day.date();
        self.ta_plain(
            "day-in-figures",
            &[
                ("day", format!("{:02}", date.day()).into()),
                ("month", format!("{:02}", date.month()).into()),
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// A moment as day and time of day in [`TIME_ZONE`].
    #[must_use]
    pub fn instant(&self, moment: Timestamp) -> String {
        let time = moment.civil_in(&TIME_ZONE);
        self.ta_plain(
            "day-and-time",
            &[
                ("day", self.day(moment.day_in(&TIME_ZONE)).into()),
                (
                    "time",
                    format!("{:02}:{:02}", time.hour(), time.minute()).into(),
                ),
            ],
        )
    }

    /// Sorts as the language sorts names; what it holds equal keeps its order.
    pub fn collate<T>(&self, items: &mut [T], key: impl Fn(&T) -> &str) {
        items.sort_by(|a, b| self.language.collator.compare(key(a), key(b)));
    }
}

/// How Fluent prints `{$n}`.
pub(super) fn print_number(value: &FluentValue<'_>, formats: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let decimal: Decimal = number.as_string().parse().ok()?;
    formats
        .with_try_get::<NumberFormat, _, _>((), |NumberFormat(format)| {
            format.format(&decimal).to_string()
        })
        .ok()
}

pub(super) struct NumberFormat(pub(super) DecimalFormatter);

impl Memoizable for NumberFormat {
    type Args = ();
    type Error = DataError;

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, DataError> {
        // Arabic and Persian would print their own digits; results are printed in Latin ones.
        let tag = format!("{language}-u-nu-latn");
        let rules = icu_locale_core::Locale::try_from_str(&tag)
            .map_err(|_| DataError::custom("malformed language tag"))?;
        DecimalFormatter::try_new((&rules).into(), Default::default()).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::locale::Locale;

    fn embedded(locale: Locale) -> Texts {
        Texts::load().unwrap().for_locale(locale)
    }

    #[test]
    fn numbers_follow_the_language_in_latin_digits() {
        for (number, german, english) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (15_993, "15.993", "15,993"),
            (-1_000, "-1.000", "-1,000"),
            (
                i64::MAX,
                "9.223.372.036.854.775.807",
                "9,223,372,036,854,775,807",
            ),
        ] {
            assert_eq!(embedded(Locale::De).number(number), german);
            assert_eq!(embedded(Locale::En).number(number), english);
        }
        let language: LanguageIdentifier = "fa".parse().unwrap();
        let NumberFormat(persian) = NumberFormat::construct(language, ()).unwrap();
        let number = persian.format(&Decimal::from(15_993)).to_string();
        assert!(
            number.starts_with("15") && number.ends_with("993"),
            "{number}"
        );
    }

    #[test]
    fn a_share_is_rounded_half_up_from_exact_integers() {
        for (part, whole, decimals, german, english) in [
            (1, 3, 1, "33,3\u{A0}%", "33.3%"),
            (2, 3, 1, "66,7\u{A0}%", "66.7%"),
            (1, 8, 1, "12,5\u{A0}%", "12.5%"),
            (1, 8, 0, "13\u{A0}%", "13%"),
            (1, 2_000, 1, "0,1\u{A0}%", "0.1%"),
            (1, 2_001, 1, "0,0\u{A0}%", "0.0%"),
            (0, 7, 2, "0,00\u{A0}%", "0.00%"),
            (7, 7, 1, "100,0\u{A0}%", "100.0%"),
            (6, 5, 1, "120,0\u{A0}%", "120.0%"),
            (12_345, 1, 0, "1.234.500\u{A0}%", "1,234,500%"),
            (-1, 8, 0, "-13\u{A0}%", "-13%"),
            (-1, 2_001, 1, "0,0\u{A0}%", "0.0%"),
            (1, 3, 200, "33,333333\u{A0}%", "33.333333%"),
            (i64::MAX, i64::MAX, 6, "100,000000\u{A0}%", "100.000000%"),
            (1, 0, 1, "–", "–"),
            (0, 0, 1, "–", "–"),
            (1, -1, 1, "–", "–"),
        ] {
            assert_eq!(embedded(Locale::De).percent(part, whole, decimals), german);
            assert_eq!(embedded(Locale::En).percent(part, whole, decimals), english);
        }
    }

    #[test]
    fn fixed_decimals_and_signs_follow_the_language() {
        let (german, english) = (embedded(Locale::De), embedded(Locale::En));
        assert_eq!(german.fixed(123_456, 2), "1.234,56");
        assert_eq!(english.fixed(123_456, 2), "1,234.56");
        assert_eq!(german.fixed(-5, 2), "-0,05");
        assert_eq!(german.fixed(7, 0), "7");
        assert_eq!(german.signed(1_250, 2), "+12,50");
        assert_eq!(german.signed(-50, 2), "−0,50");
        assert_eq!(german.signed(0, 2), "±0,00");
        assert_eq!(english.signed(-1_234, 0), "−1,234");
    }

    #[test]
    fn a_fraction_is_rounded_half_up_from_exact_integers() {
        for (numerator, denominator, decimals, german) in [
            (1036, 12, 2, "86,33"),
            (247, 3, 2, "82,33"),
            (1, 8, 2, "0,13"),
            (5, 1, 0, "5"),
            (0, 7, 2, "0,00"),
            (
                90_000_000_000_000_000_000_000,
                1,
                0,
                "90.000.000.000.000.000.000.000",
            ),
            (1, u128::MAX, 2, "0,00"),
            (u128::MAX, 1, 6, "–"),
            (1, 0, 2, "–"),
        ] {
            assert_eq!(
                embedded(Locale::De).fraction(numerator, denominator, decimals),
                german
            );
        }
    }

    #[test]
    fn days_and_moments_read_as_the_language_writes_them() {
        let day: Day = "2026-11-03".parse().unwrap();
        let summer: Timestamp = "2026-07-01T22:05:59.999Z".parse().unwrap();
        for (locale, long, short, instant) in [
            (
                Locale::De,
                "3. November 2026",
                "03.11.2026",
                "2. Juli 2026, 00:05 Uhr",
            ),
            (
                Locale::En,
                "3 November 2026",
                "03/11/2026",
                "2 July 2026, 00:05",
            ),
            (
                Locale::ArXb,
                "3 November 2026",
                "03/11/2026",
                "2 July 2026, 00:05",
            ),
        ] {
            let texts = embedded(locale);
            assert_eq!(texts.day(day), long);
            assert_eq!(texts.day_short(day), short);
            assert_eq!(texts.instant(summer), instant);
        }
    }

    #[test]
    fn every_month_has_its_own_name_in_every_language() {
        for &locale in Locale::ALL {
            let texts = embedded(locale);
            let days = (1..=12).map(|month| Day::new(2026, month, 7).unwrap());
            let names: std::collections::BTreeSet<_> = days.map(|day| texts.day(day)).collect();
            assert_eq!(names.len(), 12, "{locale}");
        }
    }

    #[test]
    fn names_sort_as_readers_look_them_up() {
        let mut names = [
            "Zimmer", "Öztürk", "Ozan", "Özal", "abel", "Łukasz", "Şahin", "Sahin",
        ];
        embedded(Locale::De).collate(&mut names, |name| name);
        assert_eq!(
            names,
            [
                "abel", "Łukasz", "Özal", "Ozan", "Öztürk", "Sahin", "Şahin", "Zimmer"
            ]
        );
    }
}
