"""Who else has a case open: who tells it, who is told, how long it holds. Nothing is blocked by it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from open315.cases import queries, services
from open315.cases.models import Case, Presence
from open315.cases.queries.present import HERE
from open315.cases.services.presence import SWEPT
from open315.cases.tasks import sweep_presence
from open315.cases.tests.conftest import Register
from open315.core import clock
from open315.core.access import SYSTEM


def here(case: Case) -> str:
    return reverse("cases:here", args=[case.number])


def tell(case: Case, cast: Any, who: str, step: str = "") -> None:
    services.tell_presence(case.pk, step=step, actor=cast.actor(who), at=clock.now())


def seen(case: Case, cast: Any, who: str) -> list[str]:
    return [each.words for each in queries.others_at(cast.actor(who), case.pk, clock.now())]


def test_a_colleague_sees_who_looks_and_who_writes_what(officer: Client, cast: Any, register: Register) -> None:
    case = register()
    officer.cookies["django_language"] = "en"
    assert officer.post(here(case)).content.decode().split() == []
    tell(case, cast, "supervisor")
    tell(case, cast, "second_officer", "note")
    words = officer.post(here(case)).content.decode()
    assert words.index("second_officer is writing: Note") < words.index("supervisor is looking")
    assert "officer is looking" not in words.replace("second_officer", "")


def test_the_same_person_is_there_once_and_with_what_she_does_last(cast: Any, register: Register) -> None:
    case = register()
    tell(case, cast, "second_officer", "note")
    tell(case, cast, "second_officer")
    assert seen(case, cast, "officer") == ["second_officer 正在查看"]
    assert Presence.objects.count() == 1


def test_whoever_tells_it_no_more_is_gone(cast: Any, register: Register, time_machine: Any) -> None:
    case = register()
    start = clock.now()
    time_machine.move_to(start, tick=False)
    tell(case, cast, "supervisor")
    time_machine.move_to(start + HERE - timedelta(seconds=1), tick=False)
    assert len(seen(case, cast, "officer")) == 1
    time_machine.move_to(start + HERE, tick=False)
    assert seen(case, cast, "officer") == []
    sweep_presence(start + SWEPT)
    assert Presence.objects.count() == 1
    sweep_presence(start + SWEPT + timedelta(seconds=1))
    assert Presence.objects.count() == 0


def test_whoever_leaves_says_so(officer: Client, cast: Any, register: Register) -> None:
    case = register()
    officer.post(here(case))
    assert len(seen(case, cast, "supervisor")) == 1
    assert officer.post(here(case), {"gone": "1"}).status_code == 204
    assert seen(case, cast, "supervisor") == []


def test_another_body_at_the_same_case_sees_nobody(cast: Any, register: Register) -> None:
    case = register()
    market = cast.bodies["market"].pk
    services.refer_case(case.pk, to_organisation_id=market, reason="請核查。", actor=cast.actor("officer"), at=cast.at)
    tell(case, cast, "officer")
    assert seen(case, cast, "market_liaison") == []
    assert seen(case, cast, "province_supervisor") == []
    assert len(seen(case, cast, "supervisor")) == 1


def test_a_case_one_does_not_see_is_not_there(officer: Client, cast: Any, register: Register) -> None:
    case = register(council_id=cast.bodies["huangshi"].pk)
    assert officer.post(here(case)).status_code == 404
    assert not Presence.objects.exists()


def test_a_step_that_is_none_is_looking(officer: Client, cast: Any, register: Register) -> None:
    case = register()
    tell(case, cast, "supervisor", "<script>" * 9)
    assert "script" not in officer.post(here(case)).content.decode()
    assert "supervisor" in officer.post(here(case)).content.decode()


def test_asking_costs_one_question_and_changes_nothing_of_the_case(
    cast: Any, register: Register, django_assert_num_queries: Any
) -> None:
    case = register()
    before = Case.objects.filter(pk=case.pk).values().get()
    tell(case, cast, "supervisor", "close")
    officer = cast.actor("officer")
    with django_assert_num_queries(1):
        queries.others_at(officer, case.pk, clock.now())
    assert Case.objects.filter(pk=case.pk).values().get() == before
    services.add_note(case.pk, text="照做", actor=cast.actor("officer"), at=clock.now(), version=before["version"])


def test_the_page_knows_where_to_tell_it(officer: Client, register: Register) -> None:
    case = register()
    for address in (
        reverse("cases:case", args=[case.number]),
        f"/console/cases/?case={case.number}&do=note",
        reverse("cases:verb", args=[case.number, "note"]),
    ):
        page = officer.get(address).content.decode()
        assert page.count(f'data-presence="{here(case)}"') == 1, address
        assert ('data-presence-step="note"' in page) is ("note" in address)


def test_what_acts_for_nobody_is_not_present(register: Register) -> None:
    case = register()
    services.tell_presence(case.pk, step="note", actor=SYSTEM, at=clock.now())
    assert not Presence.objects.exists()
