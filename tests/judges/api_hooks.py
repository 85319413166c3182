"""What schemathesis has to be told of the API: how a PDF file is sent, and that not everybody comes
from one address. The product slows down an address that guesses tokens, which is tested elsewhere;
here it would hide what stands behind. It believes the header of a proxy on the same machine. And each
write has a key of its own, for an example's key would count once only."""

import itertools

import requests
import schemathesis

send = requests.Session.send
visitors = itertools.count()
LONGEST_KEY = 255


def send_from_elsewhere(session, request, **options):
    number = next(visitors)
    request.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    key = request.headers.get("Idempotency-Key", "")
    if 0 < len(key) < LONGEST_KEY - len(str(number)):
        request.headers["Idempotency-Key"] = key + (str(number) if isinstance(key, str) else str(number).encode())
    return send(session, request, **options)


requests.Session.send = send_from_elsewhere


@schemathesis.serializer("application/pdf")
def pdf(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
