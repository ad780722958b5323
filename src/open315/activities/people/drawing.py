"""How people who took part are shown."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from open315.activities.models import Participation, Person
from open315.core.names import enumerated
from open315.core.pages.cells import link, text
from open315.core.pages.declared import Column
from open315.core.pages.steps import Confirm
from open315.org.codes import ranks


def rank_words(code: str) -> Any:
    """A rank in words; "" for no leading post."""
    return ranks().get(code, "")


def person_words(person: Person) -> str:
    """Body and office in the reader's script."""
    return f"{text(person.body)} {text(person.office)}"


def linked(person: Person) -> SafeString:
    """Body and office, which lead to the person's page."""
    return link(reverse("activities:person", args=[person.pk]), person_words(person))


def _step(row: Participation) -> Confirm:
    words = _("Nothing of this entry is kept, and it counts nowhere any more.")
    return Confirm(_("Take it out"), reverse("activities:person_take_out", args=[row.pk]), words, kind="secondary")


def _rank(row: Participation) -> Any:
    words = rank_words(row.rank)
    return enumerated(each for each in (words, _("guest")) if each) if row.is_guest else words


COLUMNS: tuple[Column[Participation], ...] = (
    Column("person", _("Body and office"), lambda each: linked(each.person)),
    Column("kind", _("Kind of body"), lambda each: each.person.get_body_kind_display(), kind="nowrap"),
    Column("rank", _("Rank"), _rank, kind="nowrap"),
    Column("role", _("As what"), lambda each: each.get_role_display(), kind="nowrap"),
    Column("step", _("Next step"), _step, kind="actions", quiet=True, permission="activities:manage"),
)
"""Who took part in one activity."""
