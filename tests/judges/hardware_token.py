"""Judges the signatures that a PKCS#11 token makes: SoftHSM2 with a provider's RSA and ECDSA keys.

    python tests/judges/hardware_token.py BINARY FOLDER

BINARY is the built example `pades`.
"""

import os
import sys
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from judge import Judge, run
from signatures import Signed, judge_exchange, judge_refusals, judge_signed

PROVIDER = Path(__file__).parents[1] / "pades" / "provider"
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "123456789012"
KEYS = {"ecdsa": "A1", "rsa": "B1"}


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


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, folder = sys.argv[1], Path(sys.argv[2])
    judge = Judge("hardware_token")
    with tempfile.TemporaryDirectory() as temporary, judge.about("token"):
        temporary = Path(temporary)
        (temporary / "tokens").mkdir()
        config = temporary / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {temporary}/tokens\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(config)
        init = ["softhsm2-util", "--init-token", "--free", "--label", "kammer"]
        run(*init, "--pin", PIN, "--so-pin", PIN)
        files = []
        for label, identifier in KEYS.items():
            # The provider's certificates name no CRL, so they have to be trusted themselves.
            anchor = fill_token(temporary, label, identifier)
            run(binary, folder, MODULE, label, PIN)
            signed = folder / f"token-{label}"
            anchors = [signed / "chamber1.der", anchor]
            files.append(Signed(f"token, {label}", signed / "signed.pdf", anchors))
        judge_signed(judge, files)
        for signed in files:
            judge_refusals(judge, signed)
            judge_exchange(judge, signed)
    judge.close()


main()
