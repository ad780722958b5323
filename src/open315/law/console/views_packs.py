"""The pages of the rule packs: list, one pack with its try-it, and the numbers places set."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.list_files import list_file
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.pages.lists import list_page
from open315.law import services
from open315.law.console import pages
from open315.law.console.forms import EndForm, OptionForm, TryClockForm, first_day
from open315.law.console.lists import PACKS
from open315.law.console.pack_page import PACK, PackShown
from open315.law.queries.tables import options_of
from open315.law.rules import packs

SECTION = "packs"


@requires("packs:read")
@require_safe
def pack_list(request: StaffRequest) -> HttpResponse:
    """Every pack: for whom, where, from when to when, and how far it can be relied on."""
    return list_page(request, PACKS)


@requires("packs:read")
@require_safe
def packs_export(request: StaffRequest) -> HttpResponseBase:
    """The packs as a file."""
    return list_file(request, PACKS)


@requires("packs:read")
@require_safe
def pack(request: StaffRequest, code: str) -> HttpResponse:
    """One pack in words, with a calculator that stores nothing."""
    found, today, actor = _pack(code), clock.today(), request.actor
    tried = "clock" in request.GET
    form = TryClockForm(request.GET if tried else None, pack=found, initial=first_day(today))
    options = options_of(code)
    mine = frozenset(each.pk for each in options if packs.covers(actor.region_code, each.region_code))
    shown = PackShown(
        pages.pack_row(found, today),
        clocks=pages.clock_cards(found),
        options=pages.option_rows(found, options, mine),
        may_manage=actor.may(services.PERMISSION),
    )
    answer = pages.tried_clock(form) if tried and form.is_valid() else None
    return detail_page(request, PACK, shown, {"form": form, "tried": answer})


@requires("packs:manage")
@require_http_methods(["GET", "POST"])
def option_new(request: StaffRequest, code: str) -> HttpResponse:
    """Set a place's own number."""
    found, actor = _pack(code), request.actor
    form = OptionForm(request.POST or None, pack=found, actor=actor, initial=first_day(clock.today()))

    def act(form: OptionForm) -> None:
        services.set_local_option(form.command(), actor=actor, at=clock.now())

    back = reverse("law:pack", args=[code])
    page = FormPage(SECTION, _("Set a place's own number"), back, lead=found.title, draft=f"law.option/{code}")
    return form_page(request, form, act, page, _("The number was set. It holds for cases received from that day on."))


@requires("packs:manage")
@require_http_methods(["GET", "POST"])
def option_end(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Let a place's own number end."""
    found, actor = _pack(code), request.actor
    if not any(each.pk == pk and packs.covers(actor.region_code, each.region_code) for each in options_of(code)):
        raise Http404
    form = EndForm(request.POST or None, initial=first_day(clock.today()))

    def act(form: EndForm) -> None:
        services.end_local_option(pk, **form.cleaned_data, actor=actor, at=clock.now())

    page = FormPage(SECTION, _("End a place's own number"), reverse("law:pack", args=[code]), lead=found.title)
    return form_page(request, form, act, page, _("The number ends; afterwards the pack's own holds again."))


def _pack(code: str) -> packs.Pack:
    try:
        return packs.pack(code)
    except packs.PackUnknown:
        raise Http404 from None
