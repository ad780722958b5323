"""File names: harmless, short, with the extension that fits the content; sealed, for people name files after people (ADR 0105)."""

import unicodedata
from pathlib import PurePosixPath

from open315.core.crypto import Sealed, seal, unseal
from open315.core.uploads.kinds import EXTENSIONS
from open315.core.uploads.models import Upload

MAX_LENGTH = 120
PURPOSE = "core.upload-name"
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


def seal_name(upload: Upload, name: str) -> None:
    """Give the upload its name, sealed; the caller saves it."""
    sealed = seal(name.encode(), purpose=PURPOSE)
    upload.original_name, upload.name_key_id, upload.sealed_name = "", sealed.key_id, sealed.ciphertext


def given_name(upload: Upload) -> str:
    """The name it came with, for those who may see personal data; "" once it was dropped."""
    if not upload.name_key_id:
        return upload.original_name
    return unseal(Sealed(upload.name_key_id, bytes(upload.sealed_name)), purpose=PURPOSE).decode()


def neutral_name(stem: str, upload: Upload) -> str:
    """A name that tells nothing of anybody: `stem` with the extension that fits."""
    return f"{stem}{EXTENSIONS[upload.content_type]}"
