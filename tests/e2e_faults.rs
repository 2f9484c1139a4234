//! Whatever breaks behind the cable: every byte passes, it is said once, the service goes on.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;
#[path = "support/tape.rs"]
#[expect(dead_code, reason = "only its splicer is needed")]
mod tape;

use rustix::process::{Pid, Resource, Rlimit, prlimit};
use shop::cable::Plan;
use shop::printed::sale;
use shop::{Service, Shop, eventually};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tape::Queue;
use tillside::device::flow::Flow;
use tillside::device::notice::{Fault, Notice};
use tillside::protocol::escpos::block::Prepared;
use tillside::protocol::escpos::splice::{Blocks, Splicer};

/// Something that is broken before the service starts.
struct Broken {
    what: &'static str,
    how: fn(&mut Shop),
    /// The errors that are said, each once, and no others.
    errors: &'static [&'static str],
    /// Whether sales get codes all the same.
    coded: bool,
}

/// Said at the end of a [`judge`]d service whose journal never worked.
const UNREMEMBERED: &str = "stopped with 3 events that the journal did not take";

const BROKEN: &[Broken] = &[
    Broken {
        what: "the data directory cannot be made",
        how: |shop| {
            let file = shop.folder.path().join("file");
            fs::write(&file, "").unwrap();
            shop.data = file.join("data");
        },
        errors: &[
            "cannot make the data directory",
            "going on without a lock",
            "an interrupted block cannot be closed",
            "nothing is remembered for now",
            "no codes, receipts pass plain",
            "no local API",
            UNREMEMBERED,
        ],
        coded: false,
    },
    Broken {
        what: "a token is a directory",
        how: |shop| make_directory(shop, "tokens/panel.token"),
        errors: &["no local API"],
        coded: true,
    },
    Broken {
        what: "the address of the API is a directory",
        how: |shop| make_directory(shop, "api.address"),
        errors: &["no local API"],
        coded: true,
    },
    Broken {
        what: "the key is none",
        how: |shop| put(shop, "store.key", "0123456789abcdef\n"),
        errors: &["is not a key file"],
        coded: false,
    },
    Broken {
        what: "the key is a directory",
        how: |shop| make_directory(shop, "store.key"),
        errors: &["no codes, receipts pass plain"],
        coded: false,
    },
    Broken {
        what: "the lease file is damaged",
        how: |shop| put(shop, "codes.lease", "tillside leases 1\noldest 0\n2516 sur"),
        errors: &["is damaged, and codes stay off"],
        coded: false,
    },
    Broken {
        what: "the lease file is a directory",
        how: |shop| make_directory(shop, "codes.lease"),
        errors: &["no codes for now, receipts pass plain"],
        coded: false,
    },
    Broken {
        what: "the lease file never ends",
        how: |shop| link(shop, "codes.lease", "/dev/zero"),
        errors: &["is damaged, and codes stay off"],
        coded: false,
    },
    Broken {
        what: "the journal is a directory",
        how: |shop| make_directory(shop, "journal.sqlite"),
        errors: &[
            "nothing is remembered for now",
            "no codes for now, receipts pass plain",
            UNREMEMBERED,
        ],
        coded: false,
    },
    Broken {
        what: "the journal is damaged",
        how: |shop| put(shop, "journal.sqlite", &"no page of ours ".repeat(1024)),
        errors: &[
            "nothing is remembered for now",
            "no codes for now, receipts pass plain",
            UNREMEMBERED,
        ],
        coded: false,
    },
    Broken {
        what: "the record of blocks is a directory",
        how: |shop| make_directory(shop, "block.progress"),
        errors: &["an interrupted block cannot be closed"],
        coded: true,
    },
    Broken {
        what: "the record of blocks is on a full disk",
        how: |shop| link(shop, "block.progress", "/dev/full"),
        errors: &["an interrupted block cannot be closed"],
        coded: true,
    },
    Broken {
        what: "the record of blocks is damaged",
        how: |shop| put(shop, "block.progress", &"tillblk1 and so on ".repeat(300)),
        errors: &[],
        coded: true,
    },
    Broken {
        what: "the lock is a directory",
        how: |shop| make_directory(shop, "service.lock"),
        errors: &["going on without a lock"],
        coded: true,
    },
];

fn put(shop: &Shop, name: &str, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::create_dir_all(&shop.data).unwrap();
    let path = shop.data.join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn make_directory(shop: &Shop, name: &str) {
    fs::create_dir_all(shop.data.join(name).join("not empty")).unwrap();
}

fn link(shop: &Shop, name: &str, target: &str) {
    fs::create_dir_all(&shop.data).unwrap();
    symlink(target, shop.data.join(name)).unwrap();
}

/// Prints some sales, stops the service and looks at what it has said.
fn judge(broken: &Broken, shop: &Shop, mut service: Service) {
    let Broken { what, errors, .. } = broken;
    let at_once = errors.iter().filter(|text| **text != UNREMEMBERED);
    at_once.for_each(|text| service.wait_for(text));
    if broken.coded {
        service.wait_for("codes are ready");
    }
    let (mut till, mut printer) = (shop.till(), shop.printer());
    for number in 1..=3 {
        let sale = sale(number);
        till.send(&sale);
        let printed = printer.print_of(&sale);
        assert_eq!(printed.block.is_some(), broken.coded, "{what}");
    }
    assert!(service.is_running(), "{what}");
    assert_eq!(service.stop(), Some(0), "{what}");
    for text in *errors {
        assert_eq!(service.said(text), 1, "{what}: {:#?}", service.lines());
    }
    let said = service.said("error:");
    assert_eq!(said, errors.len(), "{what}: {:#?}", service.lines());
}

#[test]
fn what_is_broken_from_the_start_costs_the_codes_at_most() {
    for broken in BROKEN {
        let mut shop = Shop::with_own_ports();
        (broken.how)(&mut shop);
        let service = Service::start(shop.command());
        service.wait_for("the cable is live");
        judge(broken, &shop, service);
    }
}

/// The service on a disk that takes files of so many times 512 bytes and no more.
fn on_a_full_disk(shop: &Shop, blocks: usize) -> Command {
    let service = shop.command();
    let mut command = Command::new("sh");
    // Without the trap the signal would end the process; a full disk sends none.
    let script = format!("trap '' XFSZ; ulimit -S -f {blocks}; exec \"$@\"");
    command.arg("-c").arg(script).arg("sh");
    command.arg(service.get_program()).args(service.get_args());
    command
}

#[test]
fn a_full_disk_costs_the_codes_at_most() {
    let cases = [
        (
            0,
            Broken {
                what: "no byte can be written",
                how: |_| {},
                errors: &[
                    "an interrupted block cannot be closed",
                    "nothing is remembered for now",
                    "no codes, receipts pass plain",
                    "no local API",
                    UNREMEMBERED,
                ],
                coded: false,
            },
        ),
        (
            1,
            Broken {
                what: "small files only can be written",
                how: |_| {},
                errors: &[
                    "an interrupted block cannot be closed",
                    "nothing is remembered for now",
                    "no codes for now, receipts pass plain",
                    UNREMEMBERED,
                ],
                coded: false,
            },
        ),
    ];
    for (blocks, broken) in cases {
        let shop = Shop::with_own_ports();
        let service = Service::start(on_a_full_disk(&shop, blocks));
        service.wait_for("the cable is live");
        let mut second = Service::start(shop.command());
        assert_eq!(second.wait().code(), Some(2), "the lock holds");
        judge(&broken, &shop, service);
    }
}

#[test]
fn a_disk_that_fills_up_while_the_service_runs_costs_codes_until_there_is_room_again() {
    let shop = Shop::with_own_ports();
    let mut service = Service::start(on_a_full_disk(&shop, 4096));
    service.wait_for("codes are ready");
    let limit = |current| {
        let pid = Pid::from_raw(i32::try_from(service.pid()).unwrap());
        let limit = Rlimit {
            current,
            maximum: None,
        };
        prlimit(pid, Resource::Fsize, limit).unwrap();
    };
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let mut number = 0;
    let mut is_coded = || {
        number += 1;
        let sale = sale(number);
        till.send(&sale);
        printer.print_of(&sale).block.is_some()
    };
    limit(Some(0));
    let mut coded = 0;
    while is_coded() || service.said("no codes for now") == 0 {
        coded += 1;
    }
    // What was leased before is as good as ever.
    assert!(coded >= 8, "{coded}");
    limit(None);
    eventually("codes come again", || is_coded().then_some(()));
    assert_eq!(service.stop(), Some(0));
    for text in ["cannot record blocks", "no codes for now"] {
        assert_eq!(service.said(text), 1, "{:#?}", service.lines());
    }
}

#[test]
fn a_fiscal_protocol_is_obeyed_also_where_it_cannot_be_remembered() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    // The data directory goes, and something else takes its name.
    fs::rename(&shop.data, shop.folder.path().join("elsewhere")).unwrap();
    fs::write(&shop.data, "").unwrap();
    let frame = b"\x1BP0$e1\x1B\\\x02trinit\tbm0\t#D3F4\x03";
    till.send(frame);
    printer.expect(frame);
    service.wait_for("cannot remember that");
    let sale = sale(1);
    till.send(&sale);
    assert_eq!(printer.print_of(&sale).block, None);
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_burst_of_sales_gets_the_codes_that_are_ready_and_later_sales_get_codes_again() {
    let shop = Shop::with_own_ports();
    let mut service = shop.open();
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let burst: Vec<Vec<u8>> = (0..60).map(sale).collect();
    let coded: Vec<bool> = std::thread::scope(|scope| {
        scope.spawn(|| till.send(&burst.concat()));
        let print = |sale: &Vec<u8>| printer.print_of(sale).block.is_some();
        burst.iter().map(print).collect()
    });
    assert!(coded.iter().take(8).all(|coded| *coded), "{coded:?}");
    assert!(coded.contains(&false), "{coded:?}");
    let shortages = coded.windows(2).filter(|pair| pair[0] && !pair[1]).count();
    let mut number = burst.len();
    eventually("later sales get codes again", || {
        number += 1;
        let sale = sale(number);
        till.send(&sale);
        printer.print_of(&sale).block
    });
    assert_eq!(service.stop(), Some(0));
    // Once for each time the codes ran out.
    assert_eq!(service.said("no code was ready"), shortages);
}

/// Prints sales until one has a code, then ends the service.
fn works_unheard(shop: &Shop, mut service: Service, what: &str) {
    // The till's port is made last.
    shop::wait_for_file(&shop.till_path());
    let (mut till, mut printer) = (shop.till(), shop.printer());
    let mut number = 0;
    let mut print = || {
        number += 1;
        let sale = sale(number);
        till.send(&sale);
        printer.print_of(&sale).block
    };
    eventually("a code is ready", &mut print);
    // More lines than the log has room for.
    for _ in 0..300 {
        print();
    }
    assert!(service.is_running(), "{what}");
    assert_eq!(service.stop(), Some(0), "{what}");
}

#[test]
fn nobody_has_to_listen_to_what_the_service_says() {
    let (reader, mut writer) = std::io::pipe().unwrap();
    rustix::io::ioctl_fionbio(&writer, true).unwrap();
    let full = loop {
        if let Err(error) = writer.write(&[b'.'; 4096]) {
            break error.kind();
        }
    };
    assert_eq!(full, ErrorKind::WouldBlock);
    rustix::io::ioctl_fionbio(&writer, false).unwrap();
    let shop = Shop::with_own_ports();
    let service = Service::start_unheard(shop.command(), Stdio::from(writer));
    works_unheard(&shop, service, "a full pipe");
    drop(reader);

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let shop = Shop::with_own_ports();
    let service = Service::start_unheard(shop.command(), Stdio::from(writer));
    works_unheard(&shop, service, "a broken pipe");

    let shop = Shop::with_own_ports();
    let service = shop.command();
    let mut command = Command::new("sh");
    command.arg("-c").arg("exec \"$@\" 2>&-").arg("sh");
    command.arg(service.get_program()).args(service.get_args());
    let service = Service::start_unheard(command, Stdio::null());
    works_unheard(&shop, service, "a closed stderr");
}

/// Blocks from somebody who fails the first time.
struct Faulty {
    asked: Arc<AtomicUsize>,
    queue: Queue,
}

impl Blocks for Faulty {
    fn pop(&mut self) -> Option<Prepared> {
        assert!(self.asked.fetch_add(1, Ordering::SeqCst) > 0, "a bug");
        self.queue.pop()
    }
}

#[test]
fn a_bug_in_the_splice_leaves_a_plain_cable_until_the_next_receipt() {
    let asked = Arc::new(AtomicUsize::new(0));
    let mut cable = Plan::new(Flow::None).lay(move || {
        let blocks = Faulty {
            asked: Arc::clone(&asked),
            queue: Queue::of(1),
        };
        Splicer::new(tape::setup(), blocks)
    });
    let mut till = cable.till();
    let (first, second) = (sale(1), sale(2));
    till.send(&first);
    cable.printer.expect(&first);
    assert_eq!(cable.notice(), Notice::TransitFailed(Fault::Panicked));
    till.send(&second);
    let (body, cut) = second.split_at(second.len() - b"\x1Bd\x05\x1Bi".len());
    cable.printer.expect(body);
    cable
        .printer
        .expect(b"\x1Ba\x01TEST BLOCK\nCODE-0001-TEST\n\x1Ba\0");
    cable.printer.expect(cut);
    assert_eq!(cable.notice(), Notice::TransitRestored);
}
