//! Gifts at the counter: the card, the page, and moments of members and gifts for other tests.

use crate::controls::{after, is_enabled, says};
use crate::looks::{BOTH, Scene, assert_layout};
use crate::moments::note;
use crate::stage::{Looks, NOW_MS, PLAIN, Stage, TALL, calm, live};
use crate::{layout, picture};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::collections::BTreeSet;
use tillside::domain::code::Day;
use tillside::domain::decline::Care;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::{Birthday, Reason, Temperature};
use tillside::domain::gift::rules::{Allergen, Words};
use tillside::domain::member::{Member, PersonName, PersonNote};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    Command, GiftCard, GiftFace, GiftWhy, GiftsView, HandGift, LoyaltyView, MemberView, Prompt,
    View, WhyNot,
};
use tillside::ui::{Action, Page, Scale, Screen, ThemeChoice};

pub(crate) const WHY: [GiftWhy; 11] = [
    GiftWhy::Luck,
    GiftWhy::Hot,
    GiftWhy::Cold,
    GiftWhy::Visit { visit: 105 },
    GiftWhy::Birthday,
    GiftWhy::Back,
    GiftWhy::Bought,
    GiftWhy::ByHand,
    GiftWhy::Stars,
    GiftWhy::MakeGood,
    GiftWhy::Survey,
];

const REASONS: [Reason; 39] = [
    Reason::PaymentNote,
    Reason::OneASale,
    Reason::AnotherGift,
    Reason::NotThis,
    Reason::NotThisDay,
    Reason::NotYet,
    Reason::Over,
    Reason::NotNow,
    Reason::Quiet,
    Reason::MembersOnly,
    Reason::Staff,
    Reason::OptedOut,
    Reason::AmountUnknown,
    Reason::TooSmall,
    Reason::TooLarge,
    Reason::NotBought,
    Reason::Bought,
    Reason::WeatherUnknown,
    Reason::TooCold,
    Reason::TooWarm,
    Reason::NotTheVisit { left: 3 },
    Reason::TooFewVisits { visits: 4 },
    Reason::NoBirthday,
    Reason::NotBirthday,
    Reason::NotAway,
    Reason::TooFewStars { have: 12, need: 30 },
    Reason::ContactsFull { max: 6, days: 30 },
    Reason::CapReached { max: 4, days: 90 },
    Reason::Recently { days_ago: 3 },
    Reason::Passed,
    Reason::DayStockGone,
    Reason::StockGone,
    Reason::DayBudgetGone,
    Reason::BudgetGone,
    Reason::ForecastUnknown,
    Reason::NotDrawn,
    Reason::HeldOut,
    Reason::NoGoodwill,
    Reason::GoodwillGone,
];

pub(crate) fn words(texts: [&str; 4]) -> Words {
    let languages = ["en", "pl", "da", "et"];
    let all: serde_json::Map<_, _> = languages
        .into_iter()
        .zip(texts)
        .map(|(language, text)| (language.to_owned(), text.into()))
        .collect();
    serde_json::from_value(all.into()).expect("words")
}

fn water() -> Words {
    words(["A cold water", "Zimna woda", "En kold vand", "Külm vesi"])
}

fn tea() -> Words {
    words(["A hot tea", "Gorąca herbata", "En varm kop te", "Kuum tee"])
}

/// As long as a file may have it: 48 characters.
fn longest() -> Words {
    let label = "A slice of homemade raspberry cake with cream on";
    assert_eq!(label.len(), 48);
    words([label; 4])
}

pub(crate) fn marta() -> MemberView {
    MemberView {
        member: Member(41),
        name: PersonName::try_from("Marta".to_owned()).ok(),
        note: PersonNote::try_from("likes the seeded rye loaf".to_owned()).ok(),
        birthday: None,
        since: Day(1600),
        visits: 5,
        stars: Some(128),
        is_staff: false,
        opted_out: false,
        greet: true,
    }
}

/// The longest name and note that are kept, and all that can be said at once.
pub(crate) fn longest_member() -> MemberView {
    let name = "Wolfeschlegelsteinhausenbergerdorff-Ania";
    let note = "Bezglutenowychproduktówszuka, prosi o paragon i o dwie torby papierowe, gotówką.";
    assert_eq!((name.chars().count(), note.chars().count()), (40, 80));
    MemberView {
        name: PersonName::try_from(name.to_owned()).ok(),
        note: PersonNote::try_from(note.to_owned()).ok(),
        birthday: Birthday::try_from((12, 31)).ok(),
        visits: 1234,
        stars: Some(-3),
        is_staff: true,
        opted_out: true,
        ..marta()
    }
}

pub(crate) fn served(member: MemberView) -> View {
    View {
        loyalty: LoyaltyView {
            member: Some(member),
            ..LoyaltyView::default()
        },
        ..calm()
    }
}

fn card(why: GiftWhy) -> GiftCard {
    GiftCard {
        id: 9,
        rule: RuleKey::of("cold-water"),
        why,
        left: Some(18),
        needs_approval: false,
        as_code: false,
        stars: 0,
    }
}

pub(crate) fn hot_day() -> GiftFace {
    let say = [
        "It’s a hot one today. This is on us.",
        "Gorąco dziś. To od nas.",
        "Det er varmt i dag. Den er fra os.",
        "Täna on palav. See on meie poolt.",
    ];
    GiftFace {
        label: water(),
        say: Some(words(say)),
        allergens: Vec::new(),
        show_packet: false,
    }
}

pub(crate) fn gift(card: GiftCard, face: GiftFace, member: Option<MemberView>) -> View {
    let gifts = GiftsView {
        offer: Some(face),
        ..GiftsView::default()
    };
    View {
        prompt: Some(Prompt::Gift(card)),
        loyalty: LoyaltyView {
            member,
            gifts: Some(gifts),
            ..LoyaltyView::default()
        },
        ..calm()
    }
}

/// Everything that a card can say.
pub(crate) fn full_gift(why: GiftWhy) -> View {
    let card = GiftCard {
        needs_approval: true,
        as_code: true,
        stars: 122,
        ..card(why)
    };
    let say =
        "This is said to the customer and has as many characters as a line may have: 87 in all.!";
    assert_eq!(say.len(), 87);
    let face = GiftFace {
        label: longest(),
        say: Some(words([say; 4])),
        allergens: Allergen::ALL.to_vec(),
        show_packet: true,
    };
    gift(card, face, Some(longest_member()))
}

/// All that the page of the gifts can have.
pub(crate) fn gifts() -> View {
    let rule = RuleKey::of("tea");
    let hand = |label, left, stars, not| HandGift {
        rule,
        label,
        left,
        stars,
        not,
    };
    let goodwill = HandGift {
        rule: RuleKey::GOODWILL,
        ..hand(longest(), Some(1), 0, None)
    };
    let why_not = |reason| WhyNot {
        label: tea(),
        reason,
    };
    let gifts = GiftsView {
        offer: None,
        by_hand: vec![
            hand(tea(), Some(18), 0, None),
            hand(water(), None, 50, Some(REASONS[25])),
            hand(longest(), Some(3), 0, Some(Reason::MembersOnly)),
            goodwill,
        ],
        why_not: REASONS.map(why_not).to_vec(),
        temperature: Some(Temperature {
            tenths: -35,
            at: Timestamp(NOW_MS),
        }),
    };
    View {
        loyalty: LoyaltyView {
            gifts: Some(gifts),
            ..LoyaltyView::default()
        },
        ..calm()
    }
}

fn no_gifts() -> View {
    View {
        loyalty: LoyaltyView {
            gifts: Some(GiftsView::default()),
            ..LoyaltyView::default()
        },
        ..calm()
    }
}

pub(crate) fn on(page: Page) -> Screen {
    Screen {
        page,
        ..Screen::default()
    }
}

pub(crate) fn gift_scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for why in WHY {
        let plain = gift(card(why), hot_day(), Some(marta()));
        scenes.push((format!("{why:?}"), live(plain), Screen::default()));
        scenes.push((
            format!("{why:?}, all"),
            live(full_gift(why)),
            Screen::default(),
        ));
    }
    let unknown = gift(card(GiftWhy::Hot), hot_day(), None);
    scenes.push(("unknown".to_owned(), live(unknown), Screen::default()));
    scenes.push(("gifts".to_owned(), live(gifts()), on(Page::Gifts)));
    scenes.push(("no gifts".to_owned(), live(no_gifts()), on(Page::Gifts)));
    scenes.push(("home".to_owned(), live(gifts()), Screen::default()));
    scenes
}

#[test]
fn no_text_of_a_gift_is_cut() {
    assert_layout([360, 6000], &BOTH, &gift_scenes());
    assert_layout([420, 6000], &[ThemeChoice::Light], &gift_scenes());
}

#[test]
fn a_gift_is_given_or_passed_with_one_touch() {
    let plain = card(GiftWhy::Hot);
    let approved = GiftCard {
        needs_approval: true,
        ..plain
    };
    for (card, name, command) in [
        (plain, "Given", Command::GiveGift { card: 9 }),
        (plain, "Not this time", Command::PassGift { card: 9 }),
        (
            approved,
            "The manager agreed",
            Command::GiveGift { card: 9 },
        ),
        (approved, "Not this time", Command::PassGift { card: 9 }),
    ] {
        let view = gift(card, hot_day(), Some(marta()));
        let mut stage = Stage::panel(live(view), Page::Home, TALL);
        assert_eq!(says(&stage, "Ask the manager"), card.needs_approval);
        let asked = after(&mut stage, Role::Button, name);
        assert_eq!(asked, [Action::Send(command)]);
    }
}

#[test]
fn a_gift_says_what_it_is_for_whom_and_on_what_terms() {
    let with = |change: fn(&mut GiftCard)| {
        let mut card = card(GiftWhy::Visit { visit: 5 });
        change(&mut card);
        let view = gift(card, hot_day(), Some(marta()));
        Stage::panel(live(view), Page::Home, TALL)
    };
    let stage = with(|_| ());
    for said in [
        "GIFT, 5th visit",
        "Offer Marta: A cold water",
        "“It’s a hot one",
        "18 left after",
    ] {
        assert!(says(&stage, said), "{said}");
    }
    assert!(!says(&stage, "Contains") && !says(&stage, "packet") && !says(&stage, "costs"));
    assert!(says(&with(|card| card.left = Some(0)), "the last one"));
    assert!(!says(&with(|card| card.left = None), "left after"));
    let code = with(|card| card.as_code = true);
    assert!(says(&code, "a code for the next visit") && !says(&code, "left after"));
    assert!(says(&with(|card| card.stars = 1), "It costs 1 star."));
    let full = Stage::panel(live(full_gift(GiftWhy::Luck)), Page::Home, TALL);
    assert!(says(&full, "Contains: gluten, crustaceans") && says(&full, "lies at the till"));
}

#[test]
fn nobody_is_named_whose_name_is_not_known() {
    let nameless = MemberView {
        name: None,
        ..marta()
    };
    for member in [None, Some(nameless)] {
        let view = gift(card(GiftWhy::Hot), hot_day(), member);
        let stage = Stage::panel(live(view), Page::Home, TALL);
        assert!(says(&stage, "Offer: A cold water"));
    }
}

/// Goodwill has nothing to say, and luck no reason.
#[test]
fn a_gift_without_words_has_none() {
    let face = GiftFace {
        say: None,
        ..hot_day()
    };
    let view = gift(card(GiftWhy::Luck), face, None);
    let stage = Stage::panel(live(view), Page::Home, TALL);
    let said = layout::said(&stage.harness);
    assert!(!said.iter().any(|text| text.starts_with('“')), "{said:?}");
    assert!(said.contains(&"GIFT".to_owned()), "{said:?}");
}

#[test]
fn neither_gifts_nor_members_stand_beside_a_note() {
    for code in ["en", "pl", "da", "et"] {
        let looks = Looks {
            language: code,
            ..TALL
        };
        let view = View {
            prompt: note(Care::OtherWay).prompt,
            ..full_gift(GiftWhy::Hot)
        };
        let stage = Stage::panel(live(view), Page::Home, looks);
        let said = layout::said(&stage.harness).join("\n");
        for hidden in ["Wolfe", "raspberry", "Bezgluten"] {
            assert!(!said.contains(hidden), "{code}: {said}");
        }
    }
}

#[test]
fn the_strip_shows_no_name() {
    let strip = Screen {
        is_wide: false,
        ..Screen::default()
    };
    let looks = Looks {
        size: [72, 720],
        ..PLAIN
    };
    for (view, is_marked) in [
        (gift(card(GiftWhy::Hot), hot_day(), Some(marta())), true),
        (served(marta()), true),
        (calm(), false),
    ] {
        let stage = Stage::with_screen(live(view), strip.clone(), looks);
        assert!(!says(&stage, "Marta"));
        assert_eq!(says(&stage, "ready"), is_marked);
    }
}

#[test]
fn the_page_of_the_gifts_offers_what_can_be_given() {
    let mut home = Stage::panel(live(gifts()), Page::Home, TALL);
    let open = [Action::OpenPage(Page::Gifts)];
    assert_eq!(after(&mut home, Role::Button, "Gifts"), open);
    let mut stage = Stage::panel(live(gifts()), Page::Gifts, TALL);
    let offered = stage.harness.query_all_by_label_contains("Offer: ");
    assert_eq!(offered.count(), 2, "the two others cannot be given");
    let offer = |rule| [Action::Send(Command::OfferGift { rule })];
    let tea = after(&mut stage, Role::Button, "Offer: A hot tea");
    assert_eq!(tea, offer(RuleKey::of("tea")));
    let name = "Offer: A slice of homemade raspberry cake with cream on";
    assert_eq!(
        after(&mut stage, Role::Button, name),
        offer(RuleKey::GOODWILL)
    );
    assert!(says(&stage, "on your own judgement · 1 left"));
    assert!(says(&stage, "50 stars · It takes 30 stars; 12 are there."));
    let none = Stage::panel(live(no_gifts()), Page::Gifts, TALL);
    assert!(says(&none, "no gift to choose"));
}

#[test]
fn every_reason_has_its_own_sentence_in_every_language() {
    for language in ["en", "pl", "da", "et"] {
        let looks = Looks {
            language,
            size: [380, 6000],
            ..PLAIN
        };
        let stage = Stage::panel(live(gifts()), Page::Gifts, looks);
        let said = layout::said(&stage.harness).join("\n");
        assert!(!said.contains("reason-"), "{said}");
        let mut all = BTreeSet::new();
        for reason in REASONS {
            let texts = crate::stage::words(language).texts;
            let sentence = tillside::ui::text::loyalty::reason(&texts, reason);
            assert!(said.contains(&sentence), "{sentence}");
            assert!(!sentence.contains('{'), "{sentence}");
            all.insert(sentence);
        }
        assert_eq!(all.len(), REASONS.len(), "{language}");
    }
}

#[test]
fn how_warm_it_is_is_said_by_degrees() {
    let say = |tenths| [Action::Send(Command::SayTemperature { tenths })];
    let mut stage = Stage::panel(live(gifts()), Page::Gifts, TALL);
    assert!(says(&stage, "\u{2212}3.5\u{a0}°C outside"));
    assert_eq!(
        after(&mut stage, Role::Button, "One degree warmer"),
        say(-25)
    );
    assert_eq!(
        after(&mut stage, Role::Button, "One degree colder"),
        say(-45)
    );
    let mut unknown = Stage::panel(live(no_gifts()), Page::Gifts, TALL);
    assert!(says(&unknown, "nobody has said"));
    assert_eq!(
        after(&mut unknown, Role::Button, "One degree warmer"),
        say(210)
    );
    let mut screen = on(Page::Gifts);
    screen.take(say(-600)[0].clone());
    unknown.show(live(no_gifts()), screen);
    assert!(!is_enabled(&unknown, "One degree colder"), "no further");
    assert_eq!(
        after(&mut unknown, Role::Button, "One degree warmer"),
        say(-590)
    );
}

#[test]
fn gifts_look_like_this() {
    let mut problems = Vec::new();
    let shown = gift(card(GiftWhy::Visit { visit: 5 }), hot_day(), Some(marta()));
    for language in ["en", "pl", "da", "et"] {
        for (name, theme) in [("light", ThemeChoice::Light), ("dark", ThemeChoice::Dark)] {
            let looks = Looks {
                language,
                theme,
                ..PLAIN
            };
            let stage = Stage::panel(live(shown.clone()), Page::Home, looks);
            let name = format!("gift-{name}-{language}");
            problems.extend(picture::compare(&name, &stage.picture()).err());
        }
    }
    let large = Looks {
        language: "pl",
        scale: Scale::Largest,
        size: [360, 1400],
        ..PLAIN
    };
    let high = Looks {
        size: [380, 1000],
        ..PLAIN
    };
    let full = Stage::panel(live(full_gift(GiftWhy::Bought)), Page::Home, large);
    let page = Stage::panel(live(gifts()), Page::Gifts, high);
    let wide = Stage::panel(live(gifts()), Page::Gifts, large);
    for (name, stage) in [
        ("gift-full-large-pl", full),
        ("gifts", page),
        ("gifts-large-pl", wide),
    ] {
        problems.extend(picture::compare(name, &stage.picture()).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
