"""One entry of a row of tabs."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tab:
    """`count` is shown behind the label when it is not empty."""

    label: Any
    href: str
    current: bool = False
    count: Any = ""
