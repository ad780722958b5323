"""Puts the facts of the case room into the registry, each with its shares and its change from the year before, and on the overview."""

from django.utils.translation import gettext_lazy as _

from open315.cases.facts import chapter, figures, listing, ratings, tables
from open315.cases.facts.tally import base_query
from open315.core.facts import Board, declare_board
from open315.core.facts.variants import declare_change, declare_shares

SINGLE = (
    "cases.contacts",
    "cases.received",
    "cases.accepted",
    "cases.declined",
    "cases.withdrawn",
    "cases.referred",
    "cases.closed",
    "cases.solved",
    "cases.solved_elsewhere",
    "cases.solution_rate",
    "cases.recovered_cents",
    "cases.amount_cents",
    "cases.open",
    "cases.open_at_end",
    "cases.late",
    "cases.median_days_to_acceptance",
    "cases.median_days_to_closure",
    "cases.on_time_acceptance",
    "cases.on_time_handling",
    "cases.rated",
    "cases.satisfied",
)
TABLES = (
    "cases.by_channel",
    "cases.by_kind",
    "cases.by_nature",
    "cases.by_goods",
    "cases.by_region",
    "cases.by_outcome",
    "cases.by_month",
    "cases.by_trader",
)
COMPARED = ("cases.by_channel", "cases.by_nature", "cases.by_goods", "cases.by_region")
"""Tables whose lines mean the same in two years."""

for _key in SINGLE:
    declare_change(_key)
for _key in TABLES:
    declare_shares(_key)
for _key in COMPARED:
    declare_change(_key)
    declare_change(f"{_key}.share")

declare_board(
    Board(
        "cases",
        title=_("At a glance"),
        figures=tuple(key for key in SINGLE if key != "cases.open"),
        tables=TABLES,
        scan=base_query,
        nothing=_("Nothing was received in this period."),
        order=10,
        records=_("Complaints"),
    )
)

__all__ = ["COMPARED", "SINGLE", "TABLES", "chapter", "figures", "listing", "ratings", "tables"]
