//! Ornament as forms: the frame's band and the short rule.

use lopdf::Stream;

use crate::drawing::path::{Path, Point, point};

use super::archive::deflate;
use super::content::flipped;
use super::layout::SHEET;
use super::operators::Operators;
use super::ornament::rule_at;
use super::{form, frame};

/// What a page calls the band by.
pub const BAND: &str = "Band";
/// What a page calls the rule by.
pub const RULE: &str = "Rule";

/// Paints the band: its quarter four times, mirrored at the page's axes.
pub fn paint_band(out: &mut Operators) {
    let (width, height) = (SHEET.width, SHEET.height);
    let mirrors = [
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, -1.0, 0.0, height],
        [-1.0, 0.0, 0.0, -1.0, width, height],
        [-1.0, 0.0, 0.0, 1.0, width, 0.0],
    ];
    for mirror in mirrors {
        out.paint(BAND, mirror);
    }
}

/// Paints the rule.
pub fn paint_rule(at: Point, out: &mut Operators) {
    let away = point(at.x - MIDDLE.x, MIDDLE.y - at.y);
    out.paint(RULE, [1.0, 0.0, 0.0, 1.0, away.x, away.y]);
}

/// A quarter of the band as a form that takes its colour and thickness from the page.
pub fn band() -> Stream {
    form(frame::quarter())
}

/// The rule, in the middle of the page, as such a form.
pub fn rule() -> Stream {
    form(&rule_at(MIDDLE))
}

const MIDDLE: Point = point(SHEET.width / 2.0, SHEET.height / 2.0);

fn form(path: &Path) -> Stream {
    let mut drawing = Operators::new();
    drawing.stroke(path, |p| hundredths(flipped(p)));
    let drawing = deflate(&drawing.into_bytes());
    form::deflated(SHEET.width, SHEET.height, drawing)
}

/// Fine enough for ornament, and shorter than what else is drawn.
fn hundredths(p: Point) -> Point {
    let round = |length: f32| (length * 100.0).round() / 100.0;
    point(round(p.x), round(p.y))
}
