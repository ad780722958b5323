"""The palette (Ctrl+K, or its page): what it finds for whom, in which words, and what it does not look for."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases import services
from open315.cases.models import Case
from open315.cases.tests.conftest import Register
from open315.core.audit.models import AuditEntry
from open315.core.search import index

HTMX = {"HX-Request": "true"}
GO = "/console/go/"


def hits(client: Client, q: str = "", at: str = "", language: str = "en") -> dict[str, str]:
    """What the dialog shows: words and where they lead."""
    client.cookies["django_language"] = language
    page = client.get(GO, {"q": q, "at": at}, headers=HTMX).content.decode()
    found = re.findall(r'href="([^"]*)"\s+tabindex="-1">\s*<span>([^<]*)</span>', page)
    return {words: address.replace("&amp;", "&") for address, words in found}


def own(case: Case) -> str:
    """The page of a case."""
    return reverse("cases:case", args=[case.number])


def findable(case: Case, *words: str) -> None:
    index("case_search", [(case.pk, "\n".join([case.number, *words]))])


@pytest.mark.parametrize("typed", ["常用語", "常用语", "phras", "PHR"])
@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
def test_a_page_is_found_in_each_language_and_script_whatever_the_reader_reads(
    officer: Client, typed: str, language: str
) -> None:
    assert reverse("phrases:list") in hits(officer, typed, language=language).values()


def test_only_pages_that_the_reader_may_open_are_found(client: Client, cast: Any) -> None:
    client.force_login(cast.accounts["officer"])
    assert "Audit log" not in hits(client, "audit")
    assert "Audit log" not in hits(client)
    client.force_login(cast.accounts["administrator"])
    assert hits(client, "audit")["Audit log"] == "/console/admin/audit/"


def test_the_steps_of_the_open_case_lead_where_its_buttons_lead(officer: Client, register: Register) -> None:
    case = register()
    here = own(case)
    assert hits(officer, at=here)["Accept"] == f"{here}do/accept/"
    assert hits(officer, "受理", f"{here}?list=view%3Dmine")["Accept"] == f"{here}do/accept/?list=view%3Dmine"
    beside = f"/console/cases/?view=mine&case={case.number}&do=note"
    there = f"/console/cases/?view=mine&case={quote(case.number)}&do=accept"
    assert hits(officer, "accept", beside)["Accept"] == there
    assert "Accept" not in hits(officer, at="/console/cases/?view=mine")
    assert "Close" not in hits(officer, "close case", here), "not every word fits"


@pytest.mark.parametrize("at", ["/console/cases/none/", "/nowhere/", "//[", "/console/cases/?case=%00"])
def test_an_address_without_a_case_offers_no_steps(officer: Client, at: str) -> None:
    assert "Accept" not in hits(officer, at=at)


def test_a_case_of_another_council_shows_neither_steps_nor_itself(
    officer: Client, client: Client, cast: Any, register: Register
) -> None:
    here, there = register(), register(council_id=cast.bodies["huangshi"].pk)
    for case in (here, there):
        findable(case, "紫色冰箱")
    assert own(here) in hits(officer, "紫色冰").values()
    assert own(here) in hits(officer, here.number).values()
    assert own(there) not in hits(officer, "紫色冰").values()
    assert own(there) not in hits(officer, there.number).values()
    assert "Accept" not in hits(officer, at=own(there))


def test_latin_letters_are_looked_for_where_a_word_begins(officer: Client) -> None:
    assert "Working calendar" in hits(officer, "cal wor")
    assert "Working calendar" not in hits(officer, "alendar")


def test_words_too_short_to_search_still_find_pages(officer: Client) -> None:
    assert "/console/cases/?view=all&q=C" in hits(officer, "C").values()
    assert "/console/cases/" in hits(officer, "C").values()


def test_a_telephone_number_is_left_to_the_list_that_records_it(officer: Client, register: Register) -> None:
    case = register()
    before = AuditEntry.objects.count()
    found = hits(officer, "13900139000")
    assert list(found.values()) == ["/console/cases/?view=all&q=13900139000"]
    assert AuditEntry.objects.count() == before
    assert case.number in officer.get(found["Search all cases: 13900139000"]).content.decode()
    assert AuditEntry.objects.count() == before + 1


def test_kept_views_are_found_by_those_who_see_them(client: Client, cast: Any) -> None:
    at = cast.at
    services.save_view(name="我的健身房", query="goods=gym", shared=False, actor=cast.actor("officer"), at=at)
    services.save_view(name="全部健身房", query="view=all", shared=True, actor=cast.actor("clerk"), at=at)
    services.save_view(name="她的健身房", query="view=all", shared=False, actor=cast.actor("clerk"), at=at)
    client.force_login(cast.accounts["officer"])
    found = hits(client, "健身")
    assert found["我的健身房"] == "/console/cases/?goods=gym"
    assert found["全部健身房"] == "/console/cases/?view=all"
    assert "她的健身房" not in found


def test_without_script_the_page_finds_the_same(officer: Client, register: Register) -> None:
    case = register()
    officer.cookies["django_language"] = "en"
    page = officer.get(GO, {"q": "accept", "at": own(case)}).content.decode()
    assert f'href="{own(case)}do/accept/"' in page
    assert f'name="at" value="{own(case)}"' in page
    assert "</html>" in page
    shown = officer.get(f"{own(case)}?list=view%3Dmine").content.decode()
    assert f'href="{GO}?at={quote(own(case))}%3Flist%3Dview%253Dmine"' in shown


def test_what_was_typed_is_escaped(officer: Client) -> None:
    for headers in ({}, HTMX):
        page = officer.get(GO, {"q": "<b>x", "at": '"><i>'}, headers=headers).content.decode()
        assert "<b>x" not in page
        assert "<i>" not in page


def test_a_page_without_a_case_costs_few_questions(
    officer: Client, register: Register, django_assert_max_num_queries: Any
) -> None:
    findable(register(), "紫色冰箱")
    hits(officer, "紫色冰箱")
    with django_assert_max_num_queries(10):
        hits(officer, "紫色冰箱")
