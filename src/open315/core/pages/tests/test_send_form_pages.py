"""A page with a form: what is wrong stands where it belongs, nothing typed is lost, a second click does nothing more."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound, Open315Error, Unavailable
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of

WRITER = Actor(kind="staff", label="the writer", account_id=7)
OTHER = Actor(kind="staff", label="another", account_id=8)
PAGE = FormPage("audit", "Write it down", "/back/", lead="In few words.", version=3)


class WordsForm(PageForm):
    ROWS = (("one", "two"),)

    one = forms.CharField(label="One")
    two = forms.CharField(label="Two", required=False)
    three = forms.CharField(label="Three", required=False)


def _request(actor: Actor = WRITER, **sent: str) -> Any:
    request: Any = RequestFactory().post("/form/", sent) if sent else RequestFactory().get("/form/")
    request.actor, request.session = actor, {}
    request._messages = FallbackStorage(request)
    return request


def _answer(act: Callable[..., Any], actor: Actor = WRITER, **sent: str) -> HttpResponse:
    request = _request(actor, **sent)
    form = WordsForm(request.POST or None, actor=actor)
    answer = form_page(request, form, act, PAGE, "Done.")
    answer.said = [str(each) for each in get_messages(request)]  # type: ignore[attr-defined]
    return answer


def _token(answer: HttpResponse) -> str:
    found = re.search(r'name="once" value="([\w-]+)"', answer.content.decode())
    assert found
    return found[1]


@pytest.mark.django_db
def test_a_form_is_drawn_in_its_rows_with_what_stands_around_it() -> None:
    page = _answer(lambda form: None).content.decode()
    assert "<h1>" in page
    assert "Write it down" in page
    assert "In few words." in page
    assert '<input type="hidden" name="version" value="3">' in page
    row = re.search(r'<div class="form__row">(.*?name="two".*?)</div>\s*<div', page, re.DOTALL)
    assert row
    assert 'name="one"' in row[1]
    assert 'name="three"' not in row[1]
    assert 'href="/back/"' in page


@pytest.mark.django_db
def test_two_drawings_of_a_form_have_tokens_of_their_own() -> None:
    assert _token(_answer(lambda form: None)) != _token(_answer(lambda form: None))


@pytest.mark.django_db
def test_what_was_typed_comes_back_with_the_summary_and_the_field() -> None:
    answer = _answer(lambda form: None, one="", two="my words")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="my words"' in page
    assert '<a href="#id_one">One</a>' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status", "where"),
    [
        (InvalidInput("Not so.", field="two"), 422, "#id_two"),
        (InvalidInput("Not so.", field="elsewhere"), 422, ""),
        (Conflict("Not so."), 409, ""),
        (NotAllowed("Not so."), 403, ""),
        (Unavailable("Not so."), 503, ""),
    ],
)
def test_a_refusal_is_said_with_its_status_and_nothing_is_lost(error: Open315Error, status: int, where: str) -> None:
    def refuse(form: WordsForm) -> None:
        raise error

    answer = _answer(refuse, one="kept", once="t1")
    page = answer.content.decode()
    assert answer.status_code == status
    assert "Not so." in page
    assert 'value="kept"' in page
    assert not where or f'href="{where}"' in page


@pytest.mark.django_db
def test_what_does_not_exist_for_the_actor_is_no_matter_of_the_form() -> None:
    def lost(form: WordsForm) -> None:
        raise NotFound("gone")

    with pytest.raises(NotFound):
        _answer(lost, one="kept")


@pytest.mark.django_db
def test_a_sound_form_acts_says_so_and_goes_where_it_was_told_or_back() -> None:
    there = _answer(lambda form: "/there/", one="a")
    assert (there.status_code, there["Location"], there.said) == (302, "/there/", ["Done."])  # type: ignore[attr-defined]
    assert _answer(lambda form: None, one="a")["Location"] == "/back/"
    assert _answer(lambda form: HttpResponse("secret"), one="a").content == b"secret"


@pytest.mark.django_db
def test_the_same_form_sent_twice_acts_once_and_leads_to_the_same_place() -> None:
    acts: list[str] = []

    def act(form: WordsForm) -> str:
        acts.append(form.cleaned_data["one"])
        return f"/made/{len(acts)}/"

    first = _answer(act, one="a", once="t1")
    again = _answer(act, one="a", once="t1")
    assert acts == ["a"]
    assert (first["Location"], again["Location"]) == ("/made/1/", "/made/1/")
    assert again.said == ["Done."]  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "actor"),
    [({"one": "b", "once": "t1"}, WRITER), ({"one": "a", "once": "t2"}, WRITER), ({"one": "a", "once": "t1"}, OTHER)],
)
def test_other_words_another_form_or_another_person_is_another_act(sent: dict[str, str], actor: Actor) -> None:
    acts: list[str] = []
    _answer(lambda form: acts.append("x"), one="a", once="t1")
    _answer(lambda form: acts.append("x"), actor, **sent)
    assert len(acts) == 2


@pytest.mark.django_db
def test_a_form_that_was_refused_may_be_sent_again() -> None:
    answers = iter([Conflict("Not yet."), None])
    acts: list[str] = []

    def act(form: WordsForm) -> None:
        acts.append("x")
        if error := next(answers):
            raise error

    assert _answer(act, one="a", once="t1").status_code == 409
    assert _answer(act, one="a", once="t1").status_code == 302
    assert acts == ["x", "x"]


def test_a_step_says_that_it_is_done_or_why_not() -> None:
    def said(act: Callable[[], Any]) -> tuple[list[str], str]:
        request = _request(go="1")
        answer = step(request, act, "Done.", ("/back/",))
        return [str(each) for each in get_messages(request)], answer["Location"]

    def refuse() -> None:
        raise Conflict("Not now.")

    def lost() -> None:
        raise NotFound("")

    assert said(lambda: None) == (["Done."], "/back/")
    assert said(refuse) == (["Not now."], "/back/")
    with pytest.raises(NotFound):
        said(lost)


@pytest.mark.parametrize(("sent", "version"), [("3", 3), ("", None), ("x", None), ("-1", None)])
def test_the_version_comes_back_as_a_number_or_not_at_all(sent: str, version: int | None) -> None:
    request: HttpRequest = _request(version=sent, more="1")
    assert version_of(request) == version  # type: ignore[arg-type]
