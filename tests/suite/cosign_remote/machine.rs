//! A chamber's own machine: its own data folder with its own keys, and the public keys of the
//! other chamber.

use std::fs;

use crate::world::http::Site;
use crate::world::{Backend, Done, HWK, IHK, World, files, passphrase_variable};

pub const POLICY: &str = "programmes = [\"ausgezeichneter-wohnort\"]\n\
                          longest_months = 36\n\
                          within_days = 60\n\
                          most_per_day = 50\n\
                          municipalities = \"municipalities.csv\"\n";

/// The server of the first chamber, without the second one's private keys.
pub fn server(on: Backend) -> World {
    without(World::new(on), HWK)
}

/// The machine of a chamber, without the other's private keys.
pub struct Machine {
    pub world: World,
    pub chamber: &'static str,
}

impl Machine {
    pub fn of(chamber: &'static str) -> Self {
        let other = if chamber == IHK { HWK } else { IHK };
        Self {
            world: without(World::new(Backend::Sqlite), other),
            chamber,
        }
    }

    /// Takes a token that the server made for the chamber.
    #[track_caller]
    pub fn with_token_of(self, server: &World) -> Self {
        self.keep_token(&new_token(server, self.chamber));
        self
    }

    pub fn keep_token(&self, token: &str) {
        self.world.file("token", token);
    }

    pub fn arguments(&self, address: &str, more: &[&str]) -> Vec<String> {
        let token = self.world.place("token").display().to_string();
        let address = match address.starts_with("https://") {
            true => address.to_owned(),
            false => format!("http://{address}"),
        };
        let mut all = vec![
            "cosign",
            "run",
            "--server",
            &address,
            "--token-file",
            &token,
        ];
        all.extend(["--chamber", self.chamber]);
        all.extend(more);
        all.into_iter().map(str::to_owned).collect()
    }

    /// One pass, with further arguments.
    pub fn once(&self, site: &Site, more: &[&str]) -> Done {
        self.once_at(&site.address, more)
    }

    pub fn once_at(&self, address: &str, more: &[&str]) -> Done {
        let arguments = self.arguments(address, &[&["--once"], more].concat());
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        self.world.run(&arguments)
    }

    /// One pass under a policy that allows what the tests prepare.
    pub fn by_policy(&self, site: &Site) -> Done {
        let policy = self.policy(POLICY);
        self.once(site, &["--policy", &policy])
    }

    pub fn policy(&self, text: &str) -> String {
        self.world.file("policy.toml", text)
    }

    pub fn acts(&self, act: &str) -> i64 {
        let count = format!("SELECT COUNT(*) FROM cosign_act WHERE act = '{act}'");
        self.world.database.number(&count)
    }

    /// That nothing was signed.
    #[track_caller]
    pub fn signed_nothing(&self) {
        let count = "SELECT COUNT(*) FROM cosign_act";
        assert_eq!(self.world.database.number(count), 0);
    }
}

#[track_caller]
pub fn new_token(server: &World, chamber: &str) -> String {
    let new = ["cosign", "token", "new", "--chamber", chamber];
    server.ok(&[&new[..], &["--name", "Serverraum"]].concat())
}

/// A world in which a chamber's private keys are not.
fn without(mut world: World, chamber: &str) -> World {
    for file in files(&world.data().join("keys/private")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with(chamber) {
            fs::remove_file(file).unwrap();
        }
    }
    world.unset(&passphrase_variable(chamber));
    world
}
