//! Who speaks next, by the rules of a list of speakers.

use serde::Serialize;

use crate::types::{
    AssemblyId, EntryId, FederationId, FieldProblem, Fields, SpeakerListId, SpeechId, StandInId,
    Timestamp, reading, words::words,
};

/// The longest time for a speech, in seconds.
pub const LONGEST_SPEECH: i64 = 7_200;
/// So many people wait on a list at most.
pub const MOST_WAITING: i64 = 500;

words! {
    /// What can be done with a list of speakers.
    ListState {
        /// People ask for the floor.
        Open = "open", crate::key!("floor-list-open");
        /// Nobody is added but for a point of order; those who wait still speak.
        Closed = "closed", crate::key!("floor-list-closed");
        /// The topic is over.
        Ended = "ended", crate::key!("floor-list-ended");
    }
}

words! {
    /// Where somebody stands with a speech.
    SpeechState {
        Waiting = "waiting", crate::key!("floor-speech-waiting");
        Speaking = "speaking", crate::key!("floor-speech-speaking");
        Over = "over", crate::key!("floor-speech-over");
        Withdrawn = "withdrawn", crate::key!("floor-speech-withdrawn");
    }
}

/// The list of speakers on one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerList {
    pub id: SpeakerListId,
    pub federation: FederationId,
    pub assembly: AssemblyId,
    pub rules: ListRules,
    pub state: ListState,
    pub opened_at: Timestamp,
    pub revision: i64,
}

/// What a list goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListRules {
    pub topic: String,
    /// Seconds for a speech; none: as long as it takes.
    pub seconds: Option<i64>,
    /// Two groups that take turns, by their names.
    pub groups: Option<[String; 2]>,
    /// Whoever has not spoken on the topic comes before those who have.
    pub newcomers_first: bool,
}

/// One of two groups that take turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    First,
    Second,
}

impl Turn {
    /// 1 or 2.
    pub fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// Reads the number.
    pub fn of_number(number: i64) -> Option<Self> {
        [Self::First, Self::Second]
            .into_iter()
            .find(|turn| turn.number() == number)
    }
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody on the roll, or the deputy in the place.
    OnRoll {
        entry: EntryId,
        deputy: Option<StandInId>,
    },
    /// Somebody else, by name.
    Guest(String),
}

/// That somebody asked for the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speech {
    pub id: SpeechId,
    pub speaker: Speaker,
    /// Name and body as the roll has them; a guest has no body. Empty once erased.
    pub name: String,
    pub body_name: String,
    pub turn: Option<Turn>,
    pub point_of_order: bool,
    pub state: SpeechState,
    pub asked_at: Timestamp,
    pub started_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

impl Speech {
    /// When the time for it is over.
    pub fn until(&self, rules: &ListRules) -> Option<Timestamp> {
        let seconds = rules.seconds?;
        Some(self.started_at?.plus_millis(seconds * 1_000))
    }
}

/// A list with everybody on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    pub list: SpeakerList,
    /// In the order in which the floor was asked for.
    pub speeches: Vec<Speech>,
}

impl Floor {
    /// Who speaks now.
    pub fn speaking(&self) -> Option<&Speech> {
        self.in_state(SpeechState::Speaking).next()
    }

    fn in_state(&self, state: SpeechState) -> impl Iterator<Item = &Speech> {
        self.speeches.iter().filter(move |s| s.state == state)
    }

    /// Those who spoke, in the order in which they did.
    pub fn spoken(&self) -> Vec<&Speech> {
        let mut over: Vec<_> = self.in_state(SpeechState::Over).collect();
        over.sort_by_key(|s| (s.started_at, s.id));
        over
    }

    /// Those who wait, in the order in which they speak: points of order first; then the groups in turn, each by who has spoken less
    /// (where the list says so) and by who asked first. Where one group has nobody left, the other goes on.
    pub fn waiting(&self) -> Vec<&Speech> {
        let (orders, mut rest): (Vec<_>, Vec<_>) = self
            .in_state(SpeechState::Waiting)
            .partition(|s| s.point_of_order);
        let spoken_before = |speech: &Speech| {
            if self.list.rules.newcomers_first {
                self.times_spoken(&speech.speaker)
            } else {
                0
            }
        };
        rest.sort_by_key(|s| (spoken_before(s), s.id));
        let mut last = self.last_turn();
        let mut order = orders;
        while !rest.is_empty() {
            let next = rest
                .iter()
                .position(|s| s.turn.is_none() || s.turn != last)
                .unwrap_or(0);
            let speech = rest.remove(next);
            last = speech.turn;
            order.push(speech);
        }
        order
    }

    fn times_spoken(&self, speaker: &Speaker) -> usize {
        let same = |other: &Speaker| match (speaker, other) {
            // The place speaks, whoever holds it.
            (Speaker::OnRoll { entry: a, .. }, Speaker::OnRoll { entry: b, .. }) => a == b,
            (Speaker::Guest(a), Speaker::Guest(b)) => a == b,
            (Speaker::OnRoll { .. }, Speaker::Guest(_))
            | (Speaker::Guest(_), Speaker::OnRoll { .. }) => false,
        };
        self.speeches
            .iter()
            .filter(|s| !s.point_of_order && s.started_at.is_some() && same(&s.speaker))
            .count()
    }

    /// Whose turn it was last.
    fn last_turn(&self) -> Option<Turn> {
        self.speeches
            .iter()
            .filter(|s| !s.point_of_order && s.started_at.is_some())
            .max_by_key(|s| (s.started_at, s.id))?
            .turn
    }
}

/// What is typed to open a list.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    pub topic: String,
    /// Minutes and seconds as `M:SS`, or minutes; may be empty.
    pub time: String,
    /// Both empty or both given.
    pub first_group: String,
    pub second_group: String,
    pub newcomers_first: bool,
}

impl ListInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self) -> Result<ListRules, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let topic = reading::line(&mut fields, "topic", &self.topic, 1, 200);
        let seconds = self.seconds(&mut fields);
        let groups = [
            reading::line(&mut fields, "first_group", &self.first_group, 0, 60),
            reading::line(&mut fields, "second_group", &self.second_group, 0, 60),
        ];
        let groups = match groups {
            [Some(first), Some(second)] => {
                if first.is_empty() != second.is_empty() || (!first.is_empty() && first == second) {
                    fields.refuse(FieldProblem::new(
                        "second_group",
                        crate::key!("field-two-groups"),
                    ));
                }
                Some((!first.is_empty()).then_some([first, second]))
            }
            _ => None,
        };
        let rules = (|| {
            Some(ListRules {
                topic: topic?,
                seconds: seconds?,
                groups: groups?,
                newcomers_first: self.newcomers_first,
            })
        })();
        fields.finish(rules)
    }

    /// The outer `None` says that it was refused.
    fn seconds(&self, fields: &mut Fields) -> Option<Option<i64>> {
        let text = self.time.trim();
        if text.is_empty() {
            return Some(None);
        }
        let (minutes, seconds) = text.split_once(':').unwrap_or((text, "0"));
        let number = |text: &str, most: i64| {
            let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<i64>()
                .ok()
                .filter(|n| digits && (0..=most).contains(n))
        };
        let all = number(minutes, LONGEST_SPEECH / 60)
            .zip(number(seconds, 59))
            .map(|(minutes, seconds)| minutes * 60 + seconds)
            .filter(|all| (1..=LONGEST_SPEECH).contains(all));
        if all.is_none() {
            fields.refuse(FieldProblem::new("time", crate::key!("field-speech-time")));
        }
        all.map(Some)
    }
}

/// What is typed when somebody asks for the floor: a number of the roll or the name of a guest.
#[derive(Clone, Debug, Default)]
pub struct AskInput {
    pub number: String,
    pub guest: String,
    /// 1 or 2 where groups take turns.
    pub turn: String,
    pub point_of_order: bool,
}

/// Who asks for the floor, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asking {
    Number(i64),
    Guest(String),
}

/// A request for the floor, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub who: Asking,
    pub turn: Option<Turn>,
    pub point_of_order: bool,
}

impl AskInput {
    /// Reads what was typed for a list with these rules.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, rules: &ListRules) -> Result<Request, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let (number, guest) = (self.number.trim(), self.guest.trim());
        let who = match (number.is_empty(), guest.is_empty()) {
            (false, true) => {
                let number = number.parse::<i64>().ok().filter(|n| *n > 0);
                if number.is_none() {
                    fields.refuse(FieldProblem::new(
                        "number",
                        crate::key!("field-not-on-the-roll"),
                    ));
                }
                number.map(Asking::Number)
            }
            (true, false) => reading::line(&mut fields, "guest", guest, 1, 100).map(Asking::Guest),
            (true, true) | (false, false) => {
                fields.refuse(FieldProblem::new(
                    "number",
                    crate::key!("field-number-or-guest"),
                ));
                None
            }
        };
        let is_needed = rules.groups.is_some() && !self.point_of_order;
        let turn = self
            .turn
            .trim()
            .parse()
            .ok()
            .and_then(Turn::of_number)
            .filter(|_| is_needed);
        if is_needed && turn.is_none() {
            fields.refuse(FieldProblem::new("turn", crate::key!("field-required")));
        }
        let request = who.map(|who| Request {
            who,
            turn,
            point_of_order: self.point_of_order,
        });
        fields.finish(request)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules(groups: bool, newcomers_first: bool) -> ListRules {
        ListRules {
            topic: "Haushalt".to_owned(),
            seconds: Some(180),
            groups: groups.then(|| ["Für".to_owned(), "Gegen".to_owned()]),
            newcomers_first,
        }
    }

    fn floor(rules: ListRules, speeches: Vec<Speech>) -> Floor {
        Floor {
            list: SpeakerList {
                id: SpeakerListId(1),
                federation: FederationId(1),
                assembly: AssemblyId(1),
                rules,
                state: ListState::Open,
                opened_at: Timestamp::stored(0),
                revision: 1,
            },
            speeches,
        }
    }

    /// The `id`th to ask; the number of the roll; the group; when it began to be spoken, if it did.
    fn speech(id: i64, entry: i64, turn: i64, started: Option<i64>) -> Speech {
        Speech {
            id: SpeechId(id),
            speaker: Speaker::OnRoll {
                entry: EntryId(entry),
                deputy: None,
            },
            name: String::new(),
            body_name: String::new(),
            turn: Turn::of_number(turn),
            point_of_order: false,
            state: if started.is_some() {
                SpeechState::Over
            } else {
                SpeechState::Waiting
            },
            asked_at: Timestamp::stored(id),
            started_at: started.map(Timestamp::stored),
            ended_at: started.map(|at| Timestamp::stored(at + 1)),
        }
    }

    fn order(floor: &Floor) -> Vec<i64> {
        floor.waiting().iter().map(|s| s.id.0).collect()
    }

    #[test]
    fn a_plain_list_goes_by_who_asked_first_and_points_of_order_come_before() {
        let mut speeches = vec![
            speech(1, 1, 0, Some(10)),
            speech(2, 1, 0, None),
            speech(3, 2, 0, None),
            speech(4, 3, 0, None),
        ];
        speeches[3].point_of_order = true;
        let plain = floor(rules(false, false), speeches.clone());
        assert_eq!(order(&plain), [4, 2, 3]);
        // Entry 1 has spoken on the topic, entry 2 has not.
        assert_eq!(order(&floor(rules(false, true), speeches)), [4, 3, 2]);
    }

    #[test]
    fn groups_take_turns_from_whoever_spoke_last_and_the_longer_one_goes_on() {
        let speeches = vec![
            speech(1, 1, 1, Some(10)),
            speech(2, 2, 1, None),
            speech(3, 3, 1, None),
            speech(4, 4, 1, None),
            speech(5, 5, 2, None),
            speech(6, 6, 2, None),
        ];
        assert_eq!(order(&floor(rules(true, false), speeches)), [5, 2, 6, 3, 4]);
    }

    #[test]
    fn a_point_of_order_takes_nobodys_turn_and_counts_as_no_speech() {
        let mut speeches = vec![
            speech(1, 1, 1, Some(10)),
            speech(2, 2, 0, Some(20)),
            speech(3, 3, 1, None),
            speech(4, 2, 2, None),
        ];
        speeches[1].point_of_order = true;
        let floor = floor(rules(true, true), speeches);
        assert_eq!(order(&floor), [4, 3]);
        assert_eq!(floor.times_spoken(&floor.speeches[3].speaker), 0);
    }

    proptest! {
        #[test]
        fn everybody_who_waits_is_in_the_order_once_and_groups_alternate_while_both_wait(
            turns in proptest::collection::vec(1_i64..=2, 0..40), newcomers in any::<bool>()
        ) {
            let speeches: Vec<_> = turns.iter().zip(1..).map(|(t, n)| speech(n, n, *t, None)).collect();
            let floor = floor(rules(true, newcomers), speeches);
            let waiting = floor.waiting();
            let mut ids: Vec<_> = waiting.iter().map(|s| s.id.0).collect();
            let shorter = turns.iter().filter(|t| **t == 1).count().min(turns.iter().filter(|t| **t == 2).count());
            for pair in waiting.windows(2).take((2 * shorter).saturating_sub(1)) {
                prop_assert_ne!(pair[0].turn, pair[1].turn);
            }
            ids.sort_unstable();
            prop_assert_eq!(ids, (1..).take(turns.len()).collect::<Vec<i64>>());
        }
    }

    fn input(time: &str, first: &str, second: &str) -> ListInput {
        ListInput {
            topic: "Haushalt".to_owned(),
            time: time.to_owned(),
            first_group: first.to_owned(),
            second_group: second.to_owned(),
            newcomers_first: true,
        }
    }

    #[test]
    fn a_list_is_read_with_its_time_and_groups() {
        let read = input("2:30", "Für", "Gegen").parse().expect("reads");
        assert_eq!(read.seconds, Some(150));
        assert_eq!(read.groups, Some(["Für".to_owned(), "Gegen".to_owned()]));
        assert_eq!(
            input("3", "", "").parse().expect("reads").seconds,
            Some(180)
        );
        assert_eq!(input(" ", "", "").parse().expect("reads").seconds, None);
    }

    #[test]
    fn times_and_groups_that_make_no_sense_are_refused() {
        for time in [
            "0", "0:00", "121", "120:01", "3:60", "-1", "+3", "drei", "1:2:3", ":30",
        ] {
            let problems = input(time, "", "").parse().expect_err(time);
            assert_eq!(problems[0].field, "time", "{time}");
        }
        for (first, second) in [("Für", ""), ("", "Gegen"), ("Für", "Für")] {
            let problems = input("", first, second).parse().expect_err(first);
            assert_eq!(problems[0].field, "second_group", "{first} {second}");
        }
        let empty = ListInput::default().parse().expect_err("no topic");
        assert_eq!(empty[0].field, "topic");
    }

    #[test]
    fn whoever_asks_is_on_the_roll_or_a_guest_and_in_a_group_where_groups_take_turns() {
        let ask = |number: &str, guest: &str, turn: &str, point_of_order| AskInput {
            number: number.to_owned(),
            guest: guest.to_owned(),
            turn: turn.to_owned(),
            point_of_order,
        };
        let grouped = rules(true, false);
        assert_eq!(
            ask("7", "", "2", false).parse(&grouped),
            Ok(Request {
                who: Asking::Number(7),
                turn: Some(Turn::Second),
                point_of_order: false
            })
        );
        // A point of order is of no group.
        assert_eq!(
            ask("", "Dr. Ay", "2", true).parse(&grouped),
            Ok(Request {
                who: Asking::Guest("Dr. Ay".to_owned()),
                turn: None,
                point_of_order: true
            })
        );
        for (input, field) in [
            (ask("", "", "1", false), "number"),
            (ask("7", "Dr. Ay", "1", false), "number"),
            (ask("x", "", "1", false), "number"),
            (ask("0", "", "1", false), "number"),
            (ask("7", "", "", false), "turn"),
            (ask("7", "", "3", false), "turn"),
        ] {
            let problems = input.parse(&grouped).expect_err(field);
            assert_eq!(problems[0].field, field, "{input:?}");
        }
    }

    #[test]
    fn the_time_of_a_speech_ends_after_its_seconds() {
        let mut speaking = speech(1, 1, 0, Some(1_000));
        assert_eq!(
            speaking.until(&rules(false, false)),
            Some(Timestamp::stored(181_000))
        );
        let endless = ListRules {
            seconds: None,
            ..rules(false, false)
        };
        assert_eq!(speaking.until(&endless), None);
        speaking.started_at = None;
        assert_eq!(speaking.until(&rules(false, false)), None);
    }
}
