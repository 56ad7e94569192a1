//! Clients that go away in the middle of a write.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Mutex,
};

use super::begin::nothing_left_open;
use crate::support::{Actor, Served};

/// Connections that are reset while the server works on their request.
const RESETS: usize = 1_000;
/// Clients at once.
const CLIENTS: usize = 32;

/// Sends a write, and resets the connection after the patience unless the answer is there before.
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
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = socket.read_to_end(&mut answer);
    let whole = match patience {
        Some(patience) => matches!(tokio::time::timeout(patience, read).await, Ok(Ok(_))),
        None => read.await.is_ok(),
    };
    if whole {
        assert!(
            answer.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
        return true;
    }
    // Closing with nothing lingering sends RST.
    socket.set_zero_linger().unwrap();
    false
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
    async fn a_thousand_resets_during_writes_lose_no_acknowledged_write_and_leave_no_transaction_open(app: TestApp) {
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
                actor.post_form("/de/account/api-tokens", &[("name", &name)]).await.expect(poem::http::StatusCode::OK);
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
}
