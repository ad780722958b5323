"""Agenda, papers, minutes and consensus: what is written, what is refused, and what the summary tells. All expectations are by hand."""

import html
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from open315.activities import services as activities
from open315.activities.models import Participation
from open315.activities.outputs import services as outputs
from open315.activities.outputs.types import Told
from open315.activities.people import services as people
from open315.activities.people.types import Attendance
from open315.activities.tests.test_show_activities import browser
from open315.activities.tests.test_use_the_verbs import people as everybody_of
from open315.activities.tests.test_use_the_verbs import table
from open315.campaigns import services as campaigns
from open315.campaigns.tests.making import plan as campaign_plan
from open315.core.clock import SHANGHAI
from open315.core.documents.sentences import plain
from open315.core.documents.walk import narrative_of
from open315.core.errors import Conflict, InvalidInput
from open315.core.uploads.models import Upload
from open315.seminars import queries, services
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar
from open315.seminars.rules import consensus_faults, item_faults
from open315.seminars.tests.making import BEFORE, PAPER, agreed, item, listed, paper, said_to, seminar
from open315.seminars.types import Answer, ConsensusDraft, ItemDraft
from open315.summaries.documents import campaign_summary
from tests.rows import DRAFTS, changes, nothing_changes

pytestmark = pytest.mark.django_db
BEGINS = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
AFTERWARDS = time_machine.travel(BEGINS + timedelta(hours=5), tick=False)
ROLES = """
# yes · no: NotAllowed · unseen: NotFound. "own" is the province's, "below" Wuhan's.
verb          province  wuhan   huangshi  analyst  administrator  clerk   officer  liaison  nobody  visitor
add_own       yes       unseen  unseen    no       no             no      no       no       no      no
change_own    yes       unseen  unseen    no       no             no      no       no       no      no
remove_own    yes       unseen  unseen    no       no             no      no       no       no      no
agree_own     yes       unseen  unseen    no       no             no      no       no       no      no
reword_own    yes       unseen  unseen    no       no             no      no       no       no      no
retract_own   yes       unseen  unseen    no       no             no      no       no       no      no
minutes_own   yes       unseen  unseen    no       no             no      no       no       no      no
"""


def secretary(cast: Any, at: datetime = BEGINS) -> dict[str, Any]:
    return {"actor": cast.actor("secretariat"), "at": at}


def words(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def trail(found: Any) -> tuple[str, Any]:
    ((_how, entry),) = found["core.AuditEntry"]
    return entry["event"], entry["data"]


ITEMS: list[Any] = [
    (ItemDraft("發言"), []),
    (ItemDraft(" "), [("title", "item_untitled")]),
    (ItemDraft(f" {'題' * 200} "), []),
    (ItemDraft("題" * 201), [("title", "title_too_long")]),
    (ItemDraft("發言", 0), [("place", "no_place")]),
    (ItemDraft("發言", 99), []),
    (ItemDraft("發言", 100), [("place", "no_place")]),
    (ItemDraft("發言", speaker_words=f" {'主' * 120} "), []),
    (ItemDraft("發言", speaker_words="主" * 121), [("speaker_words", "too_long")]),
    (ItemDraft("發言", speaker_id=0, speaker_words="主"), [("speaker_words", "two_speakers")]),
    (ItemDraft("發言", speaker_id=1, speaker_words=" "), []),
]


def test_what_is_wrong_with_a_point_of_the_agenda_is_named() -> None:
    assert [(each, list(item_faults(each))) for each, _wrong in ITEMS] == ITEMS


POINTS: list[Any] = [
    (ConsensusDraft("共識", 1, (1,)), []),
    (ConsensusDraft(" ", 1, (1,)), [("text", "point_missing")]),
    (ConsensusDraft(f" {'共' * 500} ", 1, (1,)), []),
    (ConsensusDraft("共" * 501, 1, (1,)), [("text", "point_too_long")]),
    (ConsensusDraft("共識", 0, (1,)), [("place", "no_place")]),
    (ConsensusDraft("共識", 99, (1,)), []),
    (ConsensusDraft("共識", 100, (1,)), [("place", "no_place")]),
    (ConsensusDraft("共識", 1), [("supporters", "nobody_supports")]),
]


def test_what_is_wrong_with_a_point_of_consensus_is_named() -> None:
    assert [(each, list(consensus_faults(each))) for each, _wrong in POINTS] == POINTS


@given(st.text(max_size=210), st.integers(-5, 120))
def test_no_point_is_an_error(text: str, place: int) -> None:
    assert len(list(item_faults(ItemDraft(text, place)))) <= 2
    assert len(list(consensus_faults(ConsensusDraft(text, place, (1,))))) <= 2


def test_a_point_of_the_agenda_is_kept_with_its_speaker_and_paper(cast: Any) -> None:
    guest, sent = listed(cast), paper()
    draft = ItemDraft(" 設想和打算 ", 2, guest.pk, paper_id=sent)
    found = changes(lambda: services.add_item(guest.activity_id, draft, **secretary(cast, BEFORE)))
    ((_plus, row),) = found["seminars.AgendaItem"]
    row.pop("id")
    assert row == {
        "activity_id": guest.activity_id, "place": 2, "title": "設想和打算", "speaker_id": guest.pk, "speaker_words": "", "paper_id": sent,
        "version": 1, "created_at": BEFORE,
    }  # fmt: skip
    assert trail(found) == ("seminars.item_added", {"activity_id": guest.activity_id, "place": 2, "paper": True})
    ((_how, claimed),) = found["core.Upload"]
    assert claimed["claimed_at"] == BEFORE
    assert item(cast, guest, speaker_id=None, speaker_words=" 主持人 ").speaker_words == "主持人"


def test_a_speaker_is_a_guest_of_this_seminar_and_a_paper_is_there(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, seminar(cast, title="另一個座談會"))
    for draft, field in (
        (ItemDraft("發言", speaker_id=other.pk), "speaker"),
        (ItemDraft(""), "title"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.add_item(guest.activity_id, draft, **secretary(cast, BEFORE))
        assert refused.value.field == field
    used = paper()
    item(cast, guest, paper_id=used)
    with nothing_changes(), pytest.raises(InvalidInput):
        item(cast, guest, paper_id=used)
    activities.cancel_activity(guest.activity_id, reason="停電", **secretary(cast, BEFORE))
    with nothing_changes(), pytest.raises(Conflict):
        item(cast, guest)


def test_a_new_paper_takes_the_place_of_the_old_one(cast: Any) -> None:
    guest = listed(cast)
    first = paper()
    row = item(cast, guest, paper_id=first)
    services.change_item(row.pk, ItemDraft("改題", 3, guest.pk), version=1, **secretary(cast))
    kept = AgendaItem.objects.get()
    assert (kept.title, kept.place, kept.paper_id, kept.version) == ("改題", 3, first, 2)
    second = paper()
    found = changes(lambda: services.change_item(row.pk, ItemDraft("改題", 3, guest.pk, "", second), **secretary(cast)))
    assert AgendaItem.objects.get().paper_id == second
    assert Upload.objects.get(pk=first).dropped_at == BEGINS
    assert trail(found) == ("seminars.item_changed", {"activity_id": guest.activity_id, "place": 3, "paper": True})
    with nothing_changes(), pytest.raises(Conflict):
        services.change_item(row.pk, ItemDraft("改題"), version=1, **secretary(cast))
    found = changes(lambda: services.remove_item(row.pk, version=3, **secretary(cast)))
    assert trail(found) == ("seminars.item_removed", {"activity_id": guest.activity_id})
    assert not AgendaItem.objects.exists()
    assert Upload.objects.get(pk=second).dropped_at == BEGINS
    services.remove_item(item(cast, guest).pk, **secretary(cast))


def test_a_speaker_who_is_struck_leaves_the_point_on_the_agenda(cast: Any) -> None:
    guest = listed(cast)
    row = item(cast, guest)
    services.strike_guest(guest.pk, **secretary(cast, BEFORE))
    assert queries.get_item(cast.actor("secretariat"), row.pk).speaker is None


def test_a_second_point_of_a_speaker_leaves_the_entry_of_who_took_part(cast: Any) -> None:
    guest = listed(cast)
    services.arrive(guest.pk, **secretary(cast))
    listener = Participation.objects.get()
    first = item(cast, guest, BEGINS)
    speaker = Participation.objects.get()
    assert (listener.role, speaker.role) == ("attended", "spoke")
    found = changes(lambda: item(cast, guest, BEGINS, title="答問"))
    assert not {"activities.Participation", "seminars.Guest"} & set(found)
    assert [entry["event"] for _how, entry in found["core.AuditEntry"]] == ["seminars.item_added"]
    services.remove_item(first.pk, **secretary(cast))
    assert Participation.objects.get().pk == speaker.pk


def test_a_point_of_consensus_is_supported_by_those_who_arrived(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, guest.activity, office="秘書")
    services.arrive(guest.pk, **secretary(cast))
    draft = ConsensusDraft(" 保護消費者 ", 2, (guest.pk,))
    with nothing_changes(), pytest.raises(Conflict):
        services.add_consensus(guest.activity_id, draft, **secretary(cast, BEGINS - timedelta(seconds=1)))
    for wrong, field in (
        (ConsensusDraft("共識", 1, (guest.pk, other.pk)), "supporters"),
        (ConsensusDraft("", 1, (guest.pk,)), "text"),
    ):
        with nothing_changes(), pytest.raises(InvalidInput) as refused:
            services.add_consensus(guest.activity_id, wrong, **secretary(cast))
        assert refused.value.field == field
    found = changes(lambda: services.add_consensus(guest.activity_id, draft, **secretary(cast)))
    row = Consensus.objects.get()
    assert (row.text, row.place, row.version, row.created_at) == ("保護消費者", 2, 1, BEGINS)
    assert [each.pk for each in row.supporters.all()] == [guest.pk]
    assert trail(found) == ("seminars.consensus_added", {"activity_id": guest.activity_id, "place": 2, "supporters": 1})
    services.arrive(other.pk, **secretary(cast))
    both = ConsensusDraft("共識", 1, (guest.pk, other.pk))
    found = changes(lambda: services.change_consensus(row.pk, both, version=1, **secretary(cast)))
    changed = Consensus.objects.get()
    assert (changed.text, changed.place, changed.version, changed.supporters.count()) == ("共識", 1, 2, 2)
    assert trail(found) == (
        "seminars.consensus_changed",
        {"activity_id": guest.activity_id, "place": 1, "supporters": 2},
    )
    with nothing_changes(), pytest.raises(Conflict):
        services.change_consensus(row.pk, both, version=1, **secretary(cast))
    found = changes(lambda: services.remove_consensus(row.pk, version=2, **secretary(cast)))
    assert trail(found) == ("seminars.consensus_removed", {"activity_id": guest.activity_id})
    assert not Consensus.objects.exists()


def test_minutes_are_kept_once_it_has_begun(cast: Any) -> None:
    activity = seminar(cast)
    with nothing_changes(), pytest.raises(Conflict):
        services.write_minutes(activity.pk, "紀要", **secretary(cast, BEGINS - timedelta(seconds=1)))
    found = changes(lambda: services.write_minutes(activity.pk, " 紀要 ", **secretary(cast)))
    assert (Seminar.objects.get().minutes, Seminar.objects.get().version) == ("紀要", 2)
    assert trail(found) == ("seminars.minutes_written", {"activity_id": activity.pk})
    services.write_minutes(activity.pk, f" {'紀' * 20_000} ", version=2, **secretary(cast))
    with nothing_changes(), pytest.raises(InvalidInput) as refused:
        services.write_minutes(activity.pk, "紀" * 20_001, **secretary(cast))
    assert refused.value.field == "minutes"
    activities.cancel_activity(activity.pk, reason="停電", **secretary(cast, BEFORE))
    with nothing_changes(), pytest.raises(Conflict):
        services.write_minutes(activity.pk, "紀要", **secretary(cast))


def test_who_may_keep_the_record(cast: Any) -> None:
    guest = listed(cast)
    row, point = item(cast, guest), agreed(cast, guest)
    everybody = {who: actor for who, actor in everybody_of(cast).items() if who != "system"}
    mine = ConsensusDraft("共識", 1, (guest.pk,))
    verbs: dict[str, Any] = {
        "add_own": lambda **act: services.add_item(guest.activity_id, ItemDraft("題"), **act),
        "change_own": lambda **act: services.change_item(row.pk, ItemDraft("題"), **act),
        "remove_own": lambda **act: services.remove_item(row.pk, **act),
        "agree_own": lambda **act: services.add_consensus(guest.activity_id, mine, **act),
        "reword_own": lambda **act: services.change_consensus(point.pk, mine, **act),
        "retract_own": lambda **act: services.remove_consensus(point.pk, **act),
        "minutes_own": lambda **act: services.write_minutes(guest.activity_id, "紀要", **act),
    }
    assert said_to(everybody, verbs, at=BEGINS) == table(ROLES)


@AFTERWARDS
def test_the_record_is_kept_from_the_pages(cast: Any) -> None:
    guest = listed(cast)
    services.arrive(guest.pk, **secretary(cast))
    client, to = browser(cast), f"/console/seminars/{guest.activity_id}/"
    assert "還沒有議程" in words(client.get(to))
    file = SimpleUploadedFile("發言.pdf", PAPER, content_type="application/pdf")
    sent = {
        "place": "1",
        "title": "設想和打算",
        "speaker": str(guest.pk),
        "speaker_words": "",
        "paper": file,
        "once": "t1",
    }
    assert client.post(f"{to}agenda/new/", sent)["Location"] == to
    row = AgendaItem.objects.get()
    assert 'value="2"' in client.get(f"{to}agenda/new/").content.decode()
    answer = client.get(f"/console/seminars/agenda/{row.pk}/paper/")
    assert b"".join(answer) == PAPER
    assert answer["Content-Disposition"].startswith("attachment")
    assert "設想和打算" in client.get(f"/console/seminars/agenda/{row.pk}/").content.decode()
    edited = {"place": "1", "title": "改題", "speaker": "", "speaker_words": "主持人", "version": "1"}
    assert client.post(f"/console/seminars/agenda/{row.pk}/", edited).status_code == 302
    point = {"place": "1", "text": "保護消費者", "supporters": [str(guest.pk)]}
    assert client.post(f"{to}consensus/new/", point)["Location"] == to
    agreed_on = Consensus.objects.get()
    assert "checked" in client.get(f"/console/seminars/consensus/{agreed_on.pk}/").content.decode()
    reworded = {**point, "text": "依法保護消費者", "version": "1"}
    assert client.post(f"/console/seminars/consensus/{agreed_on.pk}/", reworded).status_code == 302
    client.get(f"{to}minutes/")
    assert client.post(f"{to}minutes/", {"minutes": "紀要一\n紀要二", "version": "1"}).status_code == 302
    page = words(client.get(to))
    for said in ("1. 改題", "主持人", "發言材料", "1. 依法保護消費者", "湖北省聯通公司 總經理", "紀要一", "紀要二"):
        assert said in page
    client.post(f"/console/seminars/agenda/{row.pk}/remove/", {"version": "2"})
    client.post(f"/console/seminars/consensus/{agreed_on.pk}/remove/", {"version": "2"})
    assert not AgendaItem.objects.exists()
    assert not Consensus.objects.exists()


@AFTERWARDS
def test_a_refused_point_leaves_no_paper_and_one_without_paper_has_none(cast: Any) -> None:
    guest = listed(cast)
    other = listed(cast, seminar(cast, title="另一個座談會"))
    del other
    client, to = browser(cast), f"/console/seminars/{guest.activity_id}/"
    activities.cancel_activity(guest.activity_id, reason="停電", **secretary(cast, BEFORE))
    file = SimpleUploadedFile("發言.pdf", PAPER, content_type="application/pdf")
    with nothing_changes(DRAFTS):
        answer = client.post(f"{to}agenda/new/", {"place": "1", "title": "題", "paper": file})
    assert answer.status_code == 409
    row = item(cast, listed(cast, seminar(cast, title="第三個座談會")))
    assert client.get(f"/console/seminars/agenda/{row.pk}/paper/").status_code == 404


def test_the_summary_tells_of_guests_speeches_and_consensus(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    before = plain(narrative_of(campaign_summary(campaign, actor)))
    assert "座談會共邀請來賓" not in before
    guest = listed(cast)
    declined = listed(cast, guest.activity, office="秘書")
    services.note_answer(guest.pk, Answer("yes"), **secretary(cast, BEFORE))
    services.note_answer(declined.pk, Answer("no"), **secretary(cast, BEFORE))
    item(cast, guest, paper_id=paper())
    agreed(cast, guest)
    activities.hold_activity(guest.activity_id, **secretary(cast, cast.at))
    told = plain(narrative_of(campaign_summary(campaign, actor)))
    assert "座談會共邀請來賓2人，應邀1人，到會1人。" in told
    assert "會上發言1次。其中有發言材料的1次。達成共識1項。" in told
    assert "1.保護消費者合法權益（湖北省聯通公司贊成，共1人）" in told
    assert "達成的共識" not in told
    assert "另行填報的出席人數" not in told
    assert Guest.objects.count() == 2


def test_of_two_seminars_each_point_of_consensus_stands_under_the_seminar_that_agreed_on_it(cast: Any) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    for title in ("", "手機消費座談會"):
        guest = listed(cast, seminar(cast, **({"title": title} if title else {})))
        agreed(cast, guest)
        activities.hold_activity(guest.activity_id, **secretary(cast, cast.at))
    told = plain(narrative_of(campaign_summary(campaign, actor))).partition("達成共識2項。")[2]
    first, second = told.index("「年主題座談會」達成的共識："), told.index("「手機消費座談會」達成的共識：")
    assert told.count("1.保護消費者合法權益（") == 2
    assert first < told.index("1.保護消費者合法權益（") < second
    assert "有發言材料的" not in told


def test_nobody_is_said_to_have_accepted_where_no_answer_was_noted_and_reported_presence_is_told_apart(
    cast: Any,
) -> None:
    actor = cast.actor("secretariat")
    campaign = campaigns.open_campaign(campaign_plan(), actor=actor, at=cast.at)
    guest = listed(cast)
    agreed(cast, guest)
    activities.hold_activity(guest.activity_id, **secretary(cast, cast.at))
    outputs.report_outputs(guest.activity_id, [Told("attendance", "", "150多")], **secretary(cast, cast.at))
    told = plain(narrative_of(campaign_summary(campaign, actor)))
    assert "座談會共邀請來賓1人，到會1人。" in told
    assert "應邀0人" not in told
    assert "座談會來賓按名單統計；主辦單位另行填報的出席人數見活動成效，兩者不相加。" in told


def spoken(guest: Guest) -> list[str]:
    """The roles in which the guest took part."""
    return sorted(Participation.objects.filter(person__office=guest.office).values_list("role", flat=True))


def test_who_stands_on_the_agenda_is_entered_as_having_spoken_from_the_door(cast: Any) -> None:
    speaker = listed(cast)
    listener = listed(cast, speaker.activity, office="秘書")
    item(cast, speaker)
    for each in (speaker, listener):
        services.arrive(each.pk, **secretary(cast, BEGINS))
    assert (spoken(speaker), spoken(listener)) == (["spoke"], ["attended"])
    assert [Guest.objects.get(pk=each.pk).participation.role for each in (speaker, listener)] == ["spoke", "attended"]  # type: ignore[union-attr]
    services.take_back_arrival(speaker.pk, **secretary(cast, BEGINS))
    assert spoken(speaker) == []


def test_the_entry_of_who_arrived_follows_the_agenda(cast: Any) -> None:
    first = listed(cast)
    second = listed(cast, first.activity, office="秘書")
    for each in (first, second):
        services.arrive(each.pk, **secretary(cast, BEGINS))
    row = item(cast, first)
    assert (spoken(first), spoken(second)) == (["spoke"], ["attended"])
    services.change_item(row.pk, ItemDraft("題", 1, speaker_id=second.pk), **secretary(cast, BEGINS))
    assert (spoken(first), spoken(second)) == (["attended"], ["spoke"])
    assert AgendaItem.objects.get().speaker_id == second.pk
    services.remove_item(row.pk, **secretary(cast, BEGINS))
    assert (spoken(first), spoken(second)) == (["attended"], ["attended"])
    assert Guest.objects.get(pk=second.pk).participation_id == Participation.objects.get(person__office="秘書").pk


def test_who_was_entered_by_hand_stays_as_entered_whatever_the_agenda_says(cast: Any) -> None:
    guest = listed(cast)
    given = Attendance(guest.body, guest.body_kind, guest.office, "", "attended", False)
    people.enter_person(guest.activity_id, given, **secretary(cast, BEGINS))
    services.arrive(guest.pk, **secretary(cast, BEGINS))
    item(cast, guest)
    assert spoken(guest) == ["attended"]
    assert Guest.objects.get().participation_id is None
