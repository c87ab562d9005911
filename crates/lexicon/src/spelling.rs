//! How close two spellings of one word are, when both come from another script.
//!
//! Names in the news are written from Arabic, Cyrillic, Chinese, Korean, Persian or Hebrew letters by many hands:
//! `Mubarak`, `Moubarak`; `Yusuf`, `Youssef`; `Lukashenko`, `Loukachenko`. What differs are vowels,
//! doubled letters and letters of one sound class; what stays are the consonants in their order. [`closeness`] is an
//! edit distance that knows this; [`skeleton`] is a coarse key that all spellings of a name share, for finding
//! candidates only.

/// The word in the letters of a to z, lower case, with the digraphs of sounds folded to one letter.
///
/// Upper-case letters of the result stand for sounds: `S` (sh, ch, sch), `X` (kh), `G` (gh), `Z` (zh), `D` (dh, th),
/// `J` (j, dj, dzh), `C` (ts, tz).
pub fn sounds(word: &str) -> Vec<u8> {
    let plain: Vec<u8> = crate::fold(word).bytes().filter(u8::is_ascii_lowercase).collect();
    let mut sounds = Vec::with_capacity(plain.len());
    let mut at = 0;
    while at < plain.len() {
        let rest = &plain[at..];
        let (sound, used) = DIGRAPHS
            .iter()
            .find(|(letters, _)| rest.starts_with(letters.as_bytes()))
            .map_or((rest[0], 1), |(letters, sound)| (*sound, letters.len()));
        // Before a light vowel `c` is never `k`: `Cemal` is no `Kemal`.
        let sound = if sound == b'c' && rest.get(1).is_some_and(|next| b"eiy".contains(next)) { b'C' } else { sound };
        // Doubled letters are one sound in most transliterations.
        if sounds.last() != Some(&sound) {
            sounds.push(sound);
        }
        at += used;
    }
    sounds
}

/// Letter groups that write one sound, longest first.
const DIGRAPHS: &[(&str, u8)] = &[
    ("shch", b'S'),
    ("sch", b'S'),
    ("tch", b'S'),
    ("tsh", b'S'),
    ("dzh", b'J'),
    ("sh", b'S'),
    ("ch", b'S'),
    ("kh", b'X'),
    ("gh", b'G'),
    ("zh", b'Z'),
    ("dh", b'D'),
    ("th", b'D'),
    ("dj", b'J'),
    ("ph", b'f'),
    ("ck", b'k'),
    ("qu", b'k'),
    ("gu", b'g'),
    ("ts", b'C'),
    ("tz", b'C'),
    ("ks", b'x'),
    ("ou", b'u'),
    ("oo", b'u'),
    ("ee", b'i'),
    ("j", b'J'),
];

/// Cost in hundredths of writing one sound for another: 0 to 100.
fn substitution(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    if is_vowel(a) && is_vowel(b) {
        return vowels(a, b);
    }
    let same = |group: &[u8]| group.contains(&a) && group.contains(&b);
    if CLOSE.iter().any(|group| same(group)) {
        return 15;
    }
    if RELATED.iter().any(|group| same(group)) { 40 } else { 100 }
}

/// Cost of one vowel for another: neighbours of the mouth are mixed up freely, `i` and `a` tell names apart (`Jamal`,
/// `Jamil`).
fn vowels(a: u8, b: u8) -> u32 {
    match (a.min(b), a.max(b)) {
        (b'a', b'e') | (b'e', b'i') | (b'o', b'u') => 12,
        (b'a', b'o') => 30,
        (b'a', b'u') | (b'e', b'o') | (b'e', b'u') => 40,
        _ => 70,
    }
}

/// Sounds that transliterations write for one another as a matter of course.
const CLOSE: &[&[u8]] = &[
    b"kqcgG", b"hXJ", b"Jg", b"JyZ", b"SJ", b"SCc", b"sC", b"dDz", b"tD", b"vw", b"vf", b"yi", b"yJ", b"uwv", b"bp",
    b"xX", b"CJ",
];

/// Sounds that are mixed up now and then.
const RELATED: &[&[u8]] = &[b"td", b"sz", b"Ss", b"ZzS", b"mn", b"XkG", b"rl", b"bv", b"hG", b"hg"];

/// Cost in hundredths of a sound that one spelling lacks.
fn gap(sound: u8) -> u32 {
    match sound {
        b'h' => 40,
        b'y' | b'w' => 20,
        _ if is_vowel(sound) => 15,
        _ => 100,
    }
}

/// Cost of a last sound that one spelling lacks: endings make other names (`Vahid`, `Vahidi`; `Karim`, `Karima`;
/// `Martín`, `Martínez`).
fn last_gap(sound: u8) -> u32 {
    match sound {
        b'i' => 90,
        b'a' | b'o' | b'u' => 60,
        b'e' | b'h' | b'y' | b'w' => gap(sound),
        _ => 140,
    }
}

/// Cost of a sound that stands before everything the other spelling has: a first vowel is part of the name's frame
/// (`Ahmed` is not `Hamid`), unlike one inside.
fn leading_gap(idx: usize, sound: u8) -> u32 {
    if idx == 0 && is_vowel(sound) { 80 } else { gap(sound) }
}

fn is_vowel(sound: u8) -> bool {
    matches!(sound, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// How close two spellings are, in thousandths: 1000 for the same sounds, above 800 for what one hand may write for
/// the other.
pub fn closeness(a: &str, b: &str) -> u16 {
    let (a, b) = (sounds(a), sounds(b));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let mut row = vec![0];
    for (idx, &right) in b.iter().enumerate() {
        row.push(row[idx] + leading_gap(idx, right));
    }
    for (a_idx, &left) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] += leading_gap(a_idx, left);
        let without_left = if a_idx + 1 == a.len() { last_gap(left) } else { gap(left) };
        for (idx, &right) in b.iter().enumerate() {
            let change = diagonal + substitution(left, right);
            diagonal = row[idx + 1];
            let without_right = if idx + 1 == b.len() { last_gap(right) } else { gap(right) };
            row[idx + 1] = change.min(row[idx] + without_right).min(diagonal + without_left);
        }
    }
    // Consonants carry a name: the distance is measured against their number, not against the length.
    let weight = |sounds: &[u8]| sounds.iter().map(|sound| if is_vowel(*sound) { 30 } else { 100 }).sum::<u32>();
    let whole = weight(&a).max(weight(&b)).max(100);
    let distance = row[b.len()].min(whole);
    (1000 - distance * 1000 / whole) as u16
}

/// A coarse key: consonants only, with every group that transliterations mix written as one letter.
///
/// ```
/// # use lexicon::spelling::skeleton;
/// assert_eq!(skeleton("Lukashenko"), skeleton("Loukachenko"));
/// ```
pub fn skeleton(word: &str) -> String {
    let mut key = String::new();
    for (idx, sound) in sounds(word).into_iter().enumerate() {
        let class = match sound {
            b'a' | b'e' | b'i' | b'o' | b'u' if idx == 0 => 'a',
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w' | b'h' => continue,
            b'k' | b'q' | b'c' | b'g' | b'G' | b'X' | b'x' => 'k',
            b'J' | b'S' | b'Z' | b'C' => 'j',
            b'd' | b'D' | b't' | b'z' | b's' => 't',
            b'b' | b'p' | b'v' | b'f' => 'p',
            b'm' | b'n' => 'n',
            other => other as char,
        };
        if !key.ends_with(class) {
            key.push(class);
        }
    }
    key
}

/// The class of a word's first sound, coarse enough for all that one hand may write for another.
pub fn onset(word: &str) -> char {
    match sounds(word).first() {
        Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'w') => 'a',
        Some(b'k' | b'q' | b'c' | b'g' | b'G' | b'X' | b'x' | b'h' | b'J' | b'S' | b'Z' | b'C') => 'k',
        Some(b'd' | b'D' | b't' | b'z' | b's') => 't',
        Some(b'b' | b'p' | b'v' | b'f') => 'p',
        Some(b'm' | b'n') => 'n',
        Some(other) => *other as char,
        None => '-',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects linking from losing people to spelling: what two hands write for one name is close.
    #[test]
    fn spellings_of_one_name_are_close() {
        for (a, b) in [
            ("Mubarak", "Moubarak"),
            ("Muhammad", "Mohamed"),
            ("Belqasim", "Belgacem"),
            ("Yusuf", "Youssef"),
            ("Husayn", "Hussein"),
            ("Loukachenko", "Lukashenko"),
            ("Dostoevskiy", "Dostoevsky"),
            ("Andreyev", "Andreev"),
            ("Rakhimov", "Rahimov"),
            ("Dzhamal", "Jamal"),
            ("Majeed", "Meguid"),
            ("Yerlan", "Erlan"),
            ("Khalil", "Jalil"),
        ] {
            assert!(closeness(a, b) >= 780, "{a} {b}: {}", closeness(a, b));
        }
    }

    /// Protects people from being taken for one another.
    #[test]
    fn other_names_are_not_close() {
        for (a, b) in [
            ("Khalid", "Khalil"),
            ("Salim", "Salman"),
            ("Faraz", "Niaz"),
            ("Munir", "Murad"),
            ("Ahmed", "Hamid"),
            ("Salah", "Samir"),
            ("Sergei", "Dmitri"),
            ("Kagame", "Kabila"),
        ] {
            assert!(closeness(a, b) < 780, "{a} {b}: {}", closeness(a, b));
        }
    }
}
