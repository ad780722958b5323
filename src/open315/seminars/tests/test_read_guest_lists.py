"""What may stand on a list of guests, how a pasted line is read, and where a guest stands. All expectations are by hand."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from open315.seminars.rules import answer_faults, faults, line_faults, may_answer, read_line, standing
from open315.seminars.tests.making import draft
from open315.seminars.types import Answer, GuestDraft, Standing

NAMES = {"body_kind": {"企業": "enterprise", "媒體": "media"}, "rank": {"縣處級正職": "county"}}
RANKS = ("county",)
LINES = {
    "某公司，企業，總經理，張三，z@example.org": GuestDraft("某公司", "enterprise", "總經理", "張三", "z@example.org"),
    "1. 某報社，媒體，記者": GuestDraft("某報社", "media", "記者"),
    "某局\t部門\t處長\t\tc@example.org\t縣處級正職\t外地": GuestDraft("某局", "部門", "處長", "", "c@example.org", "county", True),
    "某局\t企業\t處長\t李四\t\t縣處級正職\t": GuestDraft("某局", "enterprise", "處長", "李四", "", "county", False),
    "某局，企業，處長，李四，縣處級正職，外地": GuestDraft("某局", "enterprise", "處長", "李四", "", "county", True),
    "某局，企業，處長，d@example.org": GuestDraft("某局", "enterprise", "處長", "", "d@example.org"),
    "某公司": GuestDraft("某公司", "", ""),
}  # fmt: skip
LOST = {
    "某公司，企業，總經理，張三，z@example.org": [],
    "某公司，企業，總經理，張三，z@example.org，y@example.org": ["two_addresses"],
    "某公司，企業，總經理，張三，z@example.org，縣處級正職，外地": [],
    "某公司，企業，總經理，張三，z@example.org，縣處級正職，也許": ["guest_unknown"],
    "某公司，企業，總經理，張三，z@example.org，縣處級正職，外地，又": ["too_many_parts"],
    "某公司，企業，總經理，張三，，縣處級正職，外地": [],
    "某公司，企業，總經理，張三，，縣處級正職，外地，又": ["too_many_parts"],
}
BEGINS = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def test_a_line_is_read() -> None:
    assert {line: read_line(line, NAMES) for line in LINES} == LINES


def test_what_of_a_line_would_be_lost_is_named() -> None:
    assert {line: list(line_faults(line)) for line in LOST} == LOST


@given(st.text(max_size=60))
def test_no_line_is_an_error(line: str) -> None:
    assert isinstance(read_line(line, NAMES), GuestDraft)
    assert len(list(line_faults(line))) <= 2


GUESTS: list[Any] = [
    ({}, []),
    ({"name": "", "email": ""}, []),
    ({"body": " "}, [("body", "body_missing")]),
    ({"office": ""}, [("office", "office_missing")]),
    ({"body_kind": "shop"}, [("body_kind", "body_kind_unknown")]),
    ({"rank": "king"}, [("rank", "rank_unknown")]),
    ({"rank": "county"}, []),
    ({"name": "名" * 60}, []),
    ({"name": "名" * 61}, [("name", "name_too_long")]),
    ({"name": f" {'名' * 60} "}, []),
    ({"email": " z@example.org "}, []),
    ({"email": "z@example"}, [("email", "email_unsound")]),
    ({"email": "z@example..org"}, [("email", "email_unsound")]),
    ({"email": "@example.org"}, [("email", "email_unsound")]),
    ({"email": "z@a@example.org"}, [("email", "email_unsound")]),
    ({"email": "z@example.cn"}, []),
    ({"email": "z@example.o"}, [("email", "email_unsound")]),
    ({"email": "z@example.org y@example.org"}, [("email", "email_unsound")]),
    ({"email": "z@example.org,y"}, [("email", "email_unsound")]),
    ({"email": f" {'z' * 242}@example.org "}, []),
    ({"email": f"{'z' * 243}@example.org"}, [("email", "email_unsound")]),
]


def test_what_is_wrong_with_a_guest_is_named_at_its_field() -> None:
    assert [(each, list(faults(draft(**each), RANKS))) for each, _wrong in GUESTS] == GUESTS


ANSWERS: list[Any] = [
    (Answer("yes"), []),
    (Answer("no"), []),
    (Answer(""), [("reply", "reply_missing")]),
    (Answer("maybe"), [("reply", "reply_missing")]),
    (Answer("yes", "副總經理", "李四"), []),
    (Answer("yes", "職" * 120), []),
    (Answer("yes", "職" * 121), [("office", "too_long")]),
    (Answer("yes", "副總", "名" * 60), []),
    (Answer("yes", "副總", "名" * 61), [("name", "name_too_long")]),
    (Answer("no", " "), []),
    (Answer("yes", f" {'職' * 120} ", f" {'名' * 60} "), []),
    (Answer("no", "副總經理"), [("office", "nobody_comes")]),
]


def test_what_is_wrong_with_an_answer_is_named_at_its_field() -> None:
    assert [(each, list(answer_faults(each))) for each, _wrong in ANSWERS] == ANSWERS


STANDINGS = [
    (False, "", False, False, "listed"),
    (True, "", False, False, "invited"),
    (False, "yes", False, False, "accepted"),
    (True, "yes", False, False, "accepted"),
    (True, "no", False, False, "declined"),
    (True, "no", True, False, "arrived"),
    (False, "", True, True, "arrived"),
    (True, "yes", False, True, "absent"),
    (True, "no", False, True, "absent"),
]


def test_what_was_seen_at_the_door_goes_before_what_was_said() -> None:
    for invited, reply, arrived, absent, stands in STANDINGS:
        found = standing(invited=invited, reply=reply, arrived=arrived, absent=absent)
        assert found == Standing(stands), (invited, reply, arrived, absent)


def test_an_answer_is_taken_until_it_begins() -> None:
    assert may_answer(BEGINS, BEGINS - timedelta(seconds=1))
    assert not may_answer(BEGINS, BEGINS)
