//! Chromium without a window, driven over a pair of pipes by its debugging protocol: what a person does
//! with keys and fingers, and what the page then says about itself.

use serde_json::{Value, json};
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// A browser with one page.
pub(crate) struct Browser {
    process: Child,
    orders: File,
    answers: BufReader<File>,
    session: String,
    count: u64,
    _folder: TempDir,
}

impl Browser {
    /// Starts it; nothing is left of an earlier one.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let [orders, answers] = ["orders", "answers"].map(|name| folder.path().join(name));
        let made = Command::new("mkfifo").args([&orders, &answers]).status();
        assert!(made.unwrap().success(), "mkfifo");
        let profile = folder.path().join("profile");
        let start = format!(
            "exec chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
             --disable-background-networking --remote-debugging-pipe --user-data-dir={} \
             about:blank 3<{} 4>{}",
            profile.display(),
            orders.display(),
            answers.display()
        );
        let process = Command::new("sh")
            .args(["-c", &start])
            .env("HOME", folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let both = |path: &Path| {
            OpenOptions::new()
                .read(true)
                .write(true)
                .open(path)
                .unwrap()
        };
        let mut browser = Self {
            orders: both(&orders),
            answers: BufReader::new(both(&answers)),
            process,
            session: String::new(),
            count: 0,
            _folder: folder,
        };
        let page = browser.order("Target.createTarget", &json!({"url": "about:blank"}));
        let attach = json!({"targetId": page["targetId"], "flatten": true});
        let session = browser.order("Target.attachToTarget", &attach);
        browser.session = session["sessionId"].as_str().unwrap().to_owned();
        browser.order("Page.enable", &json!({}));
        browser
    }

    /// Gives an order and waits until it is done.
    pub(crate) fn order(&mut self, method: &str, parameters: &Value) -> Value {
        let done = self.try_order(method, parameters);
        done.unwrap_or_else(|said| panic!("{method}: {said}"))
    }

    /// The same for what may fail because the page has gone meanwhile.
    fn try_order(&mut self, method: &str, parameters: &Value) -> Result<Value, Value> {
        self.count += 1;
        let id = self.count;
        let mut order = json!({"id": id, "method": method, "params": parameters});
        if !self.session.is_empty() {
            order["sessionId"] = json!(self.session);
        }
        self.orders
            .write_all(format!("{order}\0").as_bytes())
            .unwrap();
        loop {
            let said = self.hear();
            if said["id"] == id {
                let failed = said.get("error").is_some();
                return if failed {
                    Err(said)
                } else {
                    Ok(said["result"].clone())
                };
            }
        }
    }

    fn hear(&mut self) -> Value {
        let mut text = Vec::new();
        self.answers.read_until(0, &mut text).unwrap();
        text.pop();
        serde_json::from_slice(&text).unwrap()
    }

    /// What a script of the test, not of the page, finds out.
    pub(crate) fn find_out(&mut self, script: &str) -> Value {
        let asked = json!({"expression": script, "returnByValue": true, "awaitPromise": true});
        let found = self.order("Runtime.evaluate", &asked);
        assert!(found.get("exceptionDetails").is_none(), "{script}: {found}");
        found["result"]["value"].clone()
    }

    /// Looks at an address until it has come.
    pub(crate) fn open(&mut self, address: &str) {
        self.order("Page.navigate", &json!({"url": address}));
        self.arrive(&format!("location.href === {address:?}"));
    }

    /// Waits until the page is another one.
    pub(crate) fn arrive(&mut self, condition: &str) {
        let script = format!("document.readyState === 'complete' && ({condition})");
        // The page under the script may go away while it runs; then it is asked again.
        super::shop::eventually(condition, || {
            let asked = json!({"expression": script, "returnByValue": true});
            let found = self.try_order("Runtime.evaluate", &asked).ok()?;
            (found["result"]["value"] == json!(true)).then_some(())
        });
    }

    /// Takes a picture of the whole page.
    pub(crate) fn picture(&mut self, path: &Path) {
        let whole = json!({"captureBeyondViewport": true});
        let picture = self.order("Page.captureScreenshot", &whole);
        fs::write(path, decode(picture["data"].as_str().unwrap())).unwrap();
    }

    /// Presses and releases a key.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Space" => (32, " "),
            "ArrowRight" => (39, ""),
            other => panic!("{other}"),
        };
        let name = if key == "Space" { " " } else { key };
        let mut down = json!({
            "type": if text.is_empty() { "rawKeyDown" } else { "keyDown" },
            "key": name, "code": key, "windowsVirtualKeyCode": code,
        });
        if !text.is_empty() {
            down["text"] = json!(text);
        }
        self.order("Input.dispatchKeyEvent", &down);
        let up = json!({"type": "keyUp", "key": name, "code": key, "windowsVirtualKeyCode": code});
        self.order("Input.dispatchKeyEvent", &up);
    }

    /// Types a text where the keyboard is.
    pub(crate) fn type_text(&mut self, text: &str) {
        self.order("Input.insertText", &json!({"text": text}));
    }

    /// Takes the screen's size and colours.
    pub(crate) fn be(&mut self, width: u32, height: u32, colours: &str) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.order("Emulation.setDeviceMetricsOverride", &size);
        let wish = json!([{"name": "prefers-color-scheme", "value": colours}]);
        self.order("Emulation.setEmulatedMedia", &json!({"features": wish}));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Base64 (RFC 4648).
fn decode(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let mut bits = 0_u32;
    let mut count = 0;
    for byte in text.bytes() {
        let Some(digit) = DIGITS.iter().position(|digit| *digit == byte) else {
            continue;
        };
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}
