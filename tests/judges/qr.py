"""Judges the QR codes with ZBar and ZXing: a phone that reads one gets exactly the promised text.

The seal at 160 px, drawn by librsvg from the SVG and scaled down from the product's PNG, and the
Urkunde rasterised by poppler at 150 dpi; each also as people meet it: turned, blurred, compressed.
"""

import io
import tempfile
from pathlib import Path

import zxingcpp
from judge import Judge, Product, name_of, run
from PIL import Image, ImageFilter

SEAL_PIXELS = 160
DOTS_PER_INCH = 150
CAMERA = 3
BLUR_PIXELS = 0.6
JPEG_QUALITY = 50
MARGIN = 40
UNSTEADY_DEGREES = (0.5, -0.5)


def compressed(image):
    file = io.BytesIO()
    image.save(file, "JPEG", quality=JPEG_QUALITY)
    return Image.open(file).convert("RGB")


def turned(image, degrees):
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


def blurred(image):
    return image.filter(ImageFilter.GaussianBlur(BLUR_PIXELS))


def seen_by_camera(image):
    """A camera has more pixels than what it looks at."""
    return image.resize((image.width * CAMERA, image.height * CAMERA), Image.Resampling.BICUBIC)


CIRCUMSTANCES = {
    "turned by 90°": lambda image: turned(image, 90),
    "turned by 7°": lambda image: turned(image, 7),
    "blurred": lambda image: seen_by_camera(blurred(image)),
    "compressed": compressed,
    "turned, blurred and compressed": lambda image: compressed(seen_by_camera(blurred(turned(image, 7)))),
}


def codes(image):
    """No other kind of code: a few of the thousand modules now and then pass for a bar code."""
    return zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)


def zxing(image):
    return [code.text for code in codes(image)]


def zbar(image):
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file, "PNG", compress_level=1)
        file.flush()
        # Ends with 4 if there is no code.
        text = run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.name, expect=(0, 4))
    return text.decode().split("\n")[:-1]


READERS = {"zxing": zxing, "zbar": zbar}


def opened(png):
    return Image.open(io.BytesIO(png)).convert("RGB")


def seal_from_svg(path):
    return opened(run("rsvg-convert", "--width", SEAL_PIXELS, path))


def seal_from_png(path):
    return opened(path.read_bytes()).resize((SEAL_PIXELS, SEAL_PIXELS), Image.Resampling.LANCZOS)


def page(path):
    return opened(run("pdftoppm", "-r", DOTS_PER_INCH, "-png", "-singlefile", path))


def around_code(image):
    """Where a camera is held."""
    found = codes(image)[0].position
    first, last = found.top_left, found.bottom_right
    return image.crop((first.x - MARGIN, first.y - MARGIN, last.x + MARGIN, last.y + MARGIN))


def frames(image):
    """No hand is quite still: what a reader misses in one frame, it may find in the next."""
    yield image
    for degrees in UNSTEADY_DEGREES:
        yield turned(image, degrees)


def judge_picture(judge, subject, image, text):
    for reader, read in READERS.items():
        found = next(filter(None, map(read, frames(image))), [])
        judge.check(f"{subject}, {reader}", found == [text], found)


def judge_certificate(judge, certificate):
    subject = name_of(certificate)
    for how, seal in (
        ("SVG", seal_from_svg(Path(certificate["seal_svg"]))),
        ("PNG", seal_from_png(Path(certificate["seal"]))),
    ):
        judge.check(f"{subject}: seal {how} is square", seal.size == (SEAL_PIXELS, SEAL_PIXELS), seal.size)
        judge_picture(judge, f"{subject}: seal {how}", seal, certificate["qr_text_short"])
        for circumstance, change in CIRCUMSTANCES.items():
            picture = change(seal)
            judge_picture(judge, f"{subject}: seal {how}, {circumstance}", picture, certificate["qr_text_short"])

    urkunde = page(Path(certificate["document"]))
    judge_picture(judge, f"{subject}: Urkunde", urkunde, certificate["qr_text"])
    code = around_code(urkunde)
    for circumstance, change in CIRCUMSTANCES.items():
        picture = change(code)
        judge_picture(judge, f"{subject}: Urkunde, {circumstance}", picture, certificate["qr_text"])


def main():
    judge = Judge("qr")
    product = Product.from_arguments()
    for certificate in product.certificates():
        with judge.about(name_of(certificate)):
            judge_certificate(judge, certificate)
            verdict = product.verify(certificate["qr_text_short"])
            judge.check(f"{name_of(certificate)}: the short text leads to it", verdict["state"] == certificate["state"])
            verdict = product.verify(certificate["qr_text"])
            judge.check(f"{name_of(certificate)}: the long text leads to it", verdict["state"] == certificate["state"])
    judge.close()


if __name__ == "__main__":
    main()
