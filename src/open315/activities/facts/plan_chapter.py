"""The chapter of a summary about the plan: what was to be done, what was required, and for how much of it something was held. Importing it declares it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from open315.activities.facts.requirements import DONE, MEASURES, REQUIRED, UNMET
from open315.core.chapters import Chapter, Reader, declare_chapter, printed
from open315.core.chapters.registry import CAMPAIGN_DAYS
from open315.core.documents.sentences import joined, sentence
from open315.core.documents.tree import Paragraph, Runs, Section
from open315.core.facts.wording import moment_words


def remark(reader: Reader, at: datetime) -> Runs:
    """As of when, and by which rule something counts as met."""
    opening = sentence(_("The plan is that of %(moment)s. "), moment=moment_words(at))
    rule = _(
        "Nothing was held for a requirement when no activity that was held is linked to it or to a measure that serves it."
    )
    return joined([opening, sentence(rule)])


def sections(reader: Reader) -> list[Section]:
    """How many measures and requirements there were, and what became of them."""
    return [Section(_("The plan and what became of it"), "plan", tuple(_paragraphs(reader)))]


def _paragraphs(reader: Reader) -> list[Paragraph]:
    found = []
    if reader.fact(MEASURES).value:
        words = _("The plan of the campaign had %(all)s measures; for %(done)s of them activities were held. ")
        found.append(_told(reader, words, all=MEASURES, done=DONE))
    if not reader.fact(REQUIRED).value:
        return found
    if reader.fact(UNMET).value:
        words = _("The standing committee put %(all)s requirements; for %(unmet)s of them no activity was held yet. ")
        found.append(_told(reader, words, all=REQUIRED, unmet=UNMET))
    else:
        words = _("The standing committee put %(all)s requirements, and activities were held for all of them. ")
        found.append(_told(reader, words, all=REQUIRED))
    return found


def _told(reader: Reader, template: str, **facts: str) -> Paragraph:
    return Paragraph(sentence(template, **{name: printed(reader.fact(key)) for name, key in facts.items()}))


declare_chapter(
    Chapter(
        "plan",
        title=pgettext_lazy("chapter of a summary", "Plan and requirements"),
        sections=sections,
        stands_on=(MEASURES, REQUIRED),
        appears=lambda reader: bool(reader.fact(MEASURES).value or reader.fact(REQUIRED).value),
        remark=remark,
        order=4,
        days=CAMPAIGN_DAYS,
    )
)
