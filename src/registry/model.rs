//! The things of the register.

pub mod body;
pub mod country;
pub mod facts;
pub mod federation;
pub mod mandate;
pub mod municipality;
pub mod particulars;
pub mod person;
pub mod span;
pub mod suspension;
pub mod term;

use serde::{Deserialize, Serialize};

use crate::types::{BodyId, Day, FederationId, Locale, MunicipalityId, PersonId};

/// What a federation unites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FederationKind {
    /// Municipal councils.
    Councils,
    /// Associations.
    Associations,
}

/// A federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Federation {
    pub id: FederationId,
    /// Its word in addresses.
    pub slug: String,
    pub name: String,
    pub kind: FederationKind,
    pub locale: Locale,
    pub contact: String,
    /// Holds invented data.
    pub demo: bool,
    pub revision: i64,
}

/// What kind of body it is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A council whose members are elected.
    Elected,
    /// A council whose members are appointed.
    Appointed,
    /// A council with both.
    Mixed,
    /// An association.
    Association,
}

/// A member body as it is on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyOnDay {
    pub id: BodyId,
    pub external_key: Option<String>,
    pub name: String,
    pub kind: BodyKind,
    pub municipality: Option<MunicipalityId>,
    pub municipality_name: Option<String>,
    /// First day of membership; unknown where missing.
    pub joined_on: Option<Day>,
    /// Last day of membership.
    pub left_on: Option<Day>,
    /// Number of delegates it sends, as entered by staff.
    pub delegate_places: i64,
    pub contact_email: String,
    /// The language in which it is written to; without one the federation's.
    pub locale: Option<Locale>,
    pub website: String,
    pub revision: i64,
}

/// A person who belongs to a body on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonInBody {
    pub person: PersonId,
    pub given_name: String,
    pub family_name: String,
    /// Whether the name may be published: by consent, or by an office that is public.
    pub publishable: bool,
}

impl PersonInBody {
    /// Given and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
            .trim()
            .to_owned()
    }
}
