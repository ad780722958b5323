"""The inbox and the case page as staff see them: rows, counters, kept filters, and the cases that are likely the same matter."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from open315.cases import queries, services
from open315.cases.models import Case
from open315.cases.tests.conftest import Register
from open315.cases.types import Kind, PersonDetails, TraderRef
from open315.core import clock
from open315.org.models import Account, RoleGrant

HTMX = {"HX-Request": "true"}


def test_a_row_escapes_what_people_wrote_and_marks_the_open_case(officer: Client, register: Register) -> None:
    case = register(title='<b>"冰箱"</b>', trader=TraderRef(name="<i>甲&乙"))
    page = officer.get("/console/cases/", {"case": case.number}).content.decode()
    assert "<b>" not in page.split("inbox__rows")[1].split("</ol>")[0]
    assert "&lt;i&gt;甲&amp;乙 · " in page
    assert page.count("inbox__row--current") == 1
    assert f'name="case_id" value="{case.pk}"' in page


def test_the_tabs_count_what_waits(cast: Any, register: Register) -> None:
    supervisor, officer = cast.actor("supervisor"), cast.actor("officer")
    for _ in range(2):
        case = register()
        services.propose_declination(
            case.pk, grounds=("materials",), statement="沒有憑證", actor=officer, at=cast.at, version=case.version
        )
    Case.objects.update(next_due_on=clock.today() - timedelta(days=1))
    assert queries.view_counts(supervisor) == {
        "mine": "", "aside": "", "news": "", "overdue": "2", "objections": "", "second": "2",
    }  # fmt: skip
    assert not {"second", "objections"} & set(queries.view_counts(officer))


def test_a_new_colleague_stands_in_the_kept_filters(officer: Client, cast: Any, register: Register) -> None:
    register()
    assert "新同事" not in officer.get("/console/cases/").content.decode()
    account = Account.objects.create_user("new", None, is_staff=True, display_name="新同事")
    RoleGrant.objects.create(
        account=account, organisation=cast.bodies["wuhan"], role="officer", granted_from=cast.at.date()
    )
    assert officer.get("/console/cases/").content.decode().count("新同事") == 1
    assert officer.get("/console/cases/", {"fold": "open"}).content.decode().count("新同事") == 2


def test_the_filters_show_what_is_chosen_and_what_is_wrong(officer: Client, register: Register) -> None:
    register()
    for _ in range(2):
        page = officer.get("/console/cases/", {"channel": "web", "goods": "nonsense", "fold": "open"}).content.decode()
        assert re.search(r'<option value="web"\s+selected\s*>', page)
        assert page.count("field--wrong") == 1
    assert "field--wrong" not in officer.get("/console/cases/", {"channel": "web", "fold": "open"}).content.decode()


def test_of_the_late_ones_who_has_waited_longest_comes_first_unless_asked_otherwise(
    officer: Client, register: Register
) -> None:
    new, old = register(), register()
    for case, days in ((new, 3), (old, 30)):
        Case.objects.filter(pk=case.pk).update(next_due_on=clock.today() - timedelta(days=days))

    def order(**asked: str) -> list[str]:
        page = officer.get("/console/cases/", {"view": "overdue", **asked}).content.decode()
        return sorted((new.number, old.number), key=page.index)

    assert order() == [old.number, new.number]
    Case.objects.filter(pk=new.pk).update(received_at=old.received_at + timedelta(hours=1))
    assert order(sort="received") == [new.number, old.number]


def test_likely_the_same_is_asked_for_after_the_page_or_by_a_link(officer: Client, register: Register) -> None:
    first, second = register(), register()
    address = reverse("cases:case", args=[second.number])
    page = officer.get(address).content.decode()
    assert f'hx-get="{address}?alike=1" hx-trigger="load"' in page
    assert first.number not in page
    whole = officer.get(address, {"alike": "1"}).content.decode()
    piece = officer.get(address, {"alike": "1"}, headers=HTMX).content.decode()
    assert first.number in whole
    assert first.number in piece
    assert "</html>" in whole
    assert "</html>" not in piece
    assert "hx-get" not in piece


def test_a_closed_case_asks_for_nothing_more(officer: Client, cast: Any, register: Register) -> None:
    register()
    case = register()
    services.withdraw_case(case.pk, reason="已和解", actor=cast.actor("officer"), at=cast.at, version=case.version)
    assert 'id="alike"' not in officer.get(f"/console/cases/{case.number}/").content.decode()
    assert queries.alike_cases(cast.actor("officer"), case.number) == []


def test_likely_the_same_needs_a_number_or_a_trader_in_common(cast: Any, register: Register) -> None:
    actor = cast.actor("officer")
    subject = register()
    caller = register(trader=TraderRef(name="另一家"))
    trader = register(consumer=PersonDetails(name="別人", phone="13700137000"))
    register(trader=TraderRef(name="另一家"), consumer=PersonDetails(name="別人", phone="13700137000"))
    elsewhere = register(council_id=cast.bodies["huangshi"].pk)
    found = {each.number: each for each in queries.alike_cases(actor, subject.number)}
    assert set(found) == {caller.number, trader.number}
    assert (found[caller.number].percent, found[trader.number].percent) == (100, 90)
    assert elsewhere.number in {
        each.number for each in queries.alike_cases(cast.actor("province_supervisor"), subject.number)
    }


def test_one_case_is_found_by_exactly_those_who_see_it_in_the_list(cast: Any, register: Register) -> None:
    here = register()
    there = register(council_id=cast.bodies["huangshi"].pk)
    for case, target in ((here, "market"), (there, "wuhan")):
        services.refer_case(
            case.pk,
            to_organisation_id=cast.bodies[target].pk,
            reason="請處理",
            actor=cast.actor("officer" if case is here else "huangshi_officer"),
            at=cast.at,
            version=case.version,
        )
    for who in cast.accounts:
        actor = cast.actor(who)
        seen = set(queries.visible_to(actor).values_list("pk", flat=True))
        assert set(queries.visible_to(actor, one=True).values_list("pk", flat=True)) == seen, who


def test_the_buttons_follow_clocks_parties_and_referrals(cast: Any, register: Register) -> None:
    officer, liaison = cast.actor("officer"), cast.actor("market_liaison")
    anonymous = register(kind=Kind.ENQUIRY, consumer=PersonDetails(), narrative="想問保修期。")
    assert "unmask" not in queries.available_verbs(officer, queries.get_case(officer, anonymous.number))
    case = register()
    assert "unmask" in queries.available_verbs(officer, queries.get_case(officer, case.number))
    services.refer_case(
        case.pk, to_organisation_id=cast.bodies["market"].pk, reason="請處理", actor=officer, at=cast.at, version=1
    )
    assert "acknowledge_referral" in queries.available_verbs(liaison, queries.get_case(liaison, case.number))
    services.acknowledge_referral(case.pk, actor=liaison, at=cast.at, version=2)
    assert "acknowledge_referral" not in queries.available_verbs(liaison, queries.get_case(liaison, case.number))


@pytest.mark.parametrize("nonsense", ["abc", "²", "-1", "9" * 30, "9" * 5000])
def test_numbers_that_somebody_changed_on_the_way_are_no_error(
    officer: Client, register: Register, nonsense: str
) -> None:
    case = register()
    note = {"text": "已回電", "version": nonsense}
    answers = (
        officer.get(reverse("cases:inbox"), {"officer": nonsense}),
        officer.get(reverse("notify:notices"), {"before": nonsense}),
        officer.post(reverse("cases:assign"), {"case_id": [str(case.pk), nonsense], "account_id": nonsense}),
        officer.post(reverse("cases:save_view"), {"delete": nonsense}),
        officer.post(reverse("cases:verb", args=[case.number, "note"]), note),
    )
    assert all(answer.status_code in {200, 302, 409, 422} for answer in answers), [each.status_code for each in answers]
    case.refresh_from_db()
    assert case.officer_id is None


def test_whoever_opens_a_referred_case_reads_what_was_asked_and_what_came_back(
    officer: Client, cast: Any, register: Register
) -> None:
    """On the page of the case, beside the list, and where the answer is written."""
    case = register()
    market = cast.bodies["market"].pk
    services.refer_case(
        case.pk, to_organisation_id=market, reason="請查明<保修>期限", actor=cast.actor("officer"), at=cast.at
    )
    asked = "請其辦理的事項 請查明&lt;保修&gt;期限"
    client = Client()
    client.force_login(cast.accounts["market_liaison"])
    for path in ("", "do/answer_referral/", "?pane=1"):
        assert _words(client.get(f"/console/cases/{case.number}/{path}")).count(asked) == 1
    services.answer_referral(case.pk, reply="已查明，\n應予更換", actor=cast.actor("market_liaison"), at=cast.at)
    assert f"{asked} 答覆 已查明， 應予更換" in _words(officer.get(f"/console/cases/{case.number}/"))
    services.refer_case(case.pk, to_organisation_id=market, reason="再請核實", actor=cast.actor("officer"), at=cast.at)
    services.refuse_referral(case.pk, reason="無管轄權", actor=cast.actor("market_liaison"), at=cast.at)
    page = _words(officer.get(f"/console/cases/{case.number}/"))
    assert "請其辦理的事項 再請核實 理由 無管轄權" in page


def _words(answer: Any) -> str:
    """The page's words in one line, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def test_a_case_can_be_printed_from_its_page(officer: Client, register: Register) -> None:
    page = officer.get(f"/console/cases/{register().number}/").content.decode()
    assert re.search(r"<button [^>]*data-print\s+hidden>打印</button>", page)
