//! What a chamber states with its signature (ISO 32000-1, 12.8.1).

use lopdf::{Dictionary, Object, StringFormat, dictionary};

/// What a signature dictionary says besides the signature itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Name, place and reason as PDF strings, and the time.
    pub entries: [Object; 4],
    /// Whether it certifies the document.
    pub certifies: bool,
    /// The catalog's number, if the signature closes all fields.
    pub closes: Option<u32>,
}

/// Keys of [`Statement::entries`].
pub const STATED: [&str; 4] = ["Name", "Location", "Reason", "M"];

impl Statement {
    /// The signature dictionary (ISO 32000-1, 12.8.1).
    pub fn dictionary(&self, contents: Vec<u8>, range: [usize; 4]) -> Dictionary {
        let mut dictionary = dictionary! {
            "Type" => "Sig",
            "Filter" => "Adobe.PPKLite",
            "SubFilter" => "ETSI.CAdES.detached",
            "Contents" => Object::String(contents, StringFormat::Hexadecimal),
            "ByteRange" => Vec::from(range.map(|n| Object::Integer(n as i64))),
        };
        for (key, value) in STATED.into_iter().zip(&self.entries) {
            dictionary.set(key, value.clone());
        }
        let mut references: Vec<Object> = Vec::new();
        if self.certifies {
            /// Only filling in and signing the fields that are there.
            const SIGNING: i64 = 2;
            let parameters =
                dictionary! { "Type" => "TransformParams", "P" => SIGNING, "V" => "1.2" };
            references.push(
                dictionary! {
                    "Type" => "SigRef",
                    "TransformMethod" => "DocMDP",
                    "TransformParams" => parameters,
                }
                .into(),
            );
        }
        if let Some(root) = self.closes {
            let parameters =
                dictionary! { "Type" => "TransformParams", "Action" => "All", "V" => "1.2" };
            references.push(
                dictionary! {
                    "Type" => "SigRef",
                    "TransformMethod" => "FieldMDP",
                    "Data" => Object::Reference((root, 0)),
                    "TransformParams" => parameters,
                }
                .into(),
            );
        }
        if !references.is_empty() {
            dictionary.set("Reference", references);
        }
        dictionary
    }
}
