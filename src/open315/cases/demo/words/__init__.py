"""The words of the demo's cases: goods, how complaints about them are told, and how they end."""

from functools import partial

from open315.org.demo import words as of_demo

words = partial(of_demo.words, package=__name__)
