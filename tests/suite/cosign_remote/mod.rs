//! Co-signing from elsewhere: the second chamber's keys are on its own machine, and nowhere else.

mod compromised;
mod durable;
mod fake;
mod machine;
mod other_pages;
mod path;
mod scene;
mod server;
mod taken_over;
mod tls;
