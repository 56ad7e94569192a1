//! Member bodies: what they are called, what kind they are, and what is kept about them.

use serde::Serialize;

use super::{BodyKind, country::Country};
use crate::types::{
    Day, FieldProblem, Fields, Locale, fold_for_search,
    reading::{day, day_or_none, email_or_empty, external_key, line, number, word},
    words::words,
};

words! {
    /// What a body is for as long as it exists.
    Species {
        Council = "council", crate::key!("registry-species-council");
        Association = "association", crate::key!("registry-species-association");
    }

    /// What an association works on.
    WorkField {
        Education = "education", crate::key!("registry-work-education");
        Parents = "parents", crate::key!("registry-work-parents");
        Language = "language", crate::key!("registry-work-language");
        Youth = "youth", crate::key!("registry-work-youth");
        Women = "women", crate::key!("registry-work-women");
        Seniors = "seniors", crate::key!("registry-work-seniors");
        Culture = "culture", crate::key!("registry-work-culture");
        Sport = "sport", crate::key!("registry-work-sport");
        Health = "health", crate::key!("registry-work-health");
        Work = "work", crate::key!("registry-work-work");
        Counselling = "counselling", crate::key!("registry-work-counselling");
        Refugees = "refugees", crate::key!("registry-work-refugees");
        AntiRacism = "anti_racism", crate::key!("registry-work-anti-racism");
        Participation = "participation", crate::key!("registry-work-participation");
        Faith = "faith", crate::key!("registry-work-faith");
        Development = "development", crate::key!("registry-work-development");
        Media = "media", crate::key!("registry-work-media");
    }
}

impl BodyKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [
        Self::Elected,
        Self::Appointed,
        Self::Mixed,
        Self::Association,
    ];

    /// The word stored and used in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Elected => "elected",
            Self::Appointed => "appointed",
            Self::Mixed => "mixed",
            Self::Association => "association",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Key of the name in the reader's language.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Elected => crate::key!("registry-kind-elected"),
            Self::Appointed => crate::key!("registry-kind-appointed"),
            Self::Mixed => crate::key!("registry-kind-mixed"),
            Self::Association => crate::key!("registry-kind-association"),
        }
    }

    /// A council stays a council, however its members come to their seats.
    pub const fn species(self) -> Species {
        match self {
            Self::Elected | Self::Appointed | Self::Mixed => Species::Council,
            Self::Association => Species::Association,
        }
    }
}

/// Name and kind of a body from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Profile {
    pub from_day: Day,
    pub name: String,
    pub kind: BodyKind,
}

/// Name and kind as typed.
#[derive(Clone, Debug, Default)]
pub struct ProfileInput {
    pub name: String,
    pub kind: String,
    pub from_day: String,
}

impl ProfileInput {
    /// Reads a profile of a body of this species; a new body takes the species of its first profile.
    pub fn parse(&self, species: Option<Species>, fields: &mut Fields) -> Option<Profile> {
        let name = line(fields, "name", &self.name, 2, 200);
        let kind = word(fields, "kind", &self.kind, BodyKind::parse);
        let from_day = day(fields, "from_day", &self.from_day);
        if let (Some(kind), Some(species)) = (kind, species)
            && kind.species() != species
        {
            fields.refuse(FieldProblem::new(
                "kind",
                crate::key!("field-kind-of-other-species"),
            ));
        }
        Some(Profile {
            from_day: from_day?,
            name: name?,
            kind: kind?,
        })
    }
}

/// Why a profile does not go with the history of its body.
///
/// A change comes after everything known so far; what was entered wrongly is corrected, which is an act of its own.
pub fn refuse_change(new: &Profile, history: &[Profile]) -> Option<FieldProblem> {
    let newest = history.last()?;
    if new.from_day <= newest.from_day {
        let problem = FieldProblem::new("from_day", crate::key!("field-profile-not-newest"));
        Some(problem.with("day", newest.from_day))
    } else if (&new.name, new.kind) == (&newest.name, newest.kind) {
        Some(FieldProblem::new(
            "name",
            crate::key!("field-profile-unchanged"),
        ))
    } else {
        None
    }
}

/// Why a corrected profile does not go with its neighbours: it stays between the one before and the one after.
pub fn refuse_correction(
    new: &Profile,
    instead_of: Day,
    history: &[Profile],
) -> Option<FieldProblem> {
    let before = history.iter().rev().find(|p| p.from_day < instead_of);
    let after = history.iter().find(|p| p.from_day > instead_of);
    let out_of_place = before.is_some_and(|p| new.from_day <= p.from_day)
        || after.is_some_and(|p| new.from_day >= p.from_day);
    out_of_place.then(|| FieldProblem::new("from_day", crate::key!("field-profile-out-of-place")))
}

/// The key in which a search looks: the present name first, by which lists are sorted, then the former ones.
pub fn search_key(history: &[Profile]) -> String {
    let names: Vec<&str> = history.iter().rev().map(|p| p.name.as_str()).collect();
    fold_for_search(&names.join(" "))
}

/// What is kept about a body besides name and kind, as typed.
#[derive(Clone, Debug, Default)]
pub struct BodyDetailsInput {
    pub external_key: String,
    /// Key (AGS) or name of a municipality.
    pub municipality: String,
    pub joined_on: String,
    pub delegate_places: String,
    pub contact_email: String,
    /// Tag of a language, or nothing.
    pub locale: String,
    pub website: String,
    pub countries: Vec<String>,
    pub fields: Vec<String>,
}

/// What is kept about a body besides name and kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyDetails {
    pub external_key: Option<String>,
    /// Key (AGS) or name of a municipality of the register, to be looked up.
    pub municipality: Option<String>,
    /// First day of membership; unknown where missing.
    pub joined_on: Option<Day>,
    pub delegate_places: i64,
    /// Kept out of the log of acts, which cannot forget: it may be somebody's own.
    #[serde(skip)]
    pub contact_email: String,
    /// The language in which it is written to; without one the federation's.
    pub locale: Option<Locale>,
    pub website: String,
    pub countries: Vec<Country>,
    pub fields: Vec<WorkField>,
}

/// More delegates than any body sends.
const MOST_PLACES: i64 = 1_000;

impl BodyDetailsInput {
    /// Reads the details of a body of this species.
    pub fn parse(&self, species: Option<Species>, fields: &mut Fields) -> Option<BodyDetails> {
        let external_key = external_key(fields, &self.external_key);
        let municipality = line(fields, "municipality", &self.municipality, 0, 200);
        let joined_on = day_or_none(fields, "joined_on", &self.joined_on);
        let delegate_places = number(
            fields,
            "delegate_places",
            &self.delegate_places,
            0,
            MOST_PLACES,
        );
        let contact_email = email_or_empty(fields, "contact_email", &self.contact_email);
        let locale = if self.locale.is_empty() {
            Some(None)
        } else {
            let offered = |tag: &str| tag.parse().ok().filter(|l: &Locale| l.is_offered());
            word(fields, "locale", &self.locale, offered).map(Some)
        };
        let website = website(fields, &self.website);
        let countries = several(fields, "countries", &self.countries, Country::parse);
        let work = several(fields, "fields", &self.fields, WorkField::parse);
        if species == Some(Species::Council) {
            for (field, given) in [("countries", &self.countries), ("fields", &self.fields)] {
                if !given.is_empty() {
                    fields.refuse(FieldProblem::new(
                        field,
                        crate::key!("field-association-only"),
                    ));
                }
            }
        }
        Some(BodyDetails {
            external_key: external_key?,
            municipality: Some(municipality?).filter(|m| !m.is_empty()),
            joined_on: joined_on?,
            delegate_places: delegate_places?,
            contact_email: contact_email?,
            locale: locale?,
            website: website?,
            countries: countries?,
            fields: work?,
        })
    }
}

/// Several words of a list, each once, in its order.
fn several<T: Ord>(
    fields: &mut Fields,
    field: &str,
    raw: &[String],
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Vec<T>> {
    let mut found = raw
        .iter()
        .map(|one| word(fields, field, one, &parse))
        .collect::<Option<Vec<T>>>()?;
    found.sort();
    found.dedup();
    Some(found)
}

/// An address of the web, or nothing: `http` or `https`, a host with a dot, no name or password in it.
fn website(fields: &mut Fields, raw: &str) -> Option<String> {
    let text = line(fields, "website", raw, 0, 300)?;
    let lower = text.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest
        .and_then(|r| r.split(['/', '?', '#']).next())
        .unwrap_or_default();
    let good_host = host.contains('.')
        && !host.starts_with(['.', '-', ':'])
        && !host.ends_with('.')
        && !host.contains('@');
    let odd = |c: char| c.is_whitespace() || "<>\"'`\\{}|^".contains(c);
    if text.is_empty() || (good_host && !text.chars().any(odd)) {
        return Some(text);
    }
    fields.refuse(FieldProblem::new(
        "website",
        crate::key!("field-not-a-website"),
    ));
    None
}

/// The last day of membership, as typed; nothing takes leaving back.
pub fn parse_leaving(
    left_on: &str,
    joined_on: Option<Day>,
) -> Result<Option<Day>, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let left_on = day_or_none(&mut fields, "left_on", left_on);
    if let (Some(Some(left)), Some(joined)) = (left_on, joined_on)
        && left < joined
    {
        fields.refuse(FieldProblem::new(
            "left_on",
            crate::key!("field-left-before-joining"),
        ));
    }
    fields.finish(left_on)
}

#[cfg(test)]
mod tests;
