//! Relations between colours.

use crate::domain::artwork::Rgb;

/// Paper.
pub const WHITE: Rgb = Rgb::new(255, 255, 255);
/// What a scanner sees best on white.
pub const BLACK: Rgb = Rgb::new(0, 0, 0);

/// `from` moved towards `to`; `share` runs from 0 to 1.
pub fn mix(from: Rgb, to: Rgb, share: f32) -> Rgb {
    let part = |a: u8, b: u8| {
        let (a, b) = (f32::from(a), f32::from(b));
        (a + (b - a) * share).round().clamp(0.0, 255.0) as u8
    };
    Rgb::new(
        part(from.red, to.red),
        part(from.green, to.green),
        part(from.blue, to.blue),
    )
}

/// The grey that is as bright as the colour.
pub fn grey(colour: Rgb) -> Rgb {
    let light = luminance(colour);
    let encoded = if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    };
    let level = (encoded * 255.0).round().clamp(0.0, 255.0) as u8;
    Rgb::new(level, level, level)
}

/// Contrast ratio of WCAG 2, from 1 to 21.
pub fn contrast(one: Rgb, other: Rgb) -> f32 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Rgb) -> f32 {
    let linear = |part: u8| {
        let v = f32::from(part) / 255.0;
        if v <= 0.040_45 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}
