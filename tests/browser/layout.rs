//! Main pages at 320 px, in German and mirrored: nothing is cut off or runs out, nothing comes from elsewhere.

use mandat::{accounts::model::Role, elections::model::election::ElectionState, types::ElectionId};
use serde_json::json;

use super::{Device, scene::Scene, tell};
use crate::support::published_elections::gelsenkirchen_2020;

/// The main pages for the public, for staff and for an office.
fn pages(scene: &Scene, election: ElectionId) -> [Vec<String>; 3] {
    let (council, assembly, roll) = (scene.council.id, scene.assembly, scene.roll);
    let of_staff = format!("/staff/laka/elections/{election}");
    let public = vec![
        "/".to_owned(),
        "/sign-in".to_owned(),
        "/vote".to_owned(),
        "/federations/laka".to_owned(),
        "/federations/laka/bodies".to_owned(),
        format!("/federations/laka/bodies/{council}"),
        "/federations/laka/assemblies".to_owned(),
        format!("/federations/laka/assemblies/{assembly}"),
        "/federations/laka/results".to_owned(),
        "/federations/laka/elections".to_owned(),
        "/federations/laka/elections/days/2020-09-13".to_owned(),
        format!("/federations/laka/elections/{election}"),
        format!("/federations/laka/elections/{election}/versions"),
        "/calculator".to_owned(),
        "/no-such-page".to_owned(),
    ];
    let staff = vec![
        "/staff/laka".to_owned(),
        "/staff/laka/on-day".to_owned(),
        "/staff/laka/waves".to_owned(),
        "/staff/laka/bodies".to_owned(),
        "/staff/laka/bodies/new".to_owned(),
        format!("/staff/laka/bodies/{council}"),
        "/staff/laka/people".to_owned(),
        "/staff/laka/vacancies".to_owned(),
        "/staff/laka/assemblies".to_owned(),
        "/staff/laka/assemblies/new".to_owned(),
        format!("/staff/laka/assemblies/{assembly}"),
        format!("/staff/laka/assemblies/{assembly}/delegates"),
        format!("/staff/laka/assemblies/{assembly}/day/registrar"),
        format!("/staff/laka/assemblies/{assembly}/day/board"),
        format!("/staff/laka/assemblies/{assembly}/day/chair"),
        format!("/staff/laka/rolls/{roll}"),
        format!("/staff/laka/rolls/{roll}/polls"),
        format!("/staff/laka/rolls/{roll}/paper"),
        "/staff/laka/board-keys".to_owned(),
        "/staff/laka/results".to_owned(),
        "/staff/laka/statutes".to_owned(),
        "/staff/laka/statutes/new".to_owned(),
        "/staff/laka/mail".to_owned(),
        "/staff/laka/import".to_owned(),
        format!("/staff/laka/rounds/{}/call", scene.round),
        format!("/staff/laka/rounds/{}/computation", scene.round),
        format!("/staff/laka/rounds/{}/doubts", scene.round),
        format!("/staff/laka/bodies/{council}/facts"),
        "/staff/laka/elections".to_owned(),
        of_staff.clone(),
        format!("{of_staff}/nominations"),
        format!("{of_staff}/counts"),
        format!("{of_staff}/certification"),
        format!("{of_staff}/record"),
        format!("{of_staff}/seats"),
        "/account".to_owned(),
    ];
    let office = vec![
        format!("/office/laka/{council}"),
        format!("/office/laka/{council}/delegates"),
        format!("/office/laka/{council}/delegates/{}", scene.round),
    ];
    [public, staff, office]
}

#[test]
fn row_64_no_page_runs_out_of_a_phone_in_either_direction() {
    tell(async |scene| {
        scene.all_accepted().await;
        // Words that do not fit into 320 px.
        let long = json!({ "title": "Bundesmigrationsbeiratsdelegiertenversammlungsvorbereitungstreffen", "day": "2026-09-12",
            "form": "on_site", "place": "Schwäbisch Gmünd" });
        scene
            .registrar
            .api_post("/federations/laka/assemblies", &long)
            .await
            .id();
        let contest = gelsenkirchen_2020();
        let held = scene
            .app
            .held(
                &scene.laka,
                &scene.council,
                &contest,
                ElectionState::Certified,
            )
            .await;
        scene
            .app
            .publish_election(&scene.laka, &held.document)
            .await;
        let [public, staff, office] = pages(&scene, held.election.id);
        let windows = [
            scene.browser.window(Device::Phone).await,
            scene.staff_on(Device::Phone, Role::Registrar).await,
            scene.office_on(Device::Phone).await,
        ];
        for (phone, pages) in windows.iter().zip([public, staff, office]) {
            for lang in ["de", "ar-XB"] {
                for page in &pages {
                    phone.visit(&format!("/{lang}{page}")).await;
                    assert!(
                        phone.path().await.starts_with(&format!("/{lang}{page}")),
                        "{lang}{page} led to {}",
                        phone.path().await
                    );
                    phone.expect_sound().await;
                    let dir = phone.ask("return document.documentElement.dir").await;
                    assert_eq!(dir, if lang == "de" { "ltr" } else { "rtl" }, "{page}");
                }
            }
        }
    });
}
