"""The person's own details in the texts of the case: masked at every door by the same few functions (ADR 0106).

What is stored is masked when it is stored, so that pages, lists, exports, answers and summaries show nothing else; the
original is sealed where the case has a field for it.
"""

from contextlib import suppress
from dataclasses import replace

from django.db.models import QuerySet

from open315.cases.models import Case, Identity, Party
from open315.cases.types import NewCase, PersonDetails, TraderRef
from open315.cases.vault.sealing import open_identity
from open315.core.crypto import KeyUnknown
from open315.core.lookups import Lookup
from open315.core.redaction import Own, Redaction, mask_own, redact

MASKED_BY = 4
"""Raise it when `core.redaction` masks more: texts of cases stored before are masked anew by the worker."""


def own_of(person: PersonDetails) -> Own:
    """The details by which the person is found in texts."""
    return Own(person.name, person.phone, person.email, person.address, person.id_number)


def redacted(text: str, person: PersonDetails) -> Redaction:
    """The text with every piece of personal data and whatever is the person's own masked."""
    return redact(text, own_of(person)) if text else Redaction(text, ())


def said(case: Case, text: str) -> str:
    """What somebody typed about the case, as it may be kept beside it: trimmed, with personal data masked, the parties' own too."""
    text = text.strip()
    return redact(text, *owns_of(case)).text if text else ""


def trader_as_kept(command: NewCase) -> TraderRef:
    """The trader as case and register keep it: where the person's own details were put there, they are masked.

    What looks like a telephone number in a trader's name stays: it is the trader's.
    """
    trader, own = command.trader, own_of(command.consumer)
    return replace(
        trader,
        name=mask_own(trader.kept_name, own),
        address=mask_own(trader.address, own),
        platform_name=mask_own(trader.platform_name, own),
    )


def _sealed_of(case_id: int) -> QuerySet[Identity]:
    known = Party.objects.filter(case_id=case_id, identity_id__isnull=False).values("identity_id")
    return Identity.objects.filter(pk__in=known).order_by("pk")


_SEALED = Lookup(_sealed_of)


def owns_of(case: Case) -> list[Own]:
    """Whose details are looked for. Those whose key is lost nobody can read, and a case must go on without them."""
    found = []
    for row in _SEALED(case.pk):
        with suppress(KeyUnknown):
            found.append(own_of(open_identity(row)))
    return found
