//! Trains the decision on labelled sentences: multinomial logistic regression by plain stochastic descent.
//!
//! Training is the one place where floating point decides anything; what it writes are integers, and the same sentences
//! in the same order give the same file.

use lexicon::Lexicon;
use record::{Cast, EventType, Reading, Span};

use crate::features::{BUCKETS, Features};
use crate::model::{EventModel, UNITS};
use crate::relation;

const KINDS: usize = EventType::ALL.len();
const EPOCHS: usize = 24;
const RATE: f32 = 0.12;
const DECAY: f32 = 1e-5;

/// Collects labelled pairs and trains a model from them.
pub struct Trainer<'l> {
    lexicon: &'l Lexicon,
    rows: Vec<(Features, usize)>,
}

impl<'l> Trainer<'l> {
    /// A trainer over the lexicon's frames.
    pub fn new(lexicon: &'l Lexicon) -> Trainer<'l> {
        Trainer { lexicon, rows: Vec::new() }
    }

    /// Adds a sentence in which `source` does something of the type to `target`.
    pub fn add(&mut self, text: &str, reading: &Reading, cast: &Cast, source: Span, target: Span, kind: EventType) {
        if let Some(features) = relation::pair_features(self.lexicon, reading, cast, text, source, target) {
            self.rows.push((features, kind as usize));
        }
    }

    /// Number of sentences added.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none was added.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Trains and rounds to integers.
    pub fn train(&self) -> EventModel {
        let mut weights = vec![0f32; BUCKETS * KINDS];
        let mut bias = [0f32; KINDS];
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let mut seed = 0x9e37_79b9_7f4a_7c15u64;
        for epoch in 0..EPOCHS {
            shuffle(&mut order, &mut seed);
            let rate = RATE / (1.0 + epoch as f32 * 0.2);
            for row in &order {
                let (features, kind) = &self.rows[*row];
                step(&mut weights, &mut bias, features, *kind, rate);
            }
        }
        let round = |value: f32| (value * UNITS).round();
        let bytes = weights.iter().map(|value| round(*value).clamp(-127.0, 127.0) as i8).collect();
        let mut rounded = [0i16; KINDS];
        for (slot, value) in rounded.iter_mut().zip(bias) {
            *slot = round(value).clamp(-30_000.0, 30_000.0) as i16;
        }
        EventModel::new(bytes, rounded)
    }
}

fn step(weights: &mut [f32], bias: &mut [f32; KINDS], features: &Features, kind: usize, rate: f32) {
    let mut scores = *bias;
    for bucket in features.buckets() {
        let from = *bucket as usize * KINDS;
        for (score, weight) in scores.iter_mut().zip(&weights[from..from + KINDS]) {
            *score += weight;
        }
    }
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - top).exp());
    let sum: f32 = powers.iter().sum();
    let mut gradient = powers.map(|power| power / sum);
    gradient[kind] -= 1.0;
    for (value, slope) in bias.iter_mut().zip(gradient) {
        *value -= rate * slope;
    }
    for bucket in features.buckets() {
        let from = *bucket as usize * KINDS;
        for (weight, slope) in weights[from..from + KINDS].iter_mut().zip(gradient) {
            *weight -= rate * (slope + DECAY * *weight);
        }
    }
}

/// Fisher and Yates with a xorshift, the same on every machine.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, (*seed % (at as u64 + 1)) as usize);
    }
}
