"""The pages of phrases: add, change, retire, use again, and what a refused text looks like. By hand."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from open315.activities.tests.test_show_activities import browser
from open315.phrases.models import Phrase
from open315.phrases.tests.making import phrase

pytestmark = pytest.mark.django_db
NOW = time_machine.travel(datetime(2026, 5, 12, 3, 0, tzinfo=UTC), tick=False)
LIST = "/console/phrases/"


@NOW
def test_a_phrase_is_changed_on_its_page_and_stays_whose_it_is(cast: Any) -> None:
    made, client = phrase(cast), browser(cast, "supervisor")
    path = f"{LIST}{made.pk}/edit/"
    shown = client.get(path).content.decode()
    assert "{案號}" in shown
    assert 'name="whose"' not in shown
    sent = {"name": "催辦", "use": "note", "text": "致電{經營者}", "version": "1"}
    assert client.post(path, {**sent, "text": "{身份證號}"}).status_code == 422
    assert client.post(path, sent).status_code == 302
    kept = Phrase.objects.get()
    assert (kept.name, kept.use, kept.text, kept.account_id) == ("催辦", "note", "致電{經營者}", None)


@NOW
def test_a_clerk_adds_own_ones_alone_and_a_supervisor_those_of_the_body(cast: Any) -> None:
    sent = {"name": "憑證", "use": "any", "text": "請補發票", "whose": "body"}
    assert browser(cast, "clerk").post(f"{LIST}add/", sent).status_code == 422
    assert browser(cast, "clerk").post(f"{LIST}add/", {**sent, "whose": "own"}).status_code == 302
    assert browser(cast, "supervisor").post(f"{LIST}add/", sent).status_code == 302
    assert [each.account_id for each in Phrase.objects.order_by("pk")] == [cast.accounts["clerk"].pk, None]


@NOW
def test_the_page_of_one_shows_how_it_reads_and_retires_it(cast: Any) -> None:
    made, client = phrase(cast, text="案號{案號}"), browser(cast, "supervisor")
    path = f"{LIST}{made.pk}/"
    assert "案號武消2026-00118" in client.get(path).content.decode()
    assert client.post(f"{path}retire/").status_code == 302
    assert "已停用" in client.get(path).content.decode()
    assert "請補憑證" not in client.get(LIST).content.decode()
    assert "請補憑證" in client.get(f"{LIST}?show=retired").content.decode()
    assert client.post(f"{path}revive/").status_code == 302
    assert not Phrase.objects.get().is_retired
