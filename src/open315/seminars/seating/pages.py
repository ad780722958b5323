"""The page of a seating plan, and the words of a seat."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Note, Part, Steps
from open315.core.ui.templatetags.ui import named
from open315.seminars.seating.queries import Plan


def _steps(plan: Plan) -> Iterator[Any]:
    pk = plan.activity.pk
    if plan.may_manage:
        words = gettext_lazy("Propose seats anew") if plan.seminar.seat_rows else gettext_lazy("Propose seats")
        yield Go(words, reverse("seminars:seats_arrange", args=[pk]), icon="pen")
    if plan.seminar.seat_rows:
        yield Go(gettext_lazy("Download PDF"), reverse("seminars:seating_pdf", args=[pk]), icon="download", key="p")
    if plan.without:
        n = len(plan.without)
        told = ngettext("%(n)s guest has no seat.", "%(n)s guests have no seat.", n) % {"n": n}
        yield Note(gettext_lazy("Without a seat"), told)


SEATING: DetailPage[Plan] = DetailPage(
    name="seminars.seating",
    section="seminars",
    permission="activities:read",
    title=lambda _plan: gettext_lazy("Seating plan"),
    lead=lambda plan: f"{plan.activity.title_in} · {named(plan.activity.council)}",
    back=lambda: (gettext_lazy("Seminars"), reverse("seminars:list")),
    buttons=lambda plan: [
        Go(gettext_lazy("The guests"), reverse("seminars:detail", args=[plan.activity.pk]), icon="people")
    ],
    is_wide=True,
    main=(Part("", "seminars/seating.html", bare=True),),
    aside=(Steps(_steps, title=gettext_lazy("Next steps")),),
)
