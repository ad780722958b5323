"""An officer puts a case aside until a day: her list, her Today and the tab; the law's day, and what brings it back."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases import queries, services
from open315.cases.models import Case, Clock, PutAside, TimelineEntry
from open315.cases.queries import InboxFilters
from open315.cases.rules.aside import days_people_say, last_day
from open315.cases.tests.conftest import Register
from open315.core import clock
from open315.core.errors import Conflict, InvalidInput, NotFound


@pytest.fixture
def mine(cast: Any, register: Register) -> Case:
    """A case that the officer has, due in ten days."""
    case = register()
    services.assign_case(case.pk, account_id=cast.accounts["officer"].pk, actor=cast.actor("officer"), at=cast.at)
    Case.objects.filter(pk=case.pk).update(next_due_on=clock.today() + timedelta(days=10))
    return Case.objects.get(pk=case.pk)


def days(n: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=n)


def aside(case: Case, cast: Any, n: int = 3, who: str = "officer") -> PutAside:
    return services.put_aside(case.pk, until=days(n), actor=cast.actor(who), at=clock.now())


def listed(cast: Any, view: str, who: str = "officer") -> set[int]:
    return {row.id for row in queries.inbox(cast.actor(who), InboxFilters(view=view)).rows}


@pytest.mark.parametrize(
    ("today", "monday"),
    [
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 12, 4), date(2026, 12, 7)),
    ],
)
def test_monday_is_the_next_one_after_today(today: date, monday: date) -> None:
    assert days_people_say(today) == {
        "tomorrow": today + timedelta(days=1),
        "monday": monday,
        "week": today + timedelta(days=7),
    }


def test_the_last_day_is_that_of_the_law_or_ninety_days_off() -> None:
    today = date(2026, 11, 29)
    assert last_day(today, None) == date(2027, 2, 27)
    assert last_day(today, date(2026, 12, 7)) == date(2026, 12, 7)
    assert last_day(today, date(2027, 12, 7)) == date(2027, 2, 27)


def test_it_leaves_her_list_and_today_and_stands_under_its_tab(mine: Case, cast: Any) -> None:
    clocks, entries = list(Clock.objects.values()), TimelineEntry.objects.count()
    assert (listed(cast, "mine"), listed(cast, "aside")) == ({mine.pk}, set())
    aside(mine, cast)
    assert (listed(cast, "mine"), listed(cast, "aside")) == (set(), {mine.pk})
    assert queries.view_counts(cast.actor("officer"))["aside"] == "1"
    assert queries.view_counts(cast.actor("officer"))["mine"] == ""
    assert mine.pk in listed(cast, "open"), "the council's list keeps it"
    assert (list(Clock.objects.values()), TimelineEntry.objects.count()) == (clocks, entries), (
        "no step, no rest of a clock"
    )
    assert Case.objects.get(pk=mine.pk).version == mine.version


def test_it_stands_there_again_on_its_day_and_not_before(mine: Case, cast: Any, time_machine: Any) -> None:
    aside(mine, cast, 3)
    start = clock.now()
    time_machine.move_to(start + timedelta(days=2))
    assert listed(cast, "mine") == set()
    time_machine.move_to(start + timedelta(days=3))
    assert (listed(cast, "mine"), listed(cast, "aside")) == ({mine.pk}, set())


def test_whatever_happens_to_it_brings_it_back(mine: Case, cast: Any) -> None:
    aside(mine, cast)
    services.add_note(mine.pk, text="同事看過", actor=cast.actor("clerk"), at=clock.now())
    assert (listed(cast, "mine"), listed(cast, "aside")) == ({mine.pk}, set())


def test_a_day_of_the_law_that_moved_before_it_brings_it_back(mine: Case, cast: Any) -> None:
    aside(mine, cast, 3)
    Case.objects.filter(pk=mine.pk).update(next_due_on=days(3))
    assert listed(cast, "mine") == set()
    Case.objects.filter(pk=mine.pk).update(next_due_on=days(2))
    assert (listed(cast, "mine"), listed(cast, "aside")) == ({mine.pk}, set())


def test_it_goes_as_far_as_the_day_of_the_law_and_no_further(mine: Case, cast: Any) -> None:
    with pytest.raises(InvalidInput, match=days(10).isoformat()) as refused:
        aside(mine, cast, 11)
    assert refused.value.field == "until"
    assert not PutAside.objects.exists()
    assert aside(mine, cast, 10).until == days(10)


def test_without_a_day_of_the_law_it_goes_ninety_days_and_no_further(mine: Case, cast: Any) -> None:
    Case.objects.filter(pk=mine.pk).update(next_due_on=None)
    with pytest.raises(InvalidInput, match="90"):
        aside(mine, cast, 91)
    assert aside(mine, cast, 90).until == days(90)


@pytest.mark.parametrize("n", [0, -1])
def test_today_and_the_past_are_refused(mine: Case, cast: Any, n: int) -> None:
    with pytest.raises(InvalidInput):
        aside(mine, cast, n)
    assert aside(mine, cast, 1).until == days(1)
    with pytest.raises(InvalidInput):
        services.put_aside(mine.pk, until=None, actor=cast.actor("officer"), at=clock.now())


def test_what_the_calendar_does_not_date_is_not_put_aside(mine: Case, cast: Any) -> None:
    Case.objects.filter(pk=mine.pk).update(calendar_unknown=True, next_due_on=None)
    with pytest.raises(Conflict):
        aside(mine, cast)
    Case.objects.filter(pk=mine.pk).update(calendar_unknown=False)
    assert aside(mine, cast)


def test_only_an_open_case_of_ones_own_and_only_one_that_one_sees(mine: Case, cast: Any, register: Register) -> None:
    with pytest.raises(Conflict):
        aside(mine, cast, who="second_officer")
    with pytest.raises(NotFound):
        aside(register(council_id=cast.bodies["huangshi"].pk), cast)
    services.withdraw_case(mine.pk, reason="已和解", actor=cast.actor("officer"), at=clock.now())
    with pytest.raises(Conflict):
        aside(mine, cast)
    assert not PutAside.objects.exists()


def test_another_day_replaces_the_first_and_taking_it_back_is_safe_to_repeat(mine: Case, cast: Any) -> None:
    aside(mine, cast, 3)
    aside(mine, cast, 5)
    assert PutAside.objects.get().until == days(5)
    for _ in range(2):
        services.take_from_aside(mine.pk, actor=cast.actor("officer"), at=clock.now())
        assert listed(cast, "mine") == {mine.pk}
    assert not PutAside.objects.exists()


def test_nobody_takes_back_what_another_put_aside(mine: Case, cast: Any) -> None:
    aside(mine, cast)
    services.take_from_aside(mine.pk, actor=cast.actor("second_officer"), at=clock.now())
    assert PutAside.objects.exists()
    with pytest.raises(NotFound):
        services.take_from_aside(mine.pk, actor=cast.actor("huangshi_clerk"), at=clock.now())


def test_her_supervisor_sees_it_a_colleague_does_not(mine: Case, cast: Any, client: Client) -> None:
    aside(mine, cast)
    assert listed(cast, "aside", "supervisor") == {mine.pk}
    assert listed(cast, "aside", "second_officer") == set()
    client.cookies["django_language"] = "en"
    for who, sees in (("supervisor", True), ("second_officer", False)):
        client.force_login(cast.accounts[who])
        page = client.get(reverse("cases:case", args=[mine.number])).content.decode()
        assert (f"Put aside by its officer until {days(3)}" in page) is sees
        assert "Back into my list" not in page
    client.force_login(cast.accounts["supervisor"])
    assert f"aside until {days(3)} · " in client.get("/console/cases/?view=aside").content.decode()


def test_from_the_list_it_goes_on_to_the_next_and_can_be_undone(
    mine: Case, cast: Any, officer: Client, register: Register
) -> None:
    other = register()
    services.assign_case(other.pk, account_id=cast.accounts["officer"].pk, actor=cast.actor("officer"), at=cast.at)
    officer.cookies["django_language"] = "en"
    page = officer.get("/console/cases/", {"view": "mine", "case": mine.number}).content.decode()
    assert f'value="{days(1)}"' in page
    sent = {"until": days(3).isoformat(), "list": "view=mine", "beside": "1"}
    after = officer.post(reverse("cases:aside", args=[mine.number]), sent, follow=True)
    shown = after.content.decode()
    assert after.context["case"].pk == other.pk
    assert f"{mine.number} is put aside until {days(3)}." in shown
    undo = re.search(rf'action="{reverse("cases:back")}">.*?name="what" value="(\d+)"', shown, re.DOTALL)
    assert undo
    back = officer.post(reverse("cases:back"), {"what": undo[1], "query": "view=mine"}, follow=True)
    assert back.redirect_chain[-1][0] == "/console/cases/?view=mine"
    assert "1 case stands in your list again." in back.content.decode()
    assert listed(cast, "mine") == {mine.pk, other.pk}


def test_a_refusal_stands_at_its_field_and_the_case_stays_opened(mine: Case, officer: Client) -> None:
    officer.cookies["django_language"] = "en"
    sent = {"day": days(11).isoformat(), "list": "view=mine", "beside": "1"}
    after = officer.post(reverse("cases:aside", args=[mine.number]), sent, follow=True)
    shown = after.content.decode()
    assert re.search(rf'id="aside-day-error">This case is due on {days(10)}\.', shown)
    assert re.search(
        rf'name="day"\s+value="{days(11)}"[^>]*aria-invalid="true"[^>]*aria-describedby="aside-day-error"', shown
    )
    assert '<details class="menu aside-menu" open>' in shown
    assert "messages" not in after.context or not list(after.context["messages"]), "said once, at its field"
    assert after.context["case"].pk == mine.pk
    assert "until=" not in after.context["query"], "another case does not inherit it"
    assert not PutAside.objects.exists()
    words = officer.post(reverse("cases:aside", args=[mine.number]), {"day": "someday"}, follow=True).content.decode()
    assert re.search(r'id="aside-day-error">Choose a day to come\.', words)
    assert re.search(
        r'id="aside-day-error">Choose a day to come\.',
        officer.post(reverse("cases:aside", args=[mine.number]), follow=True).content.decode(),
    )
    for fine in ("", f"?until={days(3)}"):
        page = officer.get(reverse("cases:case", args=[mine.number]) + fine).content.decode()
        assert "aside-day-error" not in page


def test_a_case_that_is_due_today_offers_no_day(mine: Case, officer: Client) -> None:
    Case.objects.filter(pk=mine.pk).update(next_due_on=clock.today())
    address = reverse("cases:aside", args=[mine.number])
    assert address not in officer.get(reverse("cases:case", args=[mine.number])).content.decode()
    Case.objects.filter(pk=mine.pk).update(next_due_on=days(1))
    assert officer.get(reverse("cases:case", args=[mine.number])).content.decode().count(address) == 1
