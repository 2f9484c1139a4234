//! Polish shops.

use super::{
    Decoration, Goods, OtherWords, Rate, SaleWords, Shop, SlipWords, TaxPlace, Words, piece, weight,
};

pub(super) static SHOPS: [Shop; 2] = [
    Shop {
        name: "DELIKATESY ŁĄKA",
        header: &["ul. Żeromskiego 8, 90-710 Łódź", "NIP 725-001-22-33"],
        goods: &GROCERY,
        decoration: Decoration::LogoAndBarcode,
        wishes: &[],
        rates: &RATES,
        words: &WORDS,
    },
    Shop {
        name: "BISTRO POD DĘBEM",
        header: &["Rynek 21, 58-100 Świdnica", "NIP 884-002-33-44"],
        goods: &BISTRO,
        decoration: Decoration::Plain,
        wishes: &["bez śmietany", "na ostro", "dużo koperku", "bez glutenu"],
        rates: &RATES,
        words: &WORDS,
    },
];

static RATES: [Rate; 3] = [
    Rate {
        letter: "A",
        permille: 230,
        text: "23,00%",
    },
    Rate {
        letter: "B",
        permille: 80,
        text: "8,00%",
    },
    Rate {
        letter: "C",
        permille: 50,
        text: "5,00%",
    },
];

static GROCERY: [Goods; 14] = [
    piece("Chleb żytni", 630, 2),
    piece("Mleko 2% 1l", 389, 2),
    piece("Masło osełka 200g", 799, 2),
    weight("Jabłka szampion", 349, 2),
    weight("Ziemniaki młode", 299, 2),
    weight("Ser żółty gouda", 3290, 2),
    piece("Śmietana 18%", 379, 2),
    piece("Jaja ściółkowe 10szt", 1149, 2),
    piece("Kawa mielona 250g", 1899, 0),
    piece("Piwo pszeniczne 0,5l", 529, 0),
    piece("Płyn do naczyń", 749, 0),
    piece("Świece 6szt", 1290, 0),
    piece("Gazeta", 450, 1),
    piece("Kiełbasa wędzona", 1560, 2),
];

static BISTRO: [Goods; 10] = [
    piece("Żurek z jajkiem", 1900, 1),
    piece("Pierogi ruskie", 2800, 1),
    piece("Placki ziemniaczane", 2600, 1),
    piece("Gołąbki", 3100, 1),
    piece("Rosół", 1600, 1),
    piece("Kotlet schabowy", 3900, 1),
    piece("Naleśniki z serem", 2400, 1),
    piece("Kawa biała", 1200, 0),
    piece("Kompot wiśniowy", 800, 0),
    piece("Szarlotka na ciepło", 1700, 1),
];

static WORDS: Words = Words {
    language: "pl",
    currency: "PLN",
    decimal: ',',
    thousands: ' ',
    sign: "",
    date: "%Y-%m-%d %H:%M",
    notes_minor: &[1000, 2000, 5000, 10_000, 20_000],
    sale: SaleWords {
        number: "nr wydr. {n}",
        title: "PARAGON",
        one: "{name} 1 x{p}",
        many: "{name} {n} x{p}",
        weighed: "{name} {kg} x{p}",
        discount: "Rabat",
        subtotal: "",
        taxable: "SPRZEDAŻ OPODATKOWANA {letter}",
        tax: "PTU {letter} {rate}",
        tax_sum: "SUMA PTU",
        tax_place: TaxPlace::Before,
        total: "SUMA PLN",
        cash: "GOTÓWKA",
        cards: &["KARTA", "Karta płatnicza", "KARTA VISA"],
        change: "RESZTA",
        thanks: "Dziękujemy, zapraszamy ponownie!",
        refund: "ZWROT TOWARU",
        refund_total: "SUMA PLN",
        void: "PARAGON ANULOWANY",
        void_item: "STORNO {name}",
        reprint: "*** KOPIA PARAGONU ***",
    },
    slip: SlipWords {
        terminal: "POS ID:",
        amount: "KWOTA PLN",
        schemes: &["VISA", "MASTERCARD", "MAESTRO"],
        approved: "TRANSAKCJA ZAAKCEPTOWANA",
        authorisation: "KOD AUTORYZACJI: {n}",
        declined: &["ODMOWA", "TRANSAKCJA ODRZUCONA", "BRAK AUTORYZACJI"],
        answer: "KOD ODP: {n}",
        cancelled: "TRANSAKCJA PRZERWANA",
        merchant_copy: "KOPIA DLA SPRZEDAWCY",
        customer_copy: "KOPIA DLA KLIENTA",
    },
    other: OtherWords {
        report: "RAPORT DOBOWY {n}",
        gross: "SPRZEDAŻ",
        refunds: "ZWROTY",
        net: "SUMA PLN",
        cash: "GOTÓWKA",
        card: "KARTA",
        receipts: "Paragonów",
        end: "ZAMKNIĘCIE DNIA",
        kitchen: "KUCHNIA",
        table: "Stolik {n}",
        no_sale: "OTWARCIE SZUFLADY",
    },
};
