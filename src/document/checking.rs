//! What leads from the paper to the check: the code, the address and the number.

use crate::domain::artwork::Artwork;
use crate::domain::inscription::Inscription;
use crate::drawing::DrawingError;
use crate::drawing::colour::{BLACK, WHITE};
use crate::drawing::fit::{Give, Room, fit};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::{Code, QUIET_ZONE};
use crate::drawing::text::{Style, shape};

use super::CheckCode;
use super::layout::{INK, MM};
use super::node::{Item, Node, Role};

/// Smallest module that phones read from a wall.
const MODULE: f32 = 0.44 * MM;
/// Place of the code with its quiet zone; only a very long name or website needs a larger one.
const PLACE: f32 = 37.5 * MM;
/// Height of the two lines below the code.
const LINES_HEIGHT: f32 = 9.5 * MM;

/// The composed code and the lines below it.
pub struct Checking {
    /// Place of the code with its quiet zone.
    pub card: Rect,
    /// Everything, in reading order.
    pub nodes: Vec<Node>,
    /// Whether the code has its usual place.
    pub is_regular: bool,
}

/// Composes code and lines at the lower edge of the given area.
pub fn compose(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    area: Rect,
) -> Result<Checking, DrawingError> {
    let code = Code::new(&check.qr_text)?;
    let modules = code.full_size() as f32;
    let side = PLACE.max(MODULE * modules);
    let card = Rect::new(
        area.centre_x() - side / 2.0,
        area.bottom() - LINES_HEIGHT - side,
        side,
        side,
    );
    let paper = Item::Fill {
        path: Path::rect(card),
        colour: WHITE,
    };
    let mut nodes = vec![
        Node::fixed(Role::Artifact, vec![paper]),
        figure(&code, side / modules, card, &inscription.qr_alt),
    ];
    nodes.extend(lines(inscription, check, artwork, area)?);
    Ok(Checking {
        card,
        nodes,
        is_regular: side <= PLACE,
    })
}

fn figure(code: &Code, module: f32, card: Rect, alt: &str) -> Node {
    let quiet = module * QUIET_ZONE as f32;
    let role = Role::Figure {
        alt: alt.to_owned(),
        bounds: card,
    };
    let modules = Item::Fill {
        path: code.path(point(card.x + quiet, card.y + quiet), module),
        colour: BLACK,
    };
    Node::variable(role, vec![modules])
}

/// „Echtheit prüfen:" and the address, and below them the number.
fn lines(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    area: Rect,
) -> Result<Vec<Node>, DrawingError> {
    let small = Style::new(Font::Sans, 8.2);
    let lead = shape(&format!("{} ", inscription.check), small)?;
    let address = fit(
        &check.address,
        Style::new(Font::SansSemibold, 8.2),
        Room::wide(area.width - lead.width - 4.0),
        Give::one_line(0.5),
    )?;
    let space = 0.25 * small.size;
    let whole = lead.width + space + address.iter().map(|run| run.width).sum::<f32>();
    let y = area.bottom() - 4.6 * MM;
    let x = area.centre_x() - whole / 2.0;
    let after = x + lead.width + space;
    // Its place follows the address, which is not always equally long.
    let lead = Item::Text {
        run: lead,
        x,
        y,
        colour: INK,
    };
    let mut nodes = vec![Node::variable(Role::Paragraph, vec![lead])];
    for run in address {
        let size = run.style.size;
        let role = Role::Link {
            description: format!("{} {}", inscription.check, check.address),
            target: format!("https://{}", check.address),
            bounds: Rect::new(after, y - size, run.width, 1.3 * size),
        };
        let text = Item::Text {
            run,
            x: after,
            y,
            colour: artwork.primary,
        };
        nodes.push(Node::variable(role, vec![text]));
    }
    let number = &inscription.number;
    let number = fit(number, small, Room::wide(area.width), Give::one_line(0.5))?;
    let number = number
        .into_iter()
        .map(|run| Item::centred(run, area.centre_x(), area.bottom(), INK));
    nodes.push(Node::variable(Role::Paragraph, number.collect()));
    Ok(nodes)
}
