//! Any change of any byte.

use kammersiegel::document::check::{Trust, check};
use kammersiegel::document::claim;
use proptest::prelude::*;

use crate::mend::mended;
use crate::recorded::{LTA, TRUST};
use crate::sample::sample;

#[derive(Debug, Clone)]
enum Edit {
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Delete(prop::sample::Index, usize),
    Copy(prop::sample::Index, prop::sample::Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    let bytes = prop::collection::vec(any::<u8>(), 1..40);
    prop_oneof![
        (at(), 1..=255u8).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        (at(), bytes).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (at(), 1..400usize).prop_map(|(at, count)| Edit::Delete(at, count)),
        (at(), at(), 1..400usize).prop_map(|(from, to, count)| Edit::Copy(from, to, count)),
    ]
}

fn edited(mut pdf: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        let place = |at: &prop::sample::Index| at.index(pdf.len());
        let range =
            |at: &prop::sample::Index, count: usize| place(at)..pdf.len().min(place(at) + count);
        match edit {
            Edit::Flip(at, bits) => {
                let at = place(at);
                pdf[at] ^= bits;
            }
            Edit::Insert(at, bytes) => {
                let at = at.index(pdf.len() + 1);
                pdf.splice(at..at, bytes.iter().copied());
            }
            Edit::Delete(at, count) => drop(pdf.drain(range(at, *count))),
            Edit::Copy(from, to, count) => {
                let (copy, at) = (pdf[range(from, *count)].to_vec(), place(to));
                pdf.splice(at..at, copy);
            }
        }
    }
    pdf
}

/// The file is refused as it is, and as somebody would mend it.
fn is_refused(pdf: &[u8], genuine: &[u8], trust: &Trust) -> Result<(), TestCaseError> {
    for pdf in [pdf, &mended(pdf)] {
        if pdf != genuine {
            prop_assert!(check(pdf, trust).is_err());
        }
        claim::serial(pdf);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_edited_file_is_accepted(edits in prop::collection::vec(edit(), 1..4)) {
        let genuine = sample().signed_once_and_for_all();
        let pdf = edited(genuine.to_vec(), &edits);
        is_refused(&pdf, genuine, &sample().trust())?;
    }

    #[test]
    fn no_edited_archived_file_is_accepted(edits in prop::collection::vec(edit(), 1..4)) {
        let pdf = edited(LTA.to_vec(), &edits);
        is_refused(&pdf, LTA, &TRUST)?;
    }

    #[test]
    fn nothing_makes_the_check_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = check(&bytes, &sample().trust());
        let pdf = [b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", &bytes[..]].concat();
        let _ = check(&pdf, &sample().trust());
        let _ = check(&mended(&pdf), &sample().trust());
    }
}

#[test]
fn no_flipped_bit_of_the_signature_structures_is_accepted() {
    let sample = sample();
    let pdf = sample.signed_once_and_for_all();
    for position in [0, 1] {
        // The structure and a little of the padding.
        for at in crate::forge::contents(pdf, position).take(2600).step_by(19) {
            let mut forged = pdf.to_vec();
            forged[at] ^= 1;
            assert!(check(&forged, &sample.trust()).is_err(), "byte {at}");
        }
    }
}
