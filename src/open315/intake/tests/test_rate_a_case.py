"""When her case is over the consumer can say how it was handled: once, changed for some days, never asked for (review of the portal, 15)."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.models import Case, TimelineEntry
from open315.cases.tests.making import complaint
from open315.core.access import SYSTEM
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, NotAllowed
from open315.core.outbox.models import OutboxEvent
from open315.intake.web.code_door import let_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Any, time_machine: Any) -> Case:
    time_machine.move_to(cast.at)
    return Case.objects.get(pk=services.register_case(complaint(cast), actor=SYSTEM, at=cast.at).case_id)


def client_of(case: Case) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.cookies.update(let_in(HttpResponse(), case.pk).cookies)
    return client


def page(owner: Client) -> str:
    return owner.get("/track/case/").content.decode()


def close(cast: Any, case: Case) -> None:
    officer = cast.actor("officer")
    services.accept_case(case.pk, actor=officer, at=cast.at, foreclosure_told=True)
    services.close_case(case.pk, result="mediated", recovered_cents=None, note="已退款", actor=officer, at=cast.at)


def test_only_a_case_that_is_over_asks_for_a_rating_and_nothing_is_chosen_beforehand(cast: Any, case: Case) -> None:
    owner = client_of(case)
    assert 'name="stars"' not in page(owner)
    close(cast, case)
    html = page(owner)
    assert html.count('name="stars"') == 5
    assert "checked" not in html[html.index('id="rating"') :].split("</form>")[0]
    assert 'href="#rating"' in html
    assert "評價出於自願" in html


def test_her_stars_and_words_are_kept_masked_and_told_to_the_officer(cast: Any, case: Case, client: Client) -> None:
    services.assign_case(case.pk, account_id=cast.accounts["officer"].pk, actor=cast.actor("clerk"), at=cast.at)
    close(cast, case)
    owner = client_of(case)
    answer = owner.post("/track/case/rating/", {"stars": "4", "note": "很耐心，電話13800138000"})
    assert answer["Location"] == "/track/case/?rated=1"
    case.refresh_from_db()
    assert (case.rating, str(case.rated_on)) == (4, "2026-05-12")
    entry = TimelineEntry.objects.get(verb="rate")
    assert (entry.data, entry.is_public) == ({"stars": 4, "note": "很耐心，電話138****8000"}, True)
    assert AuditEntry.objects.filter(event="cases.rated").count() == 1
    assert OutboxEvent.objects.filter(name="cases.rated").count() == 1
    html = owner.get("/track/case/?rated=1").content.decode()
    assert "謝謝，您的評價已保存。" in html
    assert "2026-05-19前可以更改" in html
    assert 'href="#rating"' not in html
    client.force_login(cast.accounts["officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(f"/console/cases/{case.number}/").content.decode()
    assert "消費者評價：4分（滿分5分）" in shown
    assert "138****8000" in shown


def test_without_stars_it_is_refused_and_the_words_stay(cast: Any, case: Case) -> None:
    close(cast, case)
    answer = client_of(case).post("/track/case/rating/", {"note": "還可以"})
    assert answer.status_code == 422
    assert "還可以" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).rating is None


@pytest.mark.parametrize(("days", "changes"), [(7, True), (8, False)])
def test_she_changes_it_for_seven_days_from_the_first_time(
    cast: Any, case: Case, days: int, changes: bool, time_machine: Any
) -> None:
    close(cast, case)
    me = consumer_of(case.pk)
    services.rate_case(case.pk, stars=2, note="太慢", actor=me, at=cast.at)
    later = cast.at + timedelta(days=days)
    time_machine.move_to(later)
    assert ('name="stars"' in page(client_of(case))) is changes
    if changes:
        assert "太慢</textarea>" in page(client_of(case))
        services.rate_case(case.pk, stars=5, note="後來很好", actor=me, at=later)
    else:
        with pytest.raises(Conflict, match="2026-05-12"):
            services.rate_case(case.pk, stars=5, actor=me, at=later)
    case.refresh_from_db()
    assert (case.rating, str(case.rated_on)) == (5 if changes else 2, "2026-05-12")


def test_the_same_once_more_writes_nothing(cast: Any, case: Case) -> None:
    close(cast, case)
    me = consumer_of(case.pk)
    for _turn in range(2):
        services.rate_case(case.pk, stars=3, note=" 一般 ", actor=me, at=cast.at)
    assert TimelineEntry.objects.filter(verb="rate").count() == 1
    services.rate_case(case.pk, stars=3, note="一般，但友善", actor=me, at=cast.at)
    assert TimelineEntry.objects.filter(verb="rate").count() == 2


def test_nobody_rates_for_her(cast: Any, case: Case) -> None:
    close(cast, case)
    for actor in (cast.actor("officer"), consumer_of(case.pk + 1)):
        with pytest.raises(NotAllowed):
            services.rate_case(case.pk, stars=5, actor=actor, at=cast.at)
    assert Case.objects.get(pk=case.pk).rating is None


def test_a_case_that_is_opened_again_is_rated_anew(cast: Any, case: Case) -> None:
    close(cast, case)
    services.rate_case(case.pk, stars=1, actor=consumer_of(case.pk), at=cast.at)
    services.reopen_case(case.pk, reason="新證據", actor=cast.actor("supervisor"), at=cast.at)
    case.refresh_from_db()
    assert (case.rating, case.rated_on) == (None, None)
    with pytest.raises(Conflict):
        services.rate_case(case.pk, stars=5, actor=consumer_of(case.pk), at=cast.at)
