//! What earlier archivings put into a document, each under a time-stamp: it says for ever how things
//! stood then. So a signature stays provable when its certificate is revoked later, or when nobody
//! answers for it any more.

use std::collections::BTreeSet;

use jiff::Timestamp;
use lopdf::{Dictionary, Object};

use super::answer::Standing;
use super::{RevocationError, Sources, certificates_in, list, ocsp};
use crate::document::file::{File, reference};
use crate::x509::path::Parsed;

/// What a document holds.
pub(super) struct Held<'a> {
    responses: Vec<&'a [u8]>,
    lists: Vec<&'a [u8]>,
    /// When document time-stamps were made.
    stamped: &'a [Timestamp],
    /// The certificates of the newest of them, which nothing covers yet.
    newest: BTreeSet<Vec<u8>>,
}

impl<'a> Held<'a> {
    pub fn of(file: &'a File<'_>, stamped: &'a [Timestamp]) -> Result<Self, der::Error> {
        let newest = file.newest();
        let root = file.root().and_then(|root| file.dictionary(newest, root));
        let store = root
            .and_then(|root| reference(root, b"DSS"))
            .and_then(|number| file.dictionary(newest, number));
        Ok(Self {
            responses: contents(file, store, b"OCSPs"),
            lists: contents(file, store, b"CRLs"),
            stamped,
            newest: match stamped {
                [] => BTreeSet::new(),
                _ => certificates_in(&file.revisions[newest..])?,
            },
        })
    }

    /// Whether what the document holds of a certificate counts more than why it cannot be proven
    /// good today: it was good under a time-stamp, and not revoked before that.
    pub fn outweighs(&self, error: &RevocationError, own: &Parsed, issuer: &Parsed) -> bool {
        let good = |at: &&Timestamp| self.was_good(own, issuer, **at);
        let Some(first) = self.stamped.iter().find(good) else {
            return false;
        };
        match error {
            _ if self.newest.contains(&own.der) => false,
            RevocationError::Unavailable { .. } => true,
            RevocationError::Revoked { since, .. } => since > first,
            _ => false,
        }
    }

    fn was_good(&self, own: &Parsed, issuer: &Parsed, at: Timestamp) -> bool {
        let (Ok(asked), Ok(sources)) = (ocsp::identify(own, issuer), Sources::of(own)) else {
            return false;
        };
        let responses = self.responses.iter().filter_map(|response| {
            let answer = ocsp::standing(response, &asked, issuer, at).ok()?;
            Some(answer.standing)
        });
        let lists = self.lists.iter();
        let lists = lists.filter_map(|l| list::standing(l, own, issuer, &sources.crls, at).ok());
        let said: Vec<_> = responses.chain(lists).collect();
        !said.is_empty() && said.iter().all(|standing| *standing == Standing::Good)
    }
}

/// What lies under a key of the document's store.
fn contents<'a>(file: &'a File<'_>, store: Option<&Dictionary>, key: &[u8]) -> Vec<&'a [u8]> {
    let items = store.and_then(|store| store.get(key).and_then(Object::as_array).ok());
    let numbers = items.into_iter().flatten();
    numbers
        .filter_map(|item| item.as_reference().ok())
        .filter_map(|(number, _)| file.object(file.newest(), number)?.as_stream().ok())
        .map(|stream| stream.content.as_slice())
        .collect()
}
