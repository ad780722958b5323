"""Birth dates, where the text says that one follows or stood before: 生日1985年3月12日, born 12/03/1985, 85年三月十二生的.

Month and day are masked; the year stays, since some complaints turn on somebody's age.
"""

from open315.core.redaction.patterns.shape import Pattern, any_of, pattern
from open315.core.redaction.words import words

WORDS = words("births.words")
BEHIND = words("births.behind")
_KIND = (
    r"(?:日期|年月日|年月|时间|時間|[于於在是为為]|农历|農曆|阴历|陰曆|阳历|陽曆|公历|公曆|旧历|的|us|on|date|is){0,3}"
)
_SAYS = r"[\s:：=,，、（(「“\"]{0,3}"
_HAN = "〇零一二三四五六七八九"
_YEAR = rf"(?:(?:1[89]|20)?[0-9]{{2}}|(?:一[八九]|二[〇零])?[{_HAN}]{{2}})"
_SEP = r"\s?[年./\-]\s?"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[12一二]?|[{_HAN}]|正|冬|腊|臘)"
_DAY = rf"(?:3[01]|[12][0-9]|0[1-9]|[1-9](?![0-9])|[初廿卅][1-9十{_HAN}]|[23二三]?十[1-9{_HAN}]?|[{_HAN}])"
_MONTH_AND_DAY = rf"{_MONTH}(?:\s?[月./\-]\s?(?:{_DAY}\s?[日号號]?)?)?(?![0-9])"
_LONG = rf"{_YEAR}{_SEP}(?P<v>{_MONTH_AND_DAY})"
_COMPACT = r"(?:19|20)[0-9]{2}(?P<v>(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
_SHORT = rf"(?P<v>{_MONTH}\s?月\s?{_DAY}\s?[日号號]?)"
_WESTERN = r"(?P<v>[0-3]?[0-9]\s?[./\-]\s?[0-3]?[0-9])\s?[./\-]\s?(?:19|20)[0-9]{2}(?![0-9])"
_BEGUN = rf"{any_of(WORDS)}{_KIND}{_SAYS}{_KIND}{_SAYS}"
_ENDED = rf"[日号號]?\s?[，,（(]?(?:农历|農曆|阴历|陰曆|阳历|陽曆)?的?(?:{any_of(BEHIND)}|生(?![㐀-鿿]))"

PATTERNS = tuple(
    Pattern("birth", pattern(each), needs=needs)
    for each, needs in (
        (rf"{_BEGUN}{_LONG}", WORDS),
        (rf"{_BEGUN}{_COMPACT}", WORDS),
        (rf"{_BEGUN}{_SHORT}", WORDS),
        (rf"{_BEGUN}{_WESTERN}", WORDS),
        (rf"(?<![0-9]){_LONG}{_ENDED}", BEHIND),
        (rf"(?<![0-9]){_COMPACT}{_ENDED}", BEHIND),
    )
)
