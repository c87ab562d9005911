//! From [`Reading`] to [`Cast`]: coreference, people and their offices, bodies, countries, places, times.

use lexicon::Lexicon;
use record::{Article, Cast, Reading, Trace};

/// Who and what an article speaks of, and where and when.
pub fn resolve(_lexicon: &Lexicon, _article: &Article, _reading: &Reading, _trace: &mut Trace) -> Cast {
    Cast::default()
}
