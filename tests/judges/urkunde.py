"""The Urkunde as it has to be: its programme's chambers, its words in reading order, its revisions."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from judge import PROGRAMMES, run

SHIPPED = Path(__file__).parents[2] / "templates"
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
SPECIMEN = "MUSTER"
END_OF_FILE = b"%%EOF\n"


@dataclass(frozen=True)
class Chamber:
    identifier: str
    name: str
    signatories: list


@dataclass(frozen=True)
class Programme:
    """What stands in a programme's folder."""

    identifier: str
    number: int
    is_sample: bool
    place: str
    chambers: list
    texts: dict

    @classmethod
    def read(cls, path):
        data = tomllib.loads(path.read_text())
        lines = (path.parent / data["wording"]["de"]).read_text().splitlines()
        chambers = [
            Chamber(c["id"], c["name"]["de"], [(s["name"], s["office"]) for s in c["signatories"]])
            for c in data["chambers"]
        ]
        return cls(
            data["id"], data["number"], data["sample"], data["place"], chambers,
            dict(line.split(" = ", 1) for line in lines if " = " in line),
        )  # fmt: skip


@cache
def programmes():
    files = [*SHIPPED.glob("*/programme.toml"), *PROGRAMMES.glob("*/programme.toml")]
    return [Programme.read(path) for path in sorted(files)]


def programme_of(certificate):
    (found,) = (p for p in programmes() if p.number == certificate["mark"]["number"])
    return found


def in_words(iso):
    day = date.fromisoformat(iso)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def dated(certificate):
    """An Urkunde bears its term's first day; a corrected copy, the day on which it was made."""
    if not certificate["corrects"]:
        return certificate["valid_from"]
    facts = run("pdfinfo", "-isodates", certificate["document"]).decode()
    made = datetime.fromisoformat(re.search(r"^CreationDate: +(.*)$", facts, re.M)[1])
    return made.astimezone(ZoneInfo("Europe/Berlin")).date().isoformat()


def address(certificate):
    """Where it is checked, as printed: without the scheme, and with the number as people write it."""
    return certificate["qr_text"].removeprefix("https://").rsplit("/", 1)[0] + "/" + certificate["serial"]


class Words:
    """The texts of an Urkunde, by their names in the programme's wording."""

    def __init__(self, certificate):
        self.texts = {**programme_of(certificate).texts, "mark": "{ $mark }"}
        self.values = {
            "kind": certificate["recipient"]["kind"],
            "name": certificate["recipient"]["name"],
            "mark": certificate["mark"]["name"],
            "from": in_words(certificate["valid_from"]),
            "until": in_words(certificate["valid_until"]),
            "place": programme_of(certificate).place,
            "date": in_words(dated(certificate)),
            "serial": certificate["serial"],
            "address": address(certificate),
        }

    def __getitem__(self, name):
        return re.sub(r"\{ \$([a-z-]+) \}", lambda variable: self.values[variable[1]], self.texts[name])


def reading(certificate):
    """What a screen reader says: depth, structure type and text, in order."""
    words = Words(certificate)
    programme = programme_of(certificate)
    yield 0, "Document", ""
    if programme.is_sample:
        yield 1, "P", SPECIMEN
    for tag, name in (
        ("H1", "heading"), ("P", "award"), ("H2", "recipient"), ("P", "mark-intro"), ("H2", "mark"),
        ("P", "reason"), ("P", "validity"), ("P", "place-and-date"),
    ):  # fmt: skip
        yield 1, tag, words[name]
    for chamber in programme.chambers:
        yield 1, "P", chamber.name
        for name, office in chamber.signatories:
            yield 1, "P", f"{name} {office}"
        yield 1, "Form", ""
    yield 1, "Figure", ""
    yield 1, "P", words["check"]
    yield 2, "Link", address(certificate)
    yield 1, "P", words["number"]


def revisions(document):
    """The file as it was before the first signature, and after each."""
    at = 0
    while (at := document.find(END_OF_FILE, at)) >= 0:
        at += len(END_OF_FILE)
        yield document[:at]
