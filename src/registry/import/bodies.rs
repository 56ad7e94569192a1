//! Bodies from a table, by the key that they have in another list.

use std::collections::{BTreeSet, HashMap};

use super::{
    Cells, Judged, Outcome, Plan, changes,
    columns::{KINDS, LANGUAGES, WORK_FIELDS, stored_word},
    judge_rows, repeated, shown,
};
use crate::{
    registry::{
        model::{
            BodyKind, FederationKind,
            body::{
                self, BodyDetails, BodyDetailsInput, Profile, ProfileInput, WorkField,
                parse_leaving, refuse_change,
            },
            country::Country,
        },
        table::Table,
    },
    types::{Ags, BodyId, Day, FieldProblem, Locale, MunicipalityId, fold_for_search},
};

/// A body of the register.
#[derive(Clone, Debug)]
pub struct KnownBody {
    pub id: BodyId,
    pub revision: i64,
    pub details: BodyDetails,
    pub municipality: Option<MunicipalityId>,
    pub left_on: Option<Day>,
    /// Names and kinds, oldest first.
    pub history: Vec<Profile>,
}

impl KnownBody {
    /// The profile that holds on the day; before the first one, the first.
    pub fn profile_on(&self, day: Day) -> Option<&Profile> {
        let holding = self.history.iter().rev().find(|p| p.from_day <= day);
        holding.or(self.history.first())
    }
}

/// What the register knows, and for what and when the table is read.
#[derive(Clone, Debug)]
pub struct Known {
    pub federation: FederationKind,
    pub today: Day,
    pub bodies: HashMap<String, KnownBody>,
    pub municipalities: Vec<(MunicipalityId, Ags, String)>,
}

/// A body to be written.
#[derive(Clone, Debug)]
pub struct Write {
    pub key: String,
    pub details: BodyDetails,
    pub municipality: Option<MunicipalityId>,
    pub left_on: Option<Day>,
    pub kind: BodyKind,
    pub search_key: String,
    pub revision: i64,
    /// Name and kind from a day on, where they are new.
    pub profile: Option<Profile>,
    pub old_countries: BTreeSet<Country>,
    pub old_fields: BTreeSet<WorkField>,
}

/// How the municipalities of the register are found.
struct Places<'a> {
    by_ags: HashMap<String, MunicipalityId>,
    /// `None` where two have the same name.
    by_name: HashMap<String, Option<MunicipalityId>>,
    ags: HashMap<MunicipalityId, &'a Ags>,
}

impl<'a> Places<'a> {
    fn of(known: &'a Known) -> Self {
        let mut by_name: HashMap<String, Option<MunicipalityId>> = HashMap::new();
        for (id, _, name) in &known.municipalities {
            by_name
                .entry(fold_for_search(name))
                .and_modify(|found| *found = None)
                .or_insert(Some(*id));
        }
        Self {
            by_ags: known
                .municipalities
                .iter()
                .map(|(id, ags, _)| (ags.to_string(), *id))
                .collect(),
            by_name,
            ags: known
                .municipalities
                .iter()
                .map(|(id, ags, _)| (*id, ags))
                .collect(),
        }
    }

    fn find(&self, text: &str) -> Option<MunicipalityId> {
        let ags = Ags::from_spreadsheet(text)
            .map(|ags| ags.to_string())
            .unwrap_or_default();
        self.by_ags
            .get(&ags)
            .copied()
            .or_else(|| *self.by_name.get(&fold_for_search(text))?)
    }

    fn key(&self, id: Option<MunicipalityId>) -> String {
        shown(id.and_then(|id| self.ags.get(&id)))
    }
}

/// What would happen with a table of bodies.
pub fn plan(table: &Table<'_>, known: &Known) -> (Plan, Vec<Write>) {
    let places = Places::of(known);
    let mut seen: HashMap<String, usize> = HashMap::new();
    judge_rows(table, |cells| {
        let key = cells.text("external_key", String::new);
        if key.is_empty() {
            cells.fields.refuse(FieldProblem::new(
                "external_key",
                crate::key!("field-required"),
            ));
        } else if let Some(first) = seen.insert(key.clone(), cells.number()) {
            cells.fields.refuse(repeated("external_key", first));
        }
        let judged = read(cells, &key, known, &places);
        (key, judged)
    })
}

fn list(text: &str) -> Vec<String> {
    let items = text.split([' ', ',', ';', '/', '|']).map(str::trim);
    items
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}

fn read(
    cells: &mut Cells<'_, '_>,
    key: &str,
    known: &Known,
    places: &Places<'_>,
) -> Option<Judged<Write>> {
    let before = known.bodies.get(key);
    let profile = read_profile(cells, before, known);
    let old = before.map(|b| &b.details);
    let text_of = |value: fn(&BodyDetails) -> String| move || old.map(value).unwrap_or_default();
    let countries = cells.text(
        "countries",
        text_of(|d| words(d.countries.iter().map(|c| c.code()))),
    );
    let fields = cells.text(
        "fields",
        text_of(|d| words(d.fields.iter().map(|f| f.as_str()))),
    );
    let input = BodyDetailsInput {
        external_key: key.to_owned(),
        municipality: cells.text("municipality", || {
            places.key(before.and_then(|b| b.municipality))
        }),
        joined_on: cells.day("joined_on", text_of(|d| shown(d.joined_on))),
        delegate_places: match cells.whole(
            "delegate_places",
            text_of(|d| d.delegate_places.to_string()),
        ) {
            text if text.is_empty() => "0".to_owned(),
            text => text,
        },
        contact_email: cells.text("contact_email", text_of(|d| d.contact_email.clone())),
        locale: cells.word("locale", LANGUAGES, text_of(|d| tag_of(d.locale))),
        website: cells.text("website", text_of(|d| d.website.clone())),
        countries: list(&countries.to_uppercase()),
        fields: list(&fields)
            .into_iter()
            .map(|word| stored_word(WORK_FIELDS, word))
            .collect(),
    };
    let left_on = cells.day("left_on", || shown(before.and_then(|b| b.left_on)));
    let kind = profile.as_ref().map(|p| p.kind);
    let details = input.parse(kind.map(BodyKind::species), &mut cells.fields);
    let municipality = match input.municipality.as_str() {
        "" => None,
        text => {
            let found = places.find(text);
            if found.is_none() {
                cells.fields.refuse(FieldProblem::new(
                    "municipality",
                    crate::key!("field-municipality-unknown"),
                ));
            }
            found
        }
    };
    let details = details?;
    let left_on = match parse_leaving(&left_on, details.joined_on) {
        Ok(left_on) => left_on,
        Err(problems) => {
            problems.into_iter().for_each(|p| cells.fields.refuse(p));
            return None;
        }
    };
    Some(judge(
        profile?,
        details,
        municipality,
        left_on,
        before,
        known,
        places,
    ))
}

/// Name and kind: of the table, else as they are today. A new name holds from the day given, else from today on.
fn read_profile(
    cells: &mut Cells<'_, '_>,
    before: Option<&KnownBody>,
    known: &Known,
) -> Option<Profile> {
    let present = before.and_then(|b| b.profile_on(known.today));
    let name = cells.text("name", String::new);
    let kind = match cells.word("kind", KINDS, String::new) {
        kind if !kind.is_empty() => kind,
        _ => match (present, known.federation) {
            (Some(profile), _) => profile.kind.as_str().to_owned(),
            (None, FederationKind::Associations) => BodyKind::Association.as_str().to_owned(),
            (None, FederationKind::Councils) => String::new(),
        },
    };
    let from_day = cells.day("valid_from", String::new);
    let joined_on = cells.day("joined_on", String::new);
    let dated = !from_day.is_empty();
    let from_day = match (dated, before) {
        (true, _) => from_day,
        (false, None) if joined_on.parse::<Day>().is_ok() => joined_on,
        (false, _) => known.today.to_string(),
    };
    let species = before
        .and_then(|b| b.history.first())
        .map(|p| p.kind.species());
    let mut fields = crate::types::Fields::default();
    let read = ProfileInput {
        name,
        kind,
        from_day,
    }
    .parse(species, &mut fields);
    let profile = match fields.finish(read) {
        Ok(profile) => profile,
        Err(problems) => {
            for mut problem in problems {
                if problem.field == "from_day" {
                    problem.field = "valid_from".to_owned();
                }
                cells.fields.refuse(problem);
            }
            return None;
        }
    };
    let same = |p: &Profile| (&p.name, p.kind) == (&profile.name, profile.kind);
    let history = before.map(|b| b.history.as_slice()).unwrap_or_default();
    // Named as today, or as from the day given on: nothing new.
    if let Some(held) = present.filter(|p| !dated && same(p)).or_else(|| {
        let holding = history
            .iter()
            .rev()
            .find(|p| p.from_day <= profile.from_day);
        holding.filter(|p| same(p))
    }) {
        return Some(held.clone());
    }
    // Entered for the same day, it is a correction.
    let corrects = history
        .last()
        .is_some_and(|newest| newest.from_day == profile.from_day);
    if let Some(mut problem) = refuse_change(&profile, history).filter(|_| !corrects) {
        problem.field = "valid_from".to_owned();
        cells.fields.refuse(problem);
    }
    Some(profile)
}

fn tag_of(locale: Option<Locale>) -> String {
    locale.map_or_else(String::new, |locale| locale.tag().to_owned())
}

fn words<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

fn judge(
    profile: Profile,
    details: BodyDetails,
    municipality: Option<MunicipalityId>,
    left_on: Option<Day>,
    before: Option<&KnownBody>,
    known: &Known,
    places: &Places<'_>,
) -> Judged<Write> {
    let history = before.map(|b| b.history.as_slice()).unwrap_or_default();
    let new_profile = !history.contains(&profile);
    let changed = before.map(|b| {
        let old = &b.details;
        let present = b.profile_on(known.today);
        let (name, kind) = present
            .map(|p| (p.name.clone(), p.kind.as_str().to_owned()))
            .unwrap_or_default();
        let (new_name, new_kind) = match new_profile {
            true => (
                format!("{} ({})", profile.name, profile.from_day),
                profile.kind.as_str().to_owned(),
            ),
            false => (name.clone(), kind.clone()),
        };
        changes([
            ("name", name, new_name),
            ("kind", kind, new_kind),
            (
                "municipality",
                places.key(b.municipality),
                places.key(municipality),
            ),
            (
                "delegate_places",
                old.delegate_places.to_string(),
                details.delegate_places.to_string(),
            ),
            ("joined_on", shown(old.joined_on), shown(details.joined_on)),
            ("left_on", shown(b.left_on), shown(left_on)),
            (
                "contact_email",
                old.contact_email.clone(),
                details.contact_email.clone(),
            ),
            ("locale", tag_of(old.locale), tag_of(details.locale)),
            ("website", old.website.clone(), details.website.clone()),
            (
                "countries",
                words(old.countries.iter().map(|c| c.code())),
                words(details.countries.iter().map(|c| c.code())),
            ),
            (
                "fields",
                words(old.fields.iter().map(|f| f.as_str())),
                words(details.fields.iter().map(|f| f.as_str())),
            ),
        ])
    });
    let outcome = match &changed {
        None => Outcome::New,
        Some(changes) if changes.is_empty() => Outcome::Unchanged,
        Some(_) => Outcome::Update,
    };
    let mut names: Vec<Profile> = history
        .iter()
        .filter(|p| p.from_day != profile.from_day)
        .cloned()
        .collect();
    names.push(profile.clone());
    names.sort_by_key(|p| p.from_day);
    let write = Write {
        key: details.external_key.clone().unwrap_or_default(),
        municipality,
        left_on,
        kind: profile.kind,
        search_key: body::search_key(&names),
        revision: before.map_or(1, |b| b.revision + 1),
        old_countries: before
            .map(|b| b.details.countries.iter().copied().collect())
            .unwrap_or_default(),
        old_fields: before
            .map(|b| b.details.fields.iter().copied().collect())
            .unwrap_or_default(),
        profile: new_profile.then(|| profile.clone()),
        details,
    };
    Judged {
        name: profile.name,
        changes: changed.unwrap_or_default(),
        write: (outcome != Outcome::Unchanged).then_some(write),
        outcome,
    }
}
