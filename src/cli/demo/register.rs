//! The register of the demonstration: real towns with their keys and inhabitants, invented bodies and people.

use csv::StringRecord;

use super::Place;
use crate::{
    App,
    audit::{self, Act, Chain, Who},
    cli::CliError,
    db::Tx,
    registry::{
        model::{
            BodyKind, FederationKind,
            body::{BodyDetails, Profile, Species, WorkField},
            country::Country,
            federation::FederationValues,
            mandate::{EndReason, Function, MandateFacts},
            municipality::MunicipalityValues,
            person::{Consents, NewPerson},
            term::{NewTerm, SeatOrigin, years},
        },
        store::{self, mandates::NewMandate},
    },
    types::{BodyId, Day, FederationId, Locale, PersonId, fold_for_search},
};

const MUNICIPALITIES: &str = include_str!("municipalities_bw.csv");
const COUNCILS: &str = include_str!("councils_bw.csv");
const ASSOCIATIONS: &str = include_str!("associations_nrw.csv");
const NAMES: &str = include_str!("names.csv");

/// Every so manieth council has a seat that somebody gave up.
const VACANCY_EVERY: usize = 6;

pub(super) fn records(text: &str) -> Result<Vec<StringRecord>, CliError> {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.as_bytes())
        .records()
        .collect::<Result<_, _>>()
        .map_err(|e| CliError::Refused(e.to_string()))
}

pub(super) fn cell(record: &StringRecord, column: usize) -> &str {
    record.get(column).unwrap_or_default()
}

fn number(record: &StringRecord, column: usize) -> i64 {
    cell(record, column).parse().unwrap_or(0)
}

/// Millionths of a degree, without a float.
fn degrees_e6(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let padded: String = part.chars().chain("000000".chars()).take(6).collect();
    Some(whole.parse::<i64>().ok()? * 1_000_000 + padded.parse::<i64>().ok()?)
}

fn day(today: Day, offset: i64) -> Day {
    today.plus_days(offset).unwrap_or(today)
}

/// Gives out names: first the list, then its given and family names in other pairs.
pub(super) struct Names {
    list: Vec<(String, String)>,
    next: usize,
}

impl Names {
    pub(super) fn read() -> Result<Self, CliError> {
        let list = records(NAMES)?
            .iter()
            .map(|r| (cell(r, 0).to_owned(), cell(r, 1).to_owned()))
            .collect();
        Ok(Self { list, next: 0 })
    }

    fn next(&mut self) -> (String, String) {
        let n = self.list.len().max(1);
        let (i, round) = (self.next % n, self.next / n);
        self.next += 1;
        let given = self.list.get(i).map(|(given, _)| given.clone());
        let family = self
            .list
            .get((i + round * 97) % n)
            .map(|(_, family)| family.clone());
        (given.unwrap_or_default(), family.unwrap_or_default())
    }
}

pub(super) struct Builder<'a> {
    pub tx: &'a mut Tx,
    pub federation: FederationId,
    pub today: Day,
    pub names: Names,
}

impl Builder<'_> {
    pub(super) async fn body(
        &mut self,
        species: Species,
        name: &str,
        kind: BodyKind,
        details: &BodyDetails,
        municipality: Option<crate::types::MunicipalityId>,
        since: Day,
    ) -> Result<BodyId, CliError> {
        let body = store::bodies::insert_body(
            self.tx,
            self.federation,
            species,
            details,
            municipality,
            &fold_for_search(name),
        )
        .await?
        .ok_or_else(|| CliError::Refused(format!("{name} is there twice")))?;
        let profile = Profile {
            from_day: since,
            name: name.to_owned(),
            kind,
        };
        store::bodies::insert_profile(self.tx, body, &profile).await?;
        store::bodies::replace_lists(self.tx, body, &details.countries, &details.fields).await?;
        Ok(body)
    }

    async fn person(&mut self, consents: bool) -> Result<PersonId, CliError> {
        let (given_name, family_name) = self.names.next();
        let person = NewPerson {
            external_key: None,
            given_name,
            family_name,
            email: String::new(),
            phone: String::new(),
            locale: Locale::De,
            consents: Consents {
                name: consents.then(|| day(self.today, -200)),
                ..Consents::default()
            },
        };
        store::people::insert_person(self.tx, self.federation, &person)
            .await?
            .ok_or_else(|| CliError::Refused("a person is there twice".into()))
    }
}

pub(super) async fn federation(
    tx: &mut Tx,
    app: &App,
    slug: &str,
    name: &str,
    kind: FederationKind,
) -> Result<FederationId, CliError> {
    let values = FederationValues {
        name: name.to_owned(),
        kind,
        locale: Locale::De,
        contact: "geschaeftsstelle@example.org".to_owned(),
    };
    let at = app.clock.now();
    let id = store::insert_federation(tx, slug, &values, true, at.unix_millis())
        .await?
        .ok_or_else(|| CliError::Refused(format!("{slug} is there twice")))?;
    let act = Act {
        chain: Chain::Federation(id),
        at,
        who: &Who::command("mandat demo"),
        act: "make_demonstration",
        subject: ("federations", id.0),
        before: serde_json::Value::Null,
        after: audit::snapshot(&values),
    };
    audit::record(tx, act).await?;
    Ok(id)
}

/// The federation of municipal councils in Baden-Württemberg.
pub async fn councils(app: &App) -> Result<Place, CliError> {
    let slug = "laka-demo";
    let today = app.clock.today();
    let mut tx = app.db.begin().await?;
    let id = federation(
        &mut tx,
        app,
        slug,
        "Landesverband kommunaler Migrantenvertretungen (Vorführung)",
        FederationKind::Councils,
    )
    .await?;
    let mut municipalities = std::collections::HashMap::new();
    for record in records(MUNICIPALITIES)? {
        let ags = cell(&record, 0)
            .parse()
            .map_err(|_| CliError::Refused(format!("{} is no AGS", cell(&record, 0))))?;
        let values = MunicipalityValues {
            ags,
            name: cell(&record, 1).to_owned(),
            county: cell(&record, 2).to_owned(),
            inhabitants: Some(number(&record, 3)),
            latitude_e6: degrees_e6(cell(&record, 4)),
            longitude_e6: degrees_e6(cell(&record, 5)),
        };
        let municipality = store::municipalities::insert_municipality(&mut tx, id, &values).await?;
        municipalities.insert(cell(&record, 0).to_owned(), municipality);
    }
    let mut builder = Builder {
        tx: &mut tx,
        federation: id,
        today,
        names: Names::read()?,
    };
    let mut bodies = Vec::new();
    for (index, record) in records(COUNCILS)?.iter().enumerate() {
        let name = cell(record, 2);
        let kind = BodyKind::parse(cell(record, 3)).unwrap_or(BodyKind::Elected);
        let (starts_on, ends_on) = (day(today, number(record, 6)), day(today, number(record, 7)));
        let term = NewTerm {
            label: years(starts_on, ends_on),
            starts_on,
            ends_on,
        };
        let places = number(record, 5);
        let details = BodyDetails {
            external_key: Some(cell(record, 0).to_owned()),
            municipality: None,
            joined_on: Some(day(today, -4_000)),
            delegate_places: places,
            contact_email: "beirat@example.org".to_owned(),
            locale: None,
            website: "https://www.example.org/".to_owned(),
            countries: Vec::new(),
            fields: Vec::new(),
        };
        let municipality = municipalities.get(cell(record, 1)).copied().flatten();
        let body = builder
            .body(
                Species::Council,
                name,
                kind,
                &details,
                municipality,
                day(today, -4_000),
            )
            .await?;
        if index % 10 == 1 {
            // The name changed with the term before; the history stays.
            let earlier = Profile {
                from_day: day(today, -6_000),
                name: format!("Ausländerbeirat ({name})"),
                kind: BodyKind::Elected,
            };
            store::bodies::insert_profile(builder.tx, body, &earlier).await?;
        }
        seat_council(&mut builder, body, kind, &term, number(record, 4), index).await?;
        bodies.push((body, name.to_owned(), places));
    }
    tx.commit().await?;
    bodies.sort_by_key(|(_, _, places)| std::cmp::Reverse(*places));
    Ok(Place {
        federation: id,
        slug,
        bodies,
    })
}

async fn seat_council(
    builder: &mut Builder<'_>,
    body: BodyId,
    kind: BodyKind,
    term: &NewTerm,
    seats: i64,
    index: usize,
) -> Result<(), CliError> {
    let term_id = store::terms::insert_term(builder.tx, builder.federation, body, term).await?;
    let elected = match kind {
        BodyKind::Elected => seats,
        BodyKind::Appointed | BodyKind::Association => 0,
        // About two to one, as most councils with both have it.
        BodyKind::Mixed => seats * 2 / 3,
    };
    for number in 1..=seats {
        let origin = if number <= elected {
            SeatOrigin::Elected
        } else {
            SeatOrigin::Appointed
        };
        let seat =
            store::terms::insert_seat(builder.tx, builder.federation, term_id, number, origin)
                .await?;
        let person = builder.person(false).await?;
        let gave_up = number == seats && index.is_multiple_of(VACANCY_EVERY);
        let facts = MandateFacts {
            function: match number {
                1 => Function::Chair,
                2 => Function::DeputyChair,
                _ => Function::Member,
            },
            public_office: true,
            starts_on: term.starts_on,
            ends_on: gave_up.then(|| day(builder.today, -30)),
            end_reason: gave_up.then_some(EndReason::Resigned),
        };
        let new = NewMandate {
            body,
            person,
            term: Some(term_id),
            seat: Some(seat),
        };
        store::mandates::insert_mandate(builder.tx, builder.federation, new, &facts).await?;
    }
    Ok(())
}

/// The federation of associations in Nordrhein-Westfalen.
pub async fn associations(app: &App) -> Result<Place, CliError> {
    let slug = "netzwerk-demo";
    let today = app.clock.today();
    let mut tx = app.db.begin().await?;
    let id = federation(
        &mut tx,
        app,
        slug,
        "Netzwerk der Elternvereine (Vorführung)",
        FederationKind::Associations,
    )
    .await?;
    let mut names = Names::read()?;
    names.next = 120;
    let mut builder = Builder {
        tx: &mut tx,
        federation: id,
        today,
        names,
    };
    let mut bodies = Vec::new();
    for record in records(ASSOCIATIONS)? {
        let (name, places) = (cell(&record, 1), number(&record, 5));
        let details = BodyDetails {
            external_key: Some(cell(&record, 0).to_owned()),
            municipality: None,
            joined_on: Some(day(today, -2_500)),
            delegate_places: places,
            contact_email: "verein@example.org".to_owned(),
            locale: None,
            website: String::new(),
            countries: cell(&record, 3)
                .split(' ')
                .filter_map(Country::parse)
                .collect(),
            fields: cell(&record, 4)
                .split(' ')
                .filter_map(WorkField::parse)
                .collect(),
        };
        let body = builder
            .body(
                Species::Association,
                name,
                BodyKind::Association,
                &details,
                None,
                day(today, -2_500),
            )
            .await?;
        for position in 0..places + 3 {
            let board = position < 2;
            let person = builder.person(board).await?;
            let facts = MandateFacts {
                function: match position {
                    0 => Function::Chair,
                    1 => Function::BoardMember,
                    _ => Function::Member,
                },
                public_office: false,
                starts_on: day(today, -700),
                ends_on: None,
                end_reason: None,
            };
            let new = NewMandate {
                body,
                person,
                term: None,
                seat: None,
            };
            store::mandates::insert_mandate(builder.tx, id, new, &facts).await?;
        }
        bodies.push((body, name.to_owned(), places));
    }
    tx.commit().await?;
    bodies.sort_by_key(|(_, _, places)| std::cmp::Reverse(*places));
    Ok(Place {
        federation: id,
        slug,
        bodies,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_without_rounding() {
        assert_eq!(degrees_e6("48.775817"), Some(48_775_817));
        assert_eq!(degrees_e6("9.01"), Some(9_010_000));
        assert_eq!(degrees_e6("9"), Some(9_000_000));
        assert_eq!(degrees_e6("x"), None);
    }

    #[test]
    fn names_are_not_repeated_before_all_pairs_are_used() {
        let mut names = Names::read().unwrap();
        let given: std::collections::HashSet<_> =
            (0..names.list.len() * 3).map(|_| names.next()).collect();
        assert_eq!(given.len(), names.list.len() * 3);
    }
}
