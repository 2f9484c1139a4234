//! Where a temperature is read: real files, and servers of the test on this machine alone.

use super::*;
use std::io::Write as _;
use std::net::TcpListener;
use std::sync::mpsc::Receiver;
use std::thread::{Builder, JoinHandle};

const NOW: Timestamp = Timestamp(1_795_332_600_000);

/// Longer than anything here takes, also on a machine with a lot to do.
const PATIENCE: Duration = Duration::from_secs(20);

fn look(place: &Place) -> Result<Temperature, String> {
    place.look(NOW).map_err(|error| format!("{error:#}"))
}

#[test]
fn a_file_is_as_old_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let source = WeatherSource::File("now.txt".to_owned());
    let place = Place::of(&source, folder.path()).unwrap();
    assert!(look(&place).unwrap_err().contains("cannot be read"));
    let path = folder.path().join("now.txt");
    let long = "2".repeat(MAX_BYTES + 1);
    for (text, written_ago_ms, expected) in [
        ("28.4\n", 60_000, Ok((284, 60_000))),
        ("-3", 0, Ok((-30, 0))),
        // By a clock that is ahead.
        ("-3", -60_000, Ok((-30, 0))),
        ("warm", 0, Err("is no number")),
        ("", 0, Err("is no number")),
        (&long, 0, Err("more than 4096 bytes")),
    ] {
        fs::write(&path, text).unwrap();
        let written = Timestamp(NOW.0 - written_ago_ms);
        let written = chrono::DateTime::from_timestamp_millis(written.0).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(written.into()).unwrap();
        match (look(&place), expected) {
            (Ok(found), Ok((tenths, age_ms))) => {
                assert_eq!(
                    (found.tenths, NOW.0 - found.at.0),
                    (tenths, age_ms),
                    "{text}"
                );
            }
            (Err(said), Err(words)) => assert!(said.contains(words), "{text}: {said}"),
            (found, _) => panic!("{text}: {found:?}"),
        }
    }
    let place = Place::File(folder.path().to_owned());
    assert!(look(&place).unwrap_err().contains("is no file"));
    assert_eq!(Place::of(&WeatherSource::Hand, folder.path()), None);
}

/// Answers each of so many callers with this, and says what they asked.
fn server(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let serve = move || {
        let asked = answers.into_iter().map(|answer| {
            let (mut caller, _) = listener.accept().unwrap();
            let mut asked = Vec::new();
            let mut byte = [0];
            while !asked.ends_with(b"\r\n\r\n") && caller.read(&mut byte).unwrap() > 0 {
                asked.extend_from_slice(&byte);
            }
            // Who has heard enough may hang up.
            caller.write_all(answer.as_bytes()).ok();
            let asked = String::from_utf8(asked).unwrap();
            asked.lines().next().unwrap_or_default().to_owned()
        });
        asked.collect()
    };
    let serving = Builder::new()
        .name("server".to_owned())
        .spawn(serve)
        .unwrap();
    (address, serving)
}

fn answer(head: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

#[test]
fn an_address_is_asked_once_and_believed_when_it_answers_with_a_temperature() {
    let json = r#"{"current":{"temperature_2m":28.44}}"#;
    let long = "1".repeat(MAX_BYTES + 1);
    let table = [
        (answer("200 OK", "21.5\n"), "", Ok(215)),
        (answer("200 OK", json), "#/current/temperature_2m", Ok(284)),
        (answer("200 OK", json), "", Err("write behind #")),
        (
            answer("200 OK", json),
            "#/current/rain",
            Err("nothing at that place"),
        ),
        (answer("200 OK", ""), "", Err("no number")),
        (answer("200 OK", &long), "", Err("more than 4096 bytes")),
        (answer("404 Not Found", "21.5"), "", Err("status 404")),
        (
            answer("302 Found\r\nLocation: http://127.0.0.1:1/", "21.5"),
            "",
            Err("sends callers elsewhere"),
        ),
        (answer("503 Busy", ""), "", Err("status 503")),
        ("SSH-2.0-no\r\n\r\n".to_owned(), "", Err("it ")),
        (String::new(), "", Err("it ")),
    ];
    let answers = table.iter().map(|(answer, ..)| answer.clone());
    let (address, serving) = server(answers.collect());
    for (answer, pointer, expected) in &table {
        let source = format!("http://{address}/now?key=secret{pointer}");
        let place = Place::Address(WebSource::parse(&source).unwrap());
        assert_eq!(place.name(), address);
        match (look(&place), expected) {
            (Ok(found), Ok(tenths)) => assert_eq!((found.tenths, found.at), (*tenths, NOW)),
            (Err(said), Err(words)) => {
                assert!(said.contains(words), "{answer}: {said}");
                assert!(!said.contains("secret"), "{said}");
            }
            (found, _) => panic!("{answer}: {found:?}"),
        }
    }
    // Nobody was called twice, and nobody hears of the place in the answer.
    let asked = serving.join().unwrap();
    assert_eq!(asked, vec!["GET /now?key=secret HTTP/1.1"; table.len()]);
    let place = Place::Address(WebSource::parse(&format!("http://{address}/")).unwrap());
    assert!(look(&place).unwrap_err().contains("cannot be reached"));
}

#[test]
fn an_address_that_fails_is_asked_again_sooner_and_then_ever_more_rarely() {
    let address = Place::Address(WebSource::parse("https://a.eu").unwrap());
    let minutes = [0, 1, 2, 3, 4, 5, 6, 100].map(|failures| address.pause(failures).as_secs() / 60);
    assert_eq!(minutes, [15, 1, 2, 4, 8, 15, 15, 15]);
    let file = Place::File(PathBuf::new());
    let minutes = [0, 1, 100].map(|failures| file.pause(failures).as_secs() / 60);
    assert_eq!(minutes, [1, 1, 1]);
}

/// What the desk has heard, in tenths; one place for each time that it was told anything.
fn told(heard: &Receiver<Heard>) -> Vec<Option<i16>> {
    let readings = heard.try_iter().map(|heard| match heard {
        Heard::Weather(reading) => reading,
        other => panic!("{other:?}"),
    });
    let ours = readings.inspect(|reading| assert_eq!(reading.run, 3));
    ours.map(|reading| reading.temperature.map(|it| it.tenths))
        .collect()
}

#[test]
fn the_desk_hears_what_is_new_and_once_that_nothing_is_known() {
    let (post, heard) = sync_channel(1);
    let mut teller = Teller::new(3, post);
    let known = |tenths| Ok(Temperature { tenths, at: NOW });
    let failed = || Err(anyhow::anyhow!("nobody answers"));
    for (found, failures, expected) in [
        (failed(), 1, &[None][..]),
        (failed(), 2, &[]),
        (known(210), 0, &[Some(210)]),
        (known(210), 0, &[]),
        (known(215), 0, &[Some(215)]),
        (failed(), 1, &[None][..]),
    ] {
        teller.tell("x", found).unwrap();
        assert_eq!((teller.failures, &*told(&heard)), (failures, expected));
    }
    // What finds no room is said the next time.
    teller.tell("x", known(1)).unwrap();
    teller.tell("x", known(2)).unwrap();
    assert_eq!(told(&heard), [Some(1)]);
    teller.tell("x", known(2)).unwrap();
    assert_eq!(told(&heard), [Some(2)]);
    drop(heard);
    assert_eq!(teller.tell("x", known(3)), None, "nobody listens any more");
}

#[test]
fn a_watch_ends_with_whoever_has_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("now.txt"), "7").unwrap();
    let source = WeatherSource::File("now.txt".to_owned());
    let (post, heard) = sync_channel(4);
    let watch = Watch::start(&source, folder.path(), 9, &post).unwrap();
    drop(post);
    let Heard::Weather(reading) = heard.recv_timeout(PATIENCE).unwrap() else {
        panic!("something else was said");
    };
    assert_eq!(reading.temperature.map(|it| it.tenths), Some(70));
    assert!(watch.said(&reading) && watch.is_of(&source));
    let other = Reading { run: 8, ..reading };
    assert!(!watch.said(&other) && !watch.is_of(&WeatherSource::Hand));
    drop(watch);
    // The thread has the only way to the desk.
    let end = heard.recv_timeout(PATIENCE);
    assert!(
        matches!(end, Err(RecvTimeoutError::Disconnected)),
        "{end:?}"
    );
}
