//! A thank-you from the scanner to the receipt, through the real service: noted, handed over once,
//! and never again.
#![cfg(test)]

#[path = "support/counter.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod counter;
#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use counter::Counter;
use shop::printed::sale;
use shop::{eventually, seen};
use tillside::domain::code::{Code, Day, KEY_VERSION, Kind, MasterKey, Seq, Slot, Till};
use tillside::domain::event::Event;
use tillside::engine::api::{Command, LeftBehind, Prompt, RewardWord, View};
use tillside::journal::{FILE, Reader};
use tillside::runtime::{clock, private_file};

/// The bytes 00 to 1f, which everybody knows.
const KEY: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";

fn open() -> Counter {
    Counter::start(|shop| {
        shop.survey = "reward = 'a coffee'\nreward_minimum = '0.50'\n";
        private_file::make_directory(&shop.data).unwrap();
        private_file::replace(&shop.data.join("store.key"), KEY.as_bytes()).unwrap();
    })
}

impl Counter {
    fn scan(&mut self, code: Code, word: RewardWord) {
        self.scan_text(&format!("CARE:{}", code.compact()));
        self.expect(word);
    }

    /// Waits until a view is like this.
    fn wait_for(&self, is_it: impl Fn(&View) -> bool) {
        seen(&self.panel, |view| is_it(view).then_some(()));
    }

    /// Waits until the card says this.
    fn expect(&self, word: RewardWord) {
        self.wait_for(|view| match view.prompt {
            Some(Prompt::Reward(card)) => card.word == word,
            Some(Prompt::Payment(_) | Prompt::Gift(_)) | None => false,
        });
    }

    fn pay(&mut self, number: usize) {
        let sale = sale(number);
        self.till.send(&sale);
        assert!(self.printer.print_of(&sale).block.is_some());
    }

    fn count(&self, is_it: impl Fn(&Event) -> bool) -> usize {
        let mut count = 0;
        let reader = Reader::open(&self.shop.data.join(FILE)).unwrap();
        let read = reader.each(|record| {
            count += usize::from(is_it(&record.entry.event));
            Ok::<(), tillside::journal::Error>(())
        });
        read.unwrap();
        count
    }
}

fn reward(days_ago: u16, number: u16) -> Code {
    let key = MasterKey::public_test_key().store_key(KEY_VERSION, Slot::default());
    let today = Day::from_date(clock::today()).unwrap();
    let seq = Seq::new(number).unwrap();
    key.encode(Kind::Reward, Till::MAX, Day(today.0 - days_ago), seq)
}

#[test]
fn a_scanned_code_is_redeemed_with_a_sale_and_refused_the_second_time() {
    let mut counter = open();
    let code = reward(1, 7);
    counter.scan(reward(0, 7), RewardWord::Tomorrow);
    counter.scan(code, RewardWord::Noted);
    let offer = counter.panel.view(None).unwrap().survey.reward.unwrap();
    assert_eq!((offer.text.as_str(), offer.minimum_minor), ("a coffee", 50));
    counter.pay(1);
    counter.expect(RewardWord::HandOver);
    counter.scan(code, RewardWord::Used);
    let is_redeemed = |event: &Event| matches!(event, Event::RewardRedeemed { .. });
    eventually("it is on the disk", || {
        (counter.count(is_redeemed) == 1).then_some(())
    });
    // Another process remembers it.
    counter.restart();
    counter.scan(code, RewardWord::Used);
    counter.pay(2);
    let code = reward(2, 8);
    counter.panel.command(Command::RedeemCode { code }).unwrap();
    counter.expect(RewardWord::Noted);
    let receipt = counter.panel.view(None).unwrap().last_code;
    if let Some(receipt) = receipt {
        counter
            .panel
            .command(Command::RedeemCode { code: receipt })
            .unwrap();
        counter.expect(RewardWord::Survey);
    }
    assert_eq!(counter.count(is_redeemed), 1);
    let log = counter.service.lines().concat();
    assert!(!log.contains(&reward(1, 7).compact()), "{log}");
    assert_eq!(counter.service.stop(), Some(0));
}

#[test]
fn a_receipt_that_is_left_behind_is_written_down_after_ten_seconds() {
    let mut counter = open();
    counter.pay(1);
    let is = |left| move |view: &View| view.survey.left_behind == Some(left);
    counter.wait_for(is(LeftBehind::Offered));
    counter.panel.command(Command::LeaveReceipt).unwrap();
    counter.wait_for(is(LeftBehind::Undoable));
    counter.wait_for(is(LeftBehind::Kept));
    assert_eq!(counter.service.stop(), Some(0));
    let is_left = |event: &Event| matches!(event, Event::ReceiptLeft { .. });
    assert_eq!(counter.count(is_left), 1);
}
