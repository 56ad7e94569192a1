//! The server's own secret, kept outside the database and its backups: whoever has only the
//! database cannot try out codes.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use data_encoding::{BASE64, BASE64_NOPAD, HEXLOWER, HEXLOWER_PERMISSIVE};
use hmac::{Hmac, KeyInit, Mac};
use rand::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

const PEPPER_LEN: usize = 32;
/// Block of SHA-256, in bytes; HMAC fills a shorter key up with zeros (RFC 2104).
const HMAC_BLOCK: usize = 64;
/// More than any accepted spelling of a pepper takes.
const LONGEST_FILE: u64 = 1_024;

/// Why there is no pepper. The path is named, the content never.
#[derive(Debug, thiserror::Error)]
pub enum PepperError {
    #[error("there is no pepper file at {}", .0.display())]
    Missing(PathBuf),
    #[error("the pepper file {} is readable or writable for others than its owner (mode {mode:03o}); set it to 400", .path.display())]
    OpenToOthers { path: PathBuf, mode: u32 },
    #[error("the pepper in {} has {bytes} bytes, but 32 are needed", .path.display())]
    WrongLength { path: PathBuf, bytes: usize },
    #[error("the pepper file {} holds neither one line of hex nor one of base64", .0.display())]
    Malformed(PathBuf),
    #[error("there is already a pepper file at {}", .0.display())]
    AlreadyThere(PathBuf),
    #[error("the pepper file {} cannot be used: {cause}", .path.display())]
    File { path: PathBuf, cause: io::Error },
}

/// 32 random bytes that enter every stored hash of a code.
pub struct Pepper([u8; PEPPER_LEN]);

impl Pepper {
    /// Reads the pepper from a file with one line of hex (64 digits) or base64 (32 bytes).
    ///
    /// # Errors
    /// Missing, of another length, not hex or base64, or (on Unix) open to group or others.
    pub fn read(path: &Path) -> Result<Self, PepperError> {
        let failed = |cause: io::Error| match cause.kind() {
            io::ErrorKind::NotFound => PepperError::Missing(path.to_owned()),
            _ => PepperError::File {
                path: path.to_owned(),
                cause,
            },
        };
        let file = File::open(path).map_err(failed)?;
        refuse_open_to_others(&file, path)?;
        let mut text = Zeroizing::new(Vec::with_capacity(1_024));
        file.take(LONGEST_FILE)
            .read_to_end(&mut text)
            .map_err(failed)?;
        let line = text.trim_ascii();
        let bytes = if !line.is_empty() && line.iter().all(u8::is_ascii_hexdigit) {
            HEXLOWER_PERMISSIVE.decode(line)
        } else if line.ends_with(b"=") {
            BASE64.decode(line)
        } else {
            BASE64_NOPAD.decode(line)
        };
        let bytes = Zeroizing::new(bytes.map_err(|_| PepperError::Malformed(path.to_owned()))?);
        <[u8; PEPPER_LEN]>::try_from(bytes.as_slice())
            .map(Self)
            .map_err(|_| PepperError::WrongLength {
                path: path.to_owned(),
                bytes: bytes.len(),
            })
    }

    /// Draws a pepper and writes it to a new file that only its owner can read (mode 0400).
    ///
    /// # Errors
    /// A file that is already there is never replaced: the codes hashed with it would be lost.
    pub fn create_new(path: &Path, rng: &mut impl CryptoRng) -> Result<Self, PepperError> {
        let mut pepper = Self([0; PEPPER_LEN]);
        rng.fill_bytes(&mut pepper.0);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
        let mut file = options.open(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => PepperError::AlreadyThere(path.to_owned()),
            _ => PepperError::File {
                path: path.to_owned(),
                cause,
            },
        })?;
        let mut line = Zeroizing::new(HEXLOWER.encode(&pepper.0));
        line.push('\n');
        if let Err(cause) = file
            .write_all(line.as_bytes())
            .and_then(|()| file.sync_all())
        {
            // Half a pepper would only be in the way of the next try; the first error is the one to tell.
            drop(fs::remove_file(path));
            return Err(PepperError::File {
                path: path.to_owned(),
                cause,
            });
        }
        Ok(pepper)
    }

    /// HMAC-SHA-256 over the parts, each preceded by its length (8 bytes, big-endian), so that no
    /// two different lists of parts give the same input.
    pub fn keyed(&self, context: &[&[u8]]) -> [u8; 32] {
        let mut key = Zeroizing::new([0; HMAC_BLOCK]);
        for (to, from) in key.iter_mut().zip(self.0) {
            *to = from;
        }
        let mut mac = Hmac::<Sha256>::new((&*key).into());
        for part in context {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// 16 hex digits that tell one pepper from another without giving it away; stored in the
    /// database, so that a start with the wrong pepper is noticed before anybody's code fails.
    pub fn fingerprint(&self) -> String {
        let mut digits = HEXLOWER.encode(&self.keyed(&[b"mandat pepper fingerprint v1"]));
        digits.truncate(16);
        digits
    }
}

#[cfg(unix)]
fn refuse_open_to_others(file: &File, path: &Path) -> Result<(), PepperError> {
    use std::os::unix::fs::PermissionsExt;
    let metadata = file.metadata().map_err(|cause| PepperError::File {
        path: path.to_owned(),
        cause,
    })?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        Ok(())
    } else {
        Err(PepperError::OpenToOthers {
            path: path.to_owned(),
            mode,
        })
    }
}

#[cfg(not(unix))]
fn refuse_open_to_others(_file: &File, _path: &Path) -> Result<(), PepperError> {
    Ok(())
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper(..)")
    }
}

impl Drop for Pepper {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn write(path: &Path, text: &str) {
        drop(fs::remove_file(path));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o400);
        options
            .open(path)
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
    }

    #[test]
    fn the_keyed_hash_agrees_with_the_published_hmac() {
        // RFC 4231, test case 1, has a key of 20 bytes; zeros up to 32 do not change an HMAC key.
        let mut key = [0; 32];
        for byte in key.iter_mut().take(20) {
            *byte = 0x0b;
        }
        let mut expected = Hmac::<Sha256>::new_from_slice(&[0x0b; 20]).unwrap();
        expected.update(b"Hi There");
        assert_eq!(
            HEXLOWER.encode(&expected.clone().finalize().into_bytes()),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        let mut framed = Hmac::<Sha256>::new_from_slice(&[0x0b; 20]).unwrap();
        framed.update(b"\0\0\0\0\0\0\0\x08Hi There");
        assert_eq!(
            Pepper(key).keyed(&[b"Hi There"]).as_slice(),
            framed.finalize().into_bytes().as_slice()
        );
    }

    #[test]
    fn parts_cut_differently_give_different_hashes() {
        let pepper = Pepper([7; 32]);
        let cuts: [&[&[u8]]; 6] = [
            &[],
            &[b""],
            &[b"ab"],
            &[b"a", b"b"],
            &[b"ab", b""],
            &[b"", b"ab"],
        ];
        let mut hashes: Vec<_> = cuts.iter().map(|parts| pepper.keyed(parts)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), cuts.len());
        assert_ne!(pepper.keyed(&[b"ab"]), Pepper([8; 32]).keyed(&[b"ab"]));
    }

    #[test]
    fn a_new_pepper_is_read_back_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pepper");
        let mut rng = StdRng::seed_from_u64(1);
        let made = Pepper::create_new(&path, &mut rng).unwrap();
        let read = Pepper::read(&path).unwrap();
        assert_eq!(made.0, read.0);
        assert_eq!(made.fingerprint(), read.fingerprint());
        assert_eq!(made.fingerprint().len(), 16);
        assert!(matches!(
            Pepper::create_new(&path, &mut rng),
            Err(PepperError::AlreadyThere(_))
        ));
        assert_eq!(Pepper::read(&path).unwrap().0, made.0);
        let other = Pepper::create_new(&folder.path().join("other"), &mut rng).unwrap();
        assert_ne!(other.fingerprint(), made.fingerprint());
    }

    #[cfg(unix)]
    #[test]
    fn a_pepper_file_open_to_others_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pepper");
        Pepper::create_new(&path, &mut StdRng::seed_from_u64(1)).unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o400
        );
        for (mode, fine) in [
            (0o600, true),
            (0o440, false),
            (0o404, false),
            (0o420, false),
            (0o644, false),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let read = Pepper::read(&path);
            assert_eq!(read.is_ok(), fine, "{mode:o}");
            if let Err(error) = read {
                assert!(
                    matches!(error, PepperError::OpenToOthers { mode: told, .. } if told == mode)
                );
            }
        }
    }

    #[test]
    fn hex_and_base64_name_the_same_pepper_and_nothing_else_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pepper");
        let key = [0xab; 32];
        for text in [
            HEXLOWER.encode(&key),
            HEXLOWER.encode(&key).to_uppercase(),
            format!("{}\r\n", HEXLOWER.encode(&key)),
            format!("{}\n", BASE64.encode(&key)),
            BASE64_NOPAD.encode(&key),
        ] {
            write(&path, &text);
            assert_eq!(Pepper::read(&path).unwrap().0, key, "{text}");
        }
        for (text, bytes) in [
            (String::new(), 0),
            ("ab".repeat(31), 31),
            ("ab".repeat(33), 33),
            (BASE64.encode(&[1; 24]), 24),
        ] {
            write(&path, &text);
            let error = Pepper::read(&path).unwrap_err();
            assert!(
                matches!(error, PepperError::WrongLength { bytes: told, .. } if told == bytes),
                "{text}: {error}"
            );
        }
        for text in ["abc", "correct horse", "§", &"x".repeat(5_000)] {
            write(&path, text);
            assert!(
                matches!(
                    Pepper::read(&path),
                    Err(PepperError::Malformed(_) | PepperError::WrongLength { .. })
                ),
                "{text}"
            );
        }
        assert!(matches!(
            Pepper::read(&folder.path().join("nowhere")),
            Err(PepperError::Missing(_))
        ));
    }

    #[test]
    fn a_pepper_does_not_show_itself() {
        assert_eq!(format!("{:?}", Pepper([0xab; 32])), "Pepper(..)");
    }
}
