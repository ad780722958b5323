"""Who took part: what is entered, by whom, what a pasted list says, who is one person, and who counts as a leader. All expectations are by hand."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from open315.activities import services as activities
from open315.activities.models import Participation, Person
from open315.activities.partners import services as partners
from open315.activities.partners.types import Contribution
from open315.activities.people import queries, services
from open315.activities.people.types import Attendance
from open315.activities.tests.making import LEADER, PLAN, came, held, planned
from open315.activities.tests.test_show_activities import NOW, browser, words
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.activities.tests.test_use_the_verbs import table
from open315.campaigns import services as campaigns
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.facts import Period, Scope, figure, open_rows
from open315.org.codes import leading_ranks
from open315.summaries.documents import campaign_summary
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db
BEGUN = PLAN.starts_at
MARCH = Period(BEGUN.date().replace(day=1), BEGUN.date().replace(day=31))
ROLES = """
# yes · no: NotAllowed · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb         province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
enter_own    yes       unseen  unseen    no       no             no      no       no       no      no
enter_below  yes       yes     unseen    no       no             no      no       no       no      no
paste_own    yes       unseen  unseen    no       no             no      no       no       no      no
drop_below   yes       yes     unseen    no       no             no      no       no       no      no
unite_own    yes       unseen  unseen    no       no             no      no       no       no      no
part_below   yes       yes     unseen    no       no             no      no       no       no      no
read_own     yes       unseen  unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
read_below   yes       yes     unseen    yes      yes            unseen  unseen   unseen   unseen  unseen
"""


def other(**changed: Any) -> Attendance:
    told = {
        "body": "武漢市政協",
        "body_kind": "cppcc",
        "office": "副主席",
        "rank": "department_deputy",
        "role": "attended",
    }
    return Attendance(**{**told, **changed})


def counted(cast: Any, key: str, who: str = "secretariat", **scope: str) -> Any:
    fact = figure(key, MARCH, Scope(**scope), cast.actor(who))
    assert open_rows(fact.rows, cast.actor(who)).count() == fact.value
    return fact.value


def test_entering_writes_the_person_the_entry_and_its_trail(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    found = changes(lambda: services.enter_person(activity.pk, other(body=" 武漢市政協 "), actor=actor, at=cast.at))
    ((_plus, person),) = found["activities.Person"]
    ((_plus, entry),) = found["activities.Participation"]
    assert {name: value for name, value in person.items() if name != "id"} == {
        "body": "武漢市政協", "body_kind": "cppcc", "office": "副主席", "known_as": "武汉市政协|副主席", "same_as_id": None, "version": 1, "created_at": cast.at,
    }  # fmt: skip
    assert {name: value for name, value in entry.items() if name != "id"} == {
        "activity_id": activity.pk, "person_id": person["id"], "role": "attended", "rank": "department_deputy", "is_guest": False,
        "created_at": cast.at,
    }  # fmt: skip
    said = {"activity_id": activity.pk, "person_id": person["id"], "role": "attended", "rank": "department_deputy"}
    province = cast.bodies["province"].pk
    thing = ("participation", str(entry["id"]))
    in_the_audit_log(found, cast, "secretariat", province, "activities.person_entered", thing, said)


def test_each_verb_is_open_to_those_of_the_table_and_changes_nothing_for_others(cast: Any) -> None:
    everybody = everybody_of(cast)
    things: dict[str, tuple[Participation, Participation]] = {}
    for whose, who in (("own", "province"), ("below", "wuhan")):
        first = came(everybody[who], cast.at, other(body=f"{whose}甲"))
        second = came(everybody[who], cast.at, other(body=f"{whose}乙"))
        things[whose] = (first, second)
    services.unite(
        things["below"][0].person_id, with_id=things["below"][1].person_id, actor=everybody["wuhan"], at=cast.at
    )
    refused = {"no": NotAllowed, "unseen": NotFound}
    for (name, who), expected in table(ROLES).items():
        verb, _sep, whose = name.partition("_")
        entry, second = things[whose]
        to: dict[str, Any] = {"actor": everybody[who], "at": cast.at}
        ways: dict[str, Any] = {
            "enter": lambda e=entry, t=to: services.enter_person(e.activity_id, LEADER, **t),
            "paste": lambda e=entry, t=to: services.enter_people(
                e.activity_id, "甲局,department,科長,,", role="attended", **t
            ),
            "drop": lambda e=entry, t=to: services.take_out_person(e.pk, **t),
            "unite": lambda e=entry, s=second, t=to: services.unite(e.person_id, with_id=s.person_id, **t),
            "part": lambda e=entry, t=to: services.part(e.person_id, **t),
            "read": lambda e=entry, t=to: queries.get_person(t["actor"], e.person_id),
        }
        if expected == "yes":
            with undone():
                ways[verb]()
            continue
        with nothing_changes(), pytest.raises(refused[expected]):
            ways[verb]()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"body": " "}, "body", "請填寫所在單位。"),
        ({"office": ""}, "office", "請填寫當日所任職務。"),
        ({"body": "局" * 121}, "body", "單位或職務最多120個字。"),
        ({"office": "長" * 121}, "office", "單位或職務最多120個字。"),
        ({"body_kind": "army"}, "body_kind", "請從列表中選擇單位類別。"),
        ({"rank": "一級巡視員"}, "rank", "請從列表中選擇級別；職級不算領導職務的級別。"),
        ({"role": "slept"}, "role", "請從列表中選擇參加身份。"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Any, changed: dict[str, str], field: str, sentence: str) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_person(activity.pk, other(**changed), actor=actor, at=cast.at)
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, sentence)


def test_the_longest_words_and_an_office_without_a_rank_are_taken(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = held(actor, cast.at)
    given = other(body="局" * 120, office="長" * 120, rank="")
    assert services.enter_person(activity.pk, given, actor=actor, at=cast.at).pk


def test_the_same_person_in_the_same_role_is_refused_and_in_another_is_taken(cast: Any) -> None:
    actor = cast.actor("secretariat")
    entry = came(actor, cast.at)
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.enter_person(entry.activity_id, LEADER, actor=actor, at=cast.at)
    assert refused.value.field == "office"
    with translation.override("zh-hant"):
        assert str(refused.value.message) == "此人已按這一身份登記。"
    services.enter_person(entry.activity_id, other(**{**vars_of(LEADER), "role": "presented"}), actor=actor, at=cast.at)
    assert Person.objects.count() == 1
    assert counted(cast, "activities.people") == 1


def vars_of(given: Attendance) -> dict[str, Any]:
    return {name: getattr(given, name) for name in ("body", "body_kind", "office", "rank", "role", "is_guest")}


def test_nobody_came_before_it_began_nor_to_what_was_cancelled(cast: Any) -> None:
    actor = cast.actor("secretariat")
    activity = planned(actor, BEGUN - timedelta(days=30))
    with nothing_changes(), pytest.raises(Conflict, match="活動尚未開始。開始以後才能登記參加人員。"):
        services.enter_person(activity.pk, LEADER, actor=actor, at=BEGUN - timedelta(seconds=1))
    with undone():
        assert services.enter_person(activity.pk, LEADER, actor=actor, at=BEGUN).pk
    activities.cancel_activity(activity.pk, reason="雨", actor=actor, at=BEGUN - timedelta(days=1))
    with nothing_changes(), pytest.raises(Conflict, match="活動已取消，沒有參加人員。"):
        services.enter_person(activity.pk, LEADER, actor=actor, at=BEGUN)


def test_one_person_in_three_activities_and_two_cities_counts_once_at_each_level(cast: Any) -> None:
    everybody = everybody_of(cast)
    for who in ("province", "wuhan", "wuhan", "huangshi"):
        came(everybody[who], cast.at)
    assert Person.objects.count() == 1
    assert counted(cast, "activities.people") == 1
    assert counted(cast, "activities.leaders") == 1
    assert counted(cast, "activities.people", region="4201") == 1
    assert counted(cast, "activities.people", region="4202") == 1


def test_two_who_hold_the_same_office_of_two_bodies_are_two(cast: Any) -> None:
    actor = cast.actor("secretariat")
    came(actor, cast.at, other(body="武漢市人民政府", office="副市長"))
    came(actor, cast.at, other(body="黃石市人民政府", office="副市長"))
    assert counted(cast, "activities.people") == 2


def test_two_titles_of_one_person_are_united_and_parted_again(cast: Any) -> None:
    actor = cast.actor("secretariat")
    first, second = came(actor, cast.at), came(actor, cast.at, other())
    assert counted(cast, "activities.leaders") == 2
    services.unite(second.person_id, with_id=first.person_id, actor=actor, at=cast.at, version=1)
    assert counted(cast, "activities.leaders") == 1
    assert counted(cast, "activities.people") == 1
    with nothing_changes(), pytest.raises(Conflict, match="其間已有他人"):
        services.part(second.person_id, actor=actor, at=cast.at, version=1)
    services.part(second.person_id, actor=actor, at=cast.at, version=2)
    assert counted(cast, "activities.people") == 2
    with nothing_changes(), pytest.raises(Conflict, match="此人未與任何人合併。"):
        services.part(second.person_id, actor=actor, at=cast.at)


def test_nobody_is_united_with_itself_nor_in_a_chain(cast: Any) -> None:
    actor = cast.actor("secretariat")
    one, two, three = (came(actor, cast.at, other(body=body)).person_id for body in ("甲", "乙", "丙"))
    services.unite(two, with_id=one, actor=actor, at=cast.at)
    for who, whom in ((three, three), (three, two), (one, three), (two, three)):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.unite(who, with_id=whom, actor=actor, at=cast.at)
        assert refused.value.field == "other"
    services.unite(three, with_id=one, actor=actor, at=cast.at)
    assert counted(cast, "activities.people") == 1


@pytest.mark.parametrize(
    ("changed", "figures"),
    [
        ({}, {"leaders": 1, "guests": 0, "authors": 0}),
        ({"role": "presented"}, {"leaders": 1, "guests": 0, "authors": 0}),
        ({"role": "commanded"}, {"leaders": 1, "guests": 0, "authors": 0}),
        ({"role": "signed"}, {"leaders": 0, "guests": 0, "authors": 1}),
        ({"is_guest": True}, {"leaders": 0, "guests": 1, "authors": 0}),
        ({"is_guest": True, "role": "signed"}, {"leaders": 0, "guests": 0, "authors": 1}),
        ({"rank": "county_deputy"}, {"leaders": 1, "guests": 0, "authors": 0}),
        ({"rank": "township"}, {"leaders": 0, "guests": 0, "authors": 0}),
        ({"rank": ""}, {"leaders": 0, "guests": 0, "authors": 0}),
        ({"body_kind": "department"}, {"leaders": 0, "guests": 0, "authors": 0}),
        ({"body_kind": "congress"}, {"leaders": 1, "guests": 0, "authors": 0}),
    ],
)
def test_who_is_a_leader(cast: Any, changed: dict[str, Any], figures: dict[str, int]) -> None:
    came(cast.actor("secretariat"), cast.at, other(**changed))
    assert {key: counted(cast, f"activities.{key}") for key in figures} == figures


def test_who_signed_for_one_and_came_to_another_is_no_author_alone(cast: Any) -> None:
    actor = cast.actor("secretariat")
    came(actor, cast.at, other(role="signed"))
    came(actor, cast.at, other())
    assert (counted(cast, "activities.authors"), counted(cast, "activities.leaders")) == (0, 1)


def test_the_ladder_counts_down_to_the_deputy_of_a_county() -> None:
    assert leading_ranks() == {
        *("national", "province", "province_deputy", "department", "department_deputy", "county", "county_deputy")
    }


def test_what_was_only_planned_has_no_people_and_a_midnight_belongs_to_the_next_day(cast: Any) -> None:
    actor = cast.actor("secretariat")
    services.enter_person(planned(actor, cast.at).pk, LEADER, actor=actor, at=cast.at)
    assert counted(cast, "activities.people") == 0
    april = BEGUN.replace(month=4, day=1, hour=0, minute=0)
    came(actor, cast.at, other(), starts_at=april, ends_at=april)
    assert counted(cast, "activities.people") == 0
    last = april - timedelta(seconds=1)
    came(actor, cast.at, other(office="主席"), starts_at=last, ends_at=last)
    assert counted(cast, "activities.people") == 1


def test_taking_out_the_last_entry_takes_the_person_along_and_another_keeps_it(cast: Any) -> None:
    actor = cast.actor("secretariat")
    first, second = came(actor, cast.at), came(actor, cast.at)
    found = changes(lambda: services.take_out_person(first.pk, actor=actor, at=cast.at))
    assert [how for how, _row in found["activities.Participation"]] == ["-"]
    assert "activities.Person" not in found
    said = {"activity_id": first.activity_id, "person_id": first.person_id, "role": "spoke"}
    province, thing = cast.bodies["province"].pk, ("participation", str(first.pk))
    in_the_audit_log(found, cast, "secretariat", province, "activities.person_taken_out", thing, said)
    services.take_out_person(second.pk, actor=actor, at=cast.at)
    assert (Person.objects.count(), Participation.objects.count()) == (0, 0)


def test_a_person_under_whom_another_title_stands_is_kept(cast: Any) -> None:
    actor = cast.actor("secretariat")
    first, second = came(actor, cast.at), came(actor, cast.at, other())
    services.unite(second.person_id, with_id=first.person_id, actor=actor, at=cast.at)
    services.take_out_person(first.pk, actor=actor, at=cast.at)
    assert Person.objects.filter(pk=first.person_id).exists()
    assert counted(cast, "activities.leaders") == 1


def test_the_evening_of_a_secretary_from_a_pasted_list_to_one_person_with_two_titles(cast: Any) -> None:
    client = browser(cast)
    activity = held(cast.actor("secretariat"), cast.at)
    here = f"/console/activities/{activity.pk}/"
    with time_machine.travel(BEGUN - timedelta(days=1), tick=False):
        assert "/people/enter/" not in client.get(here).content.decode()
    with time_machine.travel(BEGUN + timedelta(hours=9), tick=False):
        assert "/people/paste/" in client.get(here).content.decode()
        wrong = client.post(f"{here}people/paste/", {"text": "省政府,行會,副省長", "role": "attended"})
        assert wrong.status_code == 422
        assert "第1行：請從列表中選擇單位類別。" in wrong.content.decode()
        assert wrong.context["form"]["text"].value() == "省政府,行會,副省長"
        pasted = {"text": "省政府,政府,副省長,省部級副職,講話\n省消委,消費者委員會,主任", "role": "attended"}
        assert client.post(f"{here}people/paste/", pasted).url == here
        one = {"body": "省律協", "body_kind": "social", "office": "會長", "rank": "", "role": "attended"}
        assert client.post(f"{here}people/enter/", one).url == here
        page = words(client.get(here).content.decode())
        assert "省政府 副省長" in page
        first, second = Person.objects.get(body="省政府"), Person.objects.get(body="省消委")
        mine = f"/console/activities/people/{second.pk}/"
        assert client.post(f"{mine}unite/", {"other": first.pk, "version": "1"}).url == mine
        assert "省政府 副省長" in words(client.get(mine).content.decode())
        assert client.post(f"{mine}part/", {"version": "2"}).url == mine
        listed = client.get("/console/activities/people/?q=副省長").content.decode()
        assert ("省政府" in listed, "省律協" in listed) == (True, False)
        assert "省律協" not in client.get("/console/activities/people/?body_kind=council").content.decode()
        file = client.get("/console/activities/people/export/?format=csv")
        text = b"".join(file.streaming_content) if file.streaming else file.content
        assert "省律協" in text.decode("utf-8-sig")
        entry = Participation.objects.get(person__body="省律協")
        assert client.post(f"/console/activities/people/entries/{entry.pk}/take-out/").url == here
    assert not Person.objects.filter(body="省律協").exists()


def test_who_only_reads_sees_no_step_of_people(cast: Any) -> None:
    entry = came(cast.actor("secretariat"), cast.at)
    for path, step in (
        (f"/console/activities/{entry.activity_id}/", "/people/enter/"),
        (f"/console/activities/{entry.activity_id}/", f"/people/entries/{entry.pk}/take-out/"),
        (f"/console/activities/people/{entry.person_id}/", "/unite/"),
    ):
        own, read = (browser(cast, who).get(path).content.decode() for who in ("secretariat", "analyst"))
        assert (step in own, step in read) == (True, False), step


def test_the_summary_tells_who_took_part_the_leaders_among_them_and_the_partners_that_came(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    first, second = PLAN.starts_at.replace(day=10), PLAN.starts_at.replace(day=15)
    came(actor, cast.at, starts_at=first, ends_at=first)
    came(actor, cast.at, starts_at=second, ends_at=second)
    came(actor, cast.at, other(body_kind="social", rank=""), starts_at=second, ends_at=second)
    came(actor, cast.at, other(body="鄰省政府", is_guest=True), starts_at=second, ends_at=second)
    partner = partners.invite_partner(held(actor, cast.at).pk, name="某局", kind="department", actor=actor, at=cast.at)
    partners.deliver(partner.pk, Contribution(2), actor=actor, at=cast.at)
    with time_machine.travel(NOW, tick=False):
        document = campaign_summary(campaign, actor, "zh-hant", at=cast.at)
    said = plain(narrative_of(document))
    assert "參加活動的共3人，其中縣處級以上領導1人。外地來賓1人。" in said
    assert "部門和單位參與1次" in said


def test_a_summary_says_nothing_of_people_where_nobody_entered_any(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    held(actor, cast.at)
    with time_machine.travel(NOW, tick=False):
        document = campaign_summary(campaign, actor, "zh-hant", at=cast.at)
    said = plain(narrative_of(document))
    assert "共舉辦活動" in said
    assert "參加活動的" not in said
    assert "部門和單位參與" not in said
