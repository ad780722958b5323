"""The verbs of the inbox: take in, handle, make a case, answer, erase."""

from open315.inbox.services.cases import add_to_case, erase_sender, forget, link_made, open_message
from open315.inbox.services.enclosing import open_file
from open315.inbox.services.handling import pull_back, put_back, set_aside, take
from open315.inbox.services.outgoing import answer
from open315.inbox.services.receiving import join_late, receive

__all__ = [
    "add_to_case",
    "answer",
    "erase_sender",
    "forget",
    "join_late",
    "link_made",
    "open_file",
    "open_message",
    "pull_back",
    "put_back",
    "receive",
    "set_aside",
    "take",
]
