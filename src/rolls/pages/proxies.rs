//! Proxies at the desk: recorded and revoked on the page of the principal's place.

use poem::{handler, web::Path};

use super::{
    InRollPath,
    desk::{PlacePage, done},
};
use crate::{
    rolls::{
        actions::{self, RollError},
        model::ProxyInput,
    },
    types::{EntryId, Explain, RollId},
    web::{FormData, PageResult, Refused, Visitor, guard::status_of, html_with},
};

#[handler]
pub(super) async fn record_proxy(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
    mut form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ProxyInput {
        holder: form.text("holder"),
        document_day: form.text("document_day"),
    };
    let (place, of_roll) = (EntryId(entry), RollId(roll));
    let result = actions::record_proxy(&visitor.app, actor, &slug, of_roll, place, &input).await;
    match result {
        Err(error @ (RollError::Fields(_) | RollError::Proxy(_) | RollError::PlaceHasVoted)) => {
            let problem = error.problem();
            form.refuse(&visitor.texts, &problem);
            let page = PlacePage::load(&visitor, &slug, of_roll, place, form).await?;
            html_with(status_of(problem.kind), &page)
        }
        result => {
            let notice = "notice-proxy-recorded";
            done(&visitor, &slug, (roll, entry), result, notice).await
        }
    }
}

#[handler]
pub(super) async fn revoke_proxy(
    visitor: Visitor,
    Path((_, slug, roll, entry)): InRollPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let (place, of_roll) = (EntryId(entry), RollId(roll));
    let result = actions::revoke_proxy(&visitor.app, actor, &slug, of_roll, place).await;
    done(&visitor, &slug, (roll, entry), result, "notice-proxy-ended").await
}
