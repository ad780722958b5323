"""What is mostly read: which role may do what, and the divisions of the country."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.core import clock
from open315.core.access import StaffRequest, known_permissions, requires
from open315.core.errors import NotFound
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.regions import province_of, upwards
from open315.core.ui.names import other_labels, spread
from open315.org import services
from open315.org.forms import IN_OTHER, RegionForm
from open315.org.models import Region
from open315.org.policies import names_region, require_own_region
from open315.org.queries.lists import regions_below, regions_called
from open315.org.roles import permissions_of, role_names


@requires("org:manage")
def roles(request: StaffRequest) -> HttpResponse:
    """The table of roles and permissions; it is code, so it is read only."""
    lines = [
        (name, label, [name in permissions_of(role) for role in role_names()])
        for name, label in sorted(known_permissions().items())
    ]
    return render(request, "org/roles.html", {"section": "roles", "roles": role_names().items(), "lines": lines})


@requires("org:manage")
def regions(request: StaffRequest) -> HttpResponse:
    """The tree of divisions, level by level, or what a search finds."""
    text = request.GET.get("q", "").strip()
    inside = request.GET.get("in", province_of(request.actor.region_code))
    rows = regions_called(text) if text else regions_below(inside)
    above = Region.objects.in_bulk([] if text else list(upwards(inside)))
    context = {
        "section": "regions",
        "rows": rows,
        "own": {each.code for each in rows if names_region(request.actor, each.code)},
        "translated": other_labels(IN_OTHER),
        "q": text,
        "inside": inside,
        "trail": [above[code] for code in reversed(list(upwards(inside))) if code in above],
    }
    return render(request, "org/regions.html", context)


@requires("org:manage")
@require_http_methods(["GET", "POST"])
def region_edit(request: StaffRequest, code: str) -> HttpResponse:
    """Correct a region's name, or record a new one with its day."""
    actor = request.actor
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise NotFound("")
    require_own_region(actor, code)
    back = f"{reverse('org:regions')}?in={region.parent_id or ''}"
    form = RegionForm(request.POST or None, actor=actor, initial={"name": region.name_in})

    def act(form: RegionForm) -> None:
        services.rename_region(code, **spread(form.cleaned_data), actor=actor, at=clock.now())

    page = FormPage("regions", _("Name of a region"), back, region)
    return form_page(request, form, act, page, _("The name was saved."))
