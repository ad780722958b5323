"""The roles of a council and its partners, and what each may do in core and in this room.

Read a role as a job: what a person needs to do it from the first screen to the last, and no more. What she may do in the rooms above stands
in their `permissions.py`.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from open315.org.models import Organisation
from open315.org.roles import declare_role, grant

Kind = Organisation.Kind
ADMINISTRATOR: Final = "administrator"
"""The one role the code knows by name: the last of them is neither suspended nor stripped of it."""

declare_role("clerk", _("Intake clerk"), bodies=[Kind.COUNCIL], permissions="console:open")
declare_role("officer", _("Case officer"), bodies=[Kind.COUNCIL], permissions="console:open")
declare_role("supervisor", _("Supervisor"), bodies=[Kind.COUNCIL], permissions="console:open")
declare_role(
    "liaison",
    _("Department liaison"),
    bodies=[Kind.DEPARTMENT, Kind.ASSOCIATION, Kind.OUTLET, Kind.LAW_FIRM, Kind.ENTERPRISE, Kind.OTHER],
    permissions="console:open",
)
declare_role("secretariat", _("Secretariat"), bodies=[Kind.COUNCIL], permissions="console:open")
declare_role("analyst", _("Analyst"), bodies=[Kind.COUNCIL], permissions="console:open")
declare_role(
    ADMINISTRATOR,
    _("Administrator"),
    bodies=[Kind.COUNCIL],
    permissions="console:open calendar:manage audit:read system:events system:export",
)

grant(
    {
        "org:manage": (_("Manage bodies, people, roles and posts"), "administrator"),
    }
)
