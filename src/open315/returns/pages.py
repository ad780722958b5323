"""The pages of one call, one return and one filing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from open315.core.access import Actor
from open315.core.names import enumerated
from open315.core.pages.cells import badge, day, days, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Note, Steps, Table
from open315.core.pages.steps import Confirm
from open315.core.ui.templatetags.ui import named
from open315.indicators import queries as indicators
from open315.returns import queries
from open315.returns.checking import Field, sheet_of
from open315.returns.listing import COLUMNS, drawn_state
from open315.returns.models import Call, Filing, Return, Value
from open315.returns.rollup import Whole, whole_of
from open315.returns.rollup_pages import WHOLE, drawn_beside
from open315.returns.types import State
from open315.returns.wording import answer_words, quantity_words

REASON, BY_SHEET = _("Reason"), _("Fill in by sheet")


@dataclass(frozen=True, slots=True)
class CallShown:
    """A call, the returns of it that the reader may see, and whether it is the reader's own to manage."""

    call: Call
    returns: Sequence[Return]
    may_manage: bool
    wholes: Sequence[Whole] = ()
    """What they come to together, for whoever may see all of them."""


def call_shown_to(actor: Actor, call: Call) -> CallShown:
    """What the page of a call shows to this reader."""
    may = actor.may("returns:ask") and call.council_id == actor.organisation_id and call.closed_at is None
    wholes = whole_of(call) if queries.sees_all_of(actor, call) else []
    return CallShown(call, list(queries.returns_of(actor, call)), may, wholes)


def _of_call(shown: CallShown) -> Iterator[tuple[Any, Any]]:
    call = shown.call
    yield _("Asked by"), named(call.council)
    yield _("Campaign"), f"{call.campaign.year} {text(call.campaign.theme)}"
    yield _("Tells of"), days(call.first, call.last)
    yield _("To be signed until"), day(call.due_on)
    yield _("Indicators"), enumerated(indicators.latest(code).names for code in call.indicators)
    if call.note:
        yield _("Note"), linebreaksbr(text(call.note))
    if call.closed_at:
        yield _("Closed on"), moment(call.closed_at)


def _call_steps(shown: CallShown) -> Iterator[Go | Confirm | Note]:
    if shown.may_manage:
        yield Go(_("Move the day"), reverse("returns:move", args=[shown.call.pk]), icon="clock")
        words = _("Bodies do not correct their returns by themselves any more; you can open one of them again.")
        address = reverse("returns:close", args=[shown.call.pk])
        yield Confirm(_("Close the call"), address, words, version=shown.call.version)


def _returns_lead(shown: CallShown) -> SafeString:
    signed = sum(each.state == State.SIGNED for each in shown.returns)
    late = sum(queries.is_late(each) for each in shown.returns)
    words = _("%(signed)s of %(asked)s signed, %(late)s late") % {
        "signed": signed,
        "asked": len(shown.returns),
        "late": late,
    }
    return format_html("{} · {}", named(shown.call.council), words)


CALL: DetailPage[CallShown] = DetailPage(
    name="returns.call",
    section="returns",
    permission="returns:read",
    title=lambda shown: text(shown.call.title),
    lead=_returns_lead,
    back=lambda: (_("What was asked for"), reverse("returns:calls")),
    main=(
        Table(
            pgettext_lazy("return", "Altogether"),
            WHOLE,
            lambda shown: shown.wholes,
            "",
            belongs=lambda shown: bool(shown.wholes),
            lead=_(
                "The latest signed return of each body, each place once. What the rows come to stands beside it and is never added."
            ),
        ),
        Table(_("Returns"), COLUMNS, lambda shown: shown.returns, _("No body was asked.")),
        Facts(_("What this return asks"), _of_call),
    ),
    aside=(Steps(_call_steps, title=_("Next steps")),),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a return as it is shown: what was said, the rows, last year's."""

    field: Field
    value: Value | None

    @property
    def words(self) -> Any:
        """What was said; nothing where nothing was yet."""
        return answer_words(self.value, self.field.indicator) if self.value else ""


@dataclass(frozen=True, slots=True)
class ReturnShown:
    """A return, its lines, its filings, and what the reader may do with it."""

    row: Return
    filing: Filing | None
    """Whose values are shown: what the reader may see of the latest."""
    filings: Sequence[Filing]
    lines: Sequence[Line]
    may_fill: bool = False
    may_sign: bool = False
    is_own_filing: bool = False
    may_reopen: bool = False
    may_read_reason: bool = True
    """Why it is filled in again, where that is not the own affair of the body that was asked."""


def return_shown_to(actor: Actor, row: Return) -> ReturnShown:
    """What the page of a return shows to this reader."""
    filings = list(queries.filings_for(actor, row))
    filing = filings[0] if filings else None
    is_ours = row.council_id == actor.organisation_id
    return ReturnShown(
        row,
        filing,
        filings,
        _lines(row, filing),
        may_fill=is_ours and actor.may("returns:fill"),
        may_sign=is_ours and actor.may("returns:sign"),
        is_own_filing=filing is not None and filing.filled_by_id == actor.account_id,
        may_reopen=actor.may("returns:ask") and row.call.council_id == actor.organisation_id,
        may_read_reason=is_ours or queries.is_opened_again(row),
    )


def _lines(row: Return, filing: Filing | None) -> list[Line]:
    said: Mapping[str, Value] = {each.indicator: each for each in filing.values.all()} if filing else {}
    return [Line(field, said.get(field.indicator.code)) for field in sheet_of(row)]


def _beside(line: Line) -> Any:
    return drawn_beside(line.value.as_value if line.value else None, line.field.rows, line.field.indicator)


def _unit(line: Line) -> SafeString:
    return format_html("{}", line.field.indicator.names)


LINES: tuple[Column[Line], ...] = (
    Column("indicator", _("Indicator"), _unit),
    Column("value", _("Reported"), lambda line: line.words, kind="nowrap"),
    Column("rows", _("By the rows in the system"), _beside),
    Column("before", _("Last year"), lambda line: quantity_words(line.field.before, line.field.indicator), kind="nowrap"),
    Column("reason", REASON, lambda line: text(line.value.reason) if line.value else ""),
)  # fmt: skip


def _of_return(shown: ReturnShown) -> Iterator[tuple[Any, Any]]:
    row = shown.row
    yield pgettext_lazy("return", "Return"), link(reverse("returns:call", args=[row.call_id]), text(row.call.title))
    yield _("Asked by"), named(row.call.council)
    yield _("Tells of"), days(row.call.first, row.call.last)
    yield _("To be signed until"), day(row.due_on)
    if row.reason and shown.may_read_reason:
        yield _("Why it is filled in again"), text(row.reason)
    if row.call.note:
        yield _("Note"), linebreaksbr(text(row.call.note))


def _return_steps(shown: ReturnShown) -> Iterator[Go | Confirm | Note]:
    row = shown.row
    if shown.may_fill and row.state != State.SIGNED:
        label = _("Change what was filled in") if row.state == State.FILLED else _("Fill in")
        yield Go(label, reverse("returns:fill", args=[row.pk]), icon="pen", kind="primary", key="e")
        yield Go(BY_SHEET, reverse("returns:by_sheet", args=[row.pk]), icon="import")
    if row.state == State.FILLED:
        yield from _sign_steps(shown)
    if row.state == State.SIGNED:
        yield from _signed_steps(shown)


def _sign_steps(shown: ReturnShown) -> Iterator[Go | Confirm | Note]:
    if not shown.may_sign:
        return
    if shown.is_own_filing:
        yield Note(
            _("Waits for a second person"), _("You filled it in. A colleague of your body looks at it and signs.")
        )
        return
    address, version = shown.row.pk, shown.row.version
    words = _("It counts from now on and is never changed; a correction is a new filing with a reason.")
    yield Confirm(_("Sign"), reverse("returns:sign", args=[address]), words, kind="primary", version=version)
    words = _("Whoever filled it in reads why, and fills it in again.")
    back = reverse("returns:send_back", args=[address])
    yield Confirm(_("Send back"), back, words, kind="secondary", reason_label=REASON, version=version)


def _signed_steps(shown: ReturnShown) -> Iterator[Go | Confirm | Note]:
    row = shown.row
    if shown.may_fill and row.call.closed_at is None:
        yield Go(_("Correct"), reverse("returns:correct", args=[row.pk]), icon="pen")
        yield Go(BY_SHEET, reverse("returns:by_sheet", args=[row.pk]), icon="import")
    if shown.may_reopen:
        yield Go(_("Open again"), reverse("returns:reopen", args=[row.pk]), icon="clock")


def _filing_link(filing: Filing) -> SafeString:
    words = _("No. %(number)s") % {"number": filing.number}
    return link(reverse("returns:filing", args=[filing.pk]), words)


def _signed(filing: Filing) -> Any:
    if filing.signed_at is None:
        return badge(_("not signed"), "warn")
    return format_html("{} {}", moment(filing.signed_at), filing.signed_by.display_name if filing.signed_by else "")


FILINGS: tuple[Column[Filing], ...] = (
    Column("number", _("Filing"), _filing_link, kind="nowrap"),
    Column(
        "filled_at",
        _("Filled in"),
        lambda each: format_html("{} {}", moment(each.filled_at), each.filled_by.display_name if each.filled_by else ""),
    ),
    Column("signed_at", _("Signed on"), _signed),
    Column("reason", _("Why anew"), lambda each: text(each.reason)),
)  # fmt: skip


def _return_lead(shown: ReturnShown) -> SafeString:
    return format_html("{} {}", text(shown.row.call.title), drawn_state(shown.row))


RETURN: DetailPage[ReturnShown] = DetailPage(
    name="returns.return",
    section="returns",
    permission="returns:read",
    title=lambda shown: named(shown.row.council),
    lead=_return_lead,
    back=lambda: (_("Returns"), reverse("returns:list")),
    main=(
        Table(
            _("What is told"),
            LINES,
            lambda shown: shown.lines,
            _("Councils of this level report none of the indicators."),
            lead=_("What was reported stands beside what the rows of the body and of those below it come to; the two are never added."),
        ),
        Table(_("Filings"), FILINGS, lambda shown: shown.filings, _("Nothing was signed yet.")),
    ),
    aside=(Steps(_return_steps, title=_("Next steps")), Facts(_("What this return asks"), _of_return)),
    is_wide=True,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilingShown:
    """One filing with its lines."""

    filing: Filing
    lines: Sequence[Line]


def filing_shown(filing: Filing) -> FilingShown:
    """What the page of a filing shows."""
    return FilingShown(filing, _lines(filing.of, filing))


def _of_filing(shown: FilingShown) -> Iterator[tuple[Any, Any]]:
    for column in FILINGS[1:]:
        yield column.label, column.draw(shown.filing)


FILING: DetailPage[FilingShown] = DetailPage(
    name="returns.filing",
    section="returns",
    permission="returns:read",
    title=lambda shown: (
        _("%(body)s, filing %(number)s") % {"body": named(shown.filing.of.council), "number": shown.filing.number}
    ),
    lead=lambda shown: text(shown.filing.of.call.title),
    back=lambda: (_("Returns"), reverse("returns:list")),
    main=(
        Table(_("What was told"), (LINES[0], LINES[1], LINES[4]), lambda shown: shown.lines, _("Nothing was told.")),
        Facts(_("Who and when"), _of_filing),
    ),
)
