//! Danish shops. Every price is a multiple of 50 øre.

use super::{
    Decoration, Goods, OtherWords, Rate, SaleWords, Shop, SlipWords, TaxPlace, Words, piece,
};

pub(super) static SHOPS: [Shop; 2] = [
    Shop {
        name: "NÆRKØB VESTERBRO",
        header: &["Istedgade 40, 1650 København V", "CVR 87 65 43 21"],
        goods: &GROCERY,
        decoration: Decoration::LogoAndBarcode,
        wishes: &[],
        rates: &RATES,
        words: &WORDS,
    },
    Shop {
        name: "CAFÉ Å-BREDDEN",
        header: &["Åboulevarden 12, 8000 Aarhus C", "CVR 24 68 10 12"],
        goods: &CAFE,
        decoration: Decoration::Plain,
        wishes: &["uden løg", "glutenfri", "ekstra remoulade", "havremælk"],
        rates: &RATES,
        words: &WORDS,
    },
];

static RATES: [Rate; 1] = [Rate {
    letter: "",
    permille: 250,
    text: "25%",
}];

static GROCERY: [Goods; 13] = [
    piece("Rugbrød skiveskåret", 2450, 0),
    piece("Økologisk sødmælk 1L", 1450, 0),
    piece("Lurpak smør 200g", 2300, 0),
    piece("Æbler 6 stk", 2000, 0),
    piece("Leverpostej", 1850, 0),
    piece("Pålægschokolade", 1950, 0),
    piece("Frikadeller 400g", 4200, 0),
    piece("Hyldeblomstsaft", 3450, 0),
    piece("Kaffe 400g", 5500, 0),
    piece("Rødkål i glas", 1650, 0),
    piece("Vaskepulver", 4900, 0),
    piece("Danskvand 50 cl", 1200, 0),
    piece("Pant", 150, 0),
];

static CAFE: [Goods; 10] = [
    piece("Smørrebrød med æg", 6500, 0),
    piece("Stjerneskud", 13_500, 0),
    piece("Fiskefrikadeller", 11_500, 0),
    piece("Flæskestegssandwich", 9500, 0),
    piece("Caffe latte", 4500, 0),
    piece("Sort kaffe", 3500, 0),
    piece("Rabarberkage", 4200, 0),
    piece("Fadøl 40 cl", 5500, 0),
    piece("Æblemost", 3800, 0),
    piece("Koldskål", 4850, 0),
];

static WORDS: Words = Words {
    language: "da",
    currency: "DKK",
    decimal: ',',
    thousands: '.',
    sign: "DKK ",
    date: "%d-%m-%Y %H:%M",
    notes_minor: &[1000, 2000, 5000, 10_000, 20_000, 50_000],
    sale: SaleWords {
        number: "Bon nr. {n}",
        title: "KVITTERING",
        one: "{name}",
        many: "{name} {n} x {p}",
        weighed: "{name} {kg} kg x {p}",
        discount: "Rabat",
        subtotal: "Subtotal",
        taxable: "",
        tax: "HERAF MOMS {rate}",
        tax_sum: "",
        tax_place: TaxPlace::After,
        total: "I ALT",
        cash: "KONTANT",
        cards: &["DANKORT", "VISA/DANKORT", "MASTERCARD"],
        change: "BYTTEPENGE",
        thanks: "Tak for besøget, på gensyn!",
        refund: "RETUR",
        refund_total: "I ALT",
        void: "ANNULLERING",
        void_item: "Annulleret {name}",
        reprint: "*** KOPI AF BON ***",
    },
    slip: SlipWords {
        terminal: "TERMINAL:",
        amount: "BELØB",
        schemes: &["DANKORT", "VISA/DANKORT", "MASTERCARD"],
        approved: "GODKENDT",
        authorisation: "AUTORISATIONSKODE: {n}",
        declined: &["AFVIST", "KORT AFVIST", "IKKE GODKENDT"],
        answer: "ASW: {n}",
        cancelled: "TRANSAKTION AFBRUDT",
        merchant_copy: "FORRETNINGENS KOPI",
        customer_copy: "KUNDENS KOPI",
    },
    other: OtherWords {
        report: "Z-RAPPORT {n}",
        gross: "OMSÆTNING",
        refunds: "RETURVARER",
        net: "OMSÆTNING I ALT",
        cash: "KONTANT",
        card: "DANKORT",
        receipts: "Antal kunder",
        end: "DAGSOPGØRELSE",
        kitchen: "KØKKEN",
        table: "Bord {n}",
        no_sale: "SKUFFE ÅBNET",
    },
};
