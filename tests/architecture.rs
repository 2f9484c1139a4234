//! The rules of `ARCHITECTURE.md` that a machine can check: who may import whom, what lives in one
//! module only, budgets, licences.
//!
//! Reads the source as text; nothing here knows what the code does.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "test code: a panic is a failed test"
)]

#[path = "support/licence.rs"]
mod licence;
#[path = "support/source.rs"]
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MAX_LINES: usize = 500;
const MAX_PACKAGES: usize = 320;

/// The modules of the crate and what each may import, besides itself.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("protocol", &["domain"]),
    ("engine", &["domain", "protocol"]),
    ("client", &["domain", "protocol", "engine"]),
    ("pages", &["domain", "protocol", "engine"]),
    ("journal", BELOW_SIBLINGS),
    ("device", BELOW_SIBLINGS),
    ("web", BELOW_SIBLINGS),
    ("hub", BELOW_SIBLINGS),
    ("ui", BELOW_SIBLINGS),
    ("sim", &["domain", "protocol", "device"]),
    ("runtime", EVERYTHING_BELOW_RUNTIME),
    ("main", &["runtime"]),
];
const BELOW_SIBLINGS: &[&str] = &["domain", "protocol", "engine", "client", "pages"];
const EVERYTHING_BELOW_RUNTIME: &[&str] = &[
    "domain", "protocol", "engine", "client", "pages", "journal", "device", "web", "hub", "sim",
    "ui",
];

/// Crates that may be named in some modules only.
const CRATE_HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["journal", "hub"]),
    ("argon2", &["runtime"]),
    ("serialport", &["device"]),
    ("egui", &["ui"]),
    ("eframe", &["ui"]),
    ("egui_extras", &["ui"]),
    ("egui_plot", &["ui"]),
    ("pdf_writer", &["ui"]),
    ("subsetter", &["ui"]),
    ("askama", &["pages", "hub"]),
    ("axum", &["pages", "web", "hub"]),
    ("hyper", &["pages", "web", "hub"]),
    ("hyper_util", &["pages", "web", "hub"]),
    ("tokio", &["pages", "web", "hub"]),
    ("ureq", &["client", "hub"]),
];

/// Clock readings and thread starts, which belong to `runtime`.
const RUNTIME_ONLY: &[[&str; 2]] = &[
    ["Instant", "now"],
    ["SystemTime", "now"],
    ["Utc", "now"],
    ["Local", "now"],
    ["thread", "spawn"],
    ["thread", "scope"],
    ["thread", "Builder"],
];

const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages under another licence, and why we take them all the same.
const LICENCE_EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "serialport",
    "MPL-2.0",
    "copyleft of single files; used unmodified, and no permissive crate opens ports on all systems",
)];

/// A source file of the crate.
struct Source {
    /// From the project's root, with `/`.
    name: String,
    text: String,
}

impl Source {
    /// `src/protocol/escpos/tap.rs` is `["protocol", "escpos", "tap"]`.
    fn module(&self) -> Vec<String> {
        let path = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        let parts = path
            .split('/')
            .filter(|part| !matches!(*part, "mod" | "lib"));
        parts.map(str::to_owned).collect()
    }

    /// The top-level module; empty for `lib.rs`.
    fn home(&self) -> String {
        self.module().into_iter().next().unwrap_or_default()
    }

    /// The code without comments, strings and the unit tests, which close a file.
    fn shipped_code(&self) -> String {
        let module = self.module();
        if module.iter().any(|part| part == "tests") {
            return String::new();
        }
        let code = source::code_only(&self.text);
        let end = code.find("#[cfg(test)]").unwrap_or(code.len());
        code[..end].to_owned()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` file below a folder of the project; none where the folder does not exist.
fn rust_files(folder: &str) -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join(folder), &mut files);
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn collect(folder: &Path, files: &mut Vec<Source>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).expect("below the root");
            files.push(Source {
                name: name.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).expect("a source file in UTF-8"),
            });
        }
    }
}

fn all_rust_files() -> Vec<Source> {
    ["src", "tests", "benches"]
        .into_iter()
        .flat_map(rust_files)
        .collect()
}

/// Fails with every broken rule at once and what to do about them.
fn assert_none(broken: &[String], advice: &str) {
    assert!(broken.is_empty(), "{}\n{advice}", broken.join("\n"));
}

#[test]
fn imports_point_one_way() {
    let mut broken = Vec::new();
    for file in rust_files("src") {
        let home = file.home();
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == home) else {
            if file.name != "src/lib.rs" {
                broken.push(format!("{} belongs to no module of EDGES", file.name));
            }
            continue;
        };
        for path in source::crate_paths(&source::code_only(&file.text), &file.module()) {
            let target = path.first().map_or("", String::as_str);
            let is_module = EDGES.iter().any(|(name, _)| *name == target);
            if is_module && target != home && !allowed.contains(&target) {
                broken.push(format!("{} names {}", file.name, path.join("::")));
            }
        }
    }
    assert_none(
        &broken,
        "move the shared part down to a module that both may import, or let `runtime` bring the \
         two together",
    );
}

#[test]
fn each_outside_world_lives_in_one_module() {
    let mut broken = Vec::new();
    for file in rust_files("src") {
        let code = source::code_only(&file.text);
        for word in source::tokens(&code) {
            let home = CRATE_HOMES.iter().find(|(name, _)| *name == word);
            if home.is_some_and(|(_, homes)| !homes.contains(&file.home().as_str())) {
                broken.push(format!("{} names {word}", file.name));
            }
        }
    }
    broken.dedup();
    assert_none(
        &broken,
        "go through the module that owns this crate (see CRATE_HOMES)",
    );
}

#[test]
fn only_runtime_reads_the_clock_and_starts_threads() {
    let mut broken = Vec::new();
    for file in rust_files("src") {
        if file.home() == "runtime" {
            continue;
        }
        let code = file.shipped_code();
        let tokens = source::tokens(&code);
        for three in tokens.windows(3) {
            if three[1] == "::" && RUNTIME_ONLY.contains(&[three[0], three[2]]) {
                broken.push(format!("{} uses {}", file.name, three.concat()));
            }
        }
    }
    assert_none(
        &broken,
        "take the time as an argument; let `runtime` start the thread",
    );
}

#[test]
fn paper_knows_neither_splice_nor_state() {
    let mut broken = Vec::new();
    for file in rust_files("src/protocol/escpos") {
        let module = file.module();
        if module.get(2).map(String::as_str) != Some("paper") {
            continue;
        }
        for path in source::crate_paths(&source::code_only(&file.text), &module) {
            if path.iter().any(|part| part == "splice" || part == "state") {
                broken.push(format!("{} names {}", file.name, path.join("::")));
            }
        }
    }
    assert_none(
        &broken,
        "`paper` judges what `splice` and `state` did, so it shares no code with them",
    );
}

#[test]
fn files_are_short() {
    let lines = |file: &Source| file.text.lines().count();
    let long = all_rust_files();
    let broken: Vec<String> = long
        .iter()
        .filter(|file| lines(file) > MAX_LINES)
        .map(|file| format!("{} has {} lines", file.name, lines(file)))
        .collect();
    assert_none(
        &broken,
        &format!("split what is longer than {MAX_LINES} lines by subject"),
    );
}

#[test]
fn files_open_with_what_they_are() {
    let broken: Vec<String> = all_rust_files()
        .into_iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| file.name)
        .collect();
    assert_none(
        &broken,
        "begin the file with `//! ` and what it is and does not do",
    );
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not contain them.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("unimple", "mented"),
        concat!("to", "do!"),
    ];
    let mut broken = Vec::new();
    for file in all_rust_files() {
        for (number, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                broken.push(format!("{}:{}: {}", file.name, number + 1, line.trim()));
            }
        }
    }
    assert_none(
        &broken,
        "do it, or leave it out and say so in the documents",
    );
}

#[test]
fn few_packages_are_built() {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix", "none", "--format", "{p}"])
        .args(["--edges", "normal,build,dev"])
        .args(["--target", "x86_64-unknown-linux-gnu"])
        .current_dir(root())
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo tree: {said}");
    let listed = String::from_utf8_lossy(&output.stdout);
    let named = |line: &str| -> Vec<String> {
        let words = line.split_whitespace().take(2);
        words.map(str::to_owned).collect()
    };
    let packages: BTreeSet<Vec<String>> = listed.lines().map(named).collect();
    let count = packages.len();
    assert!(
        (1..=MAX_PACKAGES).contains(&count),
        "{count} packages are built for Linux and its tests, at most {MAX_PACKAGES}: take fewer \
         features or write the small part that is needed"
    );
}

#[test]
fn every_licence_is_permissive() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata failed: {said}");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let broken: Vec<String> = packages
        .iter()
        .filter(|package| !licence_is_fine(package))
        .map(|package| format!("{} is under {}", package["name"], package["license"]))
        .collect();
    assert_none(
        &broken,
        "take another package, or name it in LICENCE_EXCEPTIONS with the reason",
    );
}

fn licence_is_fine(package: &serde_json::Value) -> bool {
    let name = package["name"].as_str().unwrap_or_default();
    let allowed = |licence: &str| {
        let excepted =
            |(package, other, _): &(&str, &str, &str)| *package == name && *other == licence;
        PERMISSIVE.contains(&licence) || LICENCE_EXCEPTIONS.iter().any(excepted)
    };
    licence::is_met(package["license"].as_str().unwrap_or_default(), &allowed)
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .expect("Cargo.toml")
        .parse()
        .expect("TOML");
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let named = ["dependencies", "dev-dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|table| manifest.get(table)?.as_table())
        .flat_map(|table| table.keys());
    let broken: Vec<String> = named
        .filter(|name| !document.contains(&format!("| `{name}` |")))
        .cloned()
        .collect();
    assert_none(
        &broken,
        "add a line to the table of dependencies in ARCHITECTURE.md: what for",
    );
}

#[test]
fn source_reader_finds_every_way_to_name_a_module() {
    let module: Vec<String> = ["protocol", "escpos", "tap"].map(str::to_owned).to_vec();
    let found = |text: &str| -> Vec<String> {
        let paths = source::crate_paths(&source::code_only(text), &module);
        paths.iter().map(|path| path.join("::")).collect()
    };
    let cases: &[(&str, &[&str])] = &[
        ("use crate::engine::View;", &["engine::View"]),
        (
            "use crate::{domain::code, ui::{app, theme as t}};",
            &["domain::code", "ui::app", "ui::theme"],
        ),
        ("use super::super::engine;", &["protocol::engine"]),
        ("use super::super::super::sim::*;", &["sim"]),
        ("let x = crate::sim::till(1)::<u8>;", &["sim::till"]),
        (
            "// crate::engine\nlet s = \"crate::sim\"; let c = '\"'; crate::ui::x",
            &["ui::x"],
        ),
        (
            "let s = r#\"a \" crate::sim\"#; fn f<'a>(x: &'a u8) { crate::web::y }",
            &["web::y"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "in {text:?}");
    }
}

#[test]
fn licence_expressions_are_understood() {
    let mit_or_zlib = |licence: &str| matches!(licence, "MIT" | "Zlib" | "A WITH B");
    for (expression, met) in [
        ("MIT", true),
        ("GPL-3.0-only", false),
        ("GPL-3.0-only OR MIT", true),
        ("MIT/Apache-2.0", true),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR GPL-3.0-only) AND Zlib", true),
        ("MIT OR GPL-3.0-only AND X", true),
        ("A WITH B", true),
        ("A WITH C", false),
        ("(MIT", false),
        ("MIT Zlib", false),
        ("", false),
    ] {
        assert_eq!(
            licence::is_met(expression, &mit_or_zlib),
            met,
            "{expression:?}"
        );
    }
}
