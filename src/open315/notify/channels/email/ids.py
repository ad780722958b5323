"""The Message-ID of a mail that leaves: it names the message, signed, so that nobody can report a mail as lost that never reached him."""

import hmac
import re

from open315.core.crypto import blind_index

PURPOSE = "notify.mail"
_OURS = re.compile(r"message-(\d{1,12})\.([0-9a-f]{20})@open315")


def message_id(key: str) -> str:
    """The id under which the message with this key (`Outgoing.key`) leaves."""
    name, _at, host = key.partition("@")
    return f"<{name}.{_signature(key)}@{host}>"


def keys_in(text: str) -> list[str]:
    """The keys of our messages whose signed ids stand in a text, each once, in their order."""
    found = (f"message-{match[1]}@open315" for match in _OURS.finditer(text) if _is_signed(match))
    return list(dict.fromkeys(found))


def _is_signed(match: re.Match[str]) -> bool:
    return hmac.compare_digest(match[2], _signature(f"message-{match[1]}@open315"))


def _signature(key: str) -> str:
    return hmac.new(blind_index(key, purpose=PURPOSE).encode(), b"id", "sha256").hexdigest()[:20]
