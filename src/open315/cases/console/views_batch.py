"""One step for many cases: its form, and what became of each."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from open315.cases import services
from open315.cases.console.batch import BatchForm, Chosen, chosen_of, step_named
from open315.cases.console.place import list_left
from open315.cases.console.verbs import Button
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import Open315Error
from open315.core.pages.once import acted_once, fresh_token
from open315.core.refusals import show_at_field


@requires("cases:note")
@never_cache
@require_POST
def batch(request: StaffRequest) -> HttpResponse:
    """From the list: the form of the step. From that form: the step for each case, and what became of it."""
    step, back = step_named(request.actor, request.POST.get("step", "")), list_left(request.POST.get("query", ""))
    try:
        chosen = chosen_of(request.actor, request.POST)
    except Open315Error as error:
        messages.warning(request, str(error.message))
        return redirect(back)
    if step is None:
        messages.warning(request, _("Choose what is to be done with the ticked cases."))
        return redirect(back)
    if not request.POST.get("send"):
        form = BatchForm(verb=step.verb, actor=request.actor, row=chosen.cases[0])
        return _form_page(request, step, chosen, form)
    return _sent(request, step, chosen, back)


def _sent(request: StaffRequest, step: Button, chosen: Chosen, back: str) -> HttpResponse:
    form = BatchForm(request.POST, verb=step.verb, actor=request.actor, row=chosen.cases[0])
    if not form.is_valid():
        return _form_page(request, step, chosen, form, status=422)
    try:
        arguments = form.arguments()
    except Open315Error as error:
        show_at_field(form, error)
        return _form_page(request, step, chosen, form, status=error.status)
    answer = acted_once(request, "cases.batch", partial(_done, request, step, chosen, arguments, back))
    if isinstance(answer, HttpResponse):
        return answer
    messages.info(request, _("This was done already."))
    return redirect(back)


def _done(request: StaffRequest, step: Button, chosen: Chosen, arguments: dict[str, object], back: str) -> HttpResponse:
    done, errors = services.do_to_many(step.verb, chosen.seen, arguments, actor=request.actor, at=clock.now())
    context = {"section": "cases", "step": step, "done": done, "errors": errors, "back": back}
    return render(request, "cases/console/batch_done.html", context)


def _form_page(request: StaffRequest, step: Button, chosen: Chosen, form: BatchForm, status: int = 200) -> HttpResponse:
    context = {
        "section": "cases",
        "step": step,
        "cases": chosen.cases,
        "marks": chosen.marks,
        "unread": chosen.unread,
        "form": form,
        "query": request.POST.get("query", ""),
        "back": list_left(request.POST.get("query", "")),
        "once": fresh_token(),
    }
    return render(request, "cases/console/batch.html", context, status=status)
