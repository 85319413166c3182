//! Seal data inside a picture: what every chamber signed, so that the picture itself can be
//! checked. See docs/seal-format.md, "In a picture".
//!
//! What is proven is the data. Anybody can move it into another picture, so a check has to say
//! for whom it holds.

use std::io::Cursor;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use png::{DecodeOptions, Decoder, Limits};
use roxmltree::{Document, Node, ParsingOptions};
use thiserror::Error;

use crate::seal::Seal;
use crate::seal::payload::PayloadError;

/// Keyword of the `tEXt` chunk in a PNG (ISO/IEC 15948, 11.3.4.3).
pub const KEYWORD: &str = "kammersiegel";
/// Namespace of the element in an SVG and in XMP.
pub const NAMESPACE: &str = "urn:x-kammersiegel:seal:1";
const ELEMENT: &str = "seal";
const SVG: &str = "http://www.w3.org/2000/svg";
/// Root of an XMP packet (ISO 16684-1, 7.3.3).
const XMP: &str = "adobe:ns:meta/";

/// Largest XML that is looked at, in bytes; a PNG is read up to its pixels only.
const LARGEST_XML: usize = 1 << 20;
/// Most elements and texts of it.
const MOST_NODES: u32 = 20_000;
/// Most attributes of one tag, and most namespaces of all: each is compared with all others.
const MOST_ATTRIBUTES: usize = 200;
/// Memory for what stands before a PNG's pixels, in bytes.
const LARGEST_CHUNKS: usize = 64 << 10;
/// Longest seal data, in characters.
const LONGEST: usize = 2048;

/// A kind of file that may be a picture of a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// SVG, or another XML document.
    Svg,
    /// The XMP packet of a PDF for print; [`kind`] takes no PDF apart.
    Packet,
    /// A picture that cannot carry seal data: JPEG, GIF, WebP, HEIC, AVIF, TIFF, BMP.
    Other,
}

/// Why a picture gives no seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BakedError {
    /// It carries none.
    #[error("the picture carries no seal data")]
    NoSeal,
    /// It is no picture that can be read: damaged, or with a document type (DTD).
    #[error("the picture cannot be read")]
    Unreadable,
    /// It is larger or deeper than any picture of a seal.
    #[error("the picture is larger than any picture of a seal")]
    TooLarge,
    /// It carries seal data more than once.
    #[error("the picture carries seal data more than once")]
    Several,
    /// What it carries is no seal: damaged, or altered.
    #[error("the seal data in the picture is damaged: {0}")]
    Damaged(#[from] PayloadError),
}

/// What a file is by its first bytes, if it may be a picture of a seal.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
    const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
    const PHOTOS: [&[u8]; 6] = [b"\xFF\xD8\xFF", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM"];
    // HEIC and AVIF begin with a box of that type (ISO/IEC 14496-12, 4.3).
    let is_of_phone = bytes.get(4..8) == Some(b"ftyp");
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    if bytes.starts_with(PNG) {
        Some(Kind::Png)
    } else if text.trim_ascii_start().starts_with(b"<") && !is_web_page(text.trim_ascii_start()) {
        Some(Kind::Svg)
    } else if PHOTOS.iter().any(|magic| bytes.starts_with(magic)) || is_of_phone {
        Some(Kind::Other)
    } else {
        None
    }
}

/// What a server sends in a file's place, to sign in or to apologise.
fn is_web_page(text: &[u8]) -> bool {
    let begins = |tag: &[u8]| {
        let head = text.get(..tag.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
    };
    begins(b"<!doctype html") || begins(b"<html")
}

/// Reads the seal in a picture. Nothing of it is proven.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Seal, BakedError> {
    let text = match kind {
        Kind::Png => text_in_png(bytes)?,
        Kind::Svg => text_in_svg(as_text(bytes)?)?,
        Kind::Packet => text_in_packet(as_text(bytes)?)?,
        Kind::Other => return Err(BakedError::NoSeal),
    };
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text);
    let bytes = bytes.map_err(|_| PayloadError::NotASeal)?;
    Ok(Seal::from_bytes(&bytes)?)
}

/// Writes a seal into a picture made by this module.
pub fn into_svg(svg: &str, seal: &Seal) -> String {
    let element = format!("<metadata>{}</metadata>", element(seal));
    let at = svg.find("</title>").map_or(0, |at| at + "</title>".len());
    let (before, behind) = svg.split_at(at);
    format!("{before}{element}{behind}")
}

/// The seal as an element: what an SVG carries, and the property that an XMP packet has.
pub fn element(seal: &Seal) -> String {
    let text = BASE64_URL_SAFE_NO_PAD.encode(seal.to_bytes());
    format!(r#"<k:{ELEMENT} xmlns:k="{NAMESPACE}">{text}</k:{ELEMENT}>"#)
}

/// The text of the one `seal` element within a `metadata` element of the drawing itself.
pub(super) fn text_in_svg(svg: &str) -> Result<String, BakedError> {
    let document = parsed(svg)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(BakedError::Unreadable);
    }
    let metadata = root
        .children()
        .filter(|node| node.has_tag_name((SVG, "metadata")));
    only(metadata.flat_map(|metadata| metadata.descendants()))
}

/// The text of the one `seal` property.
fn text_in_packet(xmp: &str) -> Result<String, BakedError> {
    let document = parsed(xmp)?;
    let root = document.root_element();
    if !root.has_tag_name((XMP, "xmpmeta")) {
        return Err(BakedError::Unreadable);
    }
    only(root.descendants())
}

fn as_text(bytes: &[u8]) -> Result<&str, BakedError> {
    let text = std::str::from_utf8(bytes).map_err(|_| BakedError::Unreadable)?;
    Ok(text.trim_start_matches('\u{FEFF}'))
}

fn parsed(xml: &str) -> Result<Document<'_>, BakedError> {
    if xml.len() > LARGEST_XML || is_crowded(xml) {
        return Err(BakedError::TooLarge);
    }
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => BakedError::TooLarge,
        _ => BakedError::Unreadable,
    })
}

/// Whether there are so many attributes that reading them would take long.
fn is_crowded(xml: &str) -> bool {
    let attributes = |tag: &str| tag.matches('=').count();
    xml.matches("xmlns").count() > MOST_ATTRIBUTES
        || xml.split('<').any(|tag| attributes(tag) > MOST_ATTRIBUTES)
}

/// The text of the one element among these.
fn only<'a>(mut nodes: impl Iterator<Item = Node<'a, 'a>>) -> Result<String, BakedError> {
    let mut next = || nodes.find(|node| node.has_tag_name((NAMESPACE, ELEMENT)));
    let element = next().ok_or(BakedError::NoSeal)?;
    if next().is_some() {
        return Err(BakedError::Several);
    }
    within_bounds(element.text().unwrap_or_default().trim())
}

/// The text of the one chunk, which stands before the pixels.
fn text_in_png(bytes: &[u8]) -> Result<String, BakedError> {
    let mut options = DecodeOptions::default();
    options.set_skip_ancillary_crc_failures(false);
    let mut decoder = Decoder::new_with_options(Cursor::new(bytes), options);
    decoder.set_limits(Limits {
        bytes: LARGEST_CHUNKS,
    });
    let reader = decoder.read_info().map_err(|error| match error {
        png::DecodingError::LimitsExceeded => BakedError::TooLarge,
        _ => BakedError::Unreadable,
    })?;
    let texts = &reader.info().uncompressed_latin1_text;
    let mut found = texts.iter().filter(|text| text.keyword == KEYWORD);
    let text = found.next().ok_or(BakedError::NoSeal)?;
    if found.next().is_some() {
        return Err(BakedError::Several);
    }
    within_bounds(&text.text)
}

fn within_bounds(text: &str) -> Result<String, BakedError> {
    if text.len() > LONGEST {
        return Err(BakedError::TooLarge);
    }
    Ok(text.to_owned())
}
