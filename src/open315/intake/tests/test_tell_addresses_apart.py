"""The thread of a form and the address of a receipt are signed alike: neither opens the other, nor lives longer than it should."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from open315.core.errors import InvalidInput
from open315.intake.web.submission import Submission, read_receipt, receipt_token

NOW = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
SENT = Submission("a-key-of-a-form", (UUID(int=7), UUID(int=3)))


def test_the_thread_of_a_form_keeps_its_key_and_its_files_in_their_order_for_two_days(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    token = SENT.token()
    time_machine.move_to(NOW + timedelta(days=2), tick=False)
    assert Submission.read(token) == SENT
    time_machine.move_to(NOW + timedelta(days=2, seconds=1), tick=False)
    with pytest.raises(InvalidInput):
        Submission.read(token)


def test_the_address_of_a_receipt_shows_it_for_an_hour(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    token = receipt_token(315)
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    assert read_receipt(token) == 315
    time_machine.move_to(NOW + timedelta(hours=1, seconds=1), tick=False)
    assert read_receipt(token) is None


def test_neither_opens_the_other_nor_what_somebody_altered() -> None:
    assert read_receipt(SENT.token()) is None
    for wrong in (receipt_token(315), SENT.token()[:-1], "", "315"):
        with pytest.raises(InvalidInput):
            Submission.read(wrong)
    for wrong in (receipt_token(315)[:-1], "", "315"):
        assert read_receipt(wrong) is None
