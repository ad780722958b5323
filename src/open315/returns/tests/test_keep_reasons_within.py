"""Why a colleague sent a return back is read in that body alone; why the council that asked opened it again, by both."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from open315.returns import services
from open315.returns.models import Filing, Return
from open315.returns.tests.making import filled, signed, told

pytestmark = pytest.mark.django_db


def seen(cast: Any, who: str, row: Return) -> str:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(f"/console/returns/{row.pk}/")
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def by(cast: Any, who: str) -> dict[str, Any]:
    return {"actor": cast.actor(who), "at": cast.at}


def test_why_it_was_sent_back_is_read_in_the_body_alone(cast: Any) -> None:
    row = filled(cast)
    services.send_back(row.pk, reason="少計了一個縣", **by(cast, "officer"))
    assert "少計了一個縣" in seen(cast, "clerk", row)
    assert "少計了一個縣" not in seen(cast, "secretariat", row)
    services.fill_in(row.pk, told(boards="36"), **by(cast, "clerk"))
    assert "少計了一個縣" not in seen(cast, "secretariat", row)
    services.sign(row.pk, **by(cast, "officer"))
    assert "少計了一個縣" not in seen(cast, "secretariat", row)
    assert list(Filing.objects.order_by("number").values_list("reason", flat=True)) == ["", ""]


def test_why_it_was_opened_again_is_read_by_both(cast: Any) -> None:
    row = signed(cast)
    services.reopen(row.pk, reason="與活動記錄不符", due_on=date(2026, 6, 1), **by(cast, "secretariat"))
    assert "與活動記錄不符" in seen(cast, "clerk", row)
    assert "與活動記錄不符" in seen(cast, "secretariat", row)


def test_what_is_sent_back_after_being_opened_again_keeps_the_reason_of_those_above(cast: Any) -> None:
    row = signed(cast)
    services.reopen(row.pk, reason="與活動記錄不符", due_on=date(2026, 6, 1), **by(cast, "secretariat"))
    services.fill_in(row.pk, told(boards="36"), **by(cast, "clerk"))
    services.send_back(row.pk, reason="算錯了", **by(cast, "officer"))
    services.fill_in(row.pk, told(boards="37"), **by(cast, "clerk"))
    services.sign(row.pk, **by(cast, "officer"))
    assert list(Filing.objects.order_by("number").values_list("reason", flat=True)) == [
        "", "與活動記錄不符", "與活動記錄不符",
    ]  # fmt: skip
    page = seen(cast, "secretariat", row)
    assert "與活動記錄不符" in page
    assert "算錯了" not in page
