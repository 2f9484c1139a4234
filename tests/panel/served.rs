//! Moments at the counter to be shown: gifts, and members as they are served.

use crate::looks::Scene;
use crate::stage::{NOW_MS, calm, language, live};
use tillside::domain::code::Day;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::policy::{Birthday, Reason, Temperature};
use tillside::domain::gift::rules::{Allergen, Words};
use tillside::domain::member::{Member, PersonName, PersonNote};
use tillside::domain::time::Timestamp;
use tillside::engine::api::{
    GiftCard, GiftFace, GiftWhy, GiftsView, HandGift, LoyaltyView, MemberDesk, MemberView,
    MemberWord, Prompt, View, WhyNot,
};
use tillside::engine::members::FoundMember;
use tillside::ui::screen::{Draft, Task, Typing};
use tillside::ui::{Page, Screen};

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

pub(crate) const REASONS: [Reason; 39] = [
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

pub(crate) fn water() -> Words {
    words(["A cold water", "Zimna woda", "En kold vand", "Külm vesi"])
}

pub(crate) fn tea() -> Words {
    words(["A hot tea", "Gorąca herbata", "En varm kop te", "Kuum tee"])
}

/// As long as a file may have it: 48 characters.
pub(crate) fn longest() -> Words {
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
        may_be_late: false,
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

pub(crate) fn card(why: GiftWhy) -> GiftCard {
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
        weather_fails: true,
    };
    View {
        loyalty: LoyaltyView {
            gifts: Some(gifts),
            ..LoyaltyView::default()
        },
        ..calm()
    }
}

pub(crate) fn no_gifts() -> View {
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

pub(crate) const MEMBER_WORDS: [MemberWord; 12] = [
    MemberWord::LookingUp,
    MemberWord::Joined,
    MemberWord::CardGiven,
    MemberWord::Merged,
    MemberWord::Changed,
    MemberWord::UnknownCard,
    MemberWord::LostCard,
    MemberWord::TakenCard,
    MemberWord::Misread,
    MemberWord::NoCard,
    MemberWord::NobodyFound,
    MemberWord::NotNow,
];

pub(crate) fn name(text: &str) -> PersonName {
    PersonName::try_from(text.to_owned()).expect("a name")
}

pub(crate) fn doing(desk: MemberDesk, member: Option<MemberView>) -> View {
    View {
        loyalty: LoyaltyView {
            member,
            desk,
            gifts: None,
        },
        ..calm()
    }
}

pub(crate) fn found() -> MemberDesk {
    let long = String::from(longest_member().name.expect("a name"));
    let names = ["Marta", "Marta Łukaszewska", &long];
    let one = |(number, text): (u64, &&str)| FoundMember {
        member: Member(number),
        name: name(text),
        since: Day(1600),
        last: (number > 1).then_some(Day(2510)),
    };
    MemberDesk::Found((1..).zip(&names).map(one).collect())
}

pub(crate) fn desks() -> Vec<MemberDesk> {
    let mut desks = vec![
        MemberDesk::Quiet,
        MemberDesk::Joining(language("pl")),
        MemberDesk::NewCard,
        MemberDesk::Merging,
        found(),
    ];
    desks.extend(MEMBER_WORDS.map(MemberDesk::Said));
    desks
}

pub(crate) fn at(task: Task, typed: &str) -> Screen {
    Screen {
        draft: Draft::of(task, typed),
        ..on(Page::Member)
    }
}

pub(crate) fn tasks() -> Vec<(Task, String)> {
    let long = String::from(longest_member().name.expect("a name"));
    let note = String::from(longest_member().note.expect("a note"));
    let mut tasks = vec![
        (Task::Type(Typing::Card), "0123-4567".to_owned()),
        (Task::Type(Typing::Card), "W".repeat(20)),
        (Task::Type(Typing::Find), String::new()),
        (Task::Type(Typing::Name), long),
        (Task::Type(Typing::Note), note),
        (Task::Birthday(None), String::new()),
        (Task::Birthday(Some(12)), String::new()),
        (Task::AnotherCard, String::new()),
    ];
    let languages = ["en", "pl", "da", "et"].map(|code| Task::Join(Some(language(code))));
    tasks.extend(languages.map(|task| (task, String::new())));
    tasks
}

pub(crate) fn member_scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for desk in desks() {
        for member in [None, Some(marta()), Some(longest_member())] {
            for page in [Page::Home, Page::Member] {
                let name = format!("{page:?} {desk:?} {member:?}");
                let view = doing(desk.clone(), member.clone());
                scenes.push((name, live(view), on(page)));
            }
        }
    }
    for (task, typed) in tasks() {
        let view = served(longest_member());
        scenes.push((format!("{task:?}"), live(view), at(task, &typed)));
    }
    let digits = Draft {
        has_digits: true,
        ..Draft::of(Task::Type(Typing::Note), "12")
    };
    let screen = Screen {
        draft: digits,
        ..on(Page::Member)
    };
    scenes.push(("digits".to_owned(), live(served(marta())), screen));
    scenes
}
