from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "open315.law"
    label = "law"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415

        from open315.law import permissions  # noqa: F401, PLC0415  (declares them)
        from open315.law.console import nav  # noqa: F401, PLC0415
        from open315.law.seeds import load_missing_lines  # noqa: PLC0415
        from open315.law.services import tables  # noqa: F401, PLC0415  (declares verbs)

        post_migrate.connect(load_missing_lines, sender=self)
