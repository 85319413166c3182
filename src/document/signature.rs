//! Signing the Urkunde: one more revision for each chamber (PAdES baseline B-B and B-T, ETSI
//! EN 319 142-1, 6.2; ISO 32000-1, 12.8).
//!
//! The first chamber **certifies**: it allows nothing but signing the fields that are already
//! there (DocMDP, P = 2). The others approve, and the last one closes all fields. Each changes its
//! own field and nothing else, so the earlier signatures stay valid.

use std::error::Error;

use jiff::Timestamp;
use lopdf::{Dictionary, Object, dictionary};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::domain::artwork::Artwork;

use super::DocumentError;
use super::appearance::{self, SignatureWords};
use super::cms::{self, CertificateError, Chain, Signed};
use super::digest::Digests;
use super::file::{File, NotOurForm, Objects, reference};
use super::metadata::{date, text};
use super::statement::Statement;
use super::unsigned::Unsigned;

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
    /// What was returned is no signature of the certificate's kind of key.
    #[error("the key did not sign: what it gave is no signature")]
    Malformed,
    /// Chain and time-stamp are longer than what is reserved.
    #[error("the signature needs {0} bytes, more than the reserved {RESERVED}")]
    TooLong(usize),
    /// The field's words cannot be drawn.
    #[error(transparent)]
    Drawing(#[from] DocumentError),
}

/// A document with its structure at hand, so that what was just written is not read again before
/// the next chamber signs it.
pub struct OpenDocument {
    file: File<'static>,
    digests: Digests,
}

impl OpenDocument {
    /// Reads a document that this program wrote.
    pub fn read(pdf: Vec<u8>) -> Result<Self, NotOurForm> {
        Ok(Self::new(File::read(pdf)?))
    }

    pub(super) fn new(file: File<'static>) -> Self {
        Self {
            digests: Digests::of(file.bytes()),
            file,
        }
    }

    /// The document as it is now.
    pub fn bytes(&self) -> &[u8] {
        self.file.bytes()
    }

    /// The document.
    pub fn into_bytes(self) -> Vec<u8> {
        self.file.into_bytes()
    }

    /// Signs the document in a field. `chain` is the signer's certificate and those that lead to
    /// its root, in DER; `sign` signs a message with SHA-256 and the certificate's key (ECDSA as
    /// DER, or RSA PKCS#1 v1.5). That it did is for [`check`](super::check) and
    /// [`check_unfinished`](super::unfinished::check_unfinished) to say.
    ///
    /// Nothing is left half done: [`Pending`] gives the whole revision, or an error.
    pub fn begin<'a, E: Into<Box<dyn Error + Send + Sync>>>(
        mut self,
        slot: &Slot<'_>,
        chain: &'a [Vec<u8>],
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<Pending<'a>, SignatureError> {
        let (objects, number) = revision(&self.file, slot)?;
        let unsigned = Unsigned::new(self.file, objects, number);
        let bytes = unsigned.bytes();
        let digest = self.digests.without(bytes, unsigned.gap(), bytes.len());
        let chain = Chain::of(chain)?;
        let message = cms::to_be_signed(&digest, &chain)?;
        let signature = sign(&message).map_err(|cause| SignatureError::Signer(cause.into()))?;
        let signature = chain.normal(&signature).ok_or(SignatureError::Malformed)?;
        Ok(Pending {
            unsigned,
            digests: self.digests,
            digest,
            chain,
            signature,
        })
    }
}

/// Opens and signs a document, as [`OpenDocument::begin`] says.
pub fn begin<'a, E: Into<Box<dyn Error + Send + Sync>>>(
    pdf: &[u8],
    slot: &Slot<'_>,
    chain: &'a [Vec<u8>],
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
) -> Result<Pending<'a>, SignatureError> {
    OpenDocument::read(pdf.to_vec())?.begin(slot, chain, sign)
}

/// Whether a document is what signing `before` in this slot gives, to the last byte but for the
/// signature itself.
pub fn retraces(before: &[u8], slot: &Slot<'_>, pdf: &[u8]) -> Result<bool, SignatureError> {
    let file = File::read(before)?;
    let (objects, number) = revision(&file, slot)?;
    let unsigned = Unsigned::new(file, objects, number);
    let (bytes, gap) = (unsigned.bytes(), unsigned.gap());
    Ok(pdf.len() == bytes.len()
        && pdf[..gap.start] == bytes[..gap.start]
        && pdf[gap.end..] == bytes[gap.end..])
}

/// A signature that is not yet in its document: the moment to ask for a time-stamp.
pub struct Pending<'a> {
    unsigned: Unsigned,
    digests: Digests,
    digest: [u8; 32],
    chain: Chain<'a>,
    signature: Vec<u8>,
}

impl Pending<'_> {
    /// SHA-256 of what a time-stamp of this signature covers (ETSI EN 319 122-1, 5.3).
    pub fn imprint(&self) -> [u8; 32] {
        Sha256::digest(&self.signature).into()
    }

    /// The signed document, for the next chamber; with a time-stamp token over the
    /// [`imprint`](Self::imprint), the signature is at level B-T.
    pub fn go_on(self, token: Option<Vec<u8>>) -> Result<OpenDocument, SignatureError> {
        let signed = Signed {
            chain: self.chain,
            signature: self.signature,
            token,
        };
        let structure = cms::assemble(&self.digest, &signed)?;
        Ok(OpenDocument {
            file: self.unsigned.fill(&structure)?,
            digests: self.digests,
        })
    }

    /// The signed document, as [`go_on`](Self::go_on) says.
    pub fn finish(self, token: Option<Vec<u8>>) -> Result<Vec<u8>, SignatureError> {
        Ok(self.go_on(token)?.into_bytes())
    }
}

/// The signature fields in the order of signing.
pub fn fields(file: &File<'_>, revision: usize) -> Option<Vec<u32>> {
    let catalog = file.dictionary(revision, file.root()?)?;
    let form = file.dictionary(revision, reference(catalog, b"AcroForm")?)?;
    let fields = form.get(b"Fields").and_then(Object::as_array).ok()?;
    fields
        .iter()
        .map(|field| Some(field.as_reference().ok()?.0))
        .collect()
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
    file.numbers().find(|number| {
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
