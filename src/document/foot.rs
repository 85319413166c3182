//! The lower part of the Urkunde: who signs, and how to check.

use crate::domain::artwork::Artwork;
use crate::domain::inscription::{InscribedChamber, Inscription, Signatory};
use crate::drawing::DrawingError;
use crate::drawing::colour::{BLACK, WHITE, mix};
use crate::drawing::fit::{Give, Room, fit, fit_alike};
use crate::drawing::font::Font;
use crate::drawing::path::{Path, Rect, point};
use crate::drawing::qr::{Code, QUIET_ZONE};
use crate::drawing::text::{Run, Style, shape};

use super::CheckCode;
use super::layout::{INK, MM};
use super::node::{Item, Node, Role};

/// Smallest module that phones read from a wall.
const MODULE: f32 = 0.44 * MM;
/// Smallest code, without its quiet zone.
const CODE: f32 = 25.5 * MM;
/// From the frame to the text.
const MARGIN: f32 = 8.0 * MM;
const GUTTER: f32 = 10.0 * MM;
/// Room for a signature in ink.
const INK_ROOM: f32 = 15.0 * MM;
/// From the signing lines to the end of the offices below them.
const NAMES_HEIGHT: f32 = 12.0 * MM;
const CHAMBER_NAME: Give = Give {
    lines: 3,
    patience: 0.9,
    least: 0.4,
};
/// A chamber's visible digital signature.
const SIGNATURE: (f32, f32) = (60.0 * MM, 16.0 * MM);

/// The composed lower part.
pub struct Foot {
    /// Upper edge.
    pub top: f32,
    /// What is on it, in reading order.
    pub nodes: Vec<Node>,
    /// Free places for digital signatures.
    pub signature_places: Vec<Rect>,
}

/// Composes the lower part, from the bottom up.
pub fn compose(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    field: Rect,
) -> Result<Foot, DrawingError> {
    let content = Rect::new(
        field.x + MARGIN,
        field.y,
        field.width - 2.0 * MARGIN,
        field.height - 8.0 * MM,
    );
    let code = Code::new(&check.qr_text)?;
    let module = MODULE.max(CODE / code.size() as f32);
    let side = module * code.full_size() as f32;
    let lines = check_lines(inscription, check, artwork, content)?;
    let card = Rect::new(
        content.centre_x() - side / 2.0,
        content.bottom() - CHECK_HEIGHT - side,
        side,
        side,
    );

    let columns = columns(content, inscription.chambers.len());
    let beside = inscription.chambers.len() == 2;
    let (places, names_bottom) = signature_places(&columns, card, content, beside);
    let mut nodes = Vec::new();
    let mut top = names_bottom;
    let names = fit_alike(
        inscription.chambers.iter().map(|c| c.name.as_str()),
        Style::new(Font::Serif, 11.5).small_caps().tracked(0.06),
        columns.first().map_or(content.width, |c| c.width),
        CHAMBER_NAME,
    )?;
    for (i, (chamber, names)) in inscription.chambers.iter().zip(names).enumerate() {
        let (node, upper) = chamber_block(chamber, names, columns[i], names_bottom, artwork)?;
        top = top.min(upper);
        nodes.extend(node);
        nodes.push(Node {
            role: Role::Signature {
                position: i,
                bounds: places[i],
            },
            items: Vec::new(),
        });
    }
    nodes.push(code_figure(code, module, card, &inscription.qr_alt));
    nodes.extend(lines);
    Ok(Foot {
        top,
        nodes,
        signature_places: places,
    })
}

/// Height of the two lines below the code.
const CHECK_HEIGHT: f32 = 9.5 * MM;

fn columns(content: Rect, count: usize) -> Vec<Rect> {
    let count_f = count.max(1) as f32;
    let width = ((content.width - GUTTER * (count_f - 1.0)) / count_f).min(90.0 * MM);
    let whole = width * count_f + GUTTER * (count_f - 1.0);
    (0..count)
        .map(|i| {
            let x = content.centre_x() - whole / 2.0 + (width + GUTTER) * i as f32;
            Rect::new(x, content.y, width, content.height)
        })
        .collect()
}

/// Every chamber has its place below its name: two chambers left and right of the code, any
/// other number in a row above it. Also says where the blocks above have to end.
fn signature_places(columns: &[Rect], card: Rect, content: Rect, beside: bool) -> (Vec<Rect>, f32) {
    let (width, height) = SIGNATURE;
    let below = |width: f32, y: f32| {
        let place = |column: &Rect| Rect::new(column.centre_x() - width / 2.0, y, width, height);
        columns.iter().map(place).collect()
    };
    if let ([first, _], true) = (columns, beside) {
        let air = 1.0 * MM;
        let half = (card.x - air - first.centre_x()).min(first.centre_x() - content.x);
        let y = card.y + (card.height - height) / 2.0;
        return (below(width.min(2.0 * half), y), card.y - air);
    }
    let y = card.y - height - 1.0 * MM;
    let narrowest = columns.iter().map(|c| c.width).fold(width, f32::min);
    (below(narrowest, y), y - 2.0 * MM)
}

/// A chamber's name over its signing lines; also gives the block's upper edge.
fn chamber_block(
    chamber: &InscribedChamber,
    names: Vec<Run>,
    column: Rect,
    bottom: f32,
    artwork: &Artwork,
) -> Result<(Vec<Node>, f32), DrawingError> {
    const LEADING: f32 = 1.32;
    let line = bottom - NAMES_HEIGHT;
    let size = names.first().map_or(0.0, |run| run.style.size);
    let last = line - INK_ROOM;
    let first = last - LEADING * size * names.len().saturating_sub(1) as f32;
    let mut nodes = vec![Node {
        role: Role::Paragraph,
        items: names
            .into_iter()
            .enumerate()
            .map(|(i, run)| {
                let y = first + LEADING * size * i as f32;
                Item::centred(run, column.centre_x(), y, artwork.primary)
            })
            .collect(),
    }];

    let count = chamber.signatories.len().max(1) as f32;
    let gap = 6.0 * MM;
    let width = ((column.width - gap * (count - 1.0)) / count).min(58.0 * MM);
    let whole = width * count + gap * (count - 1.0);
    for (i, signatory) in chamber.signatories.iter().enumerate() {
        let x = column.centre_x() - whole / 2.0 + (width + gap) * i as f32;
        nodes.extend(signing_line(signatory, x, line, width)?);
    }
    Ok((nodes, first - size * Font::Serif.cap_height()))
}

fn signing_line(
    signatory: &Signatory,
    x: f32,
    y: f32,
    width: f32,
) -> Result<[Node; 2], DrawingError> {
    const GIVE: Give = Give {
        lines: 2,
        patience: 0.8,
        least: 0.45,
    };
    let axis = x + width / 2.0;
    let name = Style::new(Font::Serif, 10.5);
    let office = Style::new(Font::SerifItalic, 9.0);
    let mut items = Vec::new();
    let mut baseline = y + 4.4 * MM;
    let grey = mix(INK, WHITE, 0.15);
    for (text, style, colour, after) in [
        (&signatory.name, name, INK, 4.0 * MM),
        (&signatory.office, office, grey, 3.6 * MM),
    ] {
        // The space at the end keeps a reader of the text from joining name and office.
        for run in fit(&format!("{text} "), style, Room::wide(width), GIVE)? {
            items.push(Item::centred(run, axis, baseline, colour));
            baseline += after;
        }
    }
    Ok([
        Node {
            role: Role::Artifact,
            items: vec![Item::Stroke {
                path: Path::line(point(x, y), point(x + width, y)),
                colour: INK,
                thickness: 0.4,
            }],
        },
        Node {
            role: Role::Paragraph,
            items,
        },
    ])
}

fn code_figure(code: Code, module: f32, card: Rect, alt: &str) -> Node {
    let quiet = module * QUIET_ZONE as f32;
    Node {
        role: Role::Figure {
            alt: alt.to_owned(),
            bounds: card,
        },
        items: vec![
            Item::Fill {
                path: Path::rect(card),
                colour: WHITE,
            },
            Item::Code {
                code,
                origin: point(card.x + quiet, card.y + quiet),
                module,
                colour: BLACK,
            },
        ],
    }
}

/// „Echtheit prüfen:" and the address, and below them the number.
fn check_lines(
    inscription: &Inscription,
    check: &CheckCode,
    artwork: &Artwork,
    content: Rect,
) -> Result<Vec<Node>, DrawingError> {
    let small = Style::new(Font::Sans, 8.2);
    let lead = shape(&format!("{} ", inscription.check), small)?;
    let address = fit(
        &check.address,
        Style::new(Font::SansSemibold, 8.2),
        Room::wide(content.width - lead.width - 4.0),
        Give::one_line(0.5),
    )?;
    let space = 0.25 * small.size;
    let whole = lead.width + space + address.iter().map(|run| run.width).sum::<f32>();
    let y = content.bottom() - 4.6 * MM;
    let x = content.centre_x() - whole / 2.0;
    let after = x + lead.width + space;
    let mut nodes = vec![Node {
        role: Role::Paragraph,
        items: vec![Item::Text {
            run: lead,
            x,
            y,
            colour: INK,
        }],
    }];
    for run in address {
        let size = run.style.size;
        nodes.push(Node {
            role: Role::Link {
                description: format!("{} {}", inscription.check, check.address),
                target: format!("https://{}", check.address),
                bounds: Rect::new(after, y - size, run.width, 1.3 * size),
            },
            items: vec![Item::Text {
                run,
                x: after,
                y,
                colour: artwork.primary,
            }],
        });
    }
    nodes.push(Node {
        role: Role::Paragraph,
        items: fit(
            &inscription.number,
            small,
            Room::wide(content.width),
            Give::one_line(0.5),
        )?
        .into_iter()
        .map(|run| Item::centred(run, content.centre_x(), content.bottom(), INK))
        .collect(),
    });
    Ok(nodes)
}
