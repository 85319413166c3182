//! The revisions behind the chambers' signatures: validation data and document time-stamps as
//! [`preservation`](super::preservation) writes them, and nothing else.

use std::collections::BTreeSet;

use der::Decode;
use lopdf::{Dictionary, Object};

use super::check::{Change, CheckedSignature, Level, Rejection, without};
use super::cms;
use super::digest::Digests;
use super::file::{File, reference};
use super::preservation::{STORED, time_stamp, time_stamp_field};
use super::signature::RESERVED;
use super::timestamp::{self, TimeStamp, TokenError};
use super::unsigned::gap;

/// What the revisions hold.
#[derive(Debug, Clone, Default)]
pub struct Preserved {
    /// Oldest first.
    pub time_stamps: Vec<TimeStamp>,
    /// Whether validation data is there, under a time-stamp.
    has_data: bool,
}

impl Preserved {
    /// The level of a document with these signatures.
    pub fn level(&self, signatures: &[CheckedSignature]) -> Level {
        let all_stamped = signatures.iter().all(|s| s.time_stamp.is_some());
        match (self.has_data, all_stamped, self.time_stamps.is_empty()) {
            (true, ..) => Level::Lta,
            (false, false, true) => Level::B,
            (false, ..) => Level::T,
        }
    }
}

/// Examines the revisions behind the last signature. The last of all must be a time-stamp, so
/// that somebody vouches for every byte.
pub fn examine(
    file: &File<'_>,
    last_signature: usize,
    time_services: &[Vec<u8>],
    digests: &mut Digests,
) -> Result<Preserved, Rejection> {
    let appended = || Rejection::Changed(Change::Appended);
    let mut preserved = Preserved::default();
    let mut waits = false;
    for revision in last_signature + 1..=file.newest() {
        if only_adds_data(file, revision) == Some(true) {
            waits = true;
        } else if let Some(gap) = only_stamps(file, revision) {
            let digest = digests.without(file.bytes(), &gap, file.revisions[revision].end);
            let stamp = token(file, &gap, &digest, time_services);
            let stamp = stamp.map_err(|cause| {
                let field = format!("time-stamp-{revision}");
                Rejection::Changed(Change::TimeStamp { field, cause })
            })?;
            preserved.time_stamps.push(stamp);
            preserved.has_data |= waits;
            waits = false;
        } else {
            return Err(appended());
        }
    }
    // Data that nobody vouches for.
    if waits {
        return Err(appended());
    }
    Ok(preserved)
}

/// Whether the revision does nothing but replace the security store by one that holds more.
fn only_adds_data(file: &File<'_>, index: usize) -> Option<bool> {
    let (revision, before) = (file.revisions.get(index)?, index.checked_sub(1)?);
    let root = file.root()?;
    let old = file.dictionary(before, root)?;
    let catalog = revision.objects.get(&root)?.as_dict().ok()?;
    let number = reference(catalog, b"DSS")?;
    let store = revision.objects.get(&number)?.as_dict().ok()?;
    let same = revision.trailer == file.revisions.first()?.trailer
        && without(catalog, &[b"DSS"]) == without(old, &[b"DSS"])
        && store.iter().all(|(key, _)| {
            key == b"Type"
                || STORED
                    .iter()
                    .any(|stored| stored.as_bytes() == key.as_slice())
        })
        && store.has_type(b"DSS");
    let older = reference(old, b"DSS").and_then(|number| file.dictionary(before, number));
    let mut accounted = BTreeSet::from([root, number]);
    for key in STORED {
        let (known, items) = (stored(older, key)?, stored(Some(store), key)?);
        for item in items.strip_prefix(known.as_slice())? {
            if !is_one_structure(revision.objects.get(item)?) || !accounted.insert(*item) {
                return Some(false);
            }
        }
    }
    let new = |id: &u32| *id == root || file.object(before, *id).is_none();
    Some(
        same && revision
            .objects
            .keys()
            .all(|id| accounted.contains(id) && new(id)),
    )
}

/// The gap of the document time-stamp, if the revision adds nothing else.
fn only_stamps(file: &File<'_>, index: usize) -> Option<std::ops::Range<usize>> {
    let (revision, before) = (file.revisions.get(index)?, index.checked_sub(1)?);
    let catalog = file.dictionary(before, file.root()?)?;
    let number = reference(catalog, b"AcroForm")?;
    let mut form = file.dictionary(before, number)?.clone();
    let [own, field, signature] = {
        let mut numbers = revision.objects.keys().copied();
        [numbers.next()?, numbers.next()?, numbers.next()?]
    };
    if let Ok(Object::Array(fields)) = form.get_mut(b"Fields") {
        fields.push(Object::Reference((field, 0)));
    }
    let dictionary = revision.objects.get(&signature)?.as_dict().ok()?;
    let contents = dictionary.get(b"Contents").and_then(Object::as_str).ok()?;
    let gap = gap(file.bytes(), revision.places.get(&signature)?.clone())?;
    let range = [0, gap.start, gap.end, revision.end.saturating_sub(gap.end)];
    let exactly = revision.objects.len() == 3
        && own == number
        && revision.trailer == file.revisions.first()?.trailer
        && file.object(before, field).is_none()
        && file.object(before, signature).is_none()
        && *revision.objects.get(&own)? == Object::Dictionary(form)
        && *revision.objects.get(&field)?
            == Object::Dictionary(time_stamp_field(before, signature))
        && contents.len() == RESERVED
        && *dictionary == time_stamp(contents.to_vec(), range);
    exactly.then_some(gap)
}

fn token(
    file: &File<'_>,
    gap: &std::ops::Range<usize>,
    digest: &[u8; 32],
    time_services: &[Vec<u8>],
) -> Result<TimeStamp, TokenError> {
    let digits = &file.bytes()[gap.start + 1..gap.end - 1];
    let contents = hex::decode(digits).map_err(|_| TokenError::Form)?;
    let structure = cms::without_padding(&contents).map_err(|_| TokenError::Form)?;
    timestamp::verify(structure, digest, time_services)
}

/// What a security store holds under a key: references and nothing else.
fn stored(store: Option<&Dictionary>, key: &str) -> Option<Vec<u32>> {
    let Some(items) = store.and_then(|store| store.get(key.as_bytes()).ok()) else {
        return Some(Vec::new());
    };
    let items = items.as_array().ok()?.iter();
    items
        .map(|item| Some(item.as_reference().ok()?.0))
        .collect()
}

/// A plain stream of one DER structure.
fn is_one_structure(object: &Object) -> bool {
    object.as_stream().is_ok_and(|stream| {
        stream.dict.len() == 1 && der::AnyRef::from_der(&stream.content).is_ok()
    })
}
