"""Addresses under /console/suggestions/."""

from django.urls import path

from open315.learning import views_staff as views

app_name = "learning"
urlpatterns = [
    path("", views.model_list, name="list"),
    path("learn/<slug:subject>/", views.learn, name="learn"),
    path("<int:pk>/", views.model, name="model"),
    path("<int:pk>/use/", views.use, name="use"),
    path("<int:pk>/stop/", views.stop, name="stop"),
]
