"""The pages of versions: one as it was kept, and what changed between two."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.campaigns.models import Approval, Campaign, PlanVersion
from open315.campaigns.plan.comparing import Difference, Pieces, Said, pieces_of
from open315.campaigns.plan.content import HEAD, SERVES, Content, Item, content_from, sections_read, served
from open315.campaigns.plan.pages import approval_badge, released_badge
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Part, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named, yuan

LABELS: dict[str, Any] = {
    "theme": _("Theme of the year"),
    "idea": _("Guiding idea"),
    "goals": _("Goals"),
    "title": pgettext_lazy("plan", "Title"),
    "text": _("More in words"),
    "responsible": pgettext_lazy("measure", "Who"),
    "first_day": _("From"),
    "last_day": _("To"),
    "venue": _("Where"),
    "budget_cents": _("Money"),
    "output": _("Expected output"),
    SERVES: _("Carries out of the plan above"),
}
NO_TALK: Mapping[str, Any] = {}
MARKS = {Said.REMOVED: "<del>{}</del>", Said.ADDED: "<ins>{}</ins>", Said.SAME: "{}"}


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said at a part of a version, and where more can be said ("" for nowhere)."""

    said: list[Any]
    address: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure of a version as it is read."""

    number: str
    key: str
    words: Mapping[str, str]
    money: str
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section of a version as it is read, and its measures."""

    number: str
    key: str
    words: Mapping[str, str]
    measures: Sequence[MeasureLine]
    talk: Talk | None


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version, what the committee said of it (to those of its council), and whether the reader may release it and put it to the vote."""

    version: PlanVersion
    content: Content
    is_own: bool
    may_release: bool
    may_ask: bool
    may_issue: bool
    may_send: bool
    approvals: Sequence[Approval]
    talk: Mapping[str, Talk]
    """What was said at each part, to those of its council; under "" at parts that it has no more."""

    @property
    def sections(self) -> list[SectionShown]:
        """Its sections with their measures."""
        return sections_shown(self.content, talk=self.talk)

    @property
    def whole(self) -> Talk | None:
        """What was said of the plan as a whole."""
        return self.talk.get(HEAD)

    @property
    def gone(self) -> Talk | None:
        """What was said at parts that it has no more."""
        return self.talk.get("")


def sections_shown(content: Content, *, money: bool = True, talk: Mapping[str, Talk] = NO_TALK) -> list[SectionShown]:
    """Sections as `version.html` draws them; without the money for those whom it does not concern."""

    def line(number: str, item: Item) -> MeasureLine:
        said = _money(item.fields["budget_cents"]) if money else ""
        return MeasureLine(number, item.key, _fields(item), said, talk.get(item.key))

    return [
        SectionShown(
            each.number,
            each.item.key,
            each.item.fields,
            [line(number, item) for number, item in each.measures],
            talk.get(each.item.key),
        )
        for each in sections_read(content)
    ]


def _fields(item: Item) -> Mapping[str, str]:
    """Its words; of the measure above that it carries out, the title."""
    above = served(item)
    return {**item.fields, SERVES: above[1]} if above else item.fields


def shown_version(
    version: PlanVersion,
    *,
    is_own: bool,
    may_release: bool,
    may_ask: bool = False,
    may_issue: bool = False,
    may_send: bool = False,
    approvals: Sequence[Approval] = (),
    talk: Mapping[str, Talk] = NO_TALK,
) -> VersionShown:
    """A version as it was kept."""
    content = content_from(version.content)
    return VersionShown(version, content, is_own, may_release, may_ask, may_issue, may_send, approvals, talk)


def _money(value: str) -> str:
    return yuan(int(value)) if value else ""


def _head(shown: VersionShown) -> Iterator[tuple[Any, Any]]:
    version, fields = shown.version, shown.content[0].fields
    yield _("Kept on"), moment(version.made_at)
    if shown.is_own:
        yield _("By"), text(str(version.made_by or ""))
        yield _("What for"), text(version.why)
        yield _("Sent to the committee on"), moment(version.sent_at)
    yield LABELS["theme"], text(fields["theme"])
    yield LABELS["idea"], linebreaksbr(text(fields["idea"]))
    yield LABELS["goals"], linebreaksbr(text(fields["goals"]))
    yield _("Days of the campaign"), format_html("{} – {}", fields["first_day"], fields["last_day"])
    yield _("Budget"), _money(fields["budget_cents"])


def _steps(shown: VersionShown) -> Iterator[Go | Confirm]:
    if shown.may_issue:
        address = reverse("campaigns:issue_new", args=[shown.version.pk])
        yield Go(_("Draft the joint issue"), address, icon="document", kind="primary")
    if shown.may_send:
        words = _("Its members are told, and comment at the sections and measures.")
        yield Confirm(
            _("Send to the committee"), reverse("campaigns:send", args=[shown.version.pk]), words, kind="primary"
        )
    if shown.may_ask:
        pk = shown.version.pk
        yield Go(_("Enter the vote of a meeting"), reverse("campaigns:vote", args=[pk]), icon="check")
        yield Go(_("Circulate for signature"), reverse("campaigns:circulate", args=[pk]), icon="document")
    if shown.may_release:
        words = _("The council above and the councils below read it from now on. This cannot be taken back.")
        address = reverse("campaigns:release", args=[shown.version.pk])
        yield Confirm(_("Release this version"), address, words, kind="primary")


APPROVAL_COLUMNS: tuple[Column[Approval], ...] = (
    Column(
        "way",
        _("Way"),
        lambda each: link(reverse("campaigns:approval", args=[each.pk]), each.get_way_display()),
    ),
    Column("day", _("On"), lambda each: each.held_on.isoformat(), kind="nowrap"),
    Column("state", _("State"), approval_badge),
    Column("decided_at", _("Decided on"), lambda each: moment(each.decided_at), kind="nowrap"),
)


def _buttons(shown: VersionShown) -> Iterator[Go]:
    campaign = shown.version.campaign_id
    if shown.is_own:
        yield Go(_("The whole plan"), reverse("campaigns:plan", args=[campaign]), icon="document")
    yield Go(_("Compare versions"), reverse("campaigns:compare", args=[campaign]), icon="search")


VERSION: DetailPage[VersionShown] = DetailPage(
    name="campaigns.plan_version",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: (
        _("Plan %(year)s, version %(number)s") % {"year": shown.version.campaign.year, "number": shown.version.number}
    ),
    lead=lambda shown: format_html("{} {}", named(shown.version.campaign.council), released_badge(shown.version)),
    back=lambda: (_("Plans that can be read"), reverse("campaigns:plans")),
    buttons=_buttons,
    main=(
        Facts(_("Version"), _head),
        Table(
            _("Votes of the standing committee"),
            APPROVAL_COLUMNS,
            lambda shown: shown.approvals,
            _("It was not put to the vote."),
            belongs=lambda shown: shown.is_own,
        ),
        Part("", "campaigns/commenting/whole.html", bare=True, belongs=lambda shown: shown.is_own),
        Part("", "campaigns/plan/version.html", bare=True),
        Part(
            "", "campaigns/commenting/gone.html", bare=True, belongs=lambda shown: bool(shown.gone and shown.gone.said)
        ),
    ),
    aside=(Steps(_steps, title=_("Next steps")),),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A version to compare: what stands in the address, in words, and whether it is chosen."""

    value: str
    words: Any


@dataclass(frozen=True, slots=True)
class ComparisonShown:
    """What lies between two versions of a plan ("now" is the plan as it stands)."""

    campaign: Campaign
    is_own: bool
    choices: Sequence[Choice]
    old: str
    new: str
    differences: Sequence[Difference]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Only what differs, drawn."""
        return [_drawn(each) for each in self.differences if each.is_any]


def _drawn(each: Difference) -> dict[str, Any]:
    fields = dict(each.fields)
    name = fields.get("title") or fields.get("theme") or ()
    return {
        "kind": each.kind,
        "number": number_words(each),
        "badges": list(_badges(each)),
        "what": _what(each),
        "title": _("Theme, idea, goals") if each.kind == "head" else drawn_pieces("title", name),
        "fields": [(LABELS[field], drawn_pieces(field, pieces)) for field, pieces in _told(each)],
    }


def number_words(each: Difference) -> str:
    """Its number; both, where that changed."""
    was, now = each.was.number if each.was else "", each.now.number if each.now else ""
    return f"{was} → {now}" if was and now and was != now else now or was


def _what(each: Difference) -> str:
    """What became of it, as the page colours it."""
    said = (("added", each.added), ("removed", each.removed), ("changed", bool(each.changed)), ("moved", each.moved))
    return next(name for name, is_so in said if is_so)


def _badges(each: Difference) -> Iterator[SafeString]:
    if each.added:
        yield badge(pgettext_lazy("comparison", "Added"), "good")
    if each.removed:
        yield badge(pgettext_lazy("comparison", "Removed"), "bad")
    if each.moved:
        yield badge(pgettext_lazy("comparison", "Moved"), "info")
    if each.changed:
        yield badge(pgettext_lazy("comparison", "Changed"), "warn")


def _told(each: Difference) -> Iterable[tuple[str, Pieces]]:
    """The fields that changed; of a part that only one plan has, those with words. The title stands above them."""
    fields = each.changed if not (each.added or each.removed) else each.fields
    return [(name, pieces) for name, pieces in fields if name != "title" and any(words for _said, words in pieces)]


def drawn_pieces(field: str, pieces: Pieces) -> SafeString:
    """The text with what was taken out and put in marked; money in yuan."""
    if field in WHOLE:
        pieces = _as_wholes(pieces, WHOLE[field])
    return format_html_join("", "{}", ((format_html(MARKS[said], text(words)),) for said, words in pieces))


def drawn_difference(old: str, new: str) -> SafeString:
    """Two texts as one, for two people who met."""
    return drawn_pieces("", pieces_of(old, new))


def _title(value: str) -> str:
    return value.partition(" ")[2]


WHOLE: Mapping[str, Callable[[str], str]] = {"budget_cents": _money, SERVES: _title}
"""What is compared as a whole: ¥1,000 became ¥1,500."""


def _as_wholes(pieces: Pieces, words: Callable[[str], str]) -> Pieces:
    was = "".join(words for said, words in pieces if said != Said.ADDED)
    now = "".join(words for said, words in pieces if said != Said.REMOVED)
    if was == now:
        return ((Said.SAME, words(now)),)
    return tuple((said, words(each)) for said, each in ((Said.REMOVED, was), (Said.ADDED, now)) if each)


def _back_to(shown: ComparisonShown) -> Iterator[Go]:
    if shown.is_own:
        yield Go(_("The whole plan"), reverse("campaigns:plan", args=[shown.campaign.pk]), icon="document")


COMPARISON: DetailPage[ComparisonShown] = DetailPage(
    name="campaigns.comparison",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: _("Plan %(year)s: what changed") % {"year": shown.campaign.year},
    lead=lambda shown: named(shown.campaign.council),
    back=lambda: (_("Plans that can be read"), reverse("campaigns:plans")),
    buttons=_back_to,
    main=(Part("", "campaigns/plan/comparison.html", bare=True),),
)


def version_words(version: PlanVersion) -> Any:
    """A version in a choice."""
    return _("Version %(number)s of %(moment)s") % {"number": version.number, "moment": moment(version.made_at)}
