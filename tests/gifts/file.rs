//! A file that was written for an engine which knows more: what is taken of it, and what is said of the
//! rest, key by key.

use tillside::domain::gift::rules::Rules;
use tillside::domain::i18n::Messages;

/// Line and key, and a part of the message.
const SAID: &[(&str, &str)] = &[
    ("line 25: [gift hot-day-water] give.label", "is missing in"),
    (
        "line 26: [gift hot-day-water] stock.keep",
        "does not see the shelf",
    ),
    (
        "line 29: [gift hot-day-water] basket.none_of_category",
        "nothing says what \"drinks-cold\" is",
    ),
    ("line 36: [gift cold-day-tea] give.label", "is missing"),
    ("line 43: [gift kids-sweet] give.label", "is missing"),
    ("line 52: [gift tenth-visit] give.label", "is missing"),
    ("line 60: [gift birthday] give.label", "is missing"),
    ("line 68: [gift survey-thanks] give.label", "is missing"),
    (
        "line 75: [gift make-good] when.outcome",
        "no case ends as \"goodwill\"",
    ),
    (
        "line 75: [gift make-good] when.outcome",
        "no case ends as \"justified\"",
    ),
    ("line 77: [gift make-good] give.label", "is missing"),
    ("line 86: [gift we-missed-you] give.label", "is missing"),
    (
        "line 95: [gift new-cheese] basket.any_category",
        "nothing says what \"cheese\" is",
    ),
    (
        "line 95: [gift new-cheese] basket.none_sku",
        "Tillside sees barcodes, no stock numbers",
    ),
    ("line 96: [gift new-cheese] give.label", "is missing"),
    ("line 104: [gift last-hour-bread] give.label", "is missing"),
    (
        "line 104: [gift last-hour-bread] give.only_if_stock_over",
        "does not see the shelf",
    ),
];

#[test]
fn each_key_that_cannot_be_known_is_named_with_what_to_write_instead() {
    let text = super::data("other_engine.toml");
    let read = Rules::read("gifts.toml", &text, &Messages::languages());
    let problems = read.rules.unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), SAID.len(), "{said:#?}");
    for (said, (place, words)) in said.iter().zip(SAID) {
        assert!(
            said.starts_with(&format!("gifts.toml, {place}: ")),
            "{said}"
        );
        assert!(said.contains(words), "{said}");
    }
    let remarks: Vec<(usize, &str)> = read
        .remarks
        .iter()
        .map(|it| (it.line, it.key.as_str()))
        .collect();
    let expected = [
        "timezone",
        "[global] messages",
        "[global] opt_out_tag",
        "[weather] source",
        "[gift hot-day-water] give.label.de",
    ];
    let keys: Vec<&str> = remarks.iter().map(|it| it.1).collect();
    assert_eq!(keys, expected, "{remarks:?}");
}
