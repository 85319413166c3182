//! Signing the Urkunde: one more revision for each chamber (PAdES baseline B-B and B-T, ETSI
//! EN 319 142-1, 6.2; ISO 32000-1, 12.8).
//!
//! The first chamber **certifies**: it allows nothing but signing the fields that are already
//! there (DocMDP, P = 2). The others approve, and the last one closes all fields. Each changes its
//! own field and nothing else, so the earlier signatures stay valid.

use std::error::Error;

use jiff::Timestamp;
use lopdf::{Dictionary, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::artwork::Artwork;

use super::DocumentError;
use super::appearance::{self, SignatureWords};
use super::cms::{self, CertificateError, Chain, Signed};
use super::digest::Digests;
use super::file::{File, NotOurForm, Objects, reference};
use super::metadata::{date, text};

/// Room for a signature, its chain and a time-stamp, in bytes.
pub const RESERVED: usize = 16 << 10;

/// What one chamber's signature says.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// The field's name, as in [`FieldWords`](super::FieldWords).
    pub field: &'a str,
    /// Full name of the chamber.
    pub signer: &'a str,
    /// What the signature is for.
    pub reason: &'a str,
    /// Where it is made.
    pub place: &'a str,
    /// When it is made.
    pub at: Timestamp,
    /// What is seen in the field.
    pub words: &'a SignatureWords,
    /// The programme's colours.
    pub artwork: &'a Artwork,
}

/// Why a document was not signed.
#[derive(Debug, Error)]
pub enum SignatureError {
    /// Not a document of this program.
    #[error(transparent)]
    Form(#[from] NotOurForm),
    /// It has no such field.
    #[error("the document has no signature field {0:?}")]
    UnknownField(String),
    /// The field is signed already, or an earlier chamber has not signed yet.
    #[error("it is not the turn of {0:?} to sign")]
    OutOfTurn(String),
    /// The certificates cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The key's custodian did not sign.
    #[error("the key did not sign: {0}")]
    Signer(#[source] Box<dyn Error + Send + Sync>),
    /// What was returned is no signature of the certificate's key.
    #[error("the key does not belong to the certificate")]
    WrongKey,
    /// Chain and time-stamp are longer than what is reserved.
    #[error("the signature needs {0} bytes, more than the reserved {RESERVED}")]
    TooLong(usize),
    /// The field's words cannot be drawn.
    #[error(transparent)]
    Drawing(#[from] DocumentError),
}

/// Signs the document in a field. `chain` is the signer's certificate and those that lead to its
/// root, in DER; `sign` signs a message with SHA-256 and the certificate's key (ECDSA as DER,
/// or RSA PKCS#1 v1.5).
///
/// Nothing is left half done: [`Pending::finish`] gives the whole revision, or an error.
pub fn begin<'a, E: Into<Box<dyn Error + Send + Sync>>>(
    pdf: &[u8],
    slot: &Slot<'_>,
    chain: &'a [Vec<u8>],
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
) -> Result<Pending<'a>, SignatureError> {
    let file = File::read(pdf)?;
    let (objects, number) = revision(&file, slot)?;
    let unsigned = Unsigned::new(&file, objects, number);
    let digest = unsigned.digest();
    let chain = Chain::of(chain)?;
    let message = cms::to_be_signed(&digest, &chain)?;
    let signature = sign(&message).map_err(|cause| SignatureError::Signer(cause.into()))?;
    let signature = chain.verified(&message, &signature);
    let signature = signature.ok_or(SignatureError::WrongKey)?;
    Ok(Pending {
        unsigned,
        digest,
        chain,
        signature,
    })
}

/// Whether a document is what signing `before` in this slot gives, to the last byte but for the
/// signature itself.
pub fn retraces(before: &[u8], slot: &Slot<'_>, pdf: &[u8]) -> Result<bool, SignatureError> {
    let file = File::read(before)?;
    let (objects, number) = revision(&file, slot)?;
    let Unsigned { bytes, gap } = Unsigned::new(&file, objects, number);
    Ok(pdf.len() == bytes.len()
        && pdf[..gap.start] == bytes[..gap.start]
        && pdf[gap.end..] == bytes[gap.end..])
}

/// A signature that is not yet in its document: the moment to ask for a time-stamp.
pub struct Pending<'a> {
    unsigned: Unsigned,
    digest: [u8; 32],
    chain: Chain<'a>,
    signature: Vec<u8>,
}

impl Pending<'_> {
    /// SHA-256 of what a time-stamp of this signature covers (ETSI EN 319 122-1, 5.3).
    pub fn imprint(&self) -> [u8; 32] {
        Sha256::digest(&self.signature).into()
    }

    /// The signed document; with a time-stamp token over the [`imprint`](Self::imprint), the
    /// signature is at level B-T.
    pub fn finish(self, token: Option<Vec<u8>>) -> Result<Vec<u8>, SignatureError> {
        let signed = Signed {
            chain: self.chain,
            signature: self.signature,
            token,
        };
        self.unsigned.fill(&cms::assemble(&self.digest, &signed)?)
    }
}

/// The signature fields in the order of signing, and the form's number.
pub fn fields(file: &File<'_>, revision: usize) -> Option<Vec<u32>> {
    let catalog = file.dictionary(revision, file.root()?)?;
    let form = file.dictionary(revision, reference(catalog, b"AcroForm")?)?;
    let fields = form.get(b"Fields").and_then(Object::as_array).ok()?;
    fields
        .iter()
        .map(|field| Some(field.as_reference().ok()?.0))
        .collect()
}

/// What a signature dictionary says besides the signature itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Name, place and reason as PDF strings, and the time.
    pub entries: [Object; 4],
    /// Whether it certifies the document.
    pub certifies: bool,
    /// The catalog's number, if the signature closes all fields.
    pub closes: Option<u32>,
}

/// Keys of [`Statement::entries`].
pub const STATED: [&str; 4] = ["Name", "Location", "Reason", "M"];

impl Statement {
    /// The signature dictionary (ISO 32000-1, 12.8.1).
    pub fn dictionary(&self, contents: Vec<u8>, range: [usize; 4]) -> Dictionary {
        let mut dictionary = dictionary! {
            "Type" => "Sig",
            "Filter" => "Adobe.PPKLite",
            "SubFilter" => "ETSI.CAdES.detached",
            "Contents" => Object::String(contents, StringFormat::Hexadecimal),
            "ByteRange" => Vec::from(range.map(|n| Object::Integer(n as i64))),
        };
        for (key, value) in STATED.into_iter().zip(&self.entries) {
            dictionary.set(key, value.clone());
        }
        let mut references: Vec<Object> = Vec::new();
        if self.certifies {
            /// Only filling in and signing the fields that are there.
            const SIGNING: i64 = 2;
            let parameters =
                dictionary! { "Type" => "TransformParams", "P" => SIGNING, "V" => "1.2" };
            references.push(
                dictionary! {
                    "Type" => "SigRef",
                    "TransformMethod" => "DocMDP",
                    "TransformParams" => parameters,
                }
                .into(),
            );
        }
        if let Some(root) = self.closes {
            let parameters =
                dictionary! { "Type" => "TransformParams", "Action" => "All", "V" => "1.2" };
            references.push(
                dictionary! {
                    "Type" => "SigRef",
                    "TransformMethod" => "FieldMDP",
                    "Data" => Object::Reference((root, 0)),
                    "TransformParams" => parameters,
                }
                .into(),
            );
        }
        if !references.is_empty() {
            dictionary.set("Reference", references);
        }
        dictionary
    }
}

/// The objects of the signature's revision, and the number of the signature dictionary among
/// them.
fn revision(file: &File<'_>, slot: &Slot<'_>) -> Result<(Objects, u32), SignatureError> {
    let unknown = || SignatureError::UnknownField(slot.field.to_owned());
    let newest = file.newest();
    let fields = fields(file, newest).ok_or_else(unknown)?;
    let named = |number: &u32| {
        let name = file.dictionary(newest, *number)?.get(b"T").ok()?;
        Some(name.as_str().ok()? == slot.field.as_bytes())
    };
    let position = fields.iter().position(|number| named(number) == Some(true));
    let position = position.ok_or_else(unknown)?;
    if newest != position {
        return Err(SignatureError::OutOfTurn(slot.field.to_owned()));
    }
    let root = file.root().ok_or_else(unknown)?;
    let field_number = fields[position];
    let mut field = file
        .dictionary(newest, field_number)
        .cloned()
        .ok_or_else(unknown)?;

    let signature = file.next_number();
    let look = signature.saturating_add(1);
    let size = size(file, &field).ok_or_else(unknown)?;
    let known = |name: &str| font(file, name);
    let mut objects = appearance::draw(slot.words, slot.artwork, size, look, known)?;
    let statement = Statement {
        entries: [
            text(slot.signer),
            text(slot.place),
            text(slot.reason),
            date(slot.at),
        ],
        certifies: position == 0,
        closes: (position + 1 == fields.len()).then_some(root),
    };
    objects.insert(
        signature,
        statement.dictionary(vec![0; RESERVED], [0; 4]).into(),
    );
    field.set("V", Object::Reference((signature, 0)));
    field.set("AP", dictionary! { "N" => Object::Reference((look, 0)) });
    objects.insert(field_number, field.into());
    if statement.certifies {
        let mut catalog = file.dictionary(newest, root).cloned().ok_or_else(unknown)?;
        let permission = dictionary! { "DocMDP" => Object::Reference((signature, 0)) };
        catalog.set("Perms", permission);
        objects.insert(root, catalog.into());
    }
    Ok((objects, signature))
}

/// The number of the font with this name, if the file has it.
fn font(file: &File<'_>, name: &str) -> Option<u32> {
    let numbers = file.revisions.iter().flat_map(|r| r.objects.keys());
    numbers.copied().find(|number| {
        let font = file.dictionary(file.newest(), *number);
        font.is_some_and(|font| {
            let entry = |key| font.get(key).and_then(Object::as_name).ok();
            entry(b"Subtype") == Some(b"Type0") && entry(b"BaseFont") == Some(name.as_bytes())
        })
    })
}

/// Width and height of what a field shows, to the last digit: a viewer may not see them change.
fn size(file: &File<'_>, field: &Dictionary) -> Option<(f32, f32)> {
    let appearance = field.get(b"AP").and_then(Object::as_dict).ok()?;
    let appearance = file.object(file.newest(), reference(appearance, b"N")?)?;
    let bounds = appearance.as_stream().ok()?.dict.get(b"BBox").ok()?;
    let bounds = bounds.as_array().ok()?.iter().flat_map(Object::as_float);
    match bounds.collect::<Vec<f32>>().as_slice() {
        [_, _, width, height] => Some((*width, *height)),
        _ => None,
    }
}

/// A revision with room for its signature.
pub struct Unsigned {
    bytes: Vec<u8>,
    /// Where the room is, from `<` to behind `>`.
    gap: std::ops::Range<usize>,
}

impl Unsigned {
    /// Appends the objects, and states in the signature dictionary which bytes are signed: all
    /// but its own contents (ISO 32000-1, 12.8.1). `ByteRange` stands behind the contents, so only
    /// its own length can still move what it counts.
    pub fn new(file: &File<'_>, mut objects: Objects, number: u32) -> Self {
        // Numbers of so many digits, most likely, and then the second writing is the last.
        let begin = file.bytes.len();
        let mut range = [0, begin, begin + 2 * RESERVED, 1000];
        loop {
            if let Some(Object::Dictionary(signature)) = objects.get_mut(&number) {
                let numbers = range.map(|n| Object::Integer(n as i64));
                signature.set("ByteRange", Vec::from(numbers));
            }
            let (bytes, places) = file.append(&objects);
            let place = places.get(&number).cloned().unwrap_or_default();
            let gap = gap(&bytes, place).unwrap_or_default();
            let found = [0, gap.start, gap.end, bytes.len() - gap.end];
            if found == range {
                return Self { bytes, gap };
            }
            range = found;
        }
    }

    /// SHA-256 over everything but the gap.
    pub fn digest(&self) -> [u8; 32] {
        Digests::new(&self.bytes).without(&self.gap, self.bytes.len())
    }

    /// Puts the signature into the gap.
    pub fn fill(mut self, structure: &[u8]) -> Result<Vec<u8>, SignatureError> {
        let room = &mut self.bytes[self.gap];
        let digits = hex::encode_upper(structure);
        // Between the angle brackets.
        if digits.len() + 2 > room.len() {
            return Err(SignatureError::TooLong(structure.len()));
        }
        room[1..=digits.len()].copy_from_slice(digits.as_bytes());
        Ok(self.bytes)
    }
}

/// Where the contents of the signature dictionary at this place are, with their brackets.
pub fn gap(bytes: &[u8], place: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    const KEY: &[u8] = b"/Contents <";
    let object = bytes.get(place.clone())?;
    let start = memchr::memmem::find(object, KEY)? + KEY.len() - 1;
    let length = memchr::memchr(b'>', &object[start..])? + 1;
    let start = place.start + start;
    Some(start..start + length)
}
