"""The sentences of the complaint chapter, in the manner of a council's summary. Figures come in as figures, never as digits.

A sentence whose figure has no base is not written, or says so: no rate of nothing, no median of nobody.
"""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from open315.core.documents.sentences import joined, listed, sentence
from open315.core.documents.tree import Paragraph, Runs, Term, Text
from open315.core.facts import Fact
from open315.core.facts.wording import day_words
from open315.summaries.comparison import comparable, compared
from open315.summaries.ranking import Ranked, leaders, movers
from open315.summaries.reader import Reader, printed, size


def opening(reader: Reader) -> list[Paragraph]:
    """What came in, what was accepted and solved, what consumers got back, and how that compares."""
    if not reader.fact("cases.received").value:
        return [Paragraph(sentence(_("From %(first)s to %(last)s no complaint was received."), **_days(reader)))]
    found = [Paragraph(joined([_received(reader), _solved(reader), _recovered(reader)]))]
    change = _changes(reader)
    if change:
        found.append(Paragraph(change))
    found.append(Paragraph(joined([_others(reader), _open(reader)])))
    return found


def _days(reader: Reader) -> dict[str, str]:
    return {"first": day_words(reader.period.first), "last": day_words(reader.period.last)}


def _received(reader: Reader) -> Runs:
    template = _(
        "From %(first)s to %(last)s the consumer councils of %(region)s received %(received)s complaints, of which %(accepted)s were accepted. "
    )
    return sentence(
        template,
        region=Term(reader.place()),
        received=printed(reader.fact("cases.received"), strong=True),
        accepted=printed(reader.fact("cases.accepted"), strong=True),
        **_days(reader),
    )


def _solved(reader: Reader) -> Runs:
    rate = reader.fact("cases.solution_rate")
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
    clauses = [
        compared(reader, "cases.received", _("complaints received")),
        compared(reader, "cases.solved", _("complaints solved")),
        compared(reader, "cases.solution_rate", _("the solution rate")) if comparable(reader) else (),
        compared(reader, "cases.recovered_cents", _("the losses recovered")) if comparable(reader) else (),
    ]
    found = listed(clauses, pgettext("between clauses", ", "), pgettext("between clauses", " and "))
    return (
        joined(
            [
                sentence(_("Against the same period of the year before: ")),
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
        ("cases.declined", _("%(n)s were not accepted on grounds laid down in law")),
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
    if not still.value:
        return sentence(_("By %(day)s none of them was open any more."), day=day)
    return sentence(_("On %(day)s %(n)s of them were still open."), day=day, n=printed(still))


def leading(reader: Reader, key: str, template: str) -> list[Paragraph]:
    """Which lines of a table lead, with count and share, and whose share moved most. `template` has a place `%(list)s`."""
    table = reader.table(key)
    ranked = leaders(table)
    if not ranked:
        return []
    shares = reader.table(f"{key}.share")
    items = [_item(line, shares.line(line.code)) for line in ranked]
    before, after = template.split("%(list)s")
    runs = [sentence(before), listed(items, pgettext("between items", "; ")), sentence(after), _moved(reader, key)]
    return [Paragraph(joined(runs))]


def _item(line: Ranked, share: Fact) -> Runs:
    return sentence(
        _("%(label)s (%(n)s, %(share)s)"),
        label=Term(str(line.label)),
        n=printed(line.fact, line.label),
        share=printed(share, line.label),
    )


def _moved(reader: Reader, key: str) -> Runs:
    if not comparable(reader):
        return ()
    risen, fallen = movers(reader.table(f"{key}.share.change"))
    first = _mover(risen, _("The share of %(label)s rose most against the year before, by %(size)s. "))
    second = _mover(fallen, _("The share of %(label)s fell most, by %(size)s. "))
    return joined([first, second])


def _mover(line: Ranked | None, template: str) -> Runs:
    if line is None:
        return ()
    return sentence(template, label=Term(str(line.label)), size=size(line.fact, line.label))


def unclassed(reader: Reader, key: str, template: str) -> Runs:
    """How many cases have no code in a table; nothing where all have one."""
    found = next((fact for code, _label, fact in reader.table(key).lines if code == "none"), None)
    return sentence(template, n=printed(found, _("Not stated"))) if found is not None else ()


def timeliness(reader: Reader) -> list[Paragraph]:
    """Median days and the shares kept within the limits, with what is left out where nobody can know."""
    sentences = [
        _known(
            reader,
            "cases.median_days_to_acceptance",
            _("Half of the accepted complaints were accepted within %(n)s days of receipt. "),
        ),
        _known(
            reader,
            "cases.median_days_to_closure",
            _("Half of the closed ones were closed within %(n)s days of receipt. "),
        ),
        _known(
            reader,
            "cases.on_time_acceptance",
            _("Of the complaints that were decided on or had run past the limit, %(n)s were decided on in time. "),
        ),
        _known(
            reader,
            "cases.on_time_handling",
            _("Of those whose mediation ended or had run past the limit, %(n)s were handled in time. "),
        ),
    ]
    runs = joined(sentences)
    if not runs:
        runs = sentence(
            _("No complaint has been decided on or closed yet, so nothing can be said about the time taken.")
        )
    return [Paragraph(runs)]


def _known(reader: Reader, key: str, template: str) -> Runs:
    fact = reader.fact(key)
    return () if fact.value is None else sentence(template, n=printed(fact))
