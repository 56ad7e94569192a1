use proptest::prelude::*;

use super::paper::{Mark, Paper, PaperRule, check_sums, sum_up};
use super::*;
use crate::tally::seats::Method;

fn rule() -> impl Strategy<Value = ListRule> {
    prop::sample::select(vec![
        ListRule::ListOrder,
        ListRule::PersonalVotes(LevelVotes::ListOrder),
        ListRule::PersonalVotes(LevelVotes::Lot),
        ListRule::ListAndPersonalVotes(Method::SainteLague),
        ListRule::ListAndPersonalVotes(Method::DHondt),
        ListRule::ListAndPersonalVotes(Method::HareNiemeyer),
    ])
}

fn candidates() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(0_u64..6, 1..9)
}

/// Draws every lot for those who come last, until nothing is undecided.
fn completed(elect: impl Fn(&[Lot]) -> Elected) -> (Elected, usize) {
    let mut lots = Vec::new();
    loop {
        let elected = elect(&lots);
        let Some(PersonTie { tie, .. }) = &elected.undecided else {
            return (elected, lots.len());
        };
        let open = usize::try_from(tie.seats_open).unwrap();
        lots.push(Lot {
            between: Some(tie.between.clone()),
            won: tie.between[tie.between.len() - open..].to_vec(),
        });
    }
}

fn adds_up(elected: &Elected, seats: u32) -> bool {
    let open = elected
        .undecided
        .as_ref()
        .map_or(0, |tie| tie.tie.seats_open + tie.waiting);
    u32::try_from(elected.elected.len()).unwrap() + elected.vacant + open == seats
}

proptest! {
    #[test]
    fn elected_vacant_and_undecided_seats_of_a_list_add_up_and_lots_complete_it(
        rule in rule(), list in 0_u64..20, candidates in candidates(), seats in 1_u32..12
    ) {
        let votes = ListVotes { list, candidates: &candidates };
        let elect = |lots: &[Lot]| elect_from_list(rule, votes, seats, lots).unwrap();
        let open = elect(&[]);
        prop_assert!(adds_up(&open, seats));
        let (complete, lots) = completed(elect);
        prop_assert!(lots <= 2);
        prop_assert!(adds_up(&complete, seats));
        let mut everybody: Vec<usize> = complete.elected.iter().map(|seated| seated.candidate).collect();
        prop_assert!(open.elected.iter().all(|seated| complete.elected.contains(seated)));
        everybody.extend(complete.successors(By::ListOrder).iter().flatten());
        everybody.sort_unstable();
        prop_assert_eq!(everybody, (0..candidates.len()).collect::<Vec<_>>());
        prop_assert_eq!(complete.vacant, seats.saturating_sub(u32::try_from(candidates.len()).unwrap()));
    }

    #[test]
    fn nobody_with_more_votes_stands_behind(candidates in candidates(), seats in 1_u32..12) {
        let (elected, _) = completed(|lots| elect_by_majority(&candidates, seats, lots).unwrap());
        let order: Vec<u64> = elected
            .elected
            .iter()
            .map(|seated| seated.candidate)
            .chain(elected.successors(By::Votes).iter().flatten().copied())
            .map(|candidate| candidates[candidate])
            .collect();
        prop_assert!(order.windows(2).all(|pair| pair[0] >= pair[1]));
        prop_assert_eq!(order.len(), candidates.iter().filter(|votes| **votes > 0).count());
        prop_assert!(adds_up(&elected, seats));
    }

    #[test]
    fn sums_of_papers_are_plausible(
        papers in prop::collection::vec(
            (prop::collection::vec((0_usize..3, 0_usize..4, 0_u32..4), 0..5), prop::option::of(0_usize..3)),
            0..20,
        ),
        votes in 1_u32..9, per_candidate in 1_u32..4, cross_voting in any::<bool>()
    ) {
        let rule = PaperRule { votes, per_candidate, cross_voting };
        let papers: Vec<Paper> = papers
            .into_iter()
            .map(|(marks, list)| Paper {
                marks: marks.into_iter().map(|(list, candidate, votes)| Mark { list, candidate, votes }).collect(),
                list,
                struck: Vec::new(),
            })
            .collect();
        let sums = sum_up(&rule, &[4, 2, 3], &papers);
        prop_assert_eq!(sums.valid + sums.blank + sums.invalid, u64::try_from(papers.len()).unwrap());
        prop_assert_eq!(check_sums(&rule, sums.valid, &sums.votes), Ok(()));
    }
}
