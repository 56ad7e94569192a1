//! The ways by which a message leaves the house: an SMTP server, or a folder for trying out.

use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use lettre::{
    Address, Message as Mime,
    address::Envelope,
    message::{
        Mailbox, SinglePart,
        header::{ContentTransferEncoding, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailParameter},
    },
};
use tokio::time::timeout;
use zeroize::Zeroizing;

use super::model::Words;
use crate::{
    config::{MailEncryption, MailRoute, MailSettings},
    types::Timestamp,
};

/// How long connecting, encrypting and signing in may take.
const OPENING: Duration = Duration::from_secs(45);
/// How long sender and recipient may take.
const ENVELOPE: Duration = Duration::from_secs(60);
/// How long the server may take to accept the text (RFC 5321 4.5.3.2.6 grants ten minutes; few take one).
const TEXT: Duration = Duration::from_secs(120);

/// Why mail cannot be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("the file with the password for mail, {}: {cause}", .path.display())]
    PasswordFile {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("the folder for messages, {}: {cause}", .path.display())]
    Folder {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("MANDAT_MAIL_FROM is no address that mail servers know: {0}")]
    From(String),
    #[error("the way to the mail server cannot be encrypted: {0}")]
    Encryption(String),
}

/// What became of a message that was to be sent. Each with the answer of the server or what went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// A server has taken it over.
    Accepted(String),
    /// It was not taken over; a later try may succeed.
    Later(String),
    /// It was refused for good.
    Refused(String),
    /// The text was handed over, and no answer came.
    Unknown(String),
}

/// Sends messages.
pub struct Transport {
    way: Way,
    from: Option<Address>,
}

enum Way {
    None,
    Folder(PathBuf),
    Server(Box<Server>),
}

struct Server {
    host: String,
    port: u16,
    encryption: MailEncryption,
    login: Option<Credentials>,
    /// For connections that are to be encrypted.
    tls: Option<TlsParameters>,
    /// How the program names itself.
    own_name: ClientId,
}

/// A message with all that a server needs.
pub struct Ready {
    envelope: Envelope,
    bytes: Vec<u8>,
}

/// `Auto-Submitted: auto-generated` (RFC 3834): no automatic answer is wanted.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Who a message is from and to, and when and under which name it goes.
pub struct Head<'a> {
    /// Name of the federation.
    pub from_name: &'a str,
    /// Where answers go, where that is another address.
    pub reply_to: Option<&'a str>,
    pub to_name: &'a str,
    pub to: &'a str,
    /// Tells the message from all others; the part before the `@`.
    pub id: &'a str,
    pub at: Timestamp,
}

impl Transport {
    /// Reads what the settings name.
    ///
    /// # Errors
    /// A file that cannot be read, or a sender that is no address.
    pub fn open(settings: &MailSettings, own_address: &str) -> Result<Self, TransportError> {
        let way = match &settings.route {
            MailRoute::None => {
                return Ok(Self {
                    way: Way::None,
                    from: None,
                });
            }
            MailRoute::Folder(path) => {
                std::fs::create_dir_all(path).map_err(|cause| TransportError::Folder {
                    path: path.clone(),
                    cause,
                })?;
                Way::Folder(path.clone())
            }
            MailRoute::Server {
                host,
                port,
                encryption,
            } => Way::Server(Box::new(Server {
                host: host.clone(),
                port: *port,
                encryption: *encryption,
                login: settings.login.as_ref().map(read_login).transpose()?,
                tls: match encryption {
                    MailEncryption::None => None,
                    MailEncryption::Upgraded | MailEncryption::FromTheStart => Some(
                        TlsParameters::new(host.clone())
                            .map_err(|e| TransportError::Encryption(e.to_string()))?,
                    ),
                },
                own_name: ClientId::Domain(host_of(own_address).to_owned()),
            })),
        };
        let from = settings
            .from
            .trim()
            .parse()
            .map_err(|_| TransportError::From(settings.from.clone()))?;
        Ok(Self {
            way,
            from: Some(from),
        })
    }

    /// Whether messages leave the house at all.
    pub fn is_there(&self) -> bool {
        self.from.is_some()
    }

    /// Whether messages are laid into a folder only.
    pub fn is_folder(&self) -> bool {
        matches!(self.way, Way::Folder(_))
    }

    /// Puts a message together. Addresses are parsed, and what stands in a header is encoded, so that no line can be smuggled in.
    ///
    /// # Errors
    /// Why no server would take it.
    pub fn assemble(&self, head: &Head<'_>, words: Words) -> Result<Ready, String> {
        let from = self.from.clone().ok_or("no sender is set")?;
        let to: Address = head.to.parse().map_err(|_| "not an address".to_owned())?;
        let id = format!("<{}@{}>", head.id, from.domain());
        let named = |name: &str, address| {
            let name = one_line(name);
            Mailbox::new(Some(name).filter(|n| !n.is_empty()), address)
        };
        let mut builder = Mime::builder()
            .from(named(head.from_name, from))
            .to(named(head.to_name, to))
            .subject(one_line(&words.subject))
            .message_id(Some(id))
            .header(AutoSubmitted)
            .date(SystemTime::UNIX_EPOCH + millis(head.at));
        if let Some(Ok(address)) = head.reply_to.map(str::parse::<Address>) {
            builder = builder.reply_to(named(head.from_name, address));
        }
        let part = SinglePart::builder()
            .header(lettre::message::header::ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(words.text);
        let message = builder.singlepart(part).map_err(|e| e.to_string())?;
        Ok(Ready {
            envelope: message.envelope().clone(),
            bytes: message.formatted(),
        })
    }

    /// Sends a message. `name` tells its file apart in a folder.
    pub async fn send(&self, name: &str, ready: &Ready) -> Delivery {
        match &self.way {
            Way::None => Delivery::Later("no way to send mail is set".to_owned()),
            Way::Folder(folder) => lay_down(folder, name, &ready.bytes).await,
            Way::Server(server) => server.send(ready).await,
        }
    }
}

fn read_login((user, path): &(String, PathBuf)) -> Result<Credentials, TransportError> {
    let password = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|cause| TransportError::PasswordFile {
            path: path.clone(),
            cause,
        })?;
    Ok(Credentials::new(
        user.clone(),
        password.trim_end_matches(['\r', '\n']).to_owned(),
    ))
}

/// The name of the machine in `https://wahl.example.org:8443`.
fn host_of(address: &str) -> &str {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    host.split([':', '/']).next().unwrap_or("localhost")
}

fn millis(at: Timestamp) -> Duration {
    Duration::from_millis(u64::try_from(at.unix_millis()).unwrap_or(0))
}

/// A text for a header: no line break or other control sign.
fn one_line(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .collect();
    line.trim().to_owned()
}

/// Writes the file whole or not at all.
async fn lay_down(folder: &Path, name: &str, bytes: &[u8]) -> Delivery {
    let (unfinished, path) = (
        folder.join(format!("{name}.part")),
        folder.join(format!("{name}.eml")),
    );
    let written = async {
        tokio::fs::write(&unfinished, bytes).await?;
        tokio::fs::rename(&unfinished, &path).await
    };
    match written.await {
        Ok(()) => Delivery::Accepted(format!("{name}.eml")),
        Err(e) => Delivery::Later(e.to_string()),
    }
}

type SmtpError = lettre::transport::smtp::Error;

impl Server {
    async fn send(&self, ready: &Ready) -> Delivery {
        let mut connection = match timeout(OPENING, self.open()).await {
            Ok(Ok(connection)) => connection,
            // Whatever is wrong with the connection or the login is not the message's fault.
            Ok(Err(e)) => return Delivery::Later(e.to_string()),
            Err(_) => return Delivery::Later("no connection in time".to_owned()),
        };
        match timeout(ENVELOPE, announce(&mut connection, &ready.envelope)).await {
            Ok(Ok(())) => {}
            Ok(Err(refused)) => {
                let _ = timeout(ENVELOPE, connection.abort()).await;
                return refused;
            }
            Err(_) => return Delivery::Later("no answer to the addresses in time".to_owned()),
        }
        // From here on the server may have the text although we do not hear of it.
        let delivery = match timeout(TEXT, connection.message(&ready.bytes)).await {
            Ok(Ok(answer)) if answer.is_positive() => {
                let lines: Vec<_> = answer.message().collect();
                Delivery::Accepted(format!("{} {}", answer.code(), lines.join(" ")))
            }
            Ok(Ok(answer)) => Delivery::Unknown(answer.code().to_string()),
            Ok(Err(e)) => judged(&e).unwrap_or_else(|| Delivery::Unknown(e.to_string())),
            Err(_) => Delivery::Unknown("no answer in time".to_owned()),
        };
        let _ = timeout(ENVELOPE, connection.abort()).await;
        delivery
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, SmtpError> {
        let from_the_start = self
            .tls
            .clone()
            .filter(|_| self.encryption == MailEncryption::FromTheStart);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            (self.host.as_str(), self.port),
            Some(OPENING),
            &self.own_name,
            from_the_start,
            None,
        )
        .await?;
        if let (MailEncryption::Upgraded, Some(tls)) = (self.encryption, &self.tls) {
            connection.starttls(tls.clone(), &self.own_name).await?;
        }
        if let Some(login) = &self.login {
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], login)
                .await?;
        }
        Ok(connection)
    }
}

/// Names sender and recipient and asks to hand over the text.
async fn announce(
    connection: &mut AsyncSmtpConnection,
    envelope: &Envelope,
) -> Result<(), Delivery> {
    let broken = |e: SmtpError| judged(&e).unwrap_or_else(|| Delivery::Later(e.to_string()));
    let mut parameters = Vec::new();
    let mut addresses = envelope.from().into_iter().chain(envelope.to());
    if !addresses.all(|a| AsRef::<str>::as_ref(a).is_ascii()) {
        if !connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            return Err(Delivery::Refused(
                "the server takes no address with such letters".to_owned(),
            ));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection
        .command(Mail::new(envelope.from().cloned(), parameters))
        .await
        .map_err(broken)?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .await
            .map_err(broken)?;
    }
    connection.command(Data).await.map_err(broken)?;
    Ok(())
}

/// What an answer of the server says; `None` where there was none.
fn judged(error: &SmtpError) -> Option<Delivery> {
    if error.is_permanent() {
        Some(Delivery::Refused(error.to_string()))
    } else if error.is_transient() {
        Some(Delivery::Later(error.to_string()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport() -> Transport {
        Transport {
            way: Way::None,
            from: "post@example.org".parse().ok(),
        }
    }

    fn head<'a>(to_name: &'a str, to: &'a str) -> Head<'a> {
        Head {
            from_name: "Verband \"der\" Räte",
            reply_to: None,
            to_name,
            to,
            id: "mandat-7",
            at: Timestamp::stored(1_777_881_600_000),
        }
    }

    fn text_of(head: &Head<'_>, subject: &str) -> String {
        let words = Words {
            subject: subject.to_owned(),
            text: "Grüß Gott\nhttps://wahl.example.org/de/\n.\nEnde".to_owned(),
        };
        let ready = transport().assemble(head, words).expect("a message");
        String::from_utf8(ready.bytes).expect("7 bit")
    }

    #[test]
    fn a_message_has_its_headers_and_is_plain_seven_bit() {
        let text = text_of(
            &head("Rat Köln", "rat@example.org"),
            "Ihre Delegierten – Köln",
        );
        assert!(text.is_ascii(), "{text}");
        for line in [
            "Message-ID: <mandat-7@example.org>",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "Date: Mon, 04 May 2026 08:00:00 +0000",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}\n{text}");
        }
    }

    #[test]
    fn no_header_is_smuggled_in_by_a_name_a_subject_or_an_address() {
        let evil = "x\r\nBcc: all@example.org\r\n\r\nbody";
        let text = text_of(&head(evil, "rat@example.org"), evil);
        let (headers, _) = text.split_once("\r\n\r\n").expect("headers");
        assert!(
            !headers.lines().any(|line| line.starts_with("Bcc")),
            "{headers}"
        );
        for address in [
            "rat@example.org\r\nBcc: all@example.org",
            "a@b.org, c@d.org",
            "<a@b.org>",
            "",
        ] {
            let words = Words {
                subject: "s".to_owned(),
                text: "t".to_owned(),
            };
            assert!(
                transport().assemble(&head("n", address), words).is_err(),
                "{address:?}"
            );
        }
    }

    #[test]
    fn the_own_name_is_the_host() {
        assert_eq!(host_of("https://wahl.example.org"), "wahl.example.org");
        assert_eq!(host_of("http://127.0.0.1:8080"), "127.0.0.1");
    }
}
