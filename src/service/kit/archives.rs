//! Archives that were packed lately. Packing keeps a processor busy for seconds, so one is packed
//! at a time, and nobody waits for ever.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hashlink::LruCache;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::super::error::ServiceError;
use super::super::{Service, apart};
use super::Kit;
use crate::domain::serial::Serial;

/// Bytes and number of the archives that are kept.
const MOST_BYTES: usize = 64 << 20;
const MOST_ARCHIVES: usize = 64;

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everything that an archive depends on: the certificate, whose facts and words never change, and
/// the Urkunde, which grows with its time-stamps. The programme's words last as long as the process.
type Key = (Serial, [u8; 32]);

/// The archives that are kept.
#[derive(Debug, Clone)]
pub struct Archives {
    kept: Arc<Mutex<Kept>>,
    turn: Arc<Semaphore>,
}

struct Kept {
    archives: LruCache<Key, Arc<[u8]>>,
    bytes: usize,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept").field("bytes", &self.bytes).finish()
    }
}

impl Default for Archives {
    fn default() -> Self {
        Self {
            kept: Arc::new(Mutex::new(Kept {
                archives: LruCache::new(MOST_ARCHIVES),
                bytes: 0,
            })),
            turn: Arc::new(Semaphore::new(1)),
        }
    }
}

impl Archives {
    /// The archive of a kit, packed unless it is kept. Nothing, if others took too long.
    pub async fn get(
        &self,
        service: &Arc<Service>,
        kit: Kit,
    ) -> Result<Option<Arc<[u8]>>, ServiceError> {
        let document = service.store.document(kit.serial()).await?;
        let document = document.unwrap_or_default();
        let key = (kit.serial(), Sha256::digest(&document).into());
        if let Some(archive) = self.kept(&key) {
            return Ok(Some(archive));
        }
        let turn = Arc::clone(&self.turn).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, turn).await else {
            return Ok(None);
        };
        // Whoever had the turn before may have packed it.
        if let Some(archive) = self.kept(&key) {
            return Ok(Some(archive));
        }
        let (service, archives) = (Arc::clone(service), self.clone());
        let packed = apart(move || async move {
            // The turn lasts as long as the work, even if nobody waits for it any more.
            let _turn = turn;
            let archive: Arc<[u8]> = service.kit_archive(&kit, &document)?.into();
            archives.keep(key, Arc::clone(&archive));
            Ok(archive)
        });
        packed.await.map(Some)
    }

    fn kept(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.archives.get(key).cloned()
    }

    fn keep(&self, key: Key, archive: Arc<[u8]>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += archive.len();
        if let Some(same) = kept.archives.insert(key, archive) {
            kept.bytes = kept.bytes.saturating_sub(same.len());
        }
        // The cache would let the last one go by itself, and not tell.
        while kept.archives.len() >= MOST_ARCHIVES || kept.bytes > MOST_BYTES {
            let Some((_, old)) = kept.archives.remove_lru() else {
                break;
            };
            kept.bytes = kept.bytes.saturating_sub(old.len());
        }
    }
}
