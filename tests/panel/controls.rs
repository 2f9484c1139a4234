//! Every control by role and name, what it asks for and when it can be used; what is said when.

use crate::stage::{self, EN, Looks, PLAIN, Stage, TALL, calm, language, live, observing};
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use std::sync::Arc;
use tillside::domain::code::Code;
use tillside::engine::api::{Codes, Command, Print, Progress, Refusal, Slip, View};
use tillside::ui::screen::{Asked, Refused};
use tillside::ui::{Action, Link, Page, Scale, Screen, ThemeChoice};

/// Uses a control and gives what it asked for.
pub(crate) fn after(stage: &mut Stage, role: Role, name: &str) -> Vec<Action> {
    stage.harness.get_by_role_and_label(role, name).click();
    stage.harness.run();
    stage.wishes()
}

pub(crate) fn assert_asks(page: Page, cases: &[(Role, &str, Action)]) {
    for (role, name, expected) in cases {
        let mut stage = Stage::panel(live(calm()), page, TALL);
        assert_eq!(
            after(&mut stage, *role, name),
            std::slice::from_ref(expected),
            "{name}"
        );
    }
}

/// Whether a control of that name is there and can be used.
pub(crate) fn is_enabled(stage: &Stage, name: &str) -> bool {
    let node = stage.harness.get_by_role_and_label(Role::Button, name);
    !node.accesskit_node().is_disabled()
}

pub(crate) fn says(stage: &Stage, text: &str) -> bool {
    stage
        .harness
        .query_all_by_label_contains(text)
        .next()
        .is_some()
}

fn print(slip: Slip) -> Action {
    Action::Send(Command::Print { slip })
}

#[test]
fn the_first_page_asks_for_what_its_controls_say() {
    let correct = |by| Action::Send(Command::CorrectWaiting { by });
    let estonian = Action::SetLanguage(language("et"));
    let cases = [
        (Role::Button, "One more is waiting", correct(1)),
        (Role::Button, "One fewer is waiting", correct(-1)),
        (
            Role::Button,
            "Call a colleague",
            Action::Send(Command::CallColleague),
        ),
        (Role::Button, "Member", Action::OpenPage(Page::Member)),
        (Role::Button, "Care list", Action::OpenPage(Page::Care)),
        (Role::Button, "Phrases", Action::OpenPage(Page::Phrases)),
        (Role::Button, "Devices", Action::OpenPage(Page::Devices)),
        (Role::Button, "Receipts", Action::OpenPage(Page::Codes)),
        (Role::Button, "Print again", print(Slip::Again)),
        (Role::Button, "Make the panel narrow", Action::Narrow),
        (Role::Button, "Language: English. Change to Eesti", estonian),
    ];
    assert_asks(Page::Home, &cases);
}

#[test]
fn the_page_of_the_devices_asks_for_what_its_controls_say() {
    let polish = Action::SetLanguage(language("pl"));
    let cases = [
        (Role::Button, "Back", Action::OpenPage(Page::Home)),
        (Role::Button, "Print a test", print(Slip::SelfTest)),
        (
            Role::RadioButton,
            "Dark",
            Action::SetTheme(ThemeChoice::Dark),
        ),
        (
            Role::RadioButton,
            "Light",
            Action::SetTheme(ThemeChoice::Light),
        ),
        (
            Role::RadioButton,
            "125\u{a0}%",
            Action::SetScale(Scale::Large),
        ),
        (
            Role::RadioButton,
            "150\u{a0}%",
            Action::SetScale(Scale::Largest),
        ),
        (Role::RadioButton, "Polski", polish),
        (Role::Button, "Manager's window", Action::OpenManager),
    ];
    assert_asks(Page::Devices, &cases);
}

#[test]
fn the_page_of_the_receipts_asks_for_what_its_controls_say() {
    let too = Action::Send(Command::EnableCodes { copies: true });
    let stop = Action::Send(Command::DisableCodes);
    let cases = [
        (Role::Button, "Back", Action::OpenPage(Page::Home)),
        (Role::Button, "Print this list", print(Slip::Comparison)),
        (Role::RadioButton, "Copies too", too),
        (Role::Button, "Stop adding codes", stop),
    ];
    assert_asks(Page::Codes, &cases);
}

#[test]
fn what_is_chosen_already_asks_for_nothing() {
    for (page, name) in [
        (Page::Devices, "Automatic"),
        (Page::Devices, "100\u{a0}%"),
        (Page::Devices, "English"),
        (Page::Codes, "Sales only"),
    ] {
        let mut stage = Stage::panel(live(calm()), page, TALL);
        assert_eq!(after(&mut stage, Role::RadioButton, name), [], "{name}");
    }
}

#[test]
fn codes_start_after_three_ticks_with_a_sale_among_them() {
    let start = "Start adding codes";
    let mut stage = Stage::panel(live(observing()), Page::Codes, TALL);
    let tick = |stage: &mut Stage, index: usize| {
        let boxes = stage.harness.get_all_by_role(Role::CheckBox);
        boxes.collect::<Vec<_>>()[index].click();
        stage.harness.run();
        assert_eq!(
            stage.wishes(),
            [],
            "a tick is between the person and the window"
        );
    };
    assert!(says(&stage, "Tick 3 more lines") && says(&stage, "A sale must be"));
    for not_a_sale in [1, 5, 6] {
        assert!(!is_enabled(&stage, start));
        tick(&mut stage, not_a_sale);
    }
    assert!(!says(&stage, "more line") && says(&stage, "A sale must be"));
    assert!(!is_enabled(&stage, start), "no sale is ticked");
    tick(&mut stage, 0);
    tick(&mut stage, 6);
    assert!(!says(&stage, "must be"));
    assert_eq!(after(&mut stage, Role::RadioButton, "Copies too"), []);
    let expected = Action::Send(Command::EnableCodes { copies: true });
    assert_eq!(after(&mut stage, Role::Button, start), [expected]);
    tick(&mut stage, 0);
    assert!(!is_enabled(&stage, start), "the sale's tick was taken away");
}

#[test]
fn a_tick_is_called_by_what_it_confirms() {
    let stage = Stage::panel(live(observing()), Page::Codes, TALL);
    let boxes = stage.harness.get_all_by_role(Role::CheckBox);
    let names: Vec<_> = boxes
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(names.len(), 9);
    assert_eq!(names[0], "14:30 Sale, 32.34\u{a0}PLN, cash. This is right");
    assert_eq!(
        names[4],
        "14:22 Sale, total not read · another way. This is right"
    );
    let on = Stage::panel(live(calm()), Page::Codes, TALL);
    assert_eq!(
        on.harness.query_all_by_role(Role::CheckBox).count(),
        0,
        "nothing to confirm any more"
    );
}

#[test]
fn without_an_address_codes_cannot_start() {
    let codes = Codes {
        address: None,
        ..observing().codes
    };
    let mut screen = Screen {
        page: Page::Codes,
        ..Screen::default()
    };
    for document in &observing().documents {
        screen.toggle(document);
    }
    let stage = Stage::with_screen(
        live(View {
            codes,
            ..observing()
        }),
        screen,
        TALL,
    );
    assert!(says(&stage, "An address must be set first."));
    assert!(!is_enabled(&stage, "Start adding codes"));
}

#[test]
fn codes_that_wait_for_their_address_say_so_and_can_be_given_up() {
    const WHAT_TO_DO: &str = "runs “tillside doctor”";
    for page in [Page::Home, Page::Devices] {
        let stage = Stage::panel(live(stage::unseen()), page, TALL);
        assert!(says(&stage, "Codes wait for the survey page"), "{page:?}");
        assert!(says(&stage, WHAT_TO_DO), "{page:?}");
    }
    let mut stage = Stage::panel(live(stage::unseen()), Page::Codes, TALL);
    assert!(says(&stage, "Codes wait for the survey page"));
    assert!(says(&stage, WHAT_TO_DO));
    assert!(!says(&stage, "Copies too"));
    let start = "Start adding codes";
    assert!(
        stage
            .harness
            .query_by_role_and_label(Role::Button, start)
            .is_none()
    );
    let expected = Action::Send(Command::DisableCodes);
    let stop = after(&mut stage, Role::Button, "Stop adding codes");
    assert_eq!(stop, [expected]);
}

#[test]
fn who_starts_codes_too_early_is_told_what_to_do() {
    let command = Command::EnableCodes { copies: false };
    let screen = Screen {
        page: Page::Codes,
        refused: Some(Refused {
            asked: Asked::Command(command),
            why: Refusal::AddressUnseen,
        }),
        ..Screen::default()
    };
    let stage = Stage::with_screen(live(observing()), screen, TALL);
    assert!(says(&stage, "Run “tillside doctor” on this computer"));
}

#[test]
fn a_fiscal_printer_offers_neither_start_nor_stop() {
    let stage = Stage::panel(live(stage::fiscal()), Page::Codes, TALL);
    for name in ["Start adding codes", "Stop adding codes"] {
        assert!(
            stage
                .harness
                .query_by_role_and_label(Role::Button, name)
                .is_none(),
            "{name}"
        );
    }
    assert!(says(&stage, "looks like a fiscal printer"));
}

#[test]
fn nobody_waits_less_than_not_at_all() {
    let stage = Stage::panel(
        live(View {
            queue: stage::queue(0),
            ..calm()
        }),
        Page::Home,
        EN,
    );
    assert!(!is_enabled(&stage, "One fewer is waiting"));
    assert!(is_enabled(&stage, "One more is waiting"));
}

#[test]
fn what_cannot_reach_the_service_cannot_be_used() {
    let away = Link::Away {
        since: stage::NOW,
        last: Some(Arc::new(calm())),
    };
    let stage = Stage::panel(away, Page::Home, EN);
    for name in [
        "One more is waiting",
        "One fewer is waiting",
        "Call a colleague",
        "Print again",
    ] {
        assert!(!is_enabled(&stage, name), "{name}");
    }
    assert!(
        is_enabled(&stage, "Devices"),
        "the window itself can be used"
    );
    assert!(says(&stage, "Figures stand still since 14:32"));
    let starting = Stage::panel(Link::Starting, Page::Home, EN);
    assert!(says(&starting, "One moment") && says(&starting, "–"));
}

#[test]
fn a_slip_tells_how_far_it_is() {
    let slip = |progress| {
        Some(Print {
            id: 1,
            slip: Slip::Again,
            progress,
        })
    };
    for (progress, text, can_print) in [
        (Progress::Waiting, "Prints when the till is quiet", false),
        (Progress::Printing, "Printing…", false),
        (Progress::Done, "The code was printed again.", true),
        (Progress::CutShort, "The till began to print", true),
        (
            Progress::Failed(Refusal::MidDocument),
            "in the middle of a receipt",
            true,
        ),
    ] {
        let view = View {
            print: slip(progress),
            ..calm()
        };
        let stage = Stage::panel(live(view), Page::Home, EN);
        assert!(says(&stage, text), "{progress:?}");
        assert_eq!(is_enabled(&stage, "Print again"), can_print, "{progress:?}");
    }
}

#[test]
fn news_of_a_slip_goes_when_the_next_receipt_is_out() {
    let print = Some(Print {
        id: 1,
        slip: Slip::Again,
        progress: Progress::Done,
    });
    let view = View { print, ..calm() };
    let mut stage = Stage::panel(live(view.clone()), Page::Home, EN);
    assert!(says(&stage, "The code was printed again."));
    let last_code = None;
    stage.harness.state_mut().link = live(View {
        last_code,
        ..view.clone()
    });
    stage.harness.run();
    stage.harness.state_mut().link = live(View {
        last_code: Some(other_code()),
        ..view
    });
    stage.harness.run();
    assert!(!says(&stage, "The code was printed again."));
}

fn other_code() -> Code {
    let typed = |last: char| Code::parse(&format!("0000-0000-000{last}"));
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        .chars()
        .find_map(|last| typed(last).ok())
        .expect("one fits")
}

#[test]
fn what_was_refused_is_said_until_the_next_command() {
    let command = Command::EnableCodes { copies: false };
    let refused = Some(Refused {
        asked: Asked::Command(command),
        why: Refusal::ConfigReadOnly,
    });
    let mut screen = Screen {
        refused,
        ..Screen::default()
    };
    let stage = Stage::with_screen(live(calm()), screen.clone(), EN);
    assert!(says(&stage, "The settings cannot be saved."));
    screen.take(&Action::OpenPage(Page::Codes));
    assert_eq!((screen.page, screen.refused), (Page::Codes, refused));
    screen.take(&Action::Send(command));
    assert_eq!(screen.refused, None);
}

#[test]
fn a_code_that_does_not_exist_is_not_mentioned() {
    let stage = Stage::panel(live(observing()), Page::Home, EN);
    assert!(!says(&stage, "Last code"));
    assert!(
        stage
            .harness
            .query_by_role_and_label(Role::Button, "Print again")
            .is_none()
    );
    assert!(says(&stage, "Receipts are only watched so far"));
}

#[test]
fn trouble_is_said_in_words() {
    let stage = Stage::panel(live(stage::troubled()), Page::Home, TALL);
    for text in [
        "The printer is not connected",
        "The scanner is not connected",
        "The day is not being saved",
        "No code is ready",
        "The printer takes nothing now.",
    ] {
        assert!(says(&stage, text), "{text}");
    }
    assert!(!says(&stage, "Nothing to do"));
    assert!(says(
        &Stage::panel(live(calm()), Page::Home, EN),
        "Nothing to do"
    ));
}

#[test]
fn the_strip_opens_the_panel_and_tells_what_it_shows() {
    let strip = |view| {
        let screen = Screen {
            is_wide: false,
            ..Screen::default()
        };
        Stage::with_screen(
            live(view),
            screen,
            Looks {
                size: [72, 720],
                ..PLAIN
            },
        )
    };
    let name = "Open the panel, 2 waiting, Till: connected, Printer: connected, Scanner: connected";
    assert_eq!(
        after(&mut strip(calm()), Role::Button, name),
        [Action::Widen]
    );
    let stage = strip(stage::troubled());
    let mut buttons = stage.harness.get_all_by_role(Role::Button);
    let name = buttons.next().and_then(|all| all.accesskit_node().label());
    assert!(name.is_some_and(|name| name.contains("Printer: away") && name.ends_with("look")));
}

#[test]
fn keys_reach_every_control_and_use_it() {
    let mut stage = Stage::panel(live(calm()), Page::Home, EN);
    let mut reached = Vec::new();
    for _ in 0..17 {
        stage.harness.key_press(Key::Tab);
        stage.harness.run();
        let all = stage
            .harness
            .root()
            .children_recursive()
            .collect::<Vec<_>>();
        let focused = all.iter().find(|node| node.is_focused()).expect("a focus");
        reached.push(focused.accesskit_node().label().unwrap_or_default());
        assert_eq!(stage.wishes(), []);
    }
    assert_eq!(
        reached,
        [
            "Language: English. Change to Eesti",
            "Make the panel narrow",
            "One more is waiting",
            "One fewer is waiting",
            "Call a colleague",
            "Question",
            "Complaint",
            "Return",
            "Say no",
            "Member",
            "Care list",
            "Phrases",
            "Devices",
            "Receipts",
            "Print again",
            "Card",
            "Hold"
        ]
    );
    for back in ["Hold", "Card"] {
        assert_eq!(reached.pop().as_deref(), Some(back));
        stage
            .harness
            .key_press_modifiers(egui::Modifiers::SHIFT, Key::Tab);
        stage.harness.run();
    }
    let print = Action::Send(Command::Print { slip: Slip::Again });
    for key in [Key::Enter, Key::Space] {
        stage.harness.key_press(key);
        stage.harness.run();
        assert_eq!(stage.wishes(), std::slice::from_ref(&print), "{key:?}");
    }
}

#[test]
fn a_touch_leaves_no_focus_behind() {
    let mut stage = Stage::panel(live(calm()), Page::Home, EN);
    after(&mut stage, Role::Button, "One more is waiting");
    let mut all = stage.harness.root().children_recursive();
    let focused =
        all.find(|node| node.accesskit_node().role() == Role::Button && node.is_focused());
    assert!(focused.is_none(), "{focused:?}");
}
