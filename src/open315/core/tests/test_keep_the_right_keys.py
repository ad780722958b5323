"""The database knows its key ring: with another one, a damaged one or none, nothing is sealed."""

import json
import os
import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from open315.core import crypto, kept_secrets
from open315.core.crypto import holdings, keyring, ledger, rotation
from open315.core.crypto.models import SealingKey
from open315.core.ops import health

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the ring of this test lies; every seal asks the database."""
    monkeypatch.setattr(ledger, "TRUSTED_SECONDS", 0)
    monkeypatch.setattr(holdings, "_SAMPLES", {})
    settings.VAULT_KEYS = tmp_path / "secrets" / "vault-keys.json"
    with translation.override("en"):
        yield settings.VAULT_KEYS


@pytest.fixture
def sealed(ring: Path) -> crypto.Sealed:
    """Something that was sealed with the ring."""
    return crypto.seal(b"13812345678", purpose="phone")


def _refusal() -> str:
    """What the operator reads when something is to be sealed; the same must keep a server from starting."""
    with pytest.raises(crypto.KeysUnusable) as refused:
        crypto.seal(b"a", purpose="p")
    with pytest.raises(crypto.KeysUnusable) as at_start:
        ledger.check()
    with pytest.raises(crypto.KeysUnusable):
        crypto.blind_index("a", purpose="p")
    assert refused.value.sentence == at_start.value.sentence
    return refused.value.sentence


def _readyz(client: Client) -> str:
    """What readiness says of the keys; a failing one is a 503, whatever else it says."""
    health._last = None
    answer = client.get("/readyz")
    found: str = answer.json()["checks"]["keys"]
    assert found == "ok" or answer.status_code == 503
    return found


def test_an_empty_new_install_makes_its_ring_and_knows_it(ring: Path, client: Client) -> None:
    assert _readyz(client) == "ok"
    assert not ring.exists(), "looking makes nothing"
    crypto.seal(b"a", purpose="p")
    assert set(SealingKey.objects.values_list("key_id", flat=True)) == {"index", *keyring.load().keys}
    assert _readyz(client) == "ok"


def test_no_key_can_be_read_in_what_the_database_knows(ring: Path, sealed: crypto.Sealed) -> None:
    kept = json.dumps([[row.key_id, row.fingerprint, bytes(row.probe).hex()] for row in SealingKey.objects.all()])
    for key in (keyring.load().index, *keyring.load().keys.values()):
        assert key.hex() not in kept


def test_the_ring_was_lost_and_no_new_one_took_its_place(ring: Path, sealed: crypto.Sealed, client: Client) -> None:
    ring.rename(ring.with_name("safe"))
    said = _refusal()
    assert str(ring) in said
    assert "missing" in said
    assert "backup.md" in said
    assert _readyz(client) == "failing"
    assert not ring.exists()
    ring.with_name("safe").rename(ring)
    assert _readyz(client) == "ok"
    assert crypto.unseal(sealed, purpose="phone") == b"13812345678"
    assert crypto.seal(b"a", purpose="p").key_id == sealed.key_id


@pytest.mark.parametrize("content", ["", "{", "null", "[]", "{}", "half", '{"current": "k1", "keys": {}, "index": ""}'])
def test_the_ring_is_empty_or_cut_off(ring: Path, sealed: crypto.Sealed, client: Client, content: str) -> None:
    whole = ring.read_text()
    ring.write_text(whole[: len(whole) // 2] if content == "half" else content)
    assert "damaged" in _refusal()
    assert _readyz(client) == "failing"


def test_a_key_in_the_ring_is_too_short(ring: Path, sealed: crypto.Sealed) -> None:
    content = json.loads(ring.read_text())
    content["keys"][sealed.key_id] = content["keys"][sealed.key_id][:8]
    ring.write_text(json.dumps(content))
    assert "damaged" in _refusal()


def test_the_ring_of_another_install_was_put_in_place(ring: Path, sealed: crypto.Sealed, client: Client) -> None:
    ring.unlink()
    keyring.create()
    assert "not the one of this database" in _refusal()
    assert _readyz(client) == "failing"


@pytest.mark.parametrize("part", ["keys", "index"])
def test_another_ring_calls_its_keys_by_the_same_names(ring: Path, sealed: crypto.Sealed, part: str) -> None:
    content, other = json.loads(ring.read_text()), "A" * 43 + "="
    content[part] = other if part == "index" else {sealed.key_id: other}
    ring.write_text(json.dumps(content))
    assert "not the one of this database" in _refusal()


def test_something_is_sealed_but_the_database_never_learnt_by_which_ring(ring: Path, sealed: crypto.Sealed) -> None:
    """An install of before: its ring is taken once it has opened what is there; none other is, and none is made."""
    holdings.register(lambda: iter([(sealed, "phone")]))
    right = ring.read_bytes()
    SealingKey.objects.all().delete()
    ring.unlink()
    assert "missing" in _refusal()
    keyring.create()
    assert "not the one of this database" in _refusal()
    assert not SealingKey.objects.exists()
    kept_secrets.replace(ring, right)
    assert crypto.seal(b"a", purpose="p").key_id == sealed.key_id
    assert SealingKey.objects.count() == 2


def test_one_of_two_machines_kept_the_ring_of_before_a_rotation(ring: Path, sealed: crypto.Sealed) -> None:
    old = shutil.copy(ring, ring.with_name("of-the-other-machine"))
    newest = crypto.add_key()
    here = ring.rename(ring.with_name("of-this-machine"))
    shutil.copy(old, ring)
    said = _refusal()
    assert "older than the database" in said
    assert newest in said
    assert crypto.unseal(sealed, purpose="phone") == b"13812345678", "what it can open it still opens"
    os.replace(here, ring)
    assert crypto.seal(b"a", purpose="p").key_id == newest


def test_a_rotation_was_killed_before_the_database_knew_the_new_key(ring: Path, sealed: crypto.Sealed) -> None:
    newest = keyring.add_key()
    assert crypto.seal(b"a", purpose="p").key_id == sealed.key_id, "work goes on with the key that is known"
    call_command("rotate_keys", "--resume", stdout=StringIO())
    assert crypto.seal(b"a", purpose="p").key_id == newest


def test_a_rotation_was_killed_while_sealing_again(
    ring: Path, sealed: crypto.Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [sealed, crypto.seal(b"2", purpose="phone")]

    def reseal(*, killed: bool = False) -> Iterator[int]:
        for number, row in enumerate(rows):
            if row.key_id != crypto.current_key():
                rows[number] = crypto.seal(crypto.unseal(row, purpose="phone"), purpose="phone")
                yield 1
            if killed:
                raise KeyboardInterrupt

    monkeypatch.setattr(rotation, "_RESEALERS", {"test": lambda: reseal(killed=True)})
    with pytest.raises(KeyboardInterrupt):
        call_command("rotate_keys", stdout=StringIO())
    assert [crypto.unseal(row, purpose="phone") for row in rows] == [b"13812345678", b"2"]
    monkeypatch.setattr(rotation, "_RESEALERS", {"test": reseal})
    call_command("rotate_keys", "--resume", stdout=StringIO())
    assert {row.key_id for row in rows} == {crypto.current_key()}
    assert [crypto.unseal(row, purpose="phone") for row in rows] == [b"13812345678", b"2"]


def test_two_rings_of_one_name_never_share_a_key_id(ring: Path) -> None:
    first = crypto.seal(b"a", purpose="p").key_id
    ring.unlink()
    keyring.create()
    assert keyring.load(fresh=True).current != first


def test_a_kill_while_a_secret_was_written_leaves_none_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", killed)
    with pytest.raises(KeyboardInterrupt):
        kept_secrets.create(tmp_path / "django-key", "secret")
    assert not (tmp_path / "django-key").exists()
    monkeypatch.undo()
    kept_secrets.create(tmp_path / "django-key", "secret")
    kept_secrets.create(tmp_path / "django-key", "of a slower process")
    assert (tmp_path / "django-key").read_text() == "secret"
    assert (tmp_path / "django-key").stat().st_mode & 0o777 == 0o600


def test_visitors_are_not_told_where_the_keys_lie(ring: Path, sealed: crypto.Sealed) -> None:
    ring.unlink()
    with pytest.raises(crypto.KeysUnusable) as refused:
        crypto.seal(b"a", purpose="p")
    assert str(ring) not in str(refused.value) + str(refused.value.message)
    assert refused.value.status == 503
