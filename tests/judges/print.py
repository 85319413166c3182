"""Judges what goes to the print shop with poppler, ZBar, ZXing and veraPDF: boxes, size, words and code are
right, and variable parts on pre-printed paper are the whole page, to the pixel."""

import io
import re
import tempfile
from collections import Counter
from pathlib import Path

import conformance
import numpy
import pdf
import qr
from hard_cases import LONGEST
from judge import Judge, Product, name_of, run
from PIL import Image, ImageChops
from urkunde import SPECIMEN, programme_of

PRINTS = {
    "whole": [],
    "whole A3": ["--paper", "a3"],
    "fixed": ["--only-fixed"],
    "variable": ["--only-variable"],
    "variable A3": ["--only-variable", "--paper", "a3"],
}
A4 = (210, 297)
A3 = (297, 420)
MARGIN, BLEED, SAFE = 10, 3, 9
MM = 72 / 25.4
POINTS_OF_ROUNDING = 0.02
POINTS_OF_TYPE = 0.1
# Ten pixels are a millimetre.
DOTS_PER_INCH = 254
# Where ink lies on ink, rounding differs; a shift by one pixel would make white black.
LEVELS_OF_ROUNDING = 48
# Marks of more than two chambers: their codes are larger, and their signatures stand above the code.
NO_ROOM_FOR_THE_LONGEST = {7}
NOT_THE_ORIGINAL = "Druckvorlage, nicht das gesiegelte Original"


def near(one, other, tolerance=POINTS_OF_ROUNDING):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def box(around, paper, margin):
    """A box of PDF that lies so many millimetres outside of the trimmed page."""
    width, height = paper
    corners = (around - margin, around - margin, around + width + margin, around + height + margin)
    return [corner * MM for corner in corners]


def judge_facts(judge, subject, path, kind):
    facts = run("pdfinfo", "-box", path).decode()
    boxes = {
        name: [float(number) for number in numbers.split()]
        for name, numbers in re.findall(r"^(\w+)Box: +(.+)$", facts, re.M)
    }
    paper = A3 if "A3" in kind else A4
    margin, bleed = (0, 0) if "variable" in kind else (MARGIN, BLEED)
    for name, outside in {"Trim": 0, "Bleed": bleed, "Media": margin, "Crop": margin}.items():
        expected = box(margin, paper, outside)
        judge.check(f"{subject}: {name}Box", near(boxes[name], expected), (boxes[name], expected))
    judge.check(f"{subject}: no form", re.search(r"^Form: +none$", facts, re.M), facts)
    judge.check(f"{subject}: tagged", re.search(r"^Tagged: +yes$", facts, re.M))
    judge.check(f"{subject}: subject", re.search(rf"^Subject: +{NOT_THE_ORIGINAL}", facts, re.M), facts)
    judge.check(f"{subject}: title", re.search(r"^Title: .*\(Druckvorlage[,)]", facts, re.M), facts)
    judge.check(f"{subject}: XMP", NOT_THE_ORIGINAL in run("pdfinfo", "-meta", path).decode())
    attached = run("pdfdetach", "-list", path).decode()
    judge.check(f"{subject}: nothing attached", attached.startswith("0 "), attached)
    run("qpdf", "--check", path)
    found = list(pdf.fonts(path))
    judge.check(f"{subject}: has fonts", bool(found))
    for font, is_sound in found:
        judge.check(f"{subject}: {font} is embedded, subset and maps to Unicode", is_sound)


def words(path):
    """Words with the places of their left lower corners."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*)</word>',
        run("pdftotext", "-bbox", path, "-").decode(),
    )
    return [(word, float(x), float(y)) for x, y, word in found]


def spelled(found):
    return Counter(word for word, _, _ in found)


def judge_words(judge, subject, paths, document, is_sample):
    found = {kind: words(path) for kind, path in paths.items()}
    whole = found["whole"]
    judge.check(f"{subject}: says what the Urkunde says", not spelled(whole) - spelled(words(document)))
    judge.check(f"{subject}: nothing is lost", len(whole) > 60, len(whole))
    parts = spelled(found["fixed"]) + spelled(found["variable"])
    judge.check(f"{subject}: the parts are the whole", spelled(whole) == parts, spelled(whole) - parts)
    for kind, text in found.items():
        said = "".join(word for word, _, _ in text)
        marked = kind == "fixed" or (SPECIMEN in said) == is_sample
        judge.check(f"{subject}: {kind} is marked on its face if it is a sample", marked)
        judge.check(f"{subject}: {kind} says nothing more", "Druckvorlage" not in said and "Original" not in said)

    for kind in ("whole A3", "variable", "variable A3"):
        expected = [(word, *moved(x, y, kind)) for word, x, y in whole]
        stray = [
            word
            for word, *place in found[kind]
            # Spaced letters are not always taken for one word.
            if word not in SPECIMEN
            and not any(word == other and near(place, there, POINTS_OF_TYPE) for other, *there in expected)
        ]
        judge.check(f"{subject}: the words of {kind} stand where they do on the whole", not stray, stray)


def moved(x, y, kind):
    """Where a place of the whole A4 page comes to lie on another print."""
    margin = 0 if "variable" in kind else MARGIN
    scale, hair = (A3[1] / A4[1], (A3[0] - A4[0] * A3[1] / A4[1]) / 2) if "A3" in kind else (1, 0)
    return ((x - MARGIN * MM) * scale + (margin + hair) * MM, (y - MARGIN * MM) * scale + margin * MM)


def trimmed(path, margin):
    """The page after trimming, ten pixels a millimetre."""
    corner = ("-x", margin * 10, "-y", margin * 10, "-W", A4[0] * 10, "-H", A4[1] * 10)
    png = run("pdftoppm", "-r", DOTS_PER_INCH, *corner, "-png", "-singlefile", path)
    return Image.open(io.BytesIO(png)).convert("RGB")


def judge_overlay(judge, subject, paths):
    """Printing over paper multiplies. Returns the paper."""
    whole, fixed = (trimmed(paths[kind], MARGIN) for kind in ("whole", "fixed"))
    variable = trimmed(paths["variable"], 0)
    both = numpy.asarray(ImageChops.multiply(fixed, variable), int)
    difference = numpy.abs(both - numpy.asarray(whole, int)).max()
    judge.check(f"{subject}: both parts are the whole page", difference <= LEVELS_OF_ROUNDING, difference)
    for name, part in (("fixed", fixed), ("variable", variable)):
        ink = numpy.asarray(part, int).min(axis=2) < 128
        judge.check(f"{subject}: {name} has ink", ink.any())
    for edge in (whole, whole.transpose(Image.Transpose.ROTATE_90)):
        pixels = numpy.asarray(edge, int)
        safe = min(pixels[: SAFE * 10].min(), pixels[-SAFE * 10 :].min())
        judge.check(f"{subject}: no ink where the knife may go", safe == 255, safe)
    top = numpy.asarray(variable, int)[: 20 * 10].min()
    judge.check(f"{subject}: variable has no frame and no ground", top == 255, top)
    return fixed


def judge_code(judge, subject, path, text):
    qr.judge_picture(judge, f"{subject}: code at {qr.DOTS_PER_INCH} dpi", qr.page(path), text)


def shown(product):
    """Of each mark, the certificates with the shortest and the longest name that can still be printed."""
    marks = {}
    for certificate in product.certificates():
        if certificate["state"] in ("valid", "not_yet_valid", "expired"):
            marks.setdefault(certificate["mark"]["number"], []).append(certificate)
    for number, certificates in sorted(marks.items()):
        by_length = sorted(certificates, key=lambda certificate: len(certificate["recipient"]["name"]))
        yield number, (by_length[0], by_length[-1])


def printed(judge, product, certificate, folder):
    """The prints of a certificate by their kind. Three signatures and the longest name displace what is
    fixed: then there is only the whole page."""
    paths, mark = {}, certificate["mark"]["number"]
    no_room = mark in NO_ROOM_FOR_THE_LONGEST and len(certificate["recipient"]["name"]) == LONGEST
    for kind, arguments in PRINTS.items():
        path = folder / f"{certificate['serial']}-{kind}.pdf".replace(" ", "-")
        command = ["certificate", "print", certificate["serial"], "--output", path, *arguments]
        if no_room and "whole" not in kind:
            try:
                product.command(*command)
                judge.check(f"{name_of(certificate)} {kind}: is refused", False)
            except RuntimeError as refusal:
                judge.check(f"{name_of(certificate)} {kind}: is refused", "kein vorgedrucktes" in str(refusal), refusal)
        else:
            product.command(*command)
            paths[kind] = path
    return paths


def main():
    judge = Judge("print")
    product = Product.from_arguments()
    names = {}
    with tempfile.TemporaryDirectory() as folder:
        for mark, certificates in shown(product):
            papers = []
            for certificate in certificates:
                subject = name_of(certificate)
                is_sample = programme_of(certificate).is_sample
                with judge.about(subject):
                    paths = printed(judge, product, certificate, Path(folder))
                    for kind, path in paths.items():
                        names[str(path)] = f"{subject} {kind}"
                        judge_facts(judge, f"{subject} {kind}", path, kind)
                        if kind != "fixed":
                            judge_code(judge, f"{subject} {kind}", path, certificate["qr_text"])
                    if "fixed" in paths:
                        judge_words(judge, subject, paths, certificate["document"], is_sample)
                        papers.append(judge_overlay(judge, subject, paths))
            with judge.about(f"pre-printed paper of mark {mark}"):
                if mark in NO_ROOM_FOR_THE_LONGEST:
                    continue
                one, other = papers
                same = numpy.array_equal(numpy.asarray(one), numpy.asarray(other))
                judge.check(f"mark {mark}: the same paper serves the shortest and the longest name", same)
        with judge.about("veraPDF"):
            conformance.judge_files(judge, names)
    judge.close()


if __name__ == "__main__":
    main()
