//! Published results of elections over the API: for everybody, byte by byte.

use mandat::elections::model::election::ElectionState;
use poem::http::StatusCode;

use crate::support::published_elections::{krefeld_2020, three_districts};

on_both_engines! {
    async fn a_published_result_is_read_without_signing_in_and_has_its_checksum(app: TestApp) {
        let federation = app.federation("nrw").await;
        let body = app.council(&federation, "Integrationsausschuss Krefeld").await;
        let held = app.held(&federation, &body, &krefeld_2020(), ElectionState::Certified).await;
        let (id, stranger) = (held.election.id, app.stranger());
        let base = format!("/federations/nrw/elections/{id}/result");
        // Nothing is there before it is published.
        stranger.api_get(&base).await.expect(StatusCode::NOT_FOUND);
        stranger.api_get(&format!("{base}/versions")).await.expect(StatusCode::NOT_FOUND);
        app.publish_election(&federation, &held.document).await;

        let answer = stranger.api_get(&base).await.expect(StatusCode::OK);
        assert_eq!(answer.text(), held.document.canonical());
        let digest = mandat::types::sha256_hex(&answer.text());
        assert_eq!(answer.header("etag"), Some(format!("\"{digest}\"").as_str()));
        let versions = stranger.api_get(&format!("{base}/versions")).await.expect(StatusCode::OK).json();
        assert_eq!(versions[0]["version"], 1);
        assert_eq!(versions[0]["standing"], "certified");
        assert_eq!(versions[0]["digest"], digest);
        stranger.api_get(&format!("{base}?version=1")).await.expect(StatusCode::OK);
        stranger.api_get(&format!("{base}?version=2")).await.expect(StatusCode::NOT_FOUND);
        app.federation("hessen").await;
        let foreign = format!("/federations/hessen/elections/{id}/result");
        stranger.api_get(&foreign).await.expect(StatusCode::NOT_FOUND);
        stranger.api_get(&format!("{foreign}/versions")).await.expect(StatusCode::NOT_FOUND);
    }

    async fn the_elections_of_a_day_come_with_their_newest_figures(app: TestApp) {
        let federation = app.federation("nrw").await;
        let stranger = app.stranger();
        for (name, contest) in [("B-Stadt", krefeld_2020()), ("A-Stadt", krefeld_2020()), ("C-Stadt", three_districts())] {
            let body = app.council(&federation, name).await;
            let held = app.held(&federation, &body, &contest, ElectionState::Certified).await;
            if name != "A-Stadt" {
                app.publish_election(&federation, &held.document).await;
            }
        }
        let base = "/federations/nrw/election-days";
        let days = stranger.api_get(base).await.expect(StatusCode::OK).json();
        assert_eq!(days["total"], 2);
        assert_eq!(days["items"][1]["day"], "2020-09-13");
        assert_eq!(days["items"][1]["elections"], 2);
        assert_eq!(days["items"][1]["published"], 1);
        let day = stranger.api_get(&format!("{base}/2020-09-13")).await.expect(StatusCode::OK).json();
        assert_eq!(day[0]["body_name"], "A-Stadt");
        assert!(day[0].get("result").is_none());
        assert_eq!(day[1]["result"]["filled"], 11);
        assert_eq!(day[1]["result"]["vacant"], 7);
        assert_eq!(day[1]["result"]["voters"], 6_220);
        for path in ["2020-09-14", "word", "2020-02-30"] {
            stranger.api_get(&format!("{base}/{path}")).await.expect(StatusCode::NOT_FOUND);
        }
        stranger.api_get("/federations/nowhere/election-days").await.expect(StatusCode::NOT_FOUND);
    }
}
