//! The page on which a lot is recorded: for one tie, the first that waits.

use askama::Template;
use poem::{handler, web::Path};

use super::{ElectionPath, refused};
use crate::{
    accounts::model::Right,
    elections::{
        actions::certification::{self as actions, CertificationError},
        model::{
            compute::{OpenTie, TiedSet},
            lot::LotInput,
        },
        pages::{election_shell, place},
    },
    types::{ElectionId, Explain},
    web::{FormData, PageResult, Refused, Shell, Visitor, html, html_with, texts::Texts},
};

#[derive(Template)]
#[template(path = "elections/lot.html")]
struct LotPage {
    shell: Shell,
    form: FormData,
    lead: String,
    /// The list or the group of seats that the tie is in; may be empty.
    place: String,
    between: &'static str,
    /// The list that is tied with its candidates.
    list: Option<i64>,
    tied: Vec<i64>,
    /// Those tied, by id.
    choices: Vec<(String, String)>,
    /// Of candidates: a field for each place drawn.
    places: Vec<(String, String)>,
    here: String,
    back: String,
}

/// The field of the candidate drawn in a place.
fn place_field(place: usize) -> String {
    if place == 1 {
        // Where the refusal of the whole order is told.
        "drawn".to_owned()
    } else {
        format!("drawn-{place}")
    }
}

impl LotPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        election: i64,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let id = ElectionId(election);
        let found = actions::certification(&visitor.app, actor, slug, id).await?;
        actor.require(Right::CertifyElections, found.federation.id)?;
        let tie: &OpenTie = found.ties.first().ok_or(CertificationError::NoSuchTie)?;
        let texts = &visitor.texts;
        let base = visitor.href(&place(slug, id));
        let ids = tie.between.ids();
        let lead = texts.ta(
            "certification-lot-lead",
            &[
                ("seats", tie.seats.into()),
                ("names", tie.names.join(", ").into()),
            ],
        );
        Ok(Self {
            shell: election_shell(visitor, actor, &found.federation, &found.line)
                .crumb(
                    Some(format!("{base}/certification")),
                    texts.t("certification-title"),
                )
                .crumb(None, texts.t("certification-lot")),
            form,
            lead,
            place: tie.place.clone(),
            between: tie.between.word(),
            list: tie.between.list().map(|list| list.0),
            choices: ids
                .iter()
                .map(ToString::to_string)
                .zip(choice_labels(texts, tie))
                .collect(),
            places: match &tie.between {
                TiedSet::Nominations { .. } | TiedSet::ListAndCandidates { .. } => Vec::new(),
                TiedSet::Candidates { tied } | TiedSet::Successors { tied } => (1..=tied.len())
                    .map(|n| {
                        let number = i64::try_from(n).unwrap_or(i64::MAX);
                        let label = texts.ta("certification-lot-place", &[("n", number.into())]);
                        (place_field(n), label)
                    })
                    .collect(),
            },
            tied: ids,
            here: format!("{base}/lots"),
            back: format!("{base}/certification"),
        })
    }
}

/// What a lot can fall on; a list as a whole and its candidates are told apart by words.
fn choice_labels(texts: &Texts, tie: &OpenTie) -> Vec<String> {
    match &tie.between {
        TiedSet::Nominations { .. } | TiedSet::Candidates { .. } | TiedSet::Successors { .. } => {
            tie.names.clone()
        }
        TiedSet::ListAndCandidates { .. } => [
            crate::key!("certification-lot-list"),
            crate::key!("certification-lot-candidates"),
        ]
        .into_iter()
        .zip(&tie.names)
        .map(|(key, name)| texts.ta(key, &[("name", name.as_str().into())]))
        .collect(),
    }
}

#[handler]
pub(super) async fn lot_page(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
) -> PageResult {
    html(&LotPage::load(&visitor, &slug, election, FormData::default()).await?)
}

fn typed(form: &FormData) -> LotInput {
    let number = |text: String| text.trim().parse().unwrap_or(0);
    let tied: Vec<i64> = form.all("tied").into_iter().map(number).collect();
    let between = form.text("between");
    let drawn = if ["candidates", "successors"].contains(&between.as_str()) {
        (1..=tied.len())
            .map(|n| number(form.text(&place_field(n))))
            .collect()
    } else {
        form.all("drawn").into_iter().map(number).collect()
    };
    LotInput {
        between,
        list: form.text("list").trim().parse().ok(),
        tied,
        drawn,
        drawn_on: form.text("drawn_on"),
        drawn_by: form.text("drawn_by"),
        witnesses: form.text("witnesses"),
    }
}

#[handler]
pub(super) async fn record_lot(
    visitor: Visitor,
    Path((_, slug, election)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = ElectionId(election);
    match actions::record_lot(&visitor.app, actor, &slug, id, &typed(&form)).await {
        Ok(_) => {
            let back = format!("{}/certification", place(&slug, id));
            Ok(visitor.see_other_with(&back, "notice-saved"))
        }
        // The tie is gone, and with it the form.
        Err(error @ CertificationError::NoSuchTie) => Err(Refused(error.problem()).into()),
        Err(error) => {
            let status = refused(&visitor, &mut form, error)?;
            html_with(
                status,
                &LotPage::load(&visitor, &slug, election, form).await?,
            )
        }
    }
}
