"""Filters of the lists of the law."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.core.pages.declared import Tab
from open315.core.pages.filters import FilterForm, choice, words
from open315.law.console.pages import BODY_KINDS, STATUSES
from open315.org.codes import sectors

EVERYTHING = "all"


class PackFilters(FilterForm):
    """Packs for whom, and how far they can be relied on."""

    q = words(_("Text"))
    body = choice(_("For"))
    status = choice(_("State"))

    def prepare(self) -> None:
        """The kinds of bodies and the states, in words."""
        self.choose("body", list(BODY_KINDS.items()))
        self.choose("status", [(name, label) for name, (label, _tone) in STATUSES.items()])


class LineFilters(FilterForm):
    """Lines of competence by words and by the sector that is competent; those in force, or all of them."""

    WITHOUT_CHIP = frozenset({"lines"})

    q = words(_("Matter or basis"))
    sector = choice(_("Competent sector"))
    lines = choice(_("In force"))

    def prepare(self) -> None:
        """The sectors; whether all lines are meant stands in the tabs."""
        self.choose("sector", list(sectors().items()))
        self.choose("lines", [(EVERYTHING, _("All, with past and coming ones"))])
        self.fields["lines"].widget = self.fields["lines"].hidden_widget()


def tabs_of_lines(form: Any) -> list[Tab]:
    """Those in force, and all of them."""
    everything = form.wanted().get("lines") == EVERYTHING
    return [
        Tab(_("In force"), form.address(lines=""), current=not everything),
        Tab(_("All, with past and coming ones"), form.address(lines=EVERYTHING), current=everything),
    ]
