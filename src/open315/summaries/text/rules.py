"""What the words of a passage may hold; pure. A figure stands as a mark ({12}); one typed by hand says its source ({=1,200|source})."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CHINESE = ("zh-hant", "zh-hans")
MOST = 4000
"""Signs of a passage."""
_PIECE = re.compile(r"\{(\d{1,4})\}|\{=([^{}|]*)\|([^{}]*)\}")
_NUMERAL = "〇零一二三四五六七八九十百千萬万億亿兩两"
_MEASURE = (
    "人次|萬元|万元|個|个|件|家|人|名|位|元|次|場|场|批|份|項|项|處|处|起|宗|張|张|部|幅|塊|块|臺|台|篇|天|戶|户|支|隊|队|組|组|類|类|"
    "市|縣|县|區|区|所|座|輛|辆|瓶|盒|袋|箱|斤|噸|吨|公里|倍|成|%"
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_NO_FIGURE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|(?:\d{4}年(?:度)?)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年(?:度)?|\d{1,2}日|\d{1,2}:\d{2}|3\s*[·・.]\s*15"
    r"|第\d+[條条章節节屆届號号期次款項项]|[〔\[(]\d{4}[〕\])]\d*[號号]?"
    rf"|\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|(?:{_MONTH}) \d{{4}}|(?:in|of|since|from|year|until) (?:19|20)\d\d(?!\d)"
    rf"|第[{_NUMERAL}]+(?:{_MEASURE})?|(?<![{_NUMERAL}])[{_NUMERAL}]+[年月日]"
)
"""Days, times, the name of the day, numbers of articles and papers: digits that count nothing."""
_DIGITS = re.compile(r"\d[\d,.]*")
_CHINESE = re.compile(rf"百分之[{_NUMERAL}點点]+|(?<![{_NUMERAL}])[{_NUMERAL}]+(?:餘|余|多|來|来)?(?:{_MEASURE})")
_ENGLISH = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|dozen)(?:[ -]| and )?)+ ?"
    r"(?:cities|counties|provinces|councils|departments|bodies|people|persons|leaders|guests|complaints|enquiries|cases|activities|enterprises"
    r"|companies|outlets|teams|leaflets|copies|posters|boards|stalls|meetings|seminars|requirements|measures|tasks|letters|prizes|awards"
    r"|yuan|percent|per cent)\b",
    re.IGNORECASE,
)
"""Number words before what is counted: “twelve cities”."""
_ARTICLE = re.compile(r"一(?!成)\D*")
"""一個, 一次: no number but an article."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a living figure."""

    number: int


@dataclass(frozen=True, slots=True)
class ByHand:
    """A figure that was typed, and where it is from."""

    text: str
    source: str


Piece = Words | Mark | ByHand


def same_text(language: str) -> tuple[str, ...]:
    """The languages that are one text: the two scripts of Chinese, one of which is made from the other."""
    return CHINESE if language in CHINESE else (language,)


def tidy(text: str) -> str:
    """The words as they are kept: braces and bars of marks are those of the keyboard, whichever were typed."""
    return text.replace("\r\n", "\n").translate(str.maketrans("｛｝｜＝", "{}|=")).strip()


def pieces_of(text: str) -> Iterator[Piece]:
    """Words, marks and figures typed by hand, in order."""
    last = 0
    for found in _PIECE.finditer(text):
        if found.start() > last:
            yield Words(text[last : found.start()])
        number, typed, source = found.groups()
        yield Mark(int(number)) if number else ByHand(typed.strip(), source.strip())
        last = found.end()
    if last < len(text):
        yield Words(text[last:])


def marks_in(text: str) -> list[int]:
    """The numbers of its marks, in order."""
    return [piece.number for piece in pieces_of(text) if isinstance(piece, Mark)]


def typed_figures(text: str) -> list[str]:
    """Figures that stand in the words themselves: digits, and Chinese numerals before what they count."""
    found: list[str] = []
    for piece in pieces_of(text):
        if isinstance(piece, Words):
            left = _NO_FIGURE.sub("\n", unicodedata.normalize("NFKC", piece.text))
            found += [each.group().rstrip(".,") for each in _DIGITS.finditer(left)]
            found += [each.group() for each in _CHINESE.finditer(left) if not _ARTICLE.fullmatch(each.group())]
            found += [each.group() for each in _ENGLISH.finditer(left)]
    return found


def numerals_in(text: str) -> list[tuple[int, int]]:
    """Where digits and Chinese numerals before a measure word stand in plain words; days, articles and "一個" are none."""
    hidden = _NO_FIGURE.sub(lambda found: "\n" * len(found.group()), text)
    digits = [(each.start(), each.start() + len(each.group().rstrip(".,"))) for each in _DIGITS.finditer(hidden)]
    chinese = [(each.start(), each.end()) for each in _CHINESE.finditer(hidden) if not _ARTICLE.fullmatch(each.group())]
    return sorted([*digits, *chinese])


def new_figures(text: str, before: str) -> list[str]:
    """Those that were not in the words before: what the facts said themselves is not asked of who rewords it."""
    return list((Counter(typed_figures(text)) - Counter(typed_figures(before))).elements())


def lost_marks(text: str, before: str) -> list[int]:
    """Marks that stood in the words before and do not any more, each once."""
    kept = set(marks_in(text))
    return [number for number in dict.fromkeys(marks_in(before)) if number not in kept]


def faults(text: str, before: str, known: int, *, drops: bool) -> Iterator[tuple[str, str]]:
    """Code and what it is about of everything wrong with the new words of a passage; `known` marks there are."""
    if len(text) > MOST:
        yield "long", str(MOST)
    unknown = [number for number in marks_in(text) if not 1 <= number <= known]
    if unknown:
        yield "unknown", _marks(unknown)
    if any(isinstance(each, ByHand) and not (each.text and each.source) for each in pieces_of(text)):
        yield "sourceless", ""
    if any(brace in each.text for each in pieces_of(text) if isinstance(each, Words) for brace in "{}"):
        yield "broken", ""
    if typed := new_figures(text, before):
        yield "typed", "、".join(typed)
    if not drops and (lost := lost_marks(text, before)):
        yield "lost", _marks(lost)


def _marks(numbers: Sequence[int]) -> str:
    return " ".join(f"{{{number}}}" for number in dict.fromkeys(numbers))
