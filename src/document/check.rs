//! Whether a file is an Urkunde as this program and its chambers made it.
//!
//! This is not validation of PDF signatures in general. It accepts what [`sign`](super::signature)
//! writes and nothing else: the base and one revision for each chamber, in order, each with the
//! very bytes that would be written again, signed with a certificate that is pinned for its
//! field, and changing that field alone. So the known attacks (shadowed pages, wrapped
//! signatures, objects behind the end, broken tables that viewers repair) have nowhere to hide.
//!
//! Whether the certificate is still in force is the register's knowledge, not the file's.

use std::collections::BTreeSet;

use jiff::Timestamp;
use lopdf::{Dictionary, Object};
use sha2::{Digest, Sha256};

pub use crate::domain::signing::Level;

use crate::domain::signing::CertificateKind;
use crate::x509::issuer;

use super::claim;
use super::cms::{self, CmsError};
use super::digest::Digests;
use super::file::{File, NotOurForm, Revision, reference};
use super::metadata::moment;
use super::preserved;
pub use super::rejection::{Change, Rejection};
use super::signature::{RESERVED, fields};
use super::statement::{STATED, Statement};
use super::timestamp::{self, TimeStamp};
use super::trace::Traces;
use super::unsigned::gap;
use crate::x509::path::is_within;

/// Larger files are refused unread.
pub const LARGEST: usize = 8 << 20;

/// Who may sign what.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// One for each field, in the order of signing.
    pub slots: Vec<SlotTrust>,
    /// Time-stamp services: their certificates or those of their issuers, DER.
    pub time_services: Vec<Vec<u8>>,
}

impl Trust {
    /// Whether for some field no certificate is known at all.
    pub fn lacks_certificates(&self) -> bool {
        self.slots.iter().any(|slot| slot.chains.is_empty())
    }
}

/// Who may sign one field.
#[derive(Debug, Clone)]
pub struct SlotTrust {
    /// The field's name.
    pub field: String,
    /// Certificate chains with which the chamber signs or signed: DER, leaf first, exactly as they
    /// are put into the signature.
    pub chains: Vec<Vec<Vec<u8>>>,
}

/// Proof that every chamber signed these bytes. Only [`check`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedDocument {
    sha256: [u8; 32],
    level: Level,
    signatures: Vec<CheckedSignature>,
    time_stamps: Vec<TimeStamp>,
    seal: Option<Vec<u8>>,
}

/// One chamber's proven signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSignature {
    /// The field's name.
    pub field: String,
    /// Subject of the certificate (RFC 4514).
    pub subject: String,
    /// Where the certificate comes from.
    pub kind: CertificateKind,
    /// When it was signed, as the signer says.
    pub signed_at: Timestamp,
    /// By when it was signed, as a time-stamp service proves.
    pub time_stamp: Option<TimeStamp>,
}

/// Judges a file. Nothing of one that is accepted is decompressed, and the effort is bounded by its
/// size and, where a refused one is looked at for traces of ours, by a constant.
pub fn check(pdf: &[u8], trust: &Trust) -> Result<CheckedDocument, Rejection> {
    if pdf.len() > LARGEST {
        return Err(Rejection::TooLarge);
    }
    let file = File::read(pdf).map_err(|cause| unreadable(pdf, cause, trust))?;
    if file.revisions.iter().any(|r| r.trailer.has(b"Encrypt")) {
        return Err(Rejection::Encrypted);
    }
    let form = form(&file, trust)?;
    let last = form.len();
    if let Some(missing) = trust
        .slots
        .get(file.newest())
        .filter(|_| file.newest() < last)
    {
        let field = missing.field.clone();
        return Err(Rejection::SignatureMissing { field });
    }
    let mut digests = Digests::of(pdf);
    let mut signatures = Vec::new();
    for (position, slot) in trust.slots.iter().enumerate() {
        let services = &trust.time_services;
        signatures.push(signature(
            &file,
            &form,
            position,
            slot,
            services,
            &mut digests,
        )?);
    }
    let preserved = preserved::examine(&file, last, &trust.time_services, &mut digests)?;
    Ok(CheckedDocument {
        sha256: digests.whole(pdf),
        level: preserved.level(&signatures),
        signatures,
        time_stamps: preserved.time_stamps,
        seal: claim::attachment(&file),
    })
}

impl CheckedDocument {
    /// SHA-256 of the whole file.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// The chambers' signatures, in the order of signing.
    pub fn signatures(&self) -> &[CheckedSignature] {
        &self.signatures
    }

    /// How long the signatures can be proven.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The document time-stamps, oldest first.
    pub fn time_stamps(&self) -> &[TimeStamp] {
        &self.time_stamps
    }

    /// The attached seal (COSE_Sign), signed by all chambers as a part of the file.
    pub fn seal(&self) -> Option<&[u8]> {
        self.seal.as_deref()
    }
}

pub(super) fn unreadable(pdf: &[u8], cause: NotOurForm, trust: &Trust) -> Rejection {
    let traces = Traces::of(pdf);
    let refusal = traces.refusal(trust.slots.iter().map(|slot| slot.field.as_str()));
    if refusal == Rejection::Encrypted {
        return refusal;
    }
    let is_ours = claim::seal(pdf).is_some();
    match cause {
        // What follows the last signature may be anything, and begin anything.
        NotOurForm::Written { revision } if is_ours && revision > trust.slots.len() => {
            Rejection::Changed(Change::Appended)
        }
        _ if is_ours && refusal == Rejection::NotOurs => Rejection::Changed(Change::Rewritten),
        _ => refusal,
    }
}

/// The numbers of the fields, which must be exactly the trusted ones, empty in the base.
pub(super) fn form(file: &File<'_>, trust: &Trust) -> Result<Vec<u32>, Rejection> {
    let fits = |(number, slot): (&u32, &SlotTrust)| {
        let field = file.dictionary(0, *number)?;
        let named = field.get(b"T").and_then(Object::as_str).ok()? == slot.field.as_bytes();
        let signs = field.get(b"FT").and_then(Object::as_name).ok()? == b"Sig";
        Some(named && signs && !field.has(b"V"))
    };
    let all = |form: &Vec<u32>| {
        let distinct: BTreeSet<&u32> = form.iter().collect();
        !form.is_empty()
            && form.len() == trust.slots.len()
            && distinct.len() == form.len()
            && form
                .iter()
                .zip(&trust.slots)
                .all(|pair| fits(pair) == Some(true))
    };
    match fields(file, 0).filter(all) {
        Some(form) => Ok(form),
        None if claim::seal(file.bytes()).is_some() => Err(Rejection::Changed(Change::Form)),
        None => {
            let fields = trust.slots.iter().map(|slot| slot.field.as_str());
            Err(Traces::of(file.bytes()).refusal(fields))
        }
    }
}

/// Checks the revision that signs the field at a position.
pub(super) fn signature(
    file: &File<'_>,
    form: &[u32],
    position: usize,
    slot: &SlotTrust,
    time_services: &[Vec<u8>],
    digests: &mut Digests,
) -> Result<CheckedSignature, Rejection> {
    let field = || slot.field.clone();
    let more = || Rejection::Changed(Change::MoreThanTheField { field: field() });
    let stated = || Rejection::Changed(Change::Statement { field: field() });
    let revision = &file.revisions[position + 1];
    let number = only_signs(file, form, position).ok_or_else(more)?;
    let dictionary = revision.objects.get(&number).and_then(|o| o.as_dict().ok());
    let dictionary = dictionary.ok_or_else(stated)?;

    let place = revision.places.get(&number).cloned().unwrap_or_default();
    let gap = gap(file.bytes(), place).ok_or_else(stated)?;
    let contents = dictionary.get(b"Contents").and_then(Object::as_str);
    let contents = contents
        .ok()
        .filter(|c| c.len() == RESERVED)
        .ok_or_else(stated)?;
    let range = [0, gap.start, gap.end, revision.end.saturating_sub(gap.end)];
    let entry = |key: &str| dictionary.get(key.as_bytes()).cloned().ok();
    let [Some(name), Some(place), Some(reason), Some(date)] = STATED.map(entry) else {
        return Err(stated());
    };
    let signed_at = moment(&date).ok_or_else(stated)?;
    let statement = Statement {
        entries: [name, place, reason, date],
        certifies: position == 0,
        closes: file.root().filter(|_| position + 1 == form.len()),
    };
    if statement.dictionary(contents.to_vec(), range) != *dictionary {
        return Err(stated());
    }

    let digest = digests.without(file.bytes(), &gap, revision.end);
    let signed = cms::verify(contents, &digest, &slot.chains);
    let signed = signed.map_err(|cause| match cause {
        CmsError::Foreign => Rejection::ForeignCertificate { field: field() },
        cause => Rejection::Changed(Change::Signature {
            field: field(),
            cause,
        }),
    })?;
    let leaf = signed.chain.leaf.tbs_certificate();
    if !is_within(leaf.validity(), signed_at) {
        return Err(Rejection::OutsideValidity { field: field() });
    }
    let stamped = Sha256::digest(&signed.signature).into();
    let time_stamp = signed
        .token
        .map(|token| timestamp::verify(&token, &stamped, time_services));
    let time_stamp = time_stamp.transpose().map_err(|cause| {
        Rejection::Changed(Change::TimeStamp {
            field: field(),
            cause,
        })
    })?;
    Ok(CheckedSignature {
        time_stamp,
        field: field(),
        subject: leaf.subject().to_string(),
        kind: issuer::kind(&signed.chain.leaf),
        signed_at,
    })
}

/// The number of the signature dictionary, if the revision does nothing but put it into its
/// field, show it there and, the first, announce it in the catalog.
fn only_signs(file: &File<'_>, form: &[u32], position: usize) -> Option<u32> {
    let revision = file.revisions.get(position + 1)?;
    let (root, own) = (file.root()?, *form.get(position)?);
    if revision.trailer != file.revisions.first()?.trailer {
        return None;
    }
    let old = file.dictionary(position, own)?;
    let field = revision.objects.get(&own)?.as_dict().ok()?;
    let number = reference(field, b"V")?;
    let look = reference(field.get(b"AP").and_then(Object::as_dict).ok()?, b"N")?;
    if without(field, &[b"V", b"AP"]) != without(old, &[b"AP"]) {
        return None;
    }
    let mut accounted = BTreeSet::from([own, number]);
    if position == 0 {
        let catalog = revision.objects.get(&root)?.as_dict().ok()?;
        let permissions = catalog.get(b"Perms").and_then(Object::as_dict).ok()?;
        let announced = permissions.len() == 1 && reference(permissions, b"DocMDP") == Some(number);
        if !announced || without(catalog, &[b"Perms"]) != *file.dictionary(position, root)? {
            return None;
        }
        accounted.insert(root);
    }
    collect(revision, look, &mut accounted);
    let new = |id: &u32| *id == own || *id == root || file.object(position, *id).is_none();
    let all = revision
        .objects
        .keys()
        .all(|id| accounted.contains(id) && new(id));
    let root_unchanged = position == 0 || !revision.objects.contains_key(&root);
    (all && root_unchanged).then_some(number)
}

/// Adds what an object of the revision refers to within it.
fn collect(revision: &Revision, number: u32, found: &mut BTreeSet<u32>) {
    let mut waiting = vec![number];
    while let Some(number) = waiting.pop() {
        if let Some(object) = revision.objects.get(&number)
            && found.insert(number)
        {
            references(object, &mut waiting);
        }
    }
}

fn references(object: &Object, found: &mut Vec<u32>) {
    match object {
        Object::Reference((number, _)) => found.push(*number),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(entries) => entries.iter().for_each(|(_, v)| references(v, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, v)| references(v, found)),
        _ => {}
    }
}

/// The entries but for these.
pub(super) fn without(dictionary: &Dictionary, keys: &[&[u8]]) -> Dictionary {
    let mut rest = dictionary.clone();
    for key in keys {
        rest.remove(key);
    }
    rest
}
