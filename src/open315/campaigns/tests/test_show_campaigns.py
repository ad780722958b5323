"""The pages of campaigns: what they show, what their forms start with, send and say."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from open315.campaigns import overview, services
from open315.campaigns.models import Campaign
from open315.campaigns.tests.making import plan, plan_of
from open315.cases import services as cases
from open315.cases.tests.making import complaint
from open315.core.access import ANONYMOUS
from open315.core.facts import Period, Scope
from tests.rows import DRAFTS, nothing_changes

SENT = {
    "year": "2026", "theme": "提振消費信心", "theme_en": "Confidence in consumption", "first_day": "2026-03-01", "last_day": "2026-03-15",
    "stat_first": "2025-01-01", "stat_last": "2025-12-31", "region": "420000", "note": "甲",
    "idea": "", "goals": "", "budget_cents": "",
}  # fmt: skip
ON_THAT_DAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


@pytest.fixture
def opened(cast: Any) -> Campaign:
    return services.open_campaign(plan(note="乙"), actor=cast.actor("secretariat"), at=cast.at)


def browser(cast: Any, who: str = "secretariat") -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def pairs(page: str) -> dict[str, str]:
    found = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    return {words(label): words(text) for label, text in found}


def messages(answer: Any) -> list[tuple[str, str]]:
    return [(each.level_tag, str(each)) for each in get_messages(answer.wsgi_request)]


def kept(campaign: Campaign) -> dict[str, str]:
    """The row in the words of the form."""
    campaign.refresh_from_db()
    row = {
        name: str(getattr(campaign, "region_id" if name == "region" else name))
        for name in SENT
        if name not in ("theme_en", "budget_cents")
    }
    row["budget_cents"] = "" if campaign.budget_cents is None else f"{campaign.budget_cents / 100:.2f}"
    return {**row, "theme_en": campaign.theme_in.en}


def inputs(form: Any) -> dict[str, str]:
    """What the inputs of a form hold, by their names."""
    found = [part for field in form for part in getattr(field, "parts", [field])]
    return {each.html_name: str(each.value() or "") for each in found}


def test_the_page_shows_the_plan(cast: Any, opened: Campaign) -> None:
    page = browser(cast).get(f"/console/campaigns/{opened.pk}/").content.decode()
    assert {name: text for name, text in pairs(page).items() if name in PLAN_WORDS} == PLAN_WORDS
    assert "2026 · 提振消費信心" in words(page)
    assert {"修改計劃", "結束活動"} <= set(words(page).split())


PLAN_WORDS = {
    "年主題": "提振消費信心 · Confidence in consumption",
    "活動日期": "2026-03-01 – 2026-03-15",
    "統計期間": "2025-01-01 – 2025-12-31",
    "地區": "湖北省",
    "備註": "乙",
}


def test_who_only_reads_is_offered_no_change(cast: Any, opened: Campaign) -> None:
    seen = words(browser(cast, "analyst").get(f"/console/campaigns/{opened.pk}/").content.decode())
    assert "提振消費信心" in seen
    assert "修改計劃" not in seen
    assert "結束活動" not in seen
    assert "建立活動" not in words(browser(cast, "analyst").get("/console/campaigns/").content.decode())


def test_the_list_has_a_line_for_each_campaign(cast: Any, opened: Campaign) -> None:
    actor = cast.actor("secretariat")
    closed = services.open_campaign(plan_of(2025), actor=actor, at=cast.at)
    services.close_campaign(closed.pk, actor=actor, at=cast.at)
    page = browser(cast).get("/console/campaigns/").content.decode()
    found = [words(row) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]]
    line = "提振消費信心 湖北省消費者委員會 03-01 – 03-15 2025-01-01 – 2025-12-31"
    assert found == [f"2026 {line} 進行中", f"2025 {line} 已結束"]


def test_a_new_form_proposes_this_year_s_campaign(cast: Any) -> None:
    with ON_THAT_DAY:
        form = browser(cast).get("/console/campaigns/new/").context["form"]
    assert inputs(form) == {
        "year": "2026", "theme": "", "theme_en": "", "first_day": "2026-03-01", "last_day": "2026-03-15",
        "stat_first": "2025-01-01", "stat_last": "2025-12-31", "region": "420000", "note": "",
        "idea": "", "goals": "", "budget_cents": "",
    }  # fmt: skip
    assert {code[:2] for code, _label in form.fields["region"].choices} == {"42"}


def test_sending_the_form_opens_the_campaign_it_describes(cast: Any) -> None:
    answer = browser(cast).post("/console/campaigns/new/", SENT)
    campaign = Campaign.objects.get()
    assert answer.url == f"/console/campaigns/{campaign.pk}/"
    assert messages(answer) == [("success", "活動已建立。")]
    assert (kept(campaign), campaign.council) == (SENT, cast.bodies["province"])


def test_the_form_of_a_campaign_starts_with_it_and_changes_it(cast: Any, opened: Campaign) -> None:
    client, address = browser(cast), f"/console/campaigns/{opened.pk}/edit/"
    page = client.get(address)
    form = page.context["form"]
    assert inputs(form) == {**SENT, "note": "乙"}
    assert '<input type="hidden" name="version" value="1">' in page.content.decode()
    changed = {
        "year": "2027", "theme": "共築滿意消費", "theme_en": "Satisfaction", "first_day": "2027-02-01", "last_day": "2027-03-31",
        "stat_first": "2026-01-01", "stat_last": "2026-12-31", "region": "420100", "note": "",
        "idea": "為民", "goals": "一\n二", "budget_cents": "1200.50",
    }  # fmt: skip
    answer = client.post(address, {**changed, "version": "1"})
    assert (answer.url, messages(answer)) == (f"/console/campaigns/{opened.pk}/", [("success", "活動已修改。")])
    assert (kept(opened), opened.version) == (changed, 2)


REFUSED = [
    ({"year": ""}, "year", "請填寫此項。"),
    ({"theme": "長" * 61}, "theme", ""),
    ({"stat_last": "2024-12-31"}, "stat_last", "統計期間的截止日早於起始日，請修改其中一個。"),
    ({"year": "2025"}, "first_day", "開始日必須在活動年度之內。"),
    ({"region": "430000"}, "region", ""),
]


@pytest.mark.parametrize("page", ["new", "edit"])
@pytest.mark.parametrize(("wrong", "field", "said"), REFUSED)
def test_a_refusal_stands_at_its_field(
    cast: Any, opened: Campaign, page: str, wrong: dict[str, str], field: str, said: str
) -> None:
    address = "/console/campaigns/new/" if page == "new" else f"/console/campaigns/{opened.pk}/edit/"
    client = browser(cast)
    with nothing_changes(but=DRAFTS):
        answer = client.post(address, {**SENT, **wrong})
    assert answer.status_code == 422
    (found,) = answer.context["form"].errors[field]
    assert set(answer.context["form"].errors) == {field}
    assert not said or found == said


def test_whoever_changes_an_old_form_is_told_so(cast: Any, opened: Campaign) -> None:
    services.update_campaign(opened.pk, plan(note="丙"), actor=cast.actor("secretariat"), at=cast.at)
    client = browser(cast)
    with nothing_changes(but=DRAFTS):
        answer = client.post(f"/console/campaigns/{opened.pk}/edit/", {**SENT, "version": "1"})
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (
        409,
        ["其間已有他人修改了這個活動，請重新查看後再修改。"],
    )
    answer = client.post(f"/console/campaigns/{opened.pk}/close/", {"version": "1"})
    assert messages(answer) == [("error", "其間已有他人修改了這個活動，請重新查看後再修改。")]
    assert client.post(f"/console/campaigns/{opened.pk}/edit/", {**SENT, "version": "2"}).status_code == 302


@pytest.mark.parametrize("version", ["1", "", "later"])
def test_the_button_closes_the_campaign_once(cast: Any, opened: Campaign, version: str) -> None:
    client, address = browser(cast), f"/console/campaigns/{opened.pk}/"
    with ON_THAT_DAY:
        answer = client.post(f"{address}close/", {"version": version})
    assert (answer.url, messages(answer)) == (address, [("success", "活動已結束。")])
    page = client.get(address).content.decode()
    assert pairs(page)["結束時間"] == "2026-05-12 10:00"
    assert "結束活動" not in words(page)
    answer = client.post(f"{address}close/", {})
    assert messages(answer)[-1] == ("error", "活動已結束，不能再修改。")


def test_a_campaign_that_is_not_there_has_no_page(cast: Any, opened: Campaign) -> None:
    client = browser(cast)
    for address in ("", "edit/"):
        assert client.get(f"/console/campaigns/{opened.pk + 1}/{address}").status_code == 404
    assert client.post(f"/console/campaigns/{opened.pk + 1}/close/").status_code == 404
    assert client.get(f"/console/campaigns/{opened.pk}/close/").status_code == 405


def test_what_became_of_the_complaints_counts_up_to_the_closing_in_china(cast: Any, opened: Campaign) -> None:
    span = (date(2025, 1, 1), date(2025, 12, 31))
    with ON_THAT_DAY:
        assert overview.period_of(opened) == Period(*span, date(2026, 5, 12))
    opened.closed_at = datetime(2026, 4, 1, 16, 0, tzinfo=UTC)
    assert overview.period_of(opened) == Period(*span, date(2026, 4, 2))
    assert overview.scope_of(opened) == Scope(region="42")


def test_the_page_leads_with_the_figures_of_the_period(cast: Any) -> None:
    actor, command = cast.actor("secretariat"), complaint(cast)
    registered = cases.register_case(command, actor=ANONYMOUS, at=cast.at)
    cases.register_case(complaint(cast, title="又一件"), actor=ANONYMOUS, at=cast.at)
    cases.accept_case(registered.case_id, actor=cast.actor("officer"), at=cast.at, foreclosure_told=True)
    year = {"stat_first": date(2026, 1, 1), "stat_last": date(2026, 12, 31)}
    campaign = services.open_campaign(plan(**year), actor=actor, at=cast.at)
    with ON_THAT_DAY:
        stats = overview.headline(campaign, actor)
        page = browser(cast).get(f"/console/campaigns/{campaign.pk}/").content.decode()
    assert [(str(each["value"]), str(each["unit"])) for each in stats[:2]] == [("2", "件"), ("1", "件")]
    assert [each["href"].split("?")[0] for each in stats] == [
        f"/console/facts/{key}/rows/"
        for key in (
            "cases.received",
            "cases.accepted",
            "cases.solved",
            "cases.solution_rate",
            "cases.recovered_cents",
            "cases.on_time_acceptance",
        )
    ]
    assert all("first=2026-01-01" in each["href"] and "region=42" in each["href"] for each in stats)
    assert "本期投訴情況" in page
