//! English shops.

use super::{
    Decoration, Goods, OtherWords, Rate, SaleWords, Shop, SlipWords, TaxPlace, Words, piece, weight,
};

pub(super) static SHOPS: [Shop; 2] = [
    Shop {
        name: "HARBOUR STORES",
        header: &["4 Quay Street, Whitby YO22 5BX", "VAT Reg GB 987 6543 21"],
        goods: &GROCERY,
        decoration: Decoration::LogoAndBarcode,
        wishes: &[],
        rates: &RATES,
        words: &WORDS,
    },
    Shop {
        name: "THE COPPER KETTLE",
        header: &["17 Station Road, Hexham NE46 1EZ", "VAT Reg GB 246 8101 12"],
        goods: &CAFE,
        decoration: Decoration::Plain,
        wishes: &["no onion", "gluten free", "extra gravy", "oat milk"],
        rates: &RATES,
        words: &WORDS,
    },
];

static RATES: [Rate; 2] = [
    Rate {
        letter: "",
        permille: 0,
        text: "0%",
    },
    Rate {
        letter: "",
        permille: 200,
        text: "20%",
    },
];

static GROCERY: [Goods; 14] = [
    piece("Semi-skimmed milk 2L", 165, 0),
    piece("Wholemeal loaf", 140, 0),
    piece("Mature cheddar 350g", 395, 0),
    weight("Bramley apples", 249, 0),
    weight("Vine tomatoes", 315, 0),
    piece("Free range eggs x6", 185, 0),
    piece("Salted butter 250g", 229, 0),
    piece("Crème fraîche 200ml", 125, 0),
    piece("Jalapeño crisps", 175, 1),
    piece("Washing up liquid", 199, 1),
    piece("AA batteries 4pk", 449, 1),
    piece("Dark chocolate 100g", 210, 1),
    piece("Ginger beer 750ml", 160, 1),
    piece("Tea bags 80s", 275, 0),
];

static CAFE: [Goods; 10] = [
    piece("Flat white", 340, 1),
    piece("Pot of tea", 295, 1),
    piece("Cheese scone", 310, 1),
    piece("Soup of the day", 650, 1),
    piece("Steak pie", 1295, 1),
    piece("Ploughman's lunch", 1050, 1),
    piece("Café mocha", 375, 1),
    piece("Jam doughnut", 220, 1),
    piece("Lemonade", 260, 1),
    piece("Carrot cake", 385, 1),
];

static WORDS: Words = Words {
    language: "en",
    currency: "GBP",
    decimal: '.',
    thousands: ',',
    sign: "£",
    date: "%d/%m/%Y %H:%M",
    notes_minor: &[100, 200, 500, 1000, 2000, 5000],
    sale: SaleWords {
        number: "Receipt No: {n}",
        title: "",
        one: "{name}",
        many: "{n} x {name} @{p}",
        weighed: "{name} {kg}kg @{p}",
        discount: "Multibuy saving",
        subtotal: "Subtotal",
        taxable: "",
        tax: "VAT {rate}",
        tax_sum: "",
        tax_place: TaxPlace::After,
        total: "TOTAL",
        cash: "CASH",
        cards: &["CARD", "VISA", "MASTERCARD", "VISA ****4417"],
        change: "CHANGE",
        thanks: "Thank you, see you again",
        refund: "*** REFUND ***",
        refund_total: "TOTAL REFUND",
        void: "TRANSACTION VOIDED",
        void_item: "VOID {name}",
        reprint: "*** DUPLICATE RECEIPT ***",
    },
    slip: SlipWords {
        terminal: "TERMINAL",
        amount: "AMOUNT",
        schemes: &["VISA", "MASTERCARD", "MAESTRO"],
        approved: "APPROVED",
        authorisation: "AUTH CODE: {n}",
        declined: &["DECLINED", "NOT AUTHORISED", "CARD DECLINED"],
        answer: "RESPONSE CODE {n}",
        cancelled: "TRANSACTION CANCELLED",
        merchant_copy: "MERCHANT COPY",
        customer_copy: "CUSTOMER COPY",
    },
    other: OtherWords {
        report: "Z REPORT {n}",
        gross: "Gross sales",
        refunds: "Refunds",
        net: "NET TOTAL",
        cash: "CASH",
        card: "CARD",
        receipts: "No. of customers",
        end: "END OF DAY",
        kitchen: "KITCHEN",
        table: "Table {n}",
        no_sale: "NO SALE",
    },
};
