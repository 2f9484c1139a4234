//! The lexicon: its files are sound, a store can add to them, and every word is found.

use super::{Hit, Lexicon, LexiconError, Topic};

/// The words found in a folded line, with their positions.
fn find<'w>(lexicon: &Lexicon, words: &'w str) -> Vec<&'w str> {
    let mut hits: Vec<Hit> = Vec::new();
    lexicon.find(words.as_bytes(), &mut hits);
    hits.iter()
        .filter_map(|hit| words.get(hit.start..hit.end))
        .collect()
}

fn lexicon(text: &str) -> Result<Lexicon, LexiconError> {
    Lexicon::parse(&[("shop.toml", text)])
}

#[test]
fn the_files_that_come_along_are_sound() {
    let codes: Vec<String> = Lexicon::builtin()
        .languages()
        .map(|l| l.to_string())
        .collect();
    for code in ["da", "de", "en", "et", "pl"] {
        assert!(codes.contains(&code.to_owned()), "{codes:?}");
    }
    for locale in Lexicon::builtin().locales() {
        assert!(
            locale.currency.is_some() && locale.decimal.is_some(),
            "{locale:?}"
        );
    }
}

#[test]
fn whole_words_only_and_the_longest_phrase() {
    let lexicon = lexicon(
        "[terms]\ntotal_sum = ['TOTAL']\nvat = ['TOTAL VAT']\ntotal_trap = ['RABATT*', '*RAPPORT']",
    )
    .unwrap();
    let cases: [(&str, &[&str]); 6] = [
        (" TOTAL ", &["TOTAL"]),
        (" TOTAL VAT ", &["TOTAL VAT"]),
        (" TOTAL VATTENFALL ", &["TOTAL"]),
        (" TOTALITY SUBTOTAL ", &[]),
        (" RABATTE KASSERAPPORT ", &["RABATTE", "KASSERAPPORT"]),
        (" TOTAL TOTAL VAT ", &["TOTAL", "TOTAL VAT"]),
    ];
    for (words, want) in cases {
        assert_eq!(find(&lexicon, words), want, "{words:?}");
    }
}

#[test]
fn where_a_language_leads_its_own_meaning_counts() {
    let lexicon = Lexicon::parse(&[
        (
            "et.toml",
            "language = 'et'\n[terms]\ntotal_transaction = ['OST']",
        ),
        ("da.toml", "language = 'da'\n[terms]\nplain = ['OST']"),
    ])
    .unwrap();
    let mut hits = Vec::new();
    lexicon.find(b" OST ", &mut hits);
    let pattern = lexicon.pattern(hits[0]).unwrap();
    assert!(pattern.topics(Some(0)).has(Topic::TotalTransaction));
    assert!(!pattern.topics(Some(1)).has(Topic::TotalTransaction));
    assert!(pattern.topics(None).has(Topic::TotalTransaction));
}

#[test]
fn a_store_adds_words_of_its_own() {
    let own = (
        "shop.toml",
        "language = 'en'\n[terms]\ntotal_due = ['THE DAMAGE']",
    );
    let files: Vec<_> = Lexicon::builtin_files().chain([own]).collect();
    let lexicon = Lexicon::parse(&files).unwrap();
    assert_eq!(find(&lexicon, " THE DAMAGE "), ["THE DAMAGE"]);
    assert_eq!(
        lexicon.languages().count(),
        Lexicon::builtin().languages().count()
    );
}

#[test]
fn errors_name_file_and_line() {
    let cases = [
        (
            "[terms]\ntotal_sum = ['TO*TAL']",
            "shop.toml, line 2: \"TO*TAL\" has a * inside",
        ),
        (
            "\n\n[terms]\nvat = [\n'VAT',\n'--']",
            "shop.toml, line 6: \"--\" has no letter",
        ),
        (
            "[terms]\nvat = ['A*']",
            "shop.toml, line 2: \"A*\" is too short",
        ),
        ("[terms]\nvat = [", "shop.toml, line 2: "),
        (
            "[terms]\n\ntotals = ['X']",
            "shop.toml, line 3: unknown variant `totals`",
        ),
        (
            "languge = 'en'",
            "shop.toml, line 1: unknown field `languge`",
        ),
        (
            "language = 'english'",
            "shop.toml, line 1: \"english\" is not a language",
        ),
        (
            "[currencies]\nEuro = ['E']",
            "shop.toml, line 2: \"Euro\" is not a currency",
        ),
    ];
    for (text, want) in cases {
        let error = lexicon(text).unwrap_err().to_string();
        assert!(error.starts_with(want), "{error}");
    }
}

#[test]
fn doubtful_words_are_mended_only_when_one_fits() {
    use super::fold::Folded;
    let lexicon =
        lexicon("[terms]\nvat = ['ZAPŁATY', 'KØB', 'KORT', 'KURT', 'OMSÆTNING', 'KARTA', 'KARTY']")
            .unwrap();
    let mend = |written: &str| {
        let mut folded = Folded::default();
        folded.fold(written);
        let mended = lexicon.mend(&folded.text, 0, &folded.odd);
        mended.map(|word| String::from_utf8(word.to_vec()).unwrap())
    };
    let cases = [
        ("ZAP\u{fffd}ATY", Some("ZAPLATY")),
        ("ZAPćATY", Some("ZAPLATY")),
        ("K¥B", Some("KOB")),
        ("OMS\u{fffd}TNING", Some("OMSAETNING")),
        // The ending alone is in doubt.
        ("KART\u{fffd}", Some("KARTA")),
        // Two words fit.
        ("K\u{fffd}RT", None),
        // Right as it is.
        ("ZAPŁATY", None),
        // Too little left.
        ("\u{fffd}\u{fffd}B", None),
        // A short word of another language.
        ("KÄB", None),
    ];
    for (written, want) in cases {
        assert_eq!(mend(written).as_deref(), want, "{written:?}");
    }
}

#[test]
fn every_word_of_the_files_is_found_and_listed_once() {
    for (name, text) in Lexicon::builtin_files() {
        let table: toml::Table = text.parse().unwrap();
        for (list, terms) in table["terms"].as_table().unwrap() {
            let mut listed = Vec::new();
            for term in terms
                .as_array()
                .unwrap()
                .iter()
                .map(|term| term.as_str().unwrap())
            {
                let words = String::from_utf8(super::words_of(term.trim_matches('*'))).unwrap();
                let line = format!(" {words} ");
                let found = find(Lexicon::builtin(), &line);
                assert_eq!(found, [words.as_str()], "{name}, {list}: {term:?}");
                assert!(
                    !listed.contains(&words),
                    "{name}, {list}: {term:?} is there twice"
                );
                listed.push(words);
            }
        }
    }
}
