"""File names for people: harmless, short, and with the extension that fits the content."""

import unicodedata
from pathlib import PurePosixPath

from open315.core.uploads.kinds import EXTENSIONS

MAX_LENGTH = 120
FORBIDDEN = frozenset('<>:"|?*\\/')


def safe_name(name: str, content_type: str) -> str:
    """The last part of `name` without control, direction and path characters, ending as the content type demands."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(char for char in unicodedata.normalize("NFC", last) if _is_plain(char)).strip()
    extension = EXTENSIONS[content_type]
    stem = kept.rpartition(".")[0] if "." in kept else kept
    return f"{stem.strip(' .')[:MAX_LENGTH] or 'file'}{extension}"


def _is_plain(char: str) -> bool:
    return char not in FORBIDDEN and unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
