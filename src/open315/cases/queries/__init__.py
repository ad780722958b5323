"""Reads of the case room. Everything begins with `visible_to(actor)`."""

from open315.cases.queries.appointments import own_appointment
from open315.cases.queries.around import Neighbours, beside, listed, neighbours, total
from open315.cases.queries.attention import Attention, attention_of, colleagues_like
from open315.cases.queries.brought import (
    Brought,
    as_if_brought,
    brought_by_number,
    brought_by_reference,
    differing,
    stored_references,
)
from open315.cases.queries.case_file import CaseFile, alike_cases, get_case, id_of
from open315.cases.queries.consumer import (
    REGISTRATIONS,
    ConsumerView,
    Receipt,
    consumer_view,
    find_by_code,
    is_opened_by,
    receipt_of,
    registered_under,
    was_received_since,
)
from open315.cases.queries.contacts import (
    EarlierContact,
    LikelyDuplicate,
    caller_again,
    earlier_contacts,
    likely_duplicates,
)
from open315.cases.queries.due import Due, due_of
from open315.cases.queries.exported import EXPORT_HEADER, export_list, export_rows
from open315.cases.queries.found import is_number, number_of
from open315.cases.queries.from_outside import Standing, Wanted, number_by_reference, standings
from open315.cases.queries.handed import first_handed, handed_over
from open315.cases.queries.inbox import (
    EMPTY_PAGE,
    InboxFilters,
    InboxPage,
    InboxRow,
    counts_of,
    filtered,
    inbox,
    open_by_state,
    saved_views,
    view_counts,
    with_words,
)
from open315.cases.queries.loads import Load, loads_of
from open315.cases.queries.numbers import as_read, both_ways, number_as_kept, number_of_spoken, spoken_number
from open315.cases.queries.open_steps import available_verbs
from open315.cases.queries.present import Present, others_at
from open315.cases.queries.visible import visible_to

__all__ = [
    "EMPTY_PAGE",
    "EXPORT_HEADER",
    "REGISTRATIONS",
    "Attention",
    "Brought",
    "CaseFile",
    "ConsumerView",
    "Due",
    "EarlierContact",
    "InboxFilters",
    "InboxPage",
    "InboxRow",
    "LikelyDuplicate",
    "Load",
    "Neighbours",
    "Present",
    "Receipt",
    "Standing",
    "Wanted",
    "alike_cases",
    "as_if_brought",
    "as_read",
    "attention_of",
    "available_verbs",
    "beside",
    "both_ways",
    "brought_by_number",
    "brought_by_reference",
    "caller_again",
    "colleagues_like",
    "consumer_view",
    "counts_of",
    "differing",
    "due_of",
    "earlier_contacts",
    "export_list",
    "export_rows",
    "filtered",
    "find_by_code",
    "first_handed",
    "get_case",
    "handed_over",
    "id_of",
    "inbox",
    "is_number",
    "is_opened_by",
    "likely_duplicates",
    "listed",
    "loads_of",
    "neighbours",
    "number_as_kept",
    "number_by_reference",
    "number_of",
    "number_of_spoken",
    "open_by_state",
    "others_at",
    "own_appointment",
    "receipt_of",
    "registered_under",
    "saved_views",
    "spoken_number",
    "standings",
    "stored_references",
    "total",
    "view_counts",
    "visible_to",
    "was_received_since",
    "with_words",
]
