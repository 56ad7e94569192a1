//! Until when motions are handed in and how many support them, as the statutes of the assembly's day say. Amendments are free of it.

use crate::{
    assemblies::{
        actions::AssemblyError,
        model::{Assembly, notice::last_day_in_time},
        store,
    },
    db::{Conn, DbError, Tx},
    registry::model::Federation,
    statutes::{self, model::rules::MotionsRule},
    types::{AssemblyId, Day},
};

/// What a motion needs to be taken.
pub struct HandingIn {
    pub rule: Option<MotionsRule>,
    /// The last day in time.
    pub last_day: Option<Day>,
}

impl HandingIn {
    /// What stands against taking a motion today, first the day, then the supporters.
    fn problem(&self, today: Day, supporters: usize) -> Option<AssemblyError> {
        if let Some(last) = self.last_day.filter(|last| today > *last) {
            return Some(AssemblyError::MotionLate(last));
        }
        let needed = i64::from(self.rule.as_ref()?.supporters?);
        let found = i64::try_from(supporters).unwrap_or(i64::MAX);
        (found < needed).then_some(AssemblyError::MotionSupport { needed, found })
    }

    /// Whether a motion needs to be urgent to be taken today.
    pub fn needs_urgency(&self, today: Day, supporters: usize) -> bool {
        self.problem(today, supporters).is_some()
    }

    /// Takes a motion; true where only because it is urgent.
    pub(super) fn take(
        &self,
        today: Day,
        supporters: usize,
        urgent: &str,
    ) -> Result<bool, AssemblyError> {
        match self.problem(today, supporters) {
            None => Ok(false),
            Some(_) if !urgent.is_empty() => Ok(true),
            Some(problem) => Err(problem),
        }
    }
}

/// What motions to an assembly need.
pub(super) async fn rule(conn: &mut Conn, assembly: &Assembly) -> Result<HandingIn, DbError> {
    let version = statutes::store::version_on(conn, assembly.federation, assembly.day).await?;
    let rule = version.and_then(|version| version.rules.motions);
    Ok(HandingIn {
        last_day: rule
            .as_ref()
            .and_then(|rule| rule.days)
            .map(|days| last_day_in_time(assembly.day, days)),
        rule,
    })
}

/// The same by the id of the assembly.
pub(super) async fn rule_of(
    tx: &mut Tx,
    federation: &Federation,
    assembly: AssemblyId,
) -> Result<HandingIn, AssemblyError> {
    let assembly = store::find(tx, federation.id, assembly)
        .await?
        .ok_or(AssemblyError::NotFound)?;
    Ok(rule(tx, &assembly).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handing_in(last_day: Option<&str>, supporters: Option<u32>) -> HandingIn {
        HandingIn {
            last_day: last_day.map(|day| day.parse().unwrap()),
            rule: Some(MotionsRule {
                article: "§ 9".to_owned(),
                days: None,
                supporters,
            }),
        }
    }

    #[test]
    fn a_motion_is_taken_until_the_last_day_and_later_only_when_urgent() {
        let (last, next) = ("2026-06-01".parse().unwrap(), "2026-06-02".parse().unwrap());
        let rule = handing_in(Some("2026-06-01"), None);
        assert!(matches!(rule.take(last, 0, ""), Ok(false)));
        assert!(
            matches!(rule.take(next, 0, ""), Err(AssemblyError::MotionLate(day)) if day == last)
        );
        assert!(matches!(rule.take(next, 0, "Brand"), Ok(true)));
        assert!(
            matches!(rule.take(last, 0, "Brand"), Ok(false)),
            "no need to be urgent"
        );
    }

    #[test]
    fn supporters_are_counted() {
        let day = "2026-06-01".parse().unwrap();
        let rule = handing_in(None, Some(3));
        assert!(matches!(rule.take(day, 3, ""), Ok(false)));
        let missing = rule.take(day, 2, "");
        assert!(matches!(
            missing,
            Err(AssemblyError::MotionSupport {
                needed: 3,
                found: 2
            })
        ));
        assert!(rule.needs_urgency(day, 2) && !rule.needs_urgency(day, 3));
    }
}
