"""Judges the files of a kit with other people's tools: Python's zipfile, Pillow, ZBar and ZXing, librsvg, poppler.

Every picture has its size, its ground and its code, and carries what both chambers signed; the PDFs are vectors in
the inks of a press.
"""

import io
import re
import tempfile
import zipfile
import zlib
from pathlib import Path

from judge import Judge, Product, run
from lxml import etree
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from qr import READERS

# Text that must not be anywhere in the files: the result of an audit is confidential.
CONFIDENTIAL = re.compile(rb"score|Prozent|Punktzahl|percent", re.IGNORECASE)
SEAL = "{urn:x-kammersiegel:seal:1}seal"
TITLE = "{http://purl.org/dc/elements/1.1/}title//{*}li"
MOST_INK = 3.0
PRINT_DPI = 200
NAME = re.compile(r"siegel-(hoch|quer)-(de|en)(-qr)?(-druck|-\d+(?:-weiss)?)?\.(svg|png|pdf)")
SIZES = (160, 320, 640, 1200, 2400)
RATIO = {"hoch": 1, "quer": 3}
# The wide picture at its smallest is a drawing of its own, without a code.
COMPACT, COMPACT_HEIGHT = 160, 88
# A reader needs about two pixels for a module.
READABLE = {"hoch": 160, "quer": 320}


def kit_of(product, folder):
    archive = Path(folder) / "kit.zip"
    script = Path(__file__).with_name("kit_archive.mjs")
    serial = run("node", script, product.binary, product.data, archive).decode().strip()
    return product.show(serial), archive


def expected_names():
    for form in RATIO:
        for language in ("de", "en"):
            for code in ("", "-qr"):
                stem = f"siegel-{form}-{language}{code}"
                yield from (f"{stem}.svg", f"{stem}-druck.pdf")
                for width in SIZES:
                    if (form, code, width) == ("quer", "-qr", COMPACT):
                        continue
                    yield from (f"{stem}-{width}.png", f"{stem}-{width}-weiss.png")


def judge_code(judge, name, image, with_code, text):
    for reader, read in READERS.items():
        found = read(image.convert("RGB"))
        wanted = [text] if with_code else []
        judge.check(f"{name}: {reader} reads {'the code' if with_code else 'nothing'}", found == wanted, found)


def on_white(image):
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground


def judge_png(judge, name, parts, data, text):
    form, _, code, kind, _ = parts
    width = int(kind.split("-")[1])
    image = Image.open(io.BytesIO(data))
    compact = (form, width) == ("quer", COMPACT)
    height = COMPACT_HEIGHT if compact else round(width / RATIO[form])
    judge.check(f"{name}: size", image.size == (width, height), image.size)
    if kind.endswith("-weiss"):
        judge.check(f"{name}: opaque", image.mode == "RGB" and image.getpixel((0, 0)) == (255, 255, 255), image.mode)
    else:
        transparent = image.mode == "RGBA" and image.getpixel((0, 0))[3] == 0
        judge.check(f"{name}: transparent around the plate", transparent, image.mode)
    image.load()
    judge.check(f"{name}: carries seal data", len(image.text.get("kammersiegel", "")) > 200)
    if READABLE[form] <= width <= 1200:
        judge_code(judge, name, on_white(image), code, text)


def judge_svg(judge, name, parts, data, text):
    with tempfile.NamedTemporaryFile(suffix=".svg") as file:
        file.write(data)
        file.flush()
        image = Image.open(io.BytesIO(run("rsvg-convert", "--width", 960, file.name)))
    judge.check(f"{name}: shape", image.size == (960, 960 // RATIO[parts[0]]), image.size)
    judge_code(judge, name, on_white(image), parts[2], text)
    judge.check(f"{name}: neither fonts nor scripts", not re.search(rb"<(text|script|style|image|a)\b", data))


def contents(data):
    """The streams but for the metadata, which stand there as they are."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        if stream.startswith(b"<?xpacket"):
            continue
        # What looks like a line's end may be the last byte.
        yield zlib.decompressobj().decompress(stream)


def judge_pdf(judge, name, parts, data, text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        info = run("pdfinfo", path).decode()
        judge.check(f"{name}: one page", re.search(r"Pages:\s+1\b", info))
        judge.check(f"{name}: has a title", re.search(r"Title:\s+\S", info))
        images = run("pdfimages", "-list", path).decode().splitlines()
        judge.check(f"{name}: no images", len(images) == 2, images)
        judge.check(f"{name}: no fonts", len(run("pdffonts", path).decode().splitlines()) == 2)
        run("qpdf", "--check", path)
        ps = Path(folder) / "out.svg"
        run("pdftocairo", "-svg", path, ps)
        judge.check(f"{name}: vectors for cairo", b"<image" not in ps.read_bytes())
        packet = etree.fromstring(run("pdfinfo", "-meta", path))
        judge.check(f"{name}: carries seal data", len(packet.findtext(f".//{SEAL}") or "") > 200)
        title = re.search(r"Title:\s+(.*)", info)
        judge.check(f"{name}: the same title twice", title and packet.findtext(f".//{TITLE}") == title[1], title)
        image = Image.open(io.BytesIO(run("pdftoppm", "-r", PRINT_DPI, "-png", "-singlefile", path)))
    judge_code(judge, name, image, parts[2], text)
    content = b"\n".join(contents(data))
    inks = [tuple(map(float, ink.split()[:4])) for ink in re.findall(rb"(?:[\d.]+ ){4}[kK]\b", content)]
    judge.check(f"{name}: inks of a press only", inks and not re.search(rb"\b(rg|RG|g|G|cs|CS|sc|scn)\b", content))
    judge.check(f"{name}: at most 300 % of ink", max(map(sum, inks)) <= MOST_INK, inks)
    if parts[2]:
        judge.check(f"{name}: the code is black ink alone", (0, 0, 0, 1) in inks, inks)


JUDGES = {"png": judge_png, "svg": judge_svg, "pdf": judge_pdf}


def judge_verdict(judge, product, name, data, serial):
    with tempfile.NamedTemporaryFile(suffix=name) as file:
        file.write(data)
        file.flush()
        verdict = product.verify(file.name)
    found = (verdict["state"], verdict["serial"], verdict.get("picture"))
    judge.check(f"{name}: the picture itself is valid", found == ("valid", serial, True), found)


def judge_as_urkunde(judge, product, archive):
    """A print that was saved anew, or that has a field in it, is no picture any more."""
    with tempfile.TemporaryDirectory() as folder:
        original = Path(folder) / "original.pdf"
        original.write_bytes(archive.read("siegel-hoch-de-druck.pdf"))
        anew = Path(folder) / "anew.pdf"
        run("qpdf", "--static-id", original, anew)
        field = Path(folder) / "field.pdf"
        with original.open("rb") as source, field.open("wb") as target:
            writer = IncrementalPdfFileWriter(source)
            form = {generic.pdf_name("/Fields"): generic.ArrayObject()}
            writer.root["/AcroForm"] = generic.DictionaryObject(form)
            writer.update_root()
            writer.write(target)
        for name, path in (("saved anew", anew), ("with a field", field)):
            verdict = product.verify(path)
            judge.check(f"a print {name}: not genuine as an Urkunde", not verdict.get("picture") and not verdict["genuine"], verdict)


def main():
    judge = Judge("kit")
    product = Product.from_arguments()
    with tempfile.TemporaryDirectory() as folder:
        certificate, path = kit_of(product, folder)
        archive = zipfile.ZipFile(path)
        judge.check("the archive is sound", archive.testzip() is None)
        names = set(archive.namelist())
        expected = set(expected_names())
        judge.check("every picture is there", expected <= names, expected - names)
        texts = {"urkunde.pdf"} | {
            f"{text}-{language}.txt"
            for text in ("alternativtext", "einbinden", "pressetext", "nutzungsrechte")
            for language in ("de", "en")
        }
        judge.check("and nothing but that", names == expected | texts, names - expected - texts)
        judge.check("the Urkunde", archive.read("urkunde.pdf") == Path(certificate["document"]).read_bytes())
        for name in sorted(texts - {"urkunde.pdf"}):
            data = archive.read(name)
            judge.check(f"{name}: has words", len(data) > 40)
            judge.check(f"{name}: nothing confidential", not CONFIDENTIAL.search(data), data)
        for name in sorted(expected):
            with judge.about(name):
                data = archive.read(name)
                parts = NAME.fullmatch(name).groups()
                JUDGES[parts[4]](judge, name, parts, data, certificate["qr_text_short"])
        prints = [name for name in sorted(expected) if name.endswith(".pdf")]
        for name in (*prints, "siegel-hoch-de-qr.svg", "siegel-quer-en.svg", "siegel-hoch-de-160.png", "siegel-quer-en-qr-640-weiss.png"):
            with judge.about(name):
                judge_verdict(judge, product, name, archive.read(name), certificate["serial"])
        with judge.about("altered prints"):
            judge_as_urkunde(judge, product, archive)
    judge.close()


if __name__ == "__main__":
    main()
