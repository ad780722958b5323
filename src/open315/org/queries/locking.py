"""Waiting for each other where no single row of a room is what two people change."""

from open315.org.models import Organisation


def lock_body(organisation_id: int) -> None:
    """Let whoever locks the same body wait until the caller's transaction ends: for what must be looked up and added in one go."""
    Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation_id).values_list("pk").first()
