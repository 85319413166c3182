//! Shapes made of lines and curves.

/// A place on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
}

/// Shorthand for a [`Point`].
pub const fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// A rectangle by its upper left corner and its size.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// Right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// Middle between left and right.
    pub fn centre_x(&self) -> f32 {
        self.x + self.width / 2.0
    }

    /// The same rectangle, smaller by `margin` on every side.
    pub fn inset(&self, margin: f32) -> Self {
        Self::new(
            self.x + margin,
            self.y + margin,
            self.width - 2.0 * margin,
            self.height - 2.0 * margin,
        )
    }

    /// Whether the other rectangle lies within.
    pub fn contains(&self, other: &Rect) -> bool {
        other.x >= self.x
            && other.y >= self.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begin a new ring here.
    Move(Point),
    /// Straight to here.
    Line(Point),
    /// Curve with one control point, then the end.
    Quad(Point, Point),
    /// Curve with two control points, then the end.
    Cubic(Point, Point, Point),
    /// Straight back to the ring's beginning.
    Close,
}

impl Segment {
    fn map(self, f: &impl Fn(Point) -> Point) -> Self {
        match self {
            Segment::Move(p) => Segment::Move(f(p)),
            Segment::Line(p) => Segment::Line(f(p)),
            Segment::Quad(a, p) => Segment::Quad(f(a), f(p)),
            Segment::Cubic(a, b, p) => Segment::Cubic(f(a), f(b), f(p)),
            Segment::Close => Segment::Close,
        }
    }
}

/// A shape of one or more rings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Path {
    /// The steps, in drawing order.
    pub segments: Vec<Segment>,
}

/// Length of a cubic's handles that approximates a quarter circle of radius 1.
const QUARTER: f32 = 0.552_285;

impl Path {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A straight line.
    pub fn line(from: Point, to: Point) -> Self {
        Self {
            segments: vec![Segment::Move(from), Segment::Line(to)],
        }
    }

    /// A rectangle.
    pub fn rect(r: Rect) -> Self {
        let mut path = Self::new();
        path.add_rect(r);
        path
    }

    /// Adds a rectangle as another ring.
    pub fn add_rect(&mut self, r: Rect) {
        self.segments.extend([
            Segment::Move(point(r.x, r.y)),
            Segment::Line(point(r.right(), r.y)),
            Segment::Line(point(r.right(), r.bottom())),
            Segment::Line(point(r.x, r.bottom())),
            Segment::Close,
        ]);
    }

    /// A rectangle whose corners are quarter circles: outward (rounded) for a positive
    /// radius, inward (scooped, as on an enamel plate) for a negative one.
    pub fn cornered_rect(r: Rect, radius: f32) -> Self {
        let size = radius.abs();
        // Where the curve's handles lie between the corner (1) and the edge's end (0).
        let corners = [
            (point(r.x, r.y), point(0.0, 1.0), point(1.0, 0.0)),
            (point(r.right(), r.y), point(-1.0, 0.0), point(0.0, 1.0)),
            (
                point(r.right(), r.bottom()),
                point(0.0, -1.0),
                point(-1.0, 0.0),
            ),
            (point(r.x, r.bottom()), point(1.0, 0.0), point(0.0, -1.0)),
        ];
        let at = |c: Point, d: Point, t: f32| point(c.x + d.x * t, c.y + d.y * t);
        let mut path = Self::new();
        for (i, (corner, before, after)) in corners.into_iter().enumerate() {
            let start = at(corner, before, size);
            let end = at(corner, after, size);
            let (first, second) = if radius >= 0.0 {
                let rest = size * (1.0 - QUARTER);
                (at(corner, before, rest), at(corner, after, rest))
            } else {
                (
                    at(start, after, size * QUARTER),
                    at(end, before, size * QUARTER),
                )
            };
            path.segments.push(if i == 0 {
                Segment::Move(start)
            } else {
                Segment::Line(start)
            });
            path.segments.push(Segment::Cubic(first, second, end));
        }
        path.segments.push(Segment::Close);
        path
    }

    /// A circle.
    pub fn circle(centre: Point, radius: f32) -> Self {
        Self::cornered_rect(
            Rect::new(
                centre.x - radius,
                centre.y - radius,
                2.0 * radius,
                2.0 * radius,
            ),
            radius,
        )
    }

    /// Adds the rings of another path.
    pub fn extend(&mut self, other: Path) {
        self.segments.extend(other.segments);
    }

    /// Continues the path along a smooth curve, in so many steps; `place` gives the points
    /// from 0 to 1 and is also asked for a little before and behind.
    pub fn trace(&mut self, steps: usize, place: impl Fn(f32) -> Point) {
        /// Share of a step over which the speed is measured.
        const NEAR: f32 = 0.1;
        let at = |step: f32| place(step / steps as f32);
        // A third of the way that the pen would go in a step at its present speed (Hermite).
        let handle = |step: f32| {
            let (before, after) = (at(step - NEAR), at(step + NEAR));
            let third = 1.0 / (6.0 * NEAR);
            point((after.x - before.x) * third, (after.y - before.y) * third)
        };
        if self.segments.is_empty() {
            self.segments.push(Segment::Move(at(0.0)));
        }
        for step in 0..steps {
            let (from, to) = (step as f32, (step + 1) as f32);
            let (a, b, out, into) = (at(from), at(to), handle(from), handle(to));
            self.segments.push(Segment::Cubic(
                point(a.x + out.x, a.y + out.y),
                point(b.x - into.x, b.y - into.y),
                b,
            ));
        }
    }

    /// The path with every point moved by `f`.
    pub fn map(&self, f: impl Fn(Point) -> Point) -> Self {
        Self {
            segments: self.segments.iter().map(|s| s.map(&f)).collect(),
        }
    }

    /// The path turned clockwise by `degrees` around a point.
    pub fn turned(&self, degrees: f32, around: Point) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.map(|p| {
            let (x, y) = (p.x - around.x, p.y - around.y);
            point(around.x + x * cos - y * sin, around.y + x * sin + y * cos)
        })
    }

    /// The smallest rectangle around all points, control points included.
    pub fn bounds(&self) -> Option<Rect> {
        let mut points = self.segments.iter().flat_map(|s| match *s {
            Segment::Move(p) | Segment::Line(p) => vec![p],
            Segment::Quad(a, p) => vec![a, p],
            Segment::Cubic(a, b, p) => vec![a, b, p],
            Segment::Close => vec![],
        });
        let first = points.next()?;
        let (low, high) = points.fold((first, first), |(low, high), p| {
            (
                point(low.x.min(p.x), low.y.min(p.y)),
                point(high.x.max(p.x), high.y.max(p.y)),
            )
        });
        Some(Rect::new(low.x, low.y, high.x - low.x, high.y - low.y))
    }
}
