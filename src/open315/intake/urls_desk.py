"""Addresses of the desk."""

from django.urls import path

from open315.intake.desk import history, views

app_name = "desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("history/", history.history, name="history"),
    path("registered/<str:token>/", views.registered, name="registered"),
    path("contacts/", views.contacts, name="contacts"),
    path("duplicates/", views.duplicates, name="duplicates"),
]
