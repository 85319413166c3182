"""An authority that says whatever it is told to: about its certificates, and about those of others."""

import threading
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

NOW = datetime.now(timezone.utc).replace(microsecond=0)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def name(text):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


class Holder:
    """A certificate and its key."""

    def __init__(self, called, issuer=None, *extensions):
        self.key = ec.generate_private_key(ec.SECP256R1())
        builder = x509.CertificateBuilder().subject_name(name(called)).public_key(self.key.public_key())
        builder = builder.issuer_name(issuer.certificate.subject if issuer else name(called))
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(NOW - 3 * DAY).not_valid_after(NOW + 900 * DAY)
        issuers_key = (issuer or self).key.public_key()
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuers_key), False)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), False)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        self.certificate = builder.sign(issuer.key if issuer else self.key, hashes.SHA256())

    @classmethod
    def authority(cls, called):
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        return cls(called, None, (x509.BasicConstraints(True, None), True), (usage, True))

    @classmethod
    def chamber(cls, called, issuer, address):
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        responder = x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(f"{address}/ocsp")
        )
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(f"{address}/crl")], None, None, None)
        return cls(
            called, issuer, (usage, True), (x509.AuthorityInformationAccess([responder]), False),
            (x509.CRLDistributionPoints([point]), False),
        )  # fmt: skip

    @classmethod
    def responder(cls, issuer, usage=ExtendedKeyUsageOID.OCSP_SIGNING):
        return cls("Auskunft", issuer, (x509.ExtendedKeyUsage([usage]), True), (x509.OCSPNoCheck(), False))

    def package(self, path, authority, passphrase):
        encryption = BestAvailableEncryption(passphrase.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"x", self.key, self.certificate, [authority.certificate], encryption)
        )
        return path

    def pem(self, path):
        path.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return path

    def list(self, *revoked, until=DAY, authority=None):
        """A revocation list, in the name of another authority if one is given."""
        issuer = (authority or self).certificate.subject
        builder = x509.CertificateRevocationListBuilder().issuer_name(issuer)
        builder = builder.last_update(NOW - 2 * DAY).next_update(NOW + until)
        for holder in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(holder.certificate.serial_number)
            builder = builder.add_revoked_certificate(entry.revocation_date(NOW - HOUR).build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def response(self, about, issuer, status=ocsp.OCSPCertStatus.GOOD, until=DAY):
        """What it says as a responder."""
        is_revoked = status == ocsp.OCSPCertStatus.REVOKED
        builder = ocsp.OCSPResponseBuilder().add_response(
            about.certificate, issuer.certificate, hashes.SHA1(), status, NOW - 2 * DAY, NOW + until,
            NOW - HOUR if is_revoked else None, None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.certificate)
        builder = builder.certificates([self.certificate])
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)


@contextmanager
def telling(answers):
    """Serves what `answers` holds under a path at the time; what it does not hold is an error."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = answers.get(self.path)
            self.send_response(200 if body else 500)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def cases(authority, chamber):
    """What the sources say, by name, with what the program has to say of it."""
    stranger = Holder.authority("Testanbieter")
    neighbour = Holder.chamber("Nachbar", authority, "http://127.0.0.1:9")
    responder, printer = Holder.responder(authority), Holder.responder(authority, ExtendedKeyUsageOID.CODE_SIGNING)
    good, gone = authority.list(), b"0\0"
    revoked = ocsp.OCSPCertStatus.REVOKED
    silent = "nicht zu erreichen"
    return {
        "nobody answers": ({}, silent),
        "a list that revokes": ({"/crl": authority.list(chamber)}, "ist gesperrt, seit"),
        "a response that revokes": ({"/ocsp": responder.response(chamber, authority, revoked), "/crl": good}, "ist gesperrt, seit"),
        "a list of two bytes": ({"/crl": gone}, "nicht lesbar"),
        "a response of two bytes": ({"/ocsp": gone}, "nicht lesbar"),
        "a page instead": ({"/crl": b"<html></html>", "/ocsp": b"<html></html>"}, "nicht lesbar"),
        "a response about another": ({"/ocsp": responder.response(neighbour, authority)}, "nicht für dieses Zertifikat"),
        "an old list": ({"/crl": authority.list(until=-DAY)}, "galt nur bis"),
        "an old response": ({"/ocsp": responder.response(chamber, authority, until=-DAY)}, "galt nur bis"),
        "a stranger's list": ({"/crl": stranger.list()}, "jemand anderes"),
        "a chamber's list": ({"/crl": chamber.list(authority=authority)}, "jemand anderes"),
        "a stranger's response": ({"/ocsp": Holder.responder(stranger).response(chamber, authority)}, "jemand anderes"),
        "a response of one who may not": ({"/ocsp": printer.response(chamber, authority)}, "jemand anderes"),
    }  # fmt: skip
