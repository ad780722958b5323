"""The figures of the inbox. Importing it declares them."""

from open315.inbox.facts import figures

__all__ = ["figures"]
