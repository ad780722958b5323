"""What a chapter counts, so that the same sentences and tables serve every room."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """`base` is the key of all that is counted; `column` heads a column of such counts.

    `leftover` are codes of lines that are no category of their own ("other"): nothing leads with them. The line of what has
    no code and the one of what lies elsewhere never do.
    """

    base: str
    column: Any
    leftover: frozenset[str] = frozenset()
