//! What makes the drawn page an archivable (PDF/A-3b) and accessible (PDF/UA-1) file.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::beginning::PROFILE;
use super::content::Draft;
use super::file::File;
use super::metadata::{LANGUAGE, Metadata, text};
use super::node::Page;
use super::{DocumentError, FieldWords, SEAL_FILE, fields, structure};

/// What the file holds beside the page.
pub struct Beside<'a> {
    /// What it says about itself.
    pub metadata: Metadata,
    /// The seal as COSE_Sign.
    pub seal: Option<&'a [u8]>,
    /// The chambers' signature fields, in programme order.
    pub fields: &'a [FieldWords],
    /// Whether a viewer should offer to print in exactly this size.
    pub is_to_scale: bool,
}

/// Completes the drawn page and writes the file.
pub fn finish(
    draft: Draft,
    page: &Page,
    beside: &Beside<'_>,
) -> Result<File<'static>, DocumentError> {
    let metadata = &beside.metadata;
    let Draft {
        mut document,
        page: page_id,
    } = draft;
    let structure = structure::build(&mut document, page, page_id, beside.fields);
    let form = fields::form(&mut document, &structure.fields);
    let outlines = outline(&mut document, &metadata.title, page_id);
    let xmp = uncompressed(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        metadata.xmp().into_bytes(),
    );
    let xmp = document.add_object(xmp);
    let seal = beside
        .seal
        .map(|seal| attach(&mut document, seal, metadata));
    let info = document.add_object(metadata.info());

    let catalog = document
        .catalog_mut()
        .map_err(|cause| DocumentError::Writing(cause.to_string()))?;
    catalog.set("Lang", Object::string_literal(LANGUAGE));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if beside.is_to_scale {
        preferences.set("PrintScaling", "None");
    }
    catalog.set("ViewerPreferences", preferences);
    catalog.set("StructTreeRoot", structure.root);
    catalog.set("Outlines", outlines);
    catalog.set("OutputIntents", vec![output_intent().into()]);
    catalog.set("Metadata", xmp);
    if let Some(form) = form {
        catalog.set("AcroForm", form);
    }
    if let Some(seal) = seal {
        let names = dictionary! { "Names" => vec![text(SEAL_FILE), seal.into()] };
        catalog.set("AF", vec![seal.into()]);
        catalog.set("Names", dictionary! { "EmbeddedFiles" => names });
    }

    compress(&mut document);
    let id = identifier(&document);
    let trailer = &mut document.trailer;
    trailer.set("Info", info);
    trailer.set("ID", vec![id.clone(), id]);
    let objects = document.objects.into_iter();
    let objects = objects.map(|((number, _), object)| (number, object));
    Ok(File::create(objects.collect(), document.trailer))
}

/// Deflates what many files share: as small as can be.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    deflate_at(Compression::best(), bytes)
}

/// Deflates what only one file needs: some kilobytes more, in a fraction of the time. What is as long as
/// a specimen's watermark is worth the time.
fn deflate_quickly(bytes: &[u8]) -> Vec<u8> {
    const LONG: usize = 32 << 10;
    let level = match bytes.len() {
        ..LONG => Compression::fast(),
        LONG.. => Compression::default(),
    };
    deflate_at(level, bytes)
}

fn deflate_at(level: Compression, bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 2), level);
    #[expect(clippy::expect_used, reason = "a vector takes whatever is written")]
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("write to memory")
}

/// PDF/UA asks for an outline even where there is but one page.
fn outline(document: &mut Document, title: &str, page: ObjectId) -> ObjectId {
    let root = document.new_object_id();
    let entry = document.add_object(dictionary! {
        "Title" => text(title),
        "Parent" => root,
        "Dest" => vec![page.into(), "Fit".into()],
    });
    document.set_object(
        root,
        dictionary! { "Type" => "Outlines", "First" => entry, "Last" => entry, "Count" => 1 },
    );
    root
}

fn output_intent() -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => Object::Reference((PROFILE, 0)),
    }
}

/// Attaches the seal as an associated file of the document.
fn attach(document: &mut Document, seal: &[u8], metadata: &Metadata) -> ObjectId {
    let parameters = dictionary! {
        "Size" => seal.len() as i64,
        "CreationDate" => metadata.date(),
        "ModDate" => metadata.date(),
    };
    let file = uncompressed(
        dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => "application/cose",
            "Params" => parameters,
        },
        seal.to_vec(),
    );
    let file = document.add_object(file);
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => Object::string_literal(SEAL_FILE),
        "UF" => text(SEAL_FILE),
        "Desc" => text(&metadata.title),
        "AFRelationship" => "Data",
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}

/// A name for the file that depends on its content alone: on the page, its metadata and the seal.
fn identifier(document: &Document) -> Object {
    let mut hash = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hash.update(&stream.content);
        }
    }
    let id = hash.finalize().iter().take(16).copied().collect();
    Object::String(id, StringFormat::Hexadecimal)
}

fn compress(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.allows_compression
            && !stream.content.is_empty()
            && !stream.dict.has(b"Filter")
        {
            let packed = deflate_quickly(&stream.content);
            stream.set_content(packed);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
}

fn uncompressed(dictionary: Dictionary, content: Vec<u8>) -> Stream {
    let mut stream = Stream::new(dictionary, content);
    stream.allows_compression = false;
    stream
}
