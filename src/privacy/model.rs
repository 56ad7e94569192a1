//! When a person can be erased, and what that leaves.

use crate::types::{FieldProblem, Fields, PlainText, fold_for_search, words::words};

words! {
    /// Why a person cannot be erased yet.
    Block {
        Mandate = "mandate", crate::key!("problem-erase-mandate");
        Round = "round", crate::key!("problem-erase-round");
        Roll = "roll", crate::key!("problem-erase-roll");
        Candidate = "candidate", crate::key!("problem-erase-candidate");
        SeatCall = "seat_call", crate::key!("problem-erase-seat-call");
        Sending = "sending", crate::key!("problem-erase-sending");
    }

    /// What erasure empties.
    Deleted {
        Person = "person", crate::key!("privacy-deleted-person");
        Particulars = "particulars", crate::key!("privacy-deleted-particulars");
        SuspensionReasons = "suspension_reasons", crate::key!("privacy-deleted-suspension-reasons");
        DelegationReasons = "delegation_reasons", crate::key!("privacy-deleted-delegation-reasons");
        RollNames = "roll_names", crate::key!("privacy-deleted-roll-names");
        Candidacies = "candidacies", crate::key!("privacy-deleted-candidacies");
        SeatCallReasons = "seat_call_reasons", crate::key!("privacy-deleted-seat-call-reasons");
        Messages = "messages", crate::key!("privacy-deleted-messages");
    }

    /// What erasure leaves; the words give the legal ground.
    Kept {
        Mandates = "mandates", crate::key!("privacy-kept-mandates");
        Delegations = "delegations", crate::key!("privacy-kept-delegations");
        RollEntries = "roll_entries", crate::key!("privacy-kept-roll-entries");
        RollNames = "roll_names", crate::key!("privacy-kept-roll-names");
        PublishedCandidacies = "published_candidacies", crate::key!("privacy-kept-published-candidacies");
        Acts = "acts", crate::key!("privacy-kept-acts");
    }
}

/// How many rows of each kind there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub blocks: Vec<Block>,
    /// Only kinds of which there are any.
    pub deleted: Vec<(Deleted, i64)>,
    /// Only kinds of which there are any.
    pub kept: Vec<(Kept, i64)>,
}

/// What somebody types to erase a person.
#[derive(Clone, Debug, Default)]
pub struct ErasureInput {
    /// The family name, so that nobody is erased by a slip.
    pub family_name: String,
    pub reason: String,
}

impl ErasureInput {
    /// The reason: 3 to 300 signs that do not name the person, since it stays in the log.
    ///
    /// # Errors
    /// The refused fields.
    pub fn parse(&self, family_name: &str) -> Result<String, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let name = fold_for_search(family_name);
        if fold_for_search(&self.family_name) != name {
            fields.refuse(FieldProblem::new(
                "family_name",
                crate::key!("field-erase-name-differs"),
            ));
        }
        let reason = fields.take("reason", PlainText::parse(&self.reason, 3, 300));
        let names_person = |text: &str| {
            let folded = fold_for_search(text);
            folded.split(' ').any(|word| word == name) || folded == name
        };
        if reason.as_ref().is_some_and(|r| names_person(r.as_str())) {
            fields.refuse(FieldProblem::new(
                "reason",
                crate::key!("field-reason-names-person"),
            ));
        }
        fields.finish(reason.map(|reason| reason.as_str().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(family_name: &str, reason: &str) -> Vec<(String, &'static str)> {
        let input = ErasureInput {
            family_name: family_name.into(),
            reason: reason.into(),
        };
        let told = input.parse("Öztürk").err().unwrap_or_default();
        told.into_iter().map(|p| (p.field, p.key)).collect()
    }

    #[test]
    fn the_name_is_typed_and_the_reason_does_not_repeat_it() {
        assert_eq!(refused("ozturk ", "Asked for it on 4 May"), []);
        assert_eq!(
            refused("Kaya", "Asked for it on 4 May"),
            [("family_name".into(), "field-erase-name-differs")]
        );
        assert_eq!(
            refused("Öztürk", "Frau ÖZTÜRK bat darum"),
            [("reason".into(), "field-reason-names-person")]
        );
        assert_eq!(
            refused("Öztürk", " "),
            [("reason".into(), "field-required")]
        );
    }
}
