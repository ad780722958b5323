"""The campaign of a year, its plan with versions, requirements and approval, and the joint issue of that."""

from typing import ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from open315.campaigns import types
from open315.core.translations import TranslationsField


class Campaign(models.Model):
    """One year's campaign of one council. `stat_first`–`stat_last` is the period its complaint figures cover."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=60)
    theme_in = TranslationsField(of="theme", max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    stat_first = models.DateField()
    stat_last = models.DateField()
    region = models.ForeignKey("org.Region", on_delete=models.PROTECT)
    idea = models.TextField(blank=True)
    """The guiding idea (指導思想)."""
    goals = models.TextField(blank=True)
    budget_cents = models.BigIntegerField(null=True)
    """Of the whole campaign; what the measures cost is compared with it."""
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "year"], name="campaign_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.theme}"


class PlanSection(models.Model):
    """A section of a campaign's plan; `place` orders it among its siblings."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sections")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """What the plan says will be done: by whom, when, where, for how much, and with which output. Its number is its place in its section."""

    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, related_name="measures")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    responsible = models.CharField(max_length=200, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    venue = models.CharField(max_length=120, blank=True)
    budget_cents = models.BigIntegerField(null=True)
    output = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    serves = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="served_by")
    """The measure of a plan above that it carries out, of a plan that was delivered to its council."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """The plan as it stood at a moment, never changed. Once released, the council above and the councils below read it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    """Items of `plan.types.Item`, in the order of the document."""
    why = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    released_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    """When the members of the standing committee were asked to read it and to comment."""

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return str(self.number)


class Requirement(models.Model):
    """What the standing committee asks of the plan, under a number that stays. Whether it is met is never stored: activities that were held say so."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="requirements")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    put_by = models.CharField(max_length=120)
    """An office or a meeting, no person."""
    put_on = models.DateField()
    section = models.ForeignKey(PlanSection, null=True, on_delete=models.SET_NULL, related_name="+")
    """What it was put to, where that was one section …"""
    measure = models.ForeignKey(Measure, null=True, on_delete=models.SET_NULL, related_name="+")
    """… or one measure."""
    measures = models.ManyToManyField(Measure, related_name="requirements")
    """Those that serve it."""
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was withdrawn."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "number"], name="requirement_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Procedure(models.Model):
    """A council's own rules of procedure for deciding on a plan, from a day on until the next row; `approval.procedures` has those that are shipped."""

    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    """Where it is written."""
    quorum = models.CharField(max_length=16)
    """A share of the members, by its key in `approval/procedure.toml`: so many take part …"""
    majority = models.CharField(max_length=16)
    """… and so many agree, of those whom `base` names."""
    base = models.CharField(max_length=8)
    remind_days = models.PositiveSmallIntegerField()
    """So many days before the deadline those who have not answered are reminded."""
    stated_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-valid_from"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["council", "valid_from"], name="procedure_once_a_day")]

    def __str__(self) -> str:
        return self.source


class Approval(models.Model):
    """That the standing committee was asked to approve a version, at a meeting or by circulated signature, and what it decided."""

    class Way(models.TextChoices):
        MEETING = types.ApprovalWay.MEETING, pgettext_lazy("approval", "At a meeting")
        CIRCULATION = types.ApprovalWay.CIRCULATION, pgettext_lazy("approval", "By circulated signature")

    class State(models.TextChoices):
        OPEN = types.ApprovalState.OPEN, pgettext_lazy("approval", "Under way")
        APPROVED = types.ApprovalState.APPROVED, pgettext_lazy("approval", "Approved")
        REJECTED = types.ApprovalState.REJECTED, pgettext_lazy("approval", "Not approved")
        SUPERSEDED = types.ApprovalState.SUPERSEDED, pgettext_lazy("approval", "Replaced by a later one")
        TAKEN_BACK = types.ApprovalState.TAKEN_BACK, pgettext_lazy("approval", "Taken back")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="approvals")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="approvals")
    way = models.CharField(max_length=12, choices=Way.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    occasion = models.CharField(max_length=120, blank=True)
    """Which meeting."""
    held_on = models.DateField()
    """The day of the meeting, or the day the signatures were asked for; its rules of procedure count."""
    deadline = models.DateField(null=True)
    """The last day of a circulation."""
    members = models.PositiveSmallIntegerField()
    """How many the committee has."""
    present = models.PositiveSmallIntegerField(null=True)
    in_favour = models.PositiveSmallIntegerField(null=True)
    against = models.PositiveSmallIntegerField(null=True)
    abstained = models.PositiveSmallIntegerField(null=True)
    """Of a meeting; a circulation counts its ballots."""
    quorum = models.CharField(max_length=16)
    majority = models.CharField(max_length=16)
    base = models.CharField(max_length=8)
    source = models.CharField(max_length=200)
    """The rules by which it is decided, as they stood on `held_on`."""
    remind_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    waived = models.JSONField(default=list)
    """Numbers of the requirements that were unanswered, and may stay so …"""
    waiver = models.CharField(max_length=200, blank=True)
    """… for this reason."""
    reason = models.CharField(max_length=200, blank=True)
    """Why it was taken back."""
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "deadline"], name="approval_deadline")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(state=types.ApprovalState.APPROVED.value),
                name="approval_stands_once",
            ),
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(state=types.ApprovalState.OPEN.value), name="approval_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_version_id} {self.state}"


class Ballot(models.Model):
    """What one member of the committee says in a circulation: an account that answers here, or a body or office (`member`) that signs on paper."""

    class Answer(models.TextChoices):
        NONE = types.Answer.NONE, pgettext_lazy("ballot", "No answer yet")
        AGREES = types.Answer.AGREES, pgettext_lazy("ballot", "Agrees")
        OBJECTS = types.Answer.OBJECTS, pgettext_lazy("ballot", "Objects")

    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="ballots")
    place = models.PositiveSmallIntegerField()
    account = models.ForeignKey("org.Account", null=True, on_delete=models.PROTECT, related_name="+")
    member = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    """Why it objects."""
    is_on_paper = models.BooleanField(default=False)
    """The secretariat noted it."""
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["approval", "place"], name="ballot_place_once")]

    def __str__(self) -> str:
        return self.member or str(self.account)


class JointIssue(models.Model):
    """The paper by which a council and partner bodies issue an approved plan (聯合發文). Once issued it is `content`, under its `digest`, and never changed."""

    class State(models.TextChoices):
        DRAFT = types.IssueState.DRAFT, pgettext_lazy("joint issue", "Draft")
        ASKED = types.IssueState.ASKED, pgettext_lazy("joint issue", "Partners asked")
        ISSUED = types.IssueState.ISSUED, pgettext_lazy("joint issue", "Issued")
        WITHDRAWN = types.IssueState.WITHDRAWN, pgettext_lazy("joint issue", "Withdrawn")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="issues")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    plan_version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="issues")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    resume_state = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=120)
    agency_code = models.CharField(max_length=20, blank=True)
    """機關代字 of the document number (發文字號) …"""
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    recipients = models.TextField(blank=True)
    """主送, one a line; so are `copies` (抄送) and `annexes` (附件)."""
    copies = models.TextField(blank=True)
    annexes = models.TextField(blank=True)
    text = models.TextField(blank=True)
    reply_until = models.DateField(null=True)
    """The last day for partners."""
    acknowledge_until = models.DateField(null=True)
    """The last day for the councils below …"""
    plans_until = models.DateField(null=True)
    """… and for the plans of their own."""
    content = models.JSONField(null=True)
    """What was issued, as `issue.content` wrote it."""
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was withdrawn."""
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["council", "agency_code", "year", "serial"], name="issue_number_once"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(state__in=[types.IssueState.DRAFT.value, types.IssueState.ASKED.value]),
                name="issue_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IssuePartner(models.Model):
    """A body that is asked to issue the paper jointly, in the order in which it would sign after the council."""

    class Answer(models.TextChoices):
        NOTHING = types.PartnerSays.NOTHING, pgettext_lazy("partner of an issue", "No answer yet")
        CONFIRMED = types.PartnerSays.CONFIRMED, pgettext_lazy("partner of an issue", "Confirmed")
        DECLINED = types.PartnerSays.DECLINED, pgettext_lazy("partner of an issue", "Declined")

    issue = models.ForeignKey(JointIssue, on_delete=models.CASCADE, related_name="partners")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey("org.Organisation", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    is_on_paper = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "place"], name="issue_partner_place_once")]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """That an issued paper was delivered to a council below, whether its own people said so, and which plan of its own it filed."""

    issue = models.ForeignKey(JointIssue, on_delete=models.PROTECT, related_name="deliveries")
    council = models.ForeignKey("org.Organisation", on_delete=models.PROTECT, related_name="+")
    delivered_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("org.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    chased_at = models.DateTimeField(null=True)
    chases = models.PositiveSmallIntegerField(default=0)
    filed_version = models.ForeignKey(PlanVersion, null=True, on_delete=models.PROTECT, related_name="filings")
    """The plan of its own, as it was filed last; it can be filed anew."""
    filed_at = models.DateTimeField(null=True)
    """When it was filed first."""
    filed_links = models.JSONField(default=list)
    """Of that version: measure, the measure above that it carries out, its last day ("" for none); read by tables of many councils."""
    plan_chased_at = models.DateTimeField(null=True)
    plan_chases = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "council"], name="delivered_once")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.council}"
