use super::*;

/// Landesintegrationsrat NRW, statutes § 6: up to 5,000 foreign residents 1, up to 20,000 2, each further started 20,000 one more.
fn lir_nrw() -> Key {
    Key::by(ByFigure::Steps(steps(
        &[(5_000, 1), (20_000, 2)],
        Above::Each(started(20_000)),
    )))
}

fn steps(steps: &[(u64, u32)], above: Above) -> Steps {
    Steps {
        steps: steps
            .iter()
            .map(|&(edge, places)| Step { edge, places })
            .collect(),
        edge: EdgeBelongs::Below,
        above,
    }
}

const fn started(size: u64) -> Unit {
    Unit {
        size,
        rounding: Rounding::Started,
    }
}

const fn paid(figure: u64) -> Body {
    Body {
        figure: Some(figure),
        fee_unpaid: false,
    }
}

fn places(key: &Key, figures: &[u64]) -> Vec<u32> {
    let bodies: Vec<Body> = figures.iter().map(|f| paid(*f)).collect();
    entitle(key, &bodies, &[])
        .unwrap()
        .bodies
        .iter()
        .map(|body| body.places)
        .collect()
}

#[test]
fn the_key_of_the_landesintegrationsrat_gives_the_known_numbers() {
    // Remscheid 2014: 15,993 foreign residents, 2 delegates. Aachen 2014: more than 20,000, 3 delegates. The others follow from the
    // words of § 6.
    let known = [
        (0, 1),
        (5_000, 1),
        (5_001, 2),
        (15_993, 2),
        (20_000, 2),
        (20_001, 3),
        (40_000, 3),
        (40_001, 4),
        (200_000, 11),
    ];
    for (figure, delegates) in known {
        assert_eq!(places(&lir_nrw(), &[figure]), [delegates], "{figure}");
    }
}

#[test]
fn an_edge_belongs_where_the_statutes_put_it() {
    let mut key = lir_nrw();
    if let Some(ByFigure::Steps(steps)) = &mut key.by_figure {
        steps.edge = EdgeBelongs::Above;
    }
    assert_eq!(
        places(&key, &[4_999, 5_000, 19_999, 20_000, 39_999, 40_000]),
        [1, 2, 2, 3, 3, 4]
    );
    let full = Above::Each(Unit {
        size: 20_000,
        rounding: Rounding::Full,
    });
    let key = Key::by(ByFigure::Steps(steps(&[(20_000, 2)], full)));
    assert_eq!(places(&key, &[20_001, 39_999, 40_000]), [2, 2, 3]);
    let flat = Key::by(ByFigure::Steps(steps(&[(100, 1)], Above::Places(3))));
    assert_eq!(places(&flat, &[100, 101, MOST_FIGURE]), [1, 3, 3]);
}

#[test]
fn keys_of_other_statutes_give_their_numbers() {
    // A base vote, one more for each started 20 members, at most 4 (bdslv4.de).
    let base_vote = Key {
        base: 1,
        maximum: Some(4),
        ..Key::by(ByFigure::Each(started(20)))
    };
    assert_eq!(
        places(&base_vote, &[0, 1, 20, 21, 40, 41, 5_000]),
        [1, 2, 2, 3, 3, 4, 4]
    );
    // Three, and one for each 50 members (sc-bernburg).
    let three_and = Key {
        base: 3,
        ..Key::by(ByFigure::Each(Unit {
            size: 50,
            rounding: Rounding::Full,
        }))
    };
    assert_eq!(places(&three_and, &[49, 50, 99, 100]), [3, 4, 4, 5]);
    // One for each member body: Hauptausschuss of the Landesintegrationsrat NRW.
    let fixed = entitle(
        &Key::fixed(1),
        &[Body {
            figure: None,
            fee_unpaid: false,
        }],
        &[],
    );
    assert_eq!(fixed.unwrap().total, 1);
}

/// SPD Bezirk Hannover, statutes § 18: Hare/Niemeyer over the members, a minimum for each that enlarges the whole.
fn hannover(total: u32, minimum: u32) -> Key {
    Key {
        minimum,
        ..Key::by(ByFigure::Proportional {
            total,
            method: Method::HareNiemeyer,
        })
    }
}

#[test]
fn a_minimum_enlarges_a_fixed_total_and_takes_from_nobody() {
    let figures = [5_000, 3_000, 1_960, 40];
    assert_eq!(places(&hannover(10, 0), &figures), [5, 3, 2, 0]);
    let bodies: Vec<Body> = figures.iter().map(|f| paid(*f)).collect();
    let enlarged = entitle(&hannover(10, 1), &bodies, &[]).unwrap();
    assert_eq!(enlarged.total, 11);
    assert_eq!(enlarged.bodies[3].places, 1);
    assert_eq!(enlarged.bodies[3].working.limit, Some(Limit::Minimum(1)));
    assert_eq!(enlarged.bodies[0].places, 5);
}

#[test]
fn a_tie_for_the_last_place_waits_for_a_lot() {
    let bodies = [paid(100), paid(100), paid(100)];
    let key = hannover(4, 0);
    let open = entitle(&key, &bodies, &[]).unwrap();
    assert_eq!(open.total, 3);
    assert_eq!(
        open.undecided,
        Some(Tie {
            between: vec![0, 1, 2],
            seats_open: 1
        })
    );
    let lot = Lot {
        between: None,
        won: vec![2],
    };
    let drawn = entitle(&key, &bodies, std::slice::from_ref(&lot)).unwrap();
    assert_eq!(drawn.undecided, None);
    let numbers: Vec<u32> = drawn.bodies.iter().map(|body| body.places).collect();
    assert_eq!(numbers, [1, 1, 2]);
    assert!(matches!(
        drawn.bodies[2].working.by_figure,
        Some((100, Cut::Share { by_lot: true, .. }))
    ));
    assert!(matches!(
        entitle(&lir_nrw(), &bodies, &[lot]),
        Err(EntitleError::Lot(_))
    ));
}

#[test]
fn an_unpaid_fee_rests_the_places_of_its_body_alone() {
    let unpaid = Body {
        figure: Some(500),
        fee_unpaid: true,
    };
    let key = Key {
        none_while_unpaid: true,
        ex_officio: 1,
        ..hannover(10, 0)
    };
    let found = entitle(&key, &[unpaid, paid(500)], &[]).unwrap();
    assert_eq!(
        found.bodies.iter().map(|b| b.places).collect::<Vec<_>>(),
        [0, 6]
    );
    assert!(found.bodies[0].working.fee_unpaid);
    let not_minded = Key {
        none_while_unpaid: false,
        ..key
    };
    assert_eq!(
        entitle(&not_minded, &[unpaid, paid(500)], &[])
            .unwrap()
            .total,
        12
    );
}

#[test]
fn places_held_ex_officio_come_on_top_of_the_maximum() {
    let key = Key {
        maximum: Some(2),
        ex_officio: 1,
        ..lir_nrw()
    };
    assert_eq!(places(&key, &[100, 50_000]), [2, 3]);
}

#[test]
fn the_working_says_which_step_and_how_many_started() {
    let found = entitle(&lir_nrw(), &[paid(15_993), paid(45_000)], &[]).unwrap();
    assert_eq!(
        found.bodies[0].working.by_figure,
        Some((
            15_993,
            Cut::Step {
                step: 1,
                edge: 20_000,
                belongs: EdgeBelongs::Below,
                places: 2
            }
        ))
    );
    assert_eq!(
        found.bodies[1].working.by_figure,
        Some((
            45_000,
            Cut::AboveEach {
                edge: 20_000,
                at_edge: 2,
                beyond: 25_000,
                unit: started(20_000),
                count: 2,
                places: 4
            }
        ))
    );
}

#[test]
fn a_key_that_cannot_be_meant_is_refused_with_its_step() {
    let each = Above::Each(started(20_000));
    let by_steps = |found: &[(u64, u32)], above| Key::by(ByFigure::Steps(steps(found, above)));
    let cases = [
        (Key::fixed(0), KeyError::NothingGiven),
        (by_steps(&[], each), KeyError::NoSteps),
        (
            by_steps(&[(5, 1), (5, 2)], each),
            KeyError::EdgeTwice { step: 1 },
        ),
        (
            by_steps(&[(5, 1), (4, 2)], each),
            KeyError::EdgeDescends { step: 1 },
        ),
        (by_steps(&[(0, 1)], each), KeyError::EdgeZero { step: 0 }),
        (
            by_steps(&[(MOST_FIGURE + 1, 1)], each),
            KeyError::EdgeTooLarge { step: 0 },
        ),
        (
            by_steps(&[(5, 2), (6, 1)], each),
            KeyError::FewerPlaces { step: 1 },
        ),
        (
            by_steps(&[(5, 2)], Above::Places(1)),
            KeyError::FewerPlaces { step: 1 },
        ),
        (
            by_steps(&[(5, 2)], Above::Each(started(0))),
            KeyError::UnitSize,
        ),
        (
            by_steps(&vec![(1, 1); MOST_STEPS + 1], each),
            KeyError::TooManySteps {
                steps: MOST_STEPS + 1,
            },
        ),
        (Key::by(ByFigure::Each(started(0))), KeyError::UnitSize),
        (hannover(0, 0), KeyError::NoTotal),
        (
            Key {
                minimum: 3,
                maximum: Some(2),
                ..Key::fixed(1)
            },
            KeyError::MinimumAboveMaximum,
        ),
        (
            Key {
                maximum: Some(0),
                ..Key::fixed(1)
            },
            KeyError::NothingGiven,
        ),
        (Key::fixed(MOST_PLACES + 1), KeyError::TooManyPlaces),
    ];
    for (key, fault) in cases {
        assert_eq!(
            entitle(&key, &[paid(1)], &[]),
            Err(EntitleError::Key(fault)),
            "{key:?}"
        );
    }
}

#[test]
fn bodies_that_cannot_be_counted_are_named() {
    let missing = Body {
        figure: None,
        fee_unpaid: false,
    };
    let cases = [
        (lir_nrw(), vec![], EntitleError::NoBodies),
        (
            lir_nrw(),
            vec![paid(1); MOST_BODIES + 1],
            EntitleError::TooManyBodies {
                bodies: MOST_BODIES + 1,
            },
        ),
        (
            lir_nrw(),
            vec![paid(1), missing],
            EntitleError::NoFigure { body: 1 },
        ),
        (
            lir_nrw(),
            vec![paid(MOST_FIGURE + 1)],
            EntitleError::FigureTooLarge { body: 0 },
        ),
        (
            Key::by(ByFigure::Each(started(1))),
            vec![paid(1), paid(MOST_FIGURE)],
            EntitleError::TooManyPlaces { body: 1 },
        ),
        (
            hannover(10, 0),
            vec![paid(0), paid(0)],
            EntitleError::NothingToShareBy,
        ),
    ];
    for (key, bodies, fault) in cases {
        let refused = entitle(&key, &bodies, &[]).unwrap_err();
        assert_eq!(refused, fault);
        assert!(!refused.to_string().is_empty());
    }
}
