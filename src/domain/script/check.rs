//! What a line has to look like to be shown and said.

use super::discreet::is_discreet;
use super::line::Line;
use crate::domain::language::Language;

/// Everything that is wrong with a text in the place of a line.
pub(super) fn complaints(language: Language, line: Line, text: &str) -> Vec<String> {
    if text.trim().is_empty() {
        return vec!["is empty; write a text, or take the key out".to_owned()];
    }
    [
        characters(text),
        length(line, text),
        placeholders(line, text),
        // A respelling is in no language.
        if matches!(line, Line::Sounds(_)) {
            respelling(text)
        } else {
            is_discreet(language, text)
                .err()
                .map(|word| word.to_string())
        },
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn characters(text: &str) -> Option<String> {
    if text.chars().any(char::is_control) {
        return Some("has a line break or another control character; write one line".to_owned());
    }
    if text.trim() != text {
        return Some("begins or ends with a space; take it out".to_owned());
    }
    let strange = text.chars().find(|c| !is_drawable(*c))?;
    let code = u32::from(strange);
    Some(format!(
        "has {strange:?} (U+{code:04X}), which the window's letters do not have; write it without"
    ))
}

/// Whether both weights of the window's font have the character and show something of it: letters of
/// Europe, digits, and the signs of sentences.
pub fn is_drawable(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{148}' | '\u{14A}'..='\u{17F}'
        | '\u{218}'..='\u{21B}'
        | '\u{400}'..='\u{45F}' | 'Ґ' | 'ґ'
        | '–' | '—' | '‘' | '’' | '‚' | '“' | '”' | '„' | '…' | '€')
}

fn length(line: Line, text: &str) -> Option<String> {
    let (length, limit) = (text.chars().count(), line.limit());
    (length > limit).then(|| format!("has {length} characters and at most {limit} fit; shorten it"))
}

fn placeholders(line: Line, text: &str) -> Option<String> {
    let wanted = line.placeholders();
    let missing = wanted.iter().find(|it| text.matches(**it).count() != 1);
    if let Some(missing) = missing {
        return Some(format!("must have {missing} in it, once"));
    }
    let rest = wanted
        .iter()
        .fold(text.to_owned(), |rest, it| rest.replace(it, ""));
    let allowed = match wanted {
        [] => "nothing is put into this line".to_owned(),
        _ => format!("only {} stands in braces", wanted.join(" and ")),
    };
    rest.contains(['{', '}'])
        .then(|| format!("has a brace that means nothing; {allowed}"))
}

/// Syllables of plain letters, the stressed ones in capitals.
fn respelling(text: &str) -> Option<String> {
    let syllables: Vec<&str> = text
        .split([' ', '-', ','])
        .filter(|syllable| !syllable.is_empty())
        .collect();
    let is_capital = |syllable: &&str| syllable.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_small = |syllable: &&str| syllable.bytes().all(|byte| byte.is_ascii_lowercase());
    let strange = syllables.iter().find(|it| !is_capital(it) && !is_small(it));
    if let Some(strange) = strange {
        return Some(format!(
            "{strange:?} is no syllable; use the letters a to z without accents, - between \
             syllables, capitals for the whole of the stressed one"
        ));
    }
    (!syllables.iter().any(is_capital))
        .then(|| "has no stressed syllable; write it in capitals".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decline::{Care, Step};
    use crate::domain::hold::Colour;
    use crate::domain::script::PhraseKey;
    use ab_glyph::{Font as _, FontRef};

    const SAY: Line = Line::Say(Care::OtherWay);
    const SOUNDS: Line = Line::Sounds(PhraseKey::Wait);

    #[test]
    fn each_complaint_says_what_is_wrong_and_what_to_do() {
        for (line, text, words) in [
            (SAY, "", "is empty"),
            (SAY, " \t", "is empty"),
            (SAY, "a\nb", "control character"),
            (SAY, "a\u{85}b", "control character"),
            (SAY, " a", "begins or ends with a space"),
            (SAY, "OK \u{2713}", "(U+2713)"),
            (SAY, "OK \u{1F600}", "(U+1F600)"),
            (SAY, "so\u{AD}ft", "(U+00AD)"),
            (SAY, "zero\u{200B}width", "(U+200B)"),
            (SAY, &"x".repeat(88), "88 characters and at most 87 fit"),
            (SAY, "The card was declined", "\"declined\" says or hints"),
            (SAY, "Take {token}", "nothing is put into this line"),
            (Line::Hint(Care::Unknown), "Nothing was charged.", "hints"),
            (
                Line::Step(Step::Hold),
                "Hold the basket now",
                "19 characters",
            ),
            (Line::Step(Step::Paid), "Bank", "hints"),
            (Line::HoldSay, "Take your time.", "must have {token}"),
            (Line::HoldSay, "{token} {token}", "must have {token}"),
            (Line::HoldSay, "{token} {name}", "only {token} stands"),
            (Line::HoldSay, "{token}}", "a brace that means nothing"),
            (Line::HoldToken, "{colour}", "must have {number}"),
            (Line::HoldToken, "{number}", "must have {colour}"),
            (
                Line::Colour(Colour::Blue),
                "dark greenish blue",
                "at most 14",
            ),
            (SOUNDS, "pro-SHE\u{144}", "is no syllable"),
            (SOUNDS, "Pro-she", "\"Pro\" is no syllable"),
            (SOUNDS, "pro-she", "no stressed syllable"),
            (SOUNDS, "-, ", "begins or ends"),
        ] {
            let found = complaints(Language::ENGLISH, line, text);
            assert!(
                found.iter().any(|said| said.contains(words)),
                "{line:?} {text:?}: {found:?}"
            );
        }
    }

    #[test]
    fn what_just_fits_is_taken() {
        for (line, text) in [
            (SAY, "\u{f5}".repeat(87)),
            (Line::HoldSay, format!("{}{{token}}", "x".repeat(69))),
            (Line::HoldToken, "{number} / {colour}".to_owned()),
            (SOUNDS, "PRO-she, mi-WE-go".to_owned()),
            (SOUNDS, "declined DECLINED".to_owned()),
        ] {
            let found = complaints(Language::ENGLISH, line, &text);
            assert_eq!(found, Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn both_weights_of_the_font_draw_every_character_that_is_taken() {
        const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
        const SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");
        let drawable: Vec<char> = ('\0'..=char::MAX).filter(|c| is_drawable(*c)).collect();
        assert!(drawable.len() > 400);
        for font in [REGULAR, SEMIBOLD] {
            let font = FontRef::try_from_slice(font).unwrap();
            let lacks = |c: &&char| font.glyph_id(**c).0 == 0;
            let missing: Vec<_> = drawable.iter().filter(lacks).collect();
            assert!(missing.is_empty(), "{missing:?}");
            assert_eq!(font.glyph_id('\u{1F600}').0, 0, "or the test sees nothing");
        }
    }
}
