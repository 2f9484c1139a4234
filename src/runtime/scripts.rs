//! The sentences that staff speak, with the store's own in place of some. What is wrong with those
//! costs a warning, never a sentence.

use std::fs;
use std::path::Path;

use super::config::Config;
use crate::domain::script::{Problem, Scripts};

/// What comes with the program, reworded as the configuration names it, and what could not be used
/// of that.
pub fn load(config: &Config, config_file: &Path) -> (Scripts, Vec<Problem>) {
    match config.scripts_beside(config_file) {
        Some(path) => reworded(&path),
        None => (Scripts::builtin().clone(), Vec::new()),
    }
}

/// The same with the words of one file.
pub(super) fn reworded(path: &Path) -> (Scripts, Vec<Problem>) {
    let builtin = Scripts::builtin();
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => builtin.reworded(&name, &text),
        Err(error) => {
            let message = format!(
                "cannot be read: {error}; write it, or take [store] scripts out of the configuration"
            );
            (builtin.clone(), vec![Problem::of_file(name, message)])
        }
    }
}

/// Logs what could not be used.
pub fn warn(problems: &[Problem]) {
    for problem in problems {
        ::log::warn!("{problem}; what comes with Tillside is used");
    }
}

/// Every problem on a line of its own.
pub(super) fn list(problems: &[Problem]) -> String {
    problems.iter().fold(String::new(), |text, problem| {
        text + &format!("\n  {problem}")
    })
}
