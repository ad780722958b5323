"""The verbs of returns: ask, move the day, close; fill in, sign, send back, correct, open again; bring in what was signed elsewhere."""

from open315.returns.services.asking import ask, close_call, move_due_day
from open315.returns.services.filing import bring_signed, correct, fill_in, reopen, send_back, sign

__all__ = ["ask", "bring_signed", "close_call", "correct", "fill_in", "move_due_day", "reopen", "send_back", "sign"]
