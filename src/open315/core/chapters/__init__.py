"""Chapters of documents: what a room tells in a summary, in sentences, tables and charts made of facts.

A room declares its chapter with `declare_chapter`: a heading, when it appears, and its sections built from a `Reader`, which
turns facts into printed figures with their evidence. Comparisons, rankings and tables are told here for every room; which
chapters a document has, in which order and with which numbers, is put together by the room `figures`.
"""

from open315.core.chapters.reader import Reader, printed, size
from open315.core.chapters.registry import Chapter, declare_chapter
from open315.core.chapters.subject import Subject

__all__ = ["Chapter", "Reader", "Subject", "declare_chapter", "printed", "size"]
