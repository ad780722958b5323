"""Addresses of voice menus and recordings, under /console/hotline/."""

from django.urls import path

from open315.hotline.voice import views_staff as views

urlpatterns = [
    path("lines/<int:pk>/voice/", views.menu, name="voice"),
    path("lines/<int:pk>/voice/edit/", views.edit, name="edit_voice"),
    path("<int:pk>/recording/", views.keep, name="keep_recording"),
    path("<int:pk>/recording/<int:recording_id>/", views.listen, name="hear_recording"),
    path("<int:pk>/recording/<int:recording_id>/delete/", views.delete, name="delete_recording"),
]
