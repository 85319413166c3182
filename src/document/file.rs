//! The file as revisions that lie behind each other (ISO 32000-1, 7.5.6).
//!
//! A revision is objects in the order of their numbers, a classic cross-reference table and a
//! trailer. Whatever is read is written again and must give the same bytes, unless it is the
//! [`Beginning`], whose bytes are compared as they are. So no byte of a file
//! that could be read is unaccounted for, no two programs can see different objects in it, and
//! broken files are never repaired.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Object};
use thiserror::Error;

use super::beginning::Beginning;
use super::syntax::{self, Reader, Unreadable, print, write_number};

/// Header and the comment that marks the file as binary (ISO 19005-3, 6.1.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/// More revisions than two chambers and a century of time-stamps need: so many of these make a file
/// that is too large to be checked.
const MOST_REVISIONS: usize = 512;

/// What a signature's revision, or the page behind the beginning, takes at most, about.
const REVISION: usize = 40 << 10;

/// More values than such a file has; an Urkunde has a thousand.
const MOST_VALUES: usize = 1 << 16;

/// Objects by their numbers; the generation is always 0.
pub type Objects = BTreeMap<u32, Object>;

/// What was written in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// What is new or replaces an older object of the same number; without the file's beginning.
    pub objects: Objects,
    /// Trailer entries but for `Size` and `Prev`.
    pub trailer: Dictionary,
    /// Where its last byte ends.
    pub end: usize,
    /// Where each object is.
    pub places: Places,
    /// Where its cross-reference table begins.
    xref: usize,
    /// One more than the greatest object number so far.
    size: u32,
}

/// A file that this program could have written.
pub struct File<'a> {
    /// The whole file.
    pub bytes: Cow<'a, [u8]>,
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
pub fn create(objects: &Objects, trailer: &Dictionary) -> Vec<u8> {
    let mut bytes = Vec::from(HEADER);
    append(&mut bytes, 0, Places::new(), objects, trailer, None);
    bytes
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
        self.last().size
    }

    /// Appends a revision, whose trailer says what the others say.
    pub fn append(&mut self, objects: Objects) {
        let last = self.last();
        let (before, trailer) = (Some((last.xref, last.size)), last.trailer.clone());
        let bytes = self.growing();
        let (places, xref, size) = append(bytes, 0, Places::new(), &objects, &trailer, before);
        self.revisions.push(Revision {
            objects,
            trailer,
            end: self.bytes.len(),
            places,
            xref,
            size,
        });
    }

    /// Takes what was appended last away again.
    pub fn undo(&mut self) -> Objects {
        let newest = self.revisions.pop();
        let end = self.revisions.last().map_or(0, |revision| revision.end);
        self.bytes.to_mut().truncate(end);
        newest.map(|revision| revision.objects).unwrap_or_default()
    }

    /// An object of the newest revision, to be changed as the bytes are.
    pub fn newest_object(&mut self, number: u32) -> Option<&mut Object> {
        self.revisions.last_mut()?.objects.get_mut(&number)
    }

    /// The same with bytes of its own.
    pub fn into_owned(self) -> File<'static> {
        File {
            bytes: Cow::Owned(self.bytes.into_owned()),
            revisions: self.revisions,
            beginning: self.beginning,
        }
    }

    /// The bytes, with room behind them.
    fn growing(&mut self) -> &mut Vec<u8> {
        if let Cow::Borrowed(bytes) = self.bytes {
            let mut own = Vec::with_capacity(bytes.len() + REVISION);
            own.extend(bytes);
            self.bytes = Cow::Owned(own);
        }
        self.bytes.to_mut()
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
        let (places, xref, size) = append(&mut bytes, 0, known, &objects, &trailer, None);
        let page = Revision {
            objects,
            trailer,
            end: bytes.len(),
            places,
            xref,
            size,
        };
        Self {
            bytes: Cow::Owned(bytes),
            revisions: vec![page],
            beginning: Some(beginning),
        }
    }
}

impl Revision {
    /// The first revision of a file, read without knowing what it begins with.
    pub fn first(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut values = MOST_VALUES;
        Self::read(bytes, HEADER.len(), None, &mut values, None)
    }

    /// `values` is how many more may be read in the whole file. `beginning` is what the file is
    /// known to begin with, if this is its first revision.
    fn read(
        bytes: &[u8],
        start: usize,
        previous: Option<&Self>,
        values: &mut usize,
        beginning: Option<&Beginning>,
    ) -> Result<Self, Unreadable> {
        let known = beginning.map(|known| (known.bytes.len(), known.places.clone()));
        let (start, known) = known.unwrap_or((start, Places::new()));
        let mut reader = Reader::new(bytes, start, *values);
        let mut objects = Objects::new();
        let mut greatest = known.last_key_value().map_or(0, |(number, _)| *number);
        while !reader.take(b"xref\n") {
            let at = reader.at();
            let number = reader.number()?;
            if number <= greatest {
                return Err(Unreadable(at));
            }
            greatest = number;
            reader.skip(b" 0 obj\n")?;
            let object = reader.object()?;
            reader.skip(b"\nendobj\n")?;
            objects.insert(number, object);
        }
        let table = reader.at();
        let tail = memchr::memmem::find(&bytes[table..], b"trailer\n").ok_or(Unreadable(table))?;
        let place = table + tail + b"trailer\n".len();
        let mut reader = Reader::new(bytes, place, reader.values_left());
        let mut trailer = reader.dictionary()?;
        *values = reader.values_left();
        trailer.remove(b"Prev");
        trailer.remove(b"Size");
        let mut again = Vec::with_capacity(reader.at() + 64 - start);
        let before = previous.map(|p| (p.xref, p.size));
        let (places, xref, size) = append(&mut again, start, known, &objects, &trailer, before);
        let end = start + again.len();
        if bytes.get(start..end) != Some(&again) {
            return Err(Unreadable(start));
        }
        Ok(Self {
            objects,
            trailer,
            end,
            places,
            xref,
            size,
        })
    }
}

/// The number of the object that a dictionary refers to.
pub fn reference(dictionary: &Dictionary, key: &[u8]) -> Option<u32> {
    let id = dictionary.get(key).and_then(Object::as_reference).ok()?;
    Some(id.0)
}

/// Where in the file each object is.
pub type Places = BTreeMap<u32, Range<usize>>;

/// Appends a revision to `out`, whose first byte stands at `start` in the file. Some of its objects
/// may be in their places already. `previous` is the place of the table before and the size so far.
/// Gives the places of the objects and of the table, and the new size.
fn append(
    out: &mut Vec<u8>,
    start: usize,
    mut places: Places,
    objects: &Objects,
    trailer: &Dictionary,
    previous: Option<(usize, u32)>,
) -> (Places, usize, u32) {
    for (number, object) in objects {
        let begin = start + out.len();
        write_number(out, *number);
        out.extend(b" 0 obj\n");
        syntax::write(out, object);
        out.extend(b"\nendobj\n");
        places.insert(*number, begin..start + out.len());
    }
    let xref = start + out.len();
    let greatest = places.last_key_value().map_or(0, |(number, _)| *number);
    let size = previous
        .map_or(0, |(_, size)| size)
        .max(greatest.saturating_add(1));
    out.extend(b"xref\n");
    write_table(out, &places, previous.is_none());
    out.extend(b"trailer\n");
    let mut entries = trailer.clone();
    entries.set("Size", i64::from(size));
    if let Some((before, _)) = previous {
        entries.set("Prev", before as i64);
    }
    syntax::write_dictionary(out, &entries);
    print(out, format_args!("\nstartxref\n{xref}\n%%EOF\n"));
    (places, xref, size)
}

/// Entries of exactly 20 bytes, in sections of consecutive numbers (ISO 32000-1, 7.5.4).
fn write_table(out: &mut Vec<u8>, places: &Places, first: bool) {
    let mut numbers: Vec<u32> = places.keys().copied().collect();
    if first {
        numbers.insert(0, 0);
    }
    for section in numbers.chunk_by(|a, b| a.checked_add(1) == Some(*b)) {
        print(out, format_args!("{} {}\n", section[0], section.len()));
        for number in section {
            match places.get(number) {
                Some(place) => out.extend(entry(place.start)),
                None => out.extend(b"0000000000 65535 f \n"),
            }
        }
    }
}

/// The entry of an object that stands at this place, which has no more than ten digits.
fn entry(place: usize) -> [u8; 20] {
    let mut entry = *b"0000000000 00000 n \n";
    let mut buffer = itoa::Buffer::new();
    for (to, digit) in entry[..10]
        .iter_mut()
        .rev()
        .zip(buffer.format(place).bytes().rev())
    {
        *to = digit;
    }
    entry
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::document::beginning::NEXT;

    fn behind(objects: Objects) -> Vec<u8> {
        let trailer = dictionary! { "Root" => Object::Reference((NEXT, 0)) };
        File::create(objects, trailer).bytes.into_owned()
    }

    fn catalog() -> Object {
        dictionary! { "Type" => "Catalog" }.into()
    }

    #[test]
    fn knowing_the_beginning_changes_nothing() {
        let bytes = behind(Objects::from([(NEXT, catalog())]));
        assert!(Beginning::begins(&bytes).is_some());
        let known = File::read(bytes.as_slice()).unwrap().revisions.remove(0);
        let whole = Revision::first(&bytes).unwrap();
        let objects = Beginning::shared().objects.clone().into_iter();
        let objects = Objects::from_iter(objects.chain(known.objects));
        assert!(objects == whole.objects && known.places == whole.places);
        assert!(create(&objects, &known.trailer) == bytes);
    }

    #[test]
    fn what_was_written_is_known_as_if_it_were_read() {
        let trailer = dictionary! { "Root" => Object::Reference((NEXT, 0)) };
        let mut file = File::create(Objects::from([(NEXT, catalog())]), trailer);
        file.append(Objects::from([(NEXT + 1, catalog())]));
        file.append(Objects::from([(NEXT + 2, catalog())]));
        let undone = file.undo();
        assert_eq!(undone, Objects::from([(NEXT + 2, catalog())]));
        file.append(Objects::from([(NEXT, catalog())]));
        let read = File::read(&*file.bytes).unwrap();
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
