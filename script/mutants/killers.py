"""Which tests noticed mutants so far. Who noticed one in a function likely notices the next, so they are asked first."""

from collections import Counter
from collections.abc import Iterable
from threading import Lock

from mutants.mutation import Mutant

OF_FUNCTION, OF_FILE = 8, 4
"""At most so many tests are named of each kind."""


class Killers:
    """The tests by the function and by the file in which they noticed a mutant."""

    def __init__(self, last: Iterable[tuple[str, str, str]] = ()) -> None:
        """`last`: file, function and test from earlier runs."""
        self._lock = Lock()
        self._counts: dict[tuple[str, str], Counter[str]] = {}
        for file, place, test in last:
            self._count(file, place, test)

    def note(self, mutant: Mutant, test: str) -> None:
        """This test noticed this mutant."""
        with self._lock:
            self._count(mutant.file, mutant.place, test)

    def likely(self, mutant: Mutant) -> list[str]:
        """The tests to ask first: those that noticed most in this function, then in this file."""
        with self._lock:
            near = self._counts.get((mutant.file, mutant.place), Counter()).most_common(OF_FUNCTION)
            far = self._counts.get((mutant.file, ""), Counter()).most_common(OF_FILE)
        return list(dict.fromkeys(test for test, _ in [*near, *far]))

    def _count(self, file: str, place: str, test: str) -> None:
        for key in ((file, place), (file, "")):
            self._counts.setdefault(key, Counter())[test] += 1
