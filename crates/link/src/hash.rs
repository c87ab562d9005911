//! One hash for every key and print: the same on every machine.

/// 64-bit FNV-1a with a last mix, so that low bits are as good as high ones.
pub(crate) fn hash(text: &str) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mix(text.bytes().fold(0xcbf2_9ce4_8422_2325, fnv))
}

/// The hash of several parts, kept apart from one another.
pub(crate) fn hash_parts(parts: &[&str]) -> u64 {
    hash(&parts.join("\u{1f}"))
}

/// Short form, where a clash only costs a look.
pub(crate) fn hash32(text: &str) -> u32 {
    (hash(text) >> 32) as u32
}

/// The finaliser of MurmurHash3.
fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
