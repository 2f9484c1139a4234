//! Rust source as the architecture test reads it: paths, without comments and strings.
//!
//! Not a parser: it knows just enough of the language to find `crate::…` and `super::…` paths.

/// Replaces comments and the contents of strings and character literals by blanks; keeps lines.
pub(crate) fn code_only(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while !rest.is_empty() {
        let skipped = blank_len(rest);
        if skipped > 0 {
            let (blank, tail) = rest.split_at(skipped);
            out.extend(blank.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = tail;
        } else {
            let first = rest.chars().next().expect("not empty");
            let word = rest
                .find(|c| !is_word(c))
                .unwrap_or(rest.len())
                .max(first.len_utf8());
            out.push_str(&rest[..word]);
            rest = &rest[word..];
        }
    }
    out
}

/// How many bytes of a comment or literal `text` starts with; 0 for anything else.
fn blank_len(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |at| at + 2);
    }
    let prefix = text.len() - text.trim_start_matches(['b', 'c', 'r']).len();
    let literal = &text[prefix..];
    let raw = text[..prefix].contains('r');
    let hashes = literal.len() - literal.trim_start_matches('#').len();
    if raw && literal[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = prefix + hashes + 1;
        return text[body..]
            .find(&end)
            .map_or(text.len(), |at| body + at + end.len());
    }
    match literal.chars().next() {
        Some('"') => prefix + quoted_len(literal, '"').unwrap_or(literal.len()),
        Some('\'') if is_char(literal) => prefix + quoted_len(literal, '\'').unwrap_or(1),
        _ => 0,
    }
}

/// Whether a quote opens a character literal rather than a lifetime.
fn is_char(text: &str) -> bool {
    let mut after = text.chars().skip(1);
    after.next() == Some('\\') || after.next() == Some('\'')
}

/// The length of a quoted literal up to and with its closing quote.
fn quoted_len(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return Some(at + 1);
        }
    }
    None
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words and single punctuation marks, `::` as one.
pub(crate) fn tokens(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        found.push(&rest[..len]);
        rest = rest[len..].trim_start();
    }
    found
}

/// Every path into this crate that `code` of the module `module` names, from the crate's root;
/// a group such as `crate::{a::b, c}` gives one path for each of its members.
pub(crate) fn crate_paths(code: &str, module: &[String]) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let continues_a_path = at > 0 && tokens[at - 1] == "::";
        if continues_a_path || tokens.get(at + 1) != Some(&"::") {
            continue;
        }
        let root = match *token {
            "crate" | "tillside" => Vec::new(),
            "super" => module[..module.len().saturating_sub(1)].to_vec(),
            "self" => module.to_vec(),
            _ => continue,
        };
        tree(&tokens, at + 2, root, &mut paths);
    }
    paths
}

/// Reads one use tree from `at` on and returns where it ends.
fn tree(
    tokens: &[&str],
    mut at: usize,
    mut path: Vec<String>,
    out: &mut Vec<Vec<String>>,
) -> usize {
    while let Some(token) = tokens.get(at) {
        match *token {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| *token != "}") {
                    let next = tree(tokens, at, path.clone(), out);
                    at = next.max(at + 1);
                    if tokens.get(at) == Some(&",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "super" => drop(path.pop()),
            word if word.chars().next().is_some_and(is_word) => path.push(word.to_owned()),
            _ => break,
        }
        at += 1;
        if tokens.get(at) != Some(&"::") {
            break;
        }
        at += 1;
    }
    out.push(path);
    // Past a rename, which is no further path.
    if tokens.get(at) == Some(&"as") {
        at + 2
    } else {
        at
    }
}
