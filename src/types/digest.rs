//! Checksums that anybody can compute again.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// SHA-256 of a text or bytes in small hex digits, as `sha256sum` shows it.
pub fn sha256_hex(content: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(&Sha256::digest(content.as_ref()))
}
