//! A real service with rules for gifts that are corrected while it runs, and a temperature from a file.
#![cfg(test)]

#[path = "support/shop.rs"]
#[expect(dead_code, reason = "each test program needs another part")]
mod shop;

use shop::Shop;
use std::fs;
use tillside::domain::gift::rules::EXAMPLE;
use tillside::runtime::local_api::client;

#[test]
fn a_file_that_is_corrected_is_used_without_a_restart() {
    let mut shop = Shop::with_own_ports();
    shop.enabled = false;
    shop.store = "gifts = \"gifts.toml\"\n".to_owned();
    let file = shop.folder.path().join("gifts.toml");
    fs::write(shop.folder.path().join("now.txt"), "28.4\n").unwrap();
    let example = EXAMPLE.replace("source = \"hand\"", "source = \"file:now.txt\"");
    fs::write(&file, example.replace("hold_out = 0.10", "hold_out = 10")).unwrap();
    let mut service = shop.open();
    service.wait_for("hold_out: is 10");
    service.wait_for("no gifts until it is corrected");
    service.wait_for("the local API listens");
    let panel = client(&shop.data, "panel").unwrap();
    assert_eq!(panel.view(None).unwrap().loyalty.gifts, None);
    let doctor = || {
        let mut doctor = shop.tillside(&["doctor"]);
        let config = shop.folder.path().join("tillside.toml");
        let output = doctor.arg("--config").arg(config).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(doctor().contains("hold_out: is 10"), "{}", doctor());
    fs::write(&file, &example).unwrap();
    let mut view = panel.view(None).unwrap();
    let tenths = (0..20).find_map(|_| {
        view = panel.view(Some(view.revision)).unwrap();
        let gifts = view.loyalty.gifts.as_ref()?;
        gifts.temperature.map(|it| it.tenths)
    });
    assert_eq!(tenths, Some(284));
    assert!(
        doctor().contains("the rules for gifts can be used"),
        "{}",
        doctor()
    );
    // One that is spoilt again changes nothing.
    fs::write(&file, "schema = 3").unwrap();
    service.wait_for("the rules before it still hold");
    let gifts = panel.view(None).unwrap().loyalty.gifts.unwrap();
    assert_eq!(gifts.by_hand.len(), 2, "the sweet and goodwill");
    assert_eq!(service.stop(), Some(0));
}
