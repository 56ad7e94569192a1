//! The form in which a poll is written: what was typed to [`PollInput`], and a stored poll back into the form.

use std::collections::BTreeMap;

use crate::{
    polls::{
        input::{PollInput, PollTexts},
        model::{Method, Poll, PollKind, Rule},
        stored_rule::{StoredQuorum, StoredRule, StoredShare},
    },
    tally::majority::{MajorityRule, QuorumMeasure, TieRule},
    types::{FieldProblem, Fields, Locale, Problem},
    web::FormData,
};

/// Majorities that have a name.
pub(super) const MAJORITIES: [(&str, MajorityRule); 5] = [
    ("simple", MajorityRule::simple()),
    ("absolute_of_valid", MajorityRule::absolute_of_valid()),
    ("two_thirds", MajorityRule::two_thirds()),
    ("three_quarters", MajorityRule::three_quarters()),
    ("unanimity", MajorityRule::unanimity()),
];

/// Beyond any federation, and far from the end of the numbers.
const LARGEST: u64 = 1_000_000;

/// An empty form for a kind of poll, with what is usual.
pub(super) fn empty(kind: PollKind) -> FormData {
    let mut form = FormData::default();
    form.set("kind", kind.as_str());
    form.set("secrecy", "secret");
    form.set("tie", TieRule::Rejected.code());
    form.set("majority", "simple");
    form.set("base", "yes_no");
    form.set("quorum", "none");
    form.set("election_rule", "absolute_majority_of_valid");
    form.set("method", "choose");
    form.set("list_seats", "sainte_lague");
    form.set("max_choices", "1");
    form.set("max_per_option", "1");
    form.set("seats", "1");
    form
}

/// The form of a stored poll.
pub(super) fn filled(poll: &Poll) -> FormData {
    let mut form = empty(poll.kind);
    form.set("secrecy", poll.secrecy.as_str());
    form.set("revision", poll.revision.to_string());
    for locale in Locale::offered() {
        let own = |t: &crate::types::Localized| {
            t.iter()
                .find(|(l, _)| *l == locale)
                .map(|(_, t)| t.to_owned())
                .unwrap_or_default()
        };
        form.set(&format!("title.{locale}"), own(&poll.title));
        form.set(&format!("question.{locale}"), own(&poll.question));
        let lines: Vec<String> = poll.options.iter().map(|o| own(&o.label)).collect();
        if lines.iter().all(|l| !l.is_empty()) {
            form.set(&format!("candidates.{locale}"), lines.join("\n"));
        }
    }
    if poll.method != Method::YesNo {
        form.set("method", poll.method.as_str());
    }
    form.set("max_choices", poll.max_choices.to_string());
    form.set("max_per_option", poll.max_per_option.to_string());
    form.set("seats", poll.seats.to_string());
    if poll.least_bodies > 0 {
        form.set("least_bodies", poll.least_bodies.to_string());
    }
    if poll.options.iter().any(|o| !o.body.is_empty()) {
        let lines: Vec<_> = poll.options.iter().map(|o| o.body.as_str()).collect();
        form.set("bodies", lines.join("\n"));
    }
    match &poll.rule {
        Rule::Election(rule) => form.set("election_rule", rule.code()),
        Rule::Motion(rule) => fill_majority(&mut form, rule),
        Rule::Lists(method) => {
            form.set("list_seats", method.code());
            let lines: Vec<_> = poll.options.iter().map(|o| o.places.to_string()).collect();
            form.set("places", lines.join("\n"));
        }
        Rule::Ranked => {}
    }
    form
}

fn fill_majority(form: &mut FormData, rule: &MajorityRule) {
    let plain = MajorityRule::new(rule.share(), rule.base());
    match MAJORITIES.iter().find(|(_, known)| *known == plain) {
        Some((name, _)) => form.set("majority", *name),
        None => {
            form.set("majority", "own");
            form.set("numerator", rule.share().numerator().to_string());
            form.set("denominator", rule.share().denominator().to_string());
            set_box(form, "strict", rule.share().strict());
        }
    }
    form.set("base", rule.base().code());
    if rule.min_yes() > 0 {
        form.set("min_yes", rule.min_yes().to_string());
    }
    if let Some(share) = rule.min_of_entitled() {
        form.set("entitled_numerator", share.numerator().to_string());
        form.set("entitled_denominator", share.denominator().to_string());
        set_box(form, "entitled_strict", share.strict());
    }
    if let Some(share) = rule.of_bodies() {
        form.set("bodies_numerator", share.numerator().to_string());
        form.set("bodies_denominator", share.denominator().to_string());
        set_box(form, "bodies_strict", share.strict());
    }
    form.set("tie", rule.tie().code());
    let StoredRule::Motion {
        quorum: Some(quorum),
        ..
    } = StoredRule::from(&Rule::Motion(*rule))
    else {
        return;
    };
    if let Some(number) = quorum.number {
        form.set("quorum", "number");
        form.set("quorum_number", number.to_string());
    }
    if let Some(share) = quorum.of_entitled {
        form.set("quorum", "share");
        form.set("quorum_numerator", share.numerator.to_string());
        form.set("quorum_denominator", share.denominator.to_string());
        set_box(form, "quorum_strict", share.strict);
    }
}

fn set_box(form: &mut FormData, name: &str, ticked: bool) {
    if ticked {
        form.set(name, "yes");
    }
}

/// What was typed, as input; or everything that is wrong with it, in the names of the form's fields.
pub(super) fn read(form: &FormData, required: Locale) -> Result<PollInput, Problem> {
    let mut fields = Fields::default();
    let is_election = form.text("kind") == PollKind::Election.as_str();
    let options = candidates(form, required, &mut fields);
    // Several motions are chosen from; a single one is answered by yes or no.
    let method = if is_election || !options.is_empty() {
        let typed = form.filled_text("method");
        typed.unwrap_or_else(|| Method::Choose.as_str().to_owned())
    } else {
        String::new()
    };
    let chosen = Method::parse(&method).unwrap_or(Method::YesNo);
    let number = |name: &str, asked: bool, fields: &mut Fields| {
        if asked {
            whole_number(form, name, fields)
        } else {
            1
        }
    };
    let asks_votes = is_election && matches!(chosen, Method::Choose | Method::Cumulate);
    let least_bodies = number_or_none(form, "least_bodies", &mut fields);
    let input = PollInput {
        kind: form.text("kind"),
        secrecy: form.text("secrecy"),
        title: by_language(form, "title"),
        question: by_language(form, "question"),
        bodies: if asks_votes {
            lines(form, "bodies")
        } else {
            Vec::new()
        },
        places: if chosen == Method::Lists {
            lines(form, "places")
                .iter()
                .map(|line| line.parse().unwrap_or(0))
                .collect()
        } else {
            Vec::new()
        },
        max_choices: number("max_choices", asks_votes, &mut fields),
        max_per_option: number("max_per_option", chosen == Method::Cumulate, &mut fields),
        seats: number(
            "seats",
            is_election && chosen != Method::InstantRunoff,
            &mut fields,
        ),
        least_bodies: if asks_votes {
            i64::try_from(least_bodies).unwrap_or(i64::MAX)
        } else {
            0
        },
        rule: match chosen {
            Method::YesNo => majority(form, &mut fields),
            Method::Choose | Method::Cumulate => StoredRule::Election {
                rule: form.text("election_rule"),
            },
            Method::Lists => StoredRule::Lists {
                method: form.text("list_seats"),
            },
            Method::InstantRunoff | Method::ScottishStv | Method::Schulze => StoredRule::Ranked {},
        },
        purpose: form
            .filled_text("purpose")
            .filter(|_| chosen == Method::YesNo),
        options,
        method,
    };
    match fields.finish(Some(())) {
        Ok(()) => Ok(input),
        Err(mut problems) => {
            let told: Vec<String> = problems.iter().map(|p| p.field.clone()).collect();
            let more = input.parse(required).err().unwrap_or_default();
            problems.extend(
                more.into_iter()
                    .filter(|p| p.field != "rule" && !told.contains(&p.field)),
            );
            Err(in_fields_of_the_form(Problem::fields(problems), required))
        }
    }
}

/// Renames the fields of the input to those that the form shows.
pub(super) fn in_fields_of_the_form(mut problem: Problem, required: Locale) -> Problem {
    for field in &mut problem.fields {
        let shown = match field.field.as_str() {
            "title" | "question" => Some(format!("{}.{required}", field.field)),
            "options" => Some(format!("candidates.{required}")),
            "rule" => Some("majority".to_owned()),
            "of_bodies" => Some("bodies_numerator".to_owned()),
            other => other
                .strip_prefix("options.")
                .map(|rest| {
                    let language = rest
                        .split_once('.')
                        .map_or(required.tag(), |(_, language)| language);
                    format!("candidates.{language}")
                })
                .or_else(|| {
                    let (name, _) = other.split_once('.')?;
                    ["bodies", "places"]
                        .contains(&name)
                        .then(|| name.to_owned())
                }),
        };
        if let Some(shown) = shown {
            field.field = shown;
        }
    }
    problem
}

fn by_language(form: &FormData, name: &str) -> PollTexts {
    Locale::offered()
        .map(|locale| {
            (
                locale.tag().to_owned(),
                form.text(&format!("{name}.{locale}")),
            )
        })
        .collect()
}

/// The lines of a field that are not empty.
fn lines(form: &FormData, name: &str) -> Vec<String> {
    form.text(name)
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned)
        .collect()
}

/// One candidate a line; a further language has as many lines, in the same order.
fn candidates(form: &FormData, required: Locale, fields: &mut Fields) -> Vec<PollTexts> {
    let lines = |locale: Locale| lines(form, &format!("candidates.{locale}"));
    let mut names: Vec<PollTexts> = lines(required)
        .into_iter()
        .map(|name| BTreeMap::from([(required.tag().to_owned(), name)]))
        .collect();
    for locale in Locale::offered().filter(|l| *l != required) {
        let further = lines(locale);
        if further.is_empty() {
            continue;
        }
        if further.len() != names.len() {
            let n = i64::try_from(names.len()).unwrap_or(i64::MAX);
            fields.refuse(
                FieldProblem::new(
                    &format!("candidates.{locale}"),
                    crate::key!("field-candidates-uneven"),
                )
                .with("n", n),
            );
            continue;
        }
        for (name, further) in names.iter_mut().zip(further) {
            name.insert(locale.tag().to_owned(), further);
        }
    }
    names
}

fn whole_number(form: &FormData, name: &str, fields: &mut Fields) -> i64 {
    form.text(name).trim().parse().unwrap_or_else(|_| {
        fields.refuse(FieldProblem::new(name, crate::key!("field-not-a-number")));
        0
    })
}

/// A number from 0; a blank field is 0.
fn number_or_none(form: &FormData, name: &str, fields: &mut Fields) -> u64 {
    let text = form.text(name);
    if text.trim().is_empty() {
        return 0;
    }
    text.trim()
        .parse()
        .ok()
        .filter(|n| *n <= LARGEST)
        .unwrap_or_else(|| {
            fields.refuse(FieldProblem::new(name, crate::key!("field-not-a-number")));
            0
        })
}

/// A share out of two fields and a box; refused beside the first of them.
fn share(form: &FormData, prefix: &str, fields: &mut Fields) -> StoredShare {
    let name = format!("{prefix}numerator");
    let share = StoredShare {
        numerator: number_or_none(form, &name, fields),
        denominator: number_or_none(form, &format!("{prefix}denominator"), fields),
        strict: form.has(&format!("{prefix}strict"), "yes"),
    };
    if !share.is_usable() {
        fields.refuse(FieldProblem::new(&name, crate::key!("field-not-a-share")));
    }
    share
}

fn majority(form: &FormData, fields: &mut Fields) -> StoredRule {
    let named = MAJORITIES
        .iter()
        .find(|(name, _)| form.has("majority", name))
        .map(|(_, rule)| *rule);
    let (numerator, denominator, strict, base) = match named {
        Some(rule) => {
            let share = rule.share();
            (
                share.numerator(),
                share.denominator(),
                share.strict(),
                rule.base().code().to_owned(),
            )
        }
        None => {
            if !form.has("majority", "own") {
                fields.refuse(FieldProblem::new(
                    "majority",
                    crate::key!("field-unknown-choice"),
                ));
            }
            let own = share(form, "", fields);
            (
                own.numerator,
                own.denominator,
                own.strict,
                form.text("base"),
            )
        }
    };
    let mut share_if_given = |prefix: &str| {
        let is_given = ["numerator", "denominator"]
            .iter()
            .any(|f| form.filled_text(&format!("{prefix}{f}")).is_some());
        is_given.then(|| share(form, prefix, fields))
    };
    let min_of_entitled = share_if_given("entitled_");
    let of_bodies = share_if_given("bodies_");
    let (number, of_entitled) = match form.text("quorum").as_str() {
        "number" => (Some(number_or_none(form, "quorum_number", fields)), None),
        "share" => (None, Some(share(form, "quorum_", fields))),
        _ => (None, None),
    };
    if number == Some(0) {
        fields.refuse(FieldProblem::new(
            "quorum_number",
            crate::key!("field-required"),
        ));
    }
    StoredRule::Motion {
        numerator,
        denominator,
        strict,
        base,
        min_yes: number_or_none(form, "min_yes", fields),
        min_of_entitled,
        // Presence is not recorded: who voted is who took part.
        quorum: (number.is_some() || of_entitled.is_some()).then(|| StoredQuorum {
            measure: QuorumMeasure::Voted.code().to_owned(),
            number,
            of_entitled,
        }),
        of_bodies,
        tie: form
            .filled_text("tie")
            .filter(|word| word != TieRule::Rejected.code()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::majority::{MajorityBase, Quorum, QuorumSize, Share};

    fn motion() -> FormData {
        let mut form = empty(PollKind::Motion);
        form.set("title.de", "Antrag 3");
        form.set("question.de", "Soll der Antrag angenommen werden?");
        form
    }

    fn problems(form: &FormData) -> Vec<(String, &'static str)> {
        let problem = match read(form, Locale::De) {
            Err(problem) => problem,
            Ok(input) => in_fields_of_the_form(
                Problem::fields(input.parse(Locale::De).err().unwrap_or_default()),
                Locale::De,
            ),
        };
        problem
            .fields
            .into_iter()
            .map(|f| (f.field, f.key))
            .collect()
    }

    #[test]
    fn every_named_majority_reads_as_its_rule() {
        for (name, rule) in MAJORITIES {
            let mut form = motion();
            form.set("majority", name);
            let definition = read(&form, Locale::De).unwrap().parse(Locale::De).unwrap();
            assert_eq!(definition.rule, Rule::Motion(rule));
        }
    }

    #[test]
    fn own_numbers_and_further_conditions_come_back_into_the_form_as_they_were_typed() {
        let mut form = motion();
        for (name, value) in [
            ("majority", "own"),
            ("numerator", "3"),
            ("denominator", "5"),
            ("strict", "yes"),
            ("base", "entitled"),
            ("min_yes", "7"),
            ("entitled_numerator", "1"),
            ("entitled_denominator", "4"),
            ("quorum", "share"),
            ("quorum_numerator", "1"),
            ("quorum_denominator", "2"),
            ("quorum_strict", "yes"),
            ("bodies_numerator", "2"),
            ("bodies_denominator", "3"),
            ("tie", "lot"),
            ("secrecy", "roll_call"),
        ] {
            form.set(name, value);
        }
        let definition = read(&form, Locale::De).unwrap().parse(Locale::De).unwrap();
        let share = |n, d, strict| Share::new(n, d, strict).unwrap();
        let expected = MajorityRule::new(share(3, 5, true), MajorityBase::Entitled)
            .with_min_yes(7)
            .with_min_of_entitled(Some(share(1, 4, false)))
            .with_quorum(Some(Quorum {
                measure: QuorumMeasure::Voted,
                size: QuorumSize::OfEntitled(share(1, 2, true)),
            }))
            .with_share_of_bodies(Some(share(2, 3, false)))
            .with_tie(TieRule::Lot);
        assert_eq!(definition.rule, Rule::Motion(expected));
        let mut again = motion();
        fill_majority(&mut again, &expected);
        for name in [
            "majority",
            "numerator",
            "denominator",
            "strict",
            "base",
            "min_yes",
            "entitled_numerator",
            "quorum",
            "quorum_numerator",
            "quorum_strict",
            "bodies_numerator",
            "tie",
        ] {
            assert_eq!(again.text(name), form.text(name), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_beside_the_field_that_was_typed_into() {
        let mut form = empty(PollKind::Motion);
        form.set("min_yes", "many");
        form.set("majority", "own");
        form.set("numerator", "3");
        form.set("denominator", "2");
        assert_eq!(
            problems(&form),
            [
                ("numerator".to_owned(), "field-not-a-share"),
                ("min_yes".to_owned(), "field-not-a-number"),
                ("title.de".to_owned(), "field-required"),
                ("question.de".to_owned(), "field-required"),
            ]
        );
    }

    #[test]
    fn candidates_stand_one_a_line_in_every_language_alike() {
        let mut form = empty(PollKind::Election);
        form.set("title.de", "Vorstand");
        form.set("question.de", "Wen wählen Sie?");
        form.set(
            "candidates.de",
            "Ayşe Öztürk\r\n\r\n  Luís Pereira  \r\nNoor Haddad",
        );
        form.set("max_choices", "2");
        form.set("seats", "2");
        let definition = read(&form, Locale::De).unwrap().parse(Locale::De).unwrap();
        assert_eq!(definition.options.len(), 3);
        form.set("candidates.en", "Only one");
        assert_eq!(
            problems(&form),
            [("candidates.en".to_owned(), "field-candidates-uneven")]
        );
        form.set("candidates.en", "");
        form.set("candidates.de", "Noor Haddad\nNoor Haddad");
        assert_eq!(
            problems(&form),
            [("candidates.de".to_owned(), "field-candidate-twice")]
        );
        form.set("candidates.de", "Noor Haddad");
        assert_eq!(
            problems(&form),
            [("max_choices".to_owned(), "field-number-out-of-range")]
        );
    }
}
