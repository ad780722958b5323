"""How much of a piece of personal data may be seen."""

from open315.core.redaction.reading import PLAIN

STAR = "*"


def keep_ends(value: str, head: int, tail: int) -> str:
    """The letters and digits of `value` masked except the first `head` and the last `tail`; separators stay.

    A value too short to hide anything that way is hidden whole.
    """
    places = [at for at, char in enumerate(value) if char.isalnum() or PLAIN[ord(char)].isalnum()]
    hidden = set(places[head : len(places) - tail] if len(places) > head + tail else places)
    return "".join(STAR if at in hidden else char for at, char in enumerate(value))


def mask_phone(number: str) -> str:
    """138****1234 for a mobile number; the last four digits of any other; a short number is hidden whole."""
    if len(number) == 11 and number.isdecimal():  # nearly all numbers of an import
        return f"{number[:3]}{STAR * 4}{number[-4:]}"
    digits = sum(char.isdigit() for char in number)
    if digits < 7:
        return keep_ends(number, 0, 0)
    return keep_ends(number, 3 if digits >= 11 else 0, 4)


def mask_name(name: str) -> str:
    """The first character and two stars (張**), whatever the length; nothing for an empty name."""
    name = name.strip()
    return name[0] + STAR * 2 if name else ""


def mask_email(address: str) -> str:
    """The first letter of the local part and the domain: z****@example.org."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}{STAR * 4}{at}{domain}" if at else keep_ends(address, 1, 0)
