"""Problems and next year are begun from records, in sentences that a council words, version by version. Every expectation is by hand."""

from dataclasses import replace
from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.documents.sentences import plain
from open315.core.documents.tree import Evidence, Figure
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.summaries.models import Text, Wording
from open315.summaries.tests.samples import sample_campaign, signed_in
from open315.summaries.text import lessons, services
from open315.summaries.text.lessons import LESSONS, Lesson
from tests.rows import nothing_changes

RECEIVED, ACCEPTED = "cases.received", "cases.accepted"
OWN = Lesson("returns", "Late", "complaints", RECEIVED, ACCEPTED, "{all} asked, {n} late.", "Ask earlier.")
NONE = replace(OWN, key="tasks", chapter="cooperation", n="campaigns.tasks_late", all="campaigns.tasks")


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def word(cast: Any, problem: str = "收到{n}件，受理{all}件。", plan: str = "加強受理。", **more: Any) -> Wording:
    given = {"language": "zh-hant", "problem": problem, "plan": plan, **secretary(cast), **more}
    return services.word_lesson(given.pop("lesson", "returns"), **given)


@pytest.fixture
def told(cast: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """18 complaints stand for what went wrong."""
    time_machine.move_to(cast.at)
    monkeypatch.setattr(lessons, "LESSONS", (OWN, NONE))
    return sample_campaign(cast, 40)


def begun(cast: Any, campaign: Any, language: str = "zh-hant") -> list[tuple[str, str]]:
    text = services.begin_text(campaign.pk, language=language, base_url="", **secretary(cast))
    last = list(text.passages.filter(chapter__in=("problems", "next_year")))
    return [(each.chapter, each.words) for each in last]


def test_what_the_records_show_is_begun_with_living_figures(cast: Any, told: Any) -> None:
    (problem, plan) = begun(cast, told, "en")
    assert problem[0] == "problems"
    text = Text.objects.get()
    passage = text.passages.get(chapter="problems")
    first, second = sorted(passage.was)
    assert {passage.was[first], passage.was[second]} >= {"18"}
    assert passage.words.endswith(" late.")
    assert "{n}" not in passage.words
    assert plan == ("next_year", "Ask earlier.")


def test_what_a_council_worded_goes_before_the_words_of_the_program_in_both_scripts(cast: Any, told: Any) -> None:
    word(cast, "收到{n}件。", "舊。")
    word(cast, "共收到{n}件，受理{all}件。", "加強受理。")
    (problem, plan) = begun(cast, told, "zh-hans")
    assert problem[1].startswith("共收到{")
    assert plan == ("next_year", "加强受理。")


def test_where_nothing_went_wrong_both_are_empty(cast: Any, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "LESSONS", (NONE, replace(OWN, chapter="nowhere")))
    assert begun(cast, told) == [("problems", ""), ("next_year", "")]


def test_the_wording_of_another_council_or_language_is_not_taken(cast: Any, told: Any) -> None:
    row = word(cast)
    assert lessons.wordings_of(row.council_id, "zh-hans") == {"returns": row}
    assert lessons.wordings_of(row.council_id, "en") == {}
    assert lessons.wordings_of(row.council_id + 1, "zh-hant") == {}


def test_each_wording_is_a_version_of_its_own_and_leaves_its_trail(cast: Any) -> None:
    first, second = word(cast), word(cast, plan=" 另行部署。 ")
    assert (first.number, second.number, second.plan) == (1, 2, "另行部署。")
    assert (second.council_id, second.made_by_id) == (cast.bodies["province"].pk, cast.accounts["secretariat"].pk)
    assert word(cast, language="en").number == 1
    entry = AuditEntry.objects.filter(event="summaries.lesson_worded").latest("pk")
    assert (entry.object_type, entry.data) == (
        "summary_wording",
        {"lesson": "returns", "language": "en", "number": 1},
    )


@pytest.mark.parametrize(
    ("problem", "plan", "field", "said"),
    [
        ("沒有位置。", "好。", "problem", "{n}"),
        ("{n}件。", " ", "plan", "請寫明"),
        ("{n}件，{m}件。", "好。", "problem", "{all}"),
        ("{n}件。", "好}。", "plan", "{all}"),
        ("{n}件，二十家。", "好。", "problem", "二十家"),
        ("{n}件。", "整改30件。", "plan", "30"),
        ("{n}" + "件" * 498, "好。", "problem", "500"),
    ],
)
def test_what_is_no_template_is_refused_at_its_field(cast: Any, problem: str, plan: str, field: str, said: str) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        word(cast, problem, plan)
    assert refused.value.field == field
    assert said in str(refused.value.message)


def test_five_hundred_signs_are_taken(cast: Any) -> None:
    assert word(cast, "{n}" + "件" * 497).number == 1


def test_only_who_words_summaries_words_them_and_only_what_there_is(cast: Any) -> None:
    with nothing_changes(), pytest.raises(NotAllowed):
        word(cast, actor=cast.actor("analyst"))
    with nothing_changes(), pytest.raises(NotAllowed):
        word(cast, actor=replace(cast.actor("secretariat"), organisation_id=None))
    with nothing_changes(), pytest.raises(NotFound):
        word(cast, lesson="weather")


def test_a_percent_sign_of_a_template_stays_one() -> None:
    figure = Figure("3", Evidence("k", "", "", "3", "", "", "", "", "", "", "", "", ""))
    said = lessons.filled("有{n}件，即%(n)s或 5%。", {"n": figure, "all": figure})
    assert plain(said) == "有3件，即%(n)s或 5%。"


def test_the_kinds_of_problems_stand_on_figures_of_their_chapters() -> None:
    assert [(each.key, each.chapter, each.n, each.all) for each in LESSONS] == [
        ("returns", "returns", "returns.late", "returns.asked"),
        ("requirements", "plan", "activities.requirements_unmet", "activities.requirements"),
        ("tasks", "cooperation", "campaigns.tasks_late", "campaigns.tasks"),
        ("partners", "cooperation", "activities.partners_undelivered", "activities.partners_came"),
        ("outputs", "effects", "activities.outputs_untold", "activities.outputs_told"),
        ("part_promises", "part_joined", "parts.undelivered", "parts.agreed"),
        ("part_answers", "part_cases", "parts.answers_late", "parts.handed"),
        ("part_tasks", "part_tasks", "parts.tasks_late", "parts.tasks"),
    ]


def test_the_page_shows_how_each_is_worded_and_the_form_words_one(cast: Any) -> None:
    writer, path = signed_in(cast, "secretariat"), "/console/campaigns/texts/wordings/"
    page = writer.get(path).content.decode()
    assert "系統用語" in page
    assert "要求上報{all}份，其中{n}份逾期未簽發。" in page
    form = writer.get(f"{path}returns/")
    assert "要求上報{all}份" in form.content.decode()
    sent = {"problem": "應報{all}份，逾期{n}份。", "plan": "提前催報。", "once": "a"}
    assert writer.post(f"{path}returns/", sent).status_code == 302
    assert "應報{all}份，逾期{n}份。" in writer.get(path).content.decode()
    refused = writer.post(f"{path}returns/", {**sent, "plan": "整改30件。", "once": "b"})
    assert refused.status_code == 422
    assert "30" in refused.content.decode()
    assert writer.get(f"{path}weather/").status_code == 404
