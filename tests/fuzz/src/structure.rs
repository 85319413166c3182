//! Edits of a DER structure after which every length is right again: what a forger of signatures
//! and time-stamps does.

use crate::script::Edit;

/// More than any edited structure needs.
const MOST: usize = 2000;
const OCTET_STRING: u8 = 4;
const CONSTRUCTED: u8 = 0x20;

/// A structure as its elements in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub struct Structure(Vec<Element>);

#[derive(Debug, Clone)]
struct Element {
    depth: usize,
    tag: u8,
    /// Nothing if other elements are in it.
    value: Option<Vec<u8>>,
}

impl Structure {
    /// Reads a well-formed structure.
    pub fn read(der: &[u8]) -> Option<Self> {
        let mut elements = Vec::new();
        read(der, 0, &mut elements)?;
        Some(Self(elements))
    }

    /// The bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut self.0.as_slice(), 0, &mut out);
        out
    }

    /// Makes the edits. Of each, the lower half of the place names an element, the upper half
    /// another one; the number says what happens.
    pub fn edited(mut self, edits: &[Edit]) -> Self {
        for edit in edits {
            if self.0.is_empty() || self.0.len() > MOST {
                break;
            }
            let at = (edit.at & 0xFFFF) as usize % self.0.len();
            let other = (edit.at >> 16) as usize;
            self.edit(edit.delete % 7, at, other, &edit.insert);
        }
        self
    }

    fn edit(&mut self, kind: u16, at: usize, other: usize, bytes: &[u8]) {
        let depth = self.0[at].depth;
        match kind {
            0 => drop(self.0.drain(at..self.behind(at))),
            1 => {
                let other = other % self.0.len();
                let top = self.0[other].depth;
                let mut copy = self.0[other..self.behind(other)].to_vec();
                copy.iter_mut()
                    .for_each(|e| e.depth = e.depth - top + depth);
                self.0.splice(at..at, copy);
            }
            2 => {
                let behind = self.behind(at);
                let copy = self.0[at..behind].to_vec();
                self.0.splice(behind..behind, copy);
            }
            3 => {
                self.0[at].tag = bytes
                    .first()
                    .copied()
                    .unwrap_or(self.0[at].tag ^ CONSTRUCTED)
            }
            4 => {
                if let Some(value) = &mut self.0[at].value {
                    let start = other % (value.len() + 1);
                    for (byte, bits) in value[start..].iter_mut().zip(bytes) {
                        *byte ^= bits;
                    }
                }
            }
            5 => {
                let behind = self.behind(at);
                self.0[at].value = Some(bytes.to_vec());
                self.0.drain(at + 1..behind);
            }
            _ => {
                let (tag, value) = bytes.split_first().unwrap_or((&5, &[]));
                let element = Element {
                    depth,
                    tag: *tag,
                    value: Some(value.to_vec()),
                };
                self.0.insert(at, element);
            }
        }
    }

    /// Where the next element begins that is not in this one.
    fn behind(&self, at: usize) -> usize {
        let inner = self.0[at + 1..].iter();
        at + 1 + inner.take_while(|e| e.depth > self.0[at].depth).count()
    }
}

fn read(mut der: &[u8], depth: usize, elements: &mut Vec<Element>) -> Option<()> {
    while let [tag, rest @ ..] = der {
        let (length, rest) = length(rest)?;
        let (value, rest) = rest.split_at_checked(length)?;
        let place = elements.len();
        elements.push(Element {
            depth,
            tag: *tag,
            value: None,
        });
        let holds_more = tag & CONSTRUCTED != 0 || *tag == OCTET_STRING && value.len() > 1;
        if !holds_more || read(value, depth + 1, elements).is_none() {
            elements.truncate(place + 1);
            elements[place].value = Some(value.to_vec());
        }
        der = rest;
    }
    Some(())
}

fn length(der: &[u8]) -> Option<(usize, &[u8])> {
    match der {
        [short @ 0..=0x7F, rest @ ..] => Some((usize::from(*short), rest)),
        [0x81, a, rest @ ..] => Some((usize::from(*a), rest)),
        [0x82, a, b, rest @ ..] => Some((usize::from(u16::from_be_bytes([*a, *b])), rest)),
        _ => None,
    }
}

fn write(elements: &mut &[Element], depth: usize, out: &mut Vec<u8>) {
    while let [element, rest @ ..] = elements
        && element.depth >= depth
    {
        *elements = rest;
        let mut inner = element.value.clone().unwrap_or_default();
        write(elements, element.depth + 1, &mut inner);
        out.push(element.tag);
        match inner.len() {
            length @ 0..0x80 => out.push(length as u8),
            length @ 0x80..0x100 => out.extend([0x81, length as u8]),
            length @ 0x100..0x10000 => out.extend([0x82, (length >> 8) as u8, length as u8]),
            length => out.extend([
                0x83,
                (length >> 16) as u8,
                (length >> 8) as u8,
                length as u8,
            ]),
        }
        out.extend(inner);
    }
}
