"""What schemathesis has to be told of the API: how a PDF file is sent."""

import schemathesis


@schemathesis.serializer("application/pdf")
def pdf(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
