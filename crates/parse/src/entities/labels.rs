//! The tags of the sequence model: outside, or beginning, inside, last or only word of a mention of a kind.

use record::MentionKind;

/// Number of kinds of mentions.
pub(crate) const N_KINDS: usize = MentionKind::ALL.len();
/// Number of tags: four a kind, and outside.
pub(crate) const N_TAGS: usize = 1 + 4 * N_KINDS;

/// A tag: 0 is outside, then four a kind in the order of [`Place`].
pub(crate) type Tag = u8;
/// Outside any mention.
pub(crate) const OUTSIDE: Tag = 0;

/// A set of tags, a bit each.
pub(crate) type TagSet = u64;
/// Every tag.
pub(crate) const ALL_TAGS: TagSet = (1 << N_TAGS) - 1;
/// Outside alone.
pub(crate) const ONLY_OUTSIDE: TagSet = 1;

/// Where in a mention a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    First,
    Inside,
    Last,
    Only,
}

/// The tag of a kind and place.
pub(crate) fn tag(kind: MentionKind, place: Place) -> Tag {
    1 + 4 * kind as u8 + place as u8
}

/// The kind and place of a tag; `None` outside.
pub(crate) fn parts(tag: Tag) -> Option<(MentionKind, Place)> {
    let at = tag.checked_sub(1)?;
    let place = [Place::First, Place::Inside, Place::Last, Place::Only][usize::from(at % 4)];
    MentionKind::ALL.get(usize::from(at / 4)).map(|kind| (*kind, place))
}

/// Whether a mention is still open after the tag.
pub(crate) fn open(tag: Tag) -> bool {
    matches!(parts(tag), Some((_, Place::First | Place::Inside)))
}

/// Whether a mention must be open before the tag.
pub(crate) fn continues(tag: Tag) -> bool {
    matches!(parts(tag), Some((_, Place::Inside | Place::Last)))
}

/// Every tag of a kind.
pub(crate) fn all_of(kind: MentionKind) -> TagSet {
    0b1111 << (1 + 4 * kind as u8)
}

/// A named run of words of one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// First word.
    pub start: usize,
    /// One past the last word.
    pub end: usize,
    /// What is named.
    pub kind: MentionKind,
}

/// The mentions a sequence of tags spells; a broken sequence is cut where it breaks.
pub(crate) fn spell(tags: &[Tag]) -> Vec<Named> {
    let mut named = Vec::new();
    let mut begun: Option<(usize, MentionKind)> = None;
    for (idx, tag) in tags.iter().enumerate() {
        match parts(*tag) {
            None => begun = None,
            Some((kind, Place::Only)) => {
                named.push(Named { start: idx, end: idx + 1, kind });
                begun = None;
            }
            Some((kind, Place::First)) => begun = Some((idx, kind)),
            Some((_, Place::Inside)) => {}
            Some((_, Place::Last)) => {
                if let Some((start, kind)) = begun.take() {
                    named.push(Named { start, end: idx + 1, kind });
                }
            }
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the model file: tags are numbers in it.
    #[test]
    fn tags_and_parts_agree() {
        for number in 1..N_TAGS as Tag {
            let (kind, place) = parts(number).unwrap();
            assert_eq!(tag(kind, place), number);
            assert!(all_of(kind) & (1 << number) != 0);
        }
        assert_eq!(parts(OUTSIDE), None);
    }
}
