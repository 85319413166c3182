//! HTTPS: the server is known by its certificate before it hears anything of the machine.

use std::fs;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::fake::{Fake, forward};
use super::machine::{Machine, POLICY, server};
use super::path::issued;
use crate::world::http::Site;
use crate::world::{AALEN, Backend, HWK, IHK, day};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/cosign_remote/tls");

/// The site behind TLS, as this host.
fn behind_tls(site: &Site, host: &str) -> Fake {
    let file = |extension: &str| fs::read(format!("{FOLDER}/{host}.{extension}")).unwrap();
    let certificate = CertificateDer::from_pem_slice(&file("pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(&file("key")).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let address = site.address.clone();
    Fake::behind_tls(Arc::new(config), move |request| {
        Some(forward(&address, request))
    })
}

#[test]
fn the_whole_path_over_https() {
    let server = server(Backend::Sqlite);
    let machine = Machine::of(HWK).with_token_of(&server);
    let site = server.serve();
    let serial = server.prepare(AALEN, &day(-1), &[]);
    let front = behind_tls(&site, "localhost");
    let policy = machine.policy(POLICY);
    let authority = format!("{FOLDER}/authority.pem");
    let pass = |front: &Fake, more: &[&str]| {
        let port = front.address.rsplit(':').next().unwrap();
        let address = format!("https://localhost:{port}");
        machine.once_at(&address, &[&["--policy", &policy], more].concat())
    };
    // Nobody whom the machine knows vouches for it, or it is somebody else.
    pass(&front, &[]).is(34, "nicht erreichbar");
    let known = ["--ca-file", authority.as_str()];
    let stranger = behind_tls(&site, "elsewhere");
    pass(&stranger, &known).is(34, "nicht erreichbar");
    assert_eq!((front.requests(), stranger.requests()), (vec![], vec![]));
    machine.signed_nothing();
    let none = machine.world.file("none.pem", "no certificate");
    pass(&front, &["--ca-file", &none]).is(30, "nicht lesbar");

    pass(&front, &known).is(0, "Siegel unterschrieben und zugestellt");
    server.sign(&serial, IHK).is(0, "");
    pass(&front, &known).is(0, "Ausgestellt");
    issued(&server, &serial);
}
