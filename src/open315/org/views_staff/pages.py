"""What the administration pages share: a page of a list, a page with a form, a step behind a button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from open315.core.errors import Conflict, InvalidInput, NotAllowed
from open315.org.forms import AdminForm

Row = TypeVar("Row", bound=Model)
Form = TypeVar("Form", bound=AdminForm)
Act = Callable[[Form], HttpResponse | str | None]
"""Does what a form asks for. Returns an answer of its own, the address to go to, or nothing: then it goes back."""
PAGE_SIZE = 50


def list_page(request: HttpRequest, rows: QuerySet[Row]) -> dict[str, Any]:
    """One page of a list, the filters kept in the addresses of its neighbours."""
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    total = page.paginator.count
    words = _("%(first)d–%(last)d of %(total)d") % {
        "first": page.start_index(), "last": page.end_index(), "total": total
    }  # fmt: skip
    return {
        "rows": page.object_list,
        "total": total,
        "filters": request.GET.dict(),
        "is_filtered": any(value for key, value in request.GET.items() if key != "page"),
        "page_words": words if total else "",
        "previous_url": _beside(request.GET, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _beside(request.GET, page.next_page_number()) if page.has_next() else "",
        "export_query": request.GET.urlencode(),
    }


def _beside(query: QueryDict, number: int) -> str:
    other = query.copy()
    other["page"] = str(number)
    return f"?{other.urlencode()}"


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around a form: its section of the administration, its title, whom it is about, and what it leads back to."""

    section: str
    title: str
    back: str
    subject: Any = None

    def context(self) -> dict[str, Any]:
        """What the template is given."""
        return {"section": self.section, "title": self.title, "back": self.back, "subject": self.subject}


def form_page(request: HttpRequest, form: Form, act: Act[Form], page: Page, done: str = "") -> HttpResponse:
    """Show a form; when it is sent and sound, act, say `done` and go where `act` says, or back.

    A refusal is shown at its field and nothing typed is lost.
    """
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(form)
        except (InvalidInput, Conflict) as error:
            form.show(error)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            messages.success(request, done)
            return redirect(answer or page.back)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "org/form.html", {"form": form, **page.context()}, status=status)


def step(request: HttpRequest, act: Callable[[], Any], done: str, back: Sequence[Any]) -> HttpResponse:
    """Do what a button asks for, say that it is done or why it was refused, and go back to the page."""
    try:
        act()
    except (InvalidInput, Conflict, NotAllowed) as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, done)
    return redirect(back[0], *back[1:])
