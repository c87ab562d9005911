//! Prints the codebook: `cargo run -p code --example codebook > docs/coding.md`.

use lexicon::{DataFiles, Lexicon};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lexicon = Lexicon::load(&DataFiles::built_in())?;
    print!("{}", code::codebook(&lexicon));
    Ok(())
}
