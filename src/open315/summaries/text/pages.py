"""The pages of texts: those of a campaign, one text, what changed between two versions, one edition."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.plan.comparing import Difference
from open315.campaigns.plan.version_pages import Choice, drawn_pieces
from open315.core.documents.scripts import other_script
from open315.core.jobs import JobState
from open315.core.jobs.showing import JobProgress, progress_of
from open315.core.pages.cells import badge, code, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Part, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.summaries.models import Edition, SummaryRun, Text, TextVersion
from open315.summaries.text.document import title_of
from open315.summaries.text.shown import TextShown
from open315.summaries.types import State

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign
    from open315.org.queries import Body

TONES = {State.DRAFT: "info", State.REVIEW: "warn", State.SIGNED: "good"}
TITLE = _("Summary %(year)s: the text")
READ = "summaries:read"


def state_badge(row: Text) -> SafeString:
    """Where a text stands."""
    return badge(row.get_state_display(), TONES[State(row.state)])


def edition_badge(edition: Edition) -> SafeString:
    """Whether an edition can be read by everybody."""
    if edition.withdrawn_at:
        return badge(pgettext_lazy("summary", "Withdrawn"), "warn")
    if edition.published_at:
        return badge(pgettext_lazy("summary", "Published"), "good")
    return badge(pgettext_lazy("summary", "In the archive"))


def language_words(language: str) -> str:
    """The name of a language, in itself."""
    return str(dict(settings.LANGUAGES).get(language, language))


ALL_TEXTS: DetailPage[Sequence[Text]] = DetailPage(
    name="summaries.all_texts",
    section="summaries",
    permission=READ,
    title=lambda _shown: _("Texts of summaries"),
    back=None,
    buttons=lambda _shown: [
        Go(_("Sentences for problems and next year"), reverse("summaries:wordings"), icon="document")
    ],
    main=(
        Table(
            _("Texts"),
            (
                Column(
                    "year",
                    _("Campaign"),
                    lambda row: link(
                        reverse("summaries:text", args=[row.pk]), f"{row.campaign.year} {text(row.campaign.theme)}"
                    ),
                ),
                Column("about", _("Whose part"), lambda row: named(row.about) if row.about else ""),
                Column("language", _("Language"), lambda row: language_words(row.language)),
                Column("state", _("State"), state_badge),
            ),
            lambda shown: shown,
            _("Nobody has begun to word a summary. The summary of a campaign has the button for it."),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class CampaignTexts:
    """The texts of a campaign, and whether the reader may begin one in his language."""

    campaign: "Campaign"
    texts: Sequence[Text]
    may_begin: bool
    run: SummaryRun | None = None
    """The last text that the worker was asked to begin."""
    about: "Body | None" = None
    """The body whose part is told, where not the whole campaign is."""

    def address(self, name: str) -> str:
        """The address of one of the pages of these texts."""
        if self.about is None:
            return reverse(f"summaries:{name}", args=[self.campaign.pk])
        return reverse(f"summaries:part_{name}", args=[self.campaign.pk, self.about.id])

    @property
    def page(self) -> str:
        """Where the facts tell it."""
        if self.about is None:
            return reverse("summaries:page", args=[self.campaign.pk])
        return reverse("summaries:part", args=[self.campaign.pk, self.about.id])

    @property
    def title(self) -> Any:
        """What the page is called."""
        if self.about is None:
            return _("Texts of the summary %(year)s") % {"year": self.campaign.year}
        given = {"year": self.campaign.year, "body": self.about.names}
        return _("Texts of the summary %(year)s: part of %(body)s") % given

    @property
    def progress(self) -> JobProgress | None:
        """How far the worker is; None where it is at none."""
        return progress_of(self.run.job) if self.run and self.run.job.at_work else None

    @property
    def not_begun(self) -> str:
        """Why the last one came to no end."""
        return self.run.job.error if self.run and self.run.job.state == JobState.FAILED else ""


def _begin(shown: CampaignTexts) -> Iterator[Any]:
    yield Go(_("The summary as the facts say it"), shown.page, icon="document")
    yield Note(
        _("Languages"),
        _(
            "A Chinese text is one text: written in one script, its signed edition is shown and printed in the other by conversion. "
            "A text in English is a text of its own, with the same figures."
        ),
    )
    if shown.may_begin:
        yield Note(
            _("Begin the text"),
            _("It is written first from the figures; then you word it, and every figure in it stays alive."),
        )
        yield Press(_("Begin the text"), shown.address("text_begin"), kind="primary")


CAMPAIGN_TEXTS: DetailPage[CampaignTexts] = DetailPage(
    name="summaries.texts",
    section="summaries",
    permission=READ,
    title=lambda shown: shown.title,
    back=lambda: (_("Texts of summaries"), reverse("summaries:all_texts")),
    main=(
        Part("", "summaries/text/beginning.html", bare=True),
        Table(
            _("Texts"),
            (
                Column("language", _("Language"), lambda row: link(reverse("summaries:text", args=[row.pk]), language_words(row.language))),
                Column("state", _("State"), state_badge),
                Column("editions", _("Editions"), lambda row: len(row.editions.all()), kind="number"),
            ),
            lambda shown: shown.texts,
            _("Nobody has begun to word the summary."),
        ),
    ),
    aside=(Steps(_begin, title=_("Next steps")),),
)  # fmt: skip


def _facts(shown: TextShown) -> Iterator[tuple[Any, Any]]:
    row = shown.text
    if row.about:
        yield _("Whose part"), named(row.about)
    yield _("State"), state_badge(row)
    yield _("Language"), language_words(row.language)
    yield _("Figures as of"), moment(shown.counted.at)
    if row.reason:
        yield _("Why it came back"), text(row.reason)
    if row.correction_reason:
        yield _("Why it is corrected"), text(row.correction_reason)


def _steps(shown: TextShown) -> Iterator[Any]:
    row, actor = shown.text, shown.actor
    if shown.may_word and not shown.counting:
        words = _("The figures are counted and the sentences checked. Nobody words it while it is under review.")
        address = reverse("summaries:text_send", args=[row.pk])
        yield Confirm(_("Send for review"), address, words, kind="primary", version=row.version)
    if row.state == State.REVIEW and actor.may("summaries:sign"):
        yield from _review(shown)
    if row.state == State.SIGNED and actor.may("summaries:write"):
        words = _("The signed edition stays as it is; the next signature makes a new one.")
        address = reverse("summaries:text_correct", args=[row.pk])
        yield Confirm(_("Correct it"), address, words, kind="secondary", reason_label=_("Reason"), version=row.version)
    if actor.may("summaries:write") and row.state != State.SIGNED:
        yield Go(_("Keep as a version"), reverse("summaries:text_keep", args=[row.pk]), icon="check")
        if shown.may_word and not shown.is_live and not shown.counting:
            yield Press(_("Count anew"), reverse("summaries:text_recount", args=[row.pk]))
    yield Go(_("Compare versions"), reverse("summaries:text_compare", args=[row.pk]), icon="search")


def _review(shown: TextShown) -> Iterator[Any]:
    row = shown.text
    if shown.actor.account_id in row.hands:
        yield Note(_("A second person signs"), _("You worded or sent this text yourself."))
    elif shown.unanswered:
        yield Note(_("Not to be signed yet"), _("%(n)s left to answer.") % {"n": shown.unanswered})
    else:
        words = _("It is frozen with its figures, their definitions and periods. This cannot be taken back.")
        address = reverse("summaries:text_sign", args=[row.pk])
        yield Confirm(_("Sign and archive"), address, words, kind="primary", version=row.version)
    yield Go(_("Comment on the whole"), reverse("summaries:text_comment", args=[row.pk]), icon="document")
    back = reverse("summaries:text_back", args=[row.pk])
    yield Confirm(_("Send back"), back, kind="secondary", reason_label=_("Reason"), version=row.version)


EDITIONS: tuple[Column[Edition], ...] = (
    Column(
        "number", _("Edition"), lambda each: link(reverse("summaries:edition", args=[each.pk]), each.number)
    ),
    Column("signed_at", _("Signed on"), lambda each: moment(each.signed_at), kind="nowrap"),
    Column("state", _("State"), edition_badge),
)  # fmt: skip
VERSIONS: tuple[Column[TextVersion], ...] = (
    Column("number", _("Version"), lambda each: each.number),
    Column("made_at", _("Kept on"), lambda each: moment(each.made_at), kind="nowrap"),
    Column("why", _("What for"), lambda each: text(each.why)),
)
TEXT: DetailPage[TextShown] = DetailPage(
    name="summaries.text",
    section="summaries",
    permission=READ,
    title=lambda shown: TITLE % {"year": shown.text.campaign.year},
    lead=lambda shown: format_html("{} {}", named(shown.text.about or shown.text.council), state_badge(shown.text)),
    back=lambda: (_("Texts of summaries"), reverse("summaries:all_texts")),
    is_wide=True,
    main=(Part("", "summaries/text/text.html", bare=True),),
    aside=(
        Steps(_steps, title=_("Next steps")),
        Facts(_("The text"), _facts),
        Table(
            _("Signed editions"), EDITIONS, lambda shown: shown.editions, "", belongs=lambda shown: bool(shown.editions)
        ),
        Table(
            _("Versions"), VERSIONS, lambda shown: shown.versions, "", belongs=lambda shown: bool(shown.versions)
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """What lies between two versions of a text."""

    text: Text
    choices: Sequence[Choice]
    old: str
    new: str
    differences: Sequence[Difference]
    chapters: Mapping[str, str]
    """The chapter of each passage."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Only what differs, drawn."""
        return [self._drawn(each) for each in self.differences if each.is_any]

    def _drawn(self, each: Difference) -> dict[str, Any]:
        what = next(
            name
            for name, is_so in (
                ("added", each.added),
                ("removed", each.removed),
                ("changed", each.changed),
                ("moved", True),
            )
            if is_so
        )
        return {
            "what": what,
            "number": "",
            "title": title_of(self.chapters.get(each.key, "")),
            "badges": [badge(*BADGES[what])],
            "fields": [(_("Words"), drawn_pieces(name, pieces)) for name, pieces in each.fields if name == "text"],
        }  # fmt: skip


BADGES: dict[str, tuple[Any, str]] = {
    "added": (pgettext_lazy("comparison", "Added"), "good"),
    "removed": (pgettext_lazy("comparison", "Removed"), "bad"),
    "changed": (pgettext_lazy("comparison", "Changed"), "warn"),
    "moved": (pgettext_lazy("comparison", "Moved"), "info"),
}
COMPARISON: DetailPage[Compared] = DetailPage(
    name="summaries.comparison",
    section="summaries",
    permission=READ,
    title=lambda shown: _("Summary %(year)s: what changed") % {"year": shown.text.campaign.year},
    back=lambda: (_("Texts of summaries"), reverse("summaries:all_texts")),
    buttons=lambda shown: [Go(_("The text"), reverse("summaries:text", args=[shown.text.pk]), icon="document")],
    main=(Part("", "campaigns/plan/comparison.html", bare=True),),
)


@dataclass(frozen=True, slots=True)
class EditionShown:
    """An edition as its council sees it."""

    edition: Edition
    is_intact: bool
    is_last: bool
    may_publish: bool


def _of_edition(shown: EditionShown) -> Iterator[tuple[Any, Any]]:
    edition = shown.edition
    yield _("State"), edition_badge(edition)
    yield _("Signed on"), moment(edition.signed_at)
    yield _("Who signed"), text(str(edition.signed_by or ""))
    if edition.reason:
        yield _("Why it replaces the one before"), text(edition.reason)
    if edition.published_at:
        yield _("Published on"), moment(edition.published_at)
    if edition.withdrawn_at:
        yield _("Withdrawn"), f"{moment(edition.withdrawn_at)} · {text(edition.withdrawal_reason)}"
    is_so = badge(_("The content is what was signed"), "good")
    yield _("Digest"), is_so if shown.is_intact else badge(_("The content was changed after it was signed"), "bad")
    yield "SHA-256", code(edition.digest)


def _edition_steps(shown: EditionShown) -> Iterable[Any]:
    edition = shown.edition
    if edition.published_at and not edition.withdrawn_at:
        yield Go(_("The public page"), reverse("published:summary", args=[edition.pk]), icon="document")
    if not shown.may_publish:
        return
    if shown.is_last and not edition.published_at:
        words = _("Everybody can read it, with the definition of each figure. Rows of figures stay closed.")
        yield Confirm(_("Publish"), reverse("summaries:edition_publish", args=[edition.pk]), words, kind="primary")
    if edition.published_at and not edition.withdrawn_at:
        address = reverse("summaries:edition_withdraw", args=[edition.pk])
        yield Confirm(_("Withdraw from the web"), address, reason_label=_("Reason"))


def _edition_buttons(shown: EditionShown) -> Iterator[Go]:
    pk = shown.edition.pk
    yield Go(_("Download DOCX"), reverse("summaries:edition_file", args=[pk, "docx"]), icon="download", key="d")
    yield Go(_("Download PDF"), reverse("summaries:edition_file", args=[pk, "pdf"]), icon="download", key="p")
    if other := other_script(shown.edition.text.language):
        given = {"script": language_words(other)}
        for form in ("docx", "pdf"):
            address = f"{reverse('summaries:edition_file', args=[pk, form])}?script={other.removeprefix('zh-')}"
            yield Go(_("%(form)s in %(script)s") % {"form": form.upper(), **given}, address, icon="download")
    yield Go(_("The text"), reverse("summaries:text", args=[shown.edition.text_id]), icon="document")


EDITION: DetailPage[EditionShown] = DetailPage(
    name="summaries.edition",
    section="summaries",
    permission=READ,
    title=lambda shown: (
        _("Summary %(year)s, edition %(number)s")
        % {"year": shown.edition.text.campaign.year, "number": shown.edition.number}
    ),
    lead=lambda shown: named(shown.edition.text.council),
    back=lambda: (_("Texts of summaries"), reverse("summaries:all_texts")),
    buttons=_edition_buttons,
    is_wide=True,
    main=(Part("", "summaries/text/edition.html", bare=True),),
    aside=(Steps(_edition_steps, title=_("Next steps")), Facts(_("Edition"), _of_edition)),
)
