#!/usr/bin/env python3
"""The API, judged by other people's programs: openapi-spec-validator reads its document, and
schemathesis sends what the document allows and what it does not, and follows its links, without a
token and with each kind. All of its checks are on."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from judge import PROGRAMMES, Judge, Product

TOOLS = Path("target/judges/venv-api/bin").absolute()
HERE = Path(__file__).resolve().parent
# For each operation, beside what the document itself suggests.
EXAMPLES = 15
# For one run of schemathesis, of three, however busy the machine is.
SECONDS = 80
# The programme of the document's examples, and one that is there.
EXAMPLE, PROGRAMME = "guter-ort", "ausgezeichneter-wohnort"
# Slower than a token may write.
PACE = "15/s"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(product):
    """The running product: prepares what it is asked to, so it has a folder of its own."""
    listen = f"127.0.0.1:{free_port()}"
    command = [product.binary, "serve", "--data", product.data, "--listen", listen, "--templates", PROGRAMMES]
    with tempfile.TemporaryFile() as told:
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"http://{listen}/healthz").close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield f"http://{listen}", lambda: (told.seek(0), told.read().decode())[1]
        finally:
            server.kill()
            server.wait()


def tool(folder, name, *arguments):
    """Runs a tool in a folder for what it leaves behind."""
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "api_hooks", "PYTHONPATH": str(HERE)}
    command = [str(part) for part in (TOOLS / name, *arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=folder)


def attack(judge, subject, origin, document, *more, links=0):
    """One run of schemathesis: each operation counts once in each phase, and each link that was followed."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = tool(
            folder, "schemathesis", "--config-file", HERE / "schemathesis.toml",
            "run", document, "--url", origin, "--checks", "all", "--continue-on-failure",
            "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", EXAMPLES, "--max-time", SECONDS, "--seed", "20260301",
            "--no-color", "--report", "junit", "--report-junit-path", report, *more,
        )  # fmt: skip
        said = done.stdout + done.stderr
        judge.check(f"{subject}: schemathesis is content", done.returncode == 0, said[-6000:])
        sent = re.search(r"([\d,]+) generated", said)
        count = int(sent[1].replace(",", "")) if sent else 0
        judge.check(f"{subject}: a hundred cases were made", count >= 100, said[-2000:])
        followed = re.search(r"API Links:\s+(\d+) covered", said)
        judge.check(f"{subject}: {links} links were followed", followed and int(followed[1]) >= links, said[-2000:])
        cases = ElementTree.parse(report).getroot().iter("testcase")
        for case in cases:
            wrong = [child for child in case if child.tag in ("failure", "error")]
            detail = "\n".join(str(child.get("message")) for child in wrong)
            judge.check(f"{subject}: {case.get('name')}", not wrong, detail)


def main():
    judge = Judge("api")
    given = Product.from_arguments()
    with tempfile.TemporaryDirectory() as folder:
        product = Product(given.binary.absolute(), Path(folder) / "data")
        shutil.copytree(given.data, product.data)
        make = ("cosign", "token", "new", "--chamber", "hwk-ulm", "--name")
        token, machine = (
            product.command(*make, f"judge-{scope}", "--scope", scope).decode().strip() for scope in ("prepare", "cosign")
        )
        with serving(product) as (origin, said):
            path = Path(folder) / "openapi.json"
            with judge.about("the document"):
                with urllib.request.urlopen(f"{origin}/api/v1/openapi.json") as answer:
                    document = answer.read()
                judge.check("the document is OpenAPI 3.1", json.loads(document)["openapi"].startswith("3.1."))
                path.write_bytes(document)
                read = tool(folder, "openapi-spec-validator", path)
                judge.check("the document is valid", read.returncode == 0, read.stdout + read.stderr)
                path.write_text(document.decode().replace(EXAMPLE, PROGRAMME))
            with judge.about("without a token"):
                attack(judge, "without a token", origin, path)
            with judge.about("with a token"):
                header = f"Authorization: Bearer {token}"
                attack(judge, "with a token", origin, path, "--header", header, "--exclude-tag", "cosign", "--rate-limit", PACE, links=2)
            prepared = product.command("certificate", "list", "--json").decode().count('"prepared"')
            judge.check("something was prepared", prepared > 0)
            # Which this one may refuse.
            with judge.about("with a machine's token"):
                header = f"Authorization: Bearer {machine}"
                attack(judge, "with a machine's token", origin, path, "--header", header, "--include-tag", "cosign", "--rate-limit", PACE)
            judge.check("nothing was said of the token, and no server error", not said(), said()[-2000:])
        told = product.command("audit", "verify").decode()
        judge.check("the audit trail is whole", "unverändert" in told, told)
    judge.close()


if __name__ == "__main__":
    sys.exit(main())
