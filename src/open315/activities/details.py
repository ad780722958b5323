"""The page of one activity."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.activities.concern import host_words, joined_sentences, told_words
from open315.activities.links import measure_words
from open315.activities.listing import drawn_state
from open315.activities.models import Activity
from open315.activities.outputs import panel
from open315.activities.outputs.queries import Reported, reported
from open315.activities.partners import drawing as partners
from open315.activities.partners.queries import of_activity
from open315.activities.people import drawing as people
from open315.activities.people.queries import of_activity as people_of
from open315.activities.proofs import drawing as proofs
from open315.activities.proofs.drawing import ProofShown
from open315.activities.rules import has_begun
from open315.core.clock import SHANGHAI, local_day
from open315.core.pages.cells import lines, moment, text
from open315.core.pages.declared import Go
from open315.core.pages.details import DetailPage, Facts, Note, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named

REASON = _("Reason")
PLANNED, HELD, CANCELLED = Activity.State.PLANNED, Activity.State.HELD, Activity.State.CANCELLED


@dataclass(frozen=True, slots=True)
class ActivityShown:
    """An activity, and what the reader may do with it at this moment."""

    activity: Activity
    may_manage: bool
    is_over: bool
    measure: str = ""
    """Number and title of the measure it carries out, as this reader may know them."""
    owns_plan: bool = False
    outputs: Sequence[Reported] = ()
    proofs: Sequence[ProofShown] = ()

    @property
    def may_prove(self) -> bool:
        """Whether this reader can keep photos and papers of it."""
        return self.may_manage and self.is_over and self.activity.state != CANCELLED

    @property
    def has_outputs(self) -> bool:
        """Whether what it put out belongs on the page: once it was held, or where something was told of it then."""
        return self.activity.state == HELD or any(each.now or each.before for each in self.outputs)


def shown_to(actor: Any, activity: Activity, at: Any) -> ActivityShown:
    """What the page shows to this reader."""
    return ActivityShown(
        activity,
        actor.may("activities:manage"),
        has_begun(activity.starts_at, at),
        measure=measure_words(actor, activity),
        owns_plan=activity.council_id == actor.organisation_id,
        outputs=reported(activity),
        proofs=proofs.shown_of(activity),
    )


def _to(name: str, shown: ActivityShown) -> str:
    return reverse(f"activities:{name}", args=[shown.activity.pk])


def span(activity: Activity) -> str:
    """From when to when in China; the day once, where it is the same."""
    is_one_day = local_day(activity.starts_at) == local_day(activity.ends_at)
    end = f"{activity.ends_at.astimezone(SHANGHAI):%H:%M}" if is_one_day else moment(activity.ends_at)
    return f"{moment(activity.starts_at)} – {end}"


def _facts(shown: ActivityShown) -> Iterator[tuple[Any, Any]]:
    activity = shown.activity
    yield _("Form"), activity.get_kind_display()
    yield _("Time"), span(activity)
    yield _("Place"), named(activity.region)
    yield _("Venue"), text(activity.venue)
    yield _("Hosts"), lines(host_words(host) for host in activity.hosts.all())
    yield _("Planned by"), named(activity.council)
    if activity.same_as:
        yield _("Entered twice; counts as entered by"), named(activity.same_as.council)
    yield from _links(shown)
    optional = (
        (_("Reason of the last change"), text(activity.reason)),
        (_("Note"), lines(text(activity.note).splitlines())),
    )
    yield from ((label, value) for label, value in optional if value)
    for language, title in activity.title_in.translated():
        words = format_html('{} · <span lang="{}">{}</span>', text(activity.title), language, title)
        yield pgettext_lazy("activity", "Title"), words


def _links(shown: ActivityShown) -> Iterator[tuple[Any, Any]]:
    """What it does for a plan. Requirements are shown to the council to whose plan they were put."""
    activity = shown.activity
    if shown.measure:
        yield _("Measure of the plan"), text(shown.measure)
    asked = list(activity.requirements.all()) if shown.owns_plan else []
    if asked:
        yield _("Requirements it meets"), lines(f"{each.number} {text(each.text)}" for each in asked)


def _steps(shown: ActivityShown) -> Iterator[Go | Confirm | Note]:
    activity = shown.activity
    if not shown.may_manage:
        return
    if activity.state == PLANNED:
        yield from _steps_of_planned(shown)
    else:
        words = _("It is planned again: nothing of it counts until it is said to be held.")
        yield Confirm(
            _("Take it up again"),
            _to("take_up", shown),
            words,
            kind="secondary",
            reason_label=REASON,
            version=activity.version,
        )


def _steps_of_planned(shown: ActivityShown) -> Iterator[Go | Confirm | Note]:
    version = shown.activity.version
    if shown.is_over:
        words = _("From now on it counts in the figures of your council and of those above it.")
        yield Confirm(_("It was held"), _to("hold", shown), words, kind="primary", version=version)
    else:
        yield Note(
            _("Not begun yet"), _("Once it has begun, you can say here that it was held. Only then does it count.")
        )
    yield Go(_("Postpone"), _to("postpone", shown), icon="clock")
    told = joined_sentences(_("It stays in the list as cancelled and does not count."), told_words(shown.activity))
    yield Confirm(_("Cancel the activity"), _to("cancel", shown), told, reason_label=REASON, version=version)


def _lead(shown: ActivityShown) -> SafeString:
    return format_html("{} {}", span(shown.activity), drawn_state(shown.activity))


_BUTTONS: list[Callable[[ActivityShown], Iterable[Go]]] = []


def add_buttons(buttons: Callable[[ActivityShown], Iterable[Go]]) -> None:
    """Let a room above lead from an activity to what it knows of it. Called from an AppConfig."""
    _BUTTONS.append(buttons)


def _buttons(shown: ActivityShown) -> Iterator[Go]:
    for buttons in _BUTTONS:
        yield from buttons(shown)
    yield Go(_("Calendar file"), _to("ics", shown), icon="calendar", kind="quiet")
    if shown.may_manage and shown.activity.state != CANCELLED:
        yield Go(_("Change"), _to("edit", shown), icon="pen", key="e")


def _invite(shown: ActivityShown) -> list[Go]:
    if not shown.may_manage or shown.activity.state == CANCELLED:
        return []
    return [Go(_("Enter a partner"), _to("invite", shown), icon="plus")]


PARTNERS_HERE: Table[ActivityShown] = Table(
    _("Departments and partners"),
    partners.COLUMNS,
    lambda shown: of_activity(shown.activity),
    _(
        "Nobody was invited yet. Enter the departments and partners you wrote to, and later what they promised and delivered."
    ),
    buttons=_invite,
)


def _enter_people(shown: ActivityShown) -> list[Go]:
    if not shown.may_manage or shown.activity.state == CANCELLED or not shown.is_over:
        return []
    return [
        Go(_("Enter a person"), _to("person_enter", shown), icon="plus"),
        Go(_("Paste a list"), _to("people_paste", shown)),
        Go(_("Bring a sheet"), _to("people_sheet", shown)),
    ]


PEOPLE_HERE: Table[ActivityShown] = Table(
    _("Who took part"),
    people.COLUMNS,
    lambda shown: people_of(shown.activity),
    _("Nobody is entered yet. Once the activity has begun, enter who came: by body, office and rank."),
    buttons=_enter_people,
)


def _output_buttons(shown: ActivityShown) -> list[Go]:
    if not shown.may_manage or shown.activity.state != HELD:
        return []
    return panel.buttons(shown.activity.pk, are_told=any(each.now for each in shown.outputs))


OUTPUTS_HERE: Table[ActivityShown] = Table(
    _("What it put out"),
    panel.COLUMNS,
    lambda shown: shown.outputs,
    _("Nothing was reported yet."),
    belongs=lambda shown: shown.has_outputs,
    buttons=_output_buttons,
)


def _keep_proofs(shown: ActivityShown) -> list[Go]:
    return [Go(_("Add photos or papers"), _to("proof_new", shown), icon="plus")] if shown.may_prove else []


PROOFS_HERE: Table[ActivityShown] = Table(
    _("Photos and papers"),
    proofs.COLUMNS,
    lambda shown: shown.proofs,
    _("None yet. What proves a number or the measure belongs here, and photos for the summary."),
    belongs=lambda shown: bool(shown.proofs) or shown.may_prove,
    buttons=_keep_proofs,
)


ACTIVITY: DetailPage[ActivityShown] = DetailPage(
    name="activities.activity",
    section="activities",
    permission="activities:read",
    title=lambda shown: shown.activity.title_in,
    lead=_lead,
    back=lambda: (_("Activities"), reverse("activities:list")),
    buttons=_buttons,
    main=(Facts(_("What, when, where"), _facts),),
    aside=(Steps(_steps, title=_("Next steps")),),
    below=(OUTPUTS_HERE, PROOFS_HERE, PARTNERS_HERE, PEOPLE_HERE),
)
