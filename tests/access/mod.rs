//! Every page and every operation, for everybody: what was declared is what happens (security checklist rows 53 and 54).

mod hostile;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use mandat::{
    accounts::model::{Right, Role},
    web::Access,
};
use poem::{
    Request,
    http::{Method, StatusCode},
};
use serde_json::{Value, json};

use self::world::World;
use crate::support::{Actor, Answer};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Stranger,
    InstallationAdmin,
    Staff(Role),
    /// The office of the body in the address.
    OwnOffice,
    /// The office of another body of the same federation.
    OtherOffice,
    /// Staff of another federation.
    ForeignStaff(Role),
}

const ASKERS: [Asker; 11] = [
    Asker::Stranger,
    Asker::InstallationAdmin,
    Asker::Staff(Role::Registrar),
    Asker::Staff(Role::ElectionBoard),
    Asker::Staff(Role::Publisher),
    Asker::Staff(Role::Auditor),
    Asker::OwnOffice,
    Asker::OtherOffice,
    Asker::ForeignStaff(Role::Registrar),
    Asker::ForeignStaff(Role::ElectionBoard),
    Asker::ForeignStaff(Role::Auditor),
];

/// What an asker gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Is led to signing in, or told to.
    SignIn,
    Forbidden,
    NotFound,
    /// Refused, but which of the two depends on what the address names.
    Refused,
    /// Anything but a question of access.
    Allowed,
    /// Everybody may ask; a wrong password or code may still be refused.
    Open,
}

/// The rights of the roles, written down a second time so that a slip in the program shows.
fn holds(role: Role, right: Right) -> bool {
    use Right::*;
    match right {
        ReadStaffPages => !matches!(role, Role::InstallationAdmin | Role::BodyOffice),
        KeepRegister | InviteOffices | KeepStatutes | KeepElections | PrepareAssemblies => {
            role == Role::Registrar
        }
        EnterCounts => matches!(
            role,
            Role::Registrar | Role::ElectionBoard | Role::Publisher
        ),
        CertifyElections => matches!(role, Role::ElectionBoard | Role::Publisher),
        AppointStaff => role == Role::InstallationAdmin,
        RunPolls | HandleCodes => role == Role::ElectionBoard,
        CheckIn => matches!(role, Role::Registrar | Role::ElectionBoard),
        PublishResults => role == Role::Publisher,
        Audit => matches!(role, Role::ElectionBoard | Role::Auditor),
    }
}

fn expected(access: Access, asker: Asker, names_body: bool) -> Outcome {
    let with_rights = |rights: &[Right]| match asker {
        Asker::Stranger => Outcome::SignIn,
        Asker::InstallationAdmin if rights.iter().any(|r| holds(Role::InstallationAdmin, *r)) => {
            Outcome::Allowed
        }
        Asker::InstallationAdmin | Asker::ForeignStaff(_) => Outcome::NotFound,
        Asker::Staff(role) if rights.iter().any(|r| holds(role, *r)) => Outcome::Allowed,
        Asker::Staff(_) | Asker::OwnOffice | Asker::OtherOffice => Outcome::Forbidden,
    };
    match (access, asker) {
        (Access::Public | Access::Voter | Access::LinkHolder, _) => Outcome::Open,
        (_, Asker::Stranger) => Outcome::SignIn,
        (Access::SignedIn, _) | (Access::InstallationAdmin, Asker::InstallationAdmin) => {
            Outcome::Allowed
        }
        (Access::InstallationAdmin, _) => Outcome::NotFound,
        (Access::Right(right), _) => with_rights(&[right]),
        (Access::EitherRight(one, other), _) => with_rights(&[one, other]),
        (Access::OfficeOr(_), Asker::OwnOffice) => Outcome::Allowed,
        (Access::OfficeOr(_), Asker::OtherOffice) => Outcome::NotFound,
        (Access::OfficeOr(right), _) => match with_rights(&[right]) {
            // Without a body in the address, the thing named is looked up first.
            Outcome::Forbidden if !names_body => Outcome::Refused,
            outcome => outcome,
        },
    }
}

/// What a secret poll does not have, and a resolution that nobody sent in.
const NOT_THERE: [&str; 2] = ["/roll-call", "/document"];
/// Stands for ids and words that nothing has.
pub const NOTHING: &str = "999999";

fn outcome_fits(outcome: Outcome, answer: &Answer, is_there: bool) -> bool {
    let to_sign_in = answer
        .location()
        .is_some_and(|to| to.contains("/sign-in?next="));
    match outcome {
        Outcome::SignIn => {
            answer.status == StatusCode::UNAUTHORIZED
                || (answer.status == StatusCode::SEE_OTHER && to_sign_in)
        }
        // Staff may learn that something is not there.
        Outcome::Forbidden if !is_there && answer.status == StatusCode::NOT_FOUND => true,
        Outcome::Forbidden => answer.status == StatusCode::FORBIDDEN,
        Outcome::NotFound => answer.status == StatusCode::NOT_FOUND,
        Outcome::Refused => [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND].contains(&answer.status),
        // What exists is found: a route that leads nowhere would pass as a refusal.
        Outcome::Allowed if answer.status == StatusCode::NOT_FOUND => !is_there,
        Outcome::Allowed => {
            ![StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&answer.status)
                && !to_sign_in
                && !answer.status.is_server_error()
        }
        Outcome::Open => !answer.status.is_server_error(),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Refused,
    Reads,
    Changes,
}

impl Phase {
    fn of(outcome: Outcome, method: &Method) -> Self {
        match outcome {
            Outcome::Allowed | Outcome::Open if *method == Method::GET => Self::Reads,
            Outcome::Allowed | Outcome::Open => Self::Changes,
            Outcome::SignIn | Outcome::Forbidden | Outcome::NotFound | Outcome::Refused => {
                Self::Refused
            }
        }
    }
}

/// A route or an operation.
pub struct Asked {
    pub method: Method,
    pub path: String,
    access: Access,
    /// For operations: content type and a body that can be read, or nothing.
    operation: Option<Option<(String, Vec<u8>)>>,
}

impl Asked {
    pub async fn send(&self, path: &str, actor: &Actor) -> Answer {
        match &self.operation {
            Some(body) => {
                let path = format!("/api/v1{path}");
                let request = Request::builder()
                    .method(self.method.clone())
                    .uri_str(&path)
                    .header("if-match", "\"1\"");
                match body {
                    Some((content_type, body)) => {
                        actor
                            .send_with(&path, request.content_type(content_type), body.clone())
                            .await
                    }
                    None => actor.send(&path, request).await,
                }
            }
            None if self.method == Method::GET => actor.get(path).await,
            None => actor.post_form(path, &[]).await,
        }
    }
}

pub fn pages() -> Vec<Asked> {
    mandat::page_routes()
        .declared()
        .iter()
        .map(|route| Asked {
            method: route.method.clone(),
            path: route.path.to_owned(),
            access: route.access,
            operation: None,
        })
        .collect()
}

fn description() -> Value {
    serde_json::from_str(&mandat::api::description()).unwrap()
}

/// Id, method and address of every operation of the description, with the description of the operation.
fn operations(spec: &Value) -> Vec<(String, Method, String, Value)> {
    let mut operations = Vec::new();
    for (path, methods) in spec["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if operation.get("responses").is_none() {
                continue;
            }
            let id = operation["operationId"]
                .as_str()
                .unwrap_or_else(|| panic!("{method} {path} has no id"));
            let path = path
                .strip_prefix("/api/v1")
                .unwrap_or_else(|| panic!("{path} stands outside the API"));
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            operations.push((id.to_owned(), method, path.to_owned(), operation.clone()));
        }
    }
    operations
}

/// The smallest value that fits a schema, so that a request gets as far as the question of access.
fn sample(spec: &Value, schema: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        let found = reference
            .trim_start_matches("#/")
            .split('/')
            .fold(spec, |at, segment| &at[segment]);
        return sample(spec, found);
    }
    for several in ["allOf", "oneOf", "anyOf"] {
        if let Some(first) = schema[several].get(0) {
            return sample(spec, first);
        }
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    match schema["type"].as_str() {
        Some("object") => {
            let required: Vec<_> = schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let properties = schema["properties"].as_object().into_iter().flatten();
            let fields = properties.filter(|(name, _)| required.contains(&name.as_str()));
            Value::Object(
                fields
                    .map(|(name, schema)| (name.clone(), sample(spec, schema)))
                    .collect(),
            )
        }
        Some("array") => {
            let least = schema["minItems"].as_u64().unwrap_or_default();
            (0..least).map(|_| sample(spec, &schema["items"])).collect()
        }
        Some("integer" | "number") => json!(schema["minimum"].as_f64().unwrap_or(1.0) as i64),
        Some("boolean") => json!(false),
        _ => match schema["format"].as_str() {
            Some("date") => json!("2026-05-04"),
            Some("date-time") => json!("2026-05-04T08:00:00Z"),
            _ => json!("x".repeat(schema["minLength"].as_u64().unwrap_or(1).max(1) as usize)),
        },
    }
}

pub fn api() -> Vec<Asked> {
    let spec = description();
    let access: BTreeMap<_, _> = mandat::api::access().into_iter().collect();
    operations(&spec)
        .into_iter()
        .filter_map(|(id, method, path, operation)| {
            let content = operation["requestBody"]["content"].as_object();
            let body = content
                .into_iter()
                .flatten()
                .next()
                .map(|(content_type, content)| {
                    let value = sample(&spec, &content["schema"]);
                    let bytes = if content_type.starts_with("application/json") {
                        serde_json::to_vec(&value).unwrap()
                    } else {
                        b"x;y\n1;2\n".to_vec()
                    };
                    (content_type.clone(), bytes)
                });
            Some(Asked {
                method,
                path,
                access: *access.get(id.as_str())?,
                operation: Some(body),
            })
        })
        .collect()
}

#[test]
fn every_operation_declares_its_access_once_and_every_declaration_has_its_operation() {
    let described: Vec<_> = operations(&description())
        .into_iter()
        .map(|(id, ..)| id)
        .collect();
    let declared: Vec<_> = mandat::api::access()
        .into_iter()
        .map(|(id, _)| id.to_owned())
        .collect();
    let (described_set, declared_set): (BTreeSet<_>, BTreeSet<_>) =
        (described.iter().collect(), declared.iter().collect());
    assert_eq!(
        described.len(),
        described_set.len(),
        "an operation id is used twice: {described:?}"
    );
    assert_eq!(
        declared.len(),
        declared_set.len(),
        "declared twice: {declared:?}"
    );
    let undeclared: Vec<_> = described_set.difference(&declared_set).collect();
    let unknown: Vec<_> = declared_set.difference(&described_set).collect();
    assert!(
        undeclared.is_empty() && unknown.is_empty(),
        "undeclared: {undeclared:?}\nno such operation: {unknown:?}"
    );
}

#[test]
fn a_right_is_only_declared_where_the_address_names_the_federation() {
    let mut wrong = Vec::new();
    for asked in pages().into_iter().chain(api()) {
        let in_federation = matches!(
            asked.access,
            Access::Right(_) | Access::EitherRight(..) | Access::OfficeOr(_)
        );
        if in_federation && !asked.path.contains("slug") {
            wrong.push(format!("{} {}", asked.method, asked.path));
        }
        if asked.path.contains("/staff/:slug") && !in_federation {
            wrong.push(format!(
                "{} {}: {:?}",
                asked.method, asked.path, asked.access
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_signing_in_voting_and_what_is_public_changes_things_without_an_account() {
    let open: Vec<_> = pages()
        .into_iter()
        .chain(api())
        .filter(|asked| asked.method != Method::GET && asked.access == Access::Public)
        .map(|asked| asked.path)
        .filter(|path| {
            ![
                "/sign-in",
                "/invitation",
                "/tokens",
                "/vote",
                "/voting/sessions",
                "/voting/check",
                // Counts what is sent and keeps nothing of it.
                "/calculator",
                "/tally/seats",
                "/tally/delegates",
            ]
            .iter()
            .any(|known| path.contains(known))
        })
        .collect();
    assert!(open.is_empty(), "{open:?}");
}

on_both_engines! {
    async fn an_address_that_takes_forms_only_leads_whoever_reads_it_to_a_page_above(app: TestApp) {
        let stranger = app.stranger();
        let declared = pages();
        let read: BTreeSet<_> = declared.iter().filter(|p| p.method == Method::GET).map(|p| p.path.as_str()).collect();
        let forms: Vec<_> = declared.iter().filter(|p| !read.contains(p.path.as_str())).collect();
        assert!(forms.len() > 20, "{}", forms.len());
        for asked in forms {
            let filled = |path: &str| {
                let segments = path.split('/').map(|s| match s.strip_prefix(':') {
                    Some("lang") => "de",
                    Some(_) => "7",
                    None => s,
                });
                segments.collect::<Vec<_>>().join("/")
            };
            let answer = stranger.get(&filled(&asked.path)).await.expect(StatusCode::SEE_OTHER);
            let to = answer.location().unwrap();
            assert!(filled(&asked.path).starts_with(to), "{}: {to}", asked.path);
            assert!(read.iter().any(|path| filled(path) == to), "{}: {to} is no page", asked.path);
        }
    }

    async fn row_53_and_row_54_every_page_and_operation_is_open_to_those_it_was_declared_for_and_to_nobody_else(app: TestApp) {
        let requests: Vec<_> = pages().into_iter().chain(api()).collect();
        let wrong = World::new(app).await.walk(&requests).await;
        assert!(wrong.is_empty(), "{} of {} requests:\n{}", wrong.len(), requests.len() * ASKERS.len(), wrong.join("\n"));
    }

    async fn a_token_of_another_kind_opens_nothing(app: TestApp) {
        let registrar = app.officer(Role::Registrar, &app.federation("laka").await).await;
        let session = registrar.cookie("mandat-session").unwrap();
        app.stranger().with_bearer(&session).api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
        let with_token_as_cookie = app.stranger();
        with_token_as_cookie.set_cookie("mandat-session", registrar.bearer());
        with_token_as_cookie.get("/de/account").await.expect(StatusCode::SEE_OTHER);
        app.stranger().with_bearer("nonsense").api_get("/me").await.expect(StatusCode::UNAUTHORIZED);
    }
}
