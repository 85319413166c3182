"""Judges what a screen reader makes of the Urkunde, with poppler and qpdf: reading order, headings,
alternative texts, language, title and bookmark, and what it says of the chambers' fields."""

import json
import re
import tempfile
from itertools import pairwise, zip_longest
from pathlib import Path

from judge import Judge, Product, name_of, run
from urkunde import Words, address, programme_of, reading, revisions

LANGUAGE = "u:de-DE"


class Tree:
    """The objects of a file as qpdf reads them; a text has `u:` in front."""

    def __init__(self, path):
        told = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", "--json-key=outlines", path))
        self.objects = told["qpdf"][1]
        self.outlines = told["outlines"]
        self.catalog = self.resolved(self.objects["trailer"]["value"]["/Root"])

    def resolved(self, value):
        if isinstance(value, str) and value.endswith(" R"):
            return self.objects[f"obj:{value}"]["value"]
        return value

    def kids(self, element):
        """The elements below one, and the annotations that it refers to."""
        kids = self.resolved(element.get("/K", []))
        for kid in map(self.resolved, kids if isinstance(kids, list) else [kids]):
            if isinstance(kid, dict):
                yield kid

    def elements(self, element=None):
        for kid in self.kids(element or self.resolved(self.catalog["/StructTreeRoot"])):
            if "/S" in kid:
                yield kid
                yield from self.elements(kid)

    def of_type(self, tag):
        return [element for element in self.elements() if element["/S"] == tag]

    def annotations(self, tag):
        for element in self.of_type(tag):
            for kid in self.kids(element):
                if kid.get("/Type") == "/OBJR":
                    yield self.resolved(kid["/Obj"])


def spoken(path):
    """Depth, type and text of every element, as poppler reads them out."""
    found = []
    for line in run("pdfinfo", "-struct-text", path).decode().splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        if text := re.fullmatch(r' +"(.*)"', line):
            found[-1][2] += text[1]
        elif tag := re.fullmatch(r" *([A-Za-z]+[1-6]?)(?: \((?:block|inline)\))?:?", line):
            found.append([depth, tag[1], ""])
        elif not re.fullmatch(r" +(?:Object \d+ 0|/(?:Placement|BBox) .*)", line):
            raise RuntimeError(f"pdfinfo says {line!r}")
    return [(depth, tag, text.strip()) for depth, tag, text in found]


def claims(path, certificate):
    """What has to hold of the file: name, whether it does, and what was found."""
    words = Words(certificate)
    programme = programme_of(certificate)
    tree = Tree(path)
    said = spoken(path)
    expected = list(reading(certificate))
    first = next((pair for pair in zip_longest(said, expected) if pair[0] != pair[1]), None)
    yield "reading order", said == expected, first

    levels = [int(tag[1]) for _, tag, _ in said if re.fullmatch("H[1-6]", tag)]
    in_order = levels[:1] == [1] and levels.count(1) == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    yield "headings", in_order, levels

    alternatives = [figure.get("/Alt") for figure in tree.of_type("/Figure")]
    yield "alternative text", alternatives == ["u:" + words["qr-alt"]], alternatives
    yield "alternative text gives the address", address(certificate) in str(alternatives), alternatives

    languages = [element["/Lang"] for element in tree.elements() if "/Lang" in element]
    yield "language", [tree.catalog.get("/Lang"), *languages] == [LANGUAGE], languages

    facts = dict(re.findall(r"^(\w+): +(.*)$", run("pdfinfo", path).decode(), re.M))
    yield "title", facts.get("Title") == words["document-title"], facts.get("Title")
    preferences = tree.resolved(tree.catalog.get("/ViewerPreferences", {}))
    yield "title is shown", preferences.get("/DisplayDocTitle") is True, preferences
    marked = tree.resolved(tree.catalog.get("/MarkInfo", {}))
    yield "tagged", marked == {"/Marked": True} and facts.get("Tagged") == "yes", marked

    marks = [(entry["title"], entry["destpageposfrom1"], entry["kids"]) for entry in tree.outlines]
    yield "bookmark", marks == [(words["document-title"], 1, [])], marks

    fields = [(f.get("/FT"), f.get("/T"), f.get("/TU", "")) for f in tree.annotations("/Form")]
    expected = [("/Sig", f"u:{chamber.identifier}") for chamber in programme.chambers]
    yield "fields", [field[:2] for field in fields] == expected, fields
    described = all(chamber.name in field[2] for field, chamber in zip(fields, programme.chambers, strict=False))
    yield "fields are described", described, fields

    links = [(link["/A"].get("/URI"), link.get("/Contents", "")) for link in tree.annotations("/Link")]
    (target, description), *others = links or [("", "")]
    leads = target == f"u:https://{address(certificate)}" and address(certificate) in description
    yield "link", leads and not others, links

    (page,) = tree.resolved(tree.catalog["/Pages"])["/Kids"]
    yield "order of the tab key", tree.resolved(page).get("/Tabs") == "/S", tree.resolved(page)


# What must not escape: the claim that it breaks, and how to spoil a sound file without moving a byte.
SPOILT = [
    ("reading order", rb"/K \[(\d+ 0 R) (\d+ 0 R) ", rb"/K [\2 \1 "),
    ("headings", rb"/S /H2", rb"/S /H3"),
    ("alternative text", rb"/Alt ", rb"/Alx "),
    ("language", rb"/Lang \(de-DE\)", rb"/Lang (en-DE)"),
    ("title", rb"(/Title <FEFF)....", rb"\g<1>0058"),
    ("title is shown", rb"/DisplayDocTitle true", rb"/DisplayDocTitle null"),
    ("tagged", rb"/Marked true", rb"/Marked null"),
    ("bookmark", rb"/Outlines ", rb"/Outlinex "),
    ("fields are described", rb"/TU ", rb"/TX "),
    ("link", rb"/URI \(https", rb"/URI (httpx"),
    ("order of the tab key", rb"/Tabs /S", rb"/Tabs /R"),
]


def judge_certificate(judge, certificate, path):
    """Every revision, for a signature must not change what is read out."""
    subject = name_of(certificate)
    document = list(revisions(Path(certificate["document"]).read_bytes()))
    expected = len(programme_of(certificate).chambers) + 1
    judge.check(f"{subject}: {expected} revisions", len(document) == expected, len(document))
    for number, revision in enumerate(document):
        path.write_bytes(revision)
        for claim, holds, found in claims(path, certificate):
            judge.check(f"{subject}, revision {number}: {claim}", holds, found)


def judge_the_judge(judge, certificate, path):
    base = next(revisions(Path(certificate["document"]).read_bytes()))
    for spoilt, pattern, other in SPOILT:
        changed, count = re.subn(pattern, other, base)
        path.write_bytes(changed)
        broken = [claim for claim, holds, _ in claims(path, certificate) if not holds]
        is_seen = count and len(changed) == len(base) and spoilt in broken
        judge.check(f"a spoilt file is seen: {spoilt}", is_seen, broken)


def main():
    judge = Judge("structure")
    certificates = Product.from_arguments().documents()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urkunde.pdf"
        for certificate in certificates:
            with judge.about(name_of(certificate)):
                judge_certificate(judge, certificate, path)
        with judge.about("the judge"):
            judge_the_judge(judge, certificates[0], path)
    judge.close()


main()
