"""Judges with veraPDF that the Urkunde is PDF/A-3b and PDF/UA-1: unsigned, and after each signature."""

import re
import tempfile
from pathlib import Path

import java
from judge import Judge, Product, name_of
from urkunde import programme_of, revisions

FLAVOURS = ("3b", "ua1")
# Fewer, and it has not seen the page.
FEWEST_CHECKS = 100

# What must not escape: the flavour that it breaks, and how to spoil a sound file without moving a byte.
SPOILT = [
    ("3b", rb"/GTS_PDFA1", rb"/GTS_PDFX1"),
    ("3b", rb"<pdfaid:part>3", rb"<pdfaid:part>1"),
    ("3b", rb"/FontFile2 ", rb"/FontFilex "),
    ("3b", rb"/AFRelationship ", rb"/AFRelationshix "),
    ("ua1", rb"/S /H2", rb"/S /H3"),
    ("ua1", rb"/Alt ", rb"/Alx "),
    ("ua1", rb"/TU ", rb"/TX "),
    ("ua1", rb"/DisplayDocTitle true", rb"/DisplayDocTitle null"),
    ("ua1", rb"/Lang \(de-DE\)", rb"/Lanx (de-DE)"),
]


def lay_out(judge, certificates, folder):
    """Every revision of every Urkunde as a file: path to name."""
    names = {}
    for certificate in certificates:
        subject = name_of(certificate)
        document = list(revisions(Path(certificate["document"]).read_bytes()))
        expected = len(programme_of(certificate).chambers) + 1
        judge.check(f"{subject}: {expected} revisions", len(document) == expected, len(document))
        for number, revision in enumerate(document):
            path = folder / f"{certificate['serial']}-{number}.pdf"
            path.write_bytes(revision)
            names[str(path)] = f"{subject}, revision {number}"
    return names


def judge_answer(judge, name, answer):
    sound = answer["compliant"] and answer["checks"] > FEWEST_CHECKS
    judge.check(f"{name}: veraPDF {answer['flavour']}", sound, answer["failures"][:3])


def judge_files(judge, names):
    """Files by their paths, with their names."""
    answers = java.ask("Conformance", [{"file": path} for path in names])
    judged = {(answer["file"], answer["flavour"]) for answer in answers}
    expected = {(path, flavour) for path in names for flavour in FLAVOURS}
    judge.check("veraPDF judged every file", judged == expected, len(judged))
    for answer in answers:
        judge_answer(judge, names[answer["file"]], answer)


def lay_out_spoilt(certificate, folder):
    """Files that must not pass: path to the flavour that they break, and how."""
    base = next(revisions(Path(certificate["document"]).read_bytes()))
    spoilt = {}
    for flavour, pattern, other in SPOILT:
        changed, count = re.subn(pattern, other, base)
        if not count or len(changed) != len(base):
            raise RuntimeError(f"there is no {pattern} in {certificate['document']}")
        path = folder / f"spoilt-{len(spoilt)}.pdf"
        path.write_bytes(changed)
        spoilt[str(path)] = (flavour, other.decode())
    return spoilt


def main():
    judge = Judge("conformance")
    certificates = Product.from_arguments().documents()
    with tempfile.TemporaryDirectory() as folder, judge.about("veraPDF"):
        names = lay_out(judge, certificates, Path(folder))
        spoilt = lay_out_spoilt(certificates[0], Path(folder))
        answers = {
            (answer["file"], answer["flavour"]): answer
            for answer in java.ask("Conformance", [{"file": path} for path in [*names, *spoilt]])
        }
        for path, name in names.items():
            for flavour in FLAVOURS:
                judge_answer(judge, name, answers[path, flavour])
        for path, (flavour, how) in spoilt.items():
            judge.check(f"{how} is refused as {flavour}", not answers[path, flavour]["compliant"])
    judge.close()


if __name__ == "__main__":
    main()
