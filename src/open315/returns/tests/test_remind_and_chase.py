"""Who is told of a return and when: once before it is due, once after, by message and by mail. By hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from open315.core.clock import SHANGHAI
from open315.core.outbox.models import OutboxEvent
from open315.notify.models import Message
from open315.notify.wording import notice_words
from open315.org.models import Account
from open315.returns import reminding, services, tasks
from open315.returns.models import Return
from open315.returns.tests.making import LATER, asked, filled, of, signed, told
from tests.upgrade.working import work

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def noon(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), SHANGHAI) + timedelta(hours=12)


def events() -> list[tuple[str, int, str]]:
    rows = OutboxEvent.objects.filter(name__in=("returns.due_soon", "returns.late")).order_by("pk")
    return [(row.name, row.payload["return_id"], row.payload["due"]) for row in rows]


def messages(name: str) -> set[tuple[str, str]]:
    """Who was told, in Chinese."""
    with translation.override("zh-hant"):
        return {
            (row.account.username, notice_words(row.template, row.data))
            for row in Message.objects.filter(template=name, channel="in_app").select_related("account")
        }


def test_each_return_is_announced_once_before_its_day_and_once_after(cast: Any) -> None:
    call = asked(cast)
    wuhan, huangshi = (of(call, cast.bodies[name]).pk for name in ("wuhan", "huangshi"))
    assert reminding.remind(noon(date(2026, 5, 16))) == 0
    assert reminding.remind(noon(date(2026, 5, 17))) == 2
    assert tasks.remind_of_returns(noon(date(2026, 5, 20))) == 0
    assert tasks.remind_of_returns(noon(date(2026, 5, 21))) == 2
    assert reminding.remind(noon(date(2026, 5, 30))) == 0
    assert events() == [
        ("returns.due_soon", wuhan, "2026-05-20"),
        ("returns.due_soon", huangshi, "2026-05-20"),
        ("returns.late", wuhan, "2026-05-20"),
        ("returns.late", huangshi, "2026-05-20"),
    ]
    row = Return.objects.get(pk=wuhan)
    assert (row.reminded_on, row.chased_on) == (date(2026, 5, 20), date(2026, 5, 20))


def test_a_new_day_is_announced_anew_and_what_is_signed_or_closed_is_not(cast: Any) -> None:
    row = signed(cast)
    other = of(row.call, cast.bodies["huangshi"]).pk
    actor = cast.actor("secretariat")
    assert reminding.remind(noon(date(2026, 5, 19))) == 1
    services.move_due_day(row.call_id, date(2026, 5, 25), reason="假期", actor=actor, at=cast.at)
    assert reminding.remind(noon(date(2026, 5, 21))) == 0
    assert reminding.remind(noon(date(2026, 5, 24))) == 1
    services.close_call(row.call_id, actor=actor, at=cast.at)
    assert reminding.remind(noon(date(2026, 6, 24))) == 0
    assert events() == [("returns.due_soon", other, "2026-05-20"), ("returns.due_soon", other, "2026-05-25")]


def test_only_a_share_is_announced_at_a_time(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(cast)
    monkeypatch.setattr(reminding, "AT_A_TIME", 1)
    late = noon(date(2026, 6, 1))
    assert [reminding.remind(late) for _ in range(3)] == [1, 1, 0]


def test_everybody_hears_what_concerns_her(cast: Any) -> None:
    row = filled(cast)
    work()
    assert messages("returns.asked") == {
        (who, f"{body}應於2026-05-20前上報《「3·15」活動成果》。")
        for body, people in (
            ("武漢市消費者協會", ("clerk", "officer", "second_officer")),
            ("黃石市消費者委員會", ("huangshi_clerk", "huangshi_officer")),
        )
        for who in people
    }
    assert messages("returns.filled_in") == {
        (who, "武漢市消費者協會的《「3·15」活動成果》等待您簽發。")
        for who in ("officer", "second_officer", "supervisor")
    }
    services.send_back(row.pk, reason="少填", actor=cast.actor("officer"), at=cast.at)
    services.fill_in(row.pk, told(), actor=cast.actor("clerk"), at=cast.at)
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    services.reopen(
        row.pk, reason="核對", due_on=date(2026, 5, 30), actor=cast.actor("secretariat"), at=cast.at + LATER
    )
    work()
    assert messages("returns.sent_back") == {
        (who, "武漢市消費者協會的《「3·15」活動成果》被退回，請重新填報。") for who in ("clerk", "second_officer")
    }
    assert messages("returns.signed") == {("secretariat", "武漢市消費者協會已簽發《「3·15」活動成果》。")}
    assert messages("returns.reopened") == {
        (who, "武漢市消費者協會的《「3·15」活動成果》已重新開放，請在2026-05-30前填報。")
        for who in ("clerk", "officer", "second_officer")
    }


def test_the_late_are_chased_by_message_and_by_mail(cast: Any) -> None:
    Account.objects.filter(username="clerk").update(email="clerk@example.org")
    Account.objects.filter(username="supervisor").update(email="supervisor@example.org")
    call = asked(cast)
    row = of(call, cast.bodies["wuhan"])
    reminding.remind(noon(date(2026, 5, 18)))
    work()
    assert messages("returns.due_soon") == {
        (who, f"{body}的《「3·15」活動成果》應於2026-05-20前簽發。")
        for body, people in (
            ("武漢市消費者協會", ("clerk", "officer", "second_officer")),
            ("黃石市消費者委員會", ("huangshi_clerk", "huangshi_officer")),
        )
        for who in people
    }
    services.fill_in(row.pk, told(), actor=cast.actor("clerk"), at=cast.at)
    reminding.remind(noon(date(2026, 5, 21)))
    work()
    late = "武漢市消費者協會的《「3·15」活動成果》已過2026-05-20的期限，尚未簽發。"
    told_of = {(who, words) for who, words in messages("returns.late") if words == late}
    assert told_of == {(who, late) for who in ("officer", "second_officer", "supervisor", "secretariat")}
    assert sorted((each.to[0], each.subject) for each in mail.outbox) == [
        ("clerk@example.org", "《「3·15」活動成果》應於2026-05-20前簽發"),
        ("supervisor@example.org", "《「3·15」活動成果》已過2026-05-20的期限"),
    ]
    assert f"/console/returns/{row.pk}/" in str(mail.outbox[0].body)


def test_nobody_is_chased_for_what_was_signed_meanwhile(cast: Any) -> None:
    row = filled(cast)
    reminding.remind(noon(date(2026, 5, 21)))
    services.sign(row.pk, actor=cast.actor("officer"), at=cast.at)
    work()
    assert {words for _who, words in messages("returns.late")} == {
        "黃石市消費者委員會的《「3·15」活動成果》已過2026-05-20的期限，尚未簽發。"
    }
