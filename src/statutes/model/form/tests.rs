//! Rules typed and read back.

use std::collections::BTreeMap;

use super::*;

fn read(fields: &BTreeMap<String, String>) -> Result<Rules, Vec<FieldProblem>> {
    Typed(&|name| fields.get(name).cloned().unwrap_or_default()).rules()
}

fn fields(of: &[(&str, &str)]) -> BTreeMap<String, String> {
    of.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn steps() -> BTreeMap<String, String> {
    fields(&[
        ("key_article", "§ 6"),
        ("rule", "steps"),
        ("figure", "foreign_residents"),
        ("edge_1", "5000"),
        ("places_1", "1"),
        ("edge_2", "20000"),
        ("places_2", "2"),
        ("edge_belongs", "below"),
        ("above", "each"),
        ("above_size", "20000"),
        ("above_rounding", "started"),
        ("function_2", "Chair"),
        ("function_places_2", "1"),
        ("none_while_unpaid", "yes"),
        ("delegates_article", "§ 6"),
        ("who", "elected"),
        ("substitutes", "yes"),
        ("notice_article", "§ 7"),
        ("notice_days", "14"),
        ("quorum_article", "§ 8"),
        ("quorum_measure", "present"),
        ("quorum_number", "10"),
        ("amendment_article", "§ 12"),
        ("amendment_numerator", "3"),
        ("amendment_denominator", "4"),
        ("amendment_base", "yes_no"),
    ])
}

fn refused(change: &[(&str, &str)]) -> Vec<String> {
    let mut typed = steps();
    typed.extend(fields(change));
    match read(&typed) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|p| p.field).collect(),
    }
}

#[test]
fn rules_come_back_from_a_form() {
    let each = fields(&[
        ("rule", "each"),
        ("size", "20"),
        ("rounding", "full"),
        ("base", "1"),
        ("minimum", "1"),
        ("maximum", "4"),
        ("personal_votes", "1"),
        ("quorum_number", ""),
        ("quorum_numerator", "1"),
        ("quorum_denominator", "2"),
        ("quorum_strict", "yes"),
    ]);
    let shared = fields(&[
        ("rule", "proportional"),
        ("total", "100"),
        ("method", "dhondt"),
        ("minimum_age", "16"),
    ]);
    let flat = fields(&[("above", "places"), ("above_places", "3")]);
    let fixed = fields(&[("rule", "fixed"), ("base", "1"), ("figure", "")]);
    let doubled = fields(&[
        ("amendment_least_numerator", "1"),
        ("amendment_least_denominator", "2"),
        ("amendment_bodies_numerator", "1"),
        ("amendment_bodies_denominator", "2"),
        ("amendment_bodies_strict", "yes"),
        ("amendment_tie", "lot"),
    ]);
    let proxies = fields(&[
        ("proxies_article", "§ 11"),
        ("proxies_most", "2"),
        ("proxies_same_body", "yes"),
    ]);
    for change in [BTreeMap::new(), each, shared, flat, fixed, doubled, proxies] {
        let mut typed = steps();
        typed.extend(change);
        let rules = read(&typed).unwrap();
        let again: BTreeMap<String, String> = rules.typed().into_iter().collect();
        assert_eq!(read(&again).unwrap(), rules);
    }
}

#[test]
fn a_gap_in_the_steps_is_told_beside_the_number_that_is_missing() {
    assert_eq!(refused(&[("places_2", "")]), ["places_2"]);
    assert_eq!(refused(&[("edge_3", "30000")]), ["places_3"]);
    assert_eq!(
        refused(&[("edge_4", "30000"), ("places_4", "4")]),
        ["edge_3", "places_3"]
    );
    assert_eq!(refused(&[("edge_2", "5000")]), ["edge_2"]);
    assert_eq!(refused(&[("edge_2", "4000")]), ["edge_2"]);
    assert_eq!(refused(&[("above_size", "0")]), ["above_size"]);
}

#[test]
fn what_is_missing_or_no_number_is_told_beside_its_field() {
    assert_eq!(refused(&[("rule", "")]), ["rule"]);
    assert_eq!(refused(&[("figure", "")]), ["figure"]);
    assert_eq!(refused(&[("base", "one")]), ["base"]);
    assert_eq!(refused(&[("rule", "fixed"), ("base", "")]), ["base"]);
    assert_eq!(refused(&[("who", "")]), ["who"]);
    assert_eq!(refused(&[("key_article", " ")]), ["key_article"]);
    assert_eq!(refused(&[("notice_days", "")]), ["notice_days"]);
    assert_eq!(refused(&[("quorum_number", "")]), ["quorum_number"]);
    assert_eq!(refused(&[("proxies_article", "§ 11")]), ["proxies_most"]);
    assert_eq!(refused(&[("proxies_most", "2")]), ["proxies_article"]);
    assert_eq!(
        refused(&[("proxies_article", "§ 11"), ("proxies_most", "0")]),
        ["proxies_most"]
    );
    assert_eq!(
        refused(&[("amendment_numerator", "5")]),
        ["amendment_numerator"]
    );
    assert_eq!(refused(&[("amendment_base", "")]), ["amendment_base"]);
    assert_eq!(refused(&[("amendment_tie", "coin")]), ["amendment_tie"]);
    assert_eq!(
        refused(&[("amendment_bodies_numerator", "1")]),
        ["amendment_bodies_denominator"]
    );
    assert_eq!(refused(&[("function_places_2", "")]), ["function_places_2"]);
    assert_eq!(refused(&[("function_2", "")]), ["function_2"]);
}
