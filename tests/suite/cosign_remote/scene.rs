//! A scene for a server that was taken over: the real one, the machine, and what is offered to it.

use kammersiegel::domain::certificate::Facts;
use kammersiegel::seal::payload;
use serde_json::{Value, json};

use super::fake::{Fake, Request, forward};
use super::machine::{Machine, POLICY, server};
use crate::world::http::Site;
use crate::world::{AALEN, Backend, Done, HWK, IHK, World, day};

/// A server, the machine, and a certificate that waits for its signature under the seal.
pub struct Scene {
    pub server: World,
    pub machine: Machine,
    pub site: Site,
    pub serial: String,
}

impl Scene {
    pub fn new() -> Self {
        let server = server(Backend::Sqlite);
        let machine = Machine::of(HWK).with_token_of(&server);
        let site = server.serve();
        let serial = server.prepare(AALEN, &day(-1), &[]);
        Self {
            server,
            machine,
            site,
            serial,
        }
    }

    /// A certificate that both have sealed, and whose Urkunde the first chamber has signed.
    pub fn sealed() -> Self {
        let scene = Self::new();
        scene.machine.by_policy(&scene.site).is(0, "zugestellt");
        scene.server.sign(&scene.serial, IHK).is(0, HWK);
        scene
    }

    /// What the real server offers.
    pub fn item(&self) -> Value {
        item(&self.machine, &self.site, &self.serial)
    }

    /// Lets the machine look at an item under its policy.
    pub fn offered(&self, item: &Value) -> (Done, Fake) {
        let fake = Fake::offering(HWK, item);
        let policy = self.machine.policy(POLICY);
        let done = self.machine.once_at(&fake.address, &["--policy", &policy]);
        (done, fake)
    }

    /// The item is not signed, for this reason, and nothing is delivered.
    #[track_caller]
    pub fn refused(&self, item: &Value, why: &str) {
        let before = self.machine.acts("seal") + self.machine.acts("document");
        let (done, fake) = self.offered(item);
        let done = done.is(31, why);
        assert!(done.err.contains("nicht erledigt"), "{done:#?}");
        assert_eq!(fake.deliveries(), [], "{why}");
        let after = self.machine.acts("seal") + self.machine.acts("document");
        assert_eq!(after, before, "{why}");
    }
}

pub fn item(machine: &Machine, site: &Site, serial: &str) -> Value {
    let token = std::fs::read_to_string(machine.world.place("token")).unwrap();
    let (status, body) = forward(
        &site.address,
        &Request {
            method: "GET".to_owned(),
            path: format!("/api/v1/cosign/certificates/{serial}"),
            token: format!("Bearer {}", token.trim()),
            kind: String::new(),
            key: String::new(),
            body: Vec::new(),
        },
    );
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
    serde_json::from_slice(&body).unwrap()
}

/// The item with another value at a place.
pub fn with(item: &Value, place: &str, value: Value) -> Value {
    let mut item = item.clone();
    *item.pointer_mut(place).unwrap_or_else(|| panic!("{place}")) = value;
    item
}

/// The body of an item with other facts, in its one encoding.
pub fn other_facts(item: &Value, change: impl FnOnce(&mut Facts)) -> Value {
    let body = hex::decode(item["body"].as_str().unwrap()).unwrap();
    let (mut facts, _) = payload::decode(&body).unwrap();
    change(&mut facts);
    with(item, "/body", json!(hex::encode(payload::encode(&facts))))
}

pub fn pdf(item: &Value) -> Vec<u8> {
    hex::decode(item["document"]["bytes"].as_str().unwrap()).unwrap()
}
