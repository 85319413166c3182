//! A picture before it becomes a file: shapes on an area.

use crate::drawing::colour::WHITE;
use crate::drawing::path::{Path, Rect};

use super::markup::{self, Shape};

/// What stands behind a picture where nothing is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Whatever the page has there.
    Transparent,
    /// White.
    White,
}

/// Shapes on an area, from the back to the front.
pub struct Drawing {
    /// Width and height in units.
    pub size: (f32, f32),
    /// The shapes.
    pub shapes: Vec<Shape>,
    /// Title for those who cannot see it.
    pub title: String,
}

impl Drawing {
    /// The picture as SVG, on a transparent ground.
    pub fn svg(&self) -> String {
        markup::write(&self.shapes, self.size, &self.title)
    }

    /// The same on another ground.
    pub fn on(mut self, ground: Ground) -> Self {
        if ground == Ground::White {
            let (width, height) = self.size;
            let whole = Path::rect(Rect::new(0.0, 0.0, width, height));
            self.shapes.insert(0, Shape::fill(whole, WHITE));
        }
        self
    }
}
