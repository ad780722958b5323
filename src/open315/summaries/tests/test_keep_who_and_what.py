"""What a step on a text refuses at which field, and who stands with what was kept. All expectations are by hand."""

from typing import Any

import pytest

from open315.core.errors import Conflict, InvalidInput
from open315.summaries.models import Passage, Text
from open315.summaries.tests.test_word_review_and_sign import begun, opening, signed, write
from open315.summaries.text import services
from tests.rows import nothing_changes


@pytest.fixture
def text(cast: Any, time_machine: Any) -> Text:
    time_machine.move_to(cast.at)
    return begun(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


@pytest.mark.parametrize("words", ["其中12件。", "其中十二件。", "見{99}。"])
def test_a_paragraph_that_is_added_is_checked_as_one_that_is_worded(cast: Any, text: Text, words: str) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.add_passage(opening(text).pk, words, **secretary(cast))
    assert refused.value.field == "words"
    assert services.add_passage(opening(text).pk, "其中{1}件。", **secretary(cast)).words == "其中{1}件。"


def test_a_paragraph_that_somebody_worded_meanwhile_is_not_taken_out_unseen(cast: Any, text: Text) -> None:
    problems = text.passages.get(chapter="problems")
    seen = problems.version
    write(cast, problems, "報送不及時。")
    with nothing_changes(), pytest.raises(Conflict):
        services.remove_passage(problems.pk, version=seen, **secretary(cast))
    services.remove_passage(problems.pk, version=seen + 1, **secretary(cast))
    assert not Passage.objects.filter(pk=problems.pk).exists()


def test_a_version_tells_who_kept_it_and_when(cast: Any, text: Text) -> None:
    write(cast, text.passages.get(chapter="problems"), "報送不及時。")
    kept = services.keep_version(text.pk, why="會前", **secretary(cast))
    kept.refresh_from_db()
    assert (kept.made_by_id, kept.made_at) == (cast.accounts["secretariat"].pk, cast.at)


def test_an_edition_is_withdrawn_with_a_reason_at_its_field(cast: Any, text: Text) -> None:
    edition = signed(cast, text)
    given: dict[str, Any] = {"actor": cast.actor("province_supervisor"), "at": cast.at}
    services.publish_edition(edition.pk, **given)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.withdraw_edition(edition.pk, reason=" ", **given)
    assert refused.value.field == "reason"
    assert services.withdraw_edition(edition.pk, reason="待核", **given).withdrawal_reason == "待核"
