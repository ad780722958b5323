"""How an identity becomes an e-mail address. The room that keeps identities says so once; notify never opens a vault itself."""

from collections.abc import Callable
from uuid import UUID

AddressBook = Callable[[UUID], str]
"""The address of an identity; "" when there is none, or no longer."""

_books: list[AddressBook] = []


def use_address_book(book: AddressBook) -> None:
    """Ask `book` from now on. Called from an AppConfig."""
    _books[:] = [book]


def address_of(identity_id: UUID) -> str:
    """The address of an identity at this moment; "" when it was erased or never had one."""
    return _books[0](identity_id) if _books else ""
