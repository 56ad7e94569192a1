//! The export of a counted box: the document `mandat.box/1` as JSON.

use serde::{Deserialize, Serialize};

use crate::polls::count::Awaits;

/// A counted box as it is exported: the document `mandat.box/1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxExport {
    /// The name of the format.
    pub format: BoxFormat,
    /// The question and its rule.
    pub poll: PollExport,
    /// How many votes are marked on the roll as cast; one ballot belongs to each.
    pub marks: u64,
    /// The canonical ballots, sorted by their text.
    pub ballots: Vec<String>,
    /// Lots that were drawn where votes were equal, in the order in which the count asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotExport>,
    /// What the program counted, to be held against a second count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<super::Recount>,
}

/// A lot that was drawn. Options by their keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LotExport {
    /// Between whom.
    pub between: Vec<String>,
    /// Who won: the seats; or, where somebody was to be excluded, who stays; or whose surplus goes first.
    pub won: Vec<String>,
}

/// The formats that can be counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BoxFormat {
    /// The first version.
    #[serde(rename = "mandat.box/1")]
    V1,
}

/// The question and its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum PollExport {
    /// A motion.
    Motion {
        /// The public id of the poll.
        id: String,
        /// Always yes, no, abstain.
        options: Vec<String>,
        /// Those present; in a vote without a meeting, those who took part.
        present: u64,
        /// Those on the roll.
        entitled: u64,
        /// By what the motion is carried.
        rule: MajorityExport,
        /// The votes from each body, where the rule asks the bodies too; without a name those that came from none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<BodyVotesExport>,
    },
    /// An election of persons.
    Election {
        /// The public id of the poll.
        id: String,
        /// The keys of the candidates, in the order of the marks on a ballot.
        options: Vec<String>,
        /// How many candidates a ballot may mark.
        max_choices: u64,
        /// The seats to be filled.
        seats: u64,
        /// By what candidates are elected.
        rule: ElectionExport,
        /// How many votes of a ballot one candidate may get.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        max_per_option: u64,
        /// From how many bodies those elected must come; 0 where that is free.
        #[serde(default, skip_serializing_if = "is_zero")]
        least_bodies: u64,
        /// From which body each candidate comes, where it plays a part.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bodies: Vec<String>,
    },
    /// An election of lists.
    Lists {
        /// The public id of the poll.
        id: String,
        /// The keys of the lists, in the order of the marks on a ballot.
        options: Vec<String>,
        /// How many people stand on each list.
        places: Vec<u64>,
        /// The seats to be filled.
        seats: u64,
        /// How seats follow from votes.
        method: ListsExport,
    },
    /// Options that are ranked.
    Ranked {
        /// The public id of the poll.
        id: String,
        /// The keys of the options, in the order of the ranks on a ballot.
        options: Vec<String>,
        /// The seats to be filled.
        seats: u64,
        /// How ranks are counted.
        method: RankedExport,
    },
}

fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_one(n: &u64) -> bool {
    *n == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// How seats of lists follow from votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListsExport {
    /// Divided by 1, 3, 5 and so on, the highest quotients win.
    SainteLague,
    /// Divided by 1, 2, 3 and so on, the highest quotients win.
    Dhondt,
    /// Whole quotas, then the largest remainders.
    HareNiemeyer,
}

/// How ranks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankedExport {
    /// The weakest leaves until one has more than half.
    InstantRunoff,
    /// Transferable votes by the Scottish rules.
    ScottishStv,
    /// Strongest paths of pairwise victories.
    Schulze,
}

/// A majority rule in numbers: yes votes as a share of a base, and further conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MajorityExport {
    /// The parts asked for.
    pub numerator: u64,
    /// The parts that make up the whole.
    pub denominator: u64,
    /// Whether exactly this share is still too little.
    pub strict: bool,
    /// What the share is measured against.
    pub base: BaseExport,
    /// The least number of yes votes; 0 where there is none.
    pub min_yes: u64,
    /// A share of the entitled that the yes votes must reach as well.
    pub min_of_entitled: Option<ShareExport>,
    /// How many must take part.
    pub quorum: Option<QuorumExport>,
    /// A share of the bodies that must be for it as well, of those that are for or against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of_bodies: Option<ShareExport>,
    /// What as many yes as no means, where nothing else stands against the motion.
    #[serde(default, skip_serializing_if = "TieExport::is_rejected")]
    pub tie: TieExport,
}

/// What a tie means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieExport {
    /// The motion is rejected.
    #[default]
    Rejected,
    /// A lot decides.
    Lot,
    /// It is voted on again.
    Runoff,
}

impl From<Awaits> for TieExport {
    fn from(awaits: Awaits) -> Self {
        match awaits {
            Awaits::Lot => Self::Lot,
            Awaits::Runoff => Self::Runoff,
        }
    }
}

impl TieExport {
    const fn is_rejected(&self) -> bool {
        matches!(self, Self::Rejected)
    }
}

/// The yes and no votes that came from one body, in a vote by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyVotesExport {
    /// Its name on the roll.
    pub body: String,
    /// Yes votes.
    pub yes: u64,
    /// No votes.
    pub no: u64,
}

/// A share: at least, or strictly more than, so many parts of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareExport {
    /// The parts asked for.
    pub numerator: u64,
    /// The parts that make up the whole.
    pub denominator: u64,
    /// Whether exactly this share is still too little.
    pub strict: bool,
}

/// What a share is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BaseExport {
    /// Yes and no.
    YesNo,
    /// Yes, no and abstentions.
    Valid,
    /// All present.
    Present,
    /// All on the roll.
    Entitled,
}

/// How many must take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumExport {
    /// Who is counted.
    pub measure: MeasureExport,
    /// How many of them are needed.
    pub size: QuorumSizeExport,
}

/// Who is counted for a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureExport {
    /// All present.
    Present,
    /// All who handed in a ballot.
    Voted,
}

/// How large a quorum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuorumSizeExport {
    /// So many.
    Number(u64),
    /// A share of those on the roll.
    OfEntitled(ShareExport),
}

/// By what candidates are elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionExport {
    /// Most votes first.
    RelativeMajority,
    /// Most votes first, of those whom more than half of the valid ballots name.
    AbsoluteMajorityOfValid,
}
