"""Addresses under /console/phrases/."""

from django.urls import path

from open315.phrases import views_staff as views

app_name = "phrases"
urlpatterns = [
    path("", views.phrase_list, name="list"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.phrase, name="phrase"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/retire/", views.retire, name="retire"),
    path("<int:pk>/revive/", views.revive, name="revive"),
]
