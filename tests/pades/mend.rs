//! What a forger does so that the pieces fit together again: lengths, cross-reference tables,
//! byte ranges, and, if he holds a chamber's key, the signature.

use std::ops::Range;

use kammersiegel::document::cms::{Chain, Signed, assemble, to_be_signed};
use memchr::memmem;
use sha2::{Digest, Sha256};

/// The file with lengths and tables that fit its objects, as this program itself would write them.
/// What is too broken for that, and all behind it, stays as it is.
pub fn mended(pdf: &[u8]) -> Vec<u8> {
    let (header, mut rest) = pdf.split_at(pdf.len().min(HEADER));
    let mut out = header.to_vec();
    let (mut size, mut previous) = (0, String::new());
    while let Some((revision, behind)) = Revision::read(rest) {
        size = revision.write(&mut out, size, &mut previous);
        rest = behind;
    }
    out.extend(rest);
    out
}

/// The same, with a byte range that is true for the signature at a position.
pub fn ranged(pdf: &[u8], at: usize) -> Option<Vec<u8>> {
    let mut pdf = mended(pdf);
    // The number of digits moves what they count, but only a few times.
    for _ in 0..4 {
        let (gap, end) = room(&pdf, at)?;
        let range = format!("[0 {} {} {}]", gap.start, gap.end, end - gap.end);
        let start = gap.end + position(&pdf[gap.end..end], b"/ByteRange [")? + 11;
        let stop = start + position(&pdf[start..end], b"]")? + 1;
        if pdf[start..stop] == *range.as_bytes() {
            return Some(pdf);
        }
        pdf.splice(start..stop, range.bytes());
        pdf = mended(&pdf);
    }
    None
}

/// The file with the signature at a position made anew over whatever it says now. `sign` gets what
/// is to be signed.
pub fn signed_anew(
    pdf: &[u8],
    at: usize,
    chain: &[Vec<u8>],
    sign: impl FnOnce(&[u8]) -> Vec<u8>,
) -> Option<Vec<u8>> {
    let mut pdf = ranged(pdf, at)?;
    let (gap, end) = room(&pdf, at)?;
    let digest = Sha256::new()
        .chain_update(&pdf[..gap.start])
        .chain_update(&pdf[gap.end..end])
        .finalize()
        .into();
    let chain = Chain::of(chain).ok()?;
    let signed = Signed {
        signature: sign(&to_be_signed(&digest, &chain).ok()?),
        chain,
        token: None,
    };
    let digits = hex::encode_upper(assemble(&digest, &signed).ok()?);
    let room = &mut pdf[gap.start + 1..gap.end - 1];
    room.fill(b'0');
    room.get_mut(..digits.len())?
        .copy_from_slice(digits.as_bytes());
    Some(pdf)
}

/// Where the contents of the signatures are, with their brackets.
pub fn gaps(pdf: &[u8]) -> Vec<Range<usize>> {
    /// Links have contents too, but short ones.
    const SHORTEST: usize = 9000;
    const KEY: &[u8] = b"/Contents <";
    memmem::find_iter(pdf, KEY)
        .filter_map(|at| {
            let start = at + KEY.len() - 1;
            let length = position(&pdf[start..], b">")? + 1;
            (length > SHORTEST).then_some(start..start + length)
        })
        .collect()
}

/// The gap of the signature at a position, and where its revision ends.
fn room(pdf: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let gap = gaps(pdf).get(at)?.clone();
    let end = gap.end + position(&pdf[gap.end..], END)? + END.len();
    Some((gap, end))
}

/// Bytes of the first two lines.
const HEADER: usize = 15;
const END: &[u8] = b"%%EOF\n";

struct Revision<'a> {
    objects: Vec<(u32, &'a [u8])>,
    /// Entries of the trailer but for `Size` and `Prev`.
    trailer: &'a [u8],
}

impl<'a> Revision<'a> {
    /// Reads a revision as far as that is needed, and what is behind it.
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let mut objects = Vec::new();
        let mut rest = bytes;
        while !rest.starts_with(b"xref\n") {
            let digits = position(rest, b" 0 obj\n")?;
            let number = std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
            let object = &rest[digits + 7..];
            let length = position(object, b"\nendobj\n")?;
            objects.push((number, &object[..length]));
            rest = &object[length + 8..];
        }
        objects.sort_by_key(|(number, _)| *number);
        let rest = &rest[position(rest, b"trailer\n<<")? + 10..];
        let trailer = &rest[..position(rest, b"/Size ")?];
        let behind = &rest[position(rest, END)? + END.len()..];
        Some((Self { objects, trailer }, behind))
    }

    /// Writes it, and gives the new size; `previous` is the entry for the table before.
    fn write(&self, out: &mut Vec<u8>, size: u32, previous: &mut String) -> u32 {
        let mut places = Vec::new();
        if previous.is_empty() {
            places.push((0, "0000000000 65535 f \n".to_owned()));
        }
        for (number, object) in &self.objects {
            places.push((*number, format!("{:010} 00000 n \n", out.len())));
            out.extend(format!("{number} 0 obj\n").bytes());
            out.extend(with_length(object));
            out.extend(b"\nendobj\n");
        }
        let table = out.len();
        out.extend(b"xref\n");
        for section in places.chunk_by(|a, b| a.0.checked_add(1) == Some(b.0)) {
            out.extend(format!("{} {}\n", section[0].0, section.len()).bytes());
            section
                .iter()
                .for_each(|(_, line)| out.extend(line.bytes()));
        }
        let last = places.last().map_or(0, |(number, _)| *number);
        let size = size.max(last.saturating_add(1));
        out.extend(b"trailer\n<<");
        out.extend(self.trailer);
        out.extend(format!("/Size {size}{previous}>>\nstartxref\n{table}\n%%EOF\n").bytes());
        *previous = format!("/Prev {table}");
        size
    }
}

/// The object with the length that its stream has, if it is one.
fn with_length(object: &[u8]) -> Vec<u8> {
    let mended = || {
        let content = position(object, b"stream\n")? + 7;
        let length = object.len().checked_sub(content + b"\nendstream".len())?;
        let start = position(&object[..content], b"/Length ")? + 8;
        let digits = object[start..].iter().take_while(|b| b.is_ascii_digit());
        let end = start + digits.count();
        let length = length.to_string();
        Some([&object[..start], length.as_bytes(), &object[end..]].concat())
    };
    mended().unwrap_or_else(|| object.to_vec())
}

fn position(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memmem::find(bytes, what)
}
