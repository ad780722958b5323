"""Of an import that is being withdrawn nothing is left for anybody: whatever reads, and whatever runs by itself, finds its cases as
little before their rows are deleted as afterwards. Each finds them while they are there, so that a look that sees nothing proves nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from open315.cases import handlers, tasks
from open315.cases import queries as cases
from open315.cases import services as cases_services
from open315.cases.actors import consumer_of
from open315.cases.models import Case
from open315.cases.notices.staff import tell_of_clocks
from open315.cases.queries.imported import brought_by
from open315.cases.services import clocks, query_code
from open315.cases.services.leaving import PARTS
from open315.cases.tests.making import complaint
from open315.core import clock, search
from open315.core.access import ANONYMOUS, SYSTEM
from open315.core.calendar import queries as calendars
from open315.core.calendar.models import CalendarDay, CalendarYear
from open315.core.outbox import Event
from open315.core.outbox.models import OutboxEvent
from open315.intake.models import SheetImport
from open315.intake.sheet_import.columns import source_key
from open315.intake.tests.importing import finished
from open315.intake.tests.test_withdraw_import import take_away, withdraw
from open315.notify.models import Message
from tests.rows import undone

pytestmark = pytest.mark.django_db
SHEET = """工單編號,投訴日期,被投訴方,投訴內容,姓名,電話,備註
L1,2026-05-04,商家丙,客廳漏水，致電13700137000,李測試,13700137000、027-82345678,住戶13700137000
L2,2026-05-05,商家丁,櫥窗破損,王測試,13600136000,無
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Any) -> Any:
    settings.UPLOADS, settings.EXPORTS = tmp_path / "uploads", tmp_path / "exports"
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class Brought:
    """What was known of an import before anybody took it back."""

    cast: Any
    sheet: SheetImport
    ids: list[int]
    numbers: list[str]

    @property
    def later(self) -> Any:
        """When every clock of the cases is late."""
        return self.cast.at + timedelta(days=90)

    def told(self) -> Event:
        """What waits in the outbox: that a clock of the first case is late."""
        return Event("cases.clock_late", {"case": self.ids[0], "number": self.numbers[0], "due": ""}, self.cast.at)


def _announced(brought: Brought) -> int:
    tasks.sweep_deadlines(brought.later)
    return OutboxEvent.objects.filter(name__startswith="cases.clock_").count()


def _notices(brought: Brought) -> int:
    tell_of_clocks([brought.told()])
    return Message.objects.filter(template="cases.clock_late").count()


def _found_again(brought: Brought) -> list[int]:
    """The event was delivered twice, the second time after the texts had gone."""
    search.remove("case_search", brought.ids)
    handlers.index_new_cases([Event("cases.registered", {"case": each}, brought.cast.at) for each in brought.ids])
    return search.newest("case_search", "客廳漏水", limit=5)


def _derived_anew(brought: Brought) -> int:
    """A later notice gives a day off that the clocks of the cases count."""
    CalendarDay.objects.create(day=date(2026, 5, 13), name="臨時放假", is_off=True, plan_year=2026)
    CalendarYear.objects.filter(year=2026).update(version="corrected")
    calendars.forget()
    return clocks.rederive_clocks(at=brought.cast.at)


def _source(brought: Brought) -> str:
    return source_key(brought.sheet.council_id, brought.sheet.source)


LOOKS: dict[str, Callable[[Brought], Any]] = {
    "staff": lambda it: sorted(cases.visible_to(it.cast.actor("supervisor")).values_list("pk", flat=True)),
    "the system": lambda it: sorted(cases.visible_to(SYSTEM).values_list("pk", flat=True)),
    "the import": lambda it: sorted(brought_by(it.sheet.pk).values_list("pk", flat=True)),
    "its consumer, who has the page open": lambda it: (
        cases.consumer_view(consumer_of(it.ids[0]), clock.now()) is not None
    ),
    "the receipt": lambda it: cases.receipt_of(it.ids[0]) is not None,
    "the code": lambda it: cases.find_by_code(query_code(it.ids[0])) is not None,
    "its first number": lambda it: len(cases.earlier_contacts("13700137000", it.cast.actor("supervisor"))),
    "its second number": lambda it: len(cases.earlier_contacts("027-82345678", it.cast.actor("supervisor"))),
    "our own list, back again": lambda it: sorted(cases.brought_by_number(it.cast.bodies["wuhan"].pk, it.numbers)),
    "the same sheet, back again": lambda it: sorted(cases.brought_by_reference(_source(it), ["L1", "L2"])),
    "texts for the search": lambda it: handlers.texts(it.ids),
    "texts for filling the search anew": lambda it: list(handlers.every_text()),
    "the search, told of them late": _found_again,
    "the sweep of deadlines": _announced,
    "a message that waited": _notices,
    "clocks derived anew": _derived_anew,
}


@pytest.fixture
def brought(cast: Any) -> Brought:
    sheet = finished(cast, SHEET)
    assert (sheet.rows_new, sheet.rows_wrong) == (2, 0)
    rows = list(Case.objects.filter(import_id=sheet.pk).order_by("id").values_list("pk", "number"))
    return Brought(cast, sheet, [pk for pk, _number in rows], [number for _pk, number in rows])


@pytest.mark.parametrize("look", LOOKS)
def test_nobody_finds_a_case_that_is_leaving_as_nobody_finds_one_that_has_left(brought: Brought, look: str) -> None:
    def seen() -> Any:
        with undone():
            answer = LOOKS[look](brought)
        calendars.forget()
        return answer

    there = seen()
    withdraw(brought.cast, brought.sheet)
    leaving = seen()
    take_away(brought.sheet)
    gone = seen()
    assert Case.objects.count() == 0
    assert there != gone, "the look finds nothing anyhow"
    assert leaving == gone


def test_clocks_of_other_cases_are_derived_anew_though_one_was_withdrawn_meanwhile(
    brought: Brought, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read before the withdrawal, locked after it: the calendar's correction stopped there, and no case behind it got its date."""
    behind = cases_services.register_case(complaint(brought.cast), actor=ANONYMOUS, at=brought.cast.at).case_id
    real = clocks.kept.live_in_batches

    def read_before(rows: Any) -> Any:
        found = list(real(rows))
        withdraw(brought.cast, brought.sheet)
        return iter(found)

    monkeypatch.setattr(clocks.kept, "live_in_batches", read_before)
    before = Case.objects.get(pk=behind).next_due_on
    assert _derived_anew(brought) == 1
    after = Case.objects.get(pk=behind).next_due_on
    assert before is not None
    assert after is not None
    assert (before, after) == (date(2026, 5, 21), date(2026, 5, 22))


def test_a_case_leaves_with_everything_that_hangs_on_it(brought: Brought) -> None:
    """Also what a later table keeps of a case: every table that points to cases is named, and empty in the end."""
    hanging = {
        field.related_model
        for field in Case._meta.get_fields()
        if field.one_to_many and field.auto_created and field.related_model is not Case
    }
    assert hanging == set(PARTS)
    in_sheet = {each._meta.label for each in PARTS if each._default_manager.filter(case__in=brought.ids).exists()}
    assert in_sheet == {"cases.SealedText", "cases.Party", "cases.OtherNumber", "cases.TimelineEntry", "cases.Clock"}
    withdraw(brought.cast, brought.sheet)
    take_away(brought.sheet)
    left = {each._meta.label for each in apps.get_app_config("cases").get_models() if each._base_manager.exists()}
    assert left <= {"cases.CompetenceRule", "cases.LocalOption"}
