from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from open315.core.audit.models import AuditEntry
from open315.law.models import CompetenceRule, LocalOption
from open315.law.queries import competence
from open315.law.queries import packs as law
from open315.law.rules.competence import Matter

PACKS = "/console/admin/packs/"
COMPETENCE = "/console/admin/competence/"
OPTION = {
    "clock": "acceptance", "region_code": "420100", "amount": "5", "unit": "working_days", "roll": "none",
    "basis": "市消協受理規則第三條", "valid_from": "2026-05-01",
}  # fmt: skip
LINE = {
    "code": "sport-leisure", "goods": "leisure", "sector": "sport", "level": "3", "place": "matter", "article": "體育法第一百條",
    "priority": "50", "valid_from": "2026-05-01", "reason": "市裏的分工",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh(settings: Any) -> Iterator[None]:
    settings.MFA_REQUIRED = False
    competence.forget()
    law.forget()
    yield
    competence.forget()
    law.forget()


def signed_in(cast: Any, who: str = "administrator", language: str = "en") -> Client:
    client = Client()
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["django_language"] = language
    return client


def page(client: Client, address: str, data: dict[str, str] | None = None) -> str:
    return client.get(address, data or {}).content.decode()


def test_every_pack_is_listed_with_how_far_it_can_be_relied_on(cast: Any) -> None:
    text = page(signed_in(cast, "officer"), PACKS)
    for words in ("SAMR Order 121", "SAMR Order 20, repealed", "not verified", "only by choice", "no longer in force"):
        assert words in text


@pytest.mark.parametrize(
    "code",
    [
        "samr-121",
        "samr-20",
        "department-2014",
        "department-2024",
        "council-2024",
        "council-2014",
        "council-shanghai",
        "council-zhejiang-2017",
    ],
)
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_every_pack_can_be_read_in_three_languages(cast: Any, code: str, language: str) -> None:
    assert signed_in(cast, "officer", language).get(f"{PACKS}{code}/").status_code == 200


def test_the_calculator_gives_the_day_with_its_derivation(cast: Any) -> None:
    text = page(signed_in(cast, "officer"), f"{PACKS}samr-121/", {"clock": "acceptance", "on": "2026-04-29"})
    assert '<time datetime="2026-05-12">' in text
    assert "05-09 (Saturday) is a make-up working day for Labour Day" in text


def test_the_calculator_guesses_no_day_beyond_the_calendar(cast: Any) -> None:
    text = page(signed_in(cast, "officer"), f"{PACKS}samr-121/", {"clock": "mediation", "on": "2026-12-20"})
    assert "The calendar of 2027 is not loaded" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"on": "yesterday"}, "Enter a valid date."),
        ({"clock": "lunch"}, "Select a valid choice."),
        ({"ground": "appraisal", "clock": "acceptance"}, "This clock does not pause on this ground."),
        ({"ground": "appraisal"}, "Give the day on which the pause begins."),
        (
            {"ground": "appraisal", "paused_from": "2026-06-02", "paused_until": "2026-06-01"},
            "The last day lies before the first.",
        ),
    ],
)
def test_wrong_input_of_the_calculator_is_said_at_its_field(cast: Any, changes: dict[str, str], words: str) -> None:
    text = page(signed_in(cast, "officer"), f"{PACKS}samr-121/", {"clock": "mediation", "on": "2026-05-06", **changes})
    assert words in text


def test_a_clock_that_still_stands_shows_no_day(cast: Any) -> None:
    data = {"clock": "mediation", "on": "2026-05-06", "ground": "appraisal", "paused_from": "2026-05-20"}
    assert "The clock stands still" in page(signed_in(cast, "officer"), f"{PACKS}samr-121/", data)


def test_an_unknown_pack_is_not_found(cast: Any) -> None:
    assert signed_in(cast).get(f"{PACKS}samr-99/").status_code == 404


def test_a_place_sets_its_own_number_and_later_ends_it(cast: Any) -> None:
    client, pack = signed_in(cast), f"{PACKS}council-2024/"
    assert client.post(f"{pack}options/new/", OPTION).status_code == 302
    assert law.pack_for("complaint", "council", date(2026, 5, 12), "420102").clock("acceptance").amount == 5
    assert "local option" in page(client, pack, {"clock": "acceptance", "on": "2026-05-12", "region": "420102"})
    option = LocalOption.objects.get()
    data = {"valid_until": "2026-06-30", "reason": "規則廢止"}
    assert client.post(f"{pack}options/{option.pk}/end/", data).status_code == 302
    assert law.pack_for("complaint", "council", date(2026, 7, 1), "420102").clock("acceptance").amount == 7
    assert AuditEntry.objects.filter(event__startswith="packs.option").count() == 2


def test_a_new_number_ends_the_one_before_it(cast: Any) -> None:
    client, address = signed_in(cast), f"{PACKS}council-2024/options/new/"
    client.post(address, OPTION)
    client.post(address, {**OPTION, "valid_from": "2026-07-01", "amount": "3"})
    assert [each.valid_until for each in LocalOption.objects.order_by("valid_from")] == [date(2026, 6, 30), None]
    assert "is set already" in client.post(address, OPTION).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"region_code": "330100"}, "Select a valid choice."),
        ({"amount": "0"}, "Give a number of days between 1 and 365."),
        ({"amount": "-1"}, "Ensure this value is greater than or equal to 0."),
        ({"basis": " "}, "This field is required."),
    ],
)
def test_a_wrong_number_is_refused_at_its_field(cast: Any, changes: dict[str, str], words: str) -> None:
    assert words in signed_in(cast).post(f"{PACKS}council-2024/options/new/", {**OPTION, **changes}).content.decode()
    assert not LocalOption.objects.exists()


def test_a_number_that_the_law_fixes_cannot_be_set(cast: Any) -> None:
    answer = signed_in(cast).post(f"{PACKS}samr-121/options/new/", OPTION).content.decode()
    assert "Select a valid choice." in answer


def test_the_table_answers_who_is_competent(cast: Any) -> None:
    data = {"on": "2026-05-12", "goods": "food", "trader_kind": "offline", "region_code": "420102"}
    text = page(signed_in(cast, "officer"), COMPETENCE, data)
    assert "武漢市市場監督管理局" in text
    assert "SAMR Order 121 Art 13" in text
    assert "Enter a valid date." in page(signed_in(cast, "officer"), COMPETENCE, {"on": "soon"})


def test_lines_of_the_past_are_shown_on_request(cast: Any) -> None:
    client = signed_in(cast, "officer")
    assert "measure-office" not in page(client, COMPETENCE)
    assert "measure-office" in page(client, COMPETENCE, {"lines": "all"})


def test_a_line_is_added_and_ended_with_a_reason(cast: Any) -> None:
    client = signed_in(cast)
    assert client.post(f"{COMPETENCE}new/", LINE).status_code == 302
    assert _sector("leisure") == "sport"
    line = CompetenceRule.objects.get(code="sport-leisure")
    assert (
        client.post(f"{COMPETENCE}{line.pk}/end/", {"valid_until": "2026-05-10", "reason": "收回"}).status_code == 302
    )
    assert _sector("leisure") == "market"
    assert AuditEntry.objects.filter(event__startswith="competence.rule").count() == 2


def _sector(goods: str) -> str:
    matter = Matter(goods=goods, trader_kind="offline", region_code="420102")
    return competence.resolve(matter, on=date(2026, 5, 12)).sector


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goods": "tourism"}, "already decides this"),
        ({"valid_until": "2026-04-01"}, "The last day lies before the first."),
        ({"code": "a b"}, "Enter a valid “slug”"),
        ({"reason": ""}, "This field is required."),
        ({"sector": "weather"}, "Select a valid choice."),
    ],
)
def test_a_wrong_line_is_refused_at_its_field(cast: Any, changes: dict[str, str], words: str) -> None:
    assert words in signed_in(cast).post(f"{COMPETENCE}new/", {**LINE, **changes}).content.decode()
    assert not CompetenceRule.objects.filter(code="sport-leisure").exists()


@pytest.mark.parametrize("address", [f"{PACKS}council-2024/options/new/", f"{COMPETENCE}new/", f"{COMPETENCE}1/end/"])
def test_only_an_administrator_changes_the_rules(cast: Any, address: str) -> None:
    assert signed_in(cast, "supervisor").get(address).status_code == 403


def test_an_administrator_opens_the_form_to_end_a_line(cast: Any) -> None:
    line = CompetenceRule.objects.filter(valid_until=None).first()
    assert line is not None
    assert signed_in(cast).get(f"{COMPETENCE}{line.pk}/end/").status_code == 200
    assert signed_in(cast).get(f"{COMPETENCE}999999/end/").status_code == 404


def test_the_packs_can_be_narrowed_and_taken_along(cast: Any) -> None:
    client = signed_in(cast, "officer")
    departments = page(client, PACKS, {"body": "department"})
    assert "SAMR Order 121" in departments
    assert "Zhejiang" not in departments
    assert "SAMR Order 20, repealed" in page(client, PACKS, {"q": "order 20"})
    assert "No pack fits" in page(client, PACKS, {"q": "order 20", "body": "council"})
    text = b"".join(client.get(f"{PACKS}export/", {"body": "department"}).streaming_content).decode()  # type: ignore[attr-defined]
    assert "samr-121" in text
    assert "council-2024" not in text
    assert AuditEntry.objects.get(event="packs.listed").data == {"filters": {"body": "department"}}


def test_the_table_can_be_narrowed_by_words_and_sector_and_taken_along(cast: Any) -> None:
    client = signed_in(cast, "officer")
    found = page(client, COMPETENCE, {"q": "price-insurance"})
    assert "price-insurance" in found
    assert "market-any" not in found
    assert "market-any" not in page(client, COMPETENCE, {"sector": "education"})
    whole = b"".join(client.get(f"{COMPETENCE}export/", {"lines": "all"}).streaming_content).decode()  # type: ignore[attr-defined]
    present = b"".join(client.get(f"{COMPETENCE}export/").streaming_content).decode()  # type: ignore[attr-defined]
    assert ("measure-office" in whole, "measure-office" in present) == (True, False)


def test_only_who_manages_the_table_has_the_column_of_steps(cast: Any) -> None:
    assert "/end/" in page(signed_in(cast), COMPETENCE)
    assert "/end/" not in page(signed_in(cast, "officer"), COMPETENCE)


def test_a_line_that_names_no_tier_says_so_in_the_table_and_can_be_entered(cast: Any) -> None:
    client = signed_in(cast)
    assert 'Central bank <small class="soft nowrap">no tier named</small>' in page(client, COMPETENCE)
    client.post(f"{COMPETENCE}new/", {**LINE, "level": "0"})
    assert CompetenceRule.objects.get(code="sport-leisure").level == 0
