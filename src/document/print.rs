//! The Urkunde for paper: what a print shop gets, and what is added to pre-printed paper.
//!
//! It is a picture of the Urkunde and says so in its metadata: nobody signs it, and no seal is
//! attached. Its code leads to the check as the original's does.

use crate::domain::artwork::Artwork;
use crate::domain::inscription::Inscription;

use super::archive::{self, Beside};
use super::metadata::Metadata;
use super::node::{Node, Page, Part, Role};
use super::paper::{Format, Paper};
use super::{CheckCode, Created, DocumentError, content, layout, ornament};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole page, for the print shop: with bleed and crop marks.
    Whole,
    /// What is the same for every recipient, to be printed in advance; likewise.
    Fixed,
    /// The rest, to be added to such paper; in its exact size.
    Variable,
}

/// Everything that goes into a print.
#[derive(Debug, Clone, Copy)]
pub struct Print<'a> {
    /// The words on the page.
    pub inscription: &'a Inscription,
    /// How to check it.
    pub check: &'a CheckCode,
    /// The programme's colours.
    pub artwork: &'a Artwork,
    /// The creation date that the file states.
    pub created: Created,
    /// Title in the metadata.
    pub title: &'a str,
    /// Subject in the metadata; says that this is not the original.
    pub subject: &'a str,
    /// Size after trimming.
    pub format: Format,
    /// What is printed.
    pub extent: Extent,
}

impl Print<'_> {
    /// Makes the file. The same print gives the same bytes.
    pub fn render(&self) -> Result<Vec<u8>, DocumentError> {
        let page = layout::page(self.inscription, self.check, self.artwork)?;
        if self.extent != Extent::Whole && !page.is_regular {
            return Err(DocumentError::Displaced);
        }
        let page = self.arrange(page);
        let draft = content::draw(&page)?;
        let chambers = &self.inscription.chambers;
        let beside = Beside {
            metadata: Metadata::new(self.title, self.subject, chambers, self.created)?,
            seal: None,
            fields: &[],
            is_to_scale: true,
        };
        Ok(archive::finish(draft, &page, &beside)?.into_bytes())
    }

    /// The page without what only a screen can use, on its paper.
    fn arrange(&self, page: Page) -> Page {
        let wanted = |part| match self.extent {
            Extent::Whole => true,
            Extent::Fixed => part == Part::Fixed,
            Extent::Variable => part == Part::Variable,
        };
        let nodes = page.nodes.into_iter().filter(|node| wanted(node.part));
        let mut nodes: Vec<Node> = nodes.map(|node| self.on_paper(node)).collect();
        raise_headings(&mut nodes);
        let paper = match self.extent {
            Extent::Variable => Paper::plain(self.format),
            Extent::Whole | Extent::Fixed => Paper::with_bleed(self.format),
        };
        if paper.bleed > 0.0 {
            nodes.push(paper.crop_marks());
        }
        Page {
            paper,
            nodes,
            ..page
        }
    }

    fn on_paper(&self, node: Node) -> Node {
        match node.role {
            Role::Signature { bounds, .. } => ornament::free_place(bounds, self.artwork),
            Role::Link { .. } => Node {
                role: Role::Paragraph,
                ..node
            },
            _ => node,
        }
    }
}

/// Where the first heading is missing, those below it take its place.
fn raise_headings(nodes: &mut [Node]) {
    if nodes.iter().all(|node| node.role != Role::Heading1) {
        for node in nodes {
            if node.role == Role::Heading2 {
                node.role = Role::Heading1;
            }
        }
    }
}
