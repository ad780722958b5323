"""An old case names the office of its own day, on the page as in the reason (工商行政管理局 until the reform of 2018)."""

from datetime import UTC, date, datetime
from typing import Any

from open315.cases import services
from open315.cases.models import Case
from open315.cases.queries.case_file import get_case
from open315.cases.tests.making import complaint
from open315.core.access import ANONYMOUS


def shown(cast: Any, case: Case) -> str:
    lines = {str(line.label): str(line.words) for line in get_case(cast.actor("officer"), case.number).lines}
    return lines["主管機構"]


def test_a_case_of_2016_names_the_office_of_industry_and_commerce(cast: Any) -> None:
    told = complaint(cast, received_at=datetime(2016, 6, 1, 2, 0, tzinfo=UTC), goods="clothing")
    case = Case.objects.get(pk=services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id)
    assert (case.received_on, case.pack) == (date(2016, 6, 1), "council-2014")
    assert shown(cast, case) == "武漢市工商行政管理局"
    assert "工商行政管理" in case.competence["reason"]["zh_hant"]
    services.override_competence(
        case.pk, organisation_id=cast.bodies["health"].pk, reason="醫療", actor=cast.actor("supervisor"), at=cast.at
    )
    assert shown(cast, case) == "武漢市衛生健康委員會"
