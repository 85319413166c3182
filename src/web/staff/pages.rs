//! Long lists, cut into pages.

use super::form::escaped;

/// Lines of a page.
const LINES: usize = 50;

/// One page of a list, and the ways to the others.
pub(super) struct Pages {
    /// How many lines there are in all.
    pub all: usize,
    /// The number of this page, from 1.
    pub page: usize,
    /// How many pages there are; at least one.
    pub pages: usize,
    /// The addresses of the page before and the page after.
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Pages {
    /// Cuts the wanted page out of a list. `query` holds what else stands in the address.
    pub(super) fn cut<T>(
        list: Vec<T>,
        wanted: &str,
        path: &str,
        query: &[(&str, &str)],
    ) -> (Vec<T>, Self) {
        let all = list.len();
        let pages = all.div_ceil(LINES).max(1);
        let page = wanted.parse().unwrap_or(1).clamp(1, pages);
        let address = |page: usize| {
            let mut address = format!("{path}?page={page}");
            for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
                address.push_str(&format!("&{name}={}", escaped(value)));
            }
            address
        };
        let lines = list.into_iter().skip((page - 1) * LINES).take(LINES);
        let ways = Self {
            all,
            page,
            pages,
            before: (page > 1).then(|| address(page - 1)),
            after: (page < pages).then(|| address(page + 1)),
        };
        (lines.collect(), ways)
    }
}
