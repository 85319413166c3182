"""Adds what the demonstration lacks to a data folder: the longest name, a term that has not begun."""

import json
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from judge import Product

PROGRAMME = "ausgezeichneter-wohnort"

LONGEST_NAME = (
    "Verwaltungsgemeinschaft Größtheim-Übelbach an der Äußeren Würm (Landkreis Musterland), "
    "Sankt Jürgen im Gäu & Königsmühle"
)

HEADING = "ags;name;kind;district;latitude;longitude;website"
LONG = f"08999001;{LONGEST_NAME};Gemeinde;Musterland;48.8;10.1;www.verwaltungsgemeinschaft-groesstheim-uebelbach.example"
FUTURE = "08999002;Sankt Märgen (Schwäb.);Stadt;Musterland;48.9;10.2;www.xn--mrgen-gra.example"


def award(product, ags, begins):
    prepared = product.command(
        "certificate", "prepare", "--json",
        "--programme", PROGRAMME, "--municipality", ags, "--from", begins.isoformat(),
    )  # fmt: skip
    serial = json.loads(prepared)["serial"]
    for passphrase in sorted((product.data / "keys").glob("*.demo-passphrase")):
        product.command(
            "certificate", "sign", serial,
            "--chamber", passphrase.name.removesuffix(".demo-passphrase"), "--passphrase-file", passphrase,
        )  # fmt: skip


def main():
    if len(LONGEST_NAME) != 120:
        sys.exit(f"the longest name has {len(LONGEST_NAME)} characters, not 120")
    product = Product.from_arguments()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as municipalities:
        municipalities.write("\n".join([HEADING, LONG, FUTURE]) + "\n")
        municipalities.flush()
        product.command("municipality", "import", Path(municipalities.name))
    award(product, "08999001", date.today() - timedelta(days=30))
    award(product, "08999002", date.today() + timedelta(days=60))


main()
