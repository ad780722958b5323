"""A page with a form, and a step behind a button.

What is wrong is said at the field and in a summary at the top, nothing typed is lost, a second click does nothing more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor, StaffRequest
from open315.core.errors import NotFound, Open315Error, SignedOut
from open315.core.pages.drafts import KeptDraft, draft_of
from open315.core.pages.meeting import Met, differences
from open315.core.pages.once import TOKEN, acted_once, fresh_token
from open315.core.refusals import show_at_field
from open315.core.text import whole_number
from open315.core.ui.forms import offer

Form = TypeVar("Form", bound=forms.Form)
Act = Callable[[Form], HttpResponse | str | None]
"""Does what a form asks for. Returns an answer of its own, the address to go to, or nothing: then it goes back."""


SAVE = _("Save")
DRAFTS_LIVE = timedelta(days=7)
"""For so long after the last word a draft of a member of staff is kept."""


class PageForm(forms.Form):
    """A form that knows who acts, and how its fields stand on the page."""

    ROWS: Sequence[Sequence[str]] = ()
    """Fields that stand side by side; without rows each has its own line."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.prepare()

    def prepare(self) -> None:
        """Fill the choices that depend on the actor."""

    def choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        """Set the choices of the field `name`."""
        offer(self, name, choices)

    def show(self, error: Open315Error) -> None:
        """Put a refusal at its field, or at the top."""
        show_at_field(self, error)


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form: its section of the navigation, its title, what it leads back to, and whom or what it is about.

    `draft` names what is kept of it while it is not sent ("" for nothing): one name a form, and one an object where the form is about one.
    `version` is that of the object as the reader saw it, sent along. `crumbs` are pairs of words and address; without them, "Back".
    """

    section: str
    title: Any
    back: str
    subject: Any = None
    lead: Any = ""
    submit: Any = SAVE
    version: int | None = None
    crumbs: tuple[tuple[Any, str], ...] = ()
    draft: str = ""
    template: str = "core/pages/form.html"


def form_page(
    request: StaffRequest,
    form: Form,
    act: Act[Form],
    page: FormPage,
    done: str = "",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form; when it is sent and sound, act, say `done` and go where `act` says, or back. `more` is for the template.

    A refusal is shown at its field, with its status; where somebody else saved meanwhile, what is saved stands beside what was typed; what does not exist for the actor passes on and becomes 404.
    """
    draft = draft_of(request, page.draft, for_=DRAFTS_LIVE) if page.draft else None
    status = HTTPStatus.OK
    if request.method == "POST":
        if draft and (answer := draft.answer(form, request.POST.get(TOKEN, ""))):
            return answer
        try:
            if form.is_valid():
                return _gone_on(request, form, act, page, done, draft)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
        except (NotFound, SignedOut):
            raise
        except Open315Error as error:
            show_at_field(form, error)
            status = HTTPStatus(error.status)
        if draft:
            draft.keep(form)
    elif draft:
        draft.fill(form)
    context = {
        "page": page,
        "section": page.section,
        "form": form,
        "rows": _rows(form),
        "once": fresh_token(),
        "draft": draft,
        "met": _met(request, form, page),
    }
    return render(request, page.template, {**context, **(more or {})}, status=status)


def _met(request: StaffRequest, form: forms.Form, page: FormPage) -> list[Met]:
    """What differs, where the form was made for another version than the saved one."""
    if request.method != "POST" or page.version is None or version_of(request) in (None, page.version):
        return []
    return differences(form)


def _gone_on(
    request: StaffRequest, form: Form, act: Act[Form], page: FormPage, done: str, draft: KeptDraft | None
) -> HttpResponse:
    scope = f"form:{request.actor.account_id}"
    answer = acted_once(request, scope, lambda: act(form) or page.back) or page.back
    if draft:
        draft.drop(request.POST.get(TOKEN, ""))
    if isinstance(answer, HttpResponse):
        return answer
    messages.success(request, done)
    return redirect(answer)


def _rows(form: forms.Form) -> list[list[forms.BoundField]]:
    """The fields as they stand: in the rows of the form, what stands in none below; a hidden one has no place."""
    rows = [list(names) for names in getattr(form, "ROWS", ())]
    placed = {name for names in rows for name in names}
    rows += [[field.name] for field in form.visible_fields() if field.name not in placed]
    return [shown for names in rows if (shown := [form[name] for name in names if not form[name].is_hidden])]


def step(request: StaffRequest, act: Callable[[], Any], done: str, back: Sequence[Any]) -> HttpResponse:
    """Do what a button asks for, say that it is done or why it was refused, and go back to the page."""
    try:
        act()
    except Open315Error as error:
        if not str(error.message):
            raise
        messages.error(request, str(error.message))
    else:
        messages.success(request, done)
    return redirect(back[0], *back[1:])


def version_of(request: StaffRequest) -> int | None:
    """The version of the object that the form was made for, as it came back."""
    return whole_number(request.POST.get("version", ""))
