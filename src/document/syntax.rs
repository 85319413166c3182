//! Objects to bytes and back (ISO 32000-1, 7.3).
//!
//! There is one way to write an object, and [`File`](super::file::File) accepts no other; so
//! reading may be simple, but it is bounded in depth and number and never looks beyond what it was
//! given.

use std::io::Write;

use lopdf::{Dictionary, Object, Stream, StringFormat};
use thiserror::Error;

/// Deepest nesting of arrays and dictionaries; the Urkunde needs five.
const DEEPEST: usize = 16;

/// The bytes are no object as this program writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not an object as this program writes them, at byte {0}")]
pub struct Unreadable(pub usize);

/// Appends an object.
pub fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(true) => out.extend(b"true"),
        Object::Boolean(false) => out.extend(b"false"),
        Object::Integer(value) => write_number(out, *value),
        Object::Real(value) => print(out, format_args!("{value}")),
        Object::Name(name) => write_name(out, name),
        Object::String(text, StringFormat::Literal) => write_literal(out, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            out.push(b'<');
            write_hexadecimal(out, text);
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => {
            write_dictionary(out, &stream.dict);
            out.extend(b"stream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
        Object::Reference((number, generation)) => {
            write_number(out, *number);
            out.push(b' ');
            write_number(out, *generation);
            out.extend(b" R");
        }
    }
}

/// Appends a dictionary.
pub fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write(out, value);
    }
    out.extend(b">>");
}

/// Appends a whole number.
pub fn write_number(out: &mut Vec<u8>, number: impl itoa::Integer) {
    out.extend(itoa::Buffer::new().format(number).as_bytes());
}

/// Appends formatted text.
pub fn print(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    // Writing into a vector cannot fail.
    let _ = out.write_fmt(text);
}

fn write_hexadecimal(out: &mut Vec<u8>, text: &[u8]) {
    let start = out.len();
    out.resize(start + 2 * text.len(), 0);
    // The room is as large as need be.
    let _ = faster_hex::hex_encode_upper(text, &mut out[start..]);
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    let plain = |byte: u8| is_regular(byte) && byte != b'#';
    if name.iter().all(|byte| plain(*byte)) {
        out.extend(name);
        return;
    }
    for &byte in name {
        if plain(byte) {
            out.push(byte);
        } else {
            print(out, format_args!("#{byte:02X}"));
        }
    }
}

fn write_literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            b'\r' => out.extend(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

/// A visible character that is no delimiter.
fn is_regular(byte: u8) -> bool {
    let delimits = matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    );
    byte.is_ascii_graphic() && !delimits
}

/// Reads objects one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    /// Reads from a place in the bytes, and at most so many values: in memory, each is a hundred
    /// times what it takes in a file.
    pub fn new(bytes: &'a [u8], at: usize, values: usize) -> Self {
        Self { bytes, at, values }
    }

    /// Where the next byte is.
    pub fn at(&self) -> usize {
        self.at
    }

    /// How many more values may be read.
    pub fn values_left(&self) -> usize {
        self.values
    }

    /// Steps over exactly these bytes, if they are next.
    pub fn take(&mut self, expected: &[u8]) -> bool {
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len();
        }
        found
    }

    /// Steps over exactly these bytes.
    pub fn skip(&mut self, expected: &[u8]) -> Result<(), Unreadable> {
        if self.take(expected) {
            Ok(())
        } else {
            Err(Unreadable(self.at))
        }
    }

    /// Reads a number without sign.
    pub fn number<T: std::str::FromStr>(&mut self) -> Result<T, Unreadable> {
        let at = self.at;
        let digits = self.while_next(|byte| byte.is_ascii_digit());
        parsed(digits).ok_or(Unreadable(at))
    }

    /// Reads an object, a stream too.
    pub fn object(&mut self) -> Result<Object, Unreadable> {
        let object = self.nested(DEEPEST)?;
        let Object::Dictionary(dict) = object else {
            return Ok(object);
        };
        if !self.take(b"stream\n") {
            return Ok(dict.into());
        }
        let at = self.at;
        let length = dict.get(b"Length").and_then(Object::as_i64);
        let content = length
            .ok()
            .and_then(|length| self.rest().get(..usize::try_from(length).ok()?))
            .ok_or(Unreadable(at))?;
        self.at += content.len();
        self.skip(b"\nendstream")?;
        Ok(Object::Stream(Stream {
            dict,
            content: content.to_vec(),
            allows_compression: false,
            start_position: None,
        }))
    }

    /// Reads a dictionary.
    pub fn dictionary(&mut self) -> Result<Dictionary, Unreadable> {
        let at = self.at;
        match self.nested(DEEPEST)? {
            Object::Dictionary(dictionary) => Ok(dictionary),
            _ => Err(Unreadable(at)),
        }
    }

    fn nested(&mut self, depth: usize) -> Result<Object, Unreadable> {
        let failed = Unreadable(self.at);
        let depth = depth.checked_sub(1).ok_or(failed)?;
        self.values = self.values.checked_sub(1).ok_or(failed)?;
        match self.rest() {
            [b'-' | b'0'..=b'9', ..] => self.numeric(),
            [b'/', ..] => Ok(Object::Name(self.name()?)),
            [b'<', b'<', ..] => self.entries(depth),
            [b'<', ..] => self.hexadecimal(),
            [b'[', ..] => self.items(depth),
            [b'(', ..] => self.literal(),
            _ => match self.while_next(is_regular) {
                b"null" => Ok(Object::Null),
                b"true" => Ok(true.into()),
                b"false" => Ok(false.into()),
                _ => Err(failed),
            },
        }
    }

    fn entries(&mut self, depth: usize) -> Result<Object, Unreadable> {
        let failed = Unreadable(self.at);
        self.skip(b"<<")?;
        let mut dictionary = Dictionary::new();
        while !self.take(b">>") {
            let name = self.name()?;
            self.skip(b" ")?;
            let before = dictionary.len();
            dictionary.set(name, self.nested(depth)?);
            // A name that was there already.
            if dictionary.len() == before {
                return Err(failed);
            }
        }
        Ok(dictionary.into())
    }

    fn items(&mut self, depth: usize) -> Result<Object, Unreadable> {
        self.skip(b"[")?;
        let mut items = Vec::new();
        while !self.take(b"]") {
            if !items.is_empty() {
                self.skip(b" ")?;
            }
            items.push(self.nested(depth)?);
        }
        Ok(items.into())
    }

    fn name(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.skip(b"/")?;
        let at = self.at;
        let mut written = self.while_next(is_regular);
        if !written.contains(&b'#') {
            return Ok(written.to_vec());
        }
        let mut name = Vec::with_capacity(written.len());
        while let Some((&byte, rest)) = written.split_first() {
            written = rest;
            name.push(if byte == b'#' {
                let (digits, rest) = rest.split_at_checked(2).ok_or(Unreadable(at))?;
                written = rest;
                let mut byte = [0];
                hex::decode_to_slice(digits, &mut byte).map_err(|_| Unreadable(at))?;
                byte[0]
            } else {
                byte
            });
        }
        Ok(name)
    }

    fn literal(&mut self) -> Result<Object, Unreadable> {
        let failed = Unreadable(self.at);
        let mut text = Vec::new();
        let mut bytes = self.rest().iter().skip(1);
        loop {
            match *bytes.next().ok_or(failed)? {
                b')' => break,
                b'\\' => match *bytes.next().ok_or(failed)? {
                    b'r' => text.push(b'\r'),
                    byte => text.push(byte),
                },
                byte => text.push(byte),
            }
        }
        self.at = self.bytes.len() - bytes.len();
        Ok(Object::String(text, StringFormat::Literal))
    }

    fn hexadecimal(&mut self) -> Result<Object, Unreadable> {
        let failed = Unreadable(self.at);
        self.skip(b"<")?;
        let length = memchr::memchr(b'>', self.rest()).ok_or(failed)?;
        let mut text = vec![0; length / 2];
        faster_hex::hex_decode(&self.rest()[..length], &mut text).map_err(|_| failed)?;
        self.at += length + 1;
        Ok(Object::String(text, StringFormat::Hexadecimal))
    }

    /// A number, or a reference, which begins like one.
    fn numeric(&mut self) -> Result<Object, Unreadable> {
        let failed = Unreadable(self.at);
        let written = self.while_next(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
        let object = if self.take(b" 0 R") {
            parsed(written).map(|number| Object::Reference((number, 0)))
        } else if written.contains(&b'.') {
            parsed(written).map(Object::Real)
        } else {
            parsed(written).map(Object::Integer)
        };
        object.ok_or(failed)
    }

    fn while_next(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().take_while(|&&byte| belongs(byte)).count();
        self.at += length;
        &rest[..length]
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

fn parsed<T: std::str::FromStr>(digits: &[u8]) -> Option<T> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}
