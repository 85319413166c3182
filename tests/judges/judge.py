"""What all judges in Python share: the product as they see it, and how they count."""

import json
import subprocess
import sys
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


# The tests' own programmes; the product knows those that ship beside them.
PROGRAMMES = Path(__file__).parents[1] / "programmes"


def run(*command, expect=(0,), told=b""):
    """Tells a tool something and returns what it printed; one that is missing or fails is an error."""
    done = subprocess.run([str(part) for part in command], capture_output=True, input=told)
    if done.returncode not in expect:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


@dataclass(frozen=True)
class Product:
    """The program from outside: its commands and the files that it writes."""

    binary: Path
    data: Path

    @classmethod
    def from_arguments(cls):
        if len(sys.argv) != 3:
            sys.exit(f"usage: {sys.argv[0]} BINARY DATA-FOLDER")
        return cls(Path(sys.argv[1]), Path(sys.argv[2]))

    def command(self, *arguments, expect=(0,)):
        return run(
            self.binary, *arguments, "--data", self.data, "--templates", PROGRAMMES, expect=expect,
        )  # fmt: skip

    def certificates(self):
        listed = json.loads(self.command("certificate", "list", "--json"))
        if not listed:
            raise RuntimeError("there is no certificate to judge")
        return listed

    def documents(self):
        """The certificates with an Urkunde: all, for the folders that are judged hold no drafts."""
        listed = self.certificates()
        corrections = {certificate["superseded_by"] for certificate in listed}
        for certificate in listed:
            certificate["corrects"] = certificate["serial"] in corrections
            if not Path(certificate["document"] or "").is_file():
                raise RuntimeError(f"{certificate['serial']} has no Urkunde")
        return listed

    def pinned(self, chamber):
        """The certificate of a chamber's document key, as the chambers' keyring folder has it."""
        (path,) = (self.data / "keys" / "document").glob(f"{chamber}-*.pem")
        return path

    def show(self, serial):
        return json.loads(self.command("certificate", "show", serial, "--json"))

    def verify(self, code):
        return json.loads(self.command("verify", code, "--json", expect=range(256)))

    def export(self, serial, folder):
        path = Path(folder) / f"{serial}.cose"
        self.command("certificate", "export", serial, "--output", path)
        return path.read_bytes()


class Judge:
    """Counts what holds and what does not; says only the latter."""

    def __init__(self, name):
        self.name = name
        self.passed = 0
        self.failed = 0

    def check(self, claim, holds, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"  FAILED {claim}" + (f": {detail}" if detail else ""))

    @contextmanager
    def about(self, subject):
        """An error on the way is a failure of this subject, and of no other."""
        try:
            yield
        except Exception:
            self.check(subject, False, traceback.format_exc(limit=-3))

    def close(self):
        print(f"{self.name}: {self.passed} passed, {self.failed} failed")
        sys.exit(self.failed > 0)


def name_of(certificate):
    recipient = certificate["recipient"] or {"name": "not genuine"}
    return f"{recipient['name'][:24]} ({certificate['serial'][:4]}, {certificate['state']})"
