//! A revision (ISO 32000-1, 7.5.6): objects in the order of their numbers, a classic cross-reference
//! table and a trailer.

use std::collections::BTreeMap;
use std::ops::Range;

use lopdf::{Dictionary, Object};

use super::beginning::Beginning;
use super::syntax::{self, Reader, Unreadable, print, write_number};

/// Objects by their numbers; the generation is always 0.
pub type Objects = BTreeMap<u32, Object>;

/// Where in the file each object is.
pub type Places = BTreeMap<u32, Range<usize>>;

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

impl Revision {
    /// Reads the revision at `start`. `values` is how many more may be read in the whole file.
    /// `beginning` is what the file is known to begin with, if this is its first revision.
    pub fn read(
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
        let written = Self::write(&mut again, start, known, objects, trailer, previous);
        if bytes.get(start..written.end) == Some(&again) {
            Ok(written)
        } else {
            Err(Unreadable(start))
        }
    }

    /// Appends a revision to `out`, whose first byte stands at `start` in the file. Some of its
    /// objects may be in their places already.
    pub fn write(
        out: &mut Vec<u8>,
        start: usize,
        mut places: Places,
        objects: Objects,
        trailer: Dictionary,
        previous: Option<&Self>,
    ) -> Self {
        for (number, object) in &objects {
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
            .map_or(0, |previous| previous.size)
            .max(greatest.saturating_add(1));
        out.extend(b"xref\n");
        write_table(out, &places, previous.is_none());
        out.extend(b"trailer\n");
        let mut entries = trailer.clone();
        entries.set("Size", i64::from(size));
        if let Some(previous) = previous {
            entries.set("Prev", previous.xref as i64);
        }
        syntax::write_dictionary(out, &entries);
        print(out, format_args!("\nstartxref\n{xref}\n%%EOF\n"));
        Self {
            objects,
            trailer,
            end: start + out.len(),
            places,
            xref,
            size,
        }
    }

    /// The first object number that is free behind it.
    pub fn next_number(&self) -> u32 {
        self.size
    }
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
