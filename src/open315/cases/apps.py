from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "open315.cases"
    label = "cases"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415

        from open315.cases import permissions  # noqa: F401, PLC0415  (declares the permission names)
        from open315.cases.seeds import load_missing_lines  # noqa: PLC0415

        post_migrate.connect(load_missing_lines, sender=self)
