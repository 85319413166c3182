"""Judges the signatures that a PKCS#11 token makes: SoftHSM2 with a provider's RSA and ECDSA keys."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from chambers import Chambers
from desk import person, serving
from judge import Judge, Product, run
from signatures import Signed, judge_exchange, judge_refusals, judge_signed

PROVIDER = Path(__file__).parents[1] / "pades" / "provider"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "123456789012"
KEYS = {"ecdsa": "A1", "rsa": "B1", "p384": "C1"}


def fill_token(temporary, label, identifier):
    """Puts a provider's key and chain on the token; gives the key's own certificate."""
    data = (PROVIDER / f"{label}.p12").read_bytes()
    key, leaf, chain = pkcs12.load_key_and_certificates(data, b"eine lange Passphrase")
    file = temporary / "key.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    util = ["softhsm2-util", "--token", "kammer", "--pin", PIN, "--label", label]
    run(*util, "--import", file, "--id", identifier)
    for i, certificate in enumerate([leaf, *chain]):
        file = temporary / f"{label}-{i}.der"
        file.write_bytes(certificate.public_bytes(Encoding.DER))
        # Only the key's own certificate bears its id.
        own = identifier if i == 0 else f"{identifier}F{i}"
        tool = ["pkcs11-tool", "--module", MODULE, "--token-label", "kammer", "--pin", PIN]
        run(*tool, "--write-object", file, "--type", "cert", "--id", own, "--label", label)
    return temporary / f"{label}-0.der"


def take_into_use(chambers, label):
    return chambers.command(
        "keys", "document", "token", "--chamber", "hwk-ulm", "--module", MODULE,
        "--token", "kammer", "--label", label, "--document-passphrase-file", chambers.document_secret,
    )  # fmt: skip


def judge_pin(judge, chambers):
    """A wrong PIN signs nothing, and what waits for the token is signed with the right one."""
    serial = chambers.prepare()
    wrong = chambers.secret.with_name("wrong-pin")
    wrong.write_text("210987654321")
    chambers.command("certificate", "sign", serial, "--chamber", "ihk-ostwuerttemberg", *chambers.secrets())
    sign = ["certificate", "sign", serial, "--chamber", "hwk-ulm", "--passphrase-file", chambers.secret]
    _, said = chambers.command(*sign, "--document-passphrase-file", wrong, expect=32)
    judge.check("a wrong PIN is told", "PIN ist falsch" in said, said)
    judge.check("and signs no Urkunde", chambers.stage(serial) == "sealed")
    chambers.sign()
    judge.check("with the right one it goes on", chambers.stage(serial) == "issued")


def judge_desk(judge, chambers):
    """Whoever signs at the desk types the PIN beside the passphrase; the token's key is not kept open."""
    signing, secret = "/staff/signing", chambers.secret.read_text()
    serial = chambers.prepare()
    with serving(chambers.product) as address:
        own = person(chambers.product, address, "hwk-ulm", "unterschrift@hwk.example", "signatory")
        other = person(chambers.product, address, "ihk-ostwuerttemberg", "unterschrift@ihk.example", "signatory")

        def sign(browser, *fields):
            _, page = browser.get(signing)
            return browser.send(page, signing, [("passphrase", secret), *fields])

        status, page = sign(own, ("serial", serial), ("passphrase-document", "210987654321"))
        judge.check("desk: a wrong PIN is refused", status == 422, status)
        judge.check("desk: beside its field", 'id="passphrase-document-problem"' in page)
        signed = [issuer["signature"] for issuer in chambers.product.show(serial)["issuers"]]
        judge.check("desk: and signs nothing", signed == ["missing", "missing"], signed)
        status, page = sign(own, ("serial", serial), ("passphrase-document", PIN))
        judge.check("desk: the right one signs", status == 200 and "Wartet auf IHK" in page, status)
        _, page = other.get(signing)
        judge.check("desk: no PIN where there is no token", "passphrase-document" not in page)
        status, _ = sign(other, ("serial", serial))
        judge.check("desk: the Urkunde waits for the token", status == 200 and chambers.stage(serial) == "sealed")
        status, _ = sign(own, ("passphrase-document", PIN))
        judge.check("desk: with the PIN it is issued", status == 200 and chambers.stage(serial) == "issued")
    kinds = [s["certificate"] for s in chambers.product.verify(chambers.document(serial))["document"]["signatures"]]
    judge.check("desk: told apart", kinds == ["self-issued", "issued"], kinds)


def main():
    judge = Judge("token")
    given = Product.from_arguments()
    with tempfile.TemporaryDirectory() as folder, judge.about("token"):
        folder = Path(folder)
        (folder / "tokens").mkdir()
        config = folder / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(config)
        init = ["softhsm2-util", "--init-token", "--free", "--label", "kammer"]
        run(*init, "--pin", PIN, "--so-pin", PIN)
        product = replace(given, data=folder / "data")
        chambers = Chambers(product, folder / "passphrase")
        own = product.pinned("ihk-ostwuerttemberg")
        chambers.document_secret = folder / "pin"
        chambers.document_secret.write_text(PIN)
        files = []
        for label, identifier in KEYS.items():
            # The provider's certificates name no CRL, so they have to be trusted themselves.
            anchor = fill_token(folder, label, identifier)
            said, _ = take_into_use(chambers, label)
            judge.check(f"{label}: tells who issued it", "ausgestellt von „Muster Seal CA“" in said, said)
            path = chambers.copy(chambers.issue(), f"{label}.pdf")
            kinds = [s["certificate"] for s in product.verify(path)["document"]["signatures"]]
            judge.check(f"{label}: told apart", kinds == ["self-issued", "issued"], kinds)
            files.append(Signed(f"token, {label}", path, [own, anchor]))
        judge_signed(judge, files)
        for signed in files:
            judge_refusals(judge, signed)
            judge_exchange(judge, signed)
        with judge.about("PIN"):
            judge_pin(judge, chambers)
        with judge.about("desk"):
            judge_desk(judge, chambers)
    judge.close()


main()
