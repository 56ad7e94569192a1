//! Elections made over the API: what tests of counting, certifying and seats stand on.

use mandat::types::Day;
use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{Actor, Body, TestApp};

/// Rules of a proportional election with one vote for a list, as in North Rhine-Westphalia.
pub fn list_rules() -> Value {
    json!({
        "system": "proportional", "method": "sainte_lague", "short_lists": "vacant", "order": "list",
        "votes_per_voter": 1, "votes_per_candidate": 1, "legal_source": "GO NRW § 27, KWahlG NRW § 33"
    })
}

/// Rules with as many votes as seats, cumulating and cross-voting, as in Hesse.
pub fn personal_rules(seats: i64) -> Value {
    json!({
        "system": "proportional", "method": "hare_niemeyer", "short_lists": "vacant", "order": "personal_votes",
        "majority_clause": true, "votes_per_voter": seats, "votes_per_candidate": 3, "cross_voting": true,
        "personal_votes": true, "legal_source": "KWG Hessen § 22, HGO § 86"
    })
}

/// A list with the names of its candidates.
pub fn list(label: &str, names: &[(&str, &str)]) -> Value {
    let candidates: Vec<_> = names
        .iter()
        .map(|(given, family)| json!({"given_name": given, "family_name": family, "consented_on": "2026-03-01"}))
        .collect();
    json!({"nomination": {"kind": "list", "label": label}, "candidates": candidates})
}

/// A list of which only the number of candidates is known.
pub fn unnamed_list(label: &str, candidates: i64) -> Value {
    json!({"nomination": {"kind": "list", "label": label, "unnamed_candidates": candidates}})
}

/// An independent.
pub fn independent(given: &str, family: &str) -> Value {
    let candidate =
        json!({"given_name": given, "family_name": family, "consented_on": "2026-03-01"});
    json!({"nomination": {"kind": "independent", "label": family}, "candidates": [candidate]})
}

/// Day, seats and days to answer.
pub fn details(day: &str, seats: i64) -> Value {
    json!({"day": day, "seats": seats, "acceptance_days": 7})
}

impl TestApp {
    /// A term of a body from 1 June 2026 to 31 May 2031, after elections in May.
    pub async fn term(&self, registrar: &Actor, slug: &str, body: &Body) -> i64 {
        let path = format!("/federations/{slug}/bodies/{}/terms", body.id.0);
        let term = json!({"starts_on": "2026-06-01", "ends_on": "2031-05-31"});
        registrar
            .api_post(&path, &term)
            .await
            .expect(StatusCode::CREATED)
            .id()
    }

    /// An election on 3 May 2026 with these seats, rules and nominations, in preparation.
    pub async fn election(
        &self,
        registrar: &Actor,
        slug: &str,
        body: &Body,
        seats: i64,
        rules: Value,
        nominations: &[Value],
    ) -> i64 {
        let term = self.term(registrar, slug, body).await;
        let new = json!({
            "body_id": body.id.0, "term_id": term, "election": details("2026-05-03", seats),
            "rules": rules, "nominations": nominations
        });
        registrar
            .api_post(&format!("/federations/{slug}/elections"), &new)
            .await
            .expect(StatusCode::CREATED)
            .id()
    }

    /// An election in preparation for the first term of a body, on its first day, with a list and an independent.
    pub async fn election_of_first_term(&self, registrar: &Actor, slug: &str, body: &Body) -> i64 {
        let mut outside = self.outside().await;
        let of_body = format!("FROM terms WHERE body_id = {}", body.id.0);
        let first = format!("(SELECT MIN(id) {of_body})");
        let term = outside.number(&format!("SELECT MIN(id) {of_body}")).await;
        let day = outside
            .number(&format!("SELECT starts_on FROM terms WHERE id = {first}"))
            .await;
        let day = Day::from_epoch_days(day).unwrap().to_string();
        let new = json!({
            "body_id": body.id.0, "term_id": term, "election": details(&day, 5), "rules": list_rules(),
            "nominations": [list("Liste Vielfalt", &[("Ayşe", "Öztürk"), ("Lê", "Nguyễn")]), independent("Can", "Erdem")]
        });
        registrar
            .api_post(&format!("/federations/{slug}/elections"), &new)
            .await
            .expect(StatusCode::CREATED)
            .id()
    }

    /// The same as [`TestApp::election`], ready for figures.
    pub async fn election_being_counted(
        &self,
        registrar: &Actor,
        slug: &str,
        body: &Body,
        seats: i64,
        rules: Value,
        nominations: &[Value],
    ) -> i64 {
        let id = self
            .election(registrar, slug, body, seats, rules, nominations)
            .await;
        let path = format!("/federations/{slug}/elections/{id}");
        let revision = registrar.api_get(&path).await.revision();
        registrar
            .api(
                poem::http::Method::POST,
                &format!("{path}/start-counting?accept_vacant_seats=true"),
                Some(revision),
                None,
            )
            .await
            .expect(StatusCode::NO_CONTENT);
        id
    }
}
