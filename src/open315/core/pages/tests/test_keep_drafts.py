"""Drafts: what was typed is kept sealed for its reader and its form, for a while, and never comes back after it was sent."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse
from django.test import RequestFactory

from open315.core.access import ANONYMOUS, Actor
from open315.core.crypto import add_key, current_key
from open315.core.errors import InvalidInput
from open315.core.pages.drafts import draft_of, services
from open315.core.pages.drafts.models import Draft
from open315.core.pages.drafts.services import drop_draft, find_draft, keep_draft, reseal_drafts, sweep_drafts
from open315.core.pages.form_pages import FormPage, PageForm, form_page
from open315.core.ui.names import NamesField

AT = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WRITER = Actor(kind="staff", label="the writer", account_id=7)
OTHER = Actor(kind="staff", label="another", account_id=8)
HERS = {"title": ["冰箱壞了"], "claims": ["refund", "repair"]}

pytestmark = pytest.mark.django_db


class Words(forms.Form):
    title = forms.CharField(label="Title")
    on = forms.DateField(label="Day", required=False)
    claims = forms.MultipleChoiceField(
        label="Claims", required=False, choices=[("refund", "Refund"), ("repair", "Repair")]
    )
    sure = forms.BooleanField(label="Sure", required=False)


def _keep(owner: str = "account:7", form: str = "desk", values: Any = HERS, drawn: str = "d1", **more: Any) -> bool:
    return keep_draft(owner, form, values, drawn=drawn, **{"lives": DAY, "at": AT, **more})


def _request(actor: Actor = WRITER, cookies: dict[str, str] | None = None, **sent: Any) -> Any:
    headers = sent.pop("headers", {})
    made = RequestFactory()
    request: Any = made.post("/form/?a=1", sent, headers=headers) if sent else made.get("/form/")
    request.actor, request.session = actor, {}
    request.COOKIES.update(cookies or {})
    request._messages = FallbackStorage(request)
    return request


def _draft(request: Any) -> Any:
    return draft_of(request, "words", for_=DAY)


def test_a_draft_is_found_by_its_reader_and_its_form_alone() -> None:
    assert _keep()
    found = find_draft("account:7", "desk", at=AT)
    assert found
    assert (found.values, found.kept_at) == (HERS, AT)
    assert find_draft("account:8", "desk", at=AT) is None
    assert find_draft("account:7", "campaign", at=AT) is None


def test_a_draft_is_sealed_and_opens_only_in_its_place() -> None:
    _keep()
    row = Draft.objects.get()
    assert "冰箱".encode() not in bytes(row.ciphertext)
    assert json.dumps("冰箱")[1:-1].encode() not in bytes(row.ciphertext)
    Draft.objects.update(owner="account:8")
    assert find_draft("account:8", "desk", at=AT) is None


def test_a_later_draft_takes_the_place_of_the_earlier() -> None:
    _keep()
    _keep(values={"title": ["洗衣機"]}, at=AT + timedelta(minutes=1))
    found = find_draft("account:7", "desk", at=AT)
    assert found
    assert found.values == {"title": ["洗衣機"]}
    assert Draft.objects.count() == 1


def test_a_draft_lives_to_its_last_moment_and_is_then_swept() -> None:
    _keep()
    just_before, end = AT + DAY - timedelta(seconds=1), AT + DAY
    assert find_draft("account:7", "desk", at=just_before)
    assert find_draft("account:7", "desk", at=end) is None
    assert sweep_drafts(just_before) == 0
    assert sweep_drafts(end) == 1
    assert not Draft.objects.exists()


def test_what_was_sent_comes_not_back_by_a_late_saving_of_the_same_drawing() -> None:
    _keep(drawn="d1")
    drop_draft("account:7", "desk", drawn="d1", at=AT)
    assert find_draft("account:7", "desk", at=AT) is None
    assert _keep(drawn="d1") is False
    assert find_draft("account:7", "desk", at=AT) is None
    assert _keep(drawn="d2") is True
    assert find_draft("account:7", "desk", at=AT)


def test_a_draft_that_is_dropped_without_sending_may_be_written_again_from_the_same_page() -> None:
    _keep(drawn="d1")
    drop_draft("account:7", "desk", at=AT)
    assert not Draft.objects.exists()
    assert _keep(drawn="d1") is True


def test_a_draft_is_bounded() -> None:
    overhead = len(json.dumps({"title": [""]}))
    _keep(values={"title": ["x" * (services.LONGEST - overhead)]})
    with pytest.raises(InvalidInput):
        _keep(values={"title": ["x" * (services.LONGEST - overhead + 1)]})


def test_of_too_many_drafts_the_oldest_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    for minute, form in enumerate(("a", "b", "c")):
        _keep(form=form, at=AT + timedelta(minutes=minute))
    _keep(owner="account:8", form="a")
    assert set(Draft.objects.values_list("owner", "form")) == {
        ("account:7", "b"), ("account:7", "c"), ("account:8", "a")
    }  # fmt: skip


def test_a_new_key_seals_drafts_again(settings: Any, tmp_path: Path) -> None:
    settings.VAULT_KEYS = tmp_path / "vault-keys.json"
    _keep()
    _keep(owner="account:8")
    drop_draft("account:8", "desk", drawn="d1", at=AT)
    add_key()
    assert list(reseal_drafts()) == [1]
    assert list(reseal_drafts()) == []
    assert Draft.objects.get(owner="account:7").key_id == current_key()
    assert find_draft("account:7", "desk", at=AT)


def test_a_form_begins_with_what_was_kept_of_every_kind_of_field() -> None:
    _draft(_request(title="冰箱", on="2026-05", claims=["refund", "repair"], sure="on", other="x")).keep(Words())
    form = _draft(_request()).fill(Words(initial={"title": "other"}))
    drawn = str(form)
    assert 'value="冰箱"' in drawn
    assert 'value="2026-05"' in drawn
    assert drawn.count("selected") == 2
    assert "checked" in drawn
    found = find_draft("account:7", "words", at=datetime.now(UTC))
    assert found
    assert set(found.values) == {"title", "on", "claims", "sure"}


def test_what_comes_from_elsewhere_goes_over_what_was_typed_and_the_rest_stays() -> None:
    with time_machine.travel(AT, tick=False):
        _draft(_request(title="冰箱", sure="on")).keep(Words())
        request = _request()
        draft = _draft(request)
        assert draft.found
        draft.put({"title": ["洗衣機"], "claims": ["repair"]})
        assert draft.found.values == {"title": ["洗衣機"], "sure": ["on"], "claims": ["repair"]}
        kept = find_draft("account:7", "words", at=AT)
        assert kept
        assert (kept.kept_at, Draft.objects.get().expires_at) == (AT, AT + DAY)


def test_what_comes_from_elsewhere_is_kept_where_nothing_was_typed_and_though_another_drawing_was_sent() -> None:
    drop_draft("account:7", "words", drawn="d1", at=datetime.now(UTC))
    _draft(_request()).put({"title": ["洗衣機"]})
    assert _draft(_request()).found.values == {"title": ["洗衣機"]}
    with pytest.raises(InvalidInput):
        _draft(_request()).put({"title": ["字" * 30_000]})


def test_every_language_of_a_name_is_kept() -> None:
    class Named(forms.Form):
        name = NamesField(label="Name", max_length=20, translated_length=20, in_other="Name in %(language)s")

    _draft(_request(name="武漢", name_en="Wuhan")).keep(Named())
    drawn = str(_draft(_request()).fill(Named()))
    assert 'value="武漢"' in drawn
    assert 'value="Wuhan"' in drawn


def test_a_form_without_a_draft_begins_as_it_was() -> None:
    assert 'value="other"' in str(_draft(_request()).fill(Words(initial={"title": "other"})))


def test_an_empty_form_is_no_draft() -> None:
    assert _draft(_request(title=" ", once="t")).keep(Words()) is False
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("site", "is_kept"), [("same-origin", True), ("none", True), ("cross-site", False), ("same-site", False)]
)
def test_a_page_of_another_site_writes_nobody_s_draft(site: str, is_kept: bool) -> None:
    assert _draft(_request(title="a", headers={"Sec-Fetch-Site": site})).keep(Words()) is is_kept
    assert Draft.objects.exists() is is_kept


def test_a_stranger_gets_a_token_only_once_something_is_kept_and_is_found_by_it() -> None:
    kept = _draft(_request(ANONYMOUS))
    assert kept.found is None
    assert not kept.mark(HttpResponse()).cookies
    kept = _draft(_request(ANONYMOUS, title="冰箱"))
    kept.keep(Words())
    cookie = kept.mark(HttpResponse()).cookies["draft"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert cookie.value not in Draft.objects.get().owner
    assert _draft(_request(ANONYMOUS, {"draft": cookie.value})).found.values == {"title": ["冰箱"]}
    assert _draft(_request(ANONYMOUS, {"draft": "guessed"})).found is None
    assert _draft(_request(WRITER, {"draft": cookie.value})).found is None


def test_the_button_saves_and_leads_back_and_the_script_is_told_when() -> None:
    with time_machine.travel(AT, tick=False):
        button = _draft(_request(title="a", step="draft")).answer(Words(), "d1")
        script = _draft(_request(title="b", headers={"X-Draft": "1"})).answer(Words(), "d1")
    assert (button.status_code, button["Location"]) == (302, "/form/?a=1")
    assert "10:00" in script.content.decode()
    assert script["Content-Type"].startswith("text/plain")
    assert _draft(_request(title="a", step="check")).answer(Words()) is None


def test_the_script_is_told_nothing_when_nothing_was_saved() -> None:
    drop_draft("account:7", "words", drawn="d1", at=datetime.now(UTC))
    answer = _draft(_request(title="b", headers={"X-Draft": "1"})).answer(Words(), "d1")
    assert (answer.status_code, answer.content) == (200, b"")


def test_what_is_too_much_for_a_draft_is_said_and_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LONGEST", 10)
    answer = _draft(_request(title="much too long", headers={"X-Draft": "1"})).answer(Words())
    assert answer.status_code == 422
    assert answer.content
    assert _draft(_request(title="much too long")).keep(Words()) is False


def test_starting_afresh_forgets_the_draft() -> None:
    _draft(_request(title="a")).keep(Words())
    assert _draft(_request(step="afresh")).answer(Words())["Location"] == "/form/?a=1"
    assert not Draft.objects.exists()


class Titled(PageForm):
    title = forms.CharField(label="Title")


PAGE = FormPage("audit", "Write it down", "/back/", draft="titled")


def _page(actor: Actor = WRITER, refuse: bool = False, **sent: str) -> HttpResponse:
    request = _request(actor, **sent)

    def act(form: Titled) -> None:
        if refuse:
            raise InvalidInput("Not so.", field="title")

    return form_page(request, Titled(request.POST or None, actor=actor), act, PAGE, "Done.")


def test_a_page_with_a_draft_fills_its_form_says_so_and_forgets_it_once_it_is_sent() -> None:
    assert "data-draft" in _page().content.decode()
    _page(title="half a th", step="draft", once="d1")
    page = _page().content.decode()
    assert 'value="half a th"' in page
    assert 'value="afresh"' in page
    assert 'value="afresh"' not in _page(OTHER).content.decode()
    assert _page(title="whole", once="d2").status_code == 302
    assert "half a th" not in _page().content.decode()


def test_a_refused_form_is_kept_as_a_draft() -> None:
    assert _page(refuse=True, title="refused", once="d1").status_code == 422
    assert 'value="refused"' in _page().content.decode()
    assert _page(title=" ", once="d1").status_code == 422


def test_a_page_that_declares_no_draft_keeps_none() -> None:
    request = _request(title="a", step="draft")
    form_page(request, Titled(request.POST, actor=WRITER), lambda form: None, FormPage("audit", "Write", "/back/"))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("owner", "form", "after", "kept"),
    [
        ("account:7", "desk", DAY - timedelta(seconds=1), True),
        ("account:7", "desk", DAY, False),
        ("account:8", "desk", timedelta(0), False),
        ("account:7", "note", timedelta(0), False),
    ],
)
def test_whether_a_draft_is_kept_is_known_without_opening_it(
    owner: str, form: str, after: timedelta, kept: bool
) -> None:
    _keep()
    assert services.is_kept(owner, form, at=AT + after) is kept


def test_a_form_that_was_sent_is_no_draft_any_more() -> None:
    _keep()
    drop_draft("account:7", "desk", drawn="d1", at=AT)
    assert Draft.objects.exists(), "it remembers which drawing was sent"
    assert services.is_kept("account:7", "desk", at=AT) is False
