//! Every setting, its default and its meaning. No other file reads the environment.

use std::{net::IpAddr, path::PathBuf};

use crate::{types::Email, web::languages::Languages};

/// Settings of the program.
#[derive(Clone, Debug)]
pub struct Config {
    /// `MANDAT_DATABASE_URL`: a file path for SQLite (default `./data/mandat.db`), or `postgres://...`.
    pub database: String,
    /// `MANDAT_LISTEN`: address and port to listen on (default `127.0.0.1:8080`).
    pub listen: String,
    /// `MANDAT_BASE_URL`: the address people type, without a slash at the end (default `http://` + listen address). With
    /// `https://` cookies are `__Host-` and `Secure`, and HSTS is sent.
    pub base_url: String,
    /// `MANDAT_PEPPER_FILE`: the file with the secret that is mixed into codes before hashing (default `./data/pepper`), not in
    /// the database and not in its backups. It is made at first start.
    pub pepper_file: PathBuf,
    /// `MANDAT_TRUSTED_PROXY`: address of the reverse proxy whose `X-Forwarded-For` is believed (default: none).
    pub trusted_proxy: Option<IpAddr>,
    /// `MANDAT_LOG`: what is logged, as tracing directives (default `info`).
    pub log: String,
    /// `MANDAT_SECOND_FACTOR`: `offered` (default), or `required`, where administrators and election boards can do nothing before they
    /// have set up an authenticator app.
    pub requires_second_factor: bool,
    /// `MANDAT_MAIL` and what belongs to it: how messages leave the house (default: not at all).
    pub mail: MailSettings,
    /// Whether this is the marked copy that `mandat rehearse` serves; not a setting.
    pub rehearsal: bool,
    /// The languages that addresses may name; tests add the pseudo language that checks the right-to-left layout.
    pub languages: Languages,
}

/// How messages leave the house.
#[derive(Clone, Debug, Default)]
pub struct MailSettings {
    /// `MANDAT_MAIL`: `smtp://host:587` (encrypted by STARTTLS), `smtps://host:465` (encrypted from the start),
    /// `smtp-unencrypted://127.0.0.1:25` (a relay on this machine), or `file:folder`, where messages are laid down as files.
    /// Default: none, and messages wait.
    pub route: MailRoute,
    /// `MANDAT_MAIL_FROM`: the address that messages come from; needed with `MANDAT_MAIL`.
    pub from: String,
    /// `MANDAT_MAIL_USER` and `MANDAT_MAIL_PASSWORD_FILE`: name, and a file with the password, for the server.
    pub login: Option<(String, PathBuf)>,
}

/// See [`MailSettings::route`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MailRoute {
    #[default]
    None,
    Folder(PathBuf),
    Server {
        host: String,
        port: u16,
        encryption: MailEncryption,
    },
}

/// How the way to a mail server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailEncryption {
    /// STARTTLS, without which nothing is sent.
    Upgraded,
    /// TLS from the first byte.
    FromTheStart,
    /// None; only to this machine itself.
    None,
}

impl MailRoute {
    fn parse(value: &str) -> Result<Self, &'static str> {
        if let Some(folder) = value.strip_prefix("file:").filter(|f| !f.is_empty()) {
            return Ok(Self::Folder(folder.into()));
        }
        let (scheme, server) = value
            .split_once("://")
            .ok_or("must be smtp://host:port, smtps://host:port or file:folder")?;
        let (encryption, usual_port) = match scheme {
            "smtp" => (MailEncryption::Upgraded, 587),
            "smtps" => (MailEncryption::FromTheStart, 465),
            "smtp-unencrypted" => (MailEncryption::None, 25),
            _ => return Err("must begin with smtp://, smtps:// or file:"),
        };
        if server.contains(['@', '/']) {
            return Err("takes no name, password or path; see MANDAT_MAIL_USER");
        }
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') => {
                (host, port.parse().map_err(|_| "the port is no number")?)
            }
            _ => (server, usual_port),
        };
        if host.is_empty() {
            return Err("names no host");
        }
        if encryption == MailEncryption::None && !matches!(host, "127.0.0.1" | "localhost") {
            return Err("is unencrypted, which is for 127.0.0.1 and localhost only");
        }
        Ok(Self::Server {
            host: host.to_owned(),
            port,
            encryption,
        })
    }
}

impl MailSettings {
    fn read(text: impl Fn(&str) -> String) -> Result<Self, ConfigError> {
        let refuse = |name: &'static str, value: &str, problem: &str| ConfigError {
            name,
            value: value.to_owned(),
            problem: problem.to_owned(),
        };
        let route = text("MANDAT_MAIL");
        let route = if route.is_empty() {
            MailRoute::None
        } else {
            MailRoute::parse(&route).map_err(|problem| refuse("MANDAT_MAIL", &route, problem))?
        };
        let from = text("MANDAT_MAIL_FROM");
        if route != MailRoute::None && Email::parse(&from).is_err() {
            return Err(refuse(
                "MANDAT_MAIL_FROM",
                &from,
                "must be the address that messages come from",
            ));
        }
        let (user, file) = (text("MANDAT_MAIL_USER"), text("MANDAT_MAIL_PASSWORD_FILE"));
        let login = match (user.is_empty(), file.is_empty()) {
            (true, true) => None,
            (false, false) => Some((user, file.into())),
            (true, false) | (false, true) => {
                return Err(refuse(
                    "MANDAT_MAIL_USER",
                    &user,
                    "goes together with MANDAT_MAIL_PASSWORD_FILE",
                ));
            }
        };
        let unencrypted = matches!(
            route,
            MailRoute::Server {
                encryption: MailEncryption::None,
                ..
            }
        );
        if login.is_some() && unencrypted {
            return Err(refuse(
                "MANDAT_MAIL_USER",
                "",
                "no password goes over an unencrypted connection",
            ));
        }
        Ok(Self { route, from, login })
    }
}

/// A setting that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{name}={value}: {problem}")]
pub struct ConfigError {
    name: &'static str,
    value: String,
    problem: String,
}

impl Config {
    /// Reads the settings through `get`, normally the environment.
    ///
    /// # Errors
    /// When a value cannot be read as what it should be.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let text = |name: &str, default: &str| {
            get(name)
                .filter(|v| !v.is_empty())
                .unwrap_or_else(|| default.to_owned())
        };
        let listen = text("MANDAT_LISTEN", "127.0.0.1:8080");
        let base_url = text("MANDAT_BASE_URL", &format!("http://{listen}"))
            .trim_end_matches('/')
            .to_owned();
        if !base_url.starts_with("http://") && !base_url.starts_with("https://") {
            return Err(ConfigError {
                name: "MANDAT_BASE_URL",
                value: base_url,
                problem: "must begin with https:// (or http:// for trying out)".into(),
            });
        }
        let trusted_proxy = get("MANDAT_TRUSTED_PROXY")
            .filter(|v| !v.is_empty())
            .map(|value| {
                value
                    .parse()
                    .map_err(|e: std::net::AddrParseError| ConfigError {
                        name: "MANDAT_TRUSTED_PROXY",
                        value,
                        problem: e.to_string(),
                    })
            })
            .transpose()?;
        let second_factor = text("MANDAT_SECOND_FACTOR", "offered");
        let requires_second_factor = match second_factor.as_str() {
            "offered" => false,
            "required" => true,
            _ => {
                return Err(ConfigError {
                    name: "MANDAT_SECOND_FACTOR",
                    value: second_factor,
                    problem: "must be offered or required".into(),
                });
            }
        };
        Ok(Self {
            database: text("MANDAT_DATABASE_URL", "./data/mandat.db"),
            listen,
            base_url,
            pepper_file: text("MANDAT_PEPPER_FILE", "./data/pepper").into(),
            trusted_proxy,
            log: text("MANDAT_LOG", "info"),
            requires_second_factor,
            mail: MailSettings::read(|name| text(name, ""))?,
            rehearsal: false,
            languages: Languages::Offered,
        })
    }

    /// Reads the settings from the environment.
    ///
    /// # Errors
    /// See [`Config::read`].
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Whether people reach the service by https.
    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }

    /// Whether what this peer says about the sender is believed.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        self.trusted_proxy == Some(peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_default_and_wrong_values_are_named() {
        let config = Config::read(|_| None).expect("defaults");
        assert_eq!(config.base_url, "http://127.0.0.1:8080");
        assert_eq!(config.database, "./data/mandat.db");
        assert!(!config.is_https());
        for (name, value) in [
            ("MANDAT_BASE_URL", "wahl.example.org"),
            ("MANDAT_TRUSTED_PROXY", "proxy"),
            ("MANDAT_SECOND_FACTOR", "yes"),
            ("MANDAT_MAIL", "mail.example.org"),
            ("MANDAT_MAIL", "http://mail.example.org"),
            ("MANDAT_MAIL", "smtp://user:secret@mail.example.org"),
            ("MANDAT_MAIL", "smtp-unencrypted://mail.example.org"),
            ("MANDAT_MAIL", "smtps://mail.example.org:x"),
            ("MANDAT_MAIL_USER", "office"),
        ] {
            let error =
                Config::read(|n| (n == name).then(|| value.to_owned())).expect_err("refused");
            assert!(error.to_string().starts_with(name), "{error}");
        }
    }
    #[test]
    fn mail_needs_a_sender_and_no_password_goes_unencrypted() {
        let read = |pairs: &[(&str, &str)]| {
            Config::read(|n| {
                pairs
                    .iter()
                    .find(|(name, _)| *name == n)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        let server = ("MANDAT_MAIL", "smtp://mail.example.org");
        assert!(read(&[server]).is_err(), "no sender");
        let from = ("MANDAT_MAIL_FROM", "post@example.org");
        let config = read(&[server, from]).expect("a sender");
        let expected = MailRoute::Server {
            host: "mail.example.org".into(),
            port: 587,
            encryption: MailEncryption::Upgraded,
        };
        assert_eq!(config.mail.route, expected);
        let login = [
            ("MANDAT_MAIL_USER", "office"),
            ("MANDAT_MAIL_PASSWORD_FILE", "secret"),
        ];
        let unencrypted = ("MANDAT_MAIL", "smtp-unencrypted://127.0.0.1");
        assert!(read(&[unencrypted, from]).is_ok());
        assert!(read(&[unencrypted, from, login[0], login[1]]).is_err());
        assert!(read(&[server, from, login[0], login[1]]).is_ok());
        let folder = read(&[("MANDAT_MAIL", "file:out"), from]).expect("a folder");
        assert_eq!(folder.mail.route, MailRoute::Folder("out".into()));
    }
}
