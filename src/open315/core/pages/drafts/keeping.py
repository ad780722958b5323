"""A reader's draft of the form of a page: asked for, kept, filled in, dropped."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from open315.core import clock
from open315.core.access.request import PortalRequest
from open315.core.clock import SHANGHAI
from open315.core.crypto import blind_index
from open315.core.errors import InvalidInput
from open315.core.pages.drafts.putting import PUT_IN, asked_for, with_words
from open315.core.pages.drafts.services import Found, Values, drop_draft, find_draft, keep_draft

COOKIE = "draft"
PROBE = "cookies"
"""A cookie that says nothing: a browser that brings it back will bring the draft's back too."""
STEP, SAVE, AFRESH = "step", "draft", "afresh"
"""The field that says what a button asks for, and two of its values."""
BY_SCRIPT = "X-Draft"
"""The header by which the page itself saves, while somebody types."""
MORE = "-more"
"""Where a draft holds what no field of the form holds: files received before."""


@dataclass(slots=True)
class KeptDraft:
    """The draft of one form for who asks. `found` is what was kept, looked up once."""

    request: PortalRequest
    form: str
    lives: timedelta
    token: str = ""
    """Who a stranger is; "" for somebody with an account, or a stranger for whom nothing is kept yet."""
    _found: list[Found | None] = field(default_factory=list)

    @property
    def found(self) -> Found | None:
        """What was kept."""
        if not self._found:
            self._found.append(find_draft(self._owner(), self.form, at=clock.now()) if self._owner() else None)
        return self._found[0]

    @property
    def kept_at(self) -> datetime | None:
        """When it was kept, if there is one."""
        return self.found.kept_at if self.found else None

    def asked(self) -> str:
        """What a button of the draft's asked for: SAVE, AFRESH or nothing."""
        step = self.request.POST.get(STEP, "")
        return step if step in (SAVE, AFRESH) else SAVE if BY_SCRIPT in self.request.headers else ""

    def answer(self, form: forms.Form, drawn: str = "", more: Iterable[str] = ()) -> HttpResponse | None:
        """Do what the draft's buttons ask for, and answer; None when the form itself is meant."""
        if answer := self.afresh():
            return answer
        if answer := self._put_in(form, drawn, more):
            return answer
        if not self.asked():
            return None
        try:
            words = self._said(self._write(form, drawn, more))
        except InvalidInput as error:
            return HttpResponse(str(error.message), status=error.status, content_type="text/plain; charset=utf-8")
        if BY_SCRIPT in self.request.headers:
            return self.mark(HttpResponse(words, content_type="text/plain; charset=utf-8"))
        return self.mark(redirect(self.request.get_full_path()))

    def _put_in(self, form: forms.Form, drawn: str, more: Iterable[str]) -> HttpResponse | None:
        """Add the words that a button of a field stands for to what was typed, and go back to the form with them (`putting`)."""
        name, key = asked_for(form, self.request.POST.get(PUT_IN, ""))
        if not name:
            return None
        sent = self.request.POST.copy()
        sent[form.add_prefix(name)] = with_words(form, name, key, sent.get(form.add_prefix(name), ""))
        try:
            self._write(form, drawn, more, sent)
        except InvalidInput as error:
            return HttpResponse(str(error.message), status=error.status, content_type="text/plain; charset=utf-8")
        return self.mark(redirect(f"{self.request.get_full_path()}#{form[name].id_for_label}"))

    def afresh(self) -> HttpResponse | None:
        """Forget the draft, if that is what was asked for, and answer with the empty form."""
        if self.asked() != AFRESH:
            return None
        self.drop()
        return redirect(self.request.get_full_path())

    def fill(self, form: forms.Form) -> forms.Form:
        """Begin the fresh form with what was kept."""
        if self.found:
            form.initial.update(_initial(form, self.data()))
        return form

    def data(self) -> QueryDict:
        """What was kept as a form takes it that was sent."""
        values = QueryDict(mutable=True)
        for name, each in (self.found.values if self.found else {}).items():
            values.setlist(name, list(each))
        return values

    @property
    def comes_back(self) -> bool:
        """Whether a page that this request is led to will find the draft: its reader has an account, or a browser that keeps cookies."""
        cookies = self.request.COOKIES
        return self.request.actor.account_id is not None or PROBE in cookies or COOKIE in cookies

    @property
    def reader(self) -> str:
        """Who this reader is to the table of drafts; "" for a stranger for whom nothing is kept yet."""
        return self._owner()

    def be_known(self) -> str:
        """Who this reader is from now on: a stranger whose browser keeps cookies gets a token (`mark` hands it over), any other stays nobody ("")."""
        if not self._owner() and self.comes_back:
            self.token = secrets.token_urlsafe(24)
        return self._owner()

    @property
    def is_strange(self) -> bool:
        """Whether another site's page sent this: nobody's draft is written from there. A browser that does not say so names the origin."""
        site = self.request.headers.get("Sec-Fetch-Site")
        if site is not None:
            return site not in ("same-origin", "none")
        origin = self.request.headers.get("Origin")
        return origin is not None and urlsplit(origin).hostname != urlsplit(f"//{self.request.get_host()}").hostname

    def probe(self, answer: HttpResponse) -> HttpResponse:
        """Ask, with the page of the form, whether this browser keeps cookies (`comes_back`)."""
        if not self.comes_back:
            answer.set_cookie(PROBE, "1", httponly=True, samesite="Lax", secure=settings.HTTPS)
        return answer

    def more(self) -> tuple[str, ...]:
        """What was kept besides the fields."""
        return tuple(self.found.values.get(MORE, ())) if self.found else ()

    def keep(self, form: forms.Form, drawn: str = "", more: Iterable[str] = ()) -> bool:
        """Keep what was sent of the fields of `form`; False when nothing is kept: it is empty, too much, or was sent meanwhile."""
        try:
            return self._write(form, drawn, more)
        except InvalidInput:
            return False

    def put(self, values: Values) -> None:
        """Keep what came from elsewhere for a reader with an account, over what was typed before: to be looked over, and sent. InvalidInput for too much."""
        both = {**(self.found.values if self.found else {}), **values}
        self._found.clear()
        keep_draft(self._owner(), self.form, both, drawn="", lives=self.lives, at=clock.now())

    def _write(self, form: forms.Form, drawn: str, more: Iterable[str], given: QueryDict | None = None) -> bool:
        sent = given or self.request.POST
        values = {
            name: sent.getlist(name) for name in _inputs(form) if any(each.strip() for each in sent.getlist(name))
        }
        if extra := list(more):
            values[MORE] = extra
        if not values or self.is_strange:
            return False
        if not self._owner():
            self.token = secrets.token_urlsafe(24)
        self._found.clear()
        return keep_draft(self._owner(), self.form, values, drawn=drawn, lives=self.lives, at=clock.now())

    def drop(self, drawn: str = "") -> None:
        """Forget it; with `drawn`, because that drawing of the form has done its work."""
        if owner := self._owner():
            drop_draft(owner, self.form, drawn=drawn, at=clock.now())
        self._found[:] = [None]

    def mark(self, answer: HttpResponse) -> HttpResponse:
        """Give a stranger's browser what it needs to find the draft again, until it is closed."""
        if self.token and self.request.COOKIES.get(COOKIE) != self.token:
            answer.set_cookie(COOKIE, self.token, httponly=True, samesite="Lax", secure=settings.HTTPS)
        return answer

    def _owner(self) -> str:
        account = self.request.actor.account_id
        if account is not None:
            return f"account:{account}"
        return blind_index(self.token, purpose="draft") if self.token else ""

    def _said(self, is_kept: bool) -> str:
        if not is_kept:
            return ""
        return _("Draft saved at %(time)s.") % {"time": clock.now().astimezone(SHANGHAI).strftime("%H:%M")}


def draft_of(request: Any, form: str, *, for_: timedelta) -> KeptDraft:
    """The draft of the form `form` for who asks; it lives `for_` so long after it was last kept."""
    token = "" if request.actor.account_id is not None else request.COOKIES.get(COOKIE, "")[:64]
    return KeptDraft(request, form, for_, token)


def _initial(form: forms.Form, values: QueryDict) -> Mapping[str, Any]:
    return {
        name: _value(each, form.add_prefix(name), values) for name, each in form.fields.items() if not each.disabled
    }


def _value(of: forms.Field, name: str, values: QueryDict) -> Any:
    found = of.widget.value_from_datadict(values, {}, name)
    return of.compress([each or "" for each in found]) if isinstance(of, forms.MultiValueField) else found


def _inputs(form: forms.Form) -> Iterator[str]:
    """What the inputs of a form are called: a field may have several."""
    for name, each in form.fields.items():
        widget = each.widget
        tails = vars(widget)["widgets_names"] if isinstance(widget, forms.MultiWidget) else [""]
        yield from (f"{form.add_prefix(name)}{tail}" for tail in tails)
