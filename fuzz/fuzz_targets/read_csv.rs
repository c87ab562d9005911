//! Any bytes as a table.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(bytes, Some(read::InputKind::Csv)));
