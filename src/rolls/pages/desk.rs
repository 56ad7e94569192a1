//! The desk at the assembly, made for a phone: one search field, and one big button for each place.

use askama::Template;
use poem::{handler, web::Path};

use super::{InRollPath, RollPath, roll_href, shell};
use crate::{
    rolls::{
        actions::{self, Desk, PlaceAtDesk, RollError},
        model::{Found, Place, Presence, Proxy, Roll, StandIn, Stay},
    },
    types::{EntryId, Explain, ProblemKind, RollId, StandInId},
    web::{FormData, PageResult, Refused, Shell, Visitor, guard::status_of, html, html_with},
};

#[derive(Template)]
#[template(path = "rolls/desk.html")]
struct DeskPage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    presence: Presence,
    absent: i64,
    /// Places for which somebody votes by proxy.
    represented: Vec<Place>,
    /// What was found; `None` before a search.
    found: Option<Found>,
    base: String,
}

impl DeskPage {
    fn new(
        visitor: &Visitor,
        desk: Desk,
        found: Option<Found>,
        form: FormData,
    ) -> Result<Self, Refused> {
        let Desk {
            found: of_roll,
            presence,
            represented,
        } = desk;
        Ok(Self {
            shell: shell(
                visitor,
                &of_roll.federation,
                &of_roll.roll,
                Some(visitor.texts.t("rolls-desk")),
            )?,
            base: roll_href(visitor, &of_roll.federation, of_roll.roll.id),
            roll: of_roll.roll,
            form,
            absent: presence.absent(),
            presence,
            represented,
            found,
        })
    }

    fn href(&self, rest: &str) -> String {
        format!("{}{rest}", self.base)
    }

    fn place_href(&self, place: &Place, act: &str) -> String {
        format!("{}/entries/{}/place{act}", self.base, place.entry.id)
    }
}

#[handler]
pub(super) async fn desk_page(visitor: Visitor, Path((_, slug, roll)): RollPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let desk = actions::desk(&visitor.app, actor, &slug, RollId(roll))
        .await
        .map_err(Refused::from)?;
    html(&DeskPage::new(&visitor, desk, None, FormData::default())?)
}

/// Searching is a form that is sent, so that a code stands in no address and no history.
#[handler]
pub(super) async fn find_at_desk(
    visitor: Visitor,
    Path((_, slug, roll)): RollPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (app, roll, search) = (&visitor.app, RollId(roll), form.text("search"));
    match actions::find_at_desk(app, actor, &slug, roll, &search, visitor.network).await {
        Ok((desk, found)) => {
            // What was typed may be a code; the field is empty for the next one.
            html(&DeskPage::new(
                &visitor,
                desk,
                Some(found),
                FormData::default(),
            )?)
        }
        Err(
            error @ (RollError::Fields(_)
            | RollError::CodeRefused
            | RollError::CodeRests(_)
            | RollError::CodeExhausted),
        ) => {
            let problem = error.problem();
            form.set("search", "");
            form.refuse(&visitor.texts, &problem);
            let desk = actions::desk(app, actor, &slug, roll)
                .await
                .map_err(Refused::from)?;
            html_with(
                status_of(problem.kind),
                &DeskPage::new(&visitor, desk, None, form)?,
            )
        }
        Err(error) => Err(Refused::from(error).into()),
    }
}

#[derive(Template)]
#[template(path = "rolls/place.html")]
pub(super) struct PlacePage {
    shell: Shell,
    form: FormData,
    roll: Roll,
    place: Place,
    deputies: Vec<StandIn>,
    stays: Vec<(String, Stay)>,
    /// Whether the statutes allow proxies.
    allows_proxies: bool,
    /// Who may get the proxy: entry, and number with name.
    holders: Vec<(String, String)>,
    /// Places for which the delegate votes by proxy.
    represents: Vec<Place>,
    /// Proxies that the place has given, with the name of the holder.
    proxies: Vec<(String, Proxy)>,
    base: String,
}

impl PlacePage {
    pub(super) async fn load(
        visitor: &Visitor,
        slug: &str,
        roll: RollId,
        entry: EntryId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let PlaceAtDesk {
            found,
            place,
            deputies,
            stays,
            allows_proxies,
            holders,
            represents,
            proxies,
        } = actions::place_at_desk(&visitor.app, actor, slug, roll, entry).await?;
        let base = roll_href(visitor, &found.federation, roll);
        Ok(Self {
            shell: shell(
                visitor,
                &found.federation,
                &found.roll,
                Some(visitor.texts.t("rolls-place")),
            )?,
            form,
            roll: found.roll,
            place,
            deputies,
            stays,
            allows_proxies,
            holders: holders
                .into_iter()
                .map(|holder| {
                    let (number, name) = (holder.entry.number, holder.entry.name);
                    let name = visitor.texts.person(&name);
                    let told = format!("{number} · {name}, {}", holder.entry.body_name);
                    (holder.entry.id.to_string(), told)
                })
                .collect(),
            represents,
            proxies,
            base,
        })
    }

    fn place_href(&self, act: &str) -> String {
        format!("{}/entries/{}/place{act}", self.base, self.place.entry.id)
    }

    fn desk_href(&self) -> String {
        format!("{}/desk", self.base)
    }
}

#[handler]
pub(super) async fn place_page(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let form = FormData::default();
    html(&PlacePage::load(&visitor, &slug, RollId(roll), EntryId(entry), form).await?)
}

/// Back to the desk for the next one, or the page of the place with what was refused.
pub(super) async fn done(
    visitor: &Visitor,
    slug: &str,
    (roll, entry): (i64, i64),
    result: Result<(), RollError>,
    notice: &'static str,
) -> PageResult {
    let error = match result {
        Ok(()) => {
            return Ok(visitor.see_other_with(&format!("/staff/{slug}/rolls/{roll}/desk"), notice));
        }
        Err(error) => error,
    };
    let problem = error.problem();
    if problem.kind != ProblemKind::Conflict {
        return Err(Refused::from(error).into());
    }
    let mut form = FormData::default();
    form.refuse(&visitor.texts, &problem);
    let page = PlacePage::load(visitor, slug, RollId(roll), EntryId(entry), form).await?;
    html_with(status_of(problem.kind), &page)
}

#[handler]
pub(super) async fn check_in(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = actions::check_in(&visitor.app, actor, &slug, RollId(roll), EntryId(entry)).await;
    done(&visitor, &slug, (roll, entry), result, "notice-checked-in").await
}

#[handler]
pub(super) async fn check_out(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = actions::check_out(&visitor.app, actor, &slug, RollId(roll), EntryId(entry)).await;
    done(&visitor, &slug, (roll, entry), result, "notice-checked-out").await
}

#[handler]
pub(super) async fn take_over(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    // Nobody has the id 0: what is no number is found nowhere.
    let stand_in = form.text("stand_in").parse().unwrap_or(StandInId(0));
    let (place, of_roll) = (EntryId(entry), RollId(roll));
    let result = actions::take_over(&visitor.app, actor, &slug, of_roll, place, stand_in).await;
    let notice = "notice-place-taken-over";
    done(&visitor, &slug, (roll, entry), result, notice).await
}

#[handler]
pub(super) async fn hand_back(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let result = actions::hand_back(&visitor.app, actor, &slug, RollId(roll), EntryId(entry)).await;
    let notice = "notice-place-handed-back";
    done(&visitor, &slug, (roll, entry), result, notice).await
}
