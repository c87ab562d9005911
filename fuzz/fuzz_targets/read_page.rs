//! Any bytes, whatever they look like: pages, text, compressed files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as(bytes, None));
