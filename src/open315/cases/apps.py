from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "open315.cases"
    label = "cases"

    def ready(self) -> None:
        from open315.cases import permissions  # noqa: F401, PLC0415  (declares the permission names)
