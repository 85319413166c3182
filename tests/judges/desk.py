"""The desk as a person's browser sees it, without one: cookies, forms and one-time codes."""

import base64
import hashlib
import hmac
import http.client
import re
import socket
import subprocess
import time
from contextlib import contextmanager
from html import unescape
from urllib.parse import urlencode, urlsplit

PASSWORD = "Leuchtturm schweigt ueber Mittag"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def serving(product):
    """The running product; gives its address. What opens its keys is nowhere in its environment."""
    address = f"127.0.0.1:{free_port()}"
    command = [product.binary, "serve", "--listen", address, "--data", product.data]
    server = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE)
    try:
        # It says where it listens, once it does.
        server.stdout.readline()
        yield address
    finally:
        server.terminate()
        server.wait()


def one_time_code(secret):
    """RFC 6238 with SHA-1 and six digits."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    mac = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    place = mac[19] & 15
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Browser:
    """Keeps cookies, and sends back what stands in a form."""

    def __init__(self, address):
        self.address = address
        self.cookies = {}

    def request(self, method, path, body=None):
        """The status and the text of a page; redirects are followed."""
        headers = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
            headers["origin"] = f"http://{self.address}"
            headers["sec-fetch-site"] = "same-origin"
        connection = http.client.HTTPConnection(self.address)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for line in answer.headers.get_all("set-cookie") or ():
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if answer.status == 303:
            return self.request("GET", answer.headers["location"])
        return answer.status, text

    def get(self, path):
        return self.request("GET", path)

    def send(self, page, action, fields):
        """Sends the form on a page that leads to an address."""
        start = page.index(f'<form action="{action}"')
        form = page[start : page.index("</form>", start)]
        given = [name for name, _ in fields]
        for tag in re.findall(r"<input [^>]+>", form):
            held = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            # What has no name is only shown.
            if held["type"] in ("hidden", "text") and "name" in held and held["name"] not in given:
                fields = [*fields, (held["name"], unescape(held.get("value", "")))]
        return self.request("POST", action, urlencode(fields))


def person(product, address, chamber, email, role):
    """Somebody with an account and one-time codes, signed in."""
    said = product.command(
        "account", "invite", "--chamber", chamber, "--email", email, "--name", "Kim Musterfrau", "--role", role,
    ).decode()  # fmt: skip
    link = urlsplit(re.search(r"https://\S+/staff/invitation/\S+", said).group()).path
    browser = Browser(address)
    _, page = browser.get(link)
    browser.send(page, link, [("password", PASSWORD), ("password-again", PASSWORD)])
    setup = "/staff/account/second-factor"
    _, page = browser.get(setup)
    secret = re.search(r'<code class="secret">([^<]+)<', page).group(1).replace(" ", "")
    browser.send(page, setup, [("code", one_time_code(secret))])
    return browser
