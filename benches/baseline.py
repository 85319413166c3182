#!/usr/bin/env python3
"""The work of `speed.rs`, done with ReportLab, segno and pyHanko. Started by `compare`.

    python benches/baseline.py FOLDER SECONDS

FOLDER is what `speed.rs` hands over: awards.json, signed.pdf and the chambers' certificates. Every
task runs for SECONDS; the answer is JSON: for each task, the median time in seconds and the share
of that time in which the process had the core.

Everything that a Python service would do once is done once: fonts are registered, keys and
certificates read, one event loop runs, and pyHanko is told how much room a signature needs (else
it signs twice). The visible fields are made in four ways, as they decide how long it all takes:

embedded   by pyHanko, in EB Garamond: its documented way to text that is embedded
imported   by ReportLab, in EB Garamond, as a page that pyHanko imports
plain      by pyHanko, in Courier that is not embedded, so the file is not archivable
none       not at all: nobody sees on the page who signed
"""

import asyncio
import io
import itertools
import json
import logging
import statistics
import sys
import time
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as pyca_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.fields import SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.stamp import StaticStampStyle, TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from segno import consts, make_qr

FONTS = Path(__file__).parent.parent / "templates/fonts"
SERIF, BOLD, ITALIC, SANS, SANS_BOLD = "Serif", "SerifBold", "SerifItalic", "Sans", "SansBold"
FILES = {
    SERIF: "EBGaramond_400Regular.ttf",
    BOLD: "EBGaramond_600SemiBold.ttf",
    ITALIC: "EBGaramond_400Regular_Italic.ttf",
    SANS: "SourceSans3_400Regular.ttf",
    SANS_BOLD: "SourceSans3_600SemiBold.ttf",
}
PRIMARY, ACCENT = (0x12 / 255, 0x32 / 255, 0x4A / 255), (0xB0 / 255, 0x86 / 255, 0x3C / 255)
WIDTH, HEIGHT = A4
AXIS = WIDTH / 2
FIELDS = ("ihk-ostwuerttemberg", "hwk-ulm")
SIGNERS = ("IHK Ostwürttemberg", "Handwerkskammer Ulm")
FIELD_WIDTH, FIELD_HEIGHT = 60 * mm, 16 * mm
# Room for the CMS in hexadecimal digits, as in the product. Without it pyHanko signs twice.
RESERVED = 2 * (16 << 10)


def page(award):
    """One A4 page with the words of the award, a frame and the QR code as vectors."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    canvas.setTitle(award["title"])
    frame(canvas)
    y = HEIGHT - 58 * mm
    for key, font, size, width, below in (
        ("heading", SERIF, 50, 126, 22),
        ("award", ITALIC, 15.5, 126, 14),
        ("recipient", BOLD, 47, 146, 11),
        ("mark_intro", ITALIC, 15.5, 126, 11),
        ("mark", SERIF, 27, 140, 12),
        ("reason", SERIF, 13, 126, 8),
        ("validity", SERIF, 13, 126, 8),
        ("place_and_date", SERIF, 13, 126, 0),
    ):
        y = paragraph(canvas, award[key], font, size, width * mm, y) - below * mm
    for chamber, x in zip(award["chambers"], (AXIS - 43 * mm, AXIS + 43 * mm)):
        people(canvas, chamber, x)
    code(canvas, award["qr_text"], AXIS, 33 * mm)
    canvas.setFillColorRGB(0.15, 0.15, 0.16)
    canvas.setFont(SANS, 8.2)
    canvas.drawRightString(AXIS - 8 * mm, 28 * mm, award["check"])
    canvas.drawCentredString(AXIS, 23 * mm, award["number"])
    canvas.setFont(SANS_BOLD, 8.2)
    canvas.drawString(AXIS - 7 * mm, 28 * mm, award["address"])
    canvas.linkURL(f"https://{award['address']}", (AXIS - 7 * mm, 27 * mm, AXIS + 60 * mm, 31 * mm))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def frame(canvas):
    canvas.setStrokeColorRGB(*ACCENT)
    canvas.setLineWidth(0.5)
    for inset in (9.5 * mm, 16.5 * mm):
        canvas.roundRect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset, 5 * mm)


def paragraph(canvas, text, font, size, width, y):
    canvas.setFillColorRGB(*PRIMARY)
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, width):
        canvas.drawCentredString(AXIS, y, line)
        y -= 1.3 * size
    return y + 1.3 * size


def people(canvas, chamber, x):
    canvas.setFillColorRGB(*PRIMARY)
    canvas.setFont(SERIF, 11.5)
    for i, line in enumerate(simpleSplit(chamber["name"], SERIF, 11.5, 70 * mm)):
        canvas.drawCentredString(x, 93 * mm - 15 * i, line)
    for person, middle in zip(chamber["signatories"], (x - 19 * mm, x + 19 * mm)):
        canvas.line(middle - 17 * mm, 74 * mm, middle + 17 * mm, 74 * mm)
        canvas.setFont(SERIF, 10.5)
        canvas.drawCentredString(middle, 69 * mm, person["name"])
        canvas.setFont(ITALIC, 9)
        canvas.drawCentredString(middle, 65 * mm, person["office"])


def code(canvas, text, x, y):
    """Address and digits as two segments, so that the code is as small as the product's."""
    start = text.rindex("/") + 1
    parts = [(text[:start], consts.MODE_BYTE), (text[start:], consts.MODE_NUMERIC)]
    symbol = make_qr(parts, error="m", boost_error=False)
    module = 0.44 * mm
    left, top = x - len(symbol.matrix) * module / 2, y + len(symbol.matrix) * module
    path = canvas.beginPath()
    for row, modules in enumerate(symbol.matrix):
        column = 0
        for dark, group in itertools.groupby(modules):
            length = len(list(group))
            if dark:
                bottom = top - (row + 1) * module
                path.rect(left + column * module, bottom, length * module, module)
            column += length
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)


def signer_of(name):
    """A new P-256 key with a certificate that it issues to itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = pyca_x509.Name([pyca_x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        False,
    )
    usage |= {"encipher_only": False, "decipher_only": False}
    certificate = (
        pyca_x509.CertificateBuilder(subject, subject, key.public_key())
        .serial_number(pyca_x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(
            pyca_x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), True
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


WORDS = "Elektronisch gesiegelt\n%(signer)s\n%(ts)s"
MOMENT = "am %d.%m.%Y um %H:%M Uhr"


def embedded():
    font = GlyphAccumulatorFactory(str(FONTS / FILES[SERIF]), font_size=10)
    box = TextBoxStyle(font=font, font_size=10, border_width=0)
    return TextStampStyle(0, text_box_style=box, stamp_text=WORDS, timestamp_format=MOMENT)


def imported(signer):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(FIELD_WIDTH, FIELD_HEIGHT), pageCompression=1)
    moment = datetime.now().strftime(MOMENT)
    for i, (font, line) in enumerate(
        ((ITALIC, "Elektronisch gesiegelt"), (SERIF, signer), (SERIF, moment))
    ):
        canvas.setFont(font, 9.5)
        canvas.drawCentredString(FIELD_WIDTH / 2, (11 - 4.4 * i) * mm, line)
    canvas.showPage()
    canvas.save()
    return StaticStampStyle(0, background=Page(out), background_opacity=1)


class Page(PdfContent):
    """The only page of a file, as pyHanko's own `ImportedPdfPage`, but from memory."""

    def __init__(self, file):
        self.file = file
        super().__init__(box=BoxConstraints(width=FIELD_WIDTH, height=FIELD_HEIGHT))

    def render(self):
        page = self.writer.import_page_as_xobject(PdfFileReader(self.file), page_ix=0)
        self.resources.xobject["/Words"] = page
        return b"/Words Do"


def plain():
    return TextStampStyle(0, stamp_text=WORDS, timestamp_format=MOMENT)


STYLES = {
    "embedded": lambda signer: embedded(),
    "imported": imported,
    "plain": lambda signer: plain(),
    "none": None,
}


async def sign(base, signers, style):
    """Both fields, then a certification that allows nothing but signing, then an approval."""
    writer = IncrementalPdfFileWriter(io.BytesIO(base))
    y = 45 * mm
    for i, x in enumerate((22 * mm, WIDTH - 22 * mm - FIELD_WIDTH)):
        lock = FieldMDPSpec(FieldMDPAction.ALL) if i == 1 else None
        box = (x, y, x + FIELD_WIDTH, y + FIELD_HEIGHT) if STYLES[style] else None
        spec = SigFieldSpec(FIELDS[i], box=box, readable_field_name=FIELDS[i], field_mdp_spec=lock)
        append_signature_field(writer, spec)
    for i, signer in enumerate(signers):
        metadata = PdfSignatureMetadata(
            field_name=FIELDS[i],
            name=SIGNERS[i],
            location="Heidenheim",
            reason="Verleihung der Auszeichnung",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=i == 0,
            docmdp_permissions=MDPPerm.FILL_FORMS,
        )
        look = STYLES[style](SIGNERS[i]) if STYLES[style] else None
        signing = PdfSigner(metadata, signer, stamp_style=look)
        out = io.BytesIO()
        await signing.async_sign_pdf(
            writer, existing_fields_only=True, bytes_reserved=RESERVED, output=out
        )
        writer = IncrementalPdfFileWriter(out)
    return out.getvalue()


async def check(pdf, roots):
    """Both signatures, and what was changed between them."""
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(pdf))
    statuses = [
        await async_validate_pdf_signature(signature, context)
        for signature in reader.embedded_regular_signatures
    ]
    assert len(statuses) == 2 and all(status.bottom_line for status in statuses)


async def measure(task, inputs, seconds):
    """The median time of a task, and the share of it in which the core was ours."""
    await task(next(inputs))
    walls, cpu = [], 0.0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(walls) < 5:
        given = next(inputs)
        wall, before = time.perf_counter(), time.process_time()
        await task(given)
        walls.append(time.perf_counter() - wall)
        cpu += time.process_time() - before
    return {"seconds": statistics.median(walls), "core": cpu / sum(walls), "times": len(walls)}


async def main(folder, seconds):
    # pyHanko warns that the roots sign for themselves.
    logging.disable()
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    awards = json.loads((folder / "awards.json").read_text())
    signers = [signer_of(name) for name in SIGNERS]
    own_roots = [signer.signing_cert for signer in signers]
    roots = [x509.Certificate.load((folder / f"chamber{i}.der").read_bytes()) for i in (1, 2)]
    bases = [page(award) for award in awards[:20]]
    own = [await sign(base, signers, "embedded") for base in bases[:5]]
    (folder / "baseline.pdf").write_bytes(own[0])

    async def lay_out(award):
        return page(award)

    tasks = {
        "page": (lay_out, awards),
        "check": (lambda pdf: check(pdf, roots), [(folder / "signed.pdf").read_bytes()]),
        "check_of_its_own": (lambda pdf: check(pdf, own_roots), own),
    }
    for style in STYLES:
        tasks[f"joint_signature_{style}"] = partial(sign, signers=signers, style=style), bases
        tasks[f"joint_urkunde_{style}"] = (
            lambda award, style=style: sign(page(award), signers, style),
            awards,
        )
    result = {
        name: await measure(task, itertools.cycle(inputs), seconds)
        for name, (task, inputs) in tasks.items()
    }
    print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), float(sys.argv[2])))
