//! Ornament as forms: the frame's band and the short rule.

use std::fmt::Write;

use lopdf::Stream;
use printpdf::Op;

use crate::drawing::path::{Path, Point, point};

use super::archive::deflate;
use super::content::{rings, rounded};
use super::layout::SHEET;
use super::ornament::rule_at;
use super::{form, frame};

/// What a page calls the band by.
pub const BAND: &str = "Band";
/// What a page calls the rule by.
pub const RULE: &str = "Rule";

/// Paints the band: its quarter four times, mirrored at the page's axes.
pub fn paint_band() -> impl Iterator<Item = Op> {
    let (width, height) = (SHEET.width, SHEET.height);
    let mirrors = [
        [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, -1.0, 0.0, height],
        [-1.0, 0.0, 0.0, -1.0, width, height],
        [-1.0, 0.0, 0.0, 1.0, width, 0.0],
    ];
    mirrors
        .into_iter()
        .flat_map(|mirror| form::paint(BAND, mirror))
}

/// Paints the rule.
pub fn paint_rule(at: Point) -> [Op; 4] {
    let away = rounded(point(at.x - MIDDLE.x, MIDDLE.y - at.y));
    form::paint(RULE, [1.0, 0.0, 0.0, 1.0, away.x, away.y])
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
    let drawing = deflate(operators(path).as_bytes());
    form::deflated(SHEET.width, SHEET.height, drawing)
}

fn operators(path: &Path) -> String {
    let mut operators = String::new();
    for (points, _) in rings(path) {
        let mut operator = "m";
        for point in points {
            // Writing into a string cannot fail.
            let _ = write!(operators, "{:.2} {:.2} ", point.p.x.0, point.p.y.0);
            if point.bezier {
                operator = "c";
                continue;
            }
            operators.push_str(operator);
            operators.push('\n');
            operator = "l";
        }
    }
    operators.push('S');
    operators
}
