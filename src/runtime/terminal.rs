//! Asks for a secret on the terminal, which shows nothing of it.
//!
//! Another system than a Unix replaces this one file.

use std::io::{self, Write as _};

use anyhow::{Context as _, bail};
use rustix::stdio::stdin;
use rustix::termios::{
    LocalModes, OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcsetattr,
};
use zeroize::Zeroizing;

/// Longer than any secret that is asked for, in bytes; what is typed beyond is not kept.
const LONGEST: usize = 64;

/// Asks on standard error and reads what is typed on standard input.
pub(super) fn ask(question: &str) -> anyhow::Result<Zeroizing<String>> {
    if !isatty(stdin()) {
        bail!(
            "there is no terminal to ask on; give the PIN as a line on standard input, with --stdin"
        );
    }
    let silence = Silence::begin().context("the terminal cannot be kept from showing the PIN")?;
    say(question);
    let line = line();
    drop(silence);
    say("\n");
    let line = line.context("the terminal cannot be read")?;
    let Some(line) = line else {
        bail!("given up; nothing was changed")
    };
    let text = str::from_utf8(&line).context("only digits can be typed here")?;
    Ok(Zeroizing::new(text.to_owned()))
}

fn say(text: &str) {
    // Where nobody can be asked, reading the answer will tell.
    drop(io::stderr().write_all(text.as_bytes()));
}

/// While it lives, the terminal gives each key at once, shows none, and Ctrl-C is a key: else it
/// would end the program and leave the terminal like this.
struct Silence(Termios);

impl Silence {
    fn begin() -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let mut silent = before.clone();
        let shown = LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON | LocalModes::ISIG;
        silent.local_modes.remove(shown);
        silent.special_codes[SpecialCodeIndex::VMIN] = 1;
        silent.special_codes[SpecialCodeIndex::VTIME] = 0;
        // What was typed before the question is no answer to it.
        tcsetattr(stdin(), OptionalActions::Flush, &silent)?;
        Ok(Self(before))
    }
}

impl Drop for Silence {
    fn drop(&mut self) {
        tcsetattr(stdin(), OptionalActions::Flush, &self.0).ok();
    }
}

/// What was typed up to Enter; nothing where somebody gave up.
fn line() -> io::Result<Option<Zeroizing<Vec<u8>>>> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    loop {
        let mut key = Zeroizing::new([0; 1]);
        if rustix::io::retry_on_intr(|| rustix::io::read(stdin(), &mut *key))? == 0 {
            return Ok(None);
        }
        let [key] = *key;
        match press(&mut line, key) {
            Pressed::More => {}
            Pressed::Enter => return Ok(Some(line)),
            Pressed::GiveUp => return Ok(None),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Pressed {
    More,
    Enter,
    GiveUp,
}

/// What a key does to the line so far.
fn press(line: &mut Vec<u8>, key: u8) -> Pressed {
    match key {
        b'\r' | b'\n' => return Pressed::Enter,
        CTRL_C | CTRL_D => return Pressed::GiveUp,
        BACKSPACE | DELETE => drop(line.pop()),
        CTRL_U => line.clear(),
        key if line.len() < LONGEST => line.push(key),
        _ => {}
    }
    Pressed::More
}

const CTRL_C: u8 = 0x03;
const CTRL_D: u8 = 0x04;
const BACKSPACE: u8 = 0x08;
const CTRL_U: u8 = 0x15;
const DELETE: u8 = 0x7f;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_make_a_line() {
        for (keys, expected) in [
            (&b"4711\n"[..], Some("4711")),
            (b"4711\r", Some("4711")),
            (b"\n", Some("")),
            (b"471\x7f\x7f\x7f\x7f83\x0801\n", Some("801")),
            (b"4711\x15830174\n", Some("830174")),
            (b"47\x03", None),
            (b"47\x04", None),
        ] {
            let mut line = Vec::new();
            let mut keys = keys.iter().map(|key| press(&mut line, *key));
            let last = keys.find(|pressed| *pressed != Pressed::More).unwrap();
            assert_eq!(keys.len(), 0);
            let typed = (last == Pressed::Enter).then(|| String::from_utf8(line).unwrap());
            assert_eq!(typed.as_deref(), expected);
        }
    }

    #[test]
    fn a_line_does_not_grow_for_ever() {
        let mut line = Vec::new();
        for _ in 0..1000 {
            assert_eq!(press(&mut line, b'1'), Pressed::More);
        }
        assert_eq!(line.len(), LONGEST);
    }
}
