"""What is counted of stalls beside the indicators: how many stood on the squares, and the complaints taken there that are cases."""

from open315.stalls.facts import figures

__all__ = ["figures"]
