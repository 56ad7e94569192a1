//! Who stands: lists and independents with their candidates, the districts, and groups with seats of their own.

use serde::Serialize;

use crate::types::{
    CandidateId, Day, DistrictId, FieldProblem, Fields, MultilineText, NominationId, PersonId,
    SeatGroupId, fold_for_search,
    reading::{day, day_or_none, line, number, word},
    words::words,
};

words! {
    /// What a nomination is.
    NominationKind {
        /// Candidates in an order under one label.
        List = "list", crate::key!("elections-kind-list");
        /// One person who stands alone and holds at most one seat.
        Independent = "independent", crate::key!("elections-kind-independent");
    }
}

/// A list or an independent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nomination {
    pub id: NominationId,
    /// Order on the ballot, from 1.
    pub position: i64,
    pub kind: NominationKind,
    /// Kept out of the log of acts: an independent is called by their name.
    #[serde(skip)]
    pub label: String,
    pub group: Option<SeatGroupId>,
    /// Number of candidates where their names were not taken in.
    pub unnamed_candidates: Option<i64>,
    pub withdrawn_on: Option<Day>,
    pub withdrawn_reason: String,
    /// In the order of the list.
    pub candidates: Vec<Candidate>,
    #[serde(skip)]
    pub revision: i64,
}

impl Nomination {
    /// How many seats it can fill: an independent one, a list as many as candidates still stand; `None` where it is not known.
    pub fn capacity(&self) -> Option<i64> {
        let standing = self.candidates.iter().filter(|c| c.stands()).count();
        match self.kind {
            NominationKind::Independent => Some(1),
            NominationKind::List if self.candidates.is_empty() => self.unnamed_candidates,
            NominationKind::List => Some(i64::try_from(standing).unwrap_or(i64::MAX)),
        }
    }

    /// Whether it is still to be voted for.
    pub fn stands(&self) -> bool {
        self.withdrawn_on.is_none()
    }
}

/// Somebody on a list, or an independent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub id: CandidateId,
    /// Place on the list, from 1.
    pub position: i64,
    pub person: Option<PersonId>,
    /// Names are kept out of the log of acts, which cannot forget.
    #[serde(skip)]
    pub given_name: String,
    #[serde(skip)]
    pub family_name: String,
    /// The day on which the candidate agreed to stand and to be named in public.
    pub consented_on: Option<Day>,
    pub withdrawn_on: Option<Day>,
    pub withdrawn_reason: String,
    #[serde(skip)]
    pub revision: i64,
}

impl Candidate {
    /// Whether the candidate can still be elected.
    pub fn stands(&self) -> bool {
        self.withdrawn_on.is_none()
    }

    /// The name folded, family name first, as the register folds the names of people.
    pub fn name_key(&self) -> String {
        name_key(&self.given_name, &self.family_name)
    }

    /// Given name and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}

/// Where it is counted; an election without districts has one with an empty name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct District {
    pub id: DistrictId,
    pub number: i64,
    pub name: String,
}

/// Seats set aside for a group of nominations, allocated by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatGroup {
    pub id: SeatGroupId,
    pub number: i64,
    pub name: String,
    pub seats: i64,
}

/// More candidates than any list has.
pub const MOST_CANDIDATES: usize = 500;

/// A nomination as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NominationInput {
    pub kind: String,
    pub label: String,
    /// Number of the group of seats; needed once there are groups.
    pub group: String,
    /// Number of candidates where no names are taken in; may be blank.
    pub unnamed_candidates: String,
    /// Why it changes after the last day for nominations.
    pub reason: String,
}

/// A checked nomination without its candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NominationDetails {
    pub kind: NominationKind,
    /// Kept out of the log of acts: an independent is called by their name.
    #[serde(skip)]
    pub label: String,
    pub group: Option<SeatGroupId>,
    pub unnamed_candidates: Option<i64>,
}

impl NominationDetails {
    /// The label folded: by it a list is recognised.
    pub fn label_key(&self) -> String {
        fold_for_search(&self.label)
    }
}

impl NominationInput {
    /// Reads a nomination that has, or will have, so many named candidates.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(
        &self,
        groups: &[SeatGroup],
        named: usize,
    ) -> Result<NominationDetails, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let kind = word(&mut fields, "kind", &self.kind, NominationKind::parse);
        let label = line(&mut fields, "label", &self.label, 1, 120);
        if label
            .as_ref()
            .is_some_and(|label| fold_for_search(label).is_empty())
        {
            fields.refuse(FieldProblem::new("label", crate::key!("field-required")));
        }
        let group = group_of(&mut fields, &self.group, groups);
        let most = i64::try_from(MOST_CANDIDATES).unwrap_or(i64::MAX);
        let unnamed = match self.unnamed_candidates.trim() {
            "" => Some(None),
            text => number(&mut fields, "unnamed_candidates", text, 0, most).map(Some),
        };
        let mut refuse = |field: &str, key| fields.refuse(FieldProblem::new(field, key));
        if named > 0 && unnamed.flatten().is_some() {
            refuse(
                "unnamed_candidates",
                crate::key!("field-candidates-are-named"),
            );
        }
        if kind == Some(NominationKind::Independent) {
            if named > 1 {
                refuse("kind", crate::key!("field-independent-one-candidate"));
            }
            if unnamed.flatten().is_some_and(|n| n != 1) {
                refuse(
                    "unnamed_candidates",
                    crate::key!("field-independent-one-candidate"),
                );
            }
        }
        let details = (|| {
            Some(NominationDetails {
                kind: kind?,
                label: label?,
                group: group?,
                unnamed_candidates: unnamed?,
            })
        })();
        fields.finish(details)
    }
}

/// The outer `None` says that it was refused.
fn group_of(fields: &mut Fields, raw: &str, groups: &[SeatGroup]) -> Option<Option<SeatGroupId>> {
    let text = raw.trim();
    if groups.is_empty() && text.is_empty() {
        return Some(None);
    }
    let found = groups.iter().find(|g| g.number.to_string() == text);
    if found.is_none() {
        let key = if text.is_empty() {
            crate::key!("field-required")
        } else {
            crate::key!("field-word-unknown")
        };
        fields.refuse(FieldProblem::new("group", key));
    }
    found.map(|group| Some(group.id))
}

/// A candidate as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateInput {
    /// May be blank: some people have one name only; it is then the family name.
    pub given_name: String,
    pub family_name: String,
    /// The same person in the register; may be blank.
    pub person: String,
    pub consented_on: String,
}

/// A checked candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateDetails {
    /// Names are kept out of the log of acts, which cannot forget.
    #[serde(skip)]
    pub given_name: String,
    #[serde(skip)]
    pub family_name: String,
    pub person: Option<PersonId>,
    pub consented_on: Option<Day>,
}

fn name_key(given: &str, family: &str) -> String {
    fold_for_search(&format!("{family} {given}"))
}

impl CandidateInput {
    /// Reads a candidate; nobody agrees tomorrow.
    pub fn parse(&self, today: Day, fields: &mut Fields) -> Option<CandidateDetails> {
        let given_name = line(fields, "given_name", &self.given_name, 0, 100);
        let family_name = line(fields, "family_name", &self.family_name, 1, 100);
        let person = match self.person.trim() {
            "" => Some(None),
            text => {
                let id = text.parse::<PersonId>().ok();
                if id.is_none() {
                    fields.refuse(FieldProblem::new(
                        "person",
                        crate::key!("field-word-unknown"),
                    ));
                }
                id.map(Some)
            }
        };
        let consented_on = day_or_none(fields, "consented_on", &self.consented_on);
        if consented_on.flatten().is_some_and(|day| day > today) {
            let key = crate::key!("field-consent-in-future");
            fields.refuse(FieldProblem::new("consented_on", key));
        }
        Some(CandidateDetails {
            given_name: given_name?,
            family_name: family_name?,
            person: person?,
            consented_on: consented_on?,
        })
    }

    /// The candidates of a list pasted line by line: `Family name, given name`, or one name alone; blank lines are skipped.
    pub fn from_lines(text: &str, consented_on: &str) -> Vec<Self> {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                let (family, given) = line.split_once([',', ';', '\t']).unwrap_or((line, ""));
                Self {
                    given_name: given.trim().to_owned(),
                    family_name: family.trim().to_owned(),
                    person: String::new(),
                    consented_on: consented_on.to_owned(),
                }
            })
            .collect()
    }
}

/// Reads the candidates of a nomination in their order; what is wrong is told by `field` with the number of the line.
///
/// # Errors
/// All that is wrong with any of them.
pub fn parse_candidates(
    inputs: &[CandidateInput],
    field: &str,
    today: Day,
) -> Result<Vec<CandidateDetails>, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    if inputs.len() > MOST_CANDIDATES {
        let most = i64::try_from(MOST_CANDIDATES).unwrap_or(i64::MAX);
        let problem = FieldProblem::new(field, crate::key!("field-too-many-lines"));
        fields.refuse(problem.with("n", most));
        return fields.finish(None);
    }
    let mut candidates = Vec::new();
    for (number, input) in (1_i64..).zip(inputs) {
        let mut own = Fields::default();
        let read = input.parse(today, &mut own);
        match own.finish(read) {
            Ok(candidate) => candidates.push(candidate),
            Err(_) => {
                let problem = FieldProblem::new(field, crate::key!("field-candidate-line"));
                let name = format!("{} {}", input.given_name, input.family_name);
                fields.refuse(problem.with("n", number).with("name", name.trim()));
            }
        }
    }
    fields.finish(Some(candidates))
}

/// Why a person of the register cannot stand: it stands already.
pub fn refuse_person_twice(
    field: &str,
    person: PersonId,
    itself: Option<CandidateId>,
    nominations: &[Nomination],
) -> Option<FieldProblem> {
    let other = nominations.iter().filter(|n| n.stands()).find(|n| {
        n.candidates
            .iter()
            .any(|c| c.stands() && c.person == Some(person) && Some(c.id) != itself)
    })?;
    let problem = FieldProblem::new(field, crate::key!("field-person-stands-twice"));
    Some(problem.with("label", other.label.as_str()))
}

/// Two standing candidates of the same folded name: perhaps one person who was entered twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    pub candidate: CandidateId,
    pub name: String,
    /// Where the other one stands.
    pub other: NominationId,
    pub other_label: String,
}

/// All namesakes of an election, each told once for every candidate who has one.
pub fn namesakes(nominations: &[Nomination]) -> Vec<Namesake> {
    let standing: Vec<(String, &Nomination, &Candidate)> = nominations
        .iter()
        .filter(|n| n.stands())
        .flat_map(|n| n.candidates.iter().map(move |c| (n, c)))
        .filter(|(_, c)| c.stands())
        .map(|(n, c)| (c.name_key(), n, c))
        .collect();
    let mut by_name: std::collections::BTreeMap<&str, Vec<(&Nomination, &Candidate)>> =
        std::collections::BTreeMap::new();
    for (key, nomination, candidate) in &standing {
        by_name
            .entry(key)
            .or_default()
            .push((nomination, candidate));
    }
    standing
        .iter()
        .filter_map(|(key, _, candidate)| {
            let others = by_name.get(key.as_str())?;
            let (other, _) = others.iter().find(|(_, c)| c.id != candidate.id)?;
            Some(Namesake {
                candidate: candidate.id,
                name: candidate.full_name(),
                other: other.id,
                other_label: other.label.clone(),
            })
        })
        .collect()
}

/// How many can be elected at all: the candidates who stand; `None` where a list does not tell its number.
pub fn standing_candidates(nominations: &[Nomination]) -> Option<i64> {
    nominations
        .iter()
        .filter(|n| n.stands())
        .try_fold(0_i64, |sum, n| Some(sum.saturating_add(n.capacity()?)))
}

/// A withdrawal as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithdrawalInput {
    pub day: String,
    pub reason: String,
}

/// A checked withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    pub day: Day,
    pub reason: String,
}

impl WithdrawalInput {
    /// Reads a withdrawal; nobody withdraws tomorrow.
    ///
    /// # Errors
    /// All that is wrong with its fields.
    pub fn parse(&self, today: Day) -> Result<Withdrawal, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let day = day(&mut fields, "day", &self.day);
        if day.is_some_and(|day| day > today) {
            let key = crate::key!("field-withdrawn-in-future");
            fields.refuse(FieldProblem::new("day", key));
        }
        let reason = fields.take("reason", MultilineText::parse(&self.reason, 3, 500));
        let withdrawal = day.zip(reason).map(|(day, reason)| Withdrawal {
            day,
            reason: reason.as_str().to_owned(),
        });
        fields.finish(withdrawal)
    }
}

/// The reason of a change after the last day for nominations, needed only then.
///
/// # Errors
/// Where it is missing or too long.
pub fn parse_late_reason(raw: &str, is_late: bool) -> Result<String, Vec<FieldProblem>> {
    let mut fields = Fields::default();
    if is_late && raw.trim().is_empty() {
        let key = crate::key!("field-late-reason-needed");
        fields.refuse(FieldProblem::new("reason", key));
    }
    let reason = fields.take("reason", MultilineText::parse(raw, 0, 500));
    fields.finish(reason.map(|text| text.as_str().to_owned()))
}

/// The order after one thing moved a step towards the beginning or the end; as it was where it stands there already.
pub fn after_step<T: Copy + PartialEq>(order: &[T], which: T, to_beginning: bool) -> Vec<T> {
    let mut order = order.to_vec();
    let place = order.iter().position(|id| *id == which);
    let other = place.and_then(|place| {
        if to_beginning {
            place.checked_sub(1)
        } else {
            Some(place + 1).filter(|next| *next < order.len())
        }
    });
    if let Some((place, other)) = place.zip(other) {
        order.swap(place, other);
    }
    order
}

/// Whether an order names each thing once.
pub fn names_each_once<T: Copy + Ord>(order: &[T], present: impl IntoIterator<Item = T>) -> bool {
    let mut named = order.to_vec();
    named.sort_unstable();
    let mut present: Vec<T> = present.into_iter().collect();
    present.sort_unstable();
    named == present
}

#[cfg(test)]
mod tests;
