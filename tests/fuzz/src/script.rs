//! A few edits of a file as bytes, so that a fuzzer can invent them and a test can write them down.

/// Most edits that are read from bytes.
const MOST: usize = 16;
/// Most bytes that one edit deletes and inserts.
const FARTHEST: usize = u16::MAX as usize;
const LONGEST: usize = u8::MAX as usize;
/// Marks a place that is counted from an anchor.
const ANCHORED: u32 = 1 << 31;

/// So many bytes at a place are replaced by others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where, modulo the length of the file; or with the topmost bit an anchor's number (16 bits)
    /// below a distance from it (8 bits).
    pub at: u32,
    /// How many bytes go.
    pub delete: u16,
    /// At most 255 bytes that come.
    pub insert: Vec<u8>,
}

/// Reads edits; whatever does not make a whole one is left.
pub fn decode(mut bytes: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    while edits.len() < MOST
        && let [a, b, c, d, e, f, length, rest @ ..] = bytes
    {
        let (insert, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        edits.push(Edit {
            at: u32::from_le_bytes([*a, *b, *c, *d]),
            delete: u16::from_le_bytes([*e, *f]),
            insert: insert.to_vec(),
        });
        bytes = rest;
    }
    edits
}

/// Makes the edits one after the other.
pub fn apply(file: &[u8], anchors: &[usize], edits: &[Edit]) -> Vec<u8> {
    let mut file = file.to_vec();
    for edit in edits {
        let anchor = anchors.get((edit.at & 0xFFFF) as usize % anchors.len().max(1));
        let at = match anchor {
            Some(anchor) if edit.at & ANCHORED != 0 => anchor + (edit.at >> 16 & 0xFF) as usize,
            _ => edit.at as usize,
        };
        let at = at % (file.len() + 1);
        let end = file.len().min(at + usize::from(edit.delete));
        file.splice(at..end, edit.insert.iter().copied());
    }
    file
}

/// The bytes of edits that make the second file out of the first; nothing if that takes many.
pub fn difference(old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(same)
        .count();
    let (gone, come) = (old.len() - after, &new[..new.len() - after]);
    let mut bytes = Vec::new();
    let mut edit = |delete: usize, insert: &[u8]| {
        bytes.extend(u32::try_from(before).ok()?.to_le_bytes());
        bytes.extend(u16::try_from(delete).ok()?.to_le_bytes());
        bytes.push(u8::try_from(insert.len()).ok()?);
        bytes.extend(insert);
        Some(())
    };
    let deletions = gone.div_ceil(FARTHEST);
    let insertions = come.len().div_ceil(LONGEST);
    for i in 0..deletions {
        edit(FARTHEST.min(gone - i * FARTHEST), &[])?;
    }
    // From behind, so that every edit is at the same place.
    for chunk in come.chunks(LONGEST).rev() {
        edit(0, chunk)?;
    }
    (deletions + insertions <= MOST).then_some(bytes)
}
