"""The console's pages of what a line says, and of recordings."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.errors import NotFound
from open315.core.pages.cells import moment, text
from open315.core.pages.form_pages import FormPage, form_page, step, version_of
from open315.core.uploads import services as uploads
from open315.core.uploads import serving
from open315.core.uploads.kinds import EXTENSIONS
from open315.hotline import queries
from open315.hotline.drawing import HOTLINE
from open315.hotline.listing import LINES_WORDS
from open315.hotline.models import Call, Line, RecordingName
from open315.hotline.types import Text
from open315.hotline.voice import queries as voice
from open315.hotline.voice import services
from open315.hotline.voice.forms import GREETING, NOTICE, OUT_OF_HOURS, QUEUE, RecordingForm, VoiceForm, filled

AUDIO = frozenset(each for each in EXTENSIONS if each.startswith("audio/"))
LABELS = {Text.GREETING: GREETING, Text.QUEUE: QUEUE, Text.OUT_OF_HOURS: OUT_OF_HOURS, Text.RECORDING: NOTICE}


def _line(request: StaffRequest, pk: int) -> Line:
    try:
        return queries.get_line(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


def _call(request: StaffRequest, pk: int) -> Call:
    try:
        return queries.get_call(request.actor, pk)
    except NotFound as error:
        raise Http404 from error


@requires("hotline:read")
def menu(request: StaffRequest, pk: int) -> HttpResponse:
    """What a line says by itself, in both scripts, to be printed for whoever speaks it."""
    line = _line(request, pk)
    found = voice.texts_of(line)
    context: dict[str, Any] = {
        "section": "hotline",
        "title": _("Voice menu"),
        "lead": text(line.name),
        "back": (text(line.name), reverse("hotline:line", args=[pk])),
        "texts": [{"label": label, "scripts": found[key]} for key, label in LABELS.items() if key in found],
        "recording": RecordingName(line.recording).label,
        "keep_days": line.keep_days if line.recording != RecordingName.NONE else None,
        "edit_href": reverse("hotline:edit_voice", args=[pk]) if request.actor.may("hotline:manage") else "",
    }
    return render(request, "hotline/voice.html", context)


@requires("hotline:manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Word what a line says, and whether it records."""
    line, actor = _line(request, pk), request.actor
    form = VoiceForm(request.POST or None, actor=actor, initial=filled(line))

    def act(form: VoiceForm) -> None:
        services.set_voice(pk, form.plan(), actor=actor, at=clock.now(), version=version_of(request))

    back = reverse("hotline:voice", args=[pk])
    crumbs = (
        (HOTLINE, reverse("hotline:list")),
        (LINES_WORDS, reverse("hotline:lines")),
        (text(line.name), reverse("hotline:line", args=[pk])),
    )
    page = FormPage("hotline", _("Voice menu and recording"), back, version=line.version, crumbs=crumbs, draft=f"hotline.voice/{pk}")  # fmt: skip
    return form_page(request, form, act, page, _("The line says it from now on."))


@requires("hotline:handle")
@never_cache
@require_http_methods(["GET", "POST"])
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what the caller was told of being recorded, and put a recording to the call."""
    call, actor = _call(request, pk), request.actor
    form = RecordingForm(request.POST or None, request.FILES or None, actor=actor, initial={"consent": call.consent})

    def act(form: RecordingForm) -> None:
        at, told = clock.now(), form.cleaned_data
        if told["consent"] and told["consent"] != call.consent:
            services.say_consent(pk, consent=told["consent"], actor=actor, at=at)
        if told["file"]:
            upload = uploads.receive(told["file"], at=at, accept=AUDIO, field="file")
            services.keep_recording(pk, upload.pk, actor=actor, at=at)

    back = reverse("hotline:call", args=[pk])
    crumbs = ((HOTLINE, reverse("hotline:list")), (moment(call.started_at), back))
    lead = RecordingName(call.line.recording).label
    page = FormPage("hotline", pgettext("recording of calls", "Recording"), back, crumbs=crumbs, lead=lead)
    return form_page(request, form, act, page, _("It stands with the call."))


@requires("hotline:handle")
@never_cache
def listen(request: StaffRequest, pk: int, recording_id: int) -> HttpResponseBase:
    """One recording of a call; that it was heard is noted."""
    try:
        found = voice.get_recording(request.actor, pk, recording_id)
    except NotFound as error:
        raise Http404 from error
    kept = services.hear_recording(found.pk, actor=request.actor, at=clock.now())
    return serving.response(kept.upload, stem=f"call-{pk}-{recording_id}", inline=True)


@requires("hotline:erase")
@require_POST
def delete(request: StaffRequest, pk: int, recording_id: int) -> HttpResponse:
    """Delete a recording before its days are over."""
    try:
        found = voice.get_recording(request.actor, pk, recording_id)
    except NotFound as error:
        raise Http404 from error
    act = partial(services.delete_recording, found.pk, actor=request.actor, at=clock.now())
    return step(request, act, _("The recording is deleted."), ("hotline:call", pk))
