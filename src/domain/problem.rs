//! Something that is wrong with a file, said with its line.

use serde::{Deserialize, Serialize};

/// What is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The file as it was named.
    pub file: String,
    /// The line, counted from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// The key with its section, such as `[pl.payment.other_way] say`; empty with line 0.
    pub key: String,
    /// What about it, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with a file as a whole.
    pub fn of_file(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            key: String::new(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            line,
            key,
            message,
        } = self;
        match line {
            0 => write!(f, "{file}: {message}"),
            _ => write!(f, "{file}, line {line}: {key}: {message}"),
        }
    }
}

/// What the TOML parser has to say.
pub(in crate::domain) fn syntax(file: &str, text: &str, error: &toml::de::Error) -> Problem {
    let line = line_of(text, error.span().map_or(0, |span| span.start));
    let content = text.lines().nth(line - 1).unwrap_or_default().trim();
    Problem {
        file: file.to_owned(),
        line,
        key: format!("{content:?}"),
        message: error.message().replace('\n', ", "),
    }
}

pub(in crate::domain) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}
