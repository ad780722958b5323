"""Two people on one form: nobody's words go unseen. By hand."""

from datetime import date, datetime
from typing import Any

import pytest
from django import forms

from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict
from open315.core.names import Names
from open315.core.pages.form_pages import FormPage, PageForm, form_page, version_of
from open315.core.pages.meeting import Met, differences
from open315.core.pages.tests.test_send_form_pages import WRITER, _request
from open315.core.ui.moments import MomentField
from open315.core.ui.names import NamesField


class MeetingForm(PageForm):
    title = NamesField(label="Title", max_length=20, translated_length=20, in_other="Title in %(language)s")
    venue = forms.CharField(label="Venue", required=False)
    starts_at = MomentField(label="Begins")
    day = forms.DateField(label="Day", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("", "-"), ("Groups", [("a", "Seminar"), ("b", "Stall")])])
    several = forms.TypedMultipleChoiceField(
        label="Several", required=False, coerce=int, choices=[(1, "One"), (2, "Two"), (3, "Three")]
    )
    is_open = forms.BooleanField(label="Open", required=False)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput())


SAVED = {
    "title": Names("座談會"), "venue": "禮堂", "starts_at": datetime(2026, 3, 15, 9, 0, tzinfo=SHANGHAI), "day": date(2026, 3, 1),
    "kind": "a", "several": [1, 2], "is_open": True, "hidden": "x",
}  # fmt: skip
AS_SAVED = {
    "title": "座談會", "title_en": "", "venue": "禮堂", "starts_at": "2026-03-15T09:00", "day": "2026-03-01", "kind": "a",
    "several": ["1", "2"], "is_open": "on", "hidden": "x",
}  # fmt: skip


def _met(**typed: Any) -> list[Met]:
    form = MeetingForm({**AS_SAVED, **typed}, actor=WRITER, initial=SAVED)
    form.is_valid()
    return differences(form)


def test_what_is_as_it_was_saved_is_not_told() -> None:
    assert _met() == []
    assert _met(hidden="y") == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"title": "年會"}, Met("Title", "座談會", "年會")),
        ({"venue": ""}, Met("Venue", "禮堂", "")),
        ({"starts_at": "2026-03-15T10:30"}, Met("Begins", "2026-03-15 09:00", "2026-03-15 10:30")),
        ({"starts_at": "nine"}, Met("Begins", "2026-03-15 09:00", "nine")),
        ({"day": "2026-03-02"}, Met("Day", "2026-03-01", "2026-03-02")),
        ({"kind": "b"}, Met("Kind", "Seminar", "Stall")),
        ({"several": ["2", "3"]}, Met("Several", "One、Two", "Two、Three")),
        ({"is_open": ""}, Met("Open", "是", "否")),
    ],
)
def test_a_field_that_two_filled_in_is_told_in_words(typed: dict[str, Any], told: Met) -> None:
    assert _met(**typed) == [told]


def _sent(version: str) -> Any:
    page = FormPage("audit", "Change it", "/back/", version=3)
    request = _request(**{**AS_SAVED, "venue": "大廳", "version": version})
    form = MeetingForm(request.POST, actor=WRITER, initial=SAVED)

    def act(form: MeetingForm) -> None:
        if version_of(request) != 3:
            raise Conflict("Somebody else changed it.")

    return form_page(request, form, act, page, "Done.")


@pytest.mark.django_db
def test_who_comes_second_sees_what_the_other_saved_before_saving_over_it() -> None:
    answer = _sent("2")
    seen = answer.content.decode()
    assert answer.status_code == 409
    assert "兩人修改了同一項" in seen
    assert 'data-label="對方已保存">禮堂</td>' in seen
    assert 'data-label="您填寫的">大廳</td>' in seen
    assert seen.count('data-label="您填寫的"') == 1
    assert 'name="version" value="3"' in seen


@pytest.mark.django_db
@pytest.mark.parametrize("version", ["3", ""])
def test_who_comes_alone_is_told_of_nobody(version: str) -> None:
    answer = _sent(version)
    assert "兩人修改了同一項" not in answer.content.decode()
