//! The two cables that the benches compare: the real service and a bare `socat`.

use std::fs;
use std::path::Path;
use std::process::Command;
use tillside::runtime::config::Config;
use tillside::runtime::seen::SeenAddress;
use tillside::runtime::{clock, private_file};

/// `socat` between the pseudo-terminals `till` and `printer` in this folder.
pub(crate) fn socat(folder: &Path) -> Command {
    let mut command = Command::new("socat");
    for end in ["till", "printer"] {
        command.arg(format!(
            "PTY,raw,echo=0,link={}",
            folder.join(end).display()
        ));
    }
    command
}

/// The service between the same, reading and ready to splice.
pub(crate) fn service(folder: &Path) -> Command {
    let config = format!(
        "[printer]\ntill = \"pty:{0}/till\"\nprinter = \"pty:{0}/printer\"\n[splice]\nenabled = true\n\
         [scanner]\nport = \"pty:{0}/scanner\"\n[survey]\nurl = \"https://s.example.com\"\n[api]\nlisten = \"127.0.0.1:0\"\n",
        folder.display()
    );
    let path = folder.join("tillside.toml");
    fs::write(&path, &config).unwrap();
    // What `tillside doctor` does once it has seen the address answer.
    let data = folder.join("data");
    private_file::make_directory(&data).unwrap();
    let address = Config::parse(&config).unwrap().survey.unwrap();
    let seen = SeenAddress::new(&data, &address);
    seen.mark(clock::utc()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    command
        .arg("service")
        .arg("--config")
        .arg(path)
        .arg("--data")
        .arg(data);
    command
}
