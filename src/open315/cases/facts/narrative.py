"""The sentences of the complaint chapter, in the manner of a council's summary. Figures come in as figures, never as digits.

A sentence whose figure has no base is not written, or says so: no rate of nothing, no median of nobody.
"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from open315.core import clock
from open315.core.chapters import Reader, Subject, printed
from open315.core.chapters.claims import Nothing
from open315.core.chapters.comparison import comparable, compared, withheld
from open315.core.chapters.sentences import known
from open315.core.documents.sentences import joined, listed, sentence
from open315.core.documents.tree import Paragraph, Run, Runs, Term, Text
from open315.core.facts import Extent
from open315.core.facts.comparison import gaps_of
from open315.core.facts.wording import day_words, ends_words, moment_words, period_words
from open315.org.facts import REGION, whole_code
from open315.org.queries import region_name

COMPLAINTS = Subject("cases.received", gettext_lazy("Complaints"), frozenset({"other_goods", "other_services"}))


def remark(reader: Reader, at: datetime) -> Runs:
    """How the chapter was counted, as of the moment `at`, and over which days it compares."""
    day = day_words(reader.period.until or clock.local_day(at))
    template = _(
        "Figures are counted from the records of the councils as they stood on %(moment)s; "
        "what became of a complaint counts up to %(day)s. "
        "Each figure leads to the records it was counted from; the annex says how. "
    )
    return joined([sentence(template, moment=moment_words(at), day=day), _spans(reader)])


def _spans(reader: Reader) -> Runs:
    """Which days are compared with which; nothing where none are, which is said where the comparison would stand."""
    spans = reader.compares(COMPLAINTS.base)
    if spans.withheld:
        return ()
    template = _(
        "%(now)s is compared with %(before)s; what became of the earlier complaints counts up to %(day)s, at the same distance."
    )
    now, before = period_words(spans.now), period_words(spans.before)
    return sentence(template, now=now, before=before, day=day_words(spans.before.until or spans.before.last))


def opening(reader: Reader) -> list[Paragraph]:
    """What came in, what was accepted and solved, what consumers got back, and how that compares."""
    if not reader.fact("cases.received").value:
        return [Paragraph(_nothing(reader))]
    found = [Paragraph(joined([_received(reader), _solved(reader), _recovered(reader)]))]
    change = _changes(reader)
    if change:
        found.append(Paragraph(change))
    found.append(Paragraph(joined([_others(reader), _open(reader)])))
    return found


def _nothing(reader: Reader) -> Runs:
    """That none was received, where somebody would know; otherwise that nobody does."""
    if not reader.period.days:
        return sentence(_("The period has not begun."))
    if reader.fact(COMPLAINTS.base).value is None:
        return (Text(gaps_of(COMPLAINTS.base, reader.period, reader.scope, reader.actor)),)
    if reader.covered(COMPLAINTS.base).extent(reader.period) != Extent.WHOLE:
        return sentence(
            _("No complaint is recorded from %(first)s to %(last)s; the records of these days are not complete."),
            **_days(reader),
        )
    reader.claim(Nothing(reader.fact(COMPLAINTS.base), reader.covered(COMPLAINTS.base)))
    return sentence(_("From %(first)s to %(last)s no complaint was received."), **_days(reader))


def _days(reader: Reader) -> dict[str, str]:
    first, last = ends_words(reader.period)
    return {"first": first, "last": last}


def _place(reader: Reader) -> str:
    """The region the document is about."""
    region = reader.scope.get(REGION)
    return str(region_name(whole_code(region))) if region else _("the whole country")


def _received(reader: Reader) -> Runs:
    accepted = reader.fact("cases.accepted")
    parts: dict[str, Run | str] = {
        "region": Term(_place(reader)),
        "received": printed(reader.fact("cases.received"), strong=True),
    }
    if accepted.value is None:
        template = _(
            "From %(first)s to %(last)s the consumer councils of %(region)s received %(received)s complaints; "
            "how many of them were accepted is not known. "
        )
        return sentence(template, **{**parts, **_days(reader)})
    template = _(
        "From %(first)s to %(last)s the consumer councils of %(region)s received %(received)s complaints, of which %(accepted)s were accepted. "
    )
    return sentence(template, **{**parts, **_days(reader), "accepted": printed(accepted, strong=True)})


def _solved(reader: Reader) -> Runs:
    rate = reader.fact("cases.solution_rate")
    if rate.value is None and reader.fact("cases.accepted").value != 0:
        return ()
    if rate.value is None:
        return sentence(_("As none has been accepted yet, there is no solution rate to state. "))
    return sentence(
        _("Of these %(solved)s were solved, a solution rate of %(rate)s. "),
        solved=printed(reader.fact("cases.solved"), strong=True),
        rate=printed(rate, strong=True),
    )


def _recovered(reader: Reader) -> Runs:
    recovered = reader.fact("cases.recovered_cents")
    amount = reader.fact("cases.amount_cents")
    first: Runs = ()
    if recovered.value:
        first = sentence(_("Losses of %(money)s were recovered for consumers. "), money=printed(recovered, strong=True))
    second = sentence(_("The amounts in dispute add up to %(money)s. "), money=printed(amount)) if amount.value else ()
    return joined([first, second])


def _changes(reader: Reader) -> Runs:
    why = withheld(reader, COMPLAINTS.base)
    if why:
        return why
    clauses = [
        compared(reader, "cases.received", _("complaints received")),
        compared(reader, "cases.solved", _("complaints solved")),
        compared(reader, "cases.solution_rate", _("the solution rate")) if comparable(reader, COMPLAINTS) else (),
        compared(reader, "cases.recovered_cents", _("the losses recovered")) if comparable(reader, COMPLAINTS) else (),
    ]
    found = listed(clauses, pgettext("between clauses", ", "), pgettext("between clauses", " and "))
    return (
        joined(
            [
                sentence(_("Against %(before)s: "), before=period_words(reader.before)),
                found,
                (Text(pgettext("end of sentence", ".")),),
            ]
        )
        if found
        else ()
    )


def _others(reader: Reader) -> Runs:
    clauses = []
    for key, template in (
        ("cases.referred", _("%(n)s were handed over to other bodies")),
        ("cases.declined", _("%(n)s were not accepted")),
        ("cases.withdrawn", _("%(n)s were withdrawn by the consumer")),
    ):
        fact = reader.fact(key)
        if fact.value:
            clauses.append(sentence(template, n=printed(fact)))
    if not clauses:
        return ()
    return joined(
        [
            sentence(_("Of the complaints received, ")),
            listed(clauses, pgettext("between clauses", ", "), pgettext("between clauses", " and ")),
            (Text(pgettext("end of sentence", ". ")),),
        ]
    )


def _open(reader: Reader) -> Runs:
    still = reader.fact("cases.open")
    day = day_words(reader.period.until or reader.period.last)
    if still.value is None:
        return ()
    if not still.value:
        return sentence(_("By %(day)s none of them was open any more."), day=day)
    return sentence(_("On %(day)s %(n)s of them were still open."), day=day, n=printed(still))


def timeliness(reader: Reader) -> list[Paragraph]:
    """Median days and the shares kept within the limits, with what is left out where nobody can know."""
    sentences = [
        known(
            reader,
            "cases.median_days_to_acceptance",
            _("Half of the accepted complaints were accepted within %(n)s days of receipt. "),
        ),
        known(
            reader,
            "cases.median_days_to_closure",
            _("Half of the closed ones were closed within %(n)s days of receipt. "),
        ),
        known(
            reader,
            "cases.on_time_acceptance",
            _("Of the complaints that were decided on or had run past the limit, %(n)s were decided on in time. "),
        ),
        known(
            reader,
            "cases.on_time_handling",
            _("Of those whose mediation ended or had run past the limit, %(n)s were handled in time. "),
        ),
    ]
    return [Paragraph(joined(sentences) or _no_times(reader))]


def _no_times(reader: Reader) -> Runs:
    """Why nothing is said of the time taken: nothing has been decided yet, or nobody knows when."""
    if all(reader.fact(key).value == 0 for key in ("cases.accepted", "cases.declined", "cases.closed")):
        return sentence(
            _("No complaint has been decided on or closed yet, so nothing can be said about the time taken.")
        )
    return sentence(_("How long it took is not known."))
