//! Bytes to text: byte order marks, labels, detection; what is no text is refused.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decoded text and what was odd about it.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub text: String,
    pub findings: Vec<String>,
}

/// How much of a document is looked at for a label.
const LABEL_WINDOW: usize = 4096;

/// The text of a document; `charset` is what its server names.
///
/// # Errors
/// When the bytes are no text; the reason in words.
pub(crate) fn decode_as(bytes: &[u8], charset: Option<&str>) -> Result<Decoded, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("the file is empty".to_owned());
    }
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes) {
        return finish(encoding, &bytes[n_mark..], Vec::new());
    }
    if let Some(kind) = known_binary(bytes) {
        return Err(format!("is {kind}, not a text or page"));
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return finish(encoding, bytes, vec!["UTF-16 without a byte order mark".to_owned()]);
    }
    let n_nul = bytes.iter().filter(|byte| **byte == 0).count();
    let n_control = bytes.iter().filter(|byte| **byte < 32 && !matches!(**byte, 0 | 9..=13 | 27)).count();
    if n_nul * 1000 > bytes.len() || n_control * 50 > bytes.len() {
        return Err("is binary data, not a text or page".to_owned());
    }
    let mut findings = Vec::new();
    if n_nul > 0 {
        findings.push(format!("{n_nul} NUL bytes left out"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), findings });
    }
    let label = label(bytes).or_else(|| Encoding::for_label(charset?.as_bytes()));
    let (text, n_bad) = lossy(bytes);
    // A few broken bytes in UTF-8 come from cut feeds; another encoding would show in every accented letter.
    let good = text.chars().filter(|letter| !letter.is_ascii()).count().saturating_sub(n_bad);
    if n_bad * 4 <= good || (n_bad <= 3 && label.is_none_or(|label| label == UTF_8) && good > 0) {
        findings.push(format!("{n_bad} stretches that are not UTF-8 left out"));
        return Ok(Decoded { text, findings });
    }
    let encoding = match label {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(256 * 1024)], true);
            detector.guess(None, Utf8Detection::Deny)
        }
    };
    if label == Some(UTF_8) {
        findings.push(format!("labelled UTF-8 but written in {}", encoding.name()));
    }
    finish(encoding, bytes, findings)
}

fn lossy(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut n_bad = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            n_bad += 1;
            text.push('\u{fffd}');
        }
    }
    (text, n_bad)
}

fn finish(encoding: &'static Encoding, bytes: &[u8], mut findings: Vec<String>) -> Result<Decoded, String> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let n_bad = if had_errors { text.chars().filter(|letter| *letter == '\u{fffd}').count() } else { 0 };
    if n_bad * 20 > text.chars().count() {
        return Err(format!(
            "is not text in any known encoding (read as {}, {n_bad} characters are broken)",
            encoding.name()
        ));
    }
    if n_bad > 0 {
        findings.push(format!("{n_bad} characters that are not {} left out", encoding.name()));
    }
    if text.trim().is_empty() {
        return Err("the file is empty".to_owned());
    }
    Ok(Decoded { text: text.into_owned(), findings })
}

/// The encoding that the document itself names: `<meta charset=…>`, `<?xml … encoding=…?>`.
fn label(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(LABEL_WINDOW)];
    let lower = window.to_ascii_lowercase();
    for key in [&b"charset="[..], b"encoding="] {
        let Some(at) = find(&lower, key) else { continue };
        let rest = &lower[at + key.len()..];
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end =
            rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.')));
        if let Some(encoding) = Encoding::for_label(&rest[..end.unwrap_or(rest.len())]) {
            return Some(encoding);
        }
    }
    None
}

pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = &bytes[..bytes.len().min(LABEL_WINDOW) & !1];
    let nul_at = |odd: usize| window.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let half = window.len() / 2;
    let (even, odd) = (nul_at(0), nul_at(1));
    if half >= 8 && odd * 10 > half * 7 && even * 20 < half {
        return Some(UTF_16LE);
    }
    (half >= 8 && even * 10 > half * 7 && odd * 20 < half).then_some(UTF_16BE)
}

/// What a file is by its first bytes, where it is none of ours.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a picture (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3", "an SQLite database"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"OggS", "a sound file"),
        (b"ID3", "a sound file"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"{\\rtf", "an RTF document"),
    ];
    MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Result<Decoded, String> {
        decode_as(bytes, None)
    }

    /// Protects texts in older encodings, labelled rightly, wrongly or not at all.
    #[test]
    fn encodings_are_told_by_label_and_by_content() {
        let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        let sentence = "Le ministre des Affaires étrangères a été reçu à l’Élysée après le dîner à Orléans.";
        assert_eq!(decode(&latin(sentence)).unwrap().text, sentence);
        let told = encoding_rs::WINDOWS_1251.encode("Встреча министров").0;
        assert_eq!(decode_as(&told, Some("windows-1251")).unwrap().text, "Встреча министров");
        let labelled = format!("<meta charset=iso-8859-1><p>{sentence}");
        assert!(decode(&latin(&labelled)).unwrap().text.contains("Affaires étrangères"));
        let wrongly = format!("<meta charset=utf-8><p>{sentence}");
        assert!(decode(&latin(&wrongly)).unwrap().text.contains("Affaires étrangères"));
        let arabic = "<meta charset=\"windows-1256\"><p>وزير الخارجية المصري";
        assert!(decode(&encoding_rs::WINDOWS_1256.encode(arabic).0).unwrap().text.contains("الخارجية"));
        let wide: Vec<u8> = sentence.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide).unwrap().text, sentence);
        assert_eq!(decode(b"\xef\xbb\xbfword").unwrap().text, "word");
        let cut = [sentence.as_bytes(), b" caf\xc3 ", sentence.as_bytes()].concat();
        assert!(decode(&cut).unwrap().text.contains("étrangères"));
    }

    /// Protects users who point at the wrong file: one sentence, no garbage.
    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"").unwrap_err().contains("empty"));
        assert!(decode(b" \n\t ").unwrap_err().contains("empty"));
        assert!(decode(b"%PDF-1.7 ...").unwrap_err().contains("PDF"));
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise).is_err());
        assert!(decode(&[0; 64]).is_err());
    }
}
