//! Who acts for a body in a round: an account, or whoever holds the body's link.

use crate::{
    accounts::model::{AccessError, Actor, Right},
    types::{BodyId, FederationId, Locale, RoundId},
};

/// Whoever opened the link of a body: acts for this body in this round, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHolder {
    pub federation: FederationId,
    /// Short name of the federation, as in addresses.
    pub slug: String,
    /// In which the federation speaks.
    pub locale: Locale,
    pub round: RoundId,
    pub body: BodyId,
    /// Which link it was, for the log.
    pub generation: i64,
}

/// See the module.
#[derive(Clone, Copy, Debug)]
pub enum Acting<'a> {
    Account(&'a Actor),
    Link(&'a LinkHolder),
}

impl<'a> From<&'a Actor> for Acting<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self::Account(actor)
    }
}

impl<'a> From<&'a LinkHolder> for Acting<'a> {
    fn from(holder: &'a LinkHolder) -> Self {
        Self::Link(holder)
    }
}

impl Acting<'_> {
    /// Whether they hold a right of staff; a link carries none.
    pub fn may(self, right: Right, federation: FederationId) -> bool {
        match self {
            Self::Account(actor) => actor.may(right, federation),
            Self::Link(_) => false,
        }
    }

    /// Whether they are the office of the body.
    pub fn is_office_of(self, federation: FederationId, body: BodyId) -> bool {
        match self {
            Self::Account(actor) => actor.is_office_of(federation, body),
            Self::Link(holder) => holder.federation == federation && holder.body == body,
        }
    }

    /// Refuses unless they may act for the body in the round: its office, the holder of its link, or staff with the right.
    ///
    /// # Errors
    /// [`AccessError::NotFound`] for whoever has nothing to do with it.
    pub fn require_office(
        self,
        federation: FederationId,
        body: BodyId,
        round: RoundId,
        or: Right,
    ) -> Result<(), AccessError> {
        match self {
            Self::Account(actor) => actor.require_office(federation, body, or),
            Self::Link(holder)
                if holder.federation == federation
                    && holder.body == body
                    && holder.round == round =>
            {
                Ok(())
            }
            Self::Link(_) => Err(AccessError::NotFound),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_its_body_in_its_round_and_nothing_else() {
        let holder = LinkHolder {
            federation: FederationId(1),
            slug: "laka".into(),
            locale: Locale::De,
            round: RoundId(2),
            body: BodyId(3),
            generation: 1,
        };
        let by = Acting::from(&holder);
        let right = Right::ReadStaffPages;
        let may = |f, b, r| by.require_office(FederationId(f), BodyId(b), RoundId(r), right);
        assert_eq!(may(1, 3, 2), Ok(()));
        for (f, b, r) in [(9, 3, 2), (1, 9, 2), (1, 3, 9)] {
            assert_eq!(may(f, b, r), Err(AccessError::NotFound));
        }
        assert!(!by.may(right, FederationId(1)));
    }
}
