"""A data folder of two chambers that award by the command line, like people do."""

import json
import subprocess
from pathlib import Path

PROGRAMME = "ausgezeichneter-wohnort"
MUNICIPALITIES = Path(__file__).parents[2] / "templates" / "demo" / "municipalities.csv"
CHAMBERS = ("ihk-ostwuerttemberg", "hwk-ulm")
AGS = "08136088"
PASSPHRASE = "eine lange Passphrase"


class Chambers:
    """The chambers have keys of their own, all under the passphrase in the file `secret`."""

    def __init__(self, product, secret):
        self.product = product
        self.secret = secret
        # What opens a provider's key.
        self.document_secret = secret
        secret.write_text(PASSPHRASE)
        product.data.mkdir()
        for chamber in CHAMBERS:
            product.command("keys", "new", "--chamber", chamber, "--passphrase-file", secret)
        product.command("municipality", "import", MUNICIPALITIES)

    def secrets(self):
        return "--passphrase-file", self.secret, "--document-passphrase-file", self.document_secret

    def configure(self, url, when_down="wait"):
        text = f'[time_stamps]\nurl = "{url}"\nwhen_down = "{when_down}"\n' if url else ""
        (self.product.data / "kammersiegel.toml").write_text(text)

    def command(self, *arguments, expect=0):
        """What a command says on both streams."""
        command = [self.product.binary, *arguments, "--data", self.product.data]
        done = subprocess.run([str(part) for part in command], capture_output=True, stdin=subprocess.DEVNULL)
        if done.returncode != expect:
            raise RuntimeError(f"{arguments} ended with {done.returncode}: {done.stderr.decode()}")
        return done.stdout.decode(), done.stderr.decode()

    def take_over(self, chamber, package, expect=0):
        return self.command(
            "keys", "document", "pkcs12", package, "--chamber", chamber,
            "--document-passphrase-file", self.document_secret, expect=expect,
        )  # fmt: skip

    def sign(self, *serials):
        """Every chamber in its turn signs what waits, and these numbers."""
        said = ""
        for chamber in CHAMBERS:
            out, _ = self.command("certificate", "sign", *serials, "--chamber", chamber, *self.secrets())
            said += out
        return said

    def prepare(self):
        prepared = self.product.command(
            "certificate", "prepare", "--json",
            "--programme", PROGRAMME, "--municipality", AGS, "--from", "2026-01-01",
        )  # fmt: skip
        return json.loads(prepared)["serial"]

    def issue(self):
        serial = self.prepare()
        self.sign(serial)
        self.sign()
        return serial

    def stage(self, serial):
        return self.product.show(serial)["stage"]

    def document(self, serial):
        return Path(self.product.show(serial)["document"])

    def copy(self, serial, name):
        """What somebody downloads today."""
        path = self.product.data / name
        path.write_bytes(self.document(serial).read_bytes())
        return path

    def archive(self, *arguments, expect=(0,)):
        return self.product.command("certificate", "archive", *arguments, expect=expect).decode()
