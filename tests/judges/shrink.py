"""Makes the pictures in a folder small: as many colours as a page needs, and no more bytes."""

import sys
from pathlib import Path

from PIL import Image

COLOURS = 128


def main():
    (folder,) = sys.argv[1:]
    for path in sorted(Path(folder).glob("*.png")):
        with Image.open(path) as picture:
            # Transparency is kept: such a picture lies on any ground.
            if picture.mode == "RGBA" and picture.getextrema()[3][0] < 255:
                small = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
            else:
                small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(path, optimize=True)


main()
