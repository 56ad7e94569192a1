//! Clients that go away in the middle of a write.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use poem::http::StatusCode;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Mutex,
};

use super::{
    begin::nothing_left_open,
    booth::{FIRST_POLL, booth, cast, in_box, marked},
};
use crate::support::{Actor, Served};

/// Connections that are reset while the server works on their request.
const RESETS: usize = 1_000;
/// Clients at once.
const CLIENTS: usize = 32;

/// Sends a request, and resets the connection after the patience unless the answer is there before.
async fn send_and_reset(
    served: &Served,
    request: &str,
    patience: Option<Duration>,
) -> Option<String> {
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = socket.read_to_end(&mut answer);
    let whole = match patience {
        Some(patience) => matches!(tokio::time::timeout(patience, read).await, Ok(Ok(_))),
        None => read.await.is_ok(),
    };
    if whole {
        return Some(String::from_utf8_lossy(&answer).into_owned());
    }
    // Closing with nothing lingering sends RST.
    socket.set_zero_linger().unwrap();
    None
}

/// Makes a token for programs; whether that was acknowledged.
async fn write_and_reset(
    served: &Served,
    actor: &Actor,
    name: &str,
    patience: Option<Duration>,
) -> bool {
    let body = format!("name={name}");
    let request = format!(
        "POST /de/account/api-tokens HTTP/1.1\r\nHost: {}\r\nCookie: mandat-session={}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        served.address,
        actor.cookie("mandat-session").unwrap(),
        body.len(),
    );
    let answer = send_and_reset(served, &request, patience).await;
    answer.is_some_and(|answer| {
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        true
    })
}

/// Casts; whether the ballot was acknowledged.
async fn cast_and_reset(served: &Served, voter: &Actor, patience: Duration) -> bool {
    let body = r#"{"choices":["yes"]}"#;
    let request = format!(
        "POST /api/v1/voting/polls/{FIRST_POLL}/ballot HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        served.address,
        voter.bearer(),
        body.len(),
    );
    let answer = send_and_reset(served, &request, Some(patience)).await;
    answer.is_some_and(|answer| {
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        true
    })
}

async fn one_client(
    client: usize,
    served: Arc<Served>,
    actor: Actor,
    resets: Arc<AtomicUsize>,
    acknowledged: Arc<Mutex<Vec<String>>>,
) {
    let mut rng = StdRng::seed_from_u64(client as u64);
    let mut n = 0;
    while resets.load(Ordering::SeqCst) < RESETS {
        n += 1;
        let name = format!("client-{client}-write-{n}");
        let patience = (n % 10 != 0).then(|| Duration::from_micros(rng.random_range(0..50_000)));
        if write_and_reset(&served, &actor, &name, patience).await {
            acknowledged.lock().await.push(name);
        } else {
            resets.fetch_add(1, Ordering::SeqCst);
        }
    }
}

on_both_engines! {
    /// Security checklist fault B6, and the trap of a begin that is dropped in flight.
    async fn row_21_fault_06_a_thousand_resets_during_writes_lose_no_acknowledged_write_and_leave_no_transaction_open(app: TestApp) {
        let served = Arc::new(app.serve().await);
        let (resets, acknowledged) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let mut clients = Vec::new();
        for client in 0..CLIENTS {
            let actor = app.person("client", &[]).await;
            clients.push(tokio::spawn(one_client(client, served.clone(), actor, resets.clone(), acknowledged.clone())));
        }
        for client in clients {
            client.await.unwrap();
        }
        Arc::into_inner(served).unwrap().stop().await;
        nothing_left_open(&app).await;

        // More writes at once than there are connections: each is acknowledged, and must be there.
        let mut later = Vec::new();
        for n in 0..60 {
            let actor = app.person("later", &[]).await;
            later.push(tokio::spawn(async move {
                let name = format!("later-{n}");
                actor.post_form("/de/account/api-tokens", &[("name", &name)]).await.expect(StatusCode::OK);
                name
            }));
        }
        let mut acknowledged = Arc::into_inner(acknowledged).unwrap().into_inner();
        assert!(acknowledged.len() >= 20, "hardly anything was acknowledged: {}", acknowledged.len());
        for write in later {
            acknowledged.push(write.await.unwrap());
        }
        nothing_left_open(&app).await;

        let mut outside = app.outside().await;
        let stored = outside.texts("SELECT name FROM api_tokens").await;
        let missing: Vec<_> = acknowledged.iter().filter(|name| !stored.contains(name)).collect();
        assert!(missing.is_empty(), "acknowledged, but not there: {missing:?}");
        // Nothing half-done: each token came with its row in the log, also where nobody waited for the answer.
        let made = outside.number("SELECT COUNT(*) FROM api_tokens WHERE name <> 'test'").await;
        assert_eq!(made, outside.number("SELECT COUNT(*) FROM audit_log WHERE act = 'create_api_token'").await);
        assert!(made as usize > acknowledged.len(), "no write outlived its client: nothing was tested");
    }

    async fn row_21_fault_06_a_thousand_casts_whose_clients_go_away_are_counted_once_or_not_at_all(app: TestApp) {
        let booth = booth(&app, RESETS, 0).await;
        let served = Arc::new(app.serve().await);
        let mut clients = Vec::new();
        for client in 0..CLIENTS {
            let served = served.clone();
            let voters: Vec<_> = (1_i64..).zip(booth.voters.clone()).skip(client).step_by(CLIENTS).collect();
            clients.push(tokio::spawn(async move {
                let mut rng = StdRng::seed_from_u64(client as u64);
                let mut acknowledged = BTreeSet::new();
                for (entry, voter) in voters {
                    let patience = Duration::from_micros(rng.random_range(0..50_000));
                    if cast_and_reset(&served, &voter, patience).await {
                        acknowledged.insert(entry);
                    }
                }
                acknowledged
            }));
        }
        let mut acknowledged = BTreeSet::new();
        for client in clients {
            acknowledged.append(&mut client.await.unwrap());
        }
        Arc::into_inner(served).unwrap().stop().await;
        // The handlers of clients that are gone go on in tasks of their own: until none comes to its end any more.
        let mut voted = marked(&app, FIRST_POLL).await;
        loop {
            tokio::time::sleep(Duration::from_millis(500)).await;
            app.app.caster.drain().await;
            let before = std::mem::replace(&mut voted, marked(&app, FIRST_POLL).await);
            if before == voted {
                break;
            }
        }
        nothing_left_open(&app).await;

        let missing: Vec<_> = acknowledged.difference(&voted).collect();
        assert!(missing.is_empty(), "acknowledged, but not marked: {missing:?}");
        assert_eq!(in_box(&app, FIRST_POLL).await, voted.len() as i64);
        assert!(voted.len() > acknowledged.len(), "no vote outlived its client: nothing was tested");
        // Whoever got no answer votes again, and learns what became of the first ballot.
        for (entry, voter) in (1_i64..).zip(&booth.voters).filter(|(entry, _)| !acknowledged.contains(entry)) {
            let answer = cast(voter, FIRST_POLL, "yes").await;
            let expected = if voted.contains(&entry) { StatusCode::CONFLICT } else { StatusCode::OK };
            assert_eq!(answer.status, expected, "voter {entry}");
        }
        assert_eq!(in_box(&app, FIRST_POLL).await, RESETS as i64);
        assert_eq!(marked(&app, FIRST_POLL).await.len(), RESETS);
    }
}
