"""What is issued, as plain data, and its digest. Pure but for reading rows."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from open315.campaigns.issue.types import Number
from open315.campaigns.models import JointIssue
from open315.campaigns.types import PartnerSays


def number_text(issue: JointIssue) -> str:
    """The document number; "" while there is none."""
    if issue.year is None or issue.serial is None:
        return ""
    return str(Number(issue.agency_code, issue.year, issue.serial))


def lines_of(text: str) -> list[str]:
    """The lines of a list, without blank ones."""
    return [line for each in text.splitlines() if (line := each.strip())]


def content_of(issue: JointIssue, issued_on: str) -> dict[str, Any]:
    """The paper with the plan it issues: signed by the council first, then by the partners that confirmed, in order."""
    confirmed = issue.partners.filter(answer=PartnerSays.CONFIRMED).values_list("name", flat=True)
    return {
        "number": number_text(issue),
        "title": issue.title,
        "text": issue.text,
        "signatories": [issue.council.name, *confirmed],
        "recipients": lines_of(issue.recipients),
        "copies": lines_of(issue.copies),
        "annexes": lines_of(issue.annexes),
        "issued_on": issued_on,
        "year": issue.campaign.year,
        "plan_version": issue.plan_version.number,
        "plan": issue.plan_version.content,
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the paper, the same on every database whatever the order of its keys."""
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def is_unchanged(issue: JointIssue) -> bool:
    """Whether the paper is what was issued."""
    return issue.content is not None and digest_of(issue.content) == issue.digest
