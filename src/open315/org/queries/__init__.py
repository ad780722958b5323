"""Reads of the organisation: the acting person, and the bodies of the country from a cached directory."""

from open315.org.queries.actors import actor_for, current_grants
from open315.org.queries.directory import (
    Body,
    bodies_for,
    body_by_id,
    council_for_region,
    councils,
    forget,
    region_name,
    subtree_ids,
)

__all__ = [
    "Body",
    "actor_for",
    "bodies_for",
    "body_by_id",
    "council_for_region",
    "councils",
    "current_grants",
    "forget",
    "region_name",
    "subtree_ids",
]
