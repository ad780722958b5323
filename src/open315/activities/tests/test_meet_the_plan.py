"""Activities linked to plans: what they can be linked to, what that meets, and the page that shows what is unmet. Expectations by hand."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from open315.activities import coverage, links, services
from open315.activities.models import Activity
from open315.activities.tests.making import held, plan, planned
from open315.campaigns import services as campaigns
from open315.campaigns.plan import queries as plans
from open315.campaigns.plan import services as drafting
from open315.campaigns.plan.types import SectionDraft
from open315.campaigns.tests.drafting import ASKED, SEMINAR, Made, made
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.errors import Conflict, InvalidInput
from open315.core.names import NO_NAME
from open315.org.models import RoleGrant

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(cast: Any) -> Made:
    return made(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def wuhan(cast: Any) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts["second_officer"])
    grant.role = "secretariat"
    grant.save()
    return cast.actor("second_officer")


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def asked(cast: Any, there: Made, *measures: int) -> int:
    pk = drafting.put_requirement(there.campaign.pk, ASKED, **secretary(cast)).pk
    drafting.answer_requirement(pk, "落實", measures, **secretary(cast))
    return pk


def unmet(cast: Any, there: Made) -> list[str]:
    """The numbers of the requirements that nothing meets, from the page."""
    actor = cast.actor("secretariat")
    shown = coverage.shown_to(actor, plans.get_draft(actor, there.campaign.pk))
    return [line.number for line in shown.requirements if not line.held]


def test_only_what_was_held_meets_a_requirement(cast: Any, there: Made) -> None:
    actor, at = cast.actor("secretariat"), cast.at
    by_measure, by_itself = asked(cast, there, there.seminar.pk), asked(cast, there)
    asked(cast, there, there.contest.pk)
    assert unmet(cast, there) == ["1", "2", "3"]
    one = planned(actor, at, measure_id=there.seminar.pk)
    two = planned(actor, at, requirement_ids=(by_itself,))
    assert unmet(cast, there) == ["1", "2", "3"]
    services.hold_activity(one.pk, actor=actor, at=at)
    assert unmet(cast, there) == ["2", "3"]
    services.hold_activity(two.pk, actor=actor, at=at)
    assert unmet(cast, there) == ["3"]
    services.take_up_activity(one.pk, reason="未辦", actor=actor, at=at)
    assert unmet(cast, there) == ["1", "3"]
    drafting.withdraw_requirement(by_measure, reason="重複", **secretary(cast))
    assert unmet(cast, there) == ["3"]


def test_a_city_s_activity_meets_what_the_province_asked_for(cast: Any, there: Made) -> None:
    city = wuhan(cast)
    asked(cast, there, there.seminar.pk)
    with pytest.raises(InvalidInput) as refused:
        planned(city, cast.at, measure_id=there.seminar.pk)
    assert refused.value.field == "measure"
    version = drafting.freeze_plan(there.campaign.pk, why="下發", **secretary(cast))
    drafting.release_plan(version.pk, **secretary(cast))
    assert links.measures_for(city) == {
        there.seminar.pk: "2026 · 2.1 年主題座談會（湖北省消費者委員會）",
        there.stalls.pk: "2026 · 2.2 現場諮詢（湖北省消費者委員會）",
        there.contest.pk: "2026 · 2.3 知識競賽（湖北省消費者委員會）",
    }
    held(city, cast.at, measure_id=there.seminar.pk)
    assert unmet(cast, there) == []


def test_the_last_released_version_is_what_a_city_chooses_from(cast: Any, there: Made) -> None:
    city = wuhan(cast)
    for why in ("一", "二"):
        drafting.release_plan(drafting.freeze_plan(there.campaign.pk, why=why, **secretary(cast)).pk, **secretary(cast))
        drafting.remove_measure(there.stalls.pk if why == "一" else there.contest.pk, **secretary(cast))
    assert links.measures_for(city) == {there.seminar.pk: "2026 · 2.1 年主題座談會（湖北省消費者委員會）"}


def test_a_requirement_of_another_council_cannot_be_linked(cast: Any, there: Made) -> None:
    pk = asked(cast, there)
    with pytest.raises(InvalidInput) as refused:
        planned(wuhan(cast), cast.at, requirement_ids=(pk,))
    assert refused.value.field == "requirements"
    assert links.requirements_for(cast.actor("secretariat")) == {pk: "2026 · 1 擴大宣傳效果"}


def test_a_link_stays_although_it_could_not_be_made_again(cast: Any, there: Made) -> None:
    actor, pk = cast.actor("secretariat"), asked(cast, there)
    row = planned(actor, cast.at, requirement_ids=(pk,), measure_id=there.seminar.pk)
    drafting.withdraw_requirement(pk, reason="重複", **secretary(cast))
    row = Activity.objects.get(pk=row.pk)
    assert links.requirements_for(actor, row) == {pk: "1 擴大宣傳效果"}
    changed = plan(requirement_ids=(pk,), measure_id=there.seminar.pk, title="改名")
    services.change_activity(row.pk, changed, actor=actor, at=cast.at)
    row.refresh_from_db()
    assert (row.title, row.measure_id, list(row.requirements.values_list("pk", flat=True))) == (
        "改名", there.seminar.pk, [pk],
    )  # fmt: skip
    services.change_activity(row.pk, plan(), actor=actor, at=cast.at)
    row.refresh_from_db()
    assert (row.measure_id, row.requirements.count()) == (None, 0)


def test_a_measure_with_activities_is_not_taken_out(cast: Any, there: Made) -> None:
    planned(cast.actor("secretariat"), cast.at, measure_id=there.seminar.pk)
    with pytest.raises(Conflict):
        drafting.remove_measure(there.seminar.pk, **secretary(cast))
    with pytest.raises(Conflict):
        drafting.remove_section(there.forms.pk, **secretary(cast))
    assert there.campaign.sections.count() == 2


def test_a_measure_of_a_draft_is_named_to_its_own_council_alone(cast: Any, there: Made) -> None:
    city, province = wuhan(cast), cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(region_code="420100"), actor=city, at=cast.at)
    section = drafting.add_section(campaign.pk, SectionDraft("章"), actor=city, at=cast.at)
    measure = drafting.add_measure(section.pk, SEMINAR, actor=city, at=cast.at)
    row = planned(city, cast.at, measure_id=measure.pk)
    assert links.measure_words(city, row) == "2026 · 1.1 年主題座談會"
    seen = words(browser(cast).get(f"/console/activities/{row.pk}/"))
    assert "方案中的措施 該單位方案中的措施（方案未發布）" in seen
    assert links.measures_for(province, row)[measure.pk] == links.measure_words(province, row)
    version = drafting.freeze_plan(campaign.pk, why="報送", actor=city, at=cast.at)
    drafting.release_plan(version.pk, actor=city, at=cast.at)
    assert links.measure_words(province, row) == "2026 · 1.1 年主題座談會（武漢市消費者協會）"
    drafting.add_measure(section.pk, SEMINAR, actor=city, at=cast.at)
    assert links.measure_words(province, planned(city, cast.at)) == ""


def test_the_links_are_chosen_on_the_form_and_stand_on_the_page_and_in_the_file(cast: Any, there: Made) -> None:
    client, pk = browser(cast), asked(cast, there)
    row = planned(cast.actor("secretariat"), cast.at)
    address = f"/console/activities/{row.pk}/edit/"
    form = client.get(address).context["form"]
    sent = {
        "kind": "seminar", "region": "420106", "title": row.title, "starts_at": "2026-03-10T09:00",
        "ends_at": "2026-03-10T11:30", "venue": row.venue, "version": "1",
    }  # fmt: skip
    assert (there.seminar.pk, "2026 · 2.1 年主題座談會") in form.fields["measure"].choices
    client.post(address, {**sent, "measure": there.seminar.pk, "requirements": [pk]})
    page = words(client.get(f"/console/activities/{row.pk}/"))
    assert "方案中的措施 2026 · 2.1 年主題座談會 落實的要求 1 擴大宣傳效果" in page
    form = client.get(address).context["form"]
    assert (form["measure"].value(), form["requirements"].value()) == (there.seminar.pk, [pk])
    file = b"".join(client.get("/console/activities/export/?format=csv").streaming_content).decode("utf-8-sig")
    header, line = file.splitlines()[0].split(","), file.splitlines()[-2].split(",")
    assert header[-3:] == ["方案中的措施", "要求（序號）", "活動成果"]
    assert line[-3:] == ["2026 · 2.1 年主題座談會", "1", ""]


def test_the_page_shows_what_nothing_meets_first_and_its_figures_open_their_rows(cast: Any, there: Made) -> None:
    client = browser(cast)
    address = f"/console/activities/coverage/{there.campaign.pk}/"
    assert "本方案沒有收到要求。" in words(client.get(address))
    asked(cast, there, there.seminar.pk)
    asked(cast, there, there.contest.pk)
    asked(cast, there)
    held(cast.actor("secretariat"), cast.at, measure_id=there.seminar.pk, title="座談甲")
    planned(cast.actor("secretariat"), cast.at, measure_id=there.contest.pk, title="競賽乙")
    page = client.get(address)
    seen = words(page)
    order = [re.search(rf">{number}</a></th>", page.content.decode()) for number in (2, 3, 1)]
    starts = [found.start() for found in order if found]
    assert starts == sorted(starts)
    assert len(starts) == 3
    for said in ("未落實的要求 2", "方案措施 3", "已舉辦活動的措施 1", "2026-03-10 · Seminar on the theme"):
        assert said in seen or said.replace("Seminar on the theme", "座談甲") in seen
    assert "2.3 知識競賽 2026-03-10 · 競賽乙 進行中" in seen
    rows = re.search(r'href="([^"]*activities\.requirements_unmet/rows/[^"]*)"', page.content.decode())
    assert rows is not None
    listed = words(client.get(html.unescape(rows[1])))
    assert "2 擴大宣傳效果" in listed
    assert "3 擴大宣傳效果" in listed
    assert "1 擴大宣傳效果" not in listed
    done = re.search(r'href="([^"]*activities\.measures_done/rows/[^"]*)"', page.content.decode())
    assert done is not None
    assert "年主題座談會" in words(client.get(html.unescape(done[1])))


def test_three_activities_of_a_line_are_named_and_the_others_are_counted_and_lead_to_all(
    cast: Any, there: Made
) -> None:
    client, actor = browser(cast), cast.actor("secretariat")
    address = f"/console/activities/coverage/{there.campaign.pk}/"
    pk = asked(cast, there, there.seminar.pk)
    for number in range(3):
        held(actor, cast.at, measure_id=there.seminar.pk, title=f"座談{number}", title_in=NO_NAME)
    assert "另有" not in words(client.get(address))
    held(actor, cast.at, requirement_ids=(pk,), title="另辦一場", title_in=NO_NAME)
    held(actor, cast.at, measure_id=there.seminar.pk, requirement_ids=(pk,), title="兩處都連", title_in=NO_NAME)
    planned(actor, cast.at, measure_id=there.seminar.pk, title="尚未舉辦", title_in=NO_NAME)
    page = client.get(address).content.decode()
    ways = re.findall(r'href="([^"]*requirement=\d+[^"]*)">另有(\d+)個</a>', page)
    assert [number for _way, number in ways] == ["2"]
    assert re.findall(r'href="[^"]*measure=\d+[^"]*">另有(\d+)個</a>', page) == ["1"]
    rows = client.get(html.unescape(ways[0][0])).content.decode()
    assert [title in rows for title in ("座談0", "座談1", "座談2", "另辦一場", "兩處都連", "尚未舉辦")] == [
        True
    ] * 5 + [False]
    assert "擴大宣傳效果" in rows


def test_the_page_asks_as_often_for_many_activities_as_for_few(cast: Any, there: Made) -> None:
    client, actor = browser(cast), cast.actor("secretariat")
    address = f"/console/activities/coverage/{there.campaign.pk}/"
    pk = asked(cast, there, there.seminar.pk)
    counts = []
    for _round in range(2):
        for _each in range(4):
            held(actor, cast.at, measure_id=there.seminar.pk, requirement_ids=(pk,))
            planned(actor, cast.at, measure_id=there.stalls.pk)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 24


def test_who_may_not_open_figures_sees_the_lines_alone(cast: Any, there: Made) -> None:
    grant = RoleGrant.objects.get(account=cast.accounts["analyst"])
    grant.role = "standing_committee"
    grant.save()
    asked(cast, there)
    seen = words(browser(cast, "analyst").get(f"/console/activities/coverage/{there.campaign.pk}/"))
    assert "1 擴大宣傳效果" in seen
    assert "方案措施 3" not in seen
