//! Voting for oneself and by proxy on the pages: one place at a time, and nothing for a place that was not meant.

use super::*;
use crate::support::electorate::allow_proxies;

const PLACE: &str = "/de/vote/place";

on_both_engines! {
    async fn a_holder_votes_for_each_place_by_itself_and_a_page_for_another_place_casts_nothing(app: TestApp) {
        let laka = app.electorate("laka", &[1; 6]).await;
        allow_proxies(&app, &laka, 2, false).await;
        laka.come(&[1]).await;
        laka.give(2, 1).await.expect(StatusCode::NO_CONTENT);
        let (voter, other) = (app.voter(&laka, 1).await, app.voter(&laka, 3).await);
        let poll = laka.open(&motion()).await;
        let names = app.outside().await.texts("SELECT name FROM roll_entries ORDER BY number").await;
        let (own, theirs) = (laka.entries[0].to_string(), laka.entries[1].to_string());

        // Whoever has no proxy sees nothing of it.
        let mine = other.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(!mine.contains(PLACE) && !mine.contains(&text(&app, "voting-places")), "{mine}");
        let mine = voter.get("/de/vote/polls").await.expect(StatusCode::OK).text();
        assert!(mine.contains(&names[1]) && mine.contains("Eine Abstimmung wartet"), "{mine}");

        let of_own = voter.get(&path(poll)).await.expect(StatusCode::OK).text();
        assert!(of_own.contains(&format!("name=\"place\" value=\"{own}\"")) && !of_own.contains(&names[1]), "{of_own}");
        let gone_on = voter.post_form(PLACE, &[("place", &theirs)]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(gone_on.location(), Some("/de/vote/polls"));
        let question = voter.get(&path(poll)).await.expect(StatusCode::OK).text();
        let heading = app.app.texts.for_locale(Locale::De).ta("voting-for", &[("name", names[1].clone().into())]);
        assert!(question.contains(&heading) && question.contains(&format!("name=\"place\" value=\"{theirs}\"")), "{question}");

        // The page of the own place lies open in another window.
        for step in ["", "/review", "/cast", "/split", "/split/review", "/split/cast"] {
            let stale = [("choices", "no"), ("place", own.as_str())];
            let refused = voter.post_form(&format!("{}{step}", path(poll)), &stale).await.expect(StatusCode::CONFLICT).text();
            assert!(refused.contains(&text(&app, "problem-voting-other-place")), "{step}: {refused}");
        }
        assert_eq!(ballots_and_marks(&app).await, (0, 0));
        let review = voter.post_form(&format!("{}/review", path(poll)), &[("choices", "yes"), ("place", &theirs)]).await.expect(StatusCode::OK).text();
        let (_, action, fields) = forms(&review).into_iter().find(|(_, action, _)| action.ends_with("/cast")).unwrap();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert!(fields.contains(&("place", theirs.as_str())), "{fields:?}");
        let cast = voter.post_form(&action, &fields).await.expect(StatusCode::SEE_OTHER);
        let done = voter.get(cast.location().unwrap()).await.expect(StatusCode::OK).text();
        // The receipt leads on to the own place, and after that to none.
        assert!(done.contains(&text(&app, "voting-next-place")) && done.contains(&format!("name=\"place\" value=\"{own}\"")), "{done}");
        voter.post_form(PLACE, &[("place", &own)]).await.expect(StatusCode::SEE_OTHER);
        let cast = voter.post_form(&format!("{}/cast", path(poll)), &[("choices", "no"), ("place", &own)]).await.expect(StatusCode::SEE_OTHER);
        let done = voter.get(cast.location().unwrap()).await.expect(StatusCode::OK).text();
        assert!(!done.contains(&text(&app, "voting-next-place")), "{done}");
        assert_eq!(ballots_and_marks(&app).await, (2, 2));

        // Nobody goes on for a place that did not give its vote, or any more.
        for place in ["", "x", "999999", laka.entries[2].to_string().as_str()] {
            voter.post_form(PLACE, &[("place", place)]).await.expect(StatusCode::CONFLICT);
        }
        app.stranger().post_form(PLACE, &[("place", &own)]).await.expect(StatusCode::UNAUTHORIZED);
        laka.come(&[2]).await;
        let lapsed = voter.post_form(PLACE, &[("place", &theirs)]).await.expect(StatusCode::CONFLICT).text();
        assert!(lapsed.contains(&text(&app, "problem-voting-place-not-opened")), "{lapsed}");
        assert!(!voter.get("/de/vote/polls").await.expect(StatusCode::OK).text().contains(PLACE));
    }
}
