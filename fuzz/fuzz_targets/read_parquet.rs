//! Any bytes as a Parquet file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(bytes, Some(read::InputKind::Parquet)));
