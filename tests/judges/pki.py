"""A test PKI over HTTP on loopback: CA, OCSP, CRL and time-stamps, by certomancer."""

import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import yaml
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug.serving import WSGIRequestHandler, make_server

PASSPHRASE = "eine lange Passphrase"
NOW = datetime.now(timezone.utc)


def years(first, last):
    return {"valid-from": f"{first}-01-01T00:00:00+0000", "valid-to": f"{last}-01-01T00:00:00+0000"}


ALWAYS = years(2020, 2050)
# The keys of the chambers, and of those who cannot sign, or not for long.
CHAMBERS = {
    "ihk": ("Industrie- und Handelskammer Ostwürttemberg", ALWAYS),
    "hwk": ("Handwerkskammer Ulm", ALWAYS),
    "future": ("Handwerkskammer Ulm", years(2044, 2050)),
    "ageing": ("Handwerkskammer Ulm", ALWAYS | {"valid-to": f"{NOW + timedelta(days=30):%Y-%m-%dT%H:%M:%S+0000}"}),
}


@dataclass(frozen=True)
class Pki:
    """The running services, and a folder with NAME.p12 and NAME.pem of everybody."""

    folder: Path
    time_stamps: str

    def package(self, name):
        return self.folder / f"{name}.p12"

    def certificate(self, name):
        return self.folder / f"{name}.pem"


def extension(name, critical, **value):
    return {"id": name, "critical": critical, **value}


def usage(*names):
    return extension(
        "key_usage", True, **{"smart-value": {"schema": "key-usage", "params": list(names)}}
    )


def authority():
    return [
        extension("basic_constraints", True, value={"ca": True}),
        usage("digital_signature", "key_cert_sign", "crl_sign"),
    ]


def crl(issuer):
    params = {"crl-repo-names": [issuer]}
    smart = {"schema": "crl-dist-url", "params": params}
    return extension("crl_distribution_points", False, **{"smart-value": smart})


def responder(issuer):
    params = {"ocsp-responder-names": [issuer]}
    smart = {"schema": "aia-urls", "params": params}
    return extension("authority_information_access", False, **{"smart-value": smart})


def config(url):
    keys = ["root", "interm", "interm-ocsp", "tsa", *CHAMBERS]
    entities = {
        "root": {"common-name": "Test Root CA"},
        "interm": {"common-name": "Test Seal CA"},
        "interm-ocsp": {"common-name": "Test OCSP"},
        "tsa": {"common-name": "Test Time Stamp"},
        # Two entities of one name would be one.
        **{name: {"common-name": called, "organizational-unit-name": name} for name, (called, _) in CHAMBERS.items()},
    }

    def certificate(subject, issuer, extensions, validity=ALWAYS):
        return {
            "subject": subject,
            "issuer": issuer,
            "validity": validity,
            "extensions": extensions,
        }

    certificates = {
        "root": certificate("root", "root", authority()),
        "interm": certificate("interm", "root", [*authority(), crl("root")]),
        "interm-ocsp": certificate(
            "interm-ocsp",
            "interm",
            [
                usage("digital_signature"),
                extension("extended_key_usage", True, value=["ocsp_signing"]),
                extension("ocsp_no_check", False),
            ],
        ),
        "tsa": certificate(
            "tsa",
            "root",
            [
                usage("digital_signature"),
                extension("extended_key_usage", True, value=["time_stamping"]),
                crl("root"),
            ],
        ),
    }
    for chamber, (_, validity) in CHAMBERS.items():
        extensions = [usage("digital_signature", "non_repudiation")]
        extensions += [crl("interm"), responder("interm")]
        certificates[chamber] = certificate(chamber, "interm", extensions, validity)
    schedule = {"simulated-update-schedule": "P1D"}
    services = {
        "ocsp": {
            "interm": {
                "for-issuer": "interm",
                "responder-cert": "interm-ocsp",
                "signing-key": "interm-ocsp",
            }
        },
        "crl-repo": {
            name: {
                "for-issuer": name,
                "signing-key": name,
                "issuer-cert": name,
                **schedule,
            }
            for name in ["root", "interm"]
        },
        "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
    }
    return keys, {
        "external-url-prefix": url,
        "keysets": {
            "test": {
                "path-prefix": "keys",
                "keys": {key: {"path": f"{key}.pem"} for key in keys},
            }
        },
        "pki-architectures": {
            "test": {
                "keyset": "test",
                "entity-defaults": {"country-name": "DE", "organization-name": "Testdienst"},
                "entities": entities,
                "certs": certificates,
                "services": services,
            }
        },
    }


class Silent(WSGIRequestHandler):
    def log_request(self, *_):
        pass


@contextmanager
def running():
    """Starts the services, and stops them in the end."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True, request_handler=Silent)
    url = f"http://127.0.0.1:{server.port}"
    keys, settings = config(url)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "keys").mkdir()
        for key in keys:
            pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            (folder / "keys" / f"{key}.pem").write_bytes(pem)
        (folder / "config.yml").write_text(yaml.safe_dump(settings))
        loaded = CertomancerConfig.from_file(str(folder / "config.yml"), key_search_dir=str(folder))
        architecture = loaded.get_pki_arch(ArchLabel("test"))
        server.app = Animator(AnimatorArchStore({"test": architecture}), with_web_ui=False)
        for name in CHAMBERS:
            package = architecture.package_pkcs12(CertLabel(name), password=PASSPHRASE.encode())
            (folder / f"{name}.p12").write_bytes(package)
        for name in keys:
            der = architecture.get_cert(CertLabel(name)).dump()
            pem = x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
            (folder / f"{name}.pem").write_bytes(pem)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Pki(folder, f"{url}/test/tsa/tsa")
        finally:
            server.shutdown()
