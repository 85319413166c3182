//! What points to us in a file whose seal cannot be read: a field of ours, or a number. It proves
//! nothing, but says what became of the file, and may lead to the register's own copy.

use std::collections::BTreeSet;
use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::{memchr_iter, memmem};

use crate::domain::serial::Serial;

use super::rejection::{Change, Rejection};

/// Where a header may begin: viewers look that far.
const HEAD: usize = 1 << 10;
/// So much of all object streams together is inflated, in bytes.
const UNPACKED: usize = 4 << 20;
/// So many object streams are looked at.
const STREAMS: usize = 256;
/// Longest rest of a stream's dictionary.
const DICTIONARY: usize = 1 << 10;
/// So many texts in UTF-16 are looked at, and so much of each, in bytes.
const TEXTS: usize = 256;
const TEXT: usize = 4 << 10;
/// So much that is written like a number is read, and so many numbers are told.
const CANDIDATES: usize = 4096;
const NUMBERS: usize = 32;

/// A file with what its object streams hold.
#[derive(Debug)]
pub struct Traces<'a> {
    pdf: &'a [u8],
    unpacked: Vec<u8>,
}

impl<'a> Traces<'a> {
    /// Looks at any bytes; the effort is bounded by their length and a constant.
    pub fn of(pdf: &'a [u8]) -> Self {
        Self {
            pdf,
            unpacked: unpacked(pdf),
        }
    }

    /// Why the file is refused. `fields` are the names that our signature fields have.
    pub fn refusal<'f>(&self, fields: impl Iterator<Item = &'f str>) -> Rejection {
        if self.pdf.is_empty() {
            Rejection::Empty
        } else if !self.is_pdf() {
            Rejection::NotAPdf
        } else if self.is_encrypted() {
            Rejection::Encrypted
        } else if self.is_cut_off() {
            Rejection::Incomplete
        } else if self.names_any(fields) {
            Rejection::Changed(Change::Rewritten)
        } else {
            Rejection::NotOurs
        }
    }

    /// The numbers that the file names, in its addresses, its title or other texts that are not
    /// drawn; each has a check character that fits.
    pub fn serials(&self) -> BTreeSet<Serial> {
        let texts: Vec<Vec<u8>> = self.parts().into_iter().flat_map(wide_texts).collect();
        let wide = texts.iter().flat_map(|text| numbers(text));
        let plain = self.parts().into_iter().flat_map(numbers);
        plain.chain(wide).take(NUMBERS).collect()
    }

    fn parts(&self) -> [&[u8]; 2] {
        [self.pdf, &self.unpacked]
    }

    fn is_pdf(&self) -> bool {
        let head = &self.pdf[..self.pdf.len().min(HEAD)];
        memmem::find(head, b"%PDF-").is_some()
    }

    /// Whether the file's trailer, or something that looks like one, names a key.
    fn is_encrypted(&self) -> bool {
        const KEY: &[u8] = b"/Encrypt";
        memmem::find_iter(self.pdf, KEY).any(|at| {
            let next = self.pdf.get(at + KEY.len());
            matches!(next, Some(b' ' | b'\r' | b'\n' | b'<' | b'\t'))
        })
    }

    /// Whether an object was begun and the file ends without its mark.
    fn is_cut_off(&self) -> bool {
        const MARK: &[u8] = b"%%EOF";
        let ended = memmem::rfind(self.pdf, MARK).map_or(0, |at| at + MARK.len());
        memmem::find(&self.pdf[ended..], b" obj").is_some()
    }

    /// Whether a field of ours is named, and a signature of the kind that we make.
    fn names_any<'f>(&self, mut fields: impl Iterator<Item = &'f str>) -> bool {
        let has = |text: &[u8]| {
            let mut parts = self.parts().into_iter();
            parts.any(|part| memmem::find(part, text).is_some())
        };
        has(b"ETSI.CAdES.detached") && fields.any(|field| has(format!("({field})").as_bytes()))
    }
}

/// What the object streams of a file hold (ISO 32000-1, 7.5.7), as far as it may be looked at.
fn unpacked(pdf: &[u8]) -> Vec<u8> {
    const KEYWORD: &[u8] = b"stream";
    let mut inflated = Vec::new();
    for at in memmem::find_iter(pdf, b"/ObjStm").take(STREAMS) {
        let near = &pdf[at..pdf.len().min(at + DICTIONARY)];
        let Some(keyword) = memmem::find(near, KEYWORD) else {
            continue;
        };
        let content = &pdf[at + keyword + KEYWORD.len()..];
        let content = content.strip_prefix(b"\r").unwrap_or(content);
        let content = content.strip_prefix(b"\n").unwrap_or(content);
        let room = UNPACKED - inflated.len();
        // What is broken or too long gives what came before.
        let _ = ZlibDecoder::new(content)
            .take(room as u64)
            .read_to_end(&mut inflated);
    }
    inflated
}

/// Numbers as they are written, `7H3K-9QXM-2P4R-8T28`.
fn numbers(text: &[u8]) -> impl Iterator<Item = Serial> {
    const WRITTEN: usize = 19;
    let grouped = |written: &&[u8]| {
        let mut places = written.iter().enumerate();
        places.all(|(i, byte)| match i % 5 {
            4 => *byte == b'-',
            _ => byte.is_ascii_alphanumeric(),
        })
    };
    memchr_iter(b'-', text)
        .filter_map(|at| text.get(at.checked_sub(4)?..)?.get(..WRITTEN))
        .filter(grouped)
        .take(CANDIDATES)
        .filter_map(|written| std::str::from_utf8(written).ok()?.parse().ok())
}

/// The texts in UTF-16 (ISO 32000-1, 7.9.2.2), reduced to what is in ASCII.
fn wide_texts(part: &[u8]) -> Vec<Vec<u8>> {
    let near = |at: usize| &part[at..part.len().min(at + TEXT)];
    let digits = |text: &[u8]| {
        let end = memchr::memchr(b'>', text).unwrap_or(text.len());
        hex::decode(&text[..end & !1]).unwrap_or_default()
    };
    let literal = memmem::find_iter(part, b"(\xFE\xFF").map(|at| near(at + 3).to_vec());
    let upper = memmem::find_iter(part, b"<FEFF").map(|at| digits(near(at + 5)));
    let lower = memmem::find_iter(part, b"<feff").map(|at| digits(near(at + 5)));
    let ascii = |text: Vec<u8>| {
        let pairs = text.chunks_exact(2).filter(|pair| pair[0] == 0);
        pairs.map(|pair| pair[1]).collect()
    };
    literal
        .take(TEXTS)
        .chain(upper.take(TEXTS))
        .chain(lower.take(TEXTS))
        .map(ascii)
        .collect()
}
