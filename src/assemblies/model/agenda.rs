//! The agenda of an assembly: a numbered tree, kept as an outline.

use std::collections::BTreeMap;

use crate::types::{
    AgendaDocumentId, AgendaItemId, FieldProblem, Fields, Locale, Localized, PollId, Timestamp,
    reading, words::words,
};

/// Items of one agenda at most.
pub const MOST_ITEMS: usize = 300;
/// How deep an item stands at most: 1.1.1.1.
pub const DEEPEST: i64 = 3;
/// Documents of one item at most.
pub const MOST_DOCUMENTS: usize = 20;
/// The largest document, in bytes: 10 MB.
pub const LARGEST_AGENDA_DOCUMENT: usize = 10 * 1024 * 1024;
const TITLE_SIGNS: usize = 200;
const MOVER_SIGNS: usize = 200;

words! {
    /// How an item is moved on the agenda, with all that stands under it.
    ItemMove {
        Up = "up", crate::key!("agenda-move-up");
        Down = "down", crate::key!("agenda-move-down");
        /// Under the item before it.
        In = "in", crate::key!("agenda-move-in");
        /// Beside the item under which it stands.
        Out = "out", crate::key!("agenda-move-out");
    }
}

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    pub id: AgendaItemId,
    /// 0 for 1, 2 and 3; 1 for 1.1.
    pub depth: i64,
    pub title: Localized,
    /// Who brings it in; may be empty.
    pub mover: String,
    /// Minute of the day at which it is planned to begin.
    pub starts_at: Option<i64>,
    /// How many minutes it is to take.
    pub minutes: Option<i64>,
    pub withdrawn: Option<(Timestamp, String)>,
    pub documents: Vec<AgendaDocument>,
    pub polls: Vec<PollId>,
}

impl AgendaItem {
    /// The planned beginning as clocks show it.
    pub fn clock(&self) -> Option<String> {
        self.starts_at.map(clock)
    }
}

/// A document of an item, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaDocument {
    pub id: AgendaDocumentId,
    pub item: AgendaItemId,
    pub name: String,
    pub sha256: String,
    /// Bytes.
    pub size: i64,
}

/// A minute of the day as clocks show it: `09:30`.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute_of(raw: &str) -> Option<i64> {
    let (hours, minutes) = raw.split_once(':')?;
    let read = |text: &str, below: i64| {
        let is_two = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse()
            .ok()
            .filter(|n| is_two && (0..below).contains(n))
    };
    Some(read(hours, 24)? * 60 + read(minutes, 60)?)
}

/// An item as typed.
#[derive(Clone, Debug, Default)]
pub struct AgendaItemInput {
    /// By language tag.
    pub title: BTreeMap<String, String>,
    pub mover: String,
    /// `HH:MM`, or nothing.
    pub starts_at: String,
    /// Minutes, or nothing.
    pub minutes: String,
}

/// An item as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAgendaItem {
    pub title: Localized,
    pub mover: String,
    pub starts_at: Option<i64>,
    pub minutes: Option<i64>,
}

/// Texts of one line by language, with one in the language of the federation.
pub(crate) fn localized_line(
    fields: &mut Fields,
    field: &str,
    texts: &BTreeMap<String, String>,
    most: usize,
    required: Locale,
) -> Option<Localized> {
    let pairs = texts.iter().map(|(tag, text)| (&**tag, &**text));
    let read = fields.take(field, Localized::parse_line(pairs, most));
    require(fields, field, read, required)
}

/// The text, refused where the language of the federation has none.
pub(crate) fn require(
    fields: &mut Fields,
    field: &str,
    read: Option<Localized>,
    required: Locale,
) -> Option<Localized> {
    let read = read?;
    if !read.has(required) {
        let problem = FieldProblem::new(field, crate::key!("field-language-missing"));
        fields.refuse(problem.with("language", required.own_name()));
    }
    Some(read)
}

impl AgendaItemInput {
    /// Reads what was typed.
    ///
    /// # Errors
    /// All that is wrong with the fields.
    pub fn parse(&self, required: Locale) -> Result<NewAgendaItem, Vec<FieldProblem>> {
        let mut fields = Fields::default();
        let title = localized_line(&mut fields, "title", &self.title, TITLE_SIGNS, required);
        let mover = reading::line(&mut fields, "mover", &self.mover, 0, MOVER_SIGNS);
        let starts_at = match self.starts_at.trim() {
            "" => None,
            raw => {
                let minute = minute_of(raw);
                if minute.is_none() {
                    let key = crate::key!("field-not-a-clock-time");
                    fields.refuse(FieldProblem::new("starts_at", key));
                }
                minute
            }
        };
        let minutes = match self.minutes.trim() {
            "" => None,
            raw => reading::number(&mut fields, "minutes", raw, 1, 1_440),
        };
        let item = (|| {
            Some(NewAgendaItem {
                title: title?,
                mover: mover?,
                starts_at,
                minutes,
            })
        })();
        fields.finish(item)
    }
}

/// The numbers of an outline: 1, 1.1, 1.2, 2.
pub fn numbers(depths: impl IntoIterator<Item = i64>) -> Vec<String> {
    let mut counters: Vec<i64> = Vec::new();
    depths
        .into_iter()
        .map(|depth| {
            let level = usize::try_from(depth.max(0)).unwrap_or(0) + 1;
            counters.resize(level, 0);
            if let Some(last) = counters.last_mut() {
                *last += 1;
            }
            let parts: Vec<String> = counters.iter().map(|n| (*n).max(1).to_string()).collect();
            parts.join(".")
        })
        .collect()
}

/// A line of the outline: which item, and how deep.
pub type OutlineLine = (AgendaItemId, i64);

/// Where the block of an item begins and ends: the item and all that stands under it.
fn block(lines: &[OutlineLine], item: AgendaItemId) -> Option<(usize, usize, i64)> {
    let start = lines.iter().position(|(id, _)| *id == item)?;
    let (_, depth) = *lines.get(start)?;
    Some((start, end_of(lines, start, depth), depth))
}

fn end_of(lines: &[OutlineLine], start: usize, depth: i64) -> usize {
    let under = lines.iter().skip(start + 1).take_while(|(_, d)| *d > depth);
    start + 1 + under.count()
}

/// Whether something stands under the item.
pub fn has_children(lines: &[OutlineLine], item: AgendaItemId) -> bool {
    block(lines, item).is_some_and(|(start, end, _)| end > start + 1)
}

/// Where a new item goes: at the end, or at the end of what stands under `parent`. Its place from 0 and its depth; `None` where
/// there is no such parent or it stands too deep.
pub fn place_of_new(lines: &[OutlineLine], parent: Option<AgendaItemId>) -> Option<(usize, i64)> {
    let Some(parent) = parent else {
        return Some((lines.len(), 0));
    };
    let (_, end, depth) = block(lines, parent)?;
    (depth < DEEPEST).then_some((end, depth + 1))
}

/// The outline after an item was moved with all that stands under it; `None` where it cannot go there.
pub fn moved(lines: &[OutlineLine], item: AgendaItemId, way: ItemMove) -> Option<Vec<OutlineLine>> {
    let (start, end, depth) = block(lines, item)?;
    let part = |from: usize, to: usize| lines.get(from..to).unwrap_or_default();
    let shifted = |by: i64| part(start, end).iter().map(move |(id, d)| (*id, d + by));
    // The item before it on the same level, under the same one.
    let before = (0..start)
        .rev()
        .take_while(|at| lines.get(*at).is_some_and(|(_, d)| *d >= depth))
        .find(|at| lines.get(*at).is_some_and(|(_, d)| *d == depth));
    match way {
        ItemMove::Up => {
            let other = before?;
            Some(
                [
                    part(0, other),
                    part(start, end),
                    part(other, start),
                    part(end, lines.len()),
                ]
                .concat(),
            )
        }
        ItemMove::Down => {
            lines.get(end).filter(|(_, d)| *d == depth)?;
            let other = end_of(lines, end, depth);
            Some(
                [
                    part(0, start),
                    part(end, other),
                    part(start, end),
                    part(other, lines.len()),
                ]
                .concat(),
            )
        }
        ItemMove::In => {
            before?;
            let deepest = part(start, end).iter().map(|(_, d)| *d).max()?;
            if deepest >= DEEPEST {
                return None;
            }
            let kept = part(0, start).iter().copied();
            Some(
                kept.chain(shifted(1))
                    .chain(part(end, lines.len()).iter().copied())
                    .collect(),
            )
        }
        ItemMove::Out => {
            if depth == 0 {
                return None;
            }
            // What follows stays under the item that it stood under.
            let rest = lines
                .iter()
                .skip(end)
                .take_while(|(_, d)| *d >= depth)
                .count();
            let (kept, rest) = (part(0, start), end + rest);
            let before = kept.iter().chain(part(end, rest)).copied();
            Some(
                before
                    .chain(shifted(-1))
                    .chain(part(rest, lines.len()).iter().copied())
                    .collect(),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(depths: &[i64]) -> Vec<OutlineLine> {
        (1..)
            .map(AgendaItemId)
            .zip(depths.iter().copied())
            .collect()
    }

    fn after(depths: &[i64], item: i64, way: ItemMove) -> Option<Vec<(i64, i64)>> {
        let lines = moved(&outline(depths), AgendaItemId(item), way)?;
        Some(lines.into_iter().map(|(id, d)| (id.0, d)).collect())
    }

    #[test]
    fn an_outline_is_numbered_as_a_tree() {
        assert_eq!(
            numbers([0, 1, 1, 2, 0, 1, 0]),
            ["1", "1.1", "1.2", "1.2.1", "2", "2.1", "3"]
        );
        assert!(numbers([]).is_empty());
    }

    #[test]
    fn an_item_takes_along_what_stands_under_it() {
        let up = after(&[0, 1, 0, 1], 3, ItemMove::Up).expect("goes");
        assert_eq!(up, [(3, 0), (4, 1), (1, 0), (2, 1)]);
        let down = after(&[0, 1, 0, 1, 0], 1, ItemMove::Down).expect("goes");
        assert_eq!(down, [(3, 0), (4, 1), (1, 0), (2, 1), (5, 0)]);
        let into = after(&[0, 0, 1], 2, ItemMove::In).expect("goes");
        assert_eq!(into, [(1, 0), (2, 1), (3, 2)]);
        let out = after(&[0, 1, 2, 1, 0], 2, ItemMove::Out).expect("goes");
        assert_eq!(out, [(1, 0), (4, 1), (2, 0), (3, 1), (5, 0)]);
    }

    #[test]
    fn an_item_goes_nowhere_where_no_place_is() {
        assert_eq!(after(&[0, 1], 1, ItemMove::Up), None);
        assert_eq!(
            after(&[0, 1], 2, ItemMove::Up),
            None,
            "it is the first under its item"
        );
        assert_eq!(
            after(&[0, 1, 0], 2, ItemMove::Down),
            None,
            "another item follows"
        );
        assert_eq!(after(&[0, 1], 1, ItemMove::In), None);
        assert_eq!(after(&[0, 0, 1, 2, 3], 2, ItemMove::In), None, "too deep");
        assert_eq!(after(&[0, 0], 1, ItemMove::Out), None);
        assert_eq!(after(&[0], 7, ItemMove::Up), None);
    }

    #[test]
    fn whatever_is_moved_the_outline_stays_one() {
        let depths = [0, 1, 2, 3, 1, 0, 0, 1, 1];
        for item in 1..=9 {
            for way in ItemMove::ALL {
                let Some(lines) = after(&depths, item, *way) else {
                    continue;
                };
                let mut ids: Vec<_> = lines.iter().map(|(id, _)| *id).collect();
                ids.sort_unstable();
                assert_eq!(ids, (1..=9).collect::<Vec<_>>());
                let mut above = -1;
                for (_, depth) in lines {
                    assert!(
                        (0..=DEEPEST).contains(&depth) && depth <= above + 1,
                        "{item} {way:?}"
                    );
                    above = depth;
                }
            }
        }
    }

    #[test]
    fn a_new_item_stands_at_the_end_or_under_another() {
        let lines = outline(&[0, 1, 0]);
        assert_eq!(place_of_new(&lines, None), Some((3, 0)));
        assert_eq!(place_of_new(&lines, Some(AgendaItemId(1))), Some((2, 1)));
        assert_eq!(place_of_new(&lines, Some(AgendaItemId(9))), None);
        assert_eq!(
            place_of_new(&outline(&[0, 1, 2, 3]), Some(AgendaItemId(4))),
            None
        );
        assert!(has_children(&lines, AgendaItemId(1)) && !has_children(&lines, AgendaItemId(2)));
    }

    #[test]
    fn times_are_read_strictly_and_every_field_is_named() {
        let input = AgendaItemInput {
            title: BTreeMap::from([("de".to_owned(), "Wahl".to_owned())]),
            starts_at: "09:30".into(),
            minutes: "45".into(),
            ..AgendaItemInput::default()
        };
        let item = input.parse(Locale::DEFAULT).expect("reads");
        assert_eq!((item.starts_at, item.minutes), (Some(570), Some(45)));
        assert_eq!(clock(570), "09:30");
        for raw in ["9:30", "24:00", "09:60", "0930", "+9:30", "09:3x"] {
            assert_eq!(minute_of(raw), None, "{raw}");
        }
        let wrong = AgendaItemInput {
            title: BTreeMap::from([("en".to_owned(), "Election".to_owned())]),
            starts_at: "noon".into(),
            minutes: "0".into(),
            mover: "x".repeat(300),
        };
        let problems = wrong.parse(Locale::DEFAULT).expect_err("is refused");
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["title", "mover", "starts_at", "minutes"]);
    }
}
