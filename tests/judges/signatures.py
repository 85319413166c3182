"""What every judge of signatures asks of a signed file: pyHanko, pdfsig, OpenSSL, EU DSS and qpdf.

A file has to pass them all, and copies of it that were tampered with must pass none.
"""

import logging
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import java
from asn1crypto import pem, x509
from judge import run
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Signed:
    """A signed file, and what has to be found in it."""

    subject: str
    path: Path
    # One for each signature, in the order of signing: the self-issued certificate itself, or the
    # root that a provider's leads to. DSS wants a CRL or OCSP for what is not an anchor.
    anchors: list
    # PAdES baseline: B, T, LT or LTA.
    level: str = "B"
    # Roots of the time-stamp services.
    services: tuple = ()
    # Whether each signature has a time-stamp of its own; otherwise T comes from the document's.
    stamped: bool | None = None

    @property
    def has_stamps(self):
        return self.level != "B" if self.stamped is None else self.stamped

    @property
    def has_store(self):
        return self.level in ("LT", "LTA")

    @property
    def document_stamps(self):
        """How many time-stamps of the document there are at the least."""
        return int(self.level == "LTA" or (self.level != "B" and not self.has_stamps))

    @property
    def is_extended(self):
        """Whether anything stands behind the last signature."""
        return self.has_store or self.document_stamps > 0


def certificate(path):
    data = Path(path).read_bytes()
    return x509.Certificate.load(pem.unarmor(data)[2] if pem.detect(data) else data)


def trusting(*roots, reader=None):
    """With a reader, only what its file brings along may tell of revocations, and it has to."""
    settings = {"trust_roots": [certificate(root) for root in roots], "allow_fetching": False}
    if reader is None:
        return ValidationContext(**settings)
    store = DocumentSecurityStore.read_dss(reader)
    return store.as_validation_context({**settings, "revocation_mode": "hard-fail"})


def expected_summary(signed, is_last):
    """What pyHanko says of a signature, to the letter."""
    said = ["INTACT:TRUSTED"]
    if signed.has_stamps:
        said.append("TIMESTAMP_TOKEN<INTACT:TRUSTED>")
    if not is_last:
        said += ["EXTENDED_WITH_FORM_FILLING", "ACCEPTABLE_MODIFICATIONS"]
    elif signed.is_extended:
        said += ["EXTENDED_WITH_LTA_UPDATES", "ACCEPTABLE_MODIFICATIONS"]
    else:
        said.append("UNTOUCHED")
    return ",".join(said)


def ask_pyhanko(signed):
    """The statuses of the signatures, each trusting its own anchor alone, and of the document's time-stamps."""
    with signed.path.open("rb") as file:
        reader = PdfFileReader(file, strict=True)
        store = reader if signed.has_store else None
        found = list(reader.embedded_regular_signatures)
        if len(found) != len(signed.anchors):
            raise ValueError(f"{len(found)} signatures")
        statuses = [
            validate_pdf_signature(
                signature,
                trusting(anchor, *signed.services, reader=store),
                trusting(*signed.services, reader=store),
            )
            for signature, anchor in zip(found, signed.anchors, strict=True)
        ]
        stamps = [
            validate_pdf_timestamp(stamp, trusting(*signed.services)) for stamp in reader.embedded_timestamp_signatures
        ]
        return statuses, stamps


def judge_pyhanko(judge, signed):
    statuses, stamps = ask_pyhanko(signed)
    for number, status in enumerate(statuses, 1):
        subject = f"{signed.subject}: pyHanko, signature {number}"
        is_last = number == len(statuses)
        expected = expected_summary(signed, is_last)
        judge.check(f"{subject} is VALID", status.bottom_line, status.pretty_print_details())
        judge.check(f"{subject}: {expected}", status.summary() == expected, status.summary())
        judge.check(f"{subject} allows what follows", status.docmdp_ok)
        covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        judge.check(
            f"{subject} covers its revision", covers_all == (is_last and not signed.is_extended), status.coverage
        )
    enough = len(stamps) >= signed.document_stamps and bool(stamps) == bool(signed.document_stamps)
    judge.check(f"{signed.subject}: time-stamps of the document", enough, len(stamps))
    for number, stamp in enumerate(stamps, 1):
        sound = stamp.intact and stamp.valid and stamp.trusted
        judge.check(f"{signed.subject}: pyHanko, time-stamp {number}", sound, stamp.summary())


def pyhanko_accepts(signed):
    try:
        statuses, _ = ask_pyhanko(signed)
    except Exception:  # Whatever stops it, it has not accepted the file.
        return False
    return all(status.bottom_line for status in statuses)


def ask_pdfsig(path):
    """How many signatures are valid, and whether one of them covers the whole file."""
    said = run("pdfsig", "-nocert", path, expect=range(256)).decode()
    parts = re.split(r"^Signature #\d+:$", said, flags=re.M)[1:]
    # It does not judge time-stamps of the document.
    parts = [part for part in parts if "Signature Type: ETSI.CAdES.detached" in part]
    valid = sum("Signature Validation: Signature is Valid." in part for part in parts)
    return len(parts), valid, "- Total document signed" in (parts or [""])[-1]


def judge_pdfsig(judge, signed):
    count = len(signed.anchors)
    found = ask_pdfsig(signed.path)
    judge.check(f"{signed.subject}: pdfsig", found == (count, count, not signed.is_extended), found)


def pdfsig_accepts(signed):
    total, valid, _ = ask_pdfsig(signed.path)
    return total == valid == len(signed.anchors)


def ask_openssl(signed):
    """What is wrong with every CMS over its bytes, each by its own anchor alone."""
    data = signed.path.read_bytes()
    with signed.path.open("rb") as file:
        found = [(s.byte_range, s.pkcs7_content) for s in PdfFileReader(file).embedded_regular_signatures]
    if len(found) != len(signed.anchors):
        raise ValueError(f"{len(found)} signatures")
    with tempfile.TemporaryDirectory() as folder:
        cms, content, trusted = (Path(folder) / name for name in ("cms", "content", "anchor.pem"))
        for anchor, ((a, b, c, d), value) in zip(signed.anchors, found, strict=True):
            cms.write_bytes(value)
            content.write_bytes(data[a : a + b] + data[c : c + d])
            trusted.write_bytes(pem.armor("CERTIFICATE", certificate(anchor).dump()))
            try:
                run(
                    "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
                    "-in", cms, "-content", content, "-out", "/dev/null",
                    "-CAfile", trusted, "-partial_chain", "-purpose", "any",
                    # The time of the signature is in the PDF, not in the CMS.
                    "-no_check_time",
                )  # fmt: skip
                yield ""
            except RuntimeError as error:
                yield str(error)


def judge_openssl(judge, signed):
    for number, fault in enumerate(ask_openssl(signed), 1):
        judge.check(f"{signed.subject}: OpenSSL, signature {number}", not fault, fault)


def openssl_accepts(signed):
    try:
        return not any(ask_openssl(signed))
    except Exception:  # Whatever stops it, it has not accepted the file.
        return False


# What DSS may warn of, and why it is no defect.
RESTRICTED = "Document contains changes restricted by /DocMDP dictionary!"
UNDEFINED = "The document contains undefined object modifications after the signature revision!"
LOCKED = [f"Document contains changes restricted by /{name} dictionary!" for name in ("FieldMDP", "SigFieldLock")]
NO_ISSUER = "The authority info access is not present!"
# A later signature's value, found once more by way of the field's element in the structure tree,
# which PDF/UA demands. DSS knows it as a signature only where it comes by the form.
BY_STRUCTURE = re.compile(r"CREATION /Catalog /StructTreeRoot .* /Obj \d+ 0 R /V \d+ 0 R")


def allowed_warnings(signed, position):
    """The warnings that DSS may have of a signature."""
    is_last = position == len(signed.anchors) - 1
    allowed = set() if is_last else {UNDEFINED}
    if position == 0 and not is_last:
        allowed.add(RESTRICTED)
    if signed.document_stamps and is_last:
        # A time-stamp of the document is a field that was not there when the last chamber closed all.
        allowed.update(LOCKED)
    if signed.level != "B":
        # The test PKI does not say where an issuer's certificate lies: the signatures bring it along.
        allowed.add(NO_ISSUER)
    return allowed


def question(signed):
    """For LT and LTA the file itself has to bring everything."""
    anchors = [str(path) for path in [*signed.anchors, *signed.services]]
    return {"file": str(signed.path), "anchors": anchors, "online": not signed.has_store}


def judge_dss(judge, files):
    """All files at once, for starting it takes longer than a file."""
    for signed, answer in zip(files, java.ask("Signatures", [question(signed) for signed in files]), strict=True):
        found = answer["signatures"]
        judge.check(f"{signed.subject}: DSS reads it", answer["fault"] is None, answer["fault"])
        judge.check(f"{signed.subject}: DSS, number of signatures", len(found) == len(signed.anchors), len(found))
        for position, signature in enumerate(found):
            subject = f"{signed.subject}: DSS, signature {position + 1}"
            passed = signature["indication"] == "TOTAL_PASSED" and not signature["errors"]
            judge.check(f"{subject} is TOTAL_PASSED", passed, signature)
            expected = f"PAdES-BASELINE-{signed.level}"
            judge.check(f"{subject} is {expected}", signature["format"] == expected, signature["format"])
            warnings = set(signature["warnings"]) - allowed_warnings(signed, position)
            judge.check(f"{subject} has no warning", not warnings, warnings)
            changes = [change for change in signature["undefined_changes"] if not BY_STRUCTURE.fullmatch(change)]
            later = len(found) - position - 1
            known = not changes and len(signature["undefined_changes"]) == later
            judge.check(f"{subject}: only signatures follow", known, signature["undefined_changes"])
        stamps = answer["timestamps"]
        least = len(signed.anchors) * signed.has_stamps + signed.document_stamps
        sound = all(stamp["indication"] == "PASSED" and not stamp["errors"] for stamp in stamps)
        judge.check(f"{signed.subject}: DSS, time-stamps", sound and len(stamps) >= least, stamps)


def dss_accepts(files):
    for signed, answer in zip(files, java.ask("Signatures", [question(signed) for signed in files]), strict=True):
        found = [signature["indication"] for signature in answer["signatures"]]
        yield found == ["TOTAL_PASSED"] * len(signed.anchors)


def judge_qpdf(judge, signed):
    run("qpdf", "--check", signed.path)
    judge.check(f"{signed.subject}: qpdf", True)


def judge_signed(judge, files):
    """All judges on all files; what one of them stumbles over is a failure of that file alone."""
    for signed in files:
        for by in (judge_pyhanko, judge_pdfsig, judge_openssl, judge_qpdf):
            with judge.about(f"{signed.subject}: {by.__name__}"):
                by(judge, signed)
    with judge.about("DSS"):
        judge_dss(judge, files)


def tampered(signed):
    """Copies that nobody with a sense of signatures accepts."""
    data = signed.path.read_bytes()
    with signed.path.open("rb") as file:
        found = list(PdfFileReader(file).embedded_regular_signatures)
        values = [signature.signer_info["signature"].native for signature in found]
    flipped = bytearray(data)
    flipped[len(data) // 8] ^= 1
    yield "a byte flipped", flipped
    for number, value in enumerate(values, 1):
        forged = bytearray(data)
        last = data.index(value.hex().upper().encode()) + 2 * len(value) - 1
        forged[last] = ord("1") if forged[last] == ord("0") else ord("0")
        yield f"signature {number} forged", forged


ACCEPT = {"pyHanko": pyhanko_accepts, "pdfsig": pdfsig_accepts, "OpenSSL": openssl_accepts}


def judge_refusals(judge, signed):
    """Every judge has to refuse what was tampered with, or its approval is worth nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copies = []
        for how, data in tampered(signed):
            path = Path(folder) / f"{len(copies)}.pdf"
            path.write_bytes(data)
            copies.append(replace(signed, path=path, subject=f"{signed.subject}, {how}"))
        for name, accepts in ACCEPT.items():
            judge.check(f"{signed.subject}: {name} accepts it as it is", accepts(signed))
            for copy in copies:
                judge.check(f"{copy.subject}: {name} refuses it", not accepts(copy))
        untouched, *answers = dss_accepts([signed, *copies])
        judge.check(f"{signed.subject}: DSS accepts it as it is", untouched)
        for copy, accepted in zip(copies, answers, strict=True):
            judge.check(f"{copy.subject}: DSS refuses it", not accepted)


def judge_exchange(judge, signed):
    """Both chambers' signatures are sound, but each in the other's place: not what was agreed."""
    exchanged = replace(signed, anchors=signed.anchors[::-1])
    for name, accepts in (("pyHanko", pyhanko_accepts), ("OpenSSL", openssl_accepts)):
        judge.check(f"{signed.subject}: {name} refuses exchanged chambers", not accepts(exchanged))
