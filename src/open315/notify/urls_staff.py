"""Addresses under /console/messages/."""

from django.urls import path

from open315.notify import views_staff

app_name = "notify"
urlpatterns = [
    path("", views_staff.notices, name="notices"),
    path("read/", views_staff.read_all, name="read_all"),
    path("outgoing/", views_staff.outgoing, name="outgoing"),
    path("outgoing/export/", views_staff.outgoing_file, name="outgoing_file"),
    path("<int:pk>/", views_staff.open_notice, name="notice"),
]
