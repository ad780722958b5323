"""Whoever names a mail server gets mails that leave; whoever does not, files; whoever mistypes is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import json
from open315.config import settings as s
print(json.dumps([s.EMAIL_BACKEND.split(".")[-2], s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_USER, s.EMAIL_USE_TLS, s.EMAIL_USE_SSL]))
"""


def read(folder: Path, **given: str) -> "subprocess.CompletedProcess[str]":
    """The settings as another process reads them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPEN315_")}
    environment = {**kept, "OPEN315_VAR": str(folder), **{f"OPEN315_{name}": value for name, value in given.items()}}
    return subprocess.run([sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, ["kept_mails", "127.0.0.1", 25, "", False, False]),
        ({"SMTP_HOST": "mail.example.org"}, ["smtp", "mail.example.org", 25, "", False, False]),
        (
            {"SMTP_HOST": "mail.example.org", "SMTP_SECURITY": "starttls", "SMTP_USER": "open315"},
            ["smtp", "mail.example.org", 587, "open315", True, False],
        ),
        (
            {"SMTP_HOST": "mail.example.org", "SMTP_SECURITY": "tls", "SMTP_PORT": "10465"},
            ["smtp", "mail.example.org", 10465, "", False, True],
        ),
    ],
)
def test_naming_a_mail_server_is_enough(tmp_path: Path, given: dict[str, str], shown: list[object]) -> None:
    assert json.loads(read(tmp_path, **given).stdout) == shown


def test_a_mistyped_way_is_named(tmp_path: Path) -> None:
    done = read(tmp_path, SMTP_HOST="mail.example.org", SMTP_SECURITY="ssl")
    assert done.returncode != 0
    assert "OPEN315_SMTP_SECURITY must be one of starttls, tls" in done.stderr
