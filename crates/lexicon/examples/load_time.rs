//! Prints how long the built-in tables take to load, best of ten.

#[allow(clippy::disallowed_methods)] // This measures time.
fn main() {
    let files = lexicon::DataFiles::built_in();
    let mut best = u128::MAX;
    for _ in 0..10 {
        let start = std::time::Instant::now();
        let loaded = lexicon::Lexicon::load(&files);
        best = best.min(start.elapsed().as_micros());
        assert!(loaded.is_ok());
    }
    println!("{best} µs");
}
