"""The form of a step, on a page of its own and beside the list: what it is drawn from."""

from typing import Any

from open315.cases import queries
from open315.cases.console.verbs import Button, button
from open315.cases.models import Case
from open315.core.access import StaffRequest
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.core.pages.form_pages import DRAFTS_LIVE
from open315.core.pages.once import fresh_token
from open315.core.verbs.forms import VerbForm

STAYS = frozenset({"note", "add_evidence", "make_appointment", "move_appointment"})
"""Steps that are beside the work on a case: whoever takes one from a list stays with the case.

So with an appointment: the page says whether another one is at the same time."""


def draft_of_step(request: StaffRequest, chosen: Button, case: Case) -> KeptDraft:
    """What the person typed into this step of this case and did not send."""
    return draft_of(request, f"cases.{chosen.name}/{case.pk}", for_=DRAFTS_LIVE)


def step_context(chosen: Button, form: VerbForm, version: int, kept: KeptDraft | None = None) -> dict[str, Any]:
    """What `step_form.html` needs besides the case."""
    return {"verb": chosen, "form": form, "version": version, "once": fresh_token(), "draft": kept}


def begun(request: StaffRequest, shown: queries.CaseFile, name: str) -> dict[str, Any]:
    """The step `name` with an empty form, or with what was typed before; nothing where it is not open to the person now."""
    chosen = button(name)
    if chosen is None or name not in queries.available_verbs(request.actor, shown):
        return {}
    form = VerbForm(verb=chosen.verb, actor=request.actor, row=shown.case)
    kept = draft_of_step(request, chosen, shown.case)
    kept.fill(form)
    return step_context(chosen, form, shown.case.version, kept)
