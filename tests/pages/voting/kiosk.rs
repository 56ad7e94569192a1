//! A shared device as a booth: the next person finds nothing of the one before.

use super::*;

/// The same browser, in which somebody now signs in with this session.
fn signed_in_here(device: &Actor, voter: &Actor) {
    device.set_cookie("mandat-voter", &voter.cookie("mandat-voter").unwrap());
}

on_both_engines! {
    async fn a_booth_leads_back_to_the_code_and_forgets_who_voted(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let poll = laka.open(&motion()).await;
        let voters = app.voters(&laka, 2).await;
        let device = laka.registrar.clone();
        let page = device.get("/de/vote/kiosk").await.expect(StatusCode::OK).text();
        assert!(page.contains("name=\"on\" value=\"yes\""), "{page}");
        device.post_form("/de/vote/kiosk", &[("on", "yes")]).await.expect(StatusCode::SEE_OTHER);
        // Whoever set it up is signed out of it.
        assert_eq!(device.cookie("mandat-session"), None);
        assert!(device.cookie("mandat-kiosk").is_some());

        signed_in_here(&device, &voters[0]);
        let question = device.get(&path(poll)).await.expect(StatusCode::OK).text();
        assert!(question.contains("http-equiv=\"refresh\" content=\"180; url=/de/vote\""), "{question}");
        cast(&device, poll, &["yes"]).await;
        let done = device.get(&format!("{}/done", path(poll))).await.expect(StatusCode::OK).text();
        assert!(done.contains("http-equiv=\"refresh\" content=\"60; url=/de/vote\""), "{done}");
        assert!(done.contains(&text(&app, "voting-kiosk-done")));
        // The page for the code, reached by itself or by hand, takes the session back and names nobody.
        let start = device.get("/de/vote").await.expect(StatusCode::OK).text();
        assert!(!start.contains("http-equiv=\"refresh\"") && !start.contains(&text(&app, "voting-already-signed-in")), "{start}");
        assert_eq!(device.cookie("mandat-voter"), None);
        device.get(&path(poll)).await.expect(StatusCode::SEE_OTHER);

        // The button ends the session itself, not the cookie alone.
        signed_in_here(&device, &voters[1]);
        device.post_form("/de/vote/sign-out", &[]).await.expect(StatusCode::SEE_OTHER);
        voters[1].get(&path(poll)).await.expect(StatusCode::SEE_OTHER);

        device.post_form("/de/vote/kiosk", &[("on", "no")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(device.cookie("mandat-kiosk"), None);
    }

    async fn a_device_of_ones_own_is_left_alone(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        let poll = laka.open(&motion()).await;
        let voter = app.voter(&laka, 1).await;
        let question = voter.get(&path(poll)).await.expect(StatusCode::OK).text();
        assert!(!question.contains("http-equiv=\"refresh\""));
        let start = voter.get("/de/vote").await.expect(StatusCode::OK).text();
        assert!(start.contains(&text(&app, "voting-already-signed-in")));
        assert!(voter.cookie("mandat-voter").is_some());
    }
}
