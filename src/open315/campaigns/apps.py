from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from open315.core.ui.nav import add_nav


class CampaignsConfig(AppConfig):
    name = "open315.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from open315.campaigns import permissions, services  # noqa: F401, PLC0415  (declare permissions and verbs)
        from open315.campaigns.allocation import handlers as of_tasks  # noqa: F401, PLC0415
        from open315.campaigns.allocation import services as allocation  # noqa: F401, PLC0415
        from open315.campaigns.allocation import tasks as chasing_tasks  # noqa: F401, PLC0415
        from open315.campaigns.allocation import waiting as late_tasks  # noqa: PLC0415
        from open315.campaigns.approval import handlers, panels, tasks  # noqa: F401, PLC0415  (tell people, end circulations)
        from open315.campaigns.board import entries  # noqa: PLC0415
        from open315.campaigns.brought import dropping, work  # noqa: F401, PLC0415  (declares jobs)
        from open315.campaigns.brought import services as brought  # noqa: F401, PLC0415
        from open315.campaigns.commenting import handlers as of_comments  # noqa: F401, PLC0415
        from open315.campaigns.commenting import panels as commenting_panels  # noqa: PLC0415
        from open315.campaigns.commenting import services as commenting  # noqa: F401, PLC0415
        from open315.campaigns.committee import services as committee  # noqa: F401, PLC0415
        from open315.campaigns.copying import services as copying  # noqa: F401, PLC0415
        from open315.campaigns.facts import figures  # noqa: F401, PLC0415  (declares facts)
        from open315.campaigns.filing import handlers as of_own_plans  # noqa: F401, PLC0415
        from open315.campaigns.filing import panels as filing_panels  # noqa: PLC0415
        from open315.campaigns.filing import services as filing  # noqa: F401, PLC0415
        from open315.campaigns.filing import tasks as late_plans  # noqa: F401, PLC0415
        from open315.campaigns.folder import sheets  # noqa: F401, PLC0415  (declares sheets of a folder)
        from open315.campaigns.issue import handlers as of_issues  # noqa: F401, PLC0415
        from open315.campaigns.issue import panels as issue_panels  # noqa: PLC0415
        from open315.campaigns.issue import tasks as chasing  # noqa: F401, PLC0415
        from open315.campaigns.meetings import services as meetings  # noqa: F401, PLC0415
        from open315.campaigns.plan import services as plan  # noqa: F401, PLC0415
        from open315.org.demo.scenes import add_scene  # noqa: PLC0415

        entries.enter()
        late_tasks.hang_counter()
        panels.hang_panels()
        commenting_panels.hang_panels()
        issue_panels.hang_panels()
        filing_panels.hang_panels()
        add_scene("campaigns", 20, "open315.campaigns.demo.play")
        add_nav(
            key="campaigns",
            label=_("Campaigns"),
            url_name="campaigns:list",
            permission="campaigns:read",
            order=10,
            group="campaign",
            icon="campaign",
        )
        add_nav(
            key="tasks",
            label=_("Tasks"),
            url_name="campaigns:tasks",
            permission="campaigns:tasks",
            order=17,
            group="campaign",
            icon="check",
        )
