"""Judges the Urkunde with qpdf, poppler and veraPDF: sound, self-contained, archivable, accessible."""

import json
import re
import tempfile
import tomllib
from datetime import date
from pathlib import Path

from judge import Judge, Product, name_of, run

HERE = Path(__file__).parent
PROGRAMME = HERE.parents[1] / "templates" / "ausgezeichneter-wohnort" / "programme.toml"
# The page itself and, behind it, room of 32 kB and some more for each of two signatures.
LARGEST = 120_000 + 2 * 48_000
A4_POINTS = "595.276 x 841.89"
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()


def in_words(iso):
    day = date.fromisoformat(iso)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def wording(certificate, signatories):
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
    yield f"Echtheit prüfen: {certificate['qr_text'].removeprefix('https://').rsplit('/', 1)[0]}/{certificate['serial']}"
    yield "MUSTER"
    for signatory in signatories:
        yield signatory["name"]
        yield signatory["office"]


def squeezed(text):
    """Without what a line break adds or takes away, and without the quotation marks of the wording."""
    return re.sub(r"[\s\u00ad-]|[„“‚‘']", "", text)


def fonts(path):
    """Rows of pdffonts: name, type, encoding, embedded, subset, …; the type may contain blanks."""
    for row in run("pdffonts", path).decode().splitlines()[2:]:
        embedded, subset, unicode = row.split()[-5:-2]
        yield row.split()[0], embedded == subset == unicode == "yes"


def judge_file(judge, product, certificate, signatories, folder):
    subject = name_of(certificate)
    path = Path(certificate["document"])
    run("qpdf", "--check", path)
    judge.check(f"{subject}: qpdf finds nothing", True)
    size = path.stat().st_size
    judge.check(f"{subject}: under {LARGEST} bytes", size < LARGEST, size)

    found = list(fonts(path))
    judge.check(f"{subject}: has fonts", bool(found))
    for font, is_sound in found:
        judge.check(f"{subject}: {font} is embedded, subset and maps to Unicode", is_sound)

    facts = run("pdfinfo", path).decode()
    judge.check(f"{subject}: one page", re.search(r"^Pages: +1$", facts, re.M))
    judge.check(f"{subject}: A4", A4_POINTS in facts, facts)
    judge.check(f"{subject}: tagged", re.search(r"^Tagged: +yes$", facts, re.M))
    judge.check(f"{subject}: no script", re.search(r"^JavaScript: +no$", facts, re.M))

    text = squeezed(run("pdftotext", "-raw", path, "-").decode())
    for sentence in wording(certificate, signatories):
        judge.check(f"{subject}: says „{sentence}“", squeezed(sentence) in text)

    attached = run("qpdf", "--show-attachment=siegel.cose", path)
    judge.check(f"{subject}: the seal is attached", attached == product.export(certificate["serial"], folder))


def judge_conformance(judge, paths):
    """veraPDF on PDF/A-3b and PDF/UA-1, for files with their names."""
    arguments = " ".join(paths)
    said = run(
        "mvn", "--quiet", "--batch-mode", "--file", HERE / "java" / "pom.xml",
        "compile", "exec:java", f"-Dexec.args={arguments}", expect=(0, 1),
    )  # fmt: skip
    # Maven may put its colour codes in front.
    reports = [json.loads(line) for line in re.findall(r"\{.*\}", said.decode())]
    judged = {(report["file"], report["flavour"]) for report in reports}
    expected = {(path, flavour) for path in paths for flavour in ("3b", "ua1")}
    judge.check("veraPDF judged every file", judged == expected, f"{len(judged)} of {len(expected)}: {said[-2000:]}")
    for report in reports:
        is_sound = report["compliant"] and report["checks"] > 100
        judge.check(f"{paths[report['file']]}: veraPDF {report['flavour']}", is_sound, report["failures"][:3])


def main():
    judge = Judge("pdf")
    product = Product.from_arguments()
    certificates = product.certificates()
    chambers = tomllib.loads(PROGRAMME.read_text())["chambers"]
    signatories = [signatory for chamber in chambers for signatory in chamber["signatories"]]
    with tempfile.TemporaryDirectory() as folder:
        for certificate in certificates:
            with judge.about(name_of(certificate)):
                judge_file(judge, product, certificate, signatories, folder)
    with judge.about("veraPDF"):
        judge_conformance(judge, {c["document"]: name_of(c) for c in certificates})
    judge.close()


if __name__ == "__main__":
    main()
