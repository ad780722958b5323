"""Mails that no server takes are kept sealed, shown at the terminal, and gone after a month."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.management import CommandError, call_command

from open315.core.crypto import add_key
from open315.notify.channels.email import kept_mails

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
ADDRESS = "ouyang.tiezhu@example.org"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Any) -> Path:
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    settings.EMAIL_BACKEND = "open315.notify.channels.email.kept_mails.KeptMails"
    settings.VAULT_KEYS = tmp_path / "secrets" / "vault-keys.json"
    return tmp_path / "mail"


def send(subject: str = "Your case") -> None:
    assert get_connection().send_messages([EmailMessage(subject, "Dear consumer", to=[ADDRESS])]) == 1


def shown(*words: str) -> str:
    out = StringIO()
    call_command("kept_mails", *words, stdout=out)
    return out.getvalue()


def test_a_kept_mail_tells_nothing_on_the_disk_and_all_at_the_terminal(place: Path) -> None:
    send()
    (mail,) = kept_mails.kept()
    assert ADDRESS.encode() not in mail.path.read_bytes()
    assert (mail.path.stat().st_mode & 0o777, place.stat().st_mode & 0o777) == (0o600, 0o700)
    assert shown() == f"{mail.path.name}\n"
    text = shown(mail.path.name)
    assert (f"To: {ADDRESS}" in text, "Dear consumer" in text) == (True, True)
    with pytest.raises(CommandError, match="no kept mail"):
        shown("../secrets/vault-keys.json")


def test_what_an_earlier_version_kept_in_clear_is_sealed_and_still_shown(place: Path) -> None:
    place.mkdir()
    (place / "20260101-010203-1.log").write_text(f"To: {ADDRESS}\n", encoding="utf-8")
    send()
    assert sum(kept_mails.reseal_mails()) == 1
    assert ADDRESS.encode() not in (place / "20260101-010203-1.log").read_bytes()
    assert ADDRESS in shown("20260101-010203-1.log")
    newest = add_key()
    assert sum(kept_mails.reseal_mails()) == 2
    assert {mail.key_id() for mail in kept_mails.kept()} == {newest}
    assert sum(kept_mails.reseal_mails()) == 0


def test_a_mail_is_kept_for_thirty_days(place: Path) -> None:
    send()
    (mail,) = kept_mails.kept()
    left = place / "drafts" / "left"
    left.write_bytes(b"half a mail")
    for path in (mail.path, left):
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert kept_mails.sweep(NOW + timedelta(days=30)) == 0
    assert kept_mails.sweep(NOW + timedelta(days=30, seconds=1)) == 2
    assert (kept_mails.kept(), left.exists()) == ([], False)


def test_a_mail_that_could_not_be_written_leaves_no_half_one(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        send()
    assert kept_mails.kept() == []
