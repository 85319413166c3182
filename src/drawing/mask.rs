//! Which mask a QR code gets (ISO/IEC 18004, 7.8): the one after which it looks least like what
//! a reader looks for. Trying all of them is most of the work of making a code, so they are tried
//! on whole lines of modules at once.

use std::sync::OnceLock;

use qrcodegen::{DataTooLong, Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::qr::Code;

/// Widest code whose lines fit into a number, with air for the finders' quiet zone.
const WIDEST: i32 = 117;
/// Versions as wide as that, and one for what does not exist: version 0.
const VERSIONS: usize = 26;
const MASKS: usize = 8;

/// Encodes with error correction level M in the smallest version that holds the segments, with the
/// mask that suits it best.
pub fn encode(segments: &[QrSegment]) -> Result<Code, DataTooLong> {
    let versions = (Version::MIN, Version::MAX);
    let code = masked(segments, versions, Some(Mask::new(0)))?;
    if code.size() > WIDEST {
        return Ok(Code::of(&masked(segments, versions, None)?));
    }
    let grid = Grid::of(&code);
    let best = differences(code.version())
        .iter()
        .map(|difference| grid.differing(difference))
        .min_by_key(Grid::penalty);
    Ok(best.unwrap_or(grid).code())
}

/// Encodes with a mask, or tries all of them.
fn masked(
    segments: &[QrSegment],
    (min, max): (Version, Version),
    mask: Option<Mask>,
) -> Result<QrCode, DataTooLong> {
    QrCode::encode_segments_advanced(segments, QrCodeEcc::Medium, min, max, mask, false)
}

/// How codes of a version differ from the one with mask 0: the same for whatever they contain.
fn differences(version: Version) -> &'static [Grid] {
    static KNOWN: [OnceLock<[Grid; MASKS]>; VERSIONS] = [const { OnceLock::new() }; VERSIONS];
    KNOWN[usize::from(version.value())].get_or_init(|| {
        let codes = [0, 1, 2, 3, 4, 5, 6, 7].map(|mask| {
            let code = masked(&[], (version, version), Some(Mask::new(mask)));
            #[expect(clippy::expect_used, reason = "every version has room for nothing")]
            Grid::of(&code.expect("empty code"))
        });
        codes.each_ref().map(|code| codes[0].differing(code))
    })
}

/// Modules as lines in both directions, the first of each line in the lowest bit.
#[derive(Debug)]
struct Grid {
    rows: Vec<u128>,
    columns: Vec<u128>,
}

impl Grid {
    fn of(code: &QrCode) -> Self {
        let side = 0..code.size();
        let line = |module: &dyn Fn(i32) -> bool| {
            let modules = side.clone().rev().map(module);
            modules.fold(0, |line, dark| line << 1 | u128::from(dark))
        };
        let lines = |module: fn(&QrCode, i32, i32) -> bool| {
            let each = side
                .clone()
                .map(|at| line(&|along| module(code, along, at)));
            each.collect()
        };
        Self {
            rows: lines(|code, along, at| code.get_module(along, at)),
            columns: lines(|code, along, at| code.get_module(at, along)),
        }
    }

    fn differing(&self, other: &Self) -> Self {
        let each = |these: &[u128], those: &[u128]| {
            let pairs = these.iter().zip(those);
            pairs.map(|(a, b)| a ^ b).collect()
        };
        Self {
            rows: each(&self.rows, &other.rows),
            columns: each(&self.columns, &other.columns),
        }
    }

    fn code(&self) -> Code {
        let size = self.rows.len();
        let dark = |row: &u128| {
            let row = *row;
            (0..size).map(move |at| row >> at & 1 == 1)
        };
        Code {
            size,
            dark: self.rows.iter().flat_map(dark).collect(),
        }
    }

    /// ISO/IEC 18004, 7.8.3.1.
    fn penalty(&self) -> u32 {
        let size = self.rows.len();
        let lines = self.rows.iter().chain(&self.columns);
        let alone: u32 = lines.map(|line| runs(*line, size) + finders(*line)).sum();
        let pairs = self.rows.iter().zip(&self.rows[1..]);
        alone + pairs.map(|(a, b)| blocks(*a, *b, size)).sum::<u32>() + self.imbalance()
    }

    /// For every 5 % that lie between the share of dark modules and one half.
    fn imbalance(&self) -> u32 {
        const STEP: u32 = 10;
        let all = (self.rows.len() * self.rows.len()) as u32;
        let dark: u32 = self.rows.iter().map(|row| row.count_ones()).sum();
        let twentieths = (dark * 20).abs_diff(all * 10).div_ceil(all);
        STEP * twentieths.saturating_sub(1)
    }
}

/// The neighbours that are alike, each marked at the first of the two.
fn alike(line: u128, size: usize) -> u128 {
    !(line ^ line >> 1) & ((1 << (size - 1)) - 1)
}

/// For five or more alike in a row.
fn runs(line: u128, size: usize) -> u32 {
    const FIRST_FIVE: u32 = 3;
    let alike = alike(line, size);
    let fives = alike & alike >> 1 & alike >> 2 & alike >> 3;
    let beginnings = fives & !(fives << 1);
    // Whoever is five long is marked once, and once more for each further module.
    fives.count_ones() + (FIRST_FIVE - 1) * beginnings.count_ones()
}

/// For what looks like a line through a finder with its quiet zone on one side.
fn finders(line: u128) -> u32 {
    const EACH: u32 = 40;
    // Outside the code everything is light.
    let dark = line << 4;
    let light = !dark;
    let core = dark & light >> 1 & dark >> 2 & dark >> 3 & dark >> 4 & light >> 5 & dark >> 6;
    let core = core & light << 1 & light >> 7;
    let before = core & light << 2 & light << 3 & light << 4;
    let behind = core & light >> 8 & light >> 9 & light >> 10;
    EACH * (before.count_ones() + behind.count_ones())
}

/// For four alike in a square.
fn blocks(above: u128, below: u128, size: usize) -> u32 {
    const EACH: u32 = 3;
    let same = !(above ^ below);
    EACH * (alike(above, size) & same & same >> 1).count_ones()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_mask_is_the_one_that_the_library_chooses_by_trying_them() {
        for length in (0..700).chain([3000]) {
            let digits: String = (0..length)
                .map(|i| char::from(b'0' + ((i * i + 7 * length + i / 3) % 10) as u8))
                .collect();
            let address = format!("https://siegel{length}.example/z/");
            let mut segments = QrSegment::make_segments(&address);
            segments.push(QrSegment::make_numeric(&digits));
            let tried = masked(&segments, (Version::MIN, Version::MAX), None).unwrap();
            assert_eq!(encode(&segments).unwrap(), Code::of(&tried), "{length}");
        }
    }
}
