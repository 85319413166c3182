"""Runs the judges for the JVM that tests/judges/install has built."""

import json
from pathlib import Path

from judge import run

BUILT = Path(__file__).parents[2] / "target" / "judges" / "jvm"


def ask(name, questions):
    """Asks a judge all questions in one go; one line of JSON for each, one or more in return."""
    if not (BUILT / "installed").is_file():
        raise RuntimeError(f"{BUILT} is not built: run tests/judges/install")
    # It ends before the second compiler would be worth its time.
    command = ["java", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"]
    command += ["-cp", f"{BUILT}/classes:{BUILT}/lib/*", f"judges.{name}"]
    told = "".join(json.dumps(question) + "\n" for question in questions)
    return [json.loads(line) for line in run(*command, told=told.encode()).decode().splitlines()]
