#!/usr/bin/env python3
"""Signs with a PKCS#11 token, SoftHSM2, and has the result judged.

    python tests/judges/hardware_token.py BINARY FOLDER

BINARY is the built example `pades`. Needs Debian's `softhsm2` and `opensc`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

HERE = Path(__file__).parent
MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "123456789012"


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def fill_token(temporary, label, identifier):
    """Puts a provider's key and chain on the token."""
    data = (HERE.parent / "pades" / "provider" / f"{label}.p12").read_bytes()
    key, leaf, chain = pkcs12.load_key_and_certificates(data, b"eine lange Passphrase")
    file = temporary / "key.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    util = ["softhsm2-util", "--token", "kammer", "--pin", PIN, "--label", label]
    run(*util, "--import", file, "--id", identifier)
    for i, certificate in enumerate([leaf, *chain]):
        file = temporary / "certificate.der"
        file.write_bytes(certificate.public_bytes(Encoding.DER))
        # Only the key's own certificate bears its id.
        own = identifier if i == 0 else f"{identifier}F{i}"
        tool = ["pkcs11-tool", "--module", MODULE, "--token-label", "kammer", "--pin", PIN]
        run(*tool, "--write-object", file, "--type", "cert", "--id", own, "--label", label)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    binary, folder = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        (temporary / "tokens").mkdir()
        config = temporary / "softhsm2.conf"
        config.write_text(f"directories.tokendir = {temporary}/tokens\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(config)
        init = ["softhsm2-util", "--init-token", "--free", "--label", "kammer"]
        run(*init, "--pin", PIN, "--so-pin", PIN)
        for label, identifier in [("ecdsa", "A1"), ("rsa", "B1")]:
            fill_token(temporary, label, identifier)
            run(binary, folder, MODULE, label, PIN)
    results = [
        subprocess.run([sys.executable, HERE / "pades.py", Path(folder) / f"token-{label}"])
        for label in ["ecdsa", "rsa"]
    ]
    sys.exit(max(result.returncode for result in results))


if __name__ == "__main__":
    main()
