//! Any change of any byte.

use kammersiegel::document::check::check;
use kammersiegel::document::claim;
use proptest::prelude::*;

use crate::sample::sample;

#[derive(Debug, Clone)]
enum Edit {
    Flip(prop::sample::Index, u8),
    Insert(prop::sample::Index, Vec<u8>),
    Delete(prop::sample::Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<prop::sample::Index>(), 1..=255u8).prop_map(|(at, bits)| Edit::Flip(at, bits)),
        (
            any::<prop::sample::Index>(),
            prop::collection::vec(any::<u8>(), 1..40)
        )
            .prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (any::<prop::sample::Index>(), 1..400usize).prop_map(|(at, n)| Edit::Delete(at, n)),
    ]
}

fn edited(mut pdf: Vec<u8>, edit: &Edit) -> Vec<u8> {
    match edit {
        Edit::Flip(at, bits) => {
            let at = at.index(pdf.len());
            pdf[at] ^= bits;
        }
        Edit::Insert(at, bytes) => {
            let at = at.index(pdf.len() + 1);
            pdf.splice(at..at, bytes.iter().copied());
        }
        Edit::Delete(at, count) => {
            let at = at.index(pdf.len());
            let end = pdf.len().min(at + count);
            pdf.drain(at..end);
        }
    }
    pdf
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_edited_file_is_accepted(edit in edit()) {
        let pdf = edited(sample().signed_once_and_for_all().to_vec(), &edit);
        prop_assert!(check(&pdf, &sample().trust()).is_err());
        let _ = claim::serial(&pdf);
    }

    #[test]
    fn nothing_makes_the_check_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = check(&bytes, &sample().trust());
        let pdf = [b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", &bytes[..]].concat();
        let _ = check(&pdf, &sample().trust());
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
