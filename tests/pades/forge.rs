//! What a forger does with the bytes of a file.

use std::io::Write;
use std::ops::Range;

use memchr::memmem;

use crate::mend::gaps;

/// Appends objects as this program itself would write them: the best that a forger can do.
pub fn append(pdf: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    revision(pdf, objects, "")
}

/// Appends a revision whose trailer has another entry.
pub fn with_trailer(pdf: &[u8], entry: &str) -> Vec<u8> {
    revision(pdf, &[(900, "<<>>")], entry)
}

fn revision(pdf: &[u8], objects: &[(u32, &str)], entry: &str) -> Vec<u8> {
    let text = |range: Range<usize>| String::from_utf8_lossy(&pdf[range]).into_owned();
    let (mut keys, mut previous) = (String::new(), String::new());
    let mut size = 0;
    if let Some(trailer) = memmem::rfind(pdf, b"trailer\n<<") {
        let begin = trailer + 10;
        let end = find(pdf, b"/Size ", begin);
        keys = text(begin..end);
        let digits = text(end + 6..end + 20);
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        size = digits.parse().unwrap();
        let table = last_find(pdf, b"startxref\n") + 10;
        let table = text(table..pdf.len());
        previous = format!("/Prev {}", table.lines().next().unwrap());
    }
    let is_first = previous.is_empty();
    let mut out = pdf.to_vec();
    let mut table = String::new();
    if is_first {
        keys = "/Root 1 0 R".to_owned();
        table = format!("0 {}\n0000000000 65535 f \n", objects.len() + 1);
    }
    for (number, object) in objects {
        if !is_first {
            table += &format!("{number} 1\n");
        }
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
        size = size.max(number + 1);
    }
    let at = out.len();
    let tail = format!(
        "xref\n{table}trailer\n<<{keys}{entry}/Size {size}{previous}>>\nstartxref\n{at}\n%%EOF\n"
    );
    out.extend(tail.bytes());
    out
}

/// The first place of these bytes from there on.
pub fn find(pdf: &[u8], what: &[u8], from: usize) -> usize {
    from + memmem::find(&pdf[from..], what).unwrap()
}

/// The last place of these bytes.
pub fn last_find(pdf: &[u8], what: &[u8]) -> usize {
    memmem::rfind(pdf, what).unwrap_or(pdf.len())
}

/// The file with the first occurrence replaced.
pub fn replaced(pdf: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let at = find(pdf, old, 0);
    [&pdf[..at], new, &pdf[at + old.len()..]].concat()
}

/// The file with another object in its last revision, before its table.
pub fn with_object(pdf: &[u8], number: u32, object: &str) -> Vec<u8> {
    let table = last_find(pdf, b"\nxref\n") + 1;
    let object = format!("{number} 0 obj\n{object}\nendobj\n");
    [&pdf[..table], object.as_bytes(), &pdf[table..]].concat()
}

/// The file with another byte range of the signature at a position.
pub fn with_range(pdf: &[u8], position: usize, range: &[usize; 4]) -> Vec<u8> {
    let [a, b, c, d] = range;
    let start = find(pdf, b"/ByteRange [", contents(pdf, position).end) + 11;
    let end = find(pdf, b"]", start) + 1;
    let range = format!("[{a} {b} {c} {d}]");
    [&pdf[..start], range.as_bytes(), &pdf[end..]].concat()
}

/// The number of the first object in which these bytes stand.
pub fn object_number(pdf: &[u8], what: &[u8]) -> u32 {
    let at = find(pdf, what, 0);
    let obj = memmem::rfind(&pdf[..at], b" 0 obj\n").unwrap();
    let line = memmem::rfind(&pdf[..obj], b"\n").unwrap() + 1;
    std::str::from_utf8(&pdf[line..obj])
        .unwrap()
        .parse()
        .unwrap()
}

/// Where the contents of a signature are, with their brackets.
pub fn contents(pdf: &[u8], position: usize) -> Range<usize> {
    gaps(pdf)[position].clone()
}

/// An object as it is now.
pub fn last_object(pdf: &[u8], number: u32) -> String {
    let head = format!("\n{number} 0 obj\n");
    let begin = last_find(pdf, head.as_bytes()) + head.len();
    let end = find(pdf, b"\nendobj\n", begin);
    String::from_utf8(pdf[begin..end].to_vec()).unwrap()
}

/// So many zeros, deflated.
pub fn deflated_zeros(count: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![0; count]).unwrap();
    encoder.finish().unwrap()
}
