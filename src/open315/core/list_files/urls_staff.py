"""Addresses under /console/lists/."""

from django.urls import path

from open315.core.list_files import views_staff as views

app_name = "list_files"
urlpatterns = [
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/file/", views.file, name="file"),
]
