use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    plan::{CountPlan, Known, PlannedRow, RowOutcome, plan},
    *,
};
use crate::{
    elections::model::{
        count::{CountEntry, Look},
        figures::Figures,
        nomination::{Candidate, District, NominationKind},
        rules::{CandidateOrder, Method, Rules, ShortLists, System},
    },
    types::{AccountId, CandidateId, DistrictId, Timestamp},
};

const ANNA: AccountId = AccountId(1);
const BORA: AccountId = AccountId(2);

/// One vote each, two districts, two lists.
const ONE_VOTE: &str = "datum;wahl;ags;gebiet-nr;gebiet-name;max-schnellmeldungen;anz-schnellmeldungen;A1;A2;A3;A;B;B1;C;D;D1;D2;D3\r\n\
    13.09.2020;Integrationsrat;05513000;001;Altstadt;1;1;900;100;0;1000;100;20;3;97;60;37;\r\n\
    13.09.2020;Integrationsrat;05513000;002;Neustadt;1;1;500;50;0;550;50;;0;50;20;30;\r\n";

fn nomination(id: i64, label: &str, candidates: i64) -> Nomination {
    Nomination {
        id: NominationId(id),
        position: id,
        kind: NominationKind::List,
        label: label.into(),
        group: None,
        unnamed_candidates: None,
        withdrawn_on: None,
        withdrawn_reason: String::new(),
        candidates: (1..=candidates)
            .map(|position| Candidate {
                id: CandidateId(10 * id + position),
                position,
                person: None,
                given_name: "Mina".into(),
                family_name: format!("K{position}"),
                consented_on: None,
                withdrawn_on: None,
                withdrawn_reason: String::new(),
                revision: 1,
            })
            .collect(),
        revision: 1,
    }
}

fn rules(votes: i64) -> Rules {
    Rules {
        system: System::Proportional {
            method: Method::HareNiemeyer,
            short_lists: ShortLists::Vacant,
            majority_clause: false,
            threshold: None,
            order: CandidateOrder::PersonalVotes,
        },
        votes_per_voter: votes,
        votes_per_candidate: votes.min(3),
        cross_voting: votes > 1,
        personal_votes: votes > 1,
        legal_source: "Test".into(),
    }
}

fn district(number: i64, name: &str) -> District {
    District {
        id: DistrictId(100 + number),
        number,
        name: name.into(),
    }
}

/// An election that tables are taken into.
struct Scene {
    districts: Vec<District>,
    nominations: Vec<Nomination>,
    rules: Rules,
    entries: Vec<CountEntry>,
    kept: BTreeMap<String, String>,
}

fn two_districts() -> Scene {
    Scene {
        districts: vec![district(1, "Altstadt"), district(2, "Neustadt")],
        nominations: vec![
            nomination(1, "Liste Vielfalt", 0),
            nomination(2, "Bündnis Süd", 0),
        ],
        rules: rules(1),
        entries: Vec::new(),
        kept: BTreeMap::new(),
    }
}

fn cumulative() -> Scene {
    Scene {
        districts: vec![district(1, "")],
        nominations: vec![
            nomination(1, "Liste Vielfalt", 2),
            nomination(2, "Bündnis Süd", 1),
        ],
        rules: rules(5),
        ..two_districts()
    }
}

impl Scene {
    fn known(&self) -> Known<'_> {
        Known {
            day: "2020-09-13".parse().expect("a day"),
            ags: "05513000".parse().ok(),
            districts: &self.districts,
            nominations: &self.nominations,
            rules: Some(&self.rules),
            entries: &self.entries,
            before: None,
            reader: ANNA,
        }
    }

    fn plan(&self, text: &str) -> CountPlan {
        let table = read(text.as_bytes()).expect("a table");
        let mapping = suggested_mapping(&table, &self.kept, &self.nominations);
        plan(&table, &mapping, &self.known())
    }

    fn rows(&self, text: &str) -> Vec<PlannedRow> {
        let plan = self.plan(text);
        assert_eq!(plan.problems, []);
        plan.rows
    }

    /// Row, field and reason of all that is refused.
    fn refused(&self, text: &str) -> Vec<(usize, String, &'static str)> {
        let plan = self.plan(text);
        let rows = plan.rows.iter();
        rows.filter(|row| row.outcome == RowOutcome::Refused)
            .flat_map(|row| {
                row.problems
                    .iter()
                    .map(|p| (row.row, p.field.clone(), p.key))
            })
            .collect()
    }
}

fn is(row: usize, field: &str, key: &'static str) -> (usize, String, &'static str) {
    (row, field.to_owned(), key)
}

fn votes(figures: &Figures) -> Vec<i64> {
    figures.nominations.values().copied().collect()
}

#[test]
fn open_data_of_a_one_vote_election_is_taken_in_as_one_look() {
    let scene = two_districts();
    let rows = scene.rows(ONE_VOTE);
    let seen: Vec<_> = rows
        .iter()
        .map(|r| (r.row, r.district.as_ref().map(|d| d.number), r.look))
        .collect();
    let first = Some((1, Look::First));
    assert_eq!(seen, [(2, Some(1), first), (3, Some(2), first)]);
    let figures = &rows[0].figures;
    assert_eq!(
        (
            figures.eligible,
            figures.eligible_flagged,
            figures.voters_authorised
        ),
        (Some(1000), Some(100), Some(20))
    );
    assert_eq!(
        (figures.invalid, figures.valid, votes(figures)),
        (Some(3), Some(97), vec![60, 37])
    );
    assert_eq!(rows[1].figures.voters_authorised, None, "empty is not zero");
    assert_eq!(
        scene.rows(&format!("\u{feff}{ONE_VOTE}")),
        rows,
        "with a BOM"
    );
}

#[test]
fn a_district_that_has_not_reported_is_left_out() {
    let scene = two_districts();
    let partly = ONE_VOTE.replace(";002;Neustadt;1;1;", ";002;Neustadt;2;1;");
    let outcomes = |text: &str| -> Vec<_> { scene.rows(text).iter().map(|r| r.outcome).collect() };
    let first_only = [RowOutcome::Taken, RowOutcome::NotReported];
    assert_eq!(outcomes(&partly), first_only);
    let empty = ONE_VOTE.replace("1;1;500;50;0;550;50;;0;50;20;30;", "1;0;;;;;;;;;;;");
    assert_eq!(outcomes(&empty), first_only);
    // Without the columns on reports the figures themselves tell.
    let plain = "district;A;B;C;D;Liste Vielfalt;Bündnis Süd\n1;10;5;0;5;3;2\n2;;;;;;\n";
    assert_eq!(outcomes(plain), first_only);
    let none = ONE_VOTE.replace("1;1;", "0;0;");
    assert_eq!(outcomes(&none), [RowOutcome::NotReported; 2]);
}

#[test]
fn a_reported_row_with_an_empty_cell_is_refused_with_row_and_column() {
    let text = ONE_VOTE.replace(";60;37;", ";60;;");
    assert_eq!(
        two_districts().refused(&text),
        [is(2, "D2", "field-count-nomination-missing")]
    );
}

#[test]
fn every_wrong_cell_is_named_by_row_and_column() {
    let scene = two_districts();
    let with = |from: &str, to: &str| scene.refused(&ONE_VOTE.replace(from, to));
    assert_eq!(
        with("97;60;37", "97;-60;37"),
        [is(2, "D1", "field-figure-negative")]
    );
    assert_eq!(
        with("97;60;37", "97;60;1.037"),
        [is(2, "D2", "field-figure-separator")]
    );
    assert_eq!(
        with("1000;100;20", "99999999999999999999;x;20"),
        [
            is(2, "A", "field-figure-too-many"),
            is(2, "B", "field-figure-not-a-number")
        ]
    );
    assert_eq!(
        with("97;60;37", "97;60;38"),
        [is(2, "D", "field-count-nominations-do-not-add-up")]
    );
    assert_eq!(
        with(";001;Altstadt;", ";007;Bahnhof;"),
        [is(2, "gebiet-nr", "field-unknown-district")]
    );
    assert_eq!(
        with(
            "13.09.2020;Integrationsrat;05513000;001",
            "27.09.2020;Integrationsrat;05112000;001"
        ),
        [
            is(2, "datum", "field-other-election-day"),
            is(2, "ags", "field-other-municipality")
        ]
    );
    assert_eq!(
        with(";001;Altstadt;1;1;", ";001;Altstadt;1;2;"),
        [is(
            2,
            "anz-schnellmeldungen",
            "field-more-reports-than-expected"
        )]
    );
    assert_eq!(
        with("60;37;\r\n", "60;37\r\n"),
        [is(2, "", "field-cell-count")]
    );
    for same in ["5513000", "05513000"] {
        assert_eq!(with("05513000", same), [], "a spreadsheet drops the zero");
    }
}

#[test]
fn a_district_reported_twice_is_refused_whatever_it_is_called() {
    let scene = two_districts();
    let twice = ONE_VOTE.replace(";002;Neustadt;", ";1;Neustadt;");
    assert_eq!(
        scene.refused(&twice),
        [is(3, "gebiet-nr", "field-repeats-row")]
    );
    let by_name = "district;B;D;Liste Vielfalt;Bündnis Süd\n1;;;;\naltstadt;;;;\n";
    assert_eq!(
        scene.refused(by_name),
        [is(3, "district", "field-repeats-row")]
    );
}

#[test]
fn a_table_with_other_columns_is_refused_with_those_expected() {
    let refused = |text: &str| {
        let error = read(text.as_bytes()).expect_err("refused");
        let problem = error.problem();
        (problem.fields[0].key, problem.fields[0].values.clone())
    };
    let (key, values) = refused("Partei;Stimmen\nA;5\n");
    assert_eq!(key, "field-file-other-columns");
    assert_eq!(values[0], ("found", "Partei, Stimmen".into()));
    let (key, values) = refused("gebiet-nr;A;D\n1;5;5\n");
    assert_eq!(key, "field-file-missing-columns");
    assert_eq!(values[0], ("missing", "B, D1".into()));
    assert_eq!(
        refused("district;A;B\n1;2;3\n").0,
        "field-file-missing-columns"
    );
    assert_eq!(
        refused("gebiet-nr;B;D;D1;d1\n").0,
        "field-file-duplicate-header"
    );
    assert_eq!(refused("").0, "field-file-empty");
    assert_eq!(
        read(b"district;A\n\xff").err(),
        Some(CountTableError::Table(TableError::NotUtf8 {
            line: 2,
            offset: 11
        }))
    );
}

#[test]
fn columns_that_nobody_needs_are_told_and_empty_ones_dropped() {
    let text = ONE_VOTE.replace("D3\r\n", "Notiz\r\n");
    let table = read(text.as_bytes()).expect("a table");
    assert_eq!(table.unknown_headers, ["Notiz"]);
    let table = read(ONE_VOTE.as_bytes()).expect("a table");
    let names: Vec<_> = table.votes.iter().map(|v| v.name.as_str()).collect();
    assert_eq!(names, ["D1", "D2"], "D3 is empty in every row");
}

const OLDER: &str = "gebiet-nr;gebiet-name;max-schnellmeldungen;anz-schnellmeldungen;A;B;C1;C2;D;\
    D1_liste;D1_summe_kandidaten;D1_summe_liste_kandidaten;D1_1;D1_2;D2_liste;D2_summe_kandidaten;D2_summe_liste_kandidaten;D2_1\n\
    0;Hanau;3;3;100;12;2;10;40;5;25;30;15;10;0;10;10;10\n";
const NEWER: &str = "gebiet-nr;gebiet-name;max-schnellmeldungen;anz-schnellmeldungen;A;B;C1;C2;D;\
    D1_1;D1_3;D1_4;D1_2_1;D1_2_2;D2_1;D2_3;D2_4;D2_2_1\n\
    0;Hanau;3;3;100;12;2;10;40;5;25;30;15;10;0;10;10;10\n";

#[test]
fn both_schemas_of_cumulative_elections_are_read_alike() {
    let scene = cumulative();
    let older = scene.rows(OLDER);
    let figures = &older[0].figures;
    assert_eq!(
        (figures.voters, figures.invalid, figures.valid),
        (Some(12), Some(2), Some(40))
    );
    assert_eq!(votes(figures), [30, 10]);
    let people: Vec<_> = figures
        .candidates
        .iter()
        .map(|(id, n)| (id.0, *n))
        .collect();
    assert_eq!(people, [(11, 15), (12, 10), (21, 10)]);
    // 5 votes for the list itself went to nobody, which is to be confirmed.
    let warnings: Vec<_> = older[0].warnings.iter().map(Finding::code).collect();
    assert_eq!(warnings, ["n-1:count-candidates-below-list"]);
    assert_eq!(scene.rows(NEWER), older);
    assert_eq!(older[0].district.as_ref().map(|d| d.number), Some(1));
}

use crate::elections::model::plausibility::Finding;

#[test]
fn valid_and_invalid_ballots_are_all_ballots() {
    let wrong = OLDER.replace(";12;2;10;", ";12;2;9;");
    assert_eq!(
        cumulative().refused(&wrong),
        [is(2, "C2", "field-count-ballots-do-not-add-up")]
    );
}

#[test]
fn an_independent_of_a_newer_table_has_only_the_sum() {
    let mut scene = cumulative();
    scene.nominations[1].kind = NominationKind::Independent;
    let text = NEWER
        .replace(";D2_1;D2_3;D2_4;D2_2_1", ";D2_4")
        .replace(";0;10;10;10\n", ";10\n");
    let figures = &scene.rows(&text)[0].figures;
    assert_eq!(votes(figures), [30, 10]);
    assert_eq!(figures.candidates.get(&CandidateId(21)), Some(&10));
}

#[test]
fn a_candidate_whom_the_list_does_not_have_is_refused() {
    let text = OLDER.replace("D2_1\n", "D2_7\n");
    let found = cumulative().refused(&text);
    assert!(
        found.contains(&is(2, "D2_7", "field-unknown-candidate")),
        "{found:?}"
    );
}

#[test]
fn the_person_says_which_column_is_which_and_last_time_is_remembered() {
    let mut scene = two_districts();
    let table = read(ONE_VOTE.as_bytes()).expect("a table");
    let (one, two) = (NominationId(1), NominationId(2));
    let mapping = |pairs: &[(&str, NominationId)]| -> Mapping {
        pairs.iter().map(|(n, id)| ((*n).to_owned(), *id)).collect()
    };
    assert_eq!(
        known_mapping(&table, &scene.kept, &scene.nominations),
        mapping(&[])
    );
    assert_eq!(
        suggested_mapping(&table, &scene.kept, &scene.nominations),
        mapping(&[("D1", one), ("D2", two)])
    );
    scene.kept = [("D1".to_owned(), fold_for_search("Bündnis Süd"))].into();
    assert_eq!(
        known_mapping(&table, &scene.kept, &scene.nominations),
        mapping(&[("D1", two)])
    );
    let turned = suggested_mapping(&table, &scene.kept, &scene.nominations);
    assert_eq!(turned, mapping(&[("D1", two), ("D2", one)]));
    let rows = plan(&table, &turned, &scene.known()).rows;
    assert_eq!(votes(&rows[0].figures), [37, 60]);
}

#[test]
fn columns_without_a_nomination_and_nominations_without_a_column_are_refused() {
    let scene = two_districts();
    let table = read(ONE_VOTE.as_bytes()).expect("a table");
    let problems = |mapping: &[(&str, i64)]| -> Vec<_> {
        let mapping = mapping
            .iter()
            .map(|(n, id)| ((*n).to_owned(), NominationId(*id)))
            .collect();
        let plan = plan(&table, &mapping, &scene.known());
        assert_eq!(plan.is_refused(), !plan.problems.is_empty());
        plan.problems
            .into_iter()
            .map(|p| (p.field, p.key))
            .collect()
    };
    let is = |field: &str, key| (field.to_owned(), key);
    assert_eq!(problems(&[("D1", 1), ("D2", 2)]), []);
    assert_eq!(
        problems(&[("D1", 1), ("D2", 9)]),
        [is("column-2", "field-column-without-nomination")]
    );
    assert_eq!(
        problems(&[("D1", 1), ("D2", 1)]),
        [is("column-2", "field-nomination-twice")]
    );
    let three = Scene {
        nominations: [scene.nominations.clone(), vec![nomination(3, "Dritte", 0)]].concat(),
        ..two_districts()
    };
    let plan = three.plan(ONE_VOTE);
    assert_eq!(plan.problems[0].key, "field-nomination-without-column");
}

#[test]
fn a_plain_table_is_read_by_labels() {
    let scene = two_districts();
    let text = "Wahlbezirk,b,C,D,BÜNDNIS SÜD,liste vielfalt\n2,50,0,50,30,20\nAltstadt,5,0,5,2,3\n";
    let rows = scene.rows(text);
    let seen: Vec<_> = rows
        .iter()
        .map(|r| (r.district.as_ref().map(|d| d.number), votes(&r.figures)))
        .collect();
    assert_eq!(seen, [(Some(2), vec![20, 30]), (Some(1), vec![3, 2])]);
    let plan = scene.plan("district;B;D;Liste Vielfalt;Andere;Dritte\n1;5;5;3;2;1\n");
    assert_eq!(plan.problems[0].key, "field-column-without-nomination");
}

#[test]
fn the_template_of_an_election_is_read_again() {
    let scene = cumulative();
    let headers = plain::headers(&scene.nominations, true);
    assert_eq!(
        headers[9..],
        [
            "Liste Vielfalt",
            "Liste Vielfalt#1",
            "Liste Vielfalt#2",
            "Bündnis Süd",
            "Bündnis Süd#1"
        ]
    );
    let text = format!("{}\n1;;;;100;12;;2;40;25;15;10;15;15\n", headers.join(";"));
    let figures = &scene.rows(&text)[0].figures;
    assert_eq!(votes(figures), [25, 15]);
    assert_eq!(figures.candidates.len(), 3);
}

#[test]
fn who_has_looked_does_not_look_again_and_a_closed_district_stays() {
    let entry = |look, by, valid| CountEntry {
        district: DistrictId(101),
        round: 1,
        look,
        figures: Figures {
            valid: Some(valid),
            ..Figures::default()
        },
        note: String::new(),
        source: String::new(),
        entered_by: by,
        entered_by_name: String::new(),
        entered_at: Timestamp::stored(0),
    };
    let outcome = |entries: Vec<CountEntry>| {
        let scene = Scene {
            entries,
            ..two_districts()
        };
        let rows = scene.rows(ONE_VOTE);
        assert_eq!(rows[1].outcome, RowOutcome::Taken);
        (rows[0].outcome, rows[0].look)
    };
    let own = entry(Look::First, ANNA, 1);
    let other = entry(Look::First, BORA, 1);
    assert_eq!(outcome(vec![own.clone()]), (RowOutcome::Given, None));
    assert_eq!(
        outcome(vec![other.clone()]),
        (RowOutcome::Taken, Some((1, Look::Second)))
    );
    for valid in [1, 2] {
        let both = vec![other.clone(), entry(Look::Second, ANNA, valid)];
        assert_eq!(outcome(both), (RowOutcome::Closed, None));
    }
}

#[test]
fn the_digest_changes_with_what_would_happen() {
    let scene = two_districts();
    let digest = scene.plan(ONE_VOTE).digest();
    assert_eq!(scene.plan(ONE_VOTE).digest(), digest);
    let other = ONE_VOTE.replace("50;20;30", "50;21;29");
    assert_ne!(scene.plan(&other).digest(), digest);
    let turned = Scene {
        kept: [("D1".to_owned(), fold_for_search("Bündnis Süd"))].into(),
        ..two_districts()
    };
    assert_ne!(turned.plan(ONE_VOTE).digest(), digest);
}

proptest! {
    #[test]
    fn no_bytes_break_the_reading_of_tables(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_cells_break_the_plan(cells in prop::collection::vec("[-0-9.,;DA_ x]{0,6}", 18), header in "[D0-9_;a-z#\n-]{0,60}") {
        let scene = cumulative();
        for text in [
            format!("{}\n{}\n", ONE_VOTE.lines().next().unwrap_or_default(), cells.join(";")),
            format!("gebiet-nr;B;D;D1;{header}\n{}\n", cells.join(";")),
        ] {
            if let Ok(table) = read(text.as_bytes()) {
                let mapping = suggested_mapping(&table, &scene.kept, &scene.nominations);
                let plan = plan(&table, &mapping, &scene.known());
                for row in plan.rows {
                    prop_assert_eq!(row.problems.is_empty(), row.outcome != RowOutcome::Refused);
                    prop_assert_eq!(row.look.is_some(), row.outcome == RowOutcome::Taken);
                }
            }
        }
    }
}
