use proptest::prelude::*;

use super::*;

fn unit() -> impl Strategy<Value = Unit> {
    (2_000_000_u64..=MOST_FIGURE, any::<bool>()).prop_map(|(size, started)| Unit {
        size,
        rounding: if started {
            Rounding::Started
        } else {
            Rounding::Full
        },
    })
}

fn steps() -> impl Strategy<Value = Steps> {
    (
        prop::collection::vec((1_u64..100_000, 0_u32..5), 1..6),
        any::<bool>(),
        prop_oneof![unit().prop_map(Ok), (0_u32..5).prop_map(Err)],
    )
        .prop_map(|(widths, below, above)| {
            let (mut edge, mut places) = (0, 0);
            let steps = widths
                .iter()
                .map(|(width, more)| {
                    edge += width;
                    places += more;
                    Step { edge, places }
                })
                .collect();
            Steps {
                steps,
                edge: if below {
                    EdgeBelongs::Below
                } else {
                    EdgeBelongs::Above
                },
                above: match above {
                    Ok(unit) => Above::Each(unit),
                    Err(more) => Above::Places(places + more),
                },
            }
        })
}

fn key() -> impl Strategy<Value = Key> {
    (
        0_u32..5,
        prop_oneof![
            steps().prop_map(ByFigure::Steps),
            unit().prop_map(ByFigure::Each)
        ],
        0_u32..4,
        prop::option::of(4_u32..20),
        0_u32..3,
    )
        .prop_map(|(base, rule, minimum, maximum, ex_officio)| Key {
            base,
            minimum,
            maximum,
            ex_officio,
            ..Key::by(rule)
        })
}

fn method() -> impl Strategy<Value = Method> {
    prop::sample::select(Method::ALL.to_vec())
}

fn known(figures: &[u64]) -> Vec<Body> {
    figures
        .iter()
        .map(|figure| Body {
            figure: Some(*figure),
            fee_unpaid: false,
        })
        .collect()
}

proptest! {
    #[test]
    fn a_larger_figure_never_gives_fewer_places(key in key(), a in 0..=MOST_FIGURE, b in 0..=MOST_FIGURE) {
        let found = entitle(&key, &known(&[a.min(b), a.max(b)]), &[]).unwrap();
        prop_assert!(found.bodies[0].places <= found.bodies[1].places);
    }

    #[test]
    fn places_add_up_to_the_fixed_total_where_no_limit_is_met(
        total in 1_u32..400, method in method(), figures in prop::collection::vec(1_u64..100_000, 1..40)
    ) {
        let key = Key::by(ByFigure::Proportional { total, method });
        let found = entitle(&key, &known(&figures), &[]).unwrap();
        let open = found.undecided.map_or(0, |tie| tie.seats_open);
        prop_assert_eq!(found.total + u64::from(open), u64::from(total));
    }

    #[test]
    fn a_minimum_only_adds(
        total in 1_u32..400, minimum in 1_u32..4, method in method(), figures in prop::collection::vec(1_u64..100_000, 1..40)
    ) {
        let plain = Key::by(ByFigure::Proportional { total, method });
        let raised = Key { minimum, ..plain.clone() };
        let (plain, raised) = (entitle(&plain, &known(&figures), &[]).unwrap(), entitle(&raised, &known(&figures), &[]).unwrap());
        for (without, with) in plain.bodies.iter().zip(&raised.bodies) {
            prop_assert_eq!(with.places, without.places.max(minimum));
        }
    }

    #[test]
    fn the_order_of_bodies_decides_nothing(
        total in 1_u32..100, method in method(), figures in prop::collection::vec(0_u64..50, 1..12), turn in 0_usize..12
    ) {
        prop_assume!(figures.iter().any(|figure| *figure > 0));
        let key = Key::by(ByFigure::Proportional { total, method });
        let mut turned = figures.clone();
        let turn = turn % figures.len();
        turned.rotate_left(turn);
        let one = entitle(&key, &known(&figures), &[]).unwrap();
        let other = entitle(&key, &known(&turned), &[]).unwrap();
        let mut places: Vec<u32> = one.bodies.iter().map(|body| body.places).collect();
        places.rotate_left(turn);
        prop_assert_eq!(places, other.bodies.iter().map(|body| body.places).collect::<Vec<_>>());
        prop_assert_eq!(one.undecided.map(|tie| tie.seats_open), other.undecided.map(|tie| tie.seats_open));
    }
}
