"""The console's pages of a text: begin it, read it, word its passages, keep and compare versions."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from open315.campaigns.plan.comparing import compared
from open315.campaigns.plan.content import content_from
from open315.campaigns.plan.reading import found
from open315.campaigns.plan.version_pages import Choice
from open315.campaigns.queries import get_campaign
from open315.core import clock
from open315.core.access import StaffRequest, requires
from open315.core.pages.cells import moment
from open315.core.pages.details import detail_page
from open315.core.pages.form_pages import FormPage, PageForm, form_page, step, version_of
from open315.core.pages.steps import Confirm, drawing
from open315.summaries.models import Passage, Text
from open315.summaries.queries import is_large
from open315.summaries.text import queries, services
from open315.summaries.text.counting import kept_of
from open315.summaries.text.forms import AddForm, PassageForm, VersionForm
from open315.summaries.text.pages import ALL_TEXTS, CAMPAIGN_TEXTS, COMPARISON, TEXT, TITLE, CampaignTexts, Compared
from open315.summaries.text.rules import marks_in, same_text
from open315.summaries.text.services.versions import content_of
from open315.summaries.text.shown import TextShown, all_figures, figures_of
from open315.summaries.types import State

NOW = "now"
FORM = "summaries/text/passage.html"


@requires("summaries:read")
def all_texts(request: StaffRequest) -> HttpResponse:
    """Every text of the reader's council."""
    return detail_page(
        request, ALL_TEXTS, list(queries.visible_to(request.actor).order_by("-campaign__year", "language"))
    )


@requires("summaries:read")
def texts(request: StaffRequest, pk: int) -> HttpResponse:
    """The texts of a campaign."""
    actor = request.actor
    campaign, rows = found(get_campaign, actor, pk), queries.texts_of(actor, pk)
    is_new = all(row.language not in same_text(get_language() or "") for row in rows)
    run = queries.last_beginning(actor, pk)
    may_begin = is_new and actor.may("summaries:write") and not (run and run.job.at_work)
    return detail_page(request, CAMPAIGN_TEXTS, CampaignTexts(campaign, rows, may_begin, run))


@requires("summaries:read")
@never_cache
def beginning(request: StaffRequest, pk: int) -> HttpResponse:
    """Fragment: how far the worker is with a text that it begins; when it has ended, the page is loaded anew."""
    campaign = found(get_campaign, request.actor, pk)
    shown = CampaignTexts(campaign, (), may_begin=False, run=queries.last_beginning(request.actor, pk))
    answer = render(request, "summaries/text/begun.html", {"shown": shown})
    if shown.progress is None:
        answer["HX-Refresh"] = "true"
    return answer


@requires("summaries:write")
@require_POST
def begin(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin the text in the reader's language."""
    actor = request.actor
    campaign = found(get_campaign, actor, pk)
    base = request.build_absolute_uri("/").rstrip("/")
    language = get_language() or "zh-hant"
    made: list[Text] = []
    given: dict[str, Any] = {"language": language, "base_url": base, "actor": actor, "at": clock.now()}
    if is_large(campaign, actor):
        act = partial(services.request_text, pk, **given)
        return step(
            request, act, _("The worker begins the text. You are told when it is done."), ("summaries:texts", pk)
        )

    def act_now() -> None:
        made.append(services.begin_text(pk, **given))

    answer = step(
        request, act_now, _("The text is begun. Problems and next year are yours to write."), ("summaries:texts", pk)
    )
    return redirect("summaries:text", made[0].pk) if made else answer


@requires("summaries:read")
def text(request: StaffRequest, pk: int) -> HttpResponse:
    """One text with its figures, what does not hold in it, and what reviewers said."""
    row: Text = found(queries.get_text, request.actor, pk)
    return detail_page(request, TEXT, shown_to(request, row))


def shown_to(request: StaffRequest, row: Text) -> TextShown:
    """The text as this reader sees it."""
    counted = queries.counted_now(row, request.actor, clock.now())
    return TextShown(
        text=row,
        actor=request.actor,
        counted=counted,
        passages=list(row.passages.all()),
        comments=list(row.comments.select_related("by", "answered_by")),
        versions=queries.versions_of(request.actor, row.pk),
        editions=list(row.editions.all()),
        is_live=bool(counted.readers),
        count=queries.last_count(row) if row.state == State.DRAFT else None,
    )


def page_of(row: Text, title: str, draft: str = "", version: int | None = None, **more: Any) -> FormPage:
    """A form about a text."""
    back = reverse("summaries:text", args=[row.pk])
    crumbs = ((_("Texts of summaries"), reverse("summaries:all_texts")), (TITLE % {"year": row.campaign.year}, back))
    return FormPage("summaries", title, back, crumbs=crumbs, draft=draft, version=version, **more)


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def passage(request: StaffRequest, pk: int) -> HttpResponse:
    """Word a passage; its figures stand beside the form."""
    actor = request.actor
    row: Passage = found(queries.get_passage, actor, pk)
    counted = queries.some_now(row.text, marks_in(row.words), actor, clock.now())
    form = PassageForm(request.POST or None, actor=actor, initial={"words": row.words})

    def act(form: PassageForm) -> str:
        given = {"drops": form.cleaned_data["drops"], "version": version_of(request)}
        services.write_passage(pk, form.cleaned_data["words"], actor=actor, at=clock.now(), **given)
        return there(row)

    page = page_of(row.text, _("Word the passage"), f"summaries.passage/{pk}", row.version, template=FORM)
    more = {
        "figures": list(figures_of(row, row.text, counted)),
        "others": all_figures(row.text, kept_of(row.text)),
        "removal": drawing(request)(_removal(row)),
    }
    return form_page(request, form, act, page, _("The passage is saved."), more)


def _removal(row: Passage) -> Confirm:
    words = _("Earlier versions keep it.")
    return Confirm(
        _("Take the passage out"), reverse("summaries:passage_remove", args=[row.pk]), words, version=row.version
    )


def there(row: Passage) -> str:
    """The passage on the page of the text."""
    return f"{reverse('summaries:text', args=[row.text_id])}#passage-{row.pk}"


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def passage_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a paragraph below a passage."""
    actor = request.actor
    after: Passage = found(queries.get_passage, actor, pk)
    form = AddForm(request.POST or None, actor=actor)

    def act(form: PageForm) -> str:
        return there(services.add_passage(pk, form.cleaned_data["words"], actor=actor, at=clock.now()))

    page = page_of(after.text, _("Add a paragraph"), f"summaries.passage_add/{pk}", template=FORM)
    more = {"others": all_figures(after.text, kept_of(after.text))}
    return form_page(request, form, act, page, _("The paragraph is in the text."), more)


@requires("summaries:write")
@require_POST
def passage_move(request: StaffRequest, pk: int) -> HttpResponse:
    """Move a passage one place up or down in its chapter."""
    row: Passage = found(queries.get_passage, request.actor, pk)
    by = -1 if request.POST.get("by") == "-1" else 1
    act = partial(services.move_passage, pk, by, actor=request.actor, at=clock.now())
    return step(request, act, _("The order was changed."), (there(row),))


@requires("summaries:write")
@require_POST
def passage_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a passage out."""
    row: Passage = found(queries.get_passage, request.actor, pk)
    act = partial(services.remove_passage, pk, actor=request.actor, at=clock.now(), version=version_of(request))
    return step(request, act, _("The passage was taken out."), ("summaries:text", row.text_id))


@requires("summaries:write")
@require_http_methods(["GET", "POST"])
def keep(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the text as a version."""
    actor = request.actor
    row: Text = found(queries.get_text, actor, pk)
    form = VersionForm(request.POST or None, actor=actor)

    def act(form: PageForm) -> None:
        services.keep_version(pk, why=form.cleaned_data["why"], actor=actor, at=clock.now())

    return form_page(request, form, act, page_of(row, _("Keep as a version")), _("The version is kept."))


@requires("summaries:read")
def compare(request: StaffRequest, pk: int) -> HttpResponse:
    """What changed between two versions; without a choice, since the first one."""
    actor = request.actor
    row: Text = found(queries.get_text, actor, pk)
    versions = queries.versions_of(actor, pk)
    now = content_of(row, queries.counted_now(row, actor, clock.now()))
    contents = {NOW: content_from(now)} | {str(each.number): content_from(each.content) for each in versions}
    words = {NOW: _("As it stands now")}
    words |= {str(each.number): f"{each.number} · {moment(each.made_at)} · {each.why}" for each in versions}
    old = _chosen(request, "old", contents, str(versions[-1].number) if versions else NOW)
    new = _chosen(request, "new", contents, NOW)
    shown = Compared(
        row,
        [Choice(key, words[key]) for key in contents],
        old,
        new,
        compared(contents[old], contents[new]),
        {item.key: item.parent for key in (old, new) for item in contents[key]},
    )
    return detail_page(request, COMPARISON, shown)


def _chosen(request: StaffRequest, name: str, contents: dict[str, Any], otherwise: str) -> str:
    asked = request.GET.get(name, "")
    return asked if asked in contents else otherwise
