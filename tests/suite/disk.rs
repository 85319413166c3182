//! Bad days of the machine: no room, no right to write, a database of another age.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::world::{AALEN, Backend, Done, HWK, IHK, PROGRAMME, World, day, files};

on_both_databases!(a_database_of_a_newer_version_is_left_alone);

fn a_database_of_a_newer_version_is_left_alone(on: Backend) {
    let world = World::new(on);
    world.database.execute(
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum,
             execution_time)
         SELECT 99999999999999, 'later', installed_on, success, checksum, execution_time
         FROM _sqlx_migrations WHERE version = 1",
    );
    for command in [
        &["certificate", "list"][..],
        &["serve", "--listen", "127.0.0.1:0"],
    ] {
        world
            .run(command)
            .is(33, "stammt von einer neueren Version");
    }
    world
        .run(&["--lang", "en", "audit", "verify"])
        .is(33, "by a newer version of this program");
    let offline = ["verify", "7H3K-9QXM-2P4R-8T28", "--offline", "--keys"];
    let keys = world.data().join("keys/keyring.toml").display().to_string();
    assert_eq!(world.run(&[&offline[..], &[&keys]].concat()).code, 23);
}

#[test]
fn a_wrong_address_of_the_database_is_named() {
    let mut world = World::bare(Backend::Sqlite);
    let garbage = world.file("garbage.sqlite", [0x5a; 4096]);
    let begin = Instant::now();
    for url in [
        "postgres://127.0.0.1:1/nobody".to_owned(),
        "mysql://127.0.0.1/nobody".to_owned(),
        "nonsense".to_owned(),
        "sqlite:///nowhere/at/all.sqlite".to_owned(),
        format!("sqlite://{}", world.data().display()),
        format!("sqlite://{garbage}"),
    ] {
        world.set("KAMMERSIEGEL_DATABASE", &url);
        let done = world.run(&["certificate", "list"]);
        assert_eq!(done.code, 33, "{url}: {done:#?}");
        assert!(done.err.starts_with("Fehler: "), "{done:#?}");
    }
    assert!(begin.elapsed() < Duration::from_secs(60));
}

#[test]
fn settings_that_cannot_be_read_are_named() {
    let mut world = World::bare(Backend::Sqlite);
    world
        .run(&["--config", "/nowhere.toml", "keys", "list"])
        .is(34, "/nowhere.toml");
    let file = world.data().join("kammersiegel.toml");
    fs::write(&file, "datenbank = 1\n").unwrap();
    world.run(&["keys", "list"]).is(30, "kammersiegel.toml");
    fs::write(&file, "host = \"siegel.anders.example\"\n").unwrap();
    let list = world.file("m.csv", crate::world::MUNICIPALITIES);
    world.ok(&["municipality", "import", &list]);
    for chamber in [IHK, HWK] {
        world.ok(&["keys", "new", "--chamber", chamber]);
    }
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let shown = world.show(&serial)["qr_text_short"].to_string();
    assert!(
        shown.contains("https://siegel.anders.example/z/"),
        "{shown}"
    );
    // A flag or a variable goes before the file.
    world.set("KAMMERSIEGEL_HOST", "variable.example");
    assert!(
        world.show(&serial)["qr_text_short"]
            .to_string()
            .contains("variable.example")
    );
    world
        .run(&["serve", "--listen", "256.0.0.1:1"])
        .is(34, "256.0.0.1:1");
    world
        .run(&["serve", "--listen", "nonsense"])
        .is(34, "nonsense");
}

/// What is printed on paper cannot be taken back.
#[test]
fn only_a_host_name_gets_into_codes() {
    let mut world = World::new(Backend::Sqlite);
    let long = format!("{}.example", "a".repeat(100));
    for host in [
        "",
        "https://siegel.example",
        "siegel.example/",
        "siegel.example:8443",
        "siegel example",
        "münchen.example",
        "localhost",
        &long,
    ] {
        world.set("KAMMERSIEGEL_HOST", host);
        let prepare = ["certificate", "prepare", "--programme", PROGRAMME];
        let of = ["--municipality", AALEN, "--from", "2026-01-01"];
        world
            .run(&[&prepare[..], &of].concat())
            .is(30, "kein Rechnername, der in QR-Codes stehen kann");
    }
    world.set("KAMMERSIEGEL_HOST", "Siegel.Example");
    let serial = world.prepare(AALEN, &day(-1), &[]);
    let shown = world.show(&serial)["qr_text_short"].to_string();
    assert!(shown.contains("https://siegel.example/z/"), "{shown}");
}

#[test]
fn no_line_of_the_settings_is_repeated() {
    let world = World::bare(Backend::Sqlite);
    let file = world.data().join("kammersiegel.toml");
    for (settings, told) in [
        (
            "[mail]\nhost = \"mail.example\"\npassword = \"streng-geheim\"\n",
            "Zeile 3 nicht lesbar: unknown field `password`",
        ),
        (
            "database = \"postgres://siegel:streng-geheim@db\n",
            "Zeile 1",
        ),
        (
            "\n\ndatabas = \"postgres://siegel:streng-geheim@db\"\n",
            "Zeile 3",
        ),
    ] {
        fs::write(&file, settings).unwrap();
        let done = world.run(&["keys", "list"]).is(30, told);
        assert!(!done.err.contains("geheim"), "{done:#?}");
    }
}

#[test]
fn an_address_where_nobody_can_listen_is_named() {
    let world = World::bare(Backend::Sqlite);
    let site = world.serve();
    for (address, why) in [
        (site.address.as_str(), "läuft schon ein anderes Programm"),
        ("192.0.2.1:8080", "keine Adresse dieser Maschine"),
        ("nonsense", "„nonsense“ ist keine Adresse"),
        ("127.0.0.1:99999", "ist keine Adresse"),
    ] {
        let done = world.run(&["serve", "--listen", address]).is(34, why);
        assert!(done.err.contains(address), "{done:#?}");
    }
}

#[test]
fn a_new_data_folder_is_its_owner_s() {
    let mut world = World::bare(Backend::Sqlite);
    let folder = world.place("new");
    world.set("KAMMERSIEGEL_DATA", &folder.display().to_string());
    world.unset("KAMMERSIEGEL_DATABASE");
    world.ok(&["keys", "list"]);
    assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn a_file_in_place_of_the_data_folder_is_named() {
    let mut world = World::bare(Backend::Sqlite);
    let file = world.file("file", "");
    for path in [format!("{file}/data"), file] {
        world.set("KAMMERSIEGEL_DATA", &path);
        world.unset("KAMMERSIEGEL_DATABASE");
        let done = world
            .run(&["keys", "list"])
            .is(34, "eine Datei, kein Ordner");
        assert!(done.err.contains(&path), "{done:#?}");
    }
}

#[test]
fn a_read_only_data_folder_is_named() {
    let world = World::new(Backend::Sqlite);
    world.issue_valid();
    let program = stranger_s_program(&world);
    let entries = [
        world.data(),
        world.data().join("keys"),
        world.data().join("issued"),
    ];
    for folder in &entries {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    }
    let database = world.data().join("kammersiegel.sqlite");
    fs::set_permissions(&database, fs::Permissions::from_mode(0o444)).unwrap();
    for arguments in [
        &[
            "certificate",
            "prepare",
            "--programme",
            PROGRAMME,
            "--municipality",
            AALEN,
            "--from",
            "2026-01-01",
        ][..],
        &["keys", "new", "--chamber", IHK],
        &["keys", "document", "new", "--chamber", IHK],
    ] {
        let done = as_stranger(&world, &program, arguments);
        assert!(matches!(done.code, 33 | 34), "{arguments:?}: {done:#?}");
        let clear = ["nur lesbar", "nicht zugegriffen", "nicht erreichbar"];
        assert!(
            clear.iter().any(|c| done.err.contains(c)),
            "{arguments:?}: {done:#?}"
        );
    }
    for folder in &entries {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).unwrap();
    world.run(&["audit", "verify"]).is(0, "1 Auszeichnungen");
}

/// Root may write anywhere, so the program runs as somebody else then.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|m| m.uid() == 0)
}

/// A copy of the program where anybody can reach it.
fn stranger_s_program(world: &World) -> std::path::PathBuf {
    let program = world.place("kammersiegel");
    fs::copy(env!("CARGO_BIN_EXE_kammersiegel"), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(program.parent().unwrap(), fs::Permissions::from_mode(0o755)).unwrap();
    program
}

fn as_stranger(world: &World, program: &Path, arguments: &[&str]) -> Done {
    let plain = world.command(arguments);
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::null());
    command.envs(plain.get_envs().filter_map(|(n, v)| Some((n, v?))));
    if is_root() {
        command.uid(65534).gid(65534);
    }
    Done::of(command.output().unwrap())
}

#[test]
fn a_full_disk_changes_nothing() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    world
        .run(&["certificate", "export", &serial, "--output", "/dev/full"])
        .is(34, "Der Datenträger ist voll");
    let folder = world.data().display().to_string();
    world
        .run(&["verify", &folder])
        .is(34, "ist ein Ordner, keine Datei");

    let small = world.place("small");
    fs::create_dir(&small).unwrap();
    let mut mount = Command::new("mount");
    mount
        .args(["-t", "tmpfs", "-o", "size=2500k", "tmpfs"])
        .arg(&small);
    if !mount.output().is_ok_and(|o| o.status.success()) {
        println!("skipped in part: a small disk cannot be mounted here");
        return;
    }
    let mut full = World::bare(Backend::Sqlite);
    full.set("KAMMERSIEGEL_DATA", &small.display().to_string());
    full.unset("KAMMERSIEGEL_DATABASE");
    let result = std::panic::catch_unwind(|| fill(&full, &world, &small));
    let umounted = Command::new("umount").arg(&small).status().unwrap();
    result.unwrap();
    assert!(umounted.success());
}

fn fill(full: &World, good: &World, small: &Path) {
    fs::create_dir_all(small.join("keys/private")).unwrap();
    for record in ["keys/keyring.toml", "keys/document-keys.toml"] {
        fs::copy(good.data().join(record), small.join(record)).unwrap();
    }
    fs::create_dir_all(small.join("keys/document")).unwrap();
    for folder in ["keys/private", "keys/document"] {
        for key in files(&good.data().join(folder)) {
            fs::copy(&key, small.join(folder).join(key.file_name().unwrap())).unwrap();
        }
    }
    let list = full.file("m.csv", crate::world::MUNICIPALITIES);
    full.ok(&["municipality", "import", &list]);
    let serial = full.prepare(AALEN, &day(-1), &[]);
    full.sign(&serial, IHK).is(0, "");
    let rest = small.join("rest");
    fs::create_dir(&rest).unwrap();
    // What was given up meanwhile may have made room.
    let take_the_rest = |name: &str| {
        let _ = fs::write(rest.join(name), vec![0; 4 << 20]);
    };
    take_the_rest("of the start");
    let done = full.sign(&serial, HWK);
    assert!(matches!(done.code, 33 | 34), "{done:#?}");
    assert!(done.err.contains("Der Datenträger ist voll"), "{done:#?}");
    let prepare = [
        "certificate",
        "prepare",
        "--programme",
        PROGRAMME,
        "--municipality",
        AALEN,
    ];
    let done = full.run(&[&prepare[..], &["--from", "2026-01-01"]].concat());
    assert!(done.err.contains("Der Datenträger ist voll"), "{done:#?}");
    // The key or its event finds no room.
    take_the_rest("before a key");
    let done = full.run(&["keys", "document", "new", "--chamber", HWK]);
    assert!(matches!(done.code, 33 | 34), "{done:#?}");
    assert!(done.err.contains("Der Datenträger ist voll"), "{done:#?}");

    // With room again, it goes on.
    fs::remove_dir_all(&rest).unwrap();
    full.run(&["audit", "verify"]).is(0, "unverändert");
    let done = full.sign(&serial, HWK);
    assert!(matches!(done.code, 0 | 31), "{done:#?}");
    assert_eq!(full.verify(&serial).0, 0);
}

#[test]
fn a_closed_or_full_output_is_no_panic() {
    let world = World::new(Backend::Sqlite);
    let serial = world.issue_valid();
    for arguments in [
        &["certificate", "list"][..],
        &["certificate", "list", "--json"],
        &["certificate", "show", &serial],
        &["verify", &serial],
        &["keys", "list"],
        &["municipality", "list"],
        &["programme", "check"],
        &["audit", "verify"],
    ] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = world.command(arguments).stdout(full).output().unwrap();
        let done = Done::of(output);
        assert_eq!(done.code, 1, "{arguments:?}: {done:?}");
        // As in `kammersiegel certificate list | head -1`.
        let mut child = world.spawn(arguments);
        drop(child.stdout.take());
        let done = Done::of(child.wait_with_output().unwrap());
        assert_eq!(done.err, "", "{arguments:?}");
    }
}
