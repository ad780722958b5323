"""Where no mail server is named, mails are kept as sealed files for a while: var/mail/<moment>-<id>.eml (ADR 0104).

`open315 kept-mails` lists and shows them. They are for trying Open315 out; who runs it for real names a server.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from open315.core.crypto import current_key
from open315.core.crypto.records import FileDamaged
from open315.core.crypto.resealing import reseal
from open315.core.crypto.rotation import register
from open315.core.crypto.sealed_file import SealedFile, SealingWriter
from open315.core.disk import sync_folder

KEPT = timedelta(days=30)
DRAFTS = "drafts"


class KeptMails(BaseEmailBackend):
    """Django's way to hand over mails: each becomes one sealed file, whole or not at all."""

    def __init__(self, **given: Any) -> None:
        super().__init__(fail_silently=given.get("fail_silently", False))

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep them; returns how many."""
        for message in email_messages:
            _keep(message.message().as_bytes())
        return len(email_messages)


def folder() -> Path:
    """Where kept mails lie."""
    return Path(settings.EMAIL_FILE_PATH)


def kept() -> list[SealedFile]:
    """The mails that are kept, oldest first; also the files of an earlier version, each with several mails."""
    there = folder().iterdir() if folder().is_dir() else iter(())
    return [_sealed(path) for path in sorted(there) if path.is_file()]


def sweep(at: datetime) -> int:
    """Drop mails, and drafts of mails, whose time is over. Returns how many."""
    before = (at - KEPT).timestamp()
    paths = [each for each in folder().rglob("*") if each.is_file()]
    old = [path for path in paths if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget(address: str) -> int:
    """Delete the mails to this address, and those of an earlier version that hold one. Returns how many files."""
    found = [mail for mail in kept() if _is_to(mail, address)]
    for mail in found:
        mail.path.unlink(missing_ok=True)
    return len(found)


def _is_to(mail: SealedFile, address: str) -> bool:
    try:
        with mail.open() as file:
            return address.encode() in file.read()
    except FileDamaged:
        return False


@register
def reseal_mails() -> Iterator[int]:
    """Seal what an earlier version kept in clear, and what an older key sealed."""
    newest = current_key()
    if done := sum(reseal(each, newest=newest, drafts=folder() / DRAFTS) for each in kept()):
        yield done


def _sealed(path: Path) -> SealedFile:
    return SealedFile(path, f"notify.mail/{path.name}")


def _keep(content: bytes) -> None:
    name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
    drafts = folder() / DRAFTS
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.chmod(folder(), 0o700)
    mail = _sealed(folder() / name)
    draft = drafts / name
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        with SealingWriter(out, purpose=mail.purpose) as sealing:
            sealing.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, mail.path)
    sync_folder(folder())
