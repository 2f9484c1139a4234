//! Gifts over whole seasons: the draw against its vectors, sums in any order, and a simulated quarter in
//! which no cap is broken.
#![cfg(test)]

#[path = "gifts/facts.rs"]
mod facts;
#[path = "gifts/file.rs"]
mod file;
#[path = "gifts/quarter.rs"]
mod quarter;

use serde_json::Value;
use tillside::domain::gift::RuleKey;
use tillside::domain::gift::draw::{Seed, Share};

fn data(name: &str) -> String {
    let path = format!("{}/tests/data/gifts/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_draw_is_that_of_the_vectors() {
    let all: Value = serde_json::from_str(&data("draw.json")).unwrap();
    let vectors = all["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 6);
    for vector in vectors {
        let number = |name: &str| vector[name].as_u64().unwrap();
        let draw = Seed(number("seed")).draw_number(number("rule"), number("id"));
        assert_eq!(
            draw.0.to_string(),
            vector["draw"].as_str().unwrap(),
            "{vector}"
        );
        let value = vector["u"].as_f64().unwrap();
        // `u` was written from all 64 bits.
        assert!((draw.value() - value).abs() < 1e-9, "{vector}");
        for chance in [value - 1e-6, value + 1e-6] {
            assert_eq!(draw.wins(chance), chance > value, "{vector} {chance}");
        }
    }
}

#[test]
fn shares_come_out_as_they_were_set_and_rules_do_not_know_each_other() {
    const COUNT: u64 = 200_000;
    let count = |is_in: &dyn Fn(u64) -> bool| (0..COUNT).filter(|id| is_in(*id)).count();
    let within = |found: usize, share: f64, what: &str| {
        // Four standard deviations of a binomial count.
        let (n, p) = (200_000.0, share);
        let band = 4.0 * (n * p * (1.0 - p)).sqrt();
        let found: f64 = u32::try_from(found).unwrap().into();
        assert!((found - n * p).abs() <= band, "{what}: {found} of {n}");
    };
    let (tea, cake) = (RuleKey::of("tea"), RuleKey::of("cake"));
    for seed in [Seed(0), Seed(42), Seed(0x8f3c_1e0a_5b7d_2946)] {
        for share in [0.0, 0.1, 0.2, 0.5, 1.0] {
            let held_out = Share::new(share);
            let held = count(&|id| seed.holds_out(tea, id, held_out));
            within(held, share, "held out");
            within(count(&|id| seed.draw(tea, id).wins(share)), share, "drawn");
        }
        let both = count(&|id| seed.draw(tea, id).wins(0.3) && seed.draw(cake, id).wins(0.3));
        within(both, 0.09, "two rules");
        let share = Share::new(0.3);
        let both = count(&|id| seed.draw(tea, id).wins(0.3) && seed.holds_out(tea, id, share));
        within(both, 0.09, "drawn and held out");
    }
    let exact = |id: u64| Seed(7 ^ 0xa5a5).draw(tea, id).0 % 10_000 < 1000;
    let tenth = Share::new(0.1);
    let found = |id: u64| Seed(7).holds_out(tea, id, tenth);
    assert!((0..10_000).all(|id| exact(id) == found(id)));
}
