//! Which language somebody wants: what they chose on the page, else what their browser asks for.

use crate::domain::language::Language;

/// The first of the `known` languages that the query (`l=pl`) or else the header `Accept-Language`
/// asks for.
pub(super) fn language(
    query: Option<&str>,
    accepted: Option<&str>,
    known: &[Language],
) -> Option<Language> {
    let is_known = |language: &Language| known.contains(language);
    let pairs = query.unwrap_or_default().split('&');
    let chosen = pairs.filter_map(|pair| pair.strip_prefix("l="));
    let mut chosen = chosen.filter_map(Language::new).filter(is_known);
    chosen
        .next()
        .or_else(|| by_weight(accepted?).into_iter().find(is_known))
}

/// The languages of an `Accept-Language` header (RFC 9110, 12.5.4), the most wanted first.
fn by_weight(accepted: &str) -> Vec<Language> {
    let mut wanted: Vec<(u16, Language)> = accepted.split(',').filter_map(range).collect();
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.into_iter().map(|(_, language)| language).collect()
}

/// `pl-PL;q=0.8` as its weight in thousandths and its language; `None` with weight 0 or of a form
/// that is none.
fn range(text: &str) -> Option<(u16, Language)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next()?.to_ascii_lowercase();
    let language = Language::new(tag.split('-').next()?)?;
    let weight = match parts.next().and_then(|part| part.strip_prefix("q=")) {
        None => 1000,
        Some(weight) => thousandths(weight)?,
    };
    (weight > 0).then_some((weight, language))
}

fn thousandths(weight: &str) -> Option<u16> {
    let (whole, digits) = weight.split_once('.').unwrap_or((weight, ""));
    let is_number = !whole.is_empty() && digits.len() <= 3;
    let number = format!("{whole}{digits:0<3}");
    let value = number.parse().ok().filter(|_| is_number)?;
    (value <= 1000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_comes_first_and_then_the_browsers_wishes() {
        let known = ["da", "en", "et", "pl"].map(|code| Language::new(code).unwrap());
        for (query, accepted, expected) in [
            (None, None, None),
            (Some("l=da"), Some("pl"), Some("da")),
            (Some("x=1&l=et"), None, Some("et")),
            (Some("l=xx"), Some("pl"), Some("pl")),
            (Some("l=<script>"), Some("de, fr"), None),
            (None, Some("pl-PL,pl;q=0.9,en;q=0.8"), Some("pl")),
            (None, Some("de,en;q=0.4,et;q=0.7"), Some("et")),
            (None, Some("DA;q=0.001, *;q=0.5"), Some("da")),
            (None, Some("pl;q=0, en;q=0.1"), Some("en")),
            (None, Some("pl;q=2, en;q=0.1;x=y"), Some("en")),
            (None, Some(";;,,q=1"), None),
        ] {
            let found = language(query, accepted, &known);
            let expected = expected.and_then(Language::new);
            assert_eq!(found, expected, "{query:?} {accepted:?}");
        }
    }
}
