//! Bytes as hexadecimal digits, two each.

/// Small digits.
pub fn to_hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    digits.collect()
}

/// Reads exactly so many bytes, in small digits or capitals.
pub fn from_hex<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let (pairs, rest) = text.as_chunks::<2>();
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_back() {
        assert_eq!(to_hex(&[0, 0x1f, 0xe0]), "001fe0");
        assert_eq!(from_hex(b"001fE0"), Some([0, 0x1f, 0xe0]));
        for wrong in [&b"001fe"[..], b"001fe0aa", b"001fg0", b" 01fe0", b""] {
            assert_eq!(from_hex::<3>(wrong), None);
        }
    }
}
