"""Partners of an activity: who may note what, in which state, what each verb writes, and what the pages show. All expectations are by hand."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from open315.activities import services as activities
from open315.activities.models import Activity, Partner
from open315.activities.partners import queries, services
from open315.activities.partners.drawing import contribution_words
from open315.activities.partners.rules import faults
from open315.activities.partners.types import Contribution
from open315.activities.tests.making import PLAN, invited, planned
from open315.activities.tests.test_show_activities import browser, words
from open315.activities.tests.test_use_the_verbs import people, table
from open315.core.access import Actor
from open315.core.clock import SHANGHAI
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
BEGUN = PLAN.starts_at
EVENING = datetime(2026, 3, 10, 18, 0, tzinfo=SHANGHAI)
GIVEN = Contribution(3, 1, " 宣傳冊 ", 50_050)
STATES = """
# The state afterwards, once the activity has begun; "no" is Conflict: not at this moment; "unseen" NotFound.
verb      invited    promised   declined   delivered  missing    taken_out
promise   promised   promised   promised   no         no         unseen
decline   declined   declined   no         no         no         unseen
deliver   delivered  delivered  delivered  delivered  delivered  unseen
miss      no         missing    no         missing    no         unseen
take_out  taken_out  taken_out  taken_out  taken_out  taken_out  unseen
"""
ROLES = """
# yes · no: NotAllowed, whosever it is · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb          province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
invite_own    yes       unseen  unseen    no       no             no      no       no       no      no
invite_below  yes       yes     unseen    no       no             no      no       no       no      no
promise_own   yes       unseen  unseen    no       no             no      no       no       no      no
deliver_below yes       yes     unseen    no       no             no      no       no       no      no
read_own      yes       unseen  unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
read_below    yes       yes     unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
"""


def use(verb: str, partner: Partner, actor: Actor, at: Any = EVENING) -> Any:
    who: dict[str, Any] = {"actor": actor, "at": at}
    if verb == "read":
        return queries.get_partner(actor, partner.pk)
    if verb == "invite":
        return services.invite_partner(partner.activity_id, name="律師協會", kind="lawyers", **who)
    if verb in {"promise", "deliver"}:
        return getattr(services, verb)(partner.pk, GIVEN, **who)
    return getattr(services, verb)(partner.pk, reason=" 另有任務 ", **who)


def test_each_verb_leads_where_the_table_says_and_nowhere_else(cast: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    for (verb, state), after in table(STATES).items():
        Partner.objects.filter(pk=partner.pk).update(state=state)
        if after in {"no", "unseen"}:
            with nothing_changes(), pytest.raises(Conflict if after == "no" else NotFound):
                use(verb, partner, actor)
        else:
            with undone():
                assert use(verb, partner, actor).state == after, (verb, state)


def test_each_verb_is_open_to_those_of_the_table_and_changes_nothing_for_others(cast: Any) -> None:
    everybody = people(cast)
    things = {"own": invited(everybody["province"], cast.at), "below": invited(everybody["wuhan"], cast.at)}
    refused = {"no": NotAllowed, "unseen": NotFound}
    for (name, who), expected in table(ROLES).items():
        verb, _sep, whose = name.partition("_")
        if expected == "yes":
            with undone():
                assert use(verb, things[whose], everybody[who]).pk, (name, who)
            continue
        with nothing_changes(), pytest.raises(refused[expected]):
            use(verb, things[whose], everybody[who])


def test_inviting_writes_the_partner_tied_to_a_body_of_ours_and_its_trail(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    market = cast.bodies["market"]
    found = changes(
        lambda: services.invite_partner(
            activity.pk, name=f" {market.name} ", kind="department", actor=actor, at=cast.at
        )
    )
    ((how, row),) = found["activities.Partner"]
    assert how == "+"
    assert {name: value for name, value in row.items() if name != "id"} == {
        "activity_id": activity.pk, "name": market.name, "organisation_id": market.pk, "kind": "department", "state": "invited",
        "resume_state": "", "reason": "", "promised_staff": None, "promised_stalls": None, "promised_materials": "",
        "promised_cents": None, "delivered_staff": None, "delivered_stalls": None, "delivered_materials": "",
        "delivered_cents": None, "version": 1, "created_at": cast.at,
    }  # fmt: skip
    said = {"activity_id": activity.pk, "state": "invited", "kind": "department"}
    province = cast.bodies["province"].pk
    in_the_audit_log(
        found, cast, "secretariat", province, "activities.partner_invited", ("partner", str(row["id"])), said
    )


@pytest.mark.parametrize(
    ("name", "kind", "field", "sentence"),
    [
        ("  ", "department", "name", "請填寫單位名稱。"),
        ("局" * 121, "department", "name", "單位名稱最多120個字。"),
        ("湖北省公安廳", "department", "name", "該單位已經登記。"),
        ("律師協會", "guild", "kind", "請從列表中選擇單位類別。"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_at_its_field(
    cast: Any, name: str, kind: str, field: str, sentence: str
) -> None:
    actor = cast.actor("secretariat")
    activity = invited(actor, cast.at).activity
    with nothing_changes(), pytest.raises(InvalidInput) as refused, translation.override("zh-hant"):
        services.invite_partner(activity.pk, name=name, kind=kind, actor=actor, at=cast.at)
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, sentence)
    assert services.invite_partner(activity.pk, name="局" * 120, kind="other", actor=actor, at=cast.at).pk


def test_to_a_cancelled_activity_nobody_is_invited(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, cast.at)
    activities.cancel_activity(activity.pk, reason="雨", actor=actor, at=cast.at)
    with nothing_changes(), pytest.raises(Conflict, match="活動已取消，不能再邀請單位。"):
        services.invite_partner(activity.pk, name="某局", kind="department", actor=actor, at=cast.at)


def test_what_was_promised_and_delivered_is_kept_side_by_side(cast: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    services.promise(partner.pk, GIVEN, actor=actor, at=cast.at)
    services.deliver(partner.pk, Contribution(2, None, "展架", 0), actor=actor, at=EVENING)
    row = Partner.objects.get()
    assert (row.promised_staff, row.promised_stalls, row.promised_materials, row.promised_cents) == (
        3,
        1,
        "宣傳冊",
        50_050,
    )
    assert (row.delivered_staff, row.delivered_stalls, row.delivered_materials, row.delivered_cents) == (
        2,
        None,
        "展架",
        0,
    )
    assert (row.state, row.version) == ("delivered", 3)


def test_the_numbers_of_a_promise_stand_in_the_audit_log_and_its_words_do_not(cast: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    found = changes(lambda: services.promise(partner.pk, GIVEN, actor=actor, at=cast.at))
    said = {"activity_id": partner.activity_id, "state": "promised", "staff": 3, "stalls": 1, "cents": 50_050}
    province = cast.bodies["province"].pk
    in_the_audit_log(
        found, cast, "secretariat", province, "activities.partner_promised", ("partner", str(partner.pk)), said
    )


def test_who_did_not_come_after_all_loses_what_was_noted_as_delivered_and_keeps_the_promise(cast: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    services.promise(partner.pk, GIVEN, actor=actor, at=cast.at)
    services.deliver(partner.pk, GIVEN, actor=actor, at=EVENING)
    row = services.miss(partner.pk, reason=" 另有任務 ", actor=actor, at=EVENING)
    row.refresh_from_db()
    assert (row.delivered_staff, row.delivered_stalls, row.delivered_materials, row.delivered_cents) == (
        None,
        None,
        "",
        None,
    )
    assert (row.promised_staff, row.promised_materials, row.reason) == (3, "宣傳冊", "另有任務")
    services.deliver(partner.pk, GIVEN, actor=actor, at=EVENING)
    row.refresh_from_db()
    assert (row.delivered_staff, row.reason) == (3, "")


@pytest.mark.parametrize("verb", ["deliver", "miss"])
def test_before_it_has_begun_nobody_can_have_come(cast: Any, verb: str) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, BEGUN - timedelta(days=30))
    services.promise(partner.pk, GIVEN, actor=actor, at=BEGUN - timedelta(days=2))
    with nothing_changes(), pytest.raises(Conflict) as refused:
        use(verb, partner, actor, at=BEGUN - timedelta(seconds=1))
    with translation.override("zh-hant"):
        assert str(refused.value.message) == "活動尚未開始。開始以後才能登記到位情況。"
    assert use(verb, partner, actor, at=BEGUN).state in {"delivered", "missing"}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (Contribution(), []),
        (Contribution(0, 0, "", 0), []),
        (Contribution(10_000, 1_000, "字" * 200, 100_000_000_000), []),
        (Contribution(10_001), [("staff", "out_of_range")]),
        (Contribution(-1), [("staff", "out_of_range")]),
        (Contribution(None, 1_001), [("stalls", "out_of_range")]),
        (Contribution(None, None, "", 100_000_000_001), [("money", "out_of_range")]),
        (Contribution(None, None, "", -1), [("money", "out_of_range")]),
        (Contribution(None, None, "字" * 201), [("materials", "too_long")]),
    ],
)
def test_a_contribution_is_bounded(given: Contribution, found: list[tuple[str, str]]) -> None:
    assert list(faults(given)) == found


@pytest.mark.parametrize("verb", [services.promise, services.deliver])
def test_an_impossible_contribution_changes_nothing(cast: Any, verb: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        verb(partner.pk, Contribution(10_001), actor=actor, at=EVENING)
    assert refused.value.field == "staff"


@pytest.mark.parametrize("verb", ["promise", "decline", "deliver", "miss", "take_out"])
def test_a_form_that_is_older_than_the_partner_is_refused(cast: Any, verb: str) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    services.promise(partner.pk, Contribution(1), actor=actor, at=cast.at)
    more: dict[str, Any] = {"given": GIVEN} if verb in {"promise", "deliver"} else {"reason": ""}
    with nothing_changes(), pytest.raises(Conflict) as refused:
        getattr(services, verb)(partner.pk, **more, actor=actor, at=EVENING, version=1)
    with translation.override("zh-hant"):
        assert str(refused.value.message) == "其間已有他人修改了這個參與單位，請重新查看後再修改。"
    assert getattr(services, verb)(partner.pk, **more, actor=actor, at=EVENING, version=2).version == 3


def test_who_was_taken_out_is_shown_nowhere_and_can_be_entered_anew(cast: Any) -> None:
    actor = cast.actor("secretariat")
    partner = invited(actor, cast.at)
    services.take_out(partner.pk, reason="", actor=actor, at=cast.at)
    assert list(queries.listed(actor, {})) == []
    assert queries.of_activity(partner.activity) == []
    with pytest.raises(NotFound):
        queries.get_partner(actor, partner.pk)
    again = services.invite_partner(partner.activity_id, name=partner.name, kind="department", actor=actor, at=cast.at)
    assert list(queries.listed(actor, {})) == [again]


def test_promised_and_not_delivered_are_those_that_did_not_come_and_those_of_whom_nobody_said_anything(
    cast: Any,
) -> None:
    actor = cast.actor("secretariat")
    made: dict[str, Partner] = {}
    for name in ("delivered", "missing", "silent", "only invited", "of a cancelled one", "to come"):
        later = {"starts_at": EVENING, "ends_at": EVENING} if name == "to come" else {}
        made[name] = invited(actor, cast.at if not later else BEGUN, name=name, **later)
        if name != "only invited":
            services.promise(made[name].pk, GIVEN, actor=actor, at=cast.at)
    services.deliver(made["delivered"].pk, GIVEN, actor=actor, at=EVENING)
    services.miss(made["missing"].pk, reason="", actor=actor, at=EVENING)
    Activity.objects.filter(pk=made["of a cancelled one"].activity_id).update(state="cancelled")
    with time_machine.travel(EVENING - timedelta(seconds=1), tick=False):
        names = {each.name for each in queries.listed(actor, {"only": "undelivered"})}
    assert names == {"missing", "silent"}
    with time_machine.travel(EVENING, tick=False):
        names = {each.name for each in queries.listed(actor, {"only": "undelivered"})}
    assert names == {"missing", "silent", "to come"}


def test_the_list_is_narrowed_by_kind_state_words_council_and_days(cast: Any) -> None:
    everybody = people(cast)
    first = invited(everybody["province"], cast.at, name="甲局", title="座談")
    other = invited(
        everybody["wuhan"], cast.at, name="乙律所", kind="lawyers", title="諮詢",
        starts_at=BEGUN + timedelta(days=1), ends_at=BEGUN + timedelta(days=1),
    )  # fmt: skip
    services.promise(other.pk, GIVEN, actor=everybody["wuhan"], at=cast.at)
    day = BEGUN.astimezone(SHANGHAI).date()
    for wanted, expected in (
        ({}, {first, other}),
        ({"kind": "lawyers"}, {other}),
        ({"state": "invited"}, {first}),
        ({"q": "律所"}, {other}),
        ({"q": "座談"}, {first}),
        ({"council": cast.bodies["wuhan"].pk}, {other}),
        ({"first": day + timedelta(days=1)}, {other}),
        ({"last": day}, {first}),
    ):
        assert set(queries.listed(everybody["province"], wanted)) == expected, wanted


@pytest.mark.parametrize(
    ("given", "chinese", "english"),
    [
        ((None, None, "", None), "", ""),
        ((1, 1, "", None), "1人、1個攤位", "1 person, 1 stall"),
        ((3, 2, "宣傳冊", 50_050), "3人、2個攤位、¥500.50、宣傳冊", "3 people, 2 stalls, ¥500.50, 宣傳冊"),
        ((0, None, "", 0), "0人、¥0", "0 people, ¥0"),
    ],
)
def test_a_contribution_is_said_in_words(given: Any, chinese: str, english: str) -> None:
    with translation.override("zh-hant"):
        assert contribution_words(*given) == chinese
    with translation.override("en"):
        assert contribution_words(*given) == english


def test_the_evening_of_a_secretary_from_the_page_of_the_activity_to_what_came(cast: Any) -> None:
    """She enters a department, notes its promise, and in the evening finds the promise offered as what came."""
    client = browser(cast)
    activity = planned(cast.actor("secretariat"), cast.at)
    here = f"/console/activities/{activity.pk}/"
    assert "尚未邀請任何單位" in client.get(here).content.decode()
    assert client.post(f"{here}invite/", {"name": "湖北省公安廳", "kind": "department"}).url == here
    partner = Partner.objects.get()
    one = f"/console/activities/partners/{partner.pk}/"
    assert one in client.get(here).content.decode()
    promised = {"staff": "3", "stalls": "1", "money": "500.5", "materials": "宣傳冊", "version": "1"}
    with time_machine.travel(BEGUN - timedelta(days=1), tick=False):
        page = client.get(one).content.decode()
        assert "活動開始後" in page
        assert f"{one}deliver/" not in page
        assert client.post(f"{one}promise/", promised).url == one
        assert client.get("/console/activities/partners/?only=undelivered").content.decode().count("湖北省公安廳") == 0
    with time_machine.travel(EVENING, tick=False):
        assert "湖北省公安廳" in client.get("/console/activities/partners/?only=undelivered").content.decode()
        form = client.get(f"{one}deliver/").context["form"]
        assert form.initial == {"staff": 3, "stalls": 1, "money": 500.5, "materials": "宣傳冊"}
        stale = client.post(f"{one}deliver/", promised)
        assert (stale.status_code, stale.context["form"]["materials"].value()) == (409, "宣傳冊")
        assert client.post(f"{one}deliver/", {**promised, "staff": "2", "version": "2"}).url == one
        page = words(client.get(one).content.decode())
    assert "3人、1個攤位、¥500.50、宣傳冊" in page
    assert "2人、1個攤位、¥500.50、宣傳冊" in page
    file = client.get("/console/activities/partners/export/?format=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig") if file.streaming else file.content.decode("utf-8-sig")
    assert "湖北省公安廳" in text
    assert "500.50" in text


@pytest.mark.parametrize(
    ("verb", "state", "before"), [("decline", "declined", "invited"), ("miss", "missing", "promised")]
)
def test_a_button_notes_that_a_partner_declined_or_did_not_come(cast: Any, verb: str, state: str, before: str) -> None:
    client = browser(cast)
    partner = invited(cast.actor("secretariat"), cast.at)
    Partner.objects.update(state=before)
    one = f"/console/activities/partners/{partner.pk}/"
    with time_machine.travel(EVENING, tick=False):
        assert client.post(f"{one}{verb}/", {"reason": "另有任務", "version": "1"}).url == one
        assert "另有任務" in client.get(one).content.decode()
    partner.refresh_from_db()
    assert (partner.state, partner.reason) == (state, "另有任務")


def test_taking_out_leads_back_to_the_activity(cast: Any) -> None:
    client = browser(cast)
    partner = invited(cast.actor("secretariat"), cast.at)
    one = f"/console/activities/partners/{partner.pk}/"
    answer = client.post(f"{one}take-out/", {"reason": "寫錯了", "version": "1"})
    assert answer.url == f"/console/activities/{partner.activity_id}/"
    assert client.get(one).status_code == 404


def test_who_only_reads_sees_no_step_of_a_partner(cast: Any) -> None:
    partner = invited(cast.actor("secretariat"), cast.at)
    one = f"/console/activities/partners/{partner.pk}/"
    reader = browser(cast, "analyst").get(one).content.decode()
    own = browser(cast).get(one).content.decode()
    for step in ("/promise/", "/decline/", "/take-out/"):
        assert (step in own, step in reader) == (True, False), step
    assert (
        "/invite/" not in browser(cast, "analyst").get(f"/console/activities/{partner.activity_id}/").content.decode()
    )
