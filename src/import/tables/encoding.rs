//! Bytes of a text file to text: byte order marks, UTF-8, and the Windows-1257 of older Baltic Windows.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1257};

/// How a text file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark: what Excel calls "Unicode text".
    Utf16,
    /// Windows-1257.
    Windows1257,
}

/// A text file, decoded.
#[derive(Debug)]
pub struct Decoded {
    /// Its text, without a byte order mark.
    pub text: String,
    /// How it was written.
    pub written: Written,
    /// Whether some bytes meant nothing and became U+FFFD.
    pub damaged: bool,
}

/// Decodes a text file. A byte order mark decides; without one it is UTF-8 when it is valid UTF-8, else Windows-1257,
/// the only other encoding that Latvian offices have used widely.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_with_bom_removal(bytes);
        let written = if encoding == UTF_8 {
            Written::Utf8
        } else {
            Written::Utf16
        };
        return Decoded {
            text: text.into_owned(),
            written,
            damaged,
        };
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            written: Written::Utf8,
            damaged: false,
        },
        Err(_) => {
            let (text, damaged) = WINDOWS_1257.decode_without_bom_handling(bytes);
            Decoded {
                text: text.into_owned(),
                written: Written::Windows1257,
                damaged,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mark_at_the_beginning_is_not_text() {
        let decoded = decode("\u{feff}Kods".as_bytes());
        assert_eq!(
            (decoded.text.as_str(), decoded.written),
            ("Kods", Written::Utf8)
        );
    }

    #[test]
    fn old_baltic_letters_are_understood() {
        let (bytes, _, _) = WINDOWS_1257.encode("Mēbeļu galdnieks, ģērbtuve, Žagare");
        let decoded = decode(&bytes);
        assert_eq!(decoded.text, "Mēbeļu galdnieks, ģērbtuve, Žagare");
        assert_eq!(decoded.written, Written::Windows1257);
        assert!(!decoded.damaged);
    }

    #[test]
    fn unicode_text_of_excel_is_understood() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend("Nē".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(&bytes).text, "Nē");
    }

    proptest! {
        #[test]
        fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            decode(&bytes);
        }

        #[test]
        fn utf8_stays_what_it_is(text in "[^\u{feff}].{0,60}") {
            prop_assert_eq!(decode(text.as_bytes()).text, text);
        }
    }
}
