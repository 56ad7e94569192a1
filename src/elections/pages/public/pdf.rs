//! The result as a paper to print, keep and send: the document and nothing beside it.

use super::{
    districts::Districts,
    head::KeyFigure,
    people::{ListPeople, PersonRow},
    words::Words,
    working::{GroupWorking, Quotient},
};
use crate::{
    elections::store::versions::Version,
    types::{Day, Direction},
    web::{
        pdf::{Block, Column, Paper, Row},
        qr::squares,
    },
};

/// Lists that fit beside each other on the paper.
const MOST_COLUMNS: usize = 14;

/// The paper of a version; `permalink` is where it is read.
pub(super) fn paper(words: &Words<'_>, version: &Version, today: Day, permalink: &str) -> Paper {
    let document = words.document;
    let election = &document.election;
    let day = words.texts.day(election.day);
    let banner = words.banner(today);
    let mut blocks = vec![
        Block::State {
            text: banner.text,
            lines: banner.meta,
        },
        text(words.headline()),
    ];
    blocks.extend(words.waiting_for_lot().into_iter().map(text));
    blocks.push(heading(words.t("outcome-key-figures")));
    blocks.push(Block::Facts {
        rows: words.key_figures().into_iter().map(figure).collect(),
    });
    blocks.extend(words.other_seats().into_iter().map(fine));
    blocks.extend(words.compared_with().map(fine));
    words.lists_on_paper(&mut blocks);
    words.people_on_paper(&mut blocks);
    let vacancies = words.vacancies();
    if !vacancies.is_empty() {
        blocks.push(heading(words.t("outcome-vacant-title")));
        blocks.extend(vacancies.into_iter().map(text));
    }
    blocks.push(heading(words.t("outcome-working-title")));
    blocks.push(Block::List {
        numbered: false,
        items: words.rules(),
    });
    blocks.push(fine(format!(
        "{} {}",
        words.t("outcome-rules-source"),
        election.rules.legal_source
    )));
    for working in words.workings() {
        words.working_on_paper(working, &mut blocks);
    }
    words.lots_on_paper(&mut blocks);
    words.districts_on_paper(&mut blocks);
    blocks.push(heading(words.t("outcome-check")));
    blocks.push(Block::Facts {
        rows: vec![
            (words.t("outcome-permalink"), permalink.to_owned()),
            (words.t("outcome-checksum"), broken(&version.digest)),
        ],
    });
    blocks.push(fine(words.t("outcome-checksum-explained")));
    blocks.extend(squares(permalink).map(|squares| Block::Code {
        squares,
        alternative: words.t("outcome-qr"),
        side: 74,
    }));
    if let Some(objection) = words.objection(today) {
        blocks.push(heading(words.t("outcome-objection")));
        blocks.push(text(format!(
            "{objection} {}",
            words.t("outcome-objection-where")
        )));
    }
    let tag = words.texts.locale().tag();
    let on = words.ta("outcome-election-on", &[("day", day.as_str().into())]);
    Paper {
        lang: tag.split_once('-').map_or(tag, |(language, _)| language),
        is_rtl: words.texts.locale().direction() == Direction::RightToLeft,
        author: document.published_by.clone(),
        caption: format!("{on} · {}", words.n("outcome-version", document.version)),
        title: election.body.clone(),
        footer: format!("{}, {day} · {permalink}", election.body),
        blocks,
    }
}

fn heading(text: String) -> Block {
    Block::Heading { level: 1, text }
}

fn subheading(text: String) -> Block {
    Block::Heading { level: 2, text }
}

fn text(text: String) -> Block {
    Block::Text { text }
}

fn fine(text: String) -> Block {
    Block::Fine { text }
}

fn words_column(label: String) -> Column {
    Column {
        label,
        numeric: false,
    }
}

fn number_column(label: String) -> Column {
    Column {
        label,
        numeric: true,
    }
}

fn row(cells: Vec<String>) -> Row {
    Row {
        cells,
        strong: false,
    }
}

/// A checksum in groups, so that it finds a place to break.
fn broken(digest: &str) -> String {
    let signs: Vec<char> = digest.chars().collect();
    let groups: Vec<String> = signs
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}

fn figure(figure: KeyFigure) -> (String, String) {
    let parts = [figure.value, figure.note, figure.change];
    let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    (figure.label, told.join("  "))
}

impl Words<'_> {
    fn lists_on_paper(&self, blocks: &mut Vec<Block>) {
        blocks.push(heading(self.t("outcome-lists")));
        for table in self.list_tables() {
            if !table.name.is_empty() {
                blocks.push(subheading(table.name));
            }
            let beside = |value: String, change: String| {
                if change.is_empty() {
                    value
                } else {
                    format!("{value} ({change})")
                }
            };
            let mut rows: Vec<Row> = table
                .rows
                .into_iter()
                .map(|list| Row {
                    strong: list.seated,
                    cells: vec![
                        format!("{}. {}", list.badge.number, list.label),
                        beside(list.votes, list.votes_change),
                        beside(list.share, list.share_change),
                        beside(beside(list.seats, list.seats_change), list.entitled),
                    ],
                })
                .collect();
            rows.push(Row {
                strong: true,
                cells: vec![
                    self.t("outcome-sum"),
                    table.sum_votes,
                    table.sum_share,
                    table.sum_seats,
                ],
            });
            blocks.push(Block::Table {
                head: vec![
                    words_column(self.t("outcome-list")),
                    number_column(self.t("outcome-votes")),
                    number_column(self.t("outcome-share")),
                    number_column(self.t("outcome-seats")),
                ],
                rows,
            });
        }
        blocks.push(fine(self.t("outcome-numbers-explained")));
    }

    fn people_on_paper(&self, blocks: &mut Vec<Block>) {
        let people = self.people();
        if people.is_empty() {
            return;
        }
        blocks.push(heading(self.t("outcome-people")));
        for list in people {
            blocks.push(subheading(format!(
                "{}. {} ({})",
                list.badge.number, list.label, list.seats
            )));
            for (caption, rows) in [
                ("outcome-elected", &list.elected),
                ("outcome-tied", &list.tied),
                ("outcome-successors-order", &list.successors),
                ("outcome-not-elected", &list.others),
            ] {
                if !rows.is_empty() {
                    blocks.push(self.people_table(caption, &list, rows));
                }
            }
            blocks.extend(list.notes.into_iter().map(fine));
        }
    }

    fn people_table(
        &self,
        caption: &'static str,
        list: &ListPeople,
        people: &[PersonRow],
    ) -> Block {
        let mut head = vec![
            words_column(self.t(caption)),
            number_column(self.t("outcome-place")),
        ];
        if list.with_votes {
            head.push(number_column(self.t("outcome-votes")));
        }
        if list.with_ways {
            head.push(words_column(self.t("outcome-elected-by")));
        }
        let rows = people
            .iter()
            .map(|person| {
                let name = person.name.clone();
                let mut cells = vec![
                    name.unwrap_or_else(|| self.t("outcome-name-withheld")),
                    person.position.clone(),
                ];
                if list.with_votes {
                    cells.push(person.votes.clone());
                }
                if list.with_ways {
                    cells.push(person.by.clone());
                }
                row(cells)
            })
            .collect();
        Block::Table { head, rows }
    }

    fn working_on_paper(&self, working: GroupWorking, blocks: &mut Vec<Block>) {
        if !working.name.is_empty() {
            blocks.push(subheading(working.name));
        }
        blocks.push(Block::List {
            numbered: true,
            items: working.steps,
        });
        if let Some(table) = working.quotients {
            let told = |quotient: Option<&Quotient>| match quotient {
                None => "–".to_owned(),
                Some(Quotient { value, seat: None }) => value.clone(),
                Some(Quotient {
                    value,
                    seat: Some(seat),
                }) => format!("{value} [{seat}]"),
            };
            let mut head = vec![words_column(self.t("outcome-list"))];
            if table.small {
                let divided = |n: &String| {
                    number_column(self.ta("outcome-divided-by", &[("n", n.as_str().into())]))
                };
                head.extend(table.divisors.iter().map(divided));
            } else {
                head.extend(
                    ["outcome-last-won", "outcome-first-missed", "outcome-seats"]
                        .map(|key| number_column(self.t(key))),
                );
            }
            let rows = table
                .rows
                .iter()
                .map(|list| {
                    let mut cells = vec![format!("{}. {}", list.badge.number, list.label)];
                    if table.small {
                        cells.extend(list.cells.iter().map(|cell| told(cell.as_ref())));
                    } else {
                        cells.extend([
                            told(list.last_won.as_ref()),
                            told(list.first_missed.as_ref()),
                            list.seats.clone(),
                        ]);
                    }
                    row(cells)
                })
                .collect();
            blocks.push(Block::Table { head, rows });
            blocks.push(fine(self.t("certification-working-explained")));
        }
        if let Some(table) = working.quotas {
            let mut head = vec![words_column(self.t("outcome-list"))];
            head.extend(
                [
                    "outcome-ideal",
                    "outcome-whole",
                    "outcome-rest",
                    "outcome-further",
                    "outcome-seats",
                ]
                .map(|key| number_column(self.t(key))),
            );
            let rows = table
                .rows
                .into_iter()
                .map(|list| {
                    let further = if list.further {
                        self.t("outcome-further-yes")
                    } else {
                        "–".to_owned()
                    };
                    let name = format!("{}. {}", list.badge.number, list.label);
                    row(vec![
                        name, list.ideal, list.whole, list.rest, further, list.seats,
                    ])
                })
                .collect();
            blocks.push(Block::Table { head, rows });
            blocks.push(fine(self.t("outcome-quotas-explained")));
        }
        blocks.extend(working.after.into_iter().map(text));
    }

    fn lots_on_paper(&self, blocks: &mut Vec<Block>) {
        let lots = self.lots();
        if lots.is_empty() {
            return;
        }
        blocks.push(subheading(self.t("outcome-lots")));
        for lot in lots {
            let mut rows = vec![
                (self.t("outcome-lot-between"), lot.between),
                (self.t("outcome-lot-drawn"), lot.drawn),
                (self.t("outcome-lot-when"), lot.day),
                (self.t("outcome-lot-by"), lot.by),
            ];
            if !lot.witnesses.is_empty() {
                rows.push((self.t("outcome-lot-witnesses"), lot.witnesses));
            }
            blocks.push(Block::Facts { rows });
        }
    }

    fn districts_on_paper(&self, blocks: &mut Vec<Block>) {
        let Some(districts) = self.districts() else {
            return;
        };
        blocks.push(heading(self.t("outcome-districts")));
        let mut head = vec![words_column(self.t("outcome-district"))];
        head.extend(
            [
                "outcome-eligible",
                "outcome-voters",
                "outcome-turnout",
                "outcome-valid",
            ]
            .map(|key| number_column(self.t(key))),
        );
        let by_list = districts.with_votes && districts.lists.len() <= MOST_COLUMNS;
        let votes = by_list.then(|| self.votes_by_district(&districts));
        let rows = districts
            .rows
            .into_iter()
            .map(|district| {
                let name = format!("{} {} {}", district.number, district.name, district.note);
                let name = name.trim_end().to_owned();
                row(vec![
                    name,
                    district.eligible,
                    district.voters,
                    district.turnout,
                    district.valid,
                ])
            })
            .collect();
        blocks.push(Block::Table { head, rows });
        if let Some(table) = votes {
            blocks.push(subheading(self.t("outcome-districts-by-list")));
            blocks.push(table);
        }
    }

    /// The votes of each district; lists are named by their numbers.
    fn votes_by_district(&self, districts: &Districts) -> Block {
        let mut head = vec![words_column(self.t("outcome-district"))];
        head.extend(
            districts
                .lists
                .iter()
                .map(|(badge, _)| number_column(format!("{}.", badge.number))),
        );
        let shown = districts
            .rows
            .iter()
            .filter(|district| !district.votes.is_empty());
        let rows = shown
            .map(|district| {
                let mut cells = vec![format!("{} {}", district.number, district.name)];
                cells.extend(district.votes.iter().cloned());
                row(cells)
            })
            .collect();
        Block::Table { head, rows }
    }
}
