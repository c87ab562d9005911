//! Building blocks of every model in this crate: feature hashes, averaged-perceptron training, quantised weight
//! tables, and the file that holds them.
//!
//! Training counts in integers and inference adds integers, so that the same data gives the same bytes and the same
//! text the same scores on every machine.
//!
//! ```
//! use parse::weights::{Feature, Linear, ModelFile, Trainer, text_hash};
//!
//! // Train: features are hashes of a template number and of values.
//! let red = Feature::new(1).with(text_hash("red")).hash();
//! let fast = Feature::new(1).with(text_hash("fast")).hash();
//! let mut trainer = Trainer::new(2);
//! let mut scores = vec![0; 2];
//! for _ in 0..5 {
//!     for (feature, gold) in [(red, 0), (fast, 1)] {
//!         scores.fill(0);
//!         trainer.add_scores(&[feature], &mut scores);
//!         trainer.learn(&[feature], gold, parse::weights::best(&scores));
//!     }
//! }
//! let linear = trainer.finish(0);
//!
//! // Keep: a model file has named sections and checks itself.
//! let mut file = ModelFile::new("colours");
//! file.insert("weights", linear.to_bytes());
//! let bytes = file.to_bytes();
//! let linear = Linear::from_bytes(ModelFile::read(&bytes, "colours").unwrap().section("weights").unwrap()).unwrap();
//!
//! // Use.
//! scores.fill(0);
//! linear.add_scores(&[fast], &mut scores);
//! assert_eq!(parse::weights::best(&scores), 1);
//! ```

use rayon::prelude::*;
use std::collections::BTreeMap;

/// Version of the layout below; a file of another version is refused.
pub const FORMAT: u32 = 1;
const MAGIC: &[u8; 8] = b"ATTACHE\n";

/// What is wrong with a model file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The bytes are no model file at all.
    #[error("not a model file of this program; make one with `attache train`")]
    Foreign,
    /// The layout is another version's.
    #[error(
        "the model file has format {found}, this program reads format {FORMAT}; train it anew with `attache train`"
    )]
    Format {
        /// The version in the file.
        found: u32,
    },
    /// The file holds another model.
    #[error("the file holds the model `{found}`, `{wanted}` was wanted")]
    Kind {
        /// The model in the file.
        found: String,
        /// The model asked for.
        wanted: String,
    },
    /// The digest does not fit the bytes.
    #[error("the model file is damaged (its digest does not fit); fetch it again or train it anew")]
    Damaged,
    /// A part is missing or malformed.
    #[error("the model file lacks a sound section `{0}`; train it anew with `attache train`")]
    Section(String),
}

/// Hash of a text, the same on every machine.
pub fn text_hash(text: &str) -> u64 {
    bytes_hash(text.as_bytes())
}

/// Hash of bytes, the same on every machine.
pub fn bytes_hash(bytes: &[u8]) -> u64 {
    let mut chunks = bytes.chunks_exact(8);
    let mut hash = 0x9E37_79B9_7F4A_7C15 ^ bytes.len() as u64;
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    word[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    finish(mix(hash, u64::from_le_bytes(word)))
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    hash ^ (hash >> 29)
}

/// A feature in the making: a template number and the values that fill it.
#[derive(Clone, Copy, Debug)]
pub struct Feature(u64);

impl Feature {
    /// A feature of a template.
    #[inline]
    pub fn new(template: u32) -> Feature {
        Feature((u64::from(template) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Adds a value; the order of values matters.
    #[inline]
    pub fn with(self, value: u64) -> Feature {
        Feature(mix(self.0, value))
    }

    /// The finished hash.
    #[inline]
    pub fn hash(self) -> u64 {
        finish(self.0)
    }
}

/// Hashes keys that are hashes already by leaving them as they are.
pub type PreHashed = std::hash::BuildHasherDefault<Unchanged>;

/// The hasher of [`PreHashed`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Unchanged(u64);

impl std::hash::Hasher for Unchanged {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes_hash(bytes);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// The class with the highest score; the first of equals.
#[inline]
pub fn best(scores: &[i32]) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

#[derive(Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    changed: u32,
    total: i64,
}

/// Averaged-perceptron weights while they are learned.
///
/// Features are looked up exactly (by their 64-bit hash), so nothing collides; rows hold only the classes that were
/// ever touched.
pub struct Trainer {
    n_classes: usize,
    slots: Vec<(u64, u32)>,
    rows: Vec<Vec<Cell>>,
    uses: Vec<u32>,
    n_updates: u32,
}

impl Trainer {
    /// No weights yet, for `n_classes` classes (at most 256).
    pub fn new(n_classes: usize) -> Trainer {
        assert!(n_classes <= 256, "{n_classes} classes do not fit a byte");
        Trainer { n_classes, slots: vec![(0, u32::MAX); 1 << 16], rows: Vec::new(), uses: Vec::new(), n_updates: 1 }
    }

    /// Number of classes.
    pub fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// Number of features with a row.
    pub fn n_features(&self) -> usize {
        self.rows.len()
    }

    fn find(&self, feature: u64) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = feature as usize & mask;
        loop {
            match self.slots[slot] {
                (_, u32::MAX) => return Err(slot),
                (key, row) if key == feature => return Ok(row as usize),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn row_mut(&mut self, feature: u64) -> usize {
        if self.rows.len() * 2 >= self.slots.len() {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, u32::MAX); old.len() * 2];
            for (key, row) in old.into_iter().filter(|(_, row)| *row != u32::MAX) {
                let slot = self.find(key).unwrap_or_else(|empty| empty);
                self.slots[slot] = (key, row);
            }
        }
        match self.find(feature) {
            Ok(row) => row,
            Err(slot) => {
                self.slots[slot] = (feature, self.rows.len() as u32);
                self.rows.push(Vec::new());
                self.uses.push(0);
                self.rows.len() - 1
            }
        }
    }

    /// Adds the current (not averaged) weights of the features to `scores`.
    pub fn add_scores(&self, features: &[u64], scores: &mut [i32]) {
        for &feature in features {
            if let Ok(row) = self.find(feature) {
                for cell in &self.rows[row] {
                    scores[usize::from(cell.class)] += cell.weight;
                }
            }
        }
    }

    /// Moves the weights from `guess` towards `gold`, where they differ; counts as one step either way.
    pub fn learn(&mut self, features: &[u64], gold: usize, guess: usize) {
        self.step();
        if gold != guess {
            self.add(features, gold, 1);
            self.add(features, guess, -1);
        }
    }

    /// Counts a step; averages are over steps.
    pub fn step(&mut self) {
        self.n_updates += 1;
    }

    /// Adds `delta` to the weights of one class.
    pub fn add(&mut self, features: &[u64], class: usize, delta: i32) {
        let now = self.n_updates;
        for &feature in features {
            let row = self.row_mut(feature);
            self.uses[row] = self.uses[row].saturating_add(1);
            let cells = &mut self.rows[row];
            let idx = cells.iter().position(|cell| usize::from(cell.class) == class).unwrap_or_else(|| {
                cells.push(Cell { class: class as u8, weight: 0, changed: now, total: 0 });
                cells.len() - 1
            });
            let cell = &mut cells[idx];
            cell.total += i64::from(cell.weight) * i64::from(now - cell.changed);
            cell.changed = now;
            cell.weight += delta;
        }
    }

    /// The averaged weights, quantised. Features changed fewer than `min_uses` times are dropped.
    pub fn finish(&self, min_uses: u32) -> Linear {
        self.finish_without(min_uses, 1)
    }

    /// As [`Trainer::finish`], without weights below `least`; a weight of one is 16.
    pub fn finish_without(&self, min_uses: u32, least: i16) -> Linear {
        let average = |cell: &Cell| {
            let total = cell.total + i64::from(cell.weight) * i64::from(self.n_updates - cell.changed);
            // Thousandths, so that the rest stays in integers.
            total.saturating_mul(1000) / i64::from(self.n_updates)
        };
        let codes = Codes::new();
        let mut rows = BTreeMap::new();
        for &(key, row) in self.slots.iter().filter(|(_, row)| *row != u32::MAX) {
            if self.uses[row as usize] < min_uses {
                continue;
            }
            let mut cells: Vec<(u8, u8)> = self.rows[row as usize]
                .iter()
                .map(|cell| (cell.class, codes.encode(round_div(average(cell) * UNIT, 1000))))
                .filter(|(_, code)| codes.values[usize::from(*code)].abs() >= least)
                .collect();
            if !cells.is_empty() {
                cells.sort_unstable();
                rows.insert(key, cells);
            }
        }
        Linear::from_rows(self.n_classes, &rows)
    }
}

/// What a weight of one is after training.
pub const UNIT: i64 = 16;

/// Weights in one byte: exact up to 32, then in steps of a sixteenth, so that small and large ones keep their worth.
#[derive(Clone, Debug)]
struct Codes {
    values: [i16; 256],
}

impl Codes {
    fn new() -> Codes {
        let mut values = [0i16; 256];
        for code in 1..128 {
            values[code] = values[code - 1] + (values[code - 1] / 16).max(1);
            values[256 - code] = -values[code];
        }
        Codes { values }
    }

    /// Codes that are the weights themselves.
    fn plain() -> Codes {
        Codes { values: std::array::from_fn(|code| i16::from(code as u8 as i8)) }
    }

    /// The code with the nearest value.
    fn encode(&self, value: i64) -> u8 {
        let size = value.unsigned_abs() as i64;
        let above = self.values[..128].partition_point(|value| i64::from(*value) < size).min(127);
        let gap = |code: usize| (i64::from(self.values[code]) - size).abs();
        let code = if above > 0 && gap(above - 1) < gap(above) { above - 1 } else { above };
        if value < 0 { (256 - code) as u8 } else { code as u8 }
    }
}

fn round_div(value: i64, by: i64) -> i64 {
    (value.abs() + by / 2) / by * value.signum()
}

/// Quantised weights of a linear model: for each feature, the classes it speaks for or against.
///
/// A look-up costs one place in memory for the slot and one for the row; [`Linear::add_scores`] asks for many at once,
/// so that the waits for memory overlap.
#[derive(Clone, Debug)]
pub struct Linear {
    n_classes: usize,
    n_features: usize,
    mask: usize,
    slots: Vec<Slot>,
    /// Short rows: class in the upper byte, code of the weight in the lower.
    cells: Vec<u16>,
    /// Long rows, one weight a class.
    dense: Vec<i16>,
    codes: Codes,
}

/// A place of the open-addressed table, in eight bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// Bits of the feature's hash that its place does not tell.
    check: u16,
    /// Number of cells, 0 for an empty slot; [`DENSE`] for a long row.
    len: u16,
    /// First cell, or number of the long row.
    start: u32,
}

const DENSE: u16 = u16::MAX;
/// Look-ups under way at the same time.
const BATCH: usize = 32;

/// Set beside the number of classes in files whose weights are coded and whose keys are packed.
const PACKED: u32 = 1 << 16;

impl Linear {
    /// From rows of `(class, code)` by feature hash; codes are those of training.
    pub fn from_rows(n_classes: usize, rows: &BTreeMap<u64, Vec<(u8, u8)>>) -> Linear {
        let n_slots = (rows.len() * 2).next_power_of_two().max(2);
        let mask = n_slots - 1;
        let mut places = vec![None; n_slots];
        for (key, row) in rows.iter().filter(|(_, row)| !row.is_empty()) {
            let mut slot = *key as usize & mask;
            while places[slot].is_some() {
                slot = (slot + 1) & mask;
            }
            places[slot] = Some((*key, row));
        }
        let mut linear = Linear::empty(n_classes, n_slots, Codes::new());
        let mut cells = Vec::new();
        for (place, (key, row)) in places.into_iter().enumerate().filter_map(|(place, row)| Some((place, row?))) {
            cells.clear();
            cells.extend(row.iter().map(|(class, code)| u16::from(*class) << 8 | u16::from(*code)));
            linear.push_row(place, (key >> 32) as u16, &cells);
        }
        linear
    }

    fn empty(n_classes: usize, n_slots: usize, codes: Codes) -> Linear {
        Linear {
            n_classes,
            n_features: 0,
            mask: n_slots - 1,
            slots: vec![Slot::default(); n_slots],
            cells: Vec::new(),
            dense: Vec::new(),
            codes,
        }
    }

    fn push_row(&mut self, place: usize, check: u16, cells: &[u16]) {
        self.n_features += 1;
        if cells.len() * 4 < self.n_classes || cells.len() < 8 {
            self.slots[place] = Slot { check, len: cells.len() as u16, start: self.cells.len() as u32 };
            self.cells.extend_from_slice(cells);
        } else {
            let start = self.dense.len();
            self.slots[place] = Slot { check, len: DENSE, start: (start / self.n_classes) as u32 };
            self.dense.resize(start + self.n_classes, 0);
            for cell in cells {
                if let Some(weight) = self.dense[start..].get_mut(usize::from(cell >> 8)) {
                    *weight = self.codes.values[usize::from(cell & 0xff)];
                }
            }
        }
    }

    /// Number of classes.
    pub fn n_classes(&self) -> usize {
        self.n_classes
    }

    /// Number of features.
    pub fn n_features(&self) -> usize {
        self.n_features
    }

    /// Adds the weights of the features to `scores`, which must hold one place a class.
    #[inline]
    pub fn add_scores(&self, features: &[u64], scores: &mut [i32]) {
        let mut found = [Slot::default(); BATCH];
        for features in features.chunks(BATCH) {
            for (slot, feature) in found.iter_mut().zip(features) {
                *slot = self.slots[*feature as usize & self.mask];
            }
            for (slot, feature) in found.iter_mut().zip(features) {
                let check = (feature >> 32) as u16;
                if slot.check != check && slot.len != 0 {
                    *slot = self.search(*feature, check);
                }
            }
            for slot in &found[..features.len()] {
                self.add_row(*slot, scores);
            }
        }
    }

    /// Looks further than the first place.
    fn search(&self, feature: u64, check: u16) -> Slot {
        let mut place = (feature as usize + 1) & self.mask;
        loop {
            let slot = self.slots[place];
            if slot.len == 0 || slot.check == check {
                return slot;
            }
            place = (place + 1) & self.mask;
        }
    }

    #[inline]
    fn add_row(&self, slot: Slot, scores: &mut [i32]) {
        let start = slot.start as usize;
        if slot.len == DENSE {
            let start = start * self.n_classes;
            for (score, weight) in scores.iter_mut().zip(&self.dense[start..start + self.n_classes]) {
                *score += i32::from(*weight);
            }
        } else {
            for &cell in &self.cells[start..start + usize::from(slot.len)] {
                if let Some(score) = scores.get_mut(usize::from(cell >> 8)) {
                    *score += i32::from(self.codes.values[usize::from(cell & 0xff)]);
                }
            }
        }
    }

    /// The cells of a slot's row, as they stand in files.
    fn row_cells(&self, slot: Slot) -> Vec<u16> {
        let start = slot.start as usize;
        if slot.len != DENSE {
            return self.cells[start..start + usize::from(slot.len)].to_vec();
        }
        let row = &self.dense[start * self.n_classes..(start + 1) * self.n_classes];
        let filled = row.iter().enumerate().filter(|(_, weight)| **weight != 0);
        filled.map(|(class, weight)| (class as u16) << 8 | u16::from(self.codes.encode(i64::from(*weight)))).collect()
    }

    /// For a [`ModelFile`] section.
    pub fn to_bytes(&self) -> Vec<u8> {
        let taken: Vec<(usize, Slot)> =
            self.slots.iter().copied().enumerate().filter(|(_, slot)| slot.len != 0).collect();
        let rows: Vec<Vec<u16>> = taken.iter().map(|(_, slot)| self.row_cells(*slot)).collect();
        let n_cells: usize = rows.iter().map(Vec::len).sum();
        let mut out = Vec::new();
        put_u32(&mut out, self.n_classes as u32 | PACKED);
        put_u32(&mut out, taken.len() as u32);
        put_u32(&mut out, n_cells as u32);
        let mut next = 0;
        for (place, _) in &taken {
            out.extend_from_slice(&((place - next).min(0xffff) as u16).to_le_bytes());
            next = place + 1;
        }
        for (_, slot) in &taken {
            out.extend_from_slice(&slot.check.to_le_bytes());
        }
        // Rows hold 1 to 256 cells.
        out.extend(rows.iter().map(|row| (row.len() - 1) as u8));
        out.extend(rows.iter().flatten().map(|cell| (cell >> 8) as u8));
        out.extend(rows.iter().flatten().map(|cell| *cell as u8));
        out
    }

    /// From the bytes of [`Linear::to_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Linear, ModelError> {
        Linear::read(bytes).ok_or_else(|| ModelError::Section("weights".to_owned()))
    }

    fn read(bytes: &[u8]) -> Option<Linear> {
        let mut reader = Reader::new(bytes);
        let n_classes = reader.u32()?;
        let packed = n_classes & PACKED != 0;
        let n_classes = (n_classes & !PACKED) as usize;
        let n_features = reader.u32()? as usize;
        let n_cells = reader.u32()? as usize;
        let n_slots = n_features.checked_mul(2)?.next_power_of_two().max(2);
        if n_classes > 256 || n_features > bytes.len() {
            return None;
        }
        let codes = if packed { Codes::new() } else { Codes::plain() };
        let mut linear = Linear::empty(n_classes, n_slots, codes);
        let mut keys: Vec<(usize, u16)> = Vec::with_capacity(n_features);
        let lengths: Vec<u32> = if packed {
            let gaps = reader.u16s(n_features)?;
            let checks = reader.u16s(n_features)?;
            let mut place = 0;
            for (gap, check) in gaps.zip(checks) {
                place += usize::from(gap);
                keys.push((place, check));
                place += 1;
            }
            reader.take(n_features)?.iter().map(|length| u32::from(*length) + 1).collect()
        } else {
            let checks = reader.u32s(n_features)?;
            let checks = checks.into_iter().map(|check| check as u16);
            keys.extend(reader.u32s(n_features)?.into_iter().map(|place| place as usize).zip(checks));
            reader.u32s(n_features)?
        };
        let (classes, weights) = (reader.take(n_cells)?, reader.take(n_cells)?);
        let mut at = 0usize;
        let mut cells = Vec::with_capacity(256);
        linear.cells.reserve_exact(n_cells);
        for ((place, check), length) in keys.into_iter().zip(lengths) {
            let range = at..at.checked_add(length as usize)?;
            at = range.end;
            cells.clear();
            let pairs = classes.get(range.clone())?.iter().zip(weights.get(range)?);
            cells.extend(pairs.map(|(class, weight)| u16::from(*class) << 8 | u16::from(*weight)));
            linear.slots.get(place)?;
            linear.push_row(place, check, &cells);
        }
        // One slot is always empty, else a search would not end.
        linear.slots.iter().any(|slot| slot.len == 0).then_some(())?;
        Some(linear)
    }
}

/// Appends a number, little end first.
pub fn put_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Appends a text with its length before it.
pub fn put_text(out: &mut Vec<u8>, text: &str) {
    put_u32(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

/// Reads what [`put_u32`] and [`put_text`] wrote; `None` where the bytes end too early.
#[derive(Debug)]
pub struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads from the beginning.
    pub fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { rest: bytes }
    }

    /// The next `n` bytes.
    pub fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(head)
    }

    /// A number.
    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// `n` numbers.
    pub fn u32s(&mut self, n: usize) -> Option<Vec<u32>> {
        let bytes = self.take(n.checked_mul(4)?)?;
        Some(bytes.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk)).collect())
    }

    /// `n` short numbers.
    pub fn u16s(&mut self, n: usize) -> Option<impl Iterator<Item = u16> + use<'b>> {
        let bytes = self.take(n.checked_mul(2)?)?;
        Some(bytes.as_chunks::<2>().0.iter().map(|chunk| u16::from_le_bytes(*chunk)))
    }

    /// A text.
    pub fn text(&mut self) -> Option<&'b str> {
        let n_bytes = self.u32()? as usize;
        std::str::from_utf8(self.take(n_bytes)?).ok()
    }
}

/// A model: named sections, compressed, with a digest over all of them.
#[derive(Clone, Debug, Default)]
pub struct ModelFile {
    kind: String,
    sections: BTreeMap<String, Vec<u8>>,
    digest: String,
}

impl ModelFile {
    /// An empty model of a kind.
    pub fn new(kind: &str) -> ModelFile {
        ModelFile { kind: kind.to_owned(), ..ModelFile::default() }
    }

    /// Sets a section.
    pub fn insert(&mut self, name: &str, bytes: Vec<u8>) {
        self.sections.insert(name.to_owned(), bytes);
    }

    /// A section's bytes.
    pub fn section(&self, name: &str) -> Result<&[u8], ModelError> {
        self.sections.get(name).map(Vec::as_slice).ok_or_else(|| ModelError::Section(name.to_owned()))
    }

    /// The file: magic, format, digest, kind, sections.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        put_text(&mut body, &self.kind);
        put_u32(&mut body, self.sections.len() as u32);
        for (name, bytes) in &self.sections {
            put_text(&mut body, name);
            put_u32(&mut body, bytes.len() as u32);
            let packed = zstd::bulk::compress(bytes, 19).unwrap_or_default();
            put_u32(&mut body, packed.len() as u32);
            body.extend_from_slice(&packed);
        }
        let mut out = MAGIC.to_vec();
        put_u32(&mut out, FORMAT);
        out.extend_from_slice(blake3::hash(&body).as_bytes());
        out.extend_from_slice(&body);
        out
    }

    /// Reads a model of the kind `wanted` and checks its digest.
    pub fn read(bytes: &[u8], wanted: &str) -> Result<ModelFile, ModelError> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len()) != Some(MAGIC) {
            return Err(ModelError::Foreign);
        }
        let found = reader.u32().ok_or(ModelError::Damaged)?;
        if found != FORMAT {
            return Err(ModelError::Format { found });
        }
        let digest = reader.take(32).ok_or(ModelError::Damaged)?;
        if blake3::hash(reader.rest).as_bytes() != digest {
            return Err(ModelError::Damaged);
        }
        let mut file = ModelFile::read_body(&mut reader).ok_or(ModelError::Damaged)?;
        file.digest = blake3::Hash::from_bytes(digest.try_into().unwrap_or_default()).to_hex().to_string();
        if file.kind != wanted {
            return Err(ModelError::Kind { found: file.kind, wanted: wanted.to_owned() });
        }
        Ok(file)
    }

    fn read_body(reader: &mut Reader) -> Option<ModelFile> {
        let kind = reader.text()?.to_owned();
        let n_sections = reader.u32()?;
        let mut packed = Vec::new();
        for _ in 0..n_sections {
            let name = reader.text()?.to_owned();
            let n_bytes = reader.u32()? as usize;
            let n_packed = reader.u32()? as usize;
            packed.push((name, n_bytes, reader.take(n_packed)?));
        }
        let unpack = |(name, n_bytes, packed)| Some((name, zstd::bulk::decompress(packed, n_bytes).ok()?));
        let sections = packed.into_par_iter().map(unpack).collect::<Option<_>>()?;
        Some(ModelFile { kind, sections, digest: String::new() })
    }

    /// The digest of a model that was read, in hexadecimal, as the file holds it; for stamps and manifests.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects users from silent nonsense: cut, changed or foreign bytes must be refused by name.
    #[test]
    fn damaged_files_are_refused() {
        let mut file = ModelFile::new("toy");
        file.insert("a", vec![7; 1000]);
        let bytes = file.to_bytes();
        assert_eq!(ModelFile::read(&bytes, "toy").unwrap().section("a").unwrap(), &[7; 1000]);
        assert!(matches!(ModelFile::read(&bytes, "other"), Err(ModelError::Kind { .. })));
        assert!(matches!(ModelFile::read(b"PK\x03\x04", "toy"), Err(ModelError::Foreign)));
        for cut in 9..bytes.len() {
            assert!(ModelFile::read(&bytes[..cut], "toy").is_err(), "cut at {cut}");
        }
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(ModelFile::read(&changed, "toy").is_err(), "changed at {at}");
        }
    }

    /// Protects the tables: what is written must be read back with the same scores, odd sizes included.
    #[test]
    fn weights_survive_the_file() {
        for n_features in [0u64, 1, 2, 3, 100] {
            let rows =
                (0..n_features).map(|n| (Feature::new(3).with(n).hash(), vec![(1, n as u8), (2, 250)])).collect();
            let linear = Linear::from_rows(3, &rows);
            let again = Linear::from_bytes(&linear.to_bytes()).unwrap();
            for n in 0..n_features + 10 {
                let feature = Feature::new(3).with(n).hash();
                let scores = |linear: &Linear| {
                    let mut scores = [0; 3];
                    linear.add_scores(&[feature], &mut scores);
                    scores
                };
                assert_eq!(scores(&linear), scores(&again));
                assert_eq!(scores(&linear) == [0; 3], n >= n_features);
            }
        }
    }
}
