//! A mail server on this machine that does what a test tells it to.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use mandat::config::{MailEncryption, MailRoute, MailSettings};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// What the server does with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Accept,
    /// 451 to the recipient.
    NotNow,
    /// 550 to the recipient.
    Never,
    /// Hangs up before the text.
    HangUp,
    /// Takes the text and hangs up without an answer.
    HangUpAfterText,
}

/// See the module.
pub struct PostOffice {
    port: u16,
    moods: Arc<Mutex<VecDeque<Mood>>>,
    received: Arc<Mutex<Vec<String>>>,
}

impl PostOffice {
    /// Opens it with a mood for each message; it accepts all further ones.
    pub async fn open(moods: &[Mood]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let office = Self {
            port: listener.local_addr().unwrap().port(),
            moods: Arc::new(Mutex::new(moods.iter().copied().collect())),
            received: Arc::default(),
        };
        let (moods, received) = (office.moods.clone(), office.received.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mood = moods.lock().unwrap().pop_front().unwrap_or(Mood::Accept);
                let received = received.clone();
                tokio::spawn(async move {
                    let _ = talk(stream, mood, &received).await;
                });
            }
        });
        office
    }

    /// Settings that lead here.
    pub fn settings(&self) -> MailSettings {
        MailSettings {
            route: MailRoute::Server {
                host: "127.0.0.1".to_owned(),
                port: self.port,
                encryption: MailEncryption::None,
            },
            from: "post@mandat.example".to_owned(),
            login: None,
        }
    }

    /// The texts that arrived whole.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, mood: Mood, received: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match line.get(..4).unwrap_or_default() {
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "RCPT" if mood == Mood::NotNow => b"451 try again later\r\n",
            "RCPT" if mood == Mood::Never => b"550 no such user\r\n",
            "RCPT" if mood == Mood::HangUp => return Ok(()),
            "MAIL" | "RCPT" => b"250 fine\r\n",
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    if stream.read_line(&mut text).await? == 0 {
                        return Ok(());
                    }
                }
                received.lock().unwrap().push(text);
                if mood == Mood::HangUpAfterText {
                    return Ok(());
                }
                b"250 taken as 4711\r\n"
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"500 what?\r\n",
        };
        stream.write_all(answer).await?;
    }
}
