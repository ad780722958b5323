"""Figures are narrowed to a region by its code, whole or its first digits, so that addresses kept for long still open."""

import pytest
from django.utils import translation

from open315.core.facts import Scope, scope_of
from open315.core.facts.dimensions import narrowing_words, scope_words
from open315.org.facts import REGION, scope_of_region


@pytest.mark.parametrize(
    ("code", "prefix"),
    [
        ("420000", "42"),
        ("420100", "4201"),
        ("420102", "420102"),
        ("429004", "429004"),
        ("429000", "4290"),
        ("000000", ""),
        ("", ""),
    ],
)
def test_a_region_code_becomes_the_scope_of_all_inside(code: str, prefix: str) -> None:
    assert scope_of_region(code) == Scope(region=prefix)


@pytest.mark.parametrize(
    ("text", "prefix"), [("420000", "42"), ("42", "42"), ("4201", "4201"), ("420100", "4201"), ("420102", "420102")]
)
def test_an_address_says_the_region_in_full_or_by_its_first_digits(text: str, prefix: str) -> None:
    assert scope_of({"first": "2026-01-01", "region": text}) == Scope(region=prefix)


@pytest.mark.parametrize("text", ["4201000", "湖北", "42o", "-42", "4 2"])
def test_what_is_no_code_is_no_region(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        scope_of({"region": text})


def test_a_scope_is_said_in_words(db: None) -> None:
    with translation.override("zh-hant"):
        assert scope_words(Scope(region="4201"), [REGION]) == "武漢市各級消費者組織"
        assert scope_words(Scope(), [REGION]) == "全國各級消費者組織"
        assert scope_words(Scope(region="4201"), []) == ""
        assert [(str(label), str(value)) for label, value in narrowing_words({"region": "4201"})] == [
            ("消費者組織所屬地區", "武漢市")
        ]
