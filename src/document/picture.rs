//! The page as a picture, to be looked at before anything is signed.

use std::fmt::Write;

use crate::domain::artwork::Rgb;
use crate::drawing::path::{Path, Point, Segment, point};

use super::frame;
use super::layout::SHEET;
use super::node::{Item, Page};
use super::ornament::rule_at;

/// Writes the page as SVG 1.1: one self-contained picture without text, styles or scripts; text
/// is drawn by its outlines. `title` is for those who cannot see it.
pub fn svg(page: &Page, title: &str) -> String {
    let (width, height) = (SHEET.width, SHEET.height);
    let mut svg = format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{w}" height="{h}" "#,
            r#"viewBox="0 0 {w} {h}"><title>{title}</title>"#,
            r##"<path fill="#ffffff" d="M0 0H{w}V{h}H0z"/>"##,
        ),
        w = width,
        h = height,
        title = escaped(title),
    );
    for item in page.nodes.iter().flat_map(|node| &node.items) {
        draw(item, &mut svg);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Writing into a string cannot fail.
fn draw(item: &Item, svg: &mut String) {
    let _ = match item {
        Item::Text { run, x, y, colour } => fill(&run.outline(point(*x, *y)), *colour, svg),
        Item::Fill { path, colour } => fill(path, *colour, svg),
        Item::Stroke {
            path,
            colour,
            thickness,
        } => line(path, *colour, *thickness, svg),
        Item::Code {
            code,
            origin,
            module,
            colour,
        } => fill(&code.path(*origin, *module), *colour, svg),
        Item::Band { colour, thickness } => band(*colour, *thickness, svg),
        Item::Rule {
            middle,
            colour,
            thickness,
        } => line(&rule_at(*middle), *colour, *thickness, svg),
    };
}

fn fill(path: &Path, colour: Rgb, svg: &mut String) -> std::fmt::Result {
    let colour = String::from(colour);
    write!(svg, r#"<path fill="{colour}" d="{}"/>"#, data(path))
}

fn line(path: &Path, colour: Rgb, thickness: f32, svg: &mut String) -> std::fmt::Result {
    let line = stroke(colour, thickness);
    write!(svg, r#"<path {line} d="{}"/>"#, data(path))
}

fn stroke(colour: Rgb, thickness: f32) -> String {
    let colour = String::from(colour);
    format!(r#"fill="none" stroke="{colour}" stroke-width="{thickness}""#)
}

/// One quarter of the band, and its mirror images at the page's axes.
fn band(colour: Rgb, thickness: f32, svg: &mut String) -> std::fmt::Result {
    let (line, quarter) = (stroke(colour, thickness), data(frame::quarter()));
    write!(svg, r#"<g {line}><path id="band" d="{quarter}"/>"#)?;
    let (width, height) = (SHEET.width, SHEET.height);
    for (x, y) in [(-1, 1), (1, -1), (-1, -1)] {
        let right = if x < 0 { width } else { 0.0 };
        let down = if y < 0 { height } else { 0.0 };
        write!(
            svg,
            r##"<use href="#band" transform="matrix({x} 0 0 {y} {right} {down})"/>"##
        )?;
    }
    svg.push_str("</g>");
    Ok(())
}

/// Path data; a hundredth of a point is finer than any screen.
fn data(path: &Path) -> String {
    let mut data = String::new();
    let mut put = |command: char, places: &[Point]| {
        data.push(command);
        for (i, p) in places.iter().enumerate() {
            let space = if i > 0 { " " } else { "" };
            let _ = write!(data, "{space}{} {}", round(p.x), round(p.y));
        }
    };
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => put('M', &[p]),
            Segment::Line(p) => put('L', &[p]),
            Segment::Quad(a, p) => put('Q', &[a, p]),
            Segment::Cubic(a, b, p) => put('C', &[a, b, p]),
            Segment::Close => put('z', &[]),
        }
    }
    data
}

fn round(length: f32) -> f32 {
    (length * 100.0).round() / 100.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
