"""A text as the patterns read it: one plain sign (letters in small) for every way of writing a digit or an ASCII sign, and nothing that cannot be seen.

Format signs, combining marks and fillers are left out (a zero-width space, a soft hyphen, the box of a keycap digit), so that
they part no number; where each sign stood is kept, so that the mask falls on the text as it is.
"""

import re
import unicodedata
from dataclasses import dataclass, field

UNSEEN = frozenset({"Cf", "Mn", "Me", "Mc", "Cs"})
"""Unicode's categories of what stands on or between signs."""
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs without ink."""
ALIKE = dict(zip("×ХхΧχー‒–—―−﹣", "xxxxx-------", strict=True))
"""What stands for the last sign of an identity number, and for a dash."""
SPOKEN = {
    **dict.fromkeys("〇零洞○◯", "0"), **dict.fromkeys("一壹弌幺吆", "1"), **dict.fromkeys("二贰貳弍两兩", "2"),
    **dict.fromkeys("三叁參叄弎", "3"), **dict.fromkeys("四肆", "4"), **dict.fromkeys("五伍", "5"),
    **dict.fromkeys("六陆陸", "6"), **dict.fromkeys("七柒拐", "7"), **dict.fromkeys("八捌", "8"), **dict.fromkeys("九玖勾", "9"),
}  # fmt: skip
"""Chinese numerals, with those that are spoken over a wire (幺兩拐勾洞)."""


class _Plain(dict[int, str]):
    """Code point → its plain sign, "" for what cannot be seen; filled as signs are met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_sign(chr(code))
        return plain


class _PlainNumerals(dict[int, str]):
    """The same with Chinese numerals as digits, also those in brackets and rods (㈠, ㊀, 〡)."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = SPOKEN.get(chr(code)) or _numeral(chr(code)) or PLAIN[code]
        return plain


def _plain_sign(char: str) -> str:
    if char.isascii():
        return char.lower()
    if unicodedata.category(char) in UNSEEN or char in FILLERS:
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", char)
    return folded.lower() if len(folded) == 1 and folded.isascii() else ALIKE.get(char, char)


def _numeral(char: str) -> str:
    value = unicodedata.numeric(char, -1.0)
    return str(int(value)) if 0 <= value <= 9 and value.is_integer() and not char.isascii() else ""


PLAIN = _Plain()
_USUAL = "\x00-\x7f\u3400-\u9fff、。〈-】，！？：；（）“”‘’…—\u3000"
_UNUSUAL = re.compile(f"[^{_USUAL}]")
"""What a text must hold to be read otherwise than it is written. Marks of Chinese text are known to the patterns as they are."""
NUMERALS = _PlainNumerals()


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain form of a text. `plain[at]` is the sign that stands at `text[place(at)]`."""

    text: str
    plain: str
    places: list[int] | None = field(default=None, compare=False)
    """None where every sign stands at its own place."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain form stands in the text."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def read(text: str, table: dict[int, str] = PLAIN) -> Reading:
    """The reading of a text by a table that gives one sign, or none, for each."""
    as_it_is = table is PLAIN and _UNUSUAL.search(text) is None
    plain = text.lower() if as_it_is else text.translate(table)
    if len(plain) == len(text):
        return Reading(text, plain)
    return Reading(text, plain, [at for at, sign in enumerate(text) if table[ord(sign)]])
