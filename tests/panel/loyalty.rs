//! Gifts at the counter: the card and the page.

use crate::controls::{after, is_enabled, says};
use crate::discreet::{all_words, indiscreet};
use crate::looks::{BOTH, assert_layout};
use crate::moments::note;
use crate::served::{
    REASONS, card, full_gift, gift, gift_scenes, gifts, hot_day, marta, member_scenes, no_gifts,
    on, served,
};
use crate::stage::{Looks, PLAIN, Stage, TALL, calm, live};
use crate::{layout, picture};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use std::collections::BTreeSet;
use tillside::domain::decline::Care;
use tillside::domain::gift::RuleKey;
use tillside::engine::api::{Command, GiftCard, GiftFace, GiftWhy, MemberView, View};
use tillside::ui::{Action, Link, Page, Scale, Screen, ThemeChoice};

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

/// The other pages may be looked at meanwhile: nothing on them says or hints why either.
#[test]
fn no_word_about_gifts_or_members_says_or_hints_why_somebody_cannot_pay() {
    let mut problems = Vec::new();
    for language in ["en", "pl", "da", "et"] {
        let looks = Looks {
            language,
            size: [380, 6000],
            ..PLAIN
        };
        let mut stage = Stage::panel(live(calm()), Page::Home, looks);
        for (name, link, screen) in member_scenes().into_iter().chain(gift_scenes()) {
            let Link::Live(view) = &link else { continue };
            let beside = View {
                prompt: note(Care::OtherWay).prompt,
                ..View::clone(view)
            };
            for link in [link.clone(), live(beside)] {
                stage.show(link, screen.clone());
                let found = indiscreet(&all_words(&stage), language);
                problems.extend(found.into_iter().map(|it| format!("{name}: {it}")));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
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
    screen.take(&say(-600)[0]);
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
