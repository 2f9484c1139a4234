//! `tillside replay` as a script sees it: its JSON, its files and its exit status.
#![cfg(test)]

#[path = "support/printout.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod printout;
#[path = "support/scanner.rs"]
mod scanner;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use printout::{Press, invitation};
use scanner::scan;
use serde_json::Value;
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, MasterKey, Slot, verify};
use tillside::protocol::escpos::block::Qr;

/// The fields of a record, in the order that is promised.
const FIELDS: [&str; 14] = [
    "file",
    "index",
    "kind",
    "language",
    "lines",
    "trusted",
    "total_minor",
    "currency",
    "tender",
    "outcome",
    "cut_offset",
    "spliced_at",
    "code",
    "care",
];

fn data(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let path = folder.join(name);
    assert!(path.exists(), "{} is missing", path.display());
    path
}

fn stream(name: &str) -> PathBuf {
    data(&format!("escpos/{name}.bin"))
}

/// The files of a folder with this ending, and the records beside them.
fn samples(folder: &str, ending: &str) -> Vec<(PathBuf, Value)> {
    let entries = fs::read_dir(data(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension() == Some(ending.as_ref()))
        .collect();
    paths.sort();
    let sidecar = |path: &PathBuf| fs::read_to_string(path.with_extension("json")).unwrap();
    let read = |path: PathBuf| {
        let about = serde_json::from_str(&sidecar(&path)).unwrap();
        (path, about)
    };
    paths.into_iter().map(read).collect()
}

fn replay() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tillside"));
    command.arg("replay");
    command
}

fn run(command: &mut Command) -> (i32, String, String) {
    finished(command.output().unwrap())
}

fn finished(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let status = output.status.code().unwrap();
    (status, text(output.stdout), text(output.stderr))
}

/// The records of a run that recognised something.
fn records(command: &mut Command) -> Vec<Value> {
    let (status, out, complaint) = run(command.arg("--json"));
    assert_eq!((status, complaint.as_str()), (0, ""));
    out.lines().map(record).collect()
}

/// One line of output, whose fields stand in their order and have their types.
fn record(line: &str) -> Value {
    let record: Value = serde_json::from_str(line).unwrap();
    assert_eq!(record.as_object().unwrap().len(), FIELDS.len(), "{line}");
    let mut rest = line;
    for (place, field) in FIELDS.into_iter().enumerate() {
        let opening = ['{', ','][usize::from(place > 0)];
        let key = format!("{opening}\"{field}\":");
        let after = rest.split_once(&key);
        (_, rest) = after.unwrap_or_else(|| panic!("{field} in {line}"));
    }
    let is =
        |field: &str, right: fn(&Value) -> bool| assert!(right(&record[field]), "{field}: {line}");
    let word = |value: &Value| value.is_null() || value.is_string();
    let number = |value: &Value| value.is_null() || value.is_u64();
    is("file", Value::is_string);
    is("index", Value::is_u64);
    is("kind", Value::is_string);
    is("lines", |lines| {
        lines.as_array().unwrap().iter().all(Value::is_string)
    });
    is("trusted", Value::is_boolean);
    is("total_minor", |total| total.is_null() || total.is_i64());
    for field in ["language", "currency", "tender", "outcome", "code", "care"] {
        is(field, word);
    }
    for field in ["cut_offset", "spliced_at"] {
        is(field, number);
    }
    record
}

fn kind(sidecar: &Value) -> &str {
    match sidecar["kind"].as_str().unwrap() {
        "receipt" | "fiscal_receipt" => "sale",
        kind => kind,
    }
}

#[test]
fn every_captured_stream_in_one_run() {
    let streams = samples("escpos", "bin");
    for (printer, star) in [("epson-generic", false), ("star-generic", true)] {
        let of_printer = |(_, about): &&(PathBuf, Value)| (about["dialect"] != "escpos") == star;
        let streams: Vec<_> = streams.iter().filter(of_printer).collect();
        let inputs = streams.iter().map(|(path, _)| path);
        let records = records(replay().args(["--printer", printer]).args(inputs));
        let mut codes = BTreeSet::new();
        for (path, about) in &streams {
            let file = path.display().to_string();
            let own: Vec<_> = records
                .iter()
                .filter(|record| record["file"] == file)
                .collect();
            let indexes: Vec<u64> = own.iter().filter_map(|own| own["index"].as_u64()).collect();
            assert_eq!(indexes, (0..own.len() as u64).collect::<Vec<_>>(), "{file}");
            let cuts: Vec<_> = own.iter().map(|own| &own["cut_offset"]).collect();
            let genuine = about["cut_offsets"].as_array().unwrap();
            if !genuine.is_empty() {
                assert_eq!(cuts, genuine.iter().collect::<Vec<_>>(), "{file}");
            }
            let image =
                about["kind"] == "receipt" && about["expected_text"] == serde_json::json!([]);
            let kind = if image { "other" } else { kind(about) };
            assert!(own.iter().all(|own| own["kind"] == kind), "{file}: {own:?}");
            codes.extend(own.iter().filter_map(|own| own["code"].as_str()));
        }
        let with_code = records.iter().filter(|record| !record["code"].is_null());
        assert_eq!(codes.len(), with_code.count(), "a code was given twice");
        assert!(codes.len() >= if star { 2 } else { 60 }, "{}", codes.len());
    }
}

#[test]
fn codes_are_genuine_ones_of_the_test_key_for_the_day() {
    let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::new(0).unwrap());
    for day in [0, 2516] {
        let inputs = [stream("php_pl_retail_cp852"), stream("raw_cut_n_is_esc")];
        let records = records(replay().arg("--day").arg(day.to_string()).args(inputs));
        assert_eq!(records.len(), 3);
        for record in records {
            let code = Code::parse(record["code"].as_str().unwrap()).unwrap();
            let serial = verify(code, std::slice::from_ref(&key), Day(day)).unwrap();
            assert_eq!((serial.day, serial.kind), (Day(day), Kind::Survey));
        }
    }
}

#[test]
fn out_is_the_input_with_the_block_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.bin");
    let names = [
        "php_pl_retail_cp852",
        "pyescpos_en_retail_cash",
        "rpe_t88vi_et_card",
    ];
    for name in names {
        let input = fs::read(stream(name)).unwrap();
        let records = records(replay().arg("--out").arg(&out).arg(stream(name)));
        let received = fs::read(&out).unwrap();
        let at = usize::try_from(records[0]["spliced_at"].as_u64().unwrap()).unwrap();
        let block = received.len() - input.len();
        assert!((600..1000).contains(&block), "{name}: {block} bytes");
        assert_eq!(received[..at], input[..at], "{name}");
        assert_eq!(received[at + block..], input[at..], "{name}");

        let code = records[0]["code"].as_str().unwrap();
        let press = Press::new(
            "epson-generic",
            80,
            Qr::Auto,
            &invitation("https://s.example.com"),
        );
        let sheet = &press.sheets(&received)[0];
        let url = format!("QR-Code:HTTPS://S.EXAMPLE.COM/{}", code.replace('-', ""));
        assert!(
            scan(&format!("replay-{name}"), sheet).contains(&url),
            "{name}"
        );
        assert!(sheet.text.iter().any(|line| line.contains(code)), "{name}");
    }
    let (status, _, _) = run(replay().arg("--out").arg(&out).arg(stream("pyescpos_en_z")));
    assert_eq!(status, 0);
    assert_eq!(
        fs::read(&out).unwrap(),
        fs::read(stream("pyescpos_en_z")).unwrap()
    );
}

#[test]
fn several_inputs_follow_one_another_in_out() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.bin");
    let names = [
        "pyescpos_en_kitchen",
        "pyescpos_en_slip_declined",
        "pyescpos_en_z",
    ];
    let inputs = names.map(stream);
    assert_eq!(
        records(replay().arg("--out").arg(&out).args(&inputs)).len(),
        3
    );
    let sent: Vec<u8> = inputs
        .iter()
        .flat_map(|path| fs::read(path).unwrap())
        .collect();
    assert_eq!(fs::read(&out).unwrap(), sent);
}

#[test]
fn a_dash_is_standard_input() {
    let path = stream("pyescpos_en_retail_cash");
    let from_file = records(replay().arg(&path));
    let input = || Stdio::from(File::open(&path).unwrap());
    let mut from_input = records(replay().arg("-").stdin(input()));
    assert_eq!(from_input[0]["file"], "-");
    from_input[0]["file"] = path.display().to_string().into();
    assert_eq!(from_input, from_file);
    assert_eq!(
        run(replay().arg(&path)),
        run(replay().arg(&path)),
        "the same each time"
    );
}

#[test]
fn texts_of_slips_are_read_as_documents() {
    for (path, about) in samples("slips", "txt") {
        let records = records(replay().arg("--text").arg(&path));
        let [record] = &records[..] else {
            panic!("{records:?}");
        };
        let name = path.display();
        assert_eq!(record["kind"], kind(&about), "{name}");
        for (field, sidecar) in [
            ("total_minor", "total_minor"),
            ("language", "lang"),
            ("currency", "currency"),
            ("tender", "tender"),
        ] {
            assert_eq!(record[field], about[sidecar], "{name}: {field}");
        }
        let outcome = match about["outcome"].as_str().unwrap() {
            "none" => Value::Null,
            "refund" => "approved".into(),
            outcome => outcome.into(),
        };
        assert_eq!(record["outcome"], outcome, "{name}");
        for field in ["cut_offset", "spliced_at", "code"] {
            assert!(record[field].is_null(), "{name}: {field}");
        }
        assert_eq!(
            (&record["trusted"], &record["index"]),
            (&true.into(), &0.into()),
            "{name}"
        );
    }
}

const SLIP: &str = "TID 22117734\nVISA **** **** **** 4417\nAMOUNT GBP 23.40\n";

#[test]
fn texts_are_parted_by_a_line_or_a_form_feed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("slips.txt");
    let slips = [
        (
            format!("{SLIP}DECLINED\n----------\nRESP CODE 05\n"),
            Some("other_way"),
        ),
        (
            format!("{SLIP}DECLINED\nINSERT CARD\n"),
            Some("insert_chip"),
        ),
        (format!("{SLIP}APPROVED\n"), None),
        (format!("{SLIP}NO RESPONSE FROM HOST\n"), Some("unknown")),
    ];
    let texts: Vec<&str> = slips.iter().map(|(text, _)| text.as_str()).collect();
    for between in ["---\n", "\x0C", "  ---  \r\n\x0C\n---\n"] {
        fs::write(&path, format!("---\n{}", texts.join(between))).unwrap();
        let from_file = records(replay().arg("--text").arg(&path));
        let input = Stdio::from(File::open(&path).unwrap());
        let from_input = records(replay().args(["--text", "-"]).stdin(input));
        assert_eq!(
            (from_file.len(), from_input.len()),
            (slips.len(), slips.len())
        );
        for (index, (text, care)) in slips.iter().enumerate() {
            for records in [&from_file, &from_input] {
                let record = &records[index];
                assert_eq!(record["index"], index, "{text}");
                assert_eq!(record["care"].as_str(), *care, "{text}");
                let lines = record["lines"].as_array().unwrap();
                assert_eq!(lines.len(), text.lines().count(), "{text}");
            }
        }
    }
    let (status, out, _) = run(replay().arg("--text").arg(&path));
    let heads: Vec<&str> = out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!((status, heads.len()), (0, slips.len()), "{out}");
    assert!(
        heads[1].ends_with(
            "#1: card slip, en, 23.40 GBP, card, declined, cashier's line insert_chip, no code"
        ),
        "{out}"
    );
}

#[test]
fn a_store_tries_words_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (words, slip) = (
        folder.path().join("words.toml"),
        folder.path().join("slip.txt"),
    );
    fs::write(&slip, format!("{SLIP}COMPUTER SAYS NO\nPLEASE DIP\n")).unwrap();
    let own =
        "language = 'en'\n[terms]\ndeclined = ['COMPUTER SAYS NO']\ncare_chip = ['PLEASE DIP']\n";
    fs::write(&words, own).unwrap();
    let plain = records(replay().arg("--text").arg(&slip));
    assert!(
        plain[0]["outcome"].is_null() && plain[0]["care"].is_null(),
        "{plain:?}"
    );
    let stream = folder.path().join("slip.bin");
    fs::write(
        &stream,
        format!("\x1B@{SLIP}COMPUTER SAYS NO\nPLEASE DIP\n\x1DVB\0"),
    )
    .unwrap();
    for input in [
        &["--text".as_ref(), slip.as_os_str()][..],
        &[stream.as_os_str()],
    ] {
        let own = records(replay().arg("--lexicon").arg(&words).args(input));
        assert_eq!(
            (&own[0]["outcome"], &own[0]["care"]),
            (&"declined".into(), &"insert_chip".into())
        );
    }
    fs::write(&words, "[terms]\ndeclned = ['NO']\n").unwrap();
    let (status, _, complaint) = run(replay()
        .arg("--lexicon")
        .arg(&words)
        .arg("--text")
        .arg(&slip));
    assert_eq!(status, 2);
    assert!(complaint.contains("words.toml, line 2"), "{complaint}");
}

#[test]
fn no_card_number_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let number = "4111 1111 1111 1111";
    let lines = format!("CARD SLIP\nVISA\n{number}\nAMOUNT GBP 5.00\nAPPROVED\n");
    let text = folder.path().join("slip.txt");
    fs::write(&text, &lines).unwrap();
    let bytes = folder.path().join("slip.bin");
    fs::write(&bytes, format!("\x1B@{lines}\x1DVB\0")).unwrap();
    let squeezed = number.replace(' ', "");
    for json in [&["--json"][..], &[]] {
        for input in [
            &["--text".as_ref(), text.as_os_str()][..],
            &[bytes.as_os_str()],
        ] {
            let (status, out, complaint) = run(replay().args(json).args(input));
            assert_eq!((status, complaint.as_str()), (0, ""));
            assert!(out.contains("AMOUNT GBP 5.00"), "{out}");
            assert!(!out.replace(' ', "").contains(&squeezed), "{out}");
        }
    }
}

#[test]
fn people_read_the_same_in_words() {
    let (status, out, _) = run(replay().arg(stream("php_pl_retail_cp852")));
    assert_eq!(status, 0);
    let first = out.lines().next().unwrap();
    assert!(
        first.contains("#0: sale, pl, 32.34 PLN, cash, code "),
        "{first}"
    );
    assert!(out.contains("\n    "), "{out}");
    let (_, out, _) = run(replay().arg(stream("pyescpos_en_slip_declined")));
    assert!(
        out.lines()
            .next()
            .unwrap()
            .ends_with("declined, cashier's line other_way, no code"),
        "{out}"
    );
}

#[test]
fn the_exit_status_says_whether_anything_was_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    fs::write(&empty, b"").unwrap();
    for nothing in [&empty, &stream("raw_cut_only")] {
        let (status, _, complaint) = run(replay().arg(nothing));
        assert_eq!(
            (status, complaint.as_str()),
            (1, ""),
            "{}",
            nothing.display()
        );
    }
    for something in [
        "pyescpos_en_drawer",
        "pyescpos_en_nosale",
        "raw_odoo_iot_drawer",
    ] {
        assert_eq!(run(replay().arg(stream(something))).0, 0, "{something}");
    }
    assert_eq!(run(replay().arg(&empty).arg(stream("pyescpos_en_z"))).0, 0);
}

#[test]
fn what_cannot_be_used_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no-such-stream.bin");
    let good = stream("pyescpos_en_z");
    let image = stream("raw_trap_gsv0raster");
    let cases: [(&[&std::ffi::OsStr], &str); 7] = [
        (&[missing.as_ref()], "no-such-stream.bin"),
        (&[folder.path().as_ref()], "cannot read"),
        (
            &["--printer".as_ref(), "dot-matrix".as_ref(), good.as_ref()],
            "epson-generic",
        ),
        (
            &["--language".as_ref(), "polish".as_ref(), good.as_ref()],
            "polish",
        ),
        (&["--text".as_ref(), image.as_ref()], "not UTF-8"),
        (
            &[
                "--out".as_ref(),
                "/no/such/folder/out".as_ref(),
                good.as_ref(),
            ],
            "/no/such/folder/out",
        ),
        (&[], "INPUT"),
    ];
    for (arguments, named) in cases {
        let (status, out, complaint) = run(replay().args(arguments));
        assert_eq!(
            (status, out.as_str()),
            (2, ""),
            "{arguments:?}: {complaint}"
        );
        assert!(complaint.contains(named), "{arguments:?}: {complaint}");
    }
    let both = [
        "--text".as_ref(),
        "--out".as_ref(),
        missing.as_os_str(),
        good.as_ref(),
    ];
    assert_eq!(run(replay().args(both)).0, 2);
    assert!(!missing.exists());
}
