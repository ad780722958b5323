"""The pages of figures: the list behind a figure is as long as the figure says, page by page, and in the file."""

import csv
import html
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases.facts.declared import SINGLE
from open315.cases.facts.tally import CASES
from open315.cases.models import Case
from open315.cases.tests.samples import Sampler
from open315.core.facts import Period, Scope, figure, table
from open315.core.facts.address import rows_path

TODAY = date(2026, 5, 12)
PERIOD = Period(date(2025, 5, 1), date(2026, 4, 30), TODAY)
SCOPE = Scope(region="42")


@pytest.fixture(scope="module")
def _filled(standing_cast: Any) -> None:
    bodies = standing_cast.bodies
    sampler = Sampler([bodies[name] for name in ("province", "wuhan")], bodies["market"], today=TODAY)
    sampler.make(220, date(2024, 5, 1), TODAY)
    sampler.save()


@pytest.fixture
def full(_filled: None, cast: Any, time_machine: Any) -> Any:
    """The cast with cases of every sort, on the cast's day."""
    time_machine.move_to(cast.at)
    return cast


def signed_in(cast: Any, who: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(cast.accounts[who])
    return client


def numbers_of(client: Client, path: str) -> Iterator[str]:
    """The case numbers of the list, through all its pages."""
    while path:
        page = client.get(path)
        assert page.status_code == 200
        text = page.content.decode()
        yield from re.findall(r"測\d{7}(?=</a>)", text)
        following = re.search(r'href="(\?[^"]+)" rel="next"', text)
        path = path.split("?")[0] + following.group(1).replace("&amp;", "&") if following else ""


def test_the_list_behind_a_count_is_as_long_as_the_count(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    for key in ("cases.received", "cases.accepted", "cases.solved", "cases.late", "cases.open_at_end"):
        fact = figure(key, PERIOD, SCOPE, actor)
        found = list(numbers_of(client, rows_path(fact)))
        assert len(found) == len(set(found)) == fact.value, key


def test_the_list_behind_a_line_of_a_table_is_as_long_as_the_line(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    for key in ("cases.by_nature", "cases.by_trader", "cases.by_region", "cases.by_outcome"):
        for code, _label, fact in table(key, PERIOD, SCOPE, actor).lines:
            assert len(list(numbers_of(client, rows_path(fact)))) == fact.value, (key, code)


def test_every_figure_has_a_page_that_says_what_it_means(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    for key in SINGLE:
        for suffix in ("", ".change"):
            page = client.get(rows_path(figure(key + suffix, PERIOD, SCOPE, actor)))
            assert page.status_code == 200, key
            assert "What it means" in page.content.decode()


def test_a_share_opens_its_numerator_and_its_denominator(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    rate = figure("cases.solution_rate", PERIOD, SCOPE, actor)
    assert len(list(numbers_of(client, rows_path(rate)))) == rate.numerator
    assert len(list(numbers_of(client, rows_path(rate, side="base")))) == rate.denominator


def test_a_line_that_had_cases_only_the_year_before_opens_empty(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    rows = figure("cases.received", PERIOD, SCOPE, actor).rows
    assert rows.params["kind"] == "complaint"
    Case.objects.filter(received_on__gte=PERIOD.first, nature="price").update(nature="quality")
    page = client.get(rows_path(table("cases.by_nature", PERIOD, SCOPE, actor).line("price")))
    assert page.status_code == 200
    assert "0 cases" in page.content.decode()


def test_the_file_holds_the_same_rows(full: Any) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    fact = figure("cases.solved", PERIOD, SCOPE, actor)
    answer = client.get(rows_path(fact).replace("/rows/", "/rows.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(re.findall(r"測\d{7}", text)) == fact.value


@pytest.mark.parametrize("key", ["cases.recovered_cents", "cases.amount_cents"])
def test_the_amounts_in_the_file_add_up_to_the_figure(full: Any, key: str) -> None:
    client, actor = signed_in(full, "secretariat"), full.actor("secretariat")
    fact = figure(key, PERIOD, SCOPE, actor)
    answer = client.get(rows_path(fact).replace("/rows/", "/rows.csv"))
    lines = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    column = -1 if key == "cases.recovered_cents" else -2
    amounts = [Decimal(line[column]) for line in lines[1:-1]]
    assert fact.value is not None
    assert fact.value > 10_000_00
    assert sum(amounts) * 100 == fact.value


def test_the_overview_links_every_figure_to_its_rows(full: Any) -> None:
    client, actor = signed_in(full, "analyst"), full.actor("analyst")
    page = client.get(reverse("facts:overview"), {"first": "2025-05-01", "last": "2026-04-30", "region": "420000"})
    text = page.content.decode()
    for key in SINGLE:
        if key != "cases.open":
            assert f"/console/facts/{key}/rows/" in text, key
    shown = figure("cases.received", PERIOD, SCOPE, actor)
    assert f">{shown.value}<" in re.sub(r"\s", "", text)


def test_where_there_is_much_to_count_the_page_comes_first_and_the_figures_follow(full: Any, settings: Any) -> None:
    client, asked = signed_in(full, "analyst"), {"first": "2025-05-01", "last": "2026-04-30", "region": "420000"}
    whole = client.get(reverse("facts:overview"), asked).content.decode()
    settings.SUMMARY_AT_ONCE = 3
    page = client.get(reverse("facts:overview"), asked).content.decode()
    assert "cases.received/rows/" not in page
    follows = html.unescape(re.findall(r'hx-get="([^"]+)"', page)[0])
    part = client.get(reverse("facts:overview") + follows, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    links = re.compile(r"/console/facts/[^\"]+/rows/[^\"]+")
    assert links.findall(part) == links.findall(whole.partition("<main")[2])
    assert "<html" in (without_scripts := client.get(reverse("facts:overview") + follows).content.decode())
    assert "cases.received/rows/" in without_scripts


def test_wrong_periods_are_said_at_the_field(full: Any) -> None:
    page = signed_in(full, "analyst").get(reverse("facts:overview"), {"first": "2026-05-01", "last": "2026-04-30"})
    assert page.status_code == 422
    assert "The last day is before the first day." in page.content.decode()


def test_an_address_kept_from_before_opens_the_same_rows(full: Any) -> None:
    """The region in full or by its first digits; a place in the list as it was once written begins at the top."""
    client = signed_in(full, "secretariat")
    path = "/console/facts/cases.received/rows/?first=2025-05-01&last=2026-04-30&until=2026-05-12"
    short, whole = (list(numbers_of(client, f"{path}&region={code}")) for code in ("4201", "420100"))
    assert short == whole
    wuhan = Case.objects.filter(council=full.bodies["wuhan"], kind="complaint").exclude(state="duplicate")
    newest_first = wuhan.filter(received_on__range=(PERIOD.first, PERIOD.last)).order_by("-received_at", "-id")
    assert short == [case.number for case in newest_first]
    tenth = newest_first[9]
    after = f"{tenth.received_at.isoformat().replace('+', '%2B')}~{tenth.pk}"
    assert list(numbers_of(client, f"{path}&region=4201&after={after}")) == short


def test_a_number_in_the_address_names_no_trader_of_other_councils_cases(full: Any) -> None:
    """Numbers are tried one after the other: each would tell against whom somebody complains elsewhere."""
    theirs = Case.objects.filter(council=full.bodies["province"]).exclude(trader=None).order_by("pk")[0]
    ours = Case.objects.filter(council=full.bodies["wuhan"], trader__isnull=False).exclude(trader=theirs.trader_id)[0]
    Case.objects.filter(trader=theirs.trader_id).update(trader_name="他處商行", council=full.bodies["province"])
    Case.objects.filter(trader=ours.trader_id).update(trader_name="本處商行", council=full.bodies["wuhan"])
    path = f"{rows_path(table('cases.by_trader', PERIOD, Scope(), full.actor('supervisor')).total)}&line="
    path = path.replace("cases.received", "cases.by_trader")

    def told(who: str, trader: int | None) -> tuple[int, bool, bool]:
        answer = signed_in(full, who).get(f"{path}{trader}")
        page = answer.content.decode()
        return answer.status_code, "他處商行" in page, "本處商行" in page

    assert told("supervisor", theirs.trader_id) == (200, False, False)
    assert told("supervisor", ours.trader_id) == (200, False, True)
    assert told("secretariat", theirs.trader_id) == (200, True, False)


@pytest.mark.parametrize(
    "path",
    [
        "cases.nothing/rows/?first=2026-01-01&last=2026-01-31",
        "cases.received/rows/?first=soon&last=2026-01-31",
        "cases.received/rows/",
        "cases.by_nature/rows/?first=2026-01-01&last=2026-01-31",
        "cases.by_trader/rows/?first=2026-01-01&last=2026-01-31&line=x",
        "cases.received/rows/?first=2026-01-01&last=2026-01-31&line=x",
    ],
)
def test_an_address_of_no_figure_is_not_found(full: Any, path: str) -> None:
    assert signed_in(full, "analyst").get(f"/console/facts/{path}").status_code == 404


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 200), ("analyst", 200), ("clerk", 403), ("market_liaison", 403)]
)
def test_only_those_who_may_read_facts_open_them(full: Any, who: str, status: int) -> None:
    client = signed_in(full, who)
    assert client.get(reverse("facts:overview")).status_code == status
    path = reverse("facts:rows", args=["cases.received"]) + "?first=2026-01-01&last=2026-01-31"
    assert client.get(path).status_code == status
    assert client.get(path.replace("/rows/", "/rows.csv")).status_code == status


def test_a_city_opens_only_its_own_rows(full: Any) -> None:
    actor = full.actor("supervisor")
    fact = figure("cases.received", PERIOD, Scope(), actor)
    numbers = set(numbers_of(signed_in(full, "supervisor"), rows_path(fact)))
    own = Case.objects.filter(number__in=numbers).values_list("council_id", flat=True)
    assert set(own) == {full.bodies["wuhan"].pk}
    assert fact.unit == CASES
