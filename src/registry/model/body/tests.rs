use super::*;

fn profile(from_day: &str, name: &str, kind: BodyKind) -> Profile {
    Profile {
        from_day: from_day.parse().unwrap(),
        name: name.into(),
        kind,
    }
}

fn history() -> Vec<Profile> {
    vec![
        profile("2010-05-01", "Ausländerbeirat", BodyKind::Elected),
        profile(
            "2025-11-01",
            "Ausschuss für Chancengerechtigkeit",
            BodyKind::Mixed,
        ),
    ]
}

fn details(change: impl Fn(&mut BodyDetailsInput)) -> BodyDetailsInput {
    let mut input = BodyDetailsInput {
        delegate_places: "2".into(),
        ..BodyDetailsInput::default()
    };
    change(&mut input);
    input
}

fn refused(
    species: Species,
    change: impl Fn(&mut BodyDetailsInput),
) -> Vec<(String, &'static str)> {
    let mut fields = Fields::default();
    let parsed = details(change).parse(Some(species), &mut fields);
    fields
        .finish(parsed)
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|p| (p.field, p.key))
        .collect()
}

#[test]
fn a_change_comes_after_the_newest_profile_and_changes_something() {
    let key = |p: Option<FieldProblem>| p.map(|p| p.key);
    let later = profile("2026-01-01", "Integrationsrat", BodyKind::Mixed);
    assert_eq!(key(refuse_change(&later, &history())), None);
    for (day, expected) in [
        ("2025-11-01", "field-profile-not-newest"),
        ("2010-05-02", "field-profile-not-newest"),
    ] {
        let new = profile(day, "Integrationsrat", BodyKind::Mixed);
        assert_eq!(
            key(refuse_change(&new, &history())),
            Some(expected),
            "{day}"
        );
    }
    let same = profile(
        "2026-01-01",
        "Ausschuss für Chancengerechtigkeit",
        BodyKind::Mixed,
    );
    assert_eq!(
        key(refuse_change(&same, &history())),
        Some("field-profile-unchanged")
    );
}

#[test]
fn a_correction_stays_between_its_neighbours() {
    let first = "2010-05-01".parse().unwrap();
    let last = "2025-11-01".parse().unwrap();
    for (day, instead_of, fits) in [
        ("1998-02-28", first, true),
        ("2025-10-31", first, true),
        ("2025-11-01", first, false),
        ("2010-05-02", last, true),
        ("2010-05-01", last, false),
        ("2200-12-31", last, true),
    ] {
        let new = profile(day, "Beirat", BodyKind::Elected);
        assert_eq!(
            refuse_correction(&new, instead_of, &history()).is_none(),
            fits,
            "{day}"
        );
    }
}

#[test]
fn a_council_never_becomes_an_association() {
    let input = ProfileInput {
        name: "Verein".into(),
        kind: "association".into(),
        from_day: "2026-01-01".into(),
    };
    let mut fields = Fields::default();
    let parsed = input.parse(Some(Species::Council), &mut fields);
    let problems = fields.finish(parsed).unwrap_err();
    assert_eq!(
        problems.iter().map(|p| p.key).collect::<Vec<_>>(),
        ["field-kind-of-other-species"]
    );
}

#[test]
fn a_profile_starts_on_a_real_day_and_has_a_name() {
    let input = ProfileInput {
        name: " ".into(),
        kind: "elected".into(),
        from_day: "2025-02-29".into(),
    };
    let mut fields = Fields::default();
    let parsed = input.parse(None, &mut fields);
    let problems = fields.finish(parsed).unwrap_err();
    assert_eq!(
        problems
            .iter()
            .map(|p| (p.field.as_str(), p.key))
            .collect::<Vec<_>>(),
        [("name", "field-required"), ("from_day", "field-not-a-day")]
    );
}

#[test]
fn the_search_finds_the_present_name_first_and_the_former_ones() {
    assert_eq!(
        search_key(&history()),
        "ausschuss fur chancengerechtigkeit auslanderbeirat"
    );
}

#[test]
fn only_addresses_of_the_web_are_taken_as_website() {
    for good in [
        "",
        "https://example.org",
        "http://www.example.org/verein?x=1#y",
        "HTTPS://Verein.DE",
    ] {
        assert_eq!(
            refused(Species::Council, |d| d.website = good.into()),
            [],
            "{good}"
        );
    }
    for bad in [
        "www.example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https://localhost",
        "https://user@example.org",
        "https://example.org/<b>",
        "https://exa mple.org",
        "https://.de",
        "data:text/html,x.y",
    ] {
        assert_eq!(
            refused(Species::Council, |d| d.website = bad.into()),
            [("website".into(), "field-not-a-website")],
            "{bad}"
        );
    }
}

#[test]
fn countries_and_fields_of_work_belong_to_associations_and_come_from_lists() {
    let both = |d: &mut BodyDetailsInput| {
        d.countries = vec!["SY".into(), "AF".into(), "SY".into()];
        d.fields = vec!["parents".into()];
    };
    let mut fields = Fields::default();
    let parsed = details(both)
        .parse(Some(Species::Association), &mut fields)
        .unwrap();
    assert_eq!(
        parsed
            .countries
            .iter()
            .map(|c| c.code())
            .collect::<Vec<_>>(),
        ["AF", "SY"]
    );
    assert_eq!(parsed.fields, [WorkField::Parents]);
    assert_eq!(
        refused(Species::Council, both),
        [
            ("countries".into(), "field-association-only"),
            ("fields".into(), "field-association-only")
        ]
    );
    assert_eq!(
        refused(Species::Association, |d| d.countries = vec!["syria".into()]),
        [("countries".into(), "field-word-unknown")]
    );
}

#[test]
fn delegate_places_are_a_number_of_their_range() {
    for bad in ["", "-1", "1001", "2.5", "two", "99999999999999999999"] {
        assert_eq!(
            refused(Species::Council, |d| d.delegate_places = bad.into()),
            [("delegate_places".into(), "field-number-range")],
            "{bad}"
        );
    }
    assert_eq!(
        refused(Species::Council, |d| d.delegate_places = "0".into()),
        []
    );
}

#[test]
fn nobody_leaves_before_joining() {
    let joined = "2024-02-29".parse().ok();
    assert_eq!(parse_leaving("", joined), Ok(None));
    assert_eq!(parse_leaving("2024-02-29", joined), Ok(joined));
    assert_eq!(
        parse_leaving("2024-02-28", joined).unwrap_err()[0].key,
        "field-left-before-joining"
    );
    assert_eq!(
        parse_leaving("2024-02-30", joined).unwrap_err()[0].key,
        "field-not-a-day"
    );
}
