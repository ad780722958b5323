"""Telephone systems write the caller's number into the ids of calls and events and into the names of recordings. None of it lies in clear."""

import json
from typing import Any

import pytest
from django.test import Client

from open315.core.access import Actor, ActorKind
from open315.core.crypto import sealed_columns
from open315.hotline import queries, services, vault
from open315.hotline.models import Call, Event
from open315.hotline.tests.making import NUMBER, after, line
from open315.hotline.types import Heard
from tests.rows import everything

pytestmark = pytest.mark.django_db
SYSTEM = Actor(kind=ActorKind.CLIENT, label="telephone of line 1")
PATH = f"/monitor/2026/05/12/in-02700000315-{NUMBER}-20260512-100000.wav"
MASKED = "/monitor/2026/05/12/in-02700000315-199****1111-20260512-100000.wav"


def recorded(cast: Any) -> Call:
    """A call of a system that names everything by the number of who rings."""
    on, call = line(cast).pk, f"{NUMBER}-1778551200.71"
    for told, where in (("arrived", ""), ("answered", ""), ("recording", PATH), ("ended", "")):
        heard = Heard(f"{call}-{told}", call, told, after(seconds=len(told)), NUMBER, where)
        services.hear(on, heard, actor=SYSTEM, at=after(minutes=5))
    return Call.objects.get()


def test_no_table_tells_the_number_that_a_telephone_system_wrote_into_its_ids(cast: Any) -> None:
    recorded(cast)
    assert NUMBER not in str(everything())
    assert Event.objects.count() == 4


def test_the_same_event_and_call_are_known_again_by_their_ids(cast: Any) -> None:
    made = recorded(cast)
    heard = Heard(f"{NUMBER}-1778551200.71-ended", f"{NUMBER}-1778551200.71", "ended", after(hours=1), NUMBER)
    services.hear(made.line_id, heard, actor=SYSTEM, at=after(hours=1))
    assert (Call.objects.count(), Event.objects.count()) == (1, 4)
    other = Heard("e", f"{NUMBER}-1778551200.72", "arrived", after(hours=1), NUMBER)
    services.hear(made.line_id, other, actor=SYSTEM, at=after(hours=1))
    assert (Call.objects.count(), Event.objects.count()) == (2, 5)


def test_who_handles_calls_finds_the_recording_and_reads_no_number_in_its_name(cast: Any) -> None:
    made = recorded(cast)
    assert queries.recordings_of(cast.actor("clerk"), made) == [MASKED]
    assert queries.recordings_of(cast.actor("analyst"), made) == []
    client = Client()
    client.force_login(cast.accounts["clerk"])
    page = client.get(f"/console/hotline/{made.pk}/").content.decode()
    assert MASKED in page
    assert NUMBER not in page


def test_who_is_erased_leaves_no_place_of_a_recording(cast: Any) -> None:
    made = recorded(cast)
    kept = Event.objects.get(told="recording")
    assert sealed_columns.opened(kept, vault.RECORDING) == PATH
    services.erase_caller(made.caller_id, actor=cast.actor("supervisor"), at=after(days=1))
    assert queries.recordings_of(cast.actor("clerk"), made) == []
    kept.refresh_from_db()
    assert (kept.key_id, bytes(kept.ciphertext), kept.told) == ("", b"", "recording")
    assert Event.objects.count() == 4, "what happened stays, and the figures with it"


def test_an_address_with_a_number_that_no_column_holds_leads_nowhere(cast: Any) -> None:
    body = json.dumps({"id": "e"})
    for number, status in ((2**63 - 1, 401), (2**63, 404), (10**40, 404)):
        answer = Client().post(f"/hooks/hotline/{number}/", body, content_type="application/json")
        assert answer.status_code == status, number
