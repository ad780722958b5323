"""A list as it is to be written into a file, in whatever form and by whomever: the answer to a request, or the worker."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the file is called (without its ending), its head and rows, and what its columns mean.

    `rows` can be read once. `number` counts them; `are_more_than` looks only as far as it is asked.
    """

    name: str
    header: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    number: Callable[[], int]
    are_more_than: Callable[[int], bool]
    definitions: Iterable[tuple[Any, Any]] = ()
