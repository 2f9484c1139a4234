//! A file that was written for an engine which knows more: what is taken of it, and what is said of the
//! rest, key by key.

use tillside::domain::gift::rules::Rules;
use tillside::domain::i18n::Messages;

#[test]
fn each_key_that_cannot_be_known_is_named_with_what_to_write_instead() {
    let text = super::data("other_engine.toml");
    let read = Rules::read("gifts.toml", &text, &Messages::languages());
    let problems = read.rules.unwrap_err();
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let expected = [
        ("line 30: [gift hot-day-water] give.label", "is missing in"),
        (
            "line 31: [gift hot-day-water] stock.keep",
            "does not see the shelf",
        ),
        (
            "line 34: [gift hot-day-water] basket.none_of_category",
            "nothing says what \"drinks-cold\" is",
        ),
        ("line 41: [gift cold-day-tea] give.label", "is missing"),
        ("line 48: [gift kids-sweet] give.label", "is missing"),
        ("line 57: [gift tenth-visit] give.label", "is missing"),
        ("line 65: [gift birthday] give.label", "is missing"),
        ("line 73: [gift survey-thanks] give.label", "is missing"),
        (
            "line 80: [gift make-good] when.outcome",
            "no case ends as \"goodwill\"",
        ),
        (
            "line 80: [gift make-good] when.outcome",
            "no case ends as \"justified\"",
        ),
        ("line 82: [gift make-good] give.label", "is missing"),
        ("line 91: [gift we-missed-you] give.label", "is missing"),
        (
            "line 100: [gift new-cheese] basket.any_category",
            "nothing says what \"cheese\" is",
        ),
        (
            "line 100: [gift new-cheese] basket.none_sku",
            "Tillside sees barcodes, no stock numbers",
        ),
        ("line 101: [gift new-cheese] give.label", "is missing"),
        ("line 109: [gift last-hour-bread] give.label", "is missing"),
        (
            "line 109: [gift last-hour-bread] give.only_if_stock_over",
            "does not see the shelf",
        ),
    ];
    assert_eq!(said.len(), expected.len(), "{said:#?}");
    for ((said, problem), (place, words)) in said.iter().zip(&problems).zip(expected) {
        let place = place.split_once(": ").unwrap().1;
        assert_eq!(problem.key, place, "{said}");
        assert!(problem.line > 0 && said.contains(words), "{said}");
        let line = text.lines().nth(problem.line - 1).unwrap_or_default();
        let key = place.rsplit(['.', ' ']).next().unwrap_or_default();
        let is_there = line.contains(key) || words.starts_with("is missing");
        assert!(is_there, "{said}\n{line}");
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
