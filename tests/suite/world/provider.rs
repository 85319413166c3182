//! A played identity provider: it signs whatever it is told to, and keeps what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use kammersiegel::domain::chamber::ChamberId;
use kammersiegel::domain::identity::{IdentityProvider, PasswordsFor, SecondFactorProof};
use kammersiegel::domain::password::Password;
use kammersiegel::domain::permission::Role;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::browser::Browser;
use super::http::Answer;

pub const CLIENT: &str = "kammersiegel";
pub const SECRET: &str = "geheimnis-der-anwendung-4711";

/// How ID tokens are signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the provider's key number so many.
    With(u8),
    /// With a key of somebody else, under the name of the provider's own.
    Forged,
    /// Not at all: `alg` is `none`.
    Not,
    /// With the client secret (HS256).
    BySecret,
}

/// What the provider plays.
pub struct Play {
    /// Claims of the next ID token.
    pub token: Value,
    /// Claims that it tells beside it; none: there is no such page.
    pub more: Option<Value>,
    pub signed: Signed,
    /// The key that it publishes.
    pub key: u8,
    /// What it says of itself in place of the truth.
    pub metadata: Value,
    /// The challenge of the one who was sent here last.
    challenge: String,
    /// The paths that it was asked for.
    pub asked: Vec<String>,
}

pub struct Provider {
    pub issuer: String,
    play: Arc<Mutex<Play>>,
    open: Arc<AtomicBool>,
}

/// Where somebody is sent, taken apart.
pub struct Sent {
    pub query: BTreeMap<String, String>,
}

impl Play {
    /// Somebody was sent here with this challenge.
    pub fn set_challenge(&mut self, challenge: &str) {
        challenge.clone_into(&mut self.challenge);
    }
}

impl Provider {
    pub fn start() -> Self {
        Self::at("127.0.0.1:0")
    }

    /// At an address that may have been another one's before.
    pub fn at(address: &str) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let play = Arc::new(Mutex::new(Play {
            token: json!({}),
            more: None,
            signed: Signed::With(1),
            key: 1,
            metadata: json!({}),
            challenge: String::new(),
            asked: Vec::new(),
        }));
        let open = Arc::new(AtomicBool::new(true));
        let (plays, is_open, own) = (Arc::clone(&play), Arc::clone(&open), issuer.clone());
        thread::spawn(move || {
            for stream in listener.incoming() {
                if !is_open.load(Ordering::SeqCst) {
                    return;
                }
                serve(stream.unwrap(), &own, &plays);
            }
        });
        Self { issuer, play, open }
    }

    /// As a chamber's settings name it.
    pub fn settings(&self, chamber: &str) -> IdentityProvider {
        let roles = [
            ("vorbereitung", vec![Role::Clerk]),
            ("unterschrift", vec![Role::Signatory]),
            ("leitung", vec![Role::Administrator, Role::Reader]),
        ];
        IdentityProvider {
            chamber: ChamberId::parse(chamber).unwrap(),
            name: "Hauskonto".to_owned(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Password::new(SECRET.to_owned()),
            scopes: vec!["profile".to_owned(), "email".to_owned()],
            desk: None,
            claim: "groups".to_owned(),
            roles: roles.map(|(g, r)| (g.to_owned(), r)).into_iter().collect(),
            second_factor: SecondFactorProof {
                acr: vec!["urn:haus:zwei".to_owned()],
                amr: vec!["otp".to_owned()],
            },
            addresses_are_verified: false,
            passwords: PasswordsFor::Everybody,
            authorities: None,
        }
    }

    pub fn play<T>(&self, change: impl FnOnce(&mut Play) -> T) -> T {
        change(&mut self.play.lock().unwrap())
    }

    /// The claims of somebody with these groups.
    pub fn person(&self, browser: &Browser, subject: &str, groups: &[&str]) -> Value {
        let now = browser.site.second();
        json!({
            "iss": self.issuer, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + 300,
            "email": format!("{subject}@ihk.example"), "email_verified": true,
            "name": "Erika Mustermann", "groups": groups,
        })
    }

    /// Sends a browser here from the desk.
    #[track_caller]
    pub fn depart(&self, browser: &Browser, chamber: &str) -> Sent {
        let away = browser.get(&format!("/staff/sign-in/{chamber}/provider"));
        let address = away
            .header("location")
            .unwrap_or_else(|| panic!("{away:#?}"));
        let (page, query) = address.split_once('?').unwrap();
        assert_eq!(page, format!("{}/authorize", self.issuer));
        let query: BTreeMap<_, _> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        self.play(|play| play.challenge.clone_from(&query["code_challenge"]));
        Sent { query }
    }

    /// Lets somebody with these claims sign in, and leads the browser back.
    #[track_caller]
    pub fn sign_in(&self, browser: &Browser, chamber: &str, claims: &Value) -> Answer {
        let sent = self.depart(browser, chamber);
        let mut token = claims.clone();
        if token.get("nonce").is_none() {
            token["nonce"] = json!(sent.query["nonce"]);
        }
        self.play(|play| play.token = token);
        browser.get(&self.way_back(chamber, &sent.query["state"]))
    }

    /// The address at the desk with an answer.
    pub fn way_back(&self, chamber: &str, state: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("code", "ein-code")
            .append_pair("state", state);
        query.append_pair("iss", &self.issuer);
        format!("/staff/sign-in/{chamber}/callback?{}", query.finish())
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.open.store(false, Ordering::SeqCst);
        // Whoever waits for somebody to come notices it only then.
        let _ = TcpStream::connect(self.issuer.trim_start_matches("http://"));
    }
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn token(play: &Play) -> String {
    let algorithm = match play.signed {
        Signed::With(_) | Signed::Forged => "ES256",
        Signed::Not => "none",
        Signed::BySecret => "HS256",
    };
    let kid = match play.signed {
        Signed::With(number) => number,
        _ => play.key,
    };
    let header = json!({ "alg": algorithm, "kid": kid.to_string(), "typ": "JWT" });
    let content = format!(
        "{}.{}",
        encoded(header.to_string()),
        encoded(play.token.to_string())
    );
    let by = |key: SigningKey| {
        let signature: p256::ecdsa::Signature = key.sign(content.as_bytes());
        encoded(signature.to_bytes())
    };
    let signature = match play.signed {
        Signed::With(number) => by(key(number)),
        Signed::Forged => by(key(99)),
        Signed::Not => String::new(),
        Signed::BySecret => {
            let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.update(content.as_bytes());
            encoded(mac.finalize().into_bytes())
        }
    };
    format!("{content}.{signature}")
}

fn serve(stream: TcpStream, issuer: &str, play: &Mutex<Play>) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let header = |name: &str| {
        let line = head.lines().find(|l| l.to_lowercase().starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    let length = header("content-length").and_then(|l| l.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let path = head.split(' ').nth(1).unwrap().to_owned();
    let mut play = play.lock().unwrap();
    play.asked.push(path.clone());
    let (status, answer) = match path.as_str() {
        "/.well-known/openid-configuration" => (200, metadata(&play, issuer)),
        "/jwks" => (200, json!({ "keys": [public(play.key)] })),
        "/token" => tokens(&play, &body, header("authorization")),
        "/more" if header("authorization").as_deref() == Some("Bearer zugang") => {
            (200, play.more.clone().unwrap())
        }
        _ => (404, json!({})),
    };
    let answer = answer.to_string();
    let _ = write!(
        reader.get_mut(),
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{answer}",
        answer.len()
    );
}

fn metadata(play: &Play, issuer: &str) -> Value {
    let at = |path: &str| format!("{issuer}/{path}");
    let mut metadata = json!({
        "issuer": issuer, "authorization_endpoint": at("authorize"),
        "token_endpoint": at("token"), "jwks_uri": at("jwks"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    if play.more.is_some() {
        metadata["userinfo_endpoint"] = json!(at("more"));
    }
    for (name, value) in play.metadata.as_object().unwrap() {
        metadata[name] = value.clone();
    }
    metadata
}

fn public(number: u8) -> Value {
    let point = key(number).verifying_key().to_sec1_point(false);
    json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "kid": number.to_string(),
        "x": encoded(point.x().unwrap()), "y": encoded(point.y().unwrap()),
    })
}

/// Exchanges a code as RFC 6749 § 4.1.3 and RFC 7636 § 4.6 say.
fn tokens(play: &Play, body: &[u8], authorization: Option<String>) -> (u16, Value) {
    let fields: BTreeMap<_, _> = form_urlencoded::parse(body).into_owned().collect();
    let challenge = encoded(Sha256::digest(fields["code_verifier"].as_bytes()));
    let client = STANDARD.encode(format!("{CLIENT}:{SECRET}"));
    let right = challenge == play.challenge
        && authorization == Some(format!("Basic {client}"))
        && fields["grant_type"] == "authorization_code"
        && fields["redirect_uri"].starts_with("https://siegel.example/staff/sign-in/")
        && fields["code"] == "ein-code";
    if !right {
        return (400, json!({ "error": "invalid_grant" }));
    }
    let answer = json!({
        "access_token": "zugang", "token_type": "Bearer", "expires_in": 300,
        "id_token": token(play),
    });
    (200, answer)
}
