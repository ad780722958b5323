"""What is mostly read: which role may do what, and the divisions of the country."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.core import clock
from open315.core.access import StaffRequest, known_permissions, requires
from open315.core.errors import NotFound
from open315.core.list_files import list_file
from open315.core.pages.form_pages import FormPage, form_page
from open315.core.pages.lists import list_page
from open315.core.regions import upwards
from open315.core.ui.names import spread
from open315.org import services
from open315.org.filters import inside_of
from open315.org.forms import RegionForm
from open315.org.models import Region
from open315.org.policies import require_own_region
from open315.org.roles import permissions_of, role_names
from open315.org.views_staff.region_list import REGIONS, columns_of


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
    inside = "" if request.GET.get("q", "").strip() else inside_of(request.GET, request.actor)
    codes = list(upwards(inside))
    above = Region.objects.in_bulk(codes)
    page = REGIONS.about(columns=columns_of(request.actor))
    return list_page(request, page, {"trail": [above[code] for code in reversed(codes) if code in above]})


@requires("org:manage")
def regions_export(request: StaffRequest) -> HttpResponseBase:
    """The divisions that are listed as a file."""
    return list_file(request, REGIONS)


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
