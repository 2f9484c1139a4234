//! The configuration from the outside: the example, every key, and what is said about mistakes.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};
use tillside::device::flow::Flow;
use tillside::engine::counter::Sales;
use tillside::protocol::escpos::block::Qr;
use tillside::runtime::config::{Config, ConfigError, Remark, SpliceKind};

fn problems(text: &str) -> Vec<String> {
    let problems = Config::parse(text).unwrap_err();
    problems.iter().map(Remark::to_string).collect()
}

fn problem(text: &str) -> String {
    let problems = problems(text);
    assert_eq!(problems.len(), 1, "{text}: {problems:?}");
    problems.concat()
}

fn warnings(text: &str) -> Vec<String> {
    let config = Config::parse(text).unwrap();
    config.warnings.iter().map(Remark::to_string).collect()
}

/// The example with every key that has no default set as well.
fn full_example() -> String {
    Config::example()
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => key,
            _ => line,
        })
        .fold(String::new(), |text, line| text + line + "\n")
}

#[test]
fn the_example_says_what_no_file_says() {
    assert_eq!(Config::parse(Config::example()), Ok(Config::default()));
    assert_eq!(Config::parse(""), Ok(Config::default()));
}

#[test]
fn the_keys_of_the_example_without_a_default_can_be_set() {
    // Answers come from the service's own pages or from a hub.
    let hub = full_example().replace("listen = \"192.168.1.20:8080\"", "");
    assert!(Config::parse(&hub).unwrap().hub.is_some());
    let pages = full_example();
    let (before, rest) = pages.split_once("[hub]").unwrap();
    let (_, after) = rest.split_once("[scanner]").unwrap();
    let config = Config::parse(&format!("{before}[scanner]{after}")).unwrap();
    assert!(config.survey_listen.is_some());
    let default = Config::default();
    assert!(config.store.short_name.is_some() && config.store.host.is_some());
    assert!(config.store.listen.is_some());
    assert!(config.store.scripts.is_some());
    let gifts = config.gifts_beside("/etc/tillside/tillside.toml".as_ref());
    assert_eq!(gifts, Some("/etc/tillside/gifts.toml".into()));
    assert!(config.printer.till.is_some() && config.printer.printer.is_some());
    assert!(config.printer.default_page.is_some() && config.lexicon.is_some());
    assert!(config.scanner.port.is_some() && config.scanner.forward.is_some());
    assert_eq!(config.survey.unwrap().for_reading(), "s.example.com/krk-1");
    assert_eq!(config.splice, default.splice);
}

const EVERY_KEY: &str = r#"
key_file = "/etc/tillside/key"
lexicon = "words.toml"
[store]
name = " Bageriet på hjørnet "
language = "da"
currency = "DKK"
slot = 31
[counter]
number = 0
sales = "api"
[printer]
till = "pty:/run/tillside/till"
printer = "/dev/ttyUSB1"
profile = "star-tsp-line"
baud = 115_200
flow = "dtrdsr"
default_page = "865"
qr = "native"
paper_mm = 58
[splice]
enabled = true
kinds = ["copy", "sale"]
every = 10
on_quiet = true
[survey]
url = "https://s.example.com"
listen = "192.168.1.20:8080"
[scanner]
port = "COM7"
forward = "tcp:till-1.local:4000"
profile = "honeywell-4820"
baud = 38_400
member_prefix = "2955"
[journal]
keep_months = 120
[api]
listen = "[::1]:9000"
"#;

#[test]
fn every_key_is_read() {
    let config = Config::parse(EVERY_KEY).unwrap();
    assert_eq!(config.store.name, "Bageriet på hjørnet");
    assert_eq!(config.store.language.as_str(), "da");
    assert_eq!(config.store.currency.as_str(), "DKK");
    assert_eq!(
        (config.store.slot.get(), config.counter.number.get()),
        (31, 0)
    );
    assert_eq!(config.counter.sales, Sales::Api);
    assert_eq!(
        config.printer.till.as_deref(),
        Some("pty:/run/tillside/till")
    );
    assert_eq!(config.printer.printer.as_deref(), Some("/dev/ttyUSB1"));
    assert_eq!(config.printer.profile, "star-tsp-line");
    assert_eq!(
        (config.printer.baud, config.printer.flow),
        (115_200, Flow::DtrDsr)
    );
    assert_eq!(config.printer.default_page.as_deref(), Some("865"));
    assert_eq!(
        (config.printer.qr, config.printer.paper_mm),
        (Qr::Native, Some(58))
    );
    assert!(config.splice.enabled);
    assert_eq!(config.splice.kinds, [SpliceKind::Copy, SpliceKind::Sale]);
    assert_eq!(config.splice.every, 10);
    assert!(config.splice.on_quiet);
    assert_eq!(
        (config.keep_months, Config::default().keep_months),
        (120, 36)
    );
    assert_eq!(
        config.survey.as_ref().unwrap().for_reading(),
        "s.example.com"
    );
    let pages = config.survey_listen.map(|address| address.to_string());
    assert_eq!(pages.as_deref(), Some("192.168.1.20:8080"));
    assert_eq!(config.scanner.port.as_deref(), Some("COM7"));
    assert_eq!(
        config.scanner.forward.as_deref(),
        Some("tcp:till-1.local:4000")
    );
    assert_eq!(config.scanner.profile.as_deref(), Some("honeywell-4820"));
    assert_eq!(config.scanner.baud, Some(38_400));
    assert_eq!(config.scanner.member_prefix.as_deref(), Some("2955"));
    assert_eq!(config.listen.to_string(), "[::1]:9000");
    assert_eq!(config.warnings, []);
    let data = Path::new("/var/lib/tillside");
    assert_eq!(config.key_file_in(data), PathBuf::from("/etc/tillside/key"));
    assert_eq!(config.lexicon_in(data), Some(data.join("words.toml")));
    assert_eq!(Config::default().key_file_in(data), data.join("store.key"));
}

/// A text, the line and the key that are named, and part of what is said.
const BAD_VALUES: &[(&str, usize, &str, &str)] = &[
    (
        "[store]\nslot = 32",
        2,
        "[store] slot",
        "32 is out of range; use 0 to 31",
    ),
    (
        "[journal]\nkeep_months = 11",
        2,
        "[journal] keep_months",
        "11 is out of range; use 12 to 120",
    ),
    (
        "[store]\nslot = -1",
        2,
        "[store] slot",
        "-1 is out of range",
    ),
    (
        "[store]\nslot = 99999999999999999999",
        2,
        "[store] slot",
        "out of range",
    ),
    (
        "[store]\nslot = 1.5",
        2,
        "[store] slot",
        "not a number with a point",
    ),
    (
        "[store]\n\nname = 5",
        3,
        "[store] name",
        "a text in \"quotes\", not a whole number",
    ),
    (
        "[store]\nname = ''",
        2,
        "[store] name",
        "1 to 40 characters",
    ),
    (
        "[store]\nname = \"a\\nb\"",
        2,
        "[store] name",
        "on one line",
    ),
    (
        "[store]\nlanguage = 'xx'",
        2,
        "[store] language",
        "use \"da\" or \"en\" or \"et\"",
    ),
    (
        "[store]\ncurrency = 'euro'",
        2,
        "[store] currency",
        "three capital letters",
    ),
    (
        "[store]\nshort_name = 'krk'",
        2,
        "[store] short_name",
        "A to Z",
    ),
    (
        "[store]\nhost = '192.168.1.20'",
        2,
        "[store] host",
        "HOST:PORT",
    ),
    (
        "[counter]\nnumber = 16",
        2,
        "[counter] number",
        "use 0 to 15",
    ),
    (
        "[counter]\nsales = 'till'",
        2,
        "[counter] sales",
        "use \"cable\" or \"api\"",
    ),
    (
        "[printer]\ntill = 'ttyUSB0'",
        2,
        "[printer] till",
        "is not a port",
    ),
    (
        "[printer]\nprofile = '../x'",
        2,
        "[printer] profile",
        "is no profile",
    ),
    (
        "[printer]\nbaud = 96",
        2,
        "[printer] baud",
        "use 300 to 921600",
    ),
    (
        "[printer]\nflow = 'RTS'",
        2,
        "[printer] flow",
        "use \"none\" or \"rtscts\"",
    ),
    (
        "[printer]\ndefault_page = 852",
        2,
        "[printer] default_page",
        "a text in",
    ),
    (
        "[splice]\nenabled = 1",
        2,
        "[splice] enabled",
        "must be true or false",
    ),
    (
        "[splice]\nkinds = 'sale'",
        2,
        "[splice] kinds",
        "must be a list",
    ),
    (
        "[splice]\nkinds = [1]",
        2,
        "[splice] kinds",
        "must be a list of texts",
    ),
    (
        "[splice]\nkinds = ['report']",
        2,
        "[splice] kinds",
        "\"report\" is not possible",
    ),
    ("[splice]\nkinds = []", 2, "[splice] kinds", "names nothing"),
    (
        "[splice]\nkinds = ['sale', 'sale']",
        2,
        "[splice] kinds",
        "twice",
    ),
    ("[splice]\nevery = 0", 2, "[splice] every", "use 1 to"),
    (
        "[survey]\nurl = 's.example.com'",
        2,
        "[survey] url",
        "is not a web address",
    ),
    (
        "[scanner]\nport = 'tcp:host'",
        2,
        "[scanner] port",
        "is not a port",
    ),
    (
        "[scanner]\nprofile = 'geenric'",
        2,
        "[scanner] profile",
        "use one of datalogic-gryphon, generic",
    ),
    (
        "[scanner]\nbaud = 1",
        2,
        "[scanner] baud",
        "use 300 to 921600",
    ),
    (
        "[scanner]\nmember_prefix = '2'",
        2,
        "[scanner] member_prefix",
        "3 to 20",
    ),
    (
        "[api]\nlisten = 'here'",
        2,
        "[api] listen",
        "127.0.0.1:7155",
    ),
    ("\n\nkey_file = ''", 3, "key_file", "is no path"),
    ("lexicon = true", 1, "lexicon", "not true or false"),
    ("[store.name]\nx = 1", 1, "[store] name", "not a table"),
];

#[test]
fn every_value_has_a_type_and_a_range() {
    for (text, line, key, words) in BAD_VALUES {
        let found = problem(text);
        assert!(
            found.starts_with(&format!("line {line}: {key}: ")),
            "{found}"
        );
        assert!(found.contains(words), "{found}");
    }
}

#[test]
fn an_unknown_key_comes_with_the_nearest_known_one() {
    for (text, expected) in [
        (
            "[printer]\nbuad = 9600",
            "line 2: [printer] buad: there is no such key; did you mean baud?",
        ),
        ("[store]\nshort-name = 'A'", "did you mean short_name?"),
        ("[store]\nSlot = 1", "did you mean slot?"),
        (
            "keyfile = 'x'",
            "line 1: keyfile: there is no such key; did you mean key_file?",
        ),
        ("[store]\nbaud = 9600", "belongs to the section [printer]"),
        ("[api]\nkey_file = 'x'", "belongs to the top of the file"),
        (
            "[counter]\ncolour = 'red'",
            "here you may use number, sales",
        ),
        (
            "store = 'x'",
            "line 1: store: this is a section; write [store]",
        ),
        ("[[store]]\nname = 'x'", "this is a section"),
    ] {
        let found = problem(text);
        assert!(found.contains(expected), "{found}");
    }
    let found = problems("[prnter]\nbaud = 9600");
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(
        found[0],
        "line 1: [prnter]: there is no such section; did you mean [printer]?"
    );
    let found = problem("[weather]");
    assert!(
        found.ends_with(
            "the sections are api, closing, counter, hub, journal, printer, queue, scanner, splice, \
             store, survey"
        ),
        "{found}"
    );
}

#[test]
fn all_problems_are_found_at_once_in_the_order_of_the_lines() {
    let text = "[store]\nslot = 99\nnaem = 'x'\n[api]\nlisten = 'x'\n[counter]\nnumber = 'one'";
    let found = Config::parse(text).unwrap_err();
    let lines: Vec<usize> = found.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 5, 7]);
}

#[test]
fn what_is_not_toml_is_shown_with_its_line() {
    for (text, start) in [
        ("[store]\nname = Shop", "line 2: \"name = Shop\": "),
        (
            "[store]\nname = 'a'\nname = 'b'",
            "line 3: \"name = 'b'\": ",
        ),
        ("[store\n", "line 1: \"[store\": "),
    ] {
        let found = problem(text);
        assert!(found.starts_with(start), "{found}");
    }
}

#[test]
fn keys_that_do_not_go_together_are_refused() {
    let found = problem("[splice]\nenabled = true");
    assert!(found.starts_with("line 2: [splice] enabled: ") && found.contains("[survey] url"));
    assert!(problem("[splice]\nenabled = true\n[survey]\nurl = 'x'").starts_with("line 4: "));
    let found = problem("[printer]\ntill = '/dev/a'\nprinter = '/dev/a'");
    assert!(
        found.starts_with("line 3: [printer] printer: is the same port"),
        "{found}"
    );
    let found = problem("[scanner]\nport = '/dev/a'\nforward = '/dev/a'");
    assert!(
        found.starts_with("line 3: [scanner] forward: is the same port"),
        "{found}"
    );
    let found = problem("[scanner]\nforward = '/dev/a'");
    assert!(found.starts_with("line 2: [scanner] forward: there is no scanner"));
    let found = problem("[printer]\ntill = '/dev/a'\n[scanner]\nport = '/dev/a'");
    assert!(found.starts_with("line 4: [scanner] port: is a port of [printer]"));
    let long = "[store]\nshort_name = 'ABCDEFGH'\n[survey]\nurl = 'https://a-very-long-name-of-a-shop.example.com'";
    assert!(problem(long).contains("at most 61 fit"));
}

#[test]
fn what_works_but_could_harm_is_said() {
    let serial = warnings("[printer]\nprinter = '/dev/ttyUSB0'").concat();
    assert!(
        serial.starts_with("[printer] flow: without flow control"),
        "{serial}"
    );
    assert!(warnings("[printer]\nprinter = '/dev/ttyUSB0'\nflow = 'dtrdsr'").is_empty());
    assert!(warnings("[printer]\nprinter = '/dev/pts/3'").is_empty());
    assert!(warnings("[counter]\nnumber = 15").concat().contains("hub"));
    let long = warnings("[survey]\nurl = 'https://survey.example-shop.com'").concat();
    assert!(
        long.starts_with("line 2: [survey] url: the QR code holds 44 characters"),
        "{long}"
    );
}

#[test]
fn a_file_is_named_in_its_errors() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tillside.toml");
    assert!(matches!(
        Config::load(&path),
        Err(ConfigError::Unreadable { .. })
    ));
    std::fs::write(&path, "[store]\nslot = 99\nnaem = 'x'").unwrap();
    let error = Config::load(&path).unwrap_err().to_string();
    assert!(
        error.contains("tillside.toml") && error.contains("\n  line 2: [store] slot"),
        "{error}"
    );
    std::fs::write(&path, Config::example()).unwrap();
    assert_eq!(Config::load(&path).unwrap(), Config::default());
}
