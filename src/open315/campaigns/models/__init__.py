"""Tables of the campaign."""

from open315.campaigns.models.bodies import Committee, CommitteePost, Meeting, MeetingBody, Task
from open315.campaigns.models.comments import PlanComment
from open315.campaigns.models.folder import BroughtFolder, FolderRow
from open315.campaigns.models.plan import (
    Approval,
    Ballot,
    Campaign,
    Delivery,
    IssuePartner,
    JointIssue,
    Measure,
    PlanSection,
    PlanVersion,
    Procedure,
    Requirement,
)

__all__ = [
    "Approval",
    "Ballot",
    "BroughtFolder",
    "Campaign",
    "Committee",
    "CommitteePost",
    "Delivery",
    "FolderRow",
    "IssuePartner",
    "JointIssue",
    "Measure",
    "Meeting",
    "MeetingBody",
    "PlanComment",
    "PlanSection",
    "PlanVersion",
    "Procedure",
    "Requirement",
    "Task",
]
