//! People in the register of a federation.

use crate::types::reading::{day_or_none, email_or_empty, external_key, line, word};
use crate::types::{Day, FieldProblem, Fields, Locale, PersonId, fold_for_search, words::words};

words! {
    /// What somebody can agree to, each for itself.
    Purpose {
        Name = "name", crate::key!("people-purpose-name");
        Photo = "photo", crate::key!("people-purpose-photo");
        Contact = "contact", crate::key!("people-purpose-contact");
    }
}

/// The day on which the person agreed to each purpose; nothing where they did not, or took it back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Consents {
    /// That the name is published.
    pub name: Option<Day>,
    /// That a photo is published.
    pub photo: Option<Day>,
    /// That others are told how to reach them.
    pub contact: Option<Day>,
}

impl Consents {
    /// The day for one purpose.
    pub fn of(&self, purpose: Purpose) -> Option<Day> {
        match purpose {
            Purpose::Name => self.name,
            Purpose::Photo => self.photo,
            Purpose::Contact => self.contact,
        }
    }

    /// What `after` no longer agrees to.
    pub fn withdrawn_in(self, after: Self) -> impl Iterator<Item = Purpose> {
        let gone = move |p: &Purpose| self.of(*p).is_some() && after.of(*p).is_none();
        Purpose::ALL.iter().copied().filter(gone)
    }
}

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
    pub consents: Consents,
    /// The day on which everything that names or describes the person was emptied.
    pub erased_on: Option<Day>,
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
    pub consent_photo_on: String,
    pub consent_contact_on: String,
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
    pub consents: Consents,
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
        let mut consent = |field: &str, raw: &str| {
            let day = day_or_none(fields, field, raw)?;
            if day.is_some_and(|day| day > today) {
                fields.refuse(FieldProblem::new(
                    field,
                    crate::key!("field-consent-in-future"),
                ));
            }
            Some(day)
        };
        let name = consent("consent_name_on", &self.consent_name_on);
        let photo = consent("consent_photo_on", &self.consent_photo_on);
        let contact = consent("consent_contact_on", &self.consent_contact_on);
        Some(NewPerson {
            external_key: external_key?,
            given_name: given_name?,
            family_name: family_name?,
            email: email?,
            phone: phone?,
            locale: locale?,
            consents: Consents {
                name: name?,
                photo: photo?,
                contact: contact?,
            },
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

    /// Names of the fields in which another one differs: the log of acts cannot forget, so it keeps no values.
    pub fn changed(&self, other: &Self) -> Vec<&'static str> {
        let differs = [
            ("external_key", self.external_key != other.external_key),
            ("given_name", self.given_name != other.given_name),
            ("family_name", self.family_name != other.family_name),
            ("email", self.email != other.email),
            ("phone", self.phone != other.phone),
            ("locale", self.locale != other.locale),
            ("consent_name_on", self.consents.name != other.consents.name),
            (
                "consent_photo_on",
                self.consents.photo != other.consents.photo,
            ),
            (
                "consent_contact_on",
                self.consents.contact != other.consents.contact,
            ),
        ];
        let changed = differs.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(field, _)| field).collect()
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
        assert_eq!(
            refused(|p| p.consent_photo_on = "2024-03-01".into()),
            [("consent_photo_on".into(), "field-consent-in-future")]
        );
        assert_eq!(
            refused(|p| p.consent_contact_on = "2023-02-29".into()),
            [("consent_contact_on".into(), "field-not-a-day")]
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
    fn what_changed_is_told_by_field_and_what_was_withdrawn_by_purpose() {
        let today = "2024-02-29".parse().unwrap();
        let read = |input: &PersonInput| input.parse(today, &mut Fields::default()).unwrap();
        let before = read(&PersonInput {
            consent_name_on: "2024-01-01".into(),
            consent_photo_on: "2024-01-01".into(),
            ..input()
        });
        let after = read(&PersonInput {
            phone: "0711 12345".into(),
            consent_photo_on: "2024-01-01".into(),
            consent_contact_on: "2024-02-29".into(),
            ..input()
        });
        assert_eq!(
            before.changed(&after),
            ["phone", "consent_name_on", "consent_contact_on"]
        );
        assert_eq!(before.changed(&before), [""; 0]);
        let withdrawn: Vec<_> = before.consents.withdrawn_in(after.consents).collect();
        assert_eq!(withdrawn, [Purpose::Name]);
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
