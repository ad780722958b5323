"""Indexing telephone numbers anew where an earlier release read them otherwise (ADR 0103)."""

from django.db import transaction

from open315.cases.models import Identity, OtherNumber, Party
from open315.cases.vault.sealing import NUMBERS_READ, open_identity, phone_indexes
from open315.core.bulk import in_batches

BATCH = 200


def index_numbers_again(most: int) -> int:
    """Index up to about `most` identities that an earlier reading indexed; how many. Each batch is one transaction, and none is done twice."""
    return in_batches(_batch, most)


def _batch() -> int:
    with transaction.atomic():
        old = Identity.objects.select_for_update().filter(numbers_read__lt=NUMBERS_READ)
        rows = list(old.order_by("numbers_read", "pk")[:BATCH])
        cases = dict(
            Party.objects.filter(identity_id__in=[each.pk for each in rows]).values_list("identity_id", "case_id")
        )
        others = []
        for row in rows:
            indexes = phone_indexes(open_identity(row).phone)
            Party.objects.filter(identity_id=row.pk).update(phone_index=next(iter(indexes), ""))
            others += [OtherNumber(case_id=cases[row.pk], phone_index=each) for each in indexes[1:] if row.pk in cases]
        OtherNumber.objects.filter(case_id__in=cases.values()).delete()
        OtherNumber.objects.bulk_create(others)
        Identity.objects.filter(pk__in=[each.pk for each in rows]).update(numbers_read=NUMBERS_READ)
    return len(rows)
