"""Health, and the fallback of the live streams."""

from django.urls import path

from open315.core.ops import views_public
from open315.core.streams.views_public import snapshot

app_name = "ops"
urlpatterns = [
    path("healthz", views_public.alive, name="alive"),
    path("readyz", views_public.ready, name="ready"),
    path("live-snapshot/<str:token>/", snapshot, name="snapshot"),
]
