"""Who rang in vain: one duty a caller, settled by whichever side reaches the other; the screen of this moment. By hand."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.activities.tests.test_show_activities import browser, words
from open315.core.audit.models import AuditEntry
from open315.core.errors import InvalidInput, NotAllowed, NotFound
from open315.core.streams.models import Snapshot
from open315.core.ui.waiting import Harm, waits_for
from open315.hotline import queries, services
from open315.hotline.drawing import due_badge, since_words
from open315.hotline.models import Call, Caller, RingBack
from open315.hotline.tests.making import AT, NUMBER, OTHER, after, call, case, line
from open315.hotline.tests.test_hear_calls import hear, heard

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(after(minutes=30), tick=False)
LATE = time_machine.travel(after(hours=24, minutes=1), tick=False)
LIST = "/console/hotline/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


def in_vain(on: int, name: str = "c-1", minutes: int = 0, number: str = NUMBER) -> Call:
    first = minutes * 60
    return hear(
        on, heard("arrived", first, call=name, number=number), heard("ended", first + 40, call=name, number=number)
    )


def owed(cast: Any, **wanted: Any) -> list[tuple[str, int]]:
    return [
        (each.masked_number, each.times) for each in queries.to_ring_back(cast.actor("clerk"), wanted).order_by("pk")
    ]


def test_who_rings_three_times_in_vain_is_one_duty_due_from_the_first(cast: Any) -> None:
    on = line(cast).pk
    for number in (2, 0, 1):
        in_vain(on, f"c-{number}", minutes=number)
    in_vain(on, "c-9", number=OTHER)
    assert owed(cast) == [("199****1111", 3), ("199****2222", 1)]
    found = queries.to_ring_back(cast.actor("clerk"), {}).order_by("pk")[0]
    assert (found.due, found.last_at) == (after(hours=24), after(minutes=2))
    assert not queries.to_ring_back(cast.actor("huangshi_clerk"), {}).exists()


def test_ringing_back_settles_all_until_now_and_a_try_in_vain_none(cast: Any) -> None:
    on, clerk = line(cast).pk, cast.actor("clerk")
    in_vain(on, "c-0")
    caller = in_vain(on, "c-1", minutes=1).caller_id
    services.ring_back(caller, outcome="not_reached", note="", actor=clerk, at=after(minutes=5))
    assert owed(cast) == [("199****1111", 2)]
    services.ring_back(caller, outcome="reached", note=f"已答覆 {NUMBER}", actor=clerk, at=after(minutes=6))
    assert owed(cast) == []
    assert {each.settled_at for each in Call.objects.all()} == {after(minutes=6)}
    kept = RingBack.objects.order_by("-pk")[0]
    assert NUMBER not in kept.note
    assert (kept.at, kept.outcome, kept.account_id) == (after(minutes=6), "reached", clerk.account_id)
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.event, entry.data) == ("hotline.rung_back", {"outcome": "reached"})
    in_vain(on, "c-2", minutes=7)
    assert owed(cast) == [("199****1111", 1)]


def test_a_caller_who_gets_through_herself_is_not_rung_back_whichever_is_heard_first(cast: Any) -> None:
    on = line(cast).pk
    hear(on, heard("arrived", 300, call="c-2"), heard("answered", 310, call="c-2"))
    in_vain(on, "c-1", minutes=1)
    assert owed(cast) == []
    in_vain(on, "c-3", minutes=6)
    assert owed(cast) == [("199****1111", 1)]


def test_a_call_written_down_as_missed_is_rung_back_and_one_written_down_settles(cast: Any) -> None:
    missed = call(cast, result="missed", kind="", wait_seconds=30)
    assert (missed.state, missed.due_at, missed.length_seconds) == ("missed", after(hours=24), None)
    assert owed(cast) == [("199****1111", 1)]
    call(cast, started_at=after(minutes=10))
    assert owed(cast) == []
    assert Call.objects.get(pk=missed.pk).settled_at == after(minutes=10)


def test_giving_up_needs_a_reason_and_only_who_handles_calls_rings(cast: Any) -> None:
    caller, clerk = in_vain(line(cast).pk).caller_id, cast.actor("clerk")
    for outcome, note, field in (
        ("given_up", " ", "note"),
        ("perhaps", "", "outcome"),
        ("reached", "字" * 1001, "note"),
    ):
        with pytest.raises(InvalidInput) as refused:
            services.ring_back(caller, outcome=outcome, note=note, actor=clerk, at=after(minutes=5))
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        services.ring_back(caller, outcome="reached", note="", actor=cast.actor("secretariat"), at=AT)
    with pytest.raises(NotAllowed):
        services.open_number(caller, actor=cast.actor("secretariat"), at=AT)
    with pytest.raises(NotFound):
        services.ring_back(caller, outcome="reached", note="", actor=cast.actor("huangshi_clerk"), at=AT)
    assert owed(cast) == [("199****1111", 1)]
    services.ring_back(caller, outcome="given_up", note="三次無人接聽", actor=clerk, at=after(minutes=5))
    assert owed(cast) == []


@LATE
def test_what_is_overdue_comes_first_in_the_day_and_opens_its_list(cast: Any) -> None:
    on = line(cast).pk
    in_vain(on, "c-1")
    in_vain(on, "c-2", minutes=2, number=OTHER)
    waits = {each.key: each for each in waits_for(cast.actor("clerk")) if each.key.startswith("hotline")}
    assert (waits["hotline_late"].count, waits["hotline_late"].harm) == ("1", Harm.LATE)
    assert (waits["hotline_missed"].count, waits["hotline_missed"].harm) == ("1", Harm.SAID)
    client = browser(cast, "clerk")
    late, rest = page(client, waits["hotline_late"].url), page(client, waits["hotline_missed"].url)
    assert ("199****1111" in late, "199****2222" in late) == (True, False)
    assert ("199****1111" in rest, "199****2222" in rest) == (False, True)
    assert str(due_badge(queries.to_ring_back(cast.actor("clerk"), {}).order_by("due")[0], after(hours=25))).count(
        "bad"
    )


@THEN
def test_a_clerk_rings_back_from_the_list(cast: Any) -> None:
    caller, client = in_vain(line(cast).pk).caller_id, browser(cast, "clerk")
    shown = page(client, f"{LIST}missed/")
    assert "199****1111" in shown
    assert "維權熱線" in shown
    address = f"{LIST}callers/{caller}/"
    shown = page(client, address)
    assert "回電" in shown
    assert NUMBER not in shown
    assert "回電" not in page(browser(cast, "secretariat"), address).replace("待回電", "").replace("回電記錄", "")
    assert NUMBER in page(client, f"{address}ring/")
    assert AuditEntry.objects.filter(event="hotline.number_opened").count() == 1
    answer = client.post(f"{address}ring/", {"outcome": "not_reached", "note": "占線"})
    assert answer["Location"] == address
    assert "占線" in page(client, address)
    client.post(f"{address}ring/", {"outcome": "reached", "note": ""})
    assert "沒有待回電的人" in page(client, f"{LIST}missed/")
    assert "199****1111" not in page(client, f"{LIST}missed/?council={cast.bodies['wuhan'].pk}")
    refused = client.post(f"{address}ring/", {"outcome": "given_up", "note": ""})
    assert refused.status_code == 422


@THEN
def test_the_screen_of_this_moment_shows_who_rings_with_her_cases(cast: Any) -> None:
    on, client = line(cast).pk, browser(cast, "clerk")
    assert "沒有來電" in page(client, f"{LIST}now/")
    before, about = call(cast, phone=OTHER), case(cast)
    hear(on, heard("arrived", 1780, number=OTHER))
    hear(on, heard("arrived", 1700, call="c-2"), heard("answered", 1710, call="c-2"))
    hear(on, heard("arrived", 1700, call="c-3"), heard("answered", 1710, call="c-3"), heard("ended", 1720, call="c-3"))
    opened = client.get(f"{LIST}now/")
    html = opened.content.decode()
    assert "data-live=" in html
    shown = words(html)
    assert shown.index("199****2222") < shown.index("199****1111")
    assert "0:20" in shown
    assert OTHER not in shown
    ringing = opened.context["calls"][0]["call"]
    assert before.caller_id == ringing.caller_id
    assert client.post(f"{LIST}{ringing.pk}/take/")["Location"] == f"{LIST}{ringing.pk}/"
    assert "響鈴" in page(client, f"{LIST}{ringing.pk}/")
    fragment = page(client, f"{LIST}now/calls/")
    assert "199****2222" in fragment
    assert "<html" not in client.get(f"{LIST}now/calls/").content.decode()
    assert client.post(f"{LIST}{ringing.pk}/take/").status_code == 302
    assert about.number not in fragment
    council = cast.bodies["wuhan"].pk
    assert Snapshot.objects.filter(topic=f"hotline.{council}").exists()
    assert "199****2222" not in page(browser(cast, "huangshi_clerk"), f"{LIST}now/")


@time_machine.travel(AT + timedelta(hours=3, minutes=30), tick=False)
def test_a_telephone_system_that_fell_silent_does_not_fill_the_screen(cast: Any) -> None:
    hear(line(cast).pk, heard("arrived"))
    assert "沒有來電" in page(browser(cast, "clerk"), f"{LIST}now/")
    assert Caller.objects.count() == 1
    assert since_words(Call.objects.get(), AT - timedelta(seconds=1)) == "0:00"


@THEN
def test_secrets_are_made_and_taken_back_on_the_page_of_the_line(cast: Any) -> None:
    made, boss = line(cast), browser(cast, "supervisor")
    shown = boss.post(f"{LIST}lines/{made.pk}/key/")
    assert shown.status_code == 200
    assert f"/hooks/hotline/{made.pk}/" in shown.content.decode()
    boss.post(f"{LIST}lines/{made.pk}/key/")
    assert boss.post(f"{LIST}lines/{made.pk}/key/")["Location"] == f"{LIST}lines/{made.pk}/"
    key = queries.keys_of(made)[0]
    assert "收回" in page(boss, f"{LIST}lines/{made.pk}/")
    assert "收回" not in page(browser(cast, "clerk"), f"{LIST}lines/{made.pk}/")
    assert boss.post(f"{LIST}lines/{made.pk}/key/999/revoke/").status_code == 404
    boss.post(f"{LIST}lines/{made.pk}/key/{key.pk}/revoke/")
    assert len(queries.keys_of(made)) == 1


@THEN
def test_the_page_of_a_heard_call_keeps_what_the_telephone_system_told(cast: Any) -> None:
    made = hear(
        line(cast).pk,
        heard("arrived"),
        heard("answered", 12),
        heard("ended", 72),
        heard("recording", 73, recording="rec/1.wav"),
    )
    client = browser(cast, "clerk")
    shown = page(client, f"{LIST}{made.pk}/")
    for said in ("0:12", "1:00", "rec/1.wav", "待補記"):
        assert said in shown, said
    assert "rec/1.wav" not in page(browser(cast, "secretariat"), f"{LIST}{made.pk}/")
    html = client.get(f"{LIST}{made.pk}/write/").content.decode()
    assert 'name="started_at"' not in html
    assert 'name="wait"' not in html
    answer = client.post(
        f"{LIST}{made.pk}/write/", {"kind": "enquiry", "result": "answered", "note": "", "phone": "", "version": 1}
    )
    assert answer.status_code == 302
    assert Call.objects.get().result == "answered"
    assert Call.objects.get().length_seconds == 60
    missed = in_vain(made.line_id, "c-5", minutes=25)
    shown = page(client, f"{LIST}{missed.pk}/")
    assert "2026-05-13 10:25" in shown
    assert page(client, f"{LIST}?show=missed").count("199****1111") == 1
