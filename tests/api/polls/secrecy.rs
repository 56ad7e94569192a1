//! What the database itself could tell about who voted how: rows 2 to 5, 12 and 14 of the security checklist.

use std::collections::BTreeMap;

use mandat::types::Random;
use rand::seq::SliceRandom;

use super::{separation::Schema, *};
use crate::support::{Outside, Settings, block_on};

/// Voters of one poll.
const VOTERS: usize = 200;

/// How many stretches of equal ballots follow each other.
fn runs(ballots: &[String]) -> usize {
    1 + ballots.windows(2).filter(|pair| pair[0] != pair[1]).count()
}

/// Whether so many runs are to be expected of two kinds in random order: the two-sided runs test of Wald and Wolfowitz at the
/// level 0.01 (2.576 standard deviations), here for equally many of each.
fn looks_shuffled(ballots: &[String]) -> bool {
    let n = ballots.len() as f64;
    let half = n / 2.0;
    let mean = 2.0 * half * half / n + 1.0;
    let variance = (mean - 1.0) * (mean - 2.0) / (n - 1.0);
    ((runs(ballots) as f64) - mean).abs() < 2.576 * variance.sqrt()
}

/// A poll in which two hundred voted: the first hundred yes, then a hundred no. Randomness from a seed, so that chance decides
/// nothing anew at each run.
struct Pattern {
    app: TestApp,
    laka: Electorate,
    poll: i64,
    /// What each voter was told, in the order in which they came: tracker, entry, whether yes.
    told: Vec<(String, i64, bool)>,
}

impl Pattern {
    async fn cast(engine: Engine) -> Self {
        let settings = Settings {
            random: Random::seeded(20_260_504),
            ..Settings::default()
        };
        let app = TestApp::start_with(engine, settings).await;
        let laka = app.electorate("laka", &[1; VOTERS]).await;
        let poll = laka.open(&motion()).await;
        let mut told = Vec::new();
        // They come in an order that is not that of the roll.
        for n in 0..VOTERS {
            let number = 1 + n * 77 % VOTERS;
            let yes = n < VOTERS / 2;
            let ballot = json!({ "choices": [if yes { "yes" } else { "no" }] });
            let voter = app.voter(&laka, number).await;
            let answer = send(&voter, poll, &ballot).await.expect(StatusCode::OK);
            let tracker = answer.json()["trackers"][0].as_str().unwrap().to_owned();
            told.push((tracker, laka.entries[number - 1], yes));
        }
        Self {
            app,
            laka,
            poll,
            told,
        }
    }

    async fn close(&self) {
        self.laka.step(self.poll, "close").await;
    }

    async fn outside(&self) -> Outside {
        self.app.outside().await
    }

    /// Ballots of a table in the order in which they lie there.
    async fn as_they_lie(&self, table: &str) -> Vec<String> {
        let order = match self.app.engine {
            // The rows of the table are its primary key.
            Engine::Sqlite => "",
            Engine::Postgres => " ORDER BY ctid",
        };
        self.outside()
            .await
            .texts(&format!("SELECT ballot FROM {table}{order}"))
            .await
    }
}

fn on(engine: Engine, story: impl AsyncFnOnce(Pattern)) {
    if engine.is_here() {
        block_on(async { story(Pattern::cast(engine).await).await });
    }
}

#[test]
fn the_runs_test_tells_a_pattern_from_a_shuffle() {
    let ballots = |pattern: &dyn Fn(usize) -> bool| {
        (0..VOTERS)
            .map(|n| pattern(n).to_string())
            .collect::<Vec<_>>()
    };
    assert!(!looks_shuffled(&ballots(&|n| n < VOTERS / 2)));
    assert!(!looks_shuffled(&ballots(&|n| n % 2 == 0)));
    assert!(!looks_shuffled(&ballots(&|n| n / 10 % 2 == 0)));
    let mut shuffled = ballots(&|n| n < VOTERS / 2);
    shuffled.shuffle(&mut Random::seeded(1).rng());
    assert!(looks_shuffled(&shuffled));
}

async fn row_2_order_of_arrival(pattern: Pattern) {
    let keys = "SELECT ballot FROM ballots ORDER BY ballot_key";
    let open = pattern.outside().await.texts(keys).await;
    assert_eq!(open.len(), VOTERS);
    assert!(
        looks_shuffled(&open),
        "{} runs by the keys of the open box",
        runs(&open)
    );
    pattern.close().await;
    for sealed in [
        pattern.as_they_lie("sealed_ballots").await,
        pattern
            .outside()
            .await
            .texts("SELECT ballot FROM sealed_ballots ORDER BY ballot_key")
            .await,
    ] {
        assert_eq!(sealed.len(), VOTERS);
        assert!(looks_shuffled(&sealed), "{} runs", runs(&sealed));
    }
    assert_eq!(pattern.as_they_lie("ballots").await, Vec::<String>::new());
}

#[test]
fn row_2_the_closed_box_does_not_tell_the_order_of_arrival_on_sqlite() {
    on(Engine::Sqlite, row_2_order_of_arrival);
}

#[test]
fn row_2_the_closed_box_does_not_tell_the_order_of_arrival_on_postgres() {
    on(Engine::Postgres, row_2_order_of_arrival);
}

async fn row_3_marks(pattern: Pattern) {
    pattern.close().await;
    let order = match pattern.app.engine {
        Engine::Sqlite => "",
        Engine::Postgres => " ORDER BY ctid",
    };
    let marks = pattern
        .outside()
        .await
        .numbers(&format!("SELECT entry_id FROM marks{order}"))
        .await;
    assert_eq!(
        marks, pattern.laka.entries,
        "the marks lie in the order of the roll"
    );
    if pattern.app.engine == Engine::Postgres {
        let writings = "SELECT COUNT(DISTINCT xmin::text) FROM marks";
        assert_eq!(
            pattern.outside().await.number(writings).await,
            1,
            "all written at once"
        );
    }
    let schema = Schema::read(&pattern.app).await;
    assert_eq!(schema.columns_of("marks"), ["entry_id", "poll_id"].into());
    for table in [
        "codes",
        "roll_entries",
        "marks",
        "ballots",
        "sealed_ballots",
        "trackers",
        "sealed_trackers",
    ] {
        let telling = ["_at", "_on", "time", "day", "seq", "used"];
        let found: Vec<_> = schema
            .columns_of(table)
            .into_iter()
            .filter(|c| telling.iter().any(|t| c.ends_with(t)))
            .collect();
        assert!(found.is_empty(), "{table}: {found:?}");
    }
}

#[test]
fn row_3_the_marks_of_a_closed_poll_do_not_tell_the_order_of_arrival_on_sqlite() {
    on(Engine::Sqlite, row_3_marks);
}

#[test]
fn row_3_the_marks_of_a_closed_poll_do_not_tell_the_order_of_arrival_on_postgres() {
    on(Engine::Postgres, row_3_marks);
}

#[test]
fn row_4_no_system_column_of_postgres_links_voters_and_ballots() {
    on(Engine::Postgres, async |pattern| {
        let mut outside = pattern.outside().await;
        // The look itself works: while the poll is open, who could read the files could link (docs: the trust label says so).
        let open = "SELECT COUNT(*) FROM marks m JOIN ballots b ON b.xmin = m.xmin";
        assert!(outside.number(open).await >= VOTERS as i64);
        let voted = outside
            .texts(
                "SELECT entry_id || ' ' || ballot FROM marks m JOIN ballots b ON b.xmin = m.xmin",
            )
            .await;
        pattern.close().await;
        let of_people = outside
            .texts(
                "SELECT DISTINCT table_name::text FROM information_schema.columns WHERE table_schema = 'public' \
                 AND (column_name IN ('person_id', 'entry_id', 'code_id', 'selector') OR table_name IN ('people', 'ballots'))",
            )
            .await;
        for known in [
            "people",
            "roll_entries",
            "codes",
            "code_failures",
            "voter_sessions",
            "marks",
            "ballots",
            "roll_call_votes",
            "poll_exclusions",
        ] {
            assert!(
                of_people.contains(&known.to_owned()),
                "{known} is looked at"
            );
        }
        for table in &of_people {
            for column in ["xmin", "xmax"] {
                let joined = format!(
                    "SELECT COUNT(*) FROM {table} v JOIN sealed_ballots b ON b.xmin = v.{column}"
                );
                assert_eq!(outside.number(&joined).await, 0, "{table}.{column}");
            }
        }
        assert_eq!(
            outside
                .number("SELECT COUNT(DISTINCT xmin::text) FROM sealed_ballots")
                .await,
            1
        );
        // The places of marks and of ballots in their files have nothing to do with each other.
        let choice: BTreeMap<i64, bool> = voted
            .iter()
            .map(|pair| {
                let (entry, ballot) = pair.split_once(' ').unwrap();
                (entry.parse().unwrap(), ballot == "1.100")
            })
            .collect();
        assert_eq!(choice.len(), VOTERS);
        let marks: Vec<f64> = outside
            .numbers("SELECT entry_id FROM marks ORDER BY ctid")
            .await
            .iter()
            .map(|e| f64::from(u8::from(choice[e])))
            .collect();
        let ballots: Vec<f64> = pattern
            .as_they_lie("sealed_ballots")
            .await
            .iter()
            .map(|b| f64::from(u8::from(b == "1.100")))
            .collect();
        let rho = correlation(&marks, &ballots);
        assert!(
            rho.abs() < 0.1,
            "the choice of the voter at a place and the ballot at the same place: {rho}"
        );
        assert_eq!(
            outside.number("SELECT pg_relation_size('ballots')").await,
            0,
            "nothing is left of the open box"
        );
    });
}

/// Nothing in the closed database leads from a tracker to a ballot, a mark or an entry: not its place, not when it was written.
async fn row_4_trackers(pattern: Pattern) {
    let mut outside = pattern.outside().await;
    let order = match pattern.app.engine {
        Engine::Sqlite => "",
        Engine::Postgres => " ORDER BY ctid",
    };
    if pattern.app.engine == Engine::Postgres {
        // The look itself works: while the poll is open, who could read the files could link.
        let open = "SELECT COUNT(*) FROM trackers t JOIN marks m ON m.xmin = t.xmin";
        assert!(outside.number(open).await >= VOTERS as i64);
    }
    pattern.close().await;
    assert_eq!(outside.number("SELECT COUNT(*) FROM trackers").await, 0);
    let lie = outside
        .texts(&format!("SELECT tracker FROM sealed_trackers{order}"))
        .await;
    let mut sorted: Vec<_> = pattern.told.iter().map(|(t, ..)| t.clone()).collect();
    sorted.sort();
    assert_eq!(lie, sorted, "they lie in the order of their own text");
    if pattern.app.engine == Engine::Postgres {
        assert_eq!(
            outside.number("SELECT pg_relation_size('trackers')").await,
            0
        );
        let writings = "SELECT COUNT(DISTINCT xmin::text) FROM sealed_trackers";
        assert_eq!(outside.number(writings).await, 1, "all written at once");
        for table in ["people", "roll_entries", "codes", "voter_sessions", "marks"] {
            for column in ["xmin", "xmax"] {
                let joined = format!(
                    "SELECT COUNT(*) FROM {table} v JOIN sealed_trackers t ON t.xmin = v.{column}"
                );
                assert_eq!(outside.number(&joined).await, 0, "{table}.{column}");
            }
        }
    }
    let known: BTreeMap<_, _> = pattern
        .told
        .iter()
        .map(|(tracker, entry, yes)| (tracker.clone(), (*entry, f64::from(u8::from(*yes)))))
        .collect();
    let by_tracker: Vec<f64> = lie.iter().map(|t| known[t].1).collect();
    let entries: Vec<f64> = lie.iter().map(|t| known[t].0 as f64).collect();
    let came: Vec<f64> = lie
        .iter()
        .map(|t| {
            pattern
                .told
                .iter()
                .position(|(told, ..)| told == t)
                .unwrap() as f64
        })
        .collect();
    let marks: Vec<f64> = outside
        .numbers(&format!("SELECT entry_id FROM marks{order}"))
        .await
        .iter()
        .map(|e| *e as f64)
        .collect();
    let in_box: Vec<f64> = outside
        .texts("SELECT ballot FROM sealed_ballots ORDER BY position")
        .await
        .iter()
        .map(|b| f64::from(u8::from(b == "1.100")))
        .collect();
    let places: Vec<f64> = (0..VOTERS).map(|n| n as f64).collect();
    for (what, one, other) in [
        (
            "its voter's choice and the ballot at its place",
            &by_tracker,
            &in_box,
        ),
        ("its entry and the mark at its place", &entries, &marks),
        ("its place and when its voter came", &places, &came),
    ] {
        // Three standard deviations of chance for two hundred.
        let rho = correlation(one, other);
        assert!(rho.abs() < 0.21, "{what}: {rho}");
    }
}

#[test]
fn row_4_a_tracker_leads_to_no_ballot_mark_or_entry_after_closing_on_sqlite() {
    on(Engine::Sqlite, row_4_trackers);
}

#[test]
fn row_4_a_tracker_leads_to_no_ballot_mark_or_entry_after_closing_on_postgres() {
    on(Engine::Postgres, row_4_trackers);
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let n = one.len() as f64;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (a, b) = (mean(one), mean(other));
    let covariance: f64 = one.iter().zip(other).map(|(x, y)| (x - a) * (y - b)).sum();
    let spread = |v: &[f64], m: f64| v.iter().map(|x| (x - m) * (x - m)).sum::<f64>().sqrt();
    covariance / (spread(one, a) * spread(other, b))
}

#[test]
fn row_5_the_files_of_sqlite_keep_nothing_of_the_open_box() {
    on(Engine::Sqlite, async |pattern| {
        let keys: Vec<Vec<u8>> = pattern
            .outside()
            .await
            .texts("SELECT hex(ballot_key) FROM ballots")
            .await
            .iter()
            .map(|key| data_encoding::HEXUPPER.decode(key.as_bytes()).unwrap())
            .collect();
        assert_eq!(keys.len(), VOTERS);
        let address = pattern.app.database.address.clone();
        let file = |end: &str| std::fs::read(format!("{address}{end}")).unwrap_or_default();
        let found = |bytes: &[u8]| {
            keys.iter()
                .filter(|key| bytes.windows(key.len()).any(|w| w == key.as_slice()))
                .count()
        };
        assert_eq!(
            found(&[file(""), file("-wal")].concat()),
            VOTERS,
            "the look itself works"
        );
        pattern.close().await;
        assert_eq!(file("-wal").len(), 0);
        assert!(file("-journal").is_empty());
        assert_eq!(
            found(&file("")),
            0,
            "keys of the open box in the closed file"
        );
        assert_eq!(
            pattern
                .outside()
                .await
                .number("SELECT traces_removed FROM polls")
                .await,
            1
        );
    });
}

on_both_engines! {
    async fn row_3_casting_leaves_the_rows_of_the_roll_and_its_codes_as_they_were(app: TestApp) {
        let laka = app.electorate("laka", &[1; 3]).await;
        let voters = app.voters(&laka, 3).await;
        let poll = laka.open(&motion()).await;
        let mut places = Vec::new();
        for table in ["roll_entries", "codes", "people", "delegates", "voter_sessions"] {
            places.push(match app.engine {
                Engine::Sqlite if table == "voter_sessions" => format!("SELECT hex(token_hash) || ' ' || expires_at FROM {table}"),
                Engine::Sqlite => format!("SELECT CAST(rowid AS TEXT) FROM {table}"),
                Engine::Postgres => format!("SELECT ctid::text || ' ' || xmin::text || ' ' || xmax::text FROM {table} ORDER BY ctid"),
            });
        }
        let mut outside = app.outside().await;
        let mut before = Vec::new();
        for place in &places {
            before.push(outside.texts(place).await);
        }
        for voter in voters.iter().rev() {
            cast(voter, poll, &["yes"]).await;
        }
        laka.step(poll, "close").await;
        for (place, before) in places.iter().zip(before) {
            assert_eq!(outside.texts(place).await, before, "{place}");
        }
    }

    async fn row_12_seven_votes_of_an_entry_are_seven_ballots_like_any_other(app: TestApp) {
        let laka = app.electorate("laka", &[7, 1, 1]).await;
        let voters = app.voters(&laka, 3).await;
        let (poll, named) = (laka.open(&motion()).await, laka.open(&by_name(motion())).await);
        for (voter, choice) in voters.iter().zip(["yes", "no", "no"]) {
            cast(voter, poll, &[choice]).await;
            cast(voter, named, &[choice]).await;
        }
        let mut outside = app.outside().await;
        let forms = |table: &str| format!("SELECT ballot || ' ' || CAST(length(ballot_key) AS TEXT) || ' ' || CAST(poll_id AS TEXT) FROM {table} ORDER BY ballot");
        let mut expected = vec![format!("1.010 16 {poll}"); 2];
        expected.extend(vec![format!("1.100 16 {poll}"); 7]);
        assert_eq!(outside.texts(&forms("ballots")).await, expected);
        assert_eq!(outside.number(&format!("SELECT COUNT(*) FROM marks WHERE poll_id = {poll}")).await, 3);
        assert_eq!(state(&laka, poll).await["ballots"], 9);
        laka.step(poll, "close").await;
        assert_eq!(outside.texts(&forms("sealed_ballots")).await, expected);
        let distinct = format!("SELECT COUNT(DISTINCT ballot_key) FROM sealed_ballots WHERE poll_id = {poll}");
        assert_eq!(outside.number(&distinct).await, 9);
        laka.step(poll, "count").await;
        let count = laka.board.api_get(&format!("{}/count", laka.poll_path(poll))).await.expect(StatusCode::OK).json();
        assert_eq!((&count["votes"], &count["voters"]), (&json!([7, 2, 0]), &json!(3)));
        // By name there is one vote, which counts seven times.
        assert_eq!(outside.number("SELECT COUNT(*) FROM roll_call_votes").await, 3);
        laka.step(named, "close").await;
        laka.step(named, "count").await;
        let count = laka.board.api_get(&format!("{}/count", laka.poll_path(named))).await.expect(StatusCode::OK).json();
        assert_eq!(count["votes"], json!([7, 2, 0]));
    }

    async fn row_14_ballots_and_answers_are_as_long_for_each_choice(app: TestApp) {
        let laka = app.electorate("laka", &[1; 4]).await;
        let voters = app.voters(&laka, 4).await;
        let (yes_no, persons) = (laka.open(&motion()).await, laka.open(&election(&["Al", "Maximiliane", "Nina"])).await);
        for (poll, choices) in [(yes_no, [&["yes"][..], &["no"], &["abstain"], &[]]), (persons, [&["1"], &["2"], &["1", "3"], &[]])] {
            let mut answers = Vec::new();
            for (voter, choice) in voters.iter().zip(choices) {
                let ballot = json!({ "choices": choice, "blank": choice.is_empty() });
                let answer = send(voter, poll, &ballot).await.expect(StatusCode::OK);
                // The trackers are random; all else is the same, and so is the length.
                answers.push((answer.body.len(), format!("{:?}", answer.headers)));
            }
            for answer in &answers {
                assert_eq!(answer, &answers[0], "the API answers every choice alike");
            }
        }
        let lengths = app.outside().await.numbers("SELECT DISTINCT CAST(length(ballot) AS BIGINT) FROM ballots").await;
        assert_eq!(lengths, [5]);
    }
}
