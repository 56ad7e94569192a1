//! The delegation of a body as a whole: resolution, document, submission and receipt.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Delegate, DelegateRole, DelegateState};
use crate::types::{
    BodyId, Day, DelegateId, FieldProblem, Fields, MultilineText, PersonId, RoundId, Timestamp,
    reading, sha256_hex, sha256_hex_of,
};

/// The largest document, in bytes: 5 MB.
pub const LARGEST_DOCUMENT: usize = 5 * 1024 * 1024;

/// What belongs to a delegation beside its people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// The day of the resolution by which the body named its delegates.
    pub resolution_on: Option<Day>,
    pub document: Option<DocumentHead>,
    /// Why something is still changed after the deadline, and since when.
    pub late: Option<(String, Timestamp)>,
}

/// A document without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHead {
    /// A name without a path, ending in `.pdf`.
    pub name: String,
    pub sha256: String,
    /// Bytes.
    pub size: i64,
}

/// Why a file is no document for a resolution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    #[error("no file was sent")]
    Missing,
    #[error("larger than it may be")]
    TooLarge,
    #[error("not a whole PDF file")]
    NotPdf,
}

impl DocumentError {
    /// The problem with the field `document`.
    pub fn field_problem(self) -> FieldProblem {
        match self {
            Self::Missing => FieldProblem::new("document", crate::key!("field-document-missing")),
            Self::TooLarge => FieldProblem::new("document", crate::key!("field-document-large")),
            Self::NotPdf => FieldProblem::new("document", crate::key!("field-document-not-pdf")),
        }
    }
}

/// How far from its end a PDF may have its trailer: the standard says within the last 1024 bytes (ISO 32000-1, annex H).
const TRAILER_WITHIN: usize = 1024;

/// Looks whether a file is a PDF by its first bytes and its trailer; its name and what a browser says of it count nothing.
///
/// # Errors
/// Why it is refused.
pub fn check_document(name: &str, bytes: &[u8]) -> Result<DocumentHead, DocumentError> {
    check_pdf(name, bytes, LARGEST_DOCUMENT)
}

/// [`check_document`] for a PDF of at most so many bytes.
///
/// # Errors
/// Why it is refused.
pub fn check_pdf(name: &str, bytes: &[u8], most: usize) -> Result<DocumentHead, DocumentError> {
    if bytes.is_empty() {
        return Err(DocumentError::Missing);
    }
    if bytes.len() > most {
        return Err(DocumentError::TooLarge);
    }
    let tail = bytes
        .get(bytes.len().saturating_sub(TRAILER_WITHIN)..)
        .unwrap_or(bytes);
    let has_trailer = tail.windows(5).any(|five| five == b"%%EOF");
    if !bytes.starts_with(b"%PDF-") || !has_trailer {
        return Err(DocumentError::NotPdf);
    }
    Ok(DocumentHead {
        name: document_name(name),
        sha256: sha256_hex_of(bytes),
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
    })
}

/// A name that is safe in a header and on every file system: letters, digits, `-` and `_`, ending in `.pdf`.
pub fn document_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last
        .get(..last.len().saturating_sub(4))
        .filter(|_| last.to_ascii_lowercase().ends_with(".pdf"))
        .unwrap_or(last);
    let kept: String = stem
        .chars()
        .map(|sign| match sign {
            'ä' => 'a',
            'ö' => 'o',
            'ü' => 'u',
            'Ä' => 'A',
            'Ö' => 'O',
            'Ü' => 'U',
            'ß' => 's',
            _ if sign.is_ascii_alphanumeric() || sign == '-' => sign,
            _ => '_',
        })
        .take(60)
        .collect();
    let kept = kept.trim_matches('_');
    if kept.is_empty() {
        "document.pdf".to_owned()
    } else {
        format!("{kept}.pdf")
    }
}

/// A person of a submission: without name, since it is kept for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    pub delegate: DelegateId,
    pub person: PersonId,
    pub role: DelegateRole,
    pub principal: Option<DelegateId>,
}

/// What a body has submitted, with its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub id: i64,
    pub round: RoundId,
    pub body: BodyId,
    /// Counts the submissions of the body in the round, from 1.
    pub number: i64,
    pub at: Timestamp,
    pub digest: String,
    pub people: Vec<Submitted>,
}

impl Submission {
    /// The number on the receipt.
    pub fn receipt(&self) -> String {
        format!("{}-{}-{}", self.round, self.body, self.number)
    }
}

/// Where a delegation is, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelegationState {
    /// Nothing was submitted yet.
    Draft,
    /// What was submitted last is what stands here.
    Submitted,
    /// Something was changed since it was submitted.
    Changed,
}

impl DelegationState {
    /// The word used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Changed => "changed",
        }
    }

    /// Key of the name in the reader's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => crate::key!("delegates-delegation-draft"),
            Self::Submitted => crate::key!("delegates-delegation-submitted"),
            Self::Changed => crate::key!("delegates-delegation-changed"),
        }
    }

    /// Tone in which pages show it.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft => "warning",
            Self::Submitted => "success",
            Self::Changed => "warning",
        }
    }

    /// Of a delegation, from its last submission.
    pub fn of(last: Option<&Submission>, digest: &str) -> Self {
        match last {
            None => Self::Draft,
            Some(last) if last.digest == digest => Self::Submitted,
            Some(_) => Self::Changed,
        }
    }
}

/// Those of the registrations that a submission is about: what was given back has to be registered again first.
pub fn submittable(delegates: &[Delegate]) -> impl Iterator<Item = &Delegate> {
    delegates.iter().filter(|d| match d.state {
        DelegateState::Registered | DelegateState::Accepted => true,
        DelegateState::Returned | DelegateState::Withdrawn => false,
    })
}

/// What the office decides of a delegation, in one text: people in order with their tasks, day and document of the resolution.
/// Votes and decisions of staff are not in it, nor is a name, since the digest stays for good.
pub fn canonical_delegation(
    round: RoundId,
    body: BodyId,
    delegates: &[Delegate],
    paper: &Paper,
) -> String {
    let mut text = format!("mandat delegation v1\nround {round}\nbody {body}\n");
    // Writing into a string cannot fail.
    let _ = match paper.resolution_on {
        Some(day) => writeln!(text, "resolution {day}"),
        None => writeln!(text, "resolution none"),
    };
    let _ = match &paper.document {
        Some(document) => writeln!(text, "document {}", document.sha256),
        None => writeln!(text, "document none"),
    };
    for role in DelegateRole::ALL {
        for delegate in submittable(delegates).filter(|d| d.role == role) {
            let _ = write!(text, "{} {}", role.as_str(), delegate.person);
            let principal = delegate
                .principal
                .and_then(|id| delegates.iter().find(|d| d.id == id));
            let _ = match principal {
                Some(principal) => writeln!(text, " for {}", principal.person),
                None => writeln!(text),
            };
        }
    }
    text
}

/// The digest of a delegation, in hex.
pub fn delegation_digest(
    round: RoundId,
    body: BodyId,
    delegates: &[Delegate],
    paper: &Paper,
) -> String {
    sha256_hex(&canonical_delegation(round, body, delegates, paper))
}

/// Somebody whom the office enters itself, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewNomineeInput {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub role: String,
    pub principal: String,
}

/// Somebody whom the office enters itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNominee {
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub role: DelegateRole,
    pub principal: Option<DelegateId>,
}

impl NewNomineeInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<NewNominee, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let given_name = reading::line(&mut fields, "given_name", &self.given_name, 0, 100);
        let family_name = reading::line(&mut fields, "family_name", &self.family_name, 1, 100);
        let email = reading::email_or_empty(&mut fields, "email", &self.email);
        let role = super::parse_role(&mut fields, "new_role", &self.role);
        let principal = super::parse_principal(&mut fields, "new_principal", &self.principal, role);
        let nominee = (|| {
            Some(NewNominee {
                given_name: given_name?,
                family_name: family_name?,
                email: email?,
                role: role?,
                principal: principal?,
            })
        })();
        fields.finish(nominee)
    }
}

/// Reads the day of a resolution: not after today.
///
/// # Errors
/// The field `resolution_on` with its problem.
pub fn parse_resolution_day(raw: &str, today: Day) -> Result<Option<Day>, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let day = reading::day_or_none(&mut fields, "resolution_on", raw);
    if day.flatten().is_some_and(|day| day > today) {
        fields.refuse(FieldProblem::new(
            "resolution_on",
            crate::key!("field-resolution-in-future"),
        ));
    }
    fields.finish(day)
}

/// Reads why something is changed after the deadline, up to 500 signs.
///
/// # Errors
/// The field `late_reason` with its problem.
pub fn parse_late_reason(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    let reason = fields.take("late_reason", MultilineText::parse(raw, 1, 500));
    fields.finish(reason.map(|r| r.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

    #[test]
    fn a_pdf_is_told_by_its_bytes_and_not_by_its_name() {
        let head = check_document("../../Beschluss vom 3. Mai.PDF", PDF).expect("a PDF");
        assert_eq!(head.name, "Beschluss_vom_3__Mai.pdf");
        assert_eq!(head.size, 48);
        for (bytes, problem) in [
            (&b""[..], DocumentError::Missing),
            (b"#!/bin/sh\nrm -rf /\n", DocumentError::NotPdf),
            (
                b"<script>alert(1)</script>%PDF-1.7 %%EOF",
                DocumentError::NotPdf,
            ),
            (b"%PDF-1.7 and then the line broke", DocumentError::NotPdf),
        ] {
            assert_eq!(check_document("resolution.pdf", bytes), Err(problem));
        }
        let mut large = PDF.to_vec();
        large.resize(LARGEST_DOCUMENT - 6, b' ');
        large.extend(b"%%EOF\n");
        assert!(check_document("a.pdf", &large).is_ok());
        large.push(b' ');
        assert_eq!(
            check_document("a.pdf", &large),
            Err(DocumentError::TooLarge)
        );
    }

    #[test]
    fn names_of_documents_hold_nothing_that_a_header_or_a_folder_takes_amiss() {
        for (raw, name) in [
            ("", "document.pdf"),
            (".pdf", "document.pdf"),
            ("a\"; filename=b.exe", "a___filename_b_exe.pdf"),
            ("C:\\Users\\x\\Protokoll.pdf", "Protokoll.pdf"),
            ("ÄÖß.pdf", "AOs.pdf"),
            ("\r\nSet-Cookie: x", "Set-Cookie__x.pdf"),
        ] {
            assert_eq!(document_name(raw), name, "{raw:?}");
        }
        assert_eq!(document_name(&"x".repeat(500)).len(), 64);
    }

    #[test]
    fn a_resolution_lies_not_in_the_future() {
        let today: Day = "2026-05-04".parse().expect("a day");
        assert_eq!(parse_resolution_day("", today), Ok(None));
        assert_eq!(parse_resolution_day("2026-05-04", today), Ok(Some(today)));
        for raw in ["2026-05-05", "2026-02-29", "yesterday"] {
            assert!(parse_resolution_day(raw, today).is_err(), "{raw}");
        }
    }

    fn delegate(id: i64, role: DelegateRole, principal: Option<i64>) -> Delegate {
        Delegate {
            id: DelegateId(id),
            round: RoundId(1),
            body: BodyId(2),
            body_name: String::new(),
            person: PersonId(id + 100),
            name: "N".into(),
            role,
            principal: principal.map(DelegateId),
            position: id,
            votes: 1,
            state: DelegateState::Registered,
            is_new: false,
            reason: String::new(),
            revision: 1,
        }
    }

    #[test]
    fn the_digest_covers_what_the_office_decides_and_nothing_of_what_staff_do() {
        use DelegateRole::{Delegate as D, Deputy, Substitute};
        let digest = |delegates: &[Delegate], paper: &Paper| {
            delegation_digest(RoundId(1), BodyId(2), delegates, paper)
        };
        let paper = Paper::default();
        let people = [
            delegate(1, D, None),
            delegate(2, D, None),
            delegate(3, Deputy, Some(1)),
            delegate(4, Substitute, None),
        ];
        let base = digest(&people, &paper);
        let with = |change: &dyn Fn(&mut [Delegate; 4])| {
            let mut changed = people.clone();
            change(&mut changed);
            digest(&changed, &paper)
        };
        assert_eq!(with(&|p| p[0].state = DelegateState::Accepted), base);
        assert_eq!(with(&|p| p[0].votes = 3), base);
        assert_ne!(with(&|p| p.swap(0, 1)), base);
        assert_ne!(with(&|p| p[2].principal = None), base);
        assert_ne!(with(&|p| p[2].principal = Some(DelegateId(2))), base);
        assert_ne!(with(&|p| p[3].role = Deputy), base);
        assert_ne!(with(&|p| p[3].state = DelegateState::Returned), base);
        let resolved = Paper {
            resolution_on: "2026-05-01".parse().ok(),
            ..Paper::default()
        };
        assert_ne!(digest(&people, &resolved), base);
        let last = Submission {
            id: 1,
            round: RoundId(1),
            body: BodyId(2),
            number: 1,
            at: Timestamp::stored(0),
            digest: base.clone(),
            people: Vec::new(),
        };
        assert_eq!(DelegationState::of(None, &base), DelegationState::Draft);
        assert_eq!(
            DelegationState::of(Some(&last), &base),
            DelegationState::Submitted
        );
        assert_eq!(
            DelegationState::of(Some(&last), &digest(&people, &resolved)),
            DelegationState::Changed
        );
    }
}
