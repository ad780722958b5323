"""The permissions of campaigns, their plans and summaries, the roles that get them, and the role of those who put requirements."""

from django.utils.translation import gettext_lazy as _

from open315.org.roles import declare_role, grant

declare_role(
    "standing_committee",
    _("Member of the standing committee"),
    bodies=["council"],
    permissions="console:open",
)

grant(
    {
        "campaigns:read": (
            _("Read campaigns and summaries"),
            "secretariat analyst administrator standing_committee",
        ),
        "campaigns:manage": (_("Open and change campaigns"), "secretariat"),
        "campaigns:bring": (_("Bring in a campaign from sheets"), "secretariat administrator"),
        "campaigns:require": (_("Put requirements to the plan of a campaign"), "secretariat standing_committee"),
        "campaigns:comment": (_("Comment at a paragraph of a plan that was sent"), "standing_committee"),
        "campaigns:vote": (_("Sign for or against a plan that is circulated"), "standing_committee"),
        "campaigns:confirm": (_("Confirm or decline a joint issue for one's body"), "liaison"),
        "campaigns:acknowledge": (
            _("Read and acknowledge what was delivered to one's council"),
            "clerk officer supervisor secretariat administrator",
        ),
        "campaigns:tasks": (
            _("Read the tasks of campaigns, and those of one's own body"),
            "secretariat analyst administrator standing_committee liaison",
        ),
        "campaigns:report_task": (_("Report what came of a task"), "secretariat liaison"),
    }
)
