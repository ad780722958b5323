"""Addresses under /console/inbox/."""

from django.urls import path

from open315.inbox import views_bring as bring
from open315.inbox import views_staff as views

app_name = "inbox"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("bring/", bring.bring, name="bring"),
    path("<int:pk>/", views.message, name="message"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/file/<int:file_id>/", views.file, name="file"),
    path("<int:pk>/add/", views.add, name="add"),
    path("<int:pk>/take/", views.take, name="take"),
    path("<int:pk>/put-back/", views.put_back, name="put_back"),
    path("<int:pk>/set-aside/", views.set_aside, name="set_aside"),
    path("<int:pk>/pull-back/", views.pull_back, name="pull_back"),
    path("<int:pk>/erase/", views.erase, name="erase"),
]
