"""Addresses under /console/facts/."""

from django.urls import path

from open315.figures import views_staff as views

app_name = "facts"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("coverage/", views.coverage, name="coverage"),
    path("<str:key>/rows/", views.rows, name="rows"),
    path("<str:key>/rows.csv", views.rows_csv, name="rows_csv"),
]
