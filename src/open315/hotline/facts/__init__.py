"""The figures of the hotline. Importing it declares them."""

from open315.hotline.facts import figures, tables

__all__ = ["figures", "tables"]
