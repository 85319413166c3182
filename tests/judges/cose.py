"""Judges the seal with pycose and cbor2: what the product signs, others must be able to verify.

Every chamber's signature over the exported COSE_Sign, with the keys of keyring.toml and never one
that travels along; the payload's one encoding; the same seal rebuilt from the digits of the QR
code; and that nothing tampered with passes, neither here nor in the product.
"""

import hashlib
import tempfile
import tomllib
from copy import deepcopy

import cbor2
from judge import Judge, Product, name_of
from pycose.algorithms import EdDSA
from pycose.headers import KID, Algorithm
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import CoseMessage, SignMessage
from seal_format import SIGNATURE_BYTES, day, from_digits, luhn_holds, serial_bytes, to_digits

TYP = 16
SEAL_TYPE = "application/vnd.kammersiegel.seal+cbor"
COSE_SIGN_TAG = 98


class Refused(Exception):
    """Not a seal that every chamber signed."""


def pinned_keys(keyring):
    """The keyring's public keys by their names, which must be their SHA-256."""
    keys = {}
    for entry in tomllib.loads(keyring.read_text())["key"]:
        public = bytes.fromhex(entry["public_key"])
        name = hashlib.sha256(public).digest()
        if name.hex() != entry["key_id"] or entry["algorithm"] != "Ed25519":
            raise RuntimeError(f"the keyring's entry {entry['key_id']} is wrong")
        keys[name] = OKPKey(crv=Ed25519, x=public, optional_params={"ALG": EdDSA})
    return keys


def verified_payload(exported, keys):
    """The payload of a COSE_Sign, if every key that it lists has signed it."""
    try:
        message = CoseMessage.decode(exported)
    except Exception as error:
        raise Refused("not COSE") from error
    if not isinstance(message, SignMessage) or message.phdr.get(TYP) != SEAL_TYPE:
        raise Refused("not a seal")
    try:
        listed = cbor2.loads(message.payload)[1]
    except Exception as error:
        raise Refused("no list of keys") from error
    signed = [one_signer(signer, keys) for signer in message.signers]
    if not listed or [name[:4] for name in signed] != listed:
        raise Refused("not signed by exactly the listed keys")
    return message.payload


def one_signer(signer, keys):
    name = signer.phdr.get(KID)
    if signer.phdr.get(Algorithm) is not EdDSA or name not in keys:
        raise Refused("a foreign key")
    signer.key = keys[name]
    if not signer.verify_signature():
        raise Refused("a wrong signature")
    return name


def is_refused(exported, keys):
    try:
        verified_payload(exported, keys)
    except Refused:
        return True
    return False


def flipped(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def tampered(exported):
    """What a forger might make of an exported seal."""
    protected, unprotected, payload, signatures = cbor2.loads(exported).value

    def sealed(payload=payload, signatures=signatures, protected=protected):
        return cbor2.dumps(cbor2.CBORTag(COSE_SIGN_TAG, [protected, unprotected, payload, signatures]))

    for place in range(len(payload)):
        yield f"payload byte {place} flipped", sealed(payload=flipped(payload, place))
    for signer in range(len(signatures)):
        for place in (0, 31, 32, 63):
            altered = deepcopy(signatures)
            altered[signer][2] = flipped(altered[signer][2], place)
            yield f"byte {place} of signature {signer} flipped", sealed(signatures=altered)
        yield f"signature {signer} removed", sealed(signatures=signatures[:signer] + signatures[signer + 1 :])
    swapped = deepcopy(signatures)
    swapped[0][2], swapped[1][2] = swapped[1][2], swapped[0][2]
    yield "signatures swapped", sealed(signatures=swapped)
    yield "one signature twice", sealed(signatures=signatures[:1] * len(signatures))
    yield "no signature", sealed(signatures=[])
    yield "another type", sealed(protected=cbor2.dumps({TYP: "application/other"}))
    yield "no type", sealed(protected=b"")


def forged_digits(payload, signatures):
    """The same for the text of the QR code, which the product itself has to refuse."""
    *others, last = signatures
    first, behind = b"".join(others), b"".join(signatures)
    yield "name altered", flipped(payload, len(payload) - 2) + behind
    yield "signature altered", payload + first + flipped(last, 40)
    yield "signatures swapped", payload + last + first
    yield "one signature again and again", payload + signatures[0] * len(signatures)
    yield "last signature missing", payload + first
    yield "no signature", payload
    yield "a byte too many", payload + behind + b"\0"


def expected_fields(certificate, issuers):
    recipient = certificate["recipient"]
    return {
        0: 1,
        1: [bytes.fromhex(i["key_id"]) for i in issuers],
        2: serial_bytes(certificate["serial"]),
        3: int(recipient["ags"]),
        4: certificate["mark"]["number"],
        8: recipient["name"],
        9: recipient["website"],
    }


def judge_certificate(judge, product, keys, certificate, folder):
    subject = name_of(certificate)
    exported = product.export(certificate["serial"], folder)
    payload = verified_payload(exported, keys)
    judge.check(f"{subject}: every chamber's signature", True)

    fields = cbor2.loads(payload)
    judge.check(f"{subject}: canonical CBOR", cbor2.dumps(fields, canonical=True) == payload)
    shown = product.show(certificate["serial"])
    for number, value in expected_fields(shown, shown["issuers"]).items():
        judge.check(f"{subject}: field {number}", fields[number] == value, f"{fields[number]!r}, not {value!r}")
    judge.check(f"{subject}: term", [day(fields[5]), day(fields[6])] == [shown["valid_from"], shown["valid_until"]])
    judge.check(f"{subject}: ten fields", len(fields) == 10)
    judge.check(f"{subject}: check character", luhn_holds(shown["serial"]))

    signatures = [s[2] for s in cbor2.loads(exported).value[3]]
    prefix, digits = shown["qr_text"].rsplit("/", 1)
    judge.check(f"{subject}: the digits give the same seal", from_digits(digits) == payload + b"".join(signatures))
    judge.check(f"{subject}: the seal gives the same digits", to_digits(from_digits(digits)) == digits)
    short = f"{prefix}/{shown['serial'].replace('-', '')}"
    judge.check(f"{subject}: short text", shown["qr_text_short"] == short, shown["qr_text_short"])
    judge.check(f"{subject}: signature length", all(len(s) == SIGNATURE_BYTES for s in signatures))

    for how, forgery in tampered(exported):
        judge.check(f"{subject}: {how} is refused", is_refused(forgery, keys))
    for how, forgery in forged_digits(payload, signatures):
        verdict = product.verify(f"{prefix}/{to_digits(forgery)}")
        refused = verdict["state"] in ("not_genuine", "malformed") and not verdict["genuine"]
        judge.check(f"{subject}: the product refuses: {how}", refused, verdict["state"])


def main():
    judge = Judge("cose")
    product = Product.from_arguments()
    keys = pinned_keys(product.data / "keys" / "keyring.toml")
    with tempfile.TemporaryDirectory() as folder:
        for certificate in product.certificates():
            with judge.about(name_of(certificate)):
                judge_certificate(judge, product, keys, certificate, folder)
    judge.close()


main()
