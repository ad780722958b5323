"""The console's pages of photos in a text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from open315.activities.proofs.queries import Photo
from open315.campaigns.plan.reading import found
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.clock import local_day
from open315.core.pages.cells import text as in_script
from open315.core.pages.form_pages import PageForm, form_page, version_of
from open315.core.ui.templatetags.ui import named
from open315.summaries.models import Passage
from open315.summaries.text import queries, services
from open315.summaries.text.pictures import offered, picture_answer
from open315.summaries.text.services.photos import CAPTION, WIDTHS
from open315.summaries.text.views_text import page_of, there
from open315.summaries.types import PassageKind

WIDTH_WORDS = {
    50: gettext_lazy("Half the width"),
    75: gettext_lazy("Three quarters"),
    100: gettext_lazy("The whole width"),
}


class WidthForm(PageForm):
    """What stands below a photo, and how wide it is."""

    ROWS: Sequence[Sequence[str]] = (("caption", "width"),)

    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        max_length=CAPTION,
        help_text=gettext_lazy(
            "What can be seen. Whoever cannot see the photo has these words. No names of private people."
        ),
    )
    width = forms.TypedChoiceField(
        label=gettext_lazy("Width"), coerce=int, choices=[(each, WIDTH_WORDS[each]) for each in WIDTHS], initial=75
    )


class PhotoForm(WidthForm):
    """Which photo goes in."""

    ROWS: Sequence[Sequence[str]] = (("photo",), ("caption", "width"))

    photo = forms.TypedChoiceField(label=gettext_lazy("Photo"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, photos: Sequence[Photo], **more: Any) -> None:
        super().__init__(*args, **more)
        self.choose("photo", [(each.proof.pk, _drawn(each)) for each in photos])
        self.fields["caption"].required = False
        self.fields["caption"].help_text = _("Empty: the words that the photo has at its activity.")


def _drawn(photo: Photo) -> SafeString:
    """The photo, small, with its words, activity and day."""
    activity = photo.proof.activity
    words = _("%(caption)s · %(day)s · %(activity)s · %(council)s") % {
        "caption": in_script(photo.caption),
        "day": local_day(photo.starts_at).isoformat(),
        "activity": activity.title_in,
        "council": named(activity.council),
    }
    src = reverse("activities:proof_file", args=[photo.proof.pk])
    return format_html('<img class="thumb" src="{}" alt="" width="120" loading="lazy"> {}', src, words)


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def photo_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Place a released photo below a passage."""
    actor = request.actor
    after: Passage = found(queries.get_passage, actor, pk)
    photos = offered(after.text, actor)
    form = PhotoForm(request.POST or None, actor=actor, photos=photos)

    def act(form: PhotoForm) -> str:
        given = form.cleaned_data
        made = services.place_photo(pk, given["photo"], given["caption"], given["width"], actor=actor, at=clock.now())
        return there(made)

    lead = (
        ""
        if photos
        else _(
            "No photo of an activity of this campaign was released yet. On the page of an activity, tick “It may be published” at a photo."
        )
    )
    page = page_of(after.text, _("Place a photo"), lead=lead)
    return form_page(request, form, act, page, _("It stands in the text."))


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def photo_change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change caption and width of a photo."""
    actor = request.actor
    row: Passage = found(queries.get_passage, actor, pk)
    if row.kind != PassageKind.PHOTO:
        raise Http404
    form = WidthForm(request.POST or None, actor=actor, initial={"caption": row.words, "width": row.width})

    def act(form: WidthForm) -> str:
        given = form.cleaned_data
        services.change_photo(
            pk, given["caption"], given["width"], actor=actor, at=clock.now(), version=version_of(request)
        )
        return there(row)

    page = page_of(row.text, _("Caption and width"), version=row.version)
    return form_page(request, form, act, page, _("It is shown so now."))


@never_cache
@requires("summaries:read")
def picture(request: StaffRequest, pk: int) -> HttpResponse:
    """The bytes of a photo of a text of the reader's council."""
    return picture_answer(found(queries.get_picture, request.actor, pk))
