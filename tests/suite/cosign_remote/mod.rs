//! Co-signing from elsewhere: the second chamber's keys are on its own machine, and nowhere else.

mod compromised;
mod durable;
mod fake;
mod machine;
mod path;
mod server;
mod tls;
