//! Countries of origin by their codes of two letters.

use serde::{Serialize, Serializer};

/// A country by its code of ISO 3166-1, besides `XK` for Kosovo, as the European Union writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(usize);

impl Country {
    /// Every country, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..COUNTRIES.len()).map(Self)
    }

    /// Reads a code in capitals.
    pub fn parse(code: &str) -> Option<Self> {
        COUNTRIES
            .binary_search_by_key(&code, |(known, _)| known)
            .ok()
            .map(Self)
    }

    /// The code.
    pub fn code(self) -> &'static str {
        COUNTRIES.get(self.0).map_or("", |(code, _)| code)
    }

    /// Key of the name in the reader's language.
    pub fn label(self) -> &'static str {
        COUNTRIES.get(self.0).map_or("", |(_, label)| label)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Sorted by code.
const COUNTRIES: &[(&str, &str)] = &[
    ("AD", crate::key!("country-ad")),
    ("AE", crate::key!("country-ae")),
    ("AF", crate::key!("country-af")),
    ("AG", crate::key!("country-ag")),
    ("AL", crate::key!("country-al")),
    ("AM", crate::key!("country-am")),
    ("AO", crate::key!("country-ao")),
    ("AR", crate::key!("country-ar")),
    ("AT", crate::key!("country-at")),
    ("AU", crate::key!("country-au")),
    ("AZ", crate::key!("country-az")),
    ("BA", crate::key!("country-ba")),
    ("BB", crate::key!("country-bb")),
    ("BD", crate::key!("country-bd")),
    ("BE", crate::key!("country-be")),
    ("BF", crate::key!("country-bf")),
    ("BG", crate::key!("country-bg")),
    ("BH", crate::key!("country-bh")),
    ("BI", crate::key!("country-bi")),
    ("BJ", crate::key!("country-bj")),
    ("BN", crate::key!("country-bn")),
    ("BO", crate::key!("country-bo")),
    ("BR", crate::key!("country-br")),
    ("BS", crate::key!("country-bs")),
    ("BT", crate::key!("country-bt")),
    ("BW", crate::key!("country-bw")),
    ("BY", crate::key!("country-by")),
    ("BZ", crate::key!("country-bz")),
    ("CA", crate::key!("country-ca")),
    ("CD", crate::key!("country-cd")),
    ("CF", crate::key!("country-cf")),
    ("CG", crate::key!("country-cg")),
    ("CH", crate::key!("country-ch")),
    ("CI", crate::key!("country-ci")),
    ("CL", crate::key!("country-cl")),
    ("CM", crate::key!("country-cm")),
    ("CN", crate::key!("country-cn")),
    ("CO", crate::key!("country-co")),
    ("CR", crate::key!("country-cr")),
    ("CU", crate::key!("country-cu")),
    ("CV", crate::key!("country-cv")),
    ("CY", crate::key!("country-cy")),
    ("CZ", crate::key!("country-cz")),
    ("DE", crate::key!("country-de")),
    ("DJ", crate::key!("country-dj")),
    ("DK", crate::key!("country-dk")),
    ("DM", crate::key!("country-dm")),
    ("DO", crate::key!("country-do")),
    ("DZ", crate::key!("country-dz")),
    ("EC", crate::key!("country-ec")),
    ("EE", crate::key!("country-ee")),
    ("EG", crate::key!("country-eg")),
    ("EH", crate::key!("country-eh")),
    ("ER", crate::key!("country-er")),
    ("ES", crate::key!("country-es")),
    ("ET", crate::key!("country-et")),
    ("FI", crate::key!("country-fi")),
    ("FJ", crate::key!("country-fj")),
    ("FM", crate::key!("country-fm")),
    ("FR", crate::key!("country-fr")),
    ("GA", crate::key!("country-ga")),
    ("GB", crate::key!("country-gb")),
    ("GD", crate::key!("country-gd")),
    ("GE", crate::key!("country-ge")),
    ("GH", crate::key!("country-gh")),
    ("GM", crate::key!("country-gm")),
    ("GN", crate::key!("country-gn")),
    ("GQ", crate::key!("country-gq")),
    ("GR", crate::key!("country-gr")),
    ("GT", crate::key!("country-gt")),
    ("GW", crate::key!("country-gw")),
    ("GY", crate::key!("country-gy")),
    ("HK", crate::key!("country-hk")),
    ("HN", crate::key!("country-hn")),
    ("HR", crate::key!("country-hr")),
    ("HT", crate::key!("country-ht")),
    ("HU", crate::key!("country-hu")),
    ("ID", crate::key!("country-id")),
    ("IE", crate::key!("country-ie")),
    ("IL", crate::key!("country-il")),
    ("IN", crate::key!("country-in")),
    ("IQ", crate::key!("country-iq")),
    ("IR", crate::key!("country-ir")),
    ("IS", crate::key!("country-is")),
    ("IT", crate::key!("country-it")),
    ("JM", crate::key!("country-jm")),
    ("JO", crate::key!("country-jo")),
    ("JP", crate::key!("country-jp")),
    ("KE", crate::key!("country-ke")),
    ("KG", crate::key!("country-kg")),
    ("KH", crate::key!("country-kh")),
    ("KI", crate::key!("country-ki")),
    ("KM", crate::key!("country-km")),
    ("KN", crate::key!("country-kn")),
    ("KP", crate::key!("country-kp")),
    ("KR", crate::key!("country-kr")),
    ("KW", crate::key!("country-kw")),
    ("KZ", crate::key!("country-kz")),
    ("LA", crate::key!("country-la")),
    ("LB", crate::key!("country-lb")),
    ("LC", crate::key!("country-lc")),
    ("LI", crate::key!("country-li")),
    ("LK", crate::key!("country-lk")),
    ("LR", crate::key!("country-lr")),
    ("LS", crate::key!("country-ls")),
    ("LT", crate::key!("country-lt")),
    ("LU", crate::key!("country-lu")),
    ("LV", crate::key!("country-lv")),
    ("LY", crate::key!("country-ly")),
    ("MA", crate::key!("country-ma")),
    ("MC", crate::key!("country-mc")),
    ("MD", crate::key!("country-md")),
    ("ME", crate::key!("country-me")),
    ("MG", crate::key!("country-mg")),
    ("MH", crate::key!("country-mh")),
    ("MK", crate::key!("country-mk")),
    ("ML", crate::key!("country-ml")),
    ("MM", crate::key!("country-mm")),
    ("MN", crate::key!("country-mn")),
    ("MO", crate::key!("country-mo")),
    ("MR", crate::key!("country-mr")),
    ("MT", crate::key!("country-mt")),
    ("MU", crate::key!("country-mu")),
    ("MV", crate::key!("country-mv")),
    ("MW", crate::key!("country-mw")),
    ("MX", crate::key!("country-mx")),
    ("MY", crate::key!("country-my")),
    ("MZ", crate::key!("country-mz")),
    ("NA", crate::key!("country-na")),
    ("NE", crate::key!("country-ne")),
    ("NG", crate::key!("country-ng")),
    ("NI", crate::key!("country-ni")),
    ("NL", crate::key!("country-nl")),
    ("NO", crate::key!("country-no")),
    ("NP", crate::key!("country-np")),
    ("NR", crate::key!("country-nr")),
    ("NZ", crate::key!("country-nz")),
    ("OM", crate::key!("country-om")),
    ("PA", crate::key!("country-pa")),
    ("PE", crate::key!("country-pe")),
    ("PG", crate::key!("country-pg")),
    ("PH", crate::key!("country-ph")),
    ("PK", crate::key!("country-pk")),
    ("PL", crate::key!("country-pl")),
    ("PR", crate::key!("country-pr")),
    ("PS", crate::key!("country-ps")),
    ("PT", crate::key!("country-pt")),
    ("PW", crate::key!("country-pw")),
    ("PY", crate::key!("country-py")),
    ("QA", crate::key!("country-qa")),
    ("RO", crate::key!("country-ro")),
    ("RS", crate::key!("country-rs")),
    ("RU", crate::key!("country-ru")),
    ("RW", crate::key!("country-rw")),
    ("SA", crate::key!("country-sa")),
    ("SB", crate::key!("country-sb")),
    ("SC", crate::key!("country-sc")),
    ("SD", crate::key!("country-sd")),
    ("SE", crate::key!("country-se")),
    ("SG", crate::key!("country-sg")),
    ("SI", crate::key!("country-si")),
    ("SK", crate::key!("country-sk")),
    ("SL", crate::key!("country-sl")),
    ("SM", crate::key!("country-sm")),
    ("SN", crate::key!("country-sn")),
    ("SO", crate::key!("country-so")),
    ("SR", crate::key!("country-sr")),
    ("SS", crate::key!("country-ss")),
    ("ST", crate::key!("country-st")),
    ("SV", crate::key!("country-sv")),
    ("SY", crate::key!("country-sy")),
    ("SZ", crate::key!("country-sz")),
    ("TD", crate::key!("country-td")),
    ("TG", crate::key!("country-tg")),
    ("TH", crate::key!("country-th")),
    ("TJ", crate::key!("country-tj")),
    ("TL", crate::key!("country-tl")),
    ("TM", crate::key!("country-tm")),
    ("TN", crate::key!("country-tn")),
    ("TO", crate::key!("country-to")),
    ("TR", crate::key!("country-tr")),
    ("TT", crate::key!("country-tt")),
    ("TV", crate::key!("country-tv")),
    ("TW", crate::key!("country-tw")),
    ("TZ", crate::key!("country-tz")),
    ("UA", crate::key!("country-ua")),
    ("UG", crate::key!("country-ug")),
    ("US", crate::key!("country-us")),
    ("UY", crate::key!("country-uy")),
    ("UZ", crate::key!("country-uz")),
    ("VA", crate::key!("country-va")),
    ("VC", crate::key!("country-vc")),
    ("VE", crate::key!("country-ve")),
    ("VN", crate::key!("country-vn")),
    ("VU", crate::key!("country-vu")),
    ("WS", crate::key!("country-ws")),
    ("XK", crate::key!("country-xk")),
    ("YE", crate::key!("country-ye")),
    ("ZA", crate::key!("country-za")),
    ("ZM", crate::key!("country-zm")),
    ("ZW", crate::key!("country-zw")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_as_its_country() {
        for country in Country::all() {
            assert_eq!(Country::parse(country.code()), Some(country));
            assert_eq!(
                country.label(),
                format!("country-{}", country.code().to_lowercase())
            );
        }
        assert!(COUNTRIES.is_sorted());
    }

    #[test]
    fn another_text_is_no_country() {
        for text in ["", "ZZ", "de", "DEU", "D", " DE", "Syrien"] {
            assert_eq!(Country::parse(text), None, "{text}");
        }
    }
}
