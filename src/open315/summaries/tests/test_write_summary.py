"""The summary states what the records say, the same in every form, and refuses to state what has no base."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from open315.campaigns.models import Campaign
from open315.cases.facts import names
from open315.cases.facts.tally import CASES
from open315.cases.models import Case
from open315.cases.tests.samples import Sampler
from open315.cases.types import State
from open315.core.chapters.ranking import leaders, movers
from open315.core.documents import docx, html, pdf
from open315.core.documents.sentences import plain, stray_digits
from open315.core.documents.tree import Document, Figure, Table
from open315.core.documents.walk import blocks_of, evidence_of, figures_of, narrative_of
from open315.core.facts import Breakdown, Fact, Period, RowsQuery, Scope, Unit, figure
from open315.core.names import Names
from open315.core.text import to_simplified
from open315.summaries.documents import campaign_summary
from tests.covering import keep_records

TODAY = date(2026, 5, 12)
LANGUAGES = ["zh-hant", "zh-hans", "en"]


@pytest.fixture
def campaign(cast: Any, time_machine: Any) -> Campaign:
    time_machine.move_to(cast.at)
    keep_records(cast)
    return Campaign.objects.create(
        council=cast.bodies["province"],
        year=2026,
        theme="提振消費信心",
        theme_in=Names(en="Confidence in consumption"),
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 15),
        stat_first=date(2025, 1, 1),
        stat_last=date(2025, 12, 31),
        region_id="420000",
        created_at=datetime(2026, 2, 1, tzinfo=UTC),
    )


def fill(cast: Any, count: int, first: date, last: date) -> None:
    councils = [cast.bodies[name] for name in ("province", "wuhan", "huangshi")]
    sampler = Sampler(councils, cast.bodies["market"], today=TODAY)
    sampler.make(count, first, last)
    sampler.save()


@pytest.fixture
def full(cast: Any, campaign: Campaign) -> Campaign:
    fill(cast, 300, date(2024, 1, 1), date(2025, 12, 31))
    return campaign


def words(document: Document) -> str:
    return plain(narrative_of(document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_narrative_is_a_figure(cast: Any, full: Campaign, language: str) -> None:
    document = campaign_summary(full, cast.actor("secretariat"), language)
    assert stray_digits(narrative_of(document)) == []
    assert sum(isinstance(run, Figure) for run in narrative_of(document)) > 20


def test_every_printed_figure_says_what_its_evidence_says(cast: Any, full: Campaign) -> None:
    for printed in figures_of(campaign_summary(full, cast.actor("secretariat"))):
        shown = printed.text.lstrip("+-").removesuffix("個百分點")
        assert shown in printed.evidence.value, (printed.text, printed.evidence)


def test_the_three_forms_state_the_same_figures(cast: Any, full: Campaign) -> None:
    document = campaign_summary(full, cast.actor("secretariat"), base_url="https://council.example")
    page = re.sub(r"<[^>]+>", "", html.render(document))
    body = python_docx.Document(io.BytesIO(docx.render(document))).element.body
    word = "".join(node.text or "" for node in body.iter(qn("w:t")))
    sheets = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.render(document))).pages)
    forms = [re.sub(r"\s", "", form) for form in (page, word, sheets)]
    for evidence in evidence_of(document):
        for form in forms:
            assert evidence.value.replace(" ", "") in form, evidence


def test_the_summary_states_what_the_records_say(cast: Any, full: Campaign) -> None:
    actor = cast.actor("secretariat")
    period = Period(full.stat_first, full.stat_last, TODAY)
    received = figure("cases.received", period, Scope(region="42"), actor)
    rows = Case.objects.filter(kind="complaint", received_on__year=2025).exclude(state=State.DUPLICATE)
    assert received.value == rows.count()
    assert f"共收到投訴{received.value:,}件" in words(campaign_summary(full, actor))


def test_the_headline_is_in_the_manner_of_a_council(cast: Any, full: Campaign) -> None:
    text = words(campaign_summary(full, cast.actor("secretariat")))
    assert re.search(
        r"共收到投訴[\d,]+件，受理[\d,]+件。其中解決[\d,]+件，解決率[\d.]+%。為消費者挽回經濟損失[\d.,]+萬元。", text
    )


def test_no_contradiction_is_printed(cast: Any, full: Campaign) -> None:
    document = campaign_summary(full, cast.actor("secretariat"), "en")
    assert "Contradiction" not in words(document)


def test_a_year_without_complaints_says_so_and_nothing_else(cast: Any, campaign: Campaign) -> None:
    document = campaign_summary(campaign, cast.actor("secretariat"))
    assert "未收到投訴" in words(document)
    assert len(document.sections) == 1
    assert not [block for block in blocks_of(document) if isinstance(block, Table)]
    assert pdf.render(document).startswith(b"%PDF")


def test_no_rate_of_growth_is_stated_on_nothing(cast: Any, campaign: Campaign) -> None:
    fill(cast, 60, date(2025, 1, 1), date(2025, 12, 31))
    text = words(campaign_summary(campaign, cast.actor("secretariat"), "en"))
    assert "none in the same period of the year before" in text
    assert "rose by" not in text
    assert "None" not in text


def test_no_rate_is_stated_on_a_handful(cast: Any, campaign: Campaign) -> None:
    fill(cast, 60, date(2025, 1, 1), date(2025, 12, 31))
    fill(cast, 5, date(2024, 1, 1), date(2024, 12, 31))
    text = words(campaign_summary(campaign, cast.actor("secretariat"), "en"))
    assert re.search(r"only \d in the same period of the year before, so no rate is stated", text)


def test_without_acceptance_there_is_no_solution_rate(cast: Any, campaign: Campaign) -> None:
    fill(cast, 60, date(2025, 1, 1), date(2025, 12, 31))
    Case.objects.update(accepted_at=None, state=State.REGISTERED, closed_on=None, result="")
    text = words(campaign_summary(campaign, cast.actor("secretariat"), "en"))
    assert "there is no solution rate" in text
    assert "–" not in text


def test_simplified_chinese_is_simplified_throughout(cast: Any, full: Campaign) -> None:
    document = campaign_summary(full, cast.actor("secretariat"), "zh-hans")
    text = document.issuer + document.subtitle + words(document) + "".join(e.line for e in evidence_of(document))
    assert to_simplified(text) == text
    assert "湖北省消费者委员会" in document.issuer


def test_a_closed_campaign_counts_up_to_its_closing(cast: Any, full: Campaign) -> None:
    actor = cast.actor("secretariat")
    full.closed_at = datetime(2025, 6, 1, tzinfo=UTC)
    early = campaign_summary(full, actor, "en")
    assert "1 June 2025" in words(early)


def _line(code: str, value: int | Decimal, unit: str = CASES) -> tuple[str, Any, Fact]:
    rows = RowsQuery("cases")
    return code, names.UNKNOWN, Fact("cases.by_nature", value, unit, Period(TODAY, TODAY), Scope(), rows, line=code)


def ranking(**counts: int) -> list[str]:
    return [line.code for line in leaders(Breakdown("x", tuple(_line(code, n) for code, n in counts.items())))]


def test_ties_are_named_together_or_not_at_all() -> None:
    assert ranking(a=9, b=8, c=7, d=6) == ["a", "b", "c"]
    assert ranking(a=9, b=7, c=7, d=7) == ["a", "b", "c", "d"]
    assert ranking(a=9, b=1, c=1, d=1, e=1, f=1) == ["a"]
    assert ranking(other=99, none=98, a=1) == ["a"]


def test_the_biggest_step_is_named_only_if_it_is_alone() -> None:
    table = Breakdown(
        "x", tuple(_line(code, Decimal(n), Unit.POINTS) for code, n in {"a": "2.5", "b": "2.5", "c": "-1"}.items())
    )
    risen, fallen = movers(table)
    assert risen is None
    assert fallen is not None
    assert fallen.code == "c"
