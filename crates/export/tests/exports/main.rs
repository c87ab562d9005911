//! The file formats: their form, hostile text, what other programs make of them, and their documentation.

mod briefs;
mod documents;
mod forms;
mod hostile;
mod other_programs;
mod parts;
mod sample;

use export::formats::{Format, Options, Slice, write};

/// A source in a format.
fn written(format: Format, slice: &Slice) -> Vec<u8> {
    let mut out = Vec::new();
    write(format, slice, Options::default(), &mut out).expect("a slice in memory can be written");
    out
}

/// The same as text.
fn text(format: Format, slice: &Slice) -> String {
    String::from_utf8(written(format, slice)).expect("the format is text in UTF-8")
}
