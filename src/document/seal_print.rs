//! The seal for a print shop: a PDF of one page that carries its seal data as XMP.
//!
//! It is no Urkunde and nobody signed it as a file: what can be proven is the data in it. So a
//! file counts as one of these only if there is nothing in it but the page and the packet; one
//! with fields, attachments or anything else is never taken for a picture.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::archive::deflate;
use super::file::{self, File, Objects, reference};
use super::metadata::{escaped, text};

/// Larger files are refused unread; these have some ten kilobytes.
const LARGEST: usize = 1 << 20;

const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const PAGE: u32 = 3;
const CONTENTS: u32 = 4;
const INFO: u32 = 5;
const PACKET: u32 = 6;
const OBJECTS: usize = 6;

/// What may be in the dictionaries by which a file could be more than a picture.
const CATALOG_KEYS: [&[u8]; 5] = [
    b"Type",
    b"Pages",
    b"Lang",
    b"ViewerPreferences",
    b"Metadata",
];
const PAGES_KEYS: [&[u8]; 3] = [b"Type", b"Kids", b"Count"];
const PAGE_KEYS: [&[u8]; 5] = [b"Type", b"Parent", b"MediaBox", b"Resources", b"Contents"];
const TRAILER_KEYS: [&[u8]; 2] = [b"Root", b"Info"];

/// What goes into the file.
#[derive(Debug, Clone, Copy)]
pub struct SealPrint<'a> {
    /// What the picture shows, in words.
    pub title: &'a str,
    /// Language of the words (RFC 5646).
    pub language: &'a str,
    /// Width and height in points.
    pub size: (f32, f32),
    /// Operators of the page.
    pub content: &'a str,
    /// The seal as an element of XMP, with its own namespace.
    pub seal: &'a str,
}

/// Writes the file. The same print gives the same bytes.
pub fn write(print: &SealPrint<'_>) -> Vec<u8> {
    let (width, height) = print.size;
    let mut contents = Stream::new(Dictionary::new(), deflate(print.content.as_bytes()));
    contents.dict.set("Filter", "FlateDecode");
    let packet = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(print).into_bytes(),
    );
    let to = |number: u32| Object::Reference((number, 0));
    let catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => to(PAGES),
        "Lang" => text(print.language),
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "Metadata" => to(PACKET),
    };
    let pages = dictionary! { "Type" => "Pages", "Kids" => vec![to(PAGE)], "Count" => 1 };
    let page = dictionary! {
        "Type" => "Page",
        "Parent" => to(PAGES),
        "MediaBox" => [0.0, 0.0, width, height].map(Object::Real).to_vec(),
        "Resources" => Dictionary::new(),
        "Contents" => to(CONTENTS),
    };
    let objects = Objects::from([
        (CATALOG, catalog.into()),
        (PAGES, pages.into()),
        (PAGE, page.into()),
        (CONTENTS, contents.into()),
        (INFO, dictionary! { "Title" => text(print.title) }.into()),
        (PACKET, packet.into()),
    ]);
    let trailer = dictionary! { "Root" => to(CATALOG), "Info" => to(INFO) };
    file::create(objects, trailer)
}

/// The XMP packet of a file that is such a print and nothing else. It proves nothing.
pub fn packet(pdf: &[u8]) -> Option<Vec<u8>> {
    if pdf.len() > LARGEST {
        return None;
    }
    let file = File::read(pdf).ok()?;
    let [revision] = file.revisions.as_slice() else {
        return None;
    };
    let dictionary = |number| file.dictionary(0, number);
    let bare = has_only(&revision.trailer, &TRAILER_KEYS)
        && has_only(dictionary(CATALOG)?, &CATALOG_KEYS)
        && has_only(dictionary(PAGES)?, &PAGES_KEYS)
        && has_only(dictionary(PAGE)?, &PAGE_KEYS)
        && dictionary(PAGE)?
            .get(b"Resources")
            .and_then(Object::as_dict)
            .is_ok_and(Dictionary::is_empty)
        && revision.objects.len() == OBJECTS
        && file.root() == Some(CATALOG)
        && reference(dictionary(CATALOG)?, b"Pages") == Some(PAGES)
        && reference(dictionary(CATALOG)?, b"Metadata") == Some(PACKET);
    let packet = file.object(0, PACKET)?.as_stream().ok()?;
    (bare && !packet.dict.has(b"Filter")).then(|| packet.content.clone())
}

fn has_only(dictionary: &Dictionary, keys: &[&[u8]]) -> bool {
    dictionary
        .iter()
        .all(|(key, _)| keys.contains(&key.as_slice()))
}

/// The packet (ISO 16684-1): title and seal.
fn xmp(print: &SealPrint<'_>) -> String {
    format!(
        include_str!("seal_print.xmp"),
        begin = '\u{feff}',
        title = escaped(print.title),
        seal = print.seal,
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const PRINT: SealPrint<'_> = SealPrint {
        title: "Siegel <Aalen>",
        language: "de",
        size: (170.1, 170.1),
        content: "0 0 0 1 k\n0 0 10 10 re\nf\n",
        seal: r#"<k:seal xmlns:k="urn:x-kammersiegel:seal:1">ig</k:seal>"#,
    };

    /// The file with something changed in it, written as this program writes.
    fn changed(change: impl FnOnce(&mut Objects, &mut Dictionary)) -> Vec<u8> {
        let bytes = write(&PRINT);
        let mut file = File::read(bytes).unwrap();
        let mut revision = file.revisions.remove(0);
        change(&mut revision.objects, &mut revision.trailer);
        file::create(revision.objects, revision.trailer)
    }

    fn with(number: u32, key: &str, value: impl Into<Object>) -> Vec<u8> {
        changed(|objects, _| {
            let dictionary = objects.get_mut(&number).unwrap().as_dict_mut().unwrap();
            dictionary.set(key, value.into());
        })
    }

    #[test]
    fn a_print_has_its_packet() {
        let packet = packet(&write(&PRINT)).unwrap();
        let packet = String::from_utf8(packet).unwrap();
        assert!(packet.contains(PRINT.seal) && packet.contains("Siegel &lt;Aalen&gt;"));
        assert_eq!(write(&PRINT), changed(|_, _| {}));
    }

    #[test]
    fn what_is_more_than_a_picture_is_none() {
        let field = || dictionary! { "Fields" => Vec::<Object>::new() };
        let more = [
            with(CATALOG, "AcroForm", field()),
            with(CATALOG, "AF", Vec::<Object>::new()),
            with(CATALOG, "OpenAction", field()),
            with(PAGES, "Resources", field()),
            with(PAGE, "Annots", Vec::<Object>::new()),
            with(PAGE, "Resources", field()),
            changed(|_, trailer| trailer.set("Encrypt", field())),
            changed(|objects, _| {
                objects.insert(PACKET + 1, field().into());
            }),
        ];
        for (position, more) in more.iter().enumerate() {
            assert!(File::read(more.as_slice()).is_ok());
            assert_eq!(packet(more), None, "{position}");
        }
        let once = write(&PRINT);
        let mut twice = File::read(once.as_slice()).unwrap();
        twice.append(Objects::new());
        let twice = twice.into_bytes();
        assert!(File::read(twice.as_slice()).is_ok());
        assert_eq!(packet(&twice), None);
        assert_eq!(packet(&[&once, &b" "[..]].concat()), None);
        assert_eq!(packet(b"%PDF-1.7\n"), None);
    }
}
