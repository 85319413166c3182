//! The Urkunde between two signatures. It lies in the database, which is not believed: a page that nobody
//! has signed is made anew, and what is signed has to prove it.

use super::Service;
use super::error::ServiceError;
use crate::document::signature::{OpenDocument, SignatureError};
use crate::document::unfinished::{NotUnfinished, check_so_far};
use crate::domain::programme::Programme;
use crate::seal::{VerifiedSeal, cose};
use crate::store::{CertificateRecord, Draft};

impl Service {
    /// A sealed certificate's Urkunde as far as it is signed, and the same to be signed on: `last`,
    /// which was proven when it was stored, if it is that.
    pub(super) async fn urkunde_so_far(
        &self,
        record: &CertificateRecord,
        proof: &VerifiedSeal,
        last: Option<OpenDocument>,
    ) -> Result<(Draft, OpenDocument), ServiceError> {
        let certificate = &record.certificate;
        match self.store.draft(certificate.facts.serial).await? {
            Some(draft) if draft.signed > 0 => {
                if let Some(open) = last.filter(|open| open.bytes() == draft.bytes) {
                    return Ok((draft, open));
                }
                let programme = self.programmes.find(&certificate.programme)?;
                self.prove_draft(&programme.programme, proof, &draft)?;
                let open = opened(&draft.bytes)?;
                Ok((draft, open))
            }
            _ => {
                let page = self.open_urkunde(certificate, proof)?;
                let bytes = page.bytes().to_vec();
                Ok((Draft { signed: 0, bytes }, page))
            }
        }
    }

    /// Refuses an Urkunde that not so many chambers have signed as it says, or that bears another
    /// seal than they have signed before.
    pub(super) fn prove_draft(
        &self,
        programme: &Programme,
        proof: &VerifiedSeal,
        draft: &Draft,
    ) -> Result<(), ServiceError> {
        let so_far = check_so_far(&draft.bytes, &self.trust(programme)?)?;
        if so_far.signatures().len() != draft.signed {
            return Err(NotUnfinished::OtherUrkunde.into());
        }
        self.prove_attached(proof, so_far.seal())
    }

    /// Refuses an Urkunde to which another seal is attached than the chambers have signed before.
    pub(super) fn prove_attached(
        &self,
        proof: &VerifiedSeal,
        attached: Option<&[u8]>,
    ) -> Result<(), ServiceError> {
        let sealed = cose::export(proof, &self.keyring()?)?;
        if attached == Some(sealed.as_slice()) {
            Ok(())
        } else {
            Err(NotUnfinished::OtherUrkunde.into())
        }
    }
}

/// A stored Urkunde, to be signed.
pub(super) fn opened(pdf: &[u8]) -> Result<OpenDocument, ServiceError> {
    Ok(OpenDocument::read(pdf.to_vec()).map_err(SignatureError::from)?)
}
