#!/usr/bin/env python3
"""A test PKI over HTTP on loopback: CA, OCSP, CRL and time-stamps, by certomancer.

    python tests/judges/pki.py FOLDER COMMAND …

Starts the services, writes the chambers' keys (ihk.p12, hwk.p12), the certificates and
urls.json into FOLDER, runs COMMAND with the
environment variables PKI_FOLDER and PKI_URL, and stops the services with it.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import yaml
from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from werkzeug.serving import make_server

PASSPHRASE = "eine lange Passphrase"
ALWAYS = {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2050-01-01T00:00:00+0000"}


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
    keys = ["root", "interm", "interm-ocsp", "tsa", "ihk", "hwk"]
    entities = {
        "root": {"common-name": "Test Root CA"},
        "interm": {"common-name": "Test Seal CA"},
        "interm-ocsp": {"common-name": "Test OCSP"},
        "tsa": {"common-name": "Test Time Stamp"},
        "ihk": {"common-name": "Industrie- und Handelskammer Ostwürttemberg"},
        "hwk": {"common-name": "Handwerkskammer Ulm"},
    }

    def certificate(subject, issuer, extensions):
        return {
            "subject": subject,
            "issuer": issuer,
            "validity": ALWAYS,
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
    for chamber in ["ihk", "hwk"]:
        extensions = [usage("digital_signature", "non_repudiation")]
        extensions += [crl("interm"), responder("interm")]
        certificates[chamber] = certificate(chamber, "interm", extensions)
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


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    url = f"http://127.0.0.1:{server.port}"
    keys, settings = config(url)
    with tempfile.TemporaryDirectory() as temporary:
        temporary = Path(temporary)
        (temporary / "keys").mkdir()
        for key in keys:
            pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            (temporary / "keys" / f"{key}.pem").write_bytes(pem)
        (temporary / "config.yml").write_text(yaml.safe_dump(settings))
        loaded = CertomancerConfig.from_file(
            str(temporary / "config.yml"), key_search_dir=str(temporary)
        )
        architecture = loaded.get_pki_arch(ArchLabel("test"))
        server.app = Animator(AnimatorArchStore({"test": architecture}), with_web_ui=False)
        for name in ["ihk", "hwk"]:
            label = CertLabel(name)
            package = architecture.package_pkcs12(label, password=PASSPHRASE.encode())
            (folder / f"{name}.p12").write_bytes(package)
        for name in ["root", "interm", "interm-ocsp", "tsa", "ihk", "hwk"]:
            der = architecture.get_cert(CertLabel(name)).dump()
            (folder / f"{name}.der").write_bytes(der)
        urls = {
            "tsa": f"{url}/test/tsa/tsa",
            "ocsp": f"{url}/test/ocsp/interm",
            "crls": [f"{url}/test/crls/{name}/latest.crl" for name in ["root", "interm"]],
        }
        (folder / "urls.json").write_text(json.dumps(urls))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        environment = {**os.environ, "PKI_FOLDER": str(folder), "PKI_URL": url}
        result = subprocess.run(sys.argv[2:], env=environment)
        server.shutdown()
        sys.exit(result.returncode)


if __name__ == "__main__":
    main()
