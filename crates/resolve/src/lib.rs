//! From [`Reading`] to [`Cast`]: coreference, people and their offices, bodies, countries, places, times.

mod times;

use lexicon::Lexicon;
use record::{Article, Cast, Reading, Trace};

pub use times::times;

/// Who and what an article speaks of, and where and when.
pub fn resolve(lexicon: &Lexicon, article: &Article, reading: &Reading, _trace: &mut Trace) -> Cast {
    let mut cast = Cast::default();
    times(lexicon, article, reading, &mut cast);
    cast
}
