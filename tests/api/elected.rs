//! The elected of a year by age and gender: what an actor may ask tells no count of few people.

use std::collections::BTreeMap;

use mandat::{accounts::model::Role, types::Day};
use poem::http::StatusCode;
use serde_json::Value;

use crate::support::{Actor, Body, Federation, TestApp};

/// So many people of a year of birth and a gender; empty where they told none.
type Group = (usize, &'static str, &'static str);

const FIRST: &[Group] = &[
    (9, "1996-05-01", "female"),
    (2, "1996-05-01", "diverse"),
    (8, "1985-05-01", "female"),
    (7, "1985-05-01", "male"),
    (3, "1970-05-01", "female"),
    (12, "1970-05-01", "male"),
    (6, "1950-05-01", "female"),
    (5, "1950-05-01", "male"),
    (6, "", "male"),
    (4, "", ""),
];
const SECOND: &[Group] = &[
    (9, "1996-05-01", "female"),
    (1, "1996-05-01", "diverse"),
    (8, "1985-05-01", "female"),
    (8, "1985-05-01", "male"),
    (6, "1970-05-01", "female"),
    (11, "1970-05-01", "male"),
    (1, "2007-12-01", "male"),
    (7, "", ""),
];

/// What is told of a year: by line the counts by gender and their total.
type Told = BTreeMap<String, Vec<Option<i64>>>;

/// A certified election in which these people took their seats; its id.
async fn certified(
    app: &TestApp,
    lir: &Federation,
    body: &Body,
    day: &str,
    groups: &[Group],
) -> i64 {
    let mut outside = app.outside().await;
    let (f, b) = (lir.id.0, body.id.0);
    let epoch = |day: &str| day.parse::<Day>().unwrap().to_epoch_days();
    let on = epoch(day);
    outside.execute(&format!("INSERT INTO terms (federation_id, body_id, label, starts_on, ends_on, revision) VALUES ({f}, {b}, '', {on}, {}, 1)", on + 1_800)).await;
    let term = outside.number("SELECT MAX(id) FROM terms").await;
    let all: Vec<_> = groups
        .iter()
        .flat_map(|(n, born, gender)| std::iter::repeat_n((*born, *gender), *n))
        .collect();
    outside.execute(&format!("INSERT INTO elections (federation_id, body_id, term_id, day, state, state_reason, seats, appointed_seats, \
        ex_officio_seats, acceptance_days, revision) VALUES ({f}, {b}, {term}, {on}, 'certified', '', {}, 0, 0, 7, 1)", all.len())).await;
    let election = outside.number("SELECT MAX(id) FROM elections").await;
    outside.execute(&format!("INSERT INTO nominations (election_id, position, kind, label, label_key, withdrawn_reason, revision) \
        VALUES ({election}, 1, 'list', 'Liste', 'liste', '', 1)")).await;
    let list = outside.number("SELECT MAX(id) FROM nominations").await;
    for (n, (born, gender)) in (1..).zip(all) {
        outside.execute(&format!("INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
            VALUES ({f}, 'A', 'B', '', '', 'de', 'x', 1)")).await;
        let person = "(SELECT MAX(id) FROM people)";
        if !born.is_empty() || !gender.is_empty() {
            let born = if born.is_empty() {
                "NULL".to_owned()
            } else {
                epoch(born).to_string()
            };
            let gender = if gender.is_empty() {
                "NULL".to_owned()
            } else {
                format!("'{gender}'")
            };
            outside.execute(&format!("INSERT INTO person_particulars (person_id, federation_id, born_on, gender, revision) \
                VALUES ({person}, {f}, {born}, {gender}, 1)")).await;
        }
        outside.execute(&format!("INSERT INTO seats (federation_id, term_id, number, origin) VALUES ({f}, {term}, {n}, 'elected')")).await;
        outside.execute(&format!("INSERT INTO mandates (federation_id, body_id, person_id, term_id, seat_id, function, public_office, starts_on, revision) \
            VALUES ({f}, {b}, {person}, {term}, (SELECT MAX(id) FROM seats), 'member', 0, {on}, 1)")).await;
        outside.execute(&format!("INSERT INTO candidates (nomination_id, position, person_id, given_name, family_name, withdrawn_reason, revision) \
            VALUES ({list}, {n}, {person}, 'A', 'B', '', 1)")).await;
        outside.execute(&format!("INSERT INTO seat_calls (election_id, seat_id, candidate_id, called_on, answer_by, state, answered_on, reason, mandate_id, \
            revision, withdrawn_reason) VALUES ({election}, (SELECT MAX(id) FROM seats), (SELECT MAX(id) FROM candidates), {on}, {on}, 'accepted', {on}, '', \
            (SELECT MAX(id) FROM mandates), 1, '')")).await;
    }
    election
}

fn of_json(document: &Value) -> Told {
    let columns = ["female", "male", "diverse", "not_stated", "total"];
    let groups = document["groups"].as_array().unwrap().iter();
    groups
        .map(|group| {
            let line = columns.map(|column| group[column].as_i64()).to_vec();
            (group["age"].as_str().unwrap().to_owned(), line)
        })
        .collect()
}

fn of_csv(text: &str) -> Told {
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1);
    lines
        .map(|line| {
            let mut cells = line.split(';').map(str::to_owned);
            (
                cells.next().unwrap(),
                cells.map(|cell| cell.parse().ok()).collect(),
            )
        })
        .collect()
}

/// The counts of a page, line by line.
fn of_page(page: &str) -> Vec<Vec<Option<i64>>> {
    let rows = page.split("<tr><th scope=\"row\">").skip(1);
    rows.map(|row| {
        let cells = row.split("<td class=\"num\"").skip(1);
        cells
            .map(|cell| {
                cell.split_once('>')
                    .unwrap()
                    .1
                    .split_once('<')
                    .unwrap()
                    .0
                    .parse()
                    .ok()
            })
            .collect()
    })
    .collect()
}

/// All that somebody may ask of the figures of a year, which has to be one and the same.
async fn told(actor: &Actor, year: i64) -> Told {
    let document = actor
        .api_get(&format!("/federations/lir/wave/elected?year={year}"))
        .await
        .expect(StatusCode::OK)
        .json();
    let told = of_json(&document);
    // Days, bodies and districts are nothing that could be asked for.
    let range = format!(
        "/federations/lir/wave/elected?year={year}&from={year}-01-01&until={year}-06-30&body=1&district=1"
    );
    assert_eq!(
        of_json(&actor.api_get(&range).await.expect(StatusCode::OK).json()),
        told
    );
    let table = format!("/de/staff/lir/waves/elected/table?year={year}&form=");
    assert_eq!(
        of_csv(
            &actor
                .get(&format!("{table}csv"))
                .await
                .expect(StatusCode::OK)
                .text()
        ),
        told
    );
    let book = actor
        .get(&format!("{table}xlsx&from={year}-06-30"))
        .await
        .expect(StatusCode::OK);
    assert_eq!(of_book(&book.body), told);
    for language in ["de", "en"] {
        let page = actor
            .get(&format!(
                "/{language}/staff/lir/waves/elected?year={year}&from={year}-06-30"
            ))
            .await
            .expect(StatusCode::OK)
            .text();
        let lines: Vec<_> = document["groups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| told[g["age"].as_str().unwrap()].clone())
            .collect();
        assert_eq!(of_page(&page), lines, "{page}");
    }
    told
}

fn of_book(bytes: &[u8]) -> Told {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let number = |cell: &Data| match cell {
        Data::Float(n) => format!("{n}").parse().ok(),
        Data::Int(n) => Some(*n),
        _ => None,
    };
    let rows = sheet.rows().skip(1);
    rows.map(|row| (row[0].to_string(), row[1..].iter().map(number).collect()))
        .collect()
}

/// Whether two tables fit all that is told, with other counts at the place: whoever knows everything that is told moves people about
/// in all ways in which up to two of them go elsewhere, and adds up.
fn stays_open(
    truth: &[Vec<i64>],
    told: &[Vec<Option<i64>>],
    (line, column): (usize, usize),
) -> bool {
    let (height, width) = (truth.len(), truth[0].len());
    let sums = |rows: &[Vec<i64>]| -> Vec<Vec<i64>> {
        let mut all: Vec<Vec<i64>> = rows
            .iter()
            .map(|row| row.iter().copied().chain([row.iter().sum()]).collect())
            .collect();
        all.push(
            (0..=width)
                .map(|c| all.iter().map(|row| row[c]).sum())
                .collect(),
        );
        all
    };
    let cells: Vec<(usize, usize)> = (0..height)
        .flat_map(|r| (0..width).map(move |c| (r, c)))
        .collect();
    let mut moves = vec![None];
    moves.extend(cells.iter().flat_map(|from| {
        cells
            .iter()
            .filter(move |to| *to != from)
            .map(move |to| Some((*from, *to)))
    }));
    let before = sums(truth)[line][column];
    moves.iter().any(|first| {
        moves.iter().any(|second| {
            let mut tried = truth.to_vec();
            for ((from_r, from_c), (to_r, to_c)) in [first, second].into_iter().flatten() {
                tried[*from_r][*from_c] -= 1;
                tried[*to_r][*to_c] += 1;
            }
            tried.iter().flatten().all(|n| *n >= 0) && {
                let tried = sums(&tried);
                tried[line][column] != before
                    && told
                        .iter()
                        .flatten()
                        .zip(tried.iter().flatten())
                        .all(|(told, n)| told.is_none_or(|told| told == *n))
            }
        })
    })
}

on_both_engines! {
    async fn nothing_that_can_be_asked_tells_a_count_of_few_people_by_subtraction(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Unna").await;
        certified(&app, &lir, &body, "2024-09-14", FIRST).await;
        certified(&app, &lir, &body, "2025-09-14", SECOND).await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let document = registrar.api_get("/federations/lir/wave/elected").await.expect(StatusCode::OK).json();
        assert_eq!((document["year"].as_i64(), &document["years"]), (Some(2025), &serde_json::json!([2025, 2024])));
        // Lines, then columns: female, male, diverse, not stated. One of 2025 was under age and stands with those under thirty.
        let first = [vec![9, 0, 2, 0], vec![8, 7, 0, 0], vec![3, 12, 0, 0], vec![6, 5, 0, 0], vec![0, 6, 0, 4]];
        let second = [vec![9, 1, 1, 0], vec![8, 8, 0, 0], vec![6, 11, 0, 0], vec![0, 0, 0, 0], vec![0, 0, 0, 7]];
        for (year, youngest, truth) in [(2024, "18_29", first), (2025, "under_30", second)] {
            let told = told(&registrar, year).await;
            let lines = [youngest, "30_44", "45_59", "60_and_over", "not_stated", "total"].map(|age| told[age].clone());
            assert_eq!(told.len(), 6);
            let sum: i64 = truth.iter().flatten().sum();
            assert_eq!(lines[5][4], Some(sum), "the number of those elected is known");
            for line in 0..=5 {
                for column in 0..=4 {
                    let of_line = |row: &Vec<i64>| if column == 4 { row.iter().sum() } else { row[column] };
                    let count: i64 = truth.iter().enumerate().filter(|(r, _)| line == 5 || *r == line).map(|(_, row)| of_line(row)).sum();
                    if count < 5 {
                        assert_eq!(lines[line][column], None, "{year} {line} {column}");
                        assert!(stays_open(&truth, &lines, (line, column)), "{year} {line} {column}: {lines:?}");
                    } else {
                        assert!(lines[line][column].is_none_or(|told| told == count), "{year} {line} {column}");
                    }
                }
            }
            // Something is told all the same.
            assert!(lines.iter().flatten().flatten().count() >= 5, "{lines:?}");
        }
        // The elections of any days tell nothing of the people.
        let wave = registrar.api_get("/federations/lir/wave?from=2024-01-01&until=2025-12-31").await.expect(StatusCode::OK).text();
        assert!(!wave.contains("female") && !wave.contains("18_29"), "{wave}");
        app.council_office(&body).await.api_get("/federations/lir/wave/elected").await.expect(StatusCode::FORBIDDEN);
        registrar.api_get("/federations/lir/wave/elected?year=20255").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        registrar.get("/de/staff/lir/waves/elected?year=2025-2026").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_year_has_no_figures_while_an_election_or_an_answer_is_to_come_or_where_few_were_elected(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Unna").await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let withheld = async |year: i64| {
            let path = format!("/federations/lir/wave/elected?year={year}");
            let document = registrar.api_get(&path).await.expect(StatusCode::OK).json();
            let page = registrar.get(&format!("/de/staff/lir/waves/elected?year={year}")).await.expect(StatusCode::OK).text();
            assert_eq!(page.contains("<table"), document["withheld"].is_null(), "{page}");
            assert_eq!(document["groups"].as_array().unwrap().is_empty(), !document["withheld"].is_null());
            document["withheld"].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(withheld(2025).await, "no_election");
        certified(&app, &lir, &body, "2025-03-02", &[(4, "1980-01-01", "female")]).await;
        assert_eq!(withheld(2025).await, "too_few");
        let later = certified(&app, &lir, &body, "2025-09-14", &[(4, "1980-01-01", "male")]).await;
        assert_eq!(withheld(2025).await, "");
        let mut outside = app.outside().await;
        let call = format!("(SELECT MAX(id) FROM seat_calls WHERE election_id = {later})");
        let answers = [("state = 'called', answered_on = NULL, mandate_id = NULL", "still_open"), ("state = 'declined', answered_on = 20300", "")];
        for (answer, why) in answers {
            outside.execute(&format!("UPDATE seat_calls SET {answer} WHERE id = {call}")).await;
            assert_eq!(withheld(2025).await, why);
        }
        for (state, why) in [("counting", "still_open"), ("preparing", "still_open"), ("annulled", "too_few")] {
            outside.execute(&format!("UPDATE elections SET state = '{state}' WHERE id = {later}")).await;
            assert_eq!(withheld(2025).await, why);
        }
    }

    async fn the_elections_in_figures_begin_with_the_latest_year_in_which_one_was_certified(app: TestApp) {
        let lir = app.federation("lir").await;
        let body = app.council(&lir, "Unna").await;
        certified(&app, &lir, &body, "2025-03-02", &[(1, "", "")]).await;
        let other = certified(&app, &lir, &body, "2026-02-01", &[(1, "", "")]).await;
        app.outside().await.execute(&format!("UPDATE elections SET state = 'preparing' WHERE id = {other}")).await;
        let registrar = app.officer(Role::Registrar, &lir).await;
        let wave = registrar.api_get("/federations/lir/wave").await.expect(StatusCode::OK).json();
        assert_eq!((wave["from"].as_str(), wave["until"].as_str()), (Some("2025-01-01"), Some("2025-12-31")));
        assert_eq!(wave["sums"]["certified"].as_i64(), Some(1));
        let page = registrar.get("/de/staff/lir/waves").await.expect(StatusCode::OK).text();
        assert!(page.contains("Unna") && page.contains("/waves/elected\""), "{page}");
    }
}
