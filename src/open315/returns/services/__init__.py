"""The verbs of returns: ask, move the day, close; fill in, sign, send back, correct, open again."""

from open315.returns.services.asking import ask, close_call, move_due_day
from open315.returns.services.filing import correct, fill_in, reopen, send_back, sign

__all__ = ["ask", "close_call", "correct", "fill_in", "move_due_day", "reopen", "send_back", "sign"]
