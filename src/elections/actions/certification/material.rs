//! Everything that a version is made from, as read from the database.

use std::collections::BTreeMap;

use super::CertificationError;
use crate::{
    db::{Conn, DbError},
    elections::{
        model::{
            compute::{Basis, ComputeError, Computed, CountedDistrict, compute},
            count::{CountEntry, DistrictState},
            document::{ElectionDocument, Standing},
            election::ElectionLine,
            figures::Figures,
            lot::Lot,
            nomination::{District, Nomination, SeatGroup},
            plausibility::{Measure, Severity, check},
            publication::{Draft, Obstacle},
        },
        store::{
            counts::entries_of_election,
            divisions::{districts_of, groups_of},
            elections::certified_before,
            lots::lots_of,
            nominations::nominations_of,
            versions,
        },
    },
    registry::model::Federation,
    types::{DistrictId, Timestamp},
};

/// See the file.
pub(super) struct Material {
    pub line: ElectionLine,
    pub districts: Vec<District>,
    pub groups: Vec<SeatGroup>,
    pub nominations: Vec<Nomination>,
    entries: BTreeMap<DistrictId, Vec<CountEntry>>,
    lots: Vec<Lot>,
    /// The newest version, if any was published.
    pub newest: Option<ElectionDocument>,
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
        let newest = versions::version(conn, federation, election.id, None).await?;
        Ok(Self {
            districts: districts_of(conn, federation, election.id).await?,
            groups: groups_of(conn, federation, election.id).await?,
            nominations: nominations_of(conn, federation, election.id).await?,
            lots: lots_of(conn, federation, election.id).await?,
            entries,
            newest: newest.map(|version| version.document),
            previous: previous.map(|version| version.document),
            line,
        })
    }

    fn state(&self, district: &District) -> DistrictState<'_> {
        let entries = self.entries.get(&district.id);
        DistrictState::of(entries.map_or(&[], Vec::as_slice))
    }

    /// What the agreed figures come to.
    pub fn computed(&self) -> Result<Computed, ComputeError> {
        let districts: Vec<CountedDistrict<'_>> = self
            .districts
            .iter()
            .map(|district| CountedDistrict {
                district,
                figures: self.state(district).figures(),
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
        match computed {
            Ok(computed) => obstacles.extend(computed.ties.iter().cloned().map(Obstacle::Tie)),
            Err(error) => obstacles.push(Obstacle::NotComputable(error.clone())),
        }
        obstacles
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
        computed: &Result<Computed, ComputeError>,
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
        let computed = computed.as_ref().map_err(Clone::clone)?;
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
