//! One visit of a chamber's own machine to the server: who decides on what, and what came of it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};

use i18n_embed_fl::fl;

use super::Context;
use super::cosign_run::Arguments;
use super::cosign_words::{self as words, print_item};
use super::failure::Failure;
use crate::domain::policy::Policy;
use crate::domain::serial::Serial;
use crate::service::cosign_examined::Examined;
use crate::service::cosign_machine::{CosignError, CosignMachine};
use crate::service::cosign_wire::Round;
use crate::store::Act;
use crate::texts;

/// What a pass came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    Fine,
    /// Something was not believed, or the server did not take what it was given.
    Refused,
    /// The server could not be asked.
    Unreachable,
}

/// What a person or the policy says.
enum Decision {
    Sign,
    Refuse(String),
    Leave,
}

pub(super) struct Desk<'a> {
    pub machine: CosignMachine<'a>,
    pub policy: Option<Policy>,
    pub arguments: &'a Arguments,
    pub context: &'a Context,
    /// Digests of what this run has shown.
    pub told: RefCell<BTreeSet<String>>,
}

impl Desk<'_> {
    /// Delivers what has not arrived, and then looks at what waits, until nothing new comes of it.
    pub(super) async fn pass(&self) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::Fine;
        for act in self.machine.undelivered().await.map_err(Failure::Cosign)? {
            outcome = outcome.max(self.deliver(&act).await?);
            if outcome == Outcome::Unreachable {
                return Ok(outcome);
            }
        }
        let waiting = match self.machine.waiting().await {
            Ok(waiting) => waiting,
            Err(error) => return self.failed(None, error),
        };
        // A seal that is complete now makes an Urkunde wait, perhaps for this chamber.
        let mut done = self.all(&waiting).await?;
        if done.1 && done.0 != Outcome::Unreachable {
            match self.machine.waiting().await {
                Ok(mut more) => {
                    more.retain(|one| !waiting.contains(one));
                    done.0 = done.0.max(self.all(&more).await?.0);
                }
                Err(error) => done.0 = done.0.max(self.failed(None, error)?),
            }
        }
        Ok(outcome.max(done.0))
    }

    /// Looks at these; also tells whether anything was delivered.
    async fn all(&self, waiting: &[(Serial, Round)]) -> Result<(Outcome, bool), Failure> {
        let (mut outcome, mut delivered) = (Outcome::Fine, false);
        for asked in waiting {
            let (one, sent) = match self.one(*asked).await {
                Ok(Some(act)) => (self.deliver(&act).await?, true),
                Ok(None) => (Outcome::Fine, false),
                Err(Failure::Cosign(error)) => (self.failed(Some(asked.0), error)?, false),
                Err(other) => return Err(other),
            };
            outcome = outcome.max(one);
            delivered |= sent;
            if outcome == Outcome::Unreachable {
                break;
            }
        }
        Ok((outcome, delivered))
    }

    async fn one(&self, asked: (Serial, Round)) -> Result<Option<Act>, Failure> {
        let machine = &self.machine;
        let by = self.context.by();
        let examined = machine.examine(asked, by).await.map_err(Failure::Cosign)?;
        let decision = if examined.is_decided() {
            Decision::Sign
        } else {
            self.decide(&examined).await?
        };
        let by = self.context.by();
        let done = match decision {
            Decision::Leave => return Ok(None),
            Decision::Sign => machine.sign(&examined, by).await,
            Decision::Refuse(reason) => machine.refuse(&examined, &reason, by).await,
        };
        done.map(Some).map_err(Failure::Cosign)
    }

    /// A person's word goes first, then the policy; without either the item is only shown.
    async fn decide(&self, examined: &Examined) -> Result<Decision, Failure> {
        let t = texts::of(self.context.language);
        let serial = examined.serial();
        let named = |serials: &[Serial]| serials.contains(&serial);
        if named(&self.arguments.refuse) {
            let reason = self.arguments.reason.clone().unwrap_or_default();
            return Ok(Decision::Refuse(reason));
        }
        if named(&self.arguments.approve) {
            let shown = self.machine.was_shown(examined).await;
            if shown.map_err(Failure::Cosign)? {
                return Ok(Decision::Sign);
            }
            self.show(examined).await?;
            say!("  {}", fl!(t, "cosign-look-first"))?;
            return Ok(Decision::Leave);
        }
        if let Some(policy) = &self.policy {
            let by = self.context.by();
            let objections = self.machine.objections(examined, policy, by).await;
            let objections = objections.map_err(Failure::Cosign)?;
            if objections.is_empty() {
                return Ok(Decision::Sign);
            }
            if !self.is_new(examined) {
                return Ok(Decision::Leave);
            }
            self.show(examined).await?;
            for objection in objections {
                let why = words::objection(self.context.language, objection);
                say!("  {}", fl!(t, "cosign-left", why = why))?;
            }
            return Ok(Decision::Leave);
        }
        if !self.is_new(examined) {
            return Ok(Decision::Leave);
        }
        self.show(examined).await?;
        if std::io::stdin().is_terminal() {
            return self.ask();
        }
        Ok(Decision::Leave)
    }

    /// Whether this run has not shown it yet: nobody is told of the same thing every minute.
    fn is_new(&self, examined: &Examined) -> bool {
        self.told.borrow_mut().insert(examined.digest())
    }

    async fn show(&self, examined: &Examined) -> Result<(), Failure> {
        print_item(self.context.language, examined, self.machine.service)?;
        let shown = self.machine.remember_shown(examined).await;
        shown.map_err(Failure::Cosign)
    }

    fn ask(&self) -> Result<Decision, Failure> {
        let t = texts::of(self.context.language);
        let answer = line(&fl!(t, "cosign-ask"))?;
        match answer.to_lowercase().as_str() {
            "j" | "ja" | "y" | "yes" => Ok(Decision::Sign),
            "a" | "r" => {
                let reason = line(&fl!(t, "cosign-ask-reason"))?;
                Ok(if reason.is_empty() {
                    Decision::Leave
                } else {
                    Decision::Refuse(reason)
                })
            }
            _ => Ok(Decision::Leave),
        }
    }

    async fn deliver(&self, act: &Act) -> Result<Outcome, Failure> {
        match self.machine.deliver(act, self.context.by()).await {
            Ok(stage) => {
                say!("{}", words::delivered(self.context.language, act, &stage))?;
                Ok(Outcome::Fine)
            }
            Err(error) => self.failed(Some(act.serial), error),
        }
    }

    /// Tells what went wrong with one item, or ends if this machine itself fails.
    fn failed(&self, serial: Option<Serial>, error: CosignError) -> Result<Outcome, Failure> {
        let language = self.context.language;
        let outcome = match &error {
            CosignError::Server(error) if error.is_passing() => Outcome::Unreachable,
            error if error.is_of_one_item() => Outcome::Refused,
            _ => return Err(Failure::Cosign(error)),
        };
        let (why, _) = super::failure::cosigning(language, &error);
        let said = match serial {
            Some(serial) => fl!(
                texts::of(language),
                "cosign-not-signed",
                serial = serial.to_string(),
                why = why
            ),
            None => why,
        };
        eprintln!("{said}");
        Ok(outcome)
    }
}

fn line(prompt: &str) -> Result<String, Failure> {
    let mut out = std::io::stdout();
    write!(out, "{prompt} ").map_err(Failure::Output)?;
    out.flush().map_err(Failure::Output)?;
    let mut answer = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(Failure::Prompt)?;
    Ok(answer.trim().to_owned())
}
