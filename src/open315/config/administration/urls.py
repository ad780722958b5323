"""Addresses under /console/admin/ that belong to the system itself."""

from django.urls import path

from open315.config.administration import views_audit, views_events, views_export, views_health

app_name = "administration"
urlpatterns = [
    path("health/", views_health.health, name="health"),
    path("audit/", views_audit.log, name="audit"),
    path("audit/export/", views_audit.log_export, name="audit_export"),
    path("events/", views_events.events, name="events"),
    path("events/retry/", views_events.events_retry_all, name="events_retry_all"),
    path("events/<int:pk>/retry/", views_events.event_retry, name="event_retry"),
    path("events/<int:pk>/discard/", views_events.event_discard, name="event_discard"),
    path("export/", views_export.exports, name="export"),
    path("export/list/", views_export.export_list, name="export_list"),
    path("export/<int:run>/", views_export.export_file, name="export_file"),
]
