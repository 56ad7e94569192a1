//! The program behind a real listener.

use std::net::SocketAddr;

use mandat::web;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

use super::TestApp;

/// The program, listening on a free port of this machine.
pub struct Served {
    pub address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<std::io::Result<()>>,
}

impl TestApp {
    /// Listens as `mandat serve` does.
    pub async fn serve(&self) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let (endpoint, limits) = (mandat::endpoint_within(&self.app, self.limits), self.limits);
        let server = tokio::spawn(async move {
            web::server::serve(listener, endpoint, limits, async {
                let _ = stopped.await;
            })
            .await
        });
        Served {
            address,
            stop: Some(stop),
            server,
        }
    }
}

impl Served {
    /// The full address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops as on a signal, and waits until open requests have ended.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        self.server.await.unwrap().unwrap();
    }
}
