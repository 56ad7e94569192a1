//! E-mail addresses as people type them.

use super::{ExplainField, FieldProblem};

/// An e-mail address as people type it, with the key under which it is unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    pub text: String,
    pub key: String,
}

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

impl ExplainField for NotAnEmail {
    fn field_problem(&self, field: &str) -> FieldProblem {
        FieldProblem::new(field, crate::key!("field-not-an-email"))
    }
}

impl Email {
    /// Reads an address: one `@`, something before it, a dot after it, no space or control sign, at most 254 bytes.
    ///
    /// # Errors
    /// [`NotAnEmail`] otherwise. Whether it exists shows when a message arrives.
    pub fn parse(raw: &str) -> Result<Self, NotAnEmail> {
        let text = raw.trim();
        let (local, domain) = text.split_once('@').ok_or(NotAnEmail)?;
        let readable = text.len() <= 254
            && !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>()[]\\,;:\"".contains(c));
        readable
            .then(|| Self {
                text: text.to_owned(),
                key: text.to_lowercase(),
            })
            .ok_or(NotAnEmail)
    }
}
