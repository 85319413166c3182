"""The seal format once more, written from docs/seal-format.md and not from the product's code."""

from datetime import date, timedelta

GROUP_BYTES = 7
GROUP_DIGITS = 17
DIGITS_OF_BYTES = {1: 3, 2: 5, 3: 8, 4: 10, 5: 13, 6: 15, 7: GROUP_DIGITS}
BYTES_OF_DIGITS = {digits: count for count, digits in DIGITS_OF_BYTES.items()}

SIGNATURE_BYTES = 64
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def to_digits(data):
    groups = (data[at : at + GROUP_BYTES] for at in range(0, len(data), GROUP_BYTES))
    return "".join(str(int.from_bytes(g, "little")).zfill(DIGITS_OF_BYTES[len(g)]) for g in groups)


def from_digits(digits):
    groups = (digits[at : at + GROUP_DIGITS] for at in range(0, len(digits), GROUP_DIGITS))
    return b"".join(int(g).to_bytes(BYTES_OF_DIGITS[len(g)], "little") for g in groups)


def serial_bytes(serial):
    bits = 0
    for character in serial.replace("-", ""):
        bits = bits << 5 | CROCKFORD.index(character)
    return bits.to_bytes(10, "big")


def luhn_holds(serial):
    """Luhn mod 32: from the right, every second value doubled, its two base-32 digits added."""
    values = [CROCKFORD.index(c) for c in serial.replace("-", "")]
    doubled = (value * (1 + place % 2) for place, value in enumerate(reversed(values)))
    return sum(value // 32 + value % 32 for value in doubled) % 32 == 0


def day(number):
    return (date(1970, 1, 1) + timedelta(days=number)).isoformat()
