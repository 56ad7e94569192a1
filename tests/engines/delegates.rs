//! Rounds, places and registrations on both engines, and what two people do at the same moment.

use mandat::{
    accounts::model::{Actor as Person, Grant, Role, SignedInBy},
    assemblies::{
        actions::{AssemblyError, create_assembly, edit_assembly, find_assembly, progress},
        model::AssemblyInput,
    },
    delegates::{
        actions::{DelegateError, check, delegation, order, register, withdraw},
        model::{CheckFilter, DelegateRole, DelegateState, PlacesTaken, RegistrationInput},
        store,
    },
    on,
    types::{AccountId, AssemblyId, BodyId, DelegateId, Locale, PersonId, RoundId},
};

use crate::support::{Body, Federation, TestApp};

const FREE: (i64, i64) = (50, 0);

fn acting(role: Role, federation: &Federation, body: Option<BodyId>) -> Person {
    Person {
        account: AccountId(1),
        name: "A".into(),
        email: "a@example.org".into(),
        locale: Locale::De,
        grants: vec![Grant {
            role,
            federation: Some(federation.id),
            body,
        }],
        lacks_second_factor: false,
        signed_in_by: SignedInBy::ApiToken,
    }
}

/// A federation with two councils, an assembly and the people who act in it.
struct Scene {
    laka: Federation,
    esslingen: Body,
    lahr: Body,
    registrar: Person,
    office: Person,
    other_office: Person,
    assembly: AssemblyId,
    round: RoundId,
}

fn input() -> AssemblyInput {
    AssemblyInput {
        title: "Vollversammlung".into(),
        day: "2026-06-20".into(),
        form: "on_site".into(),
        place: "Stuttgart".into(),
        legal_basis: String::new(),
        deadline: "2026-06-10".into(),
    }
}

async fn scene(app: &TestApp) -> Scene {
    let laka = app.federation("laka").await;
    let esslingen = app.council(&laka, "Esslingen").await;
    let lahr = app.council(&laka, "Lahr").await;
    app.officer(Role::Registrar, &laka).await;
    let registrar = acting(Role::Registrar, &laka, None);
    let assembly = create_assembly(&app.app, &registrar, "laka", &input())
        .await
        .unwrap();
    let round = find_assembly(&app.app, &registrar, "laka", assembly)
        .await
        .unwrap()
        .assembly
        .round;
    Scene {
        office: acting(Role::BodyOffice, &laka, Some(esslingen.id)),
        other_office: acting(Role::BodyOffice, &laka, Some(lahr.id)),
        registrar,
        assembly,
        round,
        laka,
        esslingen,
        lahr,
    }
}

/// Somebody who belongs to the body from a day on, to a day.
async fn person(app: &TestApp, body: &Body, name: &str, from: i64, to: Option<i64>) -> PersonId {
    let mut tx = app.app.db.begin().await.unwrap();
    let id: i64 = on!(tx, |c| sqlx::query_scalar(
        "INSERT INTO people (federation_id, given_name, family_name, email, phone, locale, search_key, revision) \
         VALUES ($1, 'Mina', $2, '', '', 'de', $2, 1) RETURNING id"
    )
    .bind(body.federation.0)
    .bind(name)
    .fetch_one(c)
    .await)
    .unwrap();
    tx.commit().await.unwrap();
    belongs(app, body, PersonId(id), from, to).await;
    PersonId(id)
}

async fn belongs(app: &TestApp, body: &Body, person: PersonId, from: i64, to: Option<i64>) {
    let mut tx = app.app.db.begin().await.unwrap();
    on!(tx, |c| sqlx::query(
        "INSERT INTO mandates (federation_id, body_id, person_id, function, public_office, starts_on, ends_on, revision) \
         VALUES ($1, $2, $3, 'member', 1, $4, $5, 1)"
    )
    .bind(body.federation.0)
    .bind(body.id.0)
    .bind(person.0)
    .bind(from)
    .bind(to)
    .execute(c)
    .await
    .map(drop))
    .unwrap();
    tx.commit().await.unwrap();
}

async fn member(app: &TestApp, body: &Body, name: &str) -> PersonId {
    person(app, body, name, 0, None).await
}

fn as_(role: DelegateRole, person: PersonId) -> RegistrationInput {
    RegistrationInput {
        principal: String::new(),
        person: person.to_string(),
        role: role.as_str().to_owned(),
    }
}

fn delegate(person: PersonId) -> RegistrationInput {
    as_(DelegateRole::Delegate, person)
}

impl Scene {
    async fn register(
        &self,
        app: &TestApp,
        input: &RegistrationInput,
    ) -> Result<DelegateId, DelegateError> {
        register(
            &app.app,
            &self.office,
            "laka",
            self.esslingen.id,
            self.round,
            input,
        )
        .await
    }

    async fn state(&self, app: &TestApp, delegate: DelegateId) -> (DelegateState, i64) {
        let found = check::delegate(&app.app, &self.registrar, "laka", self.round, delegate)
            .await
            .unwrap();
        (found.state, found.revision)
    }

    async fn accept(
        &self,
        app: &TestApp,
        delegate: DelegateId,
        votes: &str,
    ) -> Result<(), DelegateError> {
        let (_, revision) = self.state(app, delegate).await;
        check::accept(
            &app.app,
            &self.registrar,
            "laka",
            self.round,
            delegate,
            votes,
            revision,
        )
        .await
    }

    async fn rank(
        &self,
        app: &TestApp,
        ids: &[DelegateId],
        revision: i64,
    ) -> Result<(), DelegateError> {
        order(
            &app.app,
            &self.office,
            "laka",
            self.esslingen.id,
            self.round,
            ids,
            revision,
        )
        .await
    }

    async fn entitlement_revision(&self, app: &TestApp) -> i64 {
        check::entitlement(
            &app.app,
            &self.registrar,
            "laka",
            self.round,
            self.esslingen.id,
        )
        .await
        .unwrap()
        .revision
    }
}

on_both_engines! {
    async fn a_round_begins_with_the_places_of_the_members_of_its_day(app: TestApp) {
        let laka = app.federation("laka").await;
        let (here, left, later) = (app.council(&laka, "A").await, app.council(&laka, "B").await, app.council(&laka, "C").await);
        app.officer(Role::Registrar, &laka).await;
        let day: mandat::types::Day = "2026-06-20".parse().unwrap();
        let mut tx = app.app.db.begin().await.unwrap();
        for (body, joined, left) in [(&left, None, Some(day.to_epoch_days() - 1)), (&later, Some(day.to_epoch_days() + 1), None::<i64>)] {
            on!(tx, |c| sqlx::query("UPDATE bodies SET joined_on = $2, left_on = $3 WHERE id = $1")
                .bind(body.id.0).bind(joined).bind(left).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        let registrar = acting(Role::Registrar, &laka, None);
        let assembly = create_assembly(&app.app, &registrar, "laka", &input()).await.unwrap();
        let round = find_assembly(&app.app, &registrar, "laka", assembly).await.unwrap().assembly.round;
        let bodies = || async {
            let list = check::check_list(&app.app, &registrar, "laka", round, CheckFilter::All, FREE).await.unwrap();
            list.bodies.iter().map(|b| (b.entitlement.body, b.entitlement.places.places)).collect::<Vec<_>>()
        };
        assert_eq!(bodies().await, [(here.id, 2)]);

        // A day later the third council is a member, and the first still is.
        let revision = find_assembly(&app.app, &registrar, "laka", assembly).await.unwrap().assembly.revision;
        let moved = AssemblyInput { day: "2026-06-21".into(), ..input() };
        edit_assembly(&app.app, &registrar, "laka", assembly, &moved, revision).await.unwrap();
        assert_eq!(bodies().await, [(here.id, 2), (later.id, 2)]);
        // Two days earlier the second one still was, and the third is no longer.
        let moved = AssemblyInput { day: "2026-06-19".into(), ..input() };
        edit_assembly(&app.app, &registrar, "laka", assembly, &moved, revision + 1).await.unwrap();
        assert_eq!(bodies().await, [(here.id, 2), (left.id, 2)]);
    }

    async fn registrations_are_refused_with_their_reason(app: TestApp) {
        let s = scene(&app).await;
        let day: mandat::types::Day = "2026-06-20".parse().unwrap();
        let (a, b, c) = (member(&app, &s.esslingen, "A").await, member(&app, &s.esslingen, "B").await, member(&app, &s.esslingen, "C").await);
        let gone = person(&app, &s.esslingen, "D", 0, Some(day.to_epoch_days() - 1)).await;
        let stranger = member(&app, &s.lahr, "E").await;
        for outside in [gone, stranger, PersonId(999_999)] {
            let refused = s.register(&app, &delegate(outside)).await;
            assert!(matches!(refused, Err(DelegateError::NotInBody { .. })), "{refused:?}");
        }
        s.register(&app, &delegate(a)).await.unwrap();
        assert!(matches!(s.register(&app, &as_(DelegateRole::Deputy, a)).await, Err(DelegateError::AlreadyRegistered)));
        s.register(&app, &delegate(b)).await.unwrap();
        let full = s.register(&app, &delegate(c)).await;
        assert!(matches!(full, Err(DelegateError::PlacesTaken(PlacesTaken { role: DelegateRole::Delegate, places: 2 }))), "{full:?}");
        s.register(&app, &as_(DelegateRole::Deputy, c)).await.unwrap();

        // In two bodies: the office is not told by which one, staff are.
        belongs(&app, &s.lahr, a, 0, None).await;
        let told = |by: &Person| {
            let (app, by, s) = (app.app.clone(), by.clone(), (s.lahr.id, s.round));
            async move { register(&app, &by, "laka", s.0, s.1, &delegate(a)).await }
        };
        assert!(matches!(told(&s.other_office).await, Err(DelegateError::RegisteredElsewhere { body: None })));
        let by_staff = told(&s.registrar).await;
        assert!(matches!(&by_staff, Err(DelegateError::RegisteredElsewhere { body: Some(name) }) if name == "Esslingen"), "{by_staff:?}");

        // After the last day the office is refused and staff are not.
        app.clock.set("2026-06-10T22:00:00Z".parse().unwrap());
        let d = member(&app, &s.esslingen, "F").await;
        assert!(matches!(s.register(&app, &as_(DelegateRole::Deputy, d)).await, Err(DelegateError::DeadlinePassed)));
        register(&app.app, &s.registrar, "laka", s.esslingen.id, s.round, &as_(DelegateRole::Deputy, d)).await.unwrap();

        // Frozen: nobody.
        let mut tx = app.app.db.begin().await.unwrap();
        assert!(store::freeze_round(&mut tx, s.laka.id, s.round).await.unwrap());
        assert!(!store::freeze_round(&mut tx, s.laka.id, s.round).await.unwrap());
        tx.commit().await.unwrap();
        let frozen = register(&app.app, &s.registrar, "laka", s.lahr.id, s.round, &delegate(stranger)).await;
        assert!(matches!(frozen, Err(DelegateError::RoundFrozen)), "{frozen:?}");
        let edited = edit_assembly(&app.app, &s.registrar, "laka", s.assembly, &input(), 1).await;
        assert!(matches!(edited, Err(AssemblyError::RollFrozen)), "{edited:?}");
    }

    async fn a_registration_goes_its_way_through_return_and_acceptance(app: TestApp) {
        let s = scene(&app).await;
        let (a, b) = (member(&app, &s.esslingen, "A").await, member(&app, &s.esslingen, "B").await);
        let first = s.register(&app, &delegate(a)).await.unwrap();
        let second = s.register(&app, &delegate(b)).await.unwrap();
        check::give_back(&app.app, &s.registrar, "laka", s.round, first, "Beschluss fehlt", 1).await.unwrap();
        let stale = check::give_back(&app.app, &s.registrar, "laka", s.round, second, "x", 9).await;
        assert!(matches!(stale, Err(DelegateError::Stale)));
        let seen = delegation(&app.app, &s.office, "laka", s.esslingen.id, s.round).await.unwrap();
        assert_eq!(seen.delegates[0].reason, "Beschluss fehlt");
        assert!(matches!(s.accept(&app, first, "1").await, Err(DelegateError::State(_))));
        assert_eq!(s.register(&app, &delegate(a)).await.unwrap(), first, "the same registration again");
        assert_eq!(s.state(&app, first).await.0, DelegateState::Registered);
        s.accept(&app, first, "3").await.unwrap();
        let mut conn = app.app.db.read().await.unwrap();
        assert_eq!(store::count_undecided(&mut conn, s.laka.id, s.round).await.unwrap(), 1);
        let accepted = store::accepted_delegates(&mut conn, s.laka.id, s.round).await.unwrap();
        drop(conn);
        assert_eq!(accepted.iter().map(|d| (d.person, d.votes, d.name.as_str(), d.body_name.as_str())).collect::<Vec<_>>(), [(a, 3, "Mina A", "Esslingen")]);

        // Places cannot fall below those accepted; a registration above them cannot be accepted.
        let revision = s.entitlement_revision(&app).await;
        let places = |n: &'static str, revision| check::set_places(&app.app, &s.registrar, "laka", (s.round, s.esslingen.id), (n, ""), revision);
        assert!(matches!(places("0", revision).await, Err(DelegateError::FewerPlacesThanAccepted { accepted: 1 })));
        assert!(matches!(places("1", revision - 1).await, Err(DelegateError::Stale)));
        places("1", revision).await.unwrap();
        assert!(matches!(s.accept(&app, second, "1").await, Err(DelegateError::PlacesTaken(_))));
        let (_, revision) = s.state(&app, first).await;
        withdraw(&app.app, &s.office, "laka", s.esslingen.id, s.round, first, revision).await.unwrap();
        s.accept(&app, second, "1").await.unwrap();
        // Withdrawn, the person can be registered anew, as a registration of its own.
        let again = s.register(&app, &as_(DelegateRole::Deputy, a)).await.unwrap();
        assert_ne!(again, first);
        assert_eq!(s.state(&app, first).await.0, DelegateState::Withdrawn);
        let filtered = |state| check::list_delegates(&app.app, &s.registrar, "laka", s.round, Some(state), None, FREE);
        assert_eq!(filtered(DelegateState::Withdrawn).await.unwrap().1, 1);
        let list = check::check_list(&app.app, &s.registrar, "laka", s.round, CheckFilter::State(DelegateState::Withdrawn), FREE).await.unwrap();
        assert_eq!((list.total, list.bodies[0].delegates.len(), list.bodies[0].delegates[0].id), (1, 1, first));
        let list = check::check_list(&app.app, &s.registrar, "laka", s.round, CheckFilter::Incomplete, FREE).await.unwrap();
        assert_eq!(list.bodies.iter().map(|b| b.entitlement.body).collect::<Vec<_>>(), [s.lahr.id]);
        assert_eq!((list.summary.bodies, list.summary.places, list.summary.accepted_delegates, list.summary.undecided), (2, 3, 1, 1));
    }

    async fn a_new_day_has_accepted_delegates_checked_again(app: TestApp) {
        let s = scene(&app).await;
        let day: mandat::types::Day = "2026-06-20".parse().unwrap();
        let staying = member(&app, &s.esslingen, "A").await;
        let leaving = person(&app, &s.esslingen, "B", 0, Some(day.to_epoch_days())).await;
        let (stays, leaves) = (s.register(&app, &delegate(staying)).await.unwrap(), s.register(&app, &delegate(leaving)).await.unwrap());
        let revision = s.entitlement_revision(&app).await;
        let accept = |revision| check::accept_body(&app.app, &s.registrar, "laka", s.round, s.esslingen.id, revision);
        assert!(matches!(accept(revision - 1).await, Err(DelegateError::Stale)));
        accept(revision).await.unwrap();
        let changed = AssemblyInput { title: "Vollversammlung Sommer".into(), ..input() };
        edit_assembly(&app.app, &s.registrar, "laka", s.assembly, &changed, 1).await.unwrap();
        assert_eq!(s.state(&app, stays).await.0, DelegateState::Accepted, "the day is the same");
        let (_, found) = progress(&app.app, &s.registrar, "laka", s.assembly).await.unwrap();
        assert_eq!(found.roll.title, "Vollversammlung Sommer");
        assert!(matches!(edit_assembly(&app.app, &s.registrar, "laka", s.assembly, &input(), 1).await, Err(AssemblyError::Stale)));
        let moved = AssemblyInput { day: "2026-06-21".into(), ..input() };
        edit_assembly(&app.app, &s.registrar, "laka", s.assembly, &moved, 2).await.unwrap();
        assert_eq!(s.state(&app, stays).await.0, DelegateState::Registered);
        let refused = accept(s.entitlement_revision(&app).await).await;
        assert!(matches!(&refused, Err(DelegateError::NotInBody { name: Some(name) }) if name == "Mina B"), "{refused:?}");
        assert_eq!(s.state(&app, stays).await.0, DelegateState::Registered, "nothing half-done");
        s.accept(&app, stays, "1").await.unwrap();
        assert!(matches!(s.accept(&app, leaves, "1").await, Err(DelegateError::NotInBody { .. })));
    }

    async fn ranks_are_those_given(app: TestApp) {
        let s = scene(&app).await;
        let (a, b) = (member(&app, &s.esslingen, "A").await, member(&app, &s.esslingen, "B").await);
        let (first, second) = (s.register(&app, &delegate(a)).await.unwrap(), s.register(&app, &delegate(b)).await.unwrap());
        let revision = s.entitlement_revision(&app).await;
        for wrong in [vec![first], vec![first, first], vec![first, second, DelegateId(99)]] {
            assert!(matches!(s.rank(&app, &wrong, revision).await, Err(DelegateError::OrderIncomplete)));
        }
        assert!(matches!(s.rank(&app, &[second, first], revision - 1).await, Err(DelegateError::Stale)));
        s.rank(&app, &[second, first], revision).await.unwrap();
        let seen = delegation(&app.app, &s.office, "laka", s.esslingen.id, s.round).await.unwrap();
        assert_eq!(seen.delegates.iter().map(|d| (d.id, d.position)).collect::<Vec<_>>(), [(second, 1), (first, 2)]);
    }

    async fn offices_at_the_same_moment_never_take_more_than_the_places(app: TestApp) {
        let s = scene(&app).await;
        let mut people = Vec::new();
        for n in 0..12 {
            people.push(member(&app, &s.esslingen, &format!("P{n}")).await);
        }
        let tries = people.into_iter().map(|p| {
            let (app, office, body, round) = (app.app.clone(), s.office.clone(), s.esslingen.id, s.round);
            tokio::spawn(async move { register(&app, &office, "laka", body, round, &delegate(p)).await.is_ok() })
        });
        let mut registered = 0;
        for attempt in tries.collect::<Vec<_>>() {
            registered += usize::from(attempt.await.unwrap());
        }
        assert_eq!(registered, 2);
    }

    async fn two_bodies_at_the_same_moment_register_a_person_once(app: TestApp) {
        let s = scene(&app).await;
        for n in 0..8 {
            let shared = member(&app, &s.esslingen, &format!("P{n}")).await;
            belongs(&app, &s.lahr, shared, 0, None).await;
            let tries = [(s.office.clone(), s.esslingen.id), (s.other_office.clone(), s.lahr.id)].map(|(by, body)| {
                let (app, round) = (app.app.clone(), s.round);
                tokio::spawn(async move { register(&app, &by, "laka", body, round, &delegate(shared)).await })
            });
            let mut registered = 0;
            for attempt in tries {
                match attempt.await.unwrap() {
                    Ok(id) => {
                        registered += 1;
                        let found = check::delegate(&app.app, &s.registrar, "laka", s.round, id).await.unwrap();
                        withdraw(&app.app, &s.registrar, "laka", found.body, s.round, id, found.revision).await.unwrap();
                    }
                    Err(DelegateError::RegisteredElsewhere { .. }) => {}
                    Err(other) => panic!("{other:?}"),
                }
            }
            assert!(registered >= 1, "one of both");
        }
    }

    async fn nothing_is_registered_into_a_round_while_it_freezes(app: TestApp) {
        let s = scene(&app).await;
        let a = member(&app, &s.esslingen, "A").await;
        let mut tx = app.app.db.begin().await.unwrap();
        assert!(store::freeze_round(&mut tx, s.laka.id, s.round).await.unwrap());
        let (late_app, office, body, round) = (app.app.clone(), s.office.clone(), s.esslingen.id, s.round);
        let late = tokio::spawn(async move { register(&late_app, &office, "laka", body, round, &delegate(a)).await });
        tokio::task::yield_now().await;
        assert_eq!(store::count_undecided(&mut tx, s.laka.id, s.round).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert!(matches!(late.await.unwrap(), Err(DelegateError::RoundFrozen)));
    }
}
