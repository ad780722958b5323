"""Where declared pages are entered, a register for each kind: each under its own name, once."""

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    """What can be entered."""

    @property
    def name(self) -> str:
        """Told apart by this."""


Page = TypeVar("Page", bound=Named)


class Register(Generic[Page]):
    """The declared pages of one kind, in the order in which they were declared; ValueError for a name that is taken."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._pages: dict[str, Page] = {}

    def enter(self, page: Page) -> None:
        """Add a page."""
        if page.name in self._pages:
            raise ValueError(f"the {self.kind} {page.name!r} is declared twice")
        self._pages[page.name] = page

    def find(self, name: str) -> Page | None:
        """The page of that name."""
        return self._pages.get(name)

    def __iter__(self) -> Iterator[Page]:
        return iter(tuple(self._pages.values()))
