//! Ballot papers with several votes: cumulating, cross-voting, a mark for a whole list; and sums that were counted elsewhere.

use std::error::Error;
use std::fmt;

/// What one ballot paper may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaperRule {
    /// The votes of one voter; in Hesse and Baden-Württemberg as many as there are seats.
    pub votes: u32,
    /// The most votes for one candidate: 1 where votes cannot be cumulated, 3 in Hesse.
    // KWG Hessen § 20a (2)
    pub per_candidate: u32,
    /// Whether votes may go to candidates of several lists.
    pub cross_voting: bool,
}

/// Votes for one candidate on a ballot paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The list, counted from 0.
    pub list: usize,
    /// The candidate on it, counted from 0.
    pub candidate: usize,
    /// The votes, at least one.
    pub votes: u32,
}

/// One ballot paper as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Votes for candidates, each at most once.
    pub marks: Vec<Mark>,
    /// The list marked as a whole.
    pub list: Option<usize>,
    /// Candidates who are struck out, as list and candidate; they get no votes.
    pub struck: Vec<(usize, usize)>,
}

/// Why a ballot paper is not valid as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperFault {
    /// Nothing is marked.
    Blank,
    /// A list or candidate that does not stand on it.
    NoSuchCandidate,
    /// A candidate is marked twice, or with no vote.
    UnclearMark,
    /// A candidate is marked and struck out.
    MarkedAndStruck,
    /// A candidate has more votes than one may have.
    TooManyForCandidate {
        /// The votes given.
        votes: u32,
    },
    /// There are more votes than a voter has.
    TooMany {
        /// The votes given.
        votes: u64,
    },
    /// Votes for candidates of several lists where that is not allowed.
    SeveralLists,
}

impl fmt::Display for PaperFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => write!(f, "nothing is marked"),
            Self::NoSuchCandidate => write!(f, "somebody is marked who does not stand"),
            Self::UnclearMark => write!(f, "a candidate is marked twice or without a vote"),
            Self::MarkedAndStruck => write!(f, "a candidate is marked and struck out"),
            Self::TooManyForCandidate { votes } => write!(f, "{votes} votes for one candidate"),
            Self::TooMany { votes } => write!(f, "{votes} votes on one ballot paper"),
            Self::SeveralLists => write!(f, "votes for candidates of several lists"),
        }
    }
}

impl Error for PaperFault {}

/// The votes that a ballot paper gives: one row for each list, one figure for each candidate.
///
/// `lists` holds the number of candidates of each list. Votes for candidates count first. A mark for a list then gives what is left to
/// its candidates who are not struck out: one vote each in the order of the list, again and again until no vote is left or all
/// have as many as one may have.
///
/// This reads papers as they stand. Rules by which surplus votes are cut off instead (KWG Hessen § 20a (2), (3)) are applied by whoever
/// reads the paper.
// KWG Hessen § 20a (4) and (5): the marked list is filled from above, three votes at most
///
/// # Errors
/// [`PaperFault`] where the paper is not valid as it stands.
pub fn votes_of(
    rule: &PaperRule,
    lists: &[usize],
    paper: &Paper,
) -> Result<Vec<Vec<u32>>, PaperFault> {
    if paper.marks.is_empty() && paper.list.is_none() {
        return Err(PaperFault::Blank);
    }
    let stands = |list: usize, candidate: usize| {
        lists
            .get(list)
            .is_some_and(|candidates| candidate < *candidates)
    };
    if !paper
        .struck
        .iter()
        .all(|&(list, candidate)| stands(list, candidate))
        || paper.list.is_some_and(|list| list >= lists.len())
    {
        return Err(PaperFault::NoSuchCandidate);
    }
    let mut votes: Vec<Vec<u32>> = lists
        .iter()
        .map(|&candidates| vec![0; candidates])
        .collect();
    let mut given: u64 = 0;
    for mark in &paper.marks {
        let place = votes
            .get_mut(mark.list)
            .and_then(|list| list.get_mut(mark.candidate))
            .ok_or(PaperFault::NoSuchCandidate)?;
        if mark.votes == 0 || *place > 0 {
            return Err(PaperFault::UnclearMark);
        }
        if paper.struck.contains(&(mark.list, mark.candidate)) {
            return Err(PaperFault::MarkedAndStruck);
        }
        if mark.votes > rule.per_candidate {
            return Err(PaperFault::TooManyForCandidate { votes: mark.votes });
        }
        *place = mark.votes;
        given = given.saturating_add(mark.votes.into());
    }
    if given > u64::from(rule.votes) {
        return Err(PaperFault::TooMany { votes: given });
    }
    let mut used = paper.marks.iter().map(|mark| mark.list).chain(paper.list);
    let first = used.next();
    if !rule.cross_voting && used.any(|list| Some(list) != first) {
        return Err(PaperFault::SeveralLists);
    }
    if let Some(list) = paper.list {
        let is_struck = |candidate: usize| paper.struck.contains(&(list, candidate));
        let mut left = u64::from(rule.votes) - given;
        let places = votes
            .get_mut(list)
            .map(Vec::as_mut_slice)
            .unwrap_or_default();
        let mut gave = true;
        while left > 0 && gave {
            gave = false;
            for (candidate, place) in places.iter_mut().enumerate() {
                if left > 0 && *place < rule.per_candidate && !is_struck(candidate) {
                    *place += 1;
                    left -= 1;
                    gave = true;
                }
            }
        }
    }
    Ok(votes)
}

/// The sums of many ballot papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperSums {
    /// The votes of each candidate, one row for each list.
    pub votes: Vec<Vec<u64>>,
    /// Papers that count.
    pub valid: u64,
    /// Papers with nothing marked.
    pub blank: u64,
    /// Papers that are not valid for another reason.
    pub invalid: u64,
}

/// Sums up ballot papers; one with a fault is counted as blank or invalid, never left out.
#[must_use]
pub fn sum_up<'a>(
    rule: &PaperRule,
    lists: &[usize],
    papers: impl IntoIterator<Item = &'a Paper>,
) -> PaperSums {
    let mut sums = PaperSums {
        votes: lists
            .iter()
            .map(|&candidates| vec![0; candidates])
            .collect(),
        valid: 0,
        blank: 0,
        invalid: 0,
    };
    for paper in papers {
        match votes_of(rule, lists, paper) {
            Ok(votes) => {
                sums.valid += 1;
                let given = votes.iter().flatten();
                for (sum, votes) in sums.votes.iter_mut().flatten().zip(given) {
                    *sum += u64::from(*votes);
                }
            }
            Err(PaperFault::Blank) => sums.blank += 1,
            Err(_) => sums.invalid += 1,
        }
    }
    sums
}

/// Why sums cannot come from so many valid ballot papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SumFault {
    /// A candidate has more votes than all papers together can give to one.
    Candidate {
        /// The list, counted from 0.
        list: usize,
        /// The candidate on it, counted from 0.
        candidate: usize,
        /// The votes entered.
        votes: u64,
        /// The most that can be.
        most: u128,
    },
    /// All candidates together have more votes than all papers can give.
    Total {
        /// The votes entered.
        votes: u128,
        /// The most that can be.
        most: u128,
    },
    /// There are fewer votes than valid papers, each of which gives at least one.
    TooFew {
        /// The votes entered.
        votes: u128,
        /// The valid papers.
        papers: u64,
    },
}

impl fmt::Display for SumFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Candidate {
                list,
                candidate,
                votes,
                most,
            } => write!(
                f,
                "list {}, candidate {}: {votes} votes, but there can be {most} at most",
                list.saturating_add(1),
                candidate.saturating_add(1)
            ),
            Self::Total { votes, most } => {
                write!(f, "{votes} votes in all, but there can be {most} at most")
            }
            Self::TooFew { votes, papers } => {
                write!(f, "{votes} votes on {papers} valid ballot papers")
            }
        }
    }
}

impl Error for SumFault {}

/// Checks sums of candidates against the number of valid ballot papers.
///
/// # Errors
/// [`SumFault`] for the first figure that cannot be.
pub fn check_sums(rule: &PaperRule, papers: u64, sums: &[Vec<u64>]) -> Result<(), SumFault> {
    let most_of = |each: u32| u128::from(papers) * u128::from(each);
    let most = most_of(rule.per_candidate.min(rule.votes));
    for (list, candidates) in sums.iter().enumerate() {
        for (candidate, &votes) in candidates.iter().enumerate() {
            if u128::from(votes) > most {
                return Err(SumFault::Candidate {
                    list,
                    candidate,
                    votes,
                    most,
                });
            }
        }
    }
    let votes: u128 = sums.iter().flatten().map(|sum| u128::from(*sum)).sum();
    let most = most_of(rule.votes);
    if votes > most {
        return Err(SumFault::Total { votes, most });
    }
    if votes < u128::from(papers) {
        return Err(SumFault::TooFew { votes, papers });
    }
    Ok(())
}
