//! Every mistake in a rule: what is written, and what is said of it.

/// Keys that are exchanged, and a part of the message.
pub(super) const MISTAKES: &[(&[(&str, &str)], &str)] = &[
    (
        &[("chanse", "1")],
        "line 7: [gift tea] chanse: is no key that is known here",
    ),
    (&[("give.price", "1")], "[gift tea] give.price: is no key"),
    (
        &[("when", "{ event = \"sale\", hour = \"1\" }")],
        "line 6: [gift tea] when.hour: is no",
    ),
    (
        &[("chance", "1.5")],
        "line 7: [gift tea] chance: is 1.5; write a number from 0 to 1",
    ),
    (&[("chance", "-0.1")], "chance: is -0.1"),
    (&[("chance", "true")], "chance: is of type boolean"),
    (
        &[("chance", "{ pace = \"week\" }")],
        "chance.pace: is paced over a day only",
    ),
    (
        &[("chance", "\"often\"")],
        "write a number from 0 to 1, or \"pace\"",
    ),
    (&[("chance", "\"pace\"")], "chance: paces what there is"),
    (
        &[("when", "{ event = \"sale\", hours = \"18:00-11:00\" }")],
        "when.hours: ends before",
    ),
    (
        &[("when", "{ event = \"sale\", hours = \"25:00-26:00\" }")],
        "is no time of day",
    ),
    (
        &[("when", "{ event = \"sale\", hours = \"11:00-11:00\" }")],
        "ends when it begins",
    ),
    (
        &[("when", "{ event = \"rain\" }")],
        "when.event: is \"rain\"; write sale, manual",
    ),
    (
        &[("when", "{ hours = \"8:00-9:00\" }")],
        "when.event: is missing",
    ),
    (
        &[("when", "{ event = \"sale\", days = \"Mo-Xx\" }")],
        "write days such as",
    ),
    (
        &[(
            "when",
            "{ event = \"sale\", from = 2026-12-05, until = 2026-11-20 }",
        )],
        "ends on 2026-11-20, before",
    ),
    (
        &[("when", "{ event = \"sale\", from = \"now\" }")],
        "write a day such as 2026-11-20",
    ),
    (
        &[(
            "when",
            "{ event = \"sale\", temp_min_c = 20, temp_max_c = 3 }",
        )],
        "temp_max_c is below",
    ),
    (
        &[(
            "when",
            "{ event = \"sale\", basket_min = 9, basket_max = 3 }",
        )],
        "basket_max is below",
    ),
    (
        &[("when", "{ event = \"sale\", stars = 3 }")],
        "goes with event = \"stars\" only",
    ),
    (
        &[("when", "{ event = \"sale\", outcome = [\"solved\"] }")],
        "goes with event = \"case_closed\"",
    ),
    (
        &[(
            "when",
            "{ event = \"case_closed\", outcome = [\"goodwill\"] }",
        )],
        "no case ends as \"goodwill\"",
    ),
    (
        &[("when", "{ event = \"case_closed\", basket_min = 5 }")],
        "a case is none",
    ),
    (
        &[("stock", "{ per_day = -3 }")],
        "line 7: [gift tea] stock.per_day: is -3; write a whole number from 0",
    ),
    (
        &[("stock", "{ keep = 3 }")],
        "stock.keep: cannot be known: Tillside does not see the shelf",
    ),
    (&[("stock", "3")], "stock: is 3; write a table"),
    (
        &[("budget", "{ per_day = 20 }")],
        "budget: is 20 and one gift costs 30",
    ),
    (
        &[("per_customer", "{ max = 5, per_days = 90 }")],
        "per_customer: is looser than [global]",
    ),
    (
        &[("per_customer", "{ max = 5 }")],
        "per_customer.per_days: is missing",
    ),
    (
        &[("cool_down_days", "3")],
        "cool_down_days: is looser than [global]",
    ),
    (&[("hold_out", "1.1")], "hold_out: is 1.1"),
    (&[("approve", "\"boss\"")], "only a manager approves"),
    (
        &[("who", "{ }")],
        "who: write anonymous = true for everybody, or card",
    ),
    (
        &[("who", "{ card = true, anonymous = true }")],
        "who: write anonymous = true for everybody",
    ),
    (
        &[("who", "{ card = true, consent = \"pregnancy\" }")],
        "somebody's pregnancy",
    ),
    (
        &[("who", "{ card = true, consent = \"mail\" }")],
        "only \"birthday\" is known",
    ),
    (
        &[("when", "{ event = \"sale\", nth_visit = 10 }")],
        "nth_visit needs somebody who is known",
    ),
    (
        &[
            ("when", "{ event = \"sale\", birthday_window_days = 3 }"),
            ("who", "{ card = true }"),
        ],
        "with the member's consent only",
    ),
    (
        &[
            ("when", "{ event = \"sale\", nth_visit = 10 }"),
            ("who", "{ card = true }"),
            ("hold_out", "0.1"),
        ],
        "hold_out: is promised",
    ),
    (
        &[("when", "{ event = \"survey_done\" }"), ("chance", "0.5")],
        "chance: is promised",
    ),
    (
        &[("when", "{ event = \"manual\" }"), ("hold_out", "0.5")],
        "the cashier decides",
    ),
    (
        &[
            ("when", "{ event = \"stars\", stars = 3 }"),
            ("who", "{ card = true }"),
        ],
        "nobody has stars",
    ),
    (
        &[("give.as", "\"reward_code\""), ("stock", "{ per_day = 3 }")],
        "a reward code is taken on another day",
    ),
    (
        &[("give.as", "\"mail\"")],
        "write \"now\" or \"reward_code\"",
    ),
    (&[("give.cost", "")], "give.cost: is missing"),
    (&[("give.value_max", "3")], "value_max: stands beside cost"),
    (
        &[("give.only_if_stock_over", "3")],
        "does not see the shelf",
    ),
    (
        &[("give.allergens", "[\"dust\"]")],
        "\"dust\" is none of the fourteen",
    ),
    (
        &[("give.label", "{ en = \"Tea\", pl = \"Herbata\" }")],
        "give.label: is missing in da, et; write it in every language",
    ),
    (
        &[("give.label", "\"Tea\"")],
        "give.label: is \"Tea\"; write a table",
    ),
    (
        &[(
            "give.label",
            "{ en = \"A beer\", pl = \"Sok\", da = \"Saft\", et = \"Mahl\" }",
        )],
        "line 9: [gift tea] give.label.en: \"beer\" names alcohol",
    ),
    (
        &[(
            "give.say",
            "{ en = \"x\", pl = \"Papierosy\", da = \"x\", et = \"x\" }",
        )],
        "\"papierosy\" names tobacco",
    ),
    (&[("give.sku", "\"CIGARS\"")], "\"cigars\" names tobacco"),
    (
        &[("give.any_of", "[\"ROLL\", \"LOTTERY\"]")],
        "\"lottery\" names gambling",
    ),
    (
        &[("id", "\"wine-tasting\"")],
        "[gift wine-tasting] id: \"wine\" names alcohol",
    ),
    (&[("id", "\"Tea\"")], "write up to 40 small letters"),
    (
        &[("id", "\"goodwill\"")],
        "is what [goodwill] is counted under",
    ),
    (&[("id", "")], "line 3: [gift] id: is missing"),
    (&[("give.give", "1"), ("who", "")], "who: is missing"),
    (
        &[("basket", "{ any_category = [\"cheese\"] }")],
        "basket.any_category: nothing says what \"cheese\" is",
    ),
    (
        &[("basket", "{ any_category = [\"halal\"] }")],
        "would tell of somebody's faith",
    ),
    (
        &[("basket", "{ none_of_category = [\"tobacco\"] }")],
        "names tobacco, which no rule looks at",
    ),
    (
        &[("basket", "{ none_sku = [\"X\"] }")],
        "Tillside sees barcodes, no stock numbers",
    ),
];
