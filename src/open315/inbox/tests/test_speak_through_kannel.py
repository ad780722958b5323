"""A real Kannel (bearerbox, smsbox, its fake SMSC): a Chinese message in, the answer out, and the report that it arrived."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.utils import timezone

from open315.core.outbox.pump import drain
from open315.inbox import services
from open315.inbox.models import Answer, Message
from open315.inbox.tests.kannel_box import kannel
from open315.inbox.tests.making import NUMBER, after
from open315.inbox.tests.soon import soon
from open315.notify.models import Receipt

pytestmark = [pytest.mark.kannel, pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
TEXT = "商家不退款，請幫幫我"
ANSWER = "請把發票寄給我們。"


def test_a_message_comes_in_its_answer_goes_out_and_the_network_reports_it(
    live_server: Any, cast: Any, settings: Any, tmp_path: Path
) -> None:
    settings.SMS_KANNEL_SECRET = "a1b2c3"
    settings.SMS_NUMBERS = "10690001=420100"
    settings.SMS_WAY, settings.SMS_USER, settings.SMS_PASSWORD = "kannel", "open315", "pass"
    settings.SMS_REPORTS, settings.SMS_SENDER = live_server.url, "10690001"
    site = live_server.url.removeprefix("http://")
    with kannel(os.environ["OPEN315_TEST_KANNEL"], tmp_path, site, "a1b2c3") as box:
        settings.SMS_SEND = f"http://127.0.0.1:{box.sendsms}/cgi-bin/sendsms"
        with box.telephone(NUMBER, "10690001", TEXT) as got:
            soon(lambda: Message.objects.exists())
            row = Message.objects.get()
            assert (row.text, row.council_id, row.state) == (TEXT, cast.bodies["wuhan"].pk, "new")
            services.answer(row.pk, text=ANSWER, actor=cast.actor("clerk"), at=after(minutes=5))
            drain(timezone.now(), rounds=2)
            answer = Answer.objects.get(kind="answer")
            # The receipt that writes itself, and the answer.
            soon(lambda: Receipt.objects.filter(outcome="delivered").count() == 2)
            assert ANSWER.encode("utf-16-be") in unquote_to_bytes(got()), got()
        answer.handed.refresh_from_db()
        assert answer.handed.state == "sent"
        outcomes = list(Receipt.objects.order_by("message_id", "outcome").values_list("outcome", flat=True))
        assert outcomes == ["delivered", "sent"] * 2
    assert Message.objects.count() == 1
