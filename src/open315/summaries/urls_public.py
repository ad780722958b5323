"""Addresses of published summaries, under /summaries/."""

from django.urls import path

from open315.summaries.text import views_public as views

app_name = "published"
urlpatterns = [
    path("", views.summaries, name="list"),
    path("<int:pk>/", views.summary, name="summary"),
    path("<int:pk>/file.<str:form>", views.summary_file, name="file"),
    path("<int:pk>/photos/<str:digest>/", views.photo, name="photo"),
    path("<int:pk>/figures/<str:mark>/", views.figure, name="figure"),
]
