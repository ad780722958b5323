"""The two forms of an official document: DOCX to edit and sign, PDF to print."""

from collections.abc import Callable, Mapping

from open315.core.documents.official import docx, pdf
from open315.core.documents.official.types import OfficialDocument, Script
from open315.core.text import to_simplified

RENDER: Mapping[str, Callable[[OfficialDocument], bytes]] = {"docx": docx.render, "pdf": pdf.render}


def script_for(language: str) -> Script:
    """The script for a reader: Simplified for all but readers of Traditional Chinese."""
    return Script.TRADITIONAL if language == Script.TRADITIONAL else Script.SIMPLIFIED


def said_in(script: Script) -> Callable[[str], str]:
    """How a text that is kept in Traditional Chinese is printed in this script."""
    return _as_it_is if script is Script.TRADITIONAL else to_simplified


def _as_it_is(text: str) -> str:
    return text
