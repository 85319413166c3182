#!/usr/bin/env python3
"""The audit trail, judged with nothing but a hash function: the chain is computed anew from its export,
and the digest of a day is verified with the package cryptography."""

import base64
import hashlib
import json
import shutil
import sqlite3
import tempfile
from datetime import date, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from judge import Judge, Product

FIELDS = ["seq", "at", "actor", "action", "subject", "detail", "previous", "hash"]


def head(major, number):
    """The head of a CBOR item (RFC 8949, 3), as short as it can be."""
    for size, code in ((1, 24), (2, 25), (4, 26), (8, 27)):
        if number < 24:
            return bytes([major << 5 | number])
        if number < 1 << 8 * size:
            return bytes([major << 5 | code]) + number.to_bytes(size, "big")
    raise ValueError(number)


def cbor(value):
    """Deterministic CBOR of whole numbers and texts."""
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    text = value.encode()
    return head(3, len(text)) + text


def hash_of(event):
    fields = [cbor(event[name]) for name in FIELDS[:-1]]
    return hashlib.sha256(head(4, len(fields)) + b"".join(fields)).hexdigest()


def export(product):
    return [json.loads(line) for line in product.command("audit", "export").decode().splitlines()]


def judge_chain(judge, events):
    judge.check("the export holds events", len(events) > 50, len(events))
    judge.check("each has exactly the documented fields", all(list(event) == FIELDS for event in events))
    judge.check("numbers have no gaps", [e["seq"] for e in events] == list(range(1, len(events) + 1)))
    wrong = [e["seq"] for e in events if hash_of(e) != e["hash"]]
    judge.check("each hash is right", not wrong, wrong[:5])
    links = [""] + [e["hash"] for e in events]
    loose = [e["seq"] for e, previous in zip(events, links) if e["previous"] != previous]
    judge.check("each names the hash before", not loose, loose[:5])


def parse(text):
    lines = text.decode().splitlines(keepends=True)
    fields = dict(line.rstrip("\n").split(": ", 1) for line in lines[1:])
    signed = "".join(line for line in lines if not line.startswith("signature: "))
    return lines[0], fields, signed.encode()


def holds(fields, signed):
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(fields["key"]))
    try:
        key.verify(base64.b64decode(fields["signature"], validate=True), signed)
    except InvalidSignature:
        return False
    return True


def judge_digests(judge, product, folder):
    yesterday = date.today() - timedelta(days=1)
    texts = [
        product.command("audit", "digest", "--day", str(yesterday - timedelta(days=days)))
        for days in (2, 1, 0)
    ]
    key = product.command("audit", "key").decode().strip()
    previous = "-"
    for text in texts:
        title, fields, signed = parse(text)
        subject = fields["day"]
        judge.check(f"{subject}: form", title == "kammersiegel-audit-digest 1\n", title)
        judge.check(f"{subject}: the key is the one that is shown", fields["key"] == key)
        judge.check(f"{subject}: the signature is right", holds(fields, signed))
        changed = signed.replace(b"last: ", b"last: 1", 1)
        judge.check(f"{subject}: it is wrong for another text", not holds(fields, changed))
        judge.check(f"{subject}: it follows the one before", fields["previous"] == previous)
        previous = hashlib.sha256(text).hexdigest()
        events = {e["seq"]: e["hash"] for e in export(product)}
        last = int(fields["last"])
        judge.check(f"{subject}: the head is in the chain", fields["head"] == events.get(last, "-"))
        kept = folder / f"{subject}.txt"
        kept.write_bytes(text)
        said = product.command("audit", "check-digest", kept)
        judge.check(f"{subject}: the product agrees", b"unver" in said or b"still" in said, said)


def make_old(data):
    """Lets everything have happened ten days ago, and computes the chain anew: what a forger does."""
    database = sqlite3.connect(data / "kammersiegel.sqlite")
    rows = database.execute(f"SELECT {', '.join(FIELDS)} FROM events ORDER BY seq").fetchall()
    previous = ""
    for row in rows:
        event = dict(zip(FIELDS, row))
        event["at"] -= 10 * 86_400_000
        event["previous"] = previous
        previous = hash_of(event)
        database.execute(
            "UPDATE events SET at = ?, previous = ?, hash = ? WHERE seq = ?",
            (event["at"], event["previous"], previous, event["seq"]),
        )
    database.execute("UPDATE event_head SET hash = ?", (previous,))
    database.commit()
    database.close()


def judge_rewriting(judge, product, folder):
    """A chain that was computed anew is consistent, and not the one that a digest told of."""
    (kept,) = sorted(folder.glob("*.txt"))[-1:]
    make_old(product.data)
    judge_chain(judge, export(product))
    judge.check("the product finds a consistent chain", b"unver" in product.command("audit", "verify"))
    product.command("audit", "check-digest", kept, expect=(35,))
    judge.check("and a kept digest finds that it is another one", True)


def main():
    judge = Judge("audit")
    original = Product.from_arguments()
    with tempfile.TemporaryDirectory() as scratch:
        # In a copy, so that no other judge sees what happens here.
        folder = Path(scratch)
        data = folder / "data"
        shutil.copytree(original.data, data)
        product = Product(original.binary, data)
        with judge.about("the chain"):
            judge_chain(judge, export(product))
        # So that the digests of the last days tell of more than nothing.
        make_old(data)
        with judge.about("digests"):
            judge_digests(judge, product, folder)
        with judge.about("a rewritten chain"):
            judge_rewriting(judge, product, folder)
    judge.close()


main()
