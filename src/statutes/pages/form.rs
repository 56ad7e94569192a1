//! The form of a version. It works without script: rows are added and the key is tried out by buttons of the form.

use askama::Template;
use poem::{handler, http::StatusCode, web::Path};

use super::{refuse, staff_shell};
use crate::{
    accounts::model::Right,
    registry::{actions::federation_for, model::facts::FigureKind},
    statutes::{
        actions::{self, Preview, StatutesError, StatutesInput},
        model::{
            form::{AboveKind, RuleKind, Typed},
            key::{EdgeBelongs, MOST_FUNCTIONS, Rounding, ShareMethod},
            rules::{Base, Measure, Purpose, Sendable, Tie},
            working::sentences,
        },
    },
    tally::delegates::MOST_STEPS,
    types::{Day, StatutesId},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with,
        texts::Texts,
    },
};

/// Empty rows below those that are filled.
const SPARE_ROWS: usize = 2;
/// So many rows are added by the button.
const MORE_ROWS: usize = 5;

/// Routes of the form.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepStatutes);
    routes
        .get("/:lang/staff/:slug/statutes/new", keep, new_page)
        .post("/:lang/staff/:slug/statutes/new", keep, create)
        .get(
            "/:lang/staff/:slug/statutes/:statutes/edit",
            keep,
            edit_page,
        )
        .post("/:lang/staff/:slug/statutes/:statutes/edit", keep, edit)
}

type Choice = (String, String);

fn choices<'a>(texts: &Texts, words: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Choice> {
    words
        .into_iter()
        .map(|(word, label)| (word.to_owned(), texts.t(label)))
        .collect()
}

/// A cell of a row of the form.
struct Cell {
    field: String,
    label: String,
    value: String,
    error: Option<String>,
}

impl Cell {
    fn new(form: &FormData, field: String, label: String) -> Self {
        Self {
            label,
            value: form.text(&field),
            error: form.error(&field),
            field,
        }
    }
}

/// Two cells that belong together: an edge and its places, a function and its places.
struct Row {
    first: Cell,
    second: Cell,
}

/// How many rows a list of the form shows.
fn rows(form: &FormData, more: &str, names: [&str; 2], most: usize) -> usize {
    let filled = (1..=most)
        .rev()
        .find(|row| {
            names
                .iter()
                .any(|name| form.filled_text(&format!("{name}_{row}")).is_some())
        })
        .unwrap_or(0);
    let added = if form.has("do", more) { MORE_ROWS } else { 0 };
    let shown = form.text(&format!("{more}_shown")).parse().unwrap_or(0);
    (filled + SPARE_ROWS)
        .max(shown)
        .saturating_add(added)
        .min(most)
}

/// A purpose with the fields of its majority.
struct PurposeFields {
    name: String,
    article: String,
    numerator: String,
    denominator: String,
    strict: String,
    base: String,
    least_of_entitled: ShareFields,
    of_bodies: ShareFields,
    tie: String,
}

/// The names of the fields of a share.
struct ShareFields {
    numerator: String,
    denominator: String,
    strict: String,
}

impl ShareFields {
    fn new(of: &str) -> Self {
        Self {
            numerator: format!("{of}_numerator"),
            denominator: format!("{of}_denominator"),
            strict: format!("{of}_strict"),
        }
    }
}

/// What a key would give one body.
struct PreviewRow {
    name: String,
    figure: String,
    day: Option<Day>,
    source: String,
    places: i64,
    now: i64,
    working: Vec<String>,
}

impl PreviewRow {
    fn differs(&self) -> bool {
        self.places != self.now
    }
}

/// A preview as it is shown.
struct PreviewView {
    day: Day,
    total: i64,
    undecided: i64,
    rows: Vec<PreviewRow>,
    without_figure: Vec<String>,
}

impl PreviewView {
    fn of(found: Preview, texts: &Texts) -> Self {
        Self {
            day: found.day,
            total: i64::try_from(found.computed.total).unwrap_or(i64::MAX),
            undecided: found.computed.undecided.map_or(0, |tie| tie.places.into()),
            rows: found
                .computed
                .bodies
                .into_iter()
                .map(|computed| PreviewRow {
                    working: sentences(computed.figure.as_ref(), &computed.working)
                        .iter()
                        .map(|said| texts.say(said))
                        .collect(),
                    figure: computed
                        .figure
                        .as_ref()
                        .map(|figure| texts.number(figure.value))
                        .unwrap_or_default(),
                    day: computed.figure.as_ref().map(|figure| figure.day),
                    source: computed
                        .figure
                        .map(|figure| figure.source)
                        .unwrap_or_default(),
                    places: computed.places.into(),
                    now: found.now.get(&computed.body).copied().unwrap_or(0),
                    name: computed.name,
                })
                .collect(),
            without_figure: found
                .computed
                .without_figure
                .into_iter()
                .map(|(_, name)| name)
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "statutes/form.html")]
struct FormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    is_new: bool,
    rules: Vec<Choice>,
    figures: Vec<Choice>,
    edges: Vec<Choice>,
    aboves: Vec<Choice>,
    roundings: Vec<Choice>,
    methods: Vec<Choice>,
    whos: Vec<Choice>,
    measures: Vec<Choice>,
    bases: Vec<Choice>,
    ties: Vec<Choice>,
    steps: Vec<Row>,
    functions: Vec<Row>,
    purposes: Vec<PurposeFields>,
    preview: Option<PreviewView>,
}

impl FormPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        id: Option<StatutesId>,
        form: FormData,
        preview: Option<PreviewView>,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let federation = federation_for(&visitor.app, actor, Right::KeepStatutes, slug).await?;
        let texts = &visitor.texts;
        let base = visitor.href(&format!("/staff/{slug}/statutes"));
        let (title, action, back) = match id {
            None => (crate::key!("statutes-new"), format!("{base}/new"), base),
            Some(id) => (
                crate::key!("statutes-edit"),
                format!("{base}/{id}/edit"),
                format!("{base}/{id}"),
            ),
        };
        let numbered = |key: &str, row: usize| texts.ta_plain(key, &[("n", row.into())]);
        let list = |count: usize, names: [&str; 2], labels: [&str; 2]| -> Vec<Row> {
            let [first, second] = names;
            let [first_label, second_label] = labels;
            (1..=count)
                .map(|row| Row {
                    first: Cell::new(&form, format!("{first}_{row}"), numbered(first_label, row)),
                    second: Cell::new(
                        &form,
                        format!("{second}_{row}"),
                        numbered(second_label, row),
                    ),
                })
                .collect()
        };
        let step_names = ["edge", "places"];
        let function_names = ["function", "function_places"];
        Ok(Self {
            shell: staff_shell(visitor, actor, &federation).crumb(None, texts.t(title)),
            steps: list(
                rows(&form, "steps", step_names, MOST_STEPS),
                step_names,
                [
                    crate::key!("statutes-edge-n"),
                    crate::key!("statutes-places-n"),
                ],
            ),
            functions: list(
                rows(&form, "functions", function_names, MOST_FUNCTIONS),
                function_names,
                [
                    crate::key!("statutes-function-n"),
                    crate::key!("statutes-function-places-n"),
                ],
            ),
            purposes: Purpose::ALL
                .iter()
                .map(|purpose| {
                    let field = |name: &str| format!("{}_{name}", purpose.as_str());
                    PurposeFields {
                        name: texts.t(purpose.label()),
                        article: field("article"),
                        numerator: field("numerator"),
                        denominator: field("denominator"),
                        strict: field("strict"),
                        base: field("base"),
                        least_of_entitled: ShareFields::new(&field("least")),
                        of_bodies: ShareFields::new(&field("bodies")),
                        tie: field("tie"),
                    }
                })
                .collect(),
            rules: choices(texts, RuleKind::ALL.iter().map(|w| (w.as_str(), w.label()))),
            figures: choices(
                texts,
                FigureKind::ALL.iter().map(|w| (w.as_str(), w.label())),
            ),
            edges: choices(
                texts,
                EdgeBelongs::ALL.iter().map(|w| (w.as_str(), w.label())),
            ),
            aboves: choices(
                texts,
                AboveKind::ALL.iter().map(|w| (w.as_str(), w.label())),
            ),
            roundings: choices(texts, Rounding::ALL.iter().map(|w| (w.as_str(), w.label()))),
            methods: choices(
                texts,
                ShareMethod::ALL.iter().map(|w| (w.as_str(), w.label())),
            ),
            whos: choices(texts, Sendable::ALL.iter().map(|w| (w.as_str(), w.label()))),
            measures: choices(texts, Measure::ALL.iter().map(|w| (w.as_str(), w.label()))),
            bases: choices(texts, Base::ALL.iter().map(|w| (w.as_str(), w.label()))),
            ties: choices(texts, Tie::ALL.iter().map(|w| (w.as_str(), w.label()))),
            is_new: id.is_none(),
            action,
            back,
            form,
            preview,
        })
    }
}

fn filled(rules: &crate::statutes::model::rules::Rules) -> FormData {
    let mut form = FormData::default();
    for (name, value) in rules.typed() {
        form.set(&name, value);
    }
    form
}

/// A new version mostly changes a little of the one before, so its form is filled with that one.
#[handler]
async fn new_page(visitor: Visitor, Path((_, slug)): Path<(String, String)>) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    federation_for(&visitor.app, actor, Right::KeepStatutes, &slug)
        .await
        .map_err(Refused::from)?;
    let found = actions::list_statutes(&visitor.app, actor, &slug)
        .await
        .map_err(Refused::from)?;
    let form = found
        .versions
        .first()
        .map(|latest| filled(&latest.rules))
        .unwrap_or_default();
    html(&FormPage::load(&visitor, &slug, None, form, None).await?)
}

#[handler]
async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, StatutesId)>,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    federation_for(&visitor.app, actor, Right::KeepStatutes, &slug)
        .await
        .map_err(Refused::from)?;
    let (_, found) = actions::read_statutes(&visitor.app, actor, &slug, id)
        .await
        .map_err(Refused::from)?;
    if found.in_use {
        return Err(Refused::from(StatutesError::InUse).into());
    }
    let mut form = filled(&found.rules);
    form.set("title", found.title);
    form.set("valid_from", found.valid_from.to_string());
    form.set("revision", found.revision.to_string());
    html(&FormPage::load(&visitor, &slug, Some(id), form, None).await?)
}

fn input(form: &FormData) -> StatutesInput {
    StatutesInput {
        title: form.text("title"),
        valid_from: form.text("valid_from"),
        rules: Typed(&|name| form.text(name)).rules(),
    }
}

/// Whether the form was sent to be shown again: with more rows, or with what its key would give.
async fn shown_again(
    visitor: &Visitor,
    slug: &str,
    id: Option<StatutesId>,
    form: &FormData,
) -> Result<Option<(StatusCode, FormPage)>, Refused> {
    let actor = visitor.actor()?;
    federation_for(&visitor.app, actor, Right::KeepStatutes, slug).await?;
    if form.has("do", "steps") || form.has("do", "functions") {
        let page = FormPage::load(visitor, slug, id, form.clone(), None).await?;
        return Ok(Some((StatusCode::OK, page)));
    }
    if !form.has("do", "preview") {
        return Ok(None);
    }
    let mut form = form.clone();
    // Of the rest of the form the preview needs nothing yet.
    let key = Typed(&|name| form.text(name)).delegate_key();
    let found = match key {
        Ok(key) => actions::preview(&visitor.app, actor, slug, &key).await,
        Err(problems) => Err(StatutesError::Fields(problems)),
    };
    match found {
        Ok(found) => {
            let preview = PreviewView::of(found, &visitor.texts);
            let page = FormPage::load(visitor, slug, id, form, Some(preview)).await?;
            Ok(Some((StatusCode::OK, page)))
        }
        Err(e) => {
            let status = refuse(visitor, &mut form, e)?;
            let page = FormPage::load(visitor, slug, id, form, None).await?;
            Ok(Some((status, page)))
        }
    }
}

#[handler]
async fn create(
    visitor: Visitor,
    Path((_, slug)): Path<(String, String)>,
    mut form: FormData,
) -> PageResult {
    if let Some((status, page)) = shown_again(&visitor, &slug, None, &form).await? {
        return html_with(status, &page);
    }
    let actor = visitor.actor().map_err(Refused::from)?;
    match actions::create_statutes(&visitor.app, actor, &slug, input(&form)).await {
        Ok(id) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/statutes/{id}"), "notice-created"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let page = FormPage::load(&visitor, &slug, None, form, None).await?;
            html_with(status, &page)
        }
    }
}

#[handler]
async fn edit(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, StatutesId)>,
    mut form: FormData,
) -> PageResult {
    if let Some((status, page)) = shown_again(&visitor, &slug, Some(id), &form).await? {
        return html_with(status, &page);
    }
    let actor = visitor.actor().map_err(Refused::from)?;
    let revision = form.text("revision").parse().unwrap_or(-1);
    match actions::edit_statutes(&visitor.app, actor, &slug, (id, revision), input(&form)).await {
        Ok(()) => {
            Ok(visitor.see_other_with(&format!("/staff/{slug}/statutes/{id}"), "notice-saved"))
        }
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            let page = FormPage::load(&visitor, &slug, Some(id), form, None).await?;
            html_with(status, &page)
        }
    }
}
