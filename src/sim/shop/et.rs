//! Estonian shops. Every price is a multiple of 5 cents.

use super::{
    Decoration, Goods, OtherWords, Rate, SaleWords, Shop, SlipWords, TaxPlace, Words, piece,
};

pub(super) static SHOPS: [Shop; 2] = [
    Shop {
        name: "KÜLAPOOD MÄNNI OÜ",
        header: &["Jõe tn 3, 65605 Võru", "Reg nr 11223344  KMKR EE100200300"],
        goods: &GROCERY,
        decoration: Decoration::LogoAndBarcode,
        wishes: &[],
        rates: &RATES,
        words: &WORDS,
    },
    Shop {
        name: "KOHVIK ÕUN",
        header: &["Rüütli 9, 51007 Tartu", "Reg nr 55667788  KMKR EE100400500"],
        goods: &CAFE,
        decoration: Decoration::Plain,
        wishes: &[
            "ilma sibulata",
            "gluteenita",
            "rohkem hapukoort",
            "kaerapiimaga",
        ],
        rates: &RATES,
        words: &WORDS,
    },
];

static RATES: [Rate; 2] = [
    Rate {
        letter: "",
        permille: 240,
        text: "24%",
    },
    Rate {
        letter: "",
        permille: 90,
        text: "9%",
    },
];

static GROCERY: [Goods; 13] = [
    piece("Must leib 500g", 155, 0),
    piece("Piim 2,5% 1l", 120, 0),
    piece("Või 82% 200g", 295, 0),
    piece("Kohupiim rosinatega", 165, 0),
    piece("Õunamahl 1l", 210, 0),
    piece("Küpsetatud vorst", 345, 0),
    piece("Köögiviljasupp", 260, 0),
    piece("Šokolaad pähklitega", 185, 0),
    piece("Jahvatatud kohv 500g", 790, 0),
    piece("Pesupulber", 845, 0),
    piece("Ajakiri \"Žanr\"", 450, 1),
    piece("Mineraalvesi 1,5l", 95, 0),
    piece("Taara", 10, 0),
];

static CAFE: [Goods; 10] = [
    piece("Päevapraad", 750, 0),
    piece("Hernesupp", 480, 0),
    piece("Ahjulõhe", 1290, 0),
    piece("Kartulipannkoogid", 620, 0),
    piece("Kohv koorega", 290, 0),
    piece("Piparmünditee", 250, 0),
    piece("Õunakook", 395, 0),
    piece("Kamavaht jõhvikatega", 420, 0),
    piece("Kali 0,5l", 300, 0),
    piece("Lihapirukas", 235, 0),
];

static WORDS: Words = Words {
    language: "et",
    currency: "EUR",
    decimal: ',',
    thousands: ' ',
    sign: "",
    date: "%d.%m.%Y %H:%M",
    notes_minor: &[500, 1000, 2000, 5000, 10_000],
    sale: SaleWords {
        number: "Kviitung {n}",
        title: "",
        one: "{name}",
        many: "{name} {n} x {p}",
        weighed: "{name} {kg} kg x {p}",
        discount: "Soodustus",
        subtotal: "Vahesumma",
        taxable: "",
        tax: "KM {rate}",
        tax_sum: "",
        tax_place: TaxPlace::Before,
        total: "KOKKU EUR",
        cash: "Sularaha",
        cards: &["Pangakaart", "Kaardimakse", "PANGAKAART"],
        change: "Tagasi",
        thanks: "Aitäh ostu eest! Tulge jälle!",
        refund: "TAGASTUS",
        refund_total: "KOKKU EUR",
        void: "KVIITUNG TÜHISTATUD",
        void_item: "TÜHISTUS {name}",
        reprint: "*** KOOPIA ***",
    },
    slip: SlipWords {
        terminal: "Terminal:",
        amount: "SUMMA EUR",
        schemes: &["VISA", "MASTERCARD"],
        approved: "TEHING AKTSEPTEERITUD",
        authorisation: "Autoriseerimiskood: {n}",
        declined: &[
            "TEHING KEELDUTI",
            "MAKSE EBAÕNNESTUS",
            "KAARTI EI AKTSEPTEERITUD",
        ],
        answer: "Vastuskood {n}",
        cancelled: "TEHING KATKESTATUD",
        merchant_copy: "KAUPMEHE KOOPIA",
        customer_copy: "KLIENDI KOOPIA",
    },
    other: OtherWords {
        report: "Z-ARUANNE {n}",
        gross: "MÜÜK",
        refunds: "TAGASTUSED",
        net: "MÜÜK KOKKU",
        cash: "SULARAHA",
        card: "KAARDIMAKSED",
        receipts: "Kviitungeid",
        end: "PÄEVA LÕPP",
        kitchen: "KÖÖK",
        table: "Laud {n}",
        no_sale: "SAHTLI AVAMINE",
    },
};
