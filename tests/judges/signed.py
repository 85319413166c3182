"""Judges the chambers' signatures in every Urkunde: PAdES baseline B, by self-issued certificates."""

from pathlib import Path

from judge import Judge, Product, name_of
from signatures import Signed, judge_exchange, judge_refusals, judge_signed
from urkunde import programme_of


def main():
    judge = Judge("signed")
    product = Product.from_arguments()
    files = {}
    for certificate in product.documents():
        programme = programme_of(certificate)
        anchors = [product.pinned(chamber.identifier) for chamber in programme.chambers]
        signed = Signed(name_of(certificate), Path(certificate["document"]), anchors)
        files.setdefault(programme.identifier, []).append(signed)
    judge_signed(judge, [signed for listed in files.values() for signed in listed])
    for first, *_ in files.values():
        with judge.about(f"{first.subject}: refusals"):
            judge_refusals(judge, first)
            judge_exchange(judge, first)
    judge.close()


main()
