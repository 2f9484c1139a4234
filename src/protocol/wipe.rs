//! Buffers that hold what was printed, and leave nothing of it behind.
//!
//! A vector that grows by itself leaves its old place in memory as it was; these wipe it first. They
//! do not wipe at the end of their life: whoever owns a buffer does, with `zeroize`.

use zeroize::Zeroize as _;

/// The least room that is made, in bytes: a line of paper and more.
const LEAST: usize = 256;

/// Appends `bytes`; a place that has become too small is wiped.
pub(crate) fn append(buffer: &mut Vec<u8>, bytes: &[u8]) {
    let needed = buffer.len() + bytes.len();
    if needed > buffer.capacity() {
        let mut larger = Vec::with_capacity(roomy(needed));
        larger.extend_from_slice(buffer);
        buffer.zeroize();
        *buffer = larger;
    }
    buffer.extend_from_slice(bytes);
}

/// Empties the buffer and makes room for so many bytes; a place that is too small is wiped.
pub(crate) fn begin(buffer: &mut Vec<u8>, room: usize) {
    if room > buffer.capacity() {
        buffer.zeroize();
        *buffer = Vec::with_capacity(roomy(room));
    }
    buffer.clear();
}

/// The same for text.
pub(crate) fn begin_text(buffer: &mut String, room: usize) {
    if room > buffer.capacity() {
        buffer.zeroize();
        *buffer = String::with_capacity(roomy(room));
    }
    buffer.clear();
}

fn roomy(needed: usize) -> usize {
    needed
        .max(LEAST)
        .checked_next_power_of_two()
        .unwrap_or(needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_appended_is_there() {
        let mut buffer = Vec::new();
        let mut all = Vec::new();
        for size in [0, 1, 255, 1, 300, 5000] {
            let bytes = vec![u8::try_from(size % 251).unwrap(); size];
            append(&mut buffer, &bytes);
            all.extend(bytes);
            assert_eq!(buffer, all);
        }
    }

    #[test]
    fn with_room_nothing_moves() {
        let (mut bytes, mut text) = (Vec::new(), String::new());
        for room in [10, 300, 70_000] {
            begin(&mut bytes, room);
            begin_text(&mut text, room);
            let (capacity, places) = (bytes.capacity(), (bytes.as_ptr(), text.as_ptr()));
            assert!(bytes.is_empty() && text.is_empty() && capacity >= room);
            bytes.resize(room, b'7');
            text.extend(std::iter::repeat_n('7', room));
            assert_eq!(places, (bytes.as_ptr(), text.as_ptr()), "{room}");
        }
    }
}
