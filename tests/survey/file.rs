//! What the file holds, hands over and forgets.

use super::served::{Clock, Served, TODAY, code, face, key, open, open_for, serial};
use std::fs;
use std::sync::Arc;
use tillside::domain::code::{Kind, Seq, Slot, Till};
use tillside::engine::api::Pull;
use tillside::hub::{FILE, Registration, Registry};
use tillside::pages::survey::{Answers as _, Standing};

fn answer(served: &Served, seq: u16, comment: &str) {
    let token = served.open_page(code(seq));
    assert_eq!(served.score(code(seq), &token, 4).status, 303);
    let form = format!("t={token}&comment={comment}&contact={comment}-call&consent=1");
    let on = served.post(&format!("/{}", code(seq)), &form);
    assert_eq!(on.status, 303, "{}", on.body);
}

#[test]
fn a_cursor_sees_every_answer_once_whatever_the_order() {
    let served = Served::start();
    // The first one stays open while the second is completed.
    let token = served.open_page(code(1));
    served.score(code(1), &token, 1);
    answer(&served, 2, "two");
    let first = served.pull(0).sheets;
    assert_eq!(first.len(), 1);
    assert_eq!((first[0].number, first[0].seq.get()), (1, 2));
    assert_eq!(served.pull(0).sheets, first, "asked again, the same again");
    served.clock.wait(30 * 60_000);
    let second = served.pull(1).sheets;
    assert_eq!(second.len(), 1);
    assert_eq!((second[0].number, second[0].seq.get()), (2, 1));
    assert!(served.pull(2).sheets.is_empty());
    assert!(
        served.pull(0).sheets.is_empty(),
        "what was kept for good is forgotten"
    );
}

#[test]
fn what_the_store_has_is_in_no_file_any_more() {
    let served = Served::start();
    answer(&served, 1, "sourdough");
    answer(&served, 2, "marzipan");
    served.pull(1);
    let mut bytes = Vec::new();
    for entry in fs::read_dir(served.folder.path()).unwrap() {
        bytes.extend(fs::read(entry.unwrap().path()).unwrap());
    }
    let has = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
    assert!(has(b"marzipan") && has(b"marzipan-call"));
    assert!(!has(b"sourdough"), "deleted text is overwritten");
    let token = served.get(&format!("/{}", code(1)));
    token.expect(409, "has been used");
}

#[test]
fn a_shop_that_knows_more_than_a_new_file_loses_nothing() {
    let served = Served::start();
    answer(&served, 1, "a");
    answer(&served, 2, "b");
    let sheets = served.pull(500).sheets;
    let numbers: Vec<(u64, u16)> = sheets.iter().map(|s| (s.number, s.seq.get())).collect();
    assert_eq!(numbers, [(501, 1), (502, 2)]);
    answer(&served, 3, "c");
    assert_eq!(served.pull(502).sheets[0].number, 503);
}

#[test]
fn receipts_left_behind_mark_their_answers() {
    let served = Served::start();
    let till = Till::new(1).unwrap();
    answer(&served, 1, "a");
    answer(&served, 2, "b");
    let told = Pull {
        till,
        left: vec![(TODAY, Seq::new(2).unwrap()), (TODAY, Seq::new(9).unwrap())],
        ..Pull::default()
    };
    let left = |asked: &Pull| -> Vec<bool> {
        let sheets = served.pull_with(asked).sheets.into_iter();
        sheets.map(|sheet| sheet.marks.left_behind).collect()
    };
    assert_eq!(left(&told), [false, true]);
    assert_eq!(left(&told), [false, true], "said twice");
    let other = Pull {
        till: Till::new(2).unwrap(),
        left: vec![(TODAY, Seq::new(1).unwrap())],
        ..Pull::default()
    };
    assert!(left(&other).is_empty(), "it has no answers");
    assert_eq!(left(&told), [false, true], "of another counter");
}

#[test]
fn a_reward_that_two_counters_take_is_told_to_the_second() {
    let served = Served::start();
    let code = (TODAY, Seq::new(77).unwrap());
    let take = |till: u16| {
        let asked = Pull {
            till: Till::new(till).unwrap(),
            redeemed: vec![code],
            ..Pull::default()
        };
        served.pull_with(&asked).doubled
    };
    assert_eq!(take(1), []);
    assert_eq!(take(1), [], "the same counter says it again");
    assert_eq!(take(2), [code]);
    assert_eq!(take(2), [code]);
    assert_eq!(take(1), []);
}

#[test]
fn used_codes_are_remembered_for_ninety_days() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let standing = |after: u64| {
        let (desk, thread) = open(folder.path(), &clock);
        // A pull passes through the thread, which has then forgotten what is too old.
        desk.pull(
            Slot::default(),
            &Pull {
                till: Till::new(1).unwrap(),
                after,
                ..Pull::default()
            },
        )
        .unwrap();
        drop(desk);
        thread.join().unwrap();
        let (desk, thread) = open(folder.path(), &clock);
        let standing = desk.standing(&serial(1));
        drop(desk);
        thread.join().unwrap();
        standing
    };
    let (desk, thread) = open(folder.path(), &clock);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let first = tillside::pages::survey::First {
        serial: serial(1),
        holder: 1,
        recommend: tillside::domain::survey::Recommend::new(9).unwrap(),
        language: tillside::domain::language::Language::ENGLISH,
        caller: Default::default(),
        at: clock.moment().at,
    };
    runtime.block_on(desk.begin(first)).unwrap();
    drop(desk);
    thread.join().unwrap();
    assert_eq!(standing(0), Standing::Open { holder: 1 });
    clock.wait_days(90);
    assert_eq!(standing(1), Standing::Used);
    clock.wait_days(1);
    assert_eq!(standing(1), Standing::Fresh);
}

#[test]
fn another_key_leaves_codes_on_paper_good() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let (desk, thread) = open(folder.path(), &clock);
    let new = tillside::domain::code::MasterKey::new([9; 32]).store_key(1, Slot::default());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let registration = Registration {
        key: new.clone(),
        face: face(),
    };
    runtime.block_on(desk.register(registration)).unwrap();
    let keys = desk.store(Slot::default()).unwrap();
    let bytes: Vec<_> = keys.keys.iter().map(|key| key.to_bytes()).collect();
    assert_eq!(bytes, [new.to_bytes(), key(0).to_bytes()]);
    drop(desk);
    thread.join().unwrap();
    assert!(folder.path().join(FILE).exists());
}

#[test]
fn a_file_of_the_first_version_is_taken_over_with_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(FILE);
    let old = include_str!("../data/hub/answers_1.sql");
    rusqlite::Connection::open(&path)
        .and_then(|connection| connection.execute_batch(old))
        .unwrap();
    let clock = Arc::<Clock>::default();
    // The answers to the receipts of counter 1 were fetched by counter 2, whose service has the pages.
    let collector = Till::new(2).unwrap();
    let (desk, thread) = open_for(folder.path(), Some(collector), &clock);
    let asked = Pull {
        till: collector,
        after: 4,
        ..Pull::default()
    };
    let pulled = desk.pull(Slot::default(), &asked).unwrap();
    assert_eq!((pulled.opened_total, pulled.guesses_total), (12, 3));
    let [sheet] = &pulled.sheets[..] else {
        panic!("{pulled:?}")
    };
    assert_eq!((sheet.number, sheet.seq.get()), (5, 2));
    assert_eq!(sheet.comment.as_deref(), Some("cold soup"));
    assert_eq!(desk.standing(&serial(3)), Standing::Open { holder: 78 });
    assert_eq!(desk.standing(&serial(1)), Standing::Used);
    clock.wait(30 * 60_000);
    // The one that was open gets the next number, as before.
    let asked = Pull { after: 5, ..asked };
    let pulled = desk.pull(Slot::default(), &asked).unwrap();
    assert_eq!(
        (pulled.sheets[0].number, pulled.sheets[0].seq.get()),
        (6, 3)
    );
    drop(desk);
    thread.join().unwrap();
}

#[test]
fn each_counter_has_numbers_of_its_own() {
    let served = Served::start();
    let till = |number| Till::new(number).unwrap();
    let pull = |number, after| {
        let asked = Pull {
            till: till(number),
            after,
            ..Pull::default()
        };
        let sheets = served.pull_with(&asked).sheets.into_iter();
        sheets
            .map(|sheet| (sheet.number, sheet.till.get()))
            .collect::<Vec<_>>()
    };
    for (number, seq) in [(1, 1), (2, 1), (1, 2)] {
        let seq = Seq::new(seq).unwrap();
        let code = key(0).encode(Kind::Survey, till(number), TODAY, seq);
        let token = served.open_page(code);
        assert_eq!(served.score(code, &token, 4).status, 303);
        let done = served.post(&format!("/{code}"), &format!("t={token}"));
        assert_eq!(done.status, 303);
    }
    assert_eq!(pull(1, 0), [(1, 1), (2, 1)]);
    assert_eq!(pull(2, 0), [(1, 2)]);
    // What one counter has does not concern the other.
    assert_eq!(pull(1, 2), []);
    assert_eq!(pull(2, 0), [(1, 2)]);
    assert_eq!(pull(2, 1), []);
}

#[test]
fn stores_are_let_in_and_forgotten_beside_a_running_desk() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let (desk, thread) = open(folder.path(), &clock);
    let registry = Registry::open(&folder.path().join(FILE)).unwrap();
    let (slot, now) = (Slot::new(9).unwrap(), clock.moment().at);
    assert!(registry.add(slot, "Ninth", &[1; 32], now).unwrap());
    assert!(!registry.add(slot, "Again", &[2; 32], now).unwrap());
    let asked = Pull::default();
    // Whatever passes through the desk's thread has it look.
    let look = || desk.pull(Slot::default(), &asked).unwrap();
    look();
    assert_eq!(desk.store_of(&[1; 32]), Some(slot));
    assert_eq!(desk.store_of(&[2; 32]), None);
    assert!(registry.replace_token(slot, &[3; 32], now).unwrap());
    assert!(!registry.replace_token(Slot::MAX, &[4; 32], now).unwrap());
    look();
    assert_eq!(desk.store_of(&[1; 32]), None);
    assert_eq!(desk.store_of(&[3; 32]), Some(slot));
    let [line] = &registry.stores().unwrap()[..] else {
        panic!("one store has a token")
    };
    assert_eq!((line.name.as_str(), line.is_registered), ("Ninth", false));
    registry.remove(slot).unwrap();
    look();
    assert_eq!(desk.store_of(&[3; 32]), None);
    assert!(registry.stores().unwrap().is_empty());
    drop(desk);
    thread.join().unwrap();
}
