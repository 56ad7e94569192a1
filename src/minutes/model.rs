//! The document of minutes, and what is typed into them.

use serde::{Deserialize, Serialize};

use crate::{
    assemblies::model::{Assembly, AssemblyForm},
    floor::model::{Floor, Speaker, Speech},
    polls::model::OpeningPresence,
    registry::model::Federation,
    results::model::ResultDocument,
    rolls::model::{Hall, Proxy, Roll, Stay},
    statutes::model::rules::QuorumRule,
    types::{
        AssemblyId, Day, EntryId, FieldProblem, Fields, Localized, MultilineText, StandInId,
        Timestamp, reading,
    },
};

/// The longest text of a part of the minutes, in signs.
pub const LONGEST_TEXT: usize = 20_000;

/// The formats of signed minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MinutesFormat {
    /// The first version.
    #[serde(rename = "mandat.minutes/1")]
    V1,
}

/// Minutes as they are signed. Their canonical form is JSON with the fields in this order.
///
/// People of the roll stand in them by number: the roll has their names, and forgets them with the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesDocument {
    pub format: MinutesFormat,
    /// From 1; each correction is the next one.
    pub version: i64,
    pub federation: String,
    pub assembly: AssemblyInMinutes,
    pub roll: RollInMinutes,
    pub quorum: Option<QuorumInMinutes>,
    /// How many were there after each change; the last of each minute.
    pub presence: Vec<PresenceInMinutes>,
    /// Who was there when each poll was opened, as it was kept then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at_openings: Vec<OpeningInMinutes>,
    pub attendance: Vec<StayInMinutes>,
    /// Who voted for whom by proxy, and how long.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proxies: Vec<ProxyInMinutes>,
    pub topics: Vec<TopicInMinutes>,
    /// The newest published version of each result, in the order of the polls.
    pub results: Vec<ResultDocument>,
    /// Polls that have no published result.
    pub without_result: Vec<Localized>,
    pub texts: MinutesTexts,
}

/// The assembly as it was called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssemblyInMinutes {
    pub id: AssemblyId,
    pub title: String,
    pub day: Day,
    pub form: AssemblyForm,
    pub place: String,
    pub legal_basis: String,
}

/// Who could vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollInMinutes {
    pub title: String,
    pub entries: i64,
    /// SHA-256 of the roll's canonical form.
    pub digest: String,
}

/// The quorum of the statutes that held on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumInMinutes {
    /// So many had to be there.
    pub needed: i64,
    pub article: String,
}

/// How many places were represented from a time on, by who was there or by proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresenceInMinutes {
    pub at: Timestamp,
    pub places: i64,
    pub votes: i64,
    /// Those of the places that a proxy represented; none in minutes of an earlier time.
    #[serde(default, skip_serializing_if = "is_none")]
    pub proxies: i64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn is_none(number: &i64) -> bool {
    *number == 0
}

/// Who was there when a poll was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningInMinutes {
    pub title: Localized,
    pub presence: OpeningPresence,
}

/// Who was there from when until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StayInMinutes {
    /// Number of the place on the roll.
    pub number: i64,
    /// Number of the deputy who was there in the place of the delegate.
    pub deputy: Option<i64>,
    pub arrived_at: Timestamp,
    /// Empty where nobody checked them out.
    pub left_at: Option<Timestamp>,
}

/// A proxy. People stand by number on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxyInMinutes {
    /// Whose place it was.
    pub number: i64,
    /// Who voted for it.
    pub holder: i64,
    pub document_day: Day,
    pub recorded_at: Timestamp,
    /// Empty where it held until the end.
    pub ended_at: Option<Timestamp>,
}

/// What was spoken about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicInMinutes {
    pub topic: String,
    /// Those who spoke, in their order.
    pub speeches: Vec<SpeechInMinutes>,
}

/// That somebody spoke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpeechInMinutes {
    /// Number on the roll; a guest has none.
    pub number: Option<i64>,
    pub deputy: Option<i64>,
    /// Name of a guest; empty otherwise.
    pub guest: String,
    pub point_of_order: bool,
}

/// What is typed into minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinutesTexts {
    pub chaired_by: String,
    pub taken_by: String,
    /// As it is said in the hall, such as `10:05`.
    pub began: String,
    pub ended: String,
    /// Opening, notice, agenda.
    pub opening: String,
    /// What happened, topic by topic.
    pub proceedings: String,
    /// Statements for the record.
    pub statements: String,
}

/// The parts that are typed, with the longest text of each.
const LINES: [(&str, usize); 4] = [
    ("chaired_by", 120),
    ("taken_by", 120),
    ("began", 20),
    ("ended", 20),
];

impl MinutesTexts {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<Self, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let [chaired_by, taken_by, began, ended] = {
            let typed = [&self.chaired_by, &self.taken_by, &self.began, &self.ended];
            let mut read = typed
                .into_iter()
                .zip(LINES)
                .map(|(raw, (field, most))| reading::line(&mut fields, field, raw, 0, most));
            [(); 4].map(|()| read.next().flatten())
        };
        let mut long = |field, raw: &str| {
            fields
                .take(field, MultilineText::parse(raw, 0, LONGEST_TEXT))
                .map(|text| text.as_str().to_owned())
        };
        let opening = long("opening", &self.opening);
        let proceedings = long("proceedings", &self.proceedings);
        let statements = long("statements", &self.statements);
        let texts = (|| {
            Some(Self {
                chaired_by: chaired_by?,
                taken_by: taken_by?,
                began: began?,
                ended: ended?,
                opening: opening?,
                proceedings: proceedings?,
                statements: statements?,
            })
        })();
        fields.finish(texts)
    }
}

/// What minutes are put together from.
pub struct Facts<'a> {
    pub federation: &'a Federation,
    pub assembly: &'a Assembly,
    pub roll: &'a Roll,
    pub hall: &'a Hall,
    pub quorum: Option<&'a QuorumRule>,
    pub stays: &'a [Stay],
    pub proxies: &'a [Proxy],
    pub at_openings: Vec<OpeningInMinutes>,
    /// In the order in which the topics were opened.
    pub topics: &'a [Floor],
    pub results: Vec<ResultDocument>,
    pub without_result: Vec<Localized>,
}

impl MinutesDocument {
    /// Puts minutes together.
    pub fn new(facts: Facts<'_>, texts: MinutesTexts, version: i64) -> Self {
        let entitled = facts.hall.places.len();
        let quorum = facts.quorum.and_then(|rule| {
            let needed = rule.quorum()?.needed(u64::try_from(entitled).ok()?);
            Some(QuorumInMinutes {
                needed: i64::try_from(needed).ok()?,
                article: rule.article.clone(),
            })
        });
        Self {
            format: MinutesFormat::V1,
            version,
            federation: facts.federation.name.clone(),
            assembly: AssemblyInMinutes {
                id: facts.assembly.id,
                title: facts.assembly.title.clone(),
                day: facts.assembly.day,
                form: facts.assembly.form,
                place: facts.assembly.place.clone(),
                legal_basis: facts.assembly.legal_basis.clone(),
            },
            roll: RollInMinutes {
                title: facts.roll.title.clone(),
                entries: facts.roll.entries,
                digest: facts.roll.digest.clone().unwrap_or_default(),
            },
            quorum,
            presence: presence(facts.hall, facts.stays, facts.proxies),
            at_openings: facts.at_openings,
            attendance: attendance(facts.hall, facts.stays),
            proxies: proxies(facts.hall, facts.proxies),
            topics: facts
                .topics
                .iter()
                .map(|floor| topic(facts.hall, floor))
                .collect(),
            results: facts.results,
            without_result: facts.without_result,
            texts,
        }
    }

    /// Whether the quorum was there whenever somebody was; `None` where none is asked for or nobody was checked in.
    pub fn least_present(&self) -> Option<i64> {
        // The hall fills at the beginning and empties at the end; what counts is who was there while something was decided.
        let decided = self
            .results
            .iter()
            .filter_map(|result| Some((result.poll.opened_at?, result.poll.closed_at?)));
        decided
            .filter_map(|(opened, closed)| {
                let before = self.presence.iter().rev().find(|p| p.at <= opened);
                let while_open = self
                    .presence
                    .iter()
                    .filter(|p| p.at > opened && p.at <= closed);
                before.into_iter().chain(while_open).map(|p| p.places).min()
            })
            .min()
    }
}

fn number_of(hall: &Hall, entry: EntryId) -> Option<(i64, i64)> {
    hall.place(entry)
        .map(|place| (place.entry.number, place.entry.votes))
}

fn deputy_number(hall: &Hall, deputy: Option<StandInId>) -> Option<i64> {
    let deputy = deputy?;
    hall.stand_ins
        .iter()
        .find(|stand_in| stand_in.id == deputy)
        .map(|stand_in| stand_in.number)
}

fn attendance(hall: &Hall, stays: &[Stay]) -> Vec<StayInMinutes> {
    let mut attendance: Vec<_> = stays
        .iter()
        .filter_map(|stay| {
            Some(StayInMinutes {
                number: number_of(hall, stay.entry)?.0,
                deputy: deputy_number(hall, stay.stand_in),
                arrived_at: stay.arrived_at,
                left_at: stay.left_at,
            })
        })
        .collect();
    attendance.sort_by_key(|stay| (stay.number, stay.arrived_at));
    attendance
}

fn proxies(hall: &Hall, proxies: &[Proxy]) -> Vec<ProxyInMinutes> {
    let mut told: Vec<_> = proxies
        .iter()
        .filter_map(|proxy| {
            Some(ProxyInMinutes {
                number: number_of(hall, proxy.entry)?.0,
                holder: number_of(hall, proxy.holder)?.0,
                document_day: proxy.document,
                recorded_at: proxy.recorded_at,
                ended_at: proxy.ended.map(|(at, _)| at),
            })
        })
        .collect();
    told.sort_by_key(|proxy| (proxy.number, proxy.recorded_at));
    told
}

/// How many places were represented after each minute in which somebody came or went, or a proxy began or ended.
fn presence(hall: &Hall, stays: &[Stay], proxies: &[Proxy]) -> Vec<PresenceInMinutes> {
    // With the change of places, votes and proxies.
    let mut changes: Vec<(Timestamp, i64, i64, i64)> = Vec::new();
    for stay in stays {
        let Some((_, votes)) = number_of(hall, stay.entry) else {
            continue;
        };
        changes.push((stay.arrived_at, 1, votes, 0));
        changes.extend(stay.left_at.map(|at| (at, -1, -votes, 0)));
    }
    for proxy in proxies {
        let Some((_, votes)) = number_of(hall, proxy.entry) else {
            continue;
        };
        changes.push((proxy.recorded_at, 1, votes, 1));
        changes.extend(proxy.ended.map(|(at, _)| (at, -1, -votes, -1)));
    }
    changes.sort_unstable();
    let minute = |at: Timestamp| at.unix_millis().div_euclid(60_000);
    let (mut places, mut votes, mut proxies) = (0, 0, 0);
    let mut presence: Vec<PresenceInMinutes> = Vec::new();
    for (at, place, vote, proxy) in changes {
        (places, votes, proxies) = (places + place, votes + vote, proxies + proxy);
        let now = PresenceInMinutes {
            at,
            places,
            votes,
            proxies,
        };
        match presence.last_mut() {
            Some(last) if minute(last.at) == minute(at) => *last = now,
            _ => presence.push(now),
        }
    }
    presence
}

fn topic(hall: &Hall, floor: &Floor) -> TopicInMinutes {
    let speech = |speech: &&Speech| {
        let (number, deputy, guest) = match &speech.speaker {
            Speaker::OnRoll { entry, deputy } => (
                number_of(hall, *entry).map(|(number, _)| number),
                deputy_number(hall, *deputy),
                String::new(),
            ),
            Speaker::Guest(name) => (None, None, name.clone()),
        };
        SpeechInMinutes {
            number,
            deputy,
            guest,
            point_of_order: speech.point_of_order,
        }
    };
    TopicInMinutes {
        topic: floor.list.rules.topic.clone(),
        speeches: floor.spoken().iter().map(speech).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        rolls::{
            canonical::Contents,
            model::{Entry, NameCommitment, ProxyEnd},
        },
        types::{BodyId, PersonId},
    };

    fn hall() -> Hall {
        let entry = |number: i64| Entry {
            id: EntryId(number + 100),
            number,
            person: PersonId(number),
            body: BodyId(1),
            name: format!("Person {number}"),
            commitment: NameCommitment::new([1; 16], "x"),
            body_name: "Rat".to_owned(),
            votes: number,
            held_by: None,
            proxy_holder: None,
        };
        let contents = Contents {
            entries: (1..=3).map(entry).collect(),
            stand_ins: Vec::new(),
        };
        Hall::new(contents, &[])
    }

    /// Minutes after the beginning.
    fn at(minutes: i64, seconds: i64) -> Timestamp {
        Timestamp::stored((minutes * 60 + seconds) * 1_000)
    }

    fn stay(entry: i64, from: Timestamp, until: Option<Timestamp>) -> Stay {
        Stay {
            entry: EntryId(entry + 100),
            stand_in: None,
            arrived_at: from,
            left_at: until,
        }
    }

    #[test]
    fn presence_is_told_after_each_minute_in_which_somebody_came_or_went() {
        let stays = [
            stay(1, at(0, 1), None),
            stay(2, at(0, 30), Some(at(5, 0))),
            stay(3, at(2, 0), Some(at(5, 10))),
            stay(3, at(7, 0), None),
        ];
        let told: Vec<_> = presence(&hall(), &stays, &[])
            .into_iter()
            .map(|p| (p.at, p.places, p.votes))
            .collect();
        assert_eq!(
            told,
            [
                (at(0, 30), 2, 3),
                (at(2, 0), 3, 6),
                (at(5, 10), 1, 1),
                (at(7, 0), 2, 4)
            ]
        );
        assert_eq!(presence(&hall(), &[], &[]), []);
    }

    #[test]
    fn a_place_is_represented_while_somebody_has_its_proxy_and_once_when_its_delegate_comes() {
        let stays = [stay(1, at(0, 0), None), stay(3, at(9, 0), None)];
        let proxy = |entry: i64, from, ended| Proxy {
            entry: EntryId(entry + 100),
            holder: EntryId(101),
            document: Day::stored(1),
            recorded_at: from,
            ended,
        };
        let given = [
            proxy(3, at(4, 0), Some((at(9, 0), ProxyEnd::PrincipalCame))),
            proxy(2, at(4, 30), None),
            // Of somebody who is not on the roll.
            proxy(8, at(1, 0), None),
        ];
        let told: Vec<_> = presence(&hall(), &stays, &given)
            .into_iter()
            .map(|p| (p.at, p.places, p.votes, p.proxies))
            .collect();
        assert_eq!(
            told,
            [
                (at(0, 0), 1, 1, 0),
                (at(4, 30), 3, 6, 2),
                (at(9, 0), 3, 6, 1)
            ]
        );
        let told: Vec<_> = proxies(&hall(), &given)
            .into_iter()
            .map(|p| (p.number, p.holder, p.ended_at))
            .collect();
        assert_eq!(told, [(2, 1, None), (3, 1, Some(at(9, 0)))]);
    }

    #[test]
    fn attendance_goes_by_number_and_leaves_out_who_is_not_on_the_roll() {
        let stays = [
            stay(3, at(2, 0), None),
            stay(9, at(0, 0), None),
            stay(1, at(5, 0), None),
            stay(1, at(1, 0), Some(at(2, 0))),
        ];
        let numbers: Vec<_> = attendance(&hall(), &stays)
            .into_iter()
            .map(|s| (s.number, s.arrived_at))
            .collect();
        assert_eq!(numbers, [(1, at(1, 0)), (1, at(5, 0)), (3, at(2, 0))]);
    }

    #[test]
    fn texts_are_read_with_their_lengths() {
        let typed = MinutesTexts {
            chaired_by: " Ayşe Öz ".to_owned(),
            began: "10:05".to_owned(),
            proceedings: "Erste Zeile\nZweite Zeile".to_owned(),
            ..MinutesTexts::default()
        };
        let read = typed.parse().expect("reads");
        assert_eq!(read.chaired_by, "Ayşe Öz");
        assert_eq!(read.proceedings, "Erste Zeile\nZweite Zeile");
        let wrong = MinutesTexts {
            chaired_by: "x".repeat(121),
            began: "zehn Uhr und fünf Minuten".to_owned(),
            statements: "x".repeat(LONGEST_TEXT + 1),
            ..MinutesTexts::default()
        };
        let fields: Vec<_> = wrong
            .parse()
            .expect_err("too long")
            .into_iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(fields, ["chaired_by", "began", "statements"]);
    }
}
