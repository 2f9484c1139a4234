//! SPDX licence expressions, as far as crates use them.
//!
//! `OR` and the old `/` bind weaker than `AND`; `WITH` belongs to the licence before it.

/// Whether an expression can be met with licences that `allowed` accepts.
pub(crate) fn is_met(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (met, used) = any_of(&words, allowed);
    met && used == words.len() && used > 0
}

fn any_of(words: &[&str], allowed: &dyn Fn(&str) -> bool) -> (bool, usize) {
    let (mut met, mut used) = all_of(words, allowed);
    while words.get(used) == Some(&"OR") {
        let (next, len) = all_of(&words[used + 1..], allowed);
        met |= next;
        used += 1 + len;
    }
    (met, used)
}

fn all_of(words: &[&str], allowed: &dyn Fn(&str) -> bool) -> (bool, usize) {
    let (mut met, mut used) = one(words, allowed);
    while words.get(used) == Some(&"AND") {
        let (next, len) = one(&words[used + 1..], allowed);
        met &= next;
        used += 1 + len;
    }
    (met, used)
}

fn one(words: &[&str], allowed: &dyn Fn(&str) -> bool) -> (bool, usize) {
    match words {
        ["(", inner @ ..] => {
            let (met, used) = any_of(inner, allowed);
            (met && inner.get(used) == Some(&")"), used + 2)
        }
        [name, "WITH", exception, ..] => (allowed(&format!("{name} WITH {exception}")), 3),
        [name, ..] => (allowed(name), 1),
        [] => (false, 0),
    }
}
