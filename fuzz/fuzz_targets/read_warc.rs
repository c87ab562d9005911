//! Any bytes as a web archive.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(bytes, Some(read::InputKind::Warc)));
