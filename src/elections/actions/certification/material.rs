//! Everything that a version is made from, as read from the database.

use std::collections::{BTreeMap, BTreeSet};

use super::CertificationError;
use crate::{
    db::{Conn, DbError},
    elections::{
        model::{
            compute::{
                Basis, ComputeError, Computed, CountedDistrict, OpenTie, TiedSet, compute,
                districts::ballots,
            },
            count::{CountEntry, DistrictState},
            disclosure::{Before, Undisclosed, hidden, kept_back},
            document::{ElectionDocument, Standing},
            election::{ElectionLine, ElectionState},
            figures::{Figures, sum},
            lot::Lot,
            nomination::{Candidate, District, Nomination, SeatGroup},
            plausibility::{Finding, Measure, Severity, Turnout, check},
            publication::{Draft, Obstacle},
            seat_call::SeatCall,
            succession::{Follower, SeatState, seat_lines},
        },
        store::{
            counts::entries_of_election,
            divisions::{districts_of, groups_of},
            elections::certified_before,
            lots::lots_of,
            nominations::nominations_of,
            seat_calls::calls,
            versions,
        },
    },
    registry::{model::Federation, store::terms::find_term},
    types::{CandidateId, Day, DistrictId, Timestamp},
};

/// See the file.
pub(super) struct Material {
    pub line: ElectionLine,
    pub districts: Vec<District>,
    pub groups: Vec<SeatGroup>,
    pub nominations: Vec<Nomination>,
    entries: BTreeMap<DistrictId, Vec<CountEntry>>,
    lots: Vec<Lot>,
    /// Every published version, oldest first.
    versions: Vec<ElectionDocument>,
    /// The newest version, if any was published.
    pub newest: Option<ElectionDocument>,
    /// Those called to seats, once the result is certified.
    pub calls: Vec<SeatCall>,
    term_ends_on: Option<Day>,
    /// The newest result of the certified election before, of the same body.
    previous: Option<ElectionDocument>,
}

impl Material {
    pub async fn read(
        conn: &mut Conn,
        federation: &Federation,
        line: ElectionLine,
    ) -> Result<Self, DbError> {
        let (federation, election) = (federation.id, &line.election);
        let mut entries: BTreeMap<DistrictId, Vec<CountEntry>> = BTreeMap::new();
        for entry in entries_of_election(conn, federation, election.id).await? {
            entries.entry(entry.district).or_default().push(entry);
        }
        let before = certified_before(conn, federation, election.body, election.day).await?;
        let previous = match before {
            Some(before) => versions::version(conn, federation, before.id, None).await?,
            None => None,
        };
        let versions: Vec<ElectionDocument> =
            versions::versions_from(conn, federation, election.id, 1)
                .await?
                .into_iter()
                .map(|version| version.document)
                .rev()
                .collect();
        let is_certified = election.state == ElectionState::Certified;
        let (calls, term) = if is_certified {
            (
                calls(conn, federation, election.id).await?,
                find_term(conn, federation, election.body, election.term).await?,
            )
        } else {
            (Vec::new(), None)
        };
        Ok(Self {
            calls,
            term_ends_on: term.map(|term| term.ends_on),
            districts: districts_of(conn, federation, election.id).await?,
            groups: groups_of(conn, federation, election.id).await?,
            nominations: nominations_of(conn, federation, election.id).await?,
            lots: lots_of(conn, federation, election.id).await?,
            entries,
            newest: versions.last().cloned(),
            versions,
            previous: previous.map(|version| version.document),
            line,
        })
    }

    fn state(&self, district: &District) -> DistrictState<'_> {
        let entries = self.entries.get(&district.id);
        DistrictState::of(entries.map_or(&[], Vec::as_slice))
    }

    /// Ties that a lot can be recorded for: those of the figures, and those between the next on a free seat.
    pub fn ties(&self, computed: Result<Computed, ComputeError>) -> Vec<OpenTie> {
        let mut ties = computed.map(|computed| computed.ties).unwrap_or_default();
        let lines = self
            .newest
            .as_ref()
            .zip(self.term_ends_on)
            .map(|(document, end)| seat_lines(document, &self.calls, &self.lots, end));
        for line in lines.unwrap_or_default() {
            let SeatState::Free {
                next: Follower::Lot(tied),
                ..
            } = line.state
            else {
                continue;
            };
            let tie = OpenTie {
                place: line
                    .calls
                    .first()
                    .map(|c| c.label.clone())
                    .unwrap_or_default(),
                names: tied.iter().map(|id| self.name_of(*id)).collect(),
                seats: 1,
                between: TiedSet::Successors { tied },
            };
            // Two seats of a list may wait for the same lot.
            if !ties.contains(&tie) {
                ties.push(tie);
            }
        }
        ties
    }

    fn name_of(&self, id: CandidateId) -> String {
        self.nominations
            .iter()
            .flat_map(|nomination| &nomination.candidates)
            .find(|candidate| candidate.id == id)
            .map(Candidate::full_name)
            .unwrap_or_default()
    }

    /// The figures of each district that two people agreed on.
    fn agreed(&self) -> Vec<Option<&Figures>> {
        self.districts
            .iter()
            .map(|district| self.state(district).figures())
            .collect()
    }

    fn compute_with(
        &self,
        figures: &[Option<&Figures>],
        suppressed: &[bool],
    ) -> Result<Computed, ComputeError> {
        let districts: Vec<CountedDistrict<'_>> = self
            .districts
            .iter()
            .zip(figures)
            .zip(suppressed)
            .map(|((district, figures), suppressed)| CountedDistrict {
                district,
                figures: *figures,
                suppressed: *suppressed,
            })
            .collect();
        compute(&Basis {
            election: &self.line.election,
            nominations: &self.nominations,
            groups: &self.groups,
            districts: &districts,
            lots: &self.lots,
        })
    }

    /// What the agreed figures come to.
    pub fn computed(&self) -> Result<Computed, ComputeError> {
        let agreed = self.agreed();
        let suppressed = hidden(&self.ballots(&agreed)?, &self.before());
        self.compute_with(&agreed, &suppressed)
    }

    fn ballots(&self, figures: &[Option<&Figures>]) -> Result<Vec<Option<i64>>, ComputeError> {
        figures
            .iter()
            .map(|figures| figures.map(|f| ballots(f, &self.nominations)).transpose())
            .collect()
    }

    fn before(&self) -> Vec<Before> {
        self.districts
            .iter()
            .map(|district| Before::of(district.number, &self.versions))
            .collect()
    }

    /// What may be published of the agreed figures before they are complete, with the districts that are kept back.
    pub fn publishable(&self) -> Result<(Computed, Vec<District>), CertificationError> {
        let agreed = self.agreed();
        if agreed.iter().all(Option::is_none) {
            // There is nothing at all, which is told as such.
            return Ok((self.computed()?, Vec::new()));
        }
        let before = self.before();
        let kept = kept_back(&self.ballots(&agreed)?, &before).map_err(|e| match e {
            Undisclosed::TooFew => CertificationError::TooFewDistricts,
            Undisclosed::Reopened(at) => {
                let found = self.districts.get(at).cloned();
                CertificationError::DistrictReopened(found)
            }
        })?;
        let held: Vec<Option<&Figures>> = agreed
            .iter()
            .zip(&kept)
            .map(|(figures, kept)| figures.filter(|_| !kept))
            .collect();
        let suppressed = hidden(&self.ballots(&held)?, &before);
        let computed = self.compute_with(&held, &suppressed)?;
        let kept_back = self
            .districts
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(district, _)| district.clone())
            .collect();
        Ok((computed, kept_back))
    }

    /// What is wrong or unusual about the figures of all districts together, besides what each of them shows by itself.
    ///
    /// Only once all are counted: until then those eligible may be missing whose votes are there.
    pub fn totals(&self) -> Vec<Finding> {
        let figures: Option<Vec<&Figures>> = self.agreed().into_iter().collect();
        let Some(figures) = figures.filter(|all| all.len() > 1) else {
            return Vec::new();
        };
        // Sums that are too large are told when the result is computed.
        let Ok(total) = sum(figures.iter().copied()) else {
            return Vec::new();
        };
        let measure = |is_whole, before| Measure {
            rules: self.line.election.rules.as_ref(),
            nominations: &self.nominations,
            is_whole,
            before,
        };
        let known: BTreeSet<String> = figures
            .iter()
            .flat_map(|figures| check(figures, &measure(false, None)))
            .map(|finding| finding.code())
            .collect();
        let before = self.previous.as_ref().and_then(|previous| {
            Some(Turnout {
                eligible: previous.figures.eligible?,
                voters: previous.figures.voters?,
            })
        });
        check(&total, &measure(true, before))
            .into_iter()
            .filter(|finding| !known.contains(&finding.code()))
            .collect()
    }

    /// What keeps the result from being certified.
    pub fn obstacles(&self, computed: &Result<Computed, ComputeError>) -> Vec<Obstacle> {
        let mut obstacles = Vec::new();
        for district in &self.districts {
            match self.state(district) {
                DistrictState::Missing => {
                    obstacles.push(Obstacle::DistrictMissing(district.clone()));
                }
                DistrictState::Once { .. } => {
                    obstacles.push(Obstacle::DistrictOnce(district.clone()));
                }
                DistrictState::Differs { .. } => {
                    obstacles.push(Obstacle::DistrictDiffers(district.clone()));
                }
                DistrictState::Agreed(figures) | DistrictState::Settled(figures) => {
                    obstacles.extend(self.implausible(district, figures));
                }
            }
        }
        obstacles.extend(self.impossible_totals());
        match computed {
            Ok(computed) => obstacles.extend(computed.ties.iter().cloned().map(Obstacle::Tie)),
            Err(error) => obstacles.push(Obstacle::NotComputable(error.clone())),
        }
        obstacles
    }

    /// What cannot be true about the figures of all districts together.
    pub fn impossible_totals(&self) -> impl Iterator<Item = Obstacle> + use<> {
        self.totals()
            .into_iter()
            .filter(|finding| finding.severity == Severity::Block)
            .map(|finding| Obstacle::ImplausibleTotal(finding.problem()))
    }

    /// Nominations withdrawn since may have made figures impossible that were taken in.
    fn implausible(
        &self,
        district: &District,
        figures: &Figures,
    ) -> impl Iterator<Item = Obstacle> + use<> {
        let measure = Measure {
            rules: self.line.election.rules.as_ref(),
            nominations: &self.nominations,
            is_whole: self.districts.len() == 1,
            before: None,
        };
        let district = district.clone();
        check(figures, &measure)
            .into_iter()
            .filter(|finding| finding.severity == Severity::Block)
            .map(move |finding| Obstacle::Implausible {
                district: district.clone(),
                finding: finding.problem(),
            })
    }

    /// The document of the next version.
    pub fn document(
        &self,
        federation: &Federation,
        computed: Result<&Computed, ComputeError>,
        standing: Standing,
        reason: &str,
        at: Timestamp,
    ) -> Result<ElectionDocument, CertificationError> {
        let version = self.newest.as_ref().map_or(0, |newest| newest.version) + 1;
        if standing == Standing::Annulled {
            // What is void is the result that was certified, whatever the figures are now.
            let newest = self
                .newest
                .as_ref()
                .ok_or(CertificationError::NotCertified)?;
            return Ok(newest.annulled(reason, version, at));
        }
        let computed = computed?;
        let election = &self.line.election;
        Ok(ElectionDocument::new(&Draft {
            federation,
            election,
            rules: election.rules.as_ref().ok_or(ComputeError::NoRules)?,
            body_name: &self.line.body_name,
            term_label: &self.line.term_label,
            computed,
            previous: self.previous.as_ref(),
            version,
            standing,
            reason,
            at,
        }))
    }
}
