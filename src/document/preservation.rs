//! Keeping signatures provable after their certificates have expired (PAdES B-LT and B-LTA, ETSI
//! EN 319 142-1, 5.4 and 5.5): what validation needs is put into the file, and a document
//! time-stamp covers it. Done again before the last time-stamp ages, it holds on.

use lopdf::{Dictionary, Object, Stream, StringFormat, dictionary};

use super::digest::Digests;
use super::file::{File, NotOurForm, Objects, reference};
use super::signature::{RESERVED, SignatureError};
use super::unsigned::Unsigned;

/// What validation needs, each in DER.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValidationData {
    /// Certificates of the chains, of the responders and of the time-stamp services.
    pub certificates: Vec<Vec<u8>>,
    /// OCSP responses (RFC 6960, 4.2).
    pub ocsp_responses: Vec<Vec<u8>>,
    /// Revocation lists (RFC 5280, 5).
    pub crls: Vec<Vec<u8>>,
}

/// Adds validation data alone: B-LT. [`check`](super::check) accepts it only when a document
/// time-stamp follows, since nobody vouches for it before.
pub fn add_validation_data(pdf: &[u8], data: &ValidationData) -> Result<Vec<u8>, SignatureError> {
    let mut file = File::read(pdf)?;
    let form = || NotOurForm::Written { revision: 0 };
    let root = file.root().ok_or_else(form)?;
    let newest = file.newest();
    let mut catalog = file.dictionary(newest, root).cloned().ok_or_else(form)?;
    let mut store = reference(&catalog, b"DSS")
        .and_then(|number| file.dictionary(newest, number))
        .cloned()
        .unwrap_or_else(|| dictionary! { "Type" => "DSS" });
    let number = file.next_number();
    let mut next = number.saturating_add(1);
    let mut objects = Objects::new();
    for (key, ders) in
        STORED
            .into_iter()
            .zip([&data.certificates, &data.ocsp_responses, &data.crls])
    {
        let known = store.get(key.as_bytes()).and_then(Object::as_array);
        let mut stored = known.cloned().unwrap_or_default();
        for der in ders {
            let is_there = |number: u32| match objects.get(&number) {
                Some(object) => content(object) == Some(der),
                None => file.object(newest, number).and_then(content) == Some(der),
            };
            let known = stored.iter().filter_map(|r| r.as_reference().ok());
            if known.into_iter().any(|(number, _)| is_there(number)) {
                continue;
            }
            let stream = Stream::new(Dictionary::new(), der.clone());
            objects.insert(next, stream.into());
            stored.push(Object::Reference((next, 0)));
            next = next.saturating_add(1);
        }
        if !stored.is_empty() {
            store.set(key, stored);
        }
    }
    objects.insert(number, store.into());
    catalog.set("DSS", Object::Reference((number, 0)));
    objects.insert(root, catalog.into());
    file.append(objects);
    Ok(file.into_bytes())
}

/// Begins a document time-stamp (EN 319 142-1, 5.4.3; ISO 32000-2, 12.8.5). Behind validation data
/// it makes B-LTA; behind signatures that have no time-stamp of their own, it makes up for that.
pub fn begin_time_stamp(pdf: &[u8]) -> Result<PendingTimeStamp, SignatureError> {
    let file = File::read(pdf)?;
    let form = || NotOurForm::Written { revision: 0 };
    let newest = file.newest();
    let catalog = file.root().and_then(|root| file.dictionary(newest, root));
    let number = catalog.and_then(|catalog| reference(catalog, b"AcroForm"));
    let number = number.ok_or_else(form)?;
    let mut fields = file.dictionary(newest, number).cloned().ok_or_else(form)?;
    let (field, signature) = (file.next_number(), file.next_number().saturating_add(1));
    if let Ok(Object::Array(fields)) = fields.get_mut(b"Fields") {
        fields.push(Object::Reference((field, 0)));
    }
    let objects = Objects::from([
        (number, fields.into()),
        (field, time_stamp_field(newest, signature).into()),
        (signature, time_stamp(vec![0; RESERVED], [0; 4]).into()),
    ]);
    Ok(PendingTimeStamp(Unsigned::new(file, objects, signature)))
}

/// A document with room for a time-stamp over all of it.
pub struct PendingTimeStamp(Unsigned);

impl PendingTimeStamp {
    /// SHA-256 of what the time-stamp covers.
    pub fn imprint(&self) -> [u8; 32] {
        let bytes = self.0.bytes();
        Digests::of(bytes).without(bytes, self.0.gap(), bytes.len())
    }

    /// The document with this token.
    pub fn finish(self, token: &[u8]) -> Result<Vec<u8>, SignatureError> {
        Ok(self.0.fill(token)?.into_bytes())
    }
}

/// Keys of a document security store, in the order of [`ValidationData`].
pub const STORED: [&str; 3] = ["Certs", "OCSPs", "CRLs"];

/// The field of a document time-stamp. Its widget has no size, and no page shows it.
pub fn time_stamp_field(revision: usize, signature: u32) -> Dictionary {
    /// Printed, as PDF/A demands of whatever could be seen, and locked.
    const PRINT_LOCKED: i64 = 132;
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Widget",
        "Rect" => Vec::from([0, 0, 0, 0].map(Object::Integer)),
        "F" => PRINT_LOCKED,
        "FT" => "Sig",
        "T" => Object::string_literal(format!("time-stamp-{}", revision + 1)),
        "V" => Object::Reference((signature, 0)),
    }
}

/// The dictionary of a document time-stamp.
pub fn time_stamp(contents: Vec<u8>, range: [usize; 4]) -> Dictionary {
    dictionary! {
        "Type" => "DocTimeStamp",
        "Filter" => "Adobe.PPKLite",
        "SubFilter" => "ETSI.RFC3161",
        "Contents" => Object::String(contents, StringFormat::Hexadecimal),
        "ByteRange" => Vec::from(range.map(|n| Object::Integer(n as i64))),
    }
}

fn content(object: &Object) -> Option<&Vec<u8>> {
    object.as_stream().ok().map(|stream| &stream.content)
}
