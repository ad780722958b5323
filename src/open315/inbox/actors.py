"""The kind of people this room brings: whoever wrote a message, known by nothing but the address it came from."""

from typing import Final

from open315.core.access import declare_kind

SENDER: Final = "sender"

declare_kind(SENDER)
