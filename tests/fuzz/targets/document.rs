#![no_main]
use libfuzzer_sys::fuzz_target;
fuzz_target!(|data: &[u8]| {
    let _ = kammersiegel::document::check::check(data, &Default::default());
});
