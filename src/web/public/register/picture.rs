//! The picture of a shared page: drawn when it is asked for, and kept for a while.

use std::sync::{Arc, Mutex, PoisonError};

use hashlink::LruCache;
use tokio::sync::Semaphore;

use super::words;
use crate::domain::language::Language;
use crate::domain::municipality::Ags;
use crate::domain::programme::ProgrammeId;
use crate::domain::validity::Day;
use crate::service::directory::Directory;
use crate::service::open_data::File;
use crate::service::{Service, ServiceError, apart};

/// Pictures that are kept, of about 40 kB each.
const KEPT: usize = 256;
/// Pictures that are drawn at the same time.
const AT_ONCE: usize = 2;

/// What a picture depends on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Subject {
    version: i64,
    day: Day,
    shows: Shows,
    language: Language,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Shows {
    /// The whole register.
    List,
    /// A municipality with one of its marks.
    Holder(Ags, ProgrammeId),
}

/// The pictures that were drawn last.
#[derive(Debug)]
pub(in crate::web) struct Pictures {
    kept: Mutex<LruCache<Subject, File>>,
    turns: Semaphore,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            kept: Mutex::new(LruCache::new(KEPT)),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Pictures {
    /// The picture of a municipality with its first mark, or the one that is asked for; nothing if
    /// it holds none.
    pub(super) async fn of(
        &self,
        service: &Arc<Service>,
        directory: Arc<Directory>,
        ags: &Ags,
        programme: Option<&ProgrammeId>,
        language: Language,
    ) -> Result<Option<File>, ServiceError> {
        let held = directory.holder(ags).and_then(|holder| {
            holder
                .marks
                .iter()
                .find(|held| programme.is_none_or(|p| *p == held.programme))
        });
        let Some(held) = held else { return Ok(None) };
        let shows = Shows::Holder(ags.clone(), held.programme.clone());
        self.drawn(service, directory, shows, language).await
    }

    /// The picture of the whole register; nothing if there is no mark.
    pub(super) async fn of_list(
        &self,
        service: &Arc<Service>,
        directory: Arc<Directory>,
        language: Language,
    ) -> Result<Option<File>, ServiceError> {
        self.drawn(service, directory, Shows::List, language).await
    }

    async fn drawn(
        &self,
        service: &Arc<Service>,
        directory: Arc<Directory>,
        shows: Shows,
        language: Language,
    ) -> Result<Option<File>, ServiceError> {
        let subject = Subject {
            version: directory.version(),
            day: directory.day(),
            shows,
            language,
        };
        if let Some(kept) = self.find(&subject) {
            return Ok(Some(kept));
        }
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|_| ServiceError::Interrupted)?;
        if let Some(kept) = self.find(&subject) {
            return Ok(Some(kept));
        }
        let (service, wanted) = (Arc::clone(service), subject.clone());
        let drawn = apart(move || async move { draw(&service, &directory, &wanted) }).await?;
        if let Some(file) = &drawn {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.insert(subject, file.clone());
        }
        Ok(drawn)
    }

    fn find(&self, subject: &Subject) -> Option<File> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(subject).cloned()
    }
}

fn draw(
    service: &Service,
    directory: &Directory,
    subject: &Subject,
) -> Result<Option<File>, ServiceError> {
    let language = subject.language;
    let bytes = match &subject.shows {
        Shows::List => service.share_list(directory, language)?,
        Shows::Holder(ags, programme) => {
            let holder = directory.holder(ags);
            let Some((holder, held)) = holder.and_then(|h| Some((h, h.mark(programme)?))) else {
                return Ok(None);
            };
            let state = words::standing(language, held);
            let mut letters = state.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            let state = first.chain(letters).collect();
            Some(service.share_picture(holder, held, state, language)?)
        }
    };
    Ok(bytes.map(File::new))
}
