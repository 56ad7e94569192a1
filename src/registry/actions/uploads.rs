//! Tables that wait between their preview and the word of the person who uploaded them.

use std::{
    borrow::Cow,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::Semaphore;

use crate::{
    registry::{
        import::ImportKind,
        table::{Limits, TableError, encoding, workbook},
    },
    types::{AccountId, ElectionId, FederationId, RoundId, Timestamp},
};

/// An upload is forgotten after this time.
const KEPT_MS: i64 = 30 * 60 * 1000;
/// All uploads together hold at most so many bytes; the oldest go first.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Of each person so many are kept; the oldest go first.
const MOST_OF_ACCOUNT: usize = 3;

/// One workbook at a time: reading one takes a core and some memory.
static READING: Semaphore = Semaphore::const_new(1);

/// An uploaded table as CSV in UTF-8; a workbook is turned into it away from the threads that answer requests.
///
/// # Errors
/// [`TableError`] where it is a workbook that cannot be read.
pub async fn as_csv(bytes: &[u8], limits: Limits) -> Result<Cow<'_, [u8]>, TableError> {
    if !workbook::is_workbook(bytes) {
        return Ok(encoding::as_utf8(bytes));
    }
    // Neither is closed, and a panic of the reader is a file that it cannot read.
    let _turn = READING
        .acquire()
        .await
        .map_err(|_| TableError::NoWorkbook)?;
    let bytes = bytes.to_vec();
    tokio::task::spawn_blocking(move || workbook::as_csv(&bytes, &limits))
        .await
        .map_err(|_| TableError::NoWorkbook)?
        .map(Cow::Owned)
}

/// What a table is uploaded for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadKind {
    Register(ImportKind),
    /// Figures of an election.
    Counts(ElectionId),
    /// Delegations of a round.
    Delegations(RoundId),
}

/// A table that waits.
#[derive(Clone, Debug)]
pub struct Upload {
    pub id: String,
    pub account: AccountId,
    pub federation: FederationId,
    pub kind: UploadKind,
    /// Name of the file.
    pub name: String,
    pub bytes: Arc<[u8]>,
    pub at: Timestamp,
}

/// Uploads in memory; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Uploads(Arc<Mutex<Vec<Upload>>>);

impl Uploads {
    /// Keeps a table.
    pub fn keep(&self, upload: Upload) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = upload.at;
        kept.retain(|u| is_fresh(u, now));
        while kept.iter().filter(|u| u.account == upload.account).count() >= MOST_OF_ACCOUNT {
            if let Some(oldest) = kept.iter().position(|u| u.account == upload.account) {
                kept.remove(oldest);
            }
        }
        let mut bytes = upload.bytes.len();
        kept.push(upload);
        // The newest stays, whatever its size; the limit of a request bounds it.
        let newest = kept.len() - 1;
        let mut from = newest;
        while let Some(before) = from.checked_sub(1).and_then(|place| kept.get(place)) {
            bytes += before.bytes.len();
            if bytes > MOST_BYTES {
                break;
            }
            from -= 1;
        }
        kept.drain(..from);
    }

    /// The person's own table in this federation, while it is kept.
    pub fn find(
        &self,
        id: &str,
        account: AccountId,
        federation: FederationId,
        now: Timestamp,
    ) -> Option<Upload> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|u| {
                u.id == id && u.account == account && u.federation == federation && is_fresh(u, now)
            })
            .cloned()
    }

    /// Forgets a table.
    pub fn forget(&self, id: &str, account: AccountId) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|u| u.id != id || u.account != account);
    }
}

fn is_fresh(upload: &Upload, now: Timestamp) -> bool {
    now.unix_millis() - upload.at.unix_millis() < KEPT_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upload(id: &str, account: i64, bytes: usize, at: i64) -> Upload {
        Upload {
            id: id.into(),
            account: AccountId(account),
            federation: FederationId(1),
            kind: UploadKind::Register(ImportKind::People),
            name: String::new(),
            bytes: vec![0; bytes].into(),
            at: Timestamp::stored(at),
        }
    }

    fn is_kept(uploads: &Uploads, id: &str, account: i64, at: i64) -> bool {
        uploads
            .find(
                id,
                AccountId(account),
                FederationId(1),
                Timestamp::stored(at),
            )
            .is_some()
    }

    #[test]
    fn an_upload_is_found_by_its_owner_in_its_federation_for_half_an_hour() {
        let uploads = Uploads::default();
        uploads.keep(upload("a", 1, 10, 0));
        assert!(is_kept(&uploads, "a", 1, KEPT_MS - 1));
        assert!(!is_kept(&uploads, "a", 1, KEPT_MS));
        assert!(!is_kept(&uploads, "a", 2, 0));
        assert!(
            uploads
                .find("a", AccountId(1), FederationId(2), Timestamp::stored(0))
                .is_none()
        );
        uploads.forget("a", AccountId(2));
        assert!(is_kept(&uploads, "a", 1, 0));
        uploads.forget("a", AccountId(1));
        assert!(!is_kept(&uploads, "a", 1, 0));
    }

    #[test]
    fn the_oldest_uploads_go_when_there_are_too_many_or_too_large() {
        let uploads = Uploads::default();
        for id in ["a", "b", "c", "d"] {
            uploads.keep(upload(id, 1, 10, 0));
        }
        assert!(
            !is_kept(&uploads, "a", 1, 0)
                && is_kept(&uploads, "b", 1, 0)
                && is_kept(&uploads, "d", 1, 0)
        );
        uploads.keep(upload("e", 2, MOST_BYTES - 10, 0));
        assert!(
            !is_kept(&uploads, "c", 1, 0)
                && is_kept(&uploads, "d", 1, 0)
                && is_kept(&uploads, "e", 2, 0)
        );
    }
}
