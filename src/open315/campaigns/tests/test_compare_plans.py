"""What lies between two plans: every expectation by hand, and both plans can be had again from it, whatever they are."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from open315.campaigns.plan.comparing import Difference, Said, compared, pieces_of, side, text_of
from open315.campaigns.plan.content import Content, Item, numbers_of
from open315.campaigns.plan.version_pages import number_words

SAME, REMOVED, ADDED = Said.SAME, Said.REMOVED, Said.ADDED


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", ()),
        ("座談會", "座談會", ((SAME, "座談會"),)),
        ("", "座談會", ((ADDED, "座談會"),)),
        ("座談會", "", ((REMOVED, "座談會"),)),
        ("召開座談會議", "召開新聞會議", ((SAME, "召開"), (REMOVED, "座談"), (ADDED, "新聞"), (SAME, "會議"))),
        ("發放3000份", "發放5000份", ((SAME, "發放"), (REMOVED, "3000"), (ADDED, "5000"), (SAME, "份"))),
        ("消費的維權", "服務的企業", ((REMOVED, "消費的維權"), (ADDED, "服務的企業"))),
        ("甲\n乙", "甲\n丙", ((SAME, "甲\n"), (REMOVED, "乙"), (ADDED, "丙"))),
        ("的一", "的二", ((SAME, "的"), (REMOVED, "一"), (ADDED, "二"))),
    ],
)
def test_two_texts_are_told_sign_by_sign_and_numbers_as_one(old: str, new: str, pieces: Any) -> None:
    assert pieces_of(old, new) == pieces


@given(st.text("的消費a1 \n服務", max_size=30), st.text("的消費a1 \n服務", max_size=30))
def test_both_texts_can_be_had_again(old: str, new: str) -> None:
    pieces = pieces_of(old, new)
    assert (text_of(pieces, REMOVED), text_of(pieces, ADDED)) == (old, new)


def content(*sections: tuple[str, Sequence[str]], **texts: str) -> Content:
    """Sections with their measures by key, in order; `texts` are titles that differ from the key."""
    items = [Item("head", "head", "", 1, {"theme": "題"})]
    for place, (section, measures) in enumerate(sections, 1):
        items.append(Item(section, "section", "head", place, {"title": texts.get(section, section)}))
        for at, measure in enumerate(measures, 1):
            items.append(Item(measure, "measure", section, at, {"title": texts.get(measure, measure)}))
    return tuple(items)


def told(old: Content, new: Content) -> list[tuple[str, str, str]]:
    """Key, what happened, number."""
    found = []
    for each in compared(old, new):
        names = [name for name in ("added", "removed", "moved", "changed") if getattr(each, name)]
        if each.is_any:
            found.append((each.key, " ".join(names), number_words(each)))
    return found


OLD = content(("s1", ["a", "b", "c"]), ("s2", ["d"]))


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (OLD, []),
        (content(("s1", ["a", "b", "c", "e"]), ("s2", ["d"])), [("e", "added", "1.4")]),
        (content(("s1", ["e", "a", "b", "c"]), ("s2", ["d"])), [("e", "added", "1.1")]),
        (content(("s1", ["a", "c"]), ("s2", ["d"])), [("b", "removed", "1.2")]),
        (content(("s1", ["b", "c"]), ("s2", ["d"])), [("a", "removed", "1.1")]),
        (content(("s1", ["b", "c", "a"]), ("s2", ["d"])), [("a", "moved", "1.1 → 1.3")]),
        (content(("s1", ["a", "b"]), ("s2", ["d", "c"])), [("c", "moved", "1.3 → 2.2")]),
        (content(("s2", ["d"]), ("s1", ["a", "b", "c"])), [("s2", "moved", "2 → 1")]),
        (content(("s1", ["a", "b", "c"]), ("s2", ["d"]), b="貝"), [("b", "changed", "1.2")]),
        (
            content(("s1", ["c", "a"]), ("s3", []), ("s2", ["d"]), c="丙"),
            [("c", "moved changed", "1.3 → 1.1"), ("b", "removed", "1.2"), ("s3", "added", "2")],
        ),
    ],
)
def test_a_plan_is_told_by_what_became_of_each_part(new: Content, said: list[tuple[str, str, str]]) -> None:
    assert told(OLD, new) == said


def test_a_plan_that_was_empty_before_is_new_in_every_part() -> None:
    assert told((), OLD)[:2] == [("head", "added", ""), ("s1", "added", "1")]
    assert told(OLD, ())[-1] == ("d", "removed", "2.1")


def test_a_field_that_only_an_earlier_version_knows_is_told_as_well() -> None:
    old = (Item("head", "head", "", 1, {"theme": "題", "motto": "誠信"}),)
    (head,) = compared(old, (Item("head", "head", "", 1, {"theme": "題"}),))
    assert head.changed == (("motto", ((REMOVED, "誠信"),)),)
    assert side([head], REMOVED) == (Item("head", "head", "", 1, {"theme": "題", "motto": "誠信"}),)


@st.composite
def plans(draw: Any) -> Content:
    """A plan of some of five sections with some of eight measures in any order, titled in any way."""
    sections = draw(st.permutations(["s1", "s2", "s3", "s4", "s5"]))[: draw(st.integers(0, 5))]
    below: dict[str, list[str]] = {section: [] for section in sections}
    texts = {section: draw(st.text("甲乙丙", max_size=3)) for section in sections}
    for measure in draw(st.permutations("abcdefgh")) if sections else ():
        chosen = draw(st.sampled_from([*sections, ""]))
        if chosen:
            below[chosen].append(measure)
            texts[measure] = draw(st.text("的消費1", max_size=4))
    return content(*below.items(), **texts)


@given(plans(), plans())
def test_both_plans_can_be_had_again_from_what_changed(old: Content, new: Content) -> None:
    differences = compared(old, new)
    assert _same(side(differences, REMOVED), old)
    assert _same(side(differences, ADDED), new)
    assert [each.key for each in differences if each.now] == [item.key for item in new]


def _same(found: Content, plan: Content) -> bool:
    """Field by field; an absent field and an empty one are told apart only where the other plan has it."""
    bare = [(each.key, each.kind, each.parent, each.place, _words(each)) for each in found]
    return bare == [(each.key, each.kind, each.parent, each.place, _words(each)) for each in plan]


def _words(item: Item) -> dict[str, str]:
    return {name: words for name, words in item.fields.items() if words}


@given(plans())
def test_a_plan_compared_with_itself_has_not_changed(plan: Content) -> None:
    assert [each.key for each in compared(plan, plan) if each.is_any] == []


@given(plans(), plans())
def test_what_did_not_move_keeps_its_order(old: Content, new: Content) -> None:
    stayed = [each for each in compared(old, new) if each.was and each.now and not each.moved]
    for parent in {each.was.parent for each in stayed if each.was}:
        places = [each.was.place for each in stayed if each.was and each.was.parent == parent]
        assert places == sorted(places)


def test_numbers_are_places() -> None:
    assert numbers_of(OLD) == {
        "head": "", "s1": "1", "a": "1.1", "b": "1.2", "c": "1.3", "s2": "2", "d": "2.1",
    }  # fmt: skip


def test_a_part_that_is_nowhere_has_no_number() -> None:
    assert number_words(Difference("x", "measure", None, None, ())) == ""
