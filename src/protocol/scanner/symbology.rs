//! Which kind of symbol a scan was read from, as far as the scanner says so.
//!
//! The identifiers are those of ISO/IEC 15424 ("AIM identifiers"): `]`, a letter, a modifier. The
//! table was checked against the identifier lists in manuals of Zebra (DS457), Datalogic (KA-01477)
//! and NCR (7895).

/// A kind of symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbology {
    /// EAN-13, UPC-A or UPC-E; scanners do not tell them apart.
    Ean,
    /// EAN-13, UPC-A or UPC-E with an add-on of two or five digits behind it.
    EanWithAddOn,
    /// An add-on alone.
    AddOn,
    /// EAN-8.
    Ean8,
    /// Code 128.
    Code128,
    /// Code 128 with GS1 element strings.
    Gs1Code128,
    /// Code 39.
    Code39,
    /// Code 93.
    Code93,
    /// Codabar.
    Codabar,
    /// Interleaved 2 of 5.
    Itf,
    /// Interleaved 2 of 5 whose check digit the scanner has verified and taken off.
    ItfWithoutCheck,
    /// GS1 `DataBar`, or the GS1 part of a composite.
    DataBar,
    /// PDF417 or `MicroPDF417`.
    Pdf417,
    /// QR.
    Qr,
    /// QR with GS1 element strings.
    Gs1Qr,
    /// Data Matrix.
    DataMatrix,
    /// Data Matrix with GS1 element strings.
    Gs1DataMatrix,
    /// Aztec.
    Aztec,
    /// Another one.
    Other,
}

/// Letter, modifiers, meaning; the first line that fits counts.
const IDENTIFIERS: &[(u8, &[u8], Symbology)] = &[
    (b'E', b"0", Symbology::Ean),
    (b'E', b"12", Symbology::AddOn),
    (b'E', b"3", Symbology::EanWithAddOn),
    (b'E', b"4", Symbology::Ean8),
    (b'C', b"1", Symbology::Gs1Code128),
    (b'C', b"", Symbology::Code128),
    (b'A', b"", Symbology::Code39),
    (b'G', b"", Symbology::Code93),
    (b'F', b"", Symbology::Codabar),
    (b'I', b"3", Symbology::ItfWithoutCheck),
    (b'I', b"", Symbology::Itf),
    (b'e', b"0", Symbology::DataBar),
    (b'L', b"", Symbology::Pdf417),
    (b'Q', b"34", Symbology::Gs1Qr),
    (b'Q', b"", Symbology::Qr),
    (b'd', b"25", Symbology::Gs1DataMatrix),
    (b'd', b"", Symbology::DataMatrix),
    (b'z', b"", Symbology::Aztec),
];

impl Symbology {
    /// Takes the identifier off a frame, where it has one.
    pub fn split(frame: &str) -> (Option<Self>, &str) {
        let [b']', letter, modifier, ..] = frame.as_bytes() else {
            return (None, frame);
        };
        if !letter.is_ascii_alphabetic() || !modifier.is_ascii_alphanumeric() {
            return (None, frame);
        }
        let known = IDENTIFIERS.iter().find(|(known, modifiers, _)| {
            known == letter && (modifiers.is_empty() || modifiers.contains(modifier))
        });
        let symbology = known.map_or(Self::Other, |(_, _, symbology)| *symbology);
        (Some(symbology), frame.get(3..).unwrap_or_default())
    }

    /// Whether what the symbol says is GS1 element strings.
    pub fn has_elements(self) -> bool {
        matches!(
            self,
            Self::Gs1Code128 | Self::Gs1Qr | Self::Gs1DataMatrix | Self::DataBar
        )
    }
}
