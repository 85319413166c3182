//! The file as revisions that lie behind each other (ISO 32000-1, 7.5.6).
//!
//! Whatever is read is written again and must give the same bytes, unless it is the [`Beginning`],
//! whose bytes are compared as they are. So no byte of a file that could be read is unaccounted for,
//! no two programs can see different objects in it, and broken files are never repaired.

use std::borrow::Cow;
use std::ops::Range;

use lopdf::{Dictionary, Object, StringFormat};
use thiserror::Error;

use super::beginning::Beginning;
pub use super::revision::{Objects, Places, Revision};
use super::syntax::Unreadable;

/// Header and the comment that marks the file as binary (ISO 19005-3, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// More revisions than two chambers and a century of time-stamps need: so many of these make a file
/// that is too large to be checked.
const MOST_REVISIONS: usize = 512;

/// What a signature's revision, or the page behind the beginning, takes at most, about.
const REVISION: usize = 40 << 10;

/// More values than such a file has; an Urkunde has a thousand.
const MOST_VALUES: usize = 1 << 16;

/// A file that this program could have written.
pub struct File<'a> {
    bytes: Cow<'a, [u8]>,
    /// Oldest first; at least one.
    pub revisions: Vec<Revision>,
    /// What it begins with, if that is what all Urkunden begin with.
    beginning: Option<&'static Beginning>,
}

/// The bytes are no such file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotOurForm {
    /// No PDF header at the beginning.
    #[error("the file is no PDF")]
    NotAPdf,
    /// Not the bytes that this program would have written.
    #[error("revision {revision} is not written as this program writes")]
    Written {
        /// Revisions before it that are.
        revision: usize,
    },
    /// Too many revisions.
    #[error("the file has more than {MOST_REVISIONS} revisions")]
    Revisions,
}

/// Writes a file of one revision.
pub fn create(objects: Objects, trailer: Dictionary) -> Vec<u8> {
    let mut bytes = Vec::from(HEADER);
    Revision::write(&mut bytes, 0, Places::new(), objects, trailer, None);
    bytes
}

/// The first revision of a file, read without knowing what it begins with.
pub fn first_revision(bytes: &[u8]) -> Result<Revision, Unreadable> {
    let mut values = MOST_VALUES;
    Revision::read(bytes, HEADER.len(), None, &mut values, None)
}

impl<'a> File<'a> {
    /// Reads a file; its length bounds the effort.
    pub fn read(bytes: impl Into<Cow<'a, [u8]>>) -> Result<Self, NotOurForm> {
        let bytes = bytes.into();
        if !bytes.starts_with(b"%PDF-") {
            return Err(NotOurForm::NotAPdf);
        }
        if !bytes.starts_with(HEADER) {
            return Err(NotOurForm::Written { revision: 0 });
        }
        let beginning = Beginning::begins(&bytes);
        let mut revisions: Vec<Revision> = Vec::new();
        let mut end = HEADER.len();
        let mut values = MOST_VALUES;
        while end < bytes.len() {
            if revisions.len() == MOST_REVISIONS {
                return Err(NotOurForm::Revisions);
            }
            let failed = NotOurForm::Written {
                revision: revisions.len(),
            };
            let previous = revisions.last();
            let known = beginning.filter(|_| previous.is_none());
            let next = Revision::read(&bytes, end, previous, &mut values, known);
            let next = next.map_err(|_| failed)?;
            end = next.end;
            revisions.push(next);
        }
        if revisions.is_empty() {
            return Err(NotOurForm::Written { revision: 0 });
        }
        Ok(Self {
            bytes,
            revisions,
            beginning,
        })
    }

    /// The whole file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The whole file, to keep.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes.into_owned()
    }

    /// An object as it is in a revision.
    pub fn object(&self, revision: usize, id: u32) -> Option<&Object> {
        let revisions = self.revisions.iter().take(revision + 1);
        let newer = revisions.rev().find_map(|r| r.objects.get(&id));
        newer.or_else(|| self.beginning?.objects.get(&id))
    }

    /// The numbers of its objects.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let beginning = self.beginning.into_iter();
        let beginning = beginning.flat_map(|beginning| beginning.objects.keys());
        let behind = self.revisions.iter().flat_map(|r| r.objects.keys());
        beginning.chain(behind).copied()
    }

    /// A dictionary as it is in a revision.
    pub fn dictionary(&self, revision: usize, id: u32) -> Option<&Dictionary> {
        self.object(revision, id)?.as_dict().ok()
    }

    /// The catalog's number.
    pub fn root(&self) -> Option<u32> {
        reference(&self.last().trailer, b"Root")
    }

    /// Index of the newest revision.
    pub fn newest(&self) -> usize {
        self.revisions.len() - 1
    }

    /// The first object number that is free.
    pub fn next_number(&self) -> u32 {
        self.last().next_number()
    }

    /// Appends a revision, whose trailer says what the others say.
    pub fn append(&mut self, objects: Objects) {
        let bytes = with_room_behind(&mut self.bytes);
        let last = &self.revisions[self.revisions.len() - 1];
        let (known, trailer) = (Places::new(), last.trailer.clone());
        let next = Revision::write(bytes, 0, known, objects, trailer, Some(last));
        self.revisions.push(next);
    }

    /// Takes away again what was appended last; not the first revision.
    pub fn undo(&mut self) -> Option<Objects> {
        let (_, before) = self.revisions.split_last()?;
        self.bytes.to_mut().truncate(before.last()?.end);
        Some(self.revisions.pop()?.objects)
    }

    /// Puts a signature into its gap in the newest revision, both as bytes and as an object: as many
    /// zeros follow as there is room. Nothing happens if it is too long.
    pub fn fill(&mut self, number: u32, gap: &Range<usize>, structure: &[u8]) -> Option<()> {
        let room = (gap.len() / 2).checked_sub(1)?;
        let padding = room.checked_sub(structure.len())?;
        let mut contents = structure.to_vec();
        contents.resize(structure.len() + padding, 0);
        let newest = self.revisions.last_mut()?;
        let Object::Dictionary(signature) = newest.objects.get_mut(&number)? else {
            return None;
        };
        let digits = self.bytes.to_mut().get_mut(gap.start + 1..gap.end - 1)?;
        faster_hex::hex_encode_upper(&contents, digits).ok()?;
        let contents = Object::String(contents, StringFormat::Hexadecimal);
        signature.set("Contents", contents);
        Some(())
    }

    /// The same with bytes of its own.
    pub fn into_owned(self) -> File<'static> {
        File {
            bytes: Cow::Owned(self.bytes.into_owned()),
            revisions: self.revisions,
            beginning: self.beginning,
        }
    }

    fn last(&self) -> &Revision {
        // `read` gives no file without one.
        &self.revisions[self.newest()]
    }
}

impl File<'static> {
    /// Writes a file of one revision that begins as all Urkunden do; the objects are those behind.
    pub fn create(objects: Objects, trailer: Dictionary) -> Self {
        let beginning = Beginning::shared();
        let mut bytes = Vec::with_capacity(beginning.bytes.len() + 3 * REVISION);
        bytes.extend(&beginning.bytes);
        let known = beginning.places.clone();
        let page = Revision::write(&mut bytes, 0, known, objects, trailer, None);
        Self {
            bytes: Cow::Owned(bytes),
            revisions: vec![page],
            beginning: Some(beginning),
        }
    }
}

/// The bytes, to be appended to.
fn with_room_behind<'b>(bytes: &'b mut Cow<'_, [u8]>) -> &'b mut Vec<u8> {
    if let Cow::Borrowed(borrowed) = *bytes {
        let mut own = Vec::with_capacity(borrowed.len() + REVISION);
        own.extend(borrowed);
        *bytes = Cow::Owned(own);
    }
    bytes.to_mut()
}

/// The number of the object that a dictionary refers to.
pub fn reference(dictionary: &Dictionary, key: &[u8]) -> Option<u32> {
    let id = dictionary.get(key).and_then(Object::as_reference).ok()?;
    Some(id.0)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::document::beginning::NEXT;

    fn behind(objects: Objects) -> Vec<u8> {
        let trailer = dictionary! { "Root" => Object::Reference((NEXT, 0)) };
        File::create(objects, trailer).into_bytes()
    }

    fn catalog() -> Object {
        dictionary! { "Type" => "Catalog" }.into()
    }

    #[test]
    fn knowing_the_beginning_changes_nothing() {
        let bytes = behind(Objects::from([(NEXT, catalog())]));
        assert!(Beginning::begins(&bytes).is_some());
        let known = File::read(bytes.as_slice()).unwrap().revisions.remove(0);
        let whole = first_revision(&bytes).unwrap();
        let objects = Beginning::shared().objects.clone().into_iter();
        let objects = Objects::from_iter(objects.chain(known.objects));
        assert!(objects == whole.objects && known.places == whole.places);
        assert!(create(objects, known.trailer) == bytes);
    }

    #[test]
    fn what_was_written_is_known_as_if_it_were_read() {
        let trailer = dictionary! { "Root" => Object::Reference((NEXT, 0)) };
        let mut file = File::create(Objects::from([(NEXT, catalog())]), trailer);
        file.append(Objects::from([(NEXT + 1, catalog())]));
        file.append(Objects::from([(NEXT + 2, catalog())]));
        let undone = file.undo();
        assert_eq!(undone, Some(Objects::from([(NEXT + 2, catalog())])));
        file.append(Objects::from([(NEXT, catalog())]));
        let read = File::read(file.bytes()).unwrap();
        assert_eq!(file.revisions, read.revisions);
        assert_eq!(file.revisions.len(), 3);
        assert!(file.numbers().eq(read.numbers()));
    }

    #[test]
    fn nothing_behind_the_beginning_replaces_what_is_in_it() {
        let bytes = behind(Objects::from([(NEXT - 1, catalog()), (NEXT, catalog())]));
        let failed = NotOurForm::Written { revision: 0 };
        assert_eq!(File::read(bytes).err(), Some(failed));
    }
}
