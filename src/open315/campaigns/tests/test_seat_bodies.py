"""The bodies of a campaign and their posts: the verbs, what they refuse, and who held what on a day. Expectations by hand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from open315.campaigns import services as campaigns
from open315.campaigns.committee import queries, rules, services
from open315.campaigns.committee.services import committees, posts
from open315.campaigns.committee.types import CommitteeDraft, PostDraft, Successor
from open315.campaigns.models import Committee, CommitteePost
from open315.campaigns.tests.making import plan_of
from open315.campaigns.tests.seating import COMMITTEE, DEPUTY, HEAD, MEMBER, SET_UP, Seated, seated
from open315.core import verbs
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.org.models import RoleGrant
from tests.rows import changes, in_the_audit_log, nothing_changes, undone

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(cast: Any) -> Seated:
    return seated(cast)


def secretary(cast: Any) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": cast.at}


def as_secretary_of(cast: Any, who: str, body: str) -> Any:
    grant = RoleGrant.objects.get(account=cast.accounts[who])
    grant.organisation, grant.role = cast.bodies[body], "secretariat"
    grant.save()
    return cast.actor(who)


def titles(body: Committee) -> list[tuple[str, str]]:
    return list(body.posts.values_list("title", "office"))


def test_a_body_keeps_everything_that_was_written(there: Seated) -> None:
    row = Committee.objects.get(pk=there.committee.pk)
    assert (row.kind, row.name, row.set_up_on, row.ended_on, row.part_of_id, row.basis, row.duties) == (
        "committee", "活動組委會", date(2026, 1, 5), date(2026, 3, 31), None, "鄂消發〔2026〕1號", "審定方案",
    )  # fmt: skip
    assert (row.campaign_id, row.place, row.version) == (there.campaign.pk, 1, 1)
    office = Committee.objects.get(pk=there.office.pk)
    assert (office.place, office.part_of_id, office.ended_on) == (2, there.committee.pk, None)
    assert [str(each) for each in (row, office)] == ["活動組委會", "組委會辦公室"]


def test_a_body_that_moves_leaves_those_of_another_campaign_where_they_are(cast: Any, there: Seated) -> None:
    later = campaigns.open_campaign(plan_of(2027), **secretary(cast))
    for name in ("甲", "乙"):
        services.set_up_committee(later.pk, CommitteeDraft("committee", name, date(2027, 1, 5)), **secretary(cast))
    services.move_committee(there.office.pk, -1, **secretary(cast))
    assert list(later.committees.order_by("place").values_list("name", "place")) == [("甲", 1), ("乙", 2)]
    assert there.campaign.committees.order_by("place")[0] == there.office


def test_a_post_is_known_by_body_and_office_and_knows_a_body_of_ours(cast: Any, there: Seated) -> None:
    row = CommitteePost.objects.get(pk=there.deputy.pk)
    assert (row.title, row.body, row.office, row.first_day, row.last_day, row.place) == (
        "副主任", "湖北省消費者委員會", "會長", date(2026, 1, 5), None, 2,
    )  # fmt: skip
    assert row.organisation_id == cast.bodies["province"].pk
    assert CommitteePost.objects.get(pk=there.head.pk).organisation_id is None
    assert str(row) == "副主任"


def test_setting_up_and_giving_leave_their_trail(cast: Any, there: Seated) -> None:
    province = cast.bodies["province"].pk
    draft = CommitteeDraft("group", " 武漢市領導小組 ", SET_UP, basis=" 一 ", duties=" 二 ")
    found = changes(lambda: services.set_up_committee(there.campaign.pk, draft, **secretary(cast)))
    ((_how, row),) = found["campaigns.Committee"]
    assert (row["name"], row["basis"], row["duties"], row["place"]) == ("武漢市領導小組", "一", "二", 3)
    thing, said = ("committee", str(row["id"])), {"campaign_id": there.campaign.pk}
    in_the_audit_log(found, cast, "secretariat", province, "campaigns.committee_set_up", thing, said)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == ("campaigns.committee_set_up", {**said, "committee_id": row["id"]})
    found = changes(
        lambda: services.give_post(row["id"], PostDraft(" 組長 ", " 武漢市 ", " 市長 ", SET_UP), **secretary(cast))
    )
    ((_how, post),) = found["campaigns.CommitteePost"]
    assert (post["title"], post["body"], post["office"], post["place"]) == ("組長", "武漢市", "市長", 1)
    thing, said = ("committee_post", str(post["id"])), {"committee_id": row["id"]}
    in_the_audit_log(found, cast, "secretariat", province, "campaigns.post_given", thing, said)
    ((_how, event),) = found["core.OutboxEvent"]
    assert (event["name"], event["payload"]) == ("campaigns.post_given", {**said, "post_id": post["id"]})


BODY_TWINS: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"kind": "board"}, "kind", "請選擇機構類型。", {"kind": "other"}),
    ({"name": " \u3000"}, "name", "請填寫機構名稱。", {"name": "會"}),
    ({"ended_on": date(2026, 1, 4)}, "ended_on", "結束日早於開始日，請修改其中一個。", {"ended_on": date(2026, 1, 5)}),
    ({"set_up_on": date(2026, 1, 6)}, "set_up_on", "有職務的任職起始日早於該日期，請先修改該職務。", {"set_up_on": date(2026, 1, 4)}),
    ({"part_of_id": 999_999}, "part_of", "請選擇本活動的機構，不能是該機構自身或其下屬機構。", {"part_of_id": None}),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "words", "right"), BODY_TWINS)
def test_an_unsound_body_is_refused_at_its_field(
    cast: Any, there: Seated, wrong: dict[str, Any], field: str, words: str, right: dict[str, Any]
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.change_committee(there.committee.pk, replace(COMMITTEE, **wrong), **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)
    with undone():
        changed = services.change_committee(there.committee.pk, replace(COMMITTEE, **right), **secretary(cast))
        assert changed.version == 2


POST_TWINS: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"title": " "}, "title", "請填寫職務名稱。", {"title": "長"}),
    ({"body": " "}, "body", "請填寫任職人所在單位。", {"body": "廳"}),
    ({"office": ""}, "office", "請填寫任職人所任職位。", {"office": "長"}),
    ({"first_day": date(2026, 1, 4)}, "first_day", "該日機構尚未成立。", {"first_day": date(2026, 1, 5)}),
    ({"last_day": date(2026, 1, 31)}, "last_day", "結束日早於開始日，請修改其中一個。", {"last_day": date(2026, 2, 1)}),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "words", "right"), POST_TWINS)
def test_an_unsound_post_is_refused_at_its_field(
    cast: Any, there: Seated, wrong: dict[str, Any], field: str, words: str, right: dict[str, Any]
) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.change_post(there.member.pk, replace(MEMBER, **wrong), **secretary(cast))
    with translation.override("zh-hant"):
        assert (refused.value.field, str(refused.value.message)) == (field, words)
    with undone():
        changed = services.change_post(there.member.pk, replace(MEMBER, **right), **secretary(cast))
        assert changed.version == 2


def test_a_body_does_not_belong_to_itself_or_to_what_belongs_to_it(cast: Any, there: Seated) -> None:
    for part_of in (there.committee.pk, there.office.pk):
        with pytest.raises(InvalidInput):
            services.change_committee(there.committee.pk, replace(COMMITTEE, part_of_id=part_of), **secretary(cast))
    draft = CommitteeDraft("office", "組委會辦公室", date(2026, 1, 10), part_of_id=there.committee.pk)
    assert services.change_committee(there.office.pk, draft, **secretary(cast)).part_of_id == there.committee.pk
    other = campaigns.open_campaign(plan_of(2025), **secretary(cast))
    with pytest.raises(InvalidInput):
        services.set_up_committee(other.pk, draft, **secretary(cast))


def test_one_office_is_not_entered_twice_for_the_same_days(cast: Any, there: Seated) -> None:
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.give_post(
            there.committee.pk, replace(MEMBER, first_day=date(2026, 3, 15), last_day=None), **secretary(cast)
        )
    assert (refused.value.field, refused.value.message) == ("office", posts.THERE)
    again = replace(MEMBER, first_day=date(2026, 3, 16), last_day=None)
    assert services.give_post(there.committee.pk, again, **secretary(cast)).place == 4
    assert services.give_post(there.committee.pk, replace(MEMBER, office="廳長"), **secretary(cast)).place == 5
    assert services.give_post(there.office.pk, MEMBER, **secretary(cast)).place == 2


def test_the_order_of_precedence_is_changed_by_places(cast: Any, there: Seated) -> None:
    assert titles(there.committee) == [("主任", "副省長"), ("副主任", "會長"), ("成員", "副廳長")]
    assert services.move_post(there.member.pk, -1, **secretary(cast)).place == 2
    assert titles(there.committee) == [("主任", "副省長"), ("成員", "副廳長"), ("副主任", "會長")]
    found = changes(lambda: services.move_post(there.head.pk, -1, **secretary(cast)))
    assert titles(there.committee)[0] == ("主任", "副省長")
    thing, said = ("committee_post", str(there.head.pk)), {"committee_id": there.committee.pk, "place": 1}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.post_moved", thing, said)
    assert services.move_committee(there.office.pk, -1, **secretary(cast)).place == 1
    assert list(there.campaign.committees.values_list("name", flat=True)) == ["組委會辦公室", "活動組委會"]


def test_a_post_passes_on_at_its_place_and_both_holders_stay_known(cast: Any, there: Seated) -> None:
    taken = Successor(" 湖北省消費者委員會 ", " 副會長 ", date(2026, 3, 14))
    found = changes(lambda: services.hand_over_post(there.deputy.pk, taken, **secretary(cast), version=1))
    rows = list(there.committee.posts.values_list("place", "title", "office", "first_day", "last_day"))
    assert rows == [
        (1, "主任", "副省長", date(2026, 1, 5), None),
        (2, "副主任", "會長", date(2026, 1, 5), date(2026, 3, 13)),
        (3, "副主任", "副會長", date(2026, 3, 14), None),
        (4, "成員", "副廳長", date(2026, 2, 1), date(2026, 3, 15)),
    ]
    new = CommitteePost.objects.get(office="副會長")
    thing = ("committee_post", str(there.deputy.pk))
    said = {"committee_id": there.committee.pk, "successor_id": new.pk}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.post_handed_over", thing, said)
    assert CommitteePost.objects.get(pk=there.deputy.pk).version == 2
    on = {
        day: [post.office for post in queries.roll(there.campaign, day)[0].posts]
        for day in (date(2026, 3, 13), date(2026, 3, 14))
    }
    assert on == {date(2026, 3, 13): ["副省長", "會長", "副廳長"], date(2026, 3, 14): ["副省長", "副會長", "副廳長"]}


def test_who_takes_over_inherits_the_last_day_or_ends_a_vacancy(cast: Any, there: Seated) -> None:
    new = services.hand_over_post(
        there.member.pk, Successor("湖北省公安廳", "廳長", date(2026, 3, 1)), **secretary(cast)
    )
    assert (new.first_day, new.last_day) == (date(2026, 3, 1), date(2026, 3, 15))
    assert CommitteePost.objects.get(pk=there.member.pk).last_day == date(2026, 2, 28)
    for first in (date(2026, 3, 16), date(2026, 3, 20)):
        with undone():
            later = services.hand_over_post(new.pk, Successor("湖北省司法廳", "廳長", first), **secretary(cast))
            assert (later.first_day, later.last_day) == (first, None)
            assert CommitteePost.objects.get(pk=new.pk).last_day == date(2026, 3, 15)
    for first in (date(2026, 3, 1), date(2026, 2, 28)):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.hand_over_post(new.pk, Successor("湖北省司法廳", "廳長", first), **secretary(cast))
        assert (refused.value.field, refused.value.message) == ("first_day", posts.TOO_EARLY)


def test_a_body_that_others_belong_to_stays_and_one_without_goes_with_its_posts(cast: Any, there: Seated) -> None:
    with nothing_changes(), pytest.raises(Conflict) as refused:
        services.remove_committee(there.committee.pk, **secretary(cast))
    assert refused.value.message == committees.HAS_PARTS
    found = changes(lambda: services.remove_committee(there.office.pk, **secretary(cast), version=1))
    thing = ("committee", str(there.office.pk))
    said = {"campaign_id": there.campaign.pk, "text": "組委會辦公室"}
    in_the_audit_log(found, cast, "secretariat", cast.bodies["province"].pk, "campaigns.committee_removed", thing, said)
    assert CommitteePost.objects.filter(office="祕書長").count() == 0
    services.remove_post(there.member.pk, **secretary(cast))
    assert titles(there.committee) == [("主任", "副省長"), ("副主任", "會長")]
    services.remove_committee(there.committee.pk, **secretary(cast))
    assert Committee.objects.count() == 0


def test_somebody_else_changed_it_in_the_meantime(cast: Any, there: Seated) -> None:
    services.change_committee(there.committee.pk, COMMITTEE, **secretary(cast))
    services.change_post(there.head.pk, HEAD, **secretary(cast))
    for act in (
        lambda: services.change_committee(there.committee.pk, COMMITTEE, **secretary(cast), version=1),
        lambda: services.change_post(there.head.pk, HEAD, **secretary(cast), version=1),
        lambda: services.remove_post(there.head.pk, **secretary(cast), version=1),
    ):
        with nothing_changes(), pytest.raises(Conflict):
            act()


def test_bodies_and_posts_are_bounded(cast: Any, there: Seated, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (rules.MOST_COMMITTEES, rules.MOST_POSTS) == (60, 200)
    monkeypatch.setattr(rules, "MOST_COMMITTEES", 3)
    monkeypatch.setattr(rules, "MOST_POSTS", 4)
    third = CommitteeDraft("other", "顧問組", SET_UP)
    services.set_up_committee(there.campaign.pk, third, **secretary(cast))
    with pytest.raises(InvalidInput) as refused:
        services.set_up_committee(there.campaign.pk, third, **secretary(cast))
    assert (refused.value.field, refused.value.message) == ("name", committees.FULL)
    services.give_post(there.committee.pk, replace(DEPUTY, office="祕書長"), **secretary(cast))
    with pytest.raises(InvalidInput) as refused:
        services.give_post(there.committee.pk, replace(DEPUTY, office="副會長"), **secretary(cast))
    assert (refused.value.field, refused.value.message) == ("title", posts.FULL)
    with pytest.raises(InvalidInput):
        services.hand_over_post(there.head.pk, Successor("一", "二", date(2026, 2, 1)), **secretary(cast))


def acts(there: Seated, actor: Any, at: Any) -> dict[str, Any]:
    """Every verb, used once as it can be."""
    use = {"actor": actor, "at": at}
    return {
        "set_up_committee": lambda: services.set_up_committee(there.campaign.pk, COMMITTEE, **use),
        "change_committee": lambda: services.change_committee(there.committee.pk, COMMITTEE, **use),
        "move_committee": lambda: services.move_committee(there.office.pk, -1, **use),
        "remove_committee": lambda: services.remove_committee(there.office.pk, **use),
        "give_post": lambda: services.give_post(there.office.pk, replace(MEMBER, office="處長"), **use),
        "change_post": lambda: services.change_post(there.head.pk, HEAD, **use),
        "hand_over_post": lambda: services.hand_over_post(there.head.pk, Successor("甲", "乙", date(2026, 2, 2)), **use),
        "move_post": lambda: services.move_post(there.head.pk, 1, **use),
        "remove_post": lambda: services.remove_post(there.member.pk, **use),
    }  # fmt: skip


def test_only_the_secretariat_of_the_council_itself_sets_up_bodies(cast: Any, there: Seated) -> None:
    analyst, wuhan = cast.actor("analyst"), as_secretary_of(cast, "second_officer", "wuhan")
    for name, act in acts(there, analyst, cast.at).items():
        with nothing_changes(), pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.message == "您無權設立活動機構。", name
    for act in acts(there, wuhan, cast.at).values():
        with nothing_changes(), pytest.raises(NotFound):
            act()
    for act in acts(there, cast.actor("secretariat"), cast.at).values():
        with undone():
            act()


def test_nothing_changes_once_the_campaign_is_closed(cast: Any, there: Seated) -> None:
    campaigns.close_campaign(there.campaign.pk, **secretary(cast))
    for act in acts(there, cast.actor("secretariat"), cast.at).values():
        with nothing_changes(), pytest.raises(Conflict) as refused:
            act()
        assert refused.value.message == committees.CLOSED


def test_the_verbs_stand_in_the_register_with_their_events() -> None:
    found = {verb.name: verb.event for verb in verbs.of_room("campaigns") if verb.target.name.startswith("committee")}
    assert found == {
        "set_up_committee": "campaigns.committee_set_up",
        "change_committee": "campaigns.committee_changed",
        "move_committee": "campaigns.committee_moved",
        "remove_committee": "campaigns.committee_removed",
        "give_post": "campaigns.post_given",
        "change_post": "campaigns.post_changed",
        "hand_over_post": "campaigns.post_handed_over",
        "move_post": "campaigns.post_moved",
        "remove_post": "campaigns.post_removed",
    }


def test_those_above_see_the_bodies_of_those_below_and_nobody_else_does(cast: Any, there: Seated) -> None:
    assert queries.get_committee(cast.actor("analyst"), there.committee.pk) == there.committee
    assert queries.get_post(cast.actor("analyst"), there.head.pk) == there.head
    for actor in (as_secretary_of(cast, "second_officer", "wuhan"), cast.actor("clerk")):
        with pytest.raises(NotFound):
            queries.get_committee(actor, there.committee.pk)
        with pytest.raises(NotFound):
            queries.get_post(actor, there.head.pk)
        assert list(queries.listed(actor, {})) == []


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["副省長", "會長", "副廳長", "祕書長"]),
    ({"kind": "office"}, ["祕書長"]),
    ({"day": date(2026, 1, 4)}, []),
    ({"day": date(2026, 1, 5)}, ["副省長", "會長"]),
    ({"day": date(2026, 1, 10)}, ["副省長", "會長", "祕書長"]),
    ({"day": date(2026, 2, 1)}, ["副省長", "會長", "副廳長", "祕書長"]),
    ({"day": date(2026, 3, 15)}, ["副省長", "會長", "副廳長", "祕書長"]),
    ({"day": date(2026, 3, 16)}, ["副省長", "會長", "祕書長"]),
    ({"day": date(2026, 3, 31)}, ["副省長", "會長", "祕書長"]),
    ({"day": date(2026, 4, 1)}, ["祕書長"]),
    ({"q": "公安"}, ["副廳長"]),
    ({"q": "祕書"}, ["祕書長"]),
    ({"q": "副主任"}, ["會長"]),
    ({"q": "辦公室"}, ["祕書長"]),
    ({"campaign": 0}, []),
    ({"council": 0}, []),
]


@pytest.mark.parametrize(("wanted", "offices"), FILTERS)
def test_posts_are_found_by_what_is_asked(cast: Any, there: Seated, wanted: dict[str, Any], offices: list[str]) -> None:
    rows = queries.listed(cast.actor("analyst"), wanted).order_by("committee__place", "place")
    assert [each.office for each in rows] == offices


def test_the_list_knows_one_campaign_and_one_council(cast: Any, there: Seated) -> None:
    actor = cast.actor("analyst")
    for wanted in ({"campaign": there.campaign.pk}, {"council": cast.bodies["province"].pk}):
        assert queries.listed(actor, wanted).count() == 4


def test_a_body_is_on_the_roll_from_its_first_day_to_its_last(there: Seated) -> None:
    names = {
        day: [each.committee.name for each in queries.roll(there.campaign, day)]
        for day in (date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 10), date(2026, 3, 31), date(2026, 4, 1))
    }
    assert list(names.values()) == [
        [], ["活動組委會"], ["活動組委會", "組委會辦公室"], ["活動組委會", "組委會辦公室"], ["組委會辦公室"],
    ]  # fmt: skip


def test_the_usual_day_is_today_and_of_a_campaign_that_is_over_its_last(there: Seated) -> None:
    assert queries.usual_day(there.campaign, date(2026, 3, 14)) == date(2026, 3, 14)
    assert queries.usual_day(there.campaign, date(2026, 3, 16)) == date(2026, 3, 15)


DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 1, 20))
LAST = st.none() | DAYS


@given(DAYS, LAST, DAYS, LAST)
def test_spans_overlap_exactly_where_they_share_a_day(
    one: date, last: date | None, two: date, other: date | None
) -> None:
    everyday = [date(2026, 1, 1) + timedelta(days=n) for n in range(40)]

    def has(first: date, end: date | None, day: date) -> bool:
        return first <= day and (end is None or day <= end)

    if (last is None or last >= one) and (other is None or other >= two):
        shared = any(has(one, last, day) and has(two, other, day) for day in everyday)
        assert rules.overlap(one, last, two, other) is shared
    assert rules.is_held(one, last, two) is has(one, last, two)


def test_what_belongs_to_what_is_followed_to_the_end_and_round_a_circle() -> None:
    part_of = {1: None, 2: 1, 3: 2, 4: 5, 5: 4}
    assert [rules.is_below(1, other, part_of) for other in (1, 2, 3, 4, None)] == [True, True, True, False, False]
    assert [rules.is_below(3, other, part_of) for other in (1, 2, 3)] == [False, False, True]
