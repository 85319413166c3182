//! SVG to PNG.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::BadgeError;

/// Widest picture that is made; larger ones are what the SVG is for.
const WIDEST: u32 = 4096;

/// Rasterises a picture made by [`super::svg`] to a width in pixels.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, BadgeError> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round() as u32;
    let mut pixels = (1..=WIDEST)
        .contains(&width)
        .then(|| Pixmap::new(width, height))
        .flatten()
        .ok_or(BadgeError::Width(width))?;
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|cause| BadgeError::Storing(cause.to_string()))
}
