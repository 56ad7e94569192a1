//! The secret of a link by mail: a code that nobody types, and what is presented at sign-in, a code or a link.
//!
//! `KKKK-KKKK-KKKK-KKKK-KKKK-KKKK-KKKK-KKKC`: 155 bits that only the holder of the pepper can compute, and a check sign. They are
//! stored as a keyed hash, by which they are found: so long a secret needs no slow hash (ASVS 6.5.2), and no selector.

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use super::{
    CODE_LEN, Code, CodeError, LONGEST_INPUT, is_ignored, sign, times_alpha, typed_value,
    weighted_sum,
};
use crate::{hashing::Pepper, rolls::model::CodeOf, types::RollId};

const LINK_LEN: usize = 32;
const GROUP: usize = 4;
/// From so many signs on what is too long for a code is taken for a part of a link.
const PART_OF_LINK: usize = CODE_LEN + 5;

/// The secret of a link, with its check sign. It exists in the text of the mail and while it is verified.
pub struct Link([u8; LINK_LEN]);

/// What of a link is stored, and by what it is found: HMAC with the pepper, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkHash(String);

impl LinkHash {
    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Link {
    /// The link of somebody on a roll; another number gives another one.
    pub fn of(pepper: &Pepper, roll: RollId, owner: CodeOf, generation: i64) -> Self {
        let (kind, id): (&[u8], i64) = match owner {
            CodeOf::Entry(id) => (b"entry", id.0),
            CodeOf::StandIn(id) => (b"stand-in", id.0),
        };
        let random = Zeroizing::new(pepper.keyed(&[
            b"mandat code link v1",
            &roll.0.to_be_bytes(),
            kind,
            &id.to_be_bytes(),
            &generation.to_be_bytes(),
        ]));
        let mut link = Self([0; LINK_LEN]);
        let (secret, check) = link.0.split_at_mut(LINK_LEN - 1);
        // Five bits of each byte, so that no sign is preferred.
        for (value, byte) in secret.iter_mut().zip(random.iter()) {
            *value = byte & 31;
        }
        check.fill(times_alpha(weighted_sum(secret.iter().copied())));
        link
    }

    /// Reads the text of a link as it was typed or pasted, as forgiving as with codes.
    ///
    /// # Errors
    /// Not a link; says in which way, never what was typed.
    pub fn parse(input: &str) -> Result<Self, CodeError> {
        if input.len() > LONGEST_INPUT {
            return Err(CodeError::TooLong);
        }
        let mut link = Self([0; LINK_LEN]);
        let mut places = link.0.iter_mut();
        for sign in input.nfkc().filter(|sign| !is_ignored(*sign)) {
            let value = typed_value(sign).ok_or(CodeError::ForeignSign)?;
            *places.next().ok_or(CodeError::TooLong)? = value;
        }
        match LINK_LEN.saturating_sub(places.len()) {
            LINK_LEN => {}
            PART_OF_LINK.. => return Err(CodeError::LinkIncomplete),
            _ => return Err(CodeError::TooLong),
        }
        // As in a code no single wrong sign leaves the sum at 0.
        if weighted_sum(link.0.iter().copied()) != 0 {
            return Err(CodeError::CheckSignWrong);
        }
        Ok(link)
    }

    /// The grouped clear text, for the mail alone.
    pub fn expose(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LINK_LEN + LINK_LEN / GROUP));
        for (place, value) in self.0.iter().enumerate() {
            if place > 0 && place.is_multiple_of(GROUP) {
                text.push('-');
            }
            text.push(sign(*value));
        }
        text
    }

    /// What is stored of it.
    pub fn hash(&self, pepper: &Pepper) -> LinkHash {
        let hash = pepper.keyed(&[b"mandat code link hash v1", &self.0]);
        LinkHash(data_encoding::HEXLOWER.encode(&hash))
    }
}

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Link(..)")
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What somebody signs in with.
#[derive(Debug)]
pub enum Credential {
    /// From a sheet.
    Code(Code),
    /// From a mail.
    Link(Link),
}

impl Credential {
    /// Reads a code, or a link: the whole address, or what stands in it behind `#`.
    ///
    /// # Errors
    /// Neither; says in which way, never what was typed.
    pub fn parse(input: &str) -> Result<Self, CodeError> {
        let carried = input.rsplit('#').next().unwrap_or_default();
        match Code::parse(carried) {
            Ok(code) => Ok(Self::Code(code)),
            Err(CodeError::TooLong) => Link::parse(carried).map(Self::Link),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{EntryId, Random, StandInId};

    const ROLL: RollId = RollId(3);
    const OWNER: CodeOf = CodeOf::Entry(EntryId(7));

    fn peppers() -> (Pepper, Pepper) {
        let folder = tempfile::tempdir().expect("a folder");
        let pepper = |name: &str| {
            Pepper::create_new(&folder.path().join(name), &mut Random::from_os().rng())
                .expect("a pepper")
        };
        (pepper("a"), pepper("b"))
    }

    fn read(input: &str) -> Result<Link, CodeError> {
        match Credential::parse(input)? {
            Credential::Link(link) => Ok(link),
            Credential::Code(_) => panic!("{input} is read as a code"),
        }
    }

    #[test]
    fn a_link_belongs_to_pepper_roll_owner_and_generation() {
        let (ours, other) = peppers();
        let text = |pepper, roll, owner, generation| {
            Link::of(pepper, RollId(roll), owner, generation).expose()
        };
        let base = text(&ours, 3, OWNER, 1);
        assert_eq!(base, text(&ours, 3, OWNER, 1));
        assert_eq!(base.replace('-', "").len(), 32, "155 bits and a check sign");
        for changed in [
            text(&other, 3, OWNER, 1),
            text(&ours, 7, CodeOf::Entry(EntryId(3)), 1),
            text(&ours, 3, CodeOf::StandIn(StandInId(7)), 1),
            text(&ours, 3, OWNER, 2),
        ] {
            assert_ne!(base, changed);
        }
        let link = Link::of(&ours, ROLL, OWNER, 1);
        assert_ne!(link.hash(&ours), link.hash(&other));
        assert!(!format!("{link:?} {:?}", link.hash(&ours)).contains(&**base));
    }

    #[test]
    fn a_link_is_read_from_its_text_and_from_the_whole_address_however_it_is_written() {
        let (pepper, _) = peppers();
        let link = Link::of(&pepper, ROLL, OWNER, 1);
        let text = link.expose();
        for written in [
            text.to_string(),
            text.to_lowercase(),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('0', "o").replace('1', "l"),
            format!("  https://example.org/de/vote#{}\n", *text),
        ] {
            let again = read(&written).expect("a link");
            assert_eq!(again.hash(&pepper), link.hash(&pepper), "{written}");
        }
    }

    #[test]
    fn every_other_sign_and_every_exchange_of_neighbours_is_noticed() {
        let (pepper, _) = peppers();
        let text = Link::of(&pepper, ROLL, OWNER, 1).expose().replace('-', "");
        for place in 0..text.len() {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars() {
                let mut altered: Vec<char> = text.chars().collect();
                if std::mem::replace(&mut altered[place], other) != other {
                    let altered: String = altered.into_iter().collect();
                    assert_eq!(read(&altered).err(), Some(CodeError::CheckSignWrong));
                }
            }
            let mut exchanged: Vec<char> = text.chars().collect();
            if place + 1 < exchanged.len() && exchanged[place] != exchanged[place + 1] {
                exchanged.swap(place, place + 1);
                let exchanged: String = exchanged.into_iter().collect();
                assert_eq!(read(&exchanged).err(), Some(CodeError::CheckSignWrong));
            }
        }
    }

    #[test]
    fn what_is_neither_a_code_nor_a_link_says_in_which_way() {
        let (pepper, _) = peppers();
        let text = Link::of(&pepper, ROLL, OWNER, 1).expose().replace('-', "");
        for (input, error) in [
            ("", CodeError::TooShort),
            ("https://example.org/de/vote#", CodeError::TooShort),
            (&text[..19], CodeError::TooShort),
            (&text[..21], CodeError::TooLong),
            (&text[..31], CodeError::LinkIncomplete),
            (format!("{text}7").as_str(), CodeError::TooLong),
            (format!("{}U", &text[..31]).as_str(), CodeError::ForeignSign),
            ("A".repeat(1 << 20).as_str(), CodeError::TooLong),
            ("#".repeat(1 << 20).as_str(), CodeError::TooShort),
        ] {
            assert_eq!(Credential::parse(input).err(), Some(error));
        }
    }

    #[test]
    fn a_code_stays_a_code_also_as_the_link_of_its_sheet() {
        let code = Code::generate(&mut Random::from_os().rng());
        for written in [
            code.expose().to_string(),
            format!("https://example.org/de/vote#{}", *code.expose()),
        ] {
            assert!(matches!(
                Credential::parse(&written),
                Ok(Credential::Code(_))
            ));
        }
    }
}
