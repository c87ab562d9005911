//! The trained decision: a linear model over hashed features with one row of integer weights an event type.
//!
//! Weights are 8-bit integers in `models/events.bin`, so that scores are the same on every machine. Without a model
//! the frames alone decide.

use std::sync::LazyLock;

use record::EventType;

use crate::features::{BUCKETS, Features};

const KINDS: usize = EventType::ALL.len();
const MAGIC: &[u8; 8] = b"ATEVENT1";
/// Weights are stored as multiples of a 32nd.
pub(crate) const UNITS: f32 = 32.0;

/// A trained model.
#[derive(Clone, Debug)]
pub struct EventModel {
    /// `BUCKETS` rows of one weight a type.
    weights: Vec<i8>,
    bias: [i16; KINDS],
}

impl EventModel {
    pub(crate) fn new(weights: Vec<i8>, bias: [i16; KINDS]) -> EventModel {
        EventModel { weights, bias }
    }

    /// The model shipped in the program, if there is one.
    pub fn built_in() -> Option<&'static EventModel> {
        static MODEL: LazyLock<Option<EventModel>> =
            LazyLock::new(|| EventModel::from_bytes(include_bytes!("../../../models/events.bin")));
        MODEL.as_ref()
    }

    /// Reads a model file; `None` where it is empty or of another form.
    pub fn from_bytes(bytes: &[u8]) -> Option<EventModel> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, rest) = rest.split_at_checked(2 * KINDS)?;
        let mut bias = [0i16; KINDS];
        for (slot, pair) in bias.iter_mut().zip(head.chunks_exact(2)) {
            *slot = i16::from_le_bytes([pair[0], pair[1]]);
        }
        // Runs of zeros are written as 0 and their length, since most buckets are empty.
        let mut weights = Vec::with_capacity(BUCKETS * KINDS);
        let mut bytes = rest.iter();
        while let Some(byte) = bytes.next() {
            match *byte {
                0 => {
                    let run = usize::from(*bytes.next()?) + 1;
                    weights.resize(weights.len() + run, 0);
                }
                value => weights.push(value as i8),
            }
            if weights.len() > BUCKETS * KINDS {
                return None;
            }
        }
        (weights.len() == BUCKETS * KINDS).then_some(EventModel { weights, bias })
    }

    /// The model as written to its file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.bias.iter().flat_map(|value| value.to_le_bytes()));
        let mut at = 0;
        while at < self.weights.len() {
            if self.weights[at] != 0 {
                bytes.push(self.weights[at] as u8);
                at += 1;
                continue;
            }
            let run = self.weights[at..].iter().take(256).take_while(|weight| **weight == 0).count();
            bytes.push(0);
            bytes.push((run - 1) as u8);
            at += run;
        }
        bytes
    }

    /// Score of each type, in units of a 32nd.
    pub(crate) fn scores(&self, features: &Features) -> [i32; KINDS] {
        let mut scores = [0i32; KINDS];
        for (score, bias) in scores.iter_mut().zip(self.bias) {
            *score = i32::from(bias);
        }
        for bucket in features.buckets() {
            let from = *bucket as usize * KINDS;
            if let Some(row) = self.weights.get(from..from + KINDS) {
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += i32::from(*weight);
                }
            }
        }
        scores
    }

    /// Probability of each type, in thousandths.
    pub(crate) fn probabilities(&self, features: &Features) -> [u16; KINDS] {
        let scores = self.scores(features);
        let top = scores.iter().copied().max().unwrap_or(0);
        let powers: Vec<u64> = scores.iter().map(|score| exp_of_minus((top - score) as u32)).collect();
        let sum: u64 = powers.iter().sum::<u64>().max(1);
        let mut shares = [0u16; KINDS];
        for (share, power) in shares.iter_mut().zip(powers) {
            *share = (power * 1000 / sum) as u16;
        }
        shares
    }
}

/// `2^20 · e^(-x/32)` in integers: a power of two with the fraction interpolated.
fn exp_of_minus(x: u32) -> u64 {
    // 1/(32·ln 2) in 2^-16ths.
    let exponent = u64::from(x) * 2955;
    let (whole, part) = (exponent >> 16, exponent & 0xffff);
    if whole >= 20 {
        return 0;
    }
    // 2^-f between 1 and 1/2, by a parabola through both ends and the middle.
    let f = part as i64;
    let one = 1i64 << 20;
    let linear = one - (one / 2) * f / 65_536;
    let bend = (45_000 * f / 65_536) * (65_536 - f) / 16_384;
    ((linear - bend.max(0)) as u64) >> whole
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects calibrated confidence: the integer exponential is near the real one and never grows.
    #[test]
    fn exponential_is_near_and_falls() {
        let mut last = u64::MAX;
        for x in 0..400u32 {
            let got = exp_of_minus(x);
            let real = (f64::from(1u32 << 20) * (-f64::from(x) / 32.0).exp()) as i64;
            assert!((got as i64 - real).abs() <= 16_000, "{x}: {got} for {real}");
            assert!(got <= last, "{x}");
            last = got;
        }
    }

    /// Protects the model file: what is written reads back.
    #[test]
    fn file_reads_back() {
        let mut weights = vec![0i8; BUCKETS * KINDS];
        weights[7] = -3;
        weights[BUCKETS * KINDS - 1] = 100;
        let model = EventModel::new(weights, [5; KINDS]);
        let again = EventModel::from_bytes(&model.to_bytes()).expect("a model");
        assert_eq!((again.weights, again.bias), (model.weights, model.bias));
    }
}
