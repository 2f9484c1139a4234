//! `tillside gifts` with the built program.
#![cfg(test)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

const BAD: &str = "schema = 1\nseed = \"0123456789abcdef\"\ntimezone = \"Europe/Tallinn\"\n\
                   [global]\nhold_out = 2\n[[gift]]\nid = \"beer\"\n";

/// The exit status and what was printed.
fn gifts(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    let command = command.current_dir(folder).arg("gifts").args(arguments);
    let output = command.output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), said)
}

#[test]
fn a_check_names_file_and_line_and_has_the_status_of_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let (status, example) = gifts(path, &["example"]);
    assert_eq!(status, Some(0));
    fs::write(path.join("good.toml"), &example).unwrap();
    fs::write(path.join("bad.toml"), BAD).unwrap();
    for (arguments, status, words) in [
        (
            &["check", "good.toml"][..],
            0,
            &["good.toml can be used: 10 rules\n"][..],
        ),
        (
            &["check", "bad.toml"],
            1,
            &[
                "remark: bad.toml, line 3: timezone: has no effect",
                "bad.toml, line 5: [global] hold_out: is 2; write a number from 0 to 1",
                "bad.toml, line 7: [gift beer] id: \"beer\" names alcohol",
                "bad.toml, line 6: [gift beer] when: is missing",
                "\n5 problems\n",
            ],
        ),
        (&["check", "none.toml"], 2, &["cannot read none.toml: "]),
        (&["check"], 2, &["<FILE>"]),
    ] {
        let (found, said) = gifts(path, arguments);
        assert_eq!(found, Some(status), "{arguments:?}: {said}");
        for words in words {
            assert!(said.contains(words), "{arguments:?}: {said}");
        }
    }
    let (status, said) = gifts(path, &["check", "--json", "bad.toml"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(status, Some(1));
    assert_eq!(said["problems"].as_array().unwrap().len(), 5);
    assert_eq!(said["problems"][0]["line"], 5);
    assert_eq!(said["remarks"][0]["key"], "timezone");
    let (status, said) = gifts(path, &["check", "--json", "good.toml"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(
        (status, said["problems"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
    assert_eq!(said["rules"][3], "tenth-visit");
}
