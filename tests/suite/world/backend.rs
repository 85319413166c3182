//! The database of a world: an SQLite file, or a throw-away database on a PostgreSQL server.

use std::future::Future;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::any::{AnyRow, install_default_drivers};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

const VARIABLE: &str = "KAMMERSIEGEL_TEST_POSTGRES";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// Whether there is a PostgreSQL server to test on. Where the whole suite has to run, there is.
pub fn postgres_is_there() -> bool {
    let there = std::env::var_os(VARIABLE).is_some();
    if !there {
        let ci = std::env::var("CI").is_ok_and(|v| v == "true");
        assert!(!ci, "CI=true, but {VARIABLE} names no server");
        println!("skipped: {VARIABLE} names no server");
    }
    there
}

pub struct Database {
    pub url: String,
    admin: Option<(String, String)>,
}

impl Database {
    pub fn new(on: Backend, folder: &Path) -> Self {
        install_default_drivers();
        match on {
            Backend::Sqlite => Self {
                url: format!("sqlite://{}/kammersiegel.sqlite?mode=rwc", folder.display()),
                admin: None,
            },
            Backend::Postgres => {
                static NEXT: AtomicU32 = AtomicU32::new(0);
                let admin = std::env::var(VARIABLE).unwrap();
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let name = format!("kammersiegel_test_{}_{number}", std::process::id());
                execute(&admin, &format!("CREATE DATABASE {name}"));
                Self {
                    url: with_name(&admin, &name),
                    admin: Some((admin, name)),
                }
            }
        }
    }

    /// Does behind the program's back whatever the SQL says; tells how many rows it met.
    #[track_caller]
    pub fn execute(&self, sql: &str) -> u64 {
        execute(&self.url, sql)
    }

    /// The one number that a query returns.
    pub fn number(&self, sql: &str) -> i64 {
        self.row(sql).get(0)
    }

    /// The one text that a query returns.
    pub fn text(&self, sql: &str) -> String {
        self.row(sql).get(0)
    }

    /// The one value of bytes that a query returns.
    pub fn bytes(&self, sql: &str) -> Vec<u8> {
        self.row(sql).get(0)
    }

    /// Replaces bytes behind the program's back; `sql` names them `$1`.
    pub fn set_bytes(&self, sql: &str, bytes: &[u8]) {
        let met = wait(async {
            let mut connection = AnyConnection::connect(&self.url).await.unwrap();
            let done = sqlx::query(AssertSqlSafe(sql.to_owned())).bind(bytes.to_vec());
            let done = done.execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            done.rows_affected()
        });
        assert_eq!(met, 1);
    }

    fn row(&self, sql: &str) -> AnyRow {
        wait(async {
            let mut connection = AnyConnection::connect(&self.url).await.unwrap();
            let row = sqlx::query(AssertSqlSafe(sql.to_owned()));
            let row = row.fetch_one(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            row
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.admin
            && !std::thread::panicking()
        {
            execute(admin, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

#[track_caller]
fn execute(url: &str, sql: &str) -> u64 {
    wait(async {
        let mut connection = AnyConnection::connect(url).await.unwrap();
        let mut met = 0;
        for statement in sql.split(';').filter(|s| !s.trim().is_empty()) {
            let done = sqlx::query(AssertSqlSafe(statement.to_owned()));
            met += done.execute(&mut connection).await.unwrap().rows_affected();
        }
        connection.close().await.unwrap();
        met
    })
}

pub fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// The address of another database on the same server.
fn with_name(url: &str, name: &str) -> String {
    let (before, query) = match url.split_once('?') {
        Some((before, query)) => (before, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = before.find("://").unwrap() + 3;
    let end = before[authority..].find('/').map(|i| i + authority);
    format!("{}/{name}{query}", &before[..end.unwrap_or(before.len())])
}
