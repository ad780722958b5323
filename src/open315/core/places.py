"""From a place as people write it to its code: 420102, 武汉市江岸区, 湖北 武漢, 江岸, and the names and codes of former days. Pure.

Names are compared folded, so either script will do. What is not certain gives "": no place is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from open315.core.regions import PROVINCE, covers, level_of
from open315.core.text import fold, letters

ENDINGS = re.compile("(?:省|自治区|特别行政区|地区|自治州|盟|林区|新区|自治县|市|区|县|旗)$")
_PEOPLES = (
    "柯尔克孜|哈萨克|达斡尔|鄂温克|鄂伦春|塔吉克|布依|土家|哈尼|傈僳|景颇|蒙古|朝鲜|撒拉|东乡|保安|裕固|仡佬|拉祜|独龙|普米|纳西|仫佬|毛南|"
    "布朗|锡伯|各|藏|羌|彝|苗|侗|壮|瑶|傣|白|回|黎|满|土|水|佤|怒|畲"
)
_AUTONOMOUS = re.compile(rf"\A(?P<plain>.{{2,20}}?)(?:(?:{_PEOPLES})族?){{1,9}}自治(?P<ending>[州县旗])")
"""An autonomous place; the peoples in its name are seldom said: 鄂西土家族苗族自治州 is 鄂西州."""
SHORTEST = 2
_CODE = re.compile(r"\A\s*(\d{6})(?:000|000000)?(?!\d)")
"""Six digits, or the nine and twelve of the statistical offices."""
_BETWEEN = re.compile(r"[\W_]+")
_COUNTRY = re.compile("^(?:中华人民共和国|中国)")
_GOES_ON = re.compile("[路巷弄场民集容值别块间域志舰袍钱会]|街(?!道)|道|大街|大道|胡同|步行街")
"""What after a whole name makes another word of it: 北京市|場, 新市區|路, 長安區|別."""


@dataclass(frozen=True, slots=True)
class Former:
    """A name or code that a place bore before: `old_code` is "" where only the name changed. `is_said`: no official name, but one that people
    say for it today (光谷), which counts as a whole name."""

    name: str
    code: str
    old_code: str = ""
    is_said: bool = False


class PlaceFinder:
    """Built once for many places, from code → name and what was called otherwise before.

    Prefers places inside `home`, and the finest that is named; the present bearer of a name before a former one.
    """

    def __init__(self, names: Mapping[str, str], home: str = "", former: Iterable[Former] = ()) -> None:
        self._home = home
        self._codes = frozenset(names)
        self._moved: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._whole: dict[str, set[str]] = defaultdict(set)
        """The codes of which a name is the whole name, with its ending."""
        for code, name in names.items():
            self._whole[letters(name)].add(code)
            for known in _ways_to_say(name):
                self._by_name[known].append(code)
        self._add_former([Former(short, code) for code, name in names.items() if (short := _without_peoples(name))])
        self._add_former(former)
        self._longest = max(map(len, self._by_name), default=0)
        self._known: dict[str, str] = {}

    def _add_former(self, former: Iterable[Former]) -> None:
        """Names that no place bears today; where several bore one, none of them is certain by the name alone."""
        later: dict[str, list[str]] = defaultdict(list)
        for each in former:
            if each.code not in self._codes:
                continue
            if each.old_code and each.old_code not in self._codes:
                self._moved.setdefault(each.old_code, each.code)
            if each.is_said or _is_ended(each.name):
                self._whole[letters(each.name)].add(each.code)
            for known in {*_ways_to_say(each.name), _without_peoples(each.name)} - {""}:
                if known not in self._by_name and each.code not in later[known]:
                    later[known].append(each.code)
        self._by_name.update({known: codes for known, codes in later.items() if codes})

    def find(self, written: str) -> str:
        """The code, or "" when no place is recognised for certain: streets, shops, zones and dishes named after a place are none."""
        if written not in self._known:
            self._known[written] = self._look(written)
        return self._known[written]

    def find_at_start(self, address: str) -> str:
        """The code of the place with which an address begins, from a province or city down: 上海市浦東新區世紀大道1號; "" for 中山大道2號."""
        read = _Written.of(address)
        found, at = "", 0
        while step := self._next_at(read, at, found):
            found, at = step
        return found

    def _look(self, written: str) -> str:
        if digits := _CODE.match(written):
            return digits[1] if digits[1] in self._codes else self._moved.get(digits[1], "")
        read = _Written.of(written)
        found, at = "", 0
        while at < len(read.text):
            step = self._next_at(read, at, found)
            if step and not found and self._is_doubtful(read, at, *step):
                step = None
            found, at = step or (found, at + 1)
        return found

    def _is_doubtful(self, read: "_Written", at: int, code: str, end: int) -> bool:
        """Whether a place far from home stands inside other words: there only a chain such as 上海市浦東新區 is one."""
        at_home = not self._home or covers(self._home, code)
        return not (at_home or at in read.begins or self._next_at(read, end, code))

    def _next_at(self, read: "_Written", at: int, found: str) -> tuple[str, int] | None:
        """The place named from `at` on, inside `found` where there is one, and where its name ends; the longest name first."""
        for length in range(min(self._longest, len(read.text) - at), SHORTEST - 1, -1):
            name, end = read.text[at : at + length], at + length
            code = self._meant(name, found)
            if code and self._stands_alone(read, at, end, code, found):
                return code, end
        return None

    def _meant(self, name: str, found: str) -> str:
        codes = self._by_name.get(name, [])
        if found:
            return next((code for code in codes if code != found and covers(found, code)), "")
        return self._alone(codes)

    def _stands_alone(self, read: "_Written", at: int, end: int, code: str, found: str) -> bool:
        """Whether the name is a place rather than the beginning of something called after it (南京路, 武漢商場, 沙縣小吃)."""
        name, rest = read.text[at:end], read.text[end:]
        at_home = bool(found) or not self._home or covers(self._home, code)
        is_whole = code in self._whole.get(name, ())
        if is_whole and (len(name) > SHORTEST or (at_home and at in read.begins)):
            return not _GOES_ON.match(rest)
        if at not in read.begins and not found:
            return False
        if self._next_at(read, end, code) or (at_home and _follows_place(rest)):
            return True
        return end in read.ends and (at_home or is_whole or level_of(code) == PROVINCE)

    def _alone(self, codes: list[str]) -> str:
        """A name without its province: the one inside home, else the only one there is."""
        at_home = [code for code in codes if covers(self._home, code)]
        choice = at_home or codes
        return choice[0] if len(choice) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written, folded, without the signs between words; `begins` and `ends` are where words begin and end."""

    text: str
    begins: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, written: str) -> "_Written":
        parts = [_COUNTRY.sub("", part) for part in _BETWEEN.split(fold(written)) if part]
        ends = list(accumulate(map(len, parts)))
        return cls("".join(parts), frozenset([0, *ends]), frozenset(ends))


def _is_ended(name: str) -> bool:
    """Whether the name says what kind of place it is."""
    return bool(ENDINGS.search(letters(name)))


def _ways_to_say(name: str) -> set[str]:
    """The whole name, it without its ending, and an autonomous place without its peoples but with its ending (恩施州)."""
    whole = letters(name)
    ways = {whole, ENDINGS.sub("", whole)}
    if found := _AUTONOMOUS.fullmatch(whole):
        ways.add(found["plain"] + found["ending"])
    return {way for way in ways if len(way) >= SHORTEST}


def _without_peoples(name: str) -> str:
    """An autonomous place by its bare name (延邊), which counts where no other place is called so (恩施 is the city)."""
    found = _AUTONOMOUS.fullmatch(letters(name))
    return found["plain"] if found else ""


def _follows_place(rest: str) -> bool:
    """Whether what follows a name without its ending reads like the next place: 湖北|武漢市…, not 武漢|大道."""
    return bool(re.match(r"[^路街道巷號号]{2,8}?(?:省|市|区|县|州|盟|旗)", rest))
