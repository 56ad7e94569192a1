//! People in the register of a federation.

use crate::types::reading::{day_or_none, email_or_empty, external_key, line, word};
use crate::types::{Day, FieldProblem, Fields, Locale, PersonId, fold_for_search};

/// A person, with what only those who keep the register see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub external_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    /// Present only for those who keep the register.
    pub contact: Option<Contact>,
    pub locale: Locale,
    /// The day on which the person agreed that the name is published.
    pub consent_name_on: Option<Day>,
    pub revision: i64,
}

/// How a person is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub email: String,
    pub phone: String,
}

impl Person {
    /// Given and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}

/// A person as typed.
#[derive(Clone, Debug, Default)]
pub struct PersonInput {
    pub external_key: String,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub phone: String,
    pub locale: String,
    pub consent_name_on: String,
    /// Another person of the same name is in the register, and this is not that one.
    pub same_name_is_another: bool,
}

/// A checked person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    pub external_key: Option<String>,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub phone: String,
    pub locale: Locale,
    pub consent_name_on: Option<Day>,
}

impl PersonInput {
    /// Reads a person; nobody consents tomorrow.
    pub fn parse(&self, today: Day, fields: &mut Fields) -> Option<NewPerson> {
        let external_key = external_key(fields, &self.external_key);
        // Some people have one name only; it is then the family name.
        let given_name = line(fields, "given_name", &self.given_name, 0, 100);
        let family_name = line(fields, "family_name", &self.family_name, 1, 100);
        let email = email_or_empty(fields, "email", &self.email);
        let phone = phone(fields, &self.phone);
        let locale = word(fields, "locale", &self.locale, |tag| {
            tag.parse().ok().filter(|l: &Locale| l.is_offered())
        });
        let consent_name_on = day_or_none(fields, "consent_name_on", &self.consent_name_on);
        if consent_name_on.flatten().is_some_and(|day| day > today) {
            fields.refuse(FieldProblem::new(
                "consent_name_on",
                crate::key!("field-consent-in-future"),
            ));
        }
        Some(NewPerson {
            external_key: external_key?,
            given_name: given_name?,
            family_name: family_name?,
            email: email?,
            phone: phone?,
            locale: locale?,
            consent_name_on: consent_name_on?,
        })
    }
}

/// A phone number as people write it, or nothing.
pub(crate) fn phone(fields: &mut Fields, raw: &str) -> Option<String> {
    let text = line(fields, "phone", raw, 0, 40)?;
    let readable = text
        .chars()
        .all(|c| c.is_ascii_digit() || " +-/().".contains(c));
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if text.is_empty() || (readable && digits >= 3) {
        return Some(text);
    }
    fields.refuse(FieldProblem::new("phone", crate::key!("field-not-a-phone")));
    None
}

impl NewPerson {
    /// The key in which a search looks and by which lists are sorted: family name first.
    pub fn search_key(&self) -> String {
        fold_for_search(&format!("{} {}", self.family_name, self.given_name))
    }

    /// What the log of acts keeps: no way to reach the person.
    pub fn for_the_log(&self) -> serde_json::Value {
        serde_json::json!({
            "external_key": self.external_key,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "locale": self.locale,
            "consent_name_on": self.consent_name_on,
        })
    }
}

/// The patterns of a search: each word of it occurs, in any order; from the third word on they stand together.
pub fn search_patterns(text: &str) -> [String; 3] {
    let key = fold_for_search(text);
    let mut words = key.splitn(3, ' ').filter(|word| !word.is_empty());
    std::array::from_fn(|_| {
        words.next().map_or_else(
            || "%".to_owned(),
            |word| format!("%{}%", escape_pattern(word)),
        )
    })
}

/// Takes its meaning from the signs that `LIKE ... ESCAPE '!'` reads.
fn escape_pattern(word: &str) -> String {
    word.chars().fold(String::new(), |mut text, sign| {
        if matches!(sign, '!' | '%' | '_') {
            text.push('!');
        }
        text.push(sign);
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> PersonInput {
        PersonInput {
            given_name: "İpek".into(),
            family_name: "Öztürk".into(),
            locale: "de".into(),
            ..PersonInput::default()
        }
    }

    fn refused(change: impl Fn(&mut PersonInput)) -> Vec<(String, &'static str)> {
        let mut input = input();
        change(&mut input);
        let mut fields = Fields::default();
        let parsed = input.parse("2024-02-29".parse().unwrap(), &mut fields);
        fields
            .finish(parsed)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|p| (p.field, p.key))
            .collect()
    }

    #[test]
    fn a_person_needs_a_family_name_only() {
        assert_eq!(refused(|p| p.given_name = String::new()), []);
        assert_eq!(
            refused(|p| p.family_name = " ".into()),
            [("family_name".into(), "field-required")]
        );
    }

    #[test]
    fn nobody_consents_tomorrow() {
        assert_eq!(refused(|p| p.consent_name_on = "2024-02-29".into()), []);
        assert_eq!(
            refused(|p| p.consent_name_on = "2024-03-01".into()),
            [("consent_name_on".into(), "field-consent-in-future")]
        );
    }

    #[test]
    fn what_cannot_be_dialled_or_written_to_is_refused() {
        for good in ["", "+49 711 123-45 (0)", "0711/12345", "110"] {
            assert_eq!(refused(|p| p.phone = good.into()), [], "{good}");
        }
        for bad in ["abc", "+", "12", "0711 Büro", "=1+1+1+1A"] {
            assert_eq!(
                refused(|p| p.phone = bad.into()),
                [("phone".into(), "field-not-a-phone")],
                "{bad}"
            );
        }
        assert_eq!(
            refused(|p| p.email = "a@b".into()),
            [("email".into(), "field-not-an-email")]
        );
    }

    #[test]
    fn only_a_language_that_is_offered_is_taken() {
        for bad in ["xx", "ar-XB", "DE"] {
            assert_eq!(
                refused(|p| p.locale = bad.into()),
                [("locale".into(), "field-word-unknown")],
                "{bad}"
            );
        }
    }

    #[test]
    fn the_log_of_acts_says_nothing_about_reaching_a_person() {
        let mut fields = Fields::default();
        let person = PersonInput {
            email: "ipek@example.org".into(),
            phone: "0711 12345".into(),
            ..input()
        }
        .parse("2024-02-29".parse().unwrap(), &mut fields)
        .unwrap();
        let log = person.for_the_log().to_string();
        assert!(
            log.contains("Öztürk") && !log.contains("example.org") && !log.contains("12345"),
            "{log}"
        );
    }

    #[test]
    fn a_search_finds_words_in_any_order_and_takes_wildcards_for_what_they_are() {
        assert_eq!(
            search_patterns("  İpek ÖZTÜRK "),
            ["%ipek%", "%ozturk%", "%"]
        );
        assert_eq!(search_patterns(""), ["%", "%", "%"]);
        assert_eq!(search_patterns("a b c d"), ["%a%", "%b%", "%c d%"]);
        assert_eq!(search_patterns("100%_!")[0], "%100!%!_!!%");
    }
}
