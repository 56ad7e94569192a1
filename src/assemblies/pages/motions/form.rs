//! A motion written, or written anew.

use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use crate::{
    accounts::model::Right,
    assemblies::{
        actions::{AssemblyError, find_assembly_for, motions},
        model::motions::{MotionInput, spoken_number},
        pages::{
            agenda::{languages, revision_of, texts_of},
            assembly_shell, is_told_in_form,
        },
    },
    registry::model::Federation,
    types::{AssemblyId, Explain, Locale, Localized, MotionId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "assemblies/motion_form.html")]
struct MotionFormPage {
    shell: Shell,
    form: FormData,
    action: String,
    back: String,
    /// Number and title of the motion that it changes.
    amended: Option<(String, String)>,
    amends: String,
    revision: i64,
    languages: Vec<(Locale, String)>,
    members: Vec<(String, String)>,
}

impl MotionFormPage {
    /// Whether anything is written in a language.
    fn is_typed(&self, locale: &Locale) -> bool {
        let mut fields = ["title", "text", "reasons"].into_iter();
        fields.any(|field| {
            self.form
                .filled_text(&format!("{field}.{locale}"))
                .is_some()
        })
    }
}

fn input_of(form: &FormData) -> MotionInput {
    // What is no number is no member, and refused as such.
    let ids = |field: &str| {
        let ids = form.all(field).into_iter();
        ids.map(|id| id.parse().unwrap_or_default()).collect()
    };
    MotionInput {
        title: texts_of(form, "title"),
        text: texts_of(form, "text"),
        reasons: texts_of(form, "reasons"),
        submitters: ids("submitters"),
        supporters: ids("supporters"),
    }
}

async fn members(
    visitor: &Visitor,
    federation: &Federation,
) -> Result<Vec<(String, String)>, Refused> {
    let members = motions::members_to_name(&visitor.app, federation).await?;
    let members = members.into_iter();
    Ok(members.map(|(id, name)| (id.to_string(), name)).collect())
}

async fn new_form(
    visitor: &Visitor,
    slug: &str,
    id: AssemblyId,
    amends: Option<MotionId>,
    form: FormData,
) -> Result<MotionFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let found = find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    let back = visitor.href(&format!("/staff/{slug}/assemblies/{id}/motions"));
    let amended = match amends {
        None => None,
        Some(amended) => {
            let (_, all) = motions::motions(&visitor.app, actor, slug, id).await?;
            let motion = all.iter().find(|m| m.id == amended);
            let motion = motion.ok_or(AssemblyError::NotFound)?;
            let (title, _) = motion
                .title
                .in_language(visitor.locale(), &[found.federation.locale]);
            Some((spoken_number(motion, &all), title.to_owned()))
        }
    };
    Ok(MotionFormPage {
        shell: assembly_shell(visitor, actor, &found)
            .crumb(Some(back.clone()), visitor.texts.t("motions-title"))
            .crumb(None, visitor.texts.t("motions-new")),
        form,
        action: back.clone(),
        back,
        amended,
        amends: amends.map(|id| id.to_string()).unwrap_or_default(),
        revision: 0,
        languages: languages(found.federation.locale),
        members: members(visitor, &found.federation).await?,
    })
}

#[derive(Default, Deserialize)]
struct NewQuery {
    amends: Option<i64>,
}

#[handler]
pub(super) async fn new_page(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    Query(query): Query<NewQuery>,
) -> PageResult {
    let (id, amends) = (AssemblyId(id), query.amends.map(MotionId));
    html(&new_form(&visitor, &slug, id, amends, FormData::default()).await?)
}

#[handler]
pub(super) async fn write(
    visitor: Visitor,
    Path((_, slug, id)): Path<(String, String, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let id = AssemblyId(id);
    let amends = form.text("amends").parse().ok().map(MotionId);
    let input = input_of(&form);
    match motions::write_motion(&visitor.app, actor, &slug, id, amends, &input).await {
        Ok(motion) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/motions/{motion}");
            Ok(visitor.see_other_with(&rest, "notice-created"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = new_form(&visitor, &slug, id, amends, form).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}

async fn edit_form(
    visitor: &Visitor,
    slug: &str,
    (id, motion): (AssemblyId, MotionId),
    typed: Option<FormData>,
) -> Result<MotionFormPage, Refused> {
    let actor = visitor.actor()?;
    let right = Right::PrepareAssemblies;
    let found = find_assembly_for(&visitor.app, actor, right, slug, id).await?;
    let (_, all) = motions::motions(&visitor.app, actor, slug, id).await?;
    let stored = all.iter().find(|m| m.id == motion);
    let stored = stored.ok_or(AssemblyError::NotFound)?;
    if !stored.state.is_written() && typed.is_none() {
        return Err(AssemblyError::MotionState.into());
    }
    let list = visitor.href(&format!("/staff/{slug}/assemblies/{id}/motions"));
    let back = format!("{list}/{motion}");
    let revision = typed.as_ref().map_or(stored.revision, revision_of);
    let form = typed.unwrap_or_else(|| {
        let mut form = FormData::default();
        let mut set = |field: &str, texts: &Localized| {
            for (locale, text) in texts.iter() {
                form.set(&format!("{field}.{locale}"), text);
            }
        };
        set("title", &stored.title);
        set("text", &stored.text);
        if let Some(reasons) = &stored.reasons {
            set("reasons", reasons);
        }
        for body in &stored.bodies {
            let field = if body.is_submitter {
                "submitters"
            } else {
                "supporters"
            };
            form.add(field, body.body.to_string());
        }
        form
    });
    let number = spoken_number(stored, &all);
    Ok(MotionFormPage {
        shell: assembly_shell(visitor, actor, &found)
            .crumb(Some(list), visitor.texts.t("motions-title"))
            .crumb(Some(back.clone()), number)
            .crumb(None, visitor.texts.t("motions-revise")),
        form,
        action: format!("{back}/edit"),
        back,
        amended: None,
        amends: String::new(),
        revision,
        languages: languages(found.federation.locale),
        members: members(visitor, &found.federation).await?,
    })
}

#[handler]
pub(super) async fn edit_page(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
) -> PageResult {
    let place = (AssemblyId(id), MotionId(motion));
    html(&edit_form(&visitor, &slug, place, None).await?)
}

#[handler]
pub(super) async fn revise(
    visitor: Visitor,
    Path((_, slug, id, motion)): Path<(String, String, i64, i64)>,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let place = (AssemblyId(id), MotionId(motion));
    let (input, revision) = (input_of(&form), revision_of(&form));
    match motions::revise_motion(&visitor.app, actor, &slug, place, &input, revision).await {
        Ok(()) => {
            let rest = format!("/staff/{slug}/assemblies/{id}/motions/{motion}");
            Ok(visitor.see_other_with(&rest, "notice-saved"))
        }
        Err(e) => {
            let problem = e.problem();
            if !is_told_in_form(problem.kind) {
                return Err(Refused::from(e).into());
            }
            form.refuse(&visitor.texts, &problem);
            let page = edit_form(&visitor, &slug, place, Some(form)).await?;
            html_with(status_of(problem.kind), &page)
        }
    }
}
