use askama::Template;
use poem::{
    handler,
    web::{Path, Query},
};
use serde::Deserialize;

use super::{
    published::{ListRow, Position},
    view::ResultView,
};
use crate::{
    registry::model::{BodyKind, Federation, FederationKind},
    results::actions::{self, PublicElection, PublicPerson},
    types::{BodyId, Day},
    web::{FormData, PageResult, Reader, Refused, Shell, api::Paging, texts::Texts},
};

/// Bodies on a page of the list.
const PER_PAGE: i64 = 50;

/// A federation in a list.
struct FederationCard {
    href: String,
    name: String,
    kind: String,
}

fn kind_of(texts: &Texts, kind: FederationKind) -> String {
    texts.t(match kind {
        FederationKind::Councils => crate::key!("public-kind-councils"),
        FederationKind::Associations => crate::key!("public-kind-associations"),
    })
}

fn cards(reader: &Reader, federations: &[Federation]) -> Vec<FederationCard> {
    federations
        .iter()
        .map(|f| FederationCard {
            href: reader.href(&format!("/federations/{}", f.slug)),
            name: f.name.clone(),
            kind: kind_of(&reader.texts, f.kind),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    shell: Shell,
    federations: Vec<FederationCard>,
}

#[handler]
pub(super) async fn home_page(reader: Reader) -> PageResult {
    let federations = actions::federations(&reader.app)
        .await
        .map_err(Refused::from)?;
    reader.html(&HomePage {
        shell: reader.shell(),
        federations: cards(&reader, &federations),
    })
}

#[derive(Template)]
#[template(path = "public/federation.html")]
struct FederationPage {
    shell: Shell,
    name: String,
    kind: String,
    contact: String,
    bodies: String,
    results: String,
    base: String,
    parents: Vec<FederationCard>,
    members: Vec<FederationCard>,
    next_assembly: Option<(String, String, String)>,
    /// Address, day and number of bodies.
    newest_election: Option<(String, String, String)>,
    rows: Vec<ListRow>,
}

#[handler]
pub(super) async fn federation_page(
    reader: Reader,
    Path((_, slug)): Path<(String, String)>,
) -> PageResult {
    let public = actions::public_federation(&reader.app, &slug)
        .await
        .map_err(Refused::from)?;
    let base = reader.href(&format!("/federations/{slug}"));
    reader.html(&FederationPage {
        shell: reader
            .shell()
            .public_federation(&slug, &public.federation.name),
        kind: kind_of(&reader.texts, public.federation.kind),
        contact: public.federation.contact.clone(),
        bodies: reader.texts.number(public.bodies),
        results: reader.texts.number(public.results),
        parents: cards(&reader, &public.parents),
        members: cards(&reader, &public.members),
        newest_election: public.newest_election_day.map(|(day, bodies)| {
            (
                format!("{base}/elections/days/{day}"),
                reader.texts.day(day),
                reader.texts.ta("outcome-n-bodies", &[("n", bodies.into())]),
            )
        }),
        next_assembly: public.next_assembly.map(|(id, a)| {
            let href = format!("{base}/assemblies/{id}");
            (href, a.title, reader.texts.day(a.day))
        }),
        rows: public
            .newest
            .iter()
            .map(|document| ListRow {
                href: format!("{base}/results/{}", document.poll.id),
                view: ResultView::new(&reader.texts, reader.locale(), document),
            })
            .collect(),
        name: public.federation.name,
        base,
    })
}

#[derive(Template)]
#[template(path = "public/bodies.html")]
struct BodiesPage {
    shell: Shell,
    form: FormData,
    here: String,
    q: String,
    kinds: Vec<(String, String)>,
    rows: Vec<BodyRow>,
    total: i64,
    /// The day shown, where it is not today.
    as_of: Option<String>,
    previous: Option<String>,
    next: Option<String>,
    position: String,
}

struct BodyRow {
    href: String,
    name: String,
    kind: String,
    municipality: String,
    places: String,
}

#[derive(Default, Deserialize)]
pub(super) struct BodiesQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    on: String,
    page: Option<i64>,
}

const BODY_KINDS: [BodyKind; 4] = [
    BodyKind::Elected,
    BodyKind::Appointed,
    BodyKind::Mixed,
    BodyKind::Association,
];

/// A day of the address; one that cannot be read is today.
fn day_of(text: &str) -> Option<Day> {
    text.parse().ok()
}

#[handler]
pub(super) async fn bodies_page(
    reader: Reader,
    Path((_, slug)): Path<(String, String)>,
    Query(query): Query<BodiesQuery>,
) -> PageResult {
    let paging = Paging::of(query.page, Some(PER_PAGE));
    let kind = BodyKind::parse(&query.kind);
    let on = day_of(&query.on);
    let public = actions::public_bodies(
        &reader.app,
        &slug,
        on,
        &query.q,
        kind,
        paging.limit,
        paging.offset,
    )
    .await
    .map_err(Refused::from)?;
    let texts = &reader.texts;
    let base = reader.href(&format!("/federations/{slug}"));
    let here = format!("{base}/bodies");
    let filters: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            [
                ("q", query.q.as_str()),
                ("kind", query.kind.as_str()),
                ("on", query.on.as_str()),
            ]
            .iter()
            .filter(|(_, v)| !v.is_empty()),
        )
        .finish();
    let position = Position::new(texts, paging, public.total, |page| {
        format!("{here}?{filters}&page={page}")
    });
    let as_of = on.map(|day| format!("?on={day}")).unwrap_or_default();
    reader.html(&BodiesPage {
        shell: reader
            .shell()
            .public_federation(&slug, &public.federation.name)
            .crumb(Some(base), &public.federation.name)
            .crumb(None, texts.t("public-bodies")),
        form: FormData::filled([("kind", query.kind), ("on", query.on)]),
        kinds: BODY_KINDS
            .into_iter()
            .filter(|k| {
                (public.federation.kind == FederationKind::Associations)
                    == (*k == BodyKind::Association)
            })
            .map(|k| (k.as_str().to_owned(), texts.t(k.label())))
            .collect(),
        rows: public
            .bodies
            .iter()
            .map(|body| BodyRow {
                href: format!("{here}/{}{as_of}", body.id),
                name: body.name.clone(),
                kind: texts.t(body.kind.label()),
                municipality: body.municipality_name.clone().unwrap_or_default(),
                places: texts.number(body.delegate_places),
            })
            .collect(),
        total: public.total,
        as_of: on.map(|_| texts.day(public.on)),
        q: query.q,
        here,
        previous: position.previous,
        next: position.next,
        position: position.words,
    })
}

#[derive(Template)]
#[template(path = "public/body.html")]
struct BodyPage {
    shell: Shell,
    form: FormData,
    here: String,
    name: String,
    kind: String,
    municipality: Option<String>,
    on: String,
    is_today: bool,
    member: String,
    places: String,
    email: String,
    website: String,
    countries: String,
    fields: String,
    term: Option<TermNow>,
    members: Vec<PersonRow>,
    delegates: Option<DelegatesNow>,
    profiles: Vec<ProfileRow>,
    terms: Vec<TermRow>,
    elections: Vec<ElectionRow>,
}

/// An election of the body.
struct ElectionRow {
    /// To the result, where one is published.
    href: Option<String>,
    day: String,
    state: String,
    seats: String,
}

struct TermNow {
    label: String,
    span: String,
    seats: String,
    vacant: i64,
    rows: Vec<SeatRow>,
}

struct SeatRow {
    number: i64,
    origin: String,
    holder: Option<PersonRow>,
}

struct PersonRow {
    name: Option<String>,
    function: String,
    since: String,
}

struct DelegatesNow {
    title: String,
    people: Vec<(String, Option<String>)>,
}

struct ProfileRow {
    from: String,
    name: String,
    kind: String,
}

struct TermRow {
    label: String,
    span: String,
    seats: i64,
    /// The body on a day of this term.
    href: String,
    current: bool,
}

fn person_row(texts: &Texts, person: PublicPerson) -> PersonRow {
    PersonRow {
        name: person.name,
        function: person
            .function
            .map(|f| texts.t(f.label()))
            .unwrap_or_default(),
        since: person.since.map(|day| texts.day(day)).unwrap_or_default(),
    }
}

fn election_row(texts: &Texts, base: &str, election: &PublicElection) -> ElectionRow {
    ElectionRow {
        href: election
            .filled
            .map(|_| format!("{base}/elections/{}", election.id)),
        day: texts.day(election.day),
        state: texts.t(election.state),
        seats: match election.filled {
            Some((x, y)) => texts.ta("outcome-x-of-y", &[("x", x.into()), ("y", y.into())]),
            None => texts.number(election.to_elect),
        },
    }
}

#[derive(Default, Deserialize)]
pub(super) struct DayQuery {
    #[serde(default)]
    on: String,
}

#[handler]
pub(super) async fn body_page(
    reader: Reader,
    Path((_, slug, body)): Path<(String, String, i64)>,
    Query(query): Query<DayQuery>,
) -> PageResult {
    let asked = day_of(&query.on);
    let public = actions::public_body(&reader.app, &slug, BodyId(body), asked)
        .await
        .map_err(Refused::from)?;
    let texts = &reader.texts;
    let t = |key| texts.t(key);
    let base = reader.href(&format!("/federations/{slug}"));
    let here = format!("{base}/bodies/{body}");
    let span = |from: Day, to: Day| {
        texts.ta(
            "public-span",
            &[
                ("from", texts.day(from).into()),
                ("to", texts.day(to).into()),
            ],
        )
    };
    let day = public.on;
    let found = public.body;
    let words = |labels: Vec<&'static str>| {
        labels
            .into_iter()
            .map(|key| texts.t(key))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let today = reader.app.clock.today();
    let page = BodyPage {
        shell: reader
            .shell()
            .public_federation(&slug, &public.federation.name)
            .crumb(Some(base.clone()), &public.federation.name)
            .crumb(Some(format!("{base}/bodies")), t("public-bodies"))
            .crumb(None, &found.name),
        form: FormData::filled([("on", day.to_string())]),
        kind: t(found.kind.label()),
        municipality: found.municipality_name.clone(),
        on: texts.day(day),
        is_today: day == today,
        member: match (found.joined_on, found.left_on) {
            (Some(from), None) => {
                texts.ta("public-member-since", &[("day", texts.day(from).into())])
            }
            (Some(from), Some(to)) => span(from, to),
            (None, Some(to)) => texts.ta("public-member-until", &[("day", texts.day(to).into())]),
            (None, None) => t("public-member"),
        },
        places: texts.number(found.delegate_places),
        email: found.contact_email.clone(),
        website: found.website.clone(),
        countries: words(public.countries.iter().map(|c| c.label()).collect()),
        fields: words(public.fields.iter().map(|f| f.label()).collect()),
        term: public.term.map(|(term, seats)| TermNow {
            label: term.label.clone(),
            span: span(term.starts_on, term.ends_on),
            seats: texts.ta("public-seats", &[("n", seats.len().into())]),
            vacant: i64::try_from(seats.iter().filter(|s| s.holder.is_none()).count())
                .unwrap_or(i64::MAX),
            rows: seats
                .into_iter()
                .map(|seat| SeatRow {
                    number: seat.number,
                    origin: texts.t(seat.origin.label()),
                    holder: seat.holder.map(|person| person_row(texts, person)),
                })
                .collect(),
        }),
        members: public
            .members
            .into_iter()
            .map(|person| person_row(texts, person))
            .collect(),
        delegates: public
            .delegates
            .filter(|d| !d.people.is_empty())
            .map(|d| DelegatesNow {
                title: texts.ta(
                    "results-assembly",
                    &[
                        ("title", d.title.clone().into()),
                        ("day", texts.day(d.day).into()),
                    ],
                ),
                people: d
                    .people
                    .into_iter()
                    .map(|(role, person)| (texts.t(role.label()), person.name))
                    .collect(),
            }),
        profiles: public
            .profiles
            .iter()
            .map(|p| ProfileRow {
                from: texts.ta("public-since", &[("day", texts.day(p.from_day).into())]),
                name: p.name.clone(),
                kind: t(p.kind.label()),
            })
            .collect(),
        terms: public
            .terms
            .iter()
            .map(|(term, seats)| TermRow {
                label: term.label.clone(),
                span: span(term.starts_on, term.ends_on),
                seats: *seats,
                href: format!("{here}?on={}", term.day_within(today)),
                current: term.span().holds_on(day),
            })
            .collect(),
        elections: public
            .elections
            .iter()
            .map(|row| election_row(texts, &base, row))
            .collect(),
        name: found.name,
        here,
    };
    reader.html(&page)
}
