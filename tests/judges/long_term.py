"""Time-stamps and long-term data, made by the program with a test PKI over HTTP, and judged by others."""

import socket
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pki
import revocation
from chambers import CHAMBERS, Chambers
from judge import Judge, Product
from signatures import Signed, judge_refusals, judge_signed

# Whose keys of the test PKI take the place of the chambers' own.
PROVIDED = dict(zip(CHAMBERS, ("ihk", "hwk"), strict=True))


def level(product, path):
    said = product.verify(path)
    return said["document"]["level"] if said["state"] == "valid" else said["cause"]


def without_last_revision(path):
    """B-LTA without its time-stamp is B-LT."""
    data = path.read_bytes()
    end = data.rindex(b"%%EOF\n", 0, len(data) - 1) + len(b"%%EOF\n")
    shorter = path.with_name(f"lt-{path.name}")
    shorter.write_bytes(data[:end])
    return shorter


def judge_levels(judge, chambers, who, anchors):
    """B-T, B-LT and B-LTA of one certificate; also gives the archived file."""
    product, root = chambers.product, chambers.service.certificate("root")
    serial = chambers.issue()
    stamped = chambers.copy(serial, f"{who}-t.pdf")
    judge.check(f"{who}: issued with time-stamps", level(product, stamped) == "T", level(product, stamped))
    judge.check(f"{who}: archived", f"{serial}: archiviert" in chambers.archive())
    archived = chambers.copy(serial, f"{who}-lta.pdf")
    judge.check(f"{who}: the archived one is known", level(product, archived) == "LTA", level(product, archived))
    judge.check(f"{who}: the older copy stays genuine", level(product, stamped) == "T", level(product, stamped))
    judge.check(f"{who}: nothing is due", "Keine Urkunde" in chambers.archive())
    judge.check(f"{who}: due before it ages", serial in chambers.archive("--before", "2060-01-01"))
    again = chambers.copy(serial, f"{who}-again.pdf")
    judge.check(f"{who}: archived again", again.read_bytes().startswith(archived.read_bytes()) and again.stat().st_size > archived.stat().st_size)
    judge.check(f"{who}: still known", level(product, again) == "LTA", level(product, again))
    shorter = without_last_revision(archived)
    judge.check(f"{who}: data that nobody vouches for is refused", level(product, shorter) == "file_appended")

    def signed(path, level):
        return Signed(f"{who} {level} {path.stem}", path, anchors, level, services=(root,), stamped=True)

    files = [signed(stamped, "T"), signed(shorter, "LT"), signed(archived, "LTA"), signed(again, "LTA")]
    judge_signed(judge, files)
    return files[2]


def judge_outages(judge, chambers):
    """While there is no service, nothing is half done; afterwards, everything is made good."""
    product = chambers.product
    with revocation.telling({"/nonsense": b"no time-stamp"}) as address:
        for url in ("http://127.0.0.1:9/", f"{address}/fails", f"{address}/nonsense"):
            name = url.rsplit("/", 1)[-1] or "closed"
            chambers.configure(url, "wait")
            serial = chambers.prepare()
            said = chambers.sign(serial) + chambers.sign()
            waits = chambers.stage(serial) == "sealed" and "Zeitstempeldienst" in said
            judge.check(f"{name}: the Urkunde waits", waits, said)
            chambers.configure(chambers.service.time_stamps)
            chambers.sign()
            judge.check(f"{name}: and gets its time-stamps", level(product, chambers.document(serial)) == "T")

            chambers.configure(url, "go-on")
            serial = chambers.issue()
            plain = chambers.copy(serial, f"{name}-b.pdf")
            judge.check(f"{name}: it goes on without", level(product, plain) == "B", level(product, plain))
            chambers.archive(serial, expect=(34,))
            judge.check(f"{name}: archiving changes nothing", chambers.document(serial).read_bytes() == plain.read_bytes())
            chambers.configure(chambers.service.time_stamps)
            chambers.sign()
            made_good = chambers.copy(serial, f"{name}-t.pdf")
            judge.check(f"{name}: and catches up", level(product, made_good) == "T", level(product, made_good))
            judge.check(f"{name}: the copy without stays genuine", level(product, plain) == "B", level(product, plain))
    chambers.configure("http://127.0.0.1:9/", "go-on")
    serial = chambers.issue()
    chambers.configure(chambers.service.time_stamps)
    with serving(product):
        reached = waited_for(lambda: level(product, chambers.document(serial)) == "T")
    judge.check("the server catches up by itself", reached)
    return made_good


@contextmanager
def serving(product):
    command = [product.binary, "serve", "--listen", "127.0.0.1:0", "--data", product.data]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def waited_for(holds, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.3)
    return False


@contextmanager
def silence():
    """A service that takes requests and never answers, and the requests that it took."""
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take():
            while True:
                try:
                    taken.append(listener.accept())
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", taken


def judge_silence(judge, chambers):
    """A service that hangs is waited for once, however many Urkunden there are; then all catch up."""
    product = chambers.product
    with silence() as (url, taken):
        chambers.configure(url, "go-on")
        serials = [chambers.prepare() for _ in range(3)]
        chambers.sign(*serials)
        taken.clear()
        begun = time.monotonic()
        said, _ = chambers.command("certificate", "sign", "--chamber", CHAMBERS[0], *chambers.secrets())
        took = time.monotonic() - begun
    judge.check("silence: waited for once", len(taken) == 1 and took < 40, f"{len(taken)} times, {took:.0f} s: {said}")
    chambers.configure("http://127.0.0.1:9/", "go-on")
    chambers.sign()
    levels = [level(product, chambers.document(serial)) for serial in serials]
    judge.check("silence: all are issued", levels == ["B"] * 3, str(levels))
    chambers.configure(chambers.service.time_stamps)
    chambers.sign()
    levels = [level(product, chambers.document(serial)) for serial in serials]
    judge.check("silence: all catch up", levels == ["T"] * 3, str(levels))


def judge_revocation(judge, chambers, folder):
    """What proves nothing is not archived, and keeps nothing else from it."""
    product, answers = chambers.product, {}
    other = chambers.issue()
    with revocation.telling(answers) as address:
        authority = revocation.Holder.authority("Testanbieter")
        chamber = revocation.Holder.chamber("Prüfling", authority, address)
        chambers.take_over(CHAMBERS[0], chamber.package(folder / "told.p12", authority, pki.PASSPHRASE))
        serial = chambers.issue()
        before = chambers.document(serial).read_bytes()
        for name, (says, expected) in revocation.cases(authority, chamber).items():
            answers.clear()
            answers.update(says)
            _, said = chambers.command("certificate", "archive", serial, expect=34)
            right = "CN=Prüfling" in said and expected in said
            judge.check(f"{name}: refused", right, said)
            judge.check(f"{name}: nothing is written", chambers.document(serial).read_bytes() == before)
        out, said = chambers.command("certificate", "archive", expect=34)
        judge.check("the others are archived", f"{other}: archiviert" in out and serial not in out, out)
        judge.check("what was not is told", f"{serial}: " in said and other not in said, said)
        responder = revocation.Holder.responder(authority)
        root = chambers.service.certificate("root")
        anchors = [authority.pem(folder / "told.pem"), product.pinned(CHAMBERS[1])]
        files = []
        for name, says in {
            "list": {"/ocsp": b"0\0", "/crl": authority.list()},
            "response": {"/ocsp": responder.response(chamber, authority)},
        }.items():
            answers.clear()
            answers.update(says)
            chambers.archive(serial)
            archived = chambers.copy(serial, f"told-{name}.pdf")
            judge.check(f"{name}: archived", level(product, archived) == "LTA", level(product, archived))
            files.append(Signed(f"told {name}", archived, anchors, "LTA", services=(root,), stamped=True))
        answers.clear()
        chambers.archive(serial)
        again = chambers.copy(serial, "told-again.pdf")
        files.append(Signed("told again", again, anchors, "LTA", services=(root,), stamped=True))
        judge_signed(judge, files)
        answers["/crl"] = authority.list(chamber)
        _, said = chambers.command("certificate", "archive", serial, expect=34)
        judge.check("revoked before it was archived: refused", "ist gesperrt, seit" in said, said)


def judge_keys(judge, chambers):
    """Whose time has not come is refused; whose time soon ends is warned of."""
    _, said = chambers.take_over("hwk-ulm", chambers.service.package("future"), expect=32)
    judge.check("a certificate of the future is refused", "gilt erst ab 1. Januar 2044" in said, said)
    chambers.take_over("hwk-ulm", chambers.service.package("ageing"))
    _, said = chambers.command("certificate", "sign", "--chamber", "hwk-ulm", *chambers.secrets())
    judge.check("60 days ahead there is a warning", "Achtung: Das Zertifikat von hwk-ulm" in said, said)


def main():
    judge = Judge("long")
    given = Product.from_arguments()
    with tempfile.TemporaryDirectory() as folder, pki.running() as service:
        folder = Path(folder)
        product = replace(given, data=folder / "data")
        chambers = Chambers(product, folder / "passphrase")
        chambers.service = service
        chambers.configure(service.time_stamps)
        product.command("keys", "trust-time-stamps", service.certificate("root"))
        own = [product.pinned(chamber) for chamber in CHAMBERS]
        with judge.about("self-issued"):
            judge_levels(judge, chambers, "self-issued", own)
        with judge.about("outages"):
            made_good = judge_outages(judge, chambers)
            root = service.certificate("root")
            judge_signed(judge, [Signed("caught up", made_good, own, "T", services=(root,), stamped=False)])
        with judge.about("silence"):
            judge_silence(judge, chambers)
        with judge.about("revocation"):
            judge_revocation(judge, chambers, folder)
        for chamber, name in PROVIDED.items():
            chambers.take_over(chamber, service.package(name))
        with judge.about("provider"):
            root = service.certificate("root")
            archived = judge_levels(judge, chambers, "provider", [root, root])
            judge_refusals(judge, archived)
        with judge.about("keys"):
            judge_keys(judge, chambers)
        sound = product.command("audit", "verify").decode()
        judge.check("the audit trail is sound", "unverändert" in sound, sound)
    judge.close()


main()
