"""One kind of personal data as a pattern, and how numbers are grouped."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

SEP = r"(?:[^\w¥$€£%‰°℃*]|_|(?<!\*)\*(?!\*)){0,3}"
"""What people put between the digits of a number: up to three signs that are no letters. Money and per cent part numbers."""
SAYS = r"(?:[号號码碼是为為叫:：=→>~—\-,，、.。|/(（\[【「“\"'@\s]|id(?![a-z])|no\.?(?![a-z])|[吧呢啊哦]){0,6}"
"""What stands between a word and the number it announces."""
HAN = "㐀-鿿"
"""Chinese signs, in a class."""
_NOT_A_DIGIT = re.compile(r"[^0-9]+")


@dataclass(slots=True, eq=False)
class Pattern:
    """One kind of personal data: where it may be, whether a find is really one, and how many signs stay readable."""

    kind: str
    regex: re.Pattern[str]
    head: int = 0
    tail: int = 0
    is_real: Callable[[str], bool] = bool
    needs: tuple[str, ...] = ()
    """A text without any of these cannot hold a find, so that it need not be walked. Empty: always walk it."""
    run: int = 0
    """A find has so many digits in one stretch, with no more than `SEP` between them."""
    letters: bool = False
    """A find has Latin letters."""
    or_letters: bool = False
    """A text with Latin letters is walked too where no stretch of digits is so long."""
    gate: re.Pattern[str] | None = None
    """A text in which this cheap look finds nothing cannot hold a find."""
    group: str | int = field(init=False)
    """What is masked: the group `v`, or the whole."""
    judged: str | int = field(init=False)
    """What `is_real` is asked about: the group `all`, or what is masked."""
    firsts: frozenset[str] = field(init=False)
    single: bool = field(init=False)

    def __post_init__(self) -> None:
        self.group = "v" if "v" in self.regex.groupindex else 0
        self.judged = "all" if "all" in self.regex.groupindex else self.group
        # A blank may part the signs of a Chinese word (`any_of`), so only its first is looked for.
        self.needs = tuple(dict.fromkeys(word if word.isascii() else word[0] for word in self.needs))
        self.firsts = frozenset(word[0] for word in self.needs)
        self.single = all(len(word) == 1 for word in self.needs)

    @property
    def is_of_words(self) -> bool:
        """Whether it may find something that holds no digit and no letter."""
        return not self.run and not self.letters

    def fits(self, run: int, *, has_letters: bool) -> bool:
        """Whether it may find something in a text whose longest stretch of digits is `run`."""
        if self.letters and not has_letters:
            return False
        return self.run <= run or (self.or_letters and has_letters)

    def may_be_in(self, plain: str, signs: set[str]) -> bool:
        """False if the text (made of `signs`) lacks the words the pattern needs, or its gate finds nothing."""
        if self.needs and self.firsts.isdisjoint(signs):
            return False
        if not self.single and not any(word in plain for word in self.needs):
            return False
        return self.gate is None or self.gate.search(plain) is not None


def pattern(written: str) -> re.Pattern[str]:
    """The pattern; letters in small, as readings have them."""
    return re.compile(written)


def more(count: int | str) -> str:
    """So many further digits, with or without something between them."""
    return rf"(?:{SEP}[0-9]){{{count}}}"


def any_of(words: tuple[str, ...]) -> str:
    """One of the words; a blank or a dot may stand between the signs of a Chinese one."""
    return "(?:" + "|".join(re.escape(word) if word.isascii() else r"[\s.·]?".join(word) for word in words) + ")"


def digits(value: str) -> str:
    """The digits of a find."""
    return "".join(char for char in value if char.isdecimal())


def groups(value: str) -> tuple[int, ...]:
    """How many digits stand together, group by group."""
    return tuple(len(each) for each in _NOT_A_DIGIT.split(value) if each)


def gaps(value: str) -> list[str]:
    """What stands between the groups, without blanks."""
    return ["".join(each.split()) for each in _NOT_A_DIGIT.findall(value.strip())]
