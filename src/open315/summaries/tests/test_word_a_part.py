"""A department words the summary of its part: begun from its facts, signed by a second person, kept, given out; nobody else's to read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.org.models import Account, RoleGrant
from open315.parts.tests.making import HEALTH, NOW, brought, campaign_of, missed
from open315.summaries.models import Edition, Text
from open315.summaries.text import queries, services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_day(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def colleague(cast: Any) -> Any:
    """A second liaison of the department."""
    account = Account.objects.create_user("second_liaison", "correct horse 315", display_name="二", is_staff=True)
    RoleGrant.objects.create(
        account=account, organisation=cast.bodies["market"], role="liaison", granted_from=NOW.date().replace(year=2020)
    )
    cast.accounts["second_liaison"] = account
    return cast.actor("second_liaison")


def begun(cast: Any, who: str = "market_liaison", body: str = "market", language: str = "zh-hant") -> Text:
    campaign = campaign_of(cast)
    brought(cast), missed(cast)
    return begin(cast, campaign.pk, who, body, language)


def begin(cast: Any, campaign: int, who: str, body: str = "market", language: str = "zh-hant") -> Text:
    return services.begin_text(
        campaign, language=language, base_url="", about_id=cast.bodies[body].pk, actor=cast.actor(who), at=cast.at
    )


def sent(cast: Any, text: Text) -> Text:
    given = {"drops": False, "actor": cast.actor("market_liaison"), "at": cast.at}
    for passage in text.passages.filter(kind="paragraph", words=""):
        services.write_passage(passage.pk, "如實記錄。", **given)
    return services.send_for_review(text.pk, actor=cast.actor("market_liaison"), at=cast.at)


def signed(cast: Any, text: Text) -> Edition:
    sent(cast, text)
    reviewer = colleague(cast)
    for each in text.comments.all():
        services.answer_comment(each.pk, "已核。", actor=cast.actor("market_liaison"), at=cast.at)
    return services.sign_text(text.pk, actor=reviewer, at=cast.at)


def test_a_department_begins_its_own_text_from_its_facts(cast: Any) -> None:
    text = begun(cast)
    assert (text.council.name, text.about, text.chapters) == (
        "武漢市市場監督管理局",
        cast.bodies["market"],
        ["part_joined"],
    )
    words = [each.words for each in text.passages.all()]
    assert any("應邀參加{" in each and "實際參加{" in each for each in words)
    assert {mark["key"] for mark in text.marks} >= {"parts.asked", "parts.came", "parts.undelivered"}
    assert not any(mark["key"].startswith(("activities.", "cases.")) for mark in text.marks)
    entry = AuditEntry.objects.get(event="summaries.text_begun")
    assert entry.object_id == str(text.pk)


def test_its_problems_are_begun_from_what_it_did_not_deliver(cast: Any) -> None:
    text = begun(cast)
    problems = [each.words for each in text.passages.filter(chapter="problems")]
    assert len(problems) == 1
    assert problems[0].startswith("本單位承諾參加{")


def test_a_figure_of_the_draft_follows_its_record(cast: Any) -> None:
    text = begun(cast)
    actor = cast.actor("market_liaison")
    number = next(n for n, mark in enumerate(text.marks, 1) if mark["key"] == "parts.came")
    assert queries.counted_now(text, actor, cast.at).figures[number].text == "1"
    brought(cast, title="又一場")
    assert queries.counted_now(text, actor, cast.at).figures[number].text == "2"


def test_the_council_and_the_department_each_have_a_text_of_it_and_neither_reads_the_others(cast: Any) -> None:
    mine = begun(cast)
    theirs = begin(cast, mine.campaign_id, "secretariat")
    assert queries.texts_of(cast.actor("market_liaison"), mine.campaign_id, mine.about_id) == [mine]
    assert queries.texts_of(cast.actor("secretariat"), mine.campaign_id, mine.about_id) == [theirs]
    assert queries.texts_of(cast.actor("secretariat"), mine.campaign_id) == []
    for who, row in (("secretariat", mine), ("market_liaison", theirs), ("health_liaison", mine)):
        with pytest.raises(NotFound):
            queries.get_text(cast.actor(who), row.pk)


def test_there_is_one_text_of_a_part_a_language_beside_that_of_the_whole(cast: Any) -> None:
    text = begun(cast, who="secretariat")
    with pytest.raises(Conflict):
        begin(cast, text.campaign_id, "secretariat", language="zh-hans")
    assert begin(cast, text.campaign_id, "secretariat", language="en").about_id == text.about_id
    whole = services.begin_text(
        text.campaign_id, language="zh-hant", base_url="", actor=cast.actor("secretariat"), at=cast.at
    )
    assert whole.about_id is None
    assert not any(key.startswith("part_") for key in whole.chapters)
    with pytest.raises(Conflict):
        services.begin_text(
            text.campaign_id, language="zh-hant", base_url="", actor=cast.actor("secretariat"), at=cast.at
        )


def test_nobody_begins_a_text_of_a_body_that_is_not_hers_or_has_no_part(cast: Any) -> None:
    text = begun(cast)
    for who, body in (("health_liaison", "market"), ("market_liaison", "health"), ("secretariat", "health")):
        with pytest.raises(NotFound):
            begin(cast, text.campaign_id, who, body, "en")
    with pytest.raises(NotAllowed):
        begin(cast, text.campaign_id, "analyst", "market", "en")
    with pytest.raises(NotFound):
        services.begin_text(
            text.campaign_id, language="en", base_url="", actor=cast.actor("market_liaison"), at=cast.at
        )
    assert Text.objects.count() == 1


def test_a_second_person_of_the_department_signs_and_only_councils_publish(cast: Any) -> None:
    text = begun(cast)
    edition = signed(cast, text)
    assert edition.content["title"] == "2026年「3·15」活動總結：武漢市市場監督管理局部分"
    assert edition.content["issuer"] == "武漢市市場監督管理局"
    with pytest.raises(NotAllowed, match=r"消費者組織|councils"):
        services.publish_edition(edition.pk, actor=cast.actor("second_liaison"), at=cast.at)
    edition.refresh_from_db()
    assert edition.published_at is None


def test_who_worded_it_does_not_sign_it(cast: Any) -> None:
    text = begun(cast)
    sent(cast, text)
    for each in text.comments.all():
        services.answer_comment(each.pk, "已核。", actor=cast.actor("market_liaison"), at=cast.at)
    with pytest.raises(NotAllowed):
        services.sign_text(text.pk, actor=cast.actor("market_liaison"), at=cast.at)


def test_the_pages_lead_from_the_list_to_the_part_its_files_and_its_text(client: Client, cast: Any) -> None:
    campaign = campaign_of(cast)
    brought(cast), brought(cast, name=HEALTH)
    client.force_login(cast.accounts["market_liaison"])
    part = reverse("summaries:part", args=[campaign.pk, cast.bodies["market"].pk])
    listed = client.get(reverse("summaries:parts")).content.decode()
    assert part in listed
    assert reverse("summaries:part", args=[campaign.pk, cast.bodies["health"].pk]) not in listed
    assert "應邀參加" in client.get(part).content.decode()
    assert client.get(f"{part}summary.docx").content[:2] == b"PK"
    assert client.get(f"{part}summary.pdf").content[:4] == b"%PDF"
    begun_at = client.post(f"{part}texts/begin/")
    text = Text.objects.get()
    assert begun_at["Location"] == reverse("summaries:text", args=[text.pk])
    page = client.get(begun_at["Location"]).content.decode()
    assert "武漢市市場監督管理局" in page


@pytest.mark.parametrize("name", ["part", "part_docx", "part_pdf", "part_texts"])
def test_another_departments_part_is_not_found(client: Client, cast: Any, name: str) -> None:
    campaign = campaign_of(cast)
    brought(cast), brought(cast, name=HEALTH)
    client.force_login(cast.accounts["market_liaison"])
    assert client.get(reverse(f"summaries:{name}", args=[campaign.pk, cast.bodies["market"].pk])).status_code == 200
    assert client.get(reverse(f"summaries:{name}", args=[campaign.pk, cast.bodies["health"].pk])).status_code == 404
