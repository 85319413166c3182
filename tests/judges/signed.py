#!/usr/bin/env python3
"""The signatures in every issued Urkunde, judged by pyHanko, pdfsig, OpenSSL and qpdf."""

import shutil
import tempfile
from pathlib import Path

import pades
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from judge import Judge, Product, name_of

CHAMBERS = ("ihk-ostwuerttemberg", "hwk-ulm")


def lay_out(product, document, folder):
    """The document and the chambers' pinned certificates, as `pades` expects them."""
    shutil.copy(document, folder / "signed.pdf")
    for number, chamber in enumerate(CHAMBERS, 1):
        (pinned,) = (product.data / "keys" / "document").glob(f"{chamber}-*.pem")
        certificate = x509.load_pem_x509_certificate(pinned.read_bytes())
        (folder / f"chamber{number}.der").write_bytes(certificate.public_bytes(Encoding.DER))


def main():
    product = Product.from_arguments()
    judge = Judge("signed")
    for certificate in product.certificates():
        if not certificate["document"]:
            continue
        name = name_of(certificate)
        pades.verdict = lambda who, what, holds, detail="", name=name: judge.check(
            f"{who}: {what} of {name}", holds, detail
        )
        with judge.about(name), tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            lay_out(product, certificate["document"], folder)
            pdf = folder / "signed.pdf"
            pades.judge_pyhanko(pdf, folder)
            pades.judge_pdfsig(pdf)
            pades.judge_openssl(pdf, folder)
            pades.judge_qpdf(pdf)
            pades.tampered(pdf, folder)
    judge.close()


if __name__ == "__main__":
    main()
