//! Who could learn or change what in a poll, as statements: what voters read before they vote.
//!
//! deploy/THREATS.md says the same at length. A label never promises more than its kind of poll gives.

use super::{
    Disclosure, Secrecy,
    guard::{GuardChoice, GuardFinding, GuardRecord},
};
use crate::types::words::words;

words! {
    /// Of whom a statement speaks.
    TrustParty {
        Others = "others", crate::key!("trust-party-others");
        Offices = "offices", crate::key!("trust-party-offices");
        Board = "board", crate::key!("trust-party-board");
        /// Whoever runs the server, until the poll is closed.
        OperatorWhileOpen = "operator_while_open", crate::key!("trust-party-operator-while-open");
        /// The same after that.
        OperatorAfterClose = "operator_after_close", crate::key!("trust-party-operator-after-close");
        /// What can be checked.
        Proof = "proof", crate::key!("trust-party-proof");
    }

    /// A statement of the label.
    TrustStatement {
        OthersNothing = "others_nothing", crate::key!("trust-others-nothing");
        /// With few voters nearly equal votes tell how somebody voted.
        OthersFew = "others_few", crate::key!("trust-others-few");
        /// Only what was decided becomes public.
        OthersOutcomeOnly = "others_outcome_only", crate::key!("trust-others-outcome-only");
        /// What is decided is one person's vote.
        OthersMostVotes = "others_most_votes", crate::key!("trust-others-most-votes");
        /// The board accepted that figures tell something.
        OthersAccepted = "others_accepted", crate::key!("trust-others-accepted");
        /// Several votes of one person are single ballots.
        OthersSingleBallots = "others_single_ballots", crate::key!("trust-others-single-ballots");
        /// The vote is by name.
        OthersByName = "others_by_name", crate::key!("trust-others-by-name");
        OfficesNothing = "offices_nothing", crate::key!("trust-offices-nothing");
        OfficesByName = "offices_by_name", crate::key!("trust-offices-by-name");
        /// How many and who, never how.
        BoardWho = "board_who", crate::key!("trust-board-who");
        /// Exact sums stay with board and auditors.
        BoardSealedSums = "board_sealed_sums", crate::key!("trust-board-sealed-sums");
        BoardByName = "board_by_name", crate::key!("trust-board-by-name");
        /// The file that SQLite writes ahead shows what was written together.
        OpenFile = "open_file", crate::key!("trust-open-file");
        /// Rows and log of PostgreSQL show what was written together.
        OpenServer = "open_server", crate::key!("trust-open-server");
        /// Ballots are sealed to keys of the board.
        OpenSealed = "open_sealed", crate::key!("trust-open-sealed");
        OpenByName = "open_by_name", crate::key!("trust-open-by-name");
        /// Whoever controls the program controls what it does.
        OpenChange = "open_change", crate::key!("trust-open-change");
        ClosedFile = "closed_file", crate::key!("trust-closed-file");
        ClosedServer = "closed_server", crate::key!("trust-closed-server");
        ClosedByName = "closed_by_name", crate::key!("trust-closed-by-name");
        /// A change after closing leaves no result.
        ClosedChange = "closed_change", crate::key!("trust-closed-change");
        ProofCode = "proof_code", crate::key!("trust-proof-code");
        ProofTracker = "proof_tracker", crate::key!("trust-proof-tracker");
        /// Sums can be counted again by everybody, where ballots say no more than they do.
        ProofRecount = "proof_recount", crate::key!("trust-proof-recount");
        /// That nothing was changed can be checked, the sums cannot.
        ProofWithoutFigures = "proof_without_figures", crate::key!("trust-proof-without-figures");
        ProofByName = "proof_by_name", crate::key!("trust-proof-by-name");
    }
}

impl TrustStatement {
    /// Of whom it speaks.
    pub fn party(self) -> TrustParty {
        match self {
            Self::OthersNothing
            | Self::OthersFew
            | Self::OthersOutcomeOnly
            | Self::OthersMostVotes
            | Self::OthersAccepted
            | Self::OthersSingleBallots
            | Self::OthersByName => TrustParty::Others,
            Self::OfficesNothing | Self::OfficesByName => TrustParty::Offices,
            Self::BoardWho | Self::BoardSealedSums | Self::BoardByName => TrustParty::Board,
            Self::OpenFile
            | Self::OpenServer
            | Self::OpenSealed
            | Self::OpenByName
            | Self::OpenChange => TrustParty::OperatorWhileOpen,
            Self::ClosedFile | Self::ClosedServer | Self::ClosedByName | Self::ClosedChange => {
                TrustParty::OperatorAfterClose
            }
            Self::ProofCode
            | Self::ProofTracker
            | Self::ProofRecount
            | Self::ProofWithoutFigures
            | Self::ProofByName => TrustParty::Proof,
        }
    }
}

/// What a label depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrustFacts {
    pub secrecy: Secrecy,
    pub disclosure: Disclosure,
    /// So few voters that sums tell on them.
    pub few: bool,
    /// One person holds most votes.
    pub most_votes: bool,
    /// The board accepted what the figures could tell.
    pub accepted: bool,
    /// Somebody has more than one vote.
    pub several_votes: bool,
    /// The database is a file of the program (SQLite), not a server (PostgreSQL).
    pub embedded: bool,
    /// Ballots are sealed to keys of the board until they are counted.
    pub sealed: bool,
}

impl TrustFacts {
    /// What is known of a poll by its guard.
    pub fn of(
        secrecy: Secrecy,
        disclosure: Disclosure,
        guard: Option<&GuardRecord>,
        several_votes: bool,
        embedded: bool,
    ) -> Self {
        let found =
            |is: fn(&GuardFinding) -> bool| guard.is_some_and(|g| g.findings.iter().any(is));
        Self {
            secrecy,
            disclosure,
            few: found(|f| matches!(f, GuardFinding::TooFew { .. } | GuardFinding::Few { .. })),
            most_votes: found(|f| matches!(f, GuardFinding::MostVotes { .. })),
            accepted: guard.is_some_and(|g| g.choice == Some(GuardChoice::Accept)),
            several_votes,
            embedded,
            sealed: false,
        }
    }

    /// The same of a poll whose ballots are sealed, or are not.
    #[must_use]
    pub fn sealed(self, sealed: bool) -> Self {
        Self { sealed, ..self }
    }
}

/// The label of a poll, by party.
pub fn label(facts: TrustFacts) -> Vec<TrustStatement> {
    use TrustStatement as S;
    let outcome_only = facts.disclosure == Disclosure::OutcomeOnly;
    match facts.secrecy {
        Secrecy::RollCall => vec![
            S::OthersByName,
            S::OfficesByName,
            S::BoardByName,
            S::OpenByName,
            S::OpenChange,
            S::ClosedByName,
            S::ClosedChange,
            S::ProofCode,
            S::ProofByName,
        ],
        Secrecy::Secret => [
            (true, S::OthersNothing),
            (facts.few, S::OthersFew),
            (outcome_only, S::OthersOutcomeOnly),
            (facts.most_votes, S::OthersMostVotes),
            (facts.accepted, S::OthersAccepted),
            (facts.several_votes, S::OthersSingleBallots),
            (true, S::OfficesNothing),
            (true, S::BoardWho),
            (outcome_only, S::BoardSealedSums),
            (facts.sealed, S::OpenSealed),
            (facts.embedded && !facts.sealed, S::OpenFile),
            (!facts.embedded && !facts.sealed, S::OpenServer),
            (true, S::OpenChange),
            (facts.embedded, S::ClosedFile),
            (!facts.embedded, S::ClosedServer),
            (true, S::ClosedChange),
            (true, S::ProofCode),
            (true, S::ProofTracker),
            (!outcome_only, S::ProofRecount),
            (outcome_only, S::ProofWithoutFigures),
        ]
        .into_iter()
        .filter_map(|(holds, statement)| holds.then_some(statement))
        .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<TrustFacts> {
        let yes_no = [true, false];
        let mut kinds = Vec::new();
        for secrecy in Secrecy::ALL {
            for disclosure in Disclosure::ALL {
                for few in yes_no {
                    for most_votes in yes_no {
                        for accepted in yes_no {
                            for several_votes in yes_no {
                                for (embedded, sealed) in
                                    yes_no.map(|e| yes_no.map(|s| (e, s))).concat()
                                {
                                    kinds.push(TrustFacts {
                                        secrecy,
                                        disclosure: *disclosure,
                                        few,
                                        most_votes,
                                        accepted,
                                        several_votes,
                                        embedded,
                                        sealed,
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
        kinds
    }

    /// What must be so for a statement to be true.
    fn is_true(statement: TrustStatement, facts: TrustFacts) -> bool {
        use TrustStatement as S;
        let secret = facts.secrecy == Secrecy::Secret;
        let figures = facts.disclosure == Disclosure::Full;
        match statement {
            S::OthersNothing | S::OfficesNothing | S::BoardWho | S::ProofTracker => secret,
            S::OthersFew => secret && facts.few,
            S::OthersOutcomeOnly | S::BoardSealedSums | S::ProofWithoutFigures => {
                secret && !figures
            }
            S::OthersMostVotes => secret && facts.most_votes,
            S::OthersAccepted => secret && facts.accepted,
            S::OthersSingleBallots => secret && facts.several_votes,
            S::OpenFile => secret && facts.embedded && !facts.sealed,
            S::OpenServer => secret && !facts.embedded && !facts.sealed,
            S::OpenSealed => secret && facts.sealed,
            S::ClosedFile => secret && facts.embedded,
            S::ClosedServer => secret && !facts.embedded,
            S::ProofRecount => secret && figures,
            S::OthersByName
            | S::OfficesByName
            | S::BoardByName
            | S::OpenByName
            | S::ClosedByName
            | S::ProofByName => !secret,
            S::OpenChange | S::ClosedChange | S::ProofCode => true,
        }
    }

    #[test]
    fn a_label_says_all_that_is_true_of_the_poll_and_promises_nothing_else() {
        for facts in every_kind() {
            let label = label(facts);
            for statement in TrustStatement::ALL {
                assert_eq!(
                    label.contains(statement),
                    is_true(*statement, facts),
                    "{statement:?} {facts:?}"
                );
            }
        }
    }

    #[test]
    fn every_label_speaks_of_every_party_and_of_each_in_one_place() {
        for facts in every_kind() {
            let mut parties: Vec<TrustParty> = label(facts)
                .into_iter()
                .map(TrustStatement::party)
                .collect();
            parties.dedup();
            assert_eq!(parties, TrustParty::ALL, "{facts:?}");
        }
    }

    #[test]
    fn what_the_guard_found_stands_in_the_label() {
        let record = |findings, choice| GuardRecord {
            findings,
            choice,
            reason: String::new(),
        };
        let facts = |guard: &GuardRecord| {
            TrustFacts::of(
                Secrecy::Secret,
                guard.disclosure(),
                Some(guard),
                false,
                true,
            )
        };
        let few = facts(&record(vec![GuardFinding::Few { voters: 4 }], None));
        assert_eq!((few.few, few.accepted), (true, false));
        let most = vec![GuardFinding::MostVotes { votes: 3, of: 5 }];
        let accepted = facts(&record(most.clone(), Some(GuardChoice::Accept)));
        assert_eq!(
            (accepted.most_votes, accepted.accepted, accepted.disclosure),
            (true, true, Disclosure::Full)
        );
        let kept_back = facts(&record(most, Some(GuardChoice::OutcomeOnly)));
        assert_eq!(
            (kept_back.accepted, kept_back.disclosure),
            (false, Disclosure::OutcomeOnly)
        );
        let nothing = TrustFacts::of(Secrecy::Secret, Disclosure::Full, None, true, false);
        assert_eq!(
            (nothing.few, nothing.most_votes, nothing.several_votes),
            (false, false, true)
        );
    }
}
