"""From a place as people write it to its code: 420102, 武汉市江岸区, 湖北 武漢, 江岸. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from open315.core.regions import covers
from open315.core.text import letters

ENDINGS = re.compile("(?:省|自治区|特别行政区|地区|自治州|盟|林区|新区|自治县|市|区|县|旗)$")


class PlaceFinder:
    """Built once an import from code → name. Prefers places inside `home`, and the finest that is named."""

    def __init__(self, names: Mapping[str, str], home: str = "") -> None:
        self._home = home
        self._codes = frozenset(names)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for code, name in names.items():
            whole = letters(name)
            for known in {whole, ENDINGS.sub("", whole)}:
                if len(known) >= 2:
                    self._by_name[known].append(code)
        self._longest = max(map(len, self._by_name), default=0)
        self._known: dict[str, str] = {}

    def find(self, written: str) -> str:
        """The code, or "" when no place is recognised for certain."""
        if written not in self._known:
            self._known[written] = self._look(written)
        return self._known[written]

    def _look(self, written: str) -> str:
        if digits := re.match(r"\d{6}", written):
            return digits[0] if digits[0] in self._codes else ""
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
            for length in range(min(self._longest, len(text) - at), 1, -1):
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
