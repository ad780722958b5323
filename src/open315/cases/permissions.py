"""The permission names of the case room."""

from django.utils.translation import gettext_lazy as _

from open315.core.access import declare_permissions

declare_permissions(
    {
        "cases:read": _("Read cases"),
        "cases:register": _("Register cases"),
        "cases:accept": _("Accept cases"),
        "cases:decline": _("Propose not to accept"),
        "cases:confirm_declination": _("Confirm or reject a proposal not to accept"),
        "cases:refer": _("Refer cases to another body"),
        "cases:answer_referral": _("Acknowledge, refuse, return and answer referrals"),
        "cases:assign": _("Assign cases"),
        "cases:note": _("Write notes and add evidence"),
        "cases:pause_clock": _("Pause and resume clocks on legal grounds"),
        "cases:supervise": _("Supervise late work"),
        "cases:close": _("Close cases"),
        "cases:reopen": _("Reopen cases"),
        "cases:mark_duplicate": _("Mark duplicates and split cases"),
        "cases:override_competence": _("Override the competent body"),
        "cases:unmask": _("See personal data, with a reason"),
        "cases:erase_identity": _("Erase an identity"),
        "cases:export": _("Export lists of cases"),
        "imports:run": _("Import sheets"),
        "campaigns:read": _("Read campaigns and summaries"),
        "campaigns:manage": _("Open and change campaigns"),
    }
)
