//! What people typed into a form: read once, shown again with what is wrong beside each field.

use poem::{FromRequest, Request, RequestBody, http::header, web::Multipart};

use super::{
    problems::{Refused, field_sentence},
    texts::Texts,
};
use crate::types::{Problem, ProblemKind};

/// Fields of a posted form.
#[derive(Clone, Debug, Default)]
pub struct FormData {
    values: Vec<(String, String)>,
    problems: Vec<FieldError>,
    /// Field, name of the file, content.
    uploads: Vec<(String, String, Vec<u8>)>,
}

/// A refused field with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FormData {
    /// A form filled with present values, to be shown for editing.
    pub fn filled<const N: usize>(values: [(&str, String); N]) -> Self {
        Self {
            values: values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..Self::default()
        }
    }

    /// The text of a field; empty where it is missing.
    pub fn text(&self, name: &str) -> String {
        self.value(name).unwrap_or_default()
    }

    /// The text of a field, `None` where it is missing or blank.
    pub fn filled_text(&self, name: &str) -> Option<String> {
        self.value(name).filter(|v| !v.trim().is_empty())
    }

    /// The text of a field, to be shown again.
    pub fn value(&self, name: &str) -> Option<String> {
        self.values
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.clone())
    }

    /// All texts of a field that occurs several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.clone())
            .collect()
    }

    /// Whether a field has a number.
    pub fn has_number(&self, name: &str, value: &i64) -> bool {
        self.has(name, &value.to_string())
    }

    /// Whether a checkbox was ticked or an option chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// Sets a value, as a default before the form is shown.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.retain(|(n, _)| n != name);
        self.values.push((name.to_owned(), value.into()));
    }

    /// Adds a further value of a field that occurs several times.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// An uploaded file.
    pub fn upload(&self, name: &str) -> Option<&[u8]> {
        self.uploads
            .iter()
            .find(|(n, _, _)| n == name)
            .map(|(_, _, bytes)| bytes.as_slice())
    }

    /// The name that an uploaded file had with whoever sent it; empty where there is none.
    pub fn upload_name(&self, name: &str) -> String {
        self.uploads
            .iter()
            .find(|(n, _, _)| n == name)
            .map(|(_, file, _)| file.clone())
            .unwrap_or_default()
    }

    /// All fields with their texts, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// Takes over what is wrong, in the language of the page.
    pub fn refuse(&mut self, texts: &Texts, problem: &Problem) {
        if problem.fields.is_empty() {
            self.problems.push(FieldError {
                field: String::new(),
                message: super::problems::sentence(texts, problem),
            });
        }
        for field in &problem.fields {
            self.problems.push(FieldError {
                field: field.field.clone(),
                message: field_sentence(texts, field),
            });
        }
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<String> {
        self.problems
            .iter()
            .find(|e| e.field == name)
            .map(|e| e.message.clone())
    }

    /// All that is wrong.
    pub fn errors(&self) -> Vec<FieldError> {
        self.problems.clone()
    }
}

impl<'a> FromRequest<'a> for FormData {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let content_type = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        match essence {
            "application/x-www-form-urlencoded" => {
                let bytes = body.take()?.into_bytes().await?;
                Self::from_urlencoded(&bytes)
            }
            "multipart/form-data" => {
                Self::from_multipart(Multipart::from_request(request, body).await?).await
            }
            // A form without fields is sent without a body by some programs.
            "" if body.is_some() && body.take()?.into_bytes().await?.is_empty() => {
                Ok(Self::default())
            }
            _ => Err(Refused(Problem::new(
                ProblemKind::UnsupportedMedia,
                crate::key!("problem-unsupported-media"),
            ))),
        }
        .map_err(poem::Error::from)
    }
}

/// More fields than any of our forms has.
const MOST_FIELDS: usize = 2_000;

impl FormData {
    fn from_urlencoded(bytes: &[u8]) -> Result<Self, Refused> {
        let values: Vec<(String, String)> = form_urlencoded::parse(bytes)
            .take(MOST_FIELDS + 1)
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect();
        // The decoder puts U+FFFD where the bytes were no UTF-8; nobody types that sign.
        let unreadable = values
            .iter()
            .any(|(n, v)| n.contains('\u{fffd}') || v.contains('\u{fffd}'));
        if unreadable || values.len() > MOST_FIELDS {
            return Err(unreadable_form());
        }
        Ok(Self {
            values,
            ..Self::default()
        })
    }

    async fn from_multipart(mut parts: Multipart) -> Result<Self, Refused> {
        let mut form = Self::default();
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable_form())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| unreadable_form())?;
            if form.values.len() + form.uploads.len() >= MOST_FIELDS {
                return Err(unreadable_form());
            }
            if let Some(file) = file {
                form.uploads.push((name, file, bytes));
            } else {
                let text = String::from_utf8(bytes).map_err(|_| unreadable_form())?;
                form.values.push((name, text));
            }
        }
        Ok(form)
    }
}

fn unreadable_form() -> Refused {
    Refused(Problem::new(
        ProblemKind::Malformed,
        crate::key!("problem-body-unreadable"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(FormData::from_urlencoded(b"name=%ff%fe").is_err());
        let form =
            FormData::from_urlencoded("name=%C3%96zt%C3%BCrk&name=b".as_bytes()).expect("reads");
        assert_eq!(form.text("name"), "Öztürk");
        assert_eq!(form.all("name"), ["Öztürk", "b"]);
        assert!(FormData::from_urlencoded("a=1&".repeat(3000).as_bytes()).is_err());
    }
}
