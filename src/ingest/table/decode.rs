//! Bytes of a text file → text: UTF-8, UTF-16 with a byte order mark, GB18030.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file, or None where no encoding fits.
///
/// A byte order mark decides. Without one, UTF-8 is tried first: GB18030 text of any length is
/// hardly ever valid UTF-8, while most UTF-8 text passes as GB18030. UTF-16 without a mark is
/// recognised by the zero bytes of its line breaks and commas.
pub fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, bytes.get(mark..)?);
    }
    let text = strict(UTF_8, bytes)
        .or_else(|| strict(GB18030, bytes))
        .filter(|text| !looks_binary(text));
    text.or_else(|| without_mark(bytes))
}

fn strict<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

fn without_mark(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    strict(encoding, bytes).filter(|text| !looks_binary(text) && text.contains('\n'))
}

/// A table has no zero characters; a picture or a program has.
fn looks_binary(text: &str) -> bool {
    text.as_bytes().iter().take(65_536).any(|&byte| byte == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "企业名称,县市区\n甘肃某某（酒泉）公司,肃州区\n";

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_encoding_of_the_trade() {
        let (gbk, _, failed) = GB18030.encode(TEXT);
        assert!(!failed);
        let bom = format!("\u{feff}{TEXT}");
        let files = [
            TEXT.as_bytes().to_vec(),
            bom.as_bytes().to_vec(),
            gbk.into_owned(),
            utf16(&bom, u16::to_le_bytes),
            utf16(&bom, u16::to_be_bytes),
            utf16(TEXT, u16::to_le_bytes),
        ];
        for (i, bytes) in files.iter().enumerate() {
            assert_eq!(decode(bytes).as_deref(), Some(TEXT), "file {i}");
        }
    }

    #[test]
    fn neither() {
        assert_eq!(
            decode(&[0x89, b'P', b'N', b'G', 0xff, 0xff, 0xfe, 0x00, 0x80]),
            None
        );
        assert_eq!(decode(&[0xff, 0x80, 0xff, 0x80, 0xff]), None);
        assert_eq!(decode(&[1, 2, 0, 4]), None);
    }
}
