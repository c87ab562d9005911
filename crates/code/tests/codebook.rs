//! The codebook in docs is the one that the knowledge makes.

use lexicon::{DataFiles, Lexicon};

/// Protects readers of docs/coding.md: it says what the program does today.
#[test]
fn codebook_is_current() {
    let lexicon = Lexicon::load(&DataFiles::built_in()).unwrap_or_else(|faults| panic!("{faults}"));
    let written = include_str!("../../../docs/coding.md");
    let current = code::codebook(&lexicon) == written;
    assert!(current, "docs/coding.md is old; cargo run -p code --example codebook > docs/coding.md");
}
