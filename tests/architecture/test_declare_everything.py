"""What the rooms declare fits together: verbs, words, permissions, events, mails. The same checks run when the site starts."""

from django.core.checks import run_checks

from open315.core.access.checks import DECLARATIONS


def test_nothing_that_is_declared_lacks_a_part() -> None:
    assert run_checks(tags=[DECLARATIONS]) == []
