#!/usr/bin/env python3
"""Independent judges of the Urkunde's signatures.

    python tests/judges/pades.py FOLDER …

Each FOLDER is one of those that `cargo run --example pades` writes: signed.pdf, and the
chambers' trust anchors chamber1.der and chamber2.der (the latter also that of the time-stamps,
if there are any). pyHanko, poppler's pdfsig, OpenSSL and qpdf must all agree, and must refuse a
tampered copy. Exits with 1 unless they do.
"""

import logging
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography import x509 as pyca_x509
from cryptography.hazmat.primitives.serialization import Encoding
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

FAILURES = []


def verdict(judge, subject, passed, detail=""):
    print(f"{'ok  ' if passed else 'FAIL'} {judge}: {subject} {detail}".rstrip())
    if not passed:
        FAILURES.append((judge, subject))


def trust(folder):
    roots = [
        x509.Certificate.load(path.read_bytes()) for path in sorted(folder.glob("chamber*.der"))
    ]
    return ValidationContext(trust_roots=roots, allow_fetching=False)


def pyhanko(path, folder):
    """Validity, coverage and what each later revision changed."""
    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=True)
        statuses = []
        for signature in reader.embedded_regular_signatures:
            statuses.append(validate_pdf_signature(signature, trust(folder)))
        stamps = [
            validate_pdf_timestamp(stamp, trust(folder))
            for stamp in reader.embedded_timestamp_signatures
        ]
        return statuses, stamps


def judge_pyhanko(path, folder):
    statuses, stamps = pyhanko(path, folder)
    for i, status in enumerate(statuses):
        last = i + 1 == len(statuses)
        sound = status.bottom_line and status.intact and status.valid and status.trusted
        verdict("pyHanko", f"{path.name} signature {i + 1}", sound, status.summary())
        if last and has_store(path):
            kept = status.modification_level <= ModificationLevel.LTA_UPDATES
            verdict("pyHanko", f"{path.name} signature {i + 1} LTA updates only", kept)
        elif last:
            plain = status.modification_level == ModificationLevel.NONE
            covered = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
            verdict("pyHanko", f"{path.name} signature {i + 1} UNTOUCHED", plain and covered)
        else:
            form = status.modification_level == ModificationLevel.FORM_FILLING
            verdict("pyHanko", f"{path.name} signature {i + 1} FORM_FILLING only", form)
    verdict("pyHanko", f"{path.name} has two signatures", len(statuses) == 2)
    for i, stamp in enumerate(stamps):
        sound = stamp.intact and stamp.valid and stamp.trusted
        verdict("pyHanko", f"{path.name} time-stamp {i + 1}", sound, stamp.summary())


def has_store(path):
    return b"/Type /DSS" in path.read_bytes()


def pyhanko_refuses(path, folder):
    logging.disable()
    try:
        statuses, _ = pyhanko(path, folder)
        return not all(status.bottom_line for status in statuses) or len(statuses) != 2
    except Exception:  # noqa: BLE001: an exception is a refusal too
        return True


def judge_pdfsig(path):
    run = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True)
    valid = run.stdout.count("Signature Validation: Signature is Valid.")
    total = run.stdout.count("- Total document signed")
    # Behind an added store and its time-stamps, no chamber's signature covers all.
    sound = valid >= 2 if has_store(path) else valid == 2 and total == 1
    verdict("pdfsig", path.name, run.returncode == 0 and sound)


def judge_openssl(path, folder):
    """The CMS and its byte range, taken out of the file."""
    data = path.read_bytes()
    with path.open("rb") as file:
        reader = PdfFileReader(file)
        signatures = list(reader.embedded_regular_signatures)
        parts = [(s.byte_range, s.pkcs7_content) for s in signatures]
    certificates = sorted(folder.glob("chamber*.der"))
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        for i, ((a, b, c, d), content) in enumerate(parts):
            (temporary / "content").write_bytes(data[a : a + b] + data[c : c + d])
            (temporary / "cms").write_bytes(content)
            pem = pyca_x509.load_der_x509_certificate(certificates[i].read_bytes())
            (temporary / "ca.pem").write_bytes(pem.public_bytes(Encoding.PEM))
            command = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"]
            command += ["-in", "cms", "-content", "content", "-out", "/dev/null"]
            # The time of the signature is in the PDF, not in the CMS.
            command += ["-CAfile", "ca.pem", "-partial_chain", "-purpose", "any"]
            command += ["-no_check_time"]
            run = subprocess.run(command, cwd=temporary, capture_output=True, text=True)
            passed = run.returncode == 0
            verdict("OpenSSL", f"{path.name} signature {i + 1}", passed, run.stderr.strip())


def judge_qpdf(path):
    run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    verdict("qpdf", path.name, run.returncode == 0, run.stderr.strip())


def tampered(path, folder):
    """Copies that every judge with a sense of signatures must refuse."""
    data = bytearray(path.read_bytes())
    flipped = bytearray(data)
    flipped[len(data) // 4] ^= 1
    forged_signature = bytearray(data)
    with path.open("rb") as file:
        signature = list(PdfFileReader(file).embedded_regular_signatures)[-1]
        value = signature.signer_info["signature"].native
    at = data.index(value.hex().upper().encode()) + len(value)
    forged_signature[at] = ord("1") if forged_signature[at] == ord("0") else ord("0")
    for name, forged in [("flipped content", flipped), ("forged CMS", forged_signature)]:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(forged)
            file.flush()
            refused = pyhanko_refuses(Path(file.name), folder)
            run = subprocess.run(["pdfsig", "-nocert", file.name], capture_output=True, text=True)
            valid = run.stdout.count("Signature is Valid.")
            verdict("pyHanko", f"refuses {name}", refused)
            verdict("pdfsig", f"refuses {name}", valid < 2)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for folder in map(Path, sys.argv[1:]):
        print(folder)
        path = folder / "signed.pdf"
        judge_pyhanko(path, folder)
        judge_pdfsig(path)
        judge_openssl(path, folder)
        judge_qpdf(path)
        tampered(path, folder)
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
