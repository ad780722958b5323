"""The console's pages of the sentences that problems and next year are begun from."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page
from open315.summaries.text import lessons, queries, services
from open315.summaries.text.forms import WordingForm
from open315.summaries.text.lessons import PLAN, PROBLEM, Lesson, wordings_of, words_of
from open315.summaries.text.wording_pages import WORDINGS, WordingShown


@requires("summaries:read")
def wordings(request: StaffRequest) -> HttpResponse:
    """Each kind of problem, as it is worded now in the reader's language."""
    language = get_language() or "zh-hant"
    worded = wordings_of(request.actor.organisation_id, language)
    shown = [
        WordingShown(each, words_of(each, worded.get(each.key), language), worded.get(each.key), request.actor)
        for each in lessons.LESSONS
    ]
    return detail_page(request, WORDINGS, shown)


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def wording(request: StaffRequest, lesson: str) -> HttpResponse:
    """Word one of them anew; earlier versions stand below the form."""
    found = _lesson(lesson)
    language, actor = get_language() or "zh-hant", request.actor
    now = words_of(found, wordings_of(actor.organisation_id, language).get(lesson), language)
    form = WordingForm(request.POST or None, actor=actor, initial=now)

    def act(form: PageForm) -> None:
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in (PROBLEM, PLAN)}
        services.word_lesson(lesson, language=language, actor=actor, at=clock.now(), **given)

    back = reverse("summaries:wordings")
    page = FormPage(
        "summaries",
        str(found.title),
        back,
        crumbs=((_("Sentences for problems and next year"), back),),
        template="summaries/text/wording.html",
        draft=f"summaries.wording/{lesson}/{language}",
    )
    more = {"versions": queries.wordings(actor, lesson, language)}
    return form_page(request, form, act, page, _("The next text is begun with these sentences."), more)


def _lesson(key: str) -> Lesson:
    for each in lessons.LESSONS:
        if each.key == key:
            return each
    raise Http404
