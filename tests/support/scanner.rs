//! An independent scanner of what is on paper: `zbarimg` of zbar-tools.

use std::fs::File;
use std::path::Path;
use std::process::Command;

use tillside::protocol::escpos::paper::Sheet;

/// What the scanner finds, one entry for each symbol, as `KIND:DATA`. The picture is kept under
/// this name for people to look at.
pub(crate) fn scan(name: &str, sheet: &Sheet) -> Vec<String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    let mut file = File::create(&path).unwrap();
    sheet.image.to_png(&mut file).unwrap();
    let found = Command::new("zbarimg").arg("-q").arg(path).output();
    let found = found.expect("zbarimg is missing; install zbar-tools, or run tests/run");
    let lines = String::from_utf8(found.stdout).unwrap();
    lines.lines().map(str::to_owned).collect()
}
