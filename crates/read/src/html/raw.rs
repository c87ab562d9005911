//! Looking at the input itself: where a letter of the text stood, what a script says.

/// The key around a byte of a script and the date after it.
pub(crate) fn script_date(script: &str, at: usize) -> Option<(String, String)> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let start = script[..at].rfind(|letter| !is_name(letter)).map_or(0, |quote| quote + 1);
    let end = at + script[at..].find(|letter| !is_name(letter))?;
    let key = script[start..end].to_ascii_lowercase();
    let rest = script[end..].trim_start_matches(['\\', '"', '\'']);
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().trim_start_matches(['\\', '"', '\'']);
    let value: String = rest.chars().take(10).collect();
    let is_date = value.len() == 10
        && value
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    (key.len() <= 40 && is_date).then_some((key, value))
}

/// Where `letter` stood in the input, searched from `raw`, and where what follows it stands. Entities make the text
/// shorter than the input; everything else moves in step.
pub(crate) fn locate(text: &str, raw: usize, letter: char) -> (usize, usize) {
    let Some(rest) = text.get(raw..) else { return (raw.min(text.len()), raw) };
    let mut letters = rest.chars();
    match letters.next() {
        Some('&') => {
            let n_name = rest[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
            let closed = rest.as_bytes().get(1 + n_name) == Some(&b';');
            let is_entity = (closed && n_name > 0) || letter != '&';
            if !is_entity {
                return (raw, raw + 1);
            }
            (raw, raw + 1 + n_name + usize::from(closed))
        }
        Some(found) if found == letter => (raw, raw + letter.len_utf8()),
        Some('\r') => (raw, raw + if rest.starts_with("\r\n") { 2 } else { 1 }),
        // The second letter of an entity, or the tail of an unclosed one: look a little ahead.
        _ => match rest.char_indices().take(24).find(|(_, next)| *next == letter) {
            Some((ahead, _)) => (raw + ahead, raw + ahead + letter.len_utf8()),
            None => (raw, raw),
        },
    }
}
