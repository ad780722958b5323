"""From a place as people write it to its code: 420102, 武汉市江岸区, 湖北 武漢, 江岸, and the names and codes of former days. Pure.

Names are compared folded, so either script will do. What is not certain gives "": no place is guessed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from open315.core.regions import covers
from open315.core.text import letters

ENDINGS = re.compile("(?:省|自治区|特别行政区|地区|自治州|盟|林区|新区|自治县|市|区|县|旗)$")
_PEOPLES = (
    "柯尔克孜|哈萨克|达斡尔|鄂温克|鄂伦春|塔吉克|布依|土家|哈尼|傈僳|景颇|蒙古|朝鲜|撒拉|东乡|保安|裕固|仡佬|拉祜|独龙|普米|纳西|仫佬|毛南|"
    "布朗|锡伯|各|藏|羌|彝|苗|侗|壮|瑶|傣|白|回|黎|满|土|水|佤|怒|畲"
)
_AUTONOMOUS = re.compile(rf"(?P<plain>.{{2,}}?)(?:(?:{_PEOPLES})族?)+自治(?P<ending>[州县旗])")
"""An autonomous place; the peoples in its name are seldom said: 鄂西土家族苗族自治州 is 鄂西州."""
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Former:
    """A name or code that a place bore before: `old_code` is "" where only the name changed."""

    name: str
    code: str
    old_code: str = ""


class PlaceFinder:
    """Built once for many places, from code → name and what was called otherwise before.

    Prefers places inside `home`, and the finest that is named; the present bearer of a name before a former one.
    """

    def __init__(self, names: Mapping[str, str], home: str = "", former: Iterable[Former] = ()) -> None:
        self._home = home
        self._codes = frozenset(names)
        self._moved: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for code, name in names.items():
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
            for known in {*_ways_to_say(each.name), _without_peoples(each.name)} - {""}:
                if known not in self._by_name and each.code not in later[known]:
                    later[known].append(each.code)
        self._by_name.update({known: codes for known, codes in later.items() if codes})

    def find(self, written: str) -> str:
        """The code, or "" when no place is recognised for certain."""
        if written not in self._known:
            self._known[written] = self._look(written)
        return self._known[written]

    def find_at_start(self, address: str) -> str:
        """The code of the place with which an address begins, from a province or city down: 上海市浦東新區世紀大道1號; "" for 中山大道2號."""
        text = letters(address)
        found, at = "", 0
        while step := self._next_at(text, at, found):
            found, at = step
        return found

    def _next_at(self, text: str, at: int, found: str) -> tuple[str, int] | None:
        for length in range(min(self._longest, len(text) - at), SHORTEST - 1, -1):
            codes = self._by_name.get(text[at : at + length], [])
            inside = [code for code in codes if code != found and covers(found, code)] if found else []
            code = inside[0] if inside else ("" if found else self._alone(codes))
            if code and (ENDINGS.search(text[at : at + length]) or _follows_place(text[at + length :])):
                return code, at + length
        return None

    def _look(self, written: str) -> str:
        if digits := re.match(r"\d{6}", written):
            return digits[0] if digits[0] in self._codes else self._moved.get(digits[0], "")
        found = ""
        for codes in self._named(letters(written)):
            inside = [code for code in codes if code != found and covers(found, code)]
            if inside:
                found = inside[0]
            elif not found:
                found = self._alone(codes)
        return found

    def _named(self, text: str) -> Iterator[list[str]]:
        """The places named one after the other, the longest name first where several begin at the same sign."""
        at = 0
        while at < len(text):
            for length in range(min(self._longest, len(text) - at), SHORTEST - 1, -1):
                if codes := self._by_name.get(text[at : at + length]):
                    yield codes
                    at += length
                    break
            else:
                at += 1

    def _alone(self, codes: list[str]) -> str:
        """A name without its province: the one inside home, else the only one there is."""
        at_home = [code for code in codes if covers(self._home, code)]
        choice = at_home or codes
        return choice[0] if len(choice) == 1 else ""


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
