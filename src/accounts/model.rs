//! Who may do what: roles, the rights they carry, and the person acting.

mod approval;

use serde::{Deserialize, Serialize};

use crate::{
    audit::Who,
    types::{AccountId, BodyId, Explain, FederationId, Locale, Problem, ProblemKind, TokenHash},
};

pub use approval::{ApprovalAct, ApprovalRequest, WaitingApproval};

/// What somebody is appointed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Sets up federations and appoints their staff; sees nothing inside them.
    InstallationAdmin,
    /// Keeps the register, checks delegates, freezes rolls.
    Registrar,
    /// Runs polls and makes codes.
    ElectionBoard,
    /// Publishes results.
    Publisher,
    /// Reads everything, changes nothing.
    Auditor,
    /// The office of one member body.
    BodyOffice,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::InstallationAdmin,
        Self::Registrar,
        Self::ElectionBoard,
        Self::Publisher,
        Self::Auditor,
        Self::BodyOffice,
    ];

    /// The word stored and used in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InstallationAdmin => "installation_admin",
            Self::Registrar => "registrar",
            Self::ElectionBoard => "election_board",
            Self::Publisher => "publisher",
            Self::Auditor => "auditor",
            Self::BodyOffice => "body_office",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == word)
    }

    /// Key of the name in the person's language.
    pub fn label(self) -> &'static str {
        match self {
            Self::InstallationAdmin => crate::key!("role-installation-admin"),
            Self::Registrar => crate::key!("role-registrar"),
            Self::ElectionBoard => crate::key!("role-election-board"),
            Self::Publisher => crate::key!("role-publisher"),
            Self::Auditor => crate::key!("role-auditor"),
            Self::BodyOffice => crate::key!("role-body-office"),
        }
    }

    /// Whether one person may hold both in one federation.
    ///
    /// Who keeps the register must not run the vote, and who reads to check must not have acted
    /// (BSI-CC-PP-0037: acts divided among people).
    pub fn goes_with(self, other: Self) -> bool {
        use Role::{Auditor, ElectionBoard, Registrar};
        self == other
            || !(matches!(
                (self, other),
                (Registrar, ElectionBoard) | (ElectionBoard, Registrar)
            ) || self == Auditor
                || other == Auditor)
    }
}

/// Something that can be done in a federation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// See the staff pages.
    ReadStaffPages,
    /// Change bodies, terms, people, mandates, municipalities; import.
    KeepRegister,
    /// Invite offices of bodies and take their access away.
    InviteOffices,
    /// Appoint and dismiss staff of the federation, and set its name.
    AppointStaff,
    /// Write the statutes of the federation.
    KeepStatutes,
    /// Take in elections of bodies with their rules and nominations, and call candidates to seats.
    KeepElections,
    /// Enter the figures of an election. Two people do, so several roles may.
    EnterCounts,
    /// Certify, correct and annul the result of an election, always two people together.
    CertifyElections,
    /// Prepare assemblies, check delegates, freeze rolls.
    PrepareAssemblies,
    /// Prepare, open, close and count polls.
    RunPolls,
    /// Make, print and replace voting codes.
    HandleCodes,
    /// Check people in at an assembly, and let deputies take over places.
    CheckIn,
    /// Publish and correct results.
    PublishResults,
    /// Read the log of acts, the marks after closing, and the export of a box.
    Audit,
}

impl Role {
    /// Whether a stolen password must not be enough to act in this role, where the installation asks for a second factor.
    pub fn needs_second_factor(self) -> bool {
        match self {
            Self::InstallationAdmin | Self::ElectionBoard => true,
            Self::Registrar | Self::Publisher | Self::Auditor | Self::BodyOffice => false,
        }
    }

    /// Whether the role carries the right, in its federation.
    fn carries(self, right: Right) -> bool {
        use Right::{
            AppointStaff, Audit, CertifyElections, CheckIn, EnterCounts, HandleCodes,
            InviteOffices, KeepElections, KeepRegister, KeepStatutes, PrepareAssemblies,
            PublishResults, ReadStaffPages, RunPolls,
        };
        match self {
            // Appoints staff in every federation (see `Actor::require`), holds nothing else there.
            Self::InstallationAdmin => right == AppointStaff,
            Self::Registrar => matches!(
                right,
                ReadStaffPages
                    | KeepRegister
                    | InviteOffices
                    | KeepStatutes
                    | KeepElections
                    | EnterCounts
                    | PrepareAssemblies
                    | CheckIn
            ),
            Self::ElectionBoard => matches!(
                right,
                ReadStaffPages
                    | EnterCounts
                    | CertifyElections
                    | RunPolls
                    | HandleCodes
                    | CheckIn
                    | Audit
            ),
            Self::Publisher => matches!(
                right,
                ReadStaffPages | EnterCounts | CertifyElections | PublishResults
            ),
            Self::Auditor => matches!(right, ReadStaffPages | Audit),
            Self::BodyOffice => false,
        }
    }
}

/// A role held somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub role: Role,
    /// `None` for the installation.
    pub federation: Option<FederationId>,
    /// Only for [`Role::BodyOffice`].
    pub body: Option<BodyId>,
}

/// How somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedInBy {
    Session(TokenHash),
    ApiToken,
}

/// The person acting, with what they may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub account: AccountId,
    pub name: String,
    pub email: String,
    pub locale: Locale,
    pub grants: Vec<Grant>,
    /// Roles that need a second factor are not among the grants, since the person has none yet.
    pub lacks_second_factor: bool,
    pub signed_in_by: SignedInBy,
}

/// Why an act is not allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The person has nothing to do with this federation or body, and is not told whether it exists.
    #[error("not found")]
    NotFound,
    #[error("the right is missing")]
    Forbidden,
}

impl Explain for AccessError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotSignedIn => Problem::new(
                ProblemKind::Unauthenticated,
                crate::key!("problem-not-signed-in"),
            ),
            Self::NotFound => Problem::not_found(),
            Self::Forbidden => {
                Problem::new(ProblemKind::Forbidden, crate::key!("problem-forbidden"))
            }
        }
    }
}

impl Actor {
    /// Whether the person holds the right in the federation.
    pub fn may(&self, right: Right, federation: FederationId) -> bool {
        self.grants.iter().any(|g| {
            g.role.carries(right)
                && (g.federation == Some(federation) || g.role == Role::InstallationAdmin)
        })
    }

    /// Refuses unless the person holds the right in the federation.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] where the person holds nothing in the federation, else [`AccessError::Forbidden`].
    pub fn require(&self, right: Right, federation: FederationId) -> Result<(), AccessError> {
        if self.may(right, federation) {
            Ok(())
        } else if self.grants.iter().any(|g| g.federation == Some(federation)) {
            Err(AccessError::Forbidden)
        } else {
            Err(AccessError::NotFound)
        }
    }

    /// Refuses unless the person may act for the body: its office, or staff who keep the register where `or` allows it.
    pub fn require_office(
        &self,
        federation: FederationId,
        body: BodyId,
        or: Right,
    ) -> Result<(), AccessError> {
        if self.is_office_of(federation, body) || self.may(or, federation) {
            return Ok(());
        }
        // Staff without the right are refused; another body's office learns nothing.
        if self.may(Right::ReadStaffPages, federation) {
            Err(AccessError::Forbidden)
        } else {
            Err(AccessError::NotFound)
        }
    }

    /// Whether the person is the office of this body.
    pub fn is_office_of(&self, federation: FederationId, body: BodyId) -> bool {
        self.grants.iter().any(|g| {
            g.role == Role::BodyOffice && g.federation == Some(federation) && g.body == Some(body)
        })
    }

    /// Refuses unless the person administers the installation.
    pub fn require_installation_admin(&self) -> Result<(), AccessError> {
        if self
            .grants
            .iter()
            .any(|g| g.role == Role::InstallationAdmin)
        {
            Ok(())
        } else {
            Err(AccessError::NotFound)
        }
    }

    /// For the log of acts.
    pub fn who(&self) -> Who {
        Who {
            account: Some(self.account),
            name: self.name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role) -> Actor {
        Actor {
            account: AccountId(1),
            name: "A".into(),
            email: "a@example.org".into(),
            locale: Locale::De,
            grants: vec![Grant {
                role,
                federation: (role != Role::InstallationAdmin).then_some(FederationId(1)),
                body: (role == Role::BodyOffice).then_some(BodyId(5)),
            }],
            lacks_second_factor: false,
            signed_in_by: SignedInBy::ApiToken,
        }
    }

    #[test]
    fn each_role_holds_exactly_its_rights() {
        use Right::*;
        let all = [
            ReadStaffPages,
            KeepRegister,
            InviteOffices,
            AppointStaff,
            PrepareAssemblies,
            RunPolls,
            HandleCodes,
            CheckIn,
            PublishResults,
            Audit,
        ];
        let table: [(Role, &[Right]); 6] = [
            (Role::InstallationAdmin, &[AppointStaff]),
            (
                Role::Registrar,
                &[
                    ReadStaffPages,
                    KeepRegister,
                    InviteOffices,
                    PrepareAssemblies,
                    CheckIn,
                ],
            ),
            (
                Role::ElectionBoard,
                &[ReadStaffPages, RunPolls, HandleCodes, CheckIn, Audit],
            ),
            (Role::Publisher, &[ReadStaffPages, PublishResults]),
            (Role::Auditor, &[ReadStaffPages, Audit]),
            (Role::BodyOffice, &[]),
        ];
        for (role, held) in table {
            for right in all {
                assert_eq!(
                    actor(role).may(right, FederationId(1)),
                    held.contains(&right),
                    "{role:?} {right:?}"
                );
            }
        }
    }

    #[test]
    fn a_foreign_federation_is_not_found_and_a_missing_right_is_forbidden() {
        let registrar = actor(Role::Registrar);
        assert_eq!(
            registrar.require(Right::KeepRegister, FederationId(2)),
            Err(AccessError::NotFound)
        );
        assert_eq!(
            registrar.require(Right::RunPolls, FederationId(1)),
            Err(AccessError::Forbidden)
        );
    }

    #[test]
    fn an_office_acts_for_its_own_body_only() {
        let office = actor(Role::BodyOffice);
        let f = FederationId(1);
        assert_eq!(
            office.require_office(f, BodyId(5), Right::PrepareAssemblies),
            Ok(())
        );
        assert_eq!(
            office.require_office(f, BodyId(6), Right::PrepareAssemblies),
            Err(AccessError::NotFound)
        );
        assert_eq!(
            office.require_office(FederationId(2), BodyId(5), Right::PrepareAssemblies),
            Err(AccessError::NotFound)
        );
    }

    #[test]
    fn nobody_keeps_the_register_and_runs_the_vote() {
        assert!(!Role::Registrar.goes_with(Role::ElectionBoard));
        assert!(!Role::ElectionBoard.goes_with(Role::Registrar));
        assert!(Role::Registrar.goes_with(Role::Publisher));
        for role in Role::ALL {
            assert_eq!(Role::Auditor.goes_with(role), role == Role::Auditor);
        }
    }
}
