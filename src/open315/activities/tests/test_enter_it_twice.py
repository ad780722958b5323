"""Activities that were entered twice: what looks so, who decides, and that every figure follows the decision at every level. By hand."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services as activities
from open315.activities.board import entered_twice
from open315.activities.doubles import handlers, queries, services
from open315.activities.doubles.rules import counted_as, likeness, why
from open315.activities.doubles.types import Seen
from open315.activities.facts import undecided
from open315.activities.models import Activity, DoubleEntry
from open315.activities.outputs.services import report_outputs
from open315.activities.outputs.types import Told
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.making import planned
from open315.activities.tests.test_meet_the_plan import wuhan
from open315.activities.tests.test_show_activities import browser, words
from open315.core.chapters import Reader
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.facts import Period, Scope, compute, open_rows
from open315.core.outbox.pump import drain
from tests.rows import changes, nothing_changes

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
AFTER = BEGINS + timedelta(days=1)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
ONE = Seen(1, BEGINS.date(), "420106", "首義廣場", "「3·15」現場諮詢服務", "consultation", "/1/")


def other(**changed: Any) -> Seen:
    given: dict[str, Any] = {
        "pk": 2, "day": ONE.day, "region": ONE.region, "venue": ONE.venue, "title": ONE.title, "form": ONE.form, "path": "/1/5/",
    }  # fmt: skip
    return Seen(**{**given, **changed})


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, ("place", "venue", "title", "form")),
        ({"region": "420100"}, ("venue", "title", "form")),
        ({"venue": "另一處"}, ("place", "title", "form")),
        ({"venue": "首义 广场", "region": "420100"}, ("venue", "title", "form")),
        ({"venue": "", "region": "420100"}, ()),
        ({"venue": "另一處", "region": "420100"}, ()),
        ({"form": "stall"}, ("place", "venue", "title")),
        ({"title": "3·15现场咨询服务活动"}, ("place", "venue", "title", "form")),
        ({"title": "消費教育講座"}, ()),
        ({"day": ONE.day + timedelta(days=1)}, ()),
        ({"pk": 1}, ()),
        ({"path": "/1/"}, ("place", "venue", "title", "form")),
        ({"path": "/2/"}, ()),
    ],
)
def test_what_looks_like_one_activity_and_what_does_not(changed: dict[str, Any], found: tuple[str, ...]) -> None:
    assert why(ONE, other(**changed)) == found
    assert why(other(**changed), ONE) == found


def test_two_cities_that_share_a_host_may_have_held_one() -> None:
    one, two = (
        other(pk=pk, path=f"/1/{pk}/", bodies=frozenset({host, f"{pk}"})) for pk, host in ((5, "甲"), (6, "甲"))
    )
    assert why(one, two) == ("place", "venue", "title", "form")
    assert why(one, other(pk=6, path="/1/6/", bodies=frozenset({"乙"}))) == ()


def test_how_alike_titles_are() -> None:
    assert likeness("現場諮詢服務", "現場諮詢服務") == 100
    assert likeness("現場諮詢服務", "现场咨询服务") == 100
    assert likeness("甲乙丙丁", "甲乙丙戊") == 66
    assert likeness("甲乙丙", "甲乙丁戊己") == 33
    assert likeness("甲乙", "丙丁") == likeness("", "甲") == likeness("", "") == 0
    assert likeness("甲", "甲") == 100
    assert why(ONE, other(title="甲乙丙丁")) == ()
    edge = other(pk=3, title="一二三四五六")
    assert why(edge, other(title="一二三四七八")) == ("place", "venue", "title", "form")
    assert why(edge, other(title="一二三七八九")) == ()


PAIRS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)).filter(lambda each: each[0] != each[1]), max_size=12)


@given(PAIRS)
def test_of_those_that_hang_together_exactly_one_counts(pairs: list[tuple[int, int]]) -> None:
    heads = counted_as(pairs)
    members = {pk for pair in pairs for pk in pair}
    assert set(heads) <= members
    assert not set(heads) & set(heads.values())
    for one, two in pairs:
        assert heads.get(one, one) == heads.get(two, two)
    groups = {
        frozenset(pk for pk in members if heads.get(pk, pk) == head) for head in {heads.get(pk, pk) for pk in members}
    }
    assert len(groups) == len(members) - len(heads)


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_mutual_and_within_bounds(one: str, two: str) -> None:
    assert likeness(one, two) == likeness(two, one)
    assert 0 <= likeness(one, two) <= 100


def test_which_entry_counts_of_several() -> None:
    assert counted_as([]) == {}
    assert counted_as([(2, 1)]) == {1: 2}
    assert counted_as([(2, 1), (3, 2)]) == {1: 3, 2: 3}
    assert counted_as([(2, 3), (1, 3)]) == {2: 1, 3: 1}
    assert counted_as([(1, 2), (4, 3), (4, 1)]) == {1: 4, 2: 4, 3: 4}
    assert counted_as([(1, 2), (2, 1)]) == {2: 1}


def told(activity: Activity, actor: Any, **outputs: str) -> None:
    report_outputs(activity.pk, [Told(code, "", said) for code, said in outputs.items()], actor=actor, at=AFTER)


def twice(cast: Any) -> tuple[Activity, Activity, DoubleEntry]:
    """One consultation, entered by the province and by Wuhan, each with people, a partner and numbers; the pair that was found."""
    city, above = wuhan(cast), cast.actor("secretariat")
    found = []
    for actor, office, leaflets in ((above, "副市長", "200"), (city, "市長", "300")):
        row = planned(actor, cast.at.replace(month=2), kind="consultation", title="現場諮詢服務")
        activities.hold_activity(row.pk, actor=actor, at=AFTER)
        for who in (office, "秘書長"):
            given_ = Attendance("武漢市人民政府", "government", who, "county", "attended")
            people.enter_person(row.pk, given_, actor=actor, at=AFTER)
        partner = partners.invite_partner(row.pk, name="武漢市公安局", kind="department", actor=actor, at=AFTER)
        partners.promise(partner.pk, Contribution(1), actor=actor, at=AFTER)
        partners.deliver(partner.pk, Contribution(1), actor=actor, at=AFTER)
        told(row, actor, leaflets=leaflets)
        found.append(row)
    told(found[1], city, boards="9")
    while drain(AFTER):
        pass
    return found[0], found[1], DoubleEntry.objects.get()


def figures(actor: Any, **scope: str) -> dict[str, Any]:
    keys = (
        "held",
        "people",
        "leaders",
        "partners_came",
        "output.leaflets",
        "output.boards",
        "outputs_told",
        "undecided",
    )
    return {key: compute(f"activities.{key}", MARCH, Scope(**scope), actor).value for key in keys}


BOTH = {
    "held": 2,
    "people": 3,
    "leaders": 3,
    "partners_came": 2,
    "output.leaflets": 500,
    "output.boards": 9,
    "outputs_told": 2,
}
ONCE = {"held": 1, "people": 3, "leaders": 3, "partners_came": 1, "output.boards": 9, "outputs_told": 1, "undecided": 0}


def test_both_count_until_somebody_decides_and_once_from_then_on(cast: Any) -> None:
    mine, theirs, pair = twice(cast)
    actor, city = cast.actor("secretariat"), wuhan(cast)
    alone = {"held": 1, "people": 2, "leaders": 2, "partners_came": 1, "output.leaflets": 300, "output.boards": 9}
    assert figures(actor) == {**BOTH, "undecided": 1}
    assert figures(actor, region="4201") == {**alone, "outputs_told": 1, "undecided": 0}
    for kept, leaflets in ((mine, 200), (theirs, 300)):
        services.call_same(pair.pk, kept_id=kept.pk, actor=actor, at=AFTER)
        assert figures(actor) == figures(actor, region="42") == {**ONCE, "output.leaflets": leaflets}
        assert figures(actor, region="4201") == figures(city) == {**alone, "outputs_told": 1, "undecided": 0}
        for key in ("activities.by_form", "activities.by_council"):
            table = compute(key, MARCH, Scope(), actor)
            assert sum(line.value for _code, _label, line in table.lines) == 1
        fact = compute("activities.output.leaflets", MARCH, Scope(), actor)
        assert [row.activity_id for row in open_rows(fact.rows, actor)] == [kept.pk]
        services.take_back_decision(pair.pk, actor=actor, at=AFTER)
        assert figures(actor) == {**BOTH, "undecided": 1}
    services.call_different(pair.pk, actor=actor, at=AFTER)
    assert figures(actor) == {**BOTH, "undecided": 0}


def test_where_the_entry_that_counts_told_nothing_the_other_s_value_is_taken_and_nothing_is_missing(cast: Any) -> None:
    mine, _theirs, pair = twice(cast)
    actor = cast.actor("secretariat")
    missing = "activities.output.boards.missing"
    assert compute(missing, MARCH, Scope(), actor).value == 1
    services.call_same(pair.pk, kept_id=mine.pk, actor=actor, at=AFTER)
    assert compute(missing, MARCH, Scope(), actor).value == 0
    assert compute("activities.output.boards", MARCH, Scope(), actor).value == 9


def test_the_summary_says_what_is_undecided(cast: Any) -> None:
    _mine, _theirs, pair = twice(cast)
    actor = cast.actor("secretariat")
    with translation.override("zh-hant"):
        said = ["有1組活動疑似重複登記，尚未認定，目前均計入。"]
        assert undecided.faults(Reader(MARCH, Scope(), actor)) == said
        services.call_different(pair.pk, actor=actor, at=AFTER)
        assert undecided.faults(Reader(MARCH, Scope(), actor)) == []


def test_the_board_of_the_campaign_shows_what_is_undecided(cast: Any) -> None:
    _mine, _theirs, pair = twice(cast)
    actor, campaign = cast.actor("secretariat"), SimpleNamespace(first_day=MARCH.first, last_day=MARCH.last)
    (item,) = entered_twice(actor, campaign, MARCH.last) or ()
    assert (item.what, item.href, item.day) == (
        "現場諮詢服務", f"/console/activities/doubles/{pair.pk}/", BEGINS.date(),
    )  # fmt: skip
    services.call_different(pair.pk, actor=actor, at=AFTER)
    assert entered_twice(actor, campaign, MARCH.last) is None


def test_a_decision_is_written_with_who_and_when_and_can_be_taken_back(cast: Any) -> None:
    mine, theirs, pair = twice(cast)
    actor = cast.actor("secretariat")
    act: dict[str, Any] = {"actor": actor, "at": AFTER}
    with nothing_changes(), pytest.raises(InvalidInput):
        services.call_same(pair.pk, kept_id=0, **act)
    with nothing_changes(), pytest.raises(Conflict):
        services.take_back_decision(pair.pk, **act)
    with nothing_changes(), pytest.raises(Conflict):
        services.call_same(pair.pk, kept_id=mine.pk, version=9, **act)
    found = changes(lambda: services.call_same(pair.pk, kept_id=theirs.pk, version=1, **act))
    ((_how, row),) = found["activities.DoubleEntry"]
    row.pop("of")
    assert row == {
        "decision": "same", "kept_id": theirs.pk, "decided_by_id": actor.account_id, "decided_at": AFTER, "version": 2,
    }  # fmt: skip
    ((_how, moved),) = found["activities.Activity"]
    assert moved["same_as_id"] == theirs.pk
    ((_how, entry),) = found["core.AuditEntry"]
    assert (entry["event"], entry["data"]) == (
        "activities.called_same",
        {"first_id": mine.pk, "second_id": theirs.pk, "kept_id": theirs.pk},
    )
    for verb in (
        lambda: services.call_different(pair.pk, **act),
        lambda: services.call_same(pair.pk, kept_id=mine.pk, **act),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            verb()
    found = changes(lambda: services.take_back_decision(pair.pk, **act))
    ((_how, row),) = found["activities.DoubleEntry"]
    row.pop("of")
    assert row == {"decision": "", "kept_id": None, "decided_by_id": None, "decided_at": None, "version": 3}
    ((_how, entry),) = found["core.AuditEntry"]
    assert entry["data"] == {"first_id": mine.pk, "second_id": theirs.pk, "was": "same"}
    assert not Activity.objects.exclude(same_as=None).exists()
    found = changes(lambda: services.call_different(pair.pk, **act))
    ((_how, row),) = found["activities.DoubleEntry"]
    assert (row["decision"], row["decided_by_id"]) == ("different", actor.account_id)


def test_who_sees_both_decides_and_nobody_else(cast: Any) -> None:
    mine, _theirs, pair = twice(cast)
    city = wuhan(cast)
    assert not queries.visible_to(city).exists()
    with nothing_changes(), pytest.raises(NotFound):
        services.call_different(pair.pk, actor=city, at=AFTER)
    analyst = cast.actor("analyst")
    assert queries.get_pair(analyst, pair.pk) == pair
    with nothing_changes(), pytest.raises(NotAllowed):
        services.call_same(pair.pk, kept_id=mine.pk, actor=analyst, at=AFTER)


def test_a_pair_follows_what_is_changed(cast: Any) -> None:
    actor = cast.actor("secretariat")
    first, second = (planned(actor, cast.at.replace(month=2), title="現場諮詢") for _n in (1, 2))
    assert services.look_at(first.pk, AFTER) == services.look_at(second.pk, AFTER) == 1
    pair = DoubleEntry.objects.get()
    assert (pair.first, pair.second, pair.why, pair.noted_at) == (first, second, "place venue title form", AFTER)
    Activity.objects.filter(pk=second.pk).update(title="新聞發佈會")
    assert services.look_at(second.pk, AFTER) == 0
    assert not DoubleEntry.objects.exists()
    Activity.objects.filter(pk=second.pk).update(title="現場諮詢")
    assert handlers.look_for_all_pairs(AFTER) == 2
    activities.cancel_activity(second.pk, reason="重複", actor=actor, at=BEGINS - timedelta(days=1))
    while drain(AFTER):
        pass
    assert not DoubleEntry.objects.exists()
    assert services.look_at(0, AFTER) == 0


@pytest.mark.parametrize("changed", [0, 1])
def test_looking_at_one_activity_leaves_the_pairs_of_others(cast: Any, changed: int) -> None:
    actor = cast.actor("secretariat")
    pair = [planned(actor, cast.at.replace(month=2), title="現場諮詢") for _n in (1, 2)]
    others = [planned(actor, cast.at.replace(month=4), title="新聞發佈會") for _n in (1, 2)]
    for each in (pair[0], others[0]):
        assert services.look_at(each.pk, AFTER) == 1
    Activity.objects.filter(pk=pair[changed].pk).update(title="參觀企業")
    assert services.look_at(pair[changed].pk, AFTER) == 0
    (left,) = DoubleEntry.objects.all()
    assert (left.first, left.second) == (others[0], others[1])


def test_what_was_decided_stays_when_it_looks_different_later(cast: Any) -> None:
    mine, theirs, pair = twice(cast)
    services.call_same(pair.pk, kept_id=mine.pk, actor=cast.actor("secretariat"), at=AFTER)
    Activity.objects.filter(pk=theirs.pk).update(title="新聞發佈會")
    assert services.look_at(theirs.pk, AFTER) == 0
    assert DoubleEntry.objects.get().decision == "same"
    Activity.objects.filter(pk=theirs.pk).update(same_as=None)
    assert services.settle() == 1
    assert services.settle() == 0


def test_the_pages_show_the_pair_its_reason_and_the_decision(cast: Any) -> None:
    mine, theirs, pair = twice(cast)
    client = browser(cast)
    to = f"/console/activities/doubles/{pair.pk}/"
    seen = words(client.get("/console/activities/doubles/?state=open").content.decode())
    for why_ in ("同一地點", "同一場所", "名稱相近", "形式相同"):
        assert why_ in seen
    assert "現場諮詢服務" in words(client.get(to).content.decode())
    assert client.post(f"{to}same/{theirs.pk}/", {"version": "1"})["Location"] == to
    assert "採用武漢市消費者協會的登記" not in words(client.get(to).content.decode())
    assert "武漢市消費者協會" in words(client.get(f"/console/activities/{mine.pk}/").content.decode())
    assert "重複登記" in words(client.get(f"/console/activities/{mine.pk}/").content.decode())
    assert pair.pk not in [each.pk for each in queries.listed(cast.actor("secretariat"), {"state": "open"})]
    client.post(f"{to}undo/", {"version": "2"})
    client.post(f"{to}different/", {"version": "3"})
    assert DoubleEntry.objects.get().decision == "different"
    for day, n in ((MARCH.first, 1), (date(2026, 3, 10), 1), (date(2026, 3, 11), 0)):
        assert queries.listed(cast.actor("secretariat"), {"first": day}).count() == n
    for day, n in ((date(2026, 3, 9), 0), (date(2026, 3, 10), 1)):
        assert queries.listed(cast.actor("secretariat"), {"last": day, "q": "現場"}).count() == n
    assert client.get("/console/activities/doubles/0/").status_code == 404
