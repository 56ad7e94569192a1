use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};

use super::day;
use crate::{
    App,
    registry::{
        actions::{
            federation,
            federations::{
                MembershipWith, create_federation, edit_federation, edit_membership, federations,
                join_federation, memberships, remove_membership,
            },
            overview::overview,
        },
        model::{
            Federation,
            federation::{FederationInput, MembershipInput},
        },
    },
    web::{
        Refused,
        api::{Caller, Done, Made, Versioned, expected_revision},
    },
};

/// The operations on federations.
pub struct FederationsApi;

/// A federation.
#[derive(Object)]
#[oai(rename = "Federation")]
struct FederationJson {
    id: i64,
    /// Its word in addresses.
    slug: String,
    name: String,
    /// `councils` or `associations`.
    kind: String,
    /// Language of its pages, where the reader asks for none.
    locale: String,
    contact: String,
    /// Holds invented data.
    demo: bool,
    revision: i64,
}

impl From<Federation> for FederationJson {
    fn from(federation: Federation) -> Self {
        Self {
            id: federation.id.0,
            slug: federation.slug,
            name: federation.name,
            kind: federation.kind.as_str().to_owned(),
            locale: federation.locale.tag().to_owned(),
            contact: federation.contact,
            demo: federation.demo,
            revision: federation.revision,
        }
    }
}

/// What is entered about a federation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct FederationChange {
    #[oai(validator(max_length = 160))]
    name: String,
    /// `councils` or `associations`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(max_length = 10))]
    locale: String,
    #[oai(default, validator(max_length = 600))]
    contact: String,
}

impl From<FederationChange> for FederationInput {
    fn from(change: FederationChange) -> Self {
        let FederationChange {
            name,
            kind,
            locale,
            contact,
        } = change;
        Self {
            slug: String::new(),
            name,
            kind,
            locale,
            contact,
        }
    }
}

/// A new federation.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewFederation {
    /// Its word in addresses: 2 to 40 small letters, digits and single hyphens.
    #[oai(validator(max_length = 40))]
    slug: String,
    #[oai(validator(max_length = 160))]
    name: String,
    /// `councils` or `associations`.
    #[oai(validator(max_length = 20))]
    kind: String,
    #[oai(validator(max_length = 10))]
    locale: String,
    #[oai(default, validator(max_length = 600))]
    contact: String,
}

/// A membership of one federation in another.
#[derive(Object)]
#[oai(rename = "FederationMembership")]
struct MembershipJson {
    id: i64,
    /// The other federation.
    slug: String,
    name: String,
    /// First day.
    from: String,
    /// Last day; missing while it lasts.
    to: Option<String>,
}

impl From<MembershipWith> for MembershipJson {
    fn from(membership: MembershipWith) -> Self {
        Self {
            id: membership.id,
            slug: membership.other.slug,
            name: membership.other.name,
            from: membership.from.to_string(),
            to: membership.to.map(String::from),
        }
    }
}

/// In which federations one is a member, and which are members of it.
#[derive(Object)]
struct FederationMemberships {
    parents: Vec<MembershipJson>,
    members: Vec<MembershipJson>,
}

/// That the federation is a member of another one.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct NewMembership {
    /// The other federation's word in addresses.
    #[oai(validator(max_length = 40))]
    parent: String,
    /// First day, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    from: String,
    /// Last day, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    to: Option<String>,
}

/// First and last day of a membership.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MembershipPeriod {
    /// First day, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    from: String,
    /// Last day, YYYY-MM-DD.
    #[oai(validator(max_length = 10))]
    to: Option<String>,
}

/// A term that ends soon.
#[derive(Object)]
struct TermEnding {
    term_id: i64,
    body_id: i64,
    body: String,
    label: String,
    /// Last day.
    ends_on: String,
}

/// A term with seats that nobody holds today.
#[derive(Object)]
struct VacantSeats {
    term_id: i64,
    body_id: i64,
    body: String,
    label: String,
    vacant: i64,
}

/// The state of the register today.
#[derive(Object)]
struct OverviewJson {
    /// Bodies that are members.
    bodies: i64,
    /// People who belong to a body.
    people: i64,
    municipalities: i64,
    /// Bodies whose office nobody has access for.
    bodies_without_office: i64,
    /// Terms that end within 120 days.
    terms_ending_total: i64,
    /// The first fifty of them.
    terms_ending: Vec<TermEnding>,
    vacancies: Vec<VacantSeats>,
}

#[OpenApi(tag = "crate::api::Tag::Registry")]
impl FederationsApi {
    /// Lists the federations of the installation.
    #[oai(
        path = "/federations",
        method = "get",
        operation_id = "list_federations"
    )]
    async fn list_federations(
        &self,
        app: Data<&App>,
    ) -> Result<Json<Vec<FederationJson>>, Refused> {
        Ok(Json(
            federations(&app)
                .await?
                .into_iter()
                .map(Into::into)
                .collect(),
        ))
    }

    /// Sets up a federation.
    #[oai(
        path = "/federations",
        method = "post",
        operation_id = "create_federation"
    )]
    async fn create_federation(
        &self,
        app: Data<&App>,
        caller: Caller,
        body: Json<NewFederation>,
    ) -> Result<Made, Refused> {
        let NewFederation {
            slug,
            name,
            kind,
            locale,
            contact,
        } = body.0;
        let input = FederationInput {
            slug,
            name,
            kind,
            locale,
            contact,
        };
        let (id, _) = create_federation(&app, &caller.0, &input).await?;
        Ok(Made::new(id.0))
    }

    /// Reads a federation.
    #[oai(
        path = "/federations/:slug",
        method = "get",
        operation_id = "read_federation"
    )]
    async fn read_federation(
        &self,
        app: Data<&App>,
        slug: Path<String>,
    ) -> Result<Versioned<FederationJson>, Refused> {
        let federation = federation(&app, &slug).await?;
        Ok(Versioned {
            revision: federation.revision,
            body: federation.into(),
        })
    }

    /// Changes name, kind, language and contact of a federation.
    #[oai(
        path = "/federations/:slug",
        method = "put",
        operation_id = "update_federation"
    )]
    async fn update_federation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        #[oai(name = "If-Match")] if_match: Header<Option<String>>,
        body: Json<FederationChange>,
    ) -> Result<Done, Refused> {
        let revision = expected_revision(if_match.as_deref())?;
        edit_federation(&app, &caller.0, &slug, revision, &body.0.into()).await?;
        Ok(Done::NoContent)
    }

    /// Lists in which federations one is a member and which are members of it.
    #[oai(
        path = "/federations/:slug/memberships",
        method = "get",
        operation_id = "list_memberships"
    )]
    async fn list_memberships(
        &self,
        app: Data<&App>,
        slug: Path<String>,
        /// Only those of this day, YYYY-MM-DD.
        on: Query<Option<String>>,
    ) -> Result<Json<FederationMemberships>, Refused> {
        let found = memberships(&app, &slug, day("on", on.as_deref())?).await?;
        Ok(Json(FederationMemberships {
            parents: found.parents.into_iter().map(Into::into).collect(),
            members: found.members.into_iter().map(Into::into).collect(),
        }))
    }

    /// Enters that the federation is a member of another one.
    #[oai(
        path = "/federations/:slug/memberships",
        method = "post",
        operation_id = "join_federation"
    )]
    async fn join_federation(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        body: Json<NewMembership>,
    ) -> Result<Made, Refused> {
        let NewMembership { parent, from, to } = body.0;
        let input = MembershipInput {
            parent,
            from,
            to: to.unwrap_or_default(),
        };
        Ok(Made::new(
            join_federation(&app, &caller.0, &slug, &input).await?,
        ))
    }

    /// Sets first and last day of a membership.
    #[oai(
        path = "/federations/:slug/memberships/:membership",
        method = "put",
        operation_id = "update_membership"
    )]
    async fn update_membership(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        membership: Path<i64>,
        body: Json<MembershipPeriod>,
    ) -> Result<Done, Refused> {
        let MembershipPeriod { from, to } = body.0;
        let input = MembershipInput {
            parent: String::new(),
            from,
            to: to.unwrap_or_default(),
        };
        edit_membership(&app, &caller.0, &slug, membership.0, &input).await?;
        Ok(Done::NoContent)
    }

    /// Removes a membership that was entered by mistake.
    #[oai(
        path = "/federations/:slug/memberships/:membership",
        method = "delete",
        operation_id = "remove_membership"
    )]
    async fn remove_membership(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
        membership: Path<i64>,
    ) -> Result<Done, Refused> {
        remove_membership(&app, &caller.0, &slug, membership.0).await?;
        Ok(Done::NoContent)
    }

    /// Says how the register stands today: counts, terms that end, vacant seats.
    #[oai(
        path = "/federations/:slug/overview",
        method = "get",
        operation_id = "read_overview"
    )]
    async fn read_overview(
        &self,
        app: Data<&App>,
        caller: Caller,
        slug: Path<String>,
    ) -> Result<Json<OverviewJson>, Refused> {
        let found = overview(&app, &caller.0, &slug).await?;
        let terms_ending = found.ending.into_iter().map(|t| TermEnding {
            term_id: t.term,
            body_id: t.body.0,
            body: t.body_name,
            label: t.label,
            ends_on: t.ends_on.to_string(),
        });
        let vacancies = found.vacancies.into_iter().map(|v| VacantSeats {
            term_id: v.term,
            body_id: v.body.0,
            body: v.body_name,
            label: v.label,
            vacant: v.vacant,
        });
        Ok(Json(OverviewJson {
            bodies: found.counts.bodies,
            people: found.counts.people,
            municipalities: found.counts.municipalities,
            bodies_without_office: found.counts.without_office,
            terms_ending_total: found.ending_total,
            terms_ending: terms_ending.collect(),
            vacancies: vacancies.collect(),
        }))
    }
}
