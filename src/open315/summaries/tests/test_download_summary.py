"""The summary as a page and as files, for those who may read it."""

import re
from typing import Any

import pytest
from django.urls import reverse

from open315.campaigns.models import Campaign
from open315.summaries.tests.samples import sample_campaign, signed_in


@pytest.fixture(scope="module")
def _sample(standing_cast: Any) -> Campaign:
    return sample_campaign(standing_cast, 160)


@pytest.fixture
def campaign(_sample: Campaign, cast: Any, time_machine: Any) -> Campaign:
    time_machine.move_to(cast.at)
    return Campaign.objects.get(pk=_sample.pk)


def test_every_figure_of_the_page_opens_its_rows(cast: Any, campaign: Campaign) -> None:
    client = signed_in(cast, "secretariat")
    page = client.get(reverse("summaries:page", args=[campaign.pk])).content.decode()
    links = dict(re.findall(r'<a class="figure" href="([^"]+)">([^<]+)</a>', page))
    assert len(links) > 60
    for number, (href, text) in enumerate(links.items()):
        if number % 9:
            continue
        opened = client.get(href.replace("&amp;", "&"))
        assert opened.status_code == 200, href
        if re.fullmatch(r"[\d,]+件?", text.replace(" ", "")) and "median" not in href:
            assert f"共 {text.replace(',', '').rstrip('件').strip()} 件" in opened.content.decode(), href


@pytest.mark.parametrize(
    ("ending", "start", "kind"), [("docx", b"PK", "wordprocessingml"), ("pdf", b"%PDF", "application/pdf")]
)
def test_files_are_downloads_with_a_name_people_recognise(
    cast: Any, campaign: Campaign, ending: str, start: bytes, kind: str
) -> None:
    answer = signed_in(cast, "analyst").get(reverse(f"summaries:{ending}", args=[campaign.pk]))
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert kind in answer["Content-Type"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert f".{ending}" in answer["Content-Disposition"]


FORMS = ("page", "docx", "pdf")


@pytest.mark.parametrize(
    ("who", "status", "forms"),
    # The analyst's files are opened above.
    [("secretariat", 200, FORMS), ("analyst", 200, ("page",)), ("clerk", 403, FORMS), ("officer", 403, FORMS)],
)
def test_only_those_who_may_read_campaigns_get_it(
    cast: Any, campaign: Campaign, who: str, status: int, forms: tuple[str, ...]
) -> None:
    client = signed_in(cast, who)
    for form in forms:
        assert client.get(reverse(f"summaries:{form}", args=[campaign.pk])).status_code == status


def test_the_detail_page_shows_the_headline_and_the_downloads(cast: Any, campaign: Campaign) -> None:
    page = signed_in(cast, "secretariat").get(reverse("campaigns:detail", args=[campaign.pk])).content.decode()
    for text in ("收到投訴", "解決率", "為消費者挽回經濟損失", "summary.docx", "summary.pdf"):
        assert text in page


def test_a_campaign_is_opened_changed_and_closed_in_the_browser(cast: Any, campaign: Campaign) -> None:
    client = signed_in(cast, "secretariat")
    form = {
        "year": 2027, "theme": "共築滿意消費", "first_day": "2027-03-01", "last_day": "2027-03-15", "stat_first": "2026-01-01",
        "stat_last": "2026-12-31", "region": "420000",
    }  # fmt: skip
    wrong = client.post(reverse("campaigns:new"), {**form, "year": 2026, "first_day": "2026-03-01"})
    assert wrong.status_code == 422
    assert "共築滿意消費" in wrong.content.decode()
    assert client.post(reverse("campaigns:new"), form).status_code == 302
    opened = Campaign.objects.get(year=2027)
    changed = {**form, "theme": "誠信", "version": opened.version}
    assert client.post(reverse("campaigns:edit", args=[opened.pk]), changed).status_code == 302
    assert client.post(reverse("campaigns:close", args=[opened.pk]), {"version": 2}).status_code == 302
    opened.refresh_from_db()
    assert (opened.theme, opened.closed_at is not None) == ("誠信", True)
    assert "誠信" in client.get(reverse("campaigns:list")).content.decode()
