#!/usr/bin/env python3
"""Mail and calendars, judged by other people's programs: aiosmtpd takes the mail over TLS, Python's
own parser reads it, and the package icalendar reads a calendar."""

import hashlib
import json
import logging
import os
import shutil
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import time
import urllib.request
import warnings
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from email import message_from_bytes, policy
from pathlib import Path

import icalendar
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from judge import Judge, Product

PROGRAMME = "ausgezeichneter-wohnort"
CHAMBERS = ("ihk-ostwuerttemberg", "hwk-ulm")
AALEN = "08136088"
USER, PASSWORD = "siegel", "Kerze Nebel Fahrrad 9"
TOKEN = "5e" * 32
ADDRESS = "oberbuergermeisterin@aalen.example"
ENDS = date.today() + timedelta(days=50)


def make_certificate(folder):
    """A certificate for localhost that it issued to itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "server.key").write_bytes(private)


class Inbox:
    """What a server received, and who tried to sign in."""

    def __init__(self):
        self.mails, self.tried = [], []

    async def handle_DATA(self, server, session, envelope):
        encrypted = session.ssl or server.transport.get_extra_info("ssl_object")
        self.mails.append((envelope, encrypted is not None, session.authenticated))
        return "250 taken"

    def sign_in(self, server, session, envelope, mechanism, data):
        self.tried.append(mechanism)
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(folder, protection):
    inbox = Inbox()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    how = {
        "starttls": {"tls_context": context, "require_starttls": True, "auth_required": True},
        "required": {"ssl_context": context, "auth_require_tls": False, "auth_required": True},
        "plain": {"auth_require_tls": False},
    }[protection]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=port, authenticator=inbox.sign_in, **how)
    server.start()
    try:
        yield inbox, port
    finally:
        server.stop()


class Office:
    """A copy of the demonstration whose programme reminds by itself."""

    def __init__(self, product, folder):
        self.folder = folder
        data = folder / "data"
        shutil.copytree(product.data, data)
        self.product = Product(product.binary, data)
        shipped = Path(__file__).parents[2] / "templates" / PROGRAMME
        own = folder / "templates" / PROGRAMME
        shutil.copytree(shipped, own)
        text = (own / "programme.toml").read_text()
        (own / "programme.toml").write_text(text.replace("automatic = false", "automatic = true"))
        self.database = data / "kammersiegel.sqlite"

    def set_up(self, port, protection, trust=True):
        lines = [
            f'templates = "{self.folder / "templates"}"',
            "[mail]",
            'host = "localhost"',
            f"port = {port}",
            f'tls = "{protection}"',
            f'user = "{USER}"',
            'from = "Kammersiegel für Qualitätszeichen <siegel@kammer.example>"',
        ]
        if trust:
            lines.append(f'trust = "{self.folder / "server.pem"}"')
        (self.product.data / "kammersiegel.toml").write_text("\n".join(lines) + "\n")

    def send(self, password=PASSWORD):
        """Sends what is there, as if nothing had been sent; returns what was printed."""
        environment = {**os.environ, "KAMMERSIEGEL_MAIL_PASSWORD": password}
        command = [self.product.binary, "mail", "send", "--data", self.product.data]
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        return done.stdout + done.stderr

    def withdraw(self, serial):
        """Two people of the demonstration: one proposes, the other confirms."""
        clerk, signatory = "vorbereitung@ihk-ostwuerttemberg.example", "unterschrift@hwk-ulm.example"
        propose = ("certificate", "withdraw", serial, "--reason", "Muster", "--user", clerk)
        self.product.command(*propose)
        self.product.command("certificate", "confirm", serial, "--step", "withdraw", "--user", signatory)

    def forget_what_was_sent(self):
        with sqlite3.connect(self.database) as database:
            database.execute("UPDATE outbox SET sent_at = NULL, due_at = 0, claimed_until = NULL")

    def problem(self):
        with sqlite3.connect(self.database) as database:
            return database.execute("SELECT problem FROM outbox").fetchone()[0]

    def award(self):
        keys = self.product.data / "keys"
        before = date.today() - timedelta(days=400)
        prepared = self.product.command(
            *("certificate", "prepare", "--programme", PROGRAMME, "--municipality", AALEN),
            *("--from", str(before), "--until", str(ENDS), "--json"),
        )
        serial = json.loads(prepared)["serial"]
        # With the last signature, the document keys of both chambers have to be at hand.
        for chamber in CHAMBERS:
            variable = f"KAMMERSIEGEL_PASSPHRASE_{chamber.upper().replace('-', '_')}"
            os.environ[variable] = (keys / f"{chamber}.demo-passphrase").read_text().strip()
        for chamber in CHAMBERS:
            self.product.command("certificate", "sign", serial, "--chamber", chamber)
        return serial


def judge_mail(judge, who, received, serial):
    judge.check(f"{who}: one mail came", len(received) == 1, len(received))
    envelope, encrypted, signed_in = received[0]
    judge.check(f"{who}: over TLS", encrypted)
    judge.check(f"{who}: signed in", signed_in)
    judge.check(f"{who}: to the address", envelope.rcpt_tos == [ADDRESS], envelope.rcpt_tos)
    mail = message_from_bytes(envelope.original_content, policy=policy.SMTP)
    judge.check(f"{who}: without defects", not mail.defects, mail.defects)
    judge.check(f"{who}: recipient", mail["To"].addresses[0].addr_spec == ADDRESS, mail["To"])
    sender = mail["From"].addresses[0]
    expected = ("Kammersiegel für Qualitätszeichen", "siegel@kammer.example")
    judge.check(f"{who}: sender", (sender.display_name, sender.addr_spec) == expected, sender)
    judge.check(f"{who}: message id", mail["Message-ID"].endswith("@siegel.example>"), mail["Message-ID"])
    age = datetime.now(timezone.utc) - mail["Date"].datetime
    judge.check(f"{who}: date", timedelta(0) <= age < timedelta(minutes=30), age)
    judge.check(f"{who}: subject", mail["Subject"].startswith("[MUSTER] Aalen: "), mail["Subject"])
    judge.check(f"{who}: no replies by machines", mail["Auto-Submitted"] == "auto-generated")
    judge.check(f"{who}: language", mail["Content-Language"] == "de", mail["Content-Language"])
    judge.check(f"{who}: plain text", mail.get_content_type() == "text/plain")
    body = mail.get_content()
    for says in (
        "Sehr geehrte Frau Oberbürgermeisterin Dr. Müßig-Öztürk,",
        "„Ausgezeichneter Wohnort für Fach- und Führungskräfte“ der Stadt Aalen",
        f"/z/{serial.replace('-', '')}",
    ):
        judge.check(f"{who}: says {says}", says in body, body)
    longest = max(len(line) for line in envelope.original_content.split(b"\r\n"))
    judge.check(f"{who}: no line is too long", longest <= 998, longest)


def judge_protection(judge, office, serial):
    for protection in ("starttls", "required"):
        with judge.about(protection), mail_server(office.folder, protection) as (inbox, port):
            office.set_up(port, protection)
            office.send()
            judge_mail(judge, protection, inbox.mails, serial)
            office.send()
            judge.check(f"{protection}: once", len(inbox.mails) == 1, len(inbox.mails))
            office.forget_what_was_sent()
            said = office.send("ein ganz anderes Wort")
            judge.check(f"{protection}: a wrong password", office.problem() == "sign_in", office.problem())
            judge.check(f"{protection}: it is not shown", "anderes" not in said, said)
            office.forget_what_was_sent()
            office.set_up(port, protection, trust=False)
            office.send()
            judge.check(f"{protection}: an unknown authority", office.problem() == "insecure", office.problem())
            judge.check(f"{protection}: nothing more came", len(inbox.mails) == 1, len(inbox.mails))
            office.forget_what_was_sent()
    with judge.about("plain"), mail_server(office.folder, "plain") as (inbox, port):
        office.set_up(port, "starttls")
        office.send()
        judge.check("plain: nothing came", not inbox.mails)
        judge.check("plain: no password came", not inbox.tried, inbox.tried)
        judge.check("plain: the cause", office.problem() == "insecure", office.problem())


@contextmanager
def served(product):
    command = [product.binary, "serve", "--listen", "127.0.0.1:0", "--data", product.data]
    environment = {**os.environ, "KAMMERSIEGEL_MAIL_PASSWORD": PASSWORD}
    site = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield site.stdout.readline().strip().rsplit(" ", 1)[1]
    finally:
        site.terminate()
        site.wait()


def judge_calendar(judge, office, serial):
    with sqlite3.connect(office.database) as database:
        digest = hashlib.sha256(TOKEN.encode()).hexdigest()
        database.execute(
            "INSERT INTO calendar_feed SELECT id, ?, 'de', ? FROM account WHERE email LIKE 'vorbereitung@ihk%'",
            (digest, int(time.time() * 1000)),
        )
    with served(office.product) as origin:
        with urllib.request.urlopen(f"{origin}/staff/calendar/{TOKEN}.ics") as answer:
            kind, bytes_ = answer.headers.get_content_type(), answer.read()
    judge.check("calendar: type", kind == "text/calendar", kind)
    calendar = icalendar.Calendar.from_ical(bytes_)
    judge.check("calendar: no errors", not calendar.errors, calendar.errors)
    for required in ("VERSION", "PRODID"):
        judge.check(f"calendar: {required}", required in calendar)
    lines = bytes_.split(b"\r\n")
    judge.check("calendar: lines are folded", max(map(len, lines)) <= 75, max(map(len, lines)))
    entries = {str(entry["UID"]): entry for entry in calendar.walk("VEVENT")}
    judge.check("calendar: no entry is there twice", len(entries) == len(calendar.walk("VEVENT")))
    for entry in entries.values():
        judge.check("calendar: entry without errors", not entry.errors, entry.errors)
        day = entry.decoded("DTSTART")
        judge.check("calendar: whole days", type(day) is date, day)
        judge.check("calendar: stamped", isinstance(entry.decoded("DTSTAMP"), datetime))
    end = entries[f"{serial}-end@siegel.example"]
    judge.check("calendar: the end", end.decoded("DTSTART") == ENDS, end.decoded("DTSTART"))
    judge.check("calendar: whose", "Aalen" in str(end["SUMMARY"]), end["SUMMARY"])
    judge.check("calendar: reminders", f"{serial}-reminder-3@siegel.example" in entries)
    for never in (ADDRESS, "Öztürk"):
        judge.check(f"calendar: no {never}", never.encode() not in bytes_)


def main():
    # The server tells at length of clients that do not trust it.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    judge = Judge("mail")
    with judge.about("mail"), tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        make_certificate(folder)
        office = Office(Product.from_arguments(), folder)
        # What the demonstration awards to Aalen lasts longer, so nobody would have to be reminded.
        for certificate in office.product.certificates():
            if certificate["recipient"]["name"] == "Aalen" and certificate["state"] == "valid":
                office.withdraw(certificate["serial"])
        serial = office.award()
        office.product.command(
            *("municipality", "contact", "set", AALEN, "--email", ADDRESS, "--gender", "female"),
            *("--name", "Dr. Şule Müßig-Öztürk", "--addressed-as", "Dr. Müßig-Öztürk"),
            *("--office", "Oberbürgermeisterin"),
        )
        judge_protection(judge, office, serial)
        with judge.about("calendar"):
            judge_calendar(judge, office, serial)
    judge.close()


if __name__ == "__main__":
    main()
