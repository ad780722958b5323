"""Calls and returns for tests: small, sound, the same every time. The province asks Wuhan and Huangshi for leaflets, boards and enquiries."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from open315.campaigns import services as campaigns
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import plan_of
from open315.core.access import Actor
from open315.org.models import RoleGrant
from open315.returns import services
from open315.returns.models import Call, Return
from open315.returns.types import Answer, CallPlan

CODES = ("leaflets", "boards", "enquiries")
DUE = date(2026, 5, 20)


def campaign(cast: Any, year: int = 2026) -> Campaign:
    """The province's campaign of a year, opened once."""
    found = Campaign.objects.filter(year=year).first()
    return found or campaigns.open_campaign(plan_of(year), actor=cast.actor("secretariat"), at=cast.at)


def plan(cast: Any, **changes: Any) -> CallPlan:
    """What is asked, changed."""
    made = CallPlan(
        campaign_id=campaign(cast).pk,
        title="「3·15」活動成果",
        first=date(2026, 3, 1),
        last=date(2026, 3, 15),
        due_on=DUE,
        indicators=CODES,
        council_ids=(cast.bodies["wuhan"].pk, cast.bodies["huangshi"].pk),
        note="請於活動結束後填報",
    )
    return replace(made, **changes)


def asked(cast: Any, **changes: Any) -> Call:
    """A call of the province."""
    return services.ask(plan(cast, **changes), actor=cast.actor("secretariat"), at=cast.at)


def of(call: Call, body: Any) -> Return:
    """The return of a body to a call."""
    return Return.objects.get(call=call, council=body)


def told(leaflets: str = "3000餘", boards: str = "35", enquiries: str = "近百") -> list[Answer]:
    """What is told of each indicator."""
    return [Answer("leaflets", said=leaflets), Answer("boards", said=boards), Answer("enquiries", said=enquiries)]


def filled(cast: Any, answers: list[Answer] | None = None, **changes: Any) -> Return:
    """The return of Wuhan, filled in by its clerk."""
    row = of(asked(cast, **changes), cast.bodies["wuhan"])
    return services.fill_in(row.pk, answers or told(), actor=cast.actor("clerk"), at=cast.at)


def signed(cast: Any, answers: list[Answer] | None = None, **changes: Any) -> Return:
    """The same, signed by an officer."""
    return services.sign(filled(cast, answers, **changes).pk, actor=cast.actor("officer"), at=cast.at)


def last_year(cast: Any, answers: list[Answer]) -> Return:
    """What Wuhan signed for the campaign of the year before."""
    days = {"first": date(2025, 3, 1), "last": date(2025, 3, 15), "campaign_id": campaign(cast, 2025).pk}
    return signed(cast, answers, **days)


def secretary_of(cast: Any, body: str) -> Actor:
    """A secretary of a city: one of its officers in another role."""
    who = {"wuhan": "second_officer", "huangshi": "huangshi_officer"}[body]
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.role = "secretariat"
    grant.save()
    return cast.actor(who)


LATER = timedelta(days=1)
