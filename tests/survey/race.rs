//! Many at once, and a service that dies in between.

use super::served::{Clock, Served, TODAY, code, key, open, serial};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread::scope;
use tillside::domain::code::{FormToken, Kind, Slot};
use tillside::domain::language::Language;
use tillside::domain::survey::Recommend;
use tillside::engine::api::Pull;
use tillside::pages::survey::{Answers as _, Begun, Caller, Completed, First, Rest, Standing};

fn first(seq: u16, holder: i64, clock: &Clock) -> First {
    First {
        serial: serial(seq),
        holder,
        recommend: Recommend::new(9).unwrap(),
        language: Language::ENGLISH,
        caller: Caller::default(),
        at: clock.moment().at,
    }
}

fn rest(seq: u16, holder: i64, clock: &Clock) -> Rest {
    Rest {
        serial: serial(seq),
        holder,
        language: Language::ENGLISH,
        grades: [None; 5],
        comment: Some("kept".to_owned()),
        contact: None,
        moment: clock.moment(),
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(future)
}

#[test]
fn of_two_phones_with_one_code_exactly_one_is_heard() {
    let served = Served::start();
    for seq in 0..20 {
        let tokens = [served.open_page(code(seq)), served.open_page(code(seq))];
        assert_ne!(tokens[0], tokens[1]);
        let statuses = scope(|scope| {
            let ask = |token: &String| served.score(code(seq), token, 5).status;
            let phones = tokens
                .each_ref()
                .map(|token| scope.spawn(move || ask(token)));
            phones.map(|phone| phone.join().unwrap())
        });
        let mut sorted = statuses;
        sorted.sort_unstable();
        assert_eq!(sorted, [303, 409], "code {seq}");
    }
}

#[test]
fn many_answers_at_once_are_each_kept_once_with_their_own_reward() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let (desk, thread) = open(folder.path(), &clock);
    let rewards: Vec<_> = scope(|scope| {
        let worker = |from: u16| {
            let (desk, clock) = (&desk, &clock);
            scope.spawn(move || {
                let each = (from..from + 25).map(|seq| {
                    let begun = wait(desk.begin(first(seq, i64::from(seq), clock)));
                    assert_eq!(begun, Ok(Begun::Kept));
                    let again = wait(desk.begin(first(seq, -1, clock)));
                    assert_eq!(again, Ok(Begun::Taken));
                    wait(desk.complete(rest(seq, i64::from(seq), clock)))
                });
                each.collect::<Vec<_>>()
            })
        };
        let workers: Vec<_> = (0..8).map(|n| worker(n * 25)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let codes: BTreeSet<_> = rewards
        .iter()
        .map(|completed| match completed {
            Ok(Completed::Thanks(Some(code))) => *code,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(codes.len(), 200);
    let asked = Pull {
        till: serial(1).till,
        ..Pull::default()
    };
    let sheets = desk.pull(Slot::default(), &asked).unwrap().sheets;
    let numbers: Vec<u64> = sheets.iter().map(|sheet| sheet.number).collect();
    assert_eq!(numbers, (1..=200).collect::<Vec<u64>>());
    drop(desk);
    thread.join().unwrap();
}

#[test]
fn the_order_of_rewards_says_nothing_about_the_order_of_answers() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let (desk, thread) = open(folder.path(), &clock);
    let seqs: Vec<u16> = (0..200)
        .map(|seq| {
            wait(desk.begin(first(seq, 1, &clock))).unwrap();
            let Ok(Completed::Thanks(Some(code))) = wait(desk.complete(rest(seq, 1, &clock)))
            else {
                panic!("no reward")
            };
            let found = tillside::domain::code::verify(code, &[key(0)], TODAY).unwrap();
            assert_eq!((found.kind, found.till.get()), (Kind::Reward, 15));
            found.seq.get()
        })
        .collect();
    let rising = seqs.windows(2).filter(|pair| pair[0] < pair[1]).count();
    assert!((60..140).contains(&rising), "{rising} of 199 rise");
    drop(desk);
    thread.join().unwrap();
}

#[test]
fn what_was_begun_outlives_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::<Clock>::default();
    let token = FormToken::new(clock.moment().at, 7);
    let sealed = token.seal(&key(0), code(3));
    {
        let (desk, thread) = open(folder.path(), &clock);
        wait(desk.begin(first(3, token.holder(), &clock))).unwrap();
        drop(desk);
        thread.join().unwrap();
    }
    let (desk, thread) = open(folder.path(), &clock);
    let holder = token.holder();
    assert_eq!(desk.standing(&serial(3)), Standing::Open { holder });
    let opened = FormToken::open(&sealed, &[key(0)], code(3)).unwrap();
    let completed = wait(desk.complete(rest(3, opened.holder(), &clock)));
    assert!(
        matches!(completed, Ok(Completed::Thanks(Some(_)))),
        "{completed:?}"
    );
    drop(desk);
    thread.join().unwrap();
}
