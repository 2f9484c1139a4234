//! What the configuration says about the counters of a store and their API: where they are found, and
//! who sees that.
#![cfg(test)]

use tillside::runtime::config::{Config, Remark};

fn store(keys: &str) -> Result<Config, String> {
    Config::parse(&format!("[store]\n{keys}")).map_err(|problems| texts(&problems))
}

fn texts(remarks: &[Remark]) -> String {
    let texts: Vec<String> = remarks.iter().map(Remark::to_string).collect();
    texts.join("\n")
}

#[test]
fn a_counter_is_where_the_others_meet_or_meets_them_elsewhere() {
    let config = store("listen = '127.0.0.1:7156'").unwrap();
    let listen = config.store.listen.map(|listen| listen.to_string());
    assert_eq!(listen.as_deref(), Some("127.0.0.1:7156"));
    assert_eq!(
        (config.store.host, texts(&config.warnings)),
        (None, String::new())
    );
    for host in ["192.168.1.20:7156", "till-1.local:7156"] {
        let config = store(&format!("host = {host:?}")).unwrap();
        assert_eq!(config.store.host.as_deref(), Some(host));
        assert_eq!(
            (config.store.listen, texts(&config.warnings)),
            (None, String::new())
        );
    }
    let itself = store("listen = '127.0.0.1:7156'\nhost = '127.0.0.1:7156'").unwrap_err();
    let start = "line 3: [store] host: is [store] listen of this counter itself";
    assert!(itself.starts_with(start), "{itself}");
    for (keys, word) in [
        ("listen = 'here'", "192.168.1.20"),
        ("listen = 7156", "[store] listen"),
        ("host = '192.168.1.20'", "HOST:PORT"),
    ] {
        let found = store(keys).unwrap_err();
        assert!(found.contains(word), "{keys}: {found}");
    }
}

#[test]
fn who_opens_the_line_to_the_network_is_told() {
    let config = store("listen = '192.168.1.20:7156'").unwrap();
    let found = texts(&config.warnings);
    let start = "line 2: [store] listen: 192.168.1.20:7156 can be reached from the network";
    assert!(found.starts_with(start), "{found}");
}

#[test]
fn the_api_is_open_to_the_network_only_on_purpose() {
    let listen = |text: &str| format!("[api]\nlisten = '{text}'");
    for (text, address) in [
        ("127.0.0.1", "127.0.0.1:7155"),
        ("localhost:0", "127.0.0.1:0"),
        ("::1", "[::1]:7155"),
    ] {
        let config = Config::parse(&listen(text)).unwrap();
        assert_eq!(config.listen.to_string(), address);
        assert_eq!(config.warnings, []);
    }
    for text in ["0.0.0.0", "192.168.1.20", "0.0.0.0:0"] {
        let found = texts(&Config::parse(&listen(text)).unwrap_err());
        assert!(found.contains("7155"), "{text}");
    }
    let found = texts(&Config::parse(&listen("0.0.0.0:7155")).unwrap().warnings);
    assert!(found.starts_with("line 2: [api] listen: 0.0.0.0:7155 can be reached"));
}
