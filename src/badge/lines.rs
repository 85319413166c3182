//! Lines of text in a rectangle: how high they are, and their outlines.

use crate::drawing::path::{Path, Rect, point};
use crate::drawing::text::Run;

/// Where lines are anchored in their place.
#[derive(Clone, Copy, PartialEq)]
pub enum Axis {
    /// At its left edge.
    Left,
    /// In its middle.
    Centre,
}

/// Size of the first line.
pub fn size(lines: &[Run]) -> f32 {
    lines.first().map_or(0.0, |line| line.style.size)
}

/// From the top of the first line's capitals to the last baseline.
pub fn height(lines: &[Run], leading: f32) -> f32 {
    lines.first().map_or(0.0, |line| {
        line.style.size * (line.style.font.cap_height() + leading * (lines.len() - 1) as f32)
    })
}

/// Outlines of lines whose first capitals begin at `top`.
pub fn lines(lines: &[Run], room: Rect, top: f32, leading: f32, axis: Axis) -> Path {
    let mut path = Path::new();
    for (i, line) in lines.iter().enumerate() {
        let size = line.style.size;
        let y = top + size * (line.style.font.cap_height() + leading * i as f32);
        let x = match axis {
            Axis::Left => room.x,
            Axis::Centre => room.centre_x() - line.width / 2.0,
        };
        path.extend(line.outline(point(x, y)));
    }
    path
}

/// A line of capitals in the middle of a rectangle.
pub fn middle_line(run: &[Run], room: Rect) -> Path {
    let top = room.y + (room.height - height(run, 1.0)) / 2.0;
    lines(run, room, top, 1.0, Axis::Centre)
}
