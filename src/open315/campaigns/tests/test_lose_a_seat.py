"""A member of the committee, a deputy, whose term ends: on its last day everything is possible, from the next midnight in China on nothing, also in a session that is open."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from open315.campaigns.models import Approval, PlanVersion
from open315.campaigns.plan import services as plan
from open315.campaigns.tests.drafting import made
from open315.campaigns.tests.test_approve_plans import asked, browser, member, sign
from open315.core.clock import SHANGHAI, local_day
from open315.core.errors import NotAllowed
from open315.org.models import Account, RoleGrant
from open315.org.queries import actor_of_account
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db
LAST = date(2026, 5, 14)
BEFORE = datetime(2026, 5, 14, 23, 59, 59, tzinfo=SHANGHAI)
AFTER = datetime(2026, 5, 15, 0, 0, tzinfo=SHANGHAI)


@pytest.fixture
def version(cast: Any) -> PlanVersion:
    there = made(cast)
    return plan.freeze_plan(there.campaign.pk, why="提交常委會", actor=cast.actor("secretariat"), at=cast.at)


@pytest.fixture
def deputy(cast: Any) -> Account:
    return member(cast)


def asked_whose_term_ends(cast: Any, version: PlanVersion, deputy: Account) -> Approval:
    """The circulation, with the last day of the deputy's term as it was entered afterwards."""
    row = asked(cast, version, deputy)
    RoleGrant.objects.filter(account=deputy).update(granted_until=LAST)
    return row


def test_a_deputy_signs_until_the_last_day_of_the_term_and_not_afterwards(
    cast: Any, version: PlanVersion, deputy: Account
) -> None:
    row = asked_whose_term_ends(cast, version, deputy)
    sign(cast, row, 1, actor=actor_of_account(deputy.pk, local_day(BEFORE)), at=BEFORE)
    late = actor_of_account(deputy.pk, local_day(AFTER))
    assert late.permissions == frozenset()
    with nothing_changes(), pytest.raises(NotAllowed):
        sign(cast, row, 1, "objects", reason="另有意見", actor=late, at=AFTER)


def test_a_session_that_is_open_loses_what_the_term_gave_at_midnight(
    cast: Any, version: PlanVersion, deputy: Account
) -> None:
    ballot = asked_whose_term_ends(cast, version, deputy).ballots.get(place=1)
    page = f"/console/campaigns/ballots/{ballot.pk}/"
    with time_machine.travel(BEFORE, tick=False):
        client = browser(deputy)
        assert client.get(page).status_code == 200
    with time_machine.travel(AFTER, tick=False):
        assert client.get(page).status_code in (403, 404)
        with nothing_changes():
            client.post(page, {"answer": "agrees"})
    ballot.refresh_from_db()
    assert ballot.answer == ""
