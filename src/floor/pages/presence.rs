//! Who is there and who is represented, for the hall and the chair.

use crate::{floor::actions::View, rolls::model::Presence, web::texts::Texts};

/// What is said about who is there.
pub(super) struct PresenceView {
    /// Places whose holder is there or that a proxy represents.
    pub represented: i64,
    /// Those of them that deputies hold, and that a proxy represents.
    pub through: Option<String>,
    pub entries: i64,
    pub votes: i64,
    pub quorum: Option<QuorumView>,
}

/// The quorum of the statutes.
pub(super) struct QuorumView {
    /// So many must be there.
    pub needed: i64,
    pub article: String,
    pub is_there: bool,
}

/// How many of those represented are so by deputies who are there and by proxies.
fn through(texts: &Texts, presence: Presence) -> Option<String> {
    let (deputies, proxies) = (presence.deputies_there, presence.proxies);
    (deputies > 0 || proxies > 0).then(|| {
        let args = [("deputies", deputies.into()), ("proxies", proxies.into())];
        texts.ta("floor-present-through", &args)
    })
}

pub(super) fn presence_view(texts: &Texts, view: &View) -> PresenceView {
    let quorum = view.quorum.as_ref().and_then(|rule| {
        let entitled = u64::try_from(view.presence.entries).ok()?;
        let needed = i64::try_from(rule.quorum()?.needed(entitled)).ok()?;
        Some(QuorumView {
            needed,
            article: rule.article.clone(),
            is_there: view.presence.represented() >= needed,
        })
    });
    PresenceView {
        represented: view.presence.represented(),
        through: through(texts, view.presence),
        entries: view.presence.entries,
        votes: view.presence.votes,
        quorum,
    }
}
