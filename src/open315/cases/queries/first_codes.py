"""The query codes given out when cases were registered, for whoever asks once more with the same key."""

from collections.abc import Collection, Mapping

from open315.cases.models import Case
from open315.cases.query_codes import query_code


def first_codes(case_ids: Collection[int]) -> Mapping[int, str]:
    """The first code of each case; "" where another was issued since.

    The first opens nothing then, and the new one is told to nobody but the person who was asked who she is (ADR 0153).
    """
    replaced = Case.objects.filter(pk__in=case_ids, code_generation__isnull=False)
    unknown = set(replaced.values_list("pk", flat=True))
    return {pk: "" if pk in unknown else query_code(pk) for pk in case_ids}
