//! A colour profile of sRGB (ICC version 4), written from the numbers of IEC 61966-2-1.

/// The profile.
pub fn profile() -> Vec<u8> {
    // The tone curve is shared by the three channels.
    let curve = parametric_curve();
    let parts: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_066, 0.222_488, 0.013_916])),
        (b"gXYZ", xyz([0.385_147, 0.716_873, 0.097_076])),
        (b"bXYZ", xyz([0.143_066, 0.060_608, 0.714_096])),
        (b"chad", adaptation()),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve),
    ];
    let count = parts.len() as u32 + 1;

    let start = 128 + 4 + 12 * count;
    let mut table = count.to_be_bytes().to_vec();
    let mut data = Vec::new();
    let mut curve_place = [0; 8];
    for (tag, part) in &parts {
        let place = if *tag == b"gTRC" {
            curve_place
        } else {
            let offset = start + data.len() as u32;
            let mut place = [0; 8];
            place[..4].copy_from_slice(&offset.to_be_bytes());
            place[4..].copy_from_slice(&(part.len() as u32).to_be_bytes());
            data.extend(part);
            data.resize(data.len().next_multiple_of(4), 0);
            place
        };
        curve_place = place;
        table.extend(*tag);
        table.extend(place);
    }
    table.extend(b"bTRC");
    table.extend(curve_place);

    let mut profile = header(128 + (table.len() + data.len()) as u32);
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = vec![0; 128];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &size.to_be_bytes());
    put(8, &[4, 0x20, 0, 0]);
    put(12, b"mntrRGB XYZ ");
    // The date of this profile: 2026-01-01.
    put(24, &[0x07, 0xEA, 0, 1, 0, 1]);
    put(36, b"acsp");
    // Illuminant of the connection space, D50.
    put(68, &fixed(0.9642));
    put(72, &fixed(1.0));
    put(76, &fixed(0.8249));
    header
}

/// Text in one language.
fn text(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut part = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".to_vec();
    part.extend((utf16.len() as u32).to_be_bytes());
    part.extend(28u32.to_be_bytes());
    part.extend(utf16);
    part
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut part = b"XYZ \0\0\0\0".to_vec();
    part.extend(values.iter().flat_map(|v| fixed(*v)));
    part
}

/// From D65 to D50 by Bradford.
fn adaptation() -> Vec<u8> {
    let matrix = [
        1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076,
        0.751_678,
    ];
    let mut part = b"sf32\0\0\0\0".to_vec();
    part.extend(matrix.iter().flat_map(|v| fixed(*v)));
    part
}

/// Y = (aX + b)^g from d on, cX below.
fn parametric_curve() -> Vec<u8> {
    let [g, a, b, c, d] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
    let mut part = b"para\0\0\0\0\0\x03\0\0".to_vec();
    part.extend([g, a, b, c, d].iter().flat_map(|v| fixed(*v)));
    part
}

/// A number as 16 bits before and 16 behind the point.
fn fixed(value: f64) -> [u8; 4] {
    ((value * 65536.0).round() as i32).to_be_bytes()
}
