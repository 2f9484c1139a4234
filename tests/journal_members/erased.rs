//! Nothing is left of who is forgotten: not in the journal, its log or any file beside it, and not after
//! an older backup was restored.

use std::fs;
use std::path::Path;

use tillside::domain::event::{GiftHandled, Loyalty};
use tillside::domain::gift::RuleKey;
use tillside::domain::member::{Member, PersonNote, Profile};
use tillside::domain::receipt::Receipt;
use tillside::engine::members::{MemberAnswer, MemberAsk};
use tillside::journal::{ERASED_FILE, Reader, Writer};

use super::support::Data;
use super::{
    TODAY, ask, assert_sound, at, card, commit, file, member, name, profile, served, whose,
};
use tillside::domain::code::Day;

/// Words that stand nowhere else.
const NAME: &str = "Quirina Zephyrwort";
const NOTE: &str = "walks with the yellow umbrella";

fn told(number: u64) -> Profile {
    let note = format!("{NOTE} {number}");
    Profile {
        note: PersonNote::try_from(note).ok(),
        ..profile(&format!("{NAME} {number}"))
    }
}

/// Which files of a folder have these bytes somewhere, in either case.
pub(super) fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let needle = text.to_lowercase();
    let files = fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| file.expect("a file").path());
    let has = |path: &Path| {
        let bytes = fs::read(path).expect("its bytes").to_ascii_lowercase();
        let needle = needle.as_bytes();
        bytes.windows(needle.len()).any(|window| window == needle)
    };
    let found = files.filter(|path| has(path));
    found.map(|path| path.display().to_string()).collect()
}

fn erase(writer: &mut Writer, member: Member) {
    commit(writer, TODAY, Loyalty::MemberErased { member });
}

/// Everything by which somebody could be found.
fn traces(number: u64) -> [String; 3] {
    [
        format!("{NAME} {number}"),
        format!("{NOTE} {number}"),
        card(number).reveal(),
    ]
}

fn gift(member: Member) -> Loyalty {
    Loyalty::GiftGiven(GiftHandled {
        receipt: Receipt(77),
        rule: RuleKey::of("soup"),
        day: Day(TODAY),
        member: Some(member),
        cost: 150,
        as_code: false,
    })
}

#[test]
fn no_byte_is_left_of_who_is_forgotten() {
    let data = Data::new();
    let mut writer = data.writer();
    // More than fit into one page, in the order of nothing.
    let numbers: Vec<u64> = (0..300).map(|it| 10_000 + it * 7919 % 3000).collect();
    let members: Vec<Member> = numbers
        .iter()
        .map(|number| member(&mut writer, *number, told(*number)))
        .collect();
    for (member, receipt) in members.iter().zip(1..) {
        commit(&mut writer, TODAY, served(*member, receipt, TODAY));
        // What was told before is overwritten too.
        let change = MemberAsk::Change {
            member: *member,
            profile: told(numbers[usize::try_from(receipt).expect("few") - 1]),
        };
        ask(&mut writer, &change);
    }
    for text in traces(numbers[0]) {
        assert_ne!(files_with(data.folder.path(), &text), [""; 0], "{text}");
    }
    let forgotten = |index: usize| index % 3 != 1;
    for (index, member) in members.iter().enumerate() {
        if forgotten(index) {
            erase(&mut writer, *member);
        }
    }
    for (index, number) in numbers.iter().enumerate() {
        for text in traces(*number) {
            let found = files_with(data.folder.path(), &text);
            assert_eq!(found.is_empty(), forgotten(index), "{text}: {found:?}");
        }
        let is_known = whose(&mut writer, *number) != MemberAnswer::Nobody;
        assert_eq!(is_known, !forgotten(index), "{number}");
    }
    assert_sound(&data);
}

#[test]
fn all_numbers_of_a_person_are_forgotten_and_gifts_stay_without_them() {
    let data = Data::new();
    let mut writer = data.writer();
    let (one, other) = (
        member(&mut writer, 7, told(7)),
        member(&mut writer, 8, told(8)),
    );
    let stays = member(&mut writer, 9, profile("Ola"));
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    for (member, receipt) in [(one, 1), (other, 2), (stays, 3)] {
        commit(&mut writer, TODAY, served(member, receipt, TODAY));
    }
    commit(&mut writer, TODAY, gift(other));
    let noted = writer.note_export(other, at(TODAY), "member-8.json");
    assert!(noted.expect("a sound disk"));
    let handed = writer.member_exports(one).expect("a table");
    assert_eq!(handed.len(), 1, "by any number");
    erase(&mut writer, other);
    for number in [7, 8] {
        assert_eq!(whose(&mut writer, number), MemberAnswer::Nobody);
    }
    assert_eq!(file(whose(&mut writer, 9)).member(), stays);
    assert_eq!(writer.member_exports(one).expect("a table"), []);
    let rows = |sql: &str| -> i64 {
        let connection = rusqlite::Connection::open(data.path()).expect("a database");
        connection.query_row(sql, (), |row| row.get(0)).expect(sql)
    };
    assert_eq!(rows("SELECT count(*) FROM member_records"), 1);
    assert_eq!(rows("SELECT count(*) FROM gifts WHERE member IS NULL"), 1);
    assert_sound(&data);
    // What is still said of them by number makes nothing anew.
    commit(&mut writer, TODAY, served(one, 5, TODAY));
    commit(&mut writer, TODAY, gift(one));
    assert_eq!(rows("SELECT count(*) FROM member_records"), 1);
    assert_eq!(rows("SELECT count(*) FROM gifts WHERE member IS NULL"), 1);
    let noted = writer.note_export(one, at(TODAY), "member-7.json");
    assert!(!noted.expect("a sound disk"));
    assert_sound(&data);
}

#[test]
fn who_is_joined_with_somebody_forgotten_is_forgotten_too() {
    let data = Data::new();
    let mut writer = data.writer();
    let gone = member(&mut writer, 7, told(7));
    let here = member(&mut writer, 8, told(8));
    erase(&mut writer, gone);
    let (one, other) = (here, gone);
    commit(&mut writer, TODAY, Loyalty::MembersMerged { one, other });
    assert_eq!(whose(&mut writer, 8), MemberAnswer::Nobody);
    for text in traces(8) {
        assert_eq!(files_with(data.folder.path(), &text), [""; 0], "{text}");
    }
    assert_sound(&data);
}

#[test]
fn a_backup_that_still_knows_them_forgets_them_again() {
    let data = Data::new();
    let mut writer = data.writer();
    let gone = member(&mut writer, 7, told(7));
    let stays = member(&mut writer, 8, told(8));
    commit(&mut writer, TODAY, served(gone, 1, TODAY));
    drop(writer);
    let backup = fs::read(data.path()).expect("a closed journal");
    let mut writer = data.writer();
    erase(&mut writer, gone);
    drop(writer);
    let lines = fs::read_to_string(data.folder.path().join(ERASED_FILE)).expect("lines");
    assert_eq!(lines, format!("{} {}\n", gone.0, at(TODAY)));
    fs::write(data.path(), &backup).expect("a restored backup");
    assert_ne!(files_with(data.folder.path(), NAME), [""; 0]);
    let mut writer = data.writer();
    writer.state().expect("a journal");
    assert_eq!(writer.take_erased_again(), 1);
    assert_eq!(writer.take_erased_again(), 0);
    for text in traces(7) {
        assert_eq!(files_with(data.folder.path(), &text), [""; 0], "{text}");
    }
    assert_eq!(whose(&mut writer, 7), MemberAnswer::Nobody);
    assert_eq!(file(whose(&mut writer, 8)).member(), stays);
    assert_sound(&data);
    // Only once: the next start has nothing to do.
    let mut writer = data.writer();
    writer.state().expect("a journal");
    assert_eq!(writer.take_erased_again(), 0);
    // Their number is never given again.
    let again = member(&mut writer, 7, Profile::default());
    assert!(again != gone && again != stays);
}

#[test]
fn a_reader_puts_the_last_traces_off_and_not_for_ever() {
    let data = Data::new();
    let mut writer = data.writer();
    let gone = member(&mut writer, 7, told(7));
    let reader = Reader::open(&data.path()).expect("a journal");
    // It holds its moment while it reads.
    let mut seen = 0;
    let read = reader.each(|_record| {
        if seen == 0 {
            erase(&mut writer, gone);
        }
        seen += 1;
        Ok::<(), tillside::journal::Error>(())
    });
    read.expect("events");
    assert_eq!(seen, 1, "of its own moment");
    commit(&mut writer, TODAY, served(Member(9), 9, TODAY));
    for text in traces(7) {
        assert_eq!(files_with(data.folder.path(), &text), [""; 0], "{text}");
    }
    let found = reader.find_members(&name("Quirina")).expect("a table");
    assert_eq!(found, []);
}
