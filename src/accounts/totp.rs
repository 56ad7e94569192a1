//! One-time codes of an authenticator app: RFC 6238 on top of RFC 4226, with SHA-1, six digits and steps of thirty seconds, which is
//! what every app can do.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    hashing::Pepper,
    types::{AccountId, Timestamp},
};

/// Milliseconds for which one code stands.
const STEP_MS: i64 = 30_000;
/// Steps before and after the present one whose codes are taken, since clocks differ (RFC 6238 section 5.2).
const DRIFT: i64 = 1;
/// 160 bits, as RFC 4226 section 4 recommends.
const SECRET_LEN: usize = 20;

/// What app and server have in common.
pub struct TotpSecret(Zeroizing<[u8; SECRET_LEN]>);

impl TotpSecret {
    /// The secret of an account, which only the holder of the pepper can compute, and nobody who has the database.
    pub fn of(pepper: &Pepper, account: AccountId, generation: i64) -> Self {
        let long = Zeroizing::new(pepper.keyed(&[
            b"second factor",
            &account.0.to_be_bytes(),
            &generation.to_be_bytes(),
        ]));
        let mut secret = Zeroizing::new([0; SECRET_LEN]);
        for (to, from) in secret.iter_mut().zip(long.iter()) {
            *to = *from;
        }
        Self(secret)
    }

    /// As it is typed into an app.
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(data_encoding::BASE32_NOPAD.encode(&*self.0))
    }

    /// The address that apps read from a QR code.
    pub fn uri(&self, issuer: &str, email: &str) -> Zeroizing<String> {
        let part = |text: &str| -> String {
            form_urlencoded::byte_serialize(text.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
        };
        let (issuer, email) = (part(issuer), part(email));
        let secret = self.base32();
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{email}?secret={}&issuer={issuer}",
            *secret
        ))
    }

    fn code(&self, step: i64) -> String {
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&*self.0) else {
            // HMAC takes keys of any length.
            return String::new();
        };
        mac.update(&step.to_be_bytes());
        let digest: [u8; 20] = mac.finalize().into_bytes().into();
        // The last four bits say where the four bytes of the number begin (RFC 4226 section 5.3).
        let start = digest.last().map_or(0, |last| usize::from(last & 0x0f));
        let number = digest
            .iter()
            .skip(start)
            .take(4)
            .fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }

    /// The step of time for which the typed code stands; `None` where it stands for none of now.
    pub fn step_of(&self, typed: &str, now: Timestamp) -> Option<i64> {
        let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        let present = now.unix_millis().div_euclid(STEP_MS);
        let mut found = None;
        for step in present - DRIFT..=present + DRIFT {
            if bool::from(self.code(step).as_bytes().ct_eq(typed.as_bytes())) {
                found = Some(step);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc() -> TotpSecret {
        TotpSecret(Zeroizing::new(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::stored(seconds * 1000)
    }

    /// RFC 6238 appendix B, the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(rfc().code(seconds / 30), code);
            assert_eq!(rfc().step_of(code, at(seconds)), Some(seconds / 30));
        }
        assert_eq!(rfc().code(20_000_000_000 / 30), "353130");
    }

    #[test]
    fn a_code_stands_for_its_step_and_the_one_before_and_after() {
        let step = 1_234_567_890 / 30;
        let found = |seconds| rfc().step_of(" 005 924 ", at(seconds));
        assert_eq!(found(step * 30 - 30), Some(step));
        assert_eq!(found(step * 30 + 59), Some(step));
        assert_eq!(found(step * 30 - 31), None);
        assert_eq!(found(step * 30 + 60), None);
        assert_eq!(rfc().step_of("", at(59)), None);
        assert_eq!(rfc().step_of("0287082", at(59)), None);
    }

    #[test]
    fn the_address_for_apps_is_escaped() {
        assert_eq!(
            *rfc().uri("Rat & Tat", "a+b@example.org"),
            "otpauth://totp/Rat%20%26%20Tat:a%2Bb%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Rat%20%26%20Tat"
        );
    }
}
