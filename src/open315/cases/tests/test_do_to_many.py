"""One step for many cases: what is ticked or all of a filter, each handled like a single one, and what became of each (review of the console, 13)."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from open315.cases.console.batch import MOST, steps_for
from open315.cases.models import Case, TimelineEntry
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core.audit.models import AuditEntry
from open315.phrases.tests.making import phrase
from tests.rows import nothing_changes

REFUSED = "案件目前的狀態不能進行此步驟。"
WRITES_DRAFTS = ("core.Draft", "core.Bucket", "sessions.Session", "core.IdempotencyKey")


@pytest.fixture(autouse=True)
def _on_that_day(time_machine: Any, world: World) -> None:
    time_machine.move_to(world.at)


def page(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.cast.accounts[who])
    return client


def post(client: Client, **given: Any) -> Any:
    return client.post("/console/cases/batch/", given)


def asked(answer: Any) -> list[int]:
    """The cases that the form names."""
    return [int(each) for each in re.findall(r'name="case_id"\s+value="(\d+)"', answer.content.decode())]


def entries(verb: str) -> set[int]:
    return set(TimelineEntry.objects.filter(verb=verb).values_list("case_id", flat=True))


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("clerk", ["note"]),
        ("officer", ["note", "write_to_consumer", "refer", "close"]),
        ("supervisor", ["note", "write_to_consumer", "supervise", "refer", "close"]),
        ("market_liaison", ["note"]),
        ("analyst", []),
    ],
)
def test_each_is_offered_the_steps_of_her_work(world: World, who: str, steps: list[str]) -> None:
    assert [each.name for each in steps_for(world.actor(who))] == steps
    html = page(world, who).get("/console/cases/?view=all").content.decode()
    assert ('name="step"' in html) == bool(steps)


def test_late_cases_are_urged_together_and_each_has_its_own_entry(world: World) -> None:
    client = page(world, "supervisor")
    ids = [world.case("registered"), world.case("accepted")]
    before = entries("supervise")
    form = post(client, step="supervise", case_id=ids)
    assert asked(form) == sorted(ids)
    assert entries("supervise") == before, "asking does nothing"
    given = {"level": "yellow", "reason": "逾期未辦", "due_on": "2026-05-20"}
    done = post(client, step="supervise", case_id=ids, send="1", **given)
    assert done.status_code == 200
    assert entries("supervise") == before | set(ids)
    texts = TimelineEntry.objects.filter(verb="supervise", case_id__in=ids).values_list("data", flat=True)
    assert {(each["level"], each["reason"], each["until"]) for each in texts} == {("yellow", "逾期未辦", "2026-05-20")}
    assert AuditEntry.objects.filter(event="cases.supervised", object_id__in=map(str, ids)).count() == len(ids)
    assert "已辦理 2 件" in done.content.decode()


def test_a_case_that_the_step_does_not_fit_is_named_with_the_reason_and_the_others_are_done(world: World) -> None:
    ids = [world.case("accepted"), world.case("registered"), world.case("closed")]
    given = {"result": "mediated", "recovered": "100", "note": "已退款"}
    html = post(page(world, "officer"), step="close", case_id=ids, send="1", **given).content.decode()
    assert Case.objects.get(pk=ids[0]).state == "closed"
    assert Case.objects.get(pk=ids[1]).state == "registered"
    assert "已辦理 1 件" in html
    assert "2 件未變動" in html
    assert world.number("registered") in html
    assert html.count(REFUSED) == 2


def test_all_of_a_filter_are_fixed_when_the_form_is_shown(world: World) -> None:
    client = page(world, "supervisor")
    query = "view=all&state=registered"
    rows = client.get(f"/console/cases/?{query}").content.decode().count('<li class="inbox__row')
    form = post(client, step="note", query=query, all="1")
    ids = asked(form)
    assert len(ids) == rows
    left = Case.objects.get(pk=ids[0])
    Case.objects.filter(pk=left.pk).update(state="accepted")  # it leaves the filter while she writes
    post(client, step="note", query=query, case_id=ids, send="1", text="統一備註")
    assert set(ids) <= entries("note")


def test_more_than_one_go_holds_is_refused_and_nothing_is_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("open315.cases.console.batch.MOST", 3)
    client = page(world, "supervisor")
    ids = sorted(Case.objects.filter(council=world.cast.bodies["wuhan"]).values_list("pk", flat=True))[:4]
    assert asked(post(client, step="note", case_id=ids[:3])) == ids[:3]
    with nothing_changes(but=WRITES_DRAFTS):
        for given in ({"case_id": ids}, {"query": "view=all", "all": "1"}):
            answer = post(client, step="note", send="1", text="統一備註", **given)
            assert answer.url.startswith("/console/cases/?")
    assert MOST == 200


@pytest.mark.parametrize("given", [{}, {"case_id": "x"}, {"case_id": "0"}, {"query": "view=second", "all": "1"}])
def test_nothing_chosen_leads_back_with_a_word(world: World, given: dict[str, str]) -> None:
    client = page(world, "clerk")
    Case.objects.filter(state="declination_proposed").update(state="registered")
    answer = post(client, step="note", **given)
    assert answer.status_code == 302
    assert "請至少勾選一件案件" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("step", ["", "accept", "supervise", "erase_identity", "none"])
def test_a_step_that_is_not_hers_or_not_for_many_leads_back(world: World, step: str) -> None:
    client = page(world, "officer")
    answer = post(client, step=step, case_id=[world.case("registered")], send="1")
    assert answer.status_code == 302
    assert "請選擇對所勾選案件做什麼" in client.get(answer.url).content.decode()


def test_cases_of_others_are_not_touched_and_not_named(world: World) -> None:
    client = page(world, "huangshi_clerk")
    own = Case.objects.filter(council=world.cast.bodies["huangshi"]).first()
    foreign = world.case("registered")
    ids = [foreign, *([own.pk] if own else [])]
    answer = post(client, step="note", case_id=ids, send="1", text="備註")
    assert foreign not in entries("note")
    assert world.number("registered") not in answer.content.decode()


def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(world: World) -> None:
    ids = [world.case("registered"), world.case("accepted")]
    answer = post(page(world, "supervisor"), step="supervise", case_id=ids, send="1", level="red", reason="請速辦")
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"due_on"})
    assert asked(answer) == sorted(ids)
    assert "請速辦" in answer.content.decode()


def test_sending_twice_does_it_once(world: World) -> None:
    client, ids = page(world, "clerk"), [world.case("registered")]
    once = re.search(r'name="once"\s+value="([^"]+)"', post(client, step="note", case_id=ids).content.decode())
    assert once
    sent = {"step": "note", "case_id": ids, "send": "1", "text": "一次", "once": once[1], "query": "view=all"}
    first, second = post(client, **sent), post(client, **sent)
    assert (first.status_code, second.status_code, second.url) == (200, 302, "/console/cases/?view=all")
    assert TimelineEntry.objects.filter(verb="note", case_id=ids[0]).count() == 1


def test_no_phrase_is_offered_that_would_name_the_first_case_to_everybody(world: World) -> None:
    phrase(world.cast, text="案號{案號}", use="note")
    client, number = page(world, "officer"), world.number("registered")
    assert 'name="put_in"' in client.get(f"/console/cases/{number}/do/note/").content.decode()
    html = post(client, step="note", case_id=[world.case("registered")]).content.decode()
    assert 'name="put_in"' not in html
    assert '<textarea name="text"' in html


def test_a_list_that_a_form_names_wrongly_is_no_address(world: World) -> None:
    answer = post(page(world, "clerk"), step="note", query="view=all\r\nX-Bad: 1")
    assert answer.url in {f"/console/cases/?view=all{end}X-Bad%3A+1" for end in ("%0D%0A", "%0A")}


def test_a_day_is_told_to_every_consumer(world: World) -> None:
    ids = [world.case("registered"), world.case("accepted")]
    post(page(world, "officer"), step="write_to_consumer", case_id=ids, send="1", text="店已停業", until="2026-05-20")
    told = TimelineEntry.objects.filter(verb="write_to_consumer", case_id__in=ids)
    assert {each.data["until"] for each in told} == {date(2026, 5, 20).isoformat()}
    assert all(each.is_public for each in told)


def test_all_of_a_filter_are_the_cases_that_the_list_shows(world: World) -> None:
    """By due date the list leaves out what has no date; the form named eleven more than it showed."""
    client, query = page(world, "supervisor"), "view=all&sort=due"
    rows = client.get(f"/console/cases/?{query}").content.decode().count('<li class="inbox__row')
    assert Case.objects.filter(council=world.cast.bodies["wuhan"], next_due_on=None).exists()
    assert len(asked(post(client, step="note", query=query, all="1"))) == rows


def test_all_of_a_filter_are_assigned_too(world: World) -> None:
    client, query = page(world, "supervisor"), "view=open&state=registered"
    ids = asked(post(client, step="note", query=query, all="1"))
    given = {"query": query, "all": "1", "account_id": world.account("second_officer"), "case_id": ids[:1]}
    client.post("/console/cases/assign/", given)
    assert set(Case.objects.filter(pk__in=ids).values_list("officer", flat=True)) == {world.account("second_officer")}


@pytest.mark.parametrize("step", ["note", "close"])
def test_a_case_to_which_something_happened_meanwhile_is_left_and_named(world: World, step: str) -> None:
    """A clerk noted that the consumer does not agree while an officer closed forty cases as settled."""
    client, ids = page(world, "officer"), [world.case("accepted"), world.case("paused")]
    seen = re.findall(r'name="seen"\s+value="([^"]+)"', post(client, step=step, case_id=ids).content.decode())
    assert len(seen) == 2
    USES["note"](world, ids[0])
    given = {"text": "備註", "result": "mediated", "recovered": "1", "note": "已退款"}
    html = post(client, step=step, case_id=ids, seen=seen, send="1", **given).content.decode()
    assert "1 件未變動" in html
    assert "已辦理 1 件" in html
    assert "期間有人修改" in html
    assert Case.objects.get(pk=ids[0]).state == "accepted"


def test_who_is_about_to_answer_many_is_told_of_words_that_nobody_read(world: World) -> None:
    Case.objects.update(news_from=None)
    ids = [world.case("registered"), world.case("accepted")]
    words = "1 件有尚未處理的來函"
    assert words not in post(page(world, "officer"), step="note", case_id=ids).content.decode()
    Case.objects.filter(pk=ids[0]).update(news_from="consumer")
    assert words in post(page(world, "officer"), step="note", case_id=ids).content.decode()
