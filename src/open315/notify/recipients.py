"""How somebody is reached on a channel. The room that keeps addresses says so once a kind of people and channel; notify opens no vault itself."""

from collections.abc import Callable

from open315.notify.types import Recipient

AddressBook = Callable[[str], str]
"""The address of the person with this key; "" when there is none, or no longer."""

_books: dict[tuple[str, str], AddressBook] = {}


def use_address_book(kind: str, channel: str, book: AddressBook) -> None:
    """Ask `book` for people of this kind on this channel from now on. Called from an AppConfig."""
    _books[kind, channel] = book


def has_address_book(kind: str, channel: str) -> bool:
    """Whether anybody finds people of this kind on this channel."""
    return (kind, channel) in _books


def address_of(recipient: Recipient, channel: str) -> str:
    """Her address on the channel at this moment; "" when she was erased or never had one. LookupError without an address book."""
    return _books[recipient.kind, channel](recipient.key)
