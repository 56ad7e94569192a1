//! The rule of an allocation and those who take part in it.

/// The most votes that one contender may have.
pub const MOST_VOTES: u64 = 9_000_000_000_000_000_000;
/// The most contenders in one allocation.
pub const MOST_CONTENDERS: usize = 10_000;
/// The most seats in one allocation.
pub const MOST_SEATS: u32 = 1_000_000;

/// How votes become seats. There is no default: the rules of each election say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Votes divided by 1, 3, 5 and so on, the highest quotients win: the divisor method with standard rounding.
    // KWahlG NRW § 33 (2) in the wording of 17.10.2007; KomWG Baden-Württemberg § 25 (1); GLKrWG Bayern Art. 35 (2)
    SainteLague,
    /// Votes divided by 1, 2, 3 and so on, the highest quotients win.
    // KWG Saarland § 41 (1); Integrationsrat Leverkusen 2010
    DHondt,
    /// Whole quotas first, the seats that are left by the largest remainders.
    // KWG Hessen § 22 (3); NKWG § 36 (2)
    HareNiemeyer,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::SainteLague, Self::DHondt, Self::HareNiemeyer];

    /// The word for this method in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SainteLague => "sainte_lague",
            Self::DHondt => "dhondt",
            Self::HareNiemeyer => "hare_niemeyer",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }
}

/// What becomes of the seats for which a list has no candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShortLists {
    /// They stay vacant.
    // GLKrWG Bayern Art. 35 (3); Integrationsrat Bonn 2014, Krefeld 2020
    Vacant,
    /// They pass to the next quotients or remainders of those who still have candidates.
    // WahlO zum Sächsischen Personalvertretungsgesetz § 26 (2); WahlO zum Thüringer Personalvertretungsgesetz § 26 (2)
    Reallocate,
}

impl ShortLists {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Vacant, Self::Reallocate];

    /// The word for this in columns and documents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vacant => "vacant",
            Self::Reallocate => "reallocate",
        }
    }

    /// Reads the word written by [`code`](Self::code); any other gives `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.code() == code)
    }
}

/// The least share of the valid votes with which a contender takes part: numerator over denominator, "at least".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Threshold {
    numerator: u32,
    denominator: u32,
}

impl Threshold {
    /// Makes a threshold; `None` where it is more than the whole or has no denominator.
    #[must_use]
    pub const fn new(numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 || numerator > denominator {
            return None;
        }
        Some(Self {
            numerator,
            denominator,
        })
    }

    /// The parts asked for.
    #[must_use]
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// The parts that make up the whole.
    #[must_use]
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// The least votes that reach this share.
    ///
    /// At most 10,000 contenders with 9e18 votes each are less than 2^77 votes, and 2^77 times 2^32 fits.
    pub(super) fn least_votes(self, valid: u128) -> u128 {
        (valid * u128::from(self.numerator)).div_ceil(u128::from(self.denominator))
    }
}

/// The rule by which seats are allocated; it comes from the election's own law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeatRule {
    /// How votes become seats.
    pub method: Method,
    /// What becomes of seats without a candidate.
    pub short_lists: ShortLists,
    /// Whether a list with more than half of the votes gets more than half of the seats.
    pub majority_clause: bool,
    /// The least share of the valid votes, where there is one.
    pub threshold: Option<Threshold>,
}

impl SeatRule {
    /// The plain rule: seats without a candidate stay vacant, no majority clause, no threshold.
    #[must_use]
    pub const fn plain(method: Method) -> Self {
        Self {
            method,
            short_lists: ShortLists::Vacant,
            majority_clause: false,
            threshold: None,
        }
    }
}

/// A list or a person who stands alone. Contenders have no names here: results name them by their position, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contender {
    /// The valid votes, at most [`MOST_VOTES`].
    pub votes: u64,
    /// How many candidates there are to take seats; `None` where they are enough or not known.
    pub candidates: Option<u32>,
    /// Whether this is a person who stands alone and can take one seat only.
    pub independent: bool,
}

impl Contender {
    /// A list with as many candidates as it needs.
    #[must_use]
    pub const fn list(votes: u64) -> Self {
        Self {
            votes,
            candidates: None,
            independent: false,
        }
    }

    /// The seats that this contender can take.
    pub(super) const fn capacity(self) -> u32 {
        let candidates = match self.candidates {
            Some(candidates) => candidates,
            None => u32::MAX,
        };
        if self.independent && candidates > 1 {
            1
        } else {
            candidates
        }
    }
}
