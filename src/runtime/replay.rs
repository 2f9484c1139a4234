//! `tillside replay`: what Tillside would make of a captured stream.
//!
//! Opens no data directory and no port. Splicing is on, with the public test key.

use std::fs::File;
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use serde::Serialize;

use super::{clock, wiring};
use crate::domain::code::{
    Day, Kind as CodeKind, MasterKey, Seq, Slot, StoreKey, SurveyAddress, Till,
};
use crate::domain::decline::Care;
use crate::domain::document::{Currency, Facts, Kind, Outcome, Tender};
use crate::domain::i18n::Messages;
use crate::domain::language::Language;
use crate::engine::invitation::Invitation;
use crate::protocol::escpos::block::{Prepared, Qr, Target};
use crate::protocol::escpos::document::{Document, Reader, Sync};
use crate::protocol::escpos::profile::{GENERIC, Profile};
use crate::protocol::escpos::splice::{Blocks, Event, Policy, Setup, Splicer};
use crate::protocol::escpos::text::PageMap;
use crate::protocol::reading::{Hint, Reading, scrub};
use crate::protocol::transit::Carrier;

/// The largest input that is read, in bytes.
const MAX_INPUT: u64 = 256 * 1024 * 1024;

/// The line speed that decides how a code is shown, in bits per second.
const BAUD: u32 = 9600;

/// Arguments of `tillside replay`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The printer's profile.
    #[arg(long, value_name = "PROFILE", default_value = GENERIC)]
    printer: String,
    /// The shop's language, such as `pl`; helps where the text itself does not tell.
    #[arg(long, value_name = "LANG")]
    language: Option<String>,
    /// Inputs are plain UTF-8 lines; documents are parted by a line `---` or a form feed.
    #[arg(long)]
    text: bool,
    /// Words of the store's own, beside those that come along; what `lexicon` names in the
    /// configuration.
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// The day that codes are made for, counted from 2020-01-01.
    #[arg(long, value_name = "N", default_value_t = 0)]
    day: u16,
    /// Writes what the printer would have received.
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    out: Option<PathBuf>,
    /// Prints one JSON object a document and line.
    #[arg(long)]
    json: bool,
    /// Captured streams; `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

/// One document as `--json` prints it; the order of the fields is part of the contract.
#[derive(Debug, Serialize)]
struct Record<'a> {
    file: &'a str,
    index: usize,
    kind: Kind,
    language: Option<Language>,
    lines: Vec<String>,
    trusted: bool,
    total_minor: Option<i64>,
    currency: Option<Currency>,
    tender: Option<Tender>,
    outcome: Option<Outcome>,
    cut_offset: Option<u64>,
    spliced_at: Option<u64>,
    code: Option<String>,
    care: Option<Care>,
}

/// Codes of the public test key, in order.
struct TestBlocks {
    key: StoreKey,
    day: Day,
    next: Option<Seq>,
    invitation: Invitation,
    target: Target,
}

impl Blocks for &mut TestBlocks {
    fn pop(&mut self) -> Option<Prepared> {
        loop {
            let seq = self.next?;
            self.next = seq.next();
            let till = Till::new(1).ok()?;
            let code = self.key.encode(CodeKind::Survey, till, self.day, seq);
            if code.is_presentable() {
                return self.invitation.block(code, &self.target).ok();
            }
        }
    }
}

/// Runs the command: status 0, or 1 where nothing was recognised in any input.
pub fn run(args: &Args, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let language = args.language.as_deref().map(parse_language).transpose()?;
    let profile = Profile::builtin(&args.printer)?;
    let hint = Hint {
        language,
        ..Hint::default()
    };
    let reader = Reader {
        lexicon: wiring::lexicon(args.lexicon.as_deref())?,
        pages: profile.pages.clone(),
        hint,
    };
    let mut printed = args.out.as_deref().map(create).transpose()?;
    let mut blocks = test_blocks(args, language, &profile)?;
    let mut recognised = false;
    for input in &args.inputs {
        let bytes = read(input)?;
        let name = input.display().to_string();
        let records = if args.text {
            read_text(&name, &bytes, &reader)?
        } else {
            let (documents, received) = replay(&bytes, &profile, &reader, &mut blocks);
            if let Some(file) = &mut printed {
                file.write_all(&received)
                    .context("cannot write what the printer received")?;
            }
            let record = |(index, document)| record(&name, index, &document, &profile.pages);
            documents.into_iter().enumerate().map(record).collect()
        };
        for record in &records {
            recognised |= record.kind != Kind::Other || !record.lines.is_empty();
            show(args.json, record, out)?;
        }
    }
    if let Some(mut file) = printed {
        file.flush()
            .context("cannot write what the printer received")?;
    }
    Ok(ExitCode::from(u8::from(!recognised)))
}

fn parse_language(code: &str) -> anyhow::Result<Language> {
    Language::new(code)
        .with_context(|| format!("{code:?} is not a language; write two letters such as \"pl\""))
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("cannot create {}", path.display()))?;
    Ok(BufWriter::new(file))
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let shown = path.display();
    let read = if path == Path::new("-") {
        io::stdin()
            .lock()
            .take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MAX_INPUT + 1).read_to_end(&mut bytes))
    };
    let read = read.with_context(|| format!("cannot read {shown}"))?;
    if read as u64 > MAX_INPUT {
        bail!("{shown} is larger than 256 MB; split it at a receipt's end");
    }
    Ok(bytes)
}

fn test_blocks(
    args: &Args,
    language: Option<Language>,
    profile: &Profile,
) -> anyhow::Result<TestBlocks> {
    let messages = Messages::for_language(language.unwrap_or(Language::ENGLISH));
    Ok(TestBlocks {
        key: MasterKey::public_test_key()
            .store_key(crate::domain::code::KEY_VERSION, Slot::new(0)?),
        day: Day(args.day),
        next: Some(Seq::new(1)?),
        invitation: Invitation {
            line: messages.get("paper-survey-invite"),
            address: SurveyAddress::new("https://s.example.com", None)?,
        },
        target: Target::new(profile, Qr::Auto, BAUD, None),
    })
}

/// One stream through tap, document and splice, at once; its end counts as quiet.
fn replay(
    bytes: &[u8],
    profile: &Profile,
    reader: &Reader,
    blocks: &mut TestBlocks,
) -> (Vec<Document>, Vec<u8>) {
    let setup = Setup {
        target: blocks.target,
        reader: reader.clone(),
        policy: Policy {
            enabled: true,
            copies: false,
            unrecognised: profile.splice_unrecognised,
            every: 1,
        },
        sync: Sync::InStep,
        fiscal: false,
    };
    let now = clock::instant();
    let mut splicer = Splicer::new(setup, blocks);
    let mut carrier = Carrier::default();
    let mut documents = Vec::new();
    // Short enough that no piece holds more documents than the splicer keeps for fetching.
    for chunk in bytes.chunks(128) {
        carrier.offer(&mut splicer, chunk, now);
        take_documents(&mut splicer, &mut documents);
    }
    let plan = splicer.finish();
    carrier.carry_out(plan);
    take_documents(&mut splicer, &mut documents);
    (documents, carrier.out)
}

fn take_documents<B: Blocks>(splicer: &mut Splicer<B>, documents: &mut Vec<Document>) {
    while let Some(event) = splicer.poll_event() {
        match event {
            Event::Ended(document) => documents.push(*document),
            Event::Withheld(_) | Event::FiscalLatched => {}
        }
    }
}

fn record<'a>(file: &'a str, index: usize, document: &Document, pages: &PageMap) -> Record<'a> {
    let lines = document.lines(pages);
    Record {
        trusted: document.trusted,
        cut_offset: document.cut_offset,
        spliced_at: document.spliced_at,
        code: document.code.clone(),
        ..facts_record(
            file,
            index,
            lines.iter().map(String::as_str),
            &document.facts,
        )
    }
}

fn read_text<'a>(file: &'a str, bytes: &[u8], reader: &Reader) -> anyhow::Result<Vec<Record<'a>>> {
    let text = str::from_utf8(bytes)
        .with_context(|| format!("{file} is not UTF-8 text; leave out --text for a stream"))?;
    let mut reading = Reading::new(reader.lexicon);
    let record = |(index, lines): (usize, Vec<&str>)| {
        reading.clear();
        for line in &lines {
            reading.line(line);
        }
        let facts = reading.facts(reader.hint);
        facts_record(file, index, lines.into_iter(), &facts)
    };
    Ok(parted(text).into_iter().enumerate().map(record).collect())
}

/// The lines of each document that has some; of a text with none, one without lines.
fn parted(text: &str) -> Vec<Vec<&str>> {
    let lines = text
        .split('\x0C')
        .flat_map(|page| page.lines().chain(["---"]));
    let mut documents = Vec::new();
    let mut current = Vec::new();
    for line in lines {
        if line.trim() != "---" {
            current.extend(Some(line).filter(|line| !line.trim().is_empty()));
        } else if !current.is_empty() {
            documents.push(std::mem::take(&mut current));
        }
    }
    if documents.is_empty() {
        documents.push(current);
    }
    documents
}

fn facts_record<'a, 'l>(
    file: &'a str,
    index: usize,
    lines: impl Iterator<Item = &'l str>,
    facts: &Facts,
) -> Record<'a> {
    Record {
        file,
        index,
        kind: facts.kind.unwrap_or(Kind::Other),
        language: facts.language,
        lines: lines.map(|line| scrub(line).into_owned()).collect(),
        trusted: true,
        total_minor: facts.total_minor,
        currency: facts.currency,
        tender: facts.tender,
        outcome: facts.outcome,
        cut_offset: None,
        spliced_at: None,
        code: None,
        care: facts.care,
    }
}

fn show(json: bool, record: &Record<'_>, out: &mut impl Write) -> anyhow::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, record)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(
        out,
        "{} #{}: {}",
        record.file,
        record.index,
        summary(record)
    )?;
    for line in &record.lines {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}

/// A document in a few words.
fn summary(record: &Record<'_>) -> String {
    let mut words = vec![word(&record.kind)];
    words.extend(record.language.map(|language| language.to_string()));
    if let Some(minor) = record.total_minor {
        let sign = if minor < 0 { "-" } else { "" };
        let currency = record
            .currency
            .map_or(String::new(), |c| format!(" {}", c.as_str()));
        words.push(format!(
            "{sign}{}.{:02}{currency}",
            minor.abs() / 100,
            minor.abs() % 100
        ));
    }
    words.extend(record.tender.as_ref().map(word));
    words.extend(record.outcome.as_ref().map(word));
    words.extend(
        record
            .care
            .map(|care| format!("cashier's line {}", care.name())),
    );
    if !record.trusted {
        words.push("not trusted: an unknown command came before the text".to_owned());
    }
    match (&record.code, record.spliced_at) {
        (Some(code), Some(at)) => words.push(format!("code {code} at byte {at}")),
        _ => words.push("no code".to_owned()),
    }
    words.join(", ")
}

/// The name that `--json` uses.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('_', " "),
        _ => String::new(),
    }
}
