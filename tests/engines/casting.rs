//! One vote for each voter and poll, whatever happens at the same time (security checklist rows 17, 18 and 22).

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Waker},
    time::Duration,
};

use poem::http::StatusCode;
use serde_json::json;

use super::begin::nothing_left_open;
use super::booth::{FIRST_POLL, booth, cast, in_box, marked};
use crate::support::Actor;

const AT_ONCE: usize = 100;
const RACES: usize = 10;
const CLOSINGS: usize = 10;
const VOTERS: usize = 50;

/// Casts in one of three ways: by the API, by the page, with an own session of the same code.
async fn cast_somehow(voter: Actor, second_session: Actor, way: usize) -> bool {
    let choice = ["yes", "no", "abstain", "blank"][way % 4];
    match way % 3 {
        0 => answered(&cast(&voter, FIRST_POLL, choice).await),
        1 => {
            let fields = [("choices", choice), ("blank_confirmed", "yes")];
            let path = format!("/de/vote/polls/{FIRST_POLL}/cast");
            let answer = voter.post_form(&path, &fields).await;
            match answer.status {
                StatusCode::SEE_OTHER => true,
                StatusCode::CONFLICT => false,
                _ => panic!("{}: {}\n{}", answer.what, answer.status, answer.text()),
            }
        }
        _ => answered(&cast(&second_session, FIRST_POLL, choice).await),
    }
}

/// Whether the ballot was taken; anything but that and `already-voted` is a failure.
fn answered(answer: &crate::support::Answer) -> bool {
    if answer.status == StatusCode::OK {
        return true;
    }
    let conflict = answer.clone().expect(StatusCode::CONFLICT).json();
    assert_eq!(conflict["code"], "already-voted", "{}", answer.what);
    false
}

on_both_engines! {
    async fn row_17_a_hundred_casts_of_one_code_at_once_are_one_vote(app: TestApp) {
        let booth = booth(&app, RACES, RACES).await;
        for race in 0..RACES {
            let code = json!({"code": booth.codes[race]});
            let session = app.stranger().api_post("/voting/sessions", &code).await.expect(StatusCode::OK).json();
            let second_session = app.stranger().with_bearer(session["token"].as_str().unwrap());
            let casts: Vec<_> = (0..AT_ONCE)
                .map(|way| tokio::spawn(cast_somehow(booth.voters[race].clone(), second_session.clone(), way)))
                .collect();
            let mut taken = 0;
            for cast in casts {
                taken += usize::from(cast.await.unwrap());
            }
            assert_eq!(taken, 1, "race {race}");
            assert_eq!(in_box(&app, FIRST_POLL).await, race as i64 + 1);
            assert_eq!(marked(&app, FIRST_POLL).await.len(), race + 1);
        }
    }

    async fn row_18_every_vote_that_was_answered_before_closing_is_counted_and_no_other(app: TestApp) {
        let booth = booth(&app, VOTERS, 0).await;
        for closing in 0..CLOSINGS {
            let poll = booth.open_motion().await;
            let answered = Arc::new(AtomicUsize::new(0));
            let (closed, has_closed) = tokio::sync::watch::channel(false);
            let casts: Vec<_> = (1..)
                .zip(&booth.voters)
                .map(|(entry, voter)| {
                    let (voter, answered, mut has_closed) = (voter.clone(), answered.clone(), has_closed.clone());
                    tokio::spawn(async move {
                        // The last ones come too late for sure; of the others chance decides.
                        let late = entry > VOTERS as i64 - 3;
                        if late {
                            has_closed.wait_for(|closed| *closed).await.unwrap();
                        }
                        let answer = cast(&voter, poll, "yes").await;
                        answered.fetch_add(1, Ordering::SeqCst);
                        if answer.status == StatusCode::OK {
                            assert!(!late, "a ballot was taken after closing");
                            return Some(entry);
                        }
                        assert_eq!(answer.expect(StatusCode::CONFLICT).json()["code"], "poll-not-open");
                        None
                    })
                })
                .collect();
            // Each time a little later than the last.
            while answered.load(Ordering::SeqCst) < closing * 4 {
                tokio::task::yield_now().await;
            }
            booth.step(poll, "close").await.expect(StatusCode::NO_CONTENT);
            closed.send(true).unwrap();
            let mut acknowledged = BTreeSet::new();
            for cast in casts {
                acknowledged.extend(cast.await.unwrap());
            }
            assert_eq!(marked(&app, poll).await, acknowledged, "closing {closing}");
            assert_eq!(in_box(&app, poll).await, acknowledged.len() as i64);
            let count = booth.step(poll, "count").await.expect(StatusCode::OK).json();
            assert_eq!((&count["voters"], &count["votes"]), (&json!(acknowledged.len()), &json!([acknowledged.len(), 0, 0])));
        }
    }

    async fn row_22_a_vote_whose_request_is_dropped_half_way_is_in_the_box_whole(app: TestApp) {
        const DROPPED: usize = 12;
        let booth = booth(&app, DROPPED, 0).await;
        for (times, voter) in booth.voters.iter().enumerate() {
            let mut request = Box::pin(cast(voter, FIRST_POLL, "no"));
            // Looked after once, or a few times more while the vote is on its way; then the client is gone.
            for _ in 0..=times {
                let looked_after = request.as_mut().poll(&mut Context::from_waker(Waker::noop()));
                if looked_after.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(request);
        }
        for _ in 0..500 {
            if marked(&app, FIRST_POLL).await.len() == DROPPED {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(marked(&app, FIRST_POLL).await.len(), DROPPED);
        app.app.caster.drain().await;
        assert_eq!(in_box(&app, FIRST_POLL).await, DROPPED as i64);
        nothing_left_open(&app).await;
    }
}
