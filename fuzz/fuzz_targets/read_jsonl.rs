//! Any bytes as JSON, lines of it or one array.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(bytes, Some(read::InputKind::Jsonl)));
