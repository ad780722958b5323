"""What the case room does after its own events: keep the search index, and derive clocks anew when a calendar changes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from open315.cases.models import Case
from open315.cases.services.clocks import rederive_clocks
from open315.cases.services.erasure import related_to
from open315.cases.services.rows import SEARCH_INDEX, search_text
from open315.core.jobs import services as jobs
from open315.core.outbox import Event, let_wait, subscribe, subscribe_batch, subscribe_job
from open315.core.search import index
from open315.core.search.sources import register_source

MEANWHILE = timedelta(seconds=10)
"""No transaction of a verb takes longer."""
let_wait("cases.recorded")


@subscribe_batch("cases.registered", "cases.recorded")
def index_new_cases(events: Sequence[Event]) -> None:
    """Make new cases findable."""
    index(SEARCH_INDEX, texts([event.payload["case"] for event in events]))


@subscribe("identity.erased")
def index_what_was_masked(event: Event) -> None:
    """Let an erased person be found no more, neither in her case nor in those of the same letter."""
    case = Case.objects.get(pk=event.payload["case"])
    index(SEARCH_INDEX, texts([case.pk, *related_to(case).values_list("pk", flat=True)]))


@subscribe("identity.erased")
def forget_what_was_asked_meanwhile(event: Event) -> None:
    """A file that was asked for while the erasure was not committed yet may have been read before it."""
    jobs.forget_files(since=event.at - MEANWHILE, until=event.at + MEANWHILE)


def texts(ids: Sequence[int]) -> list[tuple[int, str]]:
    """(id, text) of these cases for the index."""
    fields = ("id", "number", "title", "narrative", "trader_name", "goods_text", "source_ref")
    return [(row["id"], search_text(row)) for row in Case.objects.filter(pk__in=ids, is_leaving=False).values(*fields)]


def every_text() -> Iterator[tuple[int, str]]:
    """(id, text) of every case, for filling the index again."""
    fields = ("id", "number", "title", "narrative", "trader_name", "goods_text", "source_ref")
    rows = Case.objects.filter(is_leaving=False).order_by("id").values(*fields).iterator(chunk_size=2000)
    return ((row["id"], search_text(row)) for row in rows)


register_source(SEARCH_INDEX, every_text)


@subscribe_job("core.calendar_changed")
def derive_clocks_again(event: Event) -> None:
    """A calendar was loaded or corrected: clocks that waited for it get their date, running ones are checked."""
    rederive_clocks(at=event.at)
