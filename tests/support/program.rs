//! The program itself as a process of its own, with everything in its log.

use std::{
    fs::File,
    path::PathBuf,
    process::{Child, Command},
    time::Duration,
};

use tokio::net::TcpStream;

use super::TestApp;

/// `mandat serve` on the database of a test, with everything in its log.
pub struct Program {
    child: Child,
    pub address: String,
    log: PathBuf,
}

impl Program {
    /// Starts it with further settings, and waits until it listens.
    pub async fn start(app: &TestApp, settings: &[(&str, &str)]) -> Self {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = probe.local_addr().unwrap().to_string();
        drop(probe);
        let log = app.database.folder.path().join("log");
        let file = File::create(&log).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_mandat"))
            .arg("serve")
            .env("MANDAT_DATABASE_URL", &app.database.address)
            .env("MANDAT_PEPPER_FILE", &app.app.config.pepper_file)
            .env("MANDAT_LISTEN", &address)
            .env("MANDAT_LOG", "trace")
            .envs(settings.iter().copied())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap();
        let mut program = Self {
            child,
            address,
            log,
        };
        while TcpStream::connect(&program.address).await.is_err() {
            let ended = program.child.try_wait().unwrap();
            assert!(ended.is_none(), "{ended:?}\n{}", program.logged());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        program
    }

    /// What stands in its log so far.
    pub fn logged(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    /// Sends a form as a browser does; the status and the cookie that came with it.
    pub async fn post_form(
        &self,
        client: &reqwest::Client,
        path: &str,
        cookie: &str,
        body: String,
    ) -> (u16, Option<String>) {
        let answer = client
            .post(format!("http://{}{path}", self.address))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", cookie)
            .body(body)
            .send()
            .await
            .unwrap();
        let cookie = answer
            .headers()
            .get("set-cookie")
            .map(|c| c.to_str().unwrap().split(';').next().unwrap().to_owned());
        (answer.status().as_u16(), cookie)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
