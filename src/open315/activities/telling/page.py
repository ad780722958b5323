"""The page of what the summary tells one by one, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.models import Activity
from open315.activities.queries import visible_to
from open315.activities.telling.queries import Within, judged, rule_of
from open315.activities.telling.types import TOLD, Judged, Rule, Why
from open315.activities.telling.wording import REASONS, group_words
from open315.core.pages.cells import badge, lines, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Part, Steps, Table
from open315.core.pages.steps import Press
from open315.core.translations import contains
from open315.core.ui.templatetags.ui import named

if TYPE_CHECKING:
    from open315.campaigns.models import Campaign

FEW = 50
"""So many that are not told stand on the page: those with most leaders. The others are found by their names."""


@dataclass(frozen=True, slots=True)
class Line:
    """An activity, how it was judged, and what the reader may do with it."""

    activity: Activity
    judged: Judged
    campaign: int
    may_choose: bool

    @property
    def steps(self) -> tuple[Press, ...]:
        """The buttons behind it."""
        if not self.may_choose:
            return ()
        return tuple(Press(label, self._to(what)) for what, label in self._offered())

    def _offered(self) -> Iterator[tuple[str, Any]]:
        if self.judged.is_told:
            yield from (("up", _("Up")), ("down", _("Down")), ("out", _("Do not tell")))
        else:
            yield "in", _("Take in")
        if self.judged.why in (Why.TAKEN_IN, Why.LEFT_OUT):
            yield "rule", _("As the rule says")

    def _to(self, what: str) -> str:
        return reverse("activities:told_step", args=[self.campaign, self.activity.pk, what])

    @property
    def heading(self) -> SafeString | str:
        """Under which heading, with a way to another one."""
        words = group_words(self.judged.group)
        if not self.may_choose:
            return str(words)
        return link(reverse("activities:told_heading", args=[self.campaign, self.activity.pk]), words)


@dataclass(frozen=True, slots=True)
class TellingShown:
    """What is told of a campaign's days, what is not, by which rule."""

    campaign: "Campaign"
    rule: Rule
    told: Sequence[Line]
    others: Sequence[Line]
    left: int
    """How many more are not told."""
    asked: str
    may_choose: bool


def shown_to(within: Within, campaign: "Campaign", asked: str) -> TellingShown:
    """What the page shows to this reader; `asked` are words of a name."""
    may_choose = within.actor.may("activities:manage")
    found = judged(within)
    others = sorted((each for each in found if not each.is_told), key=lambda each: -each.considered.leaders)
    if asked:
        named_so = visible_to(within.actor).filter(contains("title", asked)).values_list("pk", flat=True)
        known = set(named_so)
        others = [each for each in others if each.considered.pk in known]
    wanted = [each for each in found if each.is_told] + others[:FEW]
    rows = Activity.objects.filter(pk__in=[each.considered.pk for each in wanted]).select_related("council")
    by_pk = {each.pk: each for each in rows}
    made = [Line(by_pk[each.considered.pk], each, campaign.pk, may_choose) for each in wanted]
    return TellingShown(
        campaign,
        rule_of(within.actor.organisation_id)[0],
        [line for line in made if line.judged.is_told],
        [line for line in made if not line.judged.is_told],
        max(0, len(others) - FEW),
        asked,
        may_choose,
    )


def _why(line: Line) -> SafeString:
    return badge(REASONS[line.judged.why], "good" if line.judged.why in TOLD else "neutral")


def _named(line: Line) -> SafeString:
    """The activity, and below it whose it is."""
    title = link(reverse("activities:detail", args=[line.activity.pk]), line.activity.title_in)
    return lines([title, named(line.activity.council)])


COLUMNS: tuple[Column[Line], ...] = (
    Column("heading", pgettext_lazy("heading of a summary", "Heading"), lambda line: line.heading, kind="nowrap"),
    Column("title", _("Activity"), _named),
    Column("days", _("Time"), lambda line: moment(line.activity.starts_at)[:10], kind="nowrap"),
    Column("leaders", _("Leaders"), lambda line: line.judged.considered.leaders or "", kind="number"),
    Column("why", _("Why"), _why),
    Column("steps", _("Steps"), lambda line: line.steps or "", kind="actions", quiet=True),
)


def _rule(shown: TellingShown) -> Iterator[tuple[Any, Any]]:
    yield (
        _("All activities of your own council"),
        _("All are told") if shown.rule.tells_own else _("Only those taken in"),
    )
    yield _("Of the others: with so many leaders"), shown.rule.leaders_from or _("Leaders do not matter")
    yield _("With one of the largest values"), shown.rule.largest or _("Values do not matter")
    yield _("Not more of them under a heading"), shown.rule.most


def _steps(shown: TellingShown) -> Iterator[Any]:
    if shown.may_choose:
        yield Go(_("Change the rule"), reverse("activities:told_rule", args=[shown.campaign.pk]), icon="pen")
    yield Note(
        _("In a text that was begun"),
        _("A text keeps the words it has. “Tell this section anew” in the text takes over what you choose here."),
    )


TELLING: DetailPage[TellingShown] = DetailPage(
    name="activities.told",
    section="activities",
    permission="activities:read",
    title=lambda shown: _("What the summary %(year)s tells one by one") % {"year": shown.campaign.year},
    lead=lambda shown: text(shown.campaign.theme),
    back=lambda: (_("Activities"), reverse("activities:list")),
    main=(Facts(_("The rule"), _rule),),
    aside=(Steps(_steps, title=_("Next steps")),),
    below=(
        Table(
            _("Told one by one"),
            COLUMNS,
            lambda shown: shown.told,
            _("Nothing is told by itself: nothing was held in the days of the campaign, or the rule chooses nothing."),
            lead=_("In the order of the summary. Up and down move an activity under its heading."),
        ),
        Part("", "activities/telling.html", bare=True),
        Table(
            _("Not told by themselves"),
            COLUMNS,
            lambda shown: shown.others,
            _("There is nothing else."),
            lead=_("Their number and who held them stand in one sentence. Those with most leaders come first."),
        ),
    ),
)
