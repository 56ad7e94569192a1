//! The lot that a count asks for: who is level, and how it fell.

use poem::{handler, web::Path};

use super::staff::{Address, stepped};
use crate::{
    polls::{
        actions::{self, PollView},
        model::{LotInput, OpenLot, Standing},
    },
    types::PollId,
    web::{FormData, PageResult, Refused, Visitor, texts::Texts},
};

/// A lot that is to be drawn.
pub(super) struct LotPart {
    /// Places on the ballot of those who are level, with their names.
    pub choices: Vec<(String, String)>,
    /// How many of them win.
    pub winners: i64,
}

/// What is to be drawn about a counted poll, and what was, in words.
pub(super) fn lots(
    texts: &Texts,
    view: &PollView,
    names: &[String],
) -> (Option<LotPart>, Vec<String>) {
    let name = |place: &i64| {
        usize::try_from(place - 1)
            .ok()
            .and_then(|position| names.get(position))
            .cloned()
            .unwrap_or_default()
    };
    let open = view
        .count
        .as_ref()
        .filter(|_| view.poll.standing() == Standing::Counted)
        .and_then(|count| OpenLot::of(&count.outcome))
        .map(|open| LotPart {
            choices: open
                .between
                .iter()
                .map(|place| (place.to_string(), name(place)))
                .collect(),
            winners: open.winners,
        });
    let listed = |places: &[i64]| places.iter().map(name).collect::<Vec<_>>().join(", ");
    let drawn = view.lots.iter().map(|lot| {
        let args = [
            ("names", listed(&lot.between).into()),
            ("won", listed(&lot.won).into()),
            ("day", texts.day(lot.drawn_on).into()),
            ("by", lot.drawn_by.as_str().into()),
            ("witnesses", lot.witnesses.as_str().into()),
        ];
        texts.ta("polls-lot-drawn", &args)
    });
    (open, drawn.collect())
}

#[handler]
pub(super) async fn record_lot(
    visitor: Visitor,
    Path((_, slug, poll)): Address,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = LotInput {
        won: form.all("won"),
        drawn_on: form.text("drawn_on"),
        drawn_by: form.text("drawn_by"),
        witnesses: form.text("witnesses"),
    };
    let poll = PollId(poll);
    let result = actions::record_lot(&visitor.app, actor, &slug, poll, &input).await;
    stepped(
        &visitor,
        &slug,
        poll,
        form,
        result.map(drop),
        "notice-saved",
    )
    .await
}
