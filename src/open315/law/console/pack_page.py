"""The page of one rule pack: its clocks with a calculator beside them, the numbers that places set, its grounds and sources."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from open315.core.pages.cells import badge, day, days, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Part, Table
from open315.law.console.pages import ClockCard, OptionRow, PackRow


@dataclass(frozen=True, slots=True)
class PackShown:
    """A pack in words, with the numbers that places set for it."""

    row: PackRow
    clocks: Sequence[ClockCard]
    options: Sequence[OptionRow]
    may_manage: bool

    @property
    def has_local(self) -> bool:
        """Whether places may set numbers of their own."""
        return any(each.rule.local for each in self.clocks)

    @property
    def is_unverified(self) -> bool:
        """Whether nobody has compared it with the text of the law yet."""
        return self.row.pack.status.value == "unverified"


def _lead(shown: PackShown) -> SafeString:
    row = shown.row
    since = days(row.pack.valid_from, row.pack.valid_until)
    words = '<span class="cluster">{} <span>{} · {} · {}</span></span>'
    return format_html(words, badge(row.status, row.tone), row.body, row.place, since)


def _ending(shown: PackShown) -> Callable[[OptionRow], Any]:
    def drawn(each: OptionRow) -> Any:
        option = each.option
        if not (shown.may_manage and each.is_mine) or option.valid_until:
            return ""
        address = reverse("law:option_end", args=[shown.row.pack.code, option.pk])
        return format_html('<a class="button button--quiet button--small" href="{}">{}</a>', address, _("End"))

    return drawn


def _set_a_number(shown: PackShown) -> list[Go]:
    if not shown.may_manage:
        return []
    return [Go(_("Set a place's own number"), reverse("law:option_new", args=[shown.row.pack.code]), icon="plus")]


def _ground(each: Any) -> SafeString:
    if not each.hint:
        return format_html("{}", each.words)
    return format_html('{}<br><small class="faint">{}</small>', each.words, each.hint)


def _grounds(title: Any, of: Callable[[Any], Sequence[Any]]) -> Table[PackShown]:
    """A table of coded grounds with their articles; left out where the pack has none."""
    return Table(
        title,
        (
            Column("ground", gettext_lazy("Ground"), _ground),
            Column("basis", gettext_lazy("Basis"), lambda each: each.article),
        ),
        rows=lambda shown: of(shown.row.pack),
        empty="",
        belongs=lambda shown: bool(of(shown.row.pack)),
    )


def _options(shown: PackShown) -> Iterable[tuple[OptionRow, Any]]:
    ending = _ending(shown)
    return [(each, ending(each)) for each in shown.options]


PACK: DetailPage[PackShown] = DetailPage(
    name="law.pack",
    section="packs",
    permission="packs:read",
    title=lambda shown: shown.row.pack.title,
    lead=_lead,
    back=lambda: (_("Rule packs"), reverse("law:packs")),
    buttons=lambda shown: [Go(_("Try it"), "#try", icon="clock")],
    above=(Part("", "law/pack_note.html", belongs=lambda shown: bool(shown.row.pack.note), bare=True),),
    main=(Part("", "law/pack_clocks.html", bare=True),),
    aside=(Part("", "law/pack_try.html", bare=True),),
    below=(
        Table(
            gettext_lazy("Numbers that places set"),
            (
                Column("clock", gettext_lazy("Clock"), lambda each: each[0].clock),
                Column("place", gettext_lazy("Place"), lambda each: each[0].place),
                Column("length", gettext_lazy("How long"), lambda each: f"{each[0].length}, {each[0].roll}"),
                Column("basis", gettext_lazy("Basis"), lambda each: text(each[0].option.basis)),
                Column(
                    "from", gettext_lazy("Received from"), lambda each: day(each[0].option.valid_from), kind="nowrap"
                ),
                Column(
                    "until", gettext_lazy("until"), lambda each: day(each[0].option.valid_until) or "–", kind="nowrap"
                ),
                Column("steps", gettext_lazy("Steps"), lambda each: each[1], kind="actions", quiet=True),
            ),
            rows=_options,
            empty=gettext_lazy("No place has set its own number; those above hold everywhere."),
            belongs=lambda shown: shown.has_local,
            buttons=_set_a_number,
        ),
        _grounds(gettext_lazy("Grounds not to accept"), lambda pack: pack.grounds),
        _grounds(gettext_lazy("Grounds to end mediation"), lambda pack: pack.terminations),
        _grounds(gettext_lazy("Grounds on which a clock stands still"), lambda pack: pack.pauses),
        _grounds(gettext_lazy("Other routes to be named in a refusal"), lambda pack: pack.routes),
        Part(gettext_lazy("Sources"), "law/pack_sources.html"),
    ),
)
