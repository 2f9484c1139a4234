use super::{Lexicon, LexiconError};

#[test]
fn the_files_that_come_along_are_sound() {
    let codes: Vec<String> = Lexicon::builtin()
        .languages()
        .map(|l| l.to_string())
        .collect();
    for code in ["da", "de", "en", "et", "pl"] {
        assert!(codes.contains(&code.to_owned()), "{codes:?}");
    }
}
