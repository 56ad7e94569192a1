//! A published result is one document: the same in its bytes, on its page and in the log, for good (security checklist row 36).

use mandat::{accounts::model::Role, results::model::digest};

use super::*;

on_both_engines! {
    async fn row_36_document_page_and_log_have_one_digest_and_the_document_stays(app: TestApp) {
        let laka = app.electorate("laka", &[1; 12]).await;
        let poll = laka.open(&motion()).await;
        for (n, voter) in app.voters(&laka, 12).await.iter().enumerate() {
            cast(voter, poll, &[["yes", "no", "abstain"][n % 3]]).await;
        }
        laka.step(poll, "close").await;
        laka.step(poll, "count").await;
        let publisher = app.officer(Role::Publisher, &laka.federation).await;
        let made = publisher.api_post(&format!("{}/publication", laka.poll_path(poll)), &json!({})).await;
        if made.status == StatusCode::ACCEPTED {
            let confirm = format!("/federations/laka/results/{poll}/approvals/{}/confirm", made.json()["approval"]);
            laka.board.api_post(&confirm, &Value::Null).await;
        }
        let public = format!("/federations/laka/results/{poll}");
        let reader = app.stranger();
        let document = reader.api_get(&public).await.expect(StatusCode::OK);
        let digest = digest(&document.text());
        let mut outside = app.outside().await;
        assert_eq!(outside.texts("SELECT digest FROM publications").await, [digest.as_str()]);
        let logged = outside.texts("SELECT after FROM audit_log WHERE act = 'publish_result'").await;
        assert!(logged.len() == 1 && logged[0].contains(&digest), "{logged:?}");
        let page = reader.get(&format!("/de{public}")).await.expect(StatusCode::OK).text();
        assert!(page.contains(&digest), "the page names the digest of the document");
        for change in ["UPDATE publications SET content = '{}'", "DELETE FROM publications"] {
            let refusal = outside.try_execute(change).await.expect_err(change).to_string();
            assert!(refusal.contains("append-only"), "{refusal}");
        }
        assert_eq!(reader.api_get(&public).await.expect(StatusCode::OK).body, document.body);
    }
}
