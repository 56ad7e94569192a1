//! An office registers, staff check, and both see the state.

use mandat::accounts::model::Role;

use super::{
    Device,
    scene::{FIRST, SECOND, THIRD},
    tell,
};

#[test]
fn an_office_registers_delegates_and_staff_accept_one_and_return_one() {
    tell(async |scene| {
        let office = scene.office_on(Device::Desk).await;
        let rounds = format!("/de/office/laka/{}/delegates", scene.council.id);
        let round = format!("{rounds}/{}", scene.round);
        office.visit(&rounds).await;
        office.press(&format!("main a[href='{round}']")).await;
        for (name, role) in [(FIRST, "delegate"), (SECOND, "delegate"), (THIRD, "deputy")] {
            office.select("person", name).await;
            office.choose("role", role).await;
            office.send(&round).await;
            office.arrive(&round).await;
            office.wait_for(".notice.tone-success").await;
        }
        for name in [FIRST, SECOND, THIRD] {
            office.expect(name).await;
        }
        office
            .expect(&scene.text("delegates-nobody-eligible"))
            .await;

        let staff = scene.staff(Role::Registrar).await;
        let check = format!("/de/staff/laka/assemblies/{}/delegates", scene.assembly);
        staff.visit(&check).await;
        staff.expect_sound().await;
        staff
            .press("tbody tr:nth-child(1) form[action$='/accept'] button")
            .await;
        staff.arrive(&check).await;
        staff.press("tbody tr:nth-child(2) th a").await;
        staff.expect(SECOND).await;
        staff.send("/return").await;
        // A return without a reason is refused, and the page says where.
        staff.wait_for(".error-summary a[href='#reason']").await;
        staff
            .fill("reason", "Im Mai ist Herr Haddad nicht im Rat.")
            .await;
        staff.send("/return").await;
        staff.arrive(&check).await;

        office.visit(&round).await;
        office.expect_sound().await;
        office.expect("Im Mai ist Herr Haddad nicht im Rat.").await;
        let row = |n: usize| format!("tbody tr:nth-child({n})");
        let accepted = office.text_of(&row(1)).await;
        assert!(
            accepted.contains(FIRST) && office.has(&format!("{} .tone-success", row(1))).await,
            "{accepted}"
        );
        let returned = office.text_of(&row(2)).await;
        assert!(
            returned.contains(SECOND) && returned.contains(&scene.text("delegates-register-again")),
            "{returned}"
        );
        let undecided = office.text_of(&row(3)).await;
        assert!(
            undecided.contains(THIRD) && !office.has(&format!("{} .tone-success", row(3))).await,
            "{undecided}"
        );
    });
}

#[test]
fn an_office_without_an_account_names_its_delegates_by_the_link_of_a_letter() {
    tell(async |scene| {
        let places = format!(
            "/federations/laka/rounds/{}/bodies/{}",
            scene.round, scene.council.id
        );
        let revision = scene.registrar.api_get(&places).await.revision();
        scene
            .registrar
            .api_put(
                &format!("{places}/places"),
                revision,
                &serde_json::json!({ "places": 2 }),
            )
            .await
            .expect(poem::http::StatusCode::NO_CONTENT);

        let staff = scene.staff(Role::Registrar).await;
        let call = format!("/de/staff/laka/rounds/{}/call", scene.round);
        staff.visit(&call).await;
        staff.expect_sound().await;
        staff.send("/call").await;
        staff.wait_for(".notice.tone-success").await;
        staff.send("/call/letters").await;
        let link = staff
            .ask("return document.body.innerText.match(/\\/de\\/n\\/[A-Za-z0-9_-]+/)[0]")
            .await;
        let link = link.as_str().unwrap();

        // On a phone, without script, by keys: the address with the secret is left at once.
        let phone = scene.browser.window(Device::Phone).await;
        phone.visit(link).await;
        assert_eq!(phone.path().await, "/de/nomination");
        phone.expect("Integrationsrat Ulm").await;
        phone.expect_sound().await;
        for (name, role) in [(FIRST, "delegate"), (SECOND, "deputy")] {
            phone.select("person", name).await;
            phone.choose("role", role).await;
            phone.send("/nomination").await;
            phone.wait_for(".notice.tone-success").await;
        }
        phone.send("/nomination/submit").await;
        phone.arrive("/nomination/receipts/1").await;
        phone.expect(FIRST).await;
        phone.expect_sound().await;

        // Staff see that the resolution is missing; a link that was ended opens nothing.
        staff
            .visit(&format!("/de/staff/laka/rounds/{}/doubts", scene.round))
            .await;
        staff.expect(&scene.text("doubt-resolution-missing")).await;
        staff.visit(&call).await;
        staff
            .send(&format!("/call/{}/revoke", scene.council.id))
            .await;
        phone.visit("/de/nomination").await;
        phone.expect_not(FIRST).await;
    });
}
