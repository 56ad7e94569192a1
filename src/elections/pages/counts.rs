//! Staff pages of the figures: the districts with their states, and each district with entering, comparing and settling.

use askama::Template;
use poem::{
    handler,
    http::StatusCode,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{Choice, election_shell, place};
use crate::{
    accounts::model::Right,
    elections::{
        actions::counts::{
            CountError, CountedDistrict, Counts, EntryInput, enter_figures, read_counts,
            read_district, settle,
        },
        model::{
            count::{CountState, Look},
            election::ElectionState,
            figures::{Figure, Figures, FiguresInput, differences},
            nomination::Nomination,
            plausibility::Finding,
        },
    },
    types::{DistrictId, ElectionId, Explain, FieldProblem, Problem, ProblemKind},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, guard::status_of, html,
        html_with, problems::field_sentence, texts::Texts,
    },
};

const READ: Access = Access::Right(Right::ReadStaffPages);
const ENTER: Access = Access::Right(Right::EnterCounts);

/// Routes of the figures.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/counts",
            READ,
            counts_page,
        )
        .get(
            "/:lang/staff/:slug/elections/:election/counts/:district",
            READ,
            district_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/:district",
            ENTER,
            enter,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/counts/:district/settle",
            ENTER,
            settle_page,
        )
}

/// Takes over what is wrong and gives the status of the page that shows the form again; anything else is a page of its own.
pub(super) fn refuse(
    visitor: &Visitor,
    form: &mut FormData,
    error: CountError,
) -> Result<StatusCode, Refused> {
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            Ok(status_of(problem.kind))
        }
        _ => Err(Refused::from(error)),
    }
}

/// In which tone the state of a district is shown.
fn tone(state: CountState) -> &'static str {
    match state {
        CountState::Missing => "neutral",
        CountState::Once => "info",
        CountState::Differs => "danger",
        CountState::Agreed | CountState::Settled => "success",
    }
}

/// How a district is called; without districts it is the whole election.
pub(super) fn district_name(texts: &Texts, number: i64, name: &str) -> String {
    if name.is_empty() {
        texts.t("counts-whole")
    } else {
        format!("{number} {name}")
    }
}

/// What a figure is called.
fn figure_name(texts: &Texts, nominations: &[Nomination], figure: Figure) -> String {
    let unknown = || texts.t(figure.label());
    match figure {
        Figure::Nomination(id) => nominations
            .iter()
            .find(|n| n.id == id)
            .map_or_else(unknown, |n| n.label.clone()),
        Figure::Candidate(id) => nominations
            .iter()
            .flat_map(|n| &n.candidates)
            .find(|c| c.id == id)
            .map_or_else(unknown, |c| format!("{}. {}", c.position, c.full_name())),
        Figure::A1
        | Figure::A2
        | Figure::A3
        | Figure::A
        | Figure::B
        | Figure::B1
        | Figure::C
        | Figure::D => {
            let letter = figure.letter().unwrap_or_default();
            format!("{letter} – {}", texts.t(figure.label()))
        }
    }
}

/// A district in the list.
struct Line {
    href: String,
    name: String,
    tone: &'static str,
    state: String,
    /// Who has looked.
    by: String,
}

#[derive(Template)]
#[template(path = "elections/counts.html")]
struct CountsPage {
    shell: Shell,
    base: String,
    lines: Vec<Line>,
    counted: i64,
    differing: i64,
    total: i64,
    is_counting: bool,
    may_enter: bool,
}

type ElectionPath = Path<(String, String, ElectionId)>;
type DistrictPath = Path<(String, String, ElectionId, DistrictId)>;

#[handler]
async fn counts_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let counts = read_counts(&visitor.app, actor, &slug, id)
        .await
        .map_err(Refused::from)?;
    let base = visitor.href(&format!("{}/counts", place(&slug, id)));
    let texts = &visitor.texts;
    let having = |states: &[CountState]| {
        let found = counts
            .districts
            .iter()
            .filter(|d| states.contains(&d.state));
        i64::try_from(found.count()).unwrap_or(i64::MAX)
    };
    let lines = counts.districts.iter().map(|d| {
        let newest = d.entries.iter().map(|e| e.round).max();
        let looks = d.entries.iter().filter(|e| Some(e.round) == newest);
        let by: Vec<&str> = looks.map(|e| e.entered_by_name.as_str()).collect();
        Line {
            href: format!("{base}/{}", d.district.id),
            name: district_name(texts, d.district.number, &d.district.name),
            tone: tone(d.state),
            state: texts.t(d.state.label()),
            by: by.join(", "),
        }
    });
    html(&CountsPage {
        shell: election_shell(
            &visitor,
            actor,
            &counts.found.federation,
            &counts.found.line,
        )
        .crumb(None, texts.t("counts-title")),
        lines: lines.collect(),
        counted: having(&[CountState::Agreed, CountState::Settled]),
        differing: having(&[CountState::Differs]),
        total: i64::try_from(counts.districts.len()).unwrap_or(i64::MAX),
        is_counting: counts.election().state == ElectionState::Counting,
        may_enter: actor.may(Right::EnterCounts, counts.found.federation.id),
        base,
    })
}

/// A field of the form.
struct Field {
    name: String,
    label: String,
    is_candidate: bool,
}

/// A figure of the newest round, look by look.
struct Compared {
    name: String,
    /// The field that says which look is right.
    choice: String,
    label: String,
    first: String,
    second: String,
    settled: String,
    differs: bool,
    choices: Vec<Choice>,
}

/// Who entered what when, for the history of a district.
struct Told {
    round: i64,
    look: String,
    by: String,
    at: String,
    source: String,
    note: String,
}

#[derive(Template)]
#[template(path = "elections/count_district.html")]
struct DistrictPage {
    shell: Shell,
    form: FormData,
    here: String,
    back: String,
    name: String,
    tone: &'static str,
    state: String,
    hint: String,
    round: i64,
    head: Vec<Field>,
    votes: Vec<Field>,
    /// Whether figures can be entered now.
    is_form: bool,
    is_settling: bool,
    /// Where a correction of agreed figures begins.
    correct: Option<String>,
    is_correction: bool,
    has_second: bool,
    has_settled: bool,
    compared: Vec<Compared>,
    unusual: Vec<Choice>,
    history: Vec<Told>,
}

/// What is typed and what is to be confirmed, when a page is shown again.
#[derive(Default)]
struct Again {
    form: FormData,
    unusual: Vec<Choice>,
    is_correction: bool,
}

fn shown(texts: &Texts, figures: Option<&Figures>, figure: Figure) -> String {
    let value = figures.and_then(|f| f.get(figure));
    value.map(|n| texts.number(n)).unwrap_or_default()
}

fn compared(texts: &Texts, counts: &Counts, district: &CountedDistrict) -> Vec<Compared> {
    let figures = |look| district.look(look).and_then(|e| e.figures.as_ref());
    let (first, second) = (figures(Look::First), figures(Look::Second));
    let settled = figures(Look::Settled);
    let apart: Vec<Figure> = match (first, second) {
        (Some(first), Some(second)) => {
            let all = differences(first, second).into_iter();
            all.map(|d| d.figure).collect()
        }
        _ => Vec::new(),
    };
    let rows = counts.record().into_iter().map(|figure| {
        let or_none = |value: &str| {
            if value.is_empty() {
                texts.t("counts-not-given")
            } else {
                value.to_owned()
            }
        };
        let (one, two) = (shown(texts, first, figure), shown(texts, second, figure));
        let choices = [
            (
                "first",
                texts.ta("counts-choose-first", &[("value", or_none(&one).into())]),
            ),
            (
                "second",
                texts.ta("counts-choose-second", &[("value", or_none(&two).into())]),
            ),
            ("other", texts.t("counts-choose-other")),
        ];
        Compared {
            name: figure.to_string(),
            choice: format!("choice-{figure}"),
            label: figure_name(texts, &counts.nominations, figure),
            first: one,
            second: two,
            settled: shown(texts, settled, figure),
            differs: apart.contains(&figure),
            choices: choices.map(|(word, label)| (word.to_owned(), label)).into(),
        }
    });
    rows.filter(|r| {
        r.differs || !(r.first.is_empty() && r.second.is_empty() && r.settled.is_empty())
    })
    .collect()
}

fn hint(texts: &Texts, district: &CountedDistrict) -> String {
    texts.t(match district.state {
        CountState::Missing => crate::key!("counts-hint-missing"),
        CountState::Once if district.awaits_reader => crate::key!("counts-hint-second"),
        CountState::Once => crate::key!("counts-hint-own"),
        CountState::Differs => crate::key!("counts-hint-differs"),
        CountState::Agreed => crate::key!("counts-hint-agreed"),
        CountState::Settled => crate::key!("counts-hint-settled"),
    })
}

async fn district_form(
    visitor: &Visitor,
    slug: &str,
    (id, district): (ElectionId, DistrictId),
    again: Again,
) -> Result<DistrictPage, Refused> {
    let actor = visitor.actor()?;
    let counts = read_district(&visitor.app, actor, slug, id, district).await?;
    let Some(counted) = counts.districts.first() else {
        return Err(Refused(Problem::not_found()));
    };
    let texts = &visitor.texts;
    let base = visitor.href(&format!("{}/counts", place(slug, id)));
    let name = district_name(texts, counted.district.number, &counted.district.name);
    let state = counts.election().state;
    let may_enter = actor.may(Right::EnterCounts, counts.found.federation.id);
    let is_closed = matches!(counted.state, CountState::Agreed | CountState::Settled);
    let may_correct = may_enter
        && is_closed
        && matches!(state, ElectionState::Counting | ElectionState::Certified);
    let is_correction = again.is_correction && may_correct;
    let is_open = may_enter
        && (state == ElectionState::Counting
            || (state == ElectionState::Certified && counted.round > 1));
    let here = format!("{base}/{district}");
    let field = |figure: Figure| Field {
        name: figure.to_string(),
        label: figure_name(texts, &counts.nominations, figure),
        is_candidate: matches!(figure, Figure::Candidate(_)),
    };
    let stands = |figure: Figure| match figure {
        Figure::Nomination(id) => counts.nominations.iter().any(|n| n.id == id && n.stands()),
        Figure::Candidate(id) => counts
            .nominations
            .iter()
            .any(|n| n.stands() && n.candidates.iter().any(|c| c.id == id && c.stands())),
        Figure::A1
        | Figure::A2
        | Figure::A3
        | Figure::A
        | Figure::B
        | Figure::B1
        | Figure::C
        | Figure::D => false,
    };
    let record = counts.record();
    Ok(DistrictPage {
        shell: election_shell(visitor, actor, &counts.found.federation, &counts.found.line)
            .crumb(Some(base.clone()), texts.t("counts-title"))
            .crumb(None, name.clone()),
        form: again.form,
        back: base,
        name,
        tone: tone(counted.state),
        state: texts.t(counted.state.label()),
        hint: hint(texts, counted),
        round: counted.round,
        head: Figure::HEAD.into_iter().map(field).collect(),
        votes: record
            .into_iter()
            .filter(|f| stands(*f))
            .map(field)
            .collect(),
        is_form: is_open && (counted.awaits_reader || is_correction),
        is_settling: is_open && counted.state == CountState::Differs,
        correct: (may_correct && !is_correction).then(|| format!("{here}?correct=yes")),
        is_correction,
        has_second: counted
            .look(Look::Second)
            .is_some_and(|e| e.figures.is_some()),
        has_settled: counted.look(Look::Settled).is_some(),
        compared: compared(texts, &counts, counted),
        unusual: again.unusual,
        history: counted
            .entries
            .iter()
            .map(|e| Told {
                round: e.round,
                look: texts.t(e.look.label()),
                by: e.entered_by_name.clone(),
                at: texts.instant(e.entered_at),
                source: e.source.clone(),
                note: e.note.clone(),
            })
            .collect(),
        here,
    })
}

#[derive(Default, Deserialize)]
struct DistrictQuery {
    correct: Option<String>,
}

#[handler]
async fn district_page(
    visitor: Visitor,
    Path((_, slug, id, district)): DistrictPath,
    Query(query): Query<DistrictQuery>,
) -> PageResult {
    let again = Again {
        is_correction: query.correct.is_some(),
        ..Again::default()
    };
    html(&district_form(&visitor, &slug, (id, district), again).await?)
}

/// The figures of a form; the fields that are none are left out.
fn figures_of(form: &FormData) -> FiguresInput {
    let fields = form
        .fields()
        .filter(|(name, _)| name.parse::<Figure>().is_ok());
    FiguresInput(
        fields
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .collect(),
    )
}

fn input_of(form: &FormData, figures: FiguresInput) -> EntryInput {
    EntryInput {
        round: form.text("round").parse().unwrap_or(-1),
        figures,
        note: form.text("note"),
        confirmed: form.all("confirmed"),
    }
}

/// The sentences of what is unusual, to be confirmed one by one.
fn unusual(texts: &Texts, error: &CountError) -> Vec<Choice> {
    let CountError::Unconfirmed(findings) = error else {
        return Vec::new();
    };
    let sentence = |f: &Finding| (f.code(), field_sentence(texts, &f.problem()));
    findings.iter().map(sentence).collect()
}

#[handler]
async fn enter(
    visitor: Visitor,
    Path((_, slug, id, district)): DistrictPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = input_of(&form, figures_of(&form));
    let is_correction = !form.text("correction").is_empty();
    match enter_figures(&visitor.app, actor, &slug, (id, district), &input).await {
        Ok(_) => {
            let to = format!("{}/counts/{district}", place(&slug, id));
            Ok(visitor.see_other_with(&to, "notice-saved"))
        }
        Err(e) => {
            let unusual = unusual(&visitor.texts, &e);
            let status = refuse(&visitor, &mut form, e)?;
            let again = Again {
                form,
                unusual,
                is_correction,
            };
            let page = district_form(&visitor, &slug, (id, district), again).await?;
            html_with(status, &page)
        }
    }
}

/// The settled figures: for each choice the figure of the look that was chosen, or the one typed beside it.
fn chosen(form: &FormData, counted: &CountedDistrict) -> Result<FiguresInput, Vec<FieldProblem>> {
    let mut input = FiguresInput::default();
    let mut problems = Vec::new();
    let figures = |look| counted.look(look).and_then(|e| e.figures.as_ref());
    let (Some(first), Some(second)) = (figures(Look::First), figures(Look::Second)) else {
        return Ok(input);
    };
    for difference in differences(first, second) {
        let name = difference.figure.to_string();
        let as_text = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let text = match form.text(&format!("choice-{name}")).as_str() {
            "first" => as_text(difference.first),
            "second" => as_text(difference.second),
            "other" => form.text(&name),
            _ => {
                let field = format!("choice-{name}");
                problems.push(FieldProblem::new(&field, crate::key!("field-required")));
                continue;
            }
        };
        input.0.insert(name, text);
    }
    if problems.is_empty() {
        Ok(input)
    } else {
        Err(problems)
    }
}

#[handler]
async fn settle_page(
    visitor: Visitor,
    Path((_, slug, id, district)): DistrictPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let counts = read_district(&visitor.app, actor, &slug, id, district)
        .await
        .map_err(Refused::from)?;
    let input = match counts.districts.first() {
        Some(counted) => chosen(&form, counted).map_err(CountError::Fields),
        None => Ok(FiguresInput::default()),
    };
    let done = match input {
        Ok(figures) => {
            let input = input_of(&form, figures);
            settle(&visitor.app, actor, &slug, (id, district), &input).await
        }
        Err(e) => Err(e),
    };
    match done {
        Ok(()) => {
            let to = format!("{}/counts/{district}", place(&slug, id));
            Ok(visitor.see_other_with(&to, "notice-saved"))
        }
        Err(e) => {
            let unusual = unusual(&visitor.texts, &e);
            let status = refuse(&visitor, &mut form, e)?;
            let again = Again {
                form,
                unusual,
                is_correction: false,
            };
            let page = district_form(&visitor, &slug, (id, district), again).await?;
            html_with(status, &page)
        }
    }
}
