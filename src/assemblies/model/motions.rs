//! Motions to an assembly: what they say, where they stand, in which order their amendments are voted on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    assemblies::model::agenda::{localized_line, require},
    types::{
        AgendaItemId, BodyId, FieldProblem, Fields, Locale, Localized, MotionId, PollId, Timestamp,
        words::words,
    },
};

/// Motions and amendments of one assembly at most.
pub const MOST_MOTIONS: usize = 500;
/// Bodies that bring in or support one motion at most.
const MOST_BODIES: usize = 200;
const TITLE_SIGNS: usize = 200;
/// No longer than the question of a poll, which says it again.
const TEXT_SIGNS: usize = 4_000;

words! {
    /// How far a motion is, as long as nothing was decided.
    MotionState {
        Draft = "draft", crate::key!("motions-state-draft");
        Submitted = "submitted", crate::key!("motions-state-submitted");
        Admitted = "admitted", crate::key!("motions-state-admitted");
        Refused = "refused", crate::key!("motions-state-refused");
        Withdrawn = "withdrawn", crate::key!("motions-state-withdrawn");
    }
}

/// Where a motion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MotionStanding {
    Before(MotionState),
    /// As the published result of its poll says.
    Decided {
        accepted: bool,
    },
}

impl MotionState {
    /// Whether a motion goes from here to `next`.
    pub fn leads_to(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Submitted | Self::Withdrawn),
            Self::Submitted => matches!(next, Self::Admitted | Self::Refused | Self::Withdrawn),
            Self::Admitted => next == Self::Withdrawn,
            Self::Refused | Self::Withdrawn => false,
        }
    }

    /// Whether its text may still get another version.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted)
    }

    /// Whether going there needs a reason.
    pub fn needs_reason(self) -> bool {
        self == Self::Refused
    }
}

/// Who brings a motion in or supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotionBody {
    pub body: BodyId,
    /// As it was called when this was written.
    pub name: String,
    pub is_submitter: bool,
}

/// A motion, or an amendment to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Motion {
    pub id: MotionId,
    pub parent: Option<MotionId>,
    pub number: i64,
    /// In which order amendments are voted on.
    pub position: i64,
    pub state: MotionState,
    /// Why it was refused or withdrawn.
    pub reason: String,
    /// Why it was taken late or without its supporters; else empty.
    pub urgent: String,
    pub item: Option<AgendaItemId>,
    pub poll: Option<PollId>,
    /// What the published result of its poll says.
    pub accepted: Option<bool>,
    pub title: Localized,
    pub text: Localized,
    pub reasons: Option<Localized>,
    /// Of the text, from 1.
    pub version: i64,
    pub digest: String,
    pub revision: i64,
    pub bodies: Vec<MotionBody>,
}

impl Motion {
    /// Where it stands.
    pub fn standing(&self) -> MotionStanding {
        match self.accepted {
            Some(accepted) => MotionStanding::Decided { accepted },
            None => MotionStanding::Before(self.state),
        }
    }
}

impl Motion {
    /// How many support it, besides those that bring it in.
    pub fn supporters(&self) -> usize {
        self.bodies.iter().filter(|b| !b.is_submitter).count()
    }
}

/// What one version of a motion said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MotionVersion {
    /// From 1.
    pub number: i64,
    pub title: Localized,
    pub text: Localized,
    pub reasons: Option<Localized>,
    pub written_at: Timestamp,
    /// Name of the account, for staff alone.
    pub written_by: String,
    pub digest: String,
}

/// A step of a motion as asked for.
#[derive(Clone, Copy, Debug)]
pub struct MotionStep<'a> {
    pub state: MotionState,
    /// Why it is refused or withdrawn.
    pub reason: &'a str,
    /// Why it is taken late or without its supporters.
    pub urgent: &'a str,
}

/// The order with one of it a place earlier or later; `None` where it cannot go there.
pub fn moved(order: &[MotionId], id: MotionId, is_earlier: bool) -> Option<Vec<MotionId>> {
    let at = order.iter().position(|other| *other == id)?;
    let to = if is_earlier {
        at.checked_sub(1)?
    } else {
        at.checked_add(1).filter(|to| *to < order.len())?
    };
    let mut order = order.to_vec();
    order.swap(at, to);
    Some(order)
}

/// Motions by their numbers, each one followed by its amendments in the order of voting.
pub fn in_order(mut motions: Vec<Motion>) -> Vec<Motion> {
    let numbers: BTreeMap<MotionId, i64> = motions.iter().map(|m| (m.id, m.number)).collect();
    motions.sort_by_key(|motion| match motion.parent {
        None => (motion.number, 0, motion.id),
        Some(parent) => {
            let number = numbers.get(&parent).copied().unwrap_or(i64::MAX);
            (number, motion.position, motion.id)
        }
    });
    motions
}

/// The number as it is spoken of: 3, or 3/1 for the first amendment to it.
pub fn spoken_number(motion: &Motion, all: &[Motion]) -> String {
    let parent = motion.parent.and_then(|id| all.iter().find(|m| m.id == id));
    match parent {
        None => motion.number.to_string(),
        Some(parent) => format!("{}/{}", parent.number, motion.number),
    }
}

/// A motion as typed.
#[derive(Clone, Debug, Default)]
pub struct MotionInput {
    /// By language tag, as all texts here.
    pub title: BTreeMap<String, String>,
    pub text: BTreeMap<String, String>,
    pub reasons: BTreeMap<String, String>,
    pub submitters: Vec<i64>,
    pub supporters: Vec<i64>,
}

/// A motion as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMotion {
    pub title: Localized,
    pub text: Localized,
    pub reasons: Option<Localized>,
    /// Each with whether it brings the motion in.
    pub bodies: Vec<(BodyId, bool)>,
}

fn lines(
    fields: &mut Fields,
    field: &str,
    texts: &BTreeMap<String, String>,
    required: Locale,
) -> Option<Localized> {
    let pairs = texts.iter().map(|(tag, text)| (&**tag, &**text));
    let read = fields.take(field, Localized::parse_lines(pairs, TEXT_SIGNS));
    require(fields, field, read, required)
}

impl MotionInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, required: Locale) -> Result<NewMotion, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let title = localized_line(&mut fields, "title", &self.title, TITLE_SIGNS, required);
        let text = lines(&mut fields, "text", &self.text, required);
        let reasons = if self.reasons.values().all(|text| text.trim().is_empty()) {
            Some(None)
        } else {
            lines(&mut fields, "reasons", &self.reasons, required).map(Some)
        };
        if self.submitters.is_empty() {
            let key = crate::key!("field-motion-no-submitter");
            fields.refuse(FieldProblem::new("submitters", key));
        }
        let named = [(&self.submitters, true), (&self.supporters, false)];
        let mut seen = BTreeSet::new();
        let mut bodies = Vec::new();
        for (ids, is_submitter) in named {
            for id in ids {
                if seen.insert(*id) {
                    bodies.push((BodyId(*id), is_submitter));
                } else {
                    let field = if is_submitter {
                        "submitters"
                    } else {
                        "supporters"
                    };
                    let key = crate::key!("field-motion-body-twice");
                    fields.refuse(FieldProblem::new(field, key));
                }
            }
        }
        if bodies.len() > MOST_BODIES {
            let key = crate::key!("field-unknown-choice");
            fields.refuse(FieldProblem::new("supporters", key));
        }
        let new = (|| {
            Some(NewMotion {
                title: title?,
                text: text?,
                reasons: reasons?,
                bodies,
            })
        })();
        fields.finish(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn motion(id: i64, parent: Option<i64>, number: i64, position: i64) -> Motion {
        let text = Localized::parse_line([("de", "Antrag")], 20).unwrap();
        Motion {
            id: MotionId(id),
            parent: parent.map(MotionId),
            number,
            position,
            state: MotionState::Admitted,
            reason: String::new(),
            urgent: String::new(),
            item: None,
            poll: None,
            accepted: None,
            title: text.clone(),
            text,
            reasons: None,
            version: 1,
            digest: String::new(),
            revision: 1,
            bodies: Vec::new(),
        }
    }

    fn typed() -> MotionInput {
        let german = |text: &str| BTreeMap::from([("de".to_owned(), text.to_owned())]);
        MotionInput {
            title: german("Beitrag"),
            text: german("Der Beitrag steigt.\nAb 2027."),
            reasons: german(" "),
            submitters: vec![1],
            supporters: vec![2, 3],
        }
    }

    #[test]
    fn amendments_follow_their_motion_in_the_order_of_voting() {
        let all = in_order(vec![
            motion(1, None, 1, 1),
            motion(2, None, 2, 2),
            motion(3, Some(1), 1, 2),
            motion(4, Some(1), 2, 1),
        ]);
        let numbers: Vec<_> = all.iter().map(|m| spoken_number(m, &all)).collect();
        assert_eq!(numbers, ["1", "1/2", "1/1", "2"]);
    }

    #[test]
    fn an_amendment_moves_by_one_place_and_not_over_the_edge() {
        let order = [MotionId(1), MotionId(2), MotionId(3)];
        let earlier = [MotionId(2), MotionId(1), MotionId(3)];
        assert_eq!(moved(&order, MotionId(2), true), Some(earlier.to_vec()));
        assert_eq!(moved(&earlier, MotionId(2), false), Some(order.to_vec()));
        assert_eq!(moved(&order, MotionId(1), true), None);
        assert_eq!(moved(&order, MotionId(3), false), None);
        assert_eq!(moved(&order, MotionId(4), true), None);
    }

    #[test]
    fn what_was_refused_or_withdrawn_stays_so_and_nothing_is_admitted_before_it_was_submitted() {
        for state in [MotionState::Refused, MotionState::Withdrawn] {
            assert!(!MotionState::ALL.iter().any(|next| state.leads_to(*next)));
        }
        assert!(!MotionState::Draft.leads_to(MotionState::Admitted));
        assert!(!MotionState::Admitted.leads_to(MotionState::Refused));
        assert!(MotionState::Submitted.leads_to(MotionState::Admitted));
        assert!(MotionState::Admitted.leads_to(MotionState::Withdrawn));
    }

    #[test]
    fn only_a_published_result_decides() {
        let mut it = motion(1, None, 1, 1);
        assert_eq!(it.standing(), MotionStanding::Before(MotionState::Admitted));
        it.accepted = Some(false);
        assert_eq!(it.standing(), MotionStanding::Decided { accepted: false });
    }

    #[test]
    fn a_motion_needs_title_text_and_somebody_who_brings_it_in() {
        let read = typed().parse(Locale::De).unwrap();
        assert_eq!(read.reasons, None);
        let bodies = [(BodyId(1), true), (BodyId(2), false), (BodyId(3), false)];
        assert_eq!(read.bodies, bodies);
        let refused = MotionInput::default().parse(Locale::De).unwrap_err();
        let fields: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["title", "text", "submitters"]);
    }

    #[test]
    fn a_body_stands_on_a_motion_once() {
        let mut twice = typed();
        twice.supporters.push(1);
        let refused = twice.parse(Locale::De).unwrap_err();
        let fields: Vec<_> = refused.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["supporters"]);
    }
}
