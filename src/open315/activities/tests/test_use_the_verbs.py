"""The verbs of an activity: for whom, in which state, and everything each of them writes. All expectations are by hand."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from open315.activities import queries, services
from open315.activities.models import Activity, Host
from open315.activities.tests.making import PLAN, plan, planned
from open315.core import verbs
from open315.core.access import ANONYMOUS, SYSTEM, Actor
from open315.core.errors import Conflict, NotAllowed, NotFound
from open315.org.models import RoleGrant
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
BEGUN = PLAN.starts_at
STATES = """
# The state afterwards; "no" is Conflict: not at this moment. By the province's secretariat, when the activity has begun.
verb      planned    held     cancelled
change    planned    held     no
postpone  planned    no       no
cancel    cancelled  no       no
hold      held       no       no
take_up   no         planned  planned
"""
ROLES = """
# yes · no: NotAllowed, whosever it is · unseen: NotFound. "own" is the province's, "below" Wuhan's, which the province sees.
verb           province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor  system
plan           yes       yes     yes       no       no             no      no       no       no      no       no
change_own     yes       unseen  unseen    no       no             no      no       no       no      no       unseen
change_below   yes       yes     unseen    no       no             no      no       no       no      no       unseen
hold_own       yes       unseen  unseen    no       no             no      no       no       no      no       unseen
read_own       yes       unseen  unseen    yes      yes            unseen  unseen   unseen   unseen  unseen   unseen
read_below     yes       yes     unseen    yes      yes            unseen  unseen   unseen   unseen  unseen   unseen
"""
SAID = {NotAllowed: "no", NotFound: "unseen"}


def table(text: str) -> dict[tuple[str, str], str]:
    (_name, *heads), *lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {(verb, head): value for verb, *values in lines for head, value in zip(heads, values, strict=True)}


def people(cast: Any) -> dict[str, Actor]:
    """Everybody of the table; two officers become the secretariats of their cities."""
    for who, body in (("second_officer", "wuhan"), ("huangshi_officer", "huangshi")):
        grant = RoleGrant.objects.get(account=cast.accounts[who])
        grant.organisation, grant.role = cast.bodies[body], "secretariat"
        grant.save()
    return {who: cast.actor(who) for who in ("analyst", "administrator", "clerk", "officer", "nobody")} | {
        "province": cast.actor("secretariat"),
        "wuhan": cast.actor("second_officer"),
        "huangshi": cast.actor("huangshi_officer"),
        "liaison": cast.actor("market_liaison"),
        "visitor": ANONYMOUS,
        "system": SYSTEM,
    }


def use(verb: str, activity: Activity, actor: Actor, at: Any = BEGUN) -> Activity:
    later = {"starts_at": BEGUN + timedelta(days=2), "ends_at": BEGUN + timedelta(days=2)}
    given: dict[str, Any] = {"actor": actor, "at": at}
    ways: dict[str, Callable[[], Activity]] = {
        "plan": lambda: services.plan_activity(PLAN, **given),
        "change": lambda: services.change_activity(activity.pk, plan(title="改名"), **given),
        "postpone": lambda: services.postpone_activity(activity.pk, **later, reason="雨", **given),
        "cancel": lambda: services.cancel_activity(activity.pk, reason="雨", **given),
        "hold": lambda: services.hold_activity(activity.pk, **given),
        "take_up": lambda: services.take_up_activity(activity.pk, reason="寫錯了", **given),
        "read": lambda: queries.get_activity(actor, activity.pk),
    }
    return ways[verb]()


def test_each_verb_leads_where_the_table_says_and_nowhere_else(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    for (verb, state), after in table(STATES).items():
        Activity.objects.filter(pk=activity.pk).update(state=state)
        if after == "no":
            with nothing_changes(), pytest.raises(Conflict) as refusal:
                use(verb, activity, actor)
            with translation.override("zh-hant"):
                assert str(refusal.value.message) == "活動已舉辦或已取消，不能再這樣做。", (verb, state)
        else:
            with undone():
                assert use(verb, activity, actor).state == after, (verb, state)


def test_each_verb_is_open_to_those_of_the_table_and_changes_nothing_for_others(cast: Any) -> None:
    everybody = people(cast)
    things = {"own": planned(everybody["province"], cast.at), "below": planned(everybody["wuhan"], cast.at)}
    for (words, who), expected in table(ROLES).items():
        verb, _sep, whose = words.partition("_")
        activity = things[whose or "own"]
        if expected == "yes":
            with undone():
                assert use(verb, activity, everybody[who]).pk, (words, who)
            continue
        with nothing_changes(), pytest.raises((NotAllowed, NotFound)) as refusal:
            use(verb, activity, everybody[who])
        assert SAID[type(refusal.value)] == expected, (words, who)


@pytest.mark.parametrize("verb", ["change", "postpone", "cancel", "hold"])
def test_a_form_that_is_older_than_the_activity_is_refused(cast: Any, verb: str) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    services.change_activity(activity.pk, plan(note="二"), actor=actor, at=cast.at, version=1)
    later = {"starts_at": BEGUN, "ends_at": BEGUN} if verb == "postpone" else {}
    more: dict[str, Any] = {"plan": PLAN} if verb == "change" else later
    more |= {"reason": "雨"} if verb in {"postpone", "cancel"} else {}
    function = getattr(services, f"{verb}_activity")
    for version in (1, 3):
        with nothing_changes(), pytest.raises(Conflict) as refusal:
            function(activity.pk, **more, actor=actor, at=BEGUN, version=version)
        with translation.override("zh-hant"):
            assert str(refusal.value.message) == "其間已有他人修改了這項活動，請重新查看後再修改。"
    assert function(activity.pk, **more, actor=actor, at=BEGUN, version=2).version == 3


def test_planning_writes_the_activity_its_hosts_and_its_trail(cast: Any) -> None:
    actor, province = cast.actor("secretariat"), cast.bodies["province"].pk
    found = changes(lambda: services.plan_activity(PLAN, actor=actor, at=cast.at))
    ((how, row),) = found["activities.Activity"]
    assert how == "+"
    assert {name: value for name, value in row.items() if name != "id"} == {
        "council_id": province, "measure_id": None, "same_as_id": None, "kind": "seminar", "title": "年主題座談會", "title_in": {"en": "Seminar on the theme"},
        "starts_at": PLAN.starts_at, "ends_at": PLAN.ends_at, "region_id": "420106", "venue": "禮堂", "state": "planned",
        "resume_state": "", "reason": "", "note": "帶證件", "version": 1, "created_at": cast.at,
    }  # fmt: skip
    assert [(host["place"], host["name"], host["organisation_id"]) for _how, host in found["activities.Host"]] == [
        (1, "湖北省消費者委員會", province),
        (2, "某雜誌社", None),
    ]
    thing, data = ("activity", str(row["id"])), {"kind": "seminar", "starts_at": "2026-03-10T09:00:00+08:00"}
    in_the_audit_log(
        found, cast, "secretariat", province, "activities.planned", thing, {"council_id": province, "state": "planned", **data}
    )  # fmt: skip
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == (
        "activities.planned",
        {"activity_id": row["id"], "council_id": province, "actor": actor.account_id},
    )


def test_changing_writes_every_field_and_the_hosts_anew(cast: Any) -> None:
    actor = cast.actor("secretariat")
    pk = planned(actor, cast.at).pk
    other = plan(
        kind="press", title=" 發佈會 ", starts_at=BEGUN + timedelta(days=1), ends_at=BEGUN + timedelta(days=2), region_code="420102",
        venue=" 發佈廳 ", hosts=("丙社",), note=" 無 ", title_in={"en": "Press"},
    )  # fmt: skip
    services.change_activity(pk, other, actor=actor, at=cast.at)
    row = Activity.objects.get(pk=pk)
    assert (row.kind, row.title, row.title_in.en, row.venue, row.note, row.region_id, row.version) == (
        "press", "發佈會", "Press", "發佈廳", "無", "420102", 2,
    )  # fmt: skip
    assert (row.starts_at, row.ends_at) == (BEGUN + timedelta(days=1), BEGUN + timedelta(days=2))
    assert list(Host.objects.values_list("activity_id", "place", "name")) == [(pk, 1, "丙社")]


@pytest.mark.parametrize(
    ("verb", "event", "written", "said"),
    [
        (
            "postpone", "activities.postponed",
            {"starts_at": BEGUN + timedelta(days=2), "ends_at": BEGUN + timedelta(days=2), "reason": "雨"},
            {"state": "planned", "before": "2026-03-10T01:00:00+00:00", "starts_at": "2026-03-12T09:00:00+08:00", "reason": "雨"},
        ),
        ("cancel", "activities.cancelled", {"state": "cancelled", "reason": "雨"}, {"state": "cancelled", "reason": "雨"}),
        ("hold", "activities.held", {"state": "held"}, {"state": "held"}),
    ],
)  # fmt: skip
def test_a_step_writes_what_it_says_and_its_trail(
    cast: Any, verb: str, event: str, written: dict[str, Any], said: dict[str, Any]
) -> None:
    actor, province = cast.actor("secretariat"), cast.bodies["province"].pk
    activity = planned(actor, cast.at)
    found = changes(lambda: use(verb, activity, actor, cast.at))
    ((how, row),) = found["activities.Activity"]
    assert (how, {name: value for name, value in row.items() if name != "of"}) == ("~", {**written, "version": 2})
    thing = ("activity", str(activity.pk))
    in_the_audit_log(found, cast, "secretariat", province, event, thing, {"council_id": province, **said})
    ((_how, sent),) = found["core.OutboxEvent"]
    assert (sent["name"], sent["payload"]) == (
        event, {"activity_id": activity.pk, "council_id": province, "actor": actor.account_id},
    )  # fmt: skip


def test_a_long_reason_is_kept_as_far_as_there_is_room(cast: Any) -> None:
    actor = cast.actor("secretariat")
    pk = planned(actor, cast.at).pk
    assert services.cancel_activity(pk, reason="雨" * 201, actor=actor, at=cast.at).reason == "雨" * 200


def test_the_verbs_of_the_room_are_these() -> None:
    assert {str(verb) for verb in verbs.of_room("activities")} == {
        f"activities.{name}"
        for name in (
            *("plan", "change", "postpone", "cancel", "hold", "take_up", "report"),
            *("enter_person", "enter_people", "enter_list", "correct_person", "take_out_person", "unite", "part"),
            *("call_same", "call_different", "take_back_likeness"),
            *("decide_what_is_told", "move_what_is_told", "put_under_heading", "set_telling_rule"),
            *("keep_proofs", "change_proof", "remove_proof"),
            *("note_arrival", "take_back_arrival"),
            *("make_feed", "revoke_feed"),
            *("invite_partner", "promise", "decline", "deliver", "miss", "take_out"),
        )
    }
