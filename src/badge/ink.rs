//! Colours for print: the four inks of a press.

use crate::domain::artwork::Rgb;

/// Shares of the four inks, from 0 to 1 each, of DeviceCMYK (ISO 32000-1, 8.6.4.4).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cmyk(pub [f32; 4]);

impl From<Rgb> for Cmyk {
    /// What the three colours have in common is black ink alone (full grey-component
    /// replacement): black is black ink and nothing else, so that a code stays sharp where the
    /// plates do not meet exactly, and one of the coloured inks is always missing. So no more
    /// than 300 % of ink lie anywhere.
    fn from(colour: Rgb) -> Self {
        let [red, green, blue] =
            [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0);
        let light = red.max(green).max(blue);
        if light == 0.0 {
            return Self([0.0, 0.0, 0.0, 1.0]);
        }
        let ink = |part: f32| (light - part) / light;
        Self([ink(red), ink(green), ink(blue), 1.0 - light])
    }
}
