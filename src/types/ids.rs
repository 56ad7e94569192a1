//! Newtype ids: a number of one kind is never taken for another.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// Somebody who signs in.
    AccountId;
    /// A federation.
    FederationId;
    /// A municipality in the register of one federation.
    MunicipalityId;
    /// A member body: a council or an association.
    BodyId;
    /// A term of office of a body.
    TermId;
    /// A seat in a term.
    SeatId;
    /// A person in the register of one federation.
    PersonId;
    /// That a person belongs to a body for some time.
    MandateId;
    /// A round in which bodies name their delegates.
    RoundId;
    /// A registered delegate or deputy.
    DelegateId;
    /// A roll of those who may vote.
    RollId;
    /// An entry of a roll.
    EntryId;
    /// A deputy on a roll.
    StandInId;
    /// A voting code.
    CodeId;
    /// A key of a member of the election board.
    BoardKeyId;
    /// A question put to a roll.
    PollId;
    /// An assembly.
    AssemblyId;
    /// An act that waits for a second person.
    ApprovalId;
    /// An invitation.
    InvitationId;
    /// A grant of a role.
    GrantId;
    /// A token for the API.
    ApiTokenId;
    /// A published version of a result.
    PublicationId;
    /// An election of a body.
    ElectionId;
    /// Where votes of an election are counted.
    DistrictId;
    /// Seats of an election set aside for a group.
    SeatGroupId;
    /// A list or an independent in an election.
    NominationId;
    /// Somebody who stands in an election.
    CandidateId;
    /// That a candidate is called to a seat.
    SeatCallId;
    /// A version of the statutes of a federation.
    StatutesId;
    /// A reference figure of a body.
    FigureId;
    /// The membership fee of a body for a year.
    FeeId;
    /// Days in which a person's rights in a body rest.
    SuspensionId;
    /// A computation of the places of all bodies in a round.
    ComputationId;
    /// A message to somebody.
    MessageId;
    /// An item on the agenda of an assembly.
    AgendaItemId;
    /// A document of an agenda item.
    AgendaDocumentId;
    /// A motion to an assembly.
    MotionId;
    /// A request of members that an assembly is called.
    CallingRequestId;
    /// The list of speakers on a topic of an assembly.
    SpeakerListId;
    /// That somebody asked for the floor.
    SpeechId;
}
