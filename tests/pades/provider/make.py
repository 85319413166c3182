#!/usr/bin/env python3
"""Makes the PKCS#12 files of an invented trust-service provider beside this script.

They are test material: their passphrase is in the tests. Needs `cryptography`.
"""

from datetime import datetime, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID as Purpose
from cryptography.x509.oid import NameOID

HERE = Path(__file__).parent
START, END = datetime(2024, 1, 1, tzinfo=timezone.utc), datetime(2044, 1, 1, tzinfo=timezone.utc)
PASSPHRASE = b"eine lange Passphrase"


def name(common):
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "DE"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Muster-Vertrauensdienst"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def certificate(
    subject,
    key,
    issuer=None,
    authority=None,
    path=None,
    end=END,
    signs=True,
    purposes=(),
    critical=False,
    pss=None,
    unknown=b"",
):
    is_ca = path is not None
    issuer_name = issuer.subject if issuer else name(subject)
    authority = authority or key
    usage = dict.fromkeys(
        [
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ],
        False,
    )
    if is_ca:
        usage.update(key_cert_sign=True, crl_sign=True)
    elif signs:
        usage.update(content_commitment=True)
    else:
        usage.update(key_encipherment=True)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(issuer_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(START)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(is_ca, path), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical)
    if unknown:
        extension = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.4.1.99999.1"), unknown)
        builder = builder.add_extension(extension, False)
    public = authority.public_key()
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False
    )
    return builder.sign(authority, hashes.SHA256(), rsa_padding=pss)


def write(file, key, leaf, chain):
    encryption = BestAvailableEncryption(PASSPHRASE)
    data = pkcs12.serialize_key_and_certificates(b"signer", key, leaf, chain, encryption)
    (HERE / file).write_bytes(data)


def curve(which=ec.SECP256R1):
    return ec.generate_private_key(which())


def main():
    root_key, ca_key, key = curve(), curve(), curve()
    root = certificate("Muster Root CA", root_key, path=1)
    ca = certificate("Muster Seal CA", ca_key, root, root_key, path=0)
    leaf = certificate("Handwerkskammer Ulm", key, ca, ca_key)
    write("ecdsa.p12", key, leaf, [root, ca])
    (HERE / "root.der").write_bytes(root.public_bytes(Encoding.DER))

    rsa_key = rsa.generate_private_key(65537, 3072)
    leaf = certificate("Handwerkskammer Ulm", rsa_key, ca, ca_key)
    write("rsa.p12", rsa_key, leaf, [ca, root])

    end = datetime(2025, 1, 1, tzinfo=timezone.utc)
    write("expired.p12", key, certificate("Abgelaufen", key, ca, ca_key, end=end), [ca, root])
    wrong = certificate("Verschlüsselung", key, ca, ca_key, signs=False)
    write("encryption-only.p12", key, wrong, [ca, root])

    for file, purposes, critical in [
        ("web-server.p12", [Purpose.SERVER_AUTH], False),
        ("ocsp.p12", [Purpose.OCSP_SIGNING], True),
        ("documents.p12", [Purpose.CLIENT_AUTH, x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")], False),
    ]:
        leaf = certificate("Handwerkskammer Ulm", key, ca, ca_key, purposes=purposes, critical=critical)
        write(file, key, leaf, [ca, root])
    for file, other in [
        ("p384.p12", curve(ec.SECP384R1)),
        ("p521.p12", curve(ec.SECP521R1)),
        ("rsa-1024.p12", rsa.generate_private_key(65537, 1024)),
    ]:
        write(file, other, certificate("Handwerkskammer Ulm", other, ca, ca_key), [ca, root])

    ca_rsa = rsa.generate_private_key(65537, 3072)
    ca = certificate("Muster PSS CA", ca_rsa, root, root_key, path=0)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
    write("pss.p12", key, certificate("Handwerkskammer Ulm", key, ca, ca_rsa, pss=pss), [ca, root])
    by_other = rsa.generate_private_key(65537, 3072)
    usurped = certificate("Handwerkskammer Ulm", key, ca, by_other, pss=pss)
    write("pss-usurped.p12", key, usurped, [ca, root])

    ca = certificate("Muster Seal CA", ca_key, root, root_key, path=0)
    # In the name of the authority, but by somebody else's key.
    usurped = certificate("Handwerkskammer Ulm", key, ca, curve())
    write("usurped.p12", key, usurped, [ca, root])
    names_itself = certificate("Handwerkskammer Ulm", key, None, curve())
    write("names-itself.p12", key, names_itself, [])


    renewed_and_long()


def renewed_and_long():
    root_key, key = curve(), curve()
    root = certificate("Muster Root CA", root_key, path=1)
    # After a renewal, the old certificate may come first.
    end = datetime(2025, 1, 1, tzinfo=timezone.utc)
    old = certificate("Handwerkskammer Ulm", key, root, root_key, end=end)
    new = certificate("Handwerkskammer Ulm", key, root, root_key)
    write("renewed.p12", key, old, [new, root])
    long = certificate("Handwerkskammer Ulm", key, root, root_key, unknown=bytes(15000))
    write("long.p12", key, long, [root])


if __name__ == "__main__":
    main()
