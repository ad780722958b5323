"""What the user saw: the guide's own example made 2,434 late cases and 4,934 messages, and the city's on-time share fell to 13.37 %.

The complaints of 2020 come in as history: they are counted in their year, and Today, messages and shares of this one stay.
"""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.cases.models import Case, Clock
from open315.cases.tasks import sweep_deadlines
from open315.cases.tests.samples import Sampler
from open315.core import clock
from open315.core.facts import Period, Scope, figure
from open315.intake.sheet_import import withdrawing
from open315.notify.models import Message
from tests.real_input.test_import_car_complaints import AT, ROWS, content, run_import

__all__ = ["content"]
pytestmark = [pytest.mark.shared_data, pytest.mark.django_db]
PEOPLE = ("clerk", "officer", "supervisor", "province_supervisor", "secretariat")
THIS_YEAR = Period(date(2026, 1, 1), date(2026, 5, 12))
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31))
SHARES = (
    "cases.on_time_acceptance",
    "cases.on_time_handling",
    "cases.solution_rate",
    "cases.late",
    "cases.open_at_end",
)


def today_pages(cast: Any) -> dict[str, str]:
    """Today as each of them sees it, without what is different at every look."""
    found = {}
    for who in PEOPLE:
        client = Client()
        client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get("/console/").content.decode()
        found[who] = re.sub(r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken[^:]*:)[="\s]+[\w-]+', "", page)
    return found


def shares(cast: Any, period: Period) -> dict[str, Any]:
    actor = cast.actor("secretariat")
    return {
        f"{key} {region}": figure(key, period, Scope(region=region), actor).value
        for key in SHARES
        for region in ("", "42", "4201")
    }


@time_machine.travel(AT, tick=False)
def test_the_complaints_of_2020_come_in_as_history_and_today_stays_as_it_was(cast: Any, content: bytes) -> None:
    sampler = Sampler([cast.bodies[name] for name in ("province", "wuhan")], cast.bodies["market"], today=AT.date())
    sampler.make(120, date(2026, 1, 1), AT.date())
    sampler.save()
    sweep_deadlines(clock.now())
    pages, earlier, messages = today_pages(cast), shares(cast, THIS_YEAR), Message.objects.count()

    made = run_import(cast, content)
    assert (made.rows_new, made.rows_wrong) == (ROWS, 0)
    sweep_deadlines(clock.now())
    assert shares(cast, THIS_YEAR) == earlier
    # The one message is that the import has ended, to whoever asked for it.
    Message.objects.filter(template="imports.finished").delete()
    assert Message.objects.count() == messages
    assert today_pages(cast) == pages

    history = Case.objects.filter(import_id=made.pk)
    assert set(history.values_list("state", "is_history", "next_due_on", "was_late")) == {
        ("on_record", True, None, False)
    }
    assert Clock.objects.filter(case__in=history).count() == 0
    in_2020 = shares(cast, YEAR_2020)
    assert figure("cases.received", YEAR_2020, Scope(), cast.actor("secretariat")).value == ROWS
    assert in_2020["cases.on_time_acceptance "] is in_2020["cases.on_time_handling "] is None
    assert in_2020["cases.solution_rate "] is None
    assert in_2020["cases.open_at_end "] is None, "nobody has confirmed yet that 2020 is complete: no zero is claimed"

    withdrawing.withdraw_import(made.pk, reason="演示結束", actor=cast.actor("supervisor"), at=AT)
    assert figure("cases.received", YEAR_2020, Scope(), cast.actor("secretariat")).value is None
    assert today_pages(cast) == pages
