"""Reads of the case room. Everything begins with `visible_to(actor)`."""

from open315.cases.queries.brought import (
    Brought,
    as_if_brought,
    brought_by_number,
    brought_by_reference,
    differing,
    stored_references,
)
from open315.cases.queries.case_file import CaseFile, alike_cases, available_verbs, get_case, id_of
from open315.cases.queries.consumer import (
    REGISTRATIONS,
    ConsumerView,
    Receipt,
    consumer_view,
    find_by_code,
    receipt_of,
    registered_under,
    was_received_since,
)
from open315.cases.queries.contacts import EarlierContact, LikelyDuplicate, earlier_contacts, likely_duplicates
from open315.cases.queries.due import Due, due_of
from open315.cases.queries.inbox import (
    EMPTY_PAGE,
    EXPORT_HEADER,
    InboxFilters,
    InboxPage,
    InboxRow,
    export_list,
    export_rows,
    filtered,
    inbox,
    open_by_state,
    saved_views,
    view_counts,
)
from open315.cases.queries.visible import visible_to

__all__ = [
    "EMPTY_PAGE",
    "EXPORT_HEADER",
    "REGISTRATIONS",
    "Brought",
    "CaseFile",
    "ConsumerView",
    "Due",
    "EarlierContact",
    "InboxFilters",
    "InboxPage",
    "InboxRow",
    "LikelyDuplicate",
    "Receipt",
    "alike_cases",
    "as_if_brought",
    "available_verbs",
    "brought_by_number",
    "brought_by_reference",
    "consumer_view",
    "differing",
    "due_of",
    "earlier_contacts",
    "export_list",
    "export_rows",
    "filtered",
    "find_by_code",
    "get_case",
    "id_of",
    "inbox",
    "likely_duplicates",
    "open_by_state",
    "receipt_of",
    "registered_under",
    "saved_views",
    "stored_references",
    "view_counts",
    "visible_to",
    "was_received_since",
]
