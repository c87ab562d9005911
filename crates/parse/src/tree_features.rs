//! What the tree builder looks at before each move: the words and tags at the top of the stack and the front of the
//! buffer, their children and heads, labels, distance and numbers of children (Zhang and Nivre 2011), and more.

use crate::lex::{Lex, feature};
use crate::tree::{NONE, State};

/// A word as the tree builder sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    /// Small letters.
    pub word: u64,
    /// Class of the tagger.
    pub tag: u64,
    /// Universal part of speech.
    pub upos: u64,
    /// Last three letters.
    pub suffix: u64,
    /// Classes of the word.
    pub fine: u64,
    pub coarse: u64,
}

impl Node {
    pub(crate) fn new(lex: &Lex, tag: u8, upos: u64) -> Node {
        Node {
            word: lex.word,
            tag: u64::from(tag),
            upos,
            suffix: lex.suffixes[2],
            fine: u64::from(lex.class.fine),
            coarse: u64::from(lex.class.coarse),
        }
    }
}

const OUTSIDE: Node = Node { word: 1, tag: 301, upos: 31, suffix: 1, fine: 998, coarse: 998 };
const ROOT: Node = Node { word: 2, tag: 302, upos: 32, suffix: 2, fine: 999, coarse: 999 };

/// Fills `out` with the features of a state.
pub(crate) fn features(nodes: &[Node], state: &State, out: &mut Vec<u64>) {
    let n_words = state.n_words;
    let node = |word: u16| match nodes.get(usize::from(word)) {
        Some(node) if word < n_words => *node,
        _ if word == n_words => ROOT,
        _ => OUTSIDE,
    };
    let row = |word: u16| (word <= n_words).then_some(usize::from(word));
    let head_of = |word: u16| row(word).map_or(NONE, |row| state.head[row]);
    let label_of = |word: u16| match row(word) {
        Some(row) if state.head[row] != NONE => u64::from(state.label[row]),
        _ => 99,
    };
    let left = |word: u16, which: usize| row(word).map_or(NONE, |row| state.left[row][which]);
    let right = |word: u16, which: usize| row(word).map_or(NONE, |row| state.right[row][which]);
    let ahead = |n: u16| if state.front + n <= n_words { state.front + n } else { NONE };
    let depth = state.stack.len();
    let below = |n: usize| depth.checked_sub(n + 1).map_or(NONE, |idx| state.stack[idx]);

    let (s0, s1, s2) = (below(0), below(1), below(2));
    let (n0, n1, n2, n3) = (state.front, ahead(1), ahead(2), ahead(3));
    let (s0h, s0l, s0r, n0l) = (head_of(s0), left(s0, 0), right(s0, 0), left(n0, 0));
    let (s0h2, s0l2, s0r2, n0l2) = (head_of(s0h), left(s0, 1), right(s0, 1), left(n0, 1));
    let n0b = if n0 > 0 { n0 - 1 } else { NONE };
    let s0n = if s0 != NONE && s0 + 1 < n0 { s0 + 1 } else { NONE };
    let distance = if s0 == NONE { 0 } else { bucket(n0 - s0) };
    let valency = |word: u16, right: bool| {
        row(word).map_or(9, |row| u64::from(if right { state.n_right[row] } else { state.n_left[row] }.min(4)))
    };
    let labels = |word: u16, right: bool| {
        row(word).map_or(0, |row| if right { state.right_labels[row] } else { state.left_labels[row] })
    };
    let (a, b, c, d, e) = (node(s0), node(n0), node(n1), node(n2), node(s1));
    let (ah, al, ar, bl) = (node(s0h), node(s0l), node(s0r), node(n0l));
    let (ah2, al2, ar2, bl2) = (node(s0h2), node(s0l2), node(s0r2), node(n0l2));
    let (f, g, h, i) = (node(s2), node(n3), node(n0b), node(s0n));
    let (vr, vl, vn) = (valency(s0, true), valency(s0, false), valency(n0, false));
    let (lr, ll, ln) = (labels(s0, true), labels(s0, false), labels(n0, false));
    let (la, lar, lal, lbl) = (label_of(s0), label_of(s0r), label_of(s0l), label_of(n0l));
    out.clear();
    let mut add = |template: u32, values: &[u64]| out.push(feature(template, values));
    // Single words.
    add(300, &[a.word, a.tag]);
    add(301, &[a.word]);
    add(302, &[a.tag, la]);
    add(303, &[b.word, b.tag]);
    add(304, &[b.word]);
    add(305, &[b.tag]);
    add(307, &[c.word]);
    add(308, &[c.tag]);
    add(310, &[d.word]);
    add(311, &[d.tag]);
    add(313, &[e.tag, f.tag]);
    add(314, &[a.suffix, a.tag]);
    add(315, &[b.suffix, b.tag]);
    // Pairs.
    add(321, &[a.word, a.tag, b.word]);
    add(322, &[a.word, b.word, b.tag]);
    add(323, &[a.word, a.tag, b.tag]);
    add(324, &[a.tag, b.word, b.tag]);
    add(325, &[a.word, b.word]);
    add(326, &[a.tag, b.tag]);
    add(327, &[b.tag, c.tag]);
    add(328, &[a.upos, b.upos, la]);
    add(329, &[a.suffix, b.suffix]);
    add(330, &[a.word, b.suffix, b.tag]);
    add(331, &[a.suffix, a.tag, b.word]);
    add(333, &[b.tag, c.word]);
    add(334, &[a.word, c.tag, b.tag]);
    add(335, &[e.tag, b.tag]);
    add(336, &[e.word, b.word]);
    add(337, &[e.tag, a.tag]);
    add(338, &[e.word, a.word]);
    add(339, &[e.word, b.tag, a.tag]);
    // Triples.
    add(340, &[b.tag, c.tag, d.tag]);
    add(341, &[a.tag, b.tag, c.tag]);
    add(342, &[ah.tag, a.tag, b.tag]);
    add(343, &[a.tag, al.tag, b.tag]);
    add(344, &[a.tag, ar.tag, b.tag]);
    add(345, &[a.tag, b.tag, bl.tag]);
    add(346, &[e.tag, a.tag, b.tag]);
    add(347, &[a.tag, b.tag, c.tag, d.tag]);
    add(348, &[e.tag, a.tag, b.tag, c.tag]);
    add(349, &[a.word, b.tag, c.tag]);
    add(350, &[a.tag, b.word, c.tag]);
    add(351, &[a.tag, b.tag, c.word]);
    add(352, &[f.tag, e.tag, a.tag, b.tag]);
    add(353, &[b.tag, c.tag, d.tag, g.tag]);
    // Distance and numbers of children.
    add(360, &[a.word, distance]);
    add(361, &[a.tag, distance]);
    add(362, &[b.word, distance]);
    add(363, &[b.tag, distance]);
    add(365, &[a.tag, b.tag, distance]);
    add(366, &[a.word, vr]);
    add(367, &[a.tag, vr, b.tag]);
    add(368, &[a.word, vl]);
    add(369, &[a.tag, vl, b.tag]);
    add(370, &[b.word, vn]);
    add(371, &[b.tag, vn, a.tag]);
    // Heads and children.
    add(380, &[ah.word, la]);
    add(381, &[ah.tag, la, a.tag]);
    add(382, &[al.word, lal]);
    add(383, &[al.tag, lal, a.tag]);
    add(384, &[ar.word, lar]);
    add(385, &[ar.tag, lar, a.tag]);
    add(386, &[bl.word, lbl]);
    add(387, &[bl.tag, lbl, b.tag]);
    add(388, &[ah2.tag, ah.tag, a.tag, b.tag]);
    add(389, &[a.tag, al.tag, al2.tag]);
    add(390, &[a.tag, ar.tag, ar2.tag]);
    add(391, &[b.tag, bl.tag, bl2.tag]);
    add(392, &[ar.word, a.word, b.tag]);
    add(393, &[bl.word, b.word, a.tag]);
    add(394, &[bl.word, a.word]);
    add(395, &[bl.word, b.tag, a.word]);
    add(396, &[ah.word, b.word, a.tag]);
    // Sets of labels.
    add(400, &[a.word, lr]);
    add(401, &[a.tag, lr, b.tag]);
    add(402, &[a.word, ll]);
    add(403, &[a.tag, ll, b.tag]);
    add(404, &[b.word, ln]);
    add(405, &[b.tag, ln, a.tag]);
    add(406, &[a.tag, lr, ll, b.tag, ln]);
    // What stands between and around.
    add(410, &[h.word, a.tag, b.tag]);
    add(411, &[h.tag, a.tag, b.tag, distance]);
    add(412, &[i.tag, a.tag, b.tag]);
    add(413, &[i.word, a.word]);
    add(414, &[la, lar, a.tag, b.tag]);
    add(415, &[la, b.word]);
    // Classes of words.
    add(420, &[a.fine, b.fine]);
    add(421, &[a.fine, b.tag]);
    add(422, &[a.tag, b.fine]);
    add(423, &[a.fine, a.tag, b.fine, b.tag]);
    add(424, &[b.fine, c.fine]);
    add(425, &[e.fine, b.fine]);
    add(426, &[bl.fine, b.fine, a.tag]);
    add(427, &[a.fine, distance]);
    add(428, &[ah.fine, a.tag, b.tag]);
    add(429, &[a.coarse, b.coarse, c.coarse]);
    add(430, &[a.fine, b.word]);
    add(431, &[a.word, b.fine]);
    add(432, &[e.coarse, a.coarse, b.coarse]);
    add(433, &[c.fine, d.fine]);
    add(434, &[ar.fine, a.tag, b.tag]);
    add(416, &[a.upos, b.upos, c.upos, d.upos, e.upos, distance]);
}

fn bucket(distance: u16) -> u64 {
    match distance {
        0..=6 => u64::from(distance),
        7..=10 => 7,
        11..=20 => 8,
        _ => 9,
    }
}
