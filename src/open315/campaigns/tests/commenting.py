"""A plan that was sent to the committee, a member of it, and what she says: for tests of comments at paragraphs."""

from datetime import date
from typing import Any

import pytest

from open315.campaigns.commenting import services
from open315.campaigns.models import PlanComment, PlanVersion
from open315.campaigns.plan import services as drafting
from open315.campaigns.tests.drafting import Made, made
from open315.org.models import Account, RoleGrant


@pytest.fixture
def there(cast: Any) -> Made:
    cast.accounts["member"] = Account.objects.create_user("member", display_name="member", is_staff=True)
    grant = {"role": "standing_committee", "granted_from": date(2020, 1, 1)}
    RoleGrant.objects.create(account=cast.accounts["member"], organisation=cast.bodies["province"], **grant)
    return made(cast)


@pytest.fixture
def sent(cast: Any, there: Made) -> PlanVersion:
    version = drafting.freeze_plan(there.campaign.pk, why="提交常委會", **secretary(cast))
    return drafting.send_plan(version.pk, **secretary(cast))


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def member(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("member"), "at": cast.at}


def said(cast: Any, sent: PlanVersion, key: str = "head", text: str = "目標再具體些") -> PlanComment:
    return services.write_comment(sent.pk, key, text, **member(cast))
