"""The list is home (ADR 0145): where a case stands in it, where a step leads, what is taken back, what was found where."""

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases import queries, services
from open315.cases.models import Case, SavedView, TimelineEntry
from open315.cases.queries import InboxFilters
from open315.cases.queries.found import found_in, is_number, place_of, search_words
from open315.cases.tests.conftest import Register
from open315.cases.types import PersonDetails, TraderRef
from open315.core import clock
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict
from open315.core.outbox.models import OutboxEvent
from open315.core.outbox.pump import drain

INBOX = "/console/cases/"
TOLD = {"foreclosure_told": "on"}
LIST = import_module("open315.cases.queries.inbox")


@pytest.fixture
def four(register: Register) -> list[Case]:
    """Four cases, an hour apart, the newest first."""
    cases = [register() for _ in range(4)]
    for hours, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(received_at=case.received_at - timedelta(hours=hours))
    return [Case.objects.get(pk=each.pk) for each in cases]


def test_a_case_stands_between_two_others_and_at_the_ends_there_is_one(cast: Any, four: list[Case]) -> None:
    actor = cast.actor("officer")
    numbers = [each.number for each in four]

    def near(case: Case, **asked: Any) -> tuple[str, str]:
        found = queries.neighbours(actor, InboxFilters(**asked), case)
        return found.before, found.after

    assert near(four[1]) == (numbers[0], numbers[2])
    assert near(four[0]) == ("", numbers[1])
    assert near(four[3]) == (numbers[2], "")
    assert near(four[1], sort="oldest") == (numbers[2], numbers[0])
    assert near(four[1], view="second") == ("", "")


def test_a_case_that_left_the_list_still_has_its_neighbours_there(cast: Any, four: list[Case]) -> None:
    actor = cast.actor("officer")
    services.accept_case(four[1].pk, foreclosure_told=True, actor=actor, at=cast.at)
    near = queries.neighbours(actor, InboxFilters(view="waiting"), four[1])
    assert (near.before, near.after) == (four[0].number, four[2].number)


def test_in_the_order_of_dates_a_case_without_one_stands_nowhere(cast: Any, four: list[Case]) -> None:
    for days, case in enumerate(four):
        Case.objects.filter(pk=case.pk).update(next_due_on=clock.today() + timedelta(days=days))
    Case.objects.filter(pk=four[0].pk).update(next_due_on=None)
    four[0].refresh_from_db()
    four[1].refresh_from_db()
    actor, by_date = cast.actor("officer"), InboxFilters(sort="due")
    assert queries.neighbours(actor, by_date, four[0]) == queries.Neighbours("", "")
    assert queries.neighbours(actor, by_date, four[1]) == queries.Neighbours("", four[2].number)


def test_within_a_page_the_neighbours_are_read_from_it(cast: Any, four: list[Case]) -> None:
    page = queries.inbox(cast.actor("officer"), InboxFilters())
    numbers = [each.number for each in four]
    assert queries.beside(page, numbers[0]) == queries.Neighbours("", numbers[1])
    assert queries.beside(page, numbers[2]) == queries.Neighbours(numbers[1], numbers[3])
    assert queries.beside(page, numbers[3]) == queries.Neighbours(numbers[2], "")
    assert queries.beside(page, "2026-0") is None
    cut = queries.InboxPage(page.rows, after="x", before="y")
    assert queries.beside(cut, numbers[0]) is None
    assert queries.beside(cut, numbers[3]) is None
    assert queries.beside(cut, numbers[1]) == queries.Neighbours(numbers[0], numbers[2])


def test_the_total_is_counted_to_its_bound(cast: Any, four: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    actor = cast.actor("officer")
    monkeypatch.setattr(LIST, "PAGE", 2)

    def total(**asked: Any) -> str:
        return queries.total(actor, InboxFilters(**asked), queries.inbox(actor, InboxFilters(**asked)))

    assert total() == "4"
    assert total(view="mine") == "0"
    for limit, words in ((5, "4"), (4, "4"), (3, "3+")):
        monkeypatch.setattr("open315.cases.queries.around.TOTAL_LIMIT", limit)
        assert total() == words
    Case.objects.filter(pk=four[0].pk).update(next_due_on=None)
    monkeypatch.setattr("open315.cases.queries.around.TOTAL_LIMIT", 9)
    assert total(sort="due") == "3"


def test_a_page_says_how_many_there_are_and_which_it_shows(
    officer: Client, four: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = officer.get(INBOX).content.decode()
    assert '<span class="inbox__total" id="total">4</span>' in page
    assert "pager" not in page
    monkeypatch.setattr(LIST, "PAGE", 3)
    first = officer.get(INBOX)
    assert '<span class="pager__words">1–3</span>' in first.content.decode()
    after = re.search(r'href="\?after=([^"&]+)"', first.content.decode())
    assert after
    assert '<span class="pager__words">4–4</span>' in officer.get(INBOX, {"after": after[1]}).content.decode()


def test_a_step_begun_beside_the_list_ends_there_with_the_next_case(
    officer: Client, cast: Any, four: list[Case]
) -> None:
    asked = {"view": "waiting", "case": four[1].number}
    page = officer.get(INBOX, asked).content.decode()
    assert f"view=waiting&amp;case={_quoted(four[1].number)}&amp;do=accept" in page
    step = officer.get(INBOX, {**asked, "do": "accept"}).content.decode()
    assert '<input type="hidden" name="list" value="view=waiting">' in step
    assert 'class="inbox__rows"' in step
    answer = officer.post(
        reverse("cases:verb", args=[four[1].number, "accept"]),
        {**TOLD, "version": four[1].version, "list": "view=waiting"},
    )
    assert answer["Location"] == f"{INBOX}?view=waiting&case={_quoted(four[2].number)}"
    four[1].refresh_from_db()
    assert four[1].state == "accepted"


def test_a_step_without_a_list_ends_on_the_case(officer: Client, four: list[Case]) -> None:
    answer = officer.post(reverse("cases:verb", args=[four[1].number, "accept"]), {**TOLD, "version": four[1].version})
    assert answer["Location"] == reverse("cases:case", args=[four[1].number])


def test_the_last_case_leads_to_the_one_before_and_an_only_one_to_the_list(officer: Client, four: list[Case]) -> None:
    def accept(case: Case) -> str:
        sent = {**TOLD, "version": case.version, "list": "view=waiting"}
        return str(officer.post(reverse("cases:verb", args=[case.number, "accept"]), sent)["Location"])

    assert accept(four[3]) == f"{INBOX}?view=waiting&case={_quoted(four[2].number)}"
    accept(four[2])
    accept(four[1])
    assert accept(four[0]) == f"{INBOX}?view=waiting"


def test_a_note_stays_with_its_case(officer: Client, four: list[Case]) -> None:
    sent = {"text": "已致電", "version": four[1].version, "list": "view=all"}
    answer = officer.post(reverse("cases:verb", args=[four[1].number, "note"]), sent)
    assert answer["Location"] == f"{INBOX}?view=all&case={_quoted(four[1].number)}"


def test_where_the_next_case_stands_on_the_next_page_the_page_is_turned(
    officer: Client, cast: Any, four: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LIST, "PAGE", 2)
    sent = {"account_id": cast.accounts["officer"].pk, "version": four[1].version, "list": "view=open"}
    answer = officer.post(reverse("cases:verb", args=[four[1].number, "assign"]), sent)
    page = queries.inbox(cast.actor("officer"), InboxFilters())
    assert answer["Location"] == f"{INBOX}?view=open&after={page.after}&case={_quoted(four[2].number)}"
    again = officer.get(answer["Location"]).content.decode()
    assert again.count("inbox__row--current") == 1


def test_a_refused_step_keeps_the_list_it_came_from(officer: Client, four: list[Case]) -> None:
    sent = {"text": "", "version": four[1].version, "list": "view=all"}
    answer = officer.post(reverse("cases:verb", args=[four[1].number, "note"]), sent)
    assert answer.status_code == 422
    assert '<input type="hidden" name="list" value="view=all">' in answer.content.decode()


def test_a_step_that_is_not_open_shows_the_case_without_a_form(officer: Client, four: list[Case]) -> None:
    for do in ("close", "confirm_declination", "nonsense"):
        page = officer.get(INBOX, {"case": four[0].number, "do": do}).content.decode()
        assert "data-submit-key" not in page
        assert four[0].number in page


def test_the_page_of_a_case_leads_back_to_its_list_and_on_to_its_neighbours(officer: Client, four: list[Case]) -> None:
    address = reverse("cases:case", args=[four[1].number])
    assert "case-place" not in officer.get(address).content.decode()
    page = officer.get(address, {"list": "view=all&case=x&do=y"}).content.decode()
    place = page.split("case-place")[1].split("</nav>")[0]
    assert f'href="{INBOX}?view=all"' in place
    for key, near in (("K", four[0]), ("J", four[2])):
        assert f'href="{reverse("cases:case", args=[near.number])}?list=view%3Dall" data-key="{key}"' in place
    assert f"{reverse('cases:verb', args=[four[1].number, 'accept'])}?list=view%3Dall" in page


def test_a_case_opened_beside_the_list_knows_the_list_by_its_address(officer: Client, four: list[Case]) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{INBOX}?view=all&case={four[0].number}"}
    pane = officer.get(reverse("cases:case", args=[four[1].number]), {"pane": "1"}, headers=asked).content.decode()
    assert f'href="{INBOX}?view=all&amp;case={_quoted(four[2].number)}" data-key="J"' in pane
    assert f"{INBOX}?view=all&amp;case={_quoted(four[1].number)}&amp;do=accept" in pane
    other = {**asked, "HX-Current-URL": "http://testserver/console/?view=second"}
    pane = officer.get(reverse("cases:case", args=[four[1].number]), {"pane": "1"}, headers=other).content.decode()
    assert f"{INBOX}?case={_quoted(four[2].number)}" in pane


def _quoted(number: str) -> str:
    return reverse("cases:case", args=[number]).split("/")[-2]


def test_an_assignment_is_taken_back_to_nobody_or_to_whoever_had_it(cast: Any, register: Register) -> None:
    clerk, case = cast.actor("clerk"), register()
    first, second = cast.accounts["officer"], cast.accounts["supervisor"]
    services.assign_case(case.pk, account_id=first.pk, actor=clerk, at=cast.at)
    assert services.take_back_assignment(case.pk, actor=clerk, at=cast.at).officer_id is None
    entry = TimelineEntry.objects.filter(case=case).order_by("-id")[0]
    assert (entry.verb, entry.data["to"], entry.data["earlier"]) == ("assign", None, first.pk)
    told = OutboxEvent.objects.filter(name="cases.assigned").order_by("-id")[0]
    assert told.payload["to"] is None
    services.assign_case(case.pk, account_id=first.pk, actor=clerk, at=cast.at)
    services.assign_case(case.pk, account_id=second.pk, actor=clerk, at=cast.at)
    assert services.take_back_assignment(case.pk, actor=clerk, at=cast.at).officer_id == first.pk


def test_what_went_on_or_was_anothers_is_not_taken_back(cast: Any, register: Register) -> None:
    clerk, officer, case = cast.actor("clerk"), cast.actor("officer"), register()
    with pytest.raises(Conflict):
        services.take_back_assignment(case.pk, actor=clerk, at=cast.at)
    services.assign_case(case.pk, account_id=officer.account_id, actor=clerk, at=cast.at)
    with pytest.raises(Conflict):
        services.take_back_assignment(case.pk, actor=officer, at=cast.at)
    services.add_note(case.pk, text="已致電", actor=clerk, at=cast.at)
    with pytest.raises(Conflict):
        services.take_back_assignment(case.pk, actor=clerk, at=cast.at)
    case.refresh_from_db()
    assert case.officer_id == officer.account_id


def test_cases_given_together_are_taken_back_together_and_the_others_named(
    officer: Client, cast: Any, four: list[Case]
) -> None:
    given = {
        "case_id": [each.pk for each in four[:3]],
        "account_id": cast.accounts["supervisor"].pk,
        "query": "view=all",
    }
    page = officer.post(reverse("cases:assign"), given, follow=True).content.decode()
    button = re.search(r'name="what" value="([\d,]+)"', page)
    assert button
    assert sorted(map(int, button[1].split(","))) == sorted(each.pk for each in four[:3])
    services.add_note(four[0].pk, text="已致電", actor=cast.actor("clerk"), at=cast.at)
    sent = {"what": button[1], "query": "view=all"}
    answer = officer.post(reverse("cases:undo"), sent)
    assert answer["Location"] == f"{INBOX}?view=all"
    said = officer.get(answer["Location"]).content.decode()
    assert "已撤銷 2 件分派" in said
    assert f"{four[0].number}：此案件之後又有變動" in said
    assert [each.officer_id is None for each in Case.objects.filter(pk__in=[e.pk for e in four]).order_by("pk")] == [
        each.pk != four[0].pk for each in sorted(four, key=lambda each: each.pk)
    ]


def test_a_single_one_that_was_taken_back_is_opened_again(officer: Client, cast: Any, four: list[Case]) -> None:
    sent = {"account_id": cast.accounts["supervisor"].pk, "version": four[1].version, "list": "view=all"}
    page = officer.post(reverse("cases:verb", args=[four[1].number, "assign"]), sent, follow=True).content.decode()
    assert f'name="what" value="{four[1].pk}"' in page
    assert 'name="query" value="view=all"' in page
    answer = officer.post(reverse("cases:undo"), {"what": f"{four[1].pk},x", "query": "view=all"})
    assert answer["Location"] == f"{INBOX}?view=all&case={_quoted(four[1].number)}"


def test_another_step_has_no_button_to_take_it_back(officer: Client, four: list[Case]) -> None:
    sent = {**TOLD, "version": four[1].version, "list": "view=all"}
    page = officer.post(reverse("cases:verb", args=[four[1].number, "accept"]), sent, follow=True).content.decode()
    assert f"{four[1].number}：已完成：受理" in page
    assert 'name="what"' not in page


def test_filters_are_folded_until_the_address_unfolds_them(officer: Client, four: list[Case]) -> None:
    folded = officer.get(INBOX, {"view": "all"}).content.decode()
    assert 'id="filters"' not in folded
    assert 'href="?view=all&amp;fold=open"' in folded
    unfolded = officer.get(INBOX, {"view": "all", "fold": "open"}).content.decode()
    assert 'id="filters"' in unfolded
    assert 'name="fold" value="open"' in unfolded


def test_kept_views_are_tabs_and_the_present_one_is_marked(officer: Client, cast: Any, four: list[Case]) -> None:
    services.save_view(
        name="熱線", query="view=all&channel=hotline", shared=False, actor=cast.actor("officer"), at=cast.at
    )
    mark = re.compile(r'<a href="\?view=all&amp;channel=hotline"( aria-current="true")?>熱線</a>')

    def marked(**asked: str) -> bool:
        found = mark.search(officer.get(INBOX, asked).content.decode())
        assert found
        return found[1] is not None

    assert marked(channel="hotline", view="all", case=four[0].number, fold="open")
    assert not marked(channel="hotline")
    assert not marked(channel="web", view="all")


def test_a_view_is_kept_with_its_filters_folded(officer: Client) -> None:
    officer.post(reverse("cases:save_view"), {"name": "熱線", "query": "view=all&fold=open&channel=hotline"})
    assert SavedView.objects.get().query == "view=all&channel=hotline"


def test_an_empty_search_goes_on_to_all_cases_with_its_words(officer: Client, four: list[Case]) -> None:
    page = officer.get(INBOX, {"q": "不存在的詞", "channel": "web"}).content.decode()
    assert "q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E8%A9%9E&amp;channel=web&amp;view=all" in page


def test_the_box_above_looks_through_closed_cases_too(officer: Client, cast: Any, four: list[Case]) -> None:
    page = officer.get(INBOX).content.decode()
    box = page.split('role="search"')[1].split("</form>")[0]
    assert '<input type="hidden" name="view" value="all">' in box
    services.withdraw_case(four[0].pk, reason="已和解", actor=cast.actor("officer"), at=cast.at)
    while drain(clock.now()):
        pass
    assert f'">{four[0].number}<' in officer.get(INBOX, {"q": four[0].number, "view": "all"}).content.decode()


def test_a_search_says_where_it_found_the_words(officer: Client, register: Register) -> None:
    case = register(
        title="冰箱",
        narrative="八月在<店>裡買的變頻空調，三週後不製冷，店家不理。",
        trader=TraderRef(name="江城電器行"),
    )
    assert found_in(case, search_words("冰箱")) is None
    assert found_in(case, search_words("不存")) is None
    trader = found_in(case, search_words("江城电器"))
    assert trader is not None
    assert (trader.before, trader.hit, trader.after) == ("", "江城電器", "行")
    text = found_in(case, search_words("变频"))
    assert text is not None
    assert (text.before, text.hit, text.after) == ("八月在<店>裡買的", "變頻", "空調，三週後不製冷，…")
    while drain(clock.now()):
        pass
    page = officer.get(INBOX, {"q": "變頻空調"}).content.decode()
    assert '<span class="inbox__found">正文</span> 八月在&lt;店&gt;裡買的<mark>變頻空調</mark>' in page


@pytest.mark.parametrize(
    ("word", "text", "place"),
    [
        ("冰箱", "一台冰箱壞了", (2, 4)),
        ("冰箱", "冰 箱", (0, 3)),
        ("ab", "xＡＢ", (1, 3)),
        ("箱冰", "冰箱", None),
        ("冰箱", "", None),
    ],
)
def test_the_place_of_a_word_is_that_of_the_signs_as_they_were_typed(word: str, text: str, place: Any) -> None:
    assert place_of(word, text) == place


def test_long_text_is_cut_on_both_sides(register: Register) -> None:
    case = register(title="空調", narrative="好" * 11 + "冰箱" + "貨" * 11)
    found = found_in(case, ("冰箱",))
    assert found is not None
    assert (found.before, found.after) == ("…" + "好" * 10, "貨" * 10 + "…")
    found = found_in(register(title="空調", narrative="好" * 10 + "冰箱" + "貨" * 10), ("冰箱",))
    assert found is not None
    assert (found.before, found.after) == ("好" * 10, "貨" * 10)


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("13800138000", True), ("138 0013 8000", True), ("027-8765432", True), ("123456", False), ("1234567", True), ("鄂1380013800", False), ("", False)],
)  # fmt: skip
def test_what_is_a_telephone_number_and_what_are_words(typed: str, is_one: bool) -> None:
    assert is_number(typed) is is_one


def test_a_whole_telephone_number_finds_its_cases_for_those_who_may_see_it_and_is_recorded(
    client: Client, cast: Any, register: Register
) -> None:
    mine = register(consumer=PersonDetails(name="測試消費者甲", phone="13800138000"))
    other = register(consumer=PersonDetails(name="測試消費者乙", phone="13900139000"))

    def shown(who: str, q: str) -> list[str]:
        client.force_login(cast.accounts[who])
        page = client.get(INBOX, {"q": q, "view": "all"}).content.decode()
        return [each for each in (mine.number, other.number) if f'">{each}<' in page]

    assert shown("officer", "138 0013 8000") == [mine.number]
    assert shown("officer", "1380013800") == []
    entries = AuditEntry.objects.filter(event="cases.searched_by_number").order_by("id")
    assert [each.data for each in entries] == [
        {"number": "138****8000", "found": 1},
        {"number": "*******800", "found": 0},
    ]
    assert shown("clerk", "13800138000") == []
    assert entries.count() == 2
