"""Judges the Urkunde with qpdf and poppler: sound, small, self-contained, and with the words on it."""

import re
import tempfile
from itertools import pairwise
from pathlib import Path

from judge import Judge, Product, name_of, run
from urkunde import address, in_words, programme_of, reading, revisions

LARGEST_UNSIGNED = 120_000
# Room of 32 kB for the signature itself, and the field's appearance with its fonts.
LARGEST_SIGNATURE = 48_000
A4_POINTS = "595.276 x 841.89"
FIRST = "ausgezeichneter-wohnort"


def promised(certificate):
    """What domain.md promises that the Urkunde says."""
    recipient = certificate["recipient"]
    whom = f"{recipient['kind']} {recipient['name']}"
    yield (
        "Die Industrie- und Handelskammer Ostwürttemberg und die Handwerkskammer Ulm verleihen der "
        f"{whom} das Qualitätszeichen Ausgezeichneter Wohnort für Fach- und Führungskräfte"
    )
    yield (
        f"Die {recipient['kind']} hat in einem unabhängigen Audit nachgewiesen, dass sie Menschen, die zuziehen, "
        "mit guten Angeboten und einer gelebten Willkommenskultur empfängt."
    )
    yield f"Gültig vom {in_words(certificate['valid_from'])} bis einschließlich {in_words(certificate['valid_until'])}"
    yield f"Nr. {certificate['serial']}"
    yield f"Echtheit prüfen: {address(certificate)}"


def wording(certificate):
    if programme_of(certificate).identifier == FIRST:
        yield from promised(certificate)
    yield from (text for _, _, text in reading(certificate) if text)


def squeezed(text):
    """Without what a line break adds or takes away, and without the quotation marks of the wording."""
    return re.sub(r"[\s\u00ad-]|[„“‚‘']", "", text)


def fonts(path):
    """Rows of pdffonts: name, type, encoding, embedded, subset, …; the type may contain blanks."""
    for row in run("pdffonts", path).decode().splitlines()[2:]:
        embedded, subset, unicode = row.split()[-5:-2]
        yield row.split()[0], embedded == subset == unicode == "yes"


def claims(path, certificate, seal):
    """What has to hold of a file: name, whether it does, and what was found."""
    checked = run("qpdf", "--check", path, expect=range(256)).decode()
    yield "qpdf finds nothing", "No syntax or stream encoding errors found" in checked, checked

    found = list(fonts(path))
    yield "has fonts", bool(found), found
    loose = [font for font, is_sound in found if not is_sound]
    yield "fonts are embedded, subset and map to Unicode", not loose, loose

    facts = dict(re.findall(r"^(\w[\w ]+): +(.*)$", run("pdfinfo", path).decode(), re.M))
    yield "one page", facts.get("Pages") == "1", facts
    yield "A4", facts.get("Page size", "").startswith(A4_POINTS), facts
    yield "no script", facts.get("JavaScript") == "no", facts

    text = squeezed(run("pdftotext", "-raw", path, "-").decode())
    missing = [sentence for sentence in wording(certificate) if squeezed(sentence) not in text]
    yield "its words", not missing, missing

    attached = run("qpdf", "--show-attachment=siegel.cose", path, expect=range(256))
    yield "the seal is attached", attached == seal, len(attached)


# What must not escape: the claim that it breaks, and how to spoil a sound file without moving a byte.
SPOILT = [
    ("qpdf finds nothing", rb"startxref\n\d", b"startxref\n9"),
    ("fonts are embedded, subset and map to Unicode", rb"/FontFile2 ", rb"/FontFilex "),
    ("its words", rb"/F0 (\d+ 0 R)/F1 (\d+ 0 R)", rb"/F0 \2/F1 \1"),
    ("A4", rb"595\.276", rb"595.376"),
    ("the seal is attached", rb"(?s)(/EmbeddedFile/.*?stream\n.{40}).", rb"\1?"),
]


def judge_certificate(judge, certificate, seal, path):
    """Unsigned, and signed by all."""
    subject = name_of(certificate)
    whole = Path(certificate["document"]).read_bytes()
    documents = list(revisions(whole))
    judge.check(f"{subject}: nothing behind the last revision", documents[-1] == whole)
    size = len(documents[0])
    judge.check(f"{subject}: under {LARGEST_UNSIGNED} bytes unsigned", size < LARGEST_UNSIGNED, size)
    for before, after in pairwise(documents):
        added = len(after) - len(before)
        judge.check(f"{subject}: under {LARGEST_SIGNATURE} bytes a signature", added < LARGEST_SIGNATURE, added)
    for name, document in (("unsigned", documents[0]), ("signed", whole)):
        path.write_bytes(document)
        for claim, holds, found in claims(path, certificate, seal):
            judge.check(f"{subject}, {name}: {claim}", holds, found)


def judge_the_judge(judge, certificate, seal, path):
    base = next(revisions(Path(certificate["document"]).read_bytes()))
    for spoilt, pattern, other in SPOILT:
        changed, count = re.subn(pattern, other, base)
        path.write_bytes(changed)
        broken = [claim for claim, holds, _ in claims(path, certificate, seal) if not holds]
        is_seen = count and len(changed) == len(base) and spoilt in broken
        judge.check(f"a spoilt file is seen: {spoilt}", is_seen, (count, broken))


def main():
    judge = Judge("pdf")
    product = Product.from_arguments()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "urkunde.pdf"
        certificates = product.documents()
        for certificate in certificates:
            with judge.about(name_of(certificate)):
                seal = product.export(certificate["serial"], folder)
                judge_certificate(judge, certificate, seal, path)
        with judge.about("the judge"):
            first = certificates[0]
            judge_the_judge(judge, first, product.export(first["serial"], folder), path)
    judge.close()


if __name__ == "__main__":
    main()
