//! Pages of the list of speakers, of the screen in the hall, and of the chair.

mod presence;

use std::time::Duration;

use askama::Template;
use poem::{
    Body, Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::Path,
};
use sha2::{Digest, Sha256};
use tokio::{io::AsyncWriteExt, sync::Semaphore};

use super::{
    actions::{self, FloorError, Speakers, View},
    model::{AskInput, Floor, ListInput, ListState, Speech, Turn},
};
use presence::{PresenceView, presence_view};

use crate::{
    accounts::model::Right,
    assemblies::actions::FoundAssembly,
    polls::model::{Poll, Standing},
    rolls::model::vote_address,
    types::{AssemblyId, Explain, ProblemKind, SpeakerListId, SpeechId, Timestamp},
    web::{
        Access, FormData, PageResult, Refused, Routes, Shell, Visitor,
        guard::status_of,
        html, html_with,
        qr::{Qr, qr},
    },
};

/// Routes of this room.
pub fn routes(routes: Routes) -> Routes {
    let reads = Access::Right(Right::ReadStaffPages);
    let runs = Access::Right(Right::CheckIn);
    routes
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/speakers",
            reads,
            speakers_page,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers",
            runs,
            open_list,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers/:list/ask",
            runs,
            ask,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers/:list/state",
            runs,
            set_state,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers/:list/finish",
            runs,
            finish,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers/:list/speeches/:speech/call",
            runs,
            call,
        )
        .post(
            "/:lang/staff/:slug/assemblies/:assembly/speakers/:list/speeches/:speech/withdraw",
            runs,
            withdraw,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/screen",
            reads,
            screen_page,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/screen/changes",
            reads,
            changes,
        )
        .get(
            "/:lang/staff/:slug/assemblies/:assembly/chair",
            reads,
            chair_page,
        )
}

type AssemblyPath = Path<(String, String, i64)>;
type ListPath = Path<(String, String, i64, i64)>;
type SpeechPath = Path<(String, String, i64, i64, i64)>;

fn base_of(visitor: &Visitor, found: &FoundAssembly) -> String {
    visitor.href(&format!(
        "/staff/{}/assemblies/{}",
        found.federation.slug, found.assembly.id
    ))
}

fn shell_of(visitor: &Visitor, found: &FoundAssembly, here: &str) -> Result<Shell, Refused> {
    let FoundAssembly {
        federation,
        assembly,
    } = found;
    let list = visitor.href(&format!("/staff/{}/assemblies", federation.slug));
    Ok(visitor
        .shell()
        .staff_federation(
            visitor.actor()?,
            federation.id,
            &federation.slug,
            &federation.name,
        )
        .crumb(Some(list), visitor.texts.t("assemblies-title"))
        .crumb(Some(base_of(visitor, found)), &assembly.title)
        .crumb(None, here))
}

/// Somebody on the list as a page shows it.
struct SpeechView {
    id: SpeechId,
    name: String,
    body: String,
    group: String,
    point_of_order: bool,
    /// Since when, and until when by the time for a speech.
    since: String,
    until: String,
    /// For a script that counts down: milliseconds since 1970.
    until_millis: Option<i64>,
}

fn speech_view(visitor: &Visitor, floor: &Floor, speech: &Speech) -> SpeechView {
    let texts = &visitor.texts;
    let until = speech.until(&floor.list.rules);
    SpeechView {
        id: speech.id,
        name: texts.person(&speech.name),
        body: speech.body_name.clone(),
        group: match (speech.turn, &floor.list.rules.groups) {
            (Some(Turn::First), Some([first, _])) => first.clone(),
            (Some(Turn::Second), Some([_, second])) => second.clone(),
            (Some(_), None) | (None, _) => String::new(),
        },
        point_of_order: speech.point_of_order,
        since: speech
            .started_at
            .map(|at| texts.instant(at))
            .unwrap_or_default(),
        until: until.map(|at| texts.instant(at)).unwrap_or_default(),
        until_millis: until.map(|at| at.unix_millis()),
    }
}

/// The running list as pages show it.
struct FloorView {
    id: SpeakerListId,
    topic: String,
    state: ListState,
    /// The two groups with what their forms send.
    groups: Vec<(String, String)>,
    speaking: Option<SpeechView>,
    waiting: Vec<SpeechView>,
    spoken: Vec<SpeechView>,
}

fn floor_view(visitor: &Visitor, floor: &Floor) -> FloorView {
    let view = |speech: &&Speech| speech_view(visitor, floor, speech);
    let groups = floor.list.rules.groups.iter().flatten();
    FloorView {
        id: floor.list.id,
        topic: floor.list.rules.topic.clone(),
        state: floor.list.state,
        groups: (1..)
            .map(|n: i64| n.to_string())
            .zip(groups.cloned())
            .collect(),
        speaking: floor.speaking().as_ref().map(view),
        waiting: floor.waiting().iter().map(view).collect(),
        spoken: floor.spoken().iter().map(view).collect(),
    }
}

#[derive(Template)]
#[template(path = "floor/speakers.html")]
struct SpeakersPage {
    shell: Shell,
    form: FormData,
    base: String,
    desk: String,
    title: String,
    floor: Option<FloorView>,
    /// Topics that are over.
    before: Vec<String>,
    may_run: bool,
}

impl SpeakersPage {
    async fn load(
        visitor: &Visitor,
        slug: &str,
        assembly: AssemblyId,
        form: FormData,
    ) -> Result<Self, Refused> {
        let actor = visitor.actor()?;
        let Speakers {
            found,
            floor,
            before,
        } = actions::speakers(&visitor.app, actor, slug, assembly).await?;
        Ok(Self {
            shell: shell_of(visitor, &found, &visitor.texts.t("floor-speakers"))?,
            form,
            base: base_of(visitor, &found),
            desk: visitor.href(&format!("/staff/{slug}/rolls/{}", found.assembly.roll)),
            may_run: actor.may(Right::CheckIn, found.federation.id),
            title: found.assembly.title,
            floor: floor.map(|floor| floor_view(visitor, &floor)),
            before: before.into_iter().map(|list| list.rules.topic).collect(),
        })
    }

    /// Where a form of the running list goes.
    fn act(&self, rest: &str) -> String {
        let list = self.floor.as_ref().map(|floor| floor.id.to_string());
        format!("{}/speakers/{}/{rest}", self.base, list.unwrap_or_default())
    }

    fn speech_act(&self, speech: &SpeechId, rest: &str) -> String {
        self.act(&format!("speeches/{speech}/{rest}"))
    }
}

#[handler]
async fn speakers_page(visitor: Visitor, Path((_, slug, assembly)): AssemblyPath) -> PageResult {
    let form = FormData::filled([("newcomers_first", "yes".to_owned())]);
    html(&SpeakersPage::load(&visitor, &slug, AssemblyId(assembly), form).await?)
}

/// Back to the list, or the list with what was refused.
async fn answered(
    visitor: &Visitor,
    slug: &str,
    assembly: i64,
    mut form: FormData,
    done: Result<(), FloorError>,
) -> PageResult {
    let Err(error) = done else {
        return Ok(visitor.see_other(&format!("/staff/{slug}/assemblies/{assembly}/speakers")));
    };
    let problem = error.problem();
    match problem.kind {
        ProblemKind::Invalid | ProblemKind::Conflict | ProblemKind::Stale => {
            form.refuse(&visitor.texts, &problem);
            let page = SpeakersPage::load(visitor, slug, AssemblyId(assembly), form).await?;
            html_with(status_of(problem.kind), &page)
        }
        _ => Err(Refused::from(error).into()),
    }
}

#[handler]
async fn open_list(
    visitor: Visitor,
    Path((_, slug, assembly)): AssemblyPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = ListInput {
        topic: form.text("topic"),
        time: form.text("time"),
        first_group: form.text("first_group"),
        second_group: form.text("second_group"),
        newcomers_first: form.has("newcomers_first", "yes"),
    };
    let id = AssemblyId(assembly);
    let done = actions::open_list(&visitor.app, actor, &slug, id, &input).await;
    answered(&visitor, &slug, assembly, form, done.map(drop)).await
}

#[handler]
async fn ask(
    visitor: Visitor,
    Path((_, slug, assembly, list)): ListPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let input = AskInput {
        number: form.text("number"),
        guest: form.text("guest"),
        turn: form.text("turn"),
        point_of_order: form.has("point_of_order", "yes"),
    };
    let at = (AssemblyId(assembly), SpeakerListId(list));
    let done = actions::ask(&visitor.app, actor, &slug, at, &input).await;
    answered(&visitor, &slug, assembly, form, done.map(drop)).await
}

#[handler]
async fn set_state(
    visitor: Visitor,
    Path((_, slug, assembly, list)): ListPath,
    form: FormData,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let at = (AssemblyId(assembly), SpeakerListId(list));
    let done = match ListState::parse(&form.text("state")) {
        Some(state) => actions::set_state(&visitor.app, actor, &slug, at, state).await,
        None => actions::assembly_to_run(&visitor.app, actor, &slug, at.0)
            .await
            .and(Err(FloorError::NotFound)),
    };
    answered(&visitor, &slug, assembly, FormData::default(), done).await
}

#[handler]
async fn finish(visitor: Visitor, Path((_, slug, assembly, list)): ListPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let at = (AssemblyId(assembly), SpeakerListId(list));
    let done = actions::finish(&visitor.app, actor, &slug, at).await;
    answered(&visitor, &slug, assembly, FormData::default(), done).await
}

#[handler]
async fn call(visitor: Visitor, Path((_, slug, assembly, list, speech)): SpeechPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let at = (AssemblyId(assembly), SpeakerListId(list));
    let done = actions::call(&visitor.app, actor, &slug, at, SpeechId(speech)).await;
    answered(&visitor, &slug, assembly, FormData::default(), done).await
}

#[handler]
async fn withdraw(
    visitor: Visitor,
    Path((_, slug, assembly, list, speech)): SpeechPath,
) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let at = (AssemblyId(assembly), SpeakerListId(list));
    let done = actions::withdraw(&visitor.app, actor, &slug, at, SpeechId(speech)).await;
    answered(&visitor, &slug, assembly, FormData::default(), done).await
}

/// A poll as hall and chair see it.
struct PollCard {
    title: String,
    question: String,
    tone: &'static str,
    state: String,
    is_open: bool,
    is_published: bool,
    is_done: bool,
    href: String,
    result: String,
    /// What the chair does with it next.
    next: &'static str,
    /// Who was there when it was opened.
    at_opening: Option<String>,
}

fn poll_card(visitor: &Visitor, slug: &str, view: &View, poll: &Poll) -> PollCard {
    let texts = &visitor.texts;
    let said =
        |text: &crate::types::Localized| text.in_language(visitor.locale(), &[]).0.to_owned();
    let (tone, next) = match poll.standing() {
        Standing::Draft => ("neutral", crate::key!("floor-next-ready")),
        Standing::Ready => ("info", crate::key!("floor-next-open")),
        Standing::Open => ("warning", crate::key!("floor-next-close")),
        Standing::Interrupted => ("danger", crate::key!("floor-next-resume")),
        Standing::Closed => ("info", crate::key!("floor-next-count")),
        Standing::Counted => ("info", crate::key!("floor-next-publish")),
        Standing::Published => ("success", crate::key!("floor-next-nothing")),
        Standing::Void => ("neutral", crate::key!("floor-next-nothing")),
    };
    PollCard {
        title: said(&poll.title),
        question: said(&poll.question),
        tone,
        state: texts.t(poll.standing().label()),
        is_open: poll.standing() == Standing::Open,
        is_published: poll.standing() == Standing::Published,
        is_done: matches!(poll.standing(), Standing::Published | Standing::Void),
        href: visitor.href(&format!("/staff/{slug}/polls/{}", poll.id)),
        result: visitor.href(&format!("/federations/{slug}/results/{}", poll.id)),
        next,
        at_opening: view
            .at_opening
            .iter()
            .find(|(of, _)| *of == poll.id)
            .map(|(_, there)| texts.say(&there.said())),
    }
}

#[derive(Template)]
#[template(path = "floor/screen.html")]
struct ScreenPage {
    shell: Shell,
    title: String,
    changes: String,
    back: String,
    floor: Option<FloorView>,
    presence: PresenceView,
    is_frozen: bool,
    open: Vec<PollCard>,
    published: Vec<PollCard>,
    /// Where votes are cast, for whoever has no sheet with an address at hand.
    vote_at: String,
    qr: Option<Qr>,
}

impl ScreenPage {
    async fn load(visitor: &Visitor, slug: &str, assembly: AssemblyId) -> Result<Self, Refused> {
        let view = actions::view(&visitor.app, visitor.actor()?, slug, assembly).await?;
        let base = base_of(visitor, &view.found);
        let cards: Vec<_> = view
            .polls
            .iter()
            .map(|poll| poll_card(visitor, slug, &view, poll))
            .collect();
        let (open, others): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.is_open);
        let vote_at = vote_address(&visitor.app.config.base_url, view.found.federation.locale);
        Ok(Self {
            shell: shell_of(visitor, &view.found, &visitor.texts.t("floor-screen"))?,
            changes: format!("{base}/screen/changes"),
            back: base,
            floor: view.floor.as_ref().map(|floor| floor_view(visitor, floor)),
            presence: presence_view(&visitor.texts, &view),
            is_frozen: view.roll.is_frozen(),
            open,
            qr: qr(&vote_at),
            vote_at,
            published: others
                .into_iter()
                .filter(|card| card.is_published)
                .collect(),
            title: view.found.assembly.title,
        })
    }
}

#[handler]
async fn screen_page(visitor: Visitor, Path((_, slug, assembly)): AssemblyPath) -> PageResult {
    let mut response = html(&ScreenPage::load(&visitor, &slug, AssemblyId(assembly)).await?)?;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Screens that are told of changes at once; more of them load their page again by themselves.
static SCREENS: Semaphore = Semaphore::const_new(32);
/// How often it is looked whether something changed.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// After so many looks the connection ends, and the browser makes a new one: whoever lost the right is out by then.
const LOOKS: u32 = 150;

/// Tells the screen that its page has changed: one event for each change, with nothing in it but that.
#[handler]
async fn changes(visitor: Visitor, Path((_, slug, assembly)): AssemblyPath) -> PageResult {
    let assembly = AssemblyId(assembly);
    let before = fingerprint(&visitor, &slug, assembly).await?;
    let Ok(turn) = SCREENS.try_acquire() else {
        return Ok(Response::builder()
            .status(StatusCode::SERVICE_UNAVAILABLE)
            .header(header::RETRY_AFTER, "30")
            .finish());
    };
    let (mut writer, reader) = tokio::io::duplex(1_024);
    tokio::spawn(async move {
        let _turn = turn;
        let mut before = before;
        for _ in 0..LOOKS {
            tokio::time::sleep(LOOK_EVERY).await;
            let Ok(now) = fingerprint(&visitor, &slug, assembly).await else {
                return;
            };
            // A comment keeps the connection; it also shows whether anybody still listens.
            let told: &[u8] = if now == before {
                b":\n\n"
            } else {
                b"event: change\ndata: \n\n"
            };
            if writer.write_all(told).await.is_err() {
                return;
            }
            before = now;
        }
    });
    Ok(Response::builder()
        .content_type("text/event-stream")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from_async_read(reader)))
}

/// A digest of all that the screen shows.
async fn fingerprint(
    visitor: &Visitor,
    slug: &str,
    assembly: AssemblyId,
) -> poem::Result<[u8; 32]> {
    let page = ScreenPage::load(visitor, slug, assembly).await?;
    let shown = page.render().map_err(poem::error::InternalServerError)?;
    Ok(Sha256::digest(shown.as_bytes()).into())
}

#[derive(Template)]
#[template(path = "floor/chair.html")]
struct ChairPage {
    shell: Shell,
    title: String,
    base: String,
    /// Whether the person calls speakers and checks people in.
    may_run: bool,
    /// In Unix milliseconds, as the service has it: a device whose clock differs says so.
    now: Timestamp,
    desk: String,
    polls_href: String,
    floor: Option<FloorView>,
    presence: PresenceView,
    is_frozen: bool,
    polls: Vec<PollCard>,
}

impl ChairPage {
    /// The first poll that is not done: what comes next.
    fn next(&self) -> Option<&PollCard> {
        let unfinished = || self.polls.iter().filter(|poll| !poll.is_done);
        unfinished()
            .find(|poll| poll.is_open)
            .or_else(|| unfinished().next())
    }

    fn speech_act(&self, floor: &FloorView, speech: &SpeechId) -> String {
        format!("{}/speakers/{}/speeches/{speech}/call", self.base, floor.id)
    }

    fn finish_act(&self, floor: &FloorView) -> String {
        format!("{}/speakers/{}/finish", self.base, floor.id)
    }
}

#[handler]
async fn chair_page(visitor: Visitor, Path((_, slug, assembly)): AssemblyPath) -> PageResult {
    let actor = visitor.actor().map_err(Refused::from)?;
    let view = actions::view(&visitor.app, actor, &slug, AssemblyId(assembly))
        .await
        .map_err(Refused::from)?;
    let roll = visitor.href(&format!("/staff/{slug}/rolls/{}", view.roll.id));
    html(&ChairPage {
        shell: shell_of(&visitor, &view.found, &visitor.texts.t("floor-chair"))?,
        base: base_of(&visitor, &view.found),
        may_run: actor.may(Right::CheckIn, view.found.federation.id),
        now: view.now,
        desk: format!("{roll}/desk"),
        polls_href: format!("{roll}/polls"),
        floor: view.floor.as_ref().map(|floor| floor_view(&visitor, floor)),
        presence: presence_view(&visitor.texts, &view),
        is_frozen: view.roll.is_frozen(),
        polls: view
            .polls
            .iter()
            .map(|poll| poll_card(&visitor, &slug, &view, poll))
            .collect(),
        title: view.found.assembly.title,
    })
}
