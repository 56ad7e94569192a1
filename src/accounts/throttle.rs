//! Counts failed tries in memory and says how long the next one has to wait.
//!
//! For sign-in by e-mail and for failures from one network. The count for voting codes is stored
//! with the roll (`rolls::code`), because it must outlive a restart. Time comes in as an argument.

use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::types::AccountId;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Failures to sign in with one e-mail address: the next try is refused until the wait is over.
    SignIn,
    /// Failures from one network: the next try is slowed down, never refused, because an office of
    /// sixty people shares one address.
    Network,
}

struct Rule {
    free: u32,
    first_wait_ms: i64,
    longest_wait_ms: i64,
    /// A count is forgotten so long after its first failure.
    window_ms: i64,
}

impl Kind {
    const fn rule(self) -> Rule {
        match self {
            Self::SignIn => Rule {
                free: 10,
                first_wait_ms: 30_000,
                longest_wait_ms: 900_000,
                window_ms: 86_400_000,
            },
            // Sixty people with five slips each, in ten minutes.
            Self::Network => Rule {
                free: 300,
                first_wait_ms: 2_000,
                longest_wait_ms: 2_000,
                window_ms: 600_000,
            },
        }
    }
}

/// Whose failures are counted: a kind and a hash of the name, so that every key has the same size
/// and no address is kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    kind: Kind,
    hash: [u8; 32],
}

impl Key {
    /// For an e-mail address in the form in which accounts are looked up, whether known or not.
    pub fn sign_in(email: &str) -> Self {
        Self::of(Kind::SignIn, email.as_bytes())
    }

    /// The same for tries from one network: others cannot lock a person out of their own office.
    pub fn sign_in_from(email: &str, address: IpAddr) -> Self {
        let mut name = network_of(address);
        name.extend(email.bytes());
        Self::of(Kind::SignIn, &name)
    }

    /// For the codes of an account's app, from wherever they come: whoever types one knows the password.
    pub fn second_factor(account: AccountId) -> Self {
        let mut name = b"second factor ".to_vec();
        name.extend(account.0.to_be_bytes());
        Self::of(Kind::SignIn, &name)
    }

    /// For the network of an address.
    pub fn network(address: IpAddr) -> Self {
        Self::of(Kind::Network, &network_of(address))
    }

    fn of(kind: Kind, name: &[u8]) -> Self {
        Self {
            kind,
            hash: Sha256::digest(name).into(),
        }
    }
}

/// The address itself in IPv4, its /64 in IPv6: that much one household has to itself.
fn network_of(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets().into_iter().take(8).collect(),
    }
}

/// The next try has to wait so many seconds, rounded up; for a `Retry-After` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many failures; try again in {seconds} s")]
pub struct Wait {
    pub seconds: i64,
}

/// The counts, of bounded size: beyond it the one whose latest failure is oldest is dropped. Each
/// kind has its own, so that a flood of networks does not wash out the sign-ins.
pub struct Throttle {
    sign_ins: Mutex<Counts>,
    networks: Mutex<Counts>,
    capacity: NonZeroUsize,
}

#[derive(Default)]
struct Counts {
    by_key: HashMap<[u8; 32], Count>,
    /// Keys in the order of their latest failure; its own counter, as clocks go backwards.
    order: BTreeMap<u64, [u8; 32]>,
    next_turn: u64,
}

#[derive(Clone, Copy)]
struct Count {
    failures: u32,
    first_at: i64,
    latest_at: i64,
    turn: u64,
}

impl Throttle {
    /// Keeps at most so many counts of each kind (about 150 bytes each).
    pub fn new(capacity: NonZeroUsize) -> Self {
        Self {
            sign_ins: Mutex::default(),
            networks: Mutex::default(),
            capacity,
        }
    }

    /// Whether a try is allowed now (Unix milliseconds).
    ///
    /// # Errors
    /// How long to wait. Trying during the wait does not make it longer.
    pub fn check(&self, key: Key, now: i64) -> Result<(), Wait> {
        wait(&self.counts(key.kind), key, now)
    }

    /// Counts a failure.
    pub fn failed(&self, key: Key, now: i64) {
        self.count(&mut self.counts(key.kind), key, now);
    }

    /// Checks and, where the try is allowed, counts it as a failure in advance, in one step: of a
    /// hundred tries sent at once only the free ones get through. `succeeded` takes it back.
    ///
    /// # Errors
    /// As [`Self::check`].
    pub fn begin(&self, key: Key, now: i64) -> Result<(), Wait> {
        let mut counts = self.counts(key.kind);
        wait(&counts, key, now)?;
        self.count(&mut counts, key, now);
        Ok(())
    }

    /// Clears the failures of a sign-in. Those of a network stay: one person's success says nothing
    /// about the others there, and an attacker may have an account of their own.
    pub fn succeeded(&self, key: Key) {
        match key.kind {
            Kind::SignIn => {
                let mut counts = self.counts(Kind::SignIn);
                if let Some(count) = counts.by_key.remove(&key.hash) {
                    counts.order.remove(&count.turn);
                }
            }
            Kind::Network => {}
        }
    }

    fn counts(&self, kind: Kind) -> MutexGuard<'_, Counts> {
        let counts = match kind {
            Kind::SignIn => &self.sign_ins,
            Kind::Network => &self.networks,
        };
        counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, counts: &mut Counts, key: Key, now: i64) {
        let turn = counts.next_turn;
        counts.next_turn += 1;
        let earlier = counts.by_key.get(&key.hash).copied();
        if let Some(earlier) = earlier {
            counts.order.remove(&earlier.turn);
        }
        let earlier = earlier.filter(|earlier| earlier.is_remembered(key.kind, now));
        let count = Count {
            failures: earlier.map_or(1, |earlier| earlier.failures.saturating_add(1)),
            first_at: earlier.map_or(now, |earlier| earlier.first_at),
            latest_at: now,
            turn,
        };
        counts.by_key.insert(key.hash, count);
        counts.order.insert(turn, key.hash);
        if counts.by_key.len() > self.capacity.get()
            && let Some((_, oldest)) = counts.order.pop_first()
        {
            counts.by_key.remove(&oldest);
        }
    }
}

impl Count {
    fn is_remembered(&self, kind: Kind, now: i64) -> bool {
        now.saturating_sub(self.first_at) < kind.rule().window_ms
    }
}

fn wait(counts: &Counts, key: Key, now: i64) -> Result<(), Wait> {
    let Some(count) = counts.by_key.get(&key.hash) else {
        return Ok(());
    };
    let rule = key.kind.rule();
    if count.failures < rule.free || !count.is_remembered(key.kind, now) {
        return Ok(());
    }
    let doublings = (count.failures - rule.free).min(20);
    let wait_ms = (rule.first_wait_ms << doublings).min(rule.longest_wait_ms);
    // A clock set back must not make the wait longer than it was.
    let passed = now.saturating_sub(count.latest_at).max(0);
    match wait_ms - passed {
        ..=0 => Ok(()),
        left => Err(Wait {
            seconds: (left + 999) / 1_000,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn throttle(capacity: usize) -> Throttle {
        Throttle::new(NonZeroUsize::new(capacity).unwrap())
    }

    fn network(address: &str) -> Key {
        Key::network(address.parse().unwrap())
    }

    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn ten_failed_sign_ins_are_free_then_the_wait_doubles_to_a_quarter_of_an_hour() {
        let throttle = throttle(8);
        let key = Key::sign_in("a@example.org");
        let mut now = NOW;
        for _ in 0..10 {
            assert_eq!(throttle.check(key, now), Ok(()));
            throttle.failed(key, now);
        }
        for seconds in [30, 60, 120, 240, 480, 900, 900, 900] {
            assert_eq!(throttle.check(key, now), Err(Wait { seconds }));
            assert_eq!(throttle.check(key, now + 1), Err(Wait { seconds }));
            let almost = now + seconds * 1_000 - 1;
            assert_eq!(throttle.check(key, almost), Err(Wait { seconds: 1 }));
            now += seconds * 1_000;
            assert_eq!(throttle.check(key, now), Ok(()));
            throttle.failed(key, now);
        }
        assert_eq!(throttle.check(Key::sign_in("b@example.org"), now), Ok(()));
    }

    #[test]
    fn success_clears_the_failures_of_a_sign_in() {
        let throttle = throttle(8);
        let key = Key::sign_in("a@example.org");
        for _ in 0..12 {
            throttle.failed(key, NOW);
        }
        assert!(throttle.check(key, NOW).is_err());
        throttle.succeeded(key);
        for _ in 0..10 {
            assert_eq!(throttle.check(key, NOW), Ok(()));
            throttle.failed(key, NOW);
        }
        assert_eq!(throttle.check(key, NOW), Err(Wait { seconds: 30 }));
    }

    #[test]
    fn of_many_tries_begun_at_once_only_the_free_ones_get_through() {
        let throttle = throttle(8);
        let key = Key::sign_in("a@example.org");
        let begun = (0..100)
            .filter(|_| throttle.begin(key, NOW).is_ok())
            .count();
        assert_eq!(begun, 10);
        assert_eq!(throttle.check(key, NOW), Err(Wait { seconds: 30 }));
        throttle.succeeded(key);
        assert_eq!(throttle.begin(key, NOW), Ok(()));
    }

    #[test]
    fn row_41_sixty_voters_in_one_office_with_three_slips_each_are_not_held_up() {
        let throttle = throttle(8);
        let office = network("203.0.113.7");
        for voter in 0..60 {
            for slip in 0..3 {
                let now = NOW + voter * 5_000 + slip;
                assert_eq!(throttle.check(office, now), Ok(()));
                throttle.failed(office, now);
            }
            throttle.succeeded(office);
        }
    }

    #[test]
    fn a_network_with_three_hundred_failures_is_slowed_down_and_forgotten_after_ten_minutes() {
        let throttle = throttle(8);
        let key = network("203.0.113.7");
        for failure in 0..300 {
            assert_eq!(throttle.check(key, NOW + failure), Ok(()));
            throttle.failed(key, NOW + failure);
        }
        let now = NOW + 299;
        assert_eq!(throttle.check(key, now), Err(Wait { seconds: 2 }));
        throttle.succeeded(key);
        assert_eq!(throttle.check(key, now), Err(Wait { seconds: 2 }));
        assert_eq!(throttle.check(key, now + 2_000), Ok(()));
        for _ in 0..100 {
            throttle.failed(key, now);
        }
        assert_eq!(throttle.check(key, now), Err(Wait { seconds: 2 }));
        throttle.failed(key, NOW + 599_999);
        assert_eq!(throttle.check(key, NOW + 599_999), Err(Wait { seconds: 2 }));
        assert_eq!(throttle.check(key, NOW + 600_000), Ok(()));
        for _ in 0..300 {
            assert_eq!(throttle.check(key, NOW + 600_000), Ok(()));
            throttle.failed(key, NOW + 600_000);
        }
        assert!(throttle.check(key, NOW + 600_000).is_err());
    }

    #[test]
    fn addresses_of_one_network_share_a_count() {
        let cases = [
            ("203.0.113.7", "203.0.113.7", true),
            ("203.0.113.7", "203.0.113.8", false),
            ("203.0.113.7", "::ffff:203.0.113.7", true),
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
        ];
        for (one, other, shared) in cases {
            assert_eq!(network(one) == network(other), shared, "{one} {other}");
        }
        // Four bytes of e-mail are not the four bytes of an address.
        assert_ne!(Key::sign_in("\u{1}\u{2}\u{3}\u{4}"), network("1.2.3.4"));
    }

    #[test]
    fn beyond_its_size_the_count_with_the_oldest_failure_is_dropped() {
        let throttle = throttle(3);
        let keys = ["a", "b", "c", "d"].map(Key::sign_in);
        let [a, b, c, d] = keys;
        for key in [a, b, c] {
            for _ in 0..10 {
                throttle.failed(key, NOW);
            }
        }
        throttle.failed(a, NOW);
        throttle.failed(d, NOW);
        // A flood of networks has counts of its own.
        for last in 0..100_u8 {
            throttle.failed(Key::network([192, 0, 2, last].into()), NOW);
        }
        assert_eq!(
            keys.map(|key| throttle.check(key, NOW).is_err()),
            [true, false, true, false]
        );
        let counts = throttle.counts(Kind::SignIn);
        assert_eq!((counts.by_key.len(), counts.order.len()), (3, 3));
        let counts = throttle.counts(Kind::Network);
        assert_eq!((counts.by_key.len(), counts.order.len()), (3, 3));
    }

    #[test]
    fn a_cleared_count_takes_no_place() {
        let throttle = throttle(1);
        let [a, b, c] = ["a", "b", "c"].map(Key::sign_in);
        throttle.failed(a, NOW);
        throttle.succeeded(a);
        for _ in 0..10 {
            throttle.failed(b, NOW);
        }
        assert!(throttle.check(b, NOW).is_err());
        throttle.failed(c, NOW);
        assert_eq!(throttle.check(b, NOW), Ok(()));
    }

    #[test]
    fn a_jumping_clock_neither_breaks_nor_lengthens_a_wait() {
        let throttle = throttle(3);
        let key = Key::sign_in("a@example.org");
        for _ in 0..10 {
            throttle.failed(key, NOW);
        }
        for now in [NOW - 7_200_000, 0, i64::MIN] {
            assert_eq!(throttle.check(key, now), Err(Wait { seconds: 30 }));
        }
        assert_eq!(throttle.check(key, i64::MAX), Ok(()));
        throttle.failed(key, i64::MIN);
        throttle.failed(key, i64::MAX);
    }
}
