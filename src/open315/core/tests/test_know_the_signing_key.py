"""All machines of an install sign sessions and links with one key, and the database knows which."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from open315.core.crypto import KeysUnusable, signing_key
from open315.core.crypto.models import SealingKey
from open315.core.ops import health
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db


def _keys(client: Client) -> str:
    health._last = None
    found: str = client.get("/readyz").json()["checks"]["keys"]
    return found


def _adopt() -> str:
    said = StringIO()
    call_command("adopt_django_key", stdout=said)
    return said.getvalue()


def test_the_first_start_tells_the_database_and_the_next_ones_agree(settings: Any) -> None:
    settings.SECRET_KEY = "a" * 50
    signing_key.check()
    assert not SealingKey.objects.exists(), "looking tells nothing"
    signing_key.introduce()
    row = SealingKey.objects.get(key_id="django-key")
    assert "a" * 10 not in row.fingerprint
    with nothing_changes():
        signing_key.introduce()
        signing_key.check()


def test_a_second_machine_with_a_key_of_its_own_does_not_start(settings: Any, client: Client) -> None:
    settings.SECRET_KEY = "a" * 50
    signing_key.introduce()
    assert _keys(client) == "ok"
    settings.SECRET_KEY = "b" * 50
    for start in (signing_key.introduce, signing_key.check):
        with nothing_changes(), translation.override("en"), pytest.raises(KeysUnusable) as refused:
            start()
        assert "django-key" in refused.value.sentence
        assert "adopt-django-key" in refused.value.sentence
    assert _keys(client) == "failing"


@pytest.mark.parametrize(
    ("language", "firsts"),
    [
        ("zh-hant", ["用於簽署登入狀態與連結的金鑰", "the key "]),
        ("zh-hans", ["用于签署登录状态与链接的", "the key "]),
        ("en", ["the key "]),
    ],
)
def test_the_sentence_at_the_terminal_is_in_the_language_of_the_install_and_in_english(
    settings: Any, language: str, firsts: list[str]
) -> None:
    settings.LANGUAGE_CODE, settings.SECRET_KEY = language, "a" * 50
    signing_key.introduce()
    settings.SECRET_KEY = "b" * 50
    with pytest.raises(KeysUnusable) as refused:
        signing_key.check()
    lines = refused.value.sentence.split("。\n")
    assert [line.startswith(first) for line, first in zip(lines, firsts, strict=True)] == [True] * len(firsts)
    assert all("adopt-django-key" in line for line in lines)


def test_a_key_that_is_gone_for_good_is_replaced_by_saying_so_once(settings: Any) -> None:
    settings.SECRET_KEY = "a" * 50
    signing_key.introduce()
    settings.SECRET_KEY = "b" * 50
    assert "adopted" in _adopt()
    signing_key.check()
    assert "nothing changed" in _adopt()
    settings.SECRET_KEY = "a" * 50
    with pytest.raises(KeysUnusable):
        signing_key.check()


def test_adopting_on_an_install_that_knows_none_tells_the_database(settings: Any) -> None:
    settings.SECRET_KEY = "a" * 50
    assert "nothing changed" in _adopt()
    settings.SECRET_KEY = "b" * 50
    with pytest.raises(KeysUnusable):
        signing_key.check()


def test_after_a_restore_the_next_start_tells_which_key_lies_there(settings: Any) -> None:
    settings.SECRET_KEY = "a" * 50
    signing_key.introduce()
    signing_key.forget()
    settings.SECRET_KEY = "b" * 50
    signing_key.introduce()
    assert SealingKey.objects.count() == 1
    signing_key.check()
