"""A consumer's appointment on the page of her case: when, where, what to bring, a file for her calendar, and her wish for another time."""

from datetime import timedelta
from typing import Any

import pytest
import vobject
from django.test import Client

from open315.cases import services
from open315.cases.models import Appointment, Case, TimelineEntry
from open315.core import clock
from open315.core.clock import SHANGHAI
from open315.intake.tests.test_file_on_portal import open_case


@pytest.fixture
def visitor(cast: Any) -> Client:
    """A browser that enforces CSRF like a real one."""
    return Client(enforce_csrf_checks=True)


def made(cast: Any, **changes: Any) -> Appointment:
    start = (clock.now() + timedelta(days=9)).astimezone(SHANGHAI).replace(hour=14, minute=30, second=0, microsecond=0)
    given = {"meeting": "visit", "starts_at": start, "minutes": 30, "place": "中南路12號三樓", "brings": "發票原件"}
    case = Case.objects.get()
    services.make_appointment(case.pk, **{**given, **changes}, actor=cast.actor("officer"), at=clock.now())
    return Appointment.objects.order_by("-pk")[0]


def page(owner: Client) -> str:
    return owner.get("/track/case/").content.decode()


def test_she_reads_when_where_who_and_what_to_bring_first_of_all(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    assert "您的約定" not in page(owner)
    row = made(cast, comes=["consumer", "trader"])
    shown = page(owner)
    day = row.starts_at.astimezone(SHANGHAI)
    for words in (f"{day:%Y-%m-%d}", "14:30–15:00", "來訪", "中南路12號三樓", "發票原件", "承辦人、消費者、經營者"):
        assert words in shown
    assert f"您在{day:%Y-%m-%d}" in shown
    assert str(cast.accounts["officer"]) not in shown


def test_the_file_is_read_by_another_parser_and_by_nobody_else(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    row = made(cast)
    answer = owner.get(f"/track/case/appointments/{row.pk}.ics")
    assert answer["Content-Disposition"] == f'attachment; filename="appointment-{row.pk}.ics"'
    (event,) = vobject.readOne(answer.content.decode()).contents["vevent"]
    assert (event.dtstart.value, event.location.value) == (row.starts_at, "中南路12號三樓")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert "發票原件" in event.description.value
    assert event.url.value.endswith("/track/")
    assert owner.get(f"/track/case/appointments/{row.pk + 1}.ics").status_code == 404
    assert Client().get(f"/track/case/appointments/{row.pk}.ics").status_code == 302


def test_her_wish_reaches_the_officer_and_the_appointment_stands(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    row = made(cast)
    answer = owner.post(
        "/track/case/other-time/", {"appointment_id": row.pk, "other_time": "週五下午，電話13800138000"}
    )
    assert answer["Location"] == "/track/case/?asked=1"
    assert "改期之前，原約定仍然有效" in owner.get(answer["Location"]).content.decode()
    entry = TimelineEntry.objects.get(verb="ask_other_time")
    assert (entry.data["text"], entry.is_public) == ("週五下午，電話138****8000", True)
    assert Appointment.objects.get().starts_at == row.starts_at
    assert Case.objects.get().news_from == "consumer"


@pytest.mark.parametrize("words", ["", "好" * 501])
def test_a_wish_without_words_is_refused_at_its_field(visitor: Client, cast: Any, words: str) -> None:
    owner = open_case(visitor)
    row = made(cast)
    answer = owner.post("/track/case/other-time/", {"appointment_id": row.pk, "other_time": words})
    assert answer.status_code == 422
    assert "id_other_time_error" in answer.content.decode()
    assert not TimelineEntry.objects.filter(verb="ask_other_time").exists()


def test_of_one_that_was_called_off_she_is_told_so(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    row = made(cast)
    services.cancel_appointment(row.case_id, appointment_id=row.pk, actor=cast.actor("officer"), at=clock.now())
    made(cast, meeting="phone")
    answer = owner.post("/track/case/other-time/", {"appointment_id": row.pk, "other_time": "週五"})
    assert answer.status_code == 422
    assert "本案沒有這項未到的約定" in answer.content.decode()


def test_it_leaves_her_page_when_it_is_over(visitor: Client, cast: Any) -> None:
    owner = open_case(visitor)
    made(cast)
    Appointment.objects.update(starts_at=clock.now() - timedelta(minutes=29))
    assert "您的約定" in page(owner)
    Appointment.objects.update(starts_at=clock.now() - timedelta(minutes=30))
    assert "您的約定" not in page(owner)
