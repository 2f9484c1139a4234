//! `tillside code`: makes codes for samples and tests, and says what a code is worth.
//!
//! It remembers nothing: the service neither learns of a code made here nor skips its number, and
//! whether a code was used already is not looked up.

use super::key;
use crate::domain::code::{
    Code, Day, KEY_VERSION, Kind, MasterKey, Number, Refusal, Seq, Serial, Slot, Till, Typo, verify,
};
use anyhow::{Context as _, Result};
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Makes receipt codes or checks them.
#[derive(Debug, clap::Args)]
pub struct CodeArgs {
    #[command(subcommand)]
    action: Action,
}

/// How the command ended, if nothing kept it from working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// All codes are valid: status 0.
    AllValid,
    /// Some are not: status 1.
    SomeInvalid,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::AllValid => Self::SUCCESS,
            Verdict::SomeInvalid => Self::FAILURE,
        }
    }
}

/// Runs the command: what was asked for goes to `out`, remarks go to `remarks`.
///
/// An error means that it could not do its work (a key file that cannot be read, say): status 2,
/// as for wrong arguments.
pub fn run(
    args: &CodeArgs,
    today: Day,
    out: &mut impl Write,
    remarks: &mut impl Write,
) -> Result<Verdict> {
    match &args.action {
        Action::Mint(args) => mint(args, today, out, remarks),
        Action::Check(args) => check(args, today, out, remarks),
    }
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Print codes, one a line.
    Mint(MintArgs),
    /// Say of each code whether it is valid; exit status 1 if one is not.
    Check(CheckArgs),
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct KeyArgs {
    /// The store's key file.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The key that everybody knows (00 01 .. 1f).
    #[arg(long)]
    test_key: bool,
}

#[derive(Debug, clap::Args)]
struct MintArgs {
    #[command(flatten)]
    key: KeyArgs,
    /// The store, 0 to 31.
    #[arg(long, value_name = "N", default_value = "0", value_parser = number::<31>)]
    slot: Slot,
    /// The till, 0 to 15.
    #[arg(long, value_name = "N", default_value = "1", value_parser = number::<15>)]
    till: Till,
    /// What the codes are for.
    #[arg(long, default_value = "survey", value_parser = kind_parser())]
    kind: Kind,
    /// Days since 2020-01-01, or "today".
    #[arg(long, value_name = "N|today", default_value = "today", value_parser = day)]
    day: DayArg,
    /// The number of the first code, 0 to 2047.
    #[arg(long, value_name = "N", default_value = "0", value_parser = number::<2047>)]
    seq: Seq,
    /// How many codes.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=2048))]
    count: u16,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    #[command(flatten)]
    key: KeyArgs,
    /// Days since 2020-01-01, or "today".
    #[arg(long, value_name = "N|today", default_value = "today", value_parser = day)]
    today: DayArg,
    /// The codes, as they were typed or scanned.
    #[arg(required = true, value_name = "CODE")]
    codes: Vec<String>,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy)]
enum DayArg {
    Today,
    Day(Day),
}

impl DayArg {
    fn or_today(self, today: Day) -> Day {
        match self {
            Self::Today => today,
            Self::Day(day) => day,
        }
    }
}

fn mint(
    args: &MintArgs,
    today: Day,
    out: &mut impl Write,
    remarks: &mut impl Write,
) -> Result<Verdict> {
    let key = load(&args.key, remarks)?.store_key(KEY_VERSION, args.slot);
    let day = args.day.or_today(today);
    let last = args.seq.get() + args.count - 1;
    Seq::new(last).context("a day has no more numbers; ask for fewer codes or begin earlier")?;
    for seq in (args.seq.get()..=last).map(Seq::new) {
        let serial = key.serial(args.kind, args.till, day, seq?);
        let code = key.encode(serial.kind, serial.till, serial.day, serial.seq);
        if !code.is_presentable() {
            writeln!(
                remarks,
                "{code} spells something rude; the service never prints it"
            )?;
        }
        let date = day.date();
        if args.json {
            writeln!(
                out,
                "{}",
                json!({ "code": code, "serial": serial, "date": date })
            )?;
        } else {
            writeln!(out, "{code}")?;
        }
    }
    Ok(Verdict::AllValid)
}

fn check(
    args: &CheckArgs,
    today: Day,
    out: &mut impl Write,
    remarks: &mut impl Write,
) -> Result<Verdict> {
    let key = load(&args.key, remarks)?;
    let today = args.today.or_today(today);
    let mut verdict = Verdict::AllValid;
    for text in &args.codes {
        let found = judge(text, &key, today);
        if found.is_err() {
            verdict = Verdict::SomeInvalid;
        }
        let line = if args.json {
            as_json(text, &found)
        } else {
            as_text(text, &found)
        };
        writeln!(out, "{line}")?;
    }
    Ok(verdict)
}

/// A word that programs may rely on, and a sentence.
struct Fault {
    word: &'static str,
    message: String,
}

fn judge(text: &str, key: &MasterKey, today: Day) -> Result<(Code, Serial), Fault> {
    let code = Code::parse(text).map_err(|typo| Fault {
        word: match typo {
            Typo::Length { .. } => "length",
            Typo::Alphabet { .. } => "alphabet",
            Typo::Check => "check",
        },
        message: typo.to_string(),
    })?;
    let keys = [key.store_key(KEY_VERSION, code.slot())];
    let serial = verify(code, &keys, today).map_err(|refusal| Fault {
        word: match refusal {
            Refusal::Forged => "forged",
            Refusal::Expired { .. } => "expired",
        },
        message: refusal.to_string(),
    })?;
    Ok((code, serial))
}

fn as_json(text: &str, found: &Result<(Code, Serial), Fault>) -> String {
    match found {
        Ok((code, serial)) => {
            let date = serial.day.date();
            json!({ "text": text, "valid": true, "code": code, "serial": serial, "date": date })
        }
        Err(Fault { word, message }) => {
            json!({ "text": text, "valid": false, "error": word, "message": message })
        }
    }
    .to_string()
}

fn as_text(text: &str, found: &Result<(Code, Serial), Fault>) -> String {
    match found {
        Ok((code, serial)) => {
            let Serial {
                slot,
                kind,
                till,
                day,
                seq,
            } = serial;
            let number = day.0;
            format!(
                "{code} valid: {kind}, slot {slot}, till {till}, day {number} ({day}), number {seq}"
            )
        }
        Err(Fault { word, message }) => format!("{text:?} invalid ({word}): {message}"),
    }
}

fn load(args: &KeyArgs, remarks: &mut impl Write) -> Result<MasterKey> {
    if let Some(path) = &args.key {
        return key::load(path).context("no key, no codes");
    }
    let remark = "using the test key, which everybody knows: for tests and samples only";
    writeln!(remarks, "{remark}")?;
    Ok(MasterKey::public_test_key())
}

fn number<const MAX: u16>(text: &str) -> Result<Number<MAX>, String> {
    let value: Option<u16> = text.parse().ok();
    let number = value.and_then(|value| Number::new(value).ok());
    number.ok_or_else(|| format!("use 0 to {MAX}"))
}

fn day(text: &str) -> Result<DayArg, &'static str> {
    if text == "today" {
        return Ok(DayArg::Today);
    }
    let day: Option<u16> = text.parse().ok();
    day.map(|day| DayArg::Day(Day(day)))
        .ok_or("use \"today\" or the days since 2020-01-01, 0 to 65535")
}

fn kind_parser() -> impl clap::builder::TypedValueParser<Value = Kind> {
    let names = PossibleValuesParser::new(Kind::ALL.map(Kind::name));
    names.try_map(|name| Kind::from_name(&name).ok_or("there is no such kind"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: CodeArgs,
    }

    /// Output, remarks and verdict of one call on day 2516.
    fn call(line: &str) -> (String, String, Result<Verdict>) {
        let cli = Cli::try_parse_from(["code"].into_iter().chain(line.split(' '))).unwrap();
        let (mut out, mut remarks) = (Vec::new(), Vec::new());
        let verdict = run(&cli.args, Day(2516), &mut out, &mut remarks);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(out), text(remarks), verdict)
    }

    #[test]
    fn minting_prints_the_reference_codes() {
        let (out, remarks, verdict) = call("mint --test-key --seq 1 --count 3");
        assert_eq!(out, "0YTZ-6FYH-JXDZ\n0BER-XAXK-7W4S\n061H-W5PR-1D1E\n");
        assert!(remarks.contains("test key"), "{remarks}");
        assert_eq!(verdict.unwrap(), Verdict::AllValid);
        let (out, ..) =
            call("mint --test-key --slot 7 --kind make_good --till 15 --day 2516 --seq 9 --json");
        let line: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(line["code"], "73T1-7MDM-4K4B");
        assert_eq!(line["serial"]["kind"], "make_good");
        assert_eq!(line["date"], "2026-11-21");
    }

    #[test]
    fn minting_gives_what_was_asked_for_and_names_the_rude_codes() {
        let (out, remarks, verdict) = call("mint --test-key --count 2048");
        assert_eq!(verdict.unwrap(), Verdict::AllValid);
        assert_eq!(out.lines().count(), 2048);
        let rude: Vec<&str> = remarks
            .lines()
            .filter(|line| line.contains("rude"))
            .collect();
        assert!(!rude.is_empty());
        for line in rude {
            let code = line.split(' ').next().unwrap();
            assert!(out.contains(code), "{line}");
            assert!(!Code::parse(code).unwrap().is_presentable(), "{line}");
        }
        let (out, _, verdict) = call("mint --test-key --seq 1 --count 2048");
        let message = format!("{:#}", verdict.unwrap_err());
        assert!(message.contains("the highest is 2047"), "{message}");
        assert_eq!(out, "");
    }

    #[test]
    fn checking_tells_valid_codes_from_all_others() {
        let valid = "0ytz6fyhjxdz";
        let (out, _, verdict) = call(&format!("check --test-key {valid}"));
        assert_eq!(verdict.unwrap(), Verdict::AllValid);
        assert_eq!(
            out,
            "0YTZ-6FYH-JXDZ valid: survey, slot 0, till 1, day 2516 (2026-11-21), number 1\n"
        );
        for (text, today, word) in [
            ("0YTZ", "today", "length"),
            ("0YTU6FYHJXDZ", "today", "alphabet"),
            ("0YTZ6GYHJXDZ", "today", "check"),
            ("9YTZ6FYHJXDD", "today", "forged"),
            ("0YTZ6FYHJXDZ", "2577", "expired"),
        ] {
            let line = format!("check --test-key --json --today {today} {text}");
            let (out, _, verdict) = call(&line);
            let found: serde_json::Value = serde_json::from_str(&out).unwrap();
            assert_eq!(
                (&found["valid"], &found["error"]),
                (&false.into(), &word.into()),
                "{out}"
            );
            assert_eq!(verdict.unwrap(), Verdict::SomeInvalid);
        }
        let (out, _, verdict) = call(&format!("check --test-key {valid} 0YTZ {valid}"));
        assert_eq!(
            (out.lines().count(), verdict.unwrap()),
            (3, Verdict::SomeInvalid)
        );
    }

    #[test]
    fn a_key_file_makes_other_codes_than_the_test_key() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("store.key");
        let missing = call(&format!("mint --key {}", path.display()))
            .2
            .unwrap_err();
        assert!(format!("{missing:#}").contains("store.key"), "{missing:#}");
        key::load_or_create(&path).unwrap();
        let (code, remarks, _) = call(&format!("mint --key {}", path.display()));
        assert_eq!(remarks, "");
        let checked = |key: &str| call(&format!("check {key} {}", code.trim())).2.unwrap();
        assert_eq!(
            checked(&format!("--key {}", path.display())),
            Verdict::AllValid
        );
        assert_eq!(checked("--test-key"), Verdict::SomeInvalid);
    }

    #[test]
    fn wrong_arguments_are_refused() {
        for line in [
            "mint",
            "mint --test-key --key x",
            "mint --test-key --slot 32",
            "mint --test-key --till 16",
            "mint --test-key --kind other",
            "mint --test-key --day -1",
            "mint --test-key --seq 2048",
            "mint --test-key --count 0",
            "check --test-key",
            "check 0YTZ6FYHJXDZ",
        ] {
            let parsed = Cli::try_parse_from(["code"].into_iter().chain(line.split(' ')));
            assert!(parsed.is_err_and(|error| error.exit_code() == 2), "{line}");
        }
    }
}
