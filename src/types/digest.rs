//! Checksums that anybody can compute again.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 of a text in small hex digits, as `sha256sum` shows it.
pub fn sha256_hex(text: &str) -> String {
    sha256_hex_of(text.as_bytes())
}

/// SHA-256 of bytes in small hex digits.
pub fn sha256_hex_of(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}
