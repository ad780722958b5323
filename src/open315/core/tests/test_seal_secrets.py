"""The key ring and what is sealed with it."""

import json
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from open315.core import crypto
from open315.core.crypto import keyring, rotation
from open315.core.errors import Unavailable


@pytest.fixture
def ring(db: None, tmp_path: Path, settings: Any) -> Path:
    settings.VAULT_KEYS = tmp_path / "secrets" / "vault-keys.json"
    return settings.VAULT_KEYS


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_again_for_the_same_purpose(plain: bytes, purpose: str) -> None:
    assert crypto.unseal(crypto.seal(plain, purpose=purpose), purpose=purpose) == plain


def test_another_purpose_does_not_open_it(ring: Path) -> None:
    with pytest.raises(Unavailable):
        crypto.unseal(crypto.seal(b"13812345678", purpose="identity"), purpose="text")


def test_an_altered_byte_is_noticed(ring: Path) -> None:
    sealed = crypto.seal(b"13812345678", purpose="identity")
    broken = crypto.Sealed(sealed.key_id, sealed.ciphertext[:-1] + bytes([sealed.ciphertext[-1] ^ 1]))
    with pytest.raises(Unavailable):
        crypto.unseal(broken, purpose="identity")


def test_the_same_text_is_sealed_differently_each_time(ring: Path) -> None:
    assert crypto.seal(b"a", purpose="p").ciphertext != crypto.seal(b"a", purpose="p").ciphertext


def test_the_ring_is_made_at_first_use_for_its_owner_only(ring: Path) -> None:
    crypto.seal(b"a", purpose="p")
    assert ring.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(ring.read_text())) == {"current", "keys", "index"}
    assert [entry.name for entry in ring.parent.iterdir()] == [ring.name]


def test_many_threads_at_first_use_agree_on_one_ring(ring: Path) -> None:
    threads = [threading.Thread(target=keyring.create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.name for entry in ring.parent.iterdir()] == [ring.name]
    assert len(keyring.load(fresh=True).keys) == 1


def test_a_new_key_seals_and_the_old_one_still_opens(ring: Path) -> None:
    before = crypto.seal(b"a", purpose="p")
    index = crypto.blind_index("13812345678", purpose="phone")
    newest = crypto.add_key()
    assert newest != before.key_id
    assert list(keyring.load(fresh=True).keys) == [before.key_id, newest]
    assert crypto.seal(b"a", purpose="p").key_id == newest
    assert crypto.unseal(before, purpose="p") == b"a"
    assert crypto.blind_index("13812345678", purpose="phone") == index


def test_a_key_that_is_not_in_the_ring_is_a_clear_error(ring: Path) -> None:
    sealed = crypto.seal(b"a", purpose="p")
    with pytest.raises(crypto.KeyUnknown):
        crypto.unseal(crypto.Sealed("k9", sealed.ciphertext), purpose="p")


def test_a_blind_index_tells_purposes_apart_and_fits_its_column(ring: Path) -> None:
    one = crypto.blind_index("13812345678", purpose="phone")
    assert one == crypto.blind_index("13812345678", purpose="phone")
    assert one != crypto.blind_index("13812345678", purpose="id")
    assert len(one) == 44


def test_rotating_calls_every_room_and_can_be_resumed(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "_RESEALERS", {})
    rotation.register(lambda: iter([2, 1]))
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    assert "3 sealed again" in out.getvalue()
    call_command("rotate_keys", "--resume", stdout=out)
    assert len(keyring.load(fresh=True).keys) == 2
