//! Minutes in the words of a language, part by part, for the page and for paper.

use std::collections::HashMap;

use crate::{
    minutes::model::{MinutesDocument, SpeechInMinutes},
    results::{model::ResultDocument, pages::view::ResultView},
    rolls::model::Hall,
    types::Locale,
    web::{
        pdf::{Block, Column, Row},
        texts::Texts,
    },
};

/// See the module.
pub(super) struct Words<'a> {
    texts: &'a Texts,
    locale: Locale,
    document: &'a MinutesDocument,
    /// Name and body of entries and of deputies by number; a name is empty once the person is erased.
    entries: HashMap<i64, (&'a str, &'a str)>,
    deputies: HashMap<i64, (&'a str, &'a str)>,
}

fn heading(level: u8, text: String) -> Block {
    Block::Heading { level, text }
}

fn column(label: String, numeric: bool) -> Column {
    Column { label, numeric }
}

fn row(cells: Vec<String>) -> Row {
    Row {
        cells,
        strong: false,
    }
}

impl<'a> Words<'a> {
    pub(super) fn new(
        texts: &'a Texts,
        locale: Locale,
        document: &'a MinutesDocument,
        hall: &'a Hall,
    ) -> Self {
        let entries = hall.places.iter().map(|place| {
            let entry = &place.entry;
            (
                entry.number,
                (entry.name.as_str(), entry.body_name.as_str()),
            )
        });
        let deputies = hall.stand_ins.iter().map(|deputy| {
            (
                deputy.number,
                (deputy.name.as_str(), deputy.body_name.as_str()),
            )
        });
        Self {
            texts,
            locale,
            document,
            entries: entries.collect(),
            deputies: deputies.collect(),
        }
    }

    fn t(&self, key: &'static str) -> String {
        self.texts.t(key)
    }

    /// The whole document.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Facts { rows: self.facts() }];
        self.typed(
            &mut blocks,
            crate::key!("minutes-opening"),
            &self.document.texts.opening,
        );
        self.presence(&mut blocks);
        self.decisions(&mut blocks);
        self.typed(
            &mut blocks,
            crate::key!("minutes-proceedings"),
            &self.document.texts.proceedings,
        );
        self.topics(&mut blocks);
        self.typed(
            &mut blocks,
            crate::key!("minutes-statements"),
            &self.document.texts.statements,
        );
        self.attendance(&mut blocks);
        self.proxies(&mut blocks);
        blocks
    }

    fn facts(&self) -> Vec<(String, String)> {
        let MinutesDocument {
            assembly,
            roll,
            texts,
            ..
        } = self.document;
        let rows = [
            (crate::key!("minutes-day"), self.texts.day(assembly.day)),
            (
                crate::key!("minutes-form"),
                self.texts.t(assembly.form.label()),
            ),
            (crate::key!("minutes-place"), assembly.place.clone()),
            (
                crate::key!("minutes-legal-basis"),
                assembly.legal_basis.clone(),
            ),
            (crate::key!("minutes-chaired-by"), texts.chaired_by.clone()),
            (crate::key!("minutes-taken-by"), texts.taken_by.clone()),
            (crate::key!("minutes-began"), texts.began.clone()),
            (crate::key!("minutes-ended"), texts.ended.clone()),
            (
                crate::key!("minutes-entitled"),
                self.texts.number(roll.entries),
            ),
        ];
        rows.into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(key, value)| (self.texts.t(key), value))
            .collect()
    }

    fn typed(&self, blocks: &mut Vec<Block>, key: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        blocks.push(heading(1, self.texts.t(key)));
        blocks.extend(
            text.split("\n\n")
                .filter(|part| !part.trim().is_empty())
                .map(|part| Block::Text {
                    text: part.trim().to_owned(),
                }),
        );
    }

    fn presence(&self, blocks: &mut Vec<Block>) {
        let document = self.document;
        if document.presence.is_empty() {
            return;
        }
        blocks.push(heading(1, self.t(crate::key!("minutes-presence"))));
        if let Some(quorum) = &document.quorum {
            let args = [
                ("needed", quorum.needed.into()),
                ("article", quorum.article.as_str().into()),
            ];
            blocks.push(Block::Text {
                text: self.texts.ta(crate::key!("minutes-quorum"), &args),
            });
            if let Some(least) = document.least_present() {
                let key = if least >= quorum.needed {
                    crate::key!("minutes-quorum-there")
                } else {
                    crate::key!("minutes-quorum-missing")
                };
                blocks.push(Block::Text {
                    text: self.texts.ta(key, &[("n", least.into())]),
                });
            }
        }
        if !document.at_openings.is_empty() {
            let items = document.at_openings.iter().map(|opening| {
                let title = opening.title.in_language(self.locale, &[]).0;
                format!("{title}: {}", self.texts.say(&opening.presence.said()))
            });
            blocks.push(Block::List {
                numbered: false,
                items: items.collect(),
            });
        }
        let with_proxies = !document.proxies.is_empty();
        let mut head = vec![
            column(self.t(crate::key!("minutes-at")), false),
            column(self.t(crate::key!("minutes-places")), true),
            column(self.t(crate::key!("minutes-votes")), true),
        ];
        if with_proxies {
            head.push(column(self.t(crate::key!("minutes-by-proxy")), true));
        }
        let rows = document.presence.iter().map(|p| {
            let mut cells = vec![
                self.texts.instant(p.at),
                self.texts.number(p.places),
                self.texts.number(p.votes),
            ];
            if with_proxies {
                cells.push(self.texts.number(p.proxies));
            }
            row(cells)
        });
        blocks.push(Block::Table {
            head,
            rows: rows.collect(),
        });
    }

    fn decisions(&self, blocks: &mut Vec<Block>) {
        let document = self.document;
        if document.results.is_empty() && document.without_result.is_empty() {
            return;
        }
        blocks.push(heading(1, self.t(crate::key!("minutes-decisions"))));
        for result in &document.results {
            self.decision(blocks, result);
        }
        if !document.without_result.is_empty() {
            blocks.push(Block::Text {
                text: self.t(crate::key!("minutes-without-result")),
            });
            blocks.push(Block::List {
                numbered: false,
                items: document
                    .without_result
                    .iter()
                    .map(|title| title.in_language(self.locale, &[]).0.to_owned())
                    .collect(),
            });
        }
    }

    fn decision(&self, blocks: &mut Vec<Block>, result: &ResultDocument) {
        let view = ResultView::new(self.texts, self.locale, result);
        blocks.push(heading(2, view.title.text));
        blocks.push(Block::Text {
            text: view.question.text,
        });
        blocks.push(Block::State {
            text: view.headline,
            lines: view.open_questions,
        });
        let mut told: Vec<(String, String)> = Vec::new();
        for figure in view.figures.into_iter().chain(view.totals) {
            let value = match figure.note.as_str() {
                "" => figure.value,
                note => format!("{}  {note}", figure.value),
            };
            // The totals of a result name again what stands among its figures.
            if told.iter().all(|(label, _)| *label != figure.label) {
                told.push((figure.label, value));
            }
        }
        blocks.push(Block::Facts { rows: told });
        if view.options.iter().any(|option| option.votes.is_some()) {
            blocks.push(Block::Table {
                head: vec![
                    column(self.t(crate::key!("minutes-option")), false),
                    column(self.t(crate::key!("minutes-votes")), true),
                    column(view.share_label, true),
                    column(self.t(crate::key!("minutes-became")), false),
                ],
                rows: view
                    .options
                    .into_iter()
                    .map(|option| Row {
                        cells: vec![
                            option.name,
                            option.votes.unwrap_or_default(),
                            option.share,
                            option.became.map(|(_, words)| words).unwrap_or_default(),
                        ],
                        strong: option.won,
                    })
                    .collect(),
            });
        }
        let rules = view
            .rule
            .into_iter()
            .chain(view.reasons.into_iter().map(|reason| reason.text))
            .chain(view.steps);
        blocks.push(Block::List {
            numbered: false,
            items: rules.collect(),
        });
        if !view.note.is_empty() {
            blocks.push(Block::Text { text: view.note });
        }
        blocks.push(Block::Fine {
            text: self.texts.ta(
                crate::key!("minutes-result-version"),
                &[("version", result.version.into())],
            ),
        });
    }

    /// Name and body of somebody on the roll, as the deputy in the place where one was.
    fn on_roll(&self, number: Option<i64>, deputy: Option<i64>) -> (String, String) {
        let found = match (number, deputy) {
            (_, Some(deputy)) => self.deputies.get(&deputy),
            (Some(number), None) => self.entries.get(&number),
            (None, None) => None,
        };
        let (name, body) = found.copied().unwrap_or_default();
        (self.texts.person(name), body.to_owned())
    }

    fn topics(&self, blocks: &mut Vec<Block>) {
        if self.document.topics.is_empty() {
            return;
        }
        blocks.push(heading(1, self.t(crate::key!("minutes-topics"))));
        for topic in &self.document.topics {
            blocks.push(heading(2, topic.topic.clone()));
            blocks.push(Block::List {
                numbered: true,
                items: topic.speeches.iter().map(|s| self.speech(s)).collect(),
            });
        }
    }

    fn speech(&self, speech: &SpeechInMinutes) -> String {
        let mut told = if speech.guest.is_empty() {
            let (name, body) = self.on_roll(speech.number, speech.deputy);
            format!("{name}, {body}")
        } else {
            speech.guest.clone()
        };
        if speech.point_of_order {
            told.push_str(&format!(
                " ({})",
                self.t(crate::key!("floor-point-of-order"))
            ));
        }
        told
    }

    fn proxies(&self, blocks: &mut Vec<Block>) {
        let proxies = &self.document.proxies;
        if proxies.is_empty() {
            return;
        }
        blocks.push(heading(1, self.t(crate::key!("minutes-proxies"))));
        let n = i64::try_from(proxies.len()).unwrap_or(i64::MAX);
        blocks.push(Block::Text {
            text: self
                .texts
                .ta(crate::key!("minutes-proxies-number"), &[("n", n.into())]),
        });
        let head = vec![
            column(self.t(crate::key!("rolls-number")), true),
            column(self.t(crate::key!("minutes-proxy-of")), false),
            column(self.t(crate::key!("minutes-proxy-to")), false),
            column(self.t(crate::key!("rolls-proxy-document-day")), false),
            column(self.t(crate::key!("minutes-proxy-from")), false),
            column(self.t(crate::key!("minutes-proxy-until")), false),
        ];
        let rows = proxies.iter().map(|proxy| {
            let named = |number| {
                let (name, body) = self.on_roll(Some(number), None);
                format!("{name}, {body}")
            };
            row(vec![
                self.texts.number(proxy.number),
                named(proxy.number),
                named(proxy.holder),
                self.texts.day(proxy.document_day),
                self.texts.instant(proxy.recorded_at),
                proxy
                    .ended_at
                    .map(|at| self.texts.instant(at))
                    .unwrap_or_default(),
            ])
        });
        blocks.push(Block::Table {
            head,
            rows: rows.collect(),
        });
    }

    fn attendance(&self, blocks: &mut Vec<Block>) {
        if self.document.attendance.is_empty() {
            return;
        }
        blocks.push(heading(1, self.t(crate::key!("minutes-attendance"))));
        blocks.push(Block::Table {
            head: vec![
                column(self.t(crate::key!("rolls-number")), true),
                column(self.t(crate::key!("rolls-name")), false),
                column(self.t(crate::key!("rolls-body")), false),
                column(self.t(crate::key!("minutes-arrived")), false),
                column(self.t(crate::key!("minutes-left")), false),
            ],
            rows: self
                .document
                .attendance
                .iter()
                .map(|stay| {
                    let (mut name, body) = self.on_roll(Some(stay.number), stay.deputy);
                    if stay.deputy.is_some() {
                        name.push_str(&format!(
                            " ({})",
                            self.t(crate::key!("rolls-handout-deputy"))
                        ));
                    }
                    row(vec![
                        self.texts.number(stay.number),
                        name,
                        body,
                        self.texts.instant(stay.arrived_at),
                        stay.left_at
                            .map(|at| self.texts.instant(at))
                            .unwrap_or_default(),
                    ])
                })
                .collect(),
        });
    }
}
