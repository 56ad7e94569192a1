//! A result in the words of a language, ready to be put on a page.

use crate::{
    polls::{
        count::{Awaits, said},
        model::{Method, Rule, Secrecy},
        pages::bodies_and_tie,
        stored_rule::StoredRule,
    },
    results::model::{
        Detail, FiguresInResult, NamedVote, PublishedFinding, PublishedOutcome, ResultDocument,
        ResultState, RuleWording,
    },
    tally::majority::TieRule,
    types::{Locale, Localized},
    web::texts::Texts,
};

/// A text with the language it is in.
pub struct Worded {
    pub text: String,
    pub lang: &'static str,
    pub dir: &'static str,
}

impl Worded {
    /// The text for readers of a language.
    pub fn of(text: &Localized, locale: Locale) -> Self {
        let (text, language) = text.in_language(locale, &[]);
        Self {
            text: text.to_owned(),
            lang: language.tag(),
            dir: language.direction().as_str(),
        }
    }
}

/// A key figure.
pub struct KeyFigure {
    pub label: String,
    pub value: String,
    pub note: String,
}

/// A bar; lengths in per mille.
pub struct Bar {
    pub label: String,
    pub figure: String,
    pub permille: i64,
    pub mark: i64,
    pub tone: &'static str,
    pub note: String,
}

/// A row of the table of answers or candidates.
pub struct OptionRow {
    pub name: String,
    pub votes: Option<String>,
    pub share: String,
    pub permille: i64,
    /// Tone and words of what became of a candidate.
    pub became: Option<(&'static str, String)>,
    pub won: bool,
}

/// A reason, with whether it is one for the motion.
pub struct Reason {
    pub met: bool,
    pub text: String,
}

/// A vote by name.
pub struct NamedRow {
    pub number: i64,
    pub name: Option<String>,
    /// Both names in a sentence, where a deputy or by proxy somebody else voted for the place.
    pub standing_in: Option<String>,
    pub body: String,
    pub votes: i64,
    pub vote: String,
}

/// See the module.
pub struct ResultView {
    pub title: Worded,
    pub question: Worded,
    pub assembly: Option<String>,
    pub is_election: bool,
    pub roll_call_vote: bool,
    pub corrected: bool,
    pub state: String,
    pub published: String,
    /// The same in short, for lists.
    pub published_on: String,
    pub headline: String,
    pub figures: Vec<KeyFigure>,
    pub outcome_only: bool,
    pub bars: Vec<Bar>,
    pub share_label: String,
    pub options: Vec<OptionRow>,
    /// Threshold of the bars of an election, in per mille; 0 for none.
    pub mark: i64,
    pub totals: Vec<KeyFigure>,
    pub rule: Vec<String>,
    pub reasons: Vec<Reason>,
    /// How it was counted, where sums of votes do not say it.
    pub steps: Vec<String>,
    pub open_questions: Vec<String>,
    pub roll_call: Vec<NamedRow>,
    pub note: String,
    pub roll_digest: String,
    pub roll_entries: i64,
    pub times: Vec<KeyFigure>,
}

struct Words<'a> {
    texts: &'a Texts,
    locale: Locale,
    document: &'a ResultDocument,
}

impl ResultView {
    /// The words for a document.
    pub fn new(texts: &Texts, locale: Locale, document: &ResultDocument) -> Self {
        let words = Words {
            texts,
            locale,
            document,
        };
        let poll = &document.poll;
        let is_election = !document.is_yes_no();
        let (base, base_name) = words.base();
        Self {
            title: Worded::of(&poll.title, locale),
            question: Worded::of(&poll.question, locale),
            assembly: document.assembly.as_ref().map(|a| {
                texts.ta(
                    "results-assembly",
                    &[
                        ("title", a.title.clone().into()),
                        ("day", texts.day(a.day).into()),
                    ],
                )
            }),
            is_election,
            roll_call_vote: poll.secrecy == Secrecy::RollCall,
            corrected: document.state == ResultState::Corrected,
            state: match document.state {
                ResultState::Final => texts.t("results-state-final"),
                ResultState::Corrected => texts.ta(
                    "results-state-corrected",
                    &[("version", document.version.into())],
                ),
            },
            published: texts.ta(
                "results-published-at",
                &[("at", texts.instant(document.published_at).into())],
            ),
            published_on: texts.ta(
                "results-published-on",
                &[(
                    "day",
                    texts
                        .day(document.published_at.day_in(&crate::types::TIME_ZONE))
                        .into(),
                )],
            ),
            headline: words.headline(),
            figures: words.key_figures(),
            outcome_only: document.detail == Detail::OutcomeOnly,
            bars: match &document.figures {
                Some(figures) if !is_election => words.motion_bars(figures, base),
                _ => Vec::new(),
            },
            share_label: texts.ta("results-share-of", &[("base", base_name.into())]),
            options: if is_election {
                words.candidates(base)
            } else {
                words.answers(base)
            },
            mark: if poll.rule_wording == RuleWording::ElectionAbsolute {
                500
            } else {
                0
            },
            totals: words.totals(),
            rule: words.rule(),
            reasons: words.reasons(),
            steps: words.steps_and_lots(),
            open_questions: words.open_questions(),
            roll_call: words.roll_call(),
            note: document.note.clone(),
            roll_digest: document.roll.digest.clone(),
            roll_entries: document.roll.entries,
            times: words.times(),
        }
    }
}

/// So many thousandths of the whole.
fn permille(part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        0
    } else {
        (part.saturating_mul(1000) / whole).clamp(0, 1000)
    }
}

impl Words<'_> {
    fn n(&self, key: &'static str, n: i64) -> String {
        self.texts.ta(key, &[("n", n.into())])
    }

    fn figure(&self, key: &'static str, n: i64) -> KeyFigure {
        KeyFigure {
            label: self.texts.t(key),
            value: self.texts.number(n),
            note: String::new(),
        }
    }

    /// What shares are measured against, with its name in the genitive.
    fn base(&self) -> (i64, String) {
        let (valid, yes_no) = self
            .document
            .figures
            .as_ref()
            .map_or((0, 0), |f| (f.valid, f.votes.iter().take(2).sum()));
        let (n, key) = match &self.document.poll.rule {
            StoredRule::Election { .. } if self.document.method() == Method::Cumulate => {
                let figures = self.document.figures.as_ref();
                let all = figures.map_or(0, |f| f.votes.iter().sum());
                (all, crate::key!("results-base-votes"))
            }
            StoredRule::Election { .. } | StoredRule::Lists { .. } | StoredRule::Ranked {} => {
                (valid, crate::key!("results-base-ballots"))
            }
            StoredRule::Motion { base, .. } => match base.as_str() {
                "yes_no" => (yes_no, crate::key!("results-base-yes-no")),
                "valid" => (valid, crate::key!("results-base-valid")),
                "present" => {
                    let figures = self.document.figures.as_ref();
                    let present = figures.map_or(self.document.ballots, FiguresInResult::present);
                    (present, crate::key!("results-base-present"))
                }
                _ => (
                    self.document.roll.votes,
                    crate::key!("results-base-entitled"),
                ),
            },
        };
        (n, self.texts.t(key))
    }

    /// So many votes of the base, as in "31 yes and no votes".
    fn counted_base(&self, n: i64) -> String {
        let StoredRule::Motion { base, .. } = &self.document.poll.rule else {
            return String::new();
        };
        self.n(
            match base.as_str() {
                "yes_no" => crate::key!("results-of-yes-no"),
                "valid" => crate::key!("results-of-valid"),
                "present" => crate::key!("results-of-present"),
                _ => crate::key!("results-of-entitled"),
            },
            n,
        )
    }

    fn name(&self, position: i64) -> String {
        if self.document.is_yes_no() {
            return self.texts.t(match position {
                1 => crate::key!("results-yes"),
                2 => crate::key!("results-no"),
                _ => crate::key!("results-abstain"),
            });
        }
        usize::try_from(position)
            .ok()
            .and_then(|p| self.document.poll.options.get(p.checked_sub(1)?))
            .map(|label| label.in_language(self.locale, &[]).0.to_owned())
            .unwrap_or_default()
    }

    fn names(&self, positions: &[i64]) -> String {
        let names: Vec<String> = positions.iter().map(|p| self.name(*p)).collect();
        match names.split_last() {
            Some((last, first)) if !first.is_empty() => self.texts.ta(
                "results-and",
                &[
                    ("first", first.join(", ").into()),
                    ("last", last.clone().into()),
                ],
            ),
            _ => names.concat(),
        }
    }

    /// Lists with seats and how many.
    fn list_seats(&self, seats: &[i64]) -> String {
        let lists: Vec<String> = (1..)
            .zip(seats)
            .filter(|(_, seats)| **seats > 0)
            .map(|(position, seats)| {
                format!("{} {}", self.name(position), self.texts.number(*seats))
            })
            .collect();
        lists.join(", ")
    }

    /// How it was counted, and the lots that were drawn.
    fn steps_and_lots(&self) -> Vec<String> {
        let mut told = self.steps();
        told.extend(self.document.lots.iter().map(|lot| {
            let args = [
                ("names", self.names(&lot.between).into()),
                ("won", self.names(&lot.won).into()),
                ("day", self.texts.day(lot.drawn_on).into()),
                ("by", lot.drawn_by.as_str().into()),
                ("witnesses", lot.witnesses.as_str().into()),
            ];
            self.texts.ta("polls-lot-drawn", &args)
        }));
        told
    }

    /// How it was counted, step by step.
    fn steps(&self) -> Vec<String> {
        let PublishedOutcome::Election { steps, .. } = &self.document.outcome else {
            return Vec::new();
        };
        let names: Vec<String> = (1..)
            .zip(&self.document.poll.options)
            .map(|(position, _)| self.name(position))
            .collect();
        said(names, steps)
            .iter()
            .map(|said| self.texts.say(said))
            .collect()
    }

    fn headline(&self) -> String {
        match (&self.document.outcome, &self.document.figures) {
            (PublishedOutcome::Motion { accepted, .. }, Some(figures)) => {
                let votes = |i: usize| figures.votes.get(i).copied().unwrap_or(0);
                let key = if *accepted {
                    crate::key!("results-headline-accepted")
                } else {
                    crate::key!("results-headline-rejected")
                };
                self.texts.ta(
                    key,
                    &[
                        ("yes", votes(0).into()),
                        ("no", votes(1).into()),
                        ("abstain", votes(2).into()),
                    ],
                )
            }
            (PublishedOutcome::Motion { accepted: true, .. }, None) => {
                self.texts.t("results-headline-accepted-only")
            }
            (
                PublishedOutcome::Motion {
                    accepted: false, ..
                },
                None,
            ) => self.texts.t("results-headline-rejected-only"),
            (PublishedOutcome::Election { seats, .. }, _) if !seats.is_empty() => self.texts.ta(
                "results-headline-lists",
                &[("names", self.list_seats(seats).into())],
            ),
            (PublishedOutcome::Election { elected, .. }, _) if elected.is_empty() => {
                self.texts.t("results-headline-nobody")
            }
            (PublishedOutcome::Election { elected, .. }, _) if elected.len() > 5 => self.texts.ta(
                "results-headline-elected-many",
                &[
                    ("n", elected.len().into()),
                    ("seats", self.document.poll.seats.into()),
                ],
            ),
            (PublishedOutcome::Election { elected, .. }, _) => self.texts.ta(
                "results-headline-elected",
                &[
                    ("n", elected.len().into()),
                    ("names", self.names(elected).into()),
                ],
            ),
        }
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        let document = self.document;
        let mut list = vec![
            KeyFigure {
                note: document
                    .roll
                    .excluded
                    .as_ref()
                    .map_or_else(String::new, |x| {
                        self.n(crate::key!("results-excluded"), x.entries)
                    }),
                ..self.figure(crate::key!("results-entitled"), document.entitled())
            },
            self.figure(crate::key!("results-voters"), document.voters),
            KeyFigure {
                label: self.texts.t("results-turnout"),
                value: self.texts.percent(document.voters, document.entitled(), 1),
                note: String::new(),
            },
        ];
        if !document.one_vote_each() {
            list.push(KeyFigure {
                note: self.n(crate::key!("results-of-votes"), document.roll.votes),
                ..self.figure(crate::key!("results-votes-cast"), document.ballots)
            });
        }
        if let Some(figures) = &document.figures {
            list.push(self.figure(crate::key!("results-valid"), figures.valid));
            if document.is_yes_no() {
                list.push(self.figure(
                    crate::key!("results-abstentions"),
                    figures.votes.get(2).copied().unwrap_or(0),
                ));
            }
            list.push(self.figure(crate::key!("results-blank"), figures.blank));
            list.push(self.figure(crate::key!("results-invalid"), figures.invalid));
        }
        list
    }

    fn motion_bars(&self, figures: &FiguresInResult, base: i64) -> Vec<Bar> {
        let StoredRule::Motion {
            numerator,
            denominator,
            base: base_code,
            ..
        } = &self.document.poll.rule
        else {
            return Vec::new();
        };
        let share = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mark = permille(share(*numerator), share(*denominator));
        let answers = [
            (crate::key!("results-yes"), "success", true),
            (crate::key!("results-no"), "danger", true),
            (
                crate::key!("results-abstain"),
                "neutral",
                base_code != "yes_no",
            ),
        ];
        answers
            .into_iter()
            .zip(&figures.votes)
            .map(|((key, tone, in_base), votes)| Bar {
                label: self.texts.t(key),
                figure: if in_base {
                    format!(
                        "{} · {}",
                        self.texts.number(*votes),
                        self.texts.percent(*votes, base, 1)
                    )
                } else {
                    self.texts.number(*votes)
                },
                permille: if in_base { permille(*votes, base) } else { 0 },
                mark: if tone == "success" { mark.min(995) } else { 0 },
                tone,
                note: match (tone, in_base) {
                    ("success", _) => self.texts.t("results-mark"),
                    (_, false) => self.texts.t("results-not-in-base"),
                    _ => String::new(),
                },
            })
            .collect()
    }

    fn answers(&self, base: i64) -> Vec<OptionRow> {
        let Some(figures) = &self.document.figures else {
            return Vec::new();
        };
        let abstain_counts = !matches!(&self.document.poll.rule, StoredRule::Motion { base, .. } if base == "yes_no");
        [
            crate::key!("results-yes"),
            crate::key!("results-no"),
            crate::key!("results-abstain"),
        ]
        .into_iter()
        .zip(&figures.votes)
        .enumerate()
        .map(|(i, (key, votes))| OptionRow {
            name: self.texts.t(key),
            votes: Some(self.texts.number(*votes)),
            share: if i < 2 || abstain_counts {
                self.texts.percent(*votes, base, 1)
            } else {
                "–".to_owned()
            },
            permille: permille(*votes, base),
            became: None,
            won: false,
        })
        .collect()
    }

    fn candidates(&self, base: i64) -> Vec<OptionRow> {
        let PublishedOutcome::Election {
            elected,
            tied,
            seats,
            ..
        } = &self.document.outcome
        else {
            return Vec::new();
        };
        let list_seats = |position: i64| -> Option<i64> {
            let index = usize::try_from(position.checked_sub(1)?).ok()?;
            seats.get(index).copied().filter(|seats| *seats > 0)
        };
        let votes = |position: i64| -> Option<i64> {
            let index = usize::try_from(position.checked_sub(1)?).ok()?;
            self.document.figures.as_ref()?.votes.get(index).copied()
        };
        let last = i64::try_from(self.document.poll.options.len()).unwrap_or(i64::MAX);
        let mut positions: Vec<i64> = (1..=last).collect();
        // Most votes first; equal ones stay in the order of the ballot. Without figures: the elected first.
        positions.sort_by_key(|p| (votes(*p).map_or(0, |v| -v), !elected.contains(p)));
        positions
            .into_iter()
            .map(|p| OptionRow {
                name: self.name(p),
                votes: votes(p).map(|v| self.texts.number(v)),
                share: votes(p)
                    .map(|v| self.texts.percent(v, base, 1))
                    .unwrap_or_default(),
                permille: votes(p).map_or(0, |v| permille(v, base)),
                became: if let Some(seats) = list_seats(p) {
                    Some(("success", self.n(crate::key!("results-list-seats"), seats)))
                } else if elected.contains(&p) {
                    Some(("success", self.texts.t("results-elected")))
                } else if tied.contains(&p) {
                    Some(("warning", self.texts.t("results-tied")))
                } else {
                    None
                },
                won: elected.contains(&p) || list_seats(p).is_some(),
            })
            .collect()
    }

    /// What makes the table of a motion complete: the key figures of an election say it already.
    fn totals(&self) -> Vec<KeyFigure> {
        match &self.document.figures {
            Some(figures) if self.document.is_yes_no() => vec![
                self.figure(crate::key!("results-blank"), figures.blank),
                self.figure(crate::key!("results-invalid"), figures.invalid),
                self.figure(crate::key!("results-ballots"), figures.ballots()),
            ],
            _ => Vec::new(),
        }
    }

    fn rule(&self) -> Vec<String> {
        let poll = &self.document.poll;
        let mut lines = vec![match poll.rule_wording {
            RuleWording::SimpleMajority => self.texts.t("results-rule-simple"),
            RuleWording::AbsoluteMajorityOfValid => self.texts.t("results-rule-absolute-of-valid"),
            RuleWording::TwoThirds => self.texts.t("results-rule-two-thirds"),
            RuleWording::ThreeQuarters => self.texts.t("results-rule-three-quarters"),
            RuleWording::Unanimity => self.texts.t("results-rule-unanimity"),
            RuleWording::ConsentOfAll => self.texts.t("results-rule-consent-of-all"),
            RuleWording::ElectionRelative => self.texts.t("results-rule-election-relative"),
            RuleWording::ElectionAbsolute => self.texts.t("results-rule-election-absolute"),
            RuleWording::OwnMajority => self.own_rule(),
            RuleWording::SainteLague => self.texts.t("polls-rule-sainte-lague"),
            RuleWording::DHondt => self.texts.t("polls-rule-dhondt"),
            RuleWording::HareNiemeyer => self.texts.t("polls-rule-hare-niemeyer"),
            RuleWording::InstantRunoff => self.texts.t("polls-rule-instant-runoff"),
            RuleWording::ScottishStv => self.texts.t("polls-rule-scottish-stv"),
            RuleWording::Schulze => self.texts.t("polls-rule-schulze"),
        }];
        if let Some(source) = &poll.rule_source {
            lines.push(self.texts.ta(
                "results-rule-source",
                &[
                    ("title", source.title.clone().into()),
                    ("article", source.article.clone().into()),
                ],
            ));
        }
        if let Ok(Rule::Motion(rule)) = Rule::try_from(&poll.rule) {
            lines.extend(bodies_and_tie(self.texts, &rule));
        }
        if let Some(bodies) = poll.least_bodies {
            lines.push(self.n(crate::key!("results-rule-bodies"), bodies));
        }
        if matches!(self.document.method(), Method::Choose | Method::Cumulate) {
            lines.push(self.texts.ta(
                "results-rule-seats",
                &[
                    ("seats", poll.seats.into()),
                    ("choices", poll.max_choices.into()),
                ],
            ));
        }
        lines
    }

    fn tie_rule(&self) -> TieRule {
        match &self.document.poll.rule {
            StoredRule::Motion { tie, .. } => tie
                .as_deref()
                .and_then(TieRule::from_code)
                .unwrap_or_default(),
            StoredRule::Election { .. } | StoredRule::Lists { .. } | StoredRule::Ranked {} => {
                TieRule::Rejected
            }
        }
    }

    fn own_rule(&self) -> String {
        let StoredRule::Motion {
            numerator,
            denominator,
            strict,
            ..
        } = &self.document.poll.rule
        else {
            return String::new();
        };
        let key = if *strict {
            crate::key!("results-rule-more-than")
        } else {
            crate::key!("results-rule-at-least")
        };
        let (_, base) = self.base();
        self.texts.ta(
            key,
            &[
                ("n", (*numerator).into()),
                ("d", (*denominator).into()),
                ("base", base.into()),
            ],
        )
    }

    fn reasons(&self) -> Vec<Reason> {
        let PublishedOutcome::Motion { findings, .. } = &self.document.outcome else {
            return match &self.document.outcome {
                PublishedOutcome::Election {
                    needed: Some(needed),
                    ..
                } if self.document.poll.rule_wording == RuleWording::ElectionAbsolute => {
                    vec![Reason {
                        met: true,
                        text: self.n(crate::key!("results-reason-election-needed"), *needed),
                    }]
                }
                _ => Vec::new(),
            };
        };
        findings
            .iter()
            .map(|finding| self.reason(finding))
            .collect()
    }

    fn reason(&self, finding: &PublishedFinding) -> Reason {
        let texts = self.texts;
        match finding {
            PublishedFinding::Majority {
                yes,
                needed,
                base,
                met,
            } => Reason {
                met: *met,
                text: texts.ta(
                    if *met {
                        crate::key!("results-reason-majority-met")
                    } else {
                        crate::key!("results-reason-majority-missed")
                    },
                    &[
                        ("yes", yes.into()),
                        ("needed", needed.into()),
                        ("base", self.counted_base(*base).into()),
                    ],
                ),
            },
            PublishedFinding::Tie { each } => Reason {
                met: false,
                text: self.n(
                    match self.tie_rule() {
                        TieRule::Rejected => crate::key!("results-reason-tie"),
                        TieRule::Lot => crate::key!("results-reason-tie-lot"),
                        TieRule::Runoff => crate::key!("results-reason-tie-runoff"),
                    },
                    *each,
                ),
            },
            PublishedFinding::NothingCast => Reason {
                met: false,
                text: texts.t("results-reason-nothing-cast"),
            },
            PublishedFinding::MinYes { yes, needed, met } => Reason {
                met: *met,
                text: texts.ta(
                    if *met {
                        crate::key!("results-reason-min-yes-met")
                    } else {
                        crate::key!("results-reason-min-yes-missed")
                    },
                    &[("yes", yes.into()), ("needed", needed.into())],
                ),
            },
            PublishedFinding::ShareOfEntitled {
                yes,
                needed,
                entitled,
                met,
            } => Reason {
                met: *met,
                text: texts.ta(
                    if *met {
                        crate::key!("results-reason-of-entitled-met")
                    } else {
                        crate::key!("results-reason-of-entitled-missed")
                    },
                    &[
                        ("yes", yes.into()),
                        ("needed", needed.into()),
                        ("entitled", entitled.into()),
                    ],
                ),
            },
            PublishedFinding::Bodies {
                yes,
                no,
                needed,
                met,
            } => Reason {
                met: *met,
                text: texts.ta(
                    if *met {
                        crate::key!("results-reason-bodies-met")
                    } else {
                        crate::key!("results-reason-bodies-missed")
                    },
                    &[
                        ("yes", yes.into()),
                        ("no", no.into()),
                        ("needed", needed.into()),
                    ],
                ),
            },
            PublishedFinding::Quorum {
                counted,
                needed,
                met,
            } => Reason {
                met: *met,
                text: texts.ta(
                    if *met {
                        crate::key!("results-reason-quorum-met")
                    } else {
                        crate::key!("results-reason-quorum-missed")
                    },
                    &[("counted", counted.into()), ("needed", needed.into())],
                ),
            },
        }
    }

    fn open_questions(&self) -> Vec<String> {
        let (tied, open_seats, vacant) = match &self.document.outcome {
            PublishedOutcome::Motion { awaits, .. } => {
                let open = awaits.map(|awaits| {
                    self.texts.t(match awaits {
                        Awaits::Lot => crate::key!("results-awaits-lot"),
                        Awaits::Runoff => crate::key!("results-awaits-runoff"),
                    })
                });
                return open.into_iter().collect();
            }
            PublishedOutcome::Election {
                tied,
                open_seats,
                vacant,
                ..
            } => (tied, open_seats, vacant),
        };
        let mut list = Vec::new();
        if *open_seats > 0 {
            list.push(self.texts.ta(
                "results-tie-decides",
                &[("n", open_seats.into()), ("names", self.names(tied).into())],
            ));
        }
        if *vacant > 0 {
            list.push(self.n(crate::key!("results-vacant"), *vacant));
        }
        list
    }

    fn standing_in(&self, vote: &NamedVote) -> Option<String> {
        let named = |name: &Option<String>| match name {
            Some(name) => name.clone(),
            None => self.texts.t("results-name-not-published"),
        };
        let name = || named(&vote.name).into();
        match (&vote.deputy, &vote.proxy) {
            (Some(deputy), _) => Some(self.texts.ta(
                "results-standing-in",
                &[("deputy", named(&deputy.name).into()), ("name", name())],
            )),
            (None, Some(proxy)) => Some(self.texts.ta(
                "results-by-proxy",
                &[("holder", named(&proxy.name).into()), ("name", name())],
            )),
            (None, None) => None,
        }
    }

    fn roll_call(&self) -> Vec<NamedRow> {
        let is_motion = self.document.is_yes_no();
        let word = |marked: &Option<Vec<i64>>| match marked.as_deref() {
            None => self.texts.t("results-vote-invalid"),
            Some([]) => self.texts.t("results-vote-blank"),
            Some([1]) if is_motion => self.texts.t("results-yes"),
            Some([2]) if is_motion => self.texts.t("results-no"),
            Some(_) if is_motion => self.texts.t("results-abstain"),
            Some(positions) => self.names(positions),
        };
        self.document
            .roll_call
            .iter()
            .flatten()
            .map(|vote| NamedRow {
                number: vote.number,
                name: vote.name.clone(),
                standing_in: self.standing_in(vote),
                body: vote.body.clone(),
                votes: vote.votes,
                vote: word(&vote.marked),
            })
            .collect()
    }

    fn times(&self) -> Vec<KeyFigure> {
        let poll = &self.document.poll;
        [
            (crate::key!("results-opened"), poll.opened_at),
            (crate::key!("results-closed"), poll.closed_at),
            (crate::key!("results-counted"), poll.counted_at),
        ]
        .into_iter()
        .filter_map(|(key, at)| {
            Some(KeyFigure {
                label: self.texts.t(key),
                value: self.texts.instant(at?),
                note: String::new(),
            })
        })
        .collect()
    }
}
