"""Seats: the rule and its promises, the two verbs, page, PDF and badge. All expectations are by hand."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.seminars import services
from open315.seminars.badges import seat_words
from open315.seminars.models import Guest, Seminar
from open315.seminars.seating.rules import Sitter, in_precedence, is_in, outwards, proposed, seats_in_order
from open315.seminars.seating.services import arrange_seats, seat_guest
from open315.seminars.tests.making import BEFORE, listed, seminar
from open315.seminars.types import Answer, Reply
from tests.rows import changes, nothing_changes


@pytest.mark.parametrize(
    ("places", "order"), [(1, [1]), (2, [2, 1]), (3, [2, 1, 3]), (4, [3, 2, 4, 1]), (5, [3, 2, 4, 1, 5])]
)
def test_the_middle_of_a_row_is_first_then_its_left_then_its_right(places: int, order: list[int]) -> None:
    assert outwards(places) == order


SITTERS = st.lists(
    st.builds(Sitter, st.integers(1, 200), st.integers(0, 4), st.integers(0, 3), st.integers(0, 5)),
    max_size=40,
    unique_by=lambda each: each.key,
)
HALLS = st.tuples(st.integers(1, 6), st.integers(1, 7))
FIXED = st.dictionaries(st.integers(1, 200), st.tuples(st.integers(-1, 8), st.integers(-1, 9)), max_size=8)


@given(SITTERS, HALLS, FIXED)
def test_nobody_shares_a_seat_or_sits_outside_and_the_hall_is_used_as_far_as_it_goes(
    sitters: list[Sitter], hall: tuple[int, int], fixed: dict[int, tuple[int, int]]
) -> None:
    seats = proposed(sitters, *hall, fixed)
    assert len(set(seats.values())) == len(seats) == min(len(sitters), hall[0] * hall[1])
    assert all(is_in(seat, *hall) for seat in seats.values())
    assert set(seats) <= {each.key for each in sitters}


@given(SITTERS, HALLS, FIXED)
def test_who_was_placed_by_hand_stays_where_the_hall_has_the_seat(
    sitters: list[Sitter], hall: tuple[int, int], fixed: dict[int, tuple[int, int]]
) -> None:
    seats = proposed(sitters, *hall, fixed)
    keys = {each.key for each in sitters}
    first: dict[tuple[int, int], int] = {}
    for key, seat in sorted(fixed.items()):
        if key in keys and is_in(seat, *hall):
            first.setdefault(seat, key)
    assert all(seats[key] == seat for seat, key in first.items())


@given(SITTERS, HALLS)
def test_who_goes_before_sits_before_and_a_second_proposal_is_the_first(
    sitters: list[Sitter], hall: tuple[int, int]
) -> None:
    seats = proposed(sitters, *hall, {})
    order = list(seats_in_order(*hall))
    assert [seats[each.key] for each in in_precedence(sitters) if each.key in seats] == order[: len(seats)]
    assert proposed(list(reversed(sitters)), *hall, {}) == seats
    assert proposed(sitters, *hall, seats) == seats


@pytest.fixture
def guests(cast: Any) -> dict[str, Guest]:
    """Of five bodies; the government's deputy mayor goes before the department's head, the press is last."""
    activity = seminar(cast)
    told = {
        "press": {"body": "某報社", "body_kind": "media", "office": "記者"},
        "firm": {"body": "某聯通公司", "body_kind": "enterprise", "office": "總經理"},
        "mayor": {"body": "武漢市人民政府", "body_kind": "government", "office": "副市長", "rank": "county"},
        "head": {"body": "武漢市公安局", "body_kind": "department", "office": "局長"},
        "second": {"body": "武漢市人民政府", "body_kind": "government", "office": "祕書"},
    }
    return {name: listed(cast, activity, **given) for name, given in told.items()}


def arranged(cast: Any, guests: dict[str, Guest], rows: int = 2, places: int = 3, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": BEFORE, **more}
    arrange_seats(guests["mayor"].activity_id, rows, places, **given)
    return seats(guests)


def seats(guests: dict[str, Guest]) -> dict[str, Any]:
    rows = {each.pk: each for each in Guest.objects.all()}
    return {name: (rows[each.pk].seat_row, rows[each.pk].seat_place) for name, each in guests.items()}


@pytest.mark.django_db
def test_seats_are_proposed_by_kind_and_rank(cast: Any, guests: dict[str, Guest]) -> None:
    assert arranged(cast, guests) == {
        "mayor": (1, 2),
        "second": (1, 1),
        "head": (1, 3),
        "firm": (2, 2),
        "press": (2, 1),
    }
    row = Seminar.objects.get()
    assert (row.seat_rows, row.seat_places) == (2, 3)
    entry = AuditEntry.objects.get(event="seminars.seats_arranged")
    assert (entry.data["rows"], entry.data["places"], entry.data["seated"]) == (2, 3, 5)


@pytest.mark.django_db
def test_who_declined_gets_no_seat_and_a_small_hall_seats_those_who_go_before(
    cast: Any, guests: dict[str, Guest]
) -> None:
    services.note_answer(guests["second"].pk, Answer(Reply.NO), actor=cast.actor("secretariat"), at=BEFORE)
    assert arranged(cast, guests, 1, 2) == {
        "mayor": (1, 2), "head": (1, 1), "second": (None, None), "firm": (None, None), "press": (None, None),
    }  # fmt: skip


@pytest.mark.django_db
def test_a_taken_seat_is_exchanged_and_stays_when_seats_are_proposed_anew(cast: Any, guests: dict[str, Guest]) -> None:
    arranged(cast, guests)
    act: dict[str, Any] = {"actor": cast.actor("secretariat"), "at": BEFORE}
    seat_guest(guests["press"].activity_id, guests["press"].pk, (1, 2), **act)
    assert (seats(guests)["press"], seats(guests)["mayor"]) == ((1, 2), (2, 1))
    again = arranged(cast, guests)
    assert (again["press"], again["mayor"], again["second"]) == ((1, 2), (1, 1), (1, 3))
    entry = AuditEntry.objects.get(event="seminars.guest_seated")
    assert (entry.data["guest_id"], entry.data["row"], entry.data["place"]) == (guests["press"].pk, 1, 2)
    seat_guest(guests["press"].activity_id, guests["press"].pk, None, **act)
    assert seats(guests)["press"] == (None, None)


@pytest.mark.django_db
def test_the_same_seat_once_more_is_written_only_where_it_was_not_given_by_hand(
    cast: Any, guests: dict[str, Guest]
) -> None:
    arranged(cast, guests, 1, 4)
    mayor, press = guests["mayor"], guests["press"]
    assert (seats(guests)["mayor"], seats(guests)["press"]) == ((1, 3), (None, None))

    def put(guest: Guest, seat: tuple[int, int] | None) -> None:
        seat_guest(guest.activity_id, guest.pk, seat, actor=cast.actor("secretariat"), at=BEFORE)

    found = changes(lambda: put(mayor, (1, 3)))
    ((_how, change),) = found["seminars.Guest"]
    assert (change.pop("of")["id"], change) == (mayor.pk, {"is_seat_fixed": True})
    assert AuditEntry.objects.filter(event="seminars.guest_seated").count() == 1
    for guest, seat in ((mayor, (1, 3)), (press, None)):
        with nothing_changes():
            put(guest, seat)


@pytest.mark.django_db
@pytest.mark.parametrize("seat", [(0, 1), (3, 1), (1, 0), (1, 4)])
def test_a_seat_that_the_hall_has_not_is_refused(cast: Any, guests: dict[str, Guest], seat: tuple[int, int]) -> None:
    before = arranged(cast, guests)
    with pytest.raises(InvalidInput):
        seat_guest(guests["press"].activity_id, guests["press"].pk, seat, actor=cast.actor("secretariat"), at=BEFORE)
    assert seats(guests) == before


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "places"), [(0, 3), (61, 3), (3, 0), (3, 61)])
def test_a_hall_that_is_none_is_refused(cast: Any, guests: dict[str, Guest], rows: int, places: int) -> None:
    with pytest.raises(InvalidInput):
        arranged(cast, guests, rows, places)
    assert set(seats(guests).values()) == {(None, None)}


@pytest.mark.django_db
def test_others_neither_propose_nor_place_and_nobody_places_before_there_is_a_hall(
    cast: Any, guests: dict[str, Guest]
) -> None:
    with pytest.raises(NotAllowed):
        arranged(cast, guests, actor=cast.actor("analyst"))
    with pytest.raises(Conflict):
        seat_guest(guests["press"].activity_id, guests["press"].pk, (1, 1), actor=cast.actor("secretariat"), at=BEFORE)
    arranged(cast, guests)
    other = listed(cast, seminar(cast, title="另一場"))
    with pytest.raises(NotFound):
        seat_guest(guests["press"].activity_id, other.pk, (1, 1), actor=cast.actor("secretariat"), at=BEFORE)


@pytest.mark.django_db
def test_by_form_and_keyboard_the_page_shows_the_hall_and_gives_a_pdf(
    client: Client, cast: Any, guests: dict[str, Guest], time_machine: Any
) -> None:
    time_machine.move_to(BEFORE)
    client.force_login(cast.accounts["secretariat"])
    base = f"/console/seminars/{guests['press'].activity_id}/seating"
    assert client.get(f"{base}.pdf").content[:4] == b"%PDF", "also before there is a hall"
    assert client.post(f"{base}/arrange/", {"rows": "2", "places": "3"}).status_code == 302
    page = client.get(f"{base}/").content.decode()
    assert page.index("副市長") < page.index("局長") < page.index("總經理")
    assert (
        client.post(f"/console/seminars/guests/{guests['press'].pk}/seat/", {"row": "1", "place": ""}).status_code
        == 422
    )
    assert (
        client.post(f"/console/seminars/guests/{guests['press'].pk}/seat/", {"row": "2", "place": "3"}).status_code
        == 302
    )
    assert seats(guests)["press"] == (2, 3)
    assert client.get(f"{base}.pdf").content[:4] == b"%PDF"


@pytest.mark.django_db
def test_the_seat_stands_on_the_badge(cast: Any, guests: dict[str, Guest]) -> None:
    arranged(cast, guests)
    assert seat_words(Guest.objects.get(pk=guests["mayor"].pk)) == "1排2座"
    assert seat_words(guests["press"]) == ""
