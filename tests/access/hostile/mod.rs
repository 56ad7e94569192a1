//! Hostile inputs (part C of the security checklist) for every operation and every form: refused in words, never an error of ours,
//! and what is refused has written nothing.
//!
//! What is asked comes from the routes and from the description of the API, so that a new one is covered by itself. Each field gets
//! some of the inputs by turns; `MANDAT_HOSTILE=all` sends all of them to all.

mod inputs;

use std::collections::{BTreeMap, BTreeSet};

use self::inputs::{FOREIGN, HEADERS, SEGMENTS, bodies, full, leaves, plausible, texts, values};
use super::*;
use crate::{
    architecture::code::{attributes, tags},
    pages::voting::forms,
    support::{Engine, Outside, TestApp, electorate::motion},
};

/// Goes to every field on every day: PostgreSQL refuses it in a text.
const NUL: &str = "a\0b";
/// Further inputs for a field on an ordinary day.
const DAILY: usize = 4;

/// Everybody who is allowed something, a poll that is open, and a look at what is written.
struct Attack {
    world: World,
    poll: i64,
    voter: Actor,
    outside: Outside,
    turn: usize,
    sent: usize,
    wrong: BTreeSet<String>,
    /// How many answers had each status.
    statuses: BTreeMap<u16, usize>,
}

/// Tables that count tries and keep sessions: a refusal may write there.
const KEPT_OF_TRIES: [&str; 4] = ["code_failures", "voter_sessions", "sessions", "api_tokens"];

impl Attack {
    async fn new(app: TestApp) -> Self {
        let world = World::new(app).await;
        let electorate = world.app.electorate("wahl", &[7, 1, 1, 1]).await;
        let poll = electorate.open(&motion()).await;
        let mut outside = world.app.outside().await;
        watch_writes(&world.app, &mut outside).await;
        Self {
            voter: world.app.voter(&electorate, 1).await,
            poll,
            outside,
            world,
            turn: 0,
            sent: 0,
            wrong: BTreeSet::new(),
            statuses: BTreeMap::new(),
        }
    }

    /// Who may do what is declared so; a fresh one, since some of it ends sessions.
    async fn actor(&mut self, access: Access, path: &str) -> Actor {
        let with = |right: Right| {
            let roles = [
                Role::Registrar,
                Role::ElectionBoard,
                Role::Publisher,
                Role::Auditor,
            ];
            match roles.into_iter().find(|role| holds(*role, right)) {
                Some(role) => Asker::Staff(role),
                None => Asker::InstallationAdmin,
            }
        };
        let asker = match access {
            Access::Voter => return self.voter.clone(),
            Access::Public if is_voting(path) => {
                return self.voter.clone();
            }
            Access::Public | Access::LinkHolder => Asker::Stranger,
            Access::SignedIn => Asker::Staff(Role::Registrar),
            Access::InstallationAdmin => Asker::InstallationAdmin,
            Access::Right(right) | Access::EitherRight(right, _) | Access::OfficeOr(right) => {
                with(right)
            }
        };
        let actor = self.world.actor(asker).await;
        // Accounts made for the test are no answer to anything.
        self.outside.execute("DELETE FROM touched").await;
        actor
    }

    /// The address with something there for each parameter.
    fn filled(&self, path: &str) -> String {
        if is_voting(path) {
            let poll = self.poll.to_string();
            return path
                .replace(":poll", &poll)
                .replace("{poll}", &poll)
                .replace(":lang", "de");
        }
        self.world.filled(path)
    }

    /// How many inputs a field gets, and from which on.
    fn some<T: Clone>(&mut self, all: &[T]) -> Vec<T> {
        if std::env::var("MANDAT_HOSTILE").is_ok_and(|v| v == "all") {
            return all.to_vec();
        }
        self.turn += DAILY;
        (0..DAILY)
            .map(|n| all[(self.turn + n) % all.len()].clone())
            .collect()
    }

    /// Looks at an answer and at what was written before it.
    async fn judge(&mut self, what: &str, answer: &Answer) {
        self.sent += 1;
        *self.statuses.entry(answer.status.as_u16()).or_default() += 1;
        let short: String = what.chars().take(160).collect();
        if answer.status.is_server_error() {
            self.wrong.insert(format!("{}: {short}", answer.status));
        }
        let is_page = answer
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        let text = answer.text();
        if is_page
            && ["<script>alert", "<img src=x", "<svg onload", "<style>*{"]
                .iter()
                .any(|sign| text.contains(sign))
        {
            self.wrong
                .insert(format!("markup comes back as markup: {short}"));
        }
        let planted = answer
            .headers
            .get_all("set-cookie")
            .iter()
            .any(|c| c.to_str().unwrap().starts_with("x="));
        if planted {
            self.wrong.insert(format!("a header was planted: {short}"));
        }
        let touched = self
            .outside
            .texts("SELECT DISTINCT name FROM touched ORDER BY name")
            .await;
        if touched.is_empty() {
            return;
        }
        self.outside.execute("DELETE FROM touched").await;
        let written: Vec<_> = touched
            .iter()
            .filter(|t| !KEPT_OF_TRIES.contains(&t.as_str()))
            .collect();
        if answer.status.is_client_error() && !written.is_empty() {
            self.wrong.insert(format!(
                "{}, but {written:?} were written: {short}",
                answer.status
            ));
        }
    }

    async fn send(
        &mut self,
        asked: &Asked,
        actor: &Actor,
        path: &str,
        kind: &str,
        body: Vec<u8>,
        header: Option<(&str, &str)>,
    ) {
        let path = if asked.operation.is_some() {
            format!("/api/v1{path}")
        } else {
            path.to_owned()
        };
        let mut request = Request::builder()
            .method(asked.method.clone())
            .uri_str(&path);
        let replaced = header.map(|(name, _)| name);
        for (name, value) in [
            ("if-match", "\"1\""),
            ("content-type", kind),
            ("sec-fetch-site", "same-origin"),
        ] {
            if replaced != Some(name) && !value.is_empty() {
                request = request.header(name, value);
            }
        }
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let start: String = String::from_utf8_lossy(&body).chars().take(60).collect();
        let answer = actor.send_with(&path, request, body).await;
        let what = format!(
            "{} {}: {} {start:?} {header:?}",
            asked.method,
            asked.path,
            path.rsplit('/').next().unwrap_or_default()
        );
        self.judge(&what, &answer).await;
    }

    async fn assert_all_was_refused_in_words(mut self) {
        assert_boxes_add_up(&mut self.outside).await;
        println!("{} requests: {:?}", self.sent, self.statuses);
        // Who is not let in, or asks for nothing, tests nothing.
        let shut = [401, 403, 404, 405]
            .map(|status| self.statuses.get(&status).copied().unwrap_or_default());
        let read = self.sent - shut.iter().sum::<usize>();
        assert!(read > 4_000, "{read} of {} requests were read", self.sent);
        let wrong: Vec<_> = self.wrong.into_iter().collect();
        assert!(
            wrong.is_empty(),
            "{} kinds of failure in {} requests:\n{}",
            wrong.len(),
            self.sent,
            wrong.join("\n")
        );
    }

    /// Hostile words in the place of each parameter, and after the address.
    async fn addresses(&mut self, asked: &Asked) {
        let actor = self.actor(asked.access, &asked.path).await;
        let (kind, body) = asked.operation.clone().flatten().unwrap_or_default();
        let names: Vec<&str> = asked.path.split('/').collect();
        for (at, name) in names.iter().enumerate() {
            if name.starts_with([':', '{']) && !name.contains("lang") {
                for segment in self.some(&SEGMENTS) {
                    let filled = self.filled(&asked.path);
                    let mut segments: Vec<&str> = filled.split('/').collect();
                    if at < segments.len() {
                        segments[at] = segment;
                    }
                    self.send(
                        asked,
                        &actor,
                        &segments.join("/"),
                        &kind,
                        body.clone(),
                        None,
                    )
                    .await;
                }
            }
        }
        if asked.method == Method::GET {
            let queries = [
                "page", "limit", "offset", "q", "as_of", "on", "day", "next", "version", "state",
                "kind", "code", "token",
            ];
            let inputs = texts();
            for name in queries {
                for text in self.some(&inputs).into_iter().take(1) {
                    let short: String = text.chars().take(2_000).collect();
                    let query = form_urlencoded::Serializer::new(String::new())
                        .append_pair(name, &short)
                        .finish();
                    let path = format!("{}?{query}", self.filled(&asked.path));
                    self.send(asked, &actor, &path, "", Vec::new(), None).await;
                }
            }
        }
        for header in self.some(&HEADERS) {
            let path = self.filled(&asked.path);
            self.send(asked, &actor, &path, &kind, body.clone(), Some(header))
                .await;
        }
    }

    /// Hostile values in the place of each part of the JSON that an operation reads, and whole bodies.
    async fn operation(&mut self, spec: &Value, asked: &Asked) {
        let Some(Some((kind, _))) = &asked.operation else {
            return;
        };
        let path = self.filled(&asked.path);
        for body in self.some(&bodies()) {
            let actor = self.actor(asked.access, &asked.path).await;
            self.send(asked, &actor, &path, kind, body, None).await;
        }
        let api_path = format!("/api/v1{}", asked.path);
        let method = asked.method.as_str().to_lowercase();
        let schema = &spec["paths"][api_path.as_str()][method.as_str()]["requestBody"]["content"]
            [kind.as_str()]["schema"];
        if !kind.starts_with("application/json") {
            return;
        }
        let (mut whole, mut least) = (full(spec, schema, 0), sample(spec, schema));
        plausible(&mut whole);
        plausible(&mut least);
        let mut actor = self.actor(asked.access, &asked.path).await;
        let all = values();
        for body in [whole, least.clone()] {
            for leaf in leaves(&body) {
                for value in self.some(&all).into_iter().chain([json!(NUL).to_string()]) {
                    let mut hostile = body.clone();
                    *hostile.pointer_mut(&leaf).unwrap() = json!("@hostile@");
                    let text = hostile.to_string().replace("\"@hostile@\"", &value);
                    self.send(asked, &actor, &path, kind, text.into_bytes(), None)
                        .await;
                }
                // One of them may have ended the session.
                actor = self.actor(asked.access, &asked.path).await;
            }
        }
        if let Value::Object(_) = least {
            for (name, value) in FOREIGN {
                let mut more = least.clone();
                more[name] = json!("@hostile@");
                let text = more.to_string().replace("\"@hostile@\"", value);
                self.send(asked, &actor, &path, kind, text.into_bytes(), None)
                    .await;
            }
        }
    }

    /// The forms of the pages, by the address that each is sent to.
    async fn found_forms(&mut self) -> BTreeMap<String, (Access, String, Vec<(String, String)>)> {
        let mut found = BTreeMap::new();
        let declared = pages();
        for asked in declared.iter().filter(|asked| asked.method == Method::GET) {
            let actor = self.actor(asked.access, &asked.path).await;
            let page = actor.get(&self.filled(&asked.path)).await;
            let text = page.text();
            let names = text.split("<form").skip(1).map(|part| {
                tags(part.split("</form>").next().unwrap_or_default())
                    .iter()
                    .filter_map(|tag| {
                        attributes(tag)
                            .into_iter()
                            .find(|(name, _)| name == "name")
                            .map(|(_, value)| value)
                    })
                    .collect::<BTreeSet<_>>()
            });
            for ((method, action, mut fields), names) in forms(&text).into_iter().zip(names) {
                let given: BTreeSet<_> = fields.iter().map(|(name, _)| name.clone()).collect();
                fields.extend(
                    names
                        .into_iter()
                        .filter(|n| !given.contains(n))
                        .map(|n| (n, String::new())),
                );
                let route = declared.iter().find(|route| {
                    route.method == Method::POST
                        && fits(&route.path, action.split('?').next().unwrap_or_default())
                });
                if let Some(route) = route.filter(|_| method.eq_ignore_ascii_case("post")) {
                    found
                        .entry(route.path.clone())
                        .or_insert((route.access, action, fields));
                }
            }
        }
        found
    }

    /// Hostile texts in each field of a form, sent as a browser would, and as one never does.
    async fn form(
        &mut self,
        asked: &Asked,
        access: Access,
        action: &str,
        fields: &[(String, String)],
    ) {
        let inputs = texts();
        let mut actor = self.actor(access, &asked.path).await;
        for (at, (name, _)) in fields.iter().enumerate() {
            for text in self.some(&inputs).into_iter().chain([NUL.to_owned()]) {
                let mut sent = fields.to_vec();
                sent[at].1 = text;
                // Twice the same field, now and then.
                if at % 5 == 4 {
                    sent.push((name.clone(), "x".to_owned()));
                }
                let body = form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(&sent)
                    .finish();
                self.send(
                    asked,
                    &actor,
                    action,
                    "application/x-www-form-urlencoded",
                    body.into_bytes(),
                    None,
                )
                .await;
            }
            let raw = format!("{name}=%ff%fe&{name}[]=1&_method=DELETE");
            self.send(
                asked,
                &actor,
                action,
                "application/x-www-form-urlencoded",
                raw.into_bytes(),
                None,
            )
            .await;
            actor = self.actor(access, &asked.path).await;
        }
        let parts = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x\"\r\n\r\n\0\r\n".repeat(2_000) + "--b--\r\n";
        let kind = "multipart/form-data; boundary=b";
        self.send(asked, &actor, action, kind, parts.into_bytes(), None)
            .await;
    }
}

/// Has every table note that it was written to.
async fn watch_writes(app: &TestApp, outside: &mut Outside) {
    let tables = match app.engine {
        Engine::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        Engine::Postgres => {
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        }
    };
    let tables = outside.texts(tables).await;
    assert!(tables.len() > 40, "{tables:?}");
    outside
        .execute("CREATE TABLE touched (name TEXT NOT NULL)")
        .await;
    if app.engine == Engine::Postgres {
        outside
            .execute("CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO touched VALUES (TG_TABLE_NAME); RETURN NULL; END $$")
            .await;
    }
    for table in tables {
        for act in ["INSERT", "UPDATE", "DELETE"] {
            let what = match app.engine {
                Engine::Sqlite => format!("BEGIN INSERT INTO touched VALUES ('{table}'); END"),
                Engine::Postgres => "FOR EACH ROW EXECUTE FUNCTION touch()".to_owned(),
            };
            outside
                .execute(&format!(
                    "CREATE TRIGGER touch_{table}_{act} AFTER {act} ON {table} {what}"
                ))
                .await;
        }
    }
}

fn is_voting(path: &str) -> bool {
    path.starts_with("/voting") || path.starts_with("/:lang/vote")
}

/// Whether an address is one of a route.
fn fits(route: &str, address: &str) -> bool {
    let (route, address): (Vec<_>, Vec<_>) =
        (route.split('/').collect(), address.split('/').collect());
    route.len() == address.len()
        && route
            .iter()
            .zip(&address)
            .all(|(known, asked)| known.starts_with(':') || known == asked)
}

/// Acts that take away what others need come last.
fn order(asked: &Asked) -> (bool, bool) {
    let ends = [
        "close",
        "count",
        "sign-out",
        "revoke",
        "disable",
        "erase",
        "freeze",
        "publication",
        "password",
    ];
    (
        asked.method == Method::DELETE,
        ends.iter().any(|end| asked.path.contains(end)),
    )
}

/// Ballots, trackers, marks and the boxes' own numbers, in every poll.
async fn assert_boxes_add_up(outside: &mut Outside) {
    let polls = outside
        .numbers("SELECT poll_id FROM ballot_boxes ORDER BY poll_id")
        .await;
    assert!(!polls.is_empty());
    for poll in polls {
        let mut number = async |sql: String| outside.number(&sql).await;
        let put_in = number(format!(
            "SELECT ballots FROM ballot_boxes WHERE poll_id = {poll}"
        ))
        .await;
        let marked = number(format!(
            "SELECT CAST(COALESCE(SUM(e.votes), 0) AS BIGINT) FROM marks m JOIN roll_entries e ON e.id = m.entry_id WHERE m.poll_id = {poll}"
        ))
        .await;
        assert_eq!(put_in, marked, "poll {poll}");
    }
}

on_both_engines! {
    async fn no_operation_answers_a_hostile_input_with_an_error_of_ours_or_writes_what_it_refuses(app: TestApp) {
        let spec = description();
        let mut attack = Attack::new(app).await;
        let mut operations = api();
        operations.sort_by_key(order);
        for asked in &operations {
            attack.addresses(asked).await;
            attack.operation(&spec, asked).await;
        }
        attack.assert_all_was_refused_in_words().await;
    }

    async fn no_form_answers_a_hostile_input_with_an_error_of_ours_or_writes_what_it_refuses(app: TestApp) {
        let mut attack = Attack::new(app).await;
        let forms = attack.found_forms().await;
        let mut routes = pages();
        routes.sort_by_key(order);
        let posts = routes.iter().filter(|asked| asked.method == Method::POST).count();
        assert!(forms.len() * 10 >= posts * 4, "forms for {} of {posts} addresses were found", forms.len());
        for asked in &routes {
            attack.addresses(asked).await;
            if asked.method == Method::POST {
                match forms.get(&asked.path) {
                    Some((access, action, fields)) => attack.form(asked, *access, action, fields).await,
                    None => {
                        let fields = ["name", "title", "reason", "code", "day", "votes"].map(|name| (name.to_owned(), String::new()));
                        let action = attack.filled(&asked.path);
                        attack.form(asked, asked.access, &action, &fields).await;
                    }
                }
            }
        }
        attack.assert_all_was_refused_in_words().await;
    }
}
