//! Every setting, its default and its meaning. No other file reads the environment.

use std::{net::IpAddr, path::PathBuf};

use crate::web::languages::Languages;

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
    /// The languages that addresses may name; tests add the pseudo language that checks the right-to-left layout.
    pub languages: Languages,
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
        Ok(Self {
            database: text("MANDAT_DATABASE_URL", "./data/mandat.db"),
            listen,
            base_url,
            pepper_file: text("MANDAT_PEPPER_FILE", "./data/pepper").into(),
            trusted_proxy,
            log: text("MANDAT_LOG", "info"),
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
        ] {
            let error =
                Config::read(|n| (n == name).then(|| value.to_owned())).expect_err("refused");
            assert!(error.to_string().starts_with(name), "{error}");
        }
    }
}
