//! Clients that send slowly, endlessly or in no known way, at a real listener (security checklist fault B27).

use std::time::{Duration, Instant};

use mandat::web::Limits;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Engine, Served, Settings, TestApp, block_on};

/// Short, so that the test is; the length in use stands in `Limits::default`.
const LIMITS: Limits = Limits {
    headers: Duration::from_millis(300),
    body: Duration::from_millis(300),
};
/// Longer than any limit, shorter than a person's patience.
const FOREVER: Duration = Duration::from_secs(20);

async fn served() -> (TestApp, Served) {
    let app = TestApp::start_with(
        Engine::Sqlite,
        Settings {
            limits: LIMITS,
            ..Settings::default()
        },
    )
    .await;
    let served = app.serve().await;
    (app, served)
}

/// Sends the start of a request, then nothing more; what comes back until the server closes.
async fn send_and_wait(served: &Served, start: &[u8]) -> String {
    let mut socket = TcpStream::connect(served.address).await.unwrap();
    socket.write_all(start).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(FOREVER, socket.read_to_end(&mut answer))
        .await
        .expect("never cut off")
        .unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_limits_in_use_are_ten_seconds_for_headers_and_thirty_for_a_body() {
    let limits = Limits::default();
    assert_eq!(
        (limits.headers, limits.body),
        (Duration::from_secs(10), Duration::from_secs(30))
    );
}

#[test]
fn headers_that_never_end_are_cut_off() {
    block_on(async {
        let (_app, served) = served().await;
        let begun = Instant::now();
        let answer =
            send_and_wait(&served, b"GET /de/sign-in HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{answer}"
        );
        assert!(begun.elapsed() >= LIMITS.headers, "not before the limit");
        // Nothing at all is no request either.
        let answer = send_and_wait(&served, b"").await;
        assert!(answer.is_empty(), "{answer}");
    });
}

#[test]
fn headers_that_come_one_byte_at_a_time_are_cut_off_while_others_are_served() {
    block_on(async {
        let (_app, served) = served().await;
        let mut slow = Vec::new();
        for _ in 0..100 {
            let mut socket = TcpStream::connect(served.address).await.unwrap();
            slow.push(tokio::spawn(async move {
                let begun = Instant::now();
                for byte in b"GET / HTTP/1.1\r\nX-Slow: "
                    .iter()
                    .chain(std::iter::repeat(&b'x'))
                {
                    let mut nothing = [0; 64];
                    let pause = Duration::from_millis(20);
                    if socket.write_all(&[*byte]).await.is_err()
                        || matches!(
                            tokio::time::timeout(pause, socket.read(&mut nothing)).await,
                            Ok(Ok(0) | Err(_))
                        )
                    {
                        return true;
                    }
                    if begun.elapsed() > FOREVER {
                        return false;
                    }
                }
                false
            }));
        }
        let answer = reqwest::get(served.url("/healthz")).await.unwrap();
        assert_eq!(answer.status(), 200);
        for client in slow {
            assert!(client.await.unwrap(), "a slow client was never cut off");
        }
    });
}

#[test]
fn a_body_that_never_ends_is_refused() {
    block_on(async {
        let (_app, served) = served().await;
        for start in [
            "POST /de/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nemail=a",
            "POST /de/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nemail\r\n",
        ] {
            let answer = send_and_wait(&served, start.as_bytes()).await;
            assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
        }
    });
}

#[test]
fn an_endless_chunked_body_is_refused_at_the_limit() {
    block_on(async {
        let (_app, served) = served().await;
        let mut socket = TcpStream::connect(served.address).await.unwrap();
        let head = "POST /de/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n";
        socket.write_all(head.as_bytes()).await.unwrap();
        let (mut reader, mut writer) = socket.into_split();
        let writing = tokio::spawn(async move {
            let chunk = [&b"10000\r\n"[..], &[b'x'; 0x10000], b"\r\n"].concat();
            // 64 MiB at most; the server closes long before.
            for sent in 0..1024 {
                if writer.write_all(&chunk).await.is_err() {
                    return sent;
                }
            }
            1024
        });
        let mut start = [0; 12];
        tokio::time::timeout(FOREVER, reader.read_exact(&mut start))
            .await
            .expect("an answer")
            .unwrap();
        assert_eq!(&start, b"HTTP/1.1 413");
        drop(reader);
        assert!(writing.await.unwrap() < 1024, "the server read everything");
    });
}

#[test]
fn requests_that_could_be_read_in_two_ways_are_refused() {
    block_on(async {
        let (_app, served) = served().await;
        for start in [
            "POST /de/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "GET /de/sign-in HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
            "GET /de/sign-in\r\n\r\n",
            "\0\0\0\0\r\n\r\n",
            "GET /de/\u{1}x HTTP/1.1\r\nHost: x\r\n\r\n",
        ] {
            let answer = send_and_wait(&served, start.as_bytes()).await;
            assert!(
                answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
                "{start:?}: {answer}"
            );
        }
        let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(200_000));
        let answer = send_and_wait(&served, long.as_bytes()).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
            "{answer}"
        );
        let answer = reqwest::get(served.url("/healthz")).await.unwrap();
        assert_eq!(answer.status(), 200, "the server goes on");
    });
}

#[test]
fn stopping_lets_an_open_request_finish_and_takes_no_new_one() {
    block_on(async {
        let app = TestApp::start(Engine::Sqlite).await;
        let served = app.serve().await;
        let (address, url) = (served.address, served.url("/healthz"));
        let mut socket = TcpStream::connect(address).await.unwrap();
        let body = "email=nobody%40example.org&password=x";
        let head = format!(
            "POST /de/sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
            body.len()
        );
        socket.write_all(head.as_bytes()).await.unwrap();
        // The server asks for the body: the request is open.
        let mut asked = [0; 25];
        socket.read_exact(&mut asked).await.unwrap();
        assert!(asked.starts_with(b"HTTP/1.1 100"));
        let stopping = tokio::spawn(served.stop());
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        socket.write_all(body.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(FOREVER, socket.read_to_end(&mut answer))
            .await
            .expect("closed after it")
            .unwrap();
        assert!(
            answer.starts_with(b"HTTP/1.1 403"),
            "{}",
            String::from_utf8_lossy(&answer)
        );
        stopping.await.unwrap();
        assert!(reqwest::get(url).await.is_err());
    });
}
