"""How wide texts are in signs of a line, where they may be broken, and how a title is broken by its meaning."""

import re
import unicodedata
from itertools import pairwise

WIDE = frozenset("WFA")
"""What takes a whole sign in a Chinese face (Unicode's East Asian width); anything else takes half of one."""
NOT_FIRST = frozenset("，。、；：？！）》」』”’〕】…—·")
NOT_LAST = frozenset("（《「『“‘〔【")
MOST_LINES = 10
"""A title of more lines is left to the setter: weighing all breaks of a text that is none would take long."""
LONGEST_WORD = 24
"""Latin signs after which a word may be broken anywhere, so that none is wider than a line."""
BREAK = "\u200b"
_WORD = re.compile(rf"[!-~]{{{LONGEST_WORD}}}(?=[!-~])")
_INSIDE = re.compile(r"《[^》]*》|（[^）]*）|“[^”]*”|「[^」]*」|[!-~]+")
_BEFORE = re.compile(r"关于|關於")
_BEHIND_PLACE = re.compile(r"(?<=[省州县縣])|(?<=[市区區])(?![场場域])")
MEANT, PLAIN = 0, 60
"""What a break costs where the meaning breaks and where it does not; a sign more or less than the others costs its square."""


def width(text: str) -> float:
    """The width of a text in signs: 1 for a Chinese one, a half for a Latin one, 0 for what combines."""
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(sign) in WIDE else 0.5


def breakable(text: str) -> str:
    """The text with places to break within very long words, for a setter that has no rule for them."""
    return _WORD.sub(lambda word: word.group() + BREAK, text)


def title_lines(title: str, signs: int, whole: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The title in lines of at most `signs`, about equally long, broken before 關於 and beside marks rather than within words.

    Line ends in the title are kept. Names in `whole` and what stands in marks is not broken unless it must be.
    """
    parts = (part.strip() for part in title.split("\n"))
    return tuple(line for part in parts if part for line in _lines(part, signs, whole, _BEFORE))


def name_lines(name: str, signs: int) -> tuple[str, ...]:
    """The name of a body in lines of at most `signs`, broken behind its place (湖北省) rather than within words."""
    return tuple(_lines(name, signs, (), _BEHIND_PLACE))


def _lines(text: str, signs: int, whole: tuple[str, ...], meant: re.Pattern[str]) -> list[str]:
    count = -int(-width(text) // signs)
    if count <= 1 or count > MOST_LINES:
        return [text]
    costs = _costs(text, signs, whole, meant)
    for lines in range(count, count + 3):
        found = _best(text, lines, signs, costs)
        if found:
            return found
    return [text]


def _best(text: str, count: int, signs: int, costs: dict[int, int]) -> list[str]:
    """The cheapest way to make `count` lines; none where a line would be too long."""
    aim = width(text) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for line in range(1, count + 1):
        ends = (len(text),) if line == count else tuple(costs)
        best = {
            end: min(ways) for end in ends if (ways := list(_ways(text, best, end, aim, signs, costs.get(end, MEANT))))
        }
    _, places = best.get(len(text), (0.0, ()))
    return [text[start:end] for start, end in pairwise(places)]


def _ways(
    text: str, best: dict[int, tuple[float, tuple[int, ...]]], end: int, aim: float, signs: int, price: int
) -> list[tuple[float, tuple[int, ...]]]:
    ways = []
    for start, (cost, places) in best.items():
        size = width(text[start:end])
        if start < end and size <= signs:
            ways.append((cost + price + (size - aim) ** 2, (*places, end)))
    return ways


def _costs(text: str, signs: int, whole: tuple[str, ...], meant: re.Pattern[str]) -> dict[int, int]:
    """Where a line may end, and what it costs."""
    kept = [(start, end) for start, end in _kept(text, whole) if width(text[start:end]) <= signs]
    shut = {place for start, end in kept for place in range(start + 1, end)}
    breaks = {found.start() for found in meant.finditer(text)}
    return {
        place: MEANT if place in breaks or text[place - 1] in NOT_FIRST else PLAIN
        for place in range(1, len(text))
        if place not in shut and text[place] not in NOT_FIRST and text[place - 1] not in NOT_LAST
    }


def _kept(text: str, whole: tuple[str, ...]) -> list[tuple[int, int]]:
    spans = [found.span() for found in _INSIDE.finditer(text)]
    for name in filter(None, whole):
        spans += [found.span() for found in re.finditer(re.escape(name), text)]
    return spans
