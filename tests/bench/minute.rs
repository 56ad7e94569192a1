//! Voters of a whole assembly in the same minute: each signs in with a typed code and votes by the pages, as a browser without
//! scripts does.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::client::{Client, form, page};

/// Within which all begin.
const MINUTE: Duration = Duration::from_secs(60);

/// What one voter, or all of them, waited for.
#[derive(Default)]
struct Waited {
    pages: Vec<Duration>,
    sign_ins: Vec<Duration>,
    casts: Vec<Duration>,
    failures: usize,
}

/// Lets one voter for each code vote in the poll, and prints what they waited for.
pub async fn vote(address: &str, codes: &Arc<Vec<String>>, poll: i64) {
    let began = Instant::now();
    let number = codes.len();
    let voters: Vec<_> = (0..number)
        .map(|n| {
            let (address, codes) = (address.to_owned(), Arc::clone(codes));
            // Evenly over the minute, in an order that is not that of the roll.
            let place = u32::try_from(n * 7_919 % number).expect("a small number");
            let start = MINUTE * place / u32::try_from(number).expect("a small number");
            tokio::spawn(async move {
                tokio::time::sleep(start).await;
                one(&address, &codes[n], poll, ["yes", "no", "abstain"][n % 3]).await
            })
        })
        .collect();
    let mut all = Waited::default();
    for voter in voters {
        let waited = voter.await.expect("a voter ends");
        all.pages.extend(waited.pages);
        all.sign_ins.extend(waited.sign_ins);
        all.casts.extend(waited.casts);
        all.failures += waited.failures;
    }
    println!(
        "{number} voters in one minute: the last was done after {:.1} s, {} failures",
        began.elapsed().as_secs_f64(),
        all.failures
    );
    for (what, times) in [
        ("pages", all.pages),
        ("sign-ins with a typed code", all.sign_ins),
        ("casts", all.casts),
    ] {
        print_times(what, times);
    }
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .or(times.last())
            .map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    };
    println!(
        "  {what}: {}, p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, slowest {:.1} ms",
        times.len(),
        at(50),
        at(95),
        at(99),
        at(100)
    );
}

async fn one(address: &str, code: &str, poll: i64, choice: &str) -> Waited {
    let mut client = Client::connect(address).await;
    let mut waited = Waited::default();
    let paper = format!("/de/vote/polls/{poll}");
    let chosen = format!("choices={choice}");
    let steps = [
        ("/de/vote".to_owned(), None),
        ("/de/vote".to_owned(), Some(format!("code={code}"))),
        ("/de/vote/polls".to_owned(), None),
        (paper.clone(), None),
        (format!("{paper}/review"), Some(chosen.clone())),
        (format!("{paper}/cast"), Some(chosen)),
        (format!("{paper}/done"), None),
    ];
    for (path, fields) in steps {
        let request = match &fields {
            None => page(&path, client.cookies()),
            Some(fields) => form(&path, client.cookies(), fields),
        };
        let expected = match &fields {
            Some(_) if !path.ends_with("/review") => 303,
            _ => 200,
        };
        let sent = Instant::now();
        let status = client.send(&request).await;
        let times = match (&fields, path.as_str()) {
            (Some(_), "/de/vote") => &mut waited.sign_ins,
            (Some(_), path) if path.ends_with("/cast") => &mut waited.casts,
            _ => &mut waited.pages,
        };
        times.push(sent.elapsed());
        waited.failures += usize::from(status != expected);
    }
    waited
}
