"""Adds what the demonstration lacks to a data folder: the shortest and the longest name, one with letters
that the usual fonts lack, a term that has not begun, and the second programme with its three chambers."""

import json
import secrets
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from judge import Product
from urkunde import programmes

FIRST = "ausgezeichneter-wohnort"
SECOND = "familienfreundlich"

SHORTEST_NAME = "Y"
LONGEST_NAME = (
    "Verwaltungsgemeinschaft Größtheim-Übelbach an der Äußeren Würm (Landkreis Musterland), "
    "Sankt Jürgen im Gäu & Königsmühle"
)
LONGEST = 120

MUNICIPALITIES = f"""\
ags;name;kind;district;latitude;longitude;website
08999001;{LONGEST_NAME};Gemeinde;Musterland;48.8;10.1;www.verwaltungsgemeinschaft-groesstheim-uebelbach.example
08999002;Sankt Märgen (Schwäb.);Stadt;Musterland;48.9;10.2;www.xn--mrgen-gra.example
08999003;{SHORTEST_NAME};Gemeinde;Musterland;48.7;10.3;y.example
08999004;Łężyca-Čapek an der Şuřã;Gemeinde;Musterland;48.6;10.4;lezyca.example
"""

# Programme, municipality, and days from today to the first valid day.
AWARDS = [
    (FIRST, "08999001", -30),
    (FIRST, "08999002", 60),
    (FIRST, "08999003", -30),
    (SECOND, "08999001", -30),
    (SECOND, "08999003", -30),
    (SECOND, "08999004", -30),
]


def passphrase_file(product, chamber):
    return product.data / "keys" / f"{chamber}.demo-passphrase"


def make_keys(product, chamber):
    passphrase = passphrase_file(product, chamber)
    passphrase.write_text(secrets.token_hex(16))
    product.command("keys", "new", "--chamber", chamber, "--passphrase-file", passphrase)


def sign(product, chamber, *numbers):
    product.command(
        "certificate", "sign", *numbers,
        "--chamber", chamber.identifier, "--passphrase-file", passphrase_file(product, chamber.identifier),
    )  # fmt: skip


def seal(product, programme, ags, begins):
    prepared = product.command(
        "certificate", "prepare", "--json",
        "--programme", programme.identifier, "--municipality", ags, "--from", begins.isoformat(),
    )  # fmt: skip
    for chamber in programme.chambers:
        sign(product, chamber, json.loads(prepared)["serial"])


def main():
    if len(LONGEST_NAME) != LONGEST:
        sys.exit(f"the longest name has {len(LONGEST_NAME)} characters, not {LONGEST}")
    product = Product.from_arguments()
    known = {programme.identifier: programme for programme in programmes()}
    for chamber in known[SECOND].chambers:
        make_keys(product, chamber.identifier)
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as municipalities:
        municipalities.write(MUNICIPALITIES)
        municipalities.flush()
        product.command("municipality", "import", Path(municipalities.name))
    for identifier, ags, days in AWARDS:
        seal(product, known[identifier], ags, date.today() + timedelta(days=days))
    # Sealed by all, the Urkunden wait for every chamber's turn.
    for identifier in (FIRST, SECOND):
        for chamber in known[identifier].chambers:
            sign(product, chamber)


main()
