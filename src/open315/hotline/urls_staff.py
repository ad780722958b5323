"""Addresses under /console/hotline/."""

from django.urls import path

from open315.hotline import views_incoming as incoming
from open315.hotline import views_lines as lines
from open315.hotline import views_staff as views
from open315.hotline.roster import urls_staff as roster
from open315.hotline.voice import urls_staff as voice

app_name = "hotline"
urlpatterns = [
    path("", views.call_list, name="list"),
    path("export/", views.export, name="export"),
    path("enter/", views.enter, name="enter"),
    path("now/", incoming.now, name="now"),
    path("now/calls/", incoming.calls_now, name="calls_now"),
    path("<int:pk>/take/", incoming.take, name="take"),
    path("missed/", incoming.missed, name="missed"),
    path("callers/<int:pk>/", incoming.caller, name="caller"),
    path("callers/<int:pk>/ring/", incoming.ring, name="ring"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/erase/", views.erase, name="erase"),
    path("lines/", lines.line_list, name="lines"),
    path("lines/add/", lines.add_line, name="add_line"),
    path("lines/<int:pk>/", lines.line, name="line"),
    path("lines/<int:pk>/figures/", lines.line_figures, name="line_figures"),
    path("lines/<int:pk>/edit/", lines.edit_line, name="edit_line"),
    path("lines/<int:pk>/key/", lines.make_key, name="make_key"),
    path("lines/<int:pk>/key/<int:key_id>/revoke/", lines.revoke_key, name="revoke_key"),
    *roster.urlpatterns,
    *voice.urlpatterns,
]
