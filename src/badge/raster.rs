//! SVG to PNG.

use png::{BitDepth, ColorType, Encoder};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::drawing::Ground;
use super::{BadgeError, baked};

/// Widest picture that is made; larger ones are what the SVG is for.
const WIDEST: u32 = 4096;

/// Rasterises a picture made by this module to a width in pixels, on a transparent ground. Seal
/// data in the SVG travels on in the PNG.
pub fn png(svg: &str, width: u32) -> Result<Vec<u8>, BadgeError> {
    png_on(svg, width, Ground::Transparent)
}

/// The same on another ground; on white, the PNG has no alpha channel.
pub fn png_on(svg: &str, width: u32, ground: Ground) -> Result<Vec<u8>, BadgeError> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).round() as u32;
    let mut pixels = (1..=WIDEST)
        .contains(&width)
        .then(|| Pixmap::new(width, height))
        .flatten()
        .ok_or(BadgeError::Width(width))?;
    if ground == Ground::White {
        pixels.fill(Color::WHITE);
    }
    let transform = Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    let seal = baked::text_in_svg(svg).ok();
    stored(&pixels, ground, seal.as_deref()).map_err(|cause| BadgeError::Storing(cause.to_string()))
}

fn stored(
    pixels: &Pixmap,
    ground: Ground,
    seal: Option<&str>,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixels.width(), pixels.height());
    let (color, data): (_, Vec<u8>) = match ground {
        Ground::Transparent => {
            let straight = pixels.pixels().iter().flat_map(|pixel| {
                let p = pixel.demultiply();
                [p.red(), p.green(), p.blue(), p.alpha()]
            });
            (ColorType::Rgba, straight.collect())
        }
        Ground::White => {
            let parts = pixels.pixels().iter();
            let parts = parts.flat_map(|p| [p.red(), p.green(), p.blue()]);
            (ColorType::Rgb, parts.collect())
        }
    };
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    if let Some(seal) = seal {
        encoder.add_text_chunk(baked::KEYWORD.to_owned(), seal.to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(bytes)
}
