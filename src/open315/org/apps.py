from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "open315.org"
    label = "org"

    def ready(self) -> None:
        from open315.org import roles  # noqa: F401, PLC0415  (declares the permission names)
