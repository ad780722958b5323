"""The verbs of phrases: who may keep which, what is refused, what stays behind. Each refusal beside its allowed twin."""

from datetime import timedelta
from typing import Any

import pytest

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.outbox.models import OutboxEvent
from open315.phrases import queries, services
from open315.phrases.models import Phrase
from open315.phrases.tests.making import AT, TEXT, phrase
from open315.phrases.types import PhrasePlan

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
PLAN = PhrasePlan(" 催辦 ", " 請於三日內答覆{經營者}一事。 ", "note")


def trail() -> tuple[str, str, Any]:
    entry, event = AuditEntry.objects.order_by("-pk")[0], OutboxEvent.objects.order_by("-pk")[0]
    return entry.event, event.name, event.payload


def names(cast: Any, who: str, use: str = "consumer") -> list[str]:
    return [each.name for each in queries.offered_to(cast.actor(who), use)]


def test_a_supervisor_keeps_one_of_the_body_with_a_trail(cast: Any) -> None:
    made = phrase(cast, name=" 請補憑證 ", text=f" {TEXT}\n")
    kept = Phrase.objects.get()
    assert (kept.name, kept.text, kept.use, kept.account_id) == ("請補憑證", TEXT, "consumer", None)
    assert (kept.organisation_id, kept.is_retired, kept.version) == (cast.bodies["wuhan"].pk, False, 1)
    assert kept.changed_at == AT
    assert trail() == ("phrases.added", "phrases.added", {"phrase_id": made.pk})


def test_a_clerk_keeps_an_own_one_and_none_of_the_body(cast: Any) -> None:
    own = phrase(cast, "clerk", is_own=True)
    assert own.account_id == cast.accounts["clerk"].pk
    with pytest.raises(NotAllowed, match="管理本單位常用語"):
        phrase(cast, "clerk")
    with pytest.raises(NotAllowed, match="不能使用常用語"):
        phrase(cast, "market_liaison", is_own=True)
    assert Phrase.objects.count() == 1


def test_a_place_that_no_case_knows_is_refused_at_the_text(cast: Any) -> None:
    with pytest.raises(InvalidInput, match="身份證號") as refused:
        phrase(cast, text="請補{身份證號}")
    assert refused.value.field == "text"
    with pytest.raises(InvalidInput, match="名稱") as refused:
        phrase(cast, name="")
    assert refused.value.field == "name"
    assert not Phrase.objects.exists()


def test_it_is_changed_by_whoever_keeps_it_and_by_nobody_else(cast: Any) -> None:
    of_body, own = phrase(cast), phrase(cast, "officer", is_own=True)
    with pytest.raises(NotAllowed, match="管理本單位常用語"):
        services.change_phrase(of_body.pk, PLAN, actor=cast.actor("officer"), at=LATER)
    with pytest.raises(NotFound):
        services.change_phrase(own.pk, PLAN, actor=cast.actor("supervisor"), at=LATER)
    services.change_phrase(own.pk, PLAN, actor=cast.actor("officer"), at=LATER, version=1)
    services.change_phrase(of_body.pk, PLAN, actor=cast.actor("supervisor"), at=LATER, version=1)
    for each in Phrase.objects.all():
        assert (each.name, each.text, each.use) == ("催辦", "請於三日內答覆{經營者}一事。", "note")
        assert (each.version, each.changed_at) == (2, LATER)
    assert trail() == ("phrases.changed", "phrases.changed", {"phrase_id": of_body.pk})
    assert AuditEntry.objects.order_by("-pk")[0].data == {"name": "催辦"}
    with pytest.raises(Conflict, match="其他人剛剛修改"):
        services.change_phrase(of_body.pk, PLAN, actor=cast.actor("supervisor"), at=LATER, version=1)
    bad = PhrasePlan("x", "{x}")
    with pytest.raises(InvalidInput):
        services.change_phrase(of_body.pk, bad, actor=cast.actor("supervisor"), at=LATER)


def test_a_retired_one_is_offered_to_nobody_until_it_is_used_again(cast: Any) -> None:
    made, keeper = phrase(cast), cast.actor("supervisor")
    assert names(cast, "clerk") == ["請補憑證"]
    with pytest.raises(NotAllowed):
        services.retire_phrase(made.pk, actor=cast.actor("clerk"), at=LATER)
    services.retire_phrase(made.pk, actor=keeper, at=LATER)
    assert trail() == ("phrases.retired", "phrases.retired", {"phrase_id": made.pk})
    assert names(cast, "clerk") == []
    kept = Phrase.objects.get()
    assert (kept.is_retired, kept.version, kept.changed_at) == (True, 2, LATER)
    services.retire_phrase(made.pk, actor=keeper, at=LATER)
    assert Phrase.objects.get().version == 2
    services.revive_phrase(made.pk, actor=keeper, at=LATER)
    assert trail() == ("phrases.revived", "phrases.revived", {"phrase_id": made.pk})
    assert names(cast, "clerk") == ["請補憑證"]


def test_one_is_offered_ones_own_first_then_those_of_the_body_and_above(cast: Any) -> None:
    phrase(cast, "province_supervisor", name="省的")
    phrase(cast, name="市的", use="any")
    phrase(cast, "officer", name="自己的", is_own=True)
    phrase(cast, "clerk", name="別人的", is_own=True)
    phrase(cast, name="備註", use="note")
    assert names(cast, "officer") == ["自己的", "市的", "省的"]
    assert names(cast, "officer", "note") == ["備註", "市的"]
    assert names(cast, "huangshi_officer") == ["省的"]
    assert names(cast, "province_supervisor") == ["省的"]
    assert names(cast, "market_liaison") == []


def test_the_body_above_may_change_those_of_the_bodies_below_and_not_the_other_way(cast: Any) -> None:
    below, above = phrase(cast), phrase(cast, "province_supervisor")
    assert queries.may_change(cast.actor("province_supervisor"), below)
    assert not queries.may_change(cast.actor("supervisor"), above)
    assert queries.get_phrase(cast.actor("supervisor"), above.pk) == above
    with pytest.raises(NotFound):
        queries.get_phrase(cast.actor("huangshi_clerk"), below.pk)


def test_the_list_is_searched_and_filtered(cast: Any) -> None:
    phrase(cast, name="憑證", text="請補發票")
    own = phrase(cast, "supervisor", name="催辦", text="請答覆", use="note", is_own=True)
    gone = phrase(cast, name="舊的", text="不用了")
    services.retire_phrase(gone.pk, actor=cast.actor("supervisor"), at=LATER)

    def found(**wanted: Any) -> set[str]:
        return {each.name for each in queries.listed(cast.actor("supervisor"), wanted)}

    assert found() == {"憑證", "催辦"}
    assert found(words="發票") == found(use="consumer") == found(whose="body") == {"憑證"}
    assert found(words="催") == found(use="note") == found(whose="own") == {own.name}
    assert found(show="retired") == {"舊的"}
