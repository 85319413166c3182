"""What schemathesis has to be told of the API: how a PDF file is sent, and that not everybody comes
from one address. The product slows down an address that guesses tokens, which is tested elsewhere;
here it would hide what stands behind. It believes the header of a proxy on the same machine."""

import itertools

import requests
import schemathesis

send = requests.Session.send
visitors = itertools.count()


def send_from_elsewhere(session, request, **options):
    number = next(visitors)
    request.headers["X-Forwarded-For"] = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return send(session, request, **options)


requests.Session.send = send_from_elsewhere


@schemathesis.serializer("application/pdf")
def pdf(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
