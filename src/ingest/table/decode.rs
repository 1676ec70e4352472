//! In which encoding a text file is, and its text: UTF-8, UTF-16, GB18030.

use std::io::Read;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

/// Bytes looked at to find the encoding.
pub const HEAD: usize = 1 << 20;

/// One damaged character among so many is no sign of another encoding: GB18030 read as UTF-8 is
/// damaged all over, and the other way round at every third character.
const DAMAGED: usize = 4;

/// The encoding of a text that begins with `head`, or None where none fits.
///
/// A byte order mark decides. Without one, UTF-8 is tried first: GB18030 text of any length is
/// hardly ever valid UTF-8, while most UTF-8 text passes as GB18030. UTF-16 without a mark is
/// recognised by the zero bytes of its line breaks and commas. A damaged character here and there
/// speaks against no encoding.
pub fn encoding(head: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return Some(encoding);
    }
    if fits(head, UTF_8) {
        return Some(UTF_8);
    }
    if is_utf16(head) {
        let zeros = |odd: usize| {
            head.iter()
                .skip(odd)
                .step_by(2)
                .filter(|b| **b == 0)
                .count()
        };
        return Some(if zeros(1) > zeros(0) {
            UTF_16LE
        } else {
            UTF_16BE
        });
    }
    fits(head, GB18030).then_some(GB18030)
}

/// Whether at most one in [`DAMAGED`] characters is damaged beyond ASCII, where alone encodings
/// differ; and that at most one in twice as many of all is zero.
fn fits(head: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(head);
    let (mut bad, mut zeros, mut others, mut all) = (0, 0, 0, 0);
    for c in text.chars() {
        all += 1;
        match c {
            '\u{fffd}' => bad += 1,
            '\0' => zeros += 1,
            c if c.is_ascii() => {}
            _ => others += 1,
        }
    }
    // The last character may be cut.
    let cut = usize::from(head.len() >= HEAD) * 3;
    (bad <= cut || bad * DAMAGED <= others) && zeros * 2 * DAMAGED <= all
}

/// Whether one in twelve characters of the first kilobytes has a zero byte, all of them on one side, and there is a line break.
fn is_utf16(head: &[u8]) -> bool {
    let head = &head[..head.len().min(4096) & !1];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let (most, least) = (even.max(odd), even.min(odd));
    let line = if odd > even { [b'\n', 0] } else { [0, b'\n'] };
    most * 12 >= head.len() / 2 && least == 0 && head.chunks_exact(2).any(|pair| pair == line)
}

/// A reader's bytes as UTF-8, without byte order mark; what can't be decoded is U+FFFD. UTF-8 itself
/// passes as it is, damaged bytes too.
pub fn reader<R: Read>(input: R, encoding: &'static Encoding) -> DecodeReaderBytes<R, Vec<u8>> {
    DecodeReaderBytesBuilder::new()
        .encoding(Some(encoding))
        .utf8_passthru(true)
        .strip_bom(true)
        .build(input)
}

/// The text of a beginning.
pub fn text(head: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_with_bom_removal(head).0.into_owned()
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
            let Some(encoding) = encoding(bytes) else {
                panic!("file {i}")
            };
            assert_eq!(text(bytes, encoding), TEXT, "file {i}");
            let mut streamed = String::new();
            assert!(
                reader(bytes.as_slice(), encoding)
                    .read_to_string(&mut streamed)
                    .is_ok()
            );
            assert_eq!(streamed, TEXT, "file {i}");
        }
    }

    #[test]
    fn neither() {
        assert_eq!(
            encoding(&[0x89, b'P', b'N', b'G', 0xff, 0xff, 0xfe, 0x00, 0x80]),
            None
        );
        assert_eq!(encoding(&[0xff, 0x80, 0xff, 0x80, 0xff]), None);
        assert_eq!(encoding(&[1, 2, 0, 4]), None);
    }
}
