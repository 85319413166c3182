//! What an unproven file says about itself: enough to tell „changed" from „not ours", and to
//! lead to the register's own copy.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::Object;
use memchr::memmem;

use crate::domain::serial::Serial;
use crate::seal::cose;

use super::check::LARGEST;
use super::file::{File, reference};

/// Longest seal that is looked for.
const LONGEST_SEAL: usize = 8 << 10;
/// So many attachments are looked at.
const ATTACHMENTS: usize = 16;

/// The serial number in the attached seal of a file, even if the file was changed or saved again
/// by another program. It proves nothing.
pub fn serial(pdf: &[u8]) -> Option<Serial> {
    let seal = cose::import(&seal(pdf.get(..LARGEST.min(pdf.len()))?)?).ok()?;
    Some(seal.facts().serial)
}

/// The attached seal of a file that was read.
pub fn attachment(file: &File<'_>) -> Option<Vec<u8>> {
    let newest = file.newest();
    let catalog = file.dictionary(newest, file.root()?)?;
    let files = catalog.get(b"AF").and_then(Object::as_array).ok()?;
    let [Object::Reference((specification, _))] = files.as_slice() else {
        return None;
    };
    let specification = file.dictionary(newest, *specification)?;
    let embedded = specification.get(b"EF").and_then(Object::as_dict).ok()?;
    let stream = file
        .object(newest, reference(embedded, b"F")?)?
        .as_stream()
        .ok()?;
    (!stream.dict.has(b"Filter")).then(|| stream.content.clone())
}

/// A seal among the attachments of any file, plain or deflated.
pub fn seal(pdf: &[u8]) -> Option<Vec<u8>> {
    memmem::find_iter(pdf, b"/EmbeddedFile")
        .filter(|at| pdf.get(at + b"/EmbeddedFile".len()) != Some(&b's'))
        .take(ATTACHMENTS)
        .find_map(|at| seal_behind(&pdf[at..]))
}

/// The seal in the stream whose dictionary has just named its type.
fn seal_behind(rest: &[u8]) -> Option<Vec<u8>> {
    /// Longest rest of a stream's dictionary.
    const DICTIONARY: usize = 1024;
    const KEYWORD: &[u8] = b"stream";
    let near = &rest[..rest.len().min(DICTIONARY)];
    let content = &rest[memmem::find(near, KEYWORD)? + KEYWORD.len()..];
    let content = content.strip_prefix(b"\r").unwrap_or(content);
    let content = content.strip_prefix(b"\n").unwrap_or(content);
    let content = &content[..content.len().min(LONGEST_SEAL)];
    let end = memmem::find(content, b"endstream").unwrap_or(content.len());
    // The line end before the keyword may be missing; and a seal may end in the same bytes.
    let plain = &content[..end];
    let without = |end: &[u8]| plain.strip_suffix(end).unwrap_or(plain);
    let plain = [plain, without(b"\n"), without(b"\r\n")];
    let mut inflated = Vec::new();
    let mut decoder = ZlibDecoder::new(content).take(LONGEST_SEAL as u64);
    // A deflated stream that is cut off gives what came before.
    let _ = decoder.read_to_end(&mut inflated);
    plain
        .into_iter()
        .chain([inflated.as_slice()])
        .find(|bytes| cose::import(bytes).is_ok())
        .map(<[u8]>::to_vec)
}
