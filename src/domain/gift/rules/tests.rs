//! The file that comes with the program, and every mistake that can be made in one.

mod mistakes;

use super::*;
use crate::domain::i18n::Messages;
use mistakes::MISTAKES;

const HEAD: &str = "schema = 1\nseed = \"0123456789abcdef\"\n";
const LABEL: &str = "label = { en = \"Tea\", pl = \"Herbata\", da = \"Te\", et = \"Tee\" }";

fn read(text: &str) -> Read {
    Rules::read("gifts.toml", text, &Messages::languages())
}

/// A file with one rule, some keys of which are exchanged for others.
fn with(changes: &[(&str, &str)]) -> String {
    let mut keys = vec![
        ("id", "\"tea\""),
        ("when", "{ event = \"sale\" }"),
        ("who", "{ anonymous = true }"),
    ];
    let mut give = vec![("cost", "30")];
    for (key, value) in changes {
        let (list, key) = match key.strip_prefix("give.") {
            Some(key) => (&mut give, key),
            None => (&mut keys, *key),
        };
        list.retain(|(known, _)| *known != key);
        if !value.is_empty() {
            list.push((key, value));
        }
    }
    let lines = |list: &[(&str, &str)]| {
        list.iter().fold(String::new(), |all, (key, value)| {
            all + &format!("{key} = {value}\n")
        })
    };
    let label = if changes.iter().any(|(key, _)| *key == "give.label") {
        ""
    } else {
        LABEL
    };
    format!(
        "{HEAD}[[gift]]\n{}[gift.give]\n{}{label}\n",
        lines(&keys),
        lines(&give)
    )
}

#[test]
fn the_example_is_in_order_in_every_language() {
    let Read { rules, remarks } = read(EXAMPLE);
    let rules = rules.unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(remarks, []);
    assert_eq!(rules.gifts.len(), 10);
    assert_eq!(rules.seed, Seed(0x8f3c_1e0a_5b7d_2946));
    for rule in &rules.gifts {
        let say = rule.give.say.as_ref().unwrap();
        for words in [&rule.give.label, say] {
            let all: std::collections::BTreeSet<&str> = Messages::languages()
                .iter()
                .map(|it| words.get(*it))
                .collect();
            assert!(!all.contains(""), "{}", rule.id);
        }
        let is_promised = ["tenth-visit", "survey-thanks", "make-good"].contains(&&*rule.id);
        assert_eq!(rule.is_promised(), is_promised, "{}", rule.id);
    }
    let water = &rules.gifts[0];
    assert_eq!(water.when.temp_min, Some(280));
    assert_eq!(
        water.when.hours,
        Some(Hours {
            from: 660,
            to: 1080
        })
    );
    assert_eq!(water.hold_out, Share::new(0.1));
    assert_eq!(
        water.give.label.get(Language::new("pl").unwrap()),
        "Zimna woda"
    );
    let bread = &rules.gifts[9];
    assert_eq!((bread.chance, bread.give.items.len()), (Chance::Pace, 2));
    assert!(!bread.when.days.contains(Day(4)), "2020-01-05 was a Sunday");
    assert!(bread.when.days.contains(Day(5)));
}

#[test]
fn a_file_with_little_in_it_has_the_usual_values() {
    let rules = read(HEAD).rules.unwrap();
    assert_eq!(rules.global.gifts, Cap { max: 4, days: 90 });
    assert_eq!(rules.global.hold_out, Share::new(0.1));
    assert_eq!(rules.weather.max_age_min, 360);
    assert_eq!((rules.gifts.len(), rules.stars), (0, None));
    let rules = read(&with(&[])).rules.unwrap();
    assert_eq!(rules.gifts[0].chance, Chance::Of(1.0));
    assert_eq!(rules.gifts[0].key, RuleKey::of("tea"));
}

/// What is said, with its line.
fn said(text: &str) -> Vec<String> {
    let problems = read(text).rules.err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn each_mistake_in_a_rule_is_named_with_its_line_and_what_to_do() {
    for (changes, words) in MISTAKES {
        let text = with(changes);
        let said = said(&text);
        assert!(
            said.iter().any(|it| it.contains(words)),
            "{text}\n{words}\n{said:#?}"
        );
    }
}

#[test]
fn each_mistake_above_the_rules_is_named_with_its_line() {
    for (text, words) in [
        ("schema = 1\nseed = \"xyz\"", "line 2: seed: is no seed"),
        (
            "schema = 2\nseed = \"0123456789abcdef\"",
            "line 1: schema: is 2",
        ),
        ("schema = 1", "seed: is missing"),
        ("a = ", "line 1: \"a =\""),
        (
            "schema = 1\nseed = \"0123456789abcdef\"\ngifts = 3",
            "line 3: gifts: is no key",
        ),
        ("gift = 3", "gift: is no list of tables"),
        ("[global]\nhold_out = 2", "line 2: [global] hold_out: is 2"),
        (
            "[global]\nmax_gifts = 2",
            "line 2: [global] max_gifts: is no key",
        ),
        (
            "[global]\nper_customer = { max = 0, per_days = 3 }",
            "per_customer.max: is 0",
        ),
        (
            "[weather]\nsource = \"sky\"",
            "line 2: [weather] source: is no source",
        ),
        ("[weather]\nmax_age_hours = 0", "max_age_hours: is 0"),
        (
            "[stars]\noffline_per_day = 3",
            "earns by visits or by amounts",
        ),
        (
            "[stars]\nper_amount = { stars = 1, each = 0 }",
            "per_amount.each: is 0",
        ),
        (
            "[weather]\nsource = \"https://a.eu/now#temp\"",
            "line 2: [weather] source: has no place in the answer",
        ),
        (
            "[weather]\n\nsource = \"https:///now\"",
            "line 3: [weather] source: is no address",
        ),
        ("[goodwill]\nper_day = 3", "[goodwill] cost: is missing"),
        (
            "[categories]\nwine = []",
            "line 2: [categories] wine: \"wine\" names alcohol",
        ),
        ("[categories]\nfertility = []", "somebody's pregnancy"),
        (
            "[categories]\ntea = [\n  \"96385074\",\n  \"96385075\"]",
            "line 4: [categories] tea: the last digit",
        ),
    ] {
        let said = said(text);
        assert!(
            said.iter().any(|it| it.contains(words)),
            "{text}\n{said:#?}"
        );
    }
}

#[test]
fn two_rules_may_not_have_one_id_and_there_are_only_so_many() {
    let rule = |id: &str| {
        format!(
            "[[gift]]\nid = \"{id}\"\nwhen = {{ event = \"sale\" }}\nwho = {{ card = true }}\ngive = {{ cost = 1, {LABEL} }}\n"
        )
    };
    let said = said(&format!("{HEAD}{}{}", rule("tea"), rule("tea")));
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].contains("line 8: [gift tea] id: is there already, on line 3"),
        "{said:?}"
    );
    let many = |count: usize| {
        let all: String = (0..count)
            .map(|number| rule(&format!("rule-{number}")))
            .collect();
        self::said(&format!("{HEAD}{all}"))
    };
    assert_eq!(many(MAX_RULES), Vec::<String>::new());
    assert!(many(MAX_RULES + 1)[0].contains("one rule too many"));
}

#[test]
fn a_stricter_rule_is_taken_and_a_promise_may_come_sooner() {
    for changes in [
        &[
            ("cool_down_days", "7"),
            ("per_customer", "{ max = 4, per_days = 90 }"),
        ][..],
        &[("per_customer", "{ max = 5, per_days = 91 }")],
        &[("cool_down_days", "0"), ("bypass_min_days", "true")],
        &[
            ("chance", "{ pace = \"day\" }"),
            ("stock", "{ per_day = 3 }"),
        ],
        &[(
            "when",
            "{ event = \"sale\", days = \"Sa-Mo, We\", hours = \"18:00-24:00\" }",
        )],
    ] {
        assert_eq!(said(&with(changes)), Vec::<String>::new(), "{changes:?}");
    }
    let rules = read(&with(&[(
        "when",
        "{ event = \"sale\", days = \"Sa-Mo,We\" }",
    )]))
    .rules
    .unwrap();
    let days: Vec<u16> = (0..7)
        .filter(|day| rules.gifts[0].when.days.contains(Day(*day)))
        .collect();
    assert_eq!(days, [0, 3, 4, 5], "2020-01-01 was a Wednesday");
}
