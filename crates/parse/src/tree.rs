//! The dependency tree, built from left to right by arc-eager transitions (Nivre), with the dynamic oracle of Goldberg
//! and Nivre for training.
//!
//! The root stands as an extra word after the last, so that every word gets its head in the same way.

use record::Deprel;

/// No word.
pub(crate) const NONE: u16 = u16::MAX;
/// Longest sentence the tree is built for.
pub(crate) const MAX_WORDS: usize = 400;

/// What to do next. Labels are rows of the label set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    Shift,
    Reduce,
    Left(u8),
    Right(u8),
}

impl Move {
    pub(crate) fn of_class(class: usize) -> Move {
        match class {
            0 => Move::Shift,
            1 => Move::Reduce,
            class if class % 2 == 0 => Move::Left(((class - 2) / 2) as u8),
            class => Move::Right(((class - 3) / 2) as u8),
        }
    }
}

/// A tree in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    pub n_words: u16,
    pub stack: Vec<u16>,
    /// The first word of the buffer; `n_words` is the root.
    pub front: u16,
    pub head: Vec<u16>,
    pub label: Vec<u8>,
    /// Nearest to the ends: leftmost and rightmost children, and the ones next to them.
    pub left: Vec<[u16; 2]>,
    pub right: Vec<[u16; 2]>,
    pub n_left: Vec<u8>,
    pub n_right: Vec<u8>,
    /// Labels of the children on each side, one bit each.
    pub left_labels: Vec<u64>,
    pub right_labels: Vec<u64>,
}

impl State {
    pub(crate) fn start(&mut self, n_words: usize) {
        self.n_words = n_words as u16;
        self.stack.clear();
        self.front = 0;
        fill(&mut self.head, n_words + 1, NONE);
        fill(&mut self.label, n_words + 1, 0);
        fill(&mut self.left, n_words + 1, [NONE; 2]);
        fill(&mut self.right, n_words + 1, [NONE; 2]);
        fill(&mut self.n_left, n_words + 1, 0);
        fill(&mut self.n_right, n_words + 1, 0);
        fill(&mut self.left_labels, n_words + 1, 0);
        fill(&mut self.right_labels, n_words + 1, 0);
    }

    pub(crate) fn is_done(&self) -> bool {
        self.front == self.n_words && self.stack.is_empty()
    }

    pub(crate) fn top(&self) -> u16 {
        self.stack.last().copied().unwrap_or(NONE)
    }

    /// Whether shift, reduce, a left arc and a right arc are possible.
    pub(crate) fn allowed(&self) -> [bool; 4] {
        let at_root = self.front == self.n_words;
        let top = self.top();
        let has_top = top != NONE;
        let headed = has_top && self.head[usize::from(top)] != NONE;
        [!at_root, headed, has_top && !headed, has_top && !at_root]
    }

    /// The only move there is, where there is but one; `root` is the label of the root.
    pub(crate) fn forced(&self, root: u8) -> Option<Move> {
        if self.front == self.n_words {
            return Some(if self.allowed()[1] { Move::Reduce } else { Move::Left(root) });
        }
        self.stack.is_empty().then_some(Move::Shift)
    }

    pub(crate) fn apply(&mut self, step: Move) {
        match step {
            Move::Shift => {
                self.stack.push(self.front);
                self.front += 1;
            }
            Move::Reduce => {
                self.stack.pop();
            }
            Move::Left(label) => {
                if let Some(child) = self.stack.pop() {
                    self.attach(self.front, child, label);
                }
            }
            Move::Right(label) => {
                self.attach(self.top(), self.front, label);
                self.stack.push(self.front);
                self.front += 1;
            }
        }
    }

    fn attach(&mut self, head: u16, child: u16, label: u8) {
        self.head[usize::from(child)] = head;
        self.label[usize::from(child)] = label;
        let head_row = usize::from(head);
        let bit = 1 << (label & 63);
        if child < head {
            self.left[head_row] = [child, self.left[head_row][0]];
            self.n_left[head_row] = self.n_left[head_row].saturating_add(1);
            self.left_labels[head_row] |= bit;
        } else {
            self.right[head_row] = [child, self.right[head_row][0]];
            self.n_right[head_row] = self.n_right[head_row].saturating_add(1);
            self.right_labels[head_row] |= bit;
        }
    }

    /// How many gold arcs each kind of move would put out of reach; `u32::MAX` where it is not allowed.
    /// `gold[word]` is the gold head, `n_words` for the root.
    pub(crate) fn costs(&self, gold: &[u16]) -> [u32; 4] {
        let allowed = self.allowed();
        let (front, top) = (self.front, self.top());
        let mut costs = [u32::MAX; 4];
        let gold_of = |word: u16| gold.get(usize::from(word)).copied().unwrap_or(NONE);
        // Headless words of the stack that wait for the front as their head.
        let waiting = |skip: u16| {
            self.stack
                .iter()
                .filter(|word| **word != skip && self.head[usize::from(**word)] == NONE && gold_of(**word) == front)
                .count() as u32
        };
        let in_stack = |word: u16| self.stack.binary_search(&word).is_ok();
        // Words from the front on that wait for the top as their head.
        let buffered_children = || (front..self.n_words).filter(|word| gold_of(*word) == top).count() as u32;
        if allowed[0] {
            costs[0] = waiting(NONE) + u32::from(in_stack(gold_of(front)));
        }
        if allowed[1] {
            costs[1] = buffered_children();
        }
        if allowed[2] {
            let lost_head = gold_of(top) != front && gold_of(top) != NONE && gold_of(top) > front;
            costs[2] = buffered_children() + u32::from(lost_head);
        }
        if allowed[3] {
            let head = gold_of(front);
            let lost_head = head != top && head != NONE && (head > front || in_stack(head));
            costs[3] = waiting(NONE) + u32::from(lost_head);
        }
        costs
    }
}

fn fill<T: Clone>(values: &mut Vec<T>, n: usize, value: T) {
    values.clear();
    values.resize(n, value);
}

/// Makes heads a tree with one root: the first word without a head (or attached to the root) stays the root, others
/// hang under it.
pub(crate) fn one_root(heads: &mut [u16], labels: &mut [u8], root_label: u8, other_label: u8) {
    let n_words = heads.len() as u16;
    let Some(root) = heads.iter().position(|head| *head >= n_words) else { return };
    for word in 0..heads.len() {
        if heads[word] >= n_words {
            heads[word] = if word == root { NONE } else { root as u16 };
            labels[word] = if word == root { root_label } else { other_label };
        }
    }
}

/// Lifts arcs until none cross: the treebank's few crossing arcs cannot be built from left to right.
pub(crate) fn projectivize(heads: &mut [u16]) {
    let n_words = heads.len() as u16;
    for _ in 0..heads.len() * 4 {
        // The shortest arc that a word between its ends leaves.
        let crossing = (0..heads.len())
            .filter(|child| heads[*child] < n_words)
            .filter(|child| {
                let (low, high) = (heads[*child].min(*child as u16), heads[*child].max(*child as u16));
                (low + 1..high).any(|word| !under(heads, heads[*child], word))
            })
            .min_by_key(|child| heads[*child].abs_diff(*child as u16));
        let Some(child) = crossing else { return };
        heads[child] = heads[usize::from(heads[child])];
    }
}

fn under(heads: &[u16], above: u16, mut word: u16) -> bool {
    for _ in 0..=heads.len() {
        if word == above {
            return true;
        }
        match heads.get(usize::from(word)) {
            Some(head) => word = *head,
            None => return false,
        }
    }
    false
}

/// The label of arcs nobody decided on.
pub(crate) const OTHER: Deprel = Deprel::Parataxis;

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects training: following moves without cost must rebuild any projective tree.
    #[test]
    fn free_moves_rebuild_the_tree() {
        let gold = [2u16, 2, 5, 2, 3, 7, 5];
        let mut state = State::default();
        state.start(gold.len());
        let mut steps = 0;
        while !state.is_done() {
            let costs = state.costs(&gold);
            let kind = costs.iter().position(|cost| *cost == 0).expect("a free move");
            state.apply([Move::Shift, Move::Reduce, Move::Left(1), Move::Right(1)][kind]);
            steps += 1;
            assert!(steps < 100);
        }
        assert_eq!(&state.head[..gold.len()], &gold);
    }

    /// Protects the promise of one root, whatever the moves were.
    #[test]
    fn roots_are_joined() {
        let (mut heads, mut labels) = ([4, 0, 4, NONE], [9, 1, 9, 0]);
        one_root(&mut heads, &mut labels, 7, 8);
        assert_eq!((heads, labels), ([NONE, 0, 0, 0], [7, 1, 8, 8]));
    }
}
