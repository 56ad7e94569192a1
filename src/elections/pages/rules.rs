//! The form in which the rules of an election are set.

use askama::Template;
use poem::{handler, web::Path};

use super::{Choice, choices, election_shell, must_be_preparing, place, refuse, revision, title};
use crate::{
    accounts::model::Right,
    elections::{
        actions::{Fixed, elections as actions},
        model::rules::{CandidateOrder, Method, RulesInput, ShortLists, SystemKind},
    },
    types::ElectionId,
    web::{Access, FormData, PageResult, Refused, Routes, Shell, Visitor, html, html_with},
};

/// Routes of the rules.
pub(super) fn routes(routes: Routes) -> Routes {
    let keep = Access::Right(Right::KeepElections);
    routes
        .get(
            "/:lang/staff/:slug/elections/:election/rules",
            keep,
            rules_page,
        )
        .post(
            "/:lang/staff/:slug/elections/:election/rules",
            keep,
            set_rules,
        )
}

type ElectionPath = Path<(String, String, ElectionId)>;

#[derive(Template)]
#[template(path = "elections/rules.html")]
struct RulesPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    title: String,
    systems: Vec<Choice>,
    methods: Vec<Choice>,
    short_lists: Vec<Choice>,
    orders: Vec<Choice>,
}

fn filled(input: RulesInput, revision: i64) -> FormData {
    let mut form = FormData::filled([
        ("system", input.system),
        ("method", input.method),
        ("short_lists", input.short_lists),
        ("threshold_num", input.threshold_num),
        ("threshold_den", input.threshold_den),
        ("order", input.order),
        ("votes_per_voter", input.votes_per_voter),
        ("votes_per_candidate", input.votes_per_candidate),
        ("legal_source", input.legal_source),
        ("revision", revision.to_string()),
    ]);
    for (name, ticked) in [
        ("majority_clause", input.majority_clause),
        ("cross_voting", input.cross_voting),
        ("personal_votes", input.personal_votes),
    ] {
        if ticked {
            form.set(name, "yes");
        }
    }
    form
}

async fn form_page(
    visitor: &Visitor,
    slug: &str,
    id: ElectionId,
    typed: Option<FormData>,
) -> Result<RulesPage, Refused> {
    let actor = visitor.actor()?;
    let detail = actions::read_election(&visitor.app, actor, slug, id).await?;
    actor.require(Right::KeepElections, detail.federation.id)?;
    let form = match typed {
        Some(form) => form,
        None => {
            must_be_preparing(&detail, Fixed::Rules)?;
            let election = detail.election();
            let rules = election.rules.as_ref();
            let input = rules.map(|r| r.as_input()).unwrap_or_default();
            filled(input, election.revision)
        }
    };
    let back = visitor.href(&place(slug, id));
    let shell = election_shell(visitor, actor, &detail.federation, &detail.line);
    let texts = &visitor.texts;
    Ok(RulesPage {
        shell: shell.crumb(None, texts.t("elections-rules")),
        form,
        action: format!("{back}/rules"),
        back,
        title: title(visitor, &detail.line),
        systems: choices(
            texts,
            SystemKind::ALL.iter().map(|w| (w.as_str(), w.label())),
        ),
        methods: choices(texts, Method::ALL.iter().map(|w| (w.as_str(), w.label()))),
        short_lists: choices(
            texts,
            ShortLists::ALL.iter().map(|w| (w.as_str(), w.label())),
        ),
        orders: choices(
            texts,
            CandidateOrder::ALL.iter().map(|w| (w.as_str(), w.label())),
        ),
    })
}

#[handler]
async fn rules_page(visitor: Visitor, Path((_, slug, id)): ElectionPath) -> PageResult {
    html(&form_page(&visitor, &slug, id, None).await?)
}

#[handler]
async fn set_rules(
    visitor: Visitor,
    Path((_, slug, id)): ElectionPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = RulesInput {
        system: form.text("system"),
        method: form.text("method"),
        short_lists: form.text("short_lists"),
        majority_clause: form.has("majority_clause", "yes"),
        threshold_num: form.text("threshold_num"),
        threshold_den: form.text("threshold_den"),
        order: form.text("order"),
        votes_per_voter: form.text("votes_per_voter"),
        votes_per_candidate: form.text("votes_per_candidate"),
        cross_voting: form.has("cross_voting", "yes"),
        personal_votes: form.has("personal_votes", "yes"),
        legal_source: form.text("legal_source"),
    };
    let key = (id, revision(&form));
    match actions::set_rules(&visitor.app, actor, &slug, key, &input).await {
        Ok(()) => Ok(visitor.see_other_with(&place(&slug, id), "notice-saved")),
        Err(e) => {
            let status = refuse(&visitor, &mut form, e)?;
            html_with(status, &form_page(&visitor, &slug, id, Some(form)).await?)
        }
    }
}
