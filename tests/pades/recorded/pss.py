"""Makes pss-token.der and pss-service.der: a time-stamp service that signs with RSASSA-PSS (RFC 4056)."""

from datetime import datetime, timezone
from pathlib import Path

from asn1crypto import algos, keys, tsp
from asn1crypto import x509 as asn1
from certomancer.services import TimeStamper
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FOLDER = Path(__file__).parent
DIGEST = bytes([7] * 32)
PSS = {
    "hash_algorithm": {"algorithm": "sha256"},
    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
    "salt_length": 32,
}


def service(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test PSS Time Stamp")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(2050, 1, 1, tzinfo=timezone.utc))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256(), rsa_padding=padding.PSS(padding.MGF1(hashes.SHA256()), 32))
        .public_bytes(Encoding.DER)
    )


def main():
    key = rsa.generate_private_key(65537, 2048)
    certificate = service(key)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = TimeStamper(
        asn1.Certificate.load(certificate),
        keys.PrivateKeyInfo.load(private),
        algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": PSS}),
        fixed_dt=datetime(2025, 3, 3, 13, 5, tzinfo=timezone.utc),
    )
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": DIGEST}
    request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True})
    response = stamper.request_tsa_response(request)
    (FOLDER / "pss-service.der").write_bytes(certificate)
    (FOLDER / "pss-token.der").write_bytes(response["time_stamp_token"].dump())


main()
