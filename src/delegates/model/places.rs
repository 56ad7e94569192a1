//! Places of a body in a round.

use serde::Serialize;

use super::DelegateRole;

/// How many a body may send to a round, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Places {
    pub places: i64,
    /// Delegates registered or accepted.
    pub delegates: i64,
    /// Deputies registered or accepted.
    pub deputies: i64,
    /// Substitutes registered or accepted.
    pub substitutes: i64,
    pub accepted_delegates: i64,
    pub accepted_deputies: i64,
    pub accepted_substitutes: i64,
}

/// All places of a role are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("all {places} places are taken for the role {role:?}")]
pub struct PlacesTaken {
    pub role: DelegateRole,
    pub places: i64,
}

impl Places {
    /// Whether one more can be registered. A body has as many places for deputies and for substitutes as for delegates; a
    /// returned registration takes no place.
    ///
    /// # Errors
    /// [`PlacesTaken`] otherwise.
    pub fn room_to_register(&self, role: DelegateRole) -> Result<(), PlacesTaken> {
        self.room(role, [self.delegates, self.deputies, self.substitutes])
    }

    /// Whether one more can be accepted.
    ///
    /// # Errors
    /// [`PlacesTaken`] otherwise: staff have lowered the number of places since the registration.
    pub fn room_to_accept(&self, role: DelegateRole) -> Result<(), PlacesTaken> {
        self.room(
            role,
            [
                self.accepted_delegates,
                self.accepted_deputies,
                self.accepted_substitutes,
            ],
        )
    }

    /// The same with one more accepted.
    #[must_use]
    pub fn with_accepted(self, role: DelegateRole) -> Self {
        match role {
            DelegateRole::Delegate => Self {
                accepted_delegates: self.accepted_delegates + 1,
                ..self
            },
            DelegateRole::Deputy => Self {
                accepted_deputies: self.accepted_deputies + 1,
                ..self
            },
            DelegateRole::Substitute => Self {
                accepted_substitutes: self.accepted_substitutes + 1,
                ..self
            },
        }
    }

    /// The least number of places that holds those accepted.
    pub fn least(&self) -> i64 {
        self.accepted_delegates
            .max(self.accepted_deputies)
            .max(self.accepted_substitutes)
    }

    /// How many of a role are registered or accepted, to be counted on.
    pub fn registered(&mut self, role: DelegateRole) -> &mut i64 {
        match role {
            DelegateRole::Delegate => &mut self.delegates,
            DelegateRole::Deputy => &mut self.deputies,
            DelegateRole::Substitute => &mut self.substitutes,
        }
    }

    fn room(
        &self,
        role: DelegateRole,
        [delegates, deputies, substitutes]: [i64; 3],
    ) -> Result<(), PlacesTaken> {
        let taken = match role {
            DelegateRole::Delegate => delegates,
            DelegateRole::Deputy => deputies,
            DelegateRole::Substitute => substitutes,
        };
        if taken < self.places {
            Ok(())
        } else {
            Err(PlacesTaken {
                role,
                places: self.places,
            })
        }
    }
}
