"""The page of one seminar, or of another activity with its guests, and the page of one guest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from open315.activities.concern import host_words
from open315.activities.details import span
from open315.activities.listing import drawn_state
from open315.activities.people.drawing import rank_words
from open315.activities.types import Kind, State
from open315.core.access import Actor
from open315.core.names import enumerated
from open315.core.pages.cells import day, lines, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Steps, Table
from open315.core.pages.steps import Confirm, Press
from open315.core.ui.templatetags.ui import named
from open315.seminars import queries
from open315.seminars.drawing import WAYS, drawn_cares, drawn_standing, guest_words, kind_words
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar
from open315.seminars.rules import may_answer

if TYPE_CHECKING:
    from open315.activities.models import Activity


@dataclass(frozen=True, slots=True)
class SeminarShown:
    """An activity with its guests by kind, and what the reader may do at this moment."""

    activity: "Activity"
    written: Seminar
    kinds: Sequence[dict[str, Any]]
    waiting: int
    """How many an invitation by e-mail would reach."""
    to_tell: int
    """How many have to be told on paper what happened to it."""
    is_ahead: bool
    may_manage: bool
    agenda: Sequence[AgendaItem] = ()
    points: Sequence[Consensus] = ()

    @property
    def is_open(self) -> bool:
        """Whether the reader can still invite."""
        return self.may_manage and self.activity.state != State.CANCELLED


def shown_to(actor: Actor, activity: "Activity", at: datetime) -> SeminarShown:
    """What the page shows to this reader."""
    return SeminarShown(
        activity,
        queries.written(activity.pk),
        queries.by_kind(actor, activity.pk),
        queries.waiting_for_mail(activity.pk).count(),
        queries.to_be_told(activity.pk).count(),
        may_answer(activity.starts_at, at),
        actor.may("activities:manage"),
        list(queries.items(actor).filter(activity=activity.pk)),
        list(queries.consensus(actor).filter(activity=activity.pk)),
    )


def _to(name: str, shown: SeminarShown) -> str:
    return reverse(f"seminars:{name}", args=[shown.activity.pk])


def _facts(shown: SeminarShown) -> Iterator[tuple[Any, Any]]:
    activity = shown.activity
    yield _("Time"), span(activity)
    yield _("Venue"), text(activity.venue)
    yield _("Hosts"), lines(host_words(host) for host in activity.hosts.all())
    yield _("Words of the invitation"), lines(text(shown.written.words).splitlines())
    yield _("Answer until"), day(shown.written.reply_by)
    yield _("Reminder"), _reminder(shown.written)


def _reminder(written: Seminar) -> Any:
    """When guests were reminded, or will be."""
    if written.reminded_at:
        return _("sent %(moment)s") % {"moment": moment(written.reminded_at)}
    n = written.remind_days
    return ngettext("%(n)s day before", "%(n)s days before", n) % {"n": n} if n else _("none")


KINDS: Table[SeminarShown] = Table(
    _("Guests by kind of body"),
    (
        Column("kind", _("Kind of body"), lambda each: _linked_kind(each)),
        Column("listed", pgettext_lazy("guest", "On the list"), lambda each: each["listed"], kind="number"),
        Column("invited", pgettext_lazy("guest", "Invited"), lambda each: each["invited"], kind="number"),
        Column("accepted", pgettext_lazy("guest", "Accepted"), lambda each: each["accepted"], kind="number"),
        Column("declined", pgettext_lazy("guest", "Declined"), lambda each: each["declined"], kind="number"),
        Column("arrived", pgettext_lazy("guest", "Arrived"), lambda each: each["arrived"], kind="number"),
    ),
    lambda shown: [{**each, "of": shown.activity.pk} for each in shown.kinds],
    _("Nobody is on the list yet. Enter the guests one by one, or paste the list as you have it."),
    all_of_them=lambda shown: (_("All guests"), _to("guests", shown)),
)


def _linked_kind(each: dict[str, Any]) -> SafeString:
    to = reverse("seminars:guests", args=[each["of"]])
    return link(f"{to}?body_kind={each['body_kind']}", kind_words(each["body_kind"]))


def speaker_words(item: AgendaItem) -> str:
    """Who speaks, in the reader's script; "" for nobody."""
    return guest_words(item.speaker) if item.speaker else text(item.speaker_words)


def _paper(item: AgendaItem) -> Any:
    return link(reverse("seminars:paper", args=[item.pk]), pgettext_lazy("seminar", "Paper")) if item.paper_id else ""


def _change(row: Any, name: str) -> Any:
    return link(reverse(f"seminars:{name}_edit", args=[row.pk]), _("Change"))


def _remove(row: Any, name: str) -> Confirm:
    words = _("Nothing of this point is kept, and it counts nowhere any more.")
    to = reverse(f"seminars:{name}_remove", args=[row.pk])
    return Confirm(_("Take it out"), to, words, kind="secondary", version=row.version)


def _columns_of_managers(name: str) -> tuple[Column[Any], ...]:
    manage = "activities:manage"
    return (
        Column("change", _("Change"), lambda row: _change(row, name), kind="nowrap", quiet=True, permission=manage),
        Column("step", _("Next step"), lambda row: _remove(row, name), kind="actions", quiet=True, permission=manage),
    )


def _new_item(shown: SeminarShown) -> list[Go]:
    return [Go(_("A point of the agenda"), _to("item_new", shown), icon="plus")] if shown.is_open else []


def _new_point(shown: SeminarShown) -> list[Go]:
    if not shown.is_open or shown.is_ahead:
        return []
    return [Go(_("A point of consensus"), _to("consensus_new", shown), icon="plus")]


AGENDA: Table[SeminarShown] = Table(
    _("Agenda"),
    (
        Column("title", _("Point of the agenda"), lambda each: f"{each.place}. {text(each.title)}"),
        Column("speaker", _("Speaker"), speaker_words),
        Column("paper", pgettext_lazy("seminar", "Paper"), _paper, kind="nowrap"),
        *_columns_of_managers("item"),
    ),
    lambda shown: shown.agenda,
    _("There is no agenda yet. Enter its points, who speaks, and later the papers."),
    buttons=_new_item,
)
POINTS: Table[SeminarShown] = Table(
    _("Points of consensus"),
    (
        Column("text", _("On what all agreed"), lambda each: f"{each.place}. {text(each.text)}"),
        Column(
            "supporters",
            _("Who supported it"),
            lambda each: enumerated(guest_words(guest) for guest in each.supporters.all()),
        ),
        *_columns_of_managers("consensus"),
    ),
    lambda shown: shown.points,
    _("None is noted yet. Once the seminar has begun, note on what all agreed, and who supported it."),
    buttons=_new_point,
)


def _minutes(shown: SeminarShown) -> Iterator[tuple[Any, Any]]:
    yield _("Minutes"), lines(text(shown.written.minutes).splitlines())


def _to_minutes(shown: SeminarShown) -> list[Go]:
    return [Go(_("Write the minutes"), _to("minutes", shown))] if shown.is_open and not shown.is_ahead else []


def _steps(shown: SeminarShown) -> Iterator[Go | Confirm | Press | Note]:
    if shown.to_tell and shown.may_manage:
        label = ngettext("%(n)s guest to be told on paper", "%(n)s guests to be told on paper", shown.to_tell)
        yield Go(label % {"n": shown.to_tell}, f"{_to('guests', shown)}?told=paper", icon="people")
        yield Confirm(_("They have been told"), _to("told", shown), _("Nobody is left on that list."), kind="secondary")
    if not shown.is_open:
        return
    yield Go(_("Words of the invitation"), _to("invitation", shown), icon="pen")
    if not shown.kinds:
        return
    if shown.is_ahead and shown.waiting:
        label = ngettext("Invite %(n)s guest by e-mail", "Invite %(n)s guests by e-mail", shown.waiting)
        words = _("Each gets the invitation with a link of its own, by which it is answered without an account.")
        yield Confirm(label % {"n": shown.waiting}, _to("invite", shown), words, kind="primary")
    yield Go(_("Print letters"), _to("letters", shown), icon="document")
    yield Go(_("Seating plan"), _to("seating", shown), icon="people")
    yield Press(_("Badges as PDF"), _to("badges", shown))
    yield Go(_("Reception"), _to("door", shown), icon="desk")


def _buttons(shown: SeminarShown) -> Iterator[Go]:
    if shown.is_open:
        yield Go(_("Enter a guest"), _to("guest_new", shown), icon="plus", key="+")
        yield Go(_("Paste a list"), _to("guests_paste", shown))
    yield Go(_("The activity"), reverse("activities:detail", args=[shown.activity.pk]), icon="calendar")


SEMINAR: DetailPage[SeminarShown] = DetailPage(
    name="seminars.seminar",
    section="seminars",
    permission="activities:read",
    title=lambda shown: shown.activity.title_in,
    lead=lambda shown: format_html("{} {}", named(shown.activity.council), drawn_state(shown.activity)),
    back=lambda: (_("Seminars"), reverse("seminars:list")),
    buttons=_buttons,
    main=(Facts(_("The invitation"), _facts),),
    aside=(Steps(_steps, title=_("Next steps")),),
    below=(KINDS, AGENDA, POINTS, Facts(pgettext_lazy("seminar", "Result"), _minutes, below=_to_minutes)),
)
OTHER: DetailPage[SeminarShown] = replace(
    SEMINAR,
    name="seminars.activity",
    section="activities",
    back=lambda: (_("Activities"), reverse("activities:list")),
    below=(KINDS,),
)
"""The guests of an activity of another form: without agenda, minutes and points of consensus."""


def page_of(activity: "Activity") -> DetailPage[SeminarShown]:
    """The page of its guests."""
    return SEMINAR if activity.kind == Kind.SEMINAR else OTHER


@dataclass(frozen=True, slots=True)
class GuestShown:
    """A guest, and whether the reader may change it."""

    guest: Guest
    may_manage: bool


def _of_guest(shown: GuestShown) -> Iterator[tuple[Any, Any]]:
    guest = shown.guest
    label = _("Seminar") if guest.activity.kind == Kind.SEMINAR else _("Activity")
    yield label, link(reverse("seminars:detail", args=[guest.activity_id]), guest.activity.title_in)
    yield _("Kind of body"), kind_words(guest.body_kind)
    yield (
        _("Rank"),
        enumerated(
            each
            for each in (rank_words(guest.rank), _("A guest from outside of the region") if guest.is_guest else "")
            if each
        ),
    )
    yield pgettext_lazy("guest", "Name"), text(guest.masked_name)
    address = _("kept sealed") if guest.has_email else ""
    yield _("E-mail address"), lines([address, *drawn_cares(guest)]) if drawn_cares(guest) else address
    yield pgettext_lazy("guest", "Code"), guest.code
    yield pgettext_lazy("guest", "Invited"), format_html("{} {}", WAYS.get(guest.way, ""), moment(guest.invited_at))
    yield pgettext_lazy("guest", "Answered"), _answered(guest)
    if guest.instead_of:
        yield _("Instead of"), text(guest.instead_of)
    yield pgettext_lazy("guest", "Arrived"), moment(guest.arrived_at)


def _answered(guest: Guest) -> Any:
    by = _("told to the secretariat") if guest.is_by_office else _("by the link of the invitation")
    return format_html("{} ({})", moment(guest.replied_at), by) if guest.reply else ""


def _steps_of_guest(shown: GuestShown) -> Iterator[Go | Confirm]:
    guest = shown.guest
    if not shown.may_manage or guest.arrived_at or guest.activity.state == State.CANCELLED:
        return
    yield Go(_("Note an answer"), reverse("seminars:guest_answer", args=[guest.pk]), icon="check")
    words = _("Nothing of this guest is kept. The link of the invitation opens nothing any more.")
    to = reverse("seminars:guest_strike", args=[guest.pk])
    yield Confirm(_("Take off the list"), to, words, version=guest.version)


def _change_guest(shown: GuestShown) -> Iterator[Go]:
    if shown.may_manage and not shown.guest.arrived_at:
        yield Go(_("Change"), reverse("seminars:guest_edit", args=[shown.guest.pk]), icon="pen", key="e")


GUEST: DetailPage[GuestShown] = DetailPage(
    name="seminars.guest",
    section="seminars",
    permission="activities:read",
    title=lambda shown: guest_words(shown.guest),
    lead=lambda shown: drawn_standing(shown.guest),
    back=lambda: (_("Seminars"), reverse("seminars:list")),
    buttons=_change_guest,
    main=(Facts(_("The guest"), _of_guest),),
    aside=(Steps(_steps_of_guest, title=_("Next steps")),),
)
