//! The label of trust in words: who could learn or change what.

use crate::{
    App,
    polls::{
        actions,
        model::{
            Disclosure, Poll, Secrecy,
            guard::GuardRecord,
            trust::{TrustFacts, TrustParty, TrustStatement, label},
        },
    },
    web::texts::Texts,
};

/// The label as `polls/trust.html` shows it.
pub struct TrustLabel {
    /// Whom it is about, and what is said of them.
    pub groups: Vec<(String, Vec<String>)>,
    /// Why the poll is secret although something could be told.
    pub reason: Option<String>,
}

impl TrustLabel {
    pub fn new(texts: &Texts, label: &[TrustStatement], guard: Option<&GuardRecord>) -> Self {
        let said_of = |party: TrustParty| {
            let statements = label.iter().filter(|s| s.party() == party);
            statements.map(|s| texts.t(s.label())).collect()
        };
        Self {
            groups: TrustParty::ALL
                .iter()
                .map(|party| (texts.t(party.label()), said_of(*party)))
                .filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty())
                .collect(),
            reason: guard
                .map(|guard| guard.reason.clone())
                .filter(|reason| !reason.is_empty()),
        }
    }

    /// The label of a poll for somebody who votes in it.
    pub fn of(app: &App, texts: &Texts, poll: &Poll, several_votes: bool) -> Self {
        let label = actions::trust_label(app, poll, several_votes);
        Self::new(texts, &label, poll.guard.as_ref())
    }

    /// What every secret poll gives, before one knows which it is.
    pub fn of_secret_polls(app: &App, texts: &Texts) -> Self {
        let facts = TrustFacts::of(
            Secrecy::Secret,
            Disclosure::Full,
            None,
            false,
            app.db.is_embedded(),
        );
        let mut statements = label(facts);
        // Not every poll publishes its sums.
        statements.retain(|s| *s != TrustStatement::ProofRecount);
        Self::new(texts, &statements, None)
    }
}
