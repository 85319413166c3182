//! A revision before its signature is in it: which bytes are signed, and where the rest goes.

use std::ops::Range;

use lopdf::Object;

use super::file::{File, Objects};
use super::signature::{RESERVED, SignatureError};

/// A file whose newest revision has room for its signature.
pub struct Unsigned {
    file: File<'static>,
    /// Number of the signature dictionary.
    number: u32,
    /// Where the room is, from `<` to behind `>`.
    gap: Range<usize>,
}

impl Unsigned {
    /// Appends the objects, and states in the signature dictionary which bytes are signed: all
    /// but its own contents (ISO 32000-1, 12.8.1). `ByteRange` stands behind the contents, so only
    /// its own length can still move what it counts.
    pub fn new(mut file: File<'_>, mut objects: Objects, number: u32) -> Self {
        // Numbers of so many digits, most likely, and then the second writing is the last.
        let begin = file.bytes().len();
        let mut range = [0, begin, begin + 2 * RESERVED, 1000];
        loop {
            if let Some(Object::Dictionary(signature)) = objects.get_mut(&number) {
                let numbers = range.map(|n| Object::Integer(n as i64));
                signature.set("ByteRange", Vec::from(numbers));
            }
            file.append(objects);
            let gap = room(&file, number).unwrap_or_default();
            let found = [0, gap.start, gap.end, file.bytes().len() - gap.end];
            if found == range {
                let file = file.into_owned();
                return Self { file, number, gap };
            }
            range = found;
            objects = file.undo().unwrap_or_default();
        }
    }

    /// The file, its contents still zeros.
    pub fn bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// Where the contents go, with their brackets.
    pub fn gap(&self) -> &Range<usize> {
        &self.gap
    }

    /// Puts the signature into the gap.
    pub fn fill(mut self, structure: &[u8]) -> Result<File<'static>, SignatureError> {
        self.file
            .fill(self.number, &self.gap, structure)
            .ok_or(SignatureError::TooLong(structure.len()))?;
        Ok(self.file)
    }
}

/// Where the room for the signature of the newest revision is.
fn room(file: &File<'_>, number: u32) -> Option<Range<usize>> {
    let newest = file.revisions.last()?;
    gap(file.bytes(), newest.places.get(&number)?.clone())
}

/// Where the contents of the signature dictionary at this place are, with their brackets.
pub fn gap(bytes: &[u8], place: Range<usize>) -> Option<Range<usize>> {
    const KEY: &[u8] = b"/Contents <";
    let object = bytes.get(place.clone())?;
    let start = memchr::memmem::find(object, KEY)? + KEY.len() - 1;
    let length = memchr::memchr(b'>', &object[start..])? + 1;
    let start = place.start + start;
    Some(start..start + length)
}
