//! Serial numbers: what the check character finds, and exactly what it misses.

use std::collections::BTreeSet;

use kammersiegel::domain::serial::{Serial, SerialError};
use proptest::prelude::*;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A number with the characters that people confuse with others.
const WITH_ALL: &str = "7H3K-9QXM-2P01-011J";

fn serial() -> impl Strategy<Value = String> {
    prop::array::uniform15(0..32_usize).prop_map(|values| {
        let payload: String = values.iter().map(|v| char::from(ALPHABET[*v])).collect();
        let fits = |c: &u8| {
            format!("{payload}{}", char::from(*c))
                .parse::<Serial>()
                .is_ok()
        };
        let check: Vec<_> = ALPHABET.iter().filter(|c| fits(c)).collect();
        assert_eq!(check.len(), 1, "one check character for {payload}");
        format!("{payload}{}", char::from(*check[0]))
    })
}

proptest! {
    #[test]
    fn one_wrong_character_is_always_found(text in serial(), place in 0..16_usize, by in 1..32_usize) {
        let mut wrong = text.clone().into_bytes();
        let value = ALPHABET.iter().position(|a| *a == wrong[place]).unwrap();
        wrong[place] = ALPHABET[(value + by) % 32];
        let wrong = String::from_utf8(wrong).unwrap();
        prop_assert_eq!(wrong.parse::<Serial>(), Err(SerialError::CheckCharacter));
    }

    #[test]
    fn two_neighbours_swapped_are_found_unless_they_are_0_and_z(text in serial(), place in 0..15_usize) {
        let mut swapped = text.clone().into_bytes();
        swapped.swap(place, place + 1);
        let pair = BTreeSet::from([swapped[place], swapped[place + 1]]);
        let missed = String::from_utf8(swapped).unwrap().parse::<Serial>().is_ok();
        prop_assert_eq!(missed, pair.len() == 1 || pair == BTreeSet::from(*b"0Z"));
    }

    #[test]
    fn writing_and_reading_are_inverse(text in serial()) {
        let serial: Serial = text.parse().unwrap();
        prop_assert_eq!(serial.compact(), text);
        prop_assert_eq!(serial.to_string().parse::<Serial>().unwrap(), serial);
        prop_assert_eq!(Serial::from_bytes(serial.to_bytes()).unwrap(), serial);
    }

    #[test]
    fn any_text_is_a_number_or_an_error(text in ".*") {
        let _ = text.parse::<Serial>();
    }
}

/// Every pair of neighbours at either parity, so that "exactly" is no matter of luck.
#[test]
fn of_all_swaps_only_0_with_z_is_missed() {
    for place in [3, 4] {
        let mut missed = BTreeSet::new();
        for (left, right) in (0..32).flat_map(|l| (0..32).map(move |r| (l, r))) {
            let mut text = *b"0000000000000000";
            (text[place], text[place + 1]) = (ALPHABET[left], ALPHABET[right]);
            let fits = |check: &u8| {
                text[15] = *check;
                std::str::from_utf8(&text)
                    .unwrap()
                    .parse::<Serial>()
                    .is_ok()
            };
            assert!(ALPHABET.iter().any(fits));
            text.swap(place, place + 1);
            if left != right
                && std::str::from_utf8(&text)
                    .unwrap()
                    .parse::<Serial>()
                    .is_ok()
            {
                missed.insert([ALPHABET[left], ALPHABET[right]]);
            }
        }
        assert_eq!(missed, BTreeSet::from([*b"0Z", *b"Z0"]), "{place}");
    }
}

#[test]
fn what_people_type_is_read() {
    let serial: Serial = WITH_ALL.parse().unwrap();
    for typed in [
        "7h3k9qxm2p01oli",
        "7H3K 9QXM 2P01 OLI",
        " 7H3K–9QXM–2P01–0l1",
        "7h3k\u{a0}9qxm-2p01011",
    ] {
        let typed = format!("{typed}{}", &WITH_ALL[18..]);
        assert_eq!(typed.parse::<Serial>(), Ok(serial), "{typed}");
    }
    assert_eq!("7H3K".parse::<Serial>(), Err(SerialError::Length(4)));
    assert_eq!(
        format!("{WITH_ALL}0").parse::<Serial>(),
        Err(SerialError::Length(17))
    );
    assert_eq!(
        "7H3K-9QXM-2P4R-8T2U".parse::<Serial>(),
        Err(SerialError::Character('U'))
    );
}
