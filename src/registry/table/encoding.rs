//! Text files of older programs: Windows-1252, in which Excel on Windows saves CSV unless it is told otherwise.

use std::borrow::Cow;

/// The signs of 0x80 to 0x9f; every other byte is its own number in Unicode. Five bytes stand for nothing.
// https://encoding.spec.whatwg.org/index-windows-1252.txt, without its control characters
const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘',
    '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The file in UTF-8: as it is, or read as Windows-1252 where it is not UTF-8.
///
/// What has a byte that stands for nothing, or marks itself as UTF-16, is left alone and refused later. A text that is UTF-8
/// with a mistake in it becomes readable, but wrong, signs: the preview shows them before anything is written.
#[must_use]
pub fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let has_mark = bytes.starts_with(&[0xef, 0xbb, 0xbf]);
    if is_utf16 || has_mark || std::str::from_utf8(bytes).is_ok() {
        return Cow::Borrowed(bytes);
    }
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        let sign = byte
            .checked_sub(0x80)
            .and_then(|place| HIGH.get(usize::from(place)).copied())
            .unwrap_or_else(|| char::from(*byte));
        if sign == '\0' {
            return Cow::Borrowed(bytes);
        }
        text.push(sign);
    }
    Cow::Owned(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        String::from_utf8(as_utf8(bytes).into_owned()).expect("UTF-8")
    }

    #[test]
    fn what_excel_saves_on_windows_is_read_with_its_umlauts_and_euro_signs() {
        assert_eq!(
            read(b"Gemeindeschl\xfcssel;Stra\xdfe;5 \x80;\x84x\x93"),
            "Gemeindeschlüssel;Straße;5 €;„x“"
        );
    }

    #[test]
    fn what_is_utf_8_or_marks_itself_stays_as_it_is() {
        for bytes in [
            "Köln;Ayşe".as_bytes(),
            b"\xef\xbb\xbfa\xff",
            b"\xff\xfea\0",
            b"a\x81",
            b"\xfca\0",
        ] {
            assert_eq!(&*as_utf8(bytes), bytes);
        }
    }
}
