"""Every table that keeps something sealed is sealed again when the key changes, and a ring is tried on it."""

import pytest
from django.apps import apps

from open315.core.crypto import holdings, rotation

BY_A_FUNCTION = {
    "cases.Identity": "open315.cases.vault.rotation.reseal_vault",
    "cases.SealedText": "open315.cases.vault.rotation.reseal_vault",
    "core.AuditWords": "open315.core.audit.words.reseal_words",
    "core.Draft": "open315.core.pages.drafts.services.reseal_drafts",
    "core.ListFile": "open315.core.list_files.services.reseal_list_files",
}
"""Tables whose room does it in its own way, and where."""


def sealed_tables() -> set[str]:
    """Every table with a sealed text and the key it was sealed with."""
    columns = {model._meta.label: {each.name for each in model._meta.concrete_fields} for model in apps.get_models()}
    return {label for label, names in columns.items() if {"key_id", "ciphertext"} <= names}


def test_every_sealed_table_is_sealed_again_and_tried() -> None:
    """Of the inbox only the answers were: three functions had one name, and the last took the place of the others."""
    found = sealed_tables()
    assert {"inbox.Sender", "inbox.Arrival", "inbox.Answer", "hotline.Caller", "seminars.Guest"} <= found
    again, tried = set(rotation._RESEALERS), set(holdings._SAMPLES)
    declared = {".".join(name.split(".")[:2]) for name in again & tried}
    assert found - declared - set(BY_A_FUNCTION) == set()
    assert set(BY_A_FUNCTION.values()) <= again


@pytest.mark.parametrize("register", [rotation.register, holdings.register])
def test_no_function_takes_the_place_of_another_unseen(register: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "_RESEALERS", {})
    monkeypatch.setattr(holdings, "_SAMPLES", {})
    register(lambda: iter([]), "a room")  # type: ignore[operator]
    register(lambda: iter([]), "another")  # type: ignore[operator]
    with pytest.raises(ValueError, match="a room"):
        register(lambda: iter([]), "a room")  # type: ignore[operator]
